"""How tools write counts: plain, with thousands marks of several countries, and rounded to K, M or 万.

Each style gives the cell and the number that the cell says, as rounding loses digits.
"""

from collections.abc import Callable, Mapping
from random import Random

Cell = str | int | float | bool | None

PLAIN, COMMA, DOT, BLANK, APOSTROPHE, WAN, KILO = "plain", "comma", "dot", "blank", "apostrophe", "wan", "kilo"

BLANKS = (" ", "\u00a0", "\u202f")
"""A plain blank, one that doesn't break, and a narrow one: France, Sweden and spreadsheets use all three."""


def _marked(mark: str) -> Callable[[int], tuple[str, int]]:
    return lambda count: (f"{count:,}".replace(",", mark), count)


def _rounded(count: int, unit: int, sign: str) -> tuple[str, int]:
    """The count in units with one decimal, without a zero decimal: 12000 is 1.2万, 20000 is 2万."""
    tenths = round(count * 10 / unit)
    whole, part = divmod(tenths, 10)
    return (f"{whole}.{part}{sign}" if part else f"{whole}{sign}"), tenths * unit // 10


def _wan(count: int) -> tuple[str, int]:
    return (str(count), count) if count < 10_000 else _rounded(count, 10_000, "万")


def _kilo(count: int) -> tuple[str, int]:
    if count < 1000:
        return str(count), count
    return _rounded(count, 1000, "K") if count < 1_000_000 else _rounded(count, 1_000_000, "M")


WRITTEN: Mapping[str, Callable[[int], tuple[str, int]]] = {
    PLAIN: lambda count: (str(count), count),
    COMMA: _marked(","),
    DOT: _marked("."),
    BLANK: _marked(" "),
    APOSTROPHE: _marked("'"),
    WAN: _wan,
    KILO: _kilo,
}
"""A count in each style: the cell, and the number that it says."""

BY_LANGUAGE: Mapping[str, Mapping[str, int]] = {
    "en": {PLAIN: 60, COMMA: 20, KILO: 20},
    "zh": {PLAIN: 55, WAN: 35, COMMA: 10},
    "de": {PLAIN: 40, DOT: 45, APOSTROPHE: 15},
    "es": {PLAIN: 45, DOT: 40, BLANK: 15},
    "pt": {PLAIN: 50, DOT: 40, BLANK: 10},
    "ja": {PLAIN: 60, COMMA: 30, WAN: 10},
}
"""How often each style is drawn, by the table's language."""


def draw_style(rng: Random, language: str) -> str:
    """Return a style as tables of that language have it."""
    weights = BY_LANGUAGE[language]
    return rng.choices(list(weights), list(weights.values()))[0]


def column(rng: Random, counts: list[int | None], style: str, as_numbers: bool) -> tuple[list[Cell], list[int | None]]:
    """Return the cells of a column of counts and the numbers that they say; numbers as numbers where the style allows.

    A count of None stays None: what stands for a missing value is the table's matter.
    """
    blank = rng.choice(BLANKS)
    cells: list[Cell] = []
    said: list[int | None] = []
    for count in counts:
        if count is None:
            cells.append(None)
            said.append(None)
            continue
        written, number = WRITTEN[style](count)
        cells.append(number if style == PLAIN and as_numbers else written.replace(" ", blank))
        said.append(number)
    return cells, said
