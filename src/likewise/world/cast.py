"""The cast: the world's people, posts and plans in the form that the platform in a box takes.

What the world knows better stays the world's: who posts what and when, who trades with whom, when a reader is there.
Circles are unknown to the box, since their likes are planned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.box import Cast
from likewise.answers.simulate.creators import Posts as BoxPosts
from likewise.answers.simulate.groups import Trade, in_waves
from likewise.answers.simulate.parameters import WAVES_A_DAY, Parameters
from likewise.answers.simulate.people import FOLLOWED, KINDS, NOBODY
from likewise.answers.simulate.people import People as BoxPeople
from likewise.world.clock import DAY, SPAN, Sessions
from likewise.world.deeds import Deeds, traded
from likewise.world.following import Favourites
from likewise.world.planned import SPAN_S
from likewise.world.ragged import Bools, Floats, Ints, Part
from likewise.world.stage import Stage

_MOST_ACTIVE = 40.0  # times the mean views a day of the most active reader, as in the box
_ROOM = 16  # follows that a reader has room for when the period starts
_BEST = 4.0  # sd of quality of the best post there is
_HABITS = {"friends": "friends", "colleagues": "friends", "campus": "friends", "hobby": "hobby", "fans": "fans"}


@dataclass(frozen=True)
class Casting:
    """The cast, and which post of the world stands at each place of its posts."""

    cast: Cast
    post: Ints
    views_a_day: Floats  # of each account, over the mean
    there: Floats  # share of spans in which each account is there

    def reading(self, given: Parameters) -> Cast:
        """The same cast, reading `readers.views_per_day` posts on average."""
        # The box gives every reader `activity / online` views in each span that the reader is there.
        activity = given.readers.views_per_day * self.views_a_day * given.readers.online / self.there
        return replace(self.cast, people=replace(self.cast.people, activity=activity.astype(np.float32)))


def cast_of(stage: Stage, planned: Deeds, favourites: Favourites, sessions: Sessions, given: Parameters) -> Casting:
    """Everyone and everything on the stage, as the box takes it."""
    posts, days = stage.posts, stage.setting.days
    wave = np.floor(posts.time / SPAN_S).astype(np.int64)
    order = np.argsort(wave, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    box_posts = BoxPosts(
        author=posts.author[order].astype(np.int32),
        wave=wave[order].astype(np.int32),
        topic=posts.topic[order].astype(np.int16),
        quality=_quality(stage, given)[order].astype(np.float32),
        begin=np.searchsorted(wave[order], np.arange(days * WAVES_A_DAY + 1)),
    )
    when = np.floor(planned.time / SPAN_S).astype(np.int64)
    acts = in_waves(planned.actor, place[planned.post], when, planned.bits, box_posts)
    people, views_a_day = _people(stage, favourites, given)
    present = _present(sessions, len(stage.people), days)
    cast = Cast(people, box_posts, Trade(acts, _owed(stage, planned)), present)
    return Casting(cast, order, views_a_day, np.maximum(present.mean(axis=0), 1e-9))


def _quality(stage: Stage, given: Parameters) -> Floats:
    """Quality of each post in sd: that of its author is the author's pull, that of the post its appeal."""
    recipe, posts = stage.setting.recipe, stage.posts
    author = np.log(stage.people.pull) / recipe.popularity_spread
    quality = author[posts.author] + given.creators.post_spread * np.log(posts.appeal) / recipe.appeal_spread
    return np.clip(quality, -_BEST, _BEST)


def _people(stage: Stage, favourites: Favourites, given: Parameters) -> tuple[BoxPeople, Floats]:
    """Everyone, and how many views a day each wants over the mean."""
    people, pods, days = stage.people, stage.pods, stage.setting.days
    n, rng = len(people), stage.setting.stream(Part.READING)
    lean = rng.normal(0, given.readers.lean_spread, n)
    # The world says how many likes each gives: who likes more of what it sees needs to see less.
    views = people.activity * np.exp(-lean)
    group = np.full(n, NOBODY, dtype=np.int32)
    joins, leaves = np.full(n, np.inf, dtype=np.float32), np.full(n, np.inf, dtype=np.float32)
    group[pods.account], joins[pods.account] = pods.group, pods.joined / DAY
    leaves[pods.account] = pods.left / DAY
    follows, followed = _followed(favourites, n)
    second = np.where(people.topics[:, 1] < 0, people.topics[:, 0], people.topics[:, 1])
    counts = np.diff(stage.posts.begin)
    box = BoxPeople(
        kind=_kinds(stage, counts > 0),
        topic=people.topics[:, 0].astype(np.int16),
        second=second.astype(np.int16),
        activity=np.zeros(n, dtype=np.float32),
        lean=lean.astype(np.float32),
        creator=counts > 0,
        rate=(counts / days).astype(np.float32),
        quality=(np.log(people.pull) / stage.setting.recipe.popularity_spread).astype(np.float32),
        length=rng.normal(0, given.creators.length_spread, n).astype(np.float32),
        pull=people.pull.astype(np.float32),
        circle=np.full(n, NOBODY, dtype=np.int32),
        group=group,
        joins=joins,
        leaves=leaves,
        follows=follows,
        followed=followed,
    )
    return box, np.minimum(views / views.mean(), _MOST_ACTIVE)


def _kinds(stage: Stage, posts: Bools) -> NDArray[np.int8]:
    """What each account is to risk control."""
    circles, pods = stage.honest.circles, stage.pods
    kind = np.where(posts, KINDS.index("creator"), KINDS.index("ordinary")).astype(np.int8)
    inside = circles.belongs
    habits = np.asarray([KINDS.index(_HABITS[one]) for one in circles.kind.tolist()], dtype=np.int8)
    kind[circles.account[inside]] = habits[circles.group[inside]]
    kind[stage.honest.idols] = KINDS.index("idol")
    hired = pods.gives & ~pods.receives
    kind[pods.account] = np.where(hired, KINDS.index("hired"), KINDS.index("member"))
    return kind


def _followed(favourites: Favourites, accounts: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Whom each account follows at the start: its dearest authors, as many as leave room for new ones."""
    owner = favourites.owner()
    place = np.arange(len(owner)) - favourites.begin[owner]
    fits = place < FOLLOWED - _ROOM
    follows = np.full((accounts, FOLLOWED), NOBODY, dtype=np.int32)
    follows[owner[fits], place[fits]] = favourites.author[fits]
    return follows, np.minimum(np.diff(favourites.begin), FOLLOWED - _ROOM).astype(np.int32)


def _owed(stage: Stage, planned: Deeds) -> Floats:
    """Likes that each account gives in its group for each post that it makes."""
    n = len(stage.people)
    given = np.bincount(planned.actor[traded(planned)], minlength=n)
    owed: Floats = given / np.maximum(np.diff(stage.posts.begin), 1)
    return owed


def _present(sessions: Sessions, accounts: int, days: int) -> Bools:
    """Who has a session in which span; (spans, accounts)."""
    present = np.zeros((days * WAVES_A_DAY, accounts), dtype=np.bool_)
    wave = (sessions.keys % SPAN) // int(SPAN_S)
    present[wave, sessions.keys // SPAN] = True
    return present
