"""What the tests of the doors share: an engine a test, and the tables a reading leaves, as plain rows."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from likewise.engine import DuckDBEngine, open_duckdb
from likewise.sources import Reading, read

NOON = 1_704_110_400_000_000
"""2024-01-01 12:00 UTC, µs."""

HEADER = "actor,author,post,kind,time\n"
LIKE = "ann,bob,p1,like,2024-01-01 12:00:00\n"


@contextmanager
def reading(data: object, **options: Any) -> Iterator[tuple[DuckDBEngine, Reading]]:
    """Read on an engine of its own."""
    with open_duckdb(memory="500MB", threads=2) as engine:
        yield engine, read(engine, data, **options)


def rows(engine: DuckDBEngine, columns: str = "*", table: str = "source_event") -> list[tuple[Any, ...]]:
    """A table's rows by file and line."""
    return engine.connection.execute(f"select {columns} from {table} order by file, line").fetchall()


def events(data: object, columns: str = "actor, author, post, kind, time", **options: Any) -> list[Any]:
    """The usable events of some data; of one column, the bare values."""
    with reading(data, **options) as (engine, _):
        found = rows(engine, columns)
    return [row[0] for row in found] if "," not in columns else found


def rejected(data: object, columns: str = "line, reason", **options: Any) -> list[Any]:
    """The rows set aside; of one column, the bare values."""
    with reading(data, **options) as (engine, _):
        found = rows(engine, columns, "source_rejected")
    return [row[0] for row in found] if "," not in columns else found


def emptied(data: object, **options: Any) -> list[tuple[str, str, int, int, str]]:
    """The cells that were left empty: column, reason, rows, first line, what stands there."""
    with reading(data, **options) as (_, found):
        return [
            (one.column, one.reason, one.rows, one.line, one.detail) for file in found.files for one in file.emptied
        ]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def day(number: int) -> datetime.datetime:
    """A moment in January 2024, without a zone."""
    return datetime.datetime(2024, 1, number, 12, 0)


def frame(**columns: Any) -> pa.Table:
    """A frame of one usable event, with some columns changed or, as None, left out."""
    usual = {"actor": ["ann"], "author": ["bob"], "post": ["p1"], "kind": ["like"], "time": [day(1)]}
    merged = {**usual, **columns}
    return pa.table({name: values for name, values in merged.items() if values is not None})
