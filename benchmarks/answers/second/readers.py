"""Who the readers are that like a post: an author's own audience, some far oftener than others, and passers-by."""

from dataclasses import dataclass

import numpy as np

from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.drawn import Drawn
from benchmarks.answers.ties import HOUR, Likes, within

AUDIENCE = (12, 3000)
AUDIENCE_SHARE = 0.25
"""Readers in an account's audience: this share of its followers, within limits."""

OFTEN = 0.5
"""Share of likes that come from the audience."""

UNEVEN = 2.0
"""The power of a uniform draw among the audience: the first of them like far oftener than the last."""

POOL = 12_011
POOL_AN_ACCOUNT = 40
SOON = 0.1
LATER_MEDIAN_H, LATER_SPREAD = 5.0, 1.2


@dataclass(frozen=True)
class Readers:
    """Likes of readers, ordered by post; `people` is how many numbers accounts and readers take together."""

    likes: Likes
    people: int

    def of_post(self, counts: Ints) -> Ints:
        """The rows of so many of each post's likes; of fewer where it has fewer."""
        each = np.bincount(self.likes.post, minlength=len(counts))
        most = np.minimum(counts, each)
        begins = np.cumsum(each) - each
        rows: Ints = np.repeat(begins, most) + within(most)
        return rows


def readers(rng: np.random.Generator, drawn: Drawn) -> Readers:
    """Draw who likes each post in the run with the group, and when; nobody likes a post twice."""
    settings, posts = drawn.settings, drawn.posts
    counts = drawn.with_.counts["like"]
    post = np.repeat(np.arange(len(posts)), counts)
    pool = POOL + POOL_AN_ACCOUNT * settings.accounts
    actor = _drawn_readers(rng, drawn.who.followers, posts.author[post], pool)
    _, first = np.unique(post * pool + actor, return_index=True)
    again = np.ones(len(post), dtype=bool)
    again[first] = False
    actor[again] = pool + np.arange(again.sum())
    soon = rng.random(len(post)) < SOON
    later = np.exp(rng.normal(np.log(LATER_MEDIAN_H), LATER_SPREAD, len(post)))
    time = posts.time[post] + HOUR * np.where(soon, rng.uniform(0.02, 1, len(post)), later)
    return Readers(Likes(post, settings.accounts + actor, time), settings.accounts + pool + int(again.sum()))


def _drawn_readers(rng: np.random.Generator, followers: Floats, author: Ints, pool: int) -> Ints:
    """A number of a reader a like; an account's audience begins somewhere in the pool, and audiences overlap."""
    begin = rng.integers(0, pool, len(followers))
    audience = np.clip(followers * AUDIENCE_SHARE, *AUDIENCE)[author]
    regular = (begin[author] + 7 * (rng.random(len(author)) ** UNEVEN * audience).astype(np.int64)) % pool
    found: Ints = np.where(rng.random(len(author)) < OFTEN, regular, rng.integers(0, pool, len(author)))
    return found
