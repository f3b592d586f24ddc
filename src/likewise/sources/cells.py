"""The SQL of a cell's value, by the role of its column and the family of its type.

Cheap readings come first. A text that they can't read is taken apart in an inner select, once, and read from its parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from likewise.engine.face import literal
from likewise.ingest.validate import durations, moments
from likewise.ingest.validate.nobody import is_nobody, is_wordless
from likewise.ingest.validate.numbers import Style, figures, marked, number_of, pointed
from likewise.sources.profile import Profile
from likewise.sources.times import TimeStyle, from_number, read_at_once
from likewise.sources.types import Family
from likewise.tables import Column


@dataclass(frozen=True)
class How:
    """How cells are read that don't say it themselves.

    `percent` are the columns whose bare numbers are percent, `multiples` those whose bare numbers count so many each,
    `keep` ids that are somebody although they look like a sign for nobody, `taken` when the data were taken (µs UTC).
    `titles` are columns of ids that hold titles, and those of the titles themselves: any text is one.
    """

    zone: str = "UTC"
    percent: frozenset[str] = frozenset()
    multiples: Mapping[str, int] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    taken: int | None = None
    titles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cell:
    """SQL of a value: of columns `raw_*`, and of others that inner selects make, each of the columns before it."""

    value: str
    made: tuple[Mapping[str, str], ...] = ()


def cell(column: Column, family: Family, found: Profile, how: How) -> Cell:
    """Return how the values of a column are made."""
    name, raw = column.name, f"raw_{column.name}"
    if family == "nothing":
        return Cell(f"cast(null as {column.sql_type})")
    if column.role == "id":
        return _id(name, family, how, found)
    if column.role == "time":
        return _time(name, family, found.times[name], how)
    if column.role in ("seconds", "share", "count"):
        return _number(column, family, found, "0.01" if name in how.percent else str(how.multiples.get(name, 1)))
    if name in ("kind", "format"):
        return Cell(_word(name, raw, found))
    sign = wordless(column, family, how)
    return Cell(f"cast({raw} as varchar)" if sign == "false" else f"case when not ({sign}) then {raw} end")


def nobody(name: str, family: Family, how: How) -> str:
    """Return SQL for whether an id stands for nobody; `false` where that can't be."""
    return is_nobody(f"raw_{name}", how.keep) if family == "text" and name not in how.titles else "false"


def has_id(name: str, family: Family, how: How) -> str:
    """Return SQL for whether a column of ids that only some rows have holds one; 0, -1 and `false` are none."""
    raw = f"raw_{name}"
    if family != "text":
        return f"{raw} is not null and cast({raw} as varchar) not in ('0', '-1')"
    none = f"source_blank({raw}) or {nobody(name, family, how)} or lower(trim({raw})) in ('0', '-1', '0.0', 'false')"
    return f"{raw} is not null and not ({none})"


def wordless(column: Column, family: Family, how: How) -> str:
    """Return SQL for whether words are missing where something stands for them; `false` where that can't be."""
    is_words = column.role == "text" and family == "text" and column.name not in how.titles
    return is_wordless(f"raw_{column.name}") if is_words else "false"


def _id(name: str, family: Family, how: How, found: Profile) -> Cell:
    raw = f"raw_{name}"
    if family != "text":
        return Cell(f"cast({raw} as varchar)")
    bare = f"source_unpadded({raw})" if name in found.padded else raw
    value = f"left({bare}, length({bare}) - 2)" if name in found.whole_ids else bare
    value = f"nullif({value}, '')" if name in found.padded else value
    sign = nobody(name, family, how)
    if sign == "false":
        return Cell(f"case when not source_blank({raw}) then {value} end")
    held = f"case when not source_blank({raw}) and not nobody_{name} then {value} end"
    return Cell(held, ({f"nobody_{name}": sign},))


def _word(name: str, raw: str, found: Profile) -> str:
    """The canonical word for each spelling found; an unknown format stays what it is, a kind is NULL."""
    if name == "kind" and found.plain_kinds:
        return raw
    unlikes = dict.fromkeys(found.unlikes, "like") if name == "kind" else {}
    words = {**found.words[name], **unlikes}
    cases = "".join(f" when {literal(spelling)} then '{word}'" for spelling, word in words.items())
    known = f"case {raw}{cases} end" if cases else "cast(null as varchar)"
    return known if name == "kind" else f"coalesce({known}, nullif(lower(trim({raw})), ''))"


