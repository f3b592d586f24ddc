"""What a reader does with a post: watch, like, comment, save, share, follow, unfollow, buy.

Part of the platform in a box. One view is one call of `respond`; its random numbers belong to the reader and the
post, so that the same meeting has the same outcome wherever in a run it takes place.

A view has a push, a factor of odds: the post's quality, its topic for this reader, whether the reader follows its
author, template comments under it. The odds to see the end rise with it; those of everything else rise with it and
with how much was watched (a logistic choice model throughout; log-odds of the parameters add up).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.acts import COMMENTED, FOLLOWED, LIKED, SAVED, SHARED, VIEWED
from likewise.answers.simulate.acts import FINISHED as SEEN_WHOLE
from likewise.answers.simulate.compiled import compiled, inlined, keyed, unit
from likewise.answers.simulate.parameters import Parameters
from likewise.answers.simulate.people import FOLLOWED as MOST_FOLLOWED
from likewise.answers.simulate.people import NOBODY
from likewise.answers.simulate.state import (
    COMMENTS,
    DAY_COMMENTS,
    DAY_FAN_ACTS,
    DAY_FAN_VIEWS,
    DAY_FINISHED,
    DAY_LIKES,
    DAY_NEW_FOLLOWS,
    DAY_ORGANIC_COMMENTS,
    DAY_ORGANIC_LIKES,
    DAY_ORGANIC_VIEWS,
    DAY_PURCHASES,
    DAY_SAVES,
    DAY_SHARES,
    DAY_UNFOLLOWS,
    DAY_VIEWS,
    FINISHED,
    FOLLOWS,
    LIKES,
    LIKES_WATCHED,
    SAVES,
    SEEN,
    SHARES,
    TEMPLATES,
    UNCOUNTED_COMMENTS,
    UNCOUNTED_LIKES,
    UNCOUNTED_VIEWS,
    VIEWS,
    Board,
    Crowd,
    Log,
    Row,
)

# Purposes of random numbers, one each.
_FINISH, _FRACTION, _LIKE, _COMMENT, _SAVE, _SHARE, _FOLLOW, _UNFOLLOW, _BUY, _PLACE = range(1, 11)

# What counts as an act of a follower, beside seeing.
ACTED = LIKED | COMMENTED | SAVED | SHARED

# A reader who saw less than this left at once.
LEFT_AT_ONCE = 0.15
# Template comments weigh on trust as a share of all visible ones, with so many unsuspicious ones assumed.
_PRIOR_COMMENTS = 2.0


class Taste(NamedTuple):
    """The reader's parameters: odds, factors of odds, and log-odds where the name ends in gain."""

    finish: float
    like: float
    comment: float
    save: float
    share: float
    follow: float
    unfollow: float
    buy: float
    own_topic: float
    second_topic: float
    foreign_topic: float
    follower: float
    finished: float
    watched_gain: float
    herding: float
    distrust: float
    tie: float


def taste_of(given: Parameters) -> Taste:
    """The parameters of readers and circles as the loops use them."""
    readers = given.readers

    def odds(share: float) -> float:
        return share / max(1 - share, 1e-9)

    return Taste(
        finish=odds(readers.finish_rate),
        like=odds(readers.like_rate),
        comment=odds(readers.comment_rate),
        save=odds(readers.save_rate),
        share=odds(readers.share_rate),
        follow=odds(readers.follow_rate),
        unfollow=readers.unfollow_rate,
        buy=odds(readers.buy_rate),
        own_topic=float(np.exp(readers.match_gain / 2)),
        second_topic=1.0,
        foreign_topic=float(np.exp(-readers.match_gain / 2)),
        follower=float(np.exp(readers.follower_gain)),
        finished=float(np.exp(readers.watched_gain / 2)),
        watched_gain=readers.watched_gain,
        herding=readers.herding / float(np.log(2)),
        distrust=readers.distrust,
        tie=given.circles.like,
    )


@compiled
def has_seen(row: Row, post: int) -> bool:
    """Whether the post is among the last that the reader saw."""
    seen, found = row.seen, False
    # Without a way out of the loop it is a handful of vector instructions.
    for i in range(SEEN):
        found |= seen[i] == post
    return found


@compiled
def remember(row: Row, post: int) -> None:
    """Note that the reader saw the post."""
    row.seen[row.seen_next] = post
    row.seen_next = (row.seen_next + 1) % SEEN


@compiled
def herd(likes: int, herding: float) -> float:
    """The factor of the odds of a like under so many visible likes."""
    factor: float = np.exp(herding * np.log(1.0 + likes))
    return factor


@compiled
def note(log: Log, reader: int, post: int, bits: int, completion: float, prompt: bool, author: int) -> None:
    """Write an act into the log, and a prompt like for those who look for lockstep."""
    if len(log.acts) > 0:
        act = log.acts[log.used[0]]
        act.actor, act.post, act.completion, act.bits = reader, post, completion, bits
        log.used[0] += 1
    if prompt and log.used[1] < len(log.prompt):
        like = log.prompt[log.used[1]]
        like.actor, like.author = reader, author
        log.used[1] += 1


