"""The window: what was heard of the stream in the last days, in a DuckDB database file.

A batch of events and the time up to which the stream was heard are committed together, so that a process that is
killed finds either both or neither, goes on from that time, and loses and doubles nothing.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from likewise.engine import explained, sql_text, with_literals
from likewise.errors import EngineError, OutputError, first_line
from likewise.sources.live.wire import COLLECTIONS, Wire

DAY_US = 86_400_000_000

OVERLAP_US = 10_000_000
"""How far back a connection begins before the last event that is kept, µs. Events come a little out of the order of
their times (some 10 ms in recordings of the service), and two servers give the same event times that differ."""

TRIMMED_PART = 1 / 50
"""How much older than its days the window may get before the old events are dropped, in parts of those days."""

DEFAULT_MEMORY = "1GB"

_SELF = "likewise.sources.live"
_COLUMNS = "time_us bigint, did varchar, rev varchar, operation varchar, collection varchar, rkey varchar, " + (
    "subject varchar, text varchar, parent varchar, quote varchar, embed varchar"
)


class Window:
    """Events of the last `days` of a stream, by the server's clock.

    `heard` is the time of the newest event that is committed, µs; None before the first.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, days: float) -> None:
        self.connection = connection
        self.path = path
        self.length_us = int(days * DAY_US)
        asked = "select (select heard from position), (select min(time_us) from events)"
        self.heard, self._oldest = connection.execute(asked).fetchall()[0]

    @property
    def resume(self) -> int | None:
        """From what time on (µs) the stream must be asked for, so that nothing is missed; None for from now on."""
        return None if self.heard is None else self.heard - OVERLAP_US

    @property
    def rows(self) -> int:
        """How many events the window holds."""
        return int(self.connection.execute("select count(*) from events").fetchall()[0][0])

    def append(self, messages: Sequence[str], wire: Wire) -> None:
        """Commit messages as they came, and how far the stream is heard with them; those held already change nothing.

        Raises EngineError when the disk is full.
        """
        with explained():
            pointers = ", ".join(f"'{pointer}'" for pointer in wire.pointers)
            heard = sql_text(_SELF, "heard.sql").replace("$pointers", f"[{pointers}]")
            # Bound as they are: an Arrow table would take as long, and load pandas first.
            self.connection.execute(f"create or replace temp table heard as {heard}", {"messages": list(messages)})
            first, last = self.connection.execute("select min(time_us), max(time_us) from heard").fetchall()[0]
            if first is not None:
                self._commit(int(first), int(last))

    def _commit(self, first: int, last: int) -> None:
        new = with_literals(sql_text(_SELF, "new.sql"), {"collections": COLLECTIONS, "since": first - OVERLAP_US})
        heard = max(last, self.heard or 0)
        oldest = first if self._oldest is None else min(first, self._oldest)
        until = heard - self.length_us
        trimmed = oldest < until - self.length_us * TRIMMED_PART
        self.connection.execute("begin")
        try:
            self.connection.execute(f"insert into events {new}")
            if trimmed:
                self.connection.execute(f"delete from events where time_us < {until}")
            self.connection.execute(f"update position set heard = {heard}")
            self.connection.execute("commit")
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.heard, self._oldest = heard, until if trimmed else oldest

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


def open_window(path: Path, days: float, memory: str | None = None) -> Window:
    """Open the window that is kept in a file, or begin one.

    `memory` is DuckDB's limit, such as 1GB. Raises OutputError when another process has the window open, or the file is
    no window.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # One thread: batches are small, and the report runs beside.
        connection = duckdb.connect(str(path), config={"memory_limit": memory or DEFAULT_MEMORY, "threads": 1})
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"create table if not exists events ({_COLUMNS})")
        connection.execute("create table if not exists position as select cast(null as bigint) as heard")
        return Window(connection, path, days)
    except duckdb.InvalidInputException as error:
        raise EngineError(f"--memory {memory!r} is not a size such as 1GB ({first_line(error)})") from error
    except (duckdb.Error, OSError) as error:
        raise OutputError(
            f"{path}: the window can't be opened; does another `likewise watch` run on this folder? "
            f"({first_line(error)})"
        ) from error
