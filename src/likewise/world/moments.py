"""From spans of four hours to moments: what a reader did falls into the sessions of its own clock.

Stands between the platform's log and the world's. Every moment is a function of who acts on what, so that an act
that two worlds share has the same moment in both.
"""

from __future__ import annotations

import numpy as np

from likewise.world.clock import SPAN, Sessions
from likewise.world.planned import SPAN_S
from likewise.world.posting import Posts
from likewise.world.ragged import Floats, Ints, lasting

_WHICH, _LENGTH, _WITHIN, _LATE = 31, 32, 33, 34  # salts
_SOONEST_S = 6.0  # nobody meets a post sooner


def moments_in(
    sessions: Sessions, posts: Posts, actor: Ints, post: Ints, wave: Ints, session_min: float
) -> tuple[Floats, Floats]:
    """The moment of each act within its span, and the end of the span; seconds from the start of the period.

    An act on a post that is newer than the reader's sessions in the span comes at any time after it.
    """
    begin = wave.astype(np.float64) * SPAN_S
    born, end = posts.time[post], begin + SPAN_S
    earliest = np.maximum(begin, np.where(born + _SOONEST_S < end, born + _SOONEST_S, (born + end) / 2))
    pair = actor * len(posts) + post
    low, high = _sessions_in(sessions, actor, begin, np.maximum(begin, born), end)
    which = low + (lasting(pair, _WHICH) * (high - low)).astype(np.int64)
    which = np.minimum(which, len(sessions.keys) - 1)
    start = (sessions.keys[which] - actor * SPAN).astype(np.float64)
    length = -np.log1p(-lasting(which, _LENGTH)) * session_min * 60.0
    time = start + length * lasting(pair, _WITHIN)
    late = earliest + (end - earliest) * lasting(pair, _LATE)
    inside = (high > low) & (time >= earliest) & (time < end - 1e-3)
    return np.where(inside, time, np.minimum(late, end - 1e-3)), end


def _sessions_in(sessions: Sessions, actor: Ints, begin: Floats, born: Floats, end: Floats) -> tuple[Ints, Ints]:
    """Each reader's sessions between `born` and `end`; where there are none, those from `begin` on."""
    # Sought in the order of the sessions, most of the search stays in the processor's cache.
    order = np.argsort(actor * SPAN + begin.astype(np.int64), kind="stable")
    account = actor[order] * SPAN
    low, first, high = (
        np.searchsorted(sessions.keys, account + np.ceil(moment[order]).astype(np.int64))
        for moment in (born, begin, end)
    )
    found = np.empty((2, len(actor)), dtype=np.int64)
    found[0, order], found[1, order] = np.where(low < high, low, first), high
    return found[0], found[1]
