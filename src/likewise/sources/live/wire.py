"""The two wires on which Bluesky's stream is served: how each is asked for, and where an event keeps its parts.

Both go on from a time of the server's, in microseconds: v1 counts in nothing else, and v2 takes any number from 10^15
on for one, which holds on every server and is never refused for being too old, unlike v2's own sequence numbers.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from likewise.errors import InputError

SERVER = "wss://jetstream.us-east.bsky.network/xrpc/network.bsky.jetstream.subscribeEvents"
"""Where the stream is followed when no other server is named."""

COLLECTIONS = ("app.bsky.feed.like", "app.bsky.feed.repost", "app.bsky.feed.post", "app.bsky.graph.follow")
"""The records that are asked for; all others (blocks, lists, profiles) say nothing about exchange."""


@dataclass(frozen=True)
class Wire:
    """A version of the stream.

    `ending` is how the path of its address ends; `asked` is what is asked for. `time`, `did` and `commit` are JSON
    pointers to where an event keeps its time, its account, and what was done to a record.
    """

    name: str
    ending: str
    asked: tuple[tuple[str, str], ...]
    subprotocols: tuple[str, ...]
    time: str
    did: str
    commit: str

    def address(self, url: str, cursor: int | None) -> str:
        """The address that asks for the stream, from `cursor` on (µs) when there is one."""
        parts = urlsplit(url)
        own = [pair for pair in parse_qsl(parts.query) if pair[0] != "cursor"]
        query = [*own, *self.asked, *([("cursor", str(cursor))] if cursor is not None else [])]
        return urlunsplit(parts._replace(query=urlencode(query)))

    @property
    def pointers(self) -> tuple[str, ...]:
        """Where an event keeps what the window keeps, as JSON pointers in the order that `heard.sql` takes them in."""
        record = f"{self.commit}/record"
        return (
            self.time,
            self.did,
            *(f"{self.commit}/{name}" for name in ("rev", "operation", "collection", "rkey")),
            f"{record}/subject/uri",
            f"{record}/subject",
            f"{record}/text",
            f"{record}/reply/parent/uri",
            f"{record}/embed/record/record/uri",
            f"{record}/embed/record/uri",
            f"{record}/embed/media/$type",
            f"{record}/embed/$type",
        )


V1 = Wire(
    name="v1",
    ending="/subscribe",
    asked=tuple(("wantedCollections", name) for name in COLLECTIONS),
    subprotocols=(),
    time="/time_us",
    did="/did",
    commit="/commit",
)
V2 = Wire(
    name="v2",
    ending="subscribeEvents",
    asked=(("kinds", "commit"), *(("collections", name) for name in COLLECTIONS)),
    subprotocols=("xrpc.v1.json",),
    time="/payload/time",
    did="/payload/did",
    commit="/payload",
)


def wire_of(url: str) -> Wire:
    """The wire that an address is of; InputError when it is none."""
    parts = urlsplit(url)
    found = next((wire for wire in (V1, V2) if parts.path.rstrip("/").endswith(wire.ending)), None)
    if parts.scheme not in {"ws", "wss"} or not parts.netloc or found is None:
        raise InputError(
            f"--url {url}: this is no address of a stream; it begins with wss:// and ends with {V1.ending} or "
            f"{V2.ending}, as {SERVER}"
        )
    return found
