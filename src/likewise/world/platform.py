"""The platform in a box as the world's audience: what it makes of the plans, with the group and without it.

Stands between the plans and the log. The box reacts to what groups do: traded likes move the ranking, visible likes
draw others, templates cost trust, risk control steps in. The run without the group has the same seed, people, posts
and chance events; what differs is what the group did.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.acts import LIKED, VIEWED
from likewise.answers.simulate.box import Box, Course
from likewise.answers.simulate.parameters import Parameters
from likewise.answers.simulate.study import VARIANTS
from likewise.world.cast import Casting, cast_of
from likewise.world.clock import DAY, Sessions
from likewise.world.deeds import PLANNED, Deeds, once
from likewise.world.following import Favourites
from likewise.world.moments import moments_in
from likewise.world.planned import Planned
from likewise.world.ragged import Bools, Floats, Ints
from likewise.world.stage import Stage

LEAST_BACKGROUND = 0.25  # share of the likes asked for that is left to the feed, come what may
_PILOT_DAYS = 12
_PILOTS = 6
_NEAR = 0.02  # of the likes asked for, at which a pilot is near enough
_TOLERANCE = 0.04  # of the likes asked for, beyond which the run is made again
_AGAIN = 2
_MOST_VIEWS = 30.0  # for each like by the feed; with more the run takes longer than it tells more
_STEP = 4.0  # most by which reading changes from one pilot to the next
_FILLED = 0.6  # share of the views wanted below which the feed has too little to show for more reading
_MOST_LIKED = 0.9  # of views
LEFT_EARLY = 0.3  # mean share seen by who doesn't see the end, as in the box


@dataclass(frozen=True)
class Passed:
    """One run: every act, each once, and what the box counted.

    `appeared` says which posts were shown at all (a banned author's are not); `seen` and `ended` count the views of
    each post, and those to the end. `daily` is (days, accounts watched, what); `stopped` the second at which each
    account stopped trading by itself (infinite where it didn't).
    """

    deeds: Deeds
    appeared: Bools
    seen: Ints
    ended: Ints
    daily: NDArray[np.int32]
    stopped: Floats


@dataclass(frozen=True)
class Platform:
    """Both runs; `given` has the views a day and the rate of likes at which the likes asked for came out."""

    given: Parameters
    with_group: Passed
    without: Passed


@dataclass(frozen=True)
class _Setup:
    stage: Stage
    planned: Planned
    sessions: Sessions
    casting: Casting
    most: float  # views a day

    def rescaled(self, scaled: Parameters, given: Parameters, times: float, short: bool) -> Parameters:
        """Readers who give so many times the likes: by seeing more, or by liking more of what they see.

        The latter where the feed falls `short` of what they would see, or that would be more than is worth running.
        """
        views, rate, least = scaled.readers.views_per_day, scaled.readers.like_rate, given.readers.like_rate
        times = float(np.clip(times, 1 / _STEP, _STEP))
        more = views if short else min(views * times, max(self.most, views))
        if (times > 1 and more == views) or rate > least:
            odds = rate / (1 - rate) * times
            return _with_readers(given, views, min(max(odds / (1 + odds), least), max(_MOST_LIKED, least)))
        return _with_readers(given, more if times > 1 else views * times, rate)

    def run(self, given: Parameters, looks: float, watched: Ints) -> Passed:
        """One run, read into the world's own terms."""
        cast = self.casting.reading(given)
        box = Box(given, self.stage.setting.seed, cast, log=True, by_account=watched, looks=looks)
        return self._passed(box, box.live())

    def _passed(self, box: Box, course: Course) -> Passed:
        stage, place = self.stage, self.casting.post
        n = len(stage.posts)
        appeared, seen, ended = np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        appeared[place] = box.pools.quota > 0
        seen[place], ended[place] = (course.counts[:, i] for i in (0, 1))
        assert course.accounts is not None
        stopped = np.where(np.isinf(box.quit), np.inf, box.quit * DAY)
        return Passed(self._deeds(course), appeared, seen, ended, course.accounts, stopped)

    def _deeds(self, course: Course) -> Deeds:
        """The box's log as acts at their moments, each once."""
        events, plan, stage = course.events, self.planned.deeds, self.stage
        assert events is not None
        actor, post = events.actor.astype(np.int64), self.casting.post[events.post]
        time, end = moments_in(
            self.sessions, stage.posts, actor, post, events.wave.astype(np.int64), stage.setting.recipe.session_min
        )
        completion = events.completion.astype(np.float64)
        deeds = Deeds(
            actor,
            post,
            events.bits,
            time,
            end,
            np.full(len(actor), -1),
            completion * stage.posts.length_s[post],
            completion,
        )
        n, own = len(stage.posts), np.flatnonzero(deeds.has(PLANNED))
        keys = plan.actor * n + plan.post
        order = np.argsort(keys)
        row = order[np.searchsorted(keys, actor[own] * n + post[own], sorter=order)]
        for name in ("time", "end", "group", "dwell_s", "completion"):
            getattr(deeds, name)[own] = getattr(plan, name)[row]
        known = self.planned.follows
        return once(deeds, stage.posts.author, known.actor * len(stage.people) + known.author, len(stage.people))


def run_platform(
    stage: Stage, planned: Planned, favourites: Favourites, sessions: Sessions, given: Parameters, watched: Ints
) -> Platform:
    """Both runs, with about as many likes as the world was asked for; `watched` are accounts to keep by day."""
    given = fitted(given, stage)
    wanted = _wanted(stage, planned)
    most = _MOST_VIEWS * wanted / (stage.setting.accounts * stage.setting.days)
    setup = _Setup(stage, planned, sessions, cast_of(stage, planned.deeds, favourites, sessions, given), most)
    scaled, looks = _piloted(setup, given, wanted)
    for _ in range(_AGAIN):
        platform = _both(setup, scaled, looks, watched)
        likes = _by_the_feed(platform.without.deeds)
        if abs(likes - wanted) <= _TOLERANCE * stage.setting.likes or not likes:
            break
        scaled = setup.rescaled(scaled, given, wanted / likes, _fill(platform.without, scaled) < _FILLED)
    return platform


def _alone(given: Parameters) -> Parameters:
    return given.with_values(VARIANTS["alone"])


def _both(setup: _Setup, given: Parameters, looks: float, watched: Ints) -> Platform:
    """The run with the group beside the one without it; one run where nobody trades."""
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(setup.run, one, looks, watched) for one in dict.fromkeys((given, _alone(given)))]
        passed = [run.result() for run in runs]
    return Platform(given, passed[0], passed[-1])


def fitted(given: Parameters, stage: Stage) -> Parameters:
    """The parameters with what the world itself decides: how many accounts, days and topics there are."""
    setting = stage.setting
    run = replace(given.run, accounts=setting.accounts, days=setting.days, warmup_days=0)
    return replace(given, run=run, creators=replace(given.creators, topics=setting.recipe.topics))


def _wanted(stage: Stage, planned: Planned) -> float:
    """Likes by the feed that are asked for, beside those that circles and groups plan."""
    asked = stage.setting.likes
    return max(asked - len(planned.deeds), asked * LEAST_BACKGROUND)


def _by_the_feed(deeds: Deeds) -> int:
    return int((deeds.has(LIKED) & ~deeds.has(PLANNED)).sum())


def _piloted(setup: _Setup, given: Parameters, wanted: float) -> tuple[Parameters, float]:
    """The parameters at which short runs give the likes wanted; and the share of idle views that the log keeps."""
    setting, nobody = setup.stage.setting, np.zeros(0, dtype=np.int64)
    days = min(_PILOT_DAYS, setting.days)
    run = replace(given.run, days=days)
    scaled = _with_readers(given, min(given.readers.views_per_day, setup.most), given.readers.like_rate)
    target = wanted / setting.days * (days - days // 3)
    looks = 0.0
    for _ in range(_PILOTS):
        passed = setup.run(replace(_alone(scaled), run=run), 0.0, nobody)
        deeds = passed.deeds
        likes = _by_the_feed(deeds.where(deeds.time >= days // 3 * DAY))
        looks = _kept(passed, setting.recipe.views_per_like) if setting.views else 0.0
        if not likes or abs(likes - target) <= _NEAR * target:
            break
        short = _fill(passed, replace(scaled, run=run)) < _FILLED
        scaled = setup.rescaled(scaled, given, target / likes, short)
    return scaled, looks


def _with_readers(given: Parameters, views: float, like_rate: float) -> Parameters:
    return replace(given, readers=replace(given.readers, views_per_day=views, like_rate=like_rate))


def _fill(passed: Passed, given: Parameters) -> float:
    """Share of the views wanted that the feed could give."""
    run = given.run
    return float(passed.seen.sum() / max(given.readers.views_per_day * run.accounts * run.days, 1e-9))


def _kept(passed: Passed, views_per_like: float) -> float:
    """Share of views without any act that the log keeps, so that it holds `views_per_like` views in all."""
    viewed = int(passed.deeds.has(VIEWED).sum())
    idle = int(passed.seen.sum()) - viewed
    more = views_per_like * int(passed.deeds.has(LIKED).sum()) - viewed
    return float(np.clip(more / max(idle, 1), 0, 1))
