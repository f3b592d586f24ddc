"""Who lives in the world: activity, pull, topics, language, hours, habits of talking and watching."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.world.habit import Range
from likewise.world.ragged import Bools, Floats, Ints
from likewise.world.recipe import Recipe


@dataclass(frozen=True)
class People:
    """One entry an account, in every array; `topics` has three columns, -1 where there is none."""

    activity: Floats  # relative number of likes given
    pull: Floats  # relative number of likes drawn per post
    poster: Bools
    posting: Floats  # relative number of posts
    topics: NDArray[np.int64]
    zone: Floats  # hours east of UTC
    peaks: Floats  # (n, 2) local hours at which the account is mostly online
    chinese: Bools
    sessions: Floats  # browsing sessions a day
    clump: Floats  # likes a session
    comment: Floats  # comments per like
    template: Floats  # share of comments that fit under any post
    unwatched: Floats  # share of likes without a look
    age_days: Floats  # age of the account when the period starts

    def __len__(self) -> int:
        return len(self.activity)


def _between(rng: np.random.Generator, given: Range, n: int, skew: float = 1.0) -> Floats:
    drawn: Floats = given[0] + (given[1] - given[0]) * rng.random(n) ** skew
    return drawn


def draw_people(n: int, recipe: Recipe, rng: np.random.Generator) -> People:
    """`n` accounts before any of them joins a circle or a group."""
    activity = np.minimum(rng.lognormal(0, recipe.activity_spread, n), np.exp(4.5))
    pull = rng.lognormal(0, recipe.popularity_spread, n)
    chinese = rng.random(n) < recipe.chinese
    return People(
        activity=activity,
        pull=pull,
        poster=rng.random(n) < recipe.posters,
        posting=rng.lognormal(0, recipe.posting_spread, n) * pull**0.15,
        topics=_draw_topics(n, recipe, rng),
        zone=_draw_zones(chinese, rng),
        peaks=np.stack([rng.normal(12.5, 2.0, n), rng.normal(20.5, 1.8, n)], axis=1),
        chinese=chinese,
        sessions=np.clip(recipe.sessions_a_day * activity**0.3 * rng.lognormal(0, 0.5, n), 0.1, 6.0),
        clump=_between(rng, recipe.likes_a_session, n),
        comment=_between(rng, recipe.comment, n),
        template=_between(rng, recipe.template, n),
        unwatched=_between(rng, recipe.unwatched, n, skew=1.5),
        # No account is older than the sites such groups live on.
        age_days=np.minimum(30 + rng.lognormal(6.2, 0.9, n), 5500.0),
    )


def _draw_topics(n: int, recipe: Recipe, rng: np.random.Generator) -> Ints:
    """One to three topics an account; some topics are larger than others."""
    size = 1.0 / (np.arange(recipe.topics) + 4.0)
    topics = rng.choice(recipe.topics, size=(n, 3), p=size / size.sum())
    low, high = recipe.topics_each
    many = rng.integers(int(low), int(high) + 1, n)
    topics[:, 1] = np.where((many >= 2) & (topics[:, 1] != topics[:, 0]), topics[:, 1], -1)
    repeated = (topics[:, 2] == topics[:, 0]) | (topics[:, 2] == topics[:, 1])
    topics[:, 2] = np.where((many >= 3) & ~repeated, topics[:, 2], -1)
    return topics.astype(np.int64)


def _draw_zones(chinese: Bools, rng: np.random.Generator) -> Floats:
    """Most who write Chinese live at UTC+8; who writes English lives from Vancouver to Singapore."""
    n = len(chinese)
    east = np.where(rng.random(n) < 0.9, 8.0, rng.choice([-8.0, -5.0, 1.0, 10.0], n))
    west = rng.choice([-8.0, -6.0, -5.0, 0.0, 1.0, 5.5, 8.0, 10.0], n, p=[0.2, 0.12, 0.25, 0.15, 0.1, 0.08, 0.05, 0.05])
    return np.where(chinese, east, west)


def topic_of(people: People, account: Ints, rng: np.random.Generator) -> Ints:
    """One topic of each of these accounts, mostly the first."""
    u = rng.random(len(account))
    column = np.where(u < 0.6, 0, np.where(u < 0.85, 1, 2))
    topic = people.topics[account, column]
    return np.where(topic < 0, people.topics[account, 0], topic)
