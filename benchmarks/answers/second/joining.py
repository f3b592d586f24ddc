"""Who joins which group, when, and when they leave: day after day, from what was seen before that day."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.joining import Membership
from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.reasons import Seen, drawn_by
from benchmarks.answers.second.settings import Settings

JOINING = (0.27, 0.66)
"""When accounts join, as shares of the time that the data cover."""

WAVES = 3
IN_WAVES = 0.85
ECHO = 0.3
"""Advertisements, the share of members who come by them, and the share of these who come a day later."""

TOO_LARGE = 0.92
"""Accounts above this quantile of size don't join."""

FULL = 1.5
"""A group that invites has room for so many times the usual size."""

QUITS = 0.35
STAYS_DAYS = 22.0
FEWEST_DAYS = 5
ENDS = 0.35
ENDS_AFTER = 8


def join(rng: np.random.Generator, what: Seen, settings: Settings) -> Membership:
    """Draw who is in which group, from when to when."""
    size = settings.accounts
    eligible = what.who.level <= np.quantile(what.who.level, TOO_LARGE)
    day = np.full(size, np.inf)
    first = np.flatnonzero(eligible)[rng.permutation(eligible.sum())[: settings.from_first_day]]
    day[first] = 0
    order = first.tolist()
    groups = _Groups(rng, what, order, settings)
    for at, many in enumerate(_schedule(rng, settings).tolist()):
        if not many:
            continue
        pull = drawn_by(settings.selection, what, at, groups.inviting, settings.pull)
        key = np.where(eligible & np.isinf(day), pull + rng.gumbel(size=size), -np.inf)
        come = np.argsort(-key, kind="stable")[:many]
        come = come[np.isfinite(key[come])]
        day[come] = at
        order += come.tolist()
        for one in come.tolist():
            groups.enter(one)
    group = groups.of if settings.selection == "invited" else _in_turn(order, settings)
    joined = np.where(day > 0, day + rng.random(size), day)
    return Membership(group, joined, _leaving(rng, group, joined, settings.days))


def _schedule(rng: np.random.Generator, settings: Settings) -> Ints:
    """How many join on each day."""
    begin, end = (round(share * settings.days) for share in JOINING)
    weight = np.zeros(settings.days)
    weight[begin:end] = 1 / (end - begin)
    if settings.selection == "wave":
        days = rng.choice(np.arange(begin, end - 1), min(WAVES, end - 1 - begin), replace=False)
        weight *= 1 - IN_WAVES
        weight[days] += IN_WAVES * (1 - ECHO) / len(days)
        weight[days + 1] += IN_WAVES * ECHO / len(days)
    return rng.multinomial(settings.members, weight / weight.sum())


def _in_turn(order: list[int], settings: Settings) -> Ints:
    """Groups fill one after the other; those who were members on the first day have their own."""
    group = np.full(settings.accounts, -1)
    begins = 0
    for part in (order[: settings.from_first_day], order[settings.from_first_day :]):
        if part:
            pieces = max(1, round(len(part) / settings.group_size))
            group[part] = begins + np.arange(len(part)) * pieces // len(part)
            begins += pieces
    return group


class _Groups:
    """Groups that grow by invitation: each joins a friend's, where it has room; else the smallest; else a new one.

    `of` is each account's group, -1 for none.
    """

    def __init__(self, rng: np.random.Generator, what: Seen, first: list[int], settings: Settings) -> None:
        self.rng, self.friends = rng, what.who.friends
        self.room = round(FULL * settings.group_size)
        self.of = np.full(settings.accounts, -1)
        self.of[first] = np.arange(len(first)) // settings.group_size
        self.sizes = np.bincount(self.of[first]) if first else np.zeros(0, dtype=np.int64)

    @property
    def inviting(self) -> NDArray[np.bool_]:
        """The members whose group has room."""
        return np.isin(self.of, np.flatnonzero(self.sizes < self.room))

    def enter(self, one: int) -> None:
        """Let an account join."""
        known = self.of[self.friends.giver[self.friends.author == one]]
        open_ = [at for at in known[known >= 0].tolist() if self.sizes[at] < self.room]
        if open_:
            found = open_[int(self.rng.integers(len(open_)))]
        elif len(self.sizes) and self.sizes.min() < self.room:
            found = int(self.sizes.argmin())
        else:
            found = len(self.sizes)
            self.sizes = np.append(self.sizes, 0)
        self.of[one] = found
        self.sizes[found] += 1


def _leaving(rng: np.random.Generator, group: Ints, joined: Floats, days: int) -> Floats:
    """When each member's time ends: the group ends, or the member quits; inf where neither happens in the data."""
    left = np.full(len(group), np.inf)
    for one in range(group.max() + 1):
        inside = group == one
        earliest = joined[inside].max(initial=0) + ENDS_AFTER
        if rng.random() < ENDS and earliest < days:
            left[inside] = rng.uniform(earliest, days)
    quits = (group >= 0) & (rng.random(len(group)) < QUITS)
    moment = joined + FEWEST_DAYS + rng.exponential(STAYS_DAYS, len(group))
    left = np.where(quits, np.minimum(left, moment), left)
    return np.where(left < days, left, np.inf)
