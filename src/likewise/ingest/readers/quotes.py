"""Whether quotation marks stand where a delimited file has them.

A regular quotation mark opens a field right after a delimiter or at a line's start, closes it right before a delimiter
or a line's end, or is one of two that stand for one inside a field. In a file where all are regular, a line feed
belongs to a field exactly if an odd number of quotation marks stands before it, so that every reader finds the same
records.
"""

import numpy as np

from likewise.ingest.readers.blocks import LINE_FEED, QUOTE, RETURN, Block, Mask, Numbers


def are_regular(block: Block, inside: bool, delimiter: str) -> bool:
    """Return whether a block's quotation marks are regular; `inside` says that it starts inside a quoted field."""
    places = np.arange(len(block.quotes)) + inside
    return bool(_fits(block, places, delimiter).all())


def feeds_inside(block: Block, inside: bool) -> Mask:
    """Return of each line whether its end stands inside a quoted field, where all quotation marks are regular."""
    return np.asarray((np.searchsorted(block.quotes, block.ends) + inside) % 2 == 1)


def odd_lines(block: Block) -> Mask:
    """Return which lines have an odd number of quotation marks."""
    return np.asarray(_counts(block, _lines(block)) % 2 == 1)


def irregular_lines(block: Block, inside: Mask, delimiter: str) -> Mask:
    """Return which lines have irregular quotation marks; `inside` says which lines start inside a quoted field."""
    line = _lines(block)
    counts = _counts(block, line)
    before = np.cumsum(counts) - counts
    fits = _fits(block, np.arange(len(line)) - before[line] + inside[line], delimiter)
    return np.asarray(_counts(block, line[~fits]) > 0)


def _lines(block: Block) -> Numbers:
    """Of each quotation mark, which of the block's lines it stands on."""
    return np.asarray(np.searchsorted(block.ends, block.quotes))


def _counts(block: Block, lines: Numbers) -> Numbers:
    """How often each line of the block is among the lines."""
    return np.bincount(lines, minlength=len(block.ends))


def _fits(block: Block, places: Numbers, delimiter: str) -> Mask:
    """Of each quotation mark whether it is regular; those at even places open a field, those at odd ones close it."""
    padded = np.concatenate((np.array([LINE_FEED], np.uint8), block.array, np.array([LINE_FEED], np.uint8)))
    beside = np.where(places % 2 == 0, padded[block.quotes], padded[block.quotes + 2])
    closes_line = (places % 2 == 1) & (beside == RETURN)
    return np.asarray((beside == ord(delimiter)) | (beside == LINE_FEED) | (beside == QUOTE) | closes_line)
