"""What Bluesky's API says of a post's likes (getLikes): who liked it and when.

The post stands once, beside the list. Its address begins with the id of its author. A page has 100 likes at most.
"""

from likewise.sources.known.expressions import in_link
from likewise.sources.known.face import Known, Part, Signature

LIKES = Known(
    name="bluesky-likes",
    title="Bluesky getLikes",
    signatures=(
        Signature(("actor", "createdAt", "indexedAt", "envelope.uri")),
        Signature(("actor", "createdAt", "indexedAt", "parent.uri")),
    ),
    fields={
        "liker": ("actor.did", "actor.handle"),
        "uri": ("envelope.uri", "parent.uri"),
        "created": ("createdAt",),
        "indexed": ("indexedAt",),
    },
    parts=(
        Part(
            "events",
            columns={"actor": "liker", "author": "uri", "post": "uri", "time": "created"},
            made={"author": in_link("uri", "^at://([^/]+)/"), "time": "coalesce(created, indexed)"},
            kind="like",
        ),
    ),
    page="https://docs.bsky.app/docs/api/app-bsky-feed-get-likes",
)

SOURCES = (LIKES,)
