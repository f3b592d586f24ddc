"""Letters behind a time that say which zone it is in: `EDT`, `BRT`, `JST`.

Letters that stand for several zones (`CST` is China's, Cuba's and Chicago's) say nothing, unless the zone that the
user gives calls itself so.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

MINUTES: Mapping[str, int] = {
    # RFC 2822, section 4.3; CST is left out, since China's tools write it, too.
    **dict.fromkeys(("ut", "utc", "gmt", "z", "wet"), 0),
    "est": -300,
    "edt": -240,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    # The rest is in the time zone database (IANA tzdata), where each stands for one offset since 2000.
    "akst": -540,
    "akdt": -480,
    "hst": -600,
    "brt": -180,
    "brst": -120,
    "art": -180,
    "clt": -240,
    "clst": -180,
    "pet": -300,
    "nst": -210,
    "ndt": -150,
    "west": 60,
    "cet": 60,
    "cest": 120,
    "mez": 60,
    "mesz": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "trt": 180,
    "wat": 60,
    "cat": 120,
    "sast": 120,
    "eat": 180,
    "pkt": 300,
    "npt": 345,
    "wib": 420,
    "wita": 480,
    "wit": 540,
    "ict": 420,
    "hkt": 480,
    "sgt": 480,
    "pht": 480,
    "awst": 480,
    "jst": 540,
    "kst": 540,
    "acst": 570,
    "acdt": 630,
    "aest": 600,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
}
"""Minutes ahead of UTC, by letters in lower case."""

SEVERAL = ("cst", "ist", "bst", "ast", "adt", "sst", "gst", "ect", "amt", "wst", "mt", "et", "ct", "pt")
"""Letters that stand for several zones, or for one in summer and another in winter."""


def own_letters(timezone: str) -> frozenset[str]:
    """Return what a zone calls itself, in lower case, among the letters that stand for several.

    Examples
    --------
    >>> sorted(own_letters("Asia/Shanghai"))
    ['cst']
    """
    zone = ZoneInfo(timezone)
    names = {datetime(2024, month, 1, tzinfo=zone).tzname() for month in (1, 7)}
    return frozenset(name.lower() for name in names if name) & frozenset(SEVERAL)


def offset(letters: str) -> str:
    """Return SQL for the minutes ahead of UTC that letters or `+08:00` say; NULL where they say none.

    Parameters
    ----------
    letters
        SQL of what stands behind a time, in lower case and without blanks.
    """
    cases = " ".join(f"when '{name}' then {minutes}" for name, minutes in MINUTES.items())
    signed = f"regexp_replace({letters}, '^(utc|gmt)', '')"
    hours, minutes = (
        f"try_cast(nullif(regexp_extract({signed}, '^[+-]([0-9][0-9]?):?([0-9][0-9])?$', {group}), '') as integer)"
        for group in (1, 2)
    )
    sign = f"case when left({signed}, 1) = '-' then -1 else 1 end"
    return f"cast(case {letters} {cases} else {sign} * ({hours} * 60 + coalesce({minutes}, 0)) end as bigint)"
