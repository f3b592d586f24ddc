"""Plans a trial in which members who want out of a group leave in random order (a stepped wedge)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from likewise.errors import InputError
from likewise.sources.times import check_timezone
from likewise.trial.design import Leaver, Leaving, Plan, checked_day, checked_outcome, require_between
from likewise.trial.draw import PLAN_STREAM, draw, stream
from likewise.trial.members import Member, read_members
from likewise.trial.precision import Leave, power
from likewise.trial.spread import ASSUMED_PERIOD, Spread

Ints = NDArray[np.int64]

LEAST_MEMBERS = 6
"""Members below which the draw has too few different orders for a test at 5 % to say anything."""

MOST_STEPS = 26
MOST_STEP_DAYS = 182
MOST_SPREAD = 10.0
MOST_SEED = 2**32 - 1


def plan_leave(
    members: str | Path | Iterable[str] | Mapping[str, float | None],
    *,
    start: str | date,
    seed: int,
    steps: int = 4,
    step_days: int = 14,
    outcome: str = "likes",
    timezone: str = "UTC",
    spread: float | Spread | None = None,
) -> Plan:
    """Plan a trial in which members leave a group, a step at a time, in random order.

    Parameters
    ----------
    members
        Who wants to leave: account ids, ids with a baseline (such as mean organic likes a post), or a CSV file of them
        (see `likewise.trial.members`). By the baseline, members who are alike are spread over all steps.
    start
        First day of the first period, in which nobody leaves yet.
    seed
        From which the order is drawn: the same members and seed give the same order.
    steps
        In how many steps they leave.
    step_days
        Days from one step to the next.
    outcome
        What is measured of each post: likes, comments, saves, reposts or views.
    timezone
        In which the days begin.
    spread
        Standard deviation of an account's log outcome in a period, or a measured `Spread`; assumed when left out.

    Returns
    -------
    Plan

    Raises
    ------
    InputError
        For too few members, one who stands twice, and numbers that no trial can have.

    Examples
    --------
    >>> plan = plan_leave([f"member {n}" for n in range(24)], start="2026-12-07", seed=7)
    >>> plan.design.order[0].leave_on, str(plan.design.end)
    (datetime.date(2026, 12, 21), '2027-02-14')
    """
    known = _known(members)
    first, measured = checked_day(start), spread_of(spread, ASSUMED_PERIOD)
    require_between("--steps", steps, 2, MOST_STEPS)
    require_between("--step-days", step_days, 1, MOST_STEP_DAYS)
    require_between("--seed", seed, 0, MOST_SEED)
    least = max(LEAST_MEMBERS, steps)
    if len(known) < least:
        raise InputError.of("trial.few_members", members=len(known), least=least)
    order = _order(known, first, steps, step_days, seed)
    return Plan(
        Leaving(first, steps, step_days, order),
        checked_outcome(outcome),
        seed,
        check_timezone(timezone),
        measured,
        power(Leave(len(known), steps, step_days), measured.value, measured.filled),
        version("likewise"),
    )


def spread_of(given: float | Spread | None, assumed: float) -> Spread:
    """Return the spread that a plan goes by; InputError for a number that can't be one."""
    if given is None:
        return Spread(assumed, "assumed")
    if isinstance(given, Spread):
        return given
    require_between("--variation", given, 0.01, MOST_SPREAD)
    return Spread(float(given), "given")


def _known(members: str | Path | Iterable[str] | Mapping[str, float | None]) -> Sequence[Member]:
    if isinstance(members, str | Path):
        return read_members(Path(members))
    if isinstance(members, Mapping):
        return tuple(Member(account, baseline) for account, baseline in members.items())
    listed = list(members)
    for account, times in Counter(listed).items():
        if times > 1:
            raise InputError.of("trial.twice", account=account)
    return tuple(Member(account) for account in listed)


def _order(members: Sequence[Member], start: date, steps: int, step_days: int, seed: int) -> tuple[Leaver, ...]:
    by_level = sorted(members, key=lambda one: (one.baseline is None, one.baseline or 0.0, one.account))
    stratum = _strata(by_level, steps)
    drawn = draw(stratum, steps, 1, stream(seed, PLAN_STREAM))[0] + 1
    leavers = [
        Leaver(one.account, int(step), start + timedelta(days=int(step) * step_days), int(number))
        for one, step, number in zip(by_level, drawn, stratum, strict=True)
    ]
    return tuple(sorted(leavers, key=lambda one: (one.step, one.account)))


def _strata(by_level: Sequence[Member], steps: int) -> Ints:
    """Members of like level in strata of one a step; those of unknown level in one stratum of their own."""
    known = sum(one.baseline is not None for one in by_level)
    alike = np.arange(known) // steps
    last = int(alike[-1]) + 1 if known else 0
    return np.concatenate([alike, np.full(len(by_level) - known, last)]).astype(np.int64)
