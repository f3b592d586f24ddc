"""What happens in the period: likes of groups and of everyone, comments, follows, depth; no log yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from likewise.world.audience import browse, draw_feed
from likewise.world.clock import DAY, Sessions, draw_sessions
from likewise.world.following import Follows, draw_favourites, draw_follows
from likewise.world.ragged import Bools, Floats, Part
from likewise.world.stage import Stage
from likewise.world.talking import commented, likes_back
from likewise.world.ties import Likes, first_time, join, tied_likes
from likewise.world.trades import LISTED, list_likes
from likewise.world.watching import Depth, draw_depth

_SPARE = (1.15, 3.0, 6.0)  # likes drawn for each that is missing, round by round: some are repeated
_LEAST_BACKGROUND = 0.25  # share of the likes asked for that is left to ordinary browsing, come what may


@dataclass(frozen=True)
class Life:
    """Likes (each once, inside the period), which came with a comment, their depth; looks without like."""

    likes: Likes
    said: Bools
    depth: Depth
    looks: Likes
    follows: Follows


def live(stage: Stage) -> Life:
    """Let the period pass."""
    setting, people, recipe = stage.setting, stage.people, stage.setting.recipe
    sessions = draw_sessions(people, setting.days, recipe, setting.stream(Part.SESSIONS))
    following = setting.stream(Part.FOLLOWING)
    favourites = draw_favourites(people, recipe, following)
    feed = draw_feed(people, stage.posts, recipe.topics)

    def met(n: int, rng: np.random.Generator) -> Likes:
        return _inside(stage, browse(people, stage.posts, feed, favourites, sessions, n, recipe, rng))

    likes = _fill_up(stage, bound_likes(stage, sessions), met)
    likes, said = _talk(stage, likes)
    more = len(likes) * max(recipe.views_per_like - 1.0, 0.0) if setting.views else 0
    looks = met(int(more), setting.stream(Part.LOOKS))
    depth = draw_depth(likes, people, stage.groups, recipe, setting.stream(Part.WATCHING))
    follows = draw_follows(favourites, stage.groups, len(people), setting.days, recipe, following)
    return Life(likes, said, depth, looks, follows)


def bound_likes(stage: Stage, sessions: Sessions) -> Likes:
    """Likes given in groups, each once; where a circle and a planted group meet, the planted one has it."""
    setting, groups, posts = stage.setting, stage.groups, stage.posts
    tied = ~np.isin(groups.kind, LISTED)
    pods = tied_likes(groups, tied & groups.planted, posts, sessions, setting.stream(Part.TIES))
    circles = tied_likes(groups, tied & ~groups.planted, posts, sessions, setting.stream(Part.CIRCLE_TIES))
    trading = setting.stream(Part.TRADES)
    listed = list_likes(groups, posts, sessions, setting.days, setting.recipe.lists, trading)
    bound = _inside(stage, join([pods, listed, circles]))
    return bound.where(first_time(bound, len(posts)))


def _fill_up(stage: Stage, bound: Likes, met: Callable[[int, np.random.Generator], Likes]) -> Likes:
    """The likes of groups, and as many others as are wanted; repeated ones are made up for."""
    likes, asked = bound, stage.setting.likes
    wanted = len(bound) + max(asked - len(bound), int(asked * _LEAST_BACKGROUND))
    rng = stage.setting.stream(Part.AUDIENCE)
    for spare in _SPARE:
        missing = wanted - len(likes)
        if missing <= 0:
            break
        both = join([likes, met(int(missing * spare), rng)])
        new = np.flatnonzero(first_time(both, len(stage.posts)))[len(likes) :]
        if len(new) > missing:
            new = np.sort(rng.permutation(new)[:missing])
        likes = both.where(np.concatenate([np.arange(len(likes)), new]))
    return likes


def _inside(stage: Stage, likes: Likes) -> Likes:
    return likes.where(likes.time < stage.setting.days * DAY)


def _talk(stage: Stage, likes: Likes) -> tuple[Likes, Bools]:
    """Which likes come with a comment; answerers then like back where they had not liked yet."""
    setting, answerers = stage.setting, stage.honest.answerers
    said = commented(
        likes, stage.people, stage.groups, stage.posts, answerers, setting.recipe, setting.stream(Part.TALK)
    )
    back = _inside(
        stage,
        likes_back(likes, said, stage.posts, answerers, len(stage.people), setting.stream(Part.ANSWERS)),
    )
    both = join([likes, back])
    once = first_time(both, len(stage.posts))
    return both.where(once), np.concatenate([said, np.zeros(len(back), dtype=np.bool_)])[once]


def unlogged_views(stage: Stage, life: Life) -> tuple[Floats, Floats]:
    """Views of each post in a world that logs none, and their mean completion."""
    posts, likes, depth = stage.posts, life.likes, life.depth
    n, rng = len(posts), stage.setting.stream(Part.LOOKS)
    looked = np.bincount(likes.post[depth.watched], minlength=n).astype(np.float64)
    glimpsed = np.bincount(likes.post[depth.glimpsed], minlength=n)
    honest = np.bincount(likes.post[likes.group < stage.first_pod], minlength=n)
    more = rng.poisson(honest * (stage.setting.recipe.views_per_like - 0.8) * rng.lognormal(-0.08, 0.4, n))
    total = looked + more + glimpsed
    return total, posts.quality * (looked + more) / np.maximum(total, 1.0)
