"""How deep a like goes: was the post looked at, for how long, was it saved or passed on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.world.groups import Groups
from likewise.world.people import People
from likewise.world.posting import FORMATS, Posts
from likewise.world.ragged import Bools, Floats, Ints
from likewise.world.recipe import Recipe
from likewise.world.talking import of_group
from likewise.world.ties import Likes, join

GLIMPSE_S = 2.0  # seconds; a shorter view is no look
_LIKED_LONGER = 1.35  # who likes a post stays longer
_DWELL_SPREAD = 0.55
_MOST_TIMES = 3.0  # looks at one post, in lengths of it


@dataclass(frozen=True)
class Depth:
    """One entry a like: was there a look, or a glimpse, and was the post saved or passed on."""

    watched: Bools
    glimpsed: Bools
    saved: Bools
    reposted: Bools


@dataclass(frozen=True)
class Views:
    """One entry a view; `completion` is nan for notes, which have no end."""

    actor: Ints
    post: Ints
    time: Floats
    dwell_s: Floats
    completion: Floats


def draw_depth(likes: Likes, people: People, groups: Groups, recipe: Recipe, rng: np.random.Generator) -> Depth:
    """The depth of every like; saves and reposts come from those who looked."""
    n = len(likes)
    watched = rng.random(n) >= of_group(groups.unwatched, people.unwatched, likes)
    keeps = np.append(groups.keeps, 1.0)[likes.group] * (0.4 + 0.8 * watched)
    return Depth(
        watched=watched,
        glimpsed=~watched & (rng.random(n) < recipe.glimpse),
        saved=rng.random(n) < recipe.save * keeps,
        reposted=rng.random(n) < recipe.repost * keeps,
    )


def draw_views(likes: Likes, depth: Depth, looks: Likes, posts: Posts, rng: np.random.Generator) -> Views:
    """Views behind the likes, and looks that led to none; the view starts before its like."""
    seen = likes.where(depth.watched | depth.glimpsed)
    glimpse = np.concatenate([depth.glimpsed[depth.watched | depth.glimpsed], np.zeros(len(looks), dtype=np.bool_)])
    liked = np.concatenate([np.ones(len(seen), dtype=np.bool_), np.zeros(len(looks), dtype=np.bool_)])
    every = join([seen, looks])
    n = len(every)
    part = posts.quality[every.post] * rng.lognormal(0, _DWELL_SPREAD, n) * np.where(liked, _LIKED_LONGER, 1.0)
    length = posts.length_s[every.post]
    looked = np.maximum(GLIMPSE_S, np.minimum(part, _MOST_TIMES) * length)
    dwell = np.where(glimpse, rng.uniform(0.3, GLIMPSE_S, n), looked)
    time = np.where(liked, np.maximum(every.time - dwell, posts.time[every.post]), every.time)
    whole = np.asarray([f != "note" for f in FORMATS])[posts.format[every.post]]
    completion = np.where(whole, np.minimum(dwell / length, 1.0), np.nan)
    return Views(every.actor, every.post, time, dwell, completion)
