"""A mean, a ratio or a share over an account's posts, with its 95 % interval.

The ground of the comparison. Means and ratios have their intervals on the logarithm, so that neither they nor a cost
made from them is ever below zero; the delta method over posts, with Student's t. How sure it is which events were
traded is counted into the error. A mean over few posts of which some go viral is never well known: where posts spread
like a log-normal distribution, the interval is as wide as that says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom
from scipy.stats import t as student

from likewise.answers.estimate import LEVEL

Floats = NDArray[np.float64]

THOUSAND = 1_000
"""Costs are told for a thousand people reached, as advertising is priced."""

ENOUGH_FOR_LOGARITHMS = 5.0
"""Median count from which on the spread of logarithms isn't that of zeros and ones."""


@dataclass(frozen=True)
class Rate:
    """A number with its 95 % interval, and how many posts (or people) it rests on; None where it can't be told."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def mean(values: Floats, variance: float = 0.0) -> Rate:
    """The mean a post; `variance` is that of the sum of the values for want of knowing what was traded.

    Where a typical post has enough for logarithms, the wider of the delta method's interval and that of a log-normal
    mean (Cox's method: Zhou & Gao 1997, Statistics in Medicine 16(7)); the sample itself understates its tail.
    """
    plain = ratio(values, np.ones(len(values)), variance)
    if plain.low is None or plain.high is None or np.median(values) < ENOUGH_FOR_LOGARITHMS:
        return plain
    n, logs = len(values), np.log(values + 0.5)
    spread = float(logs.var(ddof=1))
    reach = float(student.ppf((1 + LEVEL) / 2, n - 1)) * np.sqrt(spread / n + spread**2 / (2 * (n + 1)))
    ends = [float(np.exp(logs.mean() + spread / 2 + side)) for side in (-reach, reach)]
    return Rate(plain.value, min(plain.low, ends[0]), max(plain.high, ends[1]), n)


def typical(values: Floats, error: float = 0.0) -> Rate:
    """The median post, its interval between two posts' own values (order statistics, exact for any distribution).

    `error` is the relative standard error for want of knowing what was traded; it widens both ends.
    """
    ordered, n = np.sort(values), len(values)
    below = int(binom.ppf((1 - LEVEL) / 2, n, 0.5))
    if below < 1:
        return Rate(float(np.median(values)), None, None, n)
    wider = float(np.exp(student.ppf((1 + LEVEL) / 2, np.inf) * error))
    return Rate(float(np.median(values)), float(ordered[below - 1]) / wider, float(ordered[n - below]) * wider, n)


def ratio(upper: Floats, lower: Floats, variance: float = 0.0) -> Rate:
    """Sum of `upper` over sum of `lower`, each a number a post; `variance` is that of the upper sum beside the posts'.

    Where `upper` is nothing at all, the interval goes up to what could have stayed unseen (the rule of three).
    """
    n, whole, total = len(upper), float(lower.sum()), float(upper.sum())
    if n < 2 or whole <= 0:
        return Rate(total / whole if whole > 0 else None, None, None, n)
    if total <= 0:
        return Rate(0.0, 0.0, -float(np.log((1 - LEVEL) / 2)) / whole, n)
    value = total / whole
    spread = n / (n - 1) * float(np.sum((upper - value * lower) ** 2)) + variance
    # A sum of counts can't be surer than chance allows.
    reach = float(student.ppf((1 + LEVEL) / 2, n - 1)) * np.sqrt(max(spread, total)) / total
    return Rate(value, float(value * np.exp(-reach)), float(value * np.exp(reach)), n)


def share(part: Floats, whole: Floats, variance: float = 0.0) -> Rate:
    """A share 0..1 over posts, its interval on the log odds; half a count on both sides keeps these finite."""
    n, all_of_it, got = len(part), float(whole.sum()), float(part.sum())
    if n < 2 or all_of_it <= 0:
        return Rate(got / all_of_it if all_of_it > 0 else None, None, None, n)
    value = got / all_of_it
    held = (got + 0.5) / (all_of_it + 1)
    spread = n / (n - 1) * float(np.sum((part - value * whole) ** 2)) + variance
    error = np.sqrt(max(spread, all_of_it * held * (1 - held))) / all_of_it / (held * (1 - held))
    reach = float(student.ppf((1 + LEVEL) / 2, n - 1)) * error
    odds = np.log(held / (1 - held))
    ends = [float(1 / (1 + np.exp(-(odds + side)))) for side in (-reach, reach)]
    return Rate(value, min(ends[0], value), max(ends[1], value), n)


def counted(people: float, error: float, n: int) -> Rate:
    """An expected number of people and its standard error: they are counted, and only who of them traded is unsure."""
    if people <= 0:
        return Rate(0.0, 0.0, 0.0, n)
    reach = float(student.ppf((1 + LEVEL) / 2, np.inf)) * error / people
    return Rate(people, float(people * np.exp(-reach)), float(people * np.exp(reach)), n)


def cost(price: float, of: Rate, unit: float = 1.0) -> Rate:
    """What `unit` of a rate a post costs at this price a post; without bound above where there may be none."""
    value, low, high = (None if not end else price * unit / end for end in (of.value, of.high, of.low))
    return Rate(value, low, high, of.n)
