"""The window: what was heard of the stream in the last days, in a DuckDB database file.

A batch of events and how far the stream was heard are committed together, so that a process that is killed finds
either both or neither, goes on from there, and loses and doubles nothing. Where the server had nothing to go on with,
the hole is kept beside the events.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from likewise.engine import explained, sql_text, with_literals
from likewise.errors import EngineError, OutputError, first_line, reason
from likewise.sources.live.wire import COLLECTIONS, FIRST_TIME, Wire, server_of

DAY_US = 86_400_000_000

OVERLAP_US = 10_000_000
"""How far back a connection begins before the last event that is kept, µs. Events come a little out of the order of
their times (some 10 ms in recordings of the service), and two servers give the same event times that differ."""

AHEAD_US = 300_000_000
"""How far a server's clock may be before this machine's, µs: what claims to be later is not believed. Machines that ask
for the time over the network differ by seconds at most; this leaves room for one that does not."""

TRIMMED_PART = 1 / 50
"""How much older than its days the window may get before the old events are dropped, in parts of those days."""

DEFAULT_MEMORY = "1GB"

LATE = "the first event after connecting again came later than was asked for"

Clock = Callable[[], int]
"""What tells the time, µs since 1970."""

_SELF = "likewise.sources.live"
_EVENTS = "time_us bigint, did varchar, rev varchar, operation varchar, collection varchar, rkey varchar, " + (
    "subject varchar, text varchar, parent varchar, quote varchar, embed varchar"
)
_ADDED = (
    ("events", "kind varchar default 'commit'"),
    ("events", "status varchar"),
    ("events", "until_us bigint"),
    ("position", "seq bigint"),
    ("position", "server varchar"),
)
"""What windows of earlier versions lack."""


@dataclass(frozen=True)
class Gap:
    """A stretch in which nothing was heard, from and to a time (µs), and what the server said of it."""

    since: int
    until: int
    why: str


@dataclass(frozen=True)
class News:
    """What a batch brought beside events: what the server says, how many messages had an impossible time, a hole."""

    notices: tuple[str, ...] = ()
    future: int = 0
    gap: Gap | None = None


@dataclass(frozen=True)
class _Batch:
    """Of the messages just heard: the first and last time of commits, the last number, the first time of all."""

    first: int | None
    last: int | None
    seq: int | None
    earliest: int | None
    future: int


class Window:
    """Events of the last `days` of a stream, by the server's clock.

    `heard` is the time of the newest event that is committed, µs; None before the first. It is never later than this
    machine's clock, so that one wrong time doesn't skip or empty anything. `seq` is the number of the last one, as
    `server` counts.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, days: float, clock: Clock) -> None:
        self.connection = connection
        self.path = path
        self.length_us = int(days * DAY_US)
        self._clock = clock
        self.heard: int | None
        self.seq: int | None
        asked = "select heard, seq, server, (select min(time_us) from events) from position"
        self.heard, self.seq, self.server, self._oldest = connection.execute(asked).fetchall()[0]
        self._awaited: int | None = None
        self._connected: str | None = None
        self._outdated = ""

    def resume(self, url: str, wire: Wire) -> int | None:
        """Begin a connection: from which time (µs) or number on it must ask, so that nothing is missed.

        None is from now on. A number counts on the server alone that gave it.
        """
        self._awaited, self._connected, self._outdated = self.heard, server_of(url), ""
        if self.seq is not None and wire.numbered and self.server == self._connected:
            return self.seq
        return None if self.heard is None else min(self.heard, self._clock()) - OVERLAP_US

    def forget_number(self) -> None:
        """From now on ask by time: the server doesn't go on from the number."""
        self.seq = None

    @property
    def rows(self) -> int:
        """How many events the window holds."""
        return int(self.connection.execute("select count(*) from events where kind = 'commit'").fetchall()[0][0])

    @property
    def gaps(self) -> list[Gap]:
        """Where nothing was heard, in order."""
        asked = "select time_us, until_us, text from events where kind = 'gap' order by time_us"
        return [Gap(*row) for row in self.connection.execute(asked).fetchall()]

    def append(self, messages: Sequence[str], wire: Wire) -> News:
        """Commit messages as they came, and how far the stream is heard with them; those held already change nothing.

        Raises EngineError when the disk is full.
        """
        with explained():
            now = self._clock()
            notices = self._hear(messages, wire, now)
            batch = _Batch(*self.connection.execute(sql_text(_SELF, "batch.sql")).fetchall()[0])
            self._outdated = next((said for said in notices if said.startswith("OutdatedCursor")), self._outdated)
            gap = self._gap(batch.first)
            if batch.earliest is not None:
                self._commit(batch, batch.earliest, gap, now, wire)
            return News(notices, batch.future, gap)

    def _hear(self, messages: Sequence[str], wire: Wire, now: int) -> tuple[str, ...]:
        """Make the table of what the messages say; returns what the server says of the stream itself."""
        pointers = ", ".join(f"'{pointer}'" for pointer in wire.pointers)
        heard = sql_text(_SELF, "heard.sql").replace("$pointers", f"[{pointers}]")
        # Bound as they are: an Arrow table would take as long, and load pandas first.
        given = {"messages": list(messages), "collections": COLLECTIONS, "latest": now + AHEAD_US, "now": now}
        self.connection.execute(f"create or replace temp table heard as {heard}", given)
        said = self.connection.execute("select notice from heard where kind = 'notice' order by rowid").fetchall()
        return tuple(notice for (notice,) in said)

    def _gap(self, first: int | None) -> Gap | None:
        """The hole before the first event of a connection.

        A server that still has it gives the last event that is held once more, being asked from there or before.
        """
        if first is None or self._awaited is None:
            return None
        # Another server's times may differ a little; one that says that it goes on later leaves no doubt.
        late = first > self._awaited + (0 if self._outdated else OVERLAP_US)
        return Gap(self._awaited, first, self._outdated or LATE) if late else None

    def _commit(self, batch: _Batch, earliest: int, gap: Gap | None, now: int, wire: Wire) -> None:
        new = with_literals(sql_text(_SELF, "new.sql"), {"since": earliest - OVERLAP_US})
        heard, seq, server = self.heard, self.seq, self.server
        if batch.last is not None:
            heard = min(max(batch.last, heard or 0), now)
            numbered = wire.numbered and batch.seq is not None and batch.seq < FIRST_TIME
            seq, server = (batch.seq, self._connected) if numbered else (None, None)
        oldest = earliest if self._oldest is None else min(earliest, self._oldest)
        until = oldest if heard is None else heard - self.length_us
        trimmed = oldest < until - self.length_us * TRIMMED_PART
        self.connection.execute("begin")
        try:
            self.connection.execute(f"insert into events by name {new}")
            if gap:
                kept = "insert into events (kind, time_us, until_us, text) values ('gap', $since, $until, $why)"
                self.connection.execute(kept, {"since": gap.since, "until": gap.until, "why": gap.why})
            if trimmed:
                self.connection.execute(f"delete from events where coalesce(until_us, time_us) < {until}")
            moved = "update position set heard = $heard, seq = $seq, server = $server"
            self.connection.execute(moved, {"heard": heard, "seq": seq, "server": server})
            self.connection.execute("commit")
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.heard, self.seq, self.server, self._oldest = heard, seq, server, until if trimmed else oldest
        if batch.first is not None:
            self._awaited, self._outdated = None, ""

    def snapshot(self, folder: Path) -> None:
        """Write what the window holds now into a new folder, as a file that is read like a recording.

        Runs beside `append` in a thread of its own: it sees the last commit, and later ones don't wait for it.
        """
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with explained(), self.connection.cursor() as reader:
            copied = "copy events to $path (format parquet, compression zstd)"
            reader.execute(with_literals(copied, {"path": str(folder / "stream.parquet")}))

    def close(self) -> None:
        """Close the file; everything committed is in it."""
        self.connection.close()


