"""Which of day, month and year comes first in the dates of a column, by all of its values.

Dates with a year of four digits have it first or last, and say so themselves; where it is last, a number above 12 says
where the day is. A year of two digits, as in 24.12.31 and 31.12.24, is where numbers repeat: dates go through the days
of a month sooner than through years.
"""

from collections.abc import Mapping
from typing import Literal

from likewise.ingest.options import DateOrder

Order = Literal["day_first", "month_first", "year_first", "year_day_first", "day_or_month", "year_unclear"]
"""`year_day_first` is 24.31.12, as lists of YouTube's trending videos have it; `day_or_month` has the year last,
`year_unclear` has it first or last."""

_CHOSEN: Mapping[DateOrder, Order] = {
    "day-first": "day_first",
    "month-first": "month_first",
    "year-first": "year_first",
}

Place = Literal["first", "last"]

OLDEST = 4
"""The year of two digits before which nobody liked anything on a platform."""

CLEARLY = 3
"""How many times as many numbers the day has as the year, for dates to say which is which."""

_DATE = "^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?:[^0-9]|$)"
_SHORT = "^[0-9]{1,2}([/.-])[0-9]{1,2}[/.-][0-9]{2}(?:[^0-9]|$)"


def is_short(text: str) -> str:
    """Return SQL for whether a text begins with a date whose year has two digits.

    Parameters
    ----------
    text
        SQL of the text.
    """
    return f"regexp_matches({text}, '{_SHORT}')"


def counting(text: str) -> dict[str, str]:
    """Return the counts that `order_of` decides by: name to SQL aggregate.

    Parameters
    ----------
    text
        SQL of a column's texts.
    """
    near = " or ".join(f"contains(left({text}, 3), '{sign}')" for sign in "/-.")
    parts = [f"regexp_extract({text}, '{_DATE}', {number})" for number in (1, 2, 3)]
    first, second, third = (f"try_cast(nullif({part}, '') as integer)" for part in parts)
    tests = {
        "slashed": f"regexp_matches({text}, '^[0-9]{{1,2}}[/-][0-9]{{1,2}}[/-](?:[0-9]{{4}}|[0-9]{{2}}(?:[^0-9]|$))')",
        "dotted": f"regexp_matches({text}, '^[0-9]{{1,2}}[.][0-9]{{1,2}}[.](?:[0-9]{{4}}|[0-9]{{2}}(?:[^0-9]|$))')",
        "short": is_short(text),
        "first": f"{first} > 12",
        "second": f"{second} > 12",
        "first_year": f"{first} > 31 or {first} = 0",
        "last_year": f"{third} > 31 or {third} = 0 or length({parts[0]}) = 1",
    }
    counts = {key: f"count(*) filter (case when {near} then {test} end)" for key, test in tests.items()}
    for key, part, number in (("first", parts[0], first), ("third", parts[2], third)):
        short = f"case when {near} and {is_short(text)} then"
        counts[f"{key}s"] = f"count(distinct {short} {part} end)"
        counts[f"least_{key}"] = f"coalesce(min({short} {number} end), -1)"
    return counts


def spoilt(text: str, relation: str) -> str:
    """Return SQL for whether a spreadsheet has turned some dates of a column and left the others.

    Where it takes 3/1/2026 for the third of January, a date whose first number is above 12 stays a text: then all dates
    in the form of a spreadsheet have days up to 12, and none of the others could be read in another order.

    Parameters
    ----------
    text
        SQL of a column's texts.
    relation
        SQL of the rows.
    """
    year, month, day = (f"try_cast(nullif(regexp_extract({text}, '{_ISO}', {n}), '') as integer)" for n in (1, 2, 3))
    first, second = (f"try_cast(nullif(regexp_extract({text}, '{_DATE}', {n}), '') as integer)" for n in (1, 2))
    turned, left = f"{year} is not null", f"{first} is not null"
    return (
        f"select count(*) filter ({turned}) >= {_SEVERAL} and count(*) filter ({left}) >= {_SEVERAL} "
        f"and count(*) filter ({turned} and {day} > 12) = 0 and count(distinct {month}) >= {_MONTHS} "
        f"and count(*) filter ({left} and {first} <= 12 and {second} <= 12) = 0 from {relation}"
    )


_ISO = "^([0-9]{4})-([0-9]{2})-([0-9]{2})"
_SEVERAL = 5
"""So many dates of either form, of which each happens to have a day up to 12, or above it, are no chance."""

_MONTHS = 4
"""So many months that are days: what a spreadsheet has turned goes through the first twelve of these."""


def order_of(counts: Mapping[str, int], chosen: DateOrder | None) -> Order | None:
    """Return what comes first in a column's dates; None where none is written in numbers with the year last or short.

    Parameters
    ----------
    counts
        What the aggregates of `counting` gave.
    chosen
        What the user says of dates that can be read in several ways.

    Examples
    --------
    >>> few = {"slashed": 0, "dotted": 9, "short": 9, "first": 9, "second": 0, "first_year": 0, "last_year": 0}
    >>> few |= {"least_first": 13, "least_third": 13}
    >>> order_of({**few, "firsts": 1, "thirds": 9}, None), order_of({**few, "firsts": 9, "thirds": 1}, None)
    ('year_first', 'day_first')
    """
    if not (counts["slashed"] or counts["dotted"]):
        return None
    if counts["short"] == counts["slashed"] + counts["dotted"] and (found := _with_short_year(counts, chosen)):
        return found
    first, second = counts["first"] > 0, counts["second"] > 0
    # Nobody writes the month first with dots.
    if not (first or second) and not counts["slashed"]:
        return "day_first"
    if first == second:
        return _CHOSEN[chosen] if chosen in ("day-first", "month-first") else "day_or_month"
    return "day_first" if first else "month_first"


def _with_short_year(counts: Mapping[str, int], chosen: DateOrder | None) -> Order | None:
    """What comes first where all years have two digits and are first, or may be; None where they are last."""
    if counts["first"] == counts["short"] and counts["second"] > 0:
        return "year_day_first"
    year = _short_year(counts)
    if year is None and chosen is not None:
        return "year_first" if chosen == "year-first" else None
    year = year or _by_values(counts)
    return "year_first" if year == "first" else "year_unclear" if year is None else None


def contradicts(counts: Mapping[str, int]) -> bool:
    """Return whether some dates of a column can only be day first, and some only month first."""
    return counts["first"] > 0 and counts["second"] > 0


def _short_year(counts: Mapping[str, int]) -> Place | None:
    """Where a year of two digits must stand; None where it can stand in either place."""
    first = counts["first_year"] > 0
    last = counts["last_year"] > 0 or counts["second"] > 0
    return None if first == last else "first" if first else "last"


def _by_values(counts: Mapping[str, int]) -> Place | None:
    """Where a year of two digits probably stands; None where nothing tells.

    No platform is so old that somebody liked something there before OLDEST; and where one part hardly changes while
    the other goes through many numbers, that one is the year.
    """
    old_first, old_last = (0 <= counts[f"least_{part}"] < OLDEST for part in ("first", "third"))
    if old_first != old_last:
        return "last" if old_first else "first"
    fewer, more = sorted((counts["firsts"], counts["thirds"]))
    if more < CLEARLY * fewer:
        return None
    return "first" if counts["firsts"] < counts["thirds"] else "last"
