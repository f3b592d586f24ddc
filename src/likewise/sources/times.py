"""How a column's times are written, decided once for the column; row by row only where a known source mixes units.

Numbers are seconds, milliseconds, microseconds or nanoseconds since 1970 (or spreadsheet days)
by the magnitude of the column's median, or dates whose digits stand in a row; dates in digits are
day first or month first by whether any number above 12 stands in a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from likewise.errors import InputError
from likewise.ingest.validate.dates import Order, is_short

EARLIEST_US = 946_684_800_000_000
"""2000-01-01 UTC: no social platform is older, so an earlier time is a mistake."""

LATEST_US = 4_102_444_800_000_000
"""2100-01-01 UTC, exclusive."""

Unit = Literal["days", "dates", "seconds", "minutes", "milliseconds", "stamps", "microseconds", "nanoseconds", "mixed"]
"""Of the numbers of a column; mixed are seconds and milliseconds, in sources that are known to write both. Dates,
minutes and stamps are dates whose digits stand in a row: 20240405, 202404051011, 20240405101112."""

WRITTEN: frozenset[Unit] = frozenset({"dates", "minutes", "stamps"})
"""The units that are no distance from 1970."""

SECONDS_BELOW = 1e11
"""Of numbers in seconds and milliseconds together, those below are seconds."""

UNIT_BELOW: Mapping[Unit, float] = {
    "days": 1e5,
    "dates": 3e7,
    "seconds": SECONDS_BELOW,
    "minutes": 3e11,
    "milliseconds": 1e13,
    "stamps": 1e14,
    "microseconds": 1e17,
    "nanoseconds": float("inf"),
}
"""A column whose median magnitude is below this bound is in this unit. Years 2000 to 2100 are
3.6e4..7.4e4 days, 2.00e7..2.10e7 as dates, 9e8..4e9 s, 2.00e11..2.10e11 to the minute, 9e11..4e12 ms,
2.00e13..2.10e13 to the second, 9e14..4e15 µs, 9e17..4e18 ns: no bound stands within any of them."""

_MICROSECONDS: Mapping[Unit, str] = {
    "seconds": "{number} * 1e6",
    "milliseconds": "{number} * 1e3",
    "microseconds": "{number}",
    "mixed": f"{{number}} * case when abs({{number}}) < {SECONDS_BELOW} then 1e6 else 1e3 end",
}

SPREADSHEET_EPOCH = 25_569
"""Days from a spreadsheet's day zero (1899-12-30) to 1970-01-01."""

_CLOCKS = (" %H:%M:%S", " %H:%M", " %I:%M %p", "")
_SLASHED = {"day_first": "%d/%m/%Y", "month_first": "%m/%d/%Y"}
# No date looks so; letters would be read as a pattern by Spark.
_NO_DATE = "~~~ %Y"


@dataclass(frozen=True)
class TimeStyle:
    """How one column's times are written: unit of its numbers, order of its dates in digits.

    `naive` says that some name no zone, `odd` that some can't be read at once, `short` that some have a year of two
    digits, `cut` that all numbers in scientific notation are so short that they have lost digits.
    """

    unit: Unit | None = None
    order: Order | None = None
    naive: bool = False
    odd: bool = False
    short: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Magnitudes:
    """How many of a column's numbers lie below each bound of UNIT_BELOW."""

    below: Mapping[Unit, int] = field(default_factory=dict)

    @property
    def unit(self) -> Unit | None:
        """The unit of the column's median; None when it holds no numbers."""
        total = self.below.get("nanoseconds", 0)
        return next((unit for unit, count in self.below.items() if total and 2 * count > total), None)


def check_timezone(timezone: str) -> str:
    """Return the name itself when it is a time zone; InputError otherwise."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError.of("values.no_time_zone", given=timezone) from error
    return timezone


def slashed_formats(style: TimeStyle) -> str:
    """The strptime formats for dates with slashes, as an SQL list."""
    date = _SLASHED.get(style.order or "", _NO_DATE)
    return "[" + ", ".join(f"'{date}{clock}'" for clock in _CLOCKS) + "]"


def from_number(number: str, whole: str, unit: Unit, zone: str) -> str:
    """SQL: microseconds UTC from a number since 1970; `whole` is the same number as BIGINT, exactly."""
    if unit == "days":
        days = f"({number} - {SPREADSHEET_EPOCH}) * 86400e6"
        return f"epoch_us(timezone({zone}, make_timestamp(try_cast({days} as bigint))))"
    if unit in WRITTEN:
        return f"epoch_us(timezone({zone}, source_stamp(cast({whole} as varchar))))"
    if unit == "nanoseconds":
        return f"{whole} // 1000"
    return f"try_cast({_MICROSECONDS[unit].format(number=number)} as bigint)"


def read_at_once(given: str, style: TimeStyle) -> str:
    """SQL: microseconds UTC from a text that is a number, or a date as most tools write it."""
    number, whole = f"try_cast({given} as double)", f"try_cast({given} as bigint)"
    dated = f"source_date({given}, $zone, {slashed_formats(style)})"
    if style.short:
        dated = f"case when not {is_short(given)} then {dated} end"
    if style.unit is None:
        return dated
    return f"case when {number} is not null then {from_number(number, whole, style.unit, '$zone')} else {dated} end"


def is_plain(given: str) -> str:
    """SQL: whether a text looks like 2024-05-31 10:00:00, with or without a fraction and a Z behind it."""
    signs = " and ".join(f"substr({given}, {place}, 1) = '{sign}'" for place, sign in ((5, "-"), (8, "-"), (14, ":")))
    end = f"right({given}, 1)"
    return f"({signs} and substr({given}, 11, 1) in (' ', 'T') and ({end} between '0' and '9' or {end} = 'Z'))"
