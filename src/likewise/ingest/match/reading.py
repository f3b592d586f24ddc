"""The ways to read a table: what a row of it is, and as which canonical table it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from likewise.tables import ACCOUNTS, DROPS, EVENTS, POSTS, TABLES, Table


@dataclass(frozen=True)
class TableReading:
    """What a row of a table is.

    Parameters
    ----------
    name
        The word that `--as` takes: `likes`, `posts`, …
    table
        The canonical table that its rows go to.
    kind
        What every event is; empty where a column says it, and for tables that hold no events.
    """

    name: str
    table: Table
    kind: str = ""


_EVERY = (
    TableReading("likes", EVENTS, "like"),
    TableReading("comments", EVENTS, "comment"),
    TableReading("reposts", EVENTS, "repost"),
    TableReading("saves", EVENTS, "save"),
    TableReading("views", EVENTS, "view"),
    TableReading("follows", EVENTS, "follow"),
    TableReading("events", EVENTS),
    TableReading("posts", POSTS),
    TableReading("accounts", ACCOUNTS),
    TableReading("drops", DROPS),
)

READINGS: Mapping[str, TableReading] = {one.name: one for one in _EVERY}
"""Every way to read a table, by the word that `--as` takes."""


def reading_of(table: str, kind: str | None = None) -> TableReading:
    """Return the reading of a canonical table whose events are all of one kind, or of several.

    Examples
    --------
    >>> reading_of("events", "comment").name, reading_of("posts").name
    ('comments', 'posts')
    """
    for one in _EVERY:
        if one.table.name == table and one.kind == (kind or ""):
            return one
    return TableReading(f"{kind or table}", TABLES[table], kind or "")
