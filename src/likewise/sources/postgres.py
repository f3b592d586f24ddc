"""The door for PostgreSQL: tables and views by ADBC, as Arrow, in one read-only transaction.

Of a whole database every table in the search path that holds rows is opened with its first rows; the others come over
when it is known what the table is. A view isn't read beside the tables that it is made of, unless its name is one of
ours: then it stands for them.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyarrow as pa

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError
from likewise.sources.columnar import arrived, bring_stream
from likewise.sources.known import known_as
from likewise.sources.opened import Columnar, Opened, Unread
from likewise.sources.remote import Remote
from likewise.sources.sampled import SAMPLE_ROWS
from likewise.sources.trouble import reading
from likewise.tables import TABLES
from likewise.text import Sentence

CONNECT_SECONDS = 10
"""How long a server may take to answer; the address or PGCONNECT_TIMEOUT may say otherwise."""

_BEGIN = (
    "begin transaction isolation level repeatable read, read only",
    "set local timezone to 'UTC'",
    "set local datestyle to 'ISO'",
    # Rows come in the same order each time, so that a line means the same row.
    "set local synchronize_seqscans to off",
    "set local max_parallel_workers_per_gather to 0",
)

_WHOLE = frozenset({"int2", "int4", "int8"})
_FLOATING = frozenset({"float4", "float8"})
_DATED = {"date": "date", "timestamp": "timestamp", "timestamptz": "timestamptz"}
_FIRST, _LAST = "0001-01-01", "9999-12-31"
"""Times are kept within these, both out of range where rows are judged: PostgreSQL's infinity is no time in Arrow."""

_NO_ADDRESS = ("percent-encoded", "invalid URI", 'missing "="', "URI query parameter", "unexpected character")
"""What the client says of an address that it can't read, repeating parts of it."""

_TROUBLE = re.compile(r"(?:ERROR|FATAL):\s*(.+)")


