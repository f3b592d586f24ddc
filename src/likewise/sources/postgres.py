"""The door for PostgreSQL: tables and views, streamed by COPY into a scratch file, in one read-only transaction.

Those named events, posts, accounts or drops in the search path are ours, and those that carry a known source's columns.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from likewise.engine import DuckDBEngine, explained, sql_text
from likewise.errors import InputError
from likewise.sources.columnar import open_parquet
from likewise.sources.known import known_as
from likewise.sources.lines import MAX_LINE_BYTES
from likewise.sources.opened import Columnar
from likewise.sources.remote import Remote
from likewise.sources.trouble import reading
from likewise.tables import TABLES

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

    Connection = psycopg.Connection[TupleRow]

CONNECT_SECONDS = 10
"""How long a server may take to answer; an address of the user's may say otherwise (connect_timeout)."""

_VISIBLE = """
    select n.nspname, c.relname
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(current_schemas(false)) and pg_table_is_visible(c.oid)
        and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege(c.oid, 'select')
    order by c.relname
"""

_TYPES = {
    "int2": "BIGINT",
    "int4": "BIGINT",
    "int8": "BIGINT",
    "float4": "DOUBLE",
    "float8": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "timestamptz": "TIMESTAMPTZ",
}
"""PostgreSQL's types as the engine has them; every other comes over as text."""


def open_postgres(engine: DuckDBEngine, remote: Remote, number: str) -> list[Columnar]:
    """The tables at an address; InputError when it can't be reached, refuses, or has none that is known."""
    with _connected(remote) as connection:
        wanted = [tuple(remote.table.split("."))] if remote.table else _visible(connection)
        found: list[Columnar] = []
        for relation in wanted:
            name = relation[-1].lower()
            columns = _columns(connection, relation)
            if remote.table or name in TABLES or known_as([column for column, _ in columns]):
                shown = remote.shown if remote.table else f"{remote.shown}:{name}"
                one = _streamed(engine, connection, relation, columns, shown, f"{number}_{len(found)}")
                found.append(replace(one, table=name if name in TABLES else None))
    if not found:
        held = ", ".join(relation[-1] for relation in wanted[:10]) or "no table that this user may read"
        raise InputError(
            f"{remote.shown}: the search path has no table events, posts or accounts (it has {held}); "
            "name one with #schema.table, or make a view with one of these names"
        )
    return found


@contextmanager
def _connected(remote: Remote) -> "Iterator[Connection]":
    """A connection in one read-only transaction; what goes wrong is said without the password."""
    try:
        import psycopg  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise InputError(f"{remote.shown}: PostgreSQL needs psycopg; pip install 'likewise[postgres]'") from error
    try:
        asked = {"connect_timeout": CONNECT_SECONDS, **psycopg.conninfo.conninfo_to_dict(remote.url)}
    except psycopg.ProgrammingError:
        remedy = "write it as postgres:postgresql://user@host/database, with %-codes for special characters"
        raise InputError(f"postgres: what follows is no address of PostgreSQL; {remedy}") from None
    try:
        with psycopg.connect(**asked) as connection:  # type: ignore[arg-type]
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            for setting in ("timezone to 'UTC'", "datestyle to 'ISO'", "client_encoding to 'UTF8'"):
                connection.execute(f"set local {setting}".encode())
            yield connection
    except psycopg.OperationalError as error:
        raise InputError(
            f"{remote.shown}: PostgreSQL can't be reached or refuses; check the host, the user, the password and the "
            f"database's name ({remote.hidden(error)})"
        ) from None
    except psycopg.Error as error:
        raise InputError(f"{remote.shown}: PostgreSQL can't read that table ({remote.hidden(error)})") from None


def _visible(connection: "Connection") -> list[tuple[str, ...]]:
    """Tables and views in the search path that the user may read: schema and name."""
    return [(str(schema), str(name)) for schema, name in connection.execute(_VISIBLE).fetchall()]


def _columns(connection: "Connection", relation: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names and types of a relation's columns."""
    from psycopg import sql  # noqa: PLC0415  (an extra)

    asked = sql.SQL("select * from {} limit 0").format(sql.Identifier(*relation))
    described = connection.execute(asked).description or []
    return [(column.name, column.type_display.partition("(")[0]) for column in described]


def _streamed(
    engine: DuckDBEngine,
    connection: "Connection",
    relation: tuple[str, ...],
    columns: list[tuple[str, str]],
    shown: str,
    number: str,
) -> Columnar:
    """The rows as a Parquet file in the scratch folder, by way of a CSV file; neither stands in memory."""
    from psycopg import sql  # noqa: PLC0415  (an extra)

    rows, kept = engine.scratch / f"source-{number}.csv", engine.scratch / f"source-{number}.parquet"
    copy = sql.SQL("copy (select * from {}) to stdout (format csv, force_quote *)").format(sql.Identifier(*relation))
    with explained(), connection.cursor().copy(copy) as stream, rows.open("wb") as out:
        for piece in stream:
            out.write(piece)
    typed = ", ".join(_typed(f"c{i}", kind, name) for i, (name, kind) in enumerate(columns))
    texts = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(columns)))
    copied = sql_text("likewise.sources", "copied.sql").replace("/* columns */", texts)
    with reading(shown, "check the table in the database"):
        engine.run(
            f"copy (select {typed} from ({copied})) to $kept (format parquet)",
            path=str(rows),
            kept=str(kept),
            max_line_bytes=MAX_LINE_BYTES,
        )
    rows.unlink()
    return replace(open_parquet(engine, kept, shown, number), format="postgres")


def _typed(column: str, kind: str, name: str) -> str:
    """A column under its own name, in the engine's type where PostgreSQL's has one."""
    value = f"try_cast({column} as {_TYPES[kind]})" if kind in _TYPES else column
    return f'''{value} as "{name.replace('"', '""')}"'''
