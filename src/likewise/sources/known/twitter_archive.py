"""What the archive of one's own data on Twitter (X) says of one's likes in like.js: which posts, not when or whose."""

from likewise.sources.known.face import Known, Part, Signature

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
    page="https://help.x.com/managing-your-account/how-to-download-your-x-archive",
)

SOURCES = (LIKES,)
