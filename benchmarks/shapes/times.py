"""How tools write moments: styles, each with the moment that the cell says and what zone it names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from random import Random
from zoneinfo import ZoneInfo

Cell = str | int | float | bool | datetime | None

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)

LETTERS = {"UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BRT": -3, "JST": 9}
"""Zone letters that mean one zone (CST, which is China's and Chicago's, isn't among them), and their hours."""

OFFSETS = (timedelta(hours=8), timedelta(0), timedelta(hours=-5), timedelta(hours=5, minutes=30), timedelta(hours=1))
"""Offsets that exports write: China, UTC, New York, India, Berlin."""


@dataclass(frozen=True)
class Moment:
    """A cell and the moment (UTC) that it says."""

    cell: Cell
    said: datetime


@dataclass(frozen=True)
class TimeStyle:
    """A way to write a moment: how fine it is, whether it names a zone, whether day and month can be confused, and
    whether the year has two digits.
    """

    name: str
    write: Callable[[datetime], Cell]
    grain: timedelta = SECOND
    named: bool = False
    swappable: bool = False
    short: bool = False


def _rfc(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S %z")


def _twitter(moment: datetime) -> str:
    return moment.strftime("%a %b %d %H:%M:%S %z %Y")


def _us(moment: datetime) -> str:
    return f"{moment.month}/{moment.day}/{moment.year} {moment.hour % 12 or 12}:{moment.minute:02} " + (
        "AM" if moment.hour < 12 else "PM"
    )


def _short(moment: datetime) -> str:
    return f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment.minute:02}"


def _chinese(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment.hour:02}:{moment.minute:02}"


STYLES: Mapping[str, TimeStyle] = {
    style.name: style
    for style in (
        TimeStyle("iso_z", lambda one: one.strftime("%Y-%m-%dT%H:%M:%SZ"), named=True),
        TimeStyle("iso_z_ms", lambda one: one.strftime("%Y-%m-%dT%H:%M:%S.000Z"), named=True),
        TimeStyle("iso_offset", lambda one: one.isoformat(), named=True),
        TimeStyle("iso_offset_space", lambda one: one.isoformat(" "), named=True),
        TimeStyle("iso_naive", lambda one: one.strftime("%Y-%m-%d %H:%M:%S")),
        TimeStyle("iso_naive_t", lambda one: one.strftime("%Y-%m-%dT%H:%M:%S")),
        TimeStyle("epoch_s", lambda one: int(one.timestamp()), named=True),
        TimeStyle("epoch_ms", lambda one: int(one.timestamp()) * 1000, named=True),
        TimeStyle("slash", _short, MINUTE),
        TimeStyle("chinese", _chinese, MINUTE),
        TimeStyle("us_12h", _us, MINUTE, swappable=True),
        TimeStyle("day_first", lambda one: one.strftime("%d/%m/%Y %H:%M"), MINUTE, swappable=True),
        TimeStyle("day_first_dots", lambda one: one.strftime("%d.%m.%Y %H:%M"), MINUTE),
        TimeStyle("short_dots", lambda one: one.strftime("%d.%m.%y %H:%M"), MINUTE, short=True),
        TimeStyle("short_us", lambda one: f"{one.month}/{one.day}/{one:%y %H:%M}", MINUTE, swappable=True),
        TimeStyle("short_year_first", lambda one: one.strftime("%y/%m/%d %H:%M"), MINUTE, short=True),
        TimeStyle("rfc2822", _rfc, named=True),
        TimeStyle("twitter", _twitter, named=True),
        TimeStyle("underscore", lambda one: one.strftime("%Y-%m-%d_%H:%M:%S")),
        TimeStyle("letters", lambda one: one.strftime("%Y-%m-%d %H:%M:%S %Z"), named=True),
        TimeStyle("day", lambda one: one.strftime("%Y-%m-%d"), DAY),
        TimeStyle("compact_day", lambda one: one.strftime("%Y%m%d"), DAY),
        TimeStyle("long_month", lambda one: f"{one:%b} {one.day}, {one.year}", DAY),
        TimeStyle("native", lambda one: one.replace(tzinfo=None)),
    )
}

_COMMON = {"iso_z": 10, "iso_naive": 22, "iso_offset": 8, "epoch_s": 10, "epoch_ms": 6, "iso_z_ms": 4, "iso_naive_t": 4}
BY_LANGUAGE: Mapping[str, Mapping[str, int]] = {
    "en": _COMMON | {"us_12h": 8, "rfc2822": 4, "twitter": 6, "letters": 6, "underscore": 2, "slash": 3, "short_us": 3},
    "zh": _COMMON | {"slash": 14, "chinese": 14, "underscore": 4, "twitter": 3, "short_year_first": 3},
    "de": _COMMON | {"day_first_dots": 16, "day_first": 4, "letters": 3, "short_dots": 4},
    "es": _COMMON | {"day_first": 16, "letters": 3},
    "pt": _COMMON | {"day_first": 16, "letters": 3},
    "ja": _COMMON | {"slash": 14, "chinese": 8, "short_year_first": 4},
}
"""How often each style is drawn, by the table's language."""

ZONES = {"zh": "Asia/Shanghai", "ja": "Asia/Tokyo", "de": "Europe/Berlin", "es": "Europe/Madrid"}
"""The zone that is told (`--tz`) where a table's naive times are in a zone that its bringer knows."""


def draw_style(rng: Random, language: str, native: bool = False) -> TimeStyle:
    """Return a style as tables of that language have it; `native` where the container has a type for moments."""
    if native and rng.random() < 0.5:
        return STYLES["native"]
    weights = BY_LANGUAGE[language]
    return STYLES[rng.choices(list(weights), list(weights.values()))[0]]


def column(
    rng: Random, moments: Sequence[datetime | None], style: TimeStyle, told: str | None
) -> tuple[list[Cell], list[datetime | None]]:
    """Return the cells of a column of moments and the moments (UTC) that they say, in the zone `told` if it is."""
    zone = _zone(rng, style, told)
    cells: list[Cell] = []
    said: list[datetime | None] = []
    for moment in moments:
        if moment is None:
            cells.append(None)
            said.append(None)
            continue
        local = _floor(_once(moment, zone).astimezone(zone), style.grain)
        cells.append(style.write(local))
        said.append(local.astimezone(UTC))
    return cells, said


def ambiguous(moments: Sequence[datetime | None], style: TimeStyle, told: str | None) -> bool:
    """Tell whether day and month, or day and year, of a whole column could be swapped: then nobody can tell."""
    zone = ZoneInfo(told) if told else UTC
    days = [moment.astimezone(zone) for moment in moments if moment is not None]
    if style.short:
        return len({one.day for one in days}) <= len({one.year for one in days})
    return style.swappable and all(one.day <= 12 for one in days)


def _zone(rng: Random, style: TimeStyle, told: str | None) -> ZoneInfo | timezone:
    if style.name == "iso_offset":
        return timezone(rng.choice(OFFSETS))
    if style.name == "letters":
        letters = rng.choice(list(LETTERS))
        return timezone(timedelta(hours=LETTERS[letters]), letters)
    if style.named or not told:
        return UTC
    return ZoneInfo(told)


def _once(moment: datetime, zone: tzinfo) -> datetime:
    """The moment, or one a few hours later where the clocks of a zone are set back and an hour comes twice."""
    local = moment.astimezone(zone).replace(tzinfo=None)
    twice = local.replace(tzinfo=zone, fold=0).utcoffset() != local.replace(tzinfo=zone, fold=1).utcoffset()
    return moment + timedelta(hours=3) if twice else moment


def _floor(moment: datetime, grain: timedelta) -> datetime:
    if grain == DAY:
        return moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.replace(second=0, microsecond=0) if grain == MINUTE else moment.replace(microsecond=0)
