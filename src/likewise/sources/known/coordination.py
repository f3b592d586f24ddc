"""What two tools for coordinated behaviour read: the coordination-network-toolkit (Python) and CooRTweet (R).

Both name acts on things, not likes. The toolkit's rows are messages, some of which repost or answer another;
CooRTweet's say who shared what and when, and not whose it was: a share is a repost, and of those who share so, acting
together is all that can be told.
"""

from likewise.sources.known.face import Known, Part, Signature

TOOLKIT = Known(
    name="coordination-network-toolkit",
    title="coordination-network-toolkit",
    signatures=(Signature(("message_id", "user_id", "repost_id", "reply_id", "timestamp")),),
    fields={
        "message_id": ("message_id",),
        "user_id": ("user_id",),
        "repost_id": ("repost_id",),
        "reply_id": ("reply_id",),
        "message": ("message",),
        "timestamp": ("timestamp",),
    },
    parts=(
        Part(
            "events",
            columns={
                "actor": "user_id",
                "author": "user_id",
                "post": "repost_id",
                "kind": "reply_id",
                "time": "timestamp",
                "text": "message",
            },
            select="toolkit_act",
        ),
        Part(
            "posts",
            columns={"post": "message_id", "author": "user_id", "time": "timestamp", "text": "message"},
            select="toolkit_post",
        ),
    ),
    cannot=("no_likers",),
    page="https://github.com/QUT-Digital-Observatory/coordination-network-toolkit",
)

COORTWEET = Known(
    name="coortweet",
    title="CooRTweet",
    signatures=(Signature(("object_id", "account_id", "content_id", "timestamp_share")),),
    fields={"object": ("object_id",), "account": ("account_id",), "shared": ("timestamp_share",)},
    parts=(Part("events", columns={"actor": "account", "post": "object", "time": "shared"}, kind="repost"),),
    cannot=("only_shares",),
    page="https://github.com/nicolarighetti/CooRTweet",
)

SOURCES = (TOOLKIT, COORTWEET)