@dataclass(frozen=True)
class Relation:
    """A table or view as PostgreSQL's catalog describes it."""

    oid: int
    schema: str
    name: str
    visible: bool
    part: bool
    reads: frozenset[int]
    columns: tuple[str, ...]
    types: tuple[str, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        """The relation that a row of postgres_relations.sql describes."""
        columns, types = tuple(row.pop("columns")), tuple(row.pop("types"))
        return cls(**{**row, "reads": frozenset(row["reads"]), "columns": columns, "types": types})

    @property
    def table(self) -> str | None:
        """The table of ours that it is called."""
        return self.name.lower() if self.name.lower() in TABLES else None

    @property
    def is_meant(self) -> bool:
        """Whether its name or its columns say what it is."""
        return self.table is not None or known_as(self.columns) is not None

    def select(self, rows: int | None = None) -> str:
        """The statement that gives its rows, or the first of them, in types that Arrow has."""
        values = ", ".join(_value(*one) for one in zip(self.columns, self.types, strict=True))
        limit = "" if rows is None else f" limit {rows}"
        return f"select {values} from {_quoted(self.schema)}.{_quoted(self.name)}{limit}"


def open_postgres(engine: DuckDBEngine, remote: Remote, number: str, held: ExitStack) -> list[Opened]:
    """The tables at an address; the connection stays open for as long as `held`, which brings their rows.

    Raises InputError when the server can't be reached, refuses, or has no table that holds rows.
    """
    cursor = held.enter_context(_connected(remote))
    relations = [Relation.of(row) for row in _asked(cursor, sql_text("likewise.sources", "postgres_relations.sql"))]
    if remote.table:
        return [_opened(engine, cursor, _named(relations, remote), remote.shown, number)]
    seen = [one for one in relations if one.visible and one.columns and (one.table or not one.part)]
    read = _unlike(seen)
    found = [
        one
        for i, relation in enumerate(read)
        if (one := _one_of_many(engine, cursor, relation, remote, f"{number}_{i}")) is not None
    ]
    found += [_same_rows(one, read, remote) for one in seen if one not in read]
    tables = [one for one in found if not isinstance(one, Unread)]
    if not tables:
        raise _none(remote, relations)
    return [replace(one, maybe=len(tables) > 1 and one.table is None) for one in found]


def _unlike(seen: Sequence[Relation]) -> list[Relation]:
    """The tables and views whose rows are in none of the others."""
    stood_for = {oid for one in seen if one.is_meant for oid in one.reads}
    here = {one.oid for one in seen}
    return [one for one in seen if one.is_meant or (one.oid not in stood_for and not one.reads & here)]


def _same_rows(relation: Relation, read: Sequence[Relation], remote: Remote) -> Unread:
    """A table or view that isn't read, as its rows are those of others that are."""
    related = [one.name for one in read if one.oid in relation.reads or relation.oid in one.reads]
    shown = f"{remote.shown}:{relation.name}"
    return Unread(shown, "", (), because=InputError.of("lakes.postgres_same_rows", shown=shown, tables=related))


def _one_of_many(engine: DuckDBEngine, cursor: Any, relation: Relation, remote: Remote, number: str) -> Opened | None:
    """A table of a database; None when it holds no row, and unread when it can't be read and needn't."""
    shown = f"{remote.shown}:{relation.name if relation.table is None else relation.table}"
    cursor.execute("savepoint before")
    try:
        opened = _opened(engine, cursor, relation, shown, number)
    except (InputError, _error()) as error:
        if relation.is_meant:
            raise
        cursor.execute("rollback to savepoint before")
        return Unread(shown, "", (), because=error if isinstance(error, InputError) else _explained(remote, error))
    return opened if relation.is_meant or engine.count(opened.scan) else None


def _opened(engine: DuckDBEngine, cursor: Any, relation: Relation, shown: str, number: str) -> Columnar:
    """A table with its first rows; the others are fetched when they are asked for."""
    name = f"source_postgres_{number}"

    def bring(rows: int | None) -> None:
        cursor.execute(relation.select(rows))
        with reading(shown, Sentence("databases.check_table")):
            bring_stream(engine, _plain(cursor.fetch_record_batch()), name)

    bring(SAMPLE_ROWS)
    opened = arrived(engine, name, relation.columns, shown, "postgres")
    more = engine.count(name) == SAMPLE_ROWS
    return replace(opened, table=relation.table, fetch=(lambda: bring(None)) if more else None)


def _plain(rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
    """The rows without what the driver notes of each column's type."""
    return rows.cast(pa.schema([pa.field(one.name, one.type) for one in rows.schema]))


def _value(column: str, kind: str) -> str:
    """SQL: a column in a type that comes over as it is; every other as PostgreSQL writes it."""
    name = _quoted(column)
    if kind in _DATED:
        within = f"greatest(least({name}, {kind} '{_LAST}'), {kind} '{_FIRST}')"
        return f"case when {name} is not null then {within} end"
    if kind in _WHOLE:
        return f"{name}::bigint"
    if kind in _FLOATING:
        return f"{name}::double precision"
    return name if kind == "bool" else f"{name}::text"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _named(relations: Sequence[Relation], remote: Remote) -> Relation:
    """The one table that the address names, as `table` in the search path or as `schema.table`."""
    asked = remote.table or ""
    fits = [one for one in relations if asked in ([one.name] if one.visible else []) + [f"{one.schema}.{one.name}"]]
    if not fits:
        alike = [f"{one.schema}.{one.name}" for one in relations][:10]
        raise InputError.of("lakes.postgres_no_such", shown=remote.shown, table=asked, held=alike or "-")
    return fits[0]


def _none(remote: Remote, relations: Sequence[Relation]) -> InputError:
    """Why a database gave nothing to read, and where else in it tables are."""
    elsewhere = [f"#{one.schema}.{one.name}" for one in relations if not one.visible][:10]
    if elsewhere:
        return InputError.of("lakes.postgres_elsewhere", shown=remote.shown, tables=elsewhere)
    held = [one.name for one in relations if one.visible][:10]
    if held:
        return InputError.of("lakes.postgres_no_rows", shown=remote.shown, tables=held)
    return InputError.of("lakes.postgres_empty", shown=remote.shown)


@contextmanager
def _connected(remote: Remote) -> Iterator[Any]:
    """A cursor in one read-only transaction; what goes wrong is said without the password."""
    try:
        from adbc_driver_postgresql import dbapi  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise InputError.of("lakes.postgres_missing", shown=remote.shown) from error
    try:
        # The transaction is begun by hand: the driver's own refuses to go on after an error.
        with closing(dbapi.connect(_address(remote), autocommit=True)) as connection, connection.cursor() as cursor:
            for statement in _BEGIN:
                cursor.execute(statement)
            yield cursor
    except _error() as error:
        raise _explained(remote, error) from None


def _address(remote: Remote) -> str:
    """The address, with a bound on how long the server may take to answer where none is given."""
    parts = urlsplit(remote.url)
    asked = parse_qsl(parts.query)
    if "PGCONNECT_TIMEOUT" in os.environ or "connect_timeout" in dict(asked):
        return remote.url
    query = "&".join(one for one in (parts.query, urlencode({"connect_timeout": CONNECT_SECONDS})) if one)
    return parts._replace(query=query).geturl()


def _error() -> type[Exception]:
    """What the driver raises."""
    from adbc_driver_manager import Error  # noqa: PLC0415  (an extra)

    return Error


def _explained(remote: Remote, error: Exception) -> InputError:
    said = str(error)
    if any(sign in said for sign in _NO_ADDRESS):
        return InputError.of("lakes.postgres_address")
    told = _TROUBLE.search(said)
    short = remote.hidden(told.group(1) if told else said.rpartition("[libpq] ")[2])
    key = "lakes.postgres_unreachable" if "Failed to connect" in said else "lakes.postgres_refused"
    return InputError.of(key, shown=remote.shown, said=short)


def _asked(cursor: Any, statement: str) -> list[dict[str, Any]]:
    cursor.execute(statement)
    rows: list[dict[str, Any]] = cursor.fetch_arrow_table().to_pylist()
    return rows
