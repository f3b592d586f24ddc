"""A plain text file as a table of numbered lines: what both text doors read from.

Lines are counted on disk beforehand and compared with what the engine read: a text file comes
over whole or is an error.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyarrow as pa

from likewise.engine import DuckDBEngine, Literal, sql_text
from likewise.errors import InputError
from likewise.ingest.readers.blocks import Block, Mask, Numbers
from likewise.sources.plaintext import PlainText
from likewise.sources.trouble import reading
from likewise.text import Sentence

MAX_LINE_BYTES = 8_000_000
"""Longest line that is read, bytes; far beyond any comment, and small enough for the reader's buffer."""

NO_DELIMITER = "\x01\x02\x03"
"""Control characters in an order that no text holds."""


@contextmanager
def in_file_order(engine: DuckDBEngine) -> Iterator[None]:
    """Rows that are read inside this block come in the order of the file, so that they can be numbered."""
    before = str(engine.arrow("select current_setting('preserve_insertion_order') as s").column("s")[0]).lower()
    engine.run("set preserve_insertion_order = true")
    try:
        yield
    finally:
        engine.run(f"set preserve_insertion_order = {before}")


def stage_lines(engine: DuckDBEngine, text: PlainText, shown: str, name: str) -> None:
    """Make the temporary table `name` (line, text) from a plain text file.

    Temporary tables are neither compressed nor logged: writing one takes a third of the time.
    Raises InputError when a line is longer than MAX_LINE_BYTES or lines went missing.
    """
    with in_file_order(engine), reading(shown, Sentence("reading.line_bytes", {"most": MAX_LINE_BYTES})):
        engine.run(
            f"create or replace temp table {name} as {sql_text('likewise.sources', 'lines.sql')}",
            path=str(engine.plain("source-lines.txt", text.path)),
            no_delimiter=NO_DELIMITER,
            max_line_bytes=MAX_LINE_BYTES,
        )
        read = engine.count(name)
    if read != text.lines:
        raise InputError.of("reading.lines_missing", shown=shown, lines=text.lines, read=read)


NUMBERED_LINE = pa.schema([("line", pa.int64()), ("text", pa.large_string())])
"""The columns of a table of lines."""


def numbered_lines(block: Block, chosen: Mask, numbers: Numbers | None = None) -> pa.RecordBatch:
    """Return the chosen lines of a block as rows of a table of lines; `numbers` are other numbers for its lines."""
    known = (block.numbers if numbers is None else numbers)[chosen]
    return pa.record_batch([pa.array(known), block.texts(chosen)], schema=NUMBERED_LINE)


def stage_stream(
    engine: DuckDBEngine, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch], append: bool = False
) -> None:
    """Make the temporary table `name` from batches of rows, or append them to it."""
    arriving = f"{name}_arriving"
    engine.connection.register(arriving, pa.RecordBatchReader.from_batches(schema, batches))
    try:
        into = f"insert into {name}" if append else f"create or replace temp table {name} as"
        engine.run(f"{into} select * from {arriving}")
    finally:
        engine.connection.unregister(arriving)


def stage(engine: DuckDBEngine, name: str, sql: str, **params: Literal) -> None:
    """Make the temporary table `name` from a select: at a fraction of the cost of a table that is kept."""
    engine.run(f"create or replace temp table {name} as {sql}", **params)


def drop_staged(engine: DuckDBEngine, *names: str) -> None:
    """Drop temporary tables; one that isn't there is no error, and is not looked up (a file may be small)."""
    for name in names:
        engine.run(f"drop table if exists {name}")
