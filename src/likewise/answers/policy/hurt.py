"""How many honest accounts a rule would hurt: the expected number, and two intervals around it.

Stands between the accounts that a rule reaches and what is said of them. An account with probability p is honest
with probability 1 - p, so the expected number is the sum of these. How far the true number may lie from it depends
on how accounts err together:

- `independent`: each by itself. The number then follows the Poisson-binomial distribution, computed exactly by a tree
  of convolutions (Biscarri, Zhao & Brunner 2018, doi:10.1016/j.csda.2018.01.007). Too narrow: members stand and fall
  with their group.
- `by_group`: with the chance 1 - q that a group of probability q is none, all of its accounts are honest at once;
  else each by itself, with what its own belonging leaves. Groups err one by one.

- `by_platform`: from nobody to MOST times the second. The first two have the same mean, and neither knows of errors
  that all groups share: weights that don't fit this platform. In families of worlds that had no part in the weights
  the true number lay between nought and so many times the expected one (`python -m benchmarks.policy`), and nobody
  knows which of them a platform is like.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 2.5
"""How many times the expected number the true one was at most, in families left out of the weights; the least is 0."""

COVERED = 0.95
"""Share of the distribution within an interval, as everywhere in the project."""


@dataclass(frozen=True)
class Interval:
    """The middle 95 % of how many it may be."""

    low: int
    high: int


@dataclass(frozen=True)
class Worst:
    """The group that weighs most in the expected harm: its reached accounts, and the chance that it is no group."""

    group: str
    accounts: int
    chance: float


@dataclass(frozen=True)
class Hurt:
    """Accounts that are reached, in how many groups, and how many of them are expected to be honest."""

    accounts: int
    groups: int
    expected: float
    independent: Interval
    by_group: Interval
    by_platform: Interval
    worst: Worst | None


def hurt(group: list[str], probability: Floats, group_probability: Floats) -> Hurt:
    """What acting on these accounts does to honest ones; the three are parallel, one entry an account."""
    names, first, place = np.unique(np.array(group, dtype=object), return_index=True, return_inverse=True)
    sizes = np.bincount(place, minlength=len(names))
    wrong = 1 - group_probability[first]
    apart = np.split(probability[np.argsort(place, kind="stable")], np.cumsum(sizes)[:-1]) if len(names) else []
    together = [_of_group(members, 1 - chance) for members, chance in zip(apart, wrong, strict=True)]
    by_group = _middle(_sum(together))
    return Hurt(
        accounts=len(probability),
        groups=len(names),
        expected=float((1 - probability).sum()),
        independent=_middle(count(1 - probability)),
        by_group=by_group,
        by_platform=Interval(0, min(len(probability), int(np.ceil(MOST * by_group.high)))),
        worst=_worst(names, sizes, wrong),
    )


def _worst(names: NDArray[np.object_], sizes: NDArray[np.int64], wrong: Floats) -> Worst | None:
    if not len(names):
        return None
    at = int(np.argmax(sizes * wrong))
    return Worst(str(names[at]), int(sizes[at]), float(wrong[at]))


def _of_group(probability: Floats, group_probability: float) -> Floats:
    """How many of one group's accounts are honest: all when it is no group, else each by itself."""
    belongs = np.minimum(probability / max(group_probability, 1e-12), 1.0)
    spread = group_probability * count(1 - belongs)
    spread[-1] += 1 - group_probability
    return spread


def count(chances: Floats) -> Floats:
    """The Poisson-binomial distribution: entry k is the probability that k of these independent events happen."""
    events = len(chances)
    if not events:
        return np.ones(1)
    padded = np.zeros(1 << (events - 1).bit_length())
    padded[:events] = chances
    rows = np.stack([1 - padded, padded], axis=1)
    while len(rows) > 1:
        width = 2 * rows.shape[1] - 1
        halves = np.fft.rfft(rows[0::2], width, axis=1), np.fft.rfft(rows[1::2], width, axis=1)
        rows = np.fft.irfft(halves[0] * halves[1], width, axis=1)
    return np.clip(rows[0, : events + 1], 0.0, None)


def _sum(spreads: list[Floats]) -> Floats:
    """The distribution of a sum of independent numbers, from the distribution of each."""
    waiting = sorted(spreads, key=len) or [np.ones(1)]
    while len(waiting) > 1:
        pairs = [_added(*waiting[at : at + 2]) for at in range(0, len(waiting) - 1, 2)]
        waiting = sorted(pairs + waiting[len(waiting) // 2 * 2 :], key=len)
    return waiting[0]


def _added(one: Floats, other: Floats) -> Floats:
    width = len(one) + len(other) - 1
    product = np.fft.irfft(np.fft.rfft(one, width) * np.fft.rfft(other, width), width)
    return np.clip(product, 0.0, None)


def _middle(spread: Floats) -> Interval:
    reached = np.cumsum(spread) / spread.sum()
    low, high = np.searchsorted(reached, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return Interval(int(low), int(high))
