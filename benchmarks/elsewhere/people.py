"""Who lives in the world, when they are awake, and what they publish.

Chosen where the specification is silent: activity, popularity and posting are lognormal with widths drawn per
world; 18 topics of Zipf-like size, one main and two side interests an account; a day's rhythm with an evening
peak, shifted by time zone and habit; sessions (visits) at a lognormal rate; posts 0.85 of the time on the main topic.
Times are seconds since the world's first midnight UTC.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = 86_400.0
HOUR = 3_600.0
TOPICS = 18
HOURLY = np.array([5, 3, 2, 1, 1, 2, 5, 9, 11, 11, 11, 12, 15, 13, 11, 11, 11, 13, 16, 20, 24, 25, 20, 11], float)


@dataclass(frozen=True)
class People:
    """Accounts, one entry each; `interests` is accounts x 3, `east` the hours to add to UTC for their clock."""

    interests: Ints
    chinese: Flags
    activity: Floats
    popularity: Floats
    posting: Floats
    east: Floats
    visits: Floats
    created: Floats
    chatty: Floats
    hollow_words: Floats
    unwatched: Floats

    @property
    def count(self) -> int:
        """Number of accounts."""
        return len(self.activity)


@dataclass(frozen=True)
class Posts:
    """Posts sorted by author and time; those of account a are start[a] .. start[a] + count[a]."""

    author: Ints
    time: Floats
    topic: Ints
    weight: Floats
    style: Ints
    duration: Floats
    start: Ints
    count: Ints


@dataclass(frozen=True)
class Visits:
    """All visits of all accounts as sorted keys account * span + time."""

    keys: Floats
    span: float


def draw_people(rng: np.random.Generator, accounts: int, likes: int) -> People:
    """People whose number of posts (over the whole span) suits the likes an account gives."""
    crowd = rng.permutation(TOPICS) + rng.uniform(1, 6)
    popular = (1 / crowd) ** rng.uniform(0.5, 1.1)
    interests = rng.choice(TOPICS, size=(accounts, 3), p=popular / popular.sum())
    chinese = rng.random(accounts) < rng.uniform(0.5, 0.9)
    plenty = float(np.clip(likes / accounts / 40, 0.1, 4)) ** 0.8
    activity = rng.lognormal(0, rng.uniform(0.9, 1.3), accounts)
    posting = plenty * rng.uniform(2.2, 3.6) * rng.lognormal(0, rng.uniform(0.9, 1.2), accounts)
    return People(
        interests,
        chinese,
        activity,
        rng.lognormal(0, rng.uniform(1.2, 1.7), accounts) * activity**0.2,
        np.minimum(posting, 60 * plenty),
        np.where(chinese, 8, rng.integers(-8, 10, accounts)) + rng.normal(0, 1.5, accounts),
        np.clip(rng.lognormal(np.log(1.3), 0.6, accounts), 0.1, 6),
        -np.minimum(1 + rng.exponential(500, accounts), 2_500) * DAY,
        rng.beta(1, rng.uniform(15, 40), accounts),
        rng.uniform(0.05, 0.5, accounts),
        rng.uniform(0, 0.5, accounts),
    )


def awake_times(rng: np.random.Generator, east: Floats, days: int) -> Floats:
    """One time an entry, any day, at an hour when people of that clock are about."""
    heights = np.concatenate([[0], np.cumsum(HOURLY)]) / HOURLY.sum()
    hour = np.interp(rng.random(len(east)), heights, np.arange(25.0)) - east
    return np.asarray((rng.integers(0, days, len(east)) * DAY + hour * HOUR) % (days * DAY))


def sleep(rng: np.random.Generator, time: Floats, east: Floats) -> Floats:
    """Put four in five of what falls between one and seven at night off to the morning."""
    hour = (time / HOUR + east) % 24
    asleep = (hour >= 1) & (hour < 7) & (rng.random(len(time)) < 0.8)
    return np.where(asleep, time + (7 - hour + rng.exponential(1.5, len(time))) * HOUR, time)


def draw_visits(rng: np.random.Generator, people: People, days: int) -> Visits:
    """When each account opens the app."""
    who = np.repeat(np.arange(people.count), rng.poisson(people.visits * days))
    keys = who * (days * DAY) + awake_times(rng, people.east[who], days)
    keys.sort()
    return Visits(keys, days * DAY)


def at_next_visit(rng: np.random.Generator, visits: Visits, actor: Ints, time: Floats) -> Floats:
    """The time within the actor's first visit after `time`; past the end when there is none."""
    wanted = actor * visits.span + np.minimum(time, visits.span - 1)
    at = np.searchsorted(visits.keys, wanted)
    found = visits.keys[np.minimum(at, len(visits.keys) - 1)] - actor * visits.span
    none = (at >= len(visits.keys)) | (found >= visits.span) | (time >= visits.span)
    return np.where(none, np.inf, found + rng.uniform(0, 480, len(actor)))


def draw_posts(rng: np.random.Generator, people: People, posting: Floats, days: int) -> Posts:
    """What everyone publishes; `posting` is the expected number of posts of each account."""
    count = rng.poisson(posting)
    author = np.repeat(np.arange(people.count), count)
    time = awake_times(rng, people.east[author], days)
    order = np.lexsort((time, author))
    total = len(author)
    aside = np.where(rng.random(total) < 0.85, 0, rng.integers(1, 3, total))
    weight = people.popularity[author] * rng.lognormal(0, rng.uniform(0.7, 1.2), total)
    weight *= np.where(rng.random(total) < 0.001, rng.uniform(20, 100, total), 1)
    style = rng.choice(4, total, p=[0.45, 0.45, 0.02, 0.08])
    seconds = np.where(style == 1, rng.lognormal(3.6, 0.8, total), rng.lognormal(2.8, 0.6, total))
    return Posts(
        author,
        time[order],
        people.interests[author, aside],
        weight,
        style,
        np.clip(seconds, 4, 1_800),
        np.cumsum(count) - count,
        count,
    )
