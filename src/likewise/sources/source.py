"""What an opened source is: a known one, told by its columns, or a table matched column by column.

Stands between `doors`, which open files one by one, and `batch`, which reads those that are alike together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from likewise.errors import MappingError
from likewise.ingest.match import (
    Asked,
    Columns,
    Decision,
    TableValues,
    UnreadTableError,
    columns_of,
    decide,
    reading_of,
)
from likewise.ingest.match.hints import hint_of
from likewise.ingest.match.wishes import Wish, forbid_parts, multiples, percents, wished_column
from likewise.sources.known import EVERY, Known, Part, Signature, known_as, nearest
from likewise.sources.locate import Place
from likewise.sources.opened import Delimited, Documents, Opened
from likewise.sources.sampled import SAMPLE_ROWS
from likewise.tables import EVENTS, TABLES, Table


class Look(Protocol):
    """Describes the values of an opened table's columns."""

    def __call__(self, opened: Opened, rows: int, first: TableValues | None = None) -> TableValues:
        """Describe so many rows; `first` is what was found in the first of them, if that is known."""
        ...


CHINA = "Asia/Shanghai"
"""The zone in which tools with Chinese column names write times, unless the user says otherwise."""

MORE_ROWS, MORE_CELLS = 50_000, 500_000
"""How much of a table is looked at once more before it is refused, rows and cells at most."""

RECOGNISED = "recognised"
"""How a file was told that carries a known source's signature."""


@dataclass(frozen=True)
class Source:
    """An opened source with what it was recognised as and how its columns were matched.

    `matches` is canonical column to source column; of a known source, field to source column, and the columns that the
    user has said otherwise under the names of `told_field`. `zone` is the one that its column names' language suggests
    for times that name none. `telling` is the column that tells the `kind` of every
    event, where one does. `by_values` are canonical columns that were told by the values of a column, whose name says
    nothing. `percent` are the canonical columns that header or mapping call percent, `multiples` the counts
    of which the header says of how many each they are. `changed` is when
    its file was last changed, µs.
    """

    opened: Opened
    recognised_by: str
    matches: dict[str, str]
    table: Table | None = None
    kind: str = ""
    telling: str = ""
    by_values: frozenset[str] = frozenset()
    percent: frozenset[str] = frozenset()
    multiples: tuple[tuple[str, int], ...] = ()
    known: Known | None = None
    signature: Signature = EVERY
    changed: int | None = None
    zone: str | None = None

    @property
    def likeness(self) -> tuple[object, ...]:
        """What sources must share to be read together, so that a column is decided on once for all."""
        if self.known:
            return (self.known.name,)
        types = {column.name: column.type for column in self.opened.columns}
        door = "text" if isinstance(self.opened, Delimited) else type(self.opened).__name__
        matched = tuple((name, source, types.get(source, "JSON")) for name, source in self.matches.items())
        said = (self.kind, self.telling, self.by_values, self.percent, self.multiples, self.zone)
        return self.table.name if self.table else "", door, said, matched

    @property
    def dotted(self) -> bool:
        """Whether its numbers have dots between thousands; a workbook's are numbers and have none."""
        return self.signature.dotted and isinstance(self.opened, Delimited)

    @property
    def is_of_events(self) -> bool:
        """Whether all of its rows are events."""
        return self.table is EVENTS

    @property
    def parts(self) -> tuple[Part, ...]:
        """What comes out of a known source's file."""
        return _carried(self.known, self.opened) if self.known else ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that come out of it."""
        return (self.table,) if self.table else tuple(TABLES[part.table] for part in self.parts)

    def told(self, part: Part) -> dict[str, str]:
        """The canonical columns of a part of a known source that the user has told, each with its field."""
        fields = {name: told_field(part.table, name) for name in TABLES[part.table].names}
        return {name: one for name, one in fields.items() if one in self.matches}


def told_field(table: str, canonical: str) -> str:
    """The field of a known source's file that holds what the user says a canonical column is."""
    return f"told_{table}_{canonical}"


def recognised(place: Place, opened: Opened, wished: Sequence[Wish], look: Look) -> Source:
    """Return what an opened source is: a known one by its columns, or a table decided on by names and values.

    What the user has said of columns counts before what a known source declares.

    Parameters
    ----------
    place, opened
        Where the table stands, and the table.
    wished
        The user's mapping.
    look
        Describes the values of an opened table's columns.

    Raises
    ------
    MappingError
        When the columns don't make a table.
    """
    # What Spark reads where it lies is matched column by column: known sources are brought over by the doors.
    known_here = place.lake is None and place.read_as is None
    found = known_as(opened.own_names, opened.inside) if known_here else None
    if place.source and (found is None or found[0].name != place.source):
        raise MappingError.of("matching.not_recorded", shown=opened.shown, source=place.source)
    if found is not None:
        return _known(opened, *found, wished)
    try:
        return _matched(place, opened, wished, look)
    except MappingError as error:
        if (near := nearest(opened.own_names, opened.inside)) is None:
            raise
        raise _resembling(error, *near) from error


