"""The posts of a world: when, by whom, what luck they have; the same with and without the group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.people import People

MOST_A_DAY = 4
VIRAL_SHARE = 0.015
VIRAL_TAIL = 1.4
VIRAL_LEAST, VIRAL_MOST = 3.0, 20.0
ASKS = 0.3


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
