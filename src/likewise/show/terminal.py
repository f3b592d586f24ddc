"""Text from the data on a terminal: it is shown, and drives nothing."""

from typing import Any

from likewise.show.numerals import NARROW, NOTHING


def plain(value: Any) -> str:
    """A value from the data as one line of text: control characters become a visible mark."""
    if value is None:
        return NOTHING
    return "".join(letter if letter.isprintable() or letter == NARROW else "\ufffd" for letter in str(value))
