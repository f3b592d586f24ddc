"""What a trial is: who does what when, in which order, and what is measured; small frozen records.

A trial only withdraws something (members leave a group) or improves something (an honest lever on some posts). There
is no design that has anybody trade likes, and the list of levers is closed so that none can be written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from likewise.errors import InputError
from likewise.trial.precision import Power
from likewise.trial.spread import Spread

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

Outcome = Literal["likes", "comments", "saves", "reposts", "views"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""What can be measured a post."""

Lever = Literal["question", "answers", "collaboration", "opening"]
LEVERS: tuple[Lever, ...] = get_args(Lever)
"""Honest habits that can be switched on and off by post: a real question to readers, an answer to every comment within
a day, another creator taking part, the point of the post in its first line or its first three seconds."""

ALPHA = 0.05
"""Chance of a false alarm that the test allows; intervals cover 1 - ALPHA."""

DRAWS = 5_000
"""Orders drawn anew for the test: a p-value of 0.05 is then known to 0.003 (one standard error)."""

OFF, ON = 0, 1


@dataclass(frozen=True)
class Leaver:
    """One member: in which `step` (1 is the first) it leaves, on which day, and with whom it was drawn (`stratum`)."""

    account: str
    step: int
    leave_on: date
    stratum: int


@dataclass(frozen=True)
class Leaving:
    """A stepped wedge: in the first period nobody leaves, then at the start of each period a step of the members does.

    Parameters
    ----------
    start
        First day of the first period.
    steps
        In how many steps the members leave; there is one period more.
    step_days
        Days of a period.
    order
        A row a member, by step and account.
    """

    start: date
    steps: int
    step_days: int
    order: tuple[Leaver, ...]

    @property
    def periods(self) -> int:
        """How many periods the trial has."""
        return self.steps + 1

    @property
    def end(self) -> date:
        """The last day of the trial."""
        return self.start + timedelta(days=self.periods * self.step_days - 1)

    @property
    def accounts(self) -> tuple[str, ...]:
        """The members, by name."""
        return tuple(sorted(one.account for one in self.order))

    def starts(self, timezone: str) -> Ints:
        """When each period begins, and when the last one ends: microseconds UTC, periods + 1 of them."""
        days = [self.start + timedelta(days=self.step_days * number) for number in range(self.periods + 1)]
        return np.array([midnight(day, timezone) for day in days], dtype=np.int64)


@dataclass(frozen=True)
class Turn:
    """One post to come: the how-manieth of its account since the start, whether the lever is on, and its block."""

    account: str
    number: int
    on: bool
    block: int


@dataclass(frozen=True)
class Posting:
    """A lever switched on and off by post: in each block of posts half are on, in random order.

    Parameters
    ----------
    start
        The day from which on an account's posts are counted.
    lever
        What is done with a post that is on, one of LEVERS.
    posts
        Posts of each account.
    block
        Posts of a block.
    order
        A row a post, by account and number.
    """

    start: date
    lever: Lever
    posts: int
    block: int
    order: tuple[Turn, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts, by name."""
        return tuple(sorted({one.account for one in self.order}))


@dataclass(frozen=True)
class Plan:
    """A trial as it is agreed on before it begins: design and order, outcome, seed, and what it can show.

    Parameters
    ----------
    design
        `Leaving` or `Posting`.
    outcome
        What is measured of each post, one of OUTCOMES.
    seed
        From which the order was drawn; the test draws from it too.
    timezone
        In which the days of the plan begin.
    spread
        How much log outcomes vary by themselves, and how that is known.
    power
        The smallest change that can be seen, and what it takes to see some others.
    version
        Of likewise, when the plan was made.
    """

    design: Leaving | Posting
    outcome: Outcome
    seed: int
    timezone: str
    spread: Spread
    power: Power
    version: str

    @property
    def name(self) -> Literal["leave", "post"]:
        """The name of the design."""
        return "leave" if isinstance(self.design, Leaving) else "post"


def midnight(day: date, timezone: str) -> int:
    """When a day begins in a time zone, in microseconds UTC.

    Examples
    --------
    >>> midnight(date(1970, 1, 2), "Asia/Shanghai") // 3_600_000_000
    16
    """
    return round(datetime.combine(day, time(), ZoneInfo(timezone)).timestamp() * 1_000_000)


def require_between(name: str, given: float, least: float, most: float) -> None:
    """Raise InputError unless a number of the plan lies between two others, both included."""
    if not least <= given <= most:
        raise InputError.of("trial.out_of_range", name=name, given=f"{given:g}", least=f"{least:g}", most=f"{most:g}")


def checked_outcome(given: str) -> Outcome:
    """Return the outcome of that name; InputError when there is none."""
    for known in OUTCOMES:
        if known == given:
            return known
    raise InputError.of("trial.unknown", name="--outcome", given=given, known=OUTCOMES)


def checked_lever(given: str) -> Lever:
    """Return the lever of that name; InputError when there is none."""
    for known in LEVERS:
        if known == given:
            return known
    raise InputError.of("trial.unknown", name="--lever", given=given, known=LEVERS)


def checked_day(given: str | date) -> date:
    """Return a day given as a date or as 2026-12-07; InputError for another form."""
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise InputError.of("trial.no_day", given=given) from error
