"""The door for DuckDB databases: every table and view that holds rows, scanned where it lies, read only."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError, first_line
from likewise.sources.columnar import NUMBERED, described
from likewise.sources.opened import Columnar, Opened, Unread
from likewise.sources.trouble import reading
from likewise.tables import TABLES
from likewise.text import Sentence

TABLES_SHOWN = 10
"""Names of tables that a message lists."""

_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "threads": "1",
    "memory_limit": "500MB",
}
"""A database that is opened with these can't read other files: its views are tried in it."""


def open_database(engine: DuckDBEngine, path: Path, shown: str, number: str) -> list[Opened]:
    """The tables and views that hold rows, and those that can't be read.

    `table` is set for those that are named as one of ours (the first of that name, `main` before other schemas).
    Raises InputError when the database can't be opened, nothing in it holds a row, or one of ours can't be read.
    """
    attached = f"source_db_{number}"
    with reading(shown, Sentence("databases.close_writers")):
        engine.run(f"detach database if exists {attached}")
        engine.run(f"attach $path as {attached} (read_only)", path=str(path))
        listed = engine.arrow(sql_text("likewise.sources", "database_tables.sql"), attached=attached).to_pylist()
    ours: set[str] = set()
    found: list[Opened] = []
    for row in listed:
        name, schema, base = str(row["table_name"]), str(row["schema_name"]), bool(row["base"])
        canonical = name.lower() if name.lower() in TABLES and name.lower() not in ours else None
        named = f"{shown}:{canonical or name}" if schema == "main" else f"{shown}:{schema}.{name}"
        source = f"{_quoted(schema)}.{_quoted(name)}"
        one: Opened | None
        try:
            if not base:
                _require_inside(path, source, named)
            one = _opened(engine, f"{attached}.{source}", named, canonical, base=base)
        except InputError as error:
            if canonical:
                raise
            one = Unread(named, "duckdb", (), because=error)
        if one is not None:
            found.append(one)
            ours |= {canonical} if canonical else set()
    return only_tables(found, shown, [str(row["table_name"]) for row in listed])


def only_tables(found: list[Opened], shown: str, held: list[str]) -> list[Opened]:
    """What a database holds, the tables that aren't ours by name marked so; InputError when there is no table.

    `held` are the names of all its tables, for the message.
    """
    tables = [one for one in found if not isinstance(one, Unread)]
    if not tables:
        none = InputError.of("databases.empty", shown=shown, held=held[:TABLES_SHOWN]) if held else None
        unread = next((one.because for one in found if isinstance(one, Unread)), None)
        raise unread or none or InputError.of("databases.no_table", shown=shown)
    return [replace(one, maybe=len(tables) > 1 and one.table is None) for one in found]


def _opened(engine: DuckDBEngine, source: str, shown: str, canonical: str | None, *, base: bool) -> Columnar | None:
    """A table or view; None for one without rows that isn't ours."""
    with reading(shown, Sentence("databases.check_table")):
        columns = described(engine, f"select * from {source}", {})
        if canonical is None and engine.value(f"select 1 from {source} limit 1") is None:
            return None
    names = ", ".join(f"c{i}" for i in range(len(columns)))
    line = "rowid + 1" if base else NUMBERED
    return Columnar(shown, "duckdb", columns, table=canonical, scan=f"{source} as t({names})", line=line)


def _require_inside(path: Path, view: str, shown: str) -> None:
    """Raise InputError for a view that reads anything but its own database: a file, or an address."""
    try:
        with closing(duckdb.connect(str(path), read_only=True, config=_ALONE)) as alone:
            alone.execute(f"select * from {view} limit 1").fetchall()
    except duckdb.PermissionException as error:
        raise InputError.of("databases.view_outside", shown=shown) from error
    except duckdb.Error as error:
        raise InputError.of("databases.unreadable", shown=shown, why=first_line(error)) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
