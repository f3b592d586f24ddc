"""Times as people around the world write them, beyond what the macros of `sources` read at once.

A text is made into nine parts (`said_parts`), from which the moment follows (`moment`). Each SQL text works on either
engine; the macros that they call are in `sources/macros.*.sql`.
"""

from collections.abc import Mapping, Sequence

from likewise.engine.face import literal
from likewise.ingest.validate import relative, zones
from likewise.ingest.validate.dates import Order

MONTHS: Mapping[str, int] = {
    **{
        name: number
        for number, names in enumerate(
            (
                ("jan", "ene", "gen"),
                ("feb", "fev", "fév"),
                ("mar", "mär", "mrz"),
                ("apr", "abr", "avr"),
                ("may", "mai", "mag", "maj"),
                ("jun", "giu", "juin"),
                ("jul", "lug", "juil"),
                ("aug", "ago", "aoû", "aou"),
                ("sep", "set"),
                ("oct", "okt", "out", "ott"),
                ("nov",),
                ("dec", "dic", "dez", "déc"),
            ),
            start=1,
        )
        for name in names
    }
}
"""How names of months begin in English, Spanish, Portuguese, French, German and Italian: three letters, of French July
and June four."""

_CLOCK = (
    "(?:[ t,]*([0-9]{1,2})(?: ?[:时時点點시] ?(?:([0-9]{1,2})(?: ?[:分분] ?(?:([0-9]{1,2})(?:[.,]([0-9]{1,9}))?)?)?)?"
    "[秒초]?)?)?"
)
_HALF = "(?: ?(am|pm|noon|night))?"
_ZONE = "(?: ?(z|(?:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?|[a-z]{2,5})(?: [a-z]{2,5})?(?: m=[+-][0-9.]+)?)?"
_END = "(?:[ ]?[一-鿿]{2,12})?$"
_REST = f"{_CLOCK}{_HALF}{_ZONE}{_END}"
_MONTH = "([a-zà-ÿ]{3,10})[.]?"
_NTH = "(?:st|nd|rd|th|[.])?"

_YEAR_FIRST = f"^([0-9]{{4}}) ?[-/.年년] ?([0-9]{{1,2}}) ?[-/.月월] ?([0-9]{{1,2}}) ?[日号號일.]?{_REST}"
_COMPACT = (
    "^([0-9]{4})([0-9]{2})([0-9]{2})(?:[ t]([0-9]{2}):?([0-9]{2}):?([0-9]{2})?(?:[.,]([0-9]{1,9}))?)?"
    f"{_HALF}{_ZONE}$"
)
_YEAR_THEN_NAME = f"^([0-9]{{4}})[ -]{_MONTH}[ -]([0-9]{{1,2}}){_REST}"
_MONTH_NAMED_FIRST = f"^{_MONTH} ([0-9]{{1,2}}){_NTH},? ([0-9]{{4}}){_REST}"
_DAY_THEN_NAME = f"^([0-9]{{1,2}}){_NTH}[ -](?:de )?{_MONTH}[ ,-]+(?:de )?([0-9]{{4}}|[0-9]{{2}}){_REST}"
_YEAR_LAST = (
    f"^{_MONTH} ([0-9]{{1,2}}) ([0-9]{{1,2}}):([0-9]{{2}})(?::([0-9]{{2}})(?:[.,]([0-9]{{1,9}}))?)?"
    f"{_HALF}{_ZONE} ([0-9]{{4}})$"
)

# Without a year: the last such day before the data were taken.
_NAME_AND_DAY = f"^()()(){_MONTH} ([0-9]{{1,2}}){_NTH}{relative.CLOCK}$"
_DAY_AND_NAME = f"^()()()([0-9]{{1,2}}){_NTH} {_MONTH}{relative.CLOCK}$"


