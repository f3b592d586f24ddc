"""The posts of a truth world: when, by whom, what luck they have; the same with and without the group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.people import Floats, Ints, People
from benchmarks.answers.settings import Settings

MOST_A_DAY = 3
LUCK_SPREAD = 0.6
VIRAL_SHARE = 0.012
VIRAL_MOST = 10
DUD_SHARE = 0.12
DUD_REACH = 0.05
THIN_SHARE = 0.10
THIN_COMPLETION = (0.01, 0.049)
COMPLETION = 0.28
COMPLETION_POWER = 0.3
BUSY = np.array([0.95, 0.95, 0.95, 1.0, 1.0, 1.1, 1.05])


@dataclass(frozen=True)
class Posts:
    """One entry a post, ordered by day; `time` in days from the first midnight.

    `luck` multiplies the reach, `response` the likes a view; `asks` is whether its text asks something,
    `completion` the share of views that reach the end.
    """

    author: Ints
    day: Ints
    time: Floats
    luck: Floats
    response: Floats
    asks: NDArray[np.bool_]
    video: NDArray[np.bool_]
    completion: Floats
    duration: Floats

    def __len__(self) -> int:
        return len(self.author)


def post(rng: np.random.Generator, who: People, settings: Settings) -> Posts:
    """Draw all posts of all days."""
    days = settings.days
    busy = who.rate[:, None] * BUSY[np.arange(days) % 7]
    counts = np.minimum(rng.poisson(busy), MOST_A_DAY)
    day = np.repeat(np.tile(np.arange(days), (settings.accounts, 1)), counts.ravel())
    author = np.repeat(np.repeat(np.arange(settings.accounts), days), counts.ravel())
    moment = (who.hour[author] + rng.normal(0, 2.5, len(author))) % 24 / 24
    order = np.lexsort((moment, day))
    author, day, moment = author[order], day[order], moment[order]
    size = len(author)
    thin = rng.random(size) < THIN_SHARE
    completion = 1 / (1 + np.exp(-(np.log(COMPLETION / (1 - COMPLETION)) + who.completion[author])))
    completion = np.clip(completion * np.exp(rng.normal(0, 0.25, size)), 0.06, 0.95)
    completion = np.where(thin, rng.uniform(*THIN_COMPLETION, size), completion)
    return Posts(
        author=author,
        day=day,
        time=day + moment,
        luck=_luck(rng, who, author, completion),
        response=np.exp(rng.normal(-0.02, 0.2, size)),
        asks=rng.random(size) < who.asks[author],
        video=rng.random(size) < who.video[author],
        completion=completion,
        duration=np.exp(rng.normal(3.6, 0.6, size)),
    )


def _luck(rng: np.random.Generator, who: People, author: Ints, completion: Floats) -> Floats:
    """What a post's reach is multiplied by: noise, the viral few, duds (more of them where an account is small)."""
    size = len(author)
    luck = np.exp(rng.normal(-(LUCK_SPREAD**2) / 2, LUCK_SPREAD, size))
    viral = np.where(rng.random(size) < VIRAL_SHARE, np.minimum(3 * (1 + rng.pareto(1.8, size)), VIRAL_MOST), 1)
    dud = rng.random(size) < DUD_SHARE * np.exp(-0.5 * (who.level[author] - who.level.mean()))
    liked: Floats = luck * viral * np.where(dud, DUD_REACH, 1) * (completion / COMPLETION) ** COMPLETION_POWER
    return liked
