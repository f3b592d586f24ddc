"""Traded likes that follow a list, not a tie: "like the last ten", credit for likes, bought likes."""

from __future__ import annotations

import numpy as np

from likewise.world.clock import DAY, SPAN, Sessions
from likewise.world.groups import Groups
from likewise.world.habit import Lists, Range
from likewise.world.posting import Posts
from likewise.world.ragged import Bools, Floats, Ints, lasting, ranges
from likewise.world.ties import Likes, given, join, member_posts

LISTED = ("last_ten", "credit", "farm")
_LISTED_SALT = 11
_GROUP_SPAN = SPAN  # group number * _GROUP_SPAN + second is one sorted key of all lists


def list_likes(
    groups: Groups, posts: Posts, sessions: Sessions, days: int, lists: Lists, rng: np.random.Generator
) -> Likes:
    """All likes of the groups that work down a list, and of the sellers."""
    return join(
        [
            _last_ten(groups, groups.kind == "last_ten", posts, lists, rng),
            _credit(groups, groups.kind == "credit", posts, sessions, days, lists, rng),
            _farmed(groups, groups.kind == "farm", posts, lists, rng),
        ]
    )


def _queue(groups: Groups, which: Bools, posts: Posts, lists: Lists) -> tuple[Ints, Ints, Ints]:
    """Membership, post and sorted key of everything put on the lists, in the order of each list."""
    row, post = member_posts(groups, posts, which)
    low, high = lists.listed
    listed = lasting(post, _LISTED_SALT) < low + (high - low) * lasting(groups.account[row], _LISTED_SALT)
    row, post = row[listed], post[listed]
    key = groups.group[row] * _GROUP_SPAN + np.ceil(posts.time[post]).astype(np.int64)
    order = np.argsort(key, kind="stable")
    return row[order], post[order], key[order]


def _pauses(n: int, run: Ints, place: Floats, pause_s: Range, rng: np.random.Generator) -> Floats:
    """Seconds from the start of a run to each like of it; each run has its own speed."""
    speed = rng.uniform(*pause_s, n)
    out: Floats = speed[run] * (place + rng.random(len(run)))
    return out


def _last_ten(groups: Groups, which: Bools, posts: Posts, lists: Lists, rng: np.random.Generator) -> Likes:
    """Before each own post, a run of likes on what stands last on the list."""
    row, post, key = _queue(groups, which, posts, lists)
    n, depth = len(post), lists.run_length
    length_s = lists.run_pause_s[1] * (depth + 1)
    begin = posts.time[post] - length_s - rng.uniform(5, 240, n)
    group = groups.group[row]
    first = np.searchsorted(key, group * _GROUP_SPAN)
    last = np.searchsorted(key, group * _GROUP_SPAN + np.maximum(begin, 0).astype(np.int64), side="right")
    run = np.repeat(np.arange(n), depth)
    place = np.tile(np.arange(depth), n)
    target = last[run] - 1 - place
    keen = lists.run_diligence[0] + (lists.run_diligence[1] - lists.run_diligence[0]) * rng.random(len(groups))
    keep = (target >= first[run]) & (rng.random(len(run)) < keen[group[run]]) & (begin[run] > 0)
    run, place, target = run[keep], place[keep], target[keep]
    time = begin[run] + _pauses(n, run, place.astype(np.float64), lists.run_pause_s, rng)
    actor = groups.account[row[run]]
    others = actor != posts.author[post[target]]
    return Likes(actor, post[target], time, group[run]).where(others)


def _credit(
    groups: Groups,
    which: Bools,
    posts: Posts,
    sessions: Sessions,
    days: int,
    lists: Lists,
    rng: np.random.Generator,
) -> Likes:
    """Runs of likes on queued posts of anyone in the group; who earns more is liked more."""
    row, post, key = _queue(groups, which, posts, lists)
    if len(row) == 0:
        return join([])
    earner, begin, size = _earning(groups, which, sessions, days, lists, rng)
    group = groups.group[earner]
    effort = lasting(groups.account[row], _LISTED_SALT + 1) + 0.3
    listed = np.bincount(row, minlength=len(groups.account))[row]
    effort = effort / listed**lists.credit_even
    weight = np.concatenate([[0.0], np.cumsum(effort)])
    back = rng.uniform(*lists.credit_queue_h, len(earner)) * 3600.0
    low = np.searchsorted(key, group * _GROUP_SPAN + np.maximum(begin - back, 0).astype(np.int64))
    high = np.searchsorted(key, group * _GROUP_SPAN + begin.astype(np.int64), side="right")
    size = np.minimum(size, high - low)
    run = np.repeat(np.arange(len(earner)), size)
    drawn = weight[low[run]] + rng.random(len(run)) * (weight[high[run]] - weight[low[run]])
    target = np.clip(np.searchsorted(weight, drawn, side="right") - 1, low[run], high[run] - 1)
    place = ranges(np.zeros(len(size), dtype=np.int64), size).astype(np.float64)
    time = begin[run] + _pauses(len(earner), run, place, lists.run_pause_s, rng)
    actor = groups.account[earner[run]]
    others = actor != posts.author[post[target]]
    return Likes(actor, post[target], time, group[run]).where(others)


def _earning(
    groups: Groups, which: Bools, sessions: Sessions, days: int, lists: Lists, rng: np.random.Generator
) -> tuple[Ints, Floats, Ints]:
    """Membership, start and length of every run in which a member earns credit while it belongs."""
    rows = groups.rows(which)
    size = np.bincount(groups.group, minlength=len(groups))[groups.group[rows]]
    there = np.minimum(groups.left[rows], days * DAY) - groups.joined[rows]
    effort = lasting(groups.account[rows], _LISTED_SALT + 1) + 0.3  # the same as draws likes: credit is spent
    given = np.maximum(rng.uniform(*lists.credit_given, len(rows)) * size, lists.credit_least) * effort / 0.8
    low, high = lists.credit_run
    runs = rng.poisson(given / ((low + high) / 2) * there / (days * DAY))
    runs = np.maximum(runs, 1)
    earner = np.repeat(rows, runs)
    account = groups.account[earner]
    which_session = (rng.random(len(earner)) * sessions.count(account)).astype(np.int64)
    begin = sessions.time(account, which_session) + rng.exponential(60.0, len(earner))
    inside = (begin >= groups.joined[earner]) & (begin < groups.left[earner])
    length = rng.integers(int(low), int(high) + 1, len(earner))
    return earner[inside], begin[inside], length[inside]


def _farmed(groups: Groups, which: Bools, posts: Posts, lists: Lists, rng: np.random.Generator) -> Likes:
    """Bought likes: hired accounts on a customer's post, all within minutes of each other."""
    row, post = member_posts(groups, posts, which)
    share = rng.uniform(*lists.farm_bought, len(groups))
    lag_h = rng.uniform(*lists.farm_lag_h, len(groups))
    bought = rng.random(len(row)) < share[groups.group[row]]
    row, post = row[bought], post[bought]
    lag = np.zeros(len(posts))
    lag[post] = lag_h[groups.group[row]] * 3600.0 * rng.lognormal(0, 0.8, len(post))
    wide = np.zeros(len(posts))
    wide[post] = rng.uniform(*lists.farm_spread_min, len(post)) * 60.0
    parts = []
    for giver, met in given(groups, row, post, posts, rng):
        time = posts.time[met] + 20.0 + lag[met] + wide[met] * rng.beta(2, 3, len(met))
        parts.append(Likes(groups.account[giver], met, time, groups.group[giver]))
    return join(parts)
