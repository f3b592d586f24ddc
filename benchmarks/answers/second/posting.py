"""The posts of a world: when, by whom, what luck they have; the same with and without the group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.people import People
from benchmarks.answers.ties import HOUR, within

MOST_A_DAY = 4
VIRAL_SHARE = 0.015
VIRAL_TAIL = 1.4
VIRAL_LEAST, VIRAL_MOST = 3.0, 20.0
ASKS = 0.3
SLOW_MEDIAN, SLOW_SPREAD = 4 * HOUR, 1.2


@dataclass(frozen=True)
class Posts:
    """One entry a post, ordered by day; `time` in days from the first midnight, `luck` multiplies its readers."""

    author: Ints
    day: Ints
    time: Floats
    luck: Floats
    asks: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.author)


@dataclass(frozen=True)
class Likes:
    """One entry a like between accounts: the post, who gives it, when (days)."""

    post: Ints
    actor: Ints
    time: Floats

    def only(self, kept: NDArray[np.bool_]) -> "Likes":
        """Those likes that are kept."""
        return Likes(self.post[kept], self.actor[kept], self.time[kept])

    def each(self, posts: Posts) -> Ints:
        """How many of them each post has."""
        return np.bincount(self.post, minlength=len(posts))

    def __len__(self) -> int:
        return len(self.post)


def post(rng: np.random.Generator, who: People) -> Posts:
    """Draw all posts of all days."""
    accounts, days = who.active.shape
    counts = np.minimum(rng.poisson(who.rate[:, None] * who.active), MOST_A_DAY)
    author = np.repeat(np.repeat(np.arange(accounts), days), counts.ravel())
    day = np.repeat(np.tile(np.arange(days), accounts), counts.ravel())
    moment = (who.hour[author] + rng.normal(0, 2, len(author))) % 24 / 24
    order = np.lexsort((moment, day))
    author, day, moment = author[order], day[order], moment[order]
    shape = who.luck_shape[author]
    luck = rng.gamma(shape) / shape
    viral = np.minimum(VIRAL_LEAST * (1 + rng.pareto(VIRAL_TAIL, len(author))), VIRAL_MOST)
    luck = luck * np.where(rng.random(len(author)) < VIRAL_SHARE, viral, 1)
    return Posts(author, day, day + moment, luck, rng.random(len(author)) < ASKS)


def honest(rng: np.random.Generator, who: People, posts: Posts) -> Likes:
    """The likes that friends give, with and without any group."""
    friends = who.friends
    order = np.argsort(friends.author, kind="stable")
    begin = np.searchsorted(friends.author[order], posts.author)
    counts = np.searchsorted(friends.author[order], posts.author, side="right") - begin
    row = np.repeat(np.arange(len(posts)), counts)
    pair = order[begin[row] + within(counts)]
    given = rng.random(len(pair)) < friends.chance[pair]
    time = posts.time[row] + np.exp(rng.normal(np.log(SLOW_MEDIAN), SLOW_SPREAD, len(row)))
    return Likes(row, friends.giver[pair], time).only(given)
