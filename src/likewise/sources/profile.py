"""What a column's values say about the whole column: its unit, its date order, the sign before its decimals.

A few scans of the raw relation, with counts only, so that neither the order of rows nor their
number matters. Stands between the doors and `plan`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from likewise.engine import Engine
from likewise.errors import InputError
from likewise.ingest.match.kinds import format_of, kind_of, takes_like_back
from likewise.ingest.options import DateOrder, Decimal
from likewise.ingest.validate import dates
from likewise.ingest.validate.moments import names_a_zone
from likewise.ingest.validate.numbers import Counted, Style, counting, marked, number_of, pointed, style_of
from likewise.sources.reading import Assumption
from likewise.sources.times import UNIT_BELOW, Magnitudes, TimeStyle, Unit, is_plain, read_at_once
from likewise.sources.types import Family
from likewise.tables import KINDS, Column, Table


@dataclass(frozen=True)
class Shown:
    """What to call things in messages: the file, and the source column of each canonical one."""

    path: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The source column that a canonical one is from."""
        return self.columns.get(name, name)


@dataclass(frozen=True)
class Profile:
    """Column-wide decisions, by canonical column; `words` are the spellings of kinds and formats.

    `numbers` is the style of columns of numbers that are written as texts; where it is missing, a point stands before
    decimals. `whole_ids` are columns of ids that are all written with `.0` behind, as tools write whole numbers among
    which one is missing, `padded` those with blanks before or behind some. `worded` are columns of numbers with values
    that are more than digits: `12k`, `1:03`, `n/a`. `unlikes` are the spellings of kinds that take a like back. `said`
    is what is to be told of numbers and ids.
    """

    times: Mapping[str, TimeStyle] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    plain_kinds: bool = False
    numbers: Mapping[str, Style] = field(default_factory=dict)
    worded: frozenset[str] = frozenset()
    whole_ids: frozenset[str] = frozenset()
    padded: frozenset[str] = frozenset()
    unlikes: frozenset[str] = frozenset()
    said: Mapping[str, Assumption] = field(default_factory=dict)


EXACT_DIGITS = 15
"""Digits of the longest whole numbers that a decimal number of 64 bits can tell apart."""


def profile(
    engine: Engine,
    raw: str,
    table: Table,
    families: Mapping[str, Family],
    shown: Shown | None = None,
    decimal: Decimal | None = None,
    date_order: DateOrder | None = None,
    *,
    whole: bool = False,
) -> Profile:
    """Look at the raw relation `raw`; nothing is scanned for columns whose type says it all.

    `decimal` is the sign before decimals in columns that can be read both ways, `date_order` what stands first in dates
    that can. With `whole`, ids that are all written with `.0` behind are whole numbers; in JSON they may be rounded.

    Raises InputError for a column of numbers, or of times that no row can do without, that can be read both ways, where
    nothing tells which is meant.
    """
    called = shown or Shown()
    own = {name: family for name, family in families.items() if name in table.names}
    asked = {key: sql for name, family in own.items() for key, sql in _counts(table.column(name), family).items()}
    ids = [name for name, family in own.items() if table.column(name).role == "id" and family == "text"]
    asked |= {f"{name} padded": f"count(*) filter (source_padded(raw_{name}))" for name in ids}
    if whole:
        asked |= {key: sql for name in ids for key, sql in _id_counts(name).items()}
    counts: dict[str, int] = {}
    if asked:
        listed = ", ".join(f'{sql} as "{key}"' for key, sql in asked.items())
        texts = [name for name, family in own.items() if table.column(name).role == "time" and family == "text"]
        given = "".join(f", source_given(raw_{name}) as given_{name}" for name in texts)
        found = engine.arrow(f"select {listed} from (select *{given} from {raw})").to_pylist()[0]
        counts = {key: int(n) for key, n in found.items()}
    words = {name: _words(engine, raw, name) for name in ("kind", "format") if name in own}
    marked_columns = [table.column(name) for name in own if counts.get(f"{name} marked")]
    numbers, said = _numbers(engine, raw, marked_columns, called, decimal)
    whole_ids = frozenset(name for name in own if 0 < counts.get(f"{name} ids", 0) == counts[f"{name} decimal"])
    padded = frozenset(name for name in ids if counts.get(f"{name} padded"))
    of_ids = {name: Assumption("ids_padded", {"column": called.column(name)}) for name in padded}
    of_ids |= {name: Assumption("ids_whole", {"column": called.column(name)}) for name in whole_ids}
    times = {name: _style(name, counts, date_order) for name in own if table.column(name).role == "time"}
    for name, style in times.items():
        asked_for = name == "time" and style.order and date_order is None
        if asked_for and engine.value(dates.spoilt(f"raw_{name}", raw)):
            raise InputError.of("values.spoilt_dates", path=called.path, column=called.column(name))
        can_be_both = style.order in ("day_or_month", "year_unclear") and not dates.contradicts(_of_dates(name, counts))
        if can_be_both and table.column(name).required:
            raise _unclear_dates(engine, raw, called, name, style)
    return Profile(
        times={name: replace(one, odd=one.odd and _any_odd(engine, raw, name, one)) for name, one in times.items()},
        words={name: {word: alias for word, alias in found.items() if alias} for name, found in words.items()},
        plain_kinds="kind" in words and all(word in KINDS for word in words["kind"]),
        numbers=numbers,
        worded=frozenset(name for name in own if counts.get(f"{name} worded")),
        whole_ids=whole_ids,
        padded=padded,
        unlikes=frozenset(word for word in words.get("kind", {}) if word and takes_like_back(word)),
        said={**said, **of_ids},
    )