@compiled
def respond(
    crowd: Crowd, left: NDArray[np.int32], board: Board, taste: Taste, log: Log, key: np.uint64,
    reader: int, post: int, wave: int, place: int,
) -> None:  # fmt: skip
    """One view: `reader` sees `post`, which stands at `place` among those it follows (NOBODY for a stranger's)."""
    who, what = crowd[reader], board[post]
    author = what.author
    maker, follower = crowd[author], place >= 0
    h = keyed(key, reader, post)
    push = _push(who, what, taste, follower)
    remember(who, post)
    completion, finished = _watch(taste, h, push * what.ease)
    left[reader] -= 1
    _count_view(who, what, maker, completion, finished)
    push *= taste.finished if finished else np.exp(taste.watched_gain * (completion - 0.5))
    bits = VIEWED | (SEEN_WHOLE if finished else 0)
    if _likes(who, what, maker, taste, h, push):
        bits |= LIKED
        _count_like(who, what, maker, taste, finished)
    bits |= _deeds(who, what, maker, taste, h, push)
    if follower:
        today = maker.today
        today[DAY_FAN_VIEWS] += 1
        today[DAY_FAN_ACTS] += (bits & ACTED) != 0
        today[DAY_PURCHASES] += _yes(h, _BUY, taste.buy * push)
        if completion < LEFT_AT_ONCE and unit(h, _UNFOLLOW) < taste.unfollow:
            unfollow(crowd, reader, place)
    elif _yes(h, _FOLLOW, taste.follow * push):
        bits |= FOLLOWED
        what.counts[FOLLOWS] += 1
        maker.today[DAY_NEW_FOLLOWS] += 1
        if who.followed == MOST_FOLLOWED:
            unfollow(crowd, reader, int(unit(h, _PLACE) * MOST_FOLLOWED))
        follow(crowd, reader, author)
    note(log, reader, post, bits, completion, (bits & LIKED) != 0 and wave == what.wave, author)


@inlined
def _yes(h: np.uint64, purpose: int, odds: float) -> bool:
    """Whether something of these odds happens."""
    return unit(h, purpose) * (1 + odds) < odds


@compiled
def _push(who: Row, what: Row, taste: Taste, follower: bool) -> float:
    """How much the post draws this reader, as a factor of all odds."""
    push: float = what.pull
    if what.topic == who.topic:
        push *= taste.own_topic
    else:
        push *= taste.second_topic if what.topic == who.second else taste.foreign_topic
    if follower:
        push *= taste.follower
    counts = what.counts
    if counts[TEMPLATES] > 0:
        push *= np.exp(-taste.distrust * counts[TEMPLATES] / (counts[COMMENTS] + _PRIOR_COMMENTS))
    return push


@compiled
def _watch(taste: Taste, h: np.uint64, push: float) -> tuple[float, bool]:
    """How much is seen, 0 to 1, and whether that is all; who leaves mostly leaves early."""
    if _yes(h, _FINISH, taste.finish * push):
        return 1.0, True
    return 0.9 * unit(h, _FRACTION) ** 2, False


@compiled
def _count_view(who: Row, what: Row, maker: Row, completion: float, finished: bool) -> None:
    counts, today = what.counts, maker.today
    who.given += 1
    who.looked += 1
    who.pleased += completion
    counts[VIEWS] += 1
    counts[FINISHED] += finished
    counts[UNCOUNTED_VIEWS] += who.uncounted
    today[DAY_VIEWS] += 1
    today[DAY_ORGANIC_VIEWS] += 1
    today[DAY_FINISHED] += finished


@compiled
def _likes(who: Row, what: Row, maker: Row, taste: Taste, h: np.uint64, push: float) -> bool:
    """Whether the reader likes the post; mates of a group like each other's posts by their trade alone."""
    if who.trading and maker.trading and who.group == maker.group:
        return False
    odds = taste.like * push * who.lean * what.herd
    chance = odds / (1 + odds)
    # In one circle; in a fan club, with its idol.
    if who.circle >= 0 and who.circle == maker.circle and (not who.fan or maker.idol):
        chance = max(chance, taste.tie)
    liked: bool = unit(h, _LIKE) < chance
    return liked


@compiled
def _count_like(who: Row, what: Row, maker: Row, taste: Taste, finished: bool) -> None:
    counts, today = what.counts, maker.today
    counts[LIKES] += 1
    counts[LIKES_WATCHED] += finished
    counts[UNCOUNTED_LIKES] += who.uncounted
    today[DAY_LIKES] += 1
    today[DAY_ORGANIC_LIKES] += 1
    what.herd = herd(counts[LIKES], taste.herding)


@compiled
def _deeds(who: Row, what: Row, maker: Row, taste: Taste, h: np.uint64, push: float) -> int:
    """Comment, save, share: which of them, as bits, and counted."""
    counts, today, bits = what.counts, maker.today, 0
    if _yes(h, _COMMENT, taste.comment * push):
        bits |= COMMENTED
        counts[COMMENTS] += 1
        counts[UNCOUNTED_COMMENTS] += who.uncounted
        today[DAY_COMMENTS] += 1
        today[DAY_ORGANIC_COMMENTS] += 1
    if _yes(h, _SAVE, taste.save * push):
        bits |= SAVED
        counts[SAVES] += 1
        today[DAY_SAVES] += 1
    if _yes(h, _SHARE, taste.share * push):
        bits |= SHARED
        counts[SHARES] += 1
        today[DAY_SHARES] += 1
    return bits


@compiled
def place_of(row: Row, author: int) -> int:
    """Where the author stands among those that the reader follows; NOBODY for a stranger."""
    follows = row.follows
    for place in range(row.followed):
        if follows[place] == author:
            return place
    return NOBODY


@compiled
def follow(crowd: Crowd, reader: int, author: int) -> None:
    """Follow an author whom the reader doesn't follow; there must be room."""
    row = crowd[reader]
    row.follows[row.followed] = author
    row.followed += 1
    crowd[author].fans += 1


@compiled
def unfollow(crowd: Crowd, reader: int, place: int) -> None:
    """Take the follow at `place` out; the last one moves there."""
    row = crowd[reader]
    author, last = row.follows[place], row.followed - 1
    row.follows[place] = row.follows[last]
    row.follows[last] = NOBODY
    row.followed = last
    crowd[author].fans -= 1
    crowd[author].today[DAY_UNFOLLOWS] += 1
