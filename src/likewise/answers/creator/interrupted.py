"""Interrupted time series: one account's posts in and after its group dates against its own history before.

Level, growth, highs that pass, luck, weekdays and formats are the account's own; a phase is a step on top of them.
Stands behind `series` and `outcomes`, before `findings` and `curves`. The design is that of Wagner et al. (2002),
Journal of Clinical Pharmacy and Therapeutics 27(4); what the account would have done anyway is `posterior`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from likewise.answers.creator.outcomes import Outcome
from likewise.answers.creator.pooled import either
from likewise.answers.creator.posterior import STORIES, USUAL_GROWTH, WEEKDAYS, Mixture, Products, posterior, products
from likewise.answers.creator.regression import HALF, Floats, Ints
from likewise.answers.creator.response import tamed, working
from likewise.answers.creator.series import AFTER, BEFORE, INSIDE, Series
from likewise.answers.estimate import FARTHEST, WIDEST, Estimate

LEAST_POSTS = 12
"""Posts that each phase must have: coverage of the intervals holds from here on (benchmarks/answers/creators.py)."""

LEAST_OF_FORMAT = 6
"""A format with fewer posts is taken together with the others that are rare."""

LEAST_SHARE = 0.001
"""A completion rate of nothing counts as a tenth of a per cent."""

SMALLEST_ERROR = 1e-4
"""Standard error of a logarithm below which a fit is only rounding: posts that all say the same."""


@dataclass(frozen=True)
class Model:
    """A fitted series.

    `steps` and `others` name columns that may be asked about; `free` holds them (n,) with all that has no prior, by
    which it is seen what can't be told apart. `n` counts posts by phase, `usual` is the mean logarithm of each.
    """

    of: Products
    steps: tuple[str, ...]
    others: tuple[str, ...]
    free: Mapping[str, Floats]
    n: Mapping[int, int]
    usual: Mapping[int, float]
    _known: dict[tuple[frozenset[str], str], Mixture] = field(default_factory=dict, repr=False, compare=False)

    @property
    def posts(self) -> int:
        """Posts in the model."""
        return sum(self.n.values())

    def step(self, **weights: float) -> Estimate | None:
        """A weighted sum of steps as an estimate that holds every story; None where nothing tells it from format."""
        parts = [self._estimate(weights, self.steps, story) for story in STORIES]
        found = [one for one in parts if one is not None]
        return either(found) if len(found) == len(STORIES) else None

    def stretch(self, name: str, instead: Sequence[str] = ()) -> Estimate | None:
        """One of the other columns, beside the steps or as one of those `instead` of them.

        Growth is taken to be the usual: the account's own, told by its posts before alone, says nothing so far ahead.
        """
        return self._estimate({name: 1.0}, instead or (*self.steps, name), USUAL_GROWTH)

    def level(self, phase: int, step: str) -> float | None:
        """What a typical post of the phase would have had without the step."""
        estimate = self.step(**{step: 1.0})
        return None if estimate is None or phase not in self.usual else float(np.exp(self.usual[phase] - estimate.log))

    def _estimate(self, weights: Mapping[str, float], asked: Sequence[str], story: str) -> Estimate | None:
        left_out = frozenset({*self.steps, *self.others} - set(asked))
        if not _apart({name: column for name, column in self.free.items() if name not in left_out}, weights):
            return None
        if (left_out, story) not in self._known:
            self._known[left_out, story] = posterior(self.of, left_out, story)
        found = self._known[left_out, story].estimate(weights, self.of.n)
        if not found.error <= WIDEST or not abs(found.log) <= FARTHEST:
            return None
        return replace(found, error=max(found.error, SMALLEST_ERROR))


def _apart(named: Mapping[str, Floats], weights: Mapping[str, float]) -> bool:
    """Whether the columns tell this weighted sum of theirs from the others."""
    direction = np.asarray([weights.get(name, 0.0) for name in named])
    design = np.column_stack(list(named.values()))
    gram = design.T @ design
    return bool(direction.any() and np.max(np.abs(np.linalg.pinv(gram) @ gram @ direction - direction)) <= 1e-6)


def fitted(
    series: Series,
    outcome: Outcome,
    phases: Ints,
    steps: Mapping[str, NDArray[np.bool_]],
    others: Mapping[str, NDArray[np.bool_]] | None = None,
) -> Model | None:
    """Fit an outcome with `steps` (named columns) over the account's own history; `others` may be asked about, too.

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
    asked, more = (
        {name: column[use].astype(float) for name, column in some.items() if column[use].any()}
        for some in (steps, others or {})
    )
    kept, at = series.chosen(use), phases[use]
    ground = {"level": np.ones(len(kept))} | formats_of(kept)
    if outcome.beside is not None and not outcome.per:
        ground["beside"] = outcome.beside[use] - outcome.beside[use].mean()
    values, noise = _response(outcome, use, kept.days, asked | ground)
    joined = float(kept.days[at != BEFORE].min(initial=kept.days[-1]))
    known = products(kept.days, noise, asked | more | ground | weekdays_of(kept), values, joined)
    usual = {int(one): float(np.average(values[at == one], weights=1 / noise[at == one])) for one in np.unique(at)}
    return Model(known, tuple(asked), tuple(more), asked | more | ground, counted, usual)


def _tells(outcome: Outcome, posts: NDArray[np.bool_]) -> bool:
    """Whether a phase has posts enough, and anything to count: no ratio can be told to nothing at all."""
    return int(posts.sum()) >= LEAST_POSTS and (outcome.share or bool(outcome.values[posts].any()))


def _response(
    outcome: Outcome, use: NDArray[np.bool_], days: Floats, named: Mapping[str, Floats]
) -> tuple[Floats, Floats]:
    """What each post says, and the variance of its luck relative to others'."""
    values = outcome.values[use]
    offset = outcome.beside[use] if outcome.beside is not None and outcome.per else np.zeros(len(values))
    design = np.column_stack([*named.values(), (days - days.mean()) / max(float(days.std()), 1e-9)])
    if not outcome.typical:
        response, noise = working(values, design, offset)
        return response, noise / np.exp(np.log(noise).mean())
    logs = np.log(np.maximum(values, LEAST_SHARE) if outcome.share else values + HALF)
    return tamed(logs - offset, design, days), np.ones(len(values))


def formats_of(series: Series) -> dict[str, Floats]:
    """The account's formats but for one, or for those that are rare."""
    found, counts = np.unique(series.formats, return_counts=True)
    common = [name for name, n in zip(found, counts, strict=True) if n >= LEAST_OF_FORMAT]
    others = common[1:] if len(common) == len(found) else common
    return {f"format {name}": (series.formats == name).astype(float) for name in others}


def weekdays_of(series: Series) -> dict[str, Floats]:
    """The days of the week."""
    return {f"{WEEKDAYS}{day}": (series.weekday == day).astype(float) for day in np.unique(series.weekday)}
