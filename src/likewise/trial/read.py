"""Reads a trial: outcomes from data, the plan that was agreed on, and the effect by drawing the order anew."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

import numpy as np

from likewise.engine import Engine, open_duckdb
from likewise.errors import InputError
from likewise.ingest.options import HowRead
from likewise.sources import Data
from likewise.trial.compared import Compared, compared
from likewise.trial.design import ALPHA, DRAWS, Leaving, Plan
from likewise.trial.followed import Asked, Left, followed
from likewise.trial.inference import Estimate, infer
from likewise.trial.outcomes import Outcomes, read_outcomes
from likewise.trial.plan_file import read_plan


@dataclass(frozen=True)
class Counted:
    """What the answer rests on.

    Parameters
    ----------
    accounts, planned_accounts
        Of how many of the plan's accounts posts count.
    posts
        Posts that count.
    cells, planned_cells
        Accounts' periods with a post (leaving) or posts (levers), of how many in the plan.
    without_time, bounds
        Posts left out because they have no time, and posts whose outcome is only a lower bound.
    median
        Of the outcome, a post.
    until
        When the last post that counts was published, microseconds UTC.
    everyone
        Whether all posts of the data were taken for the plan's one account.
    """

    accounts: int
    planned_accounts: int
    posts: int
    cells: int
    planned_cells: int
    without_time: int
    bounds: int
    median: float
    until: int
    everyone: bool


@dataclass(frozen=True)
class Trial:
    """What a trial found, by intention to treat: everybody counts as planned, whatever they did.

    Parameters
    ----------
    plan
        The plan.
    digests
        The SHA-256 of its files.
    estimate
        The effect on the log scale.
    counted
        What it rests on.
    followed
        Who did what the plan says, as far as the data show it; None where nothing could.
    """

    plan: Plan
    digests: Mapping[str, str]
    estimate: Estimate
    counted: Counted
    followed: Left | Asked | None

    @property
    def change(self) -> float:
        """The relative change: 0.1 is 10 % more."""
        return math.expm1(self.estimate.effect)

    @property
    def low(self) -> float:
        """The lower end of its 95 % interval; -1 where nothing is ruled out."""
        return math.expm1(self.estimate.low)

    @property
    def high(self) -> float | None:
        """The upper end of its 95 % interval; None where nothing is ruled out."""
        return None if math.isinf(self.estimate.high) else math.expm1(self.estimate.high)


def read_trial(
    data: Data,
    plan: str | Path,
    *,
    draws: int = DRAWS,
    memory: str | None = None,
    **how: Unpack[HowRead],
) -> Trial:
    """Read what a trial found.

    Parameters
    ----------
    data
        As for `likewise.report`: a like log with posts, or a table of posts with their counts.
    plan
        The folder of the plan.
    draws
        How many orders are drawn anew.
    memory
        The engine's limit, such as "4GB".
    how
        How data are read that don't say it themselves: see `likewise.ingest.options.ReadOptions`.

    Returns
    -------
    Trial

    Raises
    ------
    InputError
        When the plan was edited, or plan and data don't match: nobody of the plan is in the data, the data don't cover
        its days or posts, or don't tell its outcome.
    """
    agreed, digests = read_plan(Path(plan))
    with open_duckdb(memory) as engine:
        return _read(engine, data, agreed, digests, draws, how)


def leave_times(plan: Plan) -> Mapping[str, int]:
    """Return who takes part and when each is to leave (microseconds UTC; 0 in a trial in which nobody leaves)."""
    if not isinstance(plan.design, Leaving):
        return dict.fromkeys(plan.design.accounts, 0)
    starts = plan.design.starts(plan.timezone)
    return {one.account: int(starts[one.step]) for one in plan.design.order}


def _read(engine: Engine, data: Data, plan: Plan, digests: Mapping[str, str], draws: int, how: HowRead) -> Trial:
    outcomes = read_outcomes(engine, data, leave_times(plan), plan.outcome, **how)
    made = compared(plan, outcomes)
    estimate = infer(made.cells, made.own, made.redraw, draws, ALPHA)
    if estimate is None:
        raise InputError.of("trial.nothing_compared")
    return Trial(plan, digests, estimate, _counted(plan, outcomes, made), followed(engine, plan, outcomes, made))


def _counted(plan: Plan, outcomes: Outcomes, made: Compared) -> Counted:
    return Counted(
        len(np.unique(outcomes.account[made.chosen])),
        len(plan.design.accounts),
        int(made.chosen.sum()),
        len(made.cells.value),
        made.planned,
        outcomes.without_time,
        int(outcomes.bound[made.chosen].sum()),
        float(np.median(outcomes.value[made.chosen])),
        int(outcomes.time[made.chosen].max()),
        outcomes.everyone,
    )
