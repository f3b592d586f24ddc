"""Sweeps over a parameter, and where a group stops paying.

Part of the platform in a box. At each value the payoff is what the group does to its members' engagement, seed by seed;
where its line crosses zero is the break-even point, one for each seed, and their spread its interval.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.box import Detector
from likewise.answers.simulate.claims import MATTERS
from likewise.answers.simulate.parameters import Parameters, Value
from likewise.answers.simulate.scenario import Sweep
from likewise.answers.simulate.study import Consequence, Known, Told, consequence, run_study

Floats = NDArray[np.float64]

PAYOFFS = ("raw", "organic", "views", "followers")
_NEEDED = ("group", "alone", "unpoliced")


@dataclass(frozen=True)
class Point:
    """One value of the parameter: the relative effect of the group a seed, for each payoff, and what the rule did."""

    value: Value
    payoff: dict[str, Floats]
    consequence: Consequence


@dataclass(frozen=True)
class BreakEven:
    """Where the payoff crosses zero: mean over the seeds that cross, and the span of nine in ten of them.

    `before` and `after` say whether the group pays at the two ends; `at` is null where it does not cross.
    """

    payoff: str
    at: float | None
    low: float | None
    high: float | None
    seeds: int
    before: bool
    after: bool


@dataclass(frozen=True)
class Swept:
    """A sweep and its points, with a break-even line for each payoff where the parameter is a number."""

    sweep: Sweep
    points: tuple[Point, ...]
    break_even: tuple[BreakEven, ...]


def run_sweep(
    given: Parameters,
    sweep: Sweep,
    seeds: int,
    first_seed: int = 0,
    detector: Detector | None = None,
    told: Told | None = None,
    known: Known | None = None,
) -> Swept:
    """Run the scenario at every value, with the group, without it, and without risk control."""
    points = []
    each = seeds * len(_NEEDED)
    known = {} if known is None else known
    for i, value in enumerate(sweep.values):

        def tell(done: int, of: int, before: int = i) -> None:
            # What is known already counts as done.
            if told:
                told((before + 1) * each - of + done, len(sweep.values) * each)

        changed = given.with_values({sweep.name: value})
        study = run_study(changed, seeds, first_seed, _NEEDED, detector, tell, known=known)
        payoff = {
            name: np.log(
                np.maximum(study.measured("group", name, "during"), 1e-9)
                / np.maximum(study.measured("alone", name, "during"), 1e-9)
            )
            for name in PAYOFFS
        }
        points.append(Point(value, payoff, consequence(study)))
    numeric = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in sweep.values)
    lines = tuple(_break_even(name, points) for name in PAYOFFS) if numeric and len(points) > 1 else ()
    return Swept(sweep, tuple(points), lines)


def _break_even(payoff: str, points: list[Point]) -> BreakEven:
    """The first crossing of zero in each seed, by straight lines between the points."""
    x = np.asarray([float(point.value) for point in points])
    lines = np.stack([point.payoff[payoff] for point in points])
    found = [cross for seed in range(lines.shape[1]) if (cross := _crossing(x, lines[:, seed])) is not None]
    ends = lines[[0, -1]].mean(axis=1) > np.log1p(MATTERS)
    if len(found) * 2 <= lines.shape[1]:
        return BreakEven(payoff, None, None, None, len(found), bool(ends[0]), bool(ends[1]))
    low, high = np.quantile(found, [0.05, 0.95])
    return BreakEven(payoff, float(np.mean(found)), float(low), float(high), len(found), bool(ends[0]), bool(ends[1]))


def _crossing(x: Floats, y: Floats) -> float | None:
    """Where a broken line first changes its sign; null where it never does."""
    signs = np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) <= 0)
    if not len(signs):
        return None
    i = int(signs[0])
    rise = y[i + 1] - y[i]
    return float(x[i] if rise == 0 else x[i] - y[i] * (x[i + 1] - x[i]) / rise)
