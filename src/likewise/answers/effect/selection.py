"""How differently accounts grow on their own, learnt from those outside groups.

Part of `effect`. Members choose when to join: while they grow, or in a low. How far that could mislead a comparison is
bounded by how much lasting growth and passing highs and lows there is among accounts that nobody trades with. Both show
in how an account's deviations from its own mean go together over time: lasting growth makes far periods go opposite
ways, a passing high keeps near periods together and fades (autoregression of order one).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Floats = NDArray[np.float64]

MEMORIES = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
"""Shares of a passing high that may be left a day later. What fades more slowly (half of it after a week) can't be told
from lasting growth in weeks of data."""

LEAST_ACCOUNTS = 30
"""With fewer accounts outside nothing can be learnt of how they grow."""


@dataclass(frozen=True)
class Selection:
    """Variances over accounts: of growth a period (log), of the passing high, and its memory from period to period."""

    growth: float
    passing: float
    memory: float

    def spread(self, before: int, after: int) -> float:
        """Variance of an account's change from the mean of so many periods before to that of so many after."""
        k = np.concatenate([-np.arange(before, 0, -1), np.arange(1, after + 1)]).astype(np.float64)
        w = np.concatenate([np.full(before, -1 / before), np.full(after, 1 / after)])
        return float(w @ self.covariance(k) @ w)

    def covariance(self, k: Floats) -> Floats:
        """Covariance of an account's log path at periods `k`."""
        passing = self.passing * self.memory ** np.abs(np.subtract.outer(k, k)) if self.memory else 0.0
        found: Floats = self.growth * np.outer(k, k) + passing
        return found


def learn(y: Floats, exposure: Floats | None, days: int) -> Selection | None:
    """From counts of accounts outside groups (accounts, periods); None where these are too few.

    `exposure` are the posts that a count is over; without it every period, of so many `days`, counts the same.
    """
    shown = np.ones_like(y) if exposure is None else exposure
    some = (y.sum(axis=1) >= 5) & ((shown > 0).sum(axis=1) >= 3)
    y, shown = y[some], shown[some]
    n, periods = y.shape
    if n < LEAST_ACCOUNTS or periods < 8:
        return None
    usual = expected(y, shown)
    deviation = np.divide(y, usual, out=np.ones_like(y), where=usual > 0) - 1
    trust = usual / (1 + usual)
    weighed = deviation * trust
    together = trust.T @ trust
    seen = weighed.T @ weighed / np.maximum(together, 1e-9)
    return _fitted(seen, together, days)


def expected(y: Floats, shown: Floats) -> Floats:
    """What each account would get in each period at its own rate, given what it posted and how all went."""
    rate = y.sum(axis=1, keepdims=True) / np.maximum(shown.sum(axis=1, keepdims=True), 1e-9)
    flat = rate * shown
    weight = 1 / (1 + 0.1 * flat.sum(axis=1, keepdims=True))
    index = (y * weight).sum(axis=0) / np.maximum((flat * weight).sum(axis=0), 1e-9)
    moved: Floats = flat * index
    found: Floats = moved * (y.sum(axis=1, keepdims=True) / np.maximum(moved.sum(axis=1, keepdims=True), 1e-9))
    return found


def _fitted(seen: Floats, together: Floats, days: int) -> Selection:
    """The non-negative mix of growth, passing highs and noise that explains the co-movement best."""
    periods = len(seen)
    centred = np.eye(periods) - 1 / periods
    t = np.arange(periods) - (periods - 1) / 2
    apart = np.abs(np.subtract.outer(t, t))
    upper = np.triu_indices(periods)
    best: tuple[float, Selection] | None = None
    for memory in (a_day**days for a_day in MEMORIES):
        parts = [centred @ np.outer(t, t) @ centred, centred]
        if memory:
            parts.append(centred @ memory**apart @ centred)
        known = np.sqrt(together / max(float(together.max()), 1e-9))[upper]
        columns = np.stack([part[upper] for part in parts], axis=1) * known[:, None]
        scale = columns.std(axis=0)
        mix, misfit = nnls(columns / scale, seen[upper] * known)
        mix = mix / scale
        if best is None or misfit < best[0] - 1e-9:
            best = misfit, Selection(float(mix[0]), float(mix[2]) if memory else 0.0, memory)
    assert best is not None
    return best[1]
