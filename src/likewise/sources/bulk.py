"""The engine's own reader of delimited files, where it finds the same as the careful one.

It is several times as fast, but says neither on which line a row starts nor what is wrong with a line that it refuses,
and a stray quotation mark makes it swallow the lines after it. So a file with quotation marks is looked through first
(`ingest.readers`); lines that are not as they should be are cut out (`cut`) and read carefully, as are the lines that
the reader refuses. What it brings is counted against the records that the file has, and each row gets the line on
which its record starts. Where anything doesn't add up, the careful reader reads the whole file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import pyarrow as pa

from likewise.engine import DuckDBEngine, sql_text
from likewise.ingest.readers.blocks import BLOCK_BYTES, Numbers
from likewise.ingest.readers.records import NOWHERE, Layout, RecordScan
from likewise.sources.careful import LINES, MAX_RECORD_LINES, bring_lines
from likewise.sources.cut import Part, cut
from likewise.sources.lines import (
    MAX_LINE_BYTES,
    NUMBERED_LINE,
    drop_staged,
    in_file_order,
    numbered_lines,
    stage,
    stage_stream,
)
from likewise.sources.opened import Delimited

Reader = Literal["bulk", "cut", "careful"]
"""Who read a file: the engine's reader, but for lines that it refused; the same after other lines were cut out; the
careful reader alone."""


@dataclass(frozen=True)
class Limits:
    """When the careful reader reads a whole file, and how much of a file is looked at at a time.

    Parameters
    ----------
    few_lines
        A file with irregular lines and fewer lines than this is read carefully in less time than it takes to cut.
    most_cut
        Share of a file's lines up to which lines are cut out; they are read carefully anyway.
    most_refused, most_refused_bytes
        How many faults of lines the engine's reader may note, and how many bytes these lines may have: they are held
        in memory.
    block_bytes
        How much of a file is looked at at a time.
    """

    few_lines: int = 20_000
    most_cut: float = 0.5
    most_refused: int = 100_000
    most_refused_bytes: int = 1 << 26
    block_bytes: int = BLOCK_BYTES


LIMITS = Limits()

_ROWS, _STARTS, _REFUSED, _SCANS = "source_row", "source_start", "source_refused", "source_refused_scan"
_START = pa.schema([("line", pa.int64())])


def bring_in_bulk(
    engine: DuckDBEngine, source: Delimited, matches: Mapping[str, str], raw: str, limits: Limits = LIMITS
) -> Reader:
    """Append every record to the raw table and say who read them; nothing is appended where that is "careful"."""
    to = engine.scratch / "source-bulk.csv"
    try:
        with in_file_order(engine):
            part = _part(engine, source, to, limits)
            if part is None or not _read(engine, source, part, matches, limits.most_refused):
                return "careful"
            refused = _refused(engine)
            if not _agree(engine, refused) and not _renumber(engine, part, refused, limits.most_refused_bytes):
                return "careful"
        _append(engine, raw)
        if len(part.lacking) or len(refused):
            bring_lines(engine, source, matches, raw)
        return "cut" if len(part.lacking) else "bulk"
    finally:
        drop_staged(engine, _ROWS, _STARTS, LINES, _REFUSED, _SCANS)
        to.unlink(missing_ok=True)


def _part(engine: DuckDBEngine, source: Delimited, to: Path, limits: Limits) -> Part | None:
    """What of a source the engine's reader can be trusted with; None where that is too little.

    The lines on which its records start are staged: each line below the header, where there are no quotation marks.
    """
    text = source.text
    # In a table of one column, an empty line would be a row to the engine's reader.
    if len(source.columns) == 1:
        return None
    layout = Layout(source.delimiter, source.above, MAX_RECORD_LINES, MAX_LINE_BYTES, limits.block_bytes)
    part = Part(text.path, layout, text.lines)
    if not text.quotes and not text.damaged:
        stage(engine, _STARTS, f"select line from range({source.above + 1}, {text.lines + 1}) lines(line)")
        return part
    if not text.damaged and _stage_starts(engine, part) is not None:
        return part
    if text.lines < limits.few_lines:
        return None
    left = cut(engine, source, part, to, limits.most_cut)
    return left if left and _stage_starts(engine, left) is not None else None


def _read(engine: DuckDBEngine, source: Delimited, part: Part, matches: Mapping[str, str], most_refused: int) -> bool:
    """Make the table of the records that the engine's reader finds; False where it gives up or refuses too many."""
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(source.columns)))
    fields = ", ".join(f"{_value(source, column)} as raw_{name}" for name, column in matches.items())
    statement = sql_text("likewise.sources", "bulk.sql").replace("$columns", f"{{{columns}}}")
    try:
        stage(
            engine,
            _ROWS,
            statement.replace("$fields", fields),
            path=str(engine.plain("source-bulk-link.csv", part.path)),
            shown=source.shown,
            above=part.layout.above,
            delimiter=source.delimiter,
            most=most_refused,
        )
    except duckdb.Error:
        return False
    return engine.count(_REFUSED) < most_refused


