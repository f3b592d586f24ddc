"""Activities of an account on Mastodon and other ActivityPub servers: the outbox of its archive, or of its server.

A note that answers another (`inReplyTo`) is a comment on it and a post itself; Announce is a repost, Like a like,
Follow a follow. Whose the other note is stands in its address, where the server is of Mastodon's kind. Texts are HTML,
of which the words are taken.
"""

from likewise.sources.known.expressions import without_tags
from likewise.sources.known.face import Known, Part, Signature

OUTBOX = Known(
    name="activitypub",
    title="ActivityPub outbox",
    signatures=(Signature(("id", "type", "actor", "object", "published"), lacks=("repo", "payload")),),
    fields={
        "activity": ("id",),
        "sort": ("type",),
        "actor": ("actor.id", "actor"),
        "moment": ("published",),
        "thing": ("object",),
        "note": ("object.id",),
        "thing_sort": ("object.type",),
        "written": ("object.published",),
        "answered": ("object.inReplyTo.id", "object.inReplyTo"),
        "words": ("object.content",),
    },
    parts=(
        Part(
            "events",
            columns={
                "actor": "actor",
                "author": "answered",
                "post": "thing",
                "kind": "sort",
                "time": "moment",
                "text": "words",
            },
            select="activitypub_act",
        ),
        Part(
            "posts",
            columns={"post": "note", "author": "actor", "time": "written", "text": "words"},
            select="activitypub_note",
        ),
    ),
    made={"said": without_tags("words")},
    zone="UTC",
    page="https://www.w3.org/TR/activitypub/",
)

SOURCES = (OUTBOX,)
