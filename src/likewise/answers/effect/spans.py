"""When an account was in a group: the span of days in which traded likes came, told from strays by their rate.

Part of `effect`. Two people who will trade may have liked each other before, so the first such like is no beginning.
The span is the one whose likelihood is highest if likes come at one rate within it and at another without (a
two-rate Poisson scan; Kulldorff 1997, in one dimension).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def spans_of(daily: Floats) -> tuple[Ints, Ints]:
    """First and last day of the likeliest span, for each row of `daily` (accounts, days)."""
    n, days = daily.shape
    upto = np.concatenate([np.zeros((n, 1)), np.cumsum(daily, axis=1)], axis=1)
    total = upto[:, -1]
    best = np.full(n, -np.inf)
    first, last = np.zeros(n, dtype=np.int64), np.full(n, days - 1)
    for begin in range(days):
        inside = upto[:, begin + 1 :] - upto[:, [begin]]
        length = np.arange(1, days - begin + 1)
        outside = total[:, None] - inside
        gain = _term(inside, length) + _term(outside, days - length)
        # A lower rate inside than outside is a pause, not a span.
        gain = np.where(inside * (days - length) >= outside * length, gain, -np.inf)
        at = np.argmax(gain, axis=1)
        value = gain[np.arange(n), at]
        better = value > best + 1e-9
        best[better], first[better], last[better] = value[better], begin, begin + at[better]
    return first, last


def _term(count: Floats, length: NDArray[np.int64]) -> Floats:
    """Poisson log-likelihood of a count at its own rate, up to what is the same for all."""
    rate = count / np.maximum(length, 1)
    found: Floats = np.where(count > 0, count * np.log(np.maximum(rate, 1e-300)), 0.0)
    return found
