"""What a column's values look like: counted on a sample, by the same rules by which cells are read.

Every value is looked at as text. Shares are of the values that are there; signs for "no value" count as not there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc

from likewise.engine import DuckDBEngine, sql_text
from likewise.engine.face import literal
from likewise.ingest.match.kinds import MOST_KINDS, known_kinds
from likewise.ingest.validate import durations, moments, numbers, votes
from likewise.ingest.validate.dates import Order
from likewise.ingest.validate.nobody import SIGNS
from likewise.ingest.validate.relative import BEFORE_NOW

MOST = 0.8
"""Share of a column's values that must be of a form for the column to be of it; the rest are mistakes or signs."""

HALF = 0.5

LONG_CODE = 12
"""Mean length from which words with digits and without blanks are ids, characters."""

SOME_MISTAKEN = 0.1
"""Share of values up to which a second value beside them is a mistake."""

SOME_PACKED = 0.3
"""Share of values with three parts or more from which cells hold lists, of which some are shorter."""

FEW_ROWS = 3
"""With fewer rows, that a value repeats or never repeats says nothing."""


@dataclass(frozen=True)
class ColumnValues:
    """How many of a column's values are what.

    Parameters
    ----------
    rows
        Rows of the sample.
    filled
        Values that are there.
    distinct
        Different values.
    numbers, whole, negative
        Values that can be read as a number; as digits alone; that are below zero.
    dated, since_1970, clocked, clocks, relative
        Written-out times; numbers as large as seconds (or milliseconds …) since 1970 are today; with a time of day; a
        time of day alone; times before now, as `2h ago` and `昨天`.
    links, hosts
        Addresses, and the different servers in them.
    spaced, prose
        With white space or longer than a name; with three words or more, or a sentence's marks.
    nested, kinds, formats, flags, digits, shares, percents, durations, zeros, directions, votes, refusals, states
        JSON lists and objects; words for kinds of events, for formats of posts, for yes and no; with a digit; numbers
        from 0 to 1; with a percent sign; lengths of time; noughts; words for votes for and against; such words that
        mean nothing else; words for a decision against something; words for acts that still hold or were taken back.
    paths, packed
        Two names with a slash between; three words or more with signs between.
    letters
        Mean length, characters.
    row_number
        Whether the values are the rows' numbers, from 0 or 1 on.
    """

    name: str
    rows: int
    filled: int = 0
    distinct: int = 0
    numbers: int = 0
    whole: int = 0
    negative: int = 0
    dated: int = 0
    since_1970: int = 0
    clocked: int = 0
    clocks: int = 0
    relative: int = 0
    links: int = 0
    hosts: int = 0
    spaced: int = 0
    prose: int = 0
    nested: int = 0
    kinds: int = 0
    formats: int = 0
    flags: int = 0
    digits: int = 0
    shares: int = 0
    percents: int = 0
    durations: int = 0
    zeros: int = 0
    directions: int = 0
    votes: int = 0
    refusals: int = 0
    states: int = 0
    paths: int = 0
    packed: int = 0
    letters: float = 0.0
    row_number: bool = False

    def mostly(self, counted: int) -> bool:
        """Return whether most of the values are of a form, of which `counted` are."""
        return self.filled > 0 and counted >= MOST * self.filled

    @property
    def told(self) -> int:
        """How many rows have a value that, as an id, is of something: 0 and -1 stand for nothing."""
        return self.filled - self.zeros - self.negative

    @property
    def unique(self) -> bool:
        """Whether every row has a value of its own."""
        return self.filled >= FEW_ROWS and self.filled == self.rows and self.distinct == self.filled

    @property
    def repeats(self) -> bool:
        """Whether some value stands in several rows."""
        return self.distinct < self.filled

    @property
    def constant(self) -> bool:
        """Whether all rows have the same value."""
        return self.filled >= FEW_ROWS and self.distinct == 1

    @property
    def empty(self) -> bool:
        """Whether no row has a value."""
        return self.filled == 0

    @property
    def is_flag(self) -> bool:
        """Whether the values are yes and no, or 1 and 0, which tell neither a person nor a thing."""
        return self.filled > 0 and self.flags == self.filled

    @property
    def is_time(self) -> bool:
        """Whether the values can be read as times."""
        return self.mostly(self.dated + self.since_1970)

    @property
    def is_number(self) -> bool:
        """Whether the values can be read as numbers."""
        return self.mostly(self.numbers)

    @property
    def is_link(self) -> bool:
        """Whether the values are addresses."""
        return self.mostly(self.links)

    @property
    def is_code(self) -> bool:
        """Whether the values are long words with digits, as ids are, which nobody writes."""
        return self.mostly(self.digits) and not self.spaced and self.letters >= LONG_CODE and not self.is_link

    @property
    def is_packed(self) -> bool:
        """Whether cells hold lists, as `ana|ben|cleo`, which tell neither one person nor one thing."""
        return self.packed >= SOME_PACKED * self.filled > 0 and not self.is_link and not self.is_number

    @property
    def is_prose(self) -> bool:
        """Whether the values are sentences, which no id, name, number or time with its zone is."""
        said = self.filled > 0 and self.prose >= HALF * self.filled
        return said and not self.is_link and not self.mostly(self.dated)


