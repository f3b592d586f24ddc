"""What a reading of the data tells: the files, how their columns were matched, the rows, what is missing.

Small frozen records that cross to the other rooms; the rows themselves stay on the engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from likewise.errors import LikewiseError
from likewise.sources.reasons import ASSUMPTIONS
from likewise.text import Lang


@dataclass(frozen=True)
class ColumnMatch:
    """A source column and the canonical column it is read as."""

    source: str
    canonical: str


@dataclass(frozen=True)
class Assumption:
    """Something the data did not say: a key of ASSUMPTIONS, with the values its sentence names."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The English sentence."""
        return ASSUMPTIONS[self.key].format(**self.values)


@dataclass(frozen=True)
class LeftOut:
    """A file or table that lay beside others and was not read, and why, where that is known."""

    name: str
    why: LikewiseError | None = None

    def in_words(self, lang: Lang) -> str:
        """Return the file's name, and why it was not read, in one language."""
        if self.why is None:
            return self.name
        said = self.why.in_words(lang)
        return said if self.name in said else f"{self.name}: {said}"


@dataclass(frozen=True)
class Rows:
    """How many rows were read, and how many of them were used and set aside."""

    read: int = 0
    used: int = 0
    rejected: int = 0

    def __add__(self, other: "Rows") -> "Rows":
        return Rows(self.read + other.read, self.used + other.used, self.rejected + other.rejected)


@dataclass(frozen=True)
class SourceFile:
    """One file (or frame, or database table) and what it was read as.

    `recognised_by` is `name`, `columns`, `given` (the caller said so) or `recognised`: the file carries the
    `signature` (column names) of the known `source`, in which `cannot` (keys of GAPS) can't be seen. `helping` are
    columns that become nothing, but by which rows are joined or set aside. `resembles` is the known source that a
    file all but is: it lacks the columns `lacking`. `compression`, `encoding` and `delimiter` are None where the
    format has none. `zone` is the zone that the known source declares for its times, `own` says
    that it holds nobody's posts but one's own.
    """

    path: str
    format: str
    table: str
    recognised_by: str
    matches: tuple[ColumnMatch, ...]
    unused: tuple[str, ...]
    assumptions: tuple[Assumption, ...] = ()
    rows: Rows = Rows()
    compression: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    source: str | None = None
    signature: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    helping: tuple[str, ...] = ()
    resembles: str | None = None
    lacking: tuple[str, ...] = ()
    zone: str | None = None
    own: bool = False


@dataclass(frozen=True)
class Reading:
    """A whole reading.

    `rows` has an entry for each of events, posts and accounts; `present` and `missing` hold
    `table.column` names, where a column without a single usable value counts as missing;
    `assumptions` are those of all files, each once, and those about the tables together; `ignored` lists what lay
    in a folder or a database and was not read, with why; `left_out` counts the events that lay before the time
    asked for, in sources that tell it without being read; `zone` is the time zone whose days and weekdays the
    data's are.
    """

    files: tuple[SourceFile, ...]
    rows: Mapping[str, Rows]
    present: frozenset[str]
    missing: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    ignored: tuple[LeftOut, ...]
    left_out: int = 0
    zone: str = "UTC"
