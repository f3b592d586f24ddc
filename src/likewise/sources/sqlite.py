"""The door for SQLite databases: every table and view that holds rows, copied into scratch files, read only."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from likewise.engine import DuckDBEngine
from likewise.errors import InputError, first_line
from likewise.sources.columnar import open_frame
from likewise.sources.database import only_tables
from likewise.sources.opened import Opened, Unread
from likewise.tables import TABLES

BATCH_ROWS = 10_000
"""Rows that are fetched at a time."""

VIEW_ROWS = 1_000_000
"""Rows that a view may give: what it gives is worked out anew, and one written carelessly has no end."""

VIEW_STEPS, STEPS_AT_A_TIME = 300_000_000, 1_000_000
"""Steps of SQLite's machine that a view may take (some 5 seconds), and after how many they are counted."""

VALUE_BYTES = 16_000_000
"""Largest value that is read; no text of a post or a comment comes near it."""

_TABLES = (
    "select name, type from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' order by name"
)

_WAL_MODE = b"\x02\x02"
"""Bytes 18 and 19 of a database that is written through a log of its own."""


def open_sqlite(engine: DuckDBEngine, path: Path, shown: str, number: str) -> list[Opened]:
    """The tables and views that hold rows, and those that can't be read.

    `table` is set for those that are named as one of ours. Raises InputError when the database is damaged, nothing in
    it holds a row, or one of ours can't be read.
    """
    found: list[Opened] = []
    try:
        with closing(_connected(engine, path, number)) as connection:
            held = [(str(name), kind == "view") for name, kind in connection.execute(_TABLES)]
            for i, (name, view) in enumerate(held):
                one = _opened(engine, connection, name, f"{shown}:{name}", f"{number}_{i}", view=view)
                found += [one] if one is not None else []
    except sqlite3.Error as error:
        raise InputError.of("databases.damaged", shown=shown, why=first_line(error)) from error
    return only_tables(found, shown, [name for name, _ in held])


def _connected(engine: DuckDBEngine, path: Path, number: str) -> sqlite3.Connection:
    """The database, read only; nothing is written beside it.

    SQLite makes files beside a database with a log of its own, even to read it, so that such a one is copied first.
    """
    log = path.with_name(path.name + "-wal")
    with path.open("rb") as stream:
        logged = stream.read(20)[18:] == _WAL_MODE
    if logged and log.exists():
        copy = engine.scratch / f"source-{number}.sqlite"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
        path = copy
    mode = "immutable=1" if logged and not log.exists() else "mode=ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES)
    return connection


def _opened(
    engine: DuckDBEngine, connection: sqlite3.Connection, name: str, shown: str, number: str, *, view: bool
) -> Opened | None:
    """A table or view as a frame on the disk; None for one without rows. InputError when one of ours can't be read."""
    canonical = name.lower() if name.lower() in TABLES else None
    try:
        with _explained(shown):
            frame = _frame(connection, name, engine.scratch / f"source-{number}.arrow", shown, view=view)
    except InputError as error:
        if canonical:
            raise
        return Unread(shown, "sqlite", (), because=error)
    if not frame.num_rows:
        return None
    return replace(open_frame(engine, frame, shown, number, "sqlite"), table=canonical)


@contextmanager
def _explained(shown: str) -> Iterator[None]:
    """What SQLite says of a table or view, as a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        said = first_line(error)
        if "decode" in said:
            raise InputError.of("databases.not_utf8", shown=shown) from error
        if "too big" in said:
            raise InputError.of("databases.value_too_large", shown=shown, most=f"{VALUE_BYTES:,}") from error
        if "interrupted" in said:
            raise InputError.of("databases.view_too_large", shown=shown, most=f"{VIEW_ROWS:,}") from error
        raise InputError.of("databases.unreadable", shown=shown, why=said) from error


def _frame(connection: sqlite3.Connection, name: str, to: Path, shown: str, *, view: bool) -> pa.Table:
    """A table with all of its values as text, in a file: SQLite's columns may hold values of any type."""
    quoted = name.replace('"', '""')
    with _bounded(connection, view=view):
        cursor = connection.execute(f'select * from "{quoted}"')
        schema = pa.schema([(column[0], pa.string()) for column in cursor.description])
        count = 0
        with pa.OSFile(str(to), "wb") as out, pa.ipc.new_file(out, schema) as writer:
            while rows := cursor.fetchmany(BATCH_ROWS):
                count += len(rows)
                if view and count > VIEW_ROWS:
                    raise InputError.of("databases.view_too_large", shown=shown, most=f"{VIEW_ROWS:,}")
                columns = [pa.array(column, pa.string()) for column in _columns(rows)]
                writer.write_batch(pa.record_batch(columns, schema=schema))
    return pa.ipc.open_file(pa.memory_map(str(to))).read_all()


@contextmanager
def _bounded(connection: sqlite3.Connection, *, view: bool) -> Iterator[None]:
    """A view is interrupted after so many steps."""
    left = VIEW_STEPS // STEPS_AT_A_TIME

    def step() -> int:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(step if view else None, STEPS_AT_A_TIME)
    try:
        yield
    finally:
        connection.set_progress_handler(None, STEPS_AT_A_TIME)


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[str | None]]:
    return [[_text(value) for value in column] for column in zip(*rows, strict=True)]


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
