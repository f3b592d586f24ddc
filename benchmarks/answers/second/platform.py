"""What readers do on the platform: a run without any group, and the run with it, on the same draws.

A post is shown by the interest that its author meets, its luck, and the followers its author has: they are won by posts
that are seen and lost with time. The run with the group is the run without, with what the difference of the expected
counts adds or takes (thinning): where the ranking changes nothing, nothing differs, to the last like.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.people import People
from benchmarks.answers.second.posting import Posts

KINDS = ("like", "watch", "comment", "follow")
"""What readers do; watch is a view that no like follows."""

CARRY = 0.6
"""The power of an author's followers, over those at the beginning, in the readers of a post."""

LOST_A_DAY = 0.004
MOST_LIKES = 1500


@dataclass(frozen=True)
class Run:
    """One run: `expected` and `counts` by kind, one a post; `followers` at the end, one an account."""

    expected: dict[str, Floats]
    counts: dict[str, Ints]
    followers: Floats


def without_group(rng: np.random.Generator, who: People, posts: Posts) -> Run:
    """The run in which nobody ever joins."""
    return _play(rng, who, posts, np.ones(len(posts)), None)


def with_group(rng: np.random.Generator, who: People, posts: Posts, factor: Floats, base: Run) -> Run:
    """The run in which the ranking multiplies each post's readers by `factor`, coupled with the run without."""
    return _play(rng, who, posts, factor, base)


def _play(rng: np.random.Generator, who: People, posts: Posts, factor: Floats, base: Run | None) -> Run:
    followers = who.followers.copy()
    expected = {kind: np.zeros(len(posts)) for kind in KINDS}
    counts = {kind: np.zeros(len(posts), dtype=np.int64) for kind in KINDS}
    ends = np.searchsorted(posts.day, np.arange(who.active.shape[1] + 1))
    for day in range(who.active.shape[1]):
        rows = np.arange(ends[day], ends[day + 1])
        author = posts.author[rows]
        likes = np.exp(who.interest[author, day] + who.shared[author, day]) * posts.luck[rows]
        likes = likes * (followers[author] / who.followers[author]) ** CARRY * factor[rows]
        likes = np.minimum(likes, MOST_LIKES)
        asked = dict(
            zip(KINDS, (likes, likes / who.like_rate[author] - likes, *(who.depth[author].T * likes)), strict=True)
        )
        for kind, much in asked.items():
            expected[kind][rows] = much
            counts[kind][rows] = _coupled(rng, much, kind, rows, base)
        won = np.bincount(author, counts["follow"][rows], minlength=len(followers))
        followers = followers * (1 - LOST_A_DAY) + won
    return Run(expected, counts, followers)


def _coupled(rng: np.random.Generator, much: Floats, kind: str, rows: Ints, base: Run | None) -> NDArray[np.int64]:
    """A Poisson count a post; where there is a run without, that run's, thinned or added to."""
    if base is None:
        return rng.poisson(much)
    before, counted = base.expected[kind][rows], base.counts[kind][rows]
    share = np.divide(much, before, out=np.ones_like(much), where=before > 0)
    kept = rng.binomial(counted, np.minimum(share, 1))
    return kept + rng.poisson(np.maximum(much - before, 0))
