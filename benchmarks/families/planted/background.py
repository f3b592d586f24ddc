"""A real log in as many copies, or in such a part, that it has the accounts asked for."""

from dataclasses import dataclass

import numpy as np

from benchmarks.families.numbers import DAY, Flags, Floats, Ints
from benchmarks.families.planted.data import RealLog

HEARD_S = 1800.0
"""Where a log doesn't know when a post was published: this long (median) before the first act on it."""


@dataclass(frozen=True)
class Background:
    """The log as a world: like RealLog, with posts sorted by author (`in_order`, `first`), and everybody's hours.

    `hour_key` sorts account and second of the day of each act, `acted` counts acts of each account.
    """

    name: str
    accounts: int
    days: int
    actor: Ints
    post: Ints
    time: Floats
    author: Ints
    published: Floats
    in_order: Ints
    first: Ints
    hour_key: Floats
    first_hour: Ints
    acted: Ints

    def online(self, actor: Ints, after: Floats, random: np.random.Generator) -> Floats:
        """The next moment after `after` at an hour at which the account acted at some time."""
        second = after % DAY
        place = np.searchsorted(self.hour_key, actor * DAY + second)
        end = self.first_hour[actor + 1]
        over = place >= end
        place = np.where(over, self.first_hour[actor], place)
        known = end > self.first_hour[actor]
        place = np.minimum(place, len(self.hour_key) - 1)
        hour = np.where(known, self.hour_key[place] - actor * DAY, second)
        moment = after - second + hour + np.where(over & known, DAY, 0)
        return np.asarray(moment + random.exponential(240, len(actor)))


def fitted(log: RealLog, accounts: int, random: np.random.Generator) -> Background:
    """Copy or cut the log to this many accounts."""
    copies = -(-accounts // log.accounts)
    actor, post, time, author, published = _copied(log, copies, random.uniform(0.1, 0.6), random)
    total = copies * log.accounts
    kept = _chosen(actor, author[post], total, accounts, random)
    place = np.full(total, -1)
    place[kept] = np.arange(accounts)
    inside = (place[actor] >= 0) & (place[author[post]] >= 0)
    actor, post, time = place[actor[inside]], post[inside], time[inside]
    used, post = np.unique(post, return_inverse=True)
    author, published = place[author[used]], published[used]
    return _background(log, accounts, actor, post, time, author, _known(published, post, time, random))


def _copied(
    log: RealLog, copies: int, across: float, random: np.random.Generator
) -> tuple[Ints, Ints, Floats, Ints, Floats]:
    """The log several times, each some weeks off; a share of pairs is tied across copies instead of within.

    Both directions of a pair move together, so what is mutual stays so, and everybody keeps as many partners.
    """
    count, posts = log.accounts, len(log.author)
    low, high = np.minimum(log.actor, log.author[log.post]), np.maximum(log.actor, log.author[log.post])
    _, pair = np.unique(low * count + high, return_inverse=True)
    length = np.ceil(log.time.max() / (7 * DAY)) * 7 * DAY if len(log.time) else 7 * DAY
    actors, places, times = [], [], []
    for copy in range(copies):
        moved = (random.random(int(pair.max(initial=0)) + 1) < across) * random.integers(
            0, copies, pair.max(initial=0) + 1
        )
        other = (copy + moved[pair]) % copies
        # The one with the lower number stays in this copy.
        own = log.actor == low
        actors.append(log.actor + count * np.where(own, copy, other))
        places.append(log.post + posts * np.where(own, other, copy))
        times.append(log.time)
    shift = random.integers(0, max(1, int(length / (7 * DAY))), copies) * 7 * DAY
    post = np.concatenate(places)
    # A post's copy says by how much its acts are shifted, so that all of them still follow it.
    by = shift[post // posts]
    time = (np.concatenate(times) + by) % length
    author = np.concatenate([log.author + count * copy for copy in range(copies)])
    published = np.concatenate([(log.published + shift[copy]) % length for copy in range(copies)])
    return np.concatenate(actors), post, time, author, published


def _chosen(actor: Ints, author: Ints, total: int, accounts: int, random: np.random.Generator) -> Ints:
    """Accounts to keep: the more active, the likelier."""
    if total == accounts:
        return np.arange(total)
    weight = np.bincount(actor, minlength=total) + np.bincount(author, minlength=total) + 0.01
    keys = random.exponential(1, total) / weight
    return np.sort(np.argsort(keys)[:accounts])


def _known(published: Floats, post: Ints, time: Floats, random: np.random.Generator) -> Floats:
    """When each post was published: before the first act on it where the log doesn't know."""
    first = np.full(len(published), np.inf)
    np.minimum.at(first, post, time)
    before = first - random.lognormal(np.log(HEARD_S), 1, len(published))
    unknown = np.isnan(published) | (published >= first)
    return np.asarray(np.where(unknown, np.maximum(before, first * 0.5), published))


def _background(
    log: RealLog, accounts: int, actor: Ints, post: Ints, time: Floats, author: Ints, published: Floats
) -> Background:
    in_order, first = sorted_by(author, accounts)
    hours = np.sort(actor * DAY + time % DAY)
    whose = (hours // DAY).astype(int)
    return Background(
        name=log.name,
        accounts=accounts,
        days=int(np.ceil(max(time.max(initial=0), published.max(initial=0)) / DAY)) + 1,
        actor=actor,
        post=post,
        time=time,
        author=author,
        published=published,
        in_order=in_order,
        first=first,
        hour_key=hours,
        first_hour=np.searchsorted(whose, np.arange(accounts + 1)),
        acted=np.bincount(actor, minlength=accounts),
    )


def sorted_by(author: Ints, accounts: int) -> tuple[Ints, Ints]:
    """Posts in order of their author, and where each author's begin."""
    in_order = np.argsort(author, kind="stable")
    return in_order, np.searchsorted(author[in_order], np.arange(accounts + 1))


def inside(accounts: int, members: Ints) -> Flags:
    """Whether each account is one of these."""
    flags = np.zeros(accounts, bool)
    flags[members] = True
    return flags
