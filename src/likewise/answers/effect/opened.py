"""How many traded likes came with a view: some people in groups open what they like, others like it from a list.

Part of `effect`. No log says it, and the platform's count of views can't be told from readers' without it. Let V be the
views of a post, T the likes of traders on it, y what readers did on it. Readers' views are V - q T, and within an
account and its time in the group y goes with them: y = r (V - q T). Those who trade like whatever comes, so T says
nothing of how a post was received, and q is where T and what is left of y are uncorrelated: T is the instrument, so
that chance in V does no harm. Every q is weighed by how well it passes that test, with errors by account (Anderson and
Rubin, Annals of Mathematical Statistics 20, 1949: right however little T says). Views that a ranking gives for T don't
matter, since readers act on them too. Traders who weren't found count as readers and come with T, which makes q look
small: the test is averaged over shares of traded likes that may have been missed. Where many traded likes made readers
of that very post act less, they would be taken for views; q is at most 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_ACCOUNTS = 8
"""With fewer accounts the posts say nothing: anything from none to all is as likely."""
GRID = np.linspace(0.0, 1.0, 101)
MISSED = (0.0, 0.05, 0.1)
"""Shares of traded likes that may not have been found, each as likely."""


@dataclass(frozen=True)
class Opened:
    """The share of traded likes that came with a view: its mean and standard deviation, given what the posts say."""

    share: float
    error: float


UNKNOWN = Opened(0.5, float(np.sqrt(1 / 12)))
"""Any share is as likely as any other."""


def opened(posts: pa.Table, code: Ints, start: Ints, stop: Ints, missed: Sequence[float] = MISSED) -> Opened:
    """The share, from posts of members in their time in the group.

    Args:
        posts: `account`, `day`, `views`, `traders`, `outside` of members' posts.
        code: the accounts of the panel, in order.
        start: first day in the group of each (accounts,).
        stop: last day.
        missed: shares of the traded likes that may not have been found.
    """
    if not posts.num_rows:
        return UNKNOWN
    at = np.searchsorted(code, posts["account"].to_numpy())
    day = posts["day"].to_numpy()
    inside = (day >= start[at]) & (day <= stop[at])
    views, traders, outside = (
        posts[name].to_numpy()[inside].astype(np.float64) for name in ("views", "traders", "outside")
    )
    if not len(views):
        return UNKNOWN
    account = np.unique(at[inside], return_inverse=True)[1]
    weight = np.mean([_passing(views, traders, outside, account, one) for one in missed], axis=0)
    return _moments(weight)


def _passing(views: Floats, traders: Floats, outside: Floats, account: Ints, missed: float) -> Floats:
    """How well each share of GRID passes the test, if so many of the traded likes were not found (101,)."""
    every = traders / (1 - missed)
    readers = outside - (every - traders)

    def summed(values: Floats) -> Floats:
        return np.asarray(np.bincount(account, values), dtype=np.float64)

    # Only accounts whose views leave room for every share; only those whose posts differ in traded likes say anything.
    posts, shown = summed(np.ones_like(views)), summed(views)
    instrument = every - (summed(every) / np.maximum(posts, 1))[account]
    telling = (shown > summed(every)) & (summed(instrument**2) > 0)
    if telling.sum() < LEAST_ACCOUNTS:
        return np.ones_like(GRID)
    weight = np.where(telling, posts / np.maximum(shown, 1e-9), 0.0)[account] * instrument
    statistic = np.zeros_like(GRID)
    for at, share in enumerate(GRID):
        real = views - share * every
        rate = summed(readers) / np.where(telling, summed(real), 1.0)
        scores = summed(weight * (readers - rate[account] * real))
        statistic[at] = scores.sum() ** 2 / max(float((scores**2).sum()), 1e-12)
    found: Floats = np.exp(-0.5 * statistic)
    return found


def _moments(weight: Floats) -> Opened:
    """Mean and standard deviation of a share whose probabilities on GRID are as these weights."""
    if weight.sum() < 1e-9:
        return UNKNOWN
    weight = weight / weight.sum()
    share = float(weight @ GRID)
    return Opened(share, float(np.sqrt(weight @ (GRID - share) ** 2)))
