"""Numbers, shares, odds and dates as people write them, in English and Chinese.

The last room of the house, used by the catalogue's sentences and by the report's tables.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

Lang = Literal["en", "zh"]

NOTHING = "–"
"""Stands where there is no number: unknown is never shown as zero."""

NARROW = "\u202f"
"""A narrow space that doesn't break, between a number and its unit."""

MINUS = "\u2212"

COMPACT_FROM = {"en": 1e6, "zh": 1e5}
"""From here on a number is written with its magnitude (1.2 M, 120万) instead of in full."""

MAGNITUDES = {
    "en": ((1e12, NARROW + "T"), (1e9, NARROW + "B"), (1e6, NARROW + "M")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}

POWERS_FROM = 1e16
"""Beyond this no word for the magnitude is common in either language: powers of ten."""

SUREST_ODDS = 12.0
"""Odds (-log10 p) beyond this are not told apart: a model's tail is not known to more than a trillion."""

SUREST_RATIO = 1000.0
"""Odds beyond this are not told apart in words: no weight here is known well enough to claim more."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_ZONE: ContextVar[tzinfo] = ContextVar("zone", default=UTC)


@contextmanager
def days_of(timezone: str) -> Iterator[None]:
    """Write, within the block, the days that moments have in this time zone; elsewhere they have those of UTC."""
    before = _ZONE.set(ZoneInfo(timezone))
    try:
        yield
    finally:
        _ZONE.reset(before)


def count(x: float | None, _lang: Lang) -> str:
    """Write a count in full with thousands marked (37,420); the same in both languages."""
    if x is None:
        return NOTHING
    return _power(x) if abs(x) >= POWERS_FROM else f"{round(x):,}".replace("-", MINUS)


def compact(x: float | None, lang: Lang) -> str:
    """Write a large count by its magnitude: 1.2 M, 120万; a small one in full."""
    if x is None or abs(x) < COMPACT_FROM[lang] or abs(x) >= POWERS_FROM:
        return count(x, lang)
    size, unit = next(step for step in MAGNITUDES[lang] if abs(x) >= step[0])
    part = x / size
    return (f"{part:.1f}".removesuffix(".0") if abs(part) < 100 else f"{part:,.0f}") + unit


def percent(x: float | None, lang: Lang) -> str:
    """Write a share (0..1) in percent, and never round a small one to nothing or a large one to all."""
    if x is None:
        return NOTHING
    unit = NARROW + "%" if lang == "en" else "%"
    if 0 < x < 0.0001:
        return "<" + NARROW + "0.01" + unit
    if 0.999 < x < 1:
        return ">" + NARROW + "99.9" + unit
    digits = 2 if 0 < abs(x) < 0.001 else 1 if abs(x) < 0.0995 else 0
    if 0.99 <= x <= 0.999:
        digits = 1
    return f"{100 * x:.{digits}f}".replace("-", MINUS) + unit


def tenths(x: float | None, lang: Lang) -> str:
    """Write a share (0..1) in percent with one decimal, where small differences are told: 57.4 %."""
    return NOTHING if x is None else f"{100 * x:.1f}".replace("-", MINUS) + (NARROW + "%" if lang == "en" else "%")


def change(x: float | None, lang: Lang) -> str:
    """Write a relative change with its sign: +140 %, −4.9 %."""
    if x is None:
        return NOTHING
    rounded = f"{100 * abs(x):,.0f}" if abs(x) >= 0.0995 else f"{100 * abs(x):.1f}"
    sign = "" if rounded == "0.0" else "+" if x > 0 else MINUS
    return f"{sign}{rounded}{NARROW if lang == 'en' else ''}%"


def amount(x: float | None, lang: Lang) -> str:
    """Write a mean or a rate with three digits: 0.0042, 1.25, 37.4, 1,204."""
    if x is None:
        return NOTHING
    if abs(x) >= 99.95:
        return compact(x, lang)
    return (f"{x:.3g}" if x else "0").replace("-", MINUS)


def setting(x: bool | float | str | None, _lang: Lang) -> str:
    """Write the value of a parameter as it can be set: true, 0.05, 3000, discount; the same in both languages."""
    if x is None:
        return NOTHING
    if isinstance(x, bool):
        return "true" if x else "false"
    if isinstance(x, str):
        return x
    return str(x) if isinstance(x, int) else f"{x:.6g}"


def probability(x: float | None, _lang: Lang) -> str:
    """Write a probability with two digits; certainty is never claimed (> 0.99, < 0.01)."""
    if x is None:
        return NOTHING
    if x > 0.99:
        return ">" + NARROW + "0.99"
    return "<" + NARROW + "0.01" if x < 0.01 else f"{x:.2f}"


def bits(x: float | None, _lang: Lang) -> str:
    """Write a weight with its sign: +2.1, −0.4."""
    if x is None:
        return NOTHING
    rounded = f"{abs(x):,.0f}" if abs(x) >= 1000 else f"{abs(x):.1f}"
    return rounded if rounded == "0.0" else ("+" if x > 0 else MINUS) + rounded


def shift(x: float | None, lang: Lang) -> str:
    """Write a comparison given as one half plus a difference of shares: 32 points more, 4 points less."""
    if x is None:
        return NOTHING
    points = round(100 * (x - 0.5))
    if lang == "zh":
        return f"{'多' if points >= 0 else '少'} {abs(points)} 个百分点"
    return f"{abs(points)} {'point' if abs(points) == 1 else 'points'} {'more' if points >= 0 else 'less'}"


def odds(surprise: float | None, lang: Lang) -> str:
    """Write a surprise (-log10 of a chance) as odds: 1 in 25,000; beyond a trillion, only that."""
    if surprise is None:
        return NOTHING
    if surprise > SUREST_ODDS:
        return "less than 1 in a trillion" if lang == "en" else "不到万亿分之一"
    whole = 10 ** max(surprise, 0.0)
    step = 10 ** max(math.floor(math.log10(whole)) - 1, 0)
    number = compact(round(whole / step) * step, lang)
    if lang == "en":
        return f"1 in {number}"
    return f"{number}{'' if number[-1] in '万亿' else ' '}分之一"


def ratio(log2_odds: float | None, lang: Lang) -> str:
    """Write odds given as their log2: 18 to 1, 1 to 6; 18 比 1; beyond a thousand to one, only that."""
    if log2_odds is None:
        return NOTHING
    to, more, less = (" to ", "more than ", "less than ") if lang == "en" else (" 比 ", "超过 ", "不到 ")
    odds_on = 2.0 ** min(abs(log2_odds), 40.0)
    number = f"{odds_on:.2g}" if odds_on < 99.5 else f"{float(f'{odds_on:.2g}'):,.0f}"
    if odds_on > SUREST_RATIO:
        number = f"{SUREST_RATIO:,.0f}"
        return f"{more}{number}{to}1" if log2_odds > 0 else f"{less}1{to}{number}"
    return f"{number}{to}1" if log2_odds >= 0 else f"1{to}{number}"


def hundred(share: float | None, lang: Lang) -> str:
    """Write a probability as how many of a hundred; never none of them and never all. Chinese ends in a space."""
    if share is None:
        return NOTHING
    about, more, fewer = ("about ", "more than ", "fewer than ") if lang == "en" else ("约 ", "超过 ", "不到 ")
    said = f"{more}99" if share > 0.995 else f"{fewer}1" if share < 0.005 else f"{about}{round(100 * share)}"
    return said if lang == "en" else said + " "


def times(log2_ratio: float | None, lang: Lang) -> str:
    """Write a ratio given as its log2: 8 times, 0.25 times."""
    if log2_ratio is None:
        return NOTHING
    ratio = 2.0 ** min(max(log2_ratio, -30.0), 40.0)
    number = compact(ratio, lang) if ratio >= 100 else f"{ratio:.2g}"
    if ratio < 0.01:
        number = f"<{NARROW}0.01"
    return f"{number} times" if lang == "en" else f"{number} 倍"


def day(moment: datetime | None, lang: Lang) -> str:
    """Write a date: 3 Mar 2025, 2025年3月3日."""
    if moment is None:
        return NOTHING
    moment = _there(moment)
    if lang == "zh":
        return f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def iso(moment: datetime | None, _lang: Lang) -> str:
    """Write a date for a table's column, where dates must align and sort: 2025-03-03 in both languages."""
    return NOTHING if moment is None else f"{_there(moment):%Y-%m-%d}"


def seconds(x: float | None, lang: Lang) -> str:
    """Write how long something took: 0.42 s, 3 min 12 s."""
    if x is None:
        return NOTHING
    minute, second = ("min", "s") if lang == "en" else ("分", "秒")
    if x < 60:
        return f"{x:.{2 if x < 10 else 1}f}{NARROW}{second}"
    whole = round(x)
    return f"{whole // 60:,}{NARROW}{minute} {whole % 60}{NARROW}{second}"


def _there(moment: datetime) -> datetime:
    """The moment as the clocks of the zone have it; one that names no zone is taken as it stands."""
    return moment.astimezone(_ZONE.get()) if moment.tzinfo else moment


def _power(x: float) -> str:
    """Write a number beyond words as 1.2 × 10¹⁸."""
    front, exponent = f"{x:.1e}".split("e")
    raised = str(int(exponent)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{front}{NARROW}×{NARROW}10{raised}".replace("-", MINUS)