def _time(name: str, family: Family, style: TimeStyle, how: How) -> Cell:
    raw = f"raw_{name}"
    if family == "naive" and how.zone == "UTC":
        return Cell(f"epoch_us(cast({raw} as timestamp))")
    if family == "naive":
        return Cell(f"epoch_us(timezone($zone, cast({raw} as timestamp)))")
    if family == "zoned":
        return Cell(f"epoch_us(cast({raw} as timestamptz))")
    if family == "text":
        return _written_time(name, style, how)
    given = finite(raw) if family == "number" else raw
    number, whole = f"try_cast({given} as double)", f"try_cast({given} as bigint)"
    return Cell(from_number(number, whole, style.unit, "$zone") if style.unit else "cast(null as bigint)")


def _written_time(name: str, style: TimeStyle, how: How) -> Cell:
    """A time that is written as a text."""
    given = f"given_{name}"
    made, first = {given: f"source_given(raw_{name})"}, read_at_once(given, style)
    if not style.odd:
        return Cell(first, (made,))
    said, at = f"said_{name}", f"at_{name}"
    return Cell(
        f"coalesce(first_{name}, {moments.moment(said, at, how.zone, how.taken)})",
        (
            made,
            {f"first_{name}": first},
            {said: f"case when first_{name} is null then {moments.said_parts(given, style.order)} end"},
            {at: moments.clock_of(said, how.zone, how.taken)},
        ),
    )


def _number(column: Column, family: Family, found: Profile, scale: str) -> Cell:
    """A number; bare ones are multiplied by `scale`, those that say their own unit aren't."""
    raw = f"raw_{column.name}"
    style = found.numbers.get(column.name, "point")
    if family == "text" and (style != "point" or column.name in found.worded):
        return _written(column, style, scale)
    if column.role == "share":
        number = f"try_cast({raw} as double) * {scale}"
    elif family == "integer" and column.role == "count":
        return Cell(f"try_cast({raw} as bigint){_times(scale)}")
    else:
        number = f"try_cast({raw} as double){_times(scale)}"
    number = finite(number) if family == "number" else _no_nan(number) if family == "text" else number
    return Cell(f"try_cast(round({number}) as bigint)" if column.role == "count" else number)


def _written(column: Column, style: Style, scale: str) -> Cell:
    """A number that is written as a text."""
    name, raw = column.name, f"raw_{column.name}"
    if column.role == "share":
        return Cell(_no_nan(f"source_share({_pointed_share(raw, style)}, {scale})"))
    # With a comma before decimals, 1.234 is no number that the engine's own cast could read.
    bare = f"try_cast({raw} as double)"
    first = bare if style == "point" else f"case when not {marked(raw)} then {bare} end"
    unread = f"first_{name} is null and {raw} is not null"
    said = {f"said_{name}": f"case when {unread} then {pointed(raw, style)} end"}
    number = f"coalesce(first_{name}{_times(scale)}, {number_of(f'said_{name}')})"
    if column.role == "count":
        return Cell(f"try_cast(round({_no_nan(number)}) as bigint)", ({f"first_{name}": first}, said))
    text = figures(raw) if style == "point" else f"replace({figures(raw)}, ',', '.')"
    said[f"said_{name}_length"] = f"case when {unread} then {durations.said_lengths(text)} end"
    length = f"case when not ({is_empty_length(raw)}) then {durations.seconds(f'said_{name}_length')} end"
    return Cell(
        f"coalesce({_no_nan(number)}, source_clock({raw}), {length})",
        ({f"first_{name}": first}, said),
    )


def _times(scale: str) -> str:
    return "" if scale == "1" else f" * {scale}"


def is_empty_length(raw: str) -> str:
    """Return SQL for whether a text says of a length that there is none."""
    return f"upper(trim({raw})) = '{durations.EMPTY}'"


def _pointed_share(raw: str, style: Style) -> str:
    """SQL of a share with a point before decimals."""
    return (
        raw
        if style == "point"
        else f"case when contains({raw}, ',') then replace({figures(raw)}, ',', '.') else {raw} end"
    )


def finite(number: str) -> str:
    """Return SQL for the number, or NULL for NaN.

    Parquet's bounds of a column leave NaN out, so that the engine would drop a test for equality with it as needless.
    """
    return f"case when not isnan({number}) then {number} end"


def _no_nan(number: str) -> str:
    return f"nullif({number}, 'nan'::double)"
