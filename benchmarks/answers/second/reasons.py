"""Why accounts join: the log of how much each is drawn on a day, from days before it alone.

The numbers that accounts look at are those of the run without the group, so that the ranking changes neither who joins
nor when.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.people import People
from benchmarks.answers.second.posting import Posts
from benchmarks.answers.second.settings import Reason

GROWN_OVER = 14
LOW_DAYS = 8
PASSED_DAYS = 10
PASSED_BY = 1.5
"""A friend is ahead by so much, who ten days before was not ahead."""

HIT_DAYS = 5
HIT = 3.0
"""A hit is a post with so many times one's usual likes, and HIT_LIKES at least."""

HIT_LIKES = 6
STRONG = 3.0
"""The log of how much more an account is drawn that had a hit, was passed by a friend, or is as low as few are."""

UNINVITED = 0.02
"""How much an account without a friend who invites is drawn, against one with one."""

MOST_SCALED = 2.5


@dataclass(frozen=True)
class Seen:
    """What accounts look at, by (account, day): posts, organic likes, sums of the log of a post's, the largest post."""

    who: People
    posts: Ints
    likes: Floats
    logs: Floats
    largest: Floats

    def mean(self, begin: int, end: int) -> Floats:
        """Likes a post in days begin..end-1, nan where an account published nothing."""
        return self._a_post(self.likes, begin, end)

    def typical(self, begin: int, end: int) -> Floats:
        """The log of the likes of a typical post in days begin..end-1, nan where an account published nothing."""
        return self._a_post(self.logs, begin, end)

    def _a_post(self, daily: Floats, begin: int, end: int) -> Floats:
        days = slice(max(0, begin), end)
        posts = self.posts[:, days].sum(axis=1)
        mean: Floats = np.divide(daily[:, days].sum(axis=1), posts, out=np.full(len(posts), np.nan), where=posts > 0)
        return mean


def seen(who: People, posts: Posts, likes: Ints) -> Seen:
    """What is seen of these likes a post."""
    shape = who.active.shape
    cell = posts.author * shape[1] + posts.day
    size = shape[0] * shape[1]
    largest = np.zeros(size)
    np.maximum.at(largest, cell, likes)
    return Seen(
        who=who,
        posts=np.bincount(cell, minlength=size).reshape(shape),
        likes=np.bincount(cell, likes, minlength=size).reshape(shape).astype(np.float64),
        logs=np.bincount(cell, np.log(likes + 0.5), minlength=size).reshape(shape).astype(np.float64),
        largest=largest.reshape(shape),
    )


def drawn_by(reason: Reason, what: Seen, day: int, inviting: NDArray[np.bool_], pull: float) -> Floats:
    """The log of how much each account is drawn on this day, `inviting` being those who have room for friends."""
    if reason == "invited":
        friends = what.who.friends
        known = np.bincount(friends.author, inviting[friends.giver], minlength=len(inviting))
        invited: Floats = np.log(UNINVITED + known)
        return invited
    return pull * REASONS_BY_PAST[reason](what, day)


def _nothing(what: Seen, day: int) -> Floats:
    del day
    return np.zeros(len(what.posts))


def _growth(what: Seen, day: int) -> Floats:
    """How much the interest that an account meets rose in two weeks."""
    interest = what.who.interest
    return 1.5 * _scaled(interest[:, day - 1] - interest[:, max(0, day - 1 - GROWN_OVER)])


def _low(what: Seen, day: int) -> Floats:
    """How far the likes of a typical post of the last week are below those before, and interest in a passing low."""
    likes = what.typical(0, day - LOW_DAYS) - what.typical(day - LOW_DAYS, day)
    lower = -what.who.passing[:, day - LOW_DAYS : day].mean(axis=1)
    return STRONG / 2 * (_scaled(likes) / 2 + _scaled(lower))


def _hit(what: Seen, day: int) -> Floats:
    """Whether a post of the last days was a hit."""
    usual = what.mean(0, day - HIT_DAYS)
    most = what.largest[:, day - HIT_DAYS : day].max(axis=1)
    return np.where((most >= HIT_LIKES) & (most >= HIT * usual), STRONG, 0)


def _passed(what: Seen, day: int) -> Floats:
    """Whether a friend's likes a post, not above one's own ten days ago, now are."""
    friends = what.who.friends
    now, then = what.mean(day - PASSED_DAYS, day), what.mean(day - 2 * PASSED_DAYS, day - PASSED_DAYS)
    passed = (now[friends.giver] > PASSED_BY * now[friends.author]) & (then[friends.giver] <= then[friends.author])
    return np.where(np.bincount(friends.author, passed, minlength=len(now)) > 0, STRONG, 0)


def _scaled(values: Floats) -> Floats:
    """In standard deviations, within limits; 0 where there is no value."""
    known = np.isfinite(values)
    scaled = (values - values[known].mean()) / max(values[known].std(), 1e-9)
    limited: Floats = np.clip(np.where(known, scaled, 0), -MOST_SCALED, MOST_SCALED)
    return limited


REASONS_BY_PAST: Mapping[Reason, Callable[[Seen, int], Floats]] = {
    "random": _nothing,
    "wave": _nothing,
    "growing": _growth,
    "low": _low,
    "viral": _hit,
    "envy": _passed,
}
"""All reasons but an invitation, which looks at who invites."""
