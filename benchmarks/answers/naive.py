"""Two estimates that anyone would make first, from the same tables with true membership; kept to show how wrong.

Before and after: members' mean likes a post in the days that the effect is told for, over those before joining. Members
and others: mean likes a post of members in those days, over those of accounts that never are members.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.answers.log import DAY_US
from benchmarks.answers.truth import PRE_DAYS, Truth


@dataclass(frozen=True)
class Naive:
    """Relative changes, 0.1 being 10 % more, of likes a post; nan where there is nothing to divide by."""

    before_after: float
    members_others: float


@dataclass(frozen=True)
class _Post:
    """One entry a post: its author's number, its day, its likes."""

    author: NDArray[np.int64]
    day: NDArray[np.float64]
    likes: NDArray[np.float64]


def naive(tables: Mapping[str, pa.Table], truth: Truth, part: str = "organic") -> Naive:
    """Both estimates of likes a post, raw or organic (with what was traded taken out, as only the truth knows it)."""
    posts = _counted(tables, truth, part)
    start = truth.start[posts.author]
    during = truth.during()[posts.author, posts.day.astype(np.int64)]
    before = np.isfinite(start) & (start >= PRE_DAYS) & (posts.day < start)
    return Naive(
        before_after=_over(posts.likes[during], posts.likes[before]),
        members_others=_over(posts.likes[during], posts.likes[np.isinf(start)]),
    )


def _counted(tables: Mapping[str, pa.Table], truth: Truth, part: str) -> _Post:
    posts = tables["posts"]
    number = pc.index_in(posts["author"], pa.array(truth.names)).to_numpy()
    time = posts["time"].cast(pa.int64()).to_numpy()
    day = np.floor((time - time.min() // DAY_US * DAY_US) / DAY_US)
    likes = posts["likes"].to_numpy().astype(np.float64)
    if part == "organic":
        liked = truth.exchanges.filter(pc.equal(truth.exchanges["kind"], "like"))
        place = pc.index_in(liked["post"], posts["post"].combine_chunks()).to_numpy()
        likes = likes - np.bincount(place, minlength=len(posts))
    return _Post(number, day, likes)


def _over(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    if not len(one) or not len(other) or not other.mean():
        return float("nan")
    return float(one.mean() / other.mean() - 1)