def said_parts(text: str, order: Order | None) -> str:
    """Return SQL for what a text says of a moment: parts with a bar between, NULL where it isn't understood.

    A date gives year, month, day, hour, minute, second, fraction, half of the day, zone; a relative time begins with
    `~` and has the parts of `relative.PATTERNS`.

    Parameters
    ----------
    text
        SQL of the text.
    order
        Which of day and month comes first in dates such as 5/4/2024, by all of the column's values.
    """
    said = f"source_said({text})"
    for macro, pattern in _dates(order):
        said = f"{macro}({said}, '{pattern}')"
    for pattern in relative.PATTERNS:
        said = f"source_parts_before({said}, '{pattern}')"
    said = f"source_parts_before({said}, '{_NAME_AND_DAY}')"
    return f"source_parts_before_dm({said}, '{_DAY_AND_NAME}')"


def says_moment(parts: str) -> str:
    """Return SQL for whether the parts of a text are those of a moment, with a month that there is; never NULL.

    Parameters
    ----------
    parts
        SQL of what `said_parts` gives, best a column: it is looked at three times.
    """
    before_month = "^(?:~[|]{4}|[0-9]*[|])"
    named = f"regexp_matches({parts}, '{before_month}[^|0-9]+[|]')"
    known = f"regexp_matches({parts}, '{before_month}(?:{'|'.join(MONTHS)})')"
    return f"coalesce(contains({parts}, '|') and (not {named} or {known}), false)"


def _dates(order: Order | None) -> list[tuple[str, str]]:
    slashed = {
        "day_first": "source_parts_dmy",
        "month_first": "source_parts_mdy",
        "year_first": "source_parts_ymd",
        "year_day_first": "source_parts_ydm",
    }
    dotted = slashed.get(order or "", "source_parts_dmy")
    found = [
        ("source_parts_ymd", _YEAR_FIRST),
        ("source_parts_ymd", _COMPACT),
        ("source_parts_ymd", _YEAR_THEN_NAME),
        ("source_parts_mdy", _MONTH_NAMED_FIRST),
        ("source_parts_dmy", _DAY_THEN_NAME),
        ("source_parts_year_last", _YEAR_LAST),
        (dotted, _two_digits(".")),
    ]
    if order in slashed:
        found.append((slashed[order], _two_digits("/-")))
    return found


def _two_digits(signs: str) -> str:
    return f"^([0-9]{{1,2}})[{signs}]([0-9]{{1,2}})[{signs}]([0-9]{{4}}|[0-9]{{2}}){_REST}"


def clock_of(said: str, zone: str, taken: int | None) -> str:
    """Return SQL for the timestamp, without a zone, that the parts of a text say; NULL where they say none.

    Parameters
    ----------
    said
        SQL of what `said_parts` gave.
    zone
        The zone that days are counted in.
    taken
        When the data were taken, microseconds UTC; None leaves relative times unread.
    """

    def part(number: int) -> str:
        return f"split_part({said}, '|', {number})"

    def later(number: int) -> str:
        return part(number + 1)

    date, clock, half = (part(1), part(2), part(3)), (part(4), part(5), part(6)), part(8)
    written = _timestamp(date, clock, part(7), half)
    if taken is not None:
        counted = _timestamp(
            relative.day(later, _month(later(4)), taken, zone), (later(6), later(7), later(8)), "", later(9)
        )
        written = f"case when {is_relative(said)} then {counted} else {written} end"
    return f"case when contains({said}, '|') then {written} end"


def moment(said: str, at: str, zone: str, taken: int | None) -> str:
    """Return SQL for the moment that the parts of a text say, microseconds UTC; NULL where they say none.

    Parameters
    ----------
    said
        SQL of what `said_parts` gave.
    at
        SQL of what `clock_of` gave for it.
    zone
        The zone of times that name none.
    taken
        When the data were taken, microseconds UTC; None leaves relative times unread.
    """
    letters = f"split_part({said}, '|', 9)"
    own = ", ".join(map(literal, ("", *sorted(zones.own_letters(zone)))))
    local = f"epoch_us(timezone($zone, {at}))"
    before = "cast(null as bigint)"
    if taken is not None:
        ago = relative.ago(lambda number: f"split_part({said}, '|', {number + 1})", taken)
        before = f"coalesce({ago}, {local})"
    return (
        f"case when not contains({said}, '|') then cast(null as bigint) "
        f"when {is_relative(said)} then {before} when {letters} in ({own}) then {local} "
        f"else epoch_us({at}) - ({zones.offset(letters)}) * 60000000 end"
    )


