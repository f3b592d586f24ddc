"""The doors for data that has typed columns already: Parquet, Arrow, frames, DuckDB databases.

Nothing is copied: each gives a FROM clause that can be scanned where the data lies.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError
from likewise.ingest.frames import ArrowRows, Frame
from likewise.sources.opened import Columnar, SourceColumn
from likewise.sources.trouble import reading
from likewise.tables import TABLES

PARQUET_END = b"PAR1"

NUMBERED = "row_number() over ()"
"""The line of a row that has no number of its own: its place among the rows that are read."""

_FRAME_REMEDY = "give columns of text, numbers and times"


def open_parquet(engine: DuckDBEngine, path: Path, shown: str, number: str) -> Columnar:
    """A Parquet file; InputError when it is cut off or damaged."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - len(PARQUET_END)))
        if stream.read() != PARQUET_END:
            raise InputError(f"{shown}: the Parquet file is cut off; copy or download it again")
    plain = engine.plain(f"source-{number}.parquet", path)
    call = f"read_parquet($path_{number}, hive_partitioning = false, binary_as_string = true)"
    params = {f"path_{number}": str(plain)}
    with reading(shown, "copy or write the Parquet file again"):
        columns = _described(engine, f"select * from {call}", params)
    names = ", ".join(f"c{i}" for i in range(len(columns)))
    return Columnar(shown, "parquet", columns, scan=f"{call} as t({names})", line="file_row_number + 1", params=params)


def _described(engine: DuckDBEngine, sql: str, params: dict[str, str]) -> tuple[SourceColumn, ...]:
    found = engine.arrow(f"describe {sql}", **params)
    names, types = found.column("column_name").to_pylist(), found.column("column_type").to_pylist()
    return tuple(SourceColumn(name, kind) for name, kind in zip(names, types, strict=True))


def open_arrow(engine: DuckDBEngine, path: Path, shown: str, number: str, streamed: bool) -> Columnar:
    """An Arrow IPC (Feather) file or stream, mapped into memory."""
    try:
        source = pa.memory_map(str(path))
        table = pa.ipc.open_stream(source).read_all() if streamed else pa.ipc.open_file(source).read_all()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{shown}: the Arrow file is cut off or damaged; write it again ({error})") from error
    return open_frame(engine, table, shown, number, "arrow")


def open_frame(engine: DuckDBEngine, frame: pa.Table, shown: str, number: str, form: str = "frame") -> Columnar:
    """An Arrow table in memory; it is scanned where it lies, for as long as the engine is open."""
    name = f"source_frame_{number}"
    numbered = frame.rename_columns([f"c{i}" for i in range(frame.num_columns)])
    numbered = numbered.append_column("line", pa.array(range(1, frame.num_rows + 1), pa.int64()))
    engine.connection.register(name, numbered)
    with reading(shown, _FRAME_REMEDY):
        described = _described(engine, f"select * exclude (line) from {name}", {})
    columns = tuple(
        SourceColumn(given, column.type) for given, column in zip(frame.column_names, described, strict=True)
    )
    return Columnar(shown, form, columns, scan=name, line="line")


def open_rows(engine: DuckDBEngine, frame: Frame, shown: str, number: str) -> Columnar:
    """The rows of a frame: scanned where they lie, or where they come only once, brought onto the engine."""
    rows = frame.open()
    if isinstance(rows, pa.Table):
        return open_frame(engine, rows, shown, number, frame.form)
    if isinstance(rows, pa.RecordBatchReader):
        return open_stream(engine, rows, shown, number, frame.form)
    return _open_dataset(engine, rows, shown, number, frame.form)


def open_stream(engine: DuckDBEngine, rows: pa.RecordBatchReader, shown: str, number: str, form: str) -> Columnar:
    """A stream of Arrow batches, read once into a table of the engine, which may be larger than memory."""
    name = f"source_stream_{number}"
    with reading(shown, _FRAME_REMEDY):
        bring_stream(engine, rows, name)
    if form == "frame" and not engine.count(name):
        raise InputError.of("lakes.stream_empty", shown=shown)
    return arrived(engine, name, rows.schema.names, shown, form)


def bring_stream(engine: DuckDBEngine, rows: pa.RecordBatchReader, name: str) -> None:
    """Make (or make anew) the table `name` of a stream: its columns as c0, c1, …, and each row's line."""
    arriving = f"{name}_arriving"
    engine.connection.register(arriving, rows)
    try:
        names = ", ".join(f"c{i}" for i in range(len(rows.schema.names)))
        engine.run(f"create or replace table {name} as select *, {NUMBERED} as line from {arriving} as t({names})")
    finally:
        engine.connection.unregister(arriving)


def arrived(engine: DuckDBEngine, name: str, given: Sequence[str], shown: str, form: str) -> Columnar:
    """A table that a stream was brought into, under the names that its columns were given."""
    described = _described(engine, f"select * exclude (line) from {name}", {})
    columns = tuple(SourceColumn(one, column.type) for one, column in zip(given, described, strict=True))
    return Columnar(shown, form, columns, scan=name, line="line")


def _open_dataset(engine: DuckDBEngine, dataset: ArrowRows, shown: str, number: str, form: str) -> Columnar:
    """An Arrow dataset, of which the engine reads only the columns and the rows that it asks for."""
    name = f"source_dataset_{number}"
    engine.connection.register(name, dataset)
    names = ", ".join(f"c{i}" for i in range(len(dataset.schema.names)))
    with reading(shown, _FRAME_REMEDY):
        columns = _described(engine, f"select * from {name}", {})
    return Columnar(
        shown, form, columns, scan=f"{name} as t({names})", line=NUMBERED, count=lambda: int(dataset.count_rows())
    )


def open_database(engine: DuckDBEngine, path: Path, shown: str, number: str) -> list[Columnar]:
    """The tables events, posts and accounts of a DuckDB database file, read only."""
    attached = f"source_db_{number}"
    with reading(shown, "close other programs that write to it, or export its tables as Parquet"):
        engine.run(f"detach database if exists {attached}")
        engine.run(f"attach $path as {attached} (read_only)", path=str(path))
        listed = sql_text("likewise.sources", "database_tables.sql")
        found = engine.arrow(listed, attached=attached).to_pylist()
    tables: dict[str, Columnar] = {}
    for row in found:
        canonical = row["table_name"].lower()
        if canonical in TABLES and canonical not in tables:
            source = f'{attached}."{row["schema_name"]}"."{row["table_name"]}"'
            tables[canonical] = _database_table(engine, source, f"{shown}:{canonical}", canonical, row["base"])
    if not tables:
        held = ", ".join(row["table_name"] for row in found[:10]) or "no table"
        raise InputError(
            f"{shown}: the database has no table events, posts or accounts (it holds {held}); "
            "make a view with one of these names"
        )
    return list(tables.values())


def _database_table(engine: DuckDBEngine, source: str, shown: str, canonical: str, base: bool) -> Columnar:
    with reading(shown, "check the view or table in the database"):
        columns = _described(engine, f"select * from {source}", {})
    names = ", ".join(f"c{i}" for i in range(len(columns)))
    line = "rowid + 1" if base else NUMBERED
    return Columnar(shown, "duckdb", columns, table=canonical, scan=f"{source} as t({names})", line=line)
