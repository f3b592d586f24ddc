"""A plain text file as a table of numbered lines: what both text doors read from.

Lines are counted on disk beforehand and compared with what the engine read: a text file comes
over whole or is an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError
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
            path=str(text.path),
            no_delimiter=NO_DELIMITER,
            max_line_bytes=MAX_LINE_BYTES,
        )
        read = engine.count(name)
    if read != text.lines:
        raise InputError.of("reading.lines_missing", shown=shown, lines=text.lines, read=read)
