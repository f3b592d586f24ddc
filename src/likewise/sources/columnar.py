"""The doors for data that has typed columns already: Parquet, Arrow, frames. DuckDB databases have their own.

Nothing is copied: each gives a FROM clause that can be scanned where the data lies.
"""

from pathlib import Path

import pyarrow as pa

from likewise.engine import DuckDBEngine
from likewise.errors import InputError
from likewise.sources.opened import Columnar, SourceColumn
from likewise.sources.trouble import reading

PARQUET_END = b"PAR1"


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
        raise InputError(f"{shown}: the Arrow file is cut off or damaged; write it again ({error})") from error
    return open_frame(engine, table, shown, number, "arrow")


def open_frame(engine: DuckDBEngine, frame: pa.Table, shown: str, number: str, form: str = "frame") -> Columnar:
    """An Arrow table in memory; it is scanned where it lies, for as long as the engine is open."""
    name = f"source_frame_{number}"
    numbered = frame.rename_columns([f"c{i}" for i in range(frame.num_columns)])
    numbered = numbered.append_column("line", pa.array(range(1, frame.num_rows + 1), pa.int64()))
    engine.connection.register(name, numbered)
    with reading(shown, "give columns of text, numbers and times"):
        found = described(engine, f"select * exclude (line) from {name}", {})
    columns = tuple(SourceColumn(given, column.type) for given, column in zip(frame.column_names, found, strict=True))
    return Columnar(shown, form, columns, scan=name, line="line")
