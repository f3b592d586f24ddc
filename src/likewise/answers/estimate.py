"""A relative change with its interval: what every answer that compares two things is made of.

The ground of the answers: `effect`, `claims`, `levers` and `creator` all speak in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student

LEVEL = 0.95

MATTERS = 0.05
"""The smallest relative change that matters: five per cent. Assumed; a creator would hardly notice less."""

WIDEST, FARTHEST = 1.5, 5.0
"""An error or an effect (log) beyond these means that the fit ran away, for want of anything before or after."""


@dataclass(frozen=True)
class Estimate:
    """The logarithm of a ratio (with the group over without it), its standard error and degrees of freedom.

    `n` is how many independent things (accounts, posts, followers) the estimate rests on. `parts` are the estimates
    under hypotheses between which the data can't decide: the interval then holds all of theirs, and a p-value is the
    largest of theirs (an intersection-union test; Berger 1982).
    """

    log: float
    error: float
    df: float
    n: int
    parts: tuple[Estimate, ...] = ()

    @property
    def change(self) -> float:
        """The relative change: 0.1 is 10 % more."""
        return float(np.expm1(self.log))

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval of the change."""
        if self.parts:
            return min(one.low for one in self.parts)
        return float(np.expm1(self.log - self._reach))

    @property
    def high(self) -> float:
        """The upper end of the 95 % interval of the change."""
        if self.parts:
            return max(one.high for one in self.parts)
        return float(np.expm1(self.log + self._reach))

    @property
    def _reach(self) -> float:
        return float(student.ppf((1 + LEVEL) / 2, self.df)) * self.error

    def over(self, other: Estimate) -> Estimate:
        """This ratio over another, the two taken as independent; degrees of freedom by Welch and Satterthwaite."""
        variance = self.error**2 + other.error**2
        df = variance**2 / (self.error**4 / self.df + other.error**4 / other.df)
        parts: tuple[Estimate, ...] = ()
        if self.parts or other.parts:
            parts = tuple(one.over(two) for one in self.parts or (self,) for two in other.parts or (other,))
        return Estimate(self.log - other.log, float(np.sqrt(variance)), float(df), min(self.n, other.n), parts)

    def p_below(self, change: float) -> float:
        """One-sided p-value of the hypothesis that the change is `change` or more: small says it is less."""
        if self.parts:
            return max(one.p_below(change) for one in self.parts)
        return float(student.cdf((self.log - np.log1p(change)) / self.error, self.df))

    def p_above(self, change: float) -> float:
        """One-sided p-value of the hypothesis that the change is `change` or less: small says it is more."""
        if self.parts:
            return max(one.p_above(change) for one in self.parts)
        return float(student.sf((self.log - np.log1p(change)) / self.error, self.df))

    @property
    def p(self) -> float:
        """Two-sided p-value of no change at all."""
        return min(1.0, 2 * min(self.p_below(0.0), self.p_above(0.0)))


def wider(estimate: Estimate, error: float) -> Estimate:
    """The estimate with one more error (log), independent of its own."""
    parts = tuple(wider(one, error) for one in estimate.parts)
    return replace(estimate, error=float(np.hypot(estimate.error, error)), parts=parts)


def two_digits(exact: int) -> int:
    """A size rounded up to two digits: what is only a guess shouldn't look like more."""
    step = int(10 ** max(len(str(exact)) - 2, 0))
    return -(-exact // step) * step


def holm(values: Sequence[float]) -> list[float]:
    """Holm's step-down correction ("A simple sequentially rejective multiple test procedure", 1979), in given order."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    corrected, highest = [0.0] * len(values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(values) - rank) * values[place]))
        corrected[place] = highest
    return corrected
