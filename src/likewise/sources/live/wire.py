"""The two wires on which Bluesky's stream is served: how each is asked for, and where a message keeps its parts.

v1 goes on from a time of the server's, in microseconds. v2 numbers its events, and goes on from a number: the time that
it shows may have been set anew by whoever runs the server. It takes numbers from 10^15 on for such a time, which holds
on every server and is never refused for being too old: from there it is asked where the number doesn't count.
"""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from likewise.addresses import without_secrets
from likewise.errors import InputError

SERVER = "wss://jetstream.us-east.bsky.network/xrpc/network.bsky.jetstream.subscribeEvents"
"""Where the stream is followed when no other server is named."""

COLLECTIONS = ("app.bsky.feed.like", "app.bsky.feed.repost", "app.bsky.feed.post", "app.bsky.graph.follow")
"""The records that are asked for; all others (blocks, lists, profiles) say nothing about exchange."""

FIRST_TIME = 10**15
"""The cursor from which on v2 takes it for a time (µs), not for an event's number."""

UNREADABLE = {"compress": "false", "zstdDictionary": "", "requireHello": "false"}
"""Parameters of a server's with which it sends nothing that is read here (frames that are compressed, or none before it
is spoken to), each with the value that leaves it off."""


@dataclass(frozen=True)
class Wire:
    """A version of the stream.

    `ending` is how the path of its address ends; `asked` is what is asked for. `numbered` says that its events have
    numbers from which it goes on. `time`, `event` and `commit` are JSON pointers to where a message keeps its time,
    what it says of an account, and what was done to a record.
    """

    name: str
    ending: str
    asked: tuple[tuple[str, str], ...]
    subprotocols: tuple[str, ...]
    numbered: bool
    time: str
    event: str
    commit: str

    def address(self, url: str, cursor: int | None) -> str:
        """The address that asks for the stream, from `cursor` on (µs, or a number) when there is one."""
        parts = urlsplit(url)
        own = [pair for pair in parse_qsl(parts.query) if pair[0] != "cursor"]
        query = [*own, *self.asked, *([("cursor", str(cursor))] if cursor is not None else [])]
        return urlunsplit(parts._replace(query=urlencode(query)))

    @property
    def pointers(self) -> tuple[str, ...]:
        """Where a message keeps what the window keeps, as JSON pointers in the order that `heard.sql` takes them in."""
        record = f"{self.commit}/record"
        return (
            self.time,
            f"{self.event}/seq",
            f"{self.event}/did",
            # Of an account's closing its time upstream, which all servers give alike, stands for the revision.
            f"{self.commit}/rev",
            f"{self.event}/account/time",
            *(f"{self.commit}/{name}" for name in ("operation", "collection", "rkey")),
            f"{record}/subject/uri",
            f"{record}/subject",
            f"{record}/text",
            f"{record}/reply/parent/uri",
            f"{record}/embed/record/record/uri",
            f"{record}/embed/record/uri",
            f"{record}/embed/media/$type",
            f"{record}/embed/$type",
            f"{self.event}/account/status",
            "/$type",
            f"{self.event}/$type",
            "/error",
            "/message",
            f"{self.event}/name",
            "/payload/message",
        )


V1 = Wire(
    name="v1",
    ending="/subscribe",
    # What is said of accounts is sent without being asked for.
    asked=tuple(("wantedCollections", name) for name in COLLECTIONS),
    subprotocols=(),
    numbered=False,
    time="/time_us",
    event="",
    commit="/commit",
)
V2 = Wire(
    name="v2",
    ending="subscribeEvents",
    asked=(("kinds", "commit"), ("kinds", "account"), *(("collections", name) for name in COLLECTIONS)),
    subprotocols=("xrpc.v1.json",),
    numbered=True,
    time="/payload/time",
    event="/payload",
    commit="/payload",
)


def wire_of(url: str) -> Wire:
    """The wire that an address is of; InputError when it is none, or asks for what can't be read."""
    parts = _parts(url)
    found = next((wire for wire in (V1, V2) if parts and parts.path.rstrip("/").endswith(wire.ending)), None)
    if not parts or found is None:
        raise InputError.of(
            "stream.no_address", url=without_secrets(url), first=V1.ending, second=V2.ending, server=SERVER
        )
    for name, value in parse_qsl(parts.query):
        if UNREADABLE.get(name, value) != value:
            raise InputError.of("stream.unreadable_parameter", url=without_secrets(url), name=name, value=value)
    return found


def server_of(url: str) -> str:
    """Whose numbers the events of an address have: its host, port and path."""
    parts = urlsplit(without_secrets(url))
    return f"{parts.netloc}{parts.path}".rstrip("/").lower()


def _parts(url: str) -> SplitResult | None:
    """The parts of an address that a WebSocket can have; None for any other."""
    try:
        parts = urlsplit(url)
        # Only reading it tells whether the port is one.
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if named and parts.scheme in {"ws", "wss"} else None