@dataclass(frozen=True)
class TableValues:
    """The values of all columns of a table.

    `same` are the pairs of columns that hold the same values in all rows; `paired` those of which each value of one
    always stands with one value of the other, as a person's id does with their name. `sample` are the rows themselves.
    """

    columns: Mapping[str, ColumnValues]
    same: frozenset[frozenset[str]] = frozenset()
    paired: frozenset[frozenset[str]] = frozenset()
    sample: pa.Table | None = None

    def __getitem__(self, name: str) -> ColumnValues:
        """The values of a column; of one that no sample has, none."""
        return self.columns.get(name, ColumnValues(name, 0))

    def at_odds(self, one: str, other: str) -> bool:
        """Whether many values of one column stand with several of another: of what each has one, this is none.

        A post has one author; in some rows another may stand by mistake.
        """
        if self.sample is None or not self[one].repeats:
            return False
        both = _beside(self.sample, one, other).group_by(["a", "b"]).aggregate([])
        both = both.filter(pc.invert(pc.is_in(both.column("b"), _NOBODY)))
        counted = both.group_by(["a"]).aggregate([("b", "count")]).column("b_count")
        several: int = pc.sum(pc.greater(counted, 1)).as_py() or 0
        return several > SOME_MISTAKEN * len(counted)

    def identify(self, one: str, other: str) -> bool:
        """Return whether two columns together have a value of their own in every row that has both."""
        if self.sample is None:
            return False
        pair = _beside(self.sample, one, other)
        different: int = pair.group_by(["a", "b"]).aggregate([]).num_rows
        return bool(different) and different == pair.num_rows

    def determines(self, one: str, other: str) -> bool:
        """Whether each value of one column stands with a single value of another, as an id with its person's name.

        That values of the first stand in several rows is needed for it to say anything.
        """
        if self.sample is None or not self[one].repeats or self[other].constant:
            return False
        pair = _beside(self.sample, one, other)
        both = pair.group_by(["a", "b"]).aggregate([]).num_rows
        return bool(both) and both == pair.group_by(["a"]).aggregate([]).num_rows < pair.num_rows


_NOBODY = pa.array(sign.text for sign in SIGNS)


def _beside(sample: pa.Table, one: str, other: str) -> pa.Table:
    """The values of two columns as `a` and `b`, of the rows that have both."""
    return pa.table([sample.column(one), sample.column(other)], names=["a", "b"]).drop_null()


def describe_values(engine: DuckDBEngine, sample: pa.Table, formats: Sequence[str]) -> TableValues:
    """Count what the values of a sample are.

    Parameters
    ----------
    engine
        Where the sample is counted; its macros for reading numbers and times must be defined.
    sample
        The first rows of a table, every column as text.
    formats
        Words for formats of posts, in lower case.

    Returns
    -------
    TableValues
        An entry for each column of the sample.
    """
    names = sample.column_names
    if not sample.num_rows or not names:
        return TableValues({name: ColumnValues(name, 0) for name in names})
    different = (column.drop_null().unique() for column in sample.columns)
    kinds = known_kinds(word for words in different if len(words) <= MOST_KINDS for word in words.to_pylist())
    engine.register("sampled", sample.rename_columns([f"c{i}" for i in range(len(names))]))
    counted = engine.arrow(
        _statement(),
        kinds=sorted(kinds),
        formats=list(formats),
        directions=_DIRECTIONS,
        votes=sorted(votes.PLAIN),
        refusals=sorted(votes.REFUSALS),
        states=sorted(votes.HOLDING | votes.UNDONE),
    ).to_pylist()
    engine.drop("sampled")
    found = {name: ColumnValues(name, sample.num_rows) for name in names}
    for row in counted:
        name = names[int(row["name"][1:])]
        found[name] = _described(name, sample.num_rows, row)
    same, paired = _alike(sample, found)
    return TableValues(found, same, paired, sample)


