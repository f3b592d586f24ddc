"""Effects: what differs between two variants of the same seeds, with its interval.

Part of the platform in a box. One number a seed, the logarithm of a ratio; the interval is Student's over seeds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from likewise.answers.simulate.study import Study

Floats = NDArray[np.float64]

LEVEL = 0.95

LEAST_SEEDS = 3
"""With fewer there is no interval."""


@dataclass(frozen=True)
class Effect:
    """A relative change (0.1 is 10 % more) with its interval; null where nothing could be compared."""

    change: float | None
    low: float | None
    high: float | None
    seeds: int


def logs(over: Floats, under: Floats) -> Floats:
    """Log ratios, seed by seed, of those where both are positive."""
    keep = (over > 0) & (under > 0)
    return np.log(over[keep] / under[keep])


def interval(values: Floats) -> tuple[float, float, float] | None:
    """Mean and Student's interval; null with fewer than three seeds."""
    if len(values) < LEAST_SEEDS:
        return None
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    reach = float(student.ppf((1 + LEVEL) / 2, len(values) - 1)) * error
    return mean, mean - reach, mean + reach


def effect_of(values: Floats) -> Effect:
    """The effect that log ratios, one a seed, speak of."""
    found = interval(values)
    if found is None:
        return Effect(None, None, None, len(values))
    mean, low, high = (float(np.expm1(value)) for value in found)
    return Effect(mean, low, high, len(values))


def effect_on(study: Study, measure: str, when: str, variant: str = "group", against: str = "alone") -> Effect:
    """What one variant does to a measure in a window of days, over another variant of the same seeds."""
    window = study.window(when)
    if window.start >= window.stop:
        return Effect(None, None, None, 0)
    return effect_of(logs(study.measured(variant, measure, when), study.measured(against, measure, when)))
