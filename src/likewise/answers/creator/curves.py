"""A creator's numbers before, in and after the group's dates: rows of `effects` for the report's curves.

The same model as the findings', an outcome at a time; `step` rows follow its course in stretches of posts, for growth
as accounts usually have it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from likewise.answers.creator import outcomes
from likewise.answers.creator.findings import Measured, steps_of
from likewise.answers.creator.interrupted import LEAST_POSTS, Model, fitted
from likewise.answers.creator.outcomes import Outcome
from likewise.answers.creator.pooled import pooled
from likewise.answers.creator.regression import Ints
from likewise.answers.creator.series import AFTER, BEFORE, DAY_US, INSIDE, Series, Span, near, phases_of, read_series
from likewise.answers.estimate import Estimate
from likewise.engine import Engine
from likewise.tables import OUTPUTS

STRETCHES = 6
"""Points of a curve in each phase, at most."""

STRETCH_POSTS = 4
"""Posts that a point of a curve rests on, at least."""

Row = dict[str, object]


def _counted(measure: str) -> Measured:
    return lambda series: outcomes.raw(series, measure)


SHOWN: tuple[Measured, ...] = (
    *(_counted(measure) for measure in ("likes", "views", "comments", "saves", "reposts", "new_follows")),
    outcomes.organic_views,
    outcomes.depth,
    outcomes.response,
    outcomes.completion,
)
"""The outcomes that have rows, in their order."""


def creator_effects(engine: Engine, spans: Sequence[Span], timezone: str = "UTC") -> pa.Table:
    """Rows of `effects` (unit post): joining and leaving, their placebo, and the course in steps.

    Accounts are pooled for `effect` and `placebo`; a course is drawn of the account with the most posts in the dates.
    Weekdays are those of `timezone`.
    """
    cut = [near(series, spans) for series in read_series(engine, timezone)]
    cut = [series for series in cut if len(series) and phases_of(series, spans).any()]
    rows = [row for measured in SHOWN for row in _rows_of(cut, measured, spans)] if spans else []
    return pa.Table.from_pylist(rows, schema=OUTPUTS["effects"])


def _rows_of(every: Sequence[Series], measured: Measured, spans: Sequence[Span]) -> list[Row]:
    models = [
        (series, outcome, model)
        for series in every
        if (outcome := measured(series)) and (model := _model(series, outcome, spans))
    ]
    if not models:
        return []
    _, outcome, _ = models[0]
    whole = [model for _, _, model in models]
    rows = [
        _row(
            "join",
            outcome,
            "effect",
            pooled(_steps(whole, "inside")),
            _level(whole, INSIDE, "inside"),
            _posts(whole, INSIDE, BEFORE),
        ),
        _row(
            "leave",
            outcome,
            "effect",
            pooled(_steps(whole, "after")),
            _level(whole, AFTER, "after"),
            _posts(whole, AFTER, BEFORE),
        ),
        _placebo(models, spans),
    ]
    longest = max(models, key=lambda one: one[2].n[INSIDE])
    return [row for row in [*rows, *_course(longest[0], longest[1], spans)] if row]


def _model(series: Series, outcome: Outcome, spans: Sequence[Span]) -> Model | None:
    model = fitted(series, outcome, phases_of(series, spans), steps_of(series, spans))
    return model if model and model.n[BEFORE] and model.n[INSIDE] else None


def _steps(models: Sequence[Model], name: str) -> list[Estimate]:
    return [estimate for model in models if (estimate := model.step(**{name: 1.0}))]


def _level(models: Sequence[Model], phase: int, step: str) -> float | None:
    levels = [level for model in models if (level := model.level(phase, step)) is not None]
    return float(np.mean(levels)) if levels else None


def _posts(models: Sequence[Model], *phases: int) -> tuple[int, int]:
    treated, controls = (sum(model.n[phase] for model in models) for phase in phases)
    return treated, controls


def _row(
    event: str,
    outcome: Outcome,
    what: str,
    estimate: Estimate | None,
    level: float | None,
    posts: tuple[int, int],
    period: int | None = None,
    days: float | None = None,
) -> Row | None:
    if estimate is None:
        return None
    return {
        "event": event,
        "outcome": outcome.name,
        "part": outcome.part,
        "what": what,
        "unit": "post",
        "period": period,
        "days": days,
        "change": estimate.change,
        "low": estimate.low,
        "high": estimate.high,
        "p": estimate.p,
        "level": level,
        "treated": posts[0],
        "controls": posts[1],
    }


def _placebo(models: Sequence[tuple[Series, Outcome, Model]], spans: Sequence[Span]) -> Row | None:
    """The same step at a date in the middle of the time before, when nothing happened."""
    found, posts = [], 0
    for series, outcome, _ in models:
        early = phases_of(series, spans) == BEFORE
        if early.sum() < 2 * LEAST_POSTS:
            continue
        late = np.cumsum(early[early]) > early.sum() // 2
        model = fitted(series.chosen(early), _chosen(outcome, early), late.astype(np.int64), {"inside": late})
        found += _steps([model] if model else [], "inside")
        posts += int(late.sum())
    return _row("join", models[0][1], "placebo", pooled(found), None, (posts, posts))


def _chosen(outcome: Outcome, posts: NDArray[np.bool_]) -> Outcome:
    beside = None if outcome.beside is None else outcome.beside[posts]
    return Outcome(outcome.name, outcome.part, outcome.values[posts], beside, outcome.per, outcome.share)


def _course(series: Series, outcome: Outcome, spans: Sequence[Span]) -> list[Row | None]:
    """The level of each stretch of posts against the trend before: one at a time before, all at once from then on."""
    phases, steps = phases_of(series, spans), steps_of(series, spans)
    joined = series.time[phases == INSIDE].min()
    early, late = (
        [piece for phase in some for piece in _stretches(phases, phase)] for some in ((BEFORE,), (INSIDE, AFTER))
    )
    pieces = dict(enumerate([*early, *late], start=-len(early)))
    columns = {f"at {period}": _at(piece, phases) for period, piece in pieces.items()}
    model = fitted(series, outcome, phases, steps, columns)
    together = [f"at {period}" for period in pieces if period >= 0]
    rows = []
    for period, piece in pieces.items():
        estimate = model.stretch(f"at {period}", together if period >= 0 else ()) if model else None
        days = float((np.mean(series.time[piece]) - joined) / DAY_US)
        posts = (len(piece), int(np.sum(phases == BEFORE)))
        rows.append(_row("join", outcome, "step", estimate, None, posts, period, days))
    return rows


def _stretches(phases: Ints, phase: int) -> Sequence[Ints]:
    posts = np.flatnonzero(phases == phase)
    return np.array_split(posts, max(1, min(STRETCHES, len(posts) // STRETCH_POSTS))) if len(posts) else []


def _at(posts: Ints, phases: Ints) -> NDArray[np.bool_]:
    column = np.zeros(len(phases), dtype=bool)
    column[posts] = True
    return column
