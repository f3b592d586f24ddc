"""Who is on the platform: readers with topics and habits, creators among them, circles, and whom each follows.

Part of the platform in a box; its state at the start. One entry an account in every array.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.parameters import Parameters

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

KINDS = ("ordinary", "friends", "hobby", "fans", "idol", "creator", "member", "hired")
"""What an account is: honest kinds, members of a group, and hired accounts that like for money."""

HONEST = ("ordinary", "friends", "hobby", "fans", "idol", "creator")

NOBODY = -1
FOLLOWED = 48
"""Most accounts that one account follows in the box; a further follow takes the place of one of them."""


@dataclass(frozen=True)
class People:
    """Accounts as they are when the box opens; nothing here changes while it runs, but `follows`."""

    kind: NDArray[np.int8]
    topic: NDArray[np.int16]
    second: NDArray[np.int16]
    activity: Floats  # views a day
    lean: Floats  # log-odds to like
    creator: NDArray[np.bool_]
    rate: Floats  # posts a day
    quality: Floats  # in sd
    length: Floats  # log-odds of finishing what it makes
    pull: Floats  # relative number of followers at the start
    circle: Ints  # number of the circle, NOBODY outside
    group: Ints  # number of the mutual-like group, NOBODY outside
    joins: Floats  # day of the first trade; infinite outside
    leaves: Floats  # day of the last; infinite where it never ends
    follows: Ints  # (accounts, FOLLOWED), compact from the left
    followed: Ints  # how many each follows

    def __len__(self) -> int:
        return len(self.kind)


def draw_people(given: Parameters, seed: int) -> People:
    """The people of one seed: the same whatever a group, the feed or risk control do later."""
    rng = np.random.default_rng([seed, 1])
    n, readers, creators = given.run.accounts, given.readers, given.creators
    kind, circle, creator = _circles(given, n, rng)
    spread = readers.activity_spread
    activity = readers.views_per_day * rng.lognormal(-(spread**2) / 2, spread, n)
    # Numbered by topic: who reads the same posts is near each other in memory.
    topic = np.sort(rng.choice(creators.topics, n, p=_topic_share(creators.topics)))
    second = rng.choice(creators.topics, n, p=_topic_share(creators.topics))
    hobby = kind == KINDS.index("hobby")
    topic = np.where(hobby, circle % creators.topics, topic)
    posting = creators.posting_spread
    rate = creators.posts_per_day * rng.lognormal(-(posting**2) / 2, posting, n)
    quality = rng.normal(0, 1, n)
    group, joins, leaves = _groups(given, kind, creator, quality, rate, seed)
    kind = np.where(group >= 0, KINDS.index("member"), kind).astype(np.int8)
    hired = _hire(given, kind, creator)
    kind[hired], activity[hired] = KINDS.index("hired"), 0.0
    joins[hired], leaves[hired] = given.groups.start_day, given.groups.stop_day or np.inf
    kind[creator & (kind == KINDS.index("ordinary"))] = KINDS.index("creator")
    circle = np.where(group >= 0, NOBODY, circle).astype(np.int32)
    pull = rng.lognormal(0, creators.pull_spread, n) * np.where(kind == KINDS.index("idol"), 8.0, 1.0)
    follows, followed = _follows(given, topic, creator, pull, circle, kind, rng)
    return People(
        kind=kind,
        topic=topic.astype(np.int16),
        second=second.astype(np.int16),
        activity=np.minimum(activity, 40 * readers.views_per_day).astype(np.float32),
        lean=rng.normal(0, readers.lean_spread, n).astype(np.float32),
        creator=creator,
        rate=np.where(creator, rate, 0).astype(np.float32),
        quality=quality.astype(np.float32),
        length=rng.normal(0, creators.length_spread, n).astype(np.float32),
        pull=pull.astype(np.float32),
        circle=circle,
        group=group,
        joins=joins,
        leaves=leaves,
        follows=follows,
        followed=followed,
    )


def _topic_share(topics: int) -> NDArray[np.float64]:
    size = 1.0 / (np.arange(topics) + 4.0)
    share: NDArray[np.float64] = size / size.sum()
    return share


def _circles(
    given: Parameters, n: int, rng: np.random.Generator
) -> tuple[NDArray[np.int8], NDArray[np.int32], NDArray[np.bool_]]:
    """Each account's kind, circle, and whether it posts."""
    circles, creators = given.circles, given.creators
    kind = np.zeros(n, dtype=np.int8)
    circle = np.full(n, NOBODY, dtype=np.int32)
    creator = rng.random(n) < creators.share
    order = rng.permutation(n)
    used = number = 0
    plans = (("friends", circles.friends, circles.friends_size), ("hobby", circles.hobby, circles.hobby_size))
    for name, share, size in (*plans, ("fans", circles.fans, circles.fans_size + 1)):
        for _ in range(int(share * n / size)):
            inside = order[used : used + size]
            kind[inside], circle[inside] = KINDS.index(name), number
            if name == "fans":
                kind[inside[0]], creator[inside[0]] = KINDS.index("idol"), True
            else:
                creator[inside] |= rng.random(len(inside)) < circles.creators
            used += size
            number += 1
    return kind, circle, creator