def _counts(column: Column, family: Family) -> dict[str, str]:
    """The counts that a column's decisions rest on: key to SQL aggregate."""
    if column.role == "time":
        return _time_counts(column.name, family)
    if column.role in ("count", "seconds", "share") and family == "text":
        raw = f"raw_{column.name}"
        # A point before the decimals of seconds and shares is what everybody expects, and needs no closer look.
        look = marked(raw) if _whole(column) else f"contains({raw}, ',')"
        worded = f"{raw} is not null and try_cast({raw} as double) is null"
        return {
            f"{column.name} marked": f"count(*) filter ({look})",
            f"{column.name} worded": f"count(*) filter ({worded})",
        }
    return {}


def _id_counts(name: str) -> dict[str, str]:
    """How many ids a column has, and how many are whole numbers with `.0` behind."""
    raw = f"raw_{name}"
    decimal = f"source_decimal(trim({raw})) and length(trim({raw})) <= {EXACT_DIGITS + 2}"
    return {
        f"{name} ids": f"count(*) filter (not source_blank({raw}) and lower({raw}) <> 'nan')",
        f"{name} decimal": f"count(*) filter ({decimal})",
    }


def _whole(column: Column) -> bool:
    return column.role == "count"


def _numbers(
    engine: Engine, raw: str, columns: list[Column], shown: Shown, decimal: Decimal | None
) -> tuple[dict[str, Style], dict[str, Assumption]]:
    """The style of each column that holds signs between digits, and what is to be told of it."""
    counted = {}
    for column in columns:
        row = engine.arrow(counting(raw, f"raw_{column.name}", _whole(column))).to_pylist()[0]
        counted[column.name] = Counted(**row)
    others = reduce(lambda one, other: one + other, counted.values(), Counted())
    styles: dict[str, Style] = {}
    said: dict[str, Assumption] = {}
    for column in columns:
        name, one = column.name, counted[column.name]
        style = style_of(one, others, decimal, _whole(column))
        if style is None:
            raise _unclear(engine, shown, name, one)
        styles[name] = style
        if style == "comma" or (decimal == "point" and one.both):
            said[name] = _told(engine, raw, name, style, shown)
    return styles, said


def _unclear(engine: Engine, shown: Shown, name: str, counted: Counted) -> InputError:
    example = counted.example or ""
    readings = [_amount(engine, example, style) for style in ("point", "comma")]
    return InputError.of(
        "values.decimal_unclear",
        path=shown.path,
        column=shown.column(name),
        example=example,
        point=readings[0],
        comma=readings[1],
    )


def _told(engine: Engine, raw: str, name: str, style: Style, shown: Shown) -> Assumption:
    """Which sign stands before decimals, with an example of the column."""
    text = f"raw_{name}"
    held = f"from {raw} where {marked(text)} and {pointed(text, style)} is not null"
    example = engine.value(f"select min(trim({text})) {held}") or ""
    values = {"column": shown.column(name), "example": example, "number": _amount(engine, example, style)}
    return Assumption(f"decimal_{style}", values)


