"""Likes among the accounts themselves: honest ones of friends and regular readers, and those that a group trades."""

from collections.abc import Sized
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.joining import Membership
from benchmarks.answers.people import Floats, Ints, People
from benchmarks.answers.posting import Posts
from benchmarks.answers.settings import Settings

IN_CIRCLES = 0.25
CIRCLE = 5
FAVOURITES = 6
HOUR = 1 / 24

PROMPT_MEDIAN = 12 / (24 * 60)
PROMPT_SPREAD = 0.9
SLOW_MEDIAN = 5 * HOUR
SLOW_SPREAD = 1.3


class Published(Sized, Protocol):
    """Posts of any mechanism: who published each, and when (days)."""

    @property
    def author(self) -> Ints:
        """Who published it."""

    @property
    def time(self) -> Floats:
        """When."""


@dataclass(frozen=True)
class Likes:
    """One entry a like: the post, who gives it, when (days)."""

    post: Ints
    actor: Ints
    time: Floats

    def only(self, kept: NDArray[np.bool_]) -> "Likes":
        """Those likes that are kept."""
        return Likes(self.post[kept], self.actor[kept], self.time[kept])

    def each(self, posts: Sized) -> Ints:
        """How many of them each post has."""
        return np.bincount(self.post, minlength=len(posts))

    def __len__(self) -> int:
        return len(self.post)


@dataclass(frozen=True)
class Ties:
    """Who reads whom: pairs (giver, author) and the chance that a post is liked."""

    giver: Ints
    author: Ints
    chance: Floats


def ties(rng: np.random.Generator, who: People) -> Ties:
    """Circles of friends, where everyone likes everyone, and favourites of one's own topic."""
    size = len(who.level)
    circled = rng.permutation(size)[: round(size * IN_CIRCLES) // CIRCLE * CIRCLE].reshape(-1, CIRCLE)
    giver, author = np.repeat(circled, CIRCLE, axis=1).ravel(), np.tile(circled, (1, CIRCLE)).ravel()
    reader = np.repeat(np.arange(size), FAVOURITES)
    by_topic = np.argsort(who.topic, kind="stable")
    ends = np.searchsorted(who.topic[by_topic], np.arange(who.topic.max() + 2))
    low, high = ends[who.topic[reader]], ends[who.topic[reader] + 1]
    liked = by_topic[low + (rng.random(len(reader)) * (high - low)).astype(np.int64)]
    giver, author = np.concatenate([giver, reader]), np.concatenate([author, liked])
    chance = np.concatenate([rng.uniform(0.25, 0.7, circled.size * CIRCLE), rng.uniform(0.05, 0.25, len(reader))])
    _, first = np.unique(giver * size + author, return_index=True)
    first = first[giver[first] != author[first]]
    return Ties(giver[first], author[first], chance[first])


def honest(
    rng: np.random.Generator,
    known: Ties,
    posts: Published,
    *,
    median: float = SLOW_MEDIAN,
    spread: float = SLOW_SPREAD,
) -> Likes:
    """The likes that friends and regular readers give, with and without any group; waits are log-normal, in days."""
    order = np.argsort(known.author, kind="stable")
    begin = np.searchsorted(known.author[order], posts.author)
    counts = np.searchsorted(known.author[order], posts.author, side="right") - begin
    post = np.repeat(np.arange(len(posts)), counts)
    pair = order[begin[post] + within(counts)]
    given = rng.random(len(pair)) < known.chance[pair]
    time = posts.time[post] + np.exp(rng.normal(np.log(median), spread, len(post)))
    return Likes(post, known.giver[pair], time).only(given)


def traded(rng: np.random.Generator, group: Membership, posts: Posts, already: Likes, settings: Settings) -> Likes:
    """The likes that members give each other because they are members: those that would be given anyway aren't."""
    post, actor = offered(group, posts)
    willing = np.clip(rng.normal(settings.compliance, 0.15, settings.accounts), 0.2, 0.98)
    time = posts.time[post] + np.exp(rng.normal(np.log(PROMPT_MEDIAN), PROMPT_SPREAD, len(post)))
    found = Likes(post, actor, time)
    given = rng.random(len(post)) < willing[actor]
    return found.only(given & meanwhile(found, group, posts, already, settings.days))


def offered(group: Membership, posts: Published) -> tuple[Ints, Ints]:
    """Posts of members, and members of the same group who could like them: one entry a pair."""
    order = np.argsort(group.group, kind="stable")
    ours = np.flatnonzero(group.group[posts.author] >= 0)
    of = group.group[posts.author[ours]]
    begin = np.searchsorted(group.group[order], of)
    counts = np.searchsorted(group.group[order], of, side="right") - begin
    row = np.repeat(np.arange(len(ours)), counts)
    return ours[row], order[begin[row] + within(counts)]


def meanwhile(likes: Likes, group: Membership, posts: Published, already: Likes, days: int) -> NDArray[np.bool_]:
    """Which of the likes fall while both are members and the log runs, on another's post that isn't liked anyway."""
    post, actor, time = likes.post, likes.actor, likes.time
    author = posts.author[post]
    given = actor != author
    given &= (posts.time[post] >= group.joined[author]) & (posts.time[post] < group.left[author])
    given &= (time >= group.joined[actor]) & (time < group.left[actor]) & (time < days)
    size = len(group.group)
    kept: NDArray[np.bool_] = given & ~np.isin(post * size + actor, already.post * size + already.actor)
    return kept


def within(counts: Ints) -> Ints:
    """0, 1, …, n-1 for each count n, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
