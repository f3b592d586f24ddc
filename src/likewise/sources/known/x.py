"""What X's analytics export: the numbers of one's own posts, now and as Twitter wrote them, and those of one's days.

A post's author stands in its link. Shares are a number of their own beside reposts and aren't added to them.
"""

from likewise.sources.known.daily import by_day, daily
from likewise.sources.known.expressions import in_link
from likewise.sources.known.face import Known, Part, Signature

_PAGE = "https://analytics.x.com"
_NAME = r"(?:x|twitter)\.com/([^/?]+)/status"

POSTS = Known(
    name="x-posts",
    title="X analytics content",
    signatures=(
        Signature(("Post id", "Date", "Post text", "Impressions", "Engagements")),
        Signature(("Tweet id", "Tweet permalink", "Tweet text", "time")),
    ),
    fields={
        "id": ("Post id", "Tweet id"),
        "published": ("Date", "time"),
        "words": ("Post text", "Tweet text"),
        "link": ("Post Link", "Tweet permalink"),
        "shown": ("Impressions",),
        "liked": ("Likes",),
        "engaged": ("Engagements",),
        "collected": ("Bookmarks",),
        "shared": ("Shares",),
        "won": ("New follows", "follows"),
        "commented": ("Replies",),
        "reposted": ("Reposts", "Retweets"),
        "visited": ("Profile visits",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "id",
                "author": "link",
                "time": "published",
                "text": "words",
                "impressions": "shown",
                "likes": "liked",
                "comments": "commented",
                "reposts": "reposted",
                "saves": "collected",
                "new_follows": "won",
            },
            # x.com/i/status is a link that names nobody.
            made={"author": f"nullif({in_link('link', _NAME)}, 'i')"},
        ),
    ),
    dates="month-first",
    cannot=("only_numbers",),
    own=True,
    page=_PAGE,
)

DAYS = daily(
    "x-days",
    "X analytics overview",
    (by_day("Date", "Impressions", "Engagements", "New follows", "Unfollows"),),
    day=("Date",),
    page=_PAGE,
)

SOURCES = (POSTS, DAYS)
