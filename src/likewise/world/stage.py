"""What was asked of a world, and who and what is there before anything happens in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from likewise.errors import InputError
from likewise.world.circles import Honest, draw_circles
from likewise.world.clock import DAY, SPAN
from likewise.world.groups import Groups, gather
from likewise.world.people import People, draw_people
from likewise.world.pods import check_kinds, draw_pods
from likewise.world.posting import Posts, draw_posts
from likewise.world.ragged import Part, stream
from likewise.world.recipe import Recipe

_LEAST_ACCOUNTS, _LEAST_DAYS = 100, 7
_MOST_DAYS = int(SPAN / DAY / 2)
_MOST_GROUPED = 0.5


@dataclass(frozen=True)
class Setting:
    """What was asked of a world; the same setting gives the same world."""

    accounts: int
    likes: int
    seed: int
    days: int
    grouped: float
    views: bool
    comments: bool
    follows: bool
    kinds: tuple[str, ...]
    recipe: Recipe

    @classmethod
    def of(
        cls,
        accounts: int,
        likes: int,
        seed: int,
        days: int,
        grouped: float,
        views: bool,
        comments: bool,
        follows: bool,
        kinds: Sequence[str] | None,
        recipe: Recipe | None,
    ) -> Setting:
        """A checked setting; raises InputError for a world that can't be made."""
        if accounts < _LEAST_ACCOUNTS:
            raise InputError.of("world.few_accounts", least=_LEAST_ACCOUNTS, given=accounts)
        if not _LEAST_DAYS <= days <= _MOST_DAYS:
            raise InputError.of("world.days", least=_LEAST_DAYS, most=_MOST_DAYS, given=days)
        if likes < 0:
            raise InputError.of("world.likes", given=likes)
        if not 0 <= grouped <= _MOST_GROUPED:
            raise InputError.of("world.grouped", most=_MOST_GROUPED, given=grouped)
        return cls(
            accounts,
            likes,
            seed,
            days,
            grouped,
            views,
            comments,
            follows,
            check_kinds(kinds),
            recipe or Recipe(),
        )

    def stream(self, part: Part) -> np.random.Generator:
        """The random numbers of one part of this world."""
        return stream(self.seed, part)


@dataclass(frozen=True)
class Stage:
    """People, honest circles, planted groups (`groups` holds both, circles first) and posts."""

    setting: Setting
    people: People
    honest: Honest
    pods: Groups
    groups: Groups
    posts: Posts

    @property
    def first_pod(self) -> int:
        """Number of the first planted group in `groups`."""
        return len(self.honest.circles)


def set_stage(setting: Setting) -> Stage:
    """Everything that is there before the first like."""
    recipe, days = setting.recipe, setting.days
    people = draw_people(setting.accounts, recipe, setting.stream(Part.PEOPLE))
    honest = draw_circles(people, recipe, days, setting.stream(Part.CIRCLES))
    keep_out = np.concatenate([honest.idols, honest.answerers])
    people, pods = draw_pods(
        honest.people, keep_out, setting.grouped, setting.kinds, recipe, days, setting.stream(Part.PODS)
    )
    posts = draw_posts(people, setting.likes, days, recipe, setting.stream(Part.POSTING))
    return Stage(setting, people, replace(honest, people=people), pods, gather([honest.circles, pods]), posts)
