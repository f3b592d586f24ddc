"""Carrying out what groups have agreed: traded likes arrive, hollow followers come, and leave again.

Part of the platform in a box; what is agreed is drawn in `groups`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.acts import COMMENTED, FINISHED, FOLLOWED, LIKED, SAVED, SHARED, TEMPLATE, TRADED, VIEWED
from likewise.answers.simulate.compiled import compiled, key_in, key_of, units
from likewise.answers.simulate.groups import Acts
from likewise.answers.simulate.parameters import Parameters
from likewise.answers.simulate.readers import follow, herd, note, place_of, remember
from likewise.answers.simulate.state import (
    COMMENTS,
    DAY_COMMENTS,
    DAY_LIKES,
    DAY_NEW_FOLLOWS,
    DAY_ORGANIC_COMMENTS,
    DAY_ORGANIC_LIKES,
    DAY_PURCHASES,
    DAY_SAVES,
    DAY_SHARES,
    DAY_UNFOLLOWS,
    DAY_VIEWS,
    FOLLOWS,
    LIKES,
    LIKES_WATCHED,
    SAVES,
    SHARES,
    TEMPLATES,
    TRADED_LIKES,
    TRADED_VIEWS,
    UNCOUNTED_COMMENTS,
    UNCOUNTED_LIKES,
    UNCOUNTED_TRADED,
    UNCOUNTED_VIEWS,
    VIEWS,
    Board,
    Crowd,
    Log,
)
from likewise.answers.simulate.state import FINISHED as FINISHED_COUNT

_PRIOR_DAYS = 100.0  # days of a follower that the usual rate of buying counts for
_GLANCE = 0.04  # how much of a post is seen in a look of two seconds


@compiled
def arrive(
    crowd: Crowd,
    board: Board,
    log: Log,
    actor: NDArray[np.int32],
    post: NDArray[np.int32],
    bits: NDArray[np.uint16],
    wave: int,
    herding: float,
    followed: NDArray[np.bool_],
) -> None:
    """Acts from outside the feed take place, unless one of both is banned; marks in `followed` who followed."""
    for i in range(len(actor)):
        reader, at, what = actor[i], post[i], bits[i]
        giver, author = crowd[reader], board[at].author
        maker = crowd[author]
        traded = (what & TRADED) != 0
        if giver.gone or maker.gone or (traded and not (giver.trading and maker.trading)):
            continue
        counts, today, uncounted = board[at].counts, maker.today, giver.uncounted
        if what & VIEWED:
            remember(giver, at)
            giver.given += 1
            counts[VIEWS] += 1
            today[DAY_VIEWS] += 1
            counts[TRADED_VIEWS] += traded
            counts[UNCOUNTED_VIEWS] += uncounted
            counts[FINISHED_COUNT] += (what & FINISHED) != 0
        if what & LIKED:
            counts[LIKES] += 1
            board[at].herd = herd(counts[LIKES], herding)
            today[DAY_LIKES] += 1
            counts[TRADED_LIKES] += traded
            today[DAY_ORGANIC_LIKES] += not traded
            counts[UNCOUNTED_LIKES] += uncounted
            counts[UNCOUNTED_TRADED] += uncounted and traded
            counts[LIKES_WATCHED] += (what & FINISHED) != 0
        if what & COMMENTED:
            counts[COMMENTS] += 1
            today[DAY_COMMENTS] += 1
            counts[TEMPLATES] += (what & TEMPLATE) != 0
            today[DAY_ORGANIC_COMMENTS] += not traded
            counts[UNCOUNTED_COMMENTS] += uncounted
        if what & SAVED:
            counts[SAVES] += 1
            today[DAY_SAVES] += not traded
        if what & SHARED:
            counts[SHARES] += 1
            today[DAY_SHARES] += not traded
        if what & FOLLOWED:
            followed[i] = True
            counts[FOLLOWS] += 1
        completion = 1.0 if what & FINISHED else (_GLANCE if what & VIEWED else 0.0)
        prompt = (what & LIKED) != 0 and wave == board[at].wave
        note(log, reader, at, what, completion, prompt, author)


def once_a_pair(acts: Acts, author: NDArray[np.int32]) -> Acts:
    """The acts, with the follow of a pair in its first one alone."""
    rows = np.flatnonzero(acts.bits & FOLLOWED)
    pair = acts.actor[rows].astype(np.int64) << 32 | author[acts.post[rows]]
    _, first = np.unique(pair, return_index=True)
    bits = acts.bits.copy()
    bits[np.delete(rows, first)] &= ~np.uint16(FOLLOWED)
    return Acts(acts.actor, acts.post, bits, acts.begin)


class Hollow:
    """Followers won in a group. A loyal one becomes an ordinary follower; the others look at nothing, and leave."""

    def __init__(self, given: Parameters, accounts: int, seed: int) -> None:
        self.groups = given.groups
        self.key = key_of(seed, 30)
        self.reader = np.zeros(0, dtype=np.int32)
        self.author = np.zeros(0, dtype=np.int32)
        self.count = np.zeros(accounts, dtype=np.int32)
        self.bought = np.zeros(accounts)  # purchases of each author's other followers so far
        self.fan_days = np.zeros(accounts)  # other followers, summed over days

    def win(self, crowd: Crowd, reader: NDArray[np.int32], author: NDArray[np.int32]) -> None:
        """These readers follow these authors because the group says so."""
        loyal = units(self.key, reader, author) < self.groups.loyalty
        _befriend(crowd, reader[loyal], author[loyal])
        np.add.at(crowd["today"][:, DAY_NEW_FOLLOWS], author, 1)
        self.reader = np.concatenate([self.reader, reader[~loyal]])
        self.author = np.concatenate([self.author, author[~loyal]])
        np.add.at(self.count, author[~loyal], 1)

    def day(self, crowd: Crowd, day: int) -> None:
        """A day passes: some leave, and some buy where the box says that they would."""
        leaving = units(key_in(self.key, day, 1), self.reader, self.author) < self.groups.unfollow_per_day
        np.add.at(crowd["today"][:, DAY_UNFOLLOWS], self.author[leaving], 1)
        np.add.at(self.count, self.author[leaving], -1)
        self.reader, self.author = self.reader[~leaving], self.author[~leaving]
        self.bought += crowd["today"][:, DAY_PURCHASES]
        self.fan_days += crowd["fans"]
        if self.groups.buyers and len(self.reader):
            usual = self.bought.sum() / max(self.fan_days.sum(), 1)
            rate = (self.bought + _PRIOR_DAYS * usual) / (self.fan_days + _PRIOR_DAYS)
            chance = self.groups.buyers * rate[self.author]
            buying = units(key_in(self.key, day, 2), self.reader, self.author) < chance
            np.add.at(crowd["today"][:, DAY_PURCHASES], self.author[buying], 1)


@compiled
def _befriend(crowd: Crowd, reader: NDArray[np.int32], author: NDArray[np.int32]) -> None:
    """Follow where there is room, and each does not yet."""
    for i in range(len(reader)):
        row = crowd[reader[i]]
        if row.followed < len(row.follows) and place_of(row, author[i]) < 0:
            follow(crowd, reader[i], author[i])


__all__ = ["Hollow", "arrive", "once_a_pair"]
