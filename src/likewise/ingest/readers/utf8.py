"""Whether a stream of bytes is UTF-8, told at about the speed of reading it."""

import numpy as np
import pyarrow as pa

_LEAD_OF_TWO, _LEAD_OF_THREE, _LEAD_OF_FOUR, _FOLLOWS = 0xC0, 0xE0, 0xF0, 0x80


class Utf8Check:
    """Is a stream of pieces UTF-8?

    Attributes
    ----------
    seen
        Whether characters beyond ASCII were read.
    broke
        The piece that is no UTF-8, with the bytes of a character that was begun before it; None when there is none.
    """

    def __init__(self) -> None:
        self.seen = False
        self.broke: bytes | None = None
        self._begun = b""

    def feed(self, piece: bytes, final: bool) -> None:
        """Look at the next piece, or with `final` at the last one."""
        if self.broke is not None or (piece.isascii() and not self._begun):
            return
        whole = self._begun + piece
        cut = len(whole) if final else len(whole) - _begun(whole)
        if not _is_utf8(whole[:cut]):
            self.broke = whole
            return
        self.seen = self.seen or cut > 0
        self._begun = whole[cut:]


def _begun(piece: bytes) -> int:
    """How many bytes at a piece's end belong to a character that the next piece may complete."""
    for length, least in ((1, _LEAD_OF_TWO), (2, _LEAD_OF_THREE), (3, _LEAD_OF_FOUR)):
        byte = piece[-length] if length <= len(piece) else 0
        if byte >= _LEAD_OF_TWO:
            return length if byte >= least else 0
        if byte < _FOLLOWS:
            return 0
    return 0


def _is_utf8(piece: bytes) -> bool:
    # Arrow checks it several times as fast as Python decodes it.
    offsets = pa.py_buffer(np.array([0, len(piece)], np.int64))
    text = pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, pa.py_buffer(piece)])
    try:
        text.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True
