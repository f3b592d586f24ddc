"""A table as a tool writes it: headers, cells, and which canonical column each of them tells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from benchmarks.shapes import numbers, times
from benchmarks.shapes.names import NameDrawer

Cell = str | int | float | bool | datetime | None
Said = list[Any]

LONG_NUMBER = 15
"""Digits: a spreadsheet keeps no more of a number, so longer ids are texts there."""


@dataclass(frozen=True)
class Column:
    """A column: its header, its cells from top to bottom, and the canonical columns it tells, as `events.actor`."""

    header: str
    cells: Sequence[Cell]
    means: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table: its name (of a file, a sheet or a database's table) and its columns."""

    name: str
    columns: Sequence[Column]

    @property
    def headers(self) -> list[str]:
        """The headers from left to right."""
        return [column.header for column in self.columns]

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows from top to bottom."""
        return list(zip(*(column.cells for column in self.columns), strict=True))

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as objects."""
        return [dict(zip(self.headers, row, strict=True)) for row in self.rows]

    def filled(self, sign: Cell) -> "Sheet":
        """Return the sheet with a sign where a value is missing."""
        columns = [replace(one, cells=[sign if cell is None else cell for cell in one.cells]) for one in self.columns]
        return replace(self, columns=columns)

    def meanings(self) -> Mapping[str, list[str]]:
        """Return the headers by the canonical column that they tell."""
        found: dict[str, list[str]] = {}
        for column in self.columns:
            for meaning in column.means:
                found.setdefault(meaning, []).append(column.header)
        return found


@dataclass(frozen=True)
class Style:
    """What one bringer's files have in common: language, numbers, times, zone, what is missing, and the container."""

    language: str
    numbers: str
    times: times.TimeStyle
    told: str | None
    missing: Cell
    container: str
    names: str
    prefix: str

    @property
    def typed(self) -> bool:
        """Whether the container has numbers (and not texts alone)."""
        return self.container not in {"csv", "zip", "folder"}


@dataclass
class Builder:
    """Builds one sheet column by column; what a column's cells say (rounded, cut to the minute) is returned."""

    rng: Random
    style: Style
    name: str
    names: NameDrawer = field(init=False)
    columns: list[Column] = field(default_factory=list)
    doubtful: bool = False
    """Whether day and month of a column could be swapped in the whole table."""

    def __post_init__(self) -> None:
        self.names = NameDrawer(self.rng, self.style.language, self.style.names, self.style.prefix)

    def ids(self, meaning: str, values: Iterable[str | None], *means: str, header: str | None = None) -> str:
        """Add ids; digits stand as numbers in some containers. Returns the header."""
        listed: list[Cell] = list(values)
        if self.style.typed and self.rng.random() < 0.6 and all(_number(one, self.style.container) for one in listed):
            listed = [None if one is None else int(str(one)) for one in listed]
        return self.add(header if header is not None else self.names.draw(meaning), listed, *means)

    def texts(self, meaning: str, values: Iterable[str | None], *means: str, header: str | None = None) -> str:
        """Add texts as they are. Returns the header."""
        return self.add(header if header is not None else self.names.draw(meaning), list(values), *means)

    def counts(self, meaning: str, values: Iterable[int | None], *means: str, style: str | None = None) -> Said:
        """Add counts in the table's style of numbers, and return the numbers that they say."""
        cells, said = numbers.column(self.rng, list(values), style or self.style.numbers, self.style.typed)
        self.add(self.names.draw(meaning), cells, *means)
        return list(said)

    def times(
        self, meaning: str, values: Iterable[datetime | None], *means: str, style: times.TimeStyle | None = None
    ) -> Said:
        """Add moments in the table's style of times, and return the moments (UTC) that they say."""
        chosen = style or self.style.times
        listed = list(values)
        cells, said = times.column(self.rng, listed, chosen, self.style.told)
        self.doubtful = self.doubtful or times.ambiguous(listed, chosen, self.style.told)
        self.add(self.names.draw(meaning), cells, *means)
        return list(said)

    def add(self, header: str, cells: Sequence[Cell], *means: str) -> str:
        """Add a column, and return its header."""
        self.columns.append(Column(header, cells, means))
        return header

    def sheet(self, shuffled: float = 0.25) -> Sheet:
        """Return the sheet; in some the order of the columns is shuffled."""
        if self.rng.random() < shuffled:
            self.rng.shuffle(self.columns)
        return Sheet(self.name, self.columns)


def _number(value: Cell, container: str) -> bool:
    text = str(value)
    plain = value is None or (text.isdigit() and not (text.startswith("0") and len(text) > 1))
    return plain and (container != "xlsx" or value is None or len(text) <= LONG_NUMBER)


def maybe(rng: Random, values: Sequence[Any], share: float) -> list[Any]:
    """Return the values with a share of them missing."""
    return [None if rng.random() < share else value for value in values]


def each(rows: Sequence[Any], of: Callable[[Any], Any]) -> list[Any]:
    """Return one value of each row."""
    return [of(row) for row in rows]


def utc(year: int, month: int, day: int) -> datetime:
    """Return a day's beginning in UTC."""
    return datetime(year, month, day, tzinfo=UTC)
