"""The doors for data that has typed columns already: Parquet, Arrow, frames. DuckDB databases have their own.

Nothing is copied: each gives a FROM clause that can be scanned where the data lies.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from likewise.engine import DuckDBEngine
from likewise.errors import InputError, first_line
from likewise.ingest.frames import ArrowRows, Frame
from likewise.sources.opened import Columnar, SourceColumn
from likewise.sources.trouble import reading
from likewise.text import Sentence

PARQUET_END = b"PAR1"

NUMBERED = "row_number() over ()"
"""The line of a row that has no number of its own: its place among the rows that are read."""

_FRAME_REMEDY = Sentence("reading.plain_columns")


def open_parquet(engine: DuckDBEngine, path: Path, shown: str, number: str) -> Columnar:
    """A Parquet file; InputError when it is cut off or damaged."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - len(PARQUET_END)))
        if stream.read() != PARQUET_END:
            raise InputError.of("reading.parquet_cut", shown=shown)
    plain = engine.plain(f"source-{number}.parquet", path)
    call = f"read_parquet($path_{number}, hive_partitioning = false, binary_as_string = true)"
    params = {f"path_{number}": str(plain)}
    with reading(shown, Sentence("reading.parquet_again")):
        columns = described(engine, f"select * from {call}", params)
    names = ", ".join(f"c{i}" for i in range(len(columns)))
    return Columnar(shown, "parquet", columns, scan=f"{call} as t({names})", line="file_row_number + 1", params=params)


def described(engine: DuckDBEngine, sql: str, params: dict[str, str]) -> tuple[SourceColumn, ...]:
    """The columns of a select, with their types."""
    found = engine.arrow(f"describe {sql}", **params)
    names, types = found.column("column_name").to_pylist(), found.column("column_type").to_pylist()
    return tuple(SourceColumn(name, kind) for name, kind in zip(names, types, strict=True))


def open_arrow(engine: DuckDBEngine, path: Path, shown: str, number: str, streamed: bool) -> Columnar:
    """An Arrow IPC (Feather) file or stream, mapped into memory."""
    try:
        source = pa.memory_map(str(path))
        table = pa.ipc.open_stream(source).read_all() if streamed else pa.ipc.open_file(source).read_all()
    except (pa.ArrowException, OSError) as error:
        raise InputError.of("reading.arrow_cut", shown=shown, said=first_line(error)) from error
    return open_frame(engine, table, shown, number, "arrow")


def open_frame(engine: DuckDBEngine, frame: pa.Table, shown: str, number: str, form: str = "frame") -> Columnar:
    """An Arrow table in memory; it is scanned where it lies, for as long as the engine is open."""
    name = f"source_frame_{number}"
    numbered = frame.rename_columns([f"c{i}" for i in range(frame.num_columns)])
    numbered = numbered.append_column("line", pa.array(range(1, frame.num_rows + 1), pa.int64()))
    engine.connection.register(name, numbered)
    with reading(shown, _FRAME_REMEDY):
        found = described(engine, f"select * exclude (line) from {name}", {})
    columns = tuple(SourceColumn(given, column.type) for given, column in zip(frame.column_names, found, strict=True))
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
    found = described(engine, f"select * exclude (line) from {name}", {})
    columns = tuple(SourceColumn(one, column.type) for one, column in zip(given, found, strict=True))
    return Columnar(shown, form, columns, scan=name, line="line")


def _open_dataset(engine: DuckDBEngine, dataset: ArrowRows, shown: str, number: str, form: str) -> Columnar:
    """An Arrow dataset, of which the engine reads only the columns and the rows that it asks for."""
    name = f"source_dataset_{number}"
    engine.connection.register(name, dataset)
    names = ", ".join(f"c{i}" for i in range(len(dataset.schema.names)))
    with reading(shown, _FRAME_REMEDY):
        columns = described(engine, f"select * from {name}", {})
    return Columnar(
        shown, form, columns, scan=f"{name} as t({names})", line=NUMBERED, count=lambda: int(dataset.count_rows())
    )