def names_a_zone(text: str) -> str:
    """Return SQL for whether a text ends in letters that name a zone, or counts from another moment."""
    letters = "|".join(sorted({*zones.MINUTES, *zones.SEVERAL}))
    # Not the halves of the day, 午前 and 오전.
    ago = "|".join(("[^午]前", "[^오]전", " ago", *relative.NOW))
    return f"regexp_matches(lower({text}), '[0-9m] ?(?:{letters})$|[0-9](?:{'|'.join(relative.SHORT)})$|(?:{ago})')"


def is_relative(said: str) -> str:
    """Return SQL for whether the parts of a text are those of a relative time."""
    return f"starts_with({said}, '~')"


def is_unclear(said: str, zone: str) -> str:
    """Return SQL for whether a time names a zone by letters that stand for several."""
    unclear = sorted(set(zones.SEVERAL) - zones.own_letters(zone))
    return f"split_part({said}, '|', 10) = '' and split_part({said}, '|', 9) in ({', '.join(map(literal, unclear))})"


def _timestamp(date: Sequence[str], clock: Sequence[str], fraction: str, half: str) -> str:
    """SQL of a timestamp without a zone, NULL for a day or a time that there isn't."""
    year, month, day = date
    hour, minute, second = clock
    minutes = f"case when {minute} <> '' then {minute} when {hour} = '' or {half} <> '' then '0' end"
    seconds = f"case when {second} = '' then '0' else {second} end"
    parts = [_year(year), _month(month), _two(day), _two(_hour(hour, half)), _two(minutes), _two(seconds)]
    behind = f" || '.' || rpad(left({fraction}, 6), 6, '0')" if fraction else ""
    date_text, time = " || '-' || ".join(parts[:3]), " || ':' || ".join(parts[3:])
    return f"try_cast({date_text} || ' ' || {time}{behind} as timestamp)"


def _two(text: str) -> str:
    return f"lpad({text}, 2, '0')"


def _year(text: str) -> str:
    return f"case when length({text}) = 2 then '20' || {text} else {text} end"


def _month(text: str) -> str:
    by_four = {name: number for name, number in MONTHS.items() if len(name) > 3}
    by_three = {name: number for name, number in MONTHS.items() if len(name) == 3}
    longer = " ".join(f"when '{name}' then '{number:02}'" for name, number in by_four.items())
    shorter = " ".join(f"when '{name}' then '{number:02}'" for name, number in by_three.items())
    return (
        f"case when {text} < ':' then lpad({text}, 2, '0') else "
        f"case left({text}, 4) {longer} else case left({text}, 3) {shorter} end end end"
    )


def _hour(text: str, half: str) -> str:
    """SQL of the hour on a clock of 24; NULL where nobody can tell, as with twelve at night."""
    hour = f"try_cast({text} as integer)"
    return (
        f"cast(case when {text} = '' and {half} = '' then 0 when {half} = '' then {hour} "
        f"when {half} = 'am' and {hour} <= 12 then {hour} % 12 "
        f"when {half} = 'pm' and {hour} < 12 then {hour} + 12 when {half} = 'pm' then {hour} "
        f"when {half} = 'noon' then case when {hour} < 6 then {hour} + 12 else {hour} end "
        f"when {half} = 'night' and {hour} > 4 and {hour} < 12 then {hour} + 12 "
        f"when {half} = 'night' and {hour} > 12 then {hour} end as varchar)"
    )
