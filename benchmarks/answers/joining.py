"""Who joins a group and when: a hazard a day that looks at the past alone, never at what is to come."""

from dataclasses import dataclass

import numpy as np

from benchmarks.answers.people import Floats, Ints, People
from benchmarks.answers.settings import Settings

JOINING = (0.27, 0.68)
"""When accounts join, as shares of the time that the data cover: a pre-period before, some weeks after."""

LOOKED_BACK = 6
"""Days whose moods make an account think that it is in trouble."""

TOO_LARGE = 0.9
"""Accounts above this quantile of size don't join: they have nothing to win."""

FEWEST_DAYS = 10
QUITS = 0.3
STOPS = 0.4


@dataclass(frozen=True)
class Membership:
    """One entry an account: its group (-1 is none), and from when to when, in days (inf: to the end and beyond)."""

    group: Ints
    joined: Floats
    left: Floats

    @property
    def members(self) -> Ints:
        """The accounts that ever are in a group."""
        return np.flatnonzero(self.group >= 0)


def join(rng: np.random.Generator, who: People, settings: Settings) -> Membership:
    """Draw who is in which group, from when to when."""
    size = settings.accounts
    attraction = _attraction(who, settings)
    eligible = who.level <= np.quantile(who.level, TOO_LARGE)
    day = _first_day(rng, np.where(eligible[:, None], attraction, -np.inf), settings)
    day[~np.isfinite(day)] = np.inf
    first = _from_first_day(rng, np.where(np.isinf(day) & eligible, attraction[:, 0], -np.inf), settings)
    day[first] = 0
    group = np.full(size, -1)
    later = np.flatnonzero((day > 0) & np.isfinite(day))
    later = later[np.argsort(day[later], kind="stable")]
    group[first] = np.arange(len(first)) // (settings.group_size * 3 // 2)
    begins = group.max() + 1
    pieces = max(1, round(len(later) / settings.group_size))
    group[later] = begins + np.arange(len(later)) * pieces // max(1, len(later))
    joined = np.where(day > 0, day + rng.random(size), day)
    return Membership(group, joined, _leaving(rng, group, joined, settings.days))


def _attraction(who: People, settings: Settings) -> Floats:
    """The log of the hazard to join, by (account, day), from what is lasting or from the days before."""
    shape = who.mood.shape
    if settings.selection == "random":
        return np.zeros(shape)
    if settings.selection == "trouble":
        sums = np.cumsum(np.pad(who.mood, ((0, 0), (LOOKED_BACK, 0))), axis=1)
        recent = np.concatenate([np.zeros((shape[0], 1)), (sums[:, LOOKED_BACK:] - sums[:, :-LOOKED_BACK])[:, :-1]], 1)
        return 1.5 * settings.pull * _scaled(-recent)
    lasting = who.growth if settings.selection == "growing" else _scaled(who.level) + _scaled(np.log(who.rate))
    return np.tile(settings.pull * _scaled(lasting)[:, None], (1, shape[1]))


def _scaled(values: Floats) -> Floats:
    scaled: Floats = (values - values.mean()) / values.std()
    return scaled


def _first_day(rng: np.random.Generator, attraction: Floats, settings: Settings) -> Floats:
    """The day each account joins, inf for never; the base of the hazard is such that as many join as were asked for."""
    begin, end = (round(share * settings.days) for share in JOINING)
    hazard = np.cumsum(np.exp(attraction[:, begin:end]), axis=1)
    patience = rng.exponential(size=len(hazard))
    need = np.divide(patience, hazard[:, -1], out=np.full(len(hazard), np.inf), where=hazard[:, -1] > 0)
    joins = np.argsort(need, kind="stable")[: settings.members]
    joins = joins[np.isfinite(need[joins])]
    base = need[joins].max(initial=0) * (1 + 1e-9)
    day = np.full(len(hazard), np.inf)
    day[joins] = begin + (base * hazard[joins] < patience[joins, None]).sum(axis=1)
    return day


def _from_first_day(rng: np.random.Generator, attraction: Floats, settings: Settings) -> Ints:
    """Accounts that were members before the data begin."""
    drawn = attraction + rng.gumbel(size=len(attraction))
    return np.argsort(-drawn, kind="stable")[: settings.from_first_day]


def _leaving(rng: np.random.Generator, group: Ints, joined: Floats, days: int) -> Floats:
    """When each member's time ends: the group stops, or the member quits; inf where neither happens."""
    left = np.full(len(group), np.inf)
    for one in range(group.max() + 1):
        inside = group == one
        full = joined[inside].max()
        if rng.random() < STOPS and full + FEWEST_DAYS < days - FEWEST_DAYS:
            left[inside] = rng.uniform(full + FEWEST_DAYS, days - FEWEST_DAYS / 2)
    quits = (group >= 0) & (rng.random(len(group)) < QUITS) & (joined + FEWEST_DAYS < days - FEWEST_DAYS / 2)
    moment = joined + FEWEST_DAYS + rng.random(len(group)) * np.maximum(0, days - joined - 1.5 * FEWEST_DAYS)
    return np.where(quits, np.minimum(left, moment), left)