def describe_more(engine: DuckDBEngine, first: TableValues, sample: pa.Table, formats: Sequence[str]) -> TableValues:
    """Count how often values come again in more rows of a table; what they look like is known from its first rows.

    Parameters
    ----------
    engine
        Where the sample is counted; its macros for reading numbers and times must be defined.
    first
        What the table's first rows hold.
    sample
        More of its rows, the first among them, every column as text.
    formats
        Words for formats of posts, in lower case.

    Returns
    -------
    TableValues
        An entry for each column, its counts in proportion to those of the first rows.
    """
    names = sample.column_names
    engine.register("sampled", sample.rename_columns([f"c{i}" for i in range(len(names))]))
    counted = {names[int(row["name"][1:])]: row for row in engine.arrow(_more()).to_pylist()}
    engine.drop("sampled")
    late = [name for name in counted if first[name].empty]
    found = {name: _in_proportion(first[name], sample.num_rows, counted.get(name, {})) for name in names}
    found |= describe_values(engine, sample.select(late), formats).columns
    same, paired = _alike(sample, found)
    return TableValues(found, same, paired, sample)


@cache
def _more() -> str:
    return sql_text(__package__, "values_more.sql")


def _in_proportion(first: ColumnValues, rows: int, row: Mapping[str, object]) -> ColumnValues:
    """What a column holds in more rows, of which `row` says how many are filled and different."""
    filled, distinct = int(str(row.get("filled", 0))), int(str(row.get("distinct_values", 0)))
    scale = filled / first.filled if first.filled else 0.0
    counts = {name: round(getattr(first, name) * scale) for name in _COUNTED if name not in {"filled", "hosts"}}
    return replace(
        first, rows=rows, filled=filled, distinct=distinct, row_number=first.row_number and distinct == filled, **counts
    )


_DIRECTIONS = sorted(word for words in votes.WORDS.values() for word in words)


@cache
def _statement() -> str:
    """The statement with the readers' own rules for what can be read as a number, a moment or a length."""
    rules = {
        "number": numbers.number_of(numbers.pointed("said", "mixed")),
        "parts": ", ".join(f"{moments.said_parts('said', order)} as {order}" for order in _ORDERS),
        "moment": "coalesce(source_date(said, 'UTC', ['%d/%m/%Y']) is not null, false) or "
        + " or ".join(map(moments.says_moment, _ORDERS)),
        "relative": " or ".join(f"regexp_matches(lower(trim(said)), {literal(one)})" for one in BEFORE_NOW),
        "length": f"coalesce(contains({durations.said_lengths(numbers.figures('said'))}, '|'), false)",
    }
    statement = sql_text(__package__, "values.sql")
    for name, rule in rules.items():
        statement = statement.replace(f"/* {name} */", rule)
    return statement


_ORDERS: tuple[Order, ...] = ("day_first", "month_first")


def _described(name: str, rows: int, row: Mapping[str, object]) -> ColumnValues:
    plain = {key: int(str(row[key])) for key in _COUNTED}
    numbered = (
        row["starts"] == 1
        and rows >= FEW_ROWS
        and row["distinct_numbers"] == rows == row["filled"]
        and float(str(row["highest"])) - float(str(row["lowest"])) == rows - 1
    )
    return ColumnValues(
        name,
        rows,
        distinct=int(str(row["distinct_values"])),
        letters=float(str(row["letters"])),
        row_number=numbered,
        **plain,
    )


_COUNTED = (
    "filled", "numbers", "whole", "negative", "dated", "since_1970", "clocked", "clocks", "relative", "links", "hosts",
    "spaced", "prose", "nested", "kinds", "formats", "flags", "digits", "shares", "percents", "durations", "zeros",
    "directions", "votes", "refusals", "states", "paths", "packed",
)  # fmt: skip


Pairs = frozenset[frozenset[str]]


def _alike(sample: pa.Table, found: Mapping[str, ColumnValues]) -> tuple[Pairs, Pairs]:
    """The pairs of columns that hold the same values, and of those whose values go with each other one to one."""
    groups: dict[tuple[int, int], list[str]] = {}
    for name, values in found.items():
        if values.distinct > 1:
            groups.setdefault((values.filled, values.distinct), []).append(name)
    same, paired = set(), set()
    for (_, distinct), names in groups.items():
        for pair in combinations(names, 2):
            one, other = (sample.column(name) for name in pair)
            if one.equals(other):
                same.add(frozenset(pair))
            if (
                pa.table([one, other], names=["a", "b"]).drop_null().group_by(["a", "b"]).aggregate([]).num_rows
                == distinct
            ):
                paired.add(frozenset(pair))
    return frozenset(same), frozenset(paired)