def _value(source: Delimited, column: str) -> str:
    field = f"c{source.names.index(column)}"
    # The careful reader puts the lines of a text together with line feeds alone.
    return f"replace({field}, chr(13) || chr(10), chr(10))" if source.text.returns and source.text.quotes else field


def _refused(engine: DuckDBEngine) -> Numbers:
    """The bytes of the file at which records begin that were refused, or the line ends before them."""
    if not engine.count(_REFUSED):
        return NOWHERE
    places = engine.arrow(f"select distinct line_byte_position - 1 as place from {_REFUSED} order by place")
    return np.asarray(places["place"].to_numpy().astype(np.int64))


def _agree(engine: DuckDBEngine, refused: Numbers) -> bool:
    """Whether there is a row for each of the staged lines, and a line for each row."""
    counted = engine.arrow(f"select count(*), count(file), count(line) from {_ROWS}").to_pylist()[0]
    return not len(refused) and len(set(counted.values())) == 1


def _renumber(engine: DuckDBEngine, part: Part, refused: Numbers, most_bytes: int) -> bool:
    """Give the rows their lines, without those of refused records; False where the rows aren't the file's records.

    The lines of refused records are staged for the careful reader.
    """
    starts = _stage_starts(engine, part, refused, most_bytes)
    engine.run(f"delete from {_ROWS} where file is null")
    if starts != engine.count(_ROWS):
        return False
    engine.run(f"update {_ROWS} set line = s.line from {_STARTS} s where s.rowid = {_ROWS}.rowid")
    return True


def _stage_starts(engine: DuckDBEngine, part: Part, refused: Numbers = NOWHERE, most_bytes: int = 0) -> int | None:
    """Make the table of the lines on which records start; how many there are, None where that can't be told.

    Without those records that begin at the `refused` bytes: their lines, of `most_bytes` at most, are staged for the
    careful reader.
    """
    scan = RecordScan(part.path, part.layout, refused)
    aside: list[pa.RecordBatch] = []
    stage_stream(engine, _STARTS, _START, _starts(scan, part, aside))
    if not scan.regular or sum(one.nbytes for one in aside) > most_bytes:
        return None
    if aside:
        stage_stream(engine, LINES, NUMBERED_LINE, aside, append=len(part.lacking) > 0)
    return scan.count


def _starts(scan: RecordScan, part: Part, aside: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for found in scan:
        if found.wanted.any():
            aside.append(numbered_lines(found.block, found.wanted, part.number(found.block.numbers)))
        yield pa.record_batch([pa.array(part.number(found.starts))], schema=_START)


def _append(engine: DuckDBEngine, raw: str) -> None:
    """Append the rows to the raw table; where it has none yet, they become it, without a copy."""
    if engine.count(raw):
        engine.run(f"insert into {raw} select * from {_ROWS}")
    else:
        engine.run(f"drop table {raw}")
        engine.run(f"alter table {_ROWS} rename to {raw}")
