"""Honest levers on the page: what goes with deeper engagement, an hour of each beside an hour of the group.

Stands on levers.parquet; the row of the lever `group` is what the others are compared with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from likewise.show.catalogue import text, word
from likewise.show.interval import Bar, Change, Scale
from likewise.show.numerals import NOTHING, Lang
from likewise.show.page_answer import change_of
from likewise.show.rows import Row, rows
from likewise.show.view import ReportView

GROUP = "group"
_HOURS = ("an_hour", "an_hour_low", "an_hour_high")
_COLUMNS = (
    *("lever", "outcome", "change", "low", "high", "p", "posts", "accounts", "minutes"),
    *_HOURS,
    "advice",
)

NO_WORK = 1.0
"""Minutes a post up to which an hour of a lever means nothing: it would be the work of sixty posts or more."""


@dataclass(frozen=True)
class LeverRow:
    """One lever and one outcome: the change that goes with it, and how many posts' worth an hour of work adds."""

    row: Row
    name: str
    outcome: str
    change: Change
    bar: Bar | None
    hour: float | None
    worth: str
    worth_interval: str
    group: bool
    advice: str


@dataclass(frozen=True)
class LeverSection:
    """All levers on one scale of changes.

    `advised` are sentences to act on, `notes` what the whole rests on and what would break it.
    """

    rows: tuple[LeverRow, ...]
    scale: Scale
    advised: tuple[str, ...]
    notes: tuple[str, ...]


def levers(view: ReportView, lang: Lang) -> LeverSection:
    """Return the levers, what can be advised first, the group's own row last."""
    found = [row for row in rows(view.levers, _COLUMNS) if row["lever"]]
    scale = Scale.over(change_of(row, "change") for row in found)
    shown = sorted((_row(row, scale, lang) for row in found), key=_place)
    advised = tuple(dict.fromkeys(row.advice for row in shown if row.advice))
    return LeverSection(tuple(shown), scale, advised, tuple(_notes(found, view, lang)))


def _notes(found: list[Row], view: ReportView, lang: Lang) -> Iterator[str]:
    """How the levers were compared, what is assumed of the minutes, and what would mislead."""
    yield text(lang, "lever.method")
    zone = view.run.get("timezone") or "UTC"
    for family in ("format", "time"):
        if any(row["lever"].startswith(f"{family}_") for row in found):
            yield text(lang, f"lever.assumes.{family}", zone=zone)
    minutes = next((row["minutes"] for row in found if row["lever"] == GROUP), None)
    if minutes is not None:
        yield text(lang, "lever.assumes.group", minutes=minutes)
    yield text(lang, "lever.breaks")


def _hour(row: Row) -> Change:
    """How many posts' worth an hour adds, as precisely as it is told; nothing of what takes no work to speak of."""
    if row["minutes"] is None or row["minutes"] <= NO_WORK:
        return None, None, None
    at, low, high = (_rounded(row[name]) for name in _HOURS)
    return at, low, high


def _rounded(posts: float | None) -> float | None:
    return None if posts is None else round(posts, 1 if abs(posts) >= 1 else 2)


def _place(one: LeverRow) -> tuple[bool, bool, float]:
    return one.group, not one.advice, -(one.change[1] if one.change[1] is not None else float("-inf"))


def _row(row: Row, scale: Scale, lang: Lang) -> LeverRow:
    name, outcome = word(lang, "lever.name", row["lever"]), word(lang, "lever.outcome", row["outcome"] or "–")
    found = change_of(row, "change")
    advice = ""
    if row["advice"] and found[0] is not None:
        numbers = {"change": found[0], "low": found[1], "high": found[2]}
        advice = text(lang, "lever.advice", lever=name, outcome=outcome, **numbers)
    hour, low, high = _hour(row)
    ends = hour is not None and low is not None and high is not None
    return LeverRow(
        row=row,
        name=name,
        outcome=outcome,
        change=found,
        bar=scale.bar(found),
        hour=hour,
        worth=NOTHING if hour is None else text(lang, "lever.worth", worth=hour),
        worth_interval=text(lang, "lever.worth_interval", low=low, high=high) if ends else "",
        group=row["lever"] == GROUP,
        advice=advice,
    )
