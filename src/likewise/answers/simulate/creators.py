"""What creators make: when they post, about what, how well, and what hours in a group take from it.

Part of the platform in a box. All posts of a run are drawn at the start; whether one appears (its author may be
banned by then) is decided when its time comes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.parameters import WAVES_A_DAY, Parameters
from likewise.answers.simulate.people import People


@dataclass(frozen=True)
class Posts:
    """One entry a post, by wave; `begin[w]` is the first post of wave `w`."""

    author: NDArray[np.int32]
    wave: NDArray[np.int32]
    topic: NDArray[np.int16]
    quality: NDArray[np.float32]  # without what hours in a group take or bring
    begin: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.author)

    def day(self, warmup_days: int) -> NDArray[np.float64]:
        """When each post appears, in days from day 0; negative in the warm-up."""
        counted: NDArray[np.float64] = self.wave / WAVES_A_DAY - warmup_days
        return counted


def draw_posts(given: Parameters, people: People, seed: int) -> Posts:
    """The posts of the warm-up and of all days: a Poisson rhythm for each creator."""
    rng = np.random.default_rng([seed, 3])
    waves = (given.run.warmup_days + given.run.days) * WAVES_A_DAY
    count = rng.poisson(people.rate * (waves / WAVES_A_DAY))
    author = np.repeat(np.arange(len(people)), count)
    wave = rng.integers(0, waves, len(author))
    topic = np.where(rng.random(len(author)) < 0.85, people.topic[author], people.second[author])
    quality = people.quality[author] + given.creators.post_spread * rng.normal(0, 1, len(author))
    order = np.argsort(wave, kind="stable")
    return Posts(
        author=author[order].astype(np.int32),
        wave=wave[order].astype(np.int32),
        topic=topic[order].astype(np.int16),
        quality=quality[order].astype(np.float32),
        begin=np.searchsorted(wave[order], np.arange(waves + 1)),
    )


def effort(
    given: Parameters, trading: NDArray[np.bool_], likes_owed_per_post: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What hours do to a post's quality, in sd: the group takes hours from it, or gives them to it.

    `trading` says of each post whether its author is in a group at the time; `likes_owed_per_post` how many
    likes the author gives in the group for each post it makes.
    """
    groups, creators = given.groups, given.creators
    hours = likes_owed_per_post * groups.seconds_per_like / 3600 / creators.hours_per_post
    if groups.instead:
        change = np.log2(1 + hours)
    elif groups.active:
        change = np.log2(np.maximum(1 - groups.from_content * hours, 0.1))
    else:
        change = np.zeros(len(trading))
    return np.where(trading, creators.hour_gain * change, 0.0)
