"""Times that are told from another moment: `昨天 12:30`, `3周前·浙江`, `2h ago`, `05-12 浙江`.

They are times only relative to when the data were taken, which `--taken` says.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from likewise.errors import InputError

Part = Callable[[int], str]
"""SQL of one of the parts of a text, counted from 1."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400

UNITS: Mapping[str, int] = {
    # Chinese, simplified and traditional, and Japanese.
    **dict.fromkeys(("秒", "秒钟", "秒鐘"), 1),
    **dict.fromkeys(("分", "分钟", "分鐘"), _MINUTE),
    **dict.fromkeys(("时", "小时", "个小时", "小時", "個小時", "時間"), _HOUR),
    **dict.fromkeys(("天", "日"), _DAY),
    **dict.fromkeys(("周", "週", "星期", "个星期", "週間", "週间"), 7 * _DAY),
    **dict.fromkeys(("月", "个月", "個月", "ヶ月", "か月", "カ月"), 30 * _DAY),
    "年": 365 * _DAY,
    # Korean.
    **dict.fromkeys(("초",), 1),
    **dict.fromkeys(("분",), _MINUTE),
    **dict.fromkeys(("시간",), _HOUR),
    **dict.fromkeys(("일",), _DAY),
    **dict.fromkeys(("주",), 7 * _DAY),
    **dict.fromkeys(("개월", "달"), 30 * _DAY),
    **dict.fromkeys(("년",), 365 * _DAY),
    # English, with the short forms of X, Instagram, LinkedIn and YouTube.
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), _MINUTE),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), _HOUR),
    **dict.fromkeys(("d", "day", "days"), _DAY),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 7 * _DAY),
    **dict.fromkeys(("mo", "mos", "month", "months"), 30 * _DAY),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 365 * _DAY),
}
"""Seconds in a unit, as it is written between a number and `前` or `ago`."""

SHORT = ("s", "m", "min", "h", "hr", "d", "w", "wk", "mo", "y", "yr")
"""Units that X, Instagram and LinkedIn write without a word behind: `2h`."""

AGO = ("前", "之前", "以前", "ago", "전")

NOW = (
    *("刚刚", "刚才", "剛剛", "剛才", "几秒前", "たった今", "방금", "방금 전"),
    *("just now", "now", "a few seconds ago"),
)
"""Words for the moment itself."""

DAYS: Mapping[str, int] = {
    **dict.fromkeys(("今天", "今日", "today", "오늘"), 0),
    **dict.fromkeys(("昨天", "昨日", "yesterday", "어제"), 1),
    **dict.fromkeys(("前天", "前日", "一昨日", "그제"), 2),
}
"""Days before the one on which the data were taken."""

CLOCK = (
    "(?:[ t]*([0-9]{1,2}) ?[:时時点點시] ?(?:([0-9]{1,2})(?:[:分분] ?([0-9]{1,2})?)?)?[秒초]?)?"
    "(?: ?(am|pm|noon|night))?"
)
_PLACE = "(?: ?(?:ip属地|ip屬地|来自|來自|来源|來源)?[: ：]*[一-鿿]{2,12}(?: .*)?)?"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


PATTERNS = (
    f"^(?:about |over |almost )?([0-9]+|an?|one) ?({_any(tuple(UNITS))})()()()()()()() ?(?:{_any(AGO)}){_PLACE}$",
    f"^([0-9]+) ?({_any(SHORT)})()()()()()()(){_PLACE}$",
    f"^()()({_any(NOW)})()()()()()(){_PLACE}$",
    f"^()()({_any(tuple(DAYS))})()(){CLOCK}{_PLACE}$",
    f"^()()()([0-9]{{1,2}})[-月] ?([0-9]{{1,2}})[日号號]?{CLOCK}{_PLACE}$",
)
"""Patterns with nine groups each: number, unit, word, month, day, hour, minute, second, half of the day."""

BEFORE_NOW = PATTERNS[:4]
"""Those of times before now; the last one is of days without a year."""


def ago(part: Part, taken: int) -> str:
    """Return SQL for the moment so many units before the data were taken, microseconds UTC.

    Parameters
    ----------
    part
        SQL of one of the nine parts, counted from 1.
    taken
        When the data were taken, microseconds UTC.
    """
    number = f"case when {part(1)} in ('a', 'an', 'one') then 1 else try_cast({part(1)} as bigint) end"
    units = " ".join(f"when '{word}' then {seconds}" for word, seconds in UNITS.items())
    now = ", ".join(f"'{word}'" for word in NOW)
    return (
        f"case when {part(1)} <> '' then {taken} - {number} * (case {part(2)} {units} end) * 1000000 "
        f"when {part(3)} in ({now}) then {taken} end"
    )


def day(part: Part, month: str, taken: int, zone: str) -> tuple[str, str, str]:
    """Return SQL for the year, the month and the day that a relative time names: yesterday, or 12 May.

    A day without a year is the last one before the data were taken.

    Parameters
    ----------
    part
        SQL of one of the nine parts, counted from 1.
    month
        SQL of the month that they name, in two digits.
    taken
        When the data were taken, microseconds UTC.
    zone
        The zone that days are counted in.
    """
    here = datetime.fromtimestamp(taken / 1e6, UTC).astimezone(ZoneInfo(zone))
    # What was seen can't come later; a day is left for zones that differ.
    latest = here + timedelta(days=1)
    dated = f"{month} || lpad({part(5)}, 2, '0') > '{latest:%m%d}'"
    found = []
    for field, otherwise in (
        ("%Y", f"case when {dated} then '{latest.year - 1}' else '{latest.year}' end"),
        ("%m", month),
        ("%d", part(5)),
    ):
        cases = " ".join(
            f"when {part(3)} in ({', '.join(repr(word) for word, days in DAYS.items() if days == back)}) "
            f"then '{here - timedelta(days=back):{field}}'"
            for back in sorted(set(DAYS.values()))
        )
        found.append(f"case {cases} else {otherwise} end")
    return found[0], found[1], found[2]


def taken_at(given: str | None, timezone: str) -> int | None:
    """Return the moment that `--taken` says, microseconds UTC; None where it says none.

    Parameters
    ----------
    given
        A date or a time in ISO 8601, as `2026-05-10` or `2026-05-10T21:30:00+08:00`.
    timezone
        The zone of a time that names none.

    Raises
    ------
    InputError
        For a text that is neither.
    """
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError as error:
        raise InputError.of("values.bad_taken", given=given) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
