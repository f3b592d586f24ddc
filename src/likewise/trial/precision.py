"""What a trial can show before it begins: the smallest change that is seen, and what it takes to see some others.

Leaving: the variance of the effect in a stepped wedge with effects of account and period, from Hussey and Hughes,
"Design and analysis of stepped wedge cluster randomized trials", Contemporary Clinical Trials 28 (2007), 182-191,
equation 7, where a cluster is an account. The planned analysis takes every account's own level out, which is their
formula where the variance between accounts is without bound. Posts: two samples within blocks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import gammaincinv, ndtr, stdtrit

POWER = 0.8
"""The chance to see a change of the smallest size that is called visible."""

LEVEL = 0.05
"""The test's level, both sides together."""

TOLD = (0.1, 0.2, 0.3)
"""Relative changes of which it is told what seeing them takes."""

_SHARES = (np.arange(50) + 0.5) / 50
"""So many equally likely values stand for the estimated error: power is then right to a thousandth."""

MOST_MEMBERS = 1_000_000
MOST_POSTS = 1_000_000
MOST_PERIODS = 60
"""Beyond these nothing is planned: a change that would take more can't be seen."""


@dataclass(frozen=True)
class Needed:
    """What it takes to see a relative change: so many `units`, or so many `days`; None where no number would do."""

    change: float
    units: int | None
    days: int | None


@dataclass(frozen=True)
class Power:
    """What a plan can show.

    Parameters
    ----------
    standard_error
        Of the effect, on the log scale.
    freedom
        Degrees of freedom of the test.
    smallest
        Least relative rise that is seen with 80 % power at 5 %.
    smallest_fall
        The same for a fall, as a positive share.
    needed
        For the changes in TOLD: members with the same steps, or days with the same members (leaving); posts (levers).
    """

    standard_error: float
    freedom: int
    smallest: float
    smallest_fall: float
    needed: tuple[Needed, ...]


def leave_variance(members: Sequence[int], spread: float, between: float = math.inf) -> float:
    """Return the variance of the effect of leaving, by Hussey and Hughes (2007).

    Parameters
    ----------
    members
        How many members leave in each step.
    spread
        Standard deviation of an account's log outcome in a period, around its own level and the period's.
    between
        Standard deviation of the accounts' own levels; without bound, as in the planned analysis, when left out.

    Examples
    --------
    >>> round(leave_variance([6, 6, 6, 6], 0.5), 4)
    0.0278
    """
    i, periods = sum(members), len(members) + 1
    treated = np.cumsum([0, *members])
    # For u, v and w see the paper: sums over the table of who has left when.
    u = float(treated.sum())
    w = float((treated**2).sum())
    v = float(sum(n * (periods - 1 - step) ** 2 for step, n in enumerate(members)))
    noise = spread**2
    settled = u**2 + i * periods * u - periods * w - i * v
    if math.isinf(between):
        return noise * i * periods / settled if settled > 0 else math.inf
    own = between**2
    return i * noise * (noise + periods * own) / ((i * u - w) * noise + settled * own)


def post_variance(blocks: NDArray[np.int64], spread: float) -> float:
    """Return the variance of a lever's effect; `blocks` are the sizes of blocks, half of each on."""
    on = blocks // 2
    # A block with one post too many has it on or off by chance; which of both changes nothing here.
    return spread**2 / float((on * (blocks - on) / blocks).sum())


def power_at(change: float, standard_error: float, freedom: float) -> float:
    """Return the chance to see a relative change (0.1 is 10 % more) at the test's level.

    Examples
    --------
    >>> round(power_at(0.25, 0.08, 60), 2)
    0.78
    """
    # A noncentral t, as a normal one over each of many equally likely values that the estimated error can take.
    critical = stdtrit(freedom, 1 - LEVEL / 2) * np.sqrt(gammaincinv(freedom / 2, _SHARES) * 2 / freedom)
    shift = math.log1p(change) / standard_error
    return float(np.mean(ndtr(shift - critical) + ndtr(-shift - critical)))


