"""Nostr: signed events, one a line, as relays give them out.

Reactions (kind 7, NIP-25) are likes of the last event they point at, unless they are a minus. Notes (kind 1) are posts,
or comments when they point at one (NIP-10); reposts are kinds 6 and 16 (NIP-18), deletions kind 5 (NIP-09). Keys cost
nothing: one person may hold any number of them.
"""

from likewise.sources.known.face import Known, Part, Signature

NOSTR = Known(
    name="nostr",
    title="Nostr",
    signatures=(Signature(("id", "pubkey", "created_at", "kind", "tags", "content")),),
    fields={
        "id": ("id",),
        "pubkey": ("pubkey",),
        "created": ("created_at",),
        "number": ("kind",),
        "tags": ("tags",),
        "content": ("content",),
    },
    parts=(
        Part(
            "events",
            columns={
                "actor": "pubkey",
                "author": "tags",
                "post": "tags",
                "kind": "number",
                "time": "created",
                "text": "content",
            },
            select="nostr_act",
        ),
        Part(
            "posts",
            columns={"post": "id", "author": "pubkey", "time": "created", "text": "content"},
            select="nostr_note",
        ),
    ),
    page="https://github.com/nostr-protocol/nips",
)

SOURCES = (NOSTR,)
