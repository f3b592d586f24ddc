"""The first rows of any opened table, as text: what the matcher decides on.

Stands beside `doors`: it reads what a door has opened, and brings nothing over.
"""

import csv
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from likewise.engine import DuckDBEngine, Engine, sql_text
from likewise.errors import InputError
from likewise.sources.documents import pointer_of
from likewise.sources.lines import in_file_order
from likewise.sources.opened import Columnar, Delimited, Documents, Opened
from likewise.sources.trouble import reading

SAMPLE_ROWS = 1000
"""Rows of a sample: enough to tell whether values repeat, and read at once from any source."""

MAX_TEXT_BYTES = 1 << 23
"""How much of a text file a sample may take, bytes: a thousand rows of the longest comments."""

_NESTED = ("STRUCT", "MAP", "UNION")


def sample(engine: Engine, opened: Opened, rows: int = SAMPLE_ROWS) -> pa.Table:
    """Return the first rows of an opened table with all values as text.

    Parameters
    ----------
    engine
        The engine that holds the table: the one whose door opened it.
    opened
        A table that a door has opened.
    rows
        How many rows at most. Lines that are no row (bad quotes, no JSON) are left out.

    Returns
    -------
    pa.Table
        A column of strings for each of `opened.names`, in order. What is missing or empty is null; an object or a list
        is its JSON text. No column at all where nothing was read of the file.

    Raises
    ------
    InputError
        When the table's own store refuses to give its rows.
    """
    if isinstance(opened, Columnar):
        return _named(_columnar(engine, opened, rows), opened)
    if isinstance(opened, Documents):
        return _named(_documents(engine, opened, rows), opened)
    if isinstance(opened, Delimited):
        return _delimited(opened, rows)
    return pa.table({})


def _named(found: pa.Table, opened: Opened) -> pa.Table:
    fields = [pa.field(name, pa.string()) for name in opened.names]
    return found.rename_columns(list(opened.names)).cast(pa.schema(fields))


def _columnar(engine: Engine, opened: Columnar, rows: int) -> pa.Table:
    """The first rows, or some of the last where the first ones of a Parquet file can't be decoded."""
    try:
        return _selected(engine, opened, f"select * from {opened.scan} limit {rows}")
    except InputError:
        if opened.format != "parquet":
            raise
        (path,) = opened.params.values()
        stored = pq.ParquetFile(str(path)).metadata
        last = stored.num_rows - stored.row_group(stored.num_row_groups - 1).num_rows if stored.num_row_groups else 0
        chosen = f"select * from {opened.scan} where {opened.line} > {last} limit {rows}"
        return _selected(engine, opened, chosen)


def _selected(engine: Engine, opened: Columnar, select_rows: str) -> pa.Table:
    texts = [_text(f"c{i}", column.type.upper()) for i, column in enumerate(opened.columns)]
    select = ", ".join(f"nullif({text}, '') as c{i}" for i, text in enumerate(texts))
    sql = f"select {select} from ({select_rows})"
    with reading(opened.shown):
        if not isinstance(engine, DuckDBEngine):
            return engine.arrow(sql, **opened.params)
        with in_file_order(engine):
            return engine.arrow(sql, **opened.params)


def _text(column: str, kind: str) -> str:
    nested = kind.startswith(_NESTED) or kind.endswith("]")
    return f"cast(to_json({column}) as varchar)" if nested else f"cast({column} as varchar)"


def _documents(engine: Engine, opened: Documents, rows: int) -> pa.Table:
    if not opened.names:
        return pa.table({})
    paths = {f"path_{i}": path for i, path in enumerate(pointer_of(name, opened) for name in opened.names)}
    listed = "[" + ", ".join(f"${name}" for name in paths) + "]"
    values = ", ".join(f"nullif(fields[{i + 1}], '') as c{i}" for i in range(len(opened.names)))
    statement = sql_text("likewise.sources", "document_sample.sql").replace("from staged", f"from {opened.staged}")
    return engine.arrow(f"select {values} from ({statement.replace('$paths', listed)})", rows=rows, **paths)


def _delimited(opened: Delimited, rows: int) -> pa.Table:
    found = list(islice(_records(opened), rows))
    columns = list(zip(*found, strict=True)) or [()] * len(opened.names)
    texts = [pa.array([value or None for value in column], pa.string()) for column in columns]
    return pa.Table.from_arrays(texts, names=list(opened.names))


def _records(opened: Delimited) -> Iterator[list[str]]:
    """The records below the header that have as many fields as it has; one delimiter too many at the end is none."""
    width = len(opened.names)
    reader = csv.reader(_head(opened), delimiter=opened.delimiter, skipinitialspace=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
        if len(cells) == width + 1 and not cells[-1]:
            del cells[-1]
        if len(cells) == width and any(cells):
            yield cells


def _head(opened: Delimited) -> Iterator[str]:
    """The lines below the header, as far as a sample may read."""
    left = MAX_TEXT_BYTES
    with opened.text.path.open("rb") as stream:
        for line in islice(stream, opened.above, None):
            left -= len(line)
            if left < 0:
                return
            yield line.decode("utf-8", errors="replace")
