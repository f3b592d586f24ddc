"""The door for SQLite databases: every table that is one of ours by name, or a known source by its columns."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from likewise.engine import DuckDBEngine
from likewise.errors import InputError
from likewise.sources.columnar import open_frame
from likewise.sources.opened import Columnar
from likewise.tables import TABLES

BATCH_ROWS = 100_000
"""Rows that are fetched at a time."""

_TABLES = "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' order by name"


def open_sqlite(engine: DuckDBEngine, path: Path, shown: str, number: str) -> list[Columnar]:
    """The tables and views that hold rows, read only; InputError when the database is damaged or empty."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            names = [str(name) for (name,) in connection.execute(_TABLES)]
            frames = {name: frame for name in names if (frame := _frame(connection, name)).num_rows}
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise InputError(f"{shown}: the SQLite database is damaged or in use; copy it again ({error})") from error
    if not frames:
        raise InputError(f"{shown}: no table of the database holds a row")
    return [
        replace(
            open_frame(engine, frame, f"{shown}:{name}", f"{number}_{i}", "sqlite"),
            table=name.lower() if name.lower() in TABLES else None,
            maybe=name.lower() not in TABLES,
        )
        for i, (name, frame) in enumerate(frames.items())
    ]


def _frame(connection: sqlite3.Connection, name: str) -> pa.Table:
    """A table with all of its values as text: SQLite's columns may hold values of any type."""
    quoted = name.replace('"', '""')
    cursor = connection.execute(f'select * from "{quoted}"')
    schema = pa.schema([(column[0], pa.string()) for column in cursor.description])
    batches = []
    while rows := cursor.fetchmany(BATCH_ROWS):
        batches.append(pa.record_batch([pa.array(column, pa.string()) for column in _columns(rows)], schema=schema))
    return pa.Table.from_batches(batches, schema)


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[str | None]]:
    return [[_text(value) for value in column] for column in zip(*rows, strict=True)]


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
