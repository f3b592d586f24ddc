"""Everyone else's likes: people browse, and meet posts of followed authors and of their topics' feed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.world.clock import SPAN, Sessions
from likewise.world.following import Favourites
from likewise.world.people import People, topic_of
from likewise.world.posting import Posts
from likewise.world.ragged import Floats, Ints, starts
from likewise.world.recipe import Recipe
from likewise.world.ties import Likes, join

_BLOCK = 2_000_000  # likes drawn at once, to bound memory
_ROUNDS = 4  # tries to find a fresh post of a followed author before the feed is read instead
_DEAREST = 2.2  # exponent that makes the first favourites dearer
_OLDER = 0.75  # chance to like the newest unread post; else the one before, and so on
_LEAST_LOOK_BACK_S = 2 * 3600.0
_SEEN_AFTER_S = 6.0  # nobody meets a post sooner


@dataclass(frozen=True)
class Feed:
    """Posts by topic and time, with the running sum of their pull; the last topic number holds all posts."""

    keys: Ints
    post: Ints
    pull: Floats
    everything: int


def draw_feed(people: People, posts: Posts, topics: int) -> Feed:
    """The feed of every topic, and of the world."""
    n = len(posts)
    topic = np.concatenate([posts.topic, np.full(n, topics)])
    post = np.tile(np.arange(n), 2)
    keys = topic * SPAN + np.ceil(posts.time[post]).astype(np.int64)
    order = np.argsort(keys, kind="stable")
    post = post[order]
    pull = people.pull[posts.author[post]] * posts.appeal[post]
    return Feed(keys[order], post, np.concatenate([[0.0], np.cumsum(pull)]), topics)


def browse(
    people: People,
    posts: Posts,
    feed: Feed,
    favourites: Favourites,
    sessions: Sessions,
    likes: int,
    recipe: Recipe,
    rng: np.random.Generator,
) -> Likes:
    """About `likes` likes (or looks) by the whole world; repeated ones are still in, in no special order."""
    per_actor = rng.multinomial(likes, people.activity / people.activity.sum())
    author_keys = posts.keys()
    slots = np.ceil(per_actor / people.clump).astype(np.int64)
    slot_actor = np.repeat(np.arange(len(people)), slots)
    which = (rng.random(len(slot_actor)) * sessions.count(slot_actor)).astype(np.int64)
    slot_time = sessions.time(slot_actor, which)
    slot_length = rng.exponential(recipe.session_min * 60.0, len(slot_actor))
    slot_begin = starts(slots)
    ends = starts(per_actor)
    parts = []
    for low in range(0, likes, _BLOCK):
        actor = np.searchsorted(ends, np.arange(low, min(low + _BLOCK, likes)), side="right") - 1
        slot = slot_begin[actor] + (slots[actor] * rng.random(len(actor)) ** 1.3).astype(np.int64)
        time = slot_time[slot] + slot_length[slot] * rng.random(len(actor))
        post = _meet(people, posts, feed, favourites, author_keys, actor, time, recipe, rng)
        found = post >= 0
        found &= posts.author[post] != actor
        parts.append(Likes(actor[found], post[found], time[found], np.full(int(found.sum()), -1)))
    return join(parts)


def _meet(
    people: People,
    posts: Posts,
    feed: Feed,
    favourites: Favourites,
    author_keys: Ints,
    actor: Ints,
    time: Floats,
    recipe: Recipe,
    rng: np.random.Generator,
) -> Ints:
    """The post each actor meets at its moment; -1 where there is none yet."""
    post = np.full(len(actor), -1, dtype=np.int64)
    open_ = np.flatnonzero(rng.random(len(actor)) < recipe.to_favourites)
    for _ in range(_ROUNDS):
        found = _from_favourite(posts, favourites, author_keys, actor[open_], time[open_], recipe, rng)
        post[open_] = found
        open_ = open_[found < 0]
    rest = np.flatnonzero(post < 0)
    post[rest] = _from_feed(people, feed, actor[rest], time[rest], recipe, rng)
    return post


def _from_favourite(
    posts: Posts,
    favourites: Favourites,
    author_keys: Ints,
    actor: Ints,
    time: Floats,
    recipe: Recipe,
    rng: np.random.Generator,
) -> Ints:
    """A recent post of a followed author, or -1 where the one thought of has nothing fresh."""
    have = favourites.begin[actor + 1] - favourites.begin[actor]
    nth = (have * rng.random(len(actor)) ** _DEAREST).astype(np.int64)
    safe = np.minimum(favourites.begin[actor] + nth, len(favourites.author) - 1)
    author = favourites.author[safe]
    newest = (
        np.searchsorted(author_keys, author * SPAN + np.floor(time - _SEEN_AFTER_S).astype(np.int64), side="right") - 1
    )
    post = newest - (rng.geometric(_OLDER, len(actor)) - 1)
    exists = (have > 0) & (post >= posts.begin[author])
    age = time - posts.time[np.maximum(post, 0)]
    fresh = age < recipe.favourite_age_h * 3600.0 * rng.lognormal(0, recipe.age_spread, len(actor))
    return np.where(exists & fresh, post, -1)


def _from_feed(people: People, feed: Feed, actor: Ints, time: Floats, recipe: Recipe, rng: np.random.Generator) -> Ints:
    """A post of the feed of a topic, in proportion to pull, from as far back as this feed looks."""
    n = len(actor)
    explores = rng.random(n) < recipe.explores
    topic = np.where(explores, feed.everything, topic_of(people, actor, rng))
    back = np.maximum(recipe.feed_age_h * 3600.0 * rng.lognormal(0, recipe.age_spread, n), _LEAST_LOOK_BACK_S)
    newest = np.maximum(time - _SEEN_AFTER_S, 0.0)
    oldest = np.maximum(time - back, 0.0)
    low = np.searchsorted(feed.keys, topic * SPAN + np.floor(oldest).astype(np.int64))
    high = np.searchsorted(feed.keys, topic * SPAN + np.floor(newest).astype(np.int64), side="right")
    drawn = feed.pull[low] + rng.random(n) * (feed.pull[high] - feed.pull[low])
    place = np.clip(np.searchsorted(feed.pull, drawn, side="right") - 1, low, np.maximum(high - 1, low))
    return np.where(high > low, feed.post[np.minimum(place, len(feed.post) - 1)], -1)
