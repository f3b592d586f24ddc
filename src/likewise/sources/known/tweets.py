"""Posts of X as tools store what its API gave them: version 1.1 as JSON or as a flat table, version 2 as twarc's CSV.

A retweet is a row of its own, with an id of its own: it becomes a repost of the original, and no post. Its counts are
the original's. A row that answers another is a comment on it and a post itself. A table of version 2 that was cut down
to its basic columns doesn't say which post a retweet repeats: its words stand for the post.
"""

from likewise.sources.known.face import Known, Part, Signature

_AUTHORS = ("user_id", "user_id_str", "author_id")

TWEETS = Known(
    name="x-tweets",
    title="X API tweets",
    signatures=(
        # Version 1.1, as JSON and as flat tables.
        Signature(("id_str", "user", "created_at", "retweet_count", "favorite_count")),
        *(Signature(("tweet_id", author, "retweeted_status_id")) for author in _AUTHORS),
        *(Signature(("id_str", author, "retweeted_status_id")) for author in _AUTHORS),
        *(Signature(("id", author, "retweeted_status_id")) for author in _AUTHORS),
        # Version 2: twarc-csv, and the basic columns.
        Signature(("id", "author_id", "created_at", "text", "referenced_tweets.retweeted.id")),
        Signature(("id", "author_id", "created_at", "text", "retweet_count", "reply_count", "like_count")),
        Signature(("id", "author_id", "created_at", "text", "public_metrics")),
    ),
    fields={
        "tweet": ("tweet_id", "id_str", "id", "tweetid"),
        "person": ("user.id_str", "user.id", *_AUTHORS),
        "created": ("created_at", "tweet_created_at", "tweetcreatedts"),
        "words": ("full_text", "text", "tweet_text"),
        "repeated": (
            *("retweeted_status.id_str", "retweeted_status.id", "retweeted_status_id_str", "retweeted_status_id"),
            "referenced_tweets.retweeted.id",
        ),
        "repeated_person": (
            *("retweeted_status.user.id_str", "retweeted_status.user.id", "retweeted_status_user_id"),
            *("retweeted_user_id", "retweeted_user_id_str"),
        ),
        "answered": (
            *("in_reply_to_status_id_str", "in_reply_to_status_id", "in_reply_to_tweet_id"),
            "referenced_tweets.replied_to.id",
        ),
        "answered_person": ("in_reply_to_user_id_str", "in_reply_to_user_id"),
        "refers": ("referenced_tweets",),
        "shown": ("public_metrics.impression_count", "impression_count"),
        "liked": ("favorite_count", "public_metrics.like_count", "like_count"),
        "commented": ("public_metrics.reply_count", "reply_count"),
        "retweeted": ("retweet_count", "public_metrics.retweet_count"),
        "collected": ("public_metrics.bookmark_count", "bookmark_count"),
    },
    parts=(
        Part(
            "events",
            columns={
                "actor": "person",
                "author": "repeated_person",
                "post": "repeated",
                "kind": "answered",
                "time": "created",
                "text": "words",
            },
            select="tweets_act",
            asks={"post_is_words": "tweets_by_words"},
        ),
        Part(
            "posts",
            columns={
                "post": "tweet",
                "author": "person",
                "time": "created",
                "text": "words",
                "impressions": "shown",
                "likes": "liked",
                "comments": "commented",
                "reposts": "retweeted",
                "saves": "collected",
            },
            select="tweets_post",
        ),
    ),
    made={
        "repeats": "coalesce(repeated, {of_retweeted})".format(
            of_retweeted="list_filter(json_extract(source_json(refers), '$[*]'), "
            "lambda one: one ->> '$.type' = 'retweeted')[1] ->> '$.id'"
        ),
        "answers": "coalesce(answered, {of_replied})".format(
            of_replied="list_filter(json_extract(source_json(refers), '$[*]'), "
            "lambda one: one ->> '$.type' = 'replied_to')[1] ->> '$.id'"
        ),
    },
    zone="UTC",
    cannot=("no_likers",),
    page="https://docs.x.com/x-api/fundamentals/data-dictionary",
)

SOURCES = (TWEETS,)
