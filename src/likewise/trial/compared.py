"""From posts and plan to the cells that are compared, and to how the plan's order is drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.errors import InputError
from likewise.trial.design import Leaving, Plan, Posting, midnight
from likewise.trial.draw import TEST_STREAM, draw, stream
from likewise.trial.inference import Cells
from likewise.trial.outcomes import Outcomes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_SHARE = 0.5
"""Of a lever's planned posts: below this share the trial isn't over, and reading it early is refused."""


@dataclass(frozen=True)
class Compared:
    """What a trial compares.

    Parameters
    ----------
    cells
        The values, and which of them are exposed under an order.
    own
        The labels of the plan's order.
    redraw
        Draws orders as the plan did.
    chosen
        Which posts count, among those that were read.
    row
        Of each post that counts, its row in the plan's order.
    planned
        How many accounts' periods, or posts, the plan has.
    """

    cells: Cells
    own: Ints
    redraw: Callable[[int], Ints]
    chosen: Bools
    row: Ints
    planned: int


def compared(plan: Plan, outcomes: Outcomes) -> Compared:
    """Put posts into the plan's cells.

    Raises
    ------
    InputError
        When the data don't cover the plan's days or posts.
    """
    if isinstance(plan.design, Leaving):
        return _left(plan, plan.design, outcomes)
    return _posted(plan, plan.design, outcomes)


def _left(plan: Plan, design: Leaving, outcomes: Outcomes) -> Compared:
    starts = design.starts(plan.timezone)
    period = np.searchsorted(starts, outcomes.time, side="right") - 1
    chosen = (period >= 0) & (period < design.periods) & ~np.isnan(outcomes.value)
    empty = [number + 1 for number in range(design.periods) if not (chosen & (period == number)).any()]
    if empty:
        raise InputError.of("trial.not_covered", periods=empty, of=design.periods, start=design.start, end=design.end)
    row, period = outcomes.account[chosen], period[chosen]
    place, value = means(row * design.periods + period, outcomes.log[chosen])
    of_row, of_period = np.divmod(place, design.periods)
    stratum = np.array([one.stratum for one in design.order], dtype=np.int64)
    rng = stream(plan.seed, TEST_STREAM)

    def exposed(labels: Ints) -> Floats:
        return (labels[:, of_row] + 1 <= of_period).astype(np.float64)

    return Compared(
        Cells(value, of_row, of_period, exposed),
        np.array([one.step - 1 for one in design.order], dtype=np.int64),
        lambda draws: draw(stratum, design.steps, draws, rng),
        chosen,
        row,
        len(design.order) * design.periods,
    )


def _posted(plan: Plan, design: Posting, outcomes: Outcomes) -> Compared:
    since = outcomes.time >= midnight(design.start, plan.timezone)
    # Posts stand by account and time: a post's number is its place among its account's since the start.
    number = np.cumsum(since) - 1
    first = np.searchsorted(outcomes.account, np.arange(len(design.accounts)))
    before = np.concatenate([[0], np.cumsum(since)])[first]
    number = number - before[outcomes.account]
    in_plan = since & (number < design.posts)
    planned = len(design.order)
    if in_plan.sum() < LEAST_SHARE * planned:
        raise InputError.of("trial.few_posts", posts=int(in_plan.sum()), planned=planned, start=design.start)
    chosen = in_plan & ~np.isnan(outcomes.value)
    row = (outcomes.account * design.posts + number)[chosen]
    block = np.array([one.block for one in design.order], dtype=np.int64)
    rng = stream(plan.seed, TEST_STREAM)
    return Compared(
        Cells(
            outcomes.log[chosen],
            block[row],
            np.zeros(len(row), dtype=np.int64),
            lambda labels: labels[:, row].astype(np.float64),
        ),
        np.array([int(one.on) for one in design.order], dtype=np.int64),
        lambda draws: draw(block, 2, draws, rng),
        chosen,
        row,
        planned,
    )


def means(place: Ints, values: Floats) -> tuple[Ints, Floats]:
    """Return the places that have values, in order, and the mean of the values at each."""
    found, inverse = np.unique(place, return_inverse=True)
    return found, np.bincount(inverse, weights=values) / np.bincount(inverse)
