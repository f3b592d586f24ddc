"""The parts of an account's health beside its score, each with its interval.

Stands on health.parquet, in which a row is an account and a part.
"""

from __future__ import annotations

from dataclasses import dataclass

from likewise.show.catalogue import has, text, word
from likewise.show.numerals import Lang, amount, percent
from likewise.show.rows import Row, rows
from likewise.show.view import ReportView

SCORE = "score"
RATIOS = ("forecast",)
"""Parts that are a level over another level, not a share of a whole: the level after the group over the level now."""

_FULL = 2.0
"""A ratio's bar is full at twice the level; its middle is no change."""


@dataclass(frozen=True)
class Part:
    """One part: its name, its value as written, its bar in percent, and its interval in words."""

    name: str
    value: str
    at: int
    said: str


@dataclass(frozen=True)
class Meaning:
    """One part in the legend: its name as short as a table needs it, its whole name, and what it is."""

    short: str
    name: str
    about: str


@dataclass(frozen=True)
class Health:
    """One account's score with its interval, where known, and the parts that it is made of."""

    low: float | None
    high: float | None
    parts: tuple[Part, ...]


def healths(view: ReportView, lang: Lang) -> dict[str, Health]:
    """Return the health of each account that has parts."""
    found: dict[str, list[Row]] = {}
    for row in rows(view.health, ("account", "part", "value", "low", "high", "n")):
        if row["account"] is not None and row["part"] and row["value"] is not None:
            found.setdefault(row["account"], []).append(row)
    return {account: _health(parts, lang) for account, parts in found.items()}


def _health(parts: list[Row], lang: Lang) -> Health:
    score = next((row for row in parts if row["part"] == SCORE), {"low": None, "high": None})
    return Health(score["low"], score["high"], tuple(_part(row, lang) for row in parts if row["part"] != SCORE))


def _part(row: Row, lang: Lang) -> Part:
    ratio = row["part"] in RATIOS
    write = amount if ratio else percent
    low, high = write(row["low"], lang), write(row["high"], lang)
    said = text(lang, "answer_page.health_interval", low=low, high=high, n=row["n"])
    at = row["value"] / (_FULL if ratio else 1.0)
    name = word(lang, "answer_page.health", row["part"])
    return Part(name, write(row["value"], lang), round(100 * min(max(at, 0.0), 1.0)), said)


def legend(view: ReportView, lang: Lang) -> tuple[Meaning, ...]:
    """Return what each part that the data has is, once for all accounts."""
    parts = dict.fromkeys(row["part"] for row in rows(view.health, ("part",)) if row["part"])
    return tuple(
        Meaning(
            word(lang, "answer_page.health", part), word(lang, "health.part", part), text(lang, f"health.about.{part}")
        )
        for part in parts
        if part != SCORE and has(f"health.about.{part}")
    )
