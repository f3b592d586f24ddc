"""Which of a table's first rows is its header: exports put notices above it, and people delete them."""

import re
from collections.abc import Iterable, Sequence

from likewise.errors import InputError
from likewise.ingest.match.aliases import CLAIMS, numbered, plain
from likewise.ingest.match.wishes import Wish
from likewise.sources.known import known_words
from likewise.tables import TABLES

HEADER_ROWS = 5
"""Exports put notices above the header; it is looked for in this many first records."""

FEW_NAMES = 2
"""A row below the first is the header only if it holds this many known names; one may be a value."""

_NAMES = {name for claims in CLAIMS.values() for name in claims} | {
    plain(name) for table in TABLES.values() for name in table.names
}
"""Every column name that is declared of our own tables, in plain writing."""


def header_words(wished: Sequence[Wish]) -> frozenset[str]:
    """Every column name that is known, in plain writing: what a header is told by."""
    return known_words() | _NAMES | {plain(wish.source) for wish in wished}


def header_at(rows: Sequence[Sequence[str]], words: frozenset[str], *, cells: bool = False) -> tuple[int, int]:
    """Which of the rows (those with anything in them) is the header, counted from 0, and how many names it holds.

    A merged notice repeats one text in each of its cells, so that a name counts once a row. Of a sheet's `cells`,
    a notice above names that nobody knows is told by its filling a single one.
    """
    first = rows[:HEADER_ROWS]
    scores = [(len({plain(cell) for cell in row} & words), -i) for i, row in enumerate(first)]
    names, place = max(scores)
    if names >= FEW_NAMES:
        return -place, names
    if not cells:
        return 0, names
    filled = [len({cell for cell in row if cell.strip()}) for row in first]
    below = next((i for i, number in enumerate(filled) if number > 1), 0)
    return (below if max(filled) > FEW_NAMES else 0), names


def require_names(names: Iterable[str], shown: str) -> None:
    """Raise InputError where a row that stands for the header holds a moment or a long id, and so is no header."""
    if any(_VALUE.fullmatch(name.strip()) for name in names):
        raise InputError.of("reading.no_header", shown=shown)


_VALUE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T_]\d{1,2}:\d{2}.*|\d{9,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[0-9a-f]{24}",
    re.IGNORECASE,
)
"""What no column is called: a moment, a long number, a UUID, an id of 24 figures to the base of 16."""


def unique(names: Iterable[str]) -> list[str]:
    """Column names without outer spaces; those that repeat or are empty are told apart by their places."""
    bare = [name.strip() for name in names]
    return [name if name and bare.count(name) == 1 else numbered(name, i) for i, name in enumerate(bare)]
