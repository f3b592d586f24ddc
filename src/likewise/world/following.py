"""Who follows whom: favourites from the background, mates in circles and groups, and when it began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.world.clock import DAY
from likewise.world.groups import Groups
from likewise.world.people import People, topic_of
from likewise.world.ragged import Floats, Ints, first_of_each, lasting, ranges, starts
from likewise.world.recipe import Recipe

_MOST_FOLLOWED = 150.0  # favourites of one account
_TOPICAL = 0.75  # share of favourites found within the account's own topics
_BLOCK = 200_000  # memberships paired at once


@dataclass(frozen=True)
class Favourites:
    """The authors each account follows for what they post: a list an account, the dearest first."""

    begin: Ints
    author: Ints

    def owner(self) -> Ints:
        """The account behind each entry of `author`."""
        return np.repeat(np.arange(len(self.begin) - 1), np.diff(self.begin))


@dataclass(frozen=True)
class Follows:
    """One entry a follow: who, whom, and when (seconds from the start; 0 where it is older)."""

    actor: Ints
    author: Ints
    time: Floats


def draw_favourites(people: People, recipe: Recipe, rng: np.random.Generator) -> Favourites:
    """Favourites in proportion to pull, mostly within one's topics; some authors follow back."""
    spread = rng.lognormal(np.log(recipe.favourites), recipe.favourites_spread, len(people))
    actor = np.repeat(np.arange(len(people)), np.clip(spread, 0, _MOST_FOLLOWED).astype(np.int64))
    author = _authors_for(people, actor, rng)
    ratio = people.pull[author] / people.pull[actor]
    back = (rng.random(len(actor)) < recipe.follow_back * np.minimum(1.0, 3.0 / ratio)) & people.poster[actor]
    actor, author = np.concatenate([actor, author[back]]), np.concatenate([author, actor[back]])
    keep = (actor != author) & first_of_each(actor * len(people) + author)
    actor, author = actor[keep], author[keep]
    order = np.lexsort((rng.random(len(actor)), actor))
    return Favourites(starts(np.bincount(actor, minlength=len(people))), author[order])


def _authors_for(people: People, actor: Ints, rng: np.random.Generator) -> Ints:
    """One author for each actor, in proportion to pull."""
    topical = rng.random(len(actor)) < _TOPICAL
    topic = np.where(topical, topic_of(people, actor, rng), people.topics.max() + 1)
    posters = np.flatnonzero(people.poster)
    author = [posters]
    of_topic = [np.full(len(posters), people.topics.max() + 1)]
    for column in range(3):
        has = posters[people.topics[posters, column] >= 0]
        author.append(has)
        of_topic.append(people.topics[has, column])
    listed, topics = np.concatenate(author), np.concatenate(of_topic)
    order = np.argsort(topics, kind="stable")
    listed, topics = listed[order], topics[order]
    weight = np.concatenate([[0.0], np.cumsum(people.pull[listed])])
    low, high = np.searchsorted(topics, topic), np.searchsorted(topics, topic, side="right")
    drawn = weight[low] + rng.random(len(actor)) * (weight[high] - weight[low])
    place = np.searchsorted(weight, drawn, side="right") - 1
    author_of: Ints = listed[np.clip(place, low, np.maximum(low, high - 1))]
    return author_of


def draw_follows(
    favourites: Favourites, groups: Groups, accounts: int, days: int, recipe: Recipe, rng: np.random.Generator
) -> Follows:
    """All follows with their time: most older than the period, those of new groups at their beginning."""
    actor, author = favourites.owner(), favourites.author
    old = rng.random(len(actor)) < recipe.follow_before
    time = np.where(old, 0.0, rng.random(len(actor)) * days * DAY)
    mates = [_mates(groups, rows, rng) for rows in _blocks(groups)]
    actor = np.concatenate([actor, *(m.actor for m in mates)])
    author = np.concatenate([author, *(m.author for m in mates)])
    time = np.concatenate([time, *(m.time for m in mates)])
    order = np.lexsort((time, actor * accounts + author))
    actor, author, time = actor[order], author[order], time[order]
    keep = first_of_each(actor * accounts + author) & (time < days * DAY)
    return Follows(actor[keep], author[keep], time[keep])


def _blocks(groups: Groups) -> list[Ints]:
    receivers = np.flatnonzero(groups.receives)
    return [receivers[low : low + _BLOCK] for low in range(0, len(receivers), _BLOCK)]


def _mates(groups: Groups, rows: Ints, rng: np.random.Generator) -> Follows:
    """Givers follow receivers of their group, by the group's share of pairs."""
    counts = np.bincount(groups.group, minlength=len(groups))
    begin = starts(counts)
    group = groups.group[rows]
    take = rng.binomial(counts[group], groups.follow[group])  # fewer draws than all pairs where few follow
    whole = groups.follow[group] > 0.3
    receiver = np.repeat(rows, np.where(whole, counts[group], take))
    giver = ranges(np.where(whole, begin[group], 0), np.where(whole, counts[group], take))
    at_random = np.repeat(~whole, np.where(whole, counts[group], take))
    of = groups.group[receiver]
    giver = np.where(at_random, begin[of] + (rng.random(len(of)) * counts[of]).astype(np.int64), giver)
    pair = groups.account[giver] * (1 << 24) + groups.account[receiver]
    keep = groups.gives[giver] & (groups.account[giver] != groups.account[receiver])
    keep &= at_random | (lasting(pair, 5) < groups.follow[of])
    giver, receiver = giver[keep], receiver[keep]
    met = np.maximum(groups.joined[giver], groups.joined[receiver])
    time = np.where(met > 0, met + rng.exponential(DAY, len(met)), 0.0)
    return Follows(groups.account[giver], groups.account[receiver], time)
