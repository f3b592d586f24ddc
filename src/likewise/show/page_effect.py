"""Effect curves: what joining and leaving did, step by step, raw and organic, and what would break the result.

Stands on effects.parquet, whose rows say in `what` which part of the event study they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from likewise.show.catalogue import has, text, word
from likewise.show.charts import RAW_COLOUR, REAL_COLOUR, Chart, Spec, chart
from likewise.show.interval import Bar, Change, Scale
from likewise.show.numerals import Lang, count
from likewise.show.numerals import change as written
from likewise.show.page_answer import change_of
from likewise.show.rows import Row, rows
from likewise.show.view import ReportView

EVENTS = ("join", "leave")
PARTS = ("raw", "organic")
HYPOTHESES = ("parallel", "growth", "passing", "both")
"""How members may have chosen their moment; each has a share."""
IN_GROUP = "in_group"
"""What follows leaving against the level in the group: the one check of leaving that is told in words, too."""
CHECKS = (
    *("pretrend", "placebo", "second", "uncertain", "missed", "rivalry", "together"),
    *(*HYPOTHESES, "honest", "groups", "dose", "dose_share", IN_GROUP),
)
"""What may break an effect, in the order of the table; one that isn't named here comes last."""
OF_ACCOUNTS, OF_POSTS = "answer_page.effect", "creator.effect"
"""Families of the catalogue: members against other accounts, and a creator's posts against the account's own past."""
STEP = "step"
WHOLE = "effect"
POWER = "detectable"
MUST_BE_NOTHING = ("pretrend", "placebo")
"""Checks that should find no change: a small p-value there speaks against the whole."""
SURPRISING = 0.05
"""A p-value below it at such a check is marked; the usual level."""

_CUT = 3.0
"""Intervals are drawn at most so many times as far from no change as the farthest estimate; the table is whole."""
_COLUMNS = (
    *("event", "outcome", "part", "what", "unit", "period", "days", "change", "low", "high"),
    *("p", "level", "treated", "controls", "share", "needed", "group", "breakdown"),
)


Sides = list[tuple[Row | None, Row | None]]
"""Rows of an outcome side by side: organic and raw."""


@dataclass(frozen=True)
class Found:
    """What one check found of one part; `worry` says that it speaks against the result."""

    change: Change
    bar: Bar | None
    p: float | None
    worry: bool


@dataclass(frozen=True)
class Check:
    """One row of a table beside a curve: an outcome or a check of it, and what was found of organic and of raw."""

    outcome: str
    name: str
    meaning: str
    organic: Found | None
    raw: Found | None


@dataclass(frozen=True)
class Event:
    """Joining or leaving: its curve, the whole effect on every outcome, and what would break it."""

    name: str
    curve: Chart | None
    whole: tuple[Check, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class EffectSection:
    """The events, the outcomes whose curve can be chosen (key and word), the scale of the tables, and the sizes.

    `words` is the family of the catalogue that tells of it: a creator's posts are compared otherwise than accounts.
    """

    outcomes: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]
    scale: Scale
    sizes: tuple[tuple[str, str], ...]
    words: str

    @property
    def curves(self) -> tuple[Chart, ...]:
        """All that the page has to draw."""
        return tuple(event.curve for event in self.events if event.curve)


def effect(view: ReportView, lang: Lang) -> EffectSection:
    """Return the section's charts and rows; empty where no effect was estimated."""
    every = rows(view.effects, _COLUMNS)
    found = [row for row in every if row["outcome"] and row["what"] and _tells(row)]
    power = [row for row in every if row["what"] == POWER]
    scale = Scale.over(change_of(row, "change") for row in found if row["what"] != STEP)
    drawn = dict.fromkeys(str(row["outcome"]) for row in found if row["what"] == STEP)
    outcomes = tuple((name, word(lang, "answer_page.outcome", name)) for name in sorted(drawn, key=_first))
    first = outcomes[0][0] if outcomes else ""
    words = OF_POSTS if view.run.get("answered_from") == "posts" else OF_ACCOUNTS
    events = tuple(
        _event(event, own, first, scale, words, lang)
        for event in EVENTS
        if (own := [row for row in found if row["event"] == event])
    )
    return EffectSection(outcomes, events, scale, tuple(_sizes(found, power, words, lang)), words)


