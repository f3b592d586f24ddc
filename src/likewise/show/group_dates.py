"""The dates in which a group was used, as a person gives them, as spans of time.

Stands before creator mode: `--group-dates 2026-03-01..2026-04-15`, several with commas or by giving it again, and with
`name=` before it where the dates are one account's alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from likewise.answers.creator import Span
from likewise.engine import Engine
from likewise.errors import InputError
from likewise.show.catalogue import text
from likewise.show.numerals import Lang
from likewise.sources.times import check_timezone

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

GIVEN = re.compile(r"(?:(?P<account>.+)=)?(?P<first>\d{4}-\d\d-\d\d)(?:\.\.(?P<last>\d{4}-\d\d-\d\d))?")


def spans(given: Sequence[str], timezone: str = "UTC", lang: Lang = "en") -> tuple[Span, ...]:
    """The spans that `given` names, in their order; both days are whole days in `timezone`, the last one included.

    Raises InputError with a sentence in `lang` for what is no date, ends before it begins, or overlaps another of the
    same account.
    """
    zone = ZoneInfo(check_timezone(timezone))
    found = [_span(one, zone, lang) for some in given for one in some.split(",") if one.strip()]
    for before, after in _neighbours(found):
        if after.start < before.end:
            shown = (EPOCH + timedelta(microseconds=after.start)).astimezone(zone).date().isoformat()
            raise InputError(text(lang, "creator.dates.overlap", day=shown))
    return tuple(found)


def require_known(engine: Engine, given: Sequence[Span], lang: Lang = "en") -> None:
    """Raise InputError when a span is of an account that isn't in the engine's table `account`."""
    for span in given:
        if span.account is not None and not engine.value(
            "select count(*) from account where id = $id", id=span.account
        ):
            raise InputError(text(lang, "creator.dates.nobody", account=span.account))


def _span(given: str, zone: ZoneInfo, lang: Lang) -> Span:
    matched = GIVEN.fullmatch(given.strip())
    if matched is None:
        raise InputError(text(lang, "creator.dates.unread", given=given.strip()))
    first = _day(matched["first"], lang)
    last = _day(matched["last"] or matched["first"], lang)
    if last < first:
        raise InputError(text(lang, "creator.dates.backwards", first=matched["first"], last=matched["last"]))
    return Span(_midnight(first, zone), _midnight(last + timedelta(days=1), zone), matched["account"])


def _day(given: str, lang: Lang) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise InputError(text(lang, "creator.dates.no_day", given=given)) from error


def _midnight(day: date, zone: ZoneInfo) -> int:
    return (datetime.combine(day, time(), zone) - EPOCH) // timedelta(microseconds=1)


def _neighbours(found: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Every two spans that an account could have both of, the earlier first."""
    ordered = sorted(found, key=lambda span: (span.start, span.end))
    for place, before in enumerate(ordered):
        for after in ordered[place + 1 :]:
            if before.account == after.account or None in {before.account, after.account}:
                yield before, after
