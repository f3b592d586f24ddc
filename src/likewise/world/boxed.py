"""The period on a platform that reacts: the world's social life is the cast, the platform in a box the audience."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from likewise.answers.simulate.parameters import Parameters
from likewise.errors import InputError
from likewise.world.answering import answered
from likewise.world.assemble import Ids, Seen
from likewise.world.boxlog import all_follows, write_deeds
from likewise.world.clock import DAY, draw_sessions
from likewise.world.comparison import true_effects, watched_accounts
from likewise.world.deeds import Deeds
from likewise.world.effects import Effects
from likewise.world.following import draw_favourites
from likewise.world.groups import Groups, gather
from likewise.world.life import bound_likes
from likewise.world.lived import Lived
from likewise.world.planned import Planned, plan
from likewise.world.platform import LEFT_EARLY, Passed, Platform, run_platform
from likewise.world.ragged import Floats, Part
from likewise.world.stage import Stage
from likewise.world.words import PostWords


def lived_on_platform(stage: Stage, given: Parameters, timed: bool, worded: PostWords, ids: Ids) -> Lived:
    """Let the period pass on the platform, and once more without the group.

    Groups trade in their own time, or, where it is `timed`, from `groups.start_day` to `groups.stop_day`.
    Raises InputError where that leaves them no day.
    """
    stage = _dated(stage, given) if timed else stage
    setting, people = stage.setting, stage.people
    sessions = draw_sessions(people, setting.days, setting.recipe, setting.stream(Part.SESSIONS))
    favourites = draw_favourites(people, setting.recipe, setting.stream(Part.FOLLOWING))
    planned = plan(stage, bound_likes(stage, sessions), favourites, given)
    watched = watched_accounts(stage)
    platform = run_platform(stage, planned, favourites, sessions, given, watched)
    passed = platform.with_group
    deeds = answered(passed.deeds, stage, passed.appeared)
    pods = _true_pods(stage.pods, passed, given)
    return Lived(
        pods if given.groups.active and not given.groups.instead else _none(pods),
        write_deeds(stage, deeds, planned.follows, worded),
        all_follows(stage, deeds, planned.follows),
        _seen(stage, passed),
        passed.appeared,
        _effects(stage, pods, platform, deeds, planned, ids),
    )


def _dated(stage: Stage, given: Parameters) -> Stage:
    """The same groups, all of them from the scenario's first day to its last."""
    groups, pods = given.groups, stage.pods
    stop = groups.stop_day or np.inf
    if not groups.start_day < min(stop, stage.setting.days):
        raise InputError.of(
            "world.no_day_to_trade", start=groups.start_day, stop=groups.stop_day, days=stage.setting.days
        )
    late = stage.setting.stream(Part.DATES).random(len(pods.account)) * groups.join_spread
    moved = replace(
        pods,
        start=np.full(len(pods), groups.start_day * DAY),
        end=np.full(len(pods), stop * DAY),
        joined=(groups.start_day + late) * DAY,
        left=np.full(len(pods.account), stop * DAY),
    )
    return replace(stage, pods=moved, groups=gather([stage.honest.circles, moved]))


def _true_pods(pods: Groups, passed: Passed, given: Parameters) -> Groups:
    """The groups with the time at which each member really stopped; none where nobody may trade."""
    if not given.groups.active:
        return _none(pods)
    stopped = passed.stopped[pods.account]
    if given.risk.active and given.groups.ban_day:
        stopped = np.minimum(stopped, given.groups.ban_day * DAY)
    return replace(pods, left=np.minimum(pods.left, np.maximum(stopped, pods.joined)))


def _none(pods: Groups) -> Groups:
    return Groups(**{one.name: getattr(pods, one.name)[:0] for one in fields(Groups)})


def _seen(stage: Stage, passed: Passed) -> Seen:
    """Looks at each post as the platform counted them."""
    views = passed.seen.astype(np.float64)
    ended: Floats = passed.ended / np.maximum(views, 1)
    watched = ended + LEFT_EARLY * (1 - ended)
    return Seen(views, ended, watched * stage.posts.length_s)


def _effects(stage: Stage, pods: Groups, platform: Platform, deeds: Deeds, planned: Planned, ids: Ids) -> Effects:
    without = platform.without
    alone = deeds if without is platform.with_group else answered(without.deeds, stage, without.appeared)
    return true_effects(stage, pods, platform, (deeds, alone), watched_accounts(stage), ids, planned.follows)