def _tells(row: Row) -> bool:
    """A step needs its change; a check may have nothing but a p-value."""
    return row["change"] is not None or (row["what"] != STEP and row["p"] is not None)


def _first(outcome: str) -> tuple[bool, str]:
    """Likes are what groups trade: their curve is shown first."""
    return outcome != "likes", ""


def _event(event: str, own: list[Row], outcome: str, scale: Scale, words: str, lang: Lang) -> Event:
    steps = [row for row in own if row["what"] == STEP]
    curve = _curve(event, steps, outcome, words, lang) if steps else None
    name = text(lang, f"{words}.curve_{event}")
    return Event(name, curve, tuple(_whole(own, scale, lang)), tuple(_checks(own, scale, lang)))


def _curve(event: str, steps: list[Row], outcome: str, words: str, lang: Lang) -> Chart:
    at = "period" if any(row["days"] is None for row in steps) else "days"
    values = [_point(row, at, steps, lang) for row in sorted(steps, key=lambda row: row[at] or 0)]
    title = text(lang, f"{words}.course" if has(f"{words}.course") else f"{words}.curve_{event}")
    axis = text(lang, f"answer_page.effect.axis_{'days' if at == 'days' else 'steps'}")
    spec = _spec(values, outcome, axis, text(lang, f"{words}.mark_{event}"), lang)
    return chart(f"effect-{event}", title, _said(steps, outcome, at, axis, words, lang), spec)


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
    return {
        "params": [{"name": "outcome", "value": outcome}],
        "data": {"values": values},
        "transform": [{"filter": "datum.o == outcome"}],
        "layer": [*_frame(mark), *_lines(axis, lang)],
    }


def _frame(mark: str) -> list[Spec]:
    """No change as a level line, the event as an upright one with its name; each drawn once, whatever the data."""
    once: Spec = {"values": [{}]}
    event = {"x": {"datum": 0}}
    level = {"type": "rule", "color": "var(--ink)", "strokeWidth": 1}
    upright = {"type": "rule", "color": "var(--soft)", "strokeDash": [3, 3]}
    name = {"type": "text", "color": "var(--soft)", "align": "left", "dx": 5, "dy": 2, "baseline": "top"}
    return [
        {"data": once, "mark": level, "encoding": {"y": {"datum": 0}}},
        {"data": once, "mark": upright, "encoding": event},
        {"data": once, "mark": name, "encoding": {**event, "y": {"value": 0}, "text": {"value": mark}}},
    ]


def _lines(axis: str, lang: Lang) -> list[Spec]:
    """A band, a line and points a part; raw and organic differ by colour, dash and shape."""
    words = [word(lang, "answer_page.part", part) for part in PARTS]
    color, shape, dash = (
        {"field": "p", "scale": {"domain": words, "range": held}, "legend": None}
        for held in ([RAW_COLOUR, REAL_COLOUR], ["square", "circle"], [[6, 4], [1, 0]])
    )
    x = {"field": "x", "type": "quantitative", "axis": {"title": axis, "grid": False, "tickMinStep": 1}}
    y = {"field": "y", "type": "quantitative", "axis": {"title": None, "format": "+.0%", "tickCount": 5}}
    where = {"x": x, "y": y, "color": color}
    names = {"p": "part", "c": "change", "i": "interval"}
    told = [{"field": field, "title": text(lang, f"answer_page.effect.{key}")} for field, key in names.items()]
    tooltip = [{"field": "x", "title": axis}, *told]
    point = {"type": "point", "filled": True, "size": 46, "opacity": 1}
    return [
        {
            "mark": {"type": "area", "opacity": 0.16},
            "encoding": {**where, "y": {**y, "field": "l"}, "y2": {"field": "h"}},
        },
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {**where, "strokeDash": dash}},
        {"mark": point, "encoding": {**where, "shape": shape, "tooltip": tooltip}},
    ]


def _said(steps: list[Row], outcome: str, at: str, axis: str, words: str, lang: Lang) -> str:
    """Describe a curve to who can't see it: where organic stood before, and where it ends."""
    of_outcome = [row for row in steps if row["outcome"] == outcome]
    own = [row for row in of_outcome if row["part"] == "organic"] or of_outcome
    last = max(own, key=lambda row: row[at] or 0)
    return text(
        lang,
        f"{words}.said",
        outcome=word(lang, "answer_page.outcome", outcome),
        steps=len(own),
        axis=axis,
        at=float(last[at] or 0),
        change=last["change"],
        low=last["low"],
        high=last["high"],
    )


