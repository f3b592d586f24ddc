"""Effect curves: what joining and leaving did, step by step, raw and organic, and what would break the result.

Stands on effects.parquet, whose rows say in `what` which part of the event study they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from likewise.show.catalogue import text, word
from likewise.show.charts import RAW_COLOUR, REAL_COLOUR, Chart, Spec, chart
from likewise.show.interval import Bar, Change, Scale
from likewise.show.numerals import Lang, count
from likewise.show.numerals import change as written
from likewise.show.page_answer import change_of
from likewise.show.rows import Row, rows
from likewise.show.view import ReportView

EVENTS = ("join", "leave")
PARTS = ("raw", "organic")
CHECKS = ("effect", "second", "as_flagged", "pretrend", "placebo", "bound")
MUST_BE_NOTHING = ("pretrend", "placebo")
"""Checks that should find no change: a small p-value there speaks against the whole."""
SURPRISING = 0.05
"""A p-value below it at such a check is marked; the usual level."""

_CUT = 3.0
"""Intervals are drawn at most so many times as far from no change as the farthest estimate; the table has them whole."""
_COLUMNS = (
    *("event", "outcome", "part", "what", "unit", "period", "days", "change", "low", "high"),
    *("p", "level", "treated", "controls"),
)


@dataclass(frozen=True)
class Found:
    """What one check found of one part; `worry` says that it speaks against the result."""

    change: Change
    bar: Bar | None
    p: float | None
    worry: bool


@dataclass(frozen=True)
class Check:
    """One row of the table beside a curve: what is checked, and what it found of organic and of raw."""

    outcome: str
    name: str
    meaning: str
    organic: Found | None
    raw: Found | None


@dataclass(frozen=True)
class Event:
    """Joining or leaving: its curve, and the table of what would break it."""

    name: str
    curve: Chart | None
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class EffectSection:
    """The events, the outcomes to choose from (key and word), the checks' scale, and what the changes rest on."""

    outcomes: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]
    scale: Scale
    sizes: tuple[tuple[str, str], ...]

    @property
    def curves(self) -> tuple[Chart, ...]:
        """All that the page has to draw."""
        return tuple(event.curve for event in self.events if event.curve)


def effect(view: ReportView, lang: Lang) -> EffectSection:
    """Return the section's charts and rows; empty where no effect was estimated."""
    found = [row for row in rows(view.effects, _COLUMNS) if row["change"] is not None and row["outcome"]]
    names = tuple(dict.fromkeys(str(row["outcome"]) for row in found))
    outcomes = tuple((name, word(lang, "answer_page.outcome", name)) for name in names)
    scale = Scale.over(change_of(row, "change") for row in found if row["what"] in CHECKS and row["what"] != "bound")
    events = tuple(
        _event(event, own, names[0], scale, lang)
        for event in EVENTS
        if (own := [row for row in found if row["event"] == event])
    )
    return EffectSection(outcomes, events, scale, tuple(_sizes(found, lang)))


def _event(event: str, own: list[Row], outcome: str, scale: Scale, lang: Lang) -> Event:
    steps = [row for row in own if row["what"] == "step"]
    curve = _curve(event, steps, outcome, lang) if steps else None
    return Event(text(lang, f"answer_page.effect.curve_{event}"), curve, tuple(_checks(own, scale, lang)))


def _curve(event: str, steps: list[Row], outcome: str, lang: Lang) -> Chart:
    by_post = steps[0]["unit"] == "post"
    at = "period" if by_post or any(row["days"] is None for row in steps) else "days"
    values = [_point(row, at, steps, lang) for row in sorted(steps, key=lambda row: row[at] or 0)]
    title = text(lang, f"answer_page.effect.curve_{event}")
    axis = text(lang, f"answer_page.effect.axis_{'posts' if by_post else 'days' if at == 'days' else 'steps'}")
    spec = _spec(values, outcome, axis, text(lang, f"answer_page.effect.mark_{event}"), lang)
    return chart(f"effect-{event}", title, _said(steps, outcome, at, axis, lang), spec)


def _point(row: Row, at: str, steps: list[Row], lang: Lang) -> dict[str, Any]:
    """One step as the chart takes it, its interval cut where it would press all else flat."""
    reach = _CUT * max(0.1, *(abs(other["change"]) for other in steps if other["outcome"] == row["outcome"]))
    low, high = (row["change"] if row[end] is None else row[end] for end in ("low", "high"))
    return {
        "o": row["outcome"],
        "x": row[at],
        "p": word(lang, "answer_page.part", row["part"] or ""),
        "y": round(row["change"], 4),
        "l": round(max(low, -reach, -1.0), 4),
        "h": round(min(high, reach), 4),
        "i": f"{written(low, lang)} – {written(high, lang)}",
        "c": written(row["change"], lang),
    }


