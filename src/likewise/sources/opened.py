"""A table that a door has opened: its columns are known, its rows are still where they lie.

What the doors hand to `batch`. The rows come over as a raw relation: file, line, and one column
`raw_<canonical>` for each match; text doors add `problem` and `excerpt` for lines that are no row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from likewise.engine import Literal
from likewise.errors import InputError
from likewise.ingest.match.aliases import plain
from likewise.sources.plaintext import PlainText
from likewise.sources.reading import Assumption


@dataclass(frozen=True)
class SourceColumn:
    """A column as the source names it, and its DuckDB type."""

    name: str
    type: str


@dataclass(frozen=True)
class Opened:
    """What every door knows about a table it has opened.

    `maybe` says that it is one of several in a container, and is left out when it is no table that is known.
    """

    shown: str
    format: str
    columns: tuple[SourceColumn, ...]
    compression: str | None = None
    table: str | None = None
    assumptions: tuple[Assumption, ...] = ()
    maybe: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The source's column names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names of the columns themselves, without the paths into objects that some of them hold."""
        return self.names

    @property
    def inside(self) -> frozenset[str]:
        """The dotted names of what objects in the columns hold."""
        return frozenset(self.names) - frozenset(self.own_names)

    @property
    def plain_names(self) -> frozenset[str]:
        """The columns' own names without case, spaces and punctuation."""
        return frozenset(plain(name) for name in self.own_names)


@dataclass(frozen=True)
class Unread(Opened):
    """A part of a file, an archive or a database that no door could open: it is named and left out, with why."""

    because: InputError | None = None


@dataclass(frozen=True)
class Columnar(Opened):
    """Typed columns that can be scanned again and again where they lie.

    `scan` is a FROM clause whose columns are named c0, c1, … in order; `line` is the expression
    for a row's line in it, counted from 1; `params` fill the scan's `$name`s. Where there is a `fetch`, the scan has
    only the table's first rows until it is called. `count` tells how many rows there are where that costs less than to
    scan them.
    """

    scan: str = ""
    line: str = ""
    params: Mapping[str, Literal] = field(default_factory=dict)
    fetch: Callable[[], None] | None = None
    count: Callable[[], int] | None = None


@dataclass(frozen=True)
class Delimited(Opened):
    """A CSV or TSV file: plain lines, the delimiter, and how many lines stand above the first row."""

    text: PlainText = field(default=PlainText(Path(), 0, False, "utf-8", False))
    delimiter: str = ","
    above: int = 1


@dataclass(frozen=True)
class Documents(Opened):
    """JSON objects, one a row, that already stand on the engine in the table `staged` (line, text).

    `columns` are the fields of the objects (`top`), and the single values in objects inside them, named with dots;
    `pointers` says where each lies.
    """

    staged: str = ""
    damaged: bool = False
    pointers: Mapping[str, str] = field(default_factory=dict)
    top: tuple[str, ...] = ()

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names of the objects' own fields."""
        return self.top