def _whole(own: list[Row], scale: Scale, lang: Lang) -> Iterator[Check]:
    """One row an outcome: the effect over the whole time after the event."""
    for (outcome, _), sides in _sides(own, lambda what: what == WHOLE):
        for organic, raw in sides:
            name = word(lang, "answer_page.outcome", outcome)
            yield Check(outcome, name, "", _found(organic, scale), _found(raw, scale))


def _checks(own: list[Row], scale: Scale, lang: Lang) -> Iterator[Check]:
    """One row an outcome and a check; where a check was made several times (placebo dates), one a time."""
    for (outcome, what), sides in _sides(own, lambda what: what not in (STEP, WHOLE)):
        name, meaning = word(lang, "answer_page.check", what), f"answer_page.check_means.{what}"
        for organic, raw in sides:
            said = text(lang, meaning) if has(meaning) else ""
            shared = shared_words(organic or raw or {}, lang)
            yield Check(outcome, name, f"{said}{shared}", _found(organic, scale), _found(raw, scale))


def shared_words(row: Row, lang: Lang) -> str:
    """What a check tells beside its change: the share of a hypothesis, a breakdown, the group left out."""
    if row.get("breakdown") is not None:
        key = "answer_page.effect.breakdown" if row["breakdown"] else "answer_page.effect.no_breakdown"
        return text(lang, key, times=row["breakdown"])
    if row.get("group") is not None:
        return text(lang, "answer_page.effect.without_group", group=row["group"], left=row["treated"])
    if row.get("what") == IN_GROUP and row.get("share") is not None:
        return text(lang, "answer_page.effect.returned", share=row["share"])
    if row.get("share") is None:
        return ""
    key = "answer_page.effect.share_needed" if row.get("needed") is not None else "answer_page.effect.share"
    return text(lang, key, share=row["share"], needed=row.get("needed"))


def _sides(own: list[Row], wanted: Callable[[str], bool]) -> list[tuple[tuple[str, str], Sides]]:
    """The organic and the raw row of each outcome and kind of row, in the order of the tables."""
    held: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in own:
        if wanted(row["what"]):
            held.setdefault((str(row["outcome"]), row["what"]), {}).setdefault(row["part"] or "", []).append(row)
    paired = {key: list(zip_longest(sides.get("organic", []), sides.get("raw", []))) for key, sides in held.items()}
    return sorted(paired.items(), key=lambda item: CHECKS.index(item[0][1]) if item[0][1] in CHECKS else len(CHECKS))


def _found(row: Row | None, scale: Scale) -> Found | None:
    if row is None:
        return None
    change = change_of(row, "change")
    worry = row["what"] in MUST_BE_NOTHING and row["p"] is not None and row["p"] < SURPRISING
    return Found(change, scale.bar(change), row["p"], worry)


def _sizes(found: list[Row], power: list[Row], words: str, lang: Lang) -> list[tuple[str, str]]:
    """How many each outcome's estimate rests on, and the level that its changes are relative to.

    A creator's outcomes are mostly as published; where one is also known organic, that is told of.
    """
    said = {}
    wanted = ("raw", "organic") if words == OF_POSTS else ("organic",)
    whole = [row for row in found if row["what"] == WHOLE and row["event"] == "join" and row["part"] in wanted]
    for row in sorted(whole, key=lambda row: wanted.index(row["part"])):
        key = f"{words}.size" if words == OF_POSTS else f"{words}.size_{'post' if row['unit'] == 'post' else 'day'}"
        said[str(row["outcome"])] = text(
            lang,
            key,
            treated=count(row["treated"], lang),
            controls=count(row["controls"], lang),
            level=row["level"],
        ) + _power(power, row, lang)
    return list(said.items())


def _power(power: list[Row], whole: Row, lang: Lang) -> str:
    """What change an outcome's data could show at all; nothing where that isn't known."""
    about = ("event", "outcome", "part")
    for row in power:
        if all(row[name] == whole[name] for name in about):
            return text(lang, "answer_page.effect.power", fall=row["low"], rise=row["high"])
    return ""
