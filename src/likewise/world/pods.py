"""The planted groups: who trades likes with whom, of which kind, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from likewise.errors import InputError
from likewise.world.circles import first_members, gather_around, withdrawn
from likewise.world.groups import Groups, add_members, cut, form, gather
from likewise.world.habit import Tie
from likewise.world.people import People
from likewise.world.ragged import Ints
from likewise.world.recipe import PLANTED, Recipe

LEAST_LARGE = 40  # members; a list of fewer is no list, so a world too small for it goes without
_LARGE = frozenset({"last_ten", "credit"})


def check_kinds(kinds: Sequence[str] | None) -> tuple[str, ...]:
    """The kinds asked for, in a fixed order; raises InputError for one that doesn't exist."""
    if kinds is None:
        return PLANTED
    unknown = sorted(set(kinds) - set(PLANTED))
    if unknown:
        raise InputError.of("world.no_kind", given=unknown, known=PLANTED)
    return tuple(k for k in PLANTED if k in kinds)


def draw_pods(
    people: People,
    keep_out: Ints,
    grouped: float,
    kinds: tuple[str, ...],
    recipe: Recipe,
    days: int,
    rng: np.random.Generator,
) -> tuple[People, Groups]:
    """Plant groups on about `grouped` of all accounts; members post, hired accounts don't.

    `keep_out` are accounts that never trade (idols, answerers).
    """
    allowed = people.poster.copy()
    allowed[keep_out] = False
    pool = rng.permutation(np.flatnonzero(allowed))
    silent = ~people.poster
    hired = rng.permutation(np.flatnonzero(silent))
    parts = [_none(recipe, days, rng)]
    used = 0
    for kind, n in _allot(round(grouped * len(people)), kinds, recipe).items():
        tie = recipe.tie(kind)
        if kind == "farm":
            people, farm, taken = _farms(people, tie, n, hired, pool[used:], recipe, days, rng)
            parts.append(farm)
            used += taken
            continue
        own = pool[used : used + n]
        group = form(kind, tie, own, _sizes(kind, tie, len(own), rng), True, days, recipe.topics, rng)
        used += len(group.account)
        people = gather_around(people, group, first_members(group), tie, rng)
        people = withdrawn(people, group.account, tie, rng)
        parts.append(group)
    return people, gather(parts)


def _none(recipe: Recipe, days: int, rng: np.random.Generator) -> Groups:
    empty = np.zeros(0, dtype=np.int64)
    return form("prompt", recipe.prompt, empty, empty, True, days, recipe.topics, rng)


def _allot(total: int, kinds: tuple[str, ...], recipe: Recipe) -> dict[str, int]:
    """How many accounts each kind gets; what a kind is too small to use goes to the others."""
    alive = list(kinds)
    while alive:
        share = sum(recipe.tie(k).share for k in alive)
        allotted = {k: round(total * recipe.tie(k).share / share) for k in alive}
        short = [k for k in alive if allotted[k] < _least(k, recipe.tie(k))]
        if not short:
            return allotted
        alive.remove(max(short, key=lambda k: _least(k, recipe.tie(k))))
    return {}


def _least(kind: str, tie: Tie) -> int:
    return LEAST_LARGE if kind in _LARGE else int(tie.size[0])


def _sizes(kind: str, tie: Tie, n: int, rng: np.random.Generator) -> Ints:
    """Sizes that use about `n` accounts; a large group is scaled down where there are too few for one."""
    if kind not in _LARGE:
        return cut(np.zeros(n, dtype=np.int64), tie.size, rng)
    many = max(1, round(n / np.mean(tie.size)))
    if n < tie.size[0] * many:
        return np.full(many, n // many, dtype=np.int64)
    sizes = rng.integers(int(tie.size[0]), int(tie.size[1]) + 1, many)
    return sizes if sizes.sum() <= n else np.full(many, n // many, dtype=np.int64)


def _farms(
    people: People,
    tie: Tie,
    n: int,
    hired: Ints,
    creators: Ints,
    recipe: Recipe,
    days: int,
    rng: np.random.Generator,
) -> tuple[People, Groups, int]:
    """Hired accounts, who only give, and customers, who only receive; both count towards `n`."""
    low, high = recipe.lists.farm_customers
    customers = (low + high) / 2 / (np.mean(tie.size) + (low + high) / 2)
    workers = hired[: max(round(n * (1 - customers)), int(tie.size[0]))]
    sizes = _sizes("farm", tie, len(workers), rng) if len(workers) else np.zeros(0, dtype=np.int64)
    farm = form("farm", tie, workers, sizes, True, days, recipe.topics, rng)
    people = gather_around(people, farm, first_members(farm), tie, rng)
    each = np.minimum(rng.integers(int(low), int(high) + 1, len(farm)), max(5, int(n * customers * 1.5)))
    group = np.repeat(np.arange(len(farm)), each)[: len(creators)]
    bought = creators[: len(group)]
    activity, age = people.activity.copy(), people.age_days.copy()
    activity[farm.account] *= rng.uniform(*recipe.lists.farm_life, len(farm.account))
    age[farm.account] = rng.uniform(5, 400, len(farm.account))
    posting = people.posting.copy()
    posting[bought] *= rng.uniform(1.5, 3.0, len(bought))
    silent = replace(farm, receives=np.zeros(len(farm.account), dtype=np.bool_))
    people = replace(people, activity=activity, posting=posting, age_days=age)
    return people, add_members(silent, group, bought, belongs=True, gives=False), len(group)
