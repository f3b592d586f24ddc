"""Bluesky's stream as Jetstream sends it: likes, reposts, replies, quotes, posts, follows, and what was taken back.

Two wires are in use: v1 (`/subscribe`) and v2 (`subscribeEvents`, with or without the frame around its events); a third
form is the table that `likewise watch` keeps, where stretches in which nothing was heard stand beside the events. The
time is the server's, never `createdAt`, which the author's device sets as it likes. A delete names only what it
deletes, so that all files of a reading are looked at together.
"""

from likewise.sources.known.face import Known, Part, Signature

OTHER_LOGS = ("time", "actor", "user", "user_id", "author")
"""What logs have that also put a `payload` under a `$type`; a frame of the stream has nothing beside the two."""


def _event(name: str) -> tuple[str, ...]:
    """Where each wire keeps a part of an event."""
    return f"commit.{name}", f"payload.{name}", name


def _record(name: str, kept: str = "") -> tuple[str, ...]:
    """Where each wire keeps a part of the record that was written; `kept` is its name in a kept window."""
    return *_event(f"record.{name}"), *((kept,) if kept else ())


STREAM = Known(
    name="bluesky",
    title="Bluesky Jetstream",
    signatures=(
        Signature(("did", "time_us", "kind", "commit")),
        Signature(("$type", "payload"), OTHER_LOGS),
        Signature(("did", "rev", "operation", "collection", "rkey")),
    ),
    fields={
        "did": ("did", "payload.did"),
        "moment": ("time_us", "payload.time", "time"),
        "what": ("kind", "payload.$type", "$type"),
        "status": ("account.status", "payload.account.status", "status"),
        "until": ("until_us",),
        "rev": _event("rev"),
        "operation": _event("operation"),
        "collection": _event("collection"),
        "rkey": _event("rkey"),
        "subject_uri": _record("subject.uri"),
        "subject": _record("subject", "subject"),
        "words": _record("text", "text"),
        "parent": _record("reply.parent.uri", "parent"),
        "quote": _record("embed.record.uri", "quote"),
        "quote_with_media": _record("embed.record.record.uri"),
        "embed": _record("embed.$type", "embed"),
        "embedded_media": _record("embed.media.$type"),
    },
    parts=(
        Part(
            "events",
            columns={
                "actor": "did",
                "author": "subject_uri",
                "post": "subject_uri",
                "kind": "collection",
                "time": "moment",
                "text": "words",
            },
            select="jetstream_events",
            asks={"not_heard": "jetstream_gaps", "not_heard_in_all": "jetstream_gaps_in_all"},
        ),
        Part(
            "posts",
            columns={"post": "rkey", "author": "did", "time": "moment", "text": "words", "format": "embed"},
            select="jetstream_posts",
        ),
    ),
    zone="UTC",
    says=("server_time",),
    page="https://github.com/bluesky-social/jetstream",
)

SOURCES = (STREAM,)
