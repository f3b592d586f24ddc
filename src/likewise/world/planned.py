"""What circles and groups do among themselves, as acts that the platform carries out when their time comes.

Stands before the platform: likes between mates are planned as in a world without one (`life`); here they get their
depth, their comment and their follow, so that the feed sees the whole of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from likewise.answers.simulate.acts import COMMENTED, FINISHED, FOLLOWED, LIKED, SAVED, SHARED, TEMPLATE, TRADED, VIEWED
from likewise.answers.simulate.parameters import Parameters
from likewise.world.clock import DAY
from likewise.world.deeds import FITS_ANYTHING, PLANNED, Deeds
from likewise.world.following import Favourites, Follows, draw_follows
from likewise.world.ragged import Bools, Floats, Part, lasting
from likewise.world.stage import Stage
from likewise.world.talking import commented, of_group
from likewise.world.ties import Likes, join
from likewise.world.watching import Depth, draw_depth, draw_views

SPAN_S = DAY / 6  # seconds of the platform's spans
_FOLLOWS = 61  # salt


@dataclass(frozen=True)
class Planned:
    """The acts, in order of time, and the follows that are there whatever the platform does."""

    deeds: Deeds
    follows: Follows


def plan(stage: Stage, bound: Likes, favourites: Favourites, given: Parameters) -> Planned:
    """Acts of circles and groups from their likes (each once).

    `groups.glance`, `groups.comment`, `groups.depth` and `groups.follow` say how traded likes differ from the groups'
    own habit; with the defaults they don't.
    """
    likes = bound.where(np.argsort(bound.time, kind="stable"))
    traded = likes.group >= stage.first_pod
    rng = stage.setting.stream(Part.PLANNING)
    deep = traded & (rng.random(len(likes)) < given.groups.depth)
    depth = _opened(_depth(stage, likes), traded, deep, given, rng)
    said, template = _said(stage, likes, traded, given, rng)
    dwell, completion, finished = _watched(stage, likes, depth)
    wins, follows = _wins(stage, likes, traded, _old_follows(stage, favourites), given)
    bits = np.full(len(likes), LIKED | PLANNED, dtype=np.uint16)
    for bit, mask in (
        (VIEWED, depth.watched | depth.glimpsed),
        (FINISHED, finished),
        (COMMENTED, said),
        (FITS_ANYTHING, template & ~deep),
        (TEMPLATE, template & ~deep & traded),
        (SAVED, depth.saved),
        (SHARED, depth.reposted),
        (FOLLOWED, wins),
        (TRADED, traded),
    ):
        bits |= np.where(mask, bit, 0).astype(np.uint16)
    end = (np.floor(likes.time / SPAN_S) + 1) * SPAN_S
    return Planned(Deeds(likes.actor, likes.post, bits, likes.time, end, likes.group, dwell, completion), follows)


def _depth(stage: Stage, likes: Likes) -> Depth:
    recipe, rng = stage.setting.recipe, stage.setting.stream(Part.WATCHING)
    return draw_depth(likes, stage.people, stage.groups, recipe, rng)


def _said(
    stage: Stage, likes: Likes, traded: Bools, given: Parameters, rng: np.random.Generator
) -> tuple[Bools, Bools]:
    """Which likes come with a comment, and which of these would fit under any post."""
    setting, people, groups = stage.setting, stage.people, stage.groups
    talking = setting.stream(Part.TALK)
    habit = commented(likes, people, groups, stage.posts, stage.honest.answerers, setting.recipe, talking)
    said = _scaled(habit, traded, _over_default(given, "comment"), rng.random(len(likes)))
    fits_anything = rng.random(len(likes)) < of_group(groups.template, people.template, likes)
    return said, said & fits_anything


def _old_follows(stage: Stage, favourites: Favourites) -> Follows:
    """Follows from before, and among mates; new ones of strangers come about on the platform."""
    setting = stage.setting
    recipe, rng = replace(setting.recipe, follow_before=1.0), setting.stream(Part.FOLLOWING_MATES)
    return draw_follows(favourites, stage.groups, len(stage.people), setting.days, recipe, rng)


def _over_default(given: Parameters, name: str) -> float:
    """A number of `groups` over its default."""
    return float(getattr(given.groups, name) / getattr(Parameters().groups, name))


def _scaled(habit: Bools, among: Bools, times: float, u: Floats) -> Bools:
    """A habit that is so many times as frequent among some, and as it was among others."""
    if times <= 1:
        return habit & (~among | (u < times))
    share = float(habit[among].mean()) if among.any() else 0.0
    more = (min(share * times, 1.0) - share) / max(1 - share, 1e-9)
    return habit | (among & (u < more))


def _opened(depth: Depth, traded: Bools, deep: Bools, given: Parameters, rng: np.random.Generator) -> Depth:
    """Traded likes open the post as often, and as deeply, as the parameters say."""
    times = _over_default(given, "glance")
    opened = _scaled(depth.watched | depth.glimpsed, traded, times, rng.random(len(traded))) | deep
    watched = (depth.watched & opened) | deep
    kept = opened | ~traded  # what isn't opened isn't saved or passed on
    return Depth(watched, opened & ~watched, depth.saved & kept, depth.reposted & kept)


def _watched(stage: Stage, likes: Likes, depth: Depth) -> tuple[Floats, Floats, Bools]:
    """Seconds and share watched (nan where nobody looked), and whether to the end."""
    seen = depth.watched | depth.glimpsed
    views = draw_views(likes, depth, join([]), stage.posts, stage.setting.stream(Part.VIEWS))
    dwell, completion = np.full(len(likes), np.nan), np.full(len(likes), np.nan)
    dwell[seen], completion[seen] = views.dwell_s, views.completion
    return dwell, completion, depth.watched & (dwell >= stage.posts.length_s[likes.post])


def _wins(stage: Stage, likes: Likes, traded: Bools, every: Follows, given: Parameters) -> tuple[Bools, Follows]:
    """Which traded likes come with a follow, and the follows that come without one.

    Mates of a group that begins inside the period follow each other when they first trade, so that in a world
    without the group they don't; `groups.follow` is the chance of others who trade to do so, too.
    """
    n = len(stage.people)
    receiver = np.full(n, -1)
    receiver[stage.pods.account] = stage.pods.group
    mates = (receiver[every.actor] >= 0) & (receiver[every.actor] == receiver[every.author]) & (every.time > 0)
    pair = likes.actor * n + stage.posts.author[likes.post]
    chance = lasting(pair, _FOLLOWS) < given.groups.follow
    wins = traded & (chance | np.isin(pair, every.actor[mates] * n + every.author[mates]))
    return wins, Follows(every.actor[~mates], every.author[~mates], every.time[~mates])
