"""A search for spans in which an account's likes are out of proportion: a question to its owner, never an accusation.

Needs no group dates; looks at every stretch of neighbouring posts. That it looked everywhere is counted in: the same
search in the account's own posts, shuffled in blocks, says how high the highest stretch gets when there is none
(a scan statistic: Kulldorff 1997, Communications in Statistics 26(6); blocks as in Politis & Romano 1992).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, rankdata

from likewise.answers.creator.interrupted import LEAST_POSTS
from likewise.answers.creator.mismatched import likes_beyond
from likewise.answers.creator.owner import Owner
from likewise.answers.creator.regression import Floats, Ints, block_length, resemblance_of
from likewise.answers.creator.series import Series, read_series
from likewise.engine import Engine

ASKED_AT = 0.05
"""A question is asked when so small a share of searches in shuffled posts, over all accounts, finds as much."""

SHUFFLES = 999
"""Shuffled histories that an account's own is held against; its p-value is no finer than one over these."""

ENOUGH_HIGHER = 30
"""So many shuffled histories with as much end the search: nothing will be asked (Besag & Clifford 1991)."""

MOST_SEARCHED = 50
"""More accounts than this aren't searched: SHUFFLES couldn't tell one surprising stretch among so many."""

PLACES = 200
"""Where a stretch may begin or end, at most: longer histories are searched in coarser steps."""


@dataclass(frozen=True)
class Question:
    """Likes out of proportion from `start` to `end` (times of the first and last post, microseconds UTC).

    `times` is how many times the likes at equal views are those outside, `p` corrected for every stretch and account
    looked at.
    """

    account: str | None
    start: int
    end: int
    posts: int
    times: float
    p: float


def group_questions(
    engine: Engine, seed: int = 0, timezone: str = "UTC", owner: Owner | None = None
) -> tuple[Question, ...]:
    """Which spans to ask about, at most one an account, in the accounts' order.

    `owner` says whose posts are asked about; left out, every account's are. Weekdays are those of `timezone`.
    """
    read = [one for one in read_series(engine, timezone) if owner is None or owner.asked(one.account)]
    every = [one for one in read if one.holds("likes") and one.holds("views")]
    if len(every) > MOST_SEARCHED:
        return ()
    found = [
        one for number, series in enumerate(every) if (one := _scan(series, np.random.default_rng([seed, number])))
    ]
    return tuple(_corrected(found, len(every)))


def _corrected(found: Sequence[Question], searched: int) -> Iterator[Question]:
    """Bonferroni over the accounts: one question too many in twenty reports."""
    for one in found:
        p = min(1.0, one.p * searched)
        if p <= ASKED_AT:
            yield Question(one.account, one.start, one.end, one.posts, one.times, p)


def _scan(series: Series, rng: np.random.Generator) -> Question | None:
    beyond = likes_beyond(series)
    use = np.isfinite(beyond)
    if use.sum() < 3 * LEAST_POSTS:
        return None
    posts, score = series.chosen(use), _scores(beyond[use], series.days[use])
    bounds = np.unique(np.linspace(0, len(score), min(len(score), PLACES) + 1).astype(int))
    spread = _spread(bounds)
    height, start, end = _highest(score, bounds, spread)
    p = _chance(score, height, (bounds, spread), _length_of_blocks(score, start, end), rng)
    inside = np.zeros(len(posts), dtype=bool)
    inside[start:end] = True
    likes = np.log(posts.measures["likes"] + 0.5) - np.log(posts.measures["views"])
    times = float(np.exp(np.median(likes[inside]) - np.median(likes[~inside])))
    return Question(series.account, int(posts.time[start]), int(posts.time[end - 1]), end - start, times, p)


def _scores(beyond: Floats, days: Floats) -> Floats:
    """Normal scores of what is left beside a straight trend: a viral post counts as one surprising post."""
    ground = np.column_stack([np.ones(len(days)), days])
    rest = beyond - ground @ np.linalg.lstsq(ground, beyond, rcond=None)[0]
    scores: Floats = norm.ppf((rankdata(rest) - 0.5) / len(rest))
    scores -= scores.mean()
    return scores


def _spread(bounds: Ints) -> Floats:
    """Standard deviation of the sum over each stretch (first bound by row, end by column); infinite for no stretch."""
    length, n = bounds[None, :] - bounds[:, None], int(bounds[-1])
    allowed = (length >= LEAST_POSTS) & (length <= n - LEAST_POSTS)
    spread: Floats = np.sqrt(np.where(allowed, length * (n - length) / n, np.inf))
    return spread


def _highest(score: Floats, bounds: Ints, spread: Floats) -> tuple[float, int, int]:
    """The stretch whose mean stands highest over the rest, for its length: its height, first post, and end."""
    total = np.r_[0.0, np.cumsum(score)][bounds]
    height = (total[None, :] - total[:, None]) / spread
    first, last = np.unravel_index(int(np.argmax(height)), height.shape)
    return float(height[first, last]), int(bounds[first]), int(bounds[last])


def _chance(score: Floats, height: float, places: tuple[Ints, Floats], length: int, rng: np.random.Generator) -> float:
    """How often a search in shuffled posts finds as much."""
    higher = 0
    for done in range(1, SHUFFLES + 1):
        higher += _highest(_shuffled(score, length, rng), *places)[0] >= height
        if higher >= ENOUGH_HIGHER:
            return higher / done
    return (1 + higher) / (1 + SHUFFLES)


def _length_of_blocks(score: Floats, start: int, end: int) -> int:
    """Posts to keep together, from how they resemble their neighbours once the stretch itself is taken off."""
    rest = score.copy()
    rest[start:end] -= rest[start:end].mean()
    return block_length(resemblance_of(rest, 3), len(rest))


def _shuffled(score: Floats, length: int, rng: np.random.Generator) -> Floats:
    """The same posts with blocks of neighbours in another order."""
    turned = np.roll(score, int(rng.integers(len(score))))
    pieces = np.array_split(turned, max(len(score) // length, 2))
    return np.concatenate([pieces[place] for place in rng.permutation(len(pieces))])
