"""Interrupted time series: one account's posts in and after its group dates against its own history before.

Level, trend, weekday and format are the account's own; a phase is a step on top of them. Stands behind `series` and
`outcomes`, before `findings` and `curves`. The method is that of Wagner et al. (2002), Journal of Clinical Pharmacy
and Therapeutics 27(4), with errors as `regression` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.creator.outcomes import Outcome
from likewise.answers.creator.regression import HALF, Fit, Floats, Ints, fit_counts, fit_logarithm
from likewise.answers.creator.series import AFTER, BEFORE, INSIDE, Series
from likewise.answers.estimate import FARTHEST, WIDEST, Estimate

LEAST_POSTS = 12
"""Posts that each phase must have: coverage of the intervals holds from here on (benchmarks/answers/creators.py)."""

POSTS_A_PARAMETER = 10
"""Weekdays join the model only from so many posts a parameter on (Peduzzi et al. 1996, J. Clin. Epidemiology 49)."""

LEAST_OF_FORMAT = 6
"""A format with fewer posts is taken together with the others that are rare."""

LEAST_SHARE = 0.001
"""A completion rate of nothing counts as a tenth of a per cent."""

SMALLEST_ERROR = 1e-4
"""Standard error of a logarithm below which a fit is only rounding: posts that all say the same."""


@dataclass(frozen=True)
class Model:
    """A fitted series: `columns` names the design's columns in order, `n` counts posts by phase.

    `level` is what a typical post of a phase would have had without the steps.
    """

    fit: Fit
    columns: tuple[str, ...]
    n: Mapping[int, int]
    level: Mapping[int, float]

    @property
    def posts(self) -> int:
        """Posts in the model."""
        return sum(self.n.values())

    def step(self, **weights: float) -> Estimate | None:
        """A weighted sum of steps as an estimate; None where the data can't tell it from trend or format."""
        return estimated(self.fit, self.columns, weights, self.posts)

    def stretch(self, name: str) -> Estimate | None:
        """The step of a few posts in a row as an estimate; None where the data can't tell it."""
        return estimated(self.fit, self.columns, {name: 1.0}, self.posts, short=True)


def estimated(
    fit: Fit, columns: Sequence[str], weights: Mapping[str, float], n: int, *, short: bool = False
) -> Estimate | None:
    """A weighted sum of the named coefficients; None where nothing is left to estimate it by, or it ran away."""
    direction = np.asarray([weights.get(name, 0.0) for name in columns])
    if not direction.any():
        return None
    gram = fit.design.T @ fit.design
    if np.max(np.abs(np.linalg.pinv(gram) @ gram @ direction - direction)) > 1e-6:
        return None
    value, error, df = (fit.short_contrast if short else fit.contrast)(direction)
    if not error <= WIDEST or not abs(value) <= FARTHEST:
        return None
    return Estimate(value, max(error, SMALLEST_ERROR), df, n)


def fitted(series: Series, outcome: Outcome, phases: Ints, steps: Mapping[str, NDArray[np.bool_]]) -> Model | None:
    """Fit an outcome with `steps` (named columns) over the account's own trend, weekday and format.

    None where a phase that a post is in has fewer than LEAST_POSTS or nothing to count in any of them. Posts of such
    a phase are left out if it is the last.
    """
    use = np.isfinite(outcome.values)
    if outcome.beside is not None:
        use &= np.isfinite(outcome.beside)
    if not _tells(outcome, use & (phases == AFTER)):
        use &= phases != AFTER
    phase_posts = {phase: use & (phases == phase) for phase in (BEFORE, INSIDE, AFTER)}
    if not use.any() or any(posts.any() and not _tells(outcome, posts) for posts in phase_posts.values()):
        return None
    counted = {phase: int(posts.sum()) for phase, posts in phase_posts.items()}
    values, kept = outcome.values[use], phases[use]
    named = {name: column[use].astype(float) for name, column in steps.items() if column[use].any()}
    named |= design_of(series.chosen(use), len(named))
    offset = np.zeros(len(values))
    if outcome.beside is not None:
        beside = outcome.beside[use]
        offset, named = (beside, named) if outcome.per else (offset, named | {"beside": beside - beside.mean()})
    design = np.column_stack(list(named.values()))
    fit = _fit(outcome, values, design, kept, offset)
    quiet = np.asarray([0.0 if name in steps else 1.0 for name in named])
    without = design @ (fit.coefficients * quiet) + offset
    level = {int(phase): float(np.exp(np.mean(without[kept == phase]))) for phase in np.unique(kept)}
    return Model(fit, tuple(named), counted, level)


def _tells(outcome: Outcome, posts: NDArray[np.bool_]) -> bool:
    """Whether a phase has posts enough, and anything to count: no ratio can be told to nothing at all."""
    return int(posts.sum()) >= LEAST_POSTS and (outcome.share or bool(outcome.values[posts].any()))


def _fit(outcome: Outcome, values: Floats, design: Floats, phases: Ints, offset: Floats) -> Fit:
    if not outcome.typical:
        return fit_counts(values, design, phases, offset)
    logs = np.log(np.maximum(values, LEAST_SHARE) if outcome.share else values + HALF)
    return fit_logarithm(logs - offset, design, phases)


def design_of(series: Series, steps: int) -> dict[str, Floats]:
    """The account's own level, trend, formats and, where there are posts enough, weekdays."""
    days = series.days
    spread = float(days.std())
    named = {"level": np.ones(len(series))}
    if spread > 0:
        named["trend"] = (days - days.mean()) / spread
    found, counts = np.unique(series.formats, return_counts=True)
    common = [name for name, n in zip(found, counts, strict=True) if n >= LEAST_OF_FORMAT]
    others = common[1:] if len(common) == len(found) else common
    named |= {f"format {name}": (series.formats == name).astype(float) for name in others}
    weekdays = {f"weekday {day}": (series.weekday == day).astype(float) for day in np.unique(series.weekday)[1:]}
    if len(series) >= POSTS_A_PARAMETER * (len(named) + len(weekdays) + steps):
        named |= weekdays
    return named