def _amount(engine: Engine, example: str, style: Style) -> str:
    """What an example is in one style, written plainly."""
    number = engine.value(
        f"select {number_of('said')} from (select {pointed('$example', style)} as said)", example=example
    )
    return "?" if number is None else f"{number:,.10g}" if number % 1 else f"{number:,.0f}"


def _time_counts(name: str, family: Family) -> dict[str, str]:
    if family in ("naive", "zoned", "nothing"):
        return {}
    given = f"given_{name}"
    number = f"abs(try_cast({given if family == 'text' else f'raw_{name}'} as double))"
    counts = {f"{name} {unit}": f"count(*) filter ({number} < {_bound(bound)})" for unit, bound in UNIT_BELOW.items()}
    if family == "text":
        counts |= {f"{name} {key}": sql for key, sql in dates.counting(given).items()}
        number = f"try_cast({given} as double)"
        odd = f"case when {is_plain(given)} then false else {given} is not null and {number} is null end"
        counts[f"{name} odd"] = f"count(*) filter ({odd})"
        scientific = f"source_scientific({given})"
        counts[f"{name} scientific"] = f"count(*) filter ({scientific})"
        counts[f"{name} cut"] = f"count(*) filter (case when {scientific} then length({given}) <= {_CUT} end)"
        counts[f"{name} naive"] = (
            f"count(*) filter (case when {given} is null or try_cast({given} as double) is not null "
            f"or source_has_zone({given}) then false else not ({names_a_zone(given)}) end)"
        )
    return counts


_CUT = 11
"""Length up to which a number of seconds in scientific notation has lost digits: 1.77245E+09."""


def _bound(bound: float) -> str:
    return "'infinity'::double" if bound == float("inf") else repr(bound)


def _style(name: str, counts: Mapping[str, int], chosen: DateOrder | None) -> TimeStyle:
    below: dict[Unit, int] = {unit: counts.get(f"{name} {unit}", 0) for unit in UNIT_BELOW}
    of_dates = _of_dates(name, counts)
    naive, odd = (counts.get(f"{name} {key}", 0) > 0 for key in ("naive", "odd"))
    return TimeStyle(
        Magnitudes(below).unit,
        dates.order_of(of_dates, chosen) if of_dates else None,
        naive,
        odd,
        short=of_dates.get("short", 0) > 0,
        cut=0 < counts.get(f"{name} scientific", 0) == counts.get(f"{name} cut", 0),
    )


def _of_dates(name: str, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of a column's dates; empty where its times are no texts."""
    keys = dates.counting(name) if f"{name} slashed" in counts else ()
    return {key: counts[f"{name} {key}"] for key in keys}


def _unclear_dates(engine: Engine, raw: str, shown: Shown, name: str, style: TimeStyle) -> InputError:
    """The refusal of dates that can be read in several ways, with one that means several days."""
    given = f"raw_{name}"
    parts = [f"regexp_extract({given}, '^([0-9]+)[/.-]([0-9]+)', {n})" for n in (1, 2)]
    example = engine.value(f"select min(trim({given})) from {raw} where {parts[0]} <> {parts[1]}")
    example = str(example or engine.value(f"select min(trim({given})) from {raw}"))
    key = "values.years_unclear" if style.order == "year_unclear" else "values.dates_unclear"
    return InputError.of(key, path=shown.path, column=shown.column(name), example=example)


def _any_odd(engine: Engine, raw: str, name: str, style: TimeStyle) -> bool:
    """Whether some time of a column can't be read at once."""
    given = f"given_{name}"
    unread = f"try_cast({given} as double) is null and {given} is not null and ({read_at_once(given, style)}) is null"
    relation = f"(select source_given(raw_{name}) as {given} from {raw})"
    return engine.value(f"select 1 from {relation} where {unread} limit 1", zone="UTC") is not None


def _words(engine: Engine, raw: str, name: str) -> dict[str, str | None]:
    """The words in a column as spelled, with what each stands for; for those too long to be one, '' with None."""
    means = kind_of if name == "kind" else format_of
    spelled = engine.arrow(
        f"select distinct case when length(word) <= {_LONGEST_WORD} then word else '' end as word "
        f"from (select distinct raw_{name} as word from {raw})"
    )
    return {word: means(word) for word in spelled.column("word").to_pylist()}


_LONGEST_WORD = 60
"""Characters up to which a text may be a word for a kind or a format."""
