"""Groups of accounts, honest or planted, as arrays: one entry a group, and one a membership."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from likewise.world.clock import DAY
from likewise.world.habit import Range, Tie
from likewise.world.ragged import Bools, Floats, Ints

_LONGEST_ONSET = 0.12  # of the period
_DRIFT = 0.03  # of the period, in which the members of a group that stops leave it
_LEAST_WIDE = 0.3  # of the tie's range of coverage, within one group
_OF_MEMBERS = frozenset({"group", "account", "joined", "left", "gives", "receives", "belongs"})


@dataclass(frozen=True)
class Groups:
    """Arrays of one entry a group (upper part) and one a membership (lower part, sorted by group)."""

    kind: NDArray[np.str_]
    planted: Bools
    low: Floats  # coverage
    high: Floats
    weak_tail: Floats
    one_sided: Floats
    personal: Floats
    strong: Floats  # share of strong pairs, or nan
    delay_s: Floats
    spread: Floats
    most_s: Floats
    waits: Floats
    comment: Floats
    template: Floats
    unwatched: Floats  # nan: the member's own habit
    follow: Floats
    keeps: Floats
    topic: Ints  # -1: none shared
    start: Floats  # seconds from the start of the period
    end: Floats  # infinite: still running

    group: Ints
    account: Ints
    joined: Floats
    left: Floats
    gives: Bools
    receives: Bools
    belongs: Bools  # false for outside authors whom a circle likes together

    def __len__(self) -> int:
        return len(self.kind)

    def names(self) -> list[str]:
        """`kind-number` of each group."""
        seen: dict[str, int] = {}
        out = []
        for kind in self.kind.tolist():
            seen[kind] = seen.get(kind, 0) + 1
            out.append(f"{kind}-{seen[kind]}")
        return out

    def rows(self, which: Bools) -> Ints:
        """Numbers of the memberships in the groups picked by a mask over groups."""
        return np.flatnonzero(which[self.group])


def gather(parts: list[Groups]) -> Groups:
    """Several sets of groups as one, numbered on."""
    offset = np.cumsum([0] + [len(p) for p in parts[:-1]])
    columns = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Groups)}
    columns["group"] = np.concatenate([p.group + o for p, o in zip(parts, offset, strict=True)])
    return Groups(**columns)


def add_members(groups: Groups, group: Ints, account: Ints, belongs: bool, gives: bool) -> Groups:
    """The same groups with further receivers, there for the whole life of their group."""
    order = np.argsort(np.concatenate([groups.group, group]), kind="stable")
    new = {
        "group": group,
        "account": account,
        "joined": groups.start[group],
        "left": groups.end[group],
        "gives": np.full(len(group), gives),
        "receives": np.full(len(group), True),
        "belongs": np.full(len(group), belongs),
    }
    columns = {f.name: getattr(groups, f.name) for f in fields(Groups)}
    for name in _OF_MEMBERS:
        columns[name] = np.concatenate([columns[name], new[name]])[order]
    return Groups(**columns)


def cut(pool: Ints, size: Range, rng: np.random.Generator, most: int | None = None) -> Ints:
    """How large the groups are that a pool of accounts is cut into; what is left over stays outside."""
    low, high = int(size[0]), int(size[1])
    sizes = rng.integers(low, high + 1, len(pool) // low + 1)
    sizes = sizes[np.cumsum(sizes) <= len(pool)]
    rest = len(pool) - int(sizes.sum())
    if rest >= low:
        sizes = np.append(sizes, rest)
    return sizes if most is None else sizes[:most]


def _part_of(tie: Tie, groups: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Lower and upper coverage of each group: a part of the tie's range, or all of it with two levels."""
    least, most = tie.coverage
    if tie.strong_pairs is not None:
        return np.full(groups, least), np.full(groups, most)
    wide = (most - least) * rng.uniform(_LEAST_WIDE, 1.0, groups)
    low = least + (most - least - wide) * rng.random(groups)
    return low, low + wide


def form(
    kind: str,
    tie: Tie,
    pool: Ints,
    sizes: Ints,
    planted: bool,
    days: int,
    topics: int,
    rng: np.random.Generator,
) -> Groups:
    """Groups of one kind from a shuffled pool of accounts, with all that is drawn once a group."""
    g, period = len(sizes), days * DAY

    def between(given: Range) -> Floats:
        return rng.uniform(given[0], given[1], g)

    low, high = _part_of(tie, g, rng)
    begins = rng.random(g) < tie.begins_inside
    start = np.where(begins, rng.uniform(0.15, 0.6, g) * period, 0.0)
    end = np.where(rng.random(g) < tie.stops_inside, rng.uniform(0.7, 0.95, g) * period, np.inf)
    shares = rng.random(g) < tie.same_topic
    group = np.repeat(np.arange(g), sizes)
    late = rng.random(len(group)) ** 1.5 * min(tie.onset_days * DAY, _LONGEST_ONSET * period)
    joined = start[group] + np.where(begins[group], late, 0.0)
    early = rng.random(len(group)) * _DRIFT * period  # people drift away one by one
    return Groups(
        kind=np.full(g, kind, dtype="<U12"),
        planted=np.full(g, planted),
        low=low,
        high=high,
        weak_tail=np.full(g, tie.weak_tail),
        one_sided=np.full(g, tie.one_sided),
        personal=np.full(g, tie.personal),
        strong=np.full(g, np.nan if tie.strong_pairs is None else tie.strong_pairs),
        delay_s=between(tie.delay_h) * 3600.0,
        spread=np.full(g, tie.delay_spread),
        most_s=np.full(g, tie.delay_most_h * 3600.0),
        waits=between(tie.waits),
        comment=between(tie.comment),
        template=between(tie.template),
        unwatched=np.full(g, np.nan) if tie.unwatched is None else between(tie.unwatched),
        follow=np.where(rng.random(g) < tie.befriends, between(tie.follow), 0.02),
        keeps=np.full(g, tie.keeps),
        topic=np.where(shares, rng.integers(0, topics, g), -1),
        start=start,
        end=end,
        group=group,
        account=pool[: len(group)],
        joined=joined,
        left=end[group] - early,
        gives=np.full(len(group), True),
        receives=np.full(len(group), True),
        belongs=np.full(len(group), True),
    )
