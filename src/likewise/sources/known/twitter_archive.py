"""What the archive of one's own data on Twitter (X) holds of oneself.

Its files are scripts: `window.YTD.tweets.part0 = [...]`. like.js says which posts one liked, not when or whose they
are. tweets.js holds one's posts with their likes and retweets; whose archive it is stands in account.js alone. A
retweet is another's post, whose number the file doesn't have, and shows the original's counts.
"""

from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import REPEATS_ANOTHER

_PAGE = "https://help.x.com/managing-your-account/how-to-download-your-x-archive"

_OWNER = "coalesce(account, max(account) over (partition by regexp_replace(file, '[^/\\\\:]*$', '')))"
"""SQL: whose archive a row is of: the account in a file beside it."""

LIKES = Known(
    name="twitter-archive-likes",
    title="X archive like.js",
    signatures=(Signature(("tweetId", "expandedUrl")),),
    fields={"owner": ("accountId",), "tweet": ("tweetId",), "moment": ("likedAt",), "words": ("fullText",)},
    parts=(
        Part(
            "events",
            columns={"actor": "owner", "post": "tweet", "time": "moment", "text": "words"},
            aside={"no time": "moment is null"},
            kind="like",
        ),
    ),
    cannot=("no_moments",),
    page=_PAGE,
)

_TWEET, _ACCOUNT = Signature(("full_text",)), Signature(("accountId",))

TWEETS = Known(
    name="twitter-archive",
    title="X archive tweets.js, account.js",
    signatures=(
        Signature(("envelope.name", "id_str", "full_text", "favorite_count", "created_at")),
        Signature(("envelope.name", "accountId", "username", "createdAt")),
    ),
    fields={
        "tweet": ("id_str", "id"),
        "created": ("created_at", "createdAt"),
        "words": ("full_text",),
        "liked": ("favorite_count",),
        "retweeted": ("retweet_count",),
        "answered": ("in_reply_to_status_id_str", "in_reply_to_status_id"),
        "answered_user": ("in_reply_to_user_id_str", "in_reply_to_user_id"),
        "account": ("accountId",),
        "username": ("username",),
    },
    made={"owner": _OWNER},
    parts=(
        Part(
            "events",
            columns={
                "actor": "account",
                "author": "answered_user",
                "post": "answered",
                "time": "created",
                "text": "words",
            },
            select="twitter_reply",
            kind="comment",
            when=_TWEET,
        ),
        Part(
            "posts",
            columns={
                "post": "tweet",
                "author": "account",
                "time": "created",
                "text": "words",
                "likes": "liked",
                "reposts": "retweeted",
            },
            made={"author": "owner"},
            aside={REPEATS_ANOTHER: "starts_with(words, 'RT @')"},
            when=_TWEET,
        ),
        Part("accounts", columns={"account": "account", "name": "username", "created": "created"}, when=_ACCOUNT),
    ),
    zone="UTC",
    cannot=("no_likers",),
    page=_PAGE,
)

SOURCES = (LIKES, TWEETS)
