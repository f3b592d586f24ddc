"""When an account was in a group: the span of days in which traded likes made up much of what came to it.

Part of `effect`. On a day in the span each like is traded with one probability, on a day outside with a much smaller
one: friends' likes and single false findings come then too. Either end may lie beyond the data. Every span has its
likelihood (a scan for one interval; Kulldorff, Communications in Statistics 26, 1997), with a prior of one half that
the account was in the group from the first day on, and of one half that it stayed to the last; what is told is the
median of each end's posterior. Shares of likes, not their number, are compared: who posts little for a week
hasn't left. Days on which traded likes come in bursts count for less (quasi-likelihood; Wedderburn, Biometrika 61,
1974).
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import xlog1py, xlogy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_BINS = 120
"""A longer time is looked at in so many pieces."""
OUTSIDE = 0.2
"""The share of traded likes outside the span is at most so much of that within: a calm week is no leaving."""
OPEN = 0.5
"""Probability, before anything is seen, that an end lies beyond the data."""
USUAL_SPREAD, WIDEST_SPREAD = 2.0, 10.0
"""How many times more than by chance the traded likes of a day vary: to start from, and at most."""
LEAST_SHARE = 1e-4
AT_ONCE = 2_000_000
"""So many spans are looked at in one piece of memory."""


def daily_of(rows: pa.Table, days: int) -> tuple[Ints, Floats, Floats]:
    """Codes of the accounts in `rows` in order, and their traded and received likes of each day (accounts, days).

    Args:
        rows: `account`, `day`, `traded` and `received`, a row a day on which anything came.
        days: days of data.
    """
    account, row = np.unique(rows["account"].to_numpy().astype(np.int64), return_inverse=True)
    traded, received = np.zeros((2, len(account), days))
    np.add.at(traded, (row, rows["day"].to_numpy()), rows["traded"].to_numpy().astype(np.float64))
    np.add.at(received, (row, rows["day"].to_numpy()), rows["received"].to_numpy().astype(np.float64))
    return account, traded, received


def spans_of(traded: Floats, received: Floats) -> tuple[Ints, Ints]:
    """First and last day in the group, of each account.

    Args:
        traded: traded likes that are expected to have come (accounts, days).
        received: likes of all kinds that came (accounts, days).

    Returns:
        Two arrays (accounts,): 0 and the last day of all where an end can't be seen; else days with traded likes.

    Example:
        >>> traded = np.zeros((1, 60))
        >>> traded[0, 20:40] = 3
        >>> [one.tolist() for one in spans_of(traded, traded + 2)]
        [[20], [39]]
    """
    accounts, days = traded.shape
    width = -(-days // MOST_BINS)
    k, n = binned(traded, width), binned(np.maximum(received, traded), width)
    spread = np.full(accounts, USUAL_SPREAD)
    first, last = _likeliest(k, n, spread)
    first, last = _likeliest(k, n, _spread(k, n, first, last))
    return _to_days(traded, first, last, width)


def binned(daily: Floats, width: int) -> Floats:
    """Sums over so many days each (accounts, bins); the last may have fewer."""
    accounts, days = daily.shape
    bins = -(-days // width)
    padded = np.pad(daily, ((0, 0), (0, bins * width - days)))
    found: Floats = padded.reshape(accounts, bins, width).sum(axis=2)
    return found


def _likeliest(k: Floats, n: Floats, spread: Floats) -> tuple[Ints, Ints]:
    """Medians of the posterior of the first and the last bin, some accounts at a time."""
    accounts, bins = k.shape
    first, last = np.zeros(accounts, dtype=np.int64), np.zeros(accounts, dtype=np.int64)
    step = max(1, AT_ONCE // bins**2)
    for at in range(0, accounts, step):
        some = slice(at, at + step)
        first[some], last[some] = _medians(k[some], n[some], spread[some])
    return first, last


def _medians(k: Floats, n: Floats, spread: Floats) -> tuple[Ints, Ints]:
    accounts, bins = k.shape
    begin, end = np.triu_indices(bins)
    inside, all_inside = (_sums(one, begin, end) for one in (k, n))
    outside = k.sum(axis=1, keepdims=True) - inside
    all_outside = n.sum(axis=1, keepdims=True) - all_inside
    share = (inside + 0.5) / (all_inside + 1)
    rest = np.clip(outside / np.maximum(all_outside, 1e-9), LEAST_SHARE, np.maximum(OUTSIDE * share, LEAST_SHARE))
    likely = (_log(inside, all_inside, share) + _log(outside, all_outside, rest)) / spread[:, None]
    one_of_many = np.log((1 - OPEN) / max(bins - 1, 1))
    likely += np.where(begin == 0, np.log(OPEN), one_of_many) + np.where(end == bins - 1, np.log(OPEN), one_of_many)
    weight = np.zeros((accounts, bins, bins))
    weight[:, begin, end] = np.exp(likely - likely.max(axis=1, keepdims=True))
    first, last = (_median(weight.sum(axis=axis)) for axis in (2, 1))
    return first, np.maximum(first, last)


def _sums(values: Floats, begin: Ints, end: Ints) -> Floats:
    upto = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    found: Floats = upto[:, end + 1] - upto[:, begin]
    return found


def _log(k: Floats, n: Floats, share: Floats) -> Floats:
    """Binomial log-likelihood, up to what is the same for all shares."""
    found: Floats = xlogy(k, share) + xlog1py(np.maximum(n - k, 0.0), -share)
    return found


def _median(weight: Floats) -> Ints:
    upto = np.cumsum(weight, axis=1)
    found: Ints = (upto >= upto[:, [-1]] / 2 - 1e-12).argmax(axis=1)
    return found


def _spread(k: Floats, n: Floats, first: Ints, last: Ints) -> Floats:
    """Pearson's dispersion of the traded likes within each account's span, drawn towards 1 by two days of it."""
    t = np.arange(k.shape[1])
    there = (t >= first[:, None]) & (t <= last[:, None]) & (n >= 1)
    share = (k * there).sum(axis=1) / np.maximum((n * there).sum(axis=1), 1e-9)
    share = np.clip(share, 0.01, 0.99)[:, None]
    away = np.where(there, (k - n * share) ** 2 / np.maximum(n * share * (1 - share), 1e-9), 0.0)
    found: Floats = np.clip((away.sum(axis=1) + 2) / np.maximum(there.sum(axis=1) + 1, 1), 1.0, WIDEST_SPREAD)
    return found


def _to_days(traded: Floats, first: Ints, last: Ints, width: int) -> tuple[Ints, Ints]:
    """Ends within the data are the first and the last day of the span on which a traded like came."""
    days = traded.shape[1]
    bins = -(-days // width)
    day = np.arange(days)
    inside = (day >= (first * width)[:, None]) & (day < ((last + 1) * width)[:, None]) & (traded > 0)
    some = inside.any(axis=1)
    begun, ended = inside.argmax(axis=1), days - 1 - inside[:, ::-1].argmax(axis=1)
    start = np.where((first > 0) & some, begun, first * width)
    stop = np.where((last < bins - 1) & some, ended, np.minimum((last + 1) * width, days) - 1)
    return start.astype(np.int64), stop.astype(np.int64)