def _spec(values: list[dict[str, Any]], outcome: str, axis: str, mark: str, lang: Lang) -> Spec:
    words = [word(lang, "answer_page.part", part) for part in PARTS]
    part = {"field": "p", "scale": {"domain": words, "range": [RAW_COLOUR, REAL_COLOUR]}, "legend": None}
    shape = {"field": "p", "scale": {"domain": words, "range": ["square", "circle"]}, "legend": None}
    dash = {"field": "p", "scale": {"domain": words, "range": [[6, 4], [1, 0]]}, "legend": None}
    x = {"field": "x", "type": "quantitative", "axis": {"title": axis, "grid": False, "tickMinStep": 1}}
    y = {"field": "y", "type": "quantitative", "axis": {"title": None, "format": "+.0%", "tickCount": 5}}
    names = {"x": axis, "p": "effect.part", "c": "effect.change", "i": "effect.interval"}
    tooltip = [
        {"field": field, "title": key if field == "x" else text(lang, f"answer_page.{key}")}
        for field, key in names.items()
    ]
    once, here = {"values": [{}]}, {"x": {"datum": 0}}
    return {
        "params": [{"name": "outcome", "value": outcome}],
        "data": {"values": values},
        "transform": [{"filter": "datum.o == outcome"}],
        "layer": [
            {
                "data": once,
                "mark": {"type": "rule", "color": "var(--ink)", "strokeWidth": 1},
                "encoding": {"y": {"datum": 0}},
            },
            {"data": once, "mark": {"type": "rule", "color": "var(--soft)", "strokeDash": [3, 3]}, "encoding": here},
            {
                "data": once,
                "mark": {"type": "text", "color": "var(--soft)", "align": "left", "dx": 5, "dy": 2, "baseline": "top"},
                "encoding": {**here, "y": {"value": 0}, "text": {"value": mark}},
            },
            {
                "mark": {"type": "area", "opacity": 0.16, "interpolate": "linear"},
                "encoding": {"x": x, "y": {**y, "field": "l"}, "y2": {"field": "h"}, "color": part},
            },
            {
                "mark": {"type": "line", "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "color": part, "strokeDash": dash},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1},
                "encoding": {"x": x, "y": y, "color": part, "shape": shape, "tooltip": tooltip},
            },
        ],
    }


def _said(steps: list[Row], outcome: str, at: str, axis: str, lang: Lang) -> str:
    """Describe a curve to who can't see it: where organic stood before, and where it ends."""
    own = [row for row in steps if row["outcome"] == outcome and row["part"] == "organic"] or steps
    last = max(own, key=lambda row: row[at] or 0)
    return text(
        lang,
        "answer_page.effect.said",
        outcome=word(lang, "answer_page.outcome", outcome),
        steps=len(own),
        axis=axis,
        at=float(last[at] or 0),
        change=last["change"],
        low=last["low"],
        high=last["high"],
    )


def _checks(own: list[Row], scale: Scale, lang: Lang) -> Iterator[Check]:
    """One row an outcome and a check; where a check was made several times (placebo dates), one a time."""
    held: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in own:
        if row["what"] in CHECKS:
            held.setdefault((str(row["outcome"]), row["what"]), {}).setdefault(row["part"] or "", []).append(row)
    for (outcome, what), parts in sorted(held.items(), key=lambda item: CHECKS.index(item[0][1])):
        for organic, raw in zip_longest(parts.get("organic", []), parts.get("raw", [])):
            name, meaning = (text(lang, f"answer_page.{family}.{what}") for family in ("check", "check_means"))
            yield Check(outcome, name, meaning, _found(organic, scale), _found(raw, scale))


def _found(row: Row | None, scale: Scale) -> Found | None:
    if row is None:
        return None
    change = change_of(row, "change")
    worry = row["what"] in MUST_BE_NOTHING and row["p"] is not None and row["p"] < SURPRISING
    return Found(change, None if row["what"] == "bound" else scale.bar(change), row["p"], worry)


def _sizes(found: list[Row], lang: Lang) -> list[tuple[str, str]]:
    """How many accounts each outcome's estimate rests on, and the level that its changes are relative to."""
    said = {}
    for row in found:
        if row["what"] == "effect" and row["event"] == "join" and row["part"] == "organic":
            unit = "post" if row["unit"] == "post" else "day"
            said[str(row["outcome"])] = text(
                lang,
                f"answer_page.effect.size_{unit}",
                treated=count(row["treated"], lang),
                controls=count(row["controls"], lang),
                level=row["level"],
            )
    return list(said.items())
