"""The door for ClickHouse: tables and views, as Parquet over HTTP into a scratch file, read only."""

import logging
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from likewise.engine import DuckDBEngine, explained
from likewise.errors import InputError
from likewise.sources.columnar import open_parquet
from likewise.sources.known import known_as
from likewise.sources.opened import Columnar
from likewise.sources.remote import Remote
from likewise.tables import TABLES

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

READ_ONLY = {"readonly": 2}
"""Nothing can be changed but the settings of the query itself."""

_VISIBLE = "select table, groupArray(name) from system.columns where database = currentDatabase() group by table"


def open_clickhouse(engine: DuckDBEngine, remote: Remote, number: str) -> list[Columnar]:
    """The tables at an address; InputError when it can't be reached, refuses, or has none that is known."""
    client = _client(remote)
    try:
        wanted = [(remote.table.split("."), "")] if remote.table else _visible(client)
        return [
            replace(_streamed(engine, client, relation, remote, name, f"{number}_{i}"), table=name or None)
            for i, (relation, name) in enumerate(wanted)
        ] or _none(remote)
    except client_errors() as error:
        said = remote.hidden(error)
        raise InputError.of("clickhouse.unreadable", shown=remote.shown, said=said) from None
    finally:
        client.close()


def client_errors() -> tuple[type[Exception], ...]:
    """What the client raises."""
    from clickhouse_connect.driver.exceptions import ClickHouseError  # noqa: PLC0415  (an extra)

    return (ClickHouseError,)


def _client(remote: Remote) -> "Client":
    try:
        import clickhouse_connect  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise InputError.of("clickhouse.not_installed", shown=remote.shown) from error
    # What goes wrong is raised and said once; its log would say it again.
    logging.getLogger("clickhouse_connect").setLevel(logging.CRITICAL)
    parts = remote.parts
    try:
        return clickhouse_connect.get_client(
            host=parts.hostname,
            port=parts.port or 0,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or ""),
            database=unquote(parts.path.strip("/")) or "default",
            secure=parts.scheme == "https",
            settings=READ_ONLY,
        )
    except client_errors() as error:
        said = remote.hidden(error)
        raise InputError.of("clickhouse.unreached", shown=remote.shown, said=said) from None


def _visible(client: "Client") -> list[tuple[list[str], str]]:
    """The tables that are ours by name (with that name), or a known source's by their columns."""
    columns = {str(table): [str(name) for name in names] for table, names in client.query(_VISIBLE).result_rows}
    ours = [(table, table.lower() if table.lower() in TABLES else "") for table in sorted(columns)]
    return [([table], name) for table, name in ours if name or known_as(columns[table])]


def _streamed(
    engine: DuckDBEngine, client: "Client", relation: list[str], remote: Remote, name: str, number: str
) -> Columnar:
    from clickhouse_connect.driver.binding import quote_identifier  # noqa: PLC0415  (an extra)

    kept = engine.scratch / f"source-{number}.parquet"
    shown = remote.shown if remote.table else f"{remote.shown}:{name or relation[-1]}"
    with (
        explained(),
        client.raw_stream(f"select * from {'.'.join(map(quote_identifier, relation))}", fmt="Parquet") as stream,
        kept.open("wb") as out,
    ):
        for piece in stream:
            out.write(piece)
    return replace(open_parquet(engine, kept, shown, number), format="clickhouse")


def _none(remote: Remote) -> list[Columnar]:
    raise InputError.of("clickhouse.no_table", shown=remote.shown)
