"""A text file in blocks of whole lines, each looked at as arrays: where lines end, where quotation marks stand.

Nothing here goes line by line: a block is one array of bytes, so that a large file is looked through about as fast as
it is read, in the memory of one block.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

BLOCK_BYTES = 1 << 20
"""About how much of a file is looked at at a time, bytes; a longer line makes its block longer."""

QUOTE, LINE_FEED, RETURN = b'"\n\r'
"""The bytes of a quotation mark and of line ends."""

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class LongLineError(Exception):
    """A line is longer than was allowed."""


@dataclass(frozen=True)
class Block:
    """Whole lines of a file.

    Parameters
    ----------
    data
        The bytes of the lines with their line ends; the last line of a file may have none.
    first
        The number of the first line, counted from 1.
    offset
        Where the block begins in the file, in bytes.
    """

    data: bytes
    first: int
    offset: int

    @cached_property
    def array(self) -> npt.NDArray[np.uint8]:
        """The block as an array of bytes."""
        return np.frombuffer(self.data, np.uint8)

    @cached_property
    def ends(self) -> Numbers:
        """Where each line ends: the place of its line feed, or the end of the file."""
        feeds = np.flatnonzero(self.array == LINE_FEED)
        return feeds if self.data.endswith(b"\n") else np.append(feeds, len(self.data))

    @cached_property
    def starts(self) -> Numbers:
        """Where each line starts."""
        return np.concatenate((np.zeros(1, np.int64), self.ends[:-1] + 1))

    @cached_property
    def quotes(self) -> Numbers:
        """Where quotation marks stand."""
        return np.flatnonzero(self.array == QUOTE) if b'"' in self.data else np.empty(0, np.int64)

    @cached_property
    def empty(self) -> Mask:
        """Which lines hold nothing; a space is something."""
        lengths = self.ends - self.starts
        return np.asarray((lengths == 0) | ((lengths == 1) & (self.array[self.starts] == RETURN)))

    @cached_property
    def numbers(self) -> Numbers:
        """The number of each line in the file."""
        return np.arange(self.first, self.first + len(self.ends), dtype=np.int64)

    @cached_property
    def lines(self) -> pa.Array:
        """The lines as bytes with their line ends, without a copy."""
        offsets = np.append(self.starts, len(self.data))
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(self.data)]
        return pa.Array.from_buffers(pa.large_binary(), len(self.ends), buffers)

    def texts(self, mask: Mask) -> pa.Array:
        """Return the lines for which `mask` holds, as text without line ends."""
        return pc.utf8_rtrim(self.lines.filter(pa.array(mask)).cast(pa.large_string()), "\r\n")

    def without(self, mask: Mask) -> bytes:
        """Return the bytes of all lines but those for which `mask` holds."""
        if not mask.any():
            return self.data
        kept = self.lines.filter(pa.array(~mask))
        size = pc.sum(pc.binary_length(kept)).as_py() or 0
        return bytes(kept.buffers()[2].slice(0, size)) if size else b""


def blocks(path: Path, most: int, size: int) -> Iterator[Block]:
    """Return a file's lines in blocks of about `size` bytes.

    Raises LongLineError when a line has more than `most` bytes, and about as many more.
    """
    first, offset, held = 1, 0, b""
    with path.open("rb") as stream:
        while chunk := stream.read(size):
            whole, feed, rest = chunk.rpartition(b"\n")
            if feed:
                block = Block(held + whole + feed, first, offset)
                yield block
                first, offset, held = first + len(block.ends), offset + len(block.data), rest
            elif len(held) > most:
                raise LongLineError
            else:
                held += chunk
    if held:
        yield Block(held, first, offset)