def _groups(
    given: Parameters,
    kind: NDArray[np.int8],
    creator: NDArray[np.bool_],
    quality: NDArray[np.float64],
    rate: NDArray[np.float64],
    seed: int,
) -> tuple[Ints, Floats, Floats]:
    """Group, first and last day of each account; whom they attract is a matter of quality and activity."""
    groups, n = given.groups, len(kind)
    rng = np.random.default_rng([seed, 2])
    free = np.flatnonzero(creator & (kind == KINDS.index("ordinary")))
    wish = groups.select_quality * quality[free] + groups.select_activity * np.log(rate[free])
    wanted = min(round(groups.share * n), len(free))
    # The largest of log-odds plus Gumbel noise is a draw without replacement by those odds.
    joining = free[np.argsort(-(wish + rng.gumbel(0, 1, len(free))), kind="stable")[:wanted]]
    number = np.full(n, NOBODY, dtype=np.int32)
    joins, leaves = np.full(n, np.inf, dtype=np.float32), np.full(n, np.inf, dtype=np.float32)
    count = max(1, round(wanted / groups.size))
    number[joining] = np.arange(len(joining)) % count
    joins[joining] = groups.start_day + groups.join_spread * rng.random(len(joining))
    if groups.stop_day:
        leaves[joining] = groups.stop_day
    return number, joins, leaves


def _hire(given: Parameters, kind: NDArray[np.int8], creator: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The crowd that bought likes come from: accounts that do nothing else, three for each like of a post."""
    idle = np.flatnonzero((kind == KINDS.index("ordinary")) & ~creator)
    count = min(int(np.ceil(3 * given.groups.bought)), len(idle) // 2)
    # Evenly among all, since accounts are numbered by topic.
    return idle[np.linspace(0, len(idle), count, endpoint=False).astype(np.int64)]


def _follows(
    given: Parameters,
    topic: NDArray[np.int64],
    creator: NDArray[np.bool_],
    pull: NDArray[np.float64],
    circle: Ints,
    kind: NDArray[np.int8],
    rng: np.random.Generator,
) -> tuple[Ints, Ints]:
    """Whom each account follows at the start: by pull, mostly within its topic, and its circle."""
    n = len(topic)
    count = np.minimum(rng.poisson(given.readers.follows * rng.lognormal(-0.3, 0.8, n)), FOLLOWED - 16)
    reader = np.repeat(np.arange(n), count)
    own = rng.random(len(reader)) < 0.7
    posters = np.flatnonzero(creator)
    author = np.empty(len(reader), dtype=np.int64)
    author[~own] = _by_pull(posters, pull, int((~own).sum()), rng)
    for one in range(int(topic.max()) + 1):
        rows = np.flatnonzero(own & (topic[reader] == one))
        here = posters[topic[posters] == one]
        author[rows] = _by_pull(here if len(here) else posters, pull, len(rows), rng)
    mates = _mates(circle, creator, kind, rng)
    reader, author = np.concatenate([mates[0], reader]), np.concatenate([mates[1], author])
    return _compact(n, reader, author)


def _by_pull(
    authors: NDArray[np.int64], pull: NDArray[np.float64], count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    if not len(authors):
        return np.full(count, NOBODY)
    cumulated = np.cumsum(pull[authors])
    drawn: NDArray[np.int64] = authors[np.searchsorted(cumulated, rng.random(count) * cumulated[-1], side="right")]
    return drawn


def _mates(
    circle: Ints, creator: NDArray[np.bool_], kind: NDArray[np.int8], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Follows inside circles: of those who post, at most 16 each; of a fan club, its idol."""
    inside = np.flatnonzero(circle >= 0)
    if not len(inside):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    inside = inside[np.argsort(circle[inside], kind="stable")]
    size = np.bincount(circle[inside])
    begin = np.concatenate([[0], np.cumsum(size)])
    reader = np.repeat(inside, np.minimum(size[circle[inside]], 17))
    at = begin[circle[reader]] + (rng.random(len(reader)) * size[circle[reader]]).astype(np.int64)
    author = inside[at]
    fan = kind[reader] == KINDS.index("fans")
    idol_of = np.zeros(len(size), dtype=np.int64)
    idols = np.flatnonzero(kind == KINDS.index("idol"))
    idol_of[circle[idols]] = idols
    author = np.where(fan, idol_of[circle[reader]], author)
    keep = creator[author] & (author != reader)
    return reader[keep], author[keep]


def _compact(n: int, reader: NDArray[np.int64], author: NDArray[np.int64]) -> tuple[Ints, Ints]:
    """Follows as a table of rows filled from the left, each pair once, the first ones kept."""
    keep = (author >= 0) & (author != reader)
    reader, author = reader[keep], author[keep]
    _, first = np.unique(reader * n + author, return_index=True)
    first.sort()
    reader, author = reader[first], author[first]
    order = np.argsort(reader, kind="stable")
    reader, author = reader[order], author[order]
    count = np.bincount(reader, minlength=n)
    place = np.arange(len(reader)) - np.repeat(np.cumsum(count) - count, count)
    fits = place < FOLLOWED
    follows = np.full((n, FOLLOWED), NOBODY, dtype=np.int32)
    follows[reader[fits], place[fits]] = author[fits]
    return follows, np.minimum(count, FOLLOWED).astype(np.int32)
