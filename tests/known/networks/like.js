window.YTD.like.part0 = [
  {
    "like" : {
      "tweetId" : "1700000000000000001",
      "fullText" : "words",
      "expandedUrl" : "https://twitter.com/i/web/status/1700000000000000001"
    }
  },
  {
    "like" : {
      "tweetId" : "1700000000000000002",
      "expandedUrl" : "https://twitter.com/i/web/status/1700000000000000002"
    }
  }
]