def _require_ours(path: Path) -> None:
    """Raise OutputError where a database of this name is there in which no window was kept: nothing is put into it."""
    if not path.exists():
        return
    with duckdb.connect(str(path), config={"threads": 1}) as held:
        tables = {str(name) for (name,) in held.execute("select table_name from duckdb_tables()").fetchall()}
    if tables and not {"events", "position"} <= tables:
        raise OutputError.of("stream.others_database", path=path)


def open_window(path: Path, days: float, clock: Clock, memory: str | None = None) -> Window:
    """Open the window that is kept in a file, or begin one.

    `clock` tells this machine's time; `memory` is DuckDB's limit, such as 1GB. Raises OutputError when another process
    has the window open, or the file is no window.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _require_ours(path)
        # One thread: batches are small, and the report runs beside.
        connection = duckdb.connect(str(path), config={"memory_limit": memory or DEFAULT_MEMORY, "threads": 1})
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"create table if not exists events ({_EVENTS})")
        connection.execute("create table if not exists position as select cast(null as bigint) as heard")
        for table, column in _ADDED:
            connection.execute(f"alter table {table} add column if not exists {column}")
        return Window(connection, path, days, clock)
    except duckdb.InvalidInputException as error:
        said = first_line(error)
        raise EngineError.of("engine.memory_size_because", memory=memory, example="1GB", said=said) from error
    except (duckdb.Error, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else first_line(error)
        raise OutputError.of("stream.window", path=path, said=why) from error
