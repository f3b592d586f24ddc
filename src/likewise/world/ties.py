"""Likes inside groups: every mate's post meets every member, and the pair's tie decides.

Stands between the groups (who belongs together) and the audience (everyone else's likes).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from likewise.world.clock import Sessions, at_next_session
from likewise.world.groups import Groups
from likewise.world.posting import Posts
from likewise.world.ragged import Bools, Floats, Ints, first_of_each, lasting, ranges, starts

_BLOCK = 3_000_000  # meetings of a post and a member looked at once, to bound memory
_PAIR, _GIVER, _DIRECTION = 1, 2, 3  # salts of the numbers that last
_SHORTEST_S = 4.0  # seconds; nobody likes a post sooner


@dataclass(frozen=True)
class Likes:
    """One entry a like; `group` is the number of the group it was given in, or -1."""

    actor: Ints
    post: Ints
    time: Floats
    group: Ints

    def __len__(self) -> int:
        return len(self.actor)

    def where(self, keep: Bools | Ints) -> Likes:
        """The likes that a mask or an index picks."""
        return Likes(self.actor[keep], self.post[keep], self.time[keep], self.group[keep])


def join(parts: list[Likes]) -> Likes:
    """Several sets of likes as one."""
    empty = np.zeros(0, dtype=np.int64)
    parts = [Likes(empty, empty, empty.astype(np.float64), empty), *parts]
    return Likes(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("actor", "post", "time", "group")))


def first_time(likes: Likes, posts: int) -> Bools:
    """True where an account likes a post for the first time, in the order given."""
    return first_of_each(likes.actor * posts + likes.post)


def member_posts(groups: Groups, posts: Posts, which: Bools) -> tuple[Ints, Ints]:
    """Membership and post of all that the receivers of these groups wrote while they belonged to them."""
    rows = groups.rows(which)
    rows = rows[groups.receives[rows]]
    account = groups.account[rows]
    counts = posts.begin[account + 1] - posts.begin[account]
    row, post = np.repeat(rows, counts), ranges(posts.begin[account], counts)
    inside = (posts.time[post] >= groups.joined[row]) & (posts.time[post] < groups.left[row])
    return row[inside], post[inside]


def meetings(groups: Groups, row: Ints, post: Ints, posts: Posts) -> Iterator[tuple[Ints, Ints]]:
    """Membership of the giver and post, for every member there at the time; in blocks."""
    size = np.bincount(groups.group, minlength=len(groups))
    begin = starts(size)
    group = groups.group[row]
    edges = np.flatnonzero(np.diff(np.cumsum(size[group]) // _BLOCK, prepend=0, append=-1))
    for low, high in zip(np.concatenate([[0], edges[:-1]]), edges, strict=True):
        g, p = group[low:high], post[low:high]
        giver, met = ranges(begin[g], size[g]), np.repeat(p, size[g])
        there = (posts.time[met] >= groups.joined[giver]) & (posts.time[met] < groups.left[giver])
        there &= groups.gives[giver] & (groups.account[giver] != posts.author[met])
        yield giver[there], met[there]


def coverage(groups: Groups, giver: Ints, author: Ints) -> Floats:
    """The share of the author's posts that this member likes; always the same for the same pair."""
    account, group = groups.account[giver], groups.group[giver]
    pair = np.minimum(account, author) * (1 << 24) + np.maximum(account, author)
    own = groups.personal[group]
    u = (1 - own) * lasting(pair, _PAIR) + own * lasting(account, _GIVER)
    low, high = groups.low[group], groups.high[group]
    smooth = low + (high - low) * u ** groups.weak_tail[group]
    one_way = 1 - groups.one_sided[group] * lasting(account * (1 << 24) + author, _DIRECTION)
    smooth = low + (smooth - low) * one_way
    strong = groups.strong[group]
    return np.where(np.isnan(strong), smooth, np.where(u < strong, high, low))


def given(groups: Groups, row: Ints, post: Ints, posts: Posts, rng: np.random.Generator) -> Iterator[tuple[Ints, Ints]]:
    """Membership of the giver and post of those meetings that end in a like; in blocks."""
    for giver, met in meetings(groups, row, post, posts):
        gave = rng.random(len(giver)) < coverage(groups, giver, posts.author[met])
        yield giver[gave], met[gave]


def tied_likes(groups: Groups, which: Bools, posts: Posts, sessions: Sessions, rng: np.random.Generator) -> Likes:
    """Likes between mates in the groups picked by a mask."""
    row, post = member_posts(groups, posts, which)
    parts = []
    for giver, met in given(groups, row, post, posts, rng):
        group = groups.group[giver]
        delay = groups.delay_s[group] * rng.lognormal(0, groups.spread[group])
        most = groups.most_s[group]
        delay = np.where(delay > most, most * rng.random(len(delay)), np.maximum(delay, _SHORTEST_S))
        account, start = groups.account[giver], posts.time[met]
        waits = rng.random(len(giver)) < groups.waits[group]
        time = at_next_session(sessions, account, start + delay, start + most, waits, rng)
        parts.append(Likes(account, met, time, group))
    return join(parts)
