"""What the ranking makes of traded likes: a factor of readers that sets in, fades or turns, and differs by account."""

import numpy as np

from benchmarks.answers.people import Floats
from benchmarks.answers.second.posting import Posts
from benchmarks.answers.second.settings import Course, Settings
from benchmarks.answers.ties import Likes

UNTOUCHED = 0.3
"""Share of accounts for which the ranking does nothing whatever they trade."""

GAIN_SHAPE, GAIN_SCALE, MOST_GAIN = 2.0, 0.4, 1.5
"""helps: a gamma distribution of what the others win at most; 1 is twice as many readers."""

LOSS = (2.2, 1.8)
"""hurts: a beta distribution of the share of readers that the others lose at most."""

LOOKED_BACK = 7
"""Days of posts whose traded likes the ranking looks at: so long the effect outlasts the group."""

HALF_DOSE = 2.0
"""Traded likes a post at which half of the effect is there."""

ONSET_DAYS = 8.0
FADING_DAYS = 20.0
FADING_PEAK = 1.5
TURNS = {"helps": (14.0, 34.0), "nothing": (14.0, 34.0), "hurts": (2.0, 7.0)}
"""Days since the first traded like between which help turns into harm."""

TURNED = 0.6
"""The weaker side of an effect that turns, over the stronger: the later harm where the ranking helps, the help at
first where it hurts."""


def factors(rng: np.random.Generator, posts: Posts, traded: Likes, start: Floats, settings: Settings) -> Floats:
    """By what each post's readers are multiplied, given the day of each account's first traded like (inf: never)."""
    size = settings.accounts
    touched = rng.random(size) >= UNTOUCHED
    gain = np.minimum(rng.gamma(GAIN_SHAPE, GAIN_SCALE, size), MOST_GAIN)
    loss = rng.beta(*LOSS, size)
    most = {"helps": np.log1p(gain), "nothing": np.zeros(size), "hurts": np.log1p(-loss)}[settings.ranking]
    age = posts.day - start[posts.author]
    shape = profile(settings.course, settings.ranking, np.where(np.isfinite(age), np.maximum(age, 0), 0))
    power = np.where(touched, settings.strength * most, 0)[posts.author]
    factor: Floats = np.exp(power * shape * dose(posts, traded, size, settings.days))
    return factor


def profile(course: Course, ranking: str, age: Floats) -> Floats:
    """The share of an account's largest effect that is there so many days after the first traded like; < 0: turned."""
    if course == "at_once":
        return np.ones_like(age)
    if course == "slow":
        return 1 - np.exp(-(age + 1) / ONSET_DAYS)
    if course == "fades":
        return FADING_PEAK * np.exp(-age / FADING_DAYS)
    begins, ends = TURNS[ranking]
    turned = np.clip((age - begins) / (ends - begins), 0, 1)
    first, last = (-TURNED, 1.0) if ranking == "hurts" else (1.0, -TURNED)
    return first + (last - first) * turned


def dose(posts: Posts, traded: Likes, accounts: int, days: int) -> Floats:
    """How much of the effect a post's author draws, 0 to 1: from traded likes a post, that day and before."""
    cell = posts.author * days + posts.day
    received = np.bincount(cell[traded.post], minlength=accounts * days).reshape(accounts, days)
    published = np.bincount(cell, minlength=accounts * days).reshape(accounts, days)
    each = recent(received, LOOKED_BACK) / np.maximum(recent(published, LOOKED_BACK), 1)
    drawn: Floats = (each / (each + HALF_DOSE))[posts.author, posts.day]
    return drawn


def recent(daily: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]", days: int) -> Floats:
    """Sums over so many days that end with each day, (account, day)."""
    sums = np.cumsum(np.pad(daily.astype(np.float64), ((0, 0), (days, 0))), axis=1)
    wanted: Floats = sums[:, days:] - sums[:, :-days]
    return wanted
