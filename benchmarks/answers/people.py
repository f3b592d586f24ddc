"""The accounts of a truth world: heavy-tailed sizes, growth of their own, moods that last some days, habits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.settings import Settings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOPICS = 6
MOOD_MEMORY = 0.85
MOOD_SPREAD = 0.35
GROWTH_SPREAD = 0.006
WEEK = np.array([-0.08, -0.05, -0.02, 0.0, 0.05, 0.12, 0.08])


@dataclass(frozen=True)
class People:
    """One entry an account; `reach` is (account, day): expected views of a post in 1, all shocks in it.

    `level` is the log of the likes expected of a post, `growth` its change a day (log), `rate` posts a day, `mood` the
    AR(1) shock of (account, day), `like_rate` likes a view, `depth` (account, 4) comments, saves, reposts and new
    followers a like, `asks` the share of posts that ask something, `video` the share that are videos, `hour` the usual
    hour of posting.
    """

    level: Floats
    growth: Floats
    rate: Floats
    mood: Floats
    common: Floats
    followers: Ints
    like_rate: Floats
    depth: Floats
    topic: Ints
    asks: Floats
    video: Floats
    hour: Floats
    completion: Floats

    @property
    def usual(self) -> Floats:
        """Likes expected of a post by (account, day), without mood: what a platform expects of a size."""
        days = self.mood.shape[1]
        likes: Floats = np.exp(self.level[:, None] + self.growth[:, None] * (np.arange(days) - days / 2) + self.common)
        return likes

    @property
    def reach(self) -> Floats:
        """Views expected of a post by (account, day), with its mood."""
        views: Floats = self.usual * np.exp(self.mood - MOOD_SPREAD**2 / 2) / self.like_rate[:, None]
        return views


def people(rng: np.random.Generator, settings: Settings) -> People:
    """Draw the accounts."""
    size = settings.accounts
    level = rng.normal(np.log(5), 0.9, size)
    activity = rng.normal(0, 0.5, size)
    like_rate = 0.08 * np.exp(rng.normal(0, 0.3, size))
    return People(
        level=level,
        growth=rng.normal(0, GROWTH_SPREAD, size),
        rate=np.clip(0.45 * np.exp(activity + 0.1 * (level - np.log(5))), 0.08, 1.8),
        mood=_mood(rng, size, settings.days),
        common=_common(rng, settings.days),
        followers=np.maximum(20, np.round(60 * np.exp(level + rng.normal(0, 0.5, size)))).astype(np.int64),
        like_rate=like_rate,
        depth=np.array([0.10, 0.14, 0.06, 0.08]) * np.exp(rng.normal(0, 0.35, (size, 4))),
        topic=rng.integers(0, TOPICS, size),
        asks=rng.beta(1.5, 3.5, size),
        video=rng.beta(0.8, 0.8, size),
        hour=rng.choice([8.0, 12.5, 18.0, 20.5], size) + rng.normal(0, 1, size),
        completion=rng.normal(0, 0.3, size),
    )


def _mood(rng: np.random.Generator, size: int, days: int) -> Floats:
    """An AR(1) process an account, stationary: topic luck, energy, a place in some list."""
    mood = np.empty((size, days))
    mood[:, 0] = rng.normal(0, MOOD_SPREAD, size)
    fresh = rng.normal(0, MOOD_SPREAD * np.sqrt(1 - MOOD_MEMORY**2), (days, size))
    for day in range(1, days):
        mood[:, day] = MOOD_MEMORY * mood[:, day - 1] + fresh[day]
    return mood


def _common(rng: np.random.Generator, days: int) -> Floats:
    """The log of what the whole platform gives a day: weekdays, drift, and some days when all look elsewhere."""
    drift = np.cumsum(rng.normal(rng.normal(0, 0.003), 0.015, days))
    event = np.where(rng.random(days) < 0.05, rng.normal(0, 0.25, days), 0)
    common: Floats = WEEK[np.arange(days) % 7] + drift - drift.mean() + event
    return common
