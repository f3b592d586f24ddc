"""Mutual-like groups and hired accounts: who likes what for a like or for money, and when.

Part of the platform in a box. An act that the feed did not bring about is an `Act`: traded likes here, and the
likes of circles and lists where a world is drawn on top of the box.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.acts import COMMENTED, FINISHED, FOLLOWED, LIKED, SAVED, SHARED, TEMPLATE, TRADED, VIEWED
from likewise.answers.simulate.compiled import key_of, units
from likewise.answers.simulate.creators import Posts
from likewise.answers.simulate.parameters import Parameters
from likewise.answers.simulate.people import KINDS, People

_LATER_WAVES = 6
"""A traded like that is not prompt comes within so many spans of four hours."""


@dataclass(frozen=True)
class Acts:
    """Acts that come from outside the feed, by wave; `begin[w]` is the first of wave `w`."""

    actor: NDArray[np.int32]
    post: NDArray[np.int32]
    bits: NDArray[np.uint16]
    begin: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.actor)


@dataclass(frozen=True)
class Trade:
    """The trades of a run: the acts, and what each member owes for each post of its own."""

    acts: Acts
    owed_per_post: NDArray[np.float64]


def trading_at(people: People, account: NDArray[np.int32], day: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each account is in a group that trades on that day."""
    found: NDArray[np.bool_] = (people.joins[account] <= day) & (day < people.leaves[account])
    return found


def draw_trades(given: Parameters, people: People, posts: Posts, seed: int) -> Trade:
    """What every group would do if nobody stopped it: each mate likes each post, with the odds of the group."""
    groups = given.groups
    day = posts.day(given.run.warmup_days)
    inside = np.flatnonzero(trading_at(people, posts.author, day))
    owed = _owed(given, people)
    if not groups.active or groups.instead:
        return Trade(in_waves(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), posts), owed)
    post, mate = _mates(people, posts, inside)
    present = trading_at(people, mate, day[post])
    post, mate = post[present], mate[present]
    key = key_of(seed, 20)
    keep = (units(key, mate, post) < groups.compliance) & (mate != posts.author[post])
    post, mate = post[keep], mate[keep]
    hired, hired_post = _hired(given, people, inside, seed)
    post, mate = np.concatenate([post, hired_post]), np.concatenate([mate, hired])
    prompt = units(key_of(seed, 21), mate, post)
    later = 1 + np.floor(_LATER_WAVES * (prompt - groups.prompt) / max(1 - groups.prompt, 1e-9))
    wave = posts.wave[post] + np.where(prompt < groups.prompt, 0, later).astype(np.int64)
    return Trade(in_waves(mate, post, wave, _bits(given, mate, post, people, posts, seed), posts), owed)


def _owed(given: Parameters, people: People) -> NDArray[np.float64]:
    """Likes a member gives for each post that it makes: its mates' posts over its own."""
    owed = np.zeros(len(people))
    members = np.flatnonzero(people.group >= 0)
    total = np.bincount(people.group[members], weights=people.rate[members])
    others = total[people.group[members]] - people.rate[members]
    owed[members] = given.groups.compliance * others / np.maximum(people.rate[members], 0.02)
    return owed


def _mates(people: People, posts: Posts, inside: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Every pair of a post made in a group and a member of that group."""
    members = np.flatnonzero(people.group >= 0)
    members = members[np.argsort(people.group[members], kind="stable")]
    size = np.bincount(people.group[members]) if len(members) else np.zeros(1, dtype=np.int64)
    begin = np.concatenate([[0], np.cumsum(size)])
    group = people.group[posts.author[inside]]
    post = np.repeat(inside, size[group])
    place = np.arange(len(post)) - np.repeat(np.cumsum(size[group]) - size[group], size[group])
    return post, members[np.repeat(begin[group], size[group]) + place].astype(np.int32)


def _hired(
    given: Parameters, people: People, inside: NDArray[np.int64], seed: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Bought likes: each post of a member gets them from the same crowd of hired accounts, each once."""
    crowd = np.flatnonzero(people.kind == KINDS.index("hired"))
    bought = int(min(given.groups.bought, len(crowd)))
    if not bought:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64)
    post = np.repeat(inside, bought)
    start = (units(key_of(seed, 23), post) * len(crowd)).astype(np.int64)
    place = np.tile(np.arange(bought), len(inside))
    return crowd[(start + place) % len(crowd)].astype(np.int32), post


def _bits(
    given: Parameters,
    mate: NDArray[np.int32],
    post: NDArray[np.int64],
    people: People,
    posts: Posts,
    seed: int,
) -> NDArray[np.int64]:
    """What each traded like comes with: a glance, or real watching; a template; a follow, once a pair."""
    groups, readers = given.groups, given.readers
    pair = units(key_of(seed, 24), mate, posts.author[post])
    deep = units(key_of(seed, 22), mate, post) < groups.depth
    u = [units(key_of(seed, 25 + i), mate, post) for i in range(4)]
    per_like = 1 / max(readers.like_rate, 1e-9)
    bits: NDArray[np.int64] = np.full(len(mate), LIKED | TRADED)
    bits |= np.where(deep | (u[0] < groups.glance), VIEWED, 0)
    bits |= np.where(~deep & (u[1] < groups.comment), COMMENTED | TEMPLATE, 0)
    bits |= np.where(pair < groups.follow, FOLLOWED, 0)
    bits |= np.where(deep & (u[2] < 0.5 + readers.finish_rate / 2), FINISHED, 0)
    bits |= np.where(deep & (u[3] < readers.save_rate * per_like), SAVED, 0)
    bits |= np.where(deep & (u[1] > 1 - readers.comment_rate * per_like), COMMENTED, 0)
    bits |= np.where(deep & (1 - u[3] < readers.share_rate * per_like), SHARED, 0)
    forgone = np.where(people.kind[mate] == KINDS.index("hired"), FOLLOWED | COMMENTED | TEMPLATE, 0)
    return bits & ~forgone


def in_waves(
    actor: NDArray[np.integer],
    post: NDArray[np.integer],
    wave: NDArray[np.integer],
    bits: NDArray[np.integer],
    posts: Posts,
) -> Acts:
    """Acts in the order in which they happen; those after the end are left out."""
    waves = len(posts.begin) - 1
    keep = np.flatnonzero(wave < waves)
    order = keep[np.argsort(wave[keep], kind="stable")]
    return Acts(
        actor[order].astype(np.int32),
        post[order].astype(np.int32),
        bits[order].astype(np.uint16),
        np.searchsorted(wave[order], np.arange(waves + 1)),
    )
