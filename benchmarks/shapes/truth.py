"""What a file really says, as a careful person could tell from the file, its name and its folder alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from benchmarks.shapes.sheet import Sheet

Row = dict[str, Any]
Expected = Literal["read", "refuse", "either"]
"""`read`: it can be told; `refuse`: there is nothing to read; `either`: it can't be told, so refused or told."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "events": ("actor", "author", "post", "kind", "time", "text", "dwell_s", "completion"),
    "posts": (
        "post", "author", "time", "text", "format", "duration_s", "impressions", "views", "completion_rate",
        "avg_watch_s", "likes", "comments", "reposts", "saves", "new_follows",
    ),
    "accounts": ("account", "name", "followers", "following", "created", "category"),
}  # fmt: skip
"""The canonical tables that are judged, and their columns."""

CORE: Mapping[str, frozenset[str]] = {
    "events": frozenset({"actor", "post", "kind", "time"}),
    "posts": frozenset({"post"}),
    "accounts": frozenset({"account"}),
}
"""What may not be left empty where the file says it; any other column may, if that is told."""


class OneOf(tuple[Any, ...]):
    """Values that are all right, such as a title or the words beneath it; None among them: may be left empty."""


@dataclass
class Truth:
    """What a file says.

    Parameters
    ----------
    expected
        Whether it can be read at all.
    events, posts, accounts
        The rows of the canonical tables; a missing key is an empty cell.
    demanded
        The tables that have to come out; another table may, if what it says is right.
    people, post_names
        Other names that the file has for the same people or posts (an address for an id): each a whole table of names.
    posts_named
        Whether the file names its posts; if not, any distinct ids will do.
    """

    expected: Expected = "read"
    events: list[Row] = field(default_factory=list)
    posts: list[Row] = field(default_factory=list)
    accounts: list[Row] = field(default_factory=list)
    demanded: tuple[str, ...] = ("events",)
    people: list[Mapping[str, str]] = field(default_factory=list)
    post_names: list[Mapping[str, str]] = field(default_factory=list)
    posts_named: bool = True

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a canonical table."""
        found: list[Row] = getattr(self, table)
        return found


@dataclass
class Case:
    """One input: its sheets and how they are packed, what they say, and what its bringer tells beside it.

    `document` is what a JSON container holds where that isn't a list of rows; `stem` the file's name without its end.
    """

    archetype: str
    sheets: Sequence[Sheet]
    truth: Truth
    container: str
    stem: str
    timezone: str | None = None
    document: Any = None
    extra_files: Mapping[str, str] = field(default_factory=dict)
    missing: Any = None

    def headers(self, canonical: str) -> list[str]:
        """Return the headers that tell a canonical column, as `events.actor`."""
        return [header for sheet in self.sheets for header in sheet.meanings().get(canonical, [])]
