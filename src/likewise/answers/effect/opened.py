"""How many traded likes came with a view: some people in groups open what they like, others like it from a list.

Part of `effect`. No log says it, and the platform's count of views can't be told from readers' without it. Let V be the
views of a post, T the likes of traders on it, y what readers did on it. Readers' views are V - q T, and within an
account and its time in the group y goes with them: y = r (V - q T). Those who trade like whatever comes, so T says
nothing of how a post was received, and q is where T and what is left of y are uncorrelated: T is the instrument, so
that chance in V does no harm (Wright 1928; Angrist and Krueger, Journal of Economic Perspectives 15, 2001). Views that
a ranking gives for T don't matter, since readers act on them too. Where many traded likes made readers of that very
post act less, they would be taken for views; q is at most 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDS = 50
FARTHEST = 0.5
"""A round moves q by so much at most."""
LEAST_ACCOUNTS = 8
"""With fewer accounts the posts say nothing: anything from none to all is as likely."""
GRID = np.linspace(0.0, 1.0, 201)


@dataclass(frozen=True)
class Opened:
    """The share of traded likes that came with a view: its mean and standard deviation, given what the posts say."""

    share: float
    error: float


UNKNOWN = Opened(0.5, float(np.sqrt(1 / 12)))
"""Any share is as likely as any other."""


def opened(posts: pa.Table, code: Ints, start: Ints, stop: Ints) -> Opened:
    """The share, from posts of members in their time in the group.

    Args:
        posts: `account`, `day`, `views`, `traders`, `outside` of members' posts.
        code: the accounts of the panel, in order.
        start: first day in the group of each (accounts,).
        stop: last day.
    """
    if not posts.num_rows:
        return UNKNOWN
    at = np.searchsorted(code, posts["account"].to_numpy())
    day = posts["day"].to_numpy()
    inside = (day >= start[at]) & (day <= stop[at])
    views, traders, outside = (
        posts[name].to_numpy()[inside].astype(np.float64) for name in ("views", "traders", "outside")
    )
    account = np.unique(at[inside], return_inverse=True)[1]
    found = _solved(views, traders, outside, account)
    return UNKNOWN if found is None else _between(*found)


def _solved(views: Floats, traders: Floats, outside: Floats, account: Ints) -> tuple[float, float] | None:
    """q and its standard error by accounts, where the posts tell it."""

    def a_row(values: Floats) -> Floats:
        summed = np.bincount(account, values)[account]
        return np.asarray(summed, dtype=np.float64)

    ones = np.ones_like(views)
    if not len(account) or account.max() + 1 < LEAST_ACCOUNTS:
        return None
    instrument = traders - a_row(traders) / a_row(ones)
    weight = instrument / np.maximum(a_row(views) / a_row(ones), 1.0)
    q, left, slope = 0.5, np.zeros_like(views), 0.0
    for _ in range(ROUNDS):
        real = views - q * traders
        rate = a_row(outside) / np.maximum(a_row(real), 1e-9)
        left = weight * (outside - rate * real)
        slope = float((weight * rate * (traders - a_row(traders) / np.maximum(a_row(real), 1e-9) * real)).sum())
        if slope <= 0:
            return None
        step = float(np.clip(-left.sum() / slope, -FARTHEST, FARTHEST))
        q = float(np.clip(q + step, -1.0, 2.0))
        if abs(step) < 1e-6:
            break
    return q, float(np.sqrt((np.bincount(account, left) ** 2).sum()) / slope)


def _between(q: float, error: float) -> Opened:
    """Mean and standard deviation of what is left of nought to one."""
    away = ((GRID - q) / max(error, 1e-3)) ** 2
    weight = np.exp(-0.5 * (away - away.min()))
    weight = weight / weight.sum()
    share = float(weight @ GRID)
    return Opened(share, float(np.sqrt(weight @ (GRID - share) ** 2)))
