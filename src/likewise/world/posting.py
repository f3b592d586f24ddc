"""The posts of a world: by whom, when, about what, in which format, and how much they draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.world.clock import DAY, SPAN, moments
from likewise.world.people import People, topic_of
from likewise.world.ragged import Floats, Ints, starts
from likewise.world.recipe import Recipe

FORMATS = ("note", "video", "live", "article")
_FORMAT_SHARE = (0.55, 0.35, 0.03, 0.07)
_LENGTH_S = (14.0, 42.0, 900.0, 110.0)  # median seconds a full look takes
_MOST_A_DAY = 12.0  # posts of one author
_LAST_MOMENT = 60.0  # seconds before the end after which nobody posts


@dataclass(frozen=True)
class Posts:
    """One entry a post, sorted by author and time; `begin` says where each account's posts start."""

    author: Ints
    time: Floats  # seconds from the start of the period
    topic: Ints
    appeal: Floats  # pull of the post beyond its author's
    format: Ints
    length_s: Floats
    quality: Floats  # share of the post that a typical reader gets through
    begin: Ints

    def __len__(self) -> int:
        return len(self.author)

    def keys(self) -> Ints:
        """`author * SPAN + second`, sorted, rounded up so that no search ends on a later post."""
        return self.author * SPAN + np.ceil(self.time).astype(np.int64)


def draw_posts(people: People, likes: int, days: int, recipe: Recipe, rng: np.random.Generator) -> Posts:
    """Posts of every poster, at least one each, about `likes / likes_per_post` in all."""
    posters = np.flatnonzero(people.poster)
    extra = max(0.0, likes / recipe.likes_per_post - len(posters))
    weight = people.posting[posters]
    rate = np.minimum(extra * weight / weight.sum(), _MOST_A_DAY * days)
    counts = np.zeros(len(people), dtype=np.int64)
    counts[posters] = 1 + rng.poisson(rate)
    author = np.repeat(np.arange(len(people)), counts)
    n = len(author)
    time = np.minimum(moments(people, author, days, recipe, rng), days * DAY - _LAST_MOMENT)
    time = time[np.lexsort((time, author))]
    viral = rng.random(n) < recipe.viral
    boost = np.where(viral, rng.uniform(*recipe.viral_pull, n), 1.0)
    form = rng.choice(len(FORMATS), n, p=_FORMAT_SHARE)
    return Posts(
        author=author,
        time=time,
        topic=topic_of(people, author, rng),
        appeal=rng.lognormal(0, recipe.appeal_spread, n) * boost,
        format=form,
        length_s=np.asarray(_LENGTH_S)[form] * rng.lognormal(0, 0.5, n),
        quality=rng.beta(2.2, 2.8, n),
        begin=starts(counts),
    )
