"""How many lines a stream of bytes has, and whether their ends are all of one kind."""

import numpy as np

from likewise.ingest.readers.blocks import LINE_FEED, RETURN


class LineEnds:
    """Counts the line ends of a stream of pieces.

    Attributes
    ----------
    feeds, returns, pairs
        How many line feeds and carriage returns there are, and how many returns stand right before a feed.
    """

    def __init__(self) -> None:
        self.feeds = 0
        self.returns = 0
        self.pairs = 0
        self._last = b""

    def feed(self, piece: bytes) -> None:
        """Count the line ends of the next piece."""
        if not piece:
            return
        values = np.frombuffer(piece, np.uint8)
        feeds = values == LINE_FEED
        self.feeds += int(np.count_nonzero(feeds))
        if b"\r" in piece:
            returns = values == RETURN
            self.returns += int(np.count_nonzero(returns))
            self.pairs += int(np.count_nonzero(returns[:-1] & feeds[1:]))
        self.pairs += self._last == b"\r" and piece[:1] == b"\n"
        self._last = piece[-1:]

    @property
    def lines(self) -> int:
        """How many lines there are; the last one need not have an end."""
        return self.feeds + self.returns - self.pairs + (self._last not in (b"", b"\n", b"\r"))

    @property
    def one_kind(self) -> bool:
        """Whether all lines end in a line feed alone, or all in a return and a feed."""
        return self.returns == self.pairs and self.returns in (0, self.feeds)
