"""Where the records of a delimited file start, told from its bytes; see `quotes` for when that can be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from likewise.ingest.readers.blocks import BLOCK_BYTES, Block, LongLineError, Mask, Numbers, blocks
from likewise.ingest.readers.quotes import are_regular, feeds_inside

NOWHERE = np.empty(0, np.int64)
"""No places."""


@dataclass(frozen=True)
class Layout:
    """How a delimited file is laid out.

    Parameters
    ----------
    delimiter
        The character between fields, of one byte.
    above
        How many lines stand above the first record: the header, and what is above it.
    most_lines, most_bytes
        A record of so many lines or more, or a line of more bytes, is not regular.
    block_bytes
        How much of the file is looked at at a time.
    """

    delimiter: str
    above: int
    most_lines: int
    most_bytes: int
    block_bytes: int = BLOCK_BYTES


@dataclass(frozen=True)
class Found:
    """What was found in one block: the lines on which records start, and which lines belong to records looked for."""

    block: Block
    starts: Numbers
    wanted: Mask


class RecordScan:
    """Looks through a file, in UTF-8 with line ends of one kind, for the lines on which its records start.

    Parameters
    ----------
    path, layout
        The file and how it is laid out.
    places
        Bytes of the file, ascending, at which records are looked for: their first bytes, or line ends right before
        them. These records are told apart from all others.

    Attributes
    ----------
    regular
        Whether all that was looked at was regular: quotation marks, the lengths of records and lines, no line above
        the first record that runs on into the next, and a record at each of the places. Where it isn't, the scan ends.
    count
        How many records were found that weren't looked for.
    """

    def __init__(self, path: Path, layout: Layout, places: Numbers = NOWHERE) -> None:
        self.regular = True
        self.count = 0
        self._path = path
        self._layout = layout
        self._places = places
        self._inside = False
        self._in_wanted = False
        self._last = layout.above

    def __iter__(self) -> Iterator[Found]:
        """Look through the file, block by block."""
        try:
            for block in blocks(self._path, self._layout.most_bytes, self._layout.block_bytes):
                found = self._look(block)
                if not self.regular:
                    return
                yield found
        except LongLineError:
            self.regular = False
        self.regular = self.regular and not self._inside and not len(self._places)

    def _look(self, block: Block) -> Found:
        within = feeds_inside(block, self._inside)
        continues = np.concatenate((np.array([self._inside]), within[:-1]))
        above = block.numbers <= self._layout.above
        starts = ~continues & ~block.empty & ~above
        self._judge(block, within & above, block.numbers[starts])
        wanted = self._wanted(block, starts, continues & ~above, ~within)
        self._inside = bool(within[-1])
        found = block.numbers[starts & ~wanted]
        self.count += len(found)
        return Found(block, found, wanted)

    def _judge(self, block: Block, open_above: Mask, starts: Numbers) -> None:
        """Note whether a block is regular; `open_above` are lines above the first record that run on."""
        ends = np.append(starts, block.numbers[-1])
        longest = np.diff(ends, prepend=self._last).max()
        self._last = int(starts[-1]) if len(starts) else self._last
        self.regular = (
            self.regular
            and are_regular(block, self._inside, self._layout.delimiter)
            and not open_above.any()
            and longest < self._layout.most_lines
            and int((block.ends - block.starts).max()) <= self._layout.most_bytes
        )

    def _wanted(self, block: Block, starts: Mask, continues: Mask, closes: Mask) -> Mask:
        """Which lines belong to records looked for; places that lie past the block's last record are left for later."""
        if not len(self._places) and not self._in_wanted:
            return np.zeros(len(starts), np.bool_)
        first = block.offset + block.starts[starts]
        last = block.offset + block.ends[closes & (starts | continues)]
        here = self._places[self._places < block.offset + len(block.data)]
        begun, ended = np.searchsorted(first, here), np.searchsorted(last, here, side="right")
        self.regular = self.regular and bool((begun + self._inside == ended).all())
        self._places = np.concatenate((here[begun == len(first)], self._places[len(here) :]))
        records = np.concatenate((np.array([self._in_wanted]), np.zeros(len(first), np.bool_)))
        records[1 + begun[begun < len(first)]] = True
        self._in_wanted = bool(records[-1] and not closes[-1])
        return np.asarray((starts | continues) & records[np.cumsum(starts)])
