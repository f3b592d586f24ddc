"""Cuts lines out of a delimited file that only the careful reader reads rightly.

These are lines whose quotation marks are not regular or don't pair up, and lines with damaged characters, each with the
lines that it may be put together with to one record. In what is left, all quotation marks are regular.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from likewise.engine import DuckDBEngine
from likewise.ingest.readers.blocks import Block, LongLineError, Mask, Numbers, blocks
from likewise.ingest.readers.quotes import irregular_lines, odd_lines
from likewise.ingest.readers.records import NOWHERE, Layout
from likewise.sources.careful import LINES, stage_spans
from likewise.sources.lines import NUMBERED_LINE, drop_staged, numbered_lines, stage_stream
from likewise.sources.opened import Delimited
from likewise.sources.plaintext import DAMAGED


@dataclass(frozen=True)
class Part:
    """What the engine's reader reads of a source.

    Parameters
    ----------
    path, layout, lines
        A file, how it is laid out, and how many lines it has.
    lacking
        The numbers of the lines of the source that the file lacks, ascending.
    """

    path: Path
    layout: Layout
    lines: int
    lacking: Numbers = field(default_factory=lambda: NOWHERE)

    def number(self, lines: Numbers) -> Numbers:
        """Return the numbers that lines of the file have in the source."""
        if not len(self.lacking):
            return lines
        before = np.searchsorted(self.lacking - np.arange(len(self.lacking)), lines, side="right")
        return np.asarray(lines + before)


def cut(engine: DuckDBEngine, source: Delimited, part: Part, to: Path, most: float) -> Part | None:
    """Write what is left of a source to the file `to`, and stage the lines that are cut out for the careful reader.

    Returns None where more than a share of `most` of the lines would be cut out, or a line is too long.
    """
    cutting = _Cutting(source, part)
    stage_stream(engine, LINES, NUMBERED_LINE, cutting.odd_lines())
    spans = _spans(engine, source)
    with to.open("wb") as left:
        # An empty line stands for the header: the engine's reader takes a mark at a file's start for one of byte order.
        left.write(b"\r\n" if source.text.returns else b"\n")
        stage_stream(engine, LINES, NUMBERED_LINE, cutting.lines_cut(spans, left))
    lacking = np.concatenate([NOWHERE, *cutting.lacking])
    if cutting.too_long or len(lacking) > most * part.lines:
        return None
    return Part(to, replace(part.layout, above=1), part.lines - len(lacking), lacking)


def _spans(engine: DuckDBEngine, source: Delimited) -> "_Spans":
    """Where staged lines may be put together."""
    stage_spans(engine, source)
    found = engine.arrow("select 0 as first_line, 0 as last_line union all select * from source_span order by all")
    drop_staged(engine, "source_span")
    return _Spans(*(column.to_numpy().astype(np.int64) for column in found.columns))


@dataclass(frozen=True)
class _Spans:
    """The first and last lines of what may be put together to one record, ascending; the first span is none."""

    first: Numbers
    last: Numbers

    def of(self, lines: Numbers) -> tuple[Numbers, Mask]:
        """Return of each line the latest span that starts on it or before, and whether it lies in it."""
        span = np.searchsorted(self.first, lines, side="right") - 1
        return span, np.asarray(lines <= self.last[span])


class _Cutting:
    """The lines of a source that are cut out.

    Attributes
    ----------
    lacking
        The numbers of the lines that what is left lacks, block by block: those that were cut out, and all above the
        header's last line, for which another one stands.
    too_long
        Whether a line was found that is too long for any reader.
    """

    def __init__(self, source: Delimited, part: Part) -> None:
        self.lacking: list[Numbers] = []
        self.too_long = False
        self._source = source
        self._part = part

    def odd_lines(self) -> Iterator[pa.RecordBatch]:
        """Give the lines with an odd number of quotation marks: a record over several lines starts and ends on such."""
        for block in self._blocks():
            yield numbered_lines(block, odd_lines(block))

    def lines_cut(self, spans: _Spans, left: IO[bytes]) -> Iterator[pa.RecordBatch]:
        """Give the lines that are cut out, and write those that are left."""
        header = self._part.layout.above
        for block in self._blocks():
            chosen = self._chosen(block, spans)
            above = block.numbers <= header
            self.lacking.append(block.numbers[(chosen | above) & (block.numbers != header)])
            left.write(block.without(chosen | above))
            yield numbered_lines(block, chosen & ~above)

    def _chosen(self, block: Block, spans: _Spans) -> Mask:
        """Which lines of a block are cut out: odd ones outside of spans, irregular ones, and spans that hold such."""
        span, lies_in = spans.of(block.numbers)
        inside = lies_in & (block.numbers > spans.first[span])
        bad = irregular_lines(block, inside, self._source.delimiter) | (odd_lines(block) & ~lies_in)
        if self._source.text.damaged:
            bad |= pc.match_substring(block.lines, DAMAGED).to_numpy(zero_copy_only=False)
        # A span of which the block holds a part can't be judged by it.
        bad |= lies_in & ((spans.first[span] < block.numbers[0]) | (spans.last[span] > block.numbers[-1]))
        return np.asarray(bad | (lies_in & np.isin(span, span[bad & lies_in])))

    def _blocks(self) -> Iterator[Block]:
        try:
            yield from blocks(self._part.path, self._part.layout.most_bytes, self._part.layout.block_bytes)
        except LongLineError:
            self.too_long = True
