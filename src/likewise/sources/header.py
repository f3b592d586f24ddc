"""Which of a table's first rows is its header: exports put notices above it, and people delete them."""

from collections.abc import Iterable, Sequence

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


def header_at(rows: Sequence[Sequence[str]], words: frozenset[str]) -> tuple[int, int]:
    """Which of the rows (those with anything in them) is the header, counted from 0, and how many names it holds.

    A merged notice repeats one text in each of its cells, so that a name counts once a row.
    """
    scores = [(len({plain(cell) for cell in cells} & words), -i) for i, cells in enumerate(rows[:HEADER_ROWS])]
    names, place = max(scores)
    return (-place if names >= FEW_NAMES else 0), names


def unique(names: Iterable[str]) -> list[str]:
    """Column names without outer spaces; those that repeat or are empty are told apart by their places."""
    bare = [name.strip() for name in names]
    return [name if name and bare.count(name) == 1 else numbered(name, i) for i, name in enumerate(bare)]