def power(
    design: Leave | Posts,
    spread: float,
    filled: float = 1.0,
) -> Power:
    """Say what a trial of this size can show.

    Parameters
    ----------
    design
        `Leave` or `Posts`: the size of the trial.
    spread
        Standard deviation of the log outcome: of an account in a period (leaving), of a post (levers).
    filled
        Share of an account's periods that have a post.

    Returns
    -------
    Power

    Examples
    --------
    >>> found = power(Leave(members=24, steps=4, step_days=14), 0.4)
    >>> round(found.smallest, 2), found.needed[1].units
    (0.46, 102)
    """
    error, freedom = design.error(spread, filled)
    rise = _smallest(error, freedom)
    needed = tuple(Needed(change, *design.needed(change, spread, filled)) for change in TOLD)
    return Power(error, freedom, math.expm1(rise), -math.expm1(-rise), needed)


@dataclass(frozen=True)
class Leave:
    """The size of a trial in which members leave: how many, in how many steps, of how many days."""

    members: int
    steps: int
    step_days: int

    def error(self, spread: float, filled: float) -> tuple[float, int]:
        """The standard error of the effect and its degrees of freedom."""
        each, rest = divmod(self.members, self.steps)
        sizes = [each + (step < rest) for step in range(self.steps)]
        cells = self.members * (self.steps + 1) * filled
        freedom = max(int(cells) - self.members - self.steps - 1, 1)
        return math.sqrt(leave_variance(sizes, spread) / filled), freedom

    def needed(self, change: float, spread: float, filled: float) -> tuple[int | None, int | None]:
        """Members in as many steps, or days with as many members in more steps of the same length."""

        def sees(one: Leave) -> bool:
            return power_at(change, *one.error(spread, filled)) >= POWER

        members = _least(lambda n: sees(Leave(n, self.steps, self.step_days)), self.steps, MOST_MEMBERS)
        most = min(self.members, MOST_PERIODS - 1)
        steps = _least(lambda n: sees(Leave(self.members, n, self.step_days)), 2, most) if most >= 2 else None
        return members, None if steps is None else (steps + 1) * self.step_days


@dataclass(frozen=True)
class Posts:
    """The size of a trial of a lever: accounts, posts of each, posts of a block."""

    accounts: int
    posts: int
    block: int

    def error(self, spread: float, filled: float) -> tuple[float, int]:
        """The standard error of the effect and its degrees of freedom; `filled` is the share of posts that appear."""
        whole, rest = divmod(self.posts, self.block)
        sizes = np.array([self.block] * whole + ([rest] if rest > 1 else []), dtype=np.int64)
        freedom = max(int(self.accounts * (sizes.sum() - len(sizes)) * filled) - 1, 1)
        return math.sqrt(post_variance(sizes, spread) / self.accounts / filled), freedom

    def needed(self, change: float, spread: float, filled: float) -> tuple[int | None, None]:
        """Posts of all accounts together."""

        def sees(blocks: int) -> bool:
            return power_at(change, *Posts(1, blocks * self.block, self.block).error(spread, filled)) >= POWER

        blocks = _least(sees, 2, MOST_POSTS // self.block)
        return None if blocks is None else blocks * self.block, None


def _smallest(error: float, freedom: int) -> float:
    """The least log change that is seen with POWER."""

    def lacks(size: float) -> float:
        return power_at(math.expm1(size * error), error, freedom) - POWER

    return float(brentq(lacks, 0.5, 200.0)) * error


def _least(does: Callable[[int], bool], low: int, most: int) -> int | None:
    """The least number from `low` to `most` that does; what a number does, every greater one does too."""
    high = low
    while not does(high):
        if high >= most:
            return None
        low, high = high + 1, min(2 * high, most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle + 1, high)
    return high
