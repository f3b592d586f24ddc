"""How far members' path might have gone its own way before the effect can't be told from none.

Part of `effect`. Bounds by relative magnitudes (Rambachan and Roth, Review of Economic Studies 90, 2023): had there
been no group, members' path after the event would have moved against that of the others, from one fortnight to the
next, by at most a multiple of what it ever moved by before. Fortnights instead of the panel's periods: a period of some
days moves by mere chance, and its largest move would say nothing of how paths go.

With d the move between one pair of fortnights before, of one sign, the effect lies within

    theta  -+  multiple * reach * d,      reach: mean number of fortnights from the last before to those after

whose ends are linear in the coefficients, so that each has a normal error. The interval is the union over all pairs and
both signs, as theirs is; each end stands off by its own error at half the level, which holds whatever the pair, where
their conditional test is narrower at more work. Their smoothness version at M = 0 is the hypothesis of growth
(`choice`), which is told by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from likewise.answers.effect.gls import clustered, fitted, start_of
from likewise.answers.effect.history import BEFORE_DAYS, LEAST_MEMBERS, History
from likewise.answers.effect.kernel import Kernel
from likewise.answers.effect.panel import Floats, Ints
from likewise.answers.estimate import LEVEL

BLOCK_DAYS = 14
"""Days of a fortnight, as near as whole periods come to it."""
LEAST_SHARE = 0.5
"""A fortnight before the event counts if so many of the members had posts in it."""
AS_MUCH = 1.0
"""The multiple that is told: after the event as much as at the most before."""
MULTIPLES = np.linspace(0.0, 5.0, 101)
"""Multiples among which the largest is looked for at which no change at all is left out."""


@dataclass(frozen=True)
class Honest:
    """The log effect against the last fortnight before, its ends if paths moved AS_MUCH, and the breakdown.

    `breakdown` is the largest multiple at which the interval leaves out no change at all; 0 where none does.
    """

    log: float
    low: float
    high: float
    breakdown: float


@dataclass(frozen=True)
class Fortnights:
    """Members' path against the others', the last fortnight before the event being nought (j,), with its covariance.

    - `moves` (pairs, j): each takes the move from one fortnight before to the next out of the path.
    - `effect` (j,): takes the mean after the event out of it; `reach`: fortnights from the last before to that mean.
    - `members`: how many.
    """

    path: Floats
    covariance: Floats
    moves: Floats
    effect: Floats
    reach: float
    members: int

    def interval(self, multiple: float) -> tuple[float, float]:
        """The ends of the log effect if paths moved at most so many times as much as before."""
        df = max(self.members - len(self.path), 2)
        ends = []
        for sign in (-1.0, 1.0):
            along = self.effect + sign * multiple * self.reach * self.moves
            error = np.sqrt(np.einsum("ij,jk,ik->i", along, self.covariance, along))
            ends.append((along @ self.path, error * float(stdtrit(df, (1 + LEVEL) / 2))))
        low = min(float((value - reach).min()) for value, reach in ends)
        high = max(float((value + reach).max()) for value, reach in ends)
        return low, high


def honest(history: History, kernel: Kernel, days: int) -> Honest | None:
    """The effect if members' path had gone on moving; None where there are no two fortnights before to go by.

    Args:
        history: what is compared.
        kernel: how accounts outside go on.
        days: days a period.
    """
    found = fortnights(history, kernel, days)
    if found is None:
        return None
    breakdown = 0.0
    for multiple in MULTIPLES:
        low, high = found.interval(float(multiple))
        if low <= 0 <= high:
            break
        breakdown = float(multiple)
    return Honest(float(found.effect @ found.path), *found.interval(AS_MUCH), breakdown)


def fortnights(history: History, kernel: Kernel, days: int) -> Fortnights | None:
    """Fit the saturated path of members, fortnight by fortnight; None where too little is known of it."""
    width = max(1, round(BLOCK_DAYS / days))
    before = np.where(history.before, (-history.since - 1) // width + 1, 0)
    after = np.where(history.after, (history.step - 1) // width + 1, 0)
    shown = _shown(before, history.members, max(1, round(BEFORE_DAYS / (width * days))))
    later = [int(one) for one in np.unique(after[after > 0])]
    if len(shown) < 2 or history.members < LEAST_MEMBERS:
        return None
    within = np.isin(before, shown) | history.after
    columns = [before == one for one in shown[1:]] + [after == one for one in later]
    near = history.within(within)
    fit = fitted(near, kernel, np.stack(columns, axis=2).astype(np.float64), np.zeros(len(columns)), start_of(near))
    path, covariance = clustered(fit)
    posted = np.array([near.exposure[: history.members][after == one].sum() for one in later])
    weight = posted / posted.sum()
    earlier = len(shown) - 1
    # Fortnights backwards from the last, which is nought; a move is the difference of two that follow each other.
    moves = np.zeros((earlier, len(path)))
    moves[:, :earlier] = np.eye(earlier, k=-1) - np.eye(earlier)
    effect = np.concatenate([np.zeros(earlier), weight])
    # The period of the event itself lies between.
    reach = float(weight @ np.array(later)) + 1 / width
    return Fortnights(path, covariance, moves, effect, reach, history.members)


def _shown(before: Ints, members: int, most: int) -> Sequence[int]:
    """Numbers of the fortnights before the event, backwards from the last, as far as enough members had posts."""
    shown: list[int] = []
    for one in range(1, most + 1):
        if (before == one).any(axis=1).sum() < LEAST_SHARE * members:
            break
        shown.append(one)
    return shown
