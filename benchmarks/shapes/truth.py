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


class _Anything:
    """A value that nobody could tell, so that any will do."""

    def __repr__(self) -> str:
        return "anything"


ANYTHING = _Anything()


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
    may_also
        Events that may be read or set aside: nobody could tell.
    must_tell
        Columns (as `events.time`) of which something has to be said if the file is read at all.
    """

    expected: Expected = "read"
    events: list[Row] = field(default_factory=list)
    posts: list[Row] = field(default_factory=list)
    accounts: list[Row] = field(default_factory=list)
    demanded: tuple[str, ...] = ("events",)
    people: list[Mapping[str, str]] = field(default_factory=list)
    post_names: list[Mapping[str, str]] = field(default_factory=list)
    posts_named: bool = True
    may_also: list[Row] = field(default_factory=list)
    must_tell: tuple[str, ...] = ()

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a canonical table."""
        found: list[Row] = getattr(self, table)
        return found


@dataclass
class Case:
    """One input: its sheets and how they are packed, what they say, and what its bringer tells beside it.

    `origin` is whose header it has, if a tool's; `labels` are headers by what they tell, where sheets don't show it;
    `local_zone` is a zone that times without one may be taken for, if that is told (where the bringer tells none);
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
    origin: str = ""
    labels: Mapping[str, list[str]] = field(default_factory=dict)
    local_zone: str | None = None

    def headers(self, canonical: str) -> list[str]:
        """Return the headers that tell a canonical column, as `events.actor`."""
        shown = [header for sheet in self.sheets for header in sheet.meanings().get(canonical, [])]
        return self.labels.get(canonical, shown)
