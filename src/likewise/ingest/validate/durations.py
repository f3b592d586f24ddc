"""Lengths of time: `PT1M3S`, `1m 3s`, `63 seconds`, `1分3秒`.

Clocks such as `1:03` are read by the macros of `sources`.
"""

UNITS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (86_400, ("天", "日", "d", "day", "days", "일")),
    (3600, ("小时", "小時", "时", "時間", "h", "hr", "hrs", "hour", "hours", "시간")),
    (60, ("分钟", "分鐘", "分", "m", "min", "mins", "minute", "minutes", "분")),
    (1, ("秒钟", "秒鐘", "秒", "s", "sec", "secs", "second", "seconds", "초")),
)
"""Seconds in a unit, and the words for it, in the order in which they are written."""

EMPTY = "P0D"
"""What YouTube's API gives as the length of a live video: that it has none."""

_FIGURE = "([0-9]+(?:[.][0-9]+)?)"
_WORDS = (
    "^()"
    + "".join(
        f"(?:{_FIGURE} ?(?:{'|'.join(sorted(words, key=len, reverse=True))})[ ,]*(?:and )?)?" for _, words in UNITS
    )
    + "()()()()$"
)
_ISO = f"^p(?:{_FIGURE}w)?(?:{_FIGURE}d)?(?:t(?:{_FIGURE}h)?(?:{_FIGURE}m)?(?:{_FIGURE}s)?)?()()()()$"


def said_lengths(figures: str) -> str:
    """Return SQL for the parts of a length with a bar between: weeks, days, hours, minutes, seconds.

    Parameters
    ----------
    figures
        SQL of the text in lower case, with a point before decimals.
    """
    return f"source_parts_ymd(source_parts_ymd({figures}, '{_ISO}'), '{_WORDS}')"


def seconds(said: str) -> str:
    """Return SQL for the seconds that the parts of a length amount to; NULL where they are none."""
    sizes = (7 * 86_400, *(size for size, _ in UNITS))
    parts = [f"split_part({said}, '|', {n})" for n in range(1, 6)]
    total = " + ".join(
        f"coalesce(try_cast(nullif({part}, '') as double), 0.0) * {size}"
        for part, size in zip(parts, sizes, strict=True)
    )
    filled = f"contains({said}, '|') and concat({', '.join(parts)}) <> ''"
    return f"case when {filled} then {total} end"