def _resembling(error: MappingError, known: Known, lacking: Sequence[str]) -> MappingError:
    """The error with the known source that the file looks like, as a file that was exported whole would be known."""
    said = UnreadTableError.of(
        "matching.resembles",
        error=error,
        title=known.title,
        lacking=tuple(f"`{name}`" for name in lacking),
    )
    said.proposals = getattr(error, "proposals", ())
    return said


def _known(opened: Opened, known: Known, signature: Signature, wished: Sequence[Wish]) -> Source:
    held = known.found(opened.own_names, opened.inside)
    if not isinstance(opened, Documents):
        # Only JSON can be reached into: elsewhere `user.id` is a column of that name, or nothing.
        held = {field: name for field, name in held.items() if name in opened.names}
    told: dict[str, str] = {}
    for part in _carried(known, opened):
        claimed = _told(part, held, opened, wished)
        if not isinstance(opened, Documents):
            forbid_parts(claimed, opened.names, opened.shown)
        told |= {told_field(part.table, name): column for name, column in claimed.items()}
    return Source(opened, RECOGNISED, {**held, **told}, known=known, signature=signature)


def _carried(known: Known, opened: Opened) -> tuple[Part, ...]:
    return tuple(part for part in known.parts if part.when.fits(opened.plain_names))


def _told(part: Part, held: Mapping[str, str], opened: Opened, wished: Sequence[Wish]) -> dict[str, str]:
    """The canonical columns of a part that the user says are another column than the source declares."""
    told: dict[str, str] = {}
    for wish in sorted(wished, key=lambda wish: wish.table is None, reverse=True):
        if wish.is_for(TABLES[part.table]) and (column := wished_column(wish, opened.names)) is not None:
            told[wish.canonical] = column
    return {name: column for name, column in told.items() if held.get(part.columns.get(name, "")) != column}


def _matched(place: Place, opened: Opened, wished: Sequence[Wish], look: Look) -> Source:
    asked = _asked(place, opened, wished)
    columns = _columns(opened, wished, look(opened, SAMPLE_ROWS))
    try:
        decision = decide(columns, asked)
    except UnreadTableError:
        # Whether a post comes again shows in more rows, where there are many posts.
        if columns.rows < SAMPLE_ROWS:
            raise
        rows = min(MORE_ROWS, MORE_CELLS // len(opened.names))
        columns = _columns(opened, wished, look(opened, rows, columns.values))
        decision = decide(columns, asked)
    table, matches = decision.reading.table, dict(decision.matches)
    if not isinstance(opened, Documents):
        forbid_parts(matches, opened.names, opened.shown)
    return Source(
        opened,
        decision.by,
        matches,
        table,
        "" if "kind" in matches else decision.reading.kind,
        _telling(decision, matches),
        decision.by_values,
        percents(table, matches, opened.names, wished),
        multiples(table, matches),
        zone=CHINA if columns.is_chinese else None,
    )


def _telling(decision: Decision, matches: Mapping[str, str]) -> str:
    """The column that tells what every event is; nothing where a column says it row by row, or where it is assumed."""
    if decision.by != "columns" or "kind" in matches or decision.reading.kind in {"", "like"}:
        return ""
    return decision.because[0] if decision.because else ""


def _columns(opened: Opened, wished: Sequence[Wish], values: TableValues) -> Columns:
    mapped = [column for wish in wished if (column := wished_column(wish, opened.names)) is not None]
    lists = set(opened.own_names) - {name.partition(".")[0] for name in opened.names}
    return columns_of(opened.shown, opened.names, values, mapped, lists)


def _asked(place: Place, opened: Opened, wished: Sequence[Wish]) -> Asked:
    """What is known of the table besides its columns."""
    here = tuple(wish for wish in wished if wished_column(wish, opened.names) is not None)
    given = place.table if place.frame is not None else None
    # A list in a file has a name of its own, as `posts.json:comments`.
    named = place.table if not given and opened.shown == place.shown else None
    hint = reading_of(named) if named else hint_of(opened.shown)
    if opened.table:
        hint = reading_of(opened.table)
    return Asked(opened.shown, place.read_as, given, hint, here, beside=place.maybe or opened.maybe)
