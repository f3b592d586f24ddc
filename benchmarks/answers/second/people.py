"""The accounts of a world: sizes, habits, pauses, friends."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.people import TOPICS, Floats, Ints
from benchmarks.answers.second.interest import own, platform_wide
from benchmarks.answers.second.settings import Settings
from benchmarks.answers.ties import Ties

LEVEL = (1.2, 0.68)
"""Location and scale of the log of likes a post: a Gumbel distribution, whose upper tail is that of a power law."""

MOST_LEVEL = np.log(150)
RATE_SHAPE = 2.2
RATE = 0.5
RATES = (0.08, 2.0)
"""Posts a day: a gamma distribution, and its limits. Pauses take a tenth of the days."""

PAUSE_EVERY = 55
PAUSE_DAYS = 6.0
LUCK_SHAPE = (0.9, 4.0)
FOLLOWERS_A_LIKE = 25
NEIGHBOURS = 3
FAR = 0.15
"""Friends: each account's nearest on a ring on either side, and the share of friendships that go anywhere instead."""

FRIEND_LIKES = (0.05, 0.35)


@dataclass(frozen=True)
class People:
    """One entry an account; `interest` is (account, day): the log of likes expected of a post but for `shared`.

    `passing` is the part of the interest that came by jumps and will go, `shared` what the platform, weekdays and
    topics add. `rate` is posts a day, `active` whether an account posts at all on (account, day), `luck_shape` the
    shape of the gamma distribution of its posts' luck, `like_rate` likes a view, `depth` (account, 2) comments and new
    followers a like, `hour` the usual hour of posting.
    """

    level: Floats
    interest: Floats
    passing: Floats
    shared: Floats
    rate: Floats
    active: NDArray[np.bool_]
    luck_shape: Floats
    followers: Floats
    like_rate: Floats
    depth: Floats
    topic: Ints
    hour: Floats
    friends: Ties


def people(rng: np.random.Generator, settings: Settings) -> People:
    """Draw the accounts."""
    size, days = settings.accounts, settings.days
    level = np.minimum(rng.gumbel(*LEVEL, size), MOST_LEVEL)
    met = own(rng, size, days)
    topic = rng.integers(0, TOPICS, size)
    return People(
        level=level,
        interest=level[:, None] + met.lasting + met.passing,
        passing=met.passing,
        shared=platform_wide(rng, topic, TOPICS, days),
        rate=np.clip(rng.gamma(RATE_SHAPE, RATE / RATE_SHAPE, size), *RATES),
        active=_active(rng, size, days),
        luck_shape=rng.uniform(*LUCK_SHAPE, size),
        followers=np.maximum(15, FOLLOWERS_A_LIKE * np.exp(level + rng.normal(0, 0.6, size))),
        like_rate=rng.beta(6, 74, size),
        depth=np.array([0.12, 0.2]) * rng.gamma(4, 1 / 4, (size, 2)),
        topic=topic,
        hour=rng.choice([7.5, 12.0, 17.0, 21.5], size) + rng.normal(0, 1.5, size),
        friends=_friends(rng, size),
    )


def _active(rng: np.random.Generator, size: int, days: int) -> NDArray[np.bool_]:
    """Whether each account posts at all on each day; a pause lasts a geometric number of days."""
    away = rng.random(size) < PAUSE_DAYS / (PAUSE_DAYS + PAUSE_EVERY)
    active = np.empty((size, days), dtype=bool)
    for day in range(days):
        away = np.where(away, rng.random(size) >= 1 / PAUSE_DAYS, rng.random(size) < 1 / PAUSE_EVERY)
        active[:, day] = ~away
    return active


def _friends(rng: np.random.Generator, size: int) -> Ties:
    """A small world: neighbours on a ring, some friendships rewired to anyone; each goes in both directions."""
    ring = rng.permutation(size)
    one = np.tile(ring, NEIGHBOURS)
    other = np.concatenate([np.roll(ring, -step) for step in range(1, NEIGHBOURS + 1)])
    other = np.where(rng.random(len(other)) < FAR, rng.integers(0, size, len(other)), other)
    pair = np.unique(np.minimum(one, other)[one != other] * size + np.maximum(one, other)[one != other])
    giver, author = np.concatenate([pair // size, pair % size]), np.concatenate([pair % size, pair // size])
    return Ties(giver, author, rng.uniform(*FRIEND_LIKES, len(giver)))
