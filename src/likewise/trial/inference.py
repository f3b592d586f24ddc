"""The effect, its p-value and its interval, by drawing the order anew exactly as the plan drew it.

Fisher's test of a sharp hypothesis, and its inversion: the interval holds every constant relative effect that the test
doesn't reject (Rosenbaum, "Observational Studies", 2nd ed. 2002, chapter 2; for stepped wedges Ji, Fink, Robyn and
Small, "Randomization inference for stepped-wedge cluster-randomized trials", Annals of Applied Statistics 11 (2017)).
It leans on nothing but the draw: no distribution of outcomes, no independence of an account's periods.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.trial.within import Within

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_AT_ONCE = 4_000_000
"""Numbers held at a time while orders are drawn."""

_EQUAL = 1e-9
"""Statistics closer than this are equal: the same order may be drawn again, and rounds otherwise."""


@dataclass(frozen=True)
class Cells:
    """What is compared: a value a cell (an account in a period, or a post).

    Parameters
    ----------
    value
        Mean log(1 + outcome).
    unit, period
        Whose level is taken out.
    exposed
        From labels of the order's rows (draws, rows) to whether each cell is exposed (draws, cells).
    """

    value: Floats
    unit: Ints
    period: Ints
    exposed: Callable[[Ints], Floats]


@dataclass(frozen=True)
class Estimate:
    """An effect on the log scale with its interval and p-value; an end is infinite where nothing is ruled out there."""

    effect: float
    low: float
    high: float
    p: float
    draws: int


def infer(cells: Cells, own: Ints, redraw: Callable[[int], Ints], draws: int, alpha: float) -> Estimate | None:
    """Estimate the effect of a trial.

    Parameters
    ----------
    cells
        What is compared.
    own
        The labels of the plan's order.
    redraw
        Draws so many orders as the plan did: (draws, rows).
    draws
        How many orders to draw.
    alpha
        The interval covers 1 - alpha.

    Returns
    -------
    Estimate | None
        None where no account was seen both ways in periods that others were seen in, so that nothing is compared.
    """
    within = Within(cells.unit, cells.period)
    value = within.residual(cells.value[None, :])[0]
    exposed = cells.exposed(own[None, :])
    left = within.residual(exposed)[0]
    size = float(left @ left)
    if size <= _EQUAL:
        return None
    effect = float(left @ value) / size
    step = max(1, _AT_ONCE // len(value))
    parts = [_drawn(cells, within, redraw(min(step, draws - done)), value, left) for done in range(0, draws, step)]
    by_value, by_own = (np.concatenate(one) for one in zip(*parts, strict=True))
    p = float(1 + (np.abs(by_value) >= abs(effect) - _EQUAL).sum()) / (1 + draws)
    return Estimate(effect, *_interval(effect, by_value, by_own, alpha), p, draws)


def _drawn(cells: Cells, within: Within, labels: Ints, value: Floats, own: Floats) -> tuple[Floats, Floats]:
    """For each order drawn: the statistic of the values, and that of the plan's own exposure."""
    exposed = within.residual(cells.exposed(labels))
    size = (exposed**2).sum(axis=1)
    # An order under which nothing could be compared speaks for no effect: it counts as extreme as any.
    there = size > _EQUAL
    size = np.where(there, size, 1.0)
    return np.where(there, exposed @ value / size, np.inf), np.where(there, exposed @ own / size, 1.0)


def _interval(effect: float, by_value: Floats, by_own: Floats, alpha: float) -> tuple[float, float]:
    """The effects that the test doesn't reject.

    With an effect t taken out of the values, a drawn order's statistic is `by_value` - t `by_own`, and the plan's own
    is `effect` - t. The first is as extreme as the second between two values of t that have `effect` between them, so
    that the ends of the interval are order statistics and nothing needs to be searched.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack([(effect - by_value) / (1 - by_own), (effect + by_value) / (1 + by_own)])
    # An order that all but repeats the plan's, or its reverse, rejects nothing.
    bounded = (np.abs(by_own) < 1 - _EQUAL) & np.isfinite(by_value)
    low = np.sort(np.where(bounded, ends.min(axis=0), -np.inf))
    high = np.sort(np.where(bounded, ends.max(axis=0), np.inf))[::-1]
    # t is rejected when 1 + (orders as extreme) is at most alpha (1 + draws).
    kept = int(np.floor(alpha * (1 + len(by_value)) + _EQUAL))
    return (float(low[kept - 1]), float(high[kept - 1])) if kept else (-np.inf, np.inf)
