"""How much log outcomes vary by themselves: assumed, given, or measured from earlier data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from likewise.errors import InputError
from likewise.trial.within import Within

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ASSUMED_PERIOD = 0.5
"""Of an account's mean log outcome in a period of two weeks, around its own level and the period's. Assumed: a few
posts a period whose outcomes vary as ASSUMED_POST says, and some drift. A simulated world (2,000 accounts, 60 days,
seed 3, its 150 busiest authors) has 0.40; real audiences are rougher. The plan says that it is assumed."""

ASSUMED_POST = 0.8
"""Of a post's log outcome around its account's level: two posts in three lie within a factor of 2.2. Assumed,
with more than the 0.51 of the same simulated world."""

LEAST_FREEDOM = 10
"""Degrees of freedom below which a measured spread says too little to plan by."""


@dataclass(frozen=True)
class Spread:
    """A standard deviation of log(1 + outcome), and how it is known.

    Parameters
    ----------
    value
        Of an account in a period (leaving), or of a post (levers).
    known_by
        `assumed`, `given` by the user, or `measured` from earlier data.
    filled
        Share of accounts' periods that have a post; 1 where nothing is measured.
    cells
        How many accounts' periods, or posts, it was measured on.
    """

    value: float
    known_by: Literal["assumed", "given", "measured"]
    filled: float = 1.0
    cells: int = 0


def measured(values: Floats, unit: Ints, period: Ints, possible: int) -> Spread:
    """Measure the spread left when the levels of units and of periods are taken out.

    Parameters
    ----------
    values
        Log outcomes, a value a cell.
    unit, period
        Of each cell: whose level is taken out.
    possible
        How many cells there would be if none were empty.

    Raises
    ------
    InputError
        When there are too few cells to tell.
    """
    within = Within(unit, period)
    if len(values) == 0 or within.freedom < LEAST_FREEDOM:
        raise InputError.of("trial.short_history", cells=f"{len(values):,}", least=LEAST_FREEDOM)
    left = within.residual(values[None, :])[0]
    value = float(np.sqrt((left**2).sum() / within.freedom))
    if value <= 0:
        raise InputError.of("trial.flat_history")
    return Spread(value, "measured", min(len(values) / possible, 1.0), len(values))
