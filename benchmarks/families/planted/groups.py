"""Groups planted on real accounts: their members act at hours at which they really acted."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from benchmarks.families.acts import Habit, Meetings, acts, meet
from benchmarks.families.draft import Draft
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints
from benchmarks.families.planted.background import Background, sorted_by
from benchmarks.families.truth import TRADES

PLANTED = (0.02, 0.08)
"""Share of accounts in groups, drawn per world."""
SIZES = {
    "prompt": (5, 45),
    "slow": (5, 45),
    "partial": (8, 50),
    "list": (20, 100),
    "credit": (40, 160),
    "careful": (4, 20),
}
LEAST = 5
"""Only accounts with at least so many acts are planted: others hardly leave a trace."""
NO_FOLLOWS = (np.zeros(0, int), np.zeros(0, int), np.zeros(0))


@dataclass(frozen=True)
class Planted:
    """A group: its circle's number, members, life (s), which posts it is told of, how well members comply."""

    kind: str
    number: int
    members: Ints
    since: float
    until: float
    brings: float
    comply: Floats
    follows: tuple[Ints, Ints, Floats] = field(default=NO_FOLLOWS)

    def play(self, draft: Draft, background: Background, random: np.random.Generator) -> None:
        """Let the members act."""
        actor, post, heard = _RULES[self.kind](self, draft, background, random)
        draft.done.append(acts(actor, post, background.online(actor, heard, random), self.number))

    def links(self, draft: Draft, random: np.random.Generator) -> Meetings:
        """Members before the posts that the group is told of."""
        met = meet(self.members, *sorted_by(draft.author, draft.accounts))
        told = random.random(len(draft.author)) < self.brings
        published = draft.published[met.post]
        return met.where(told[met.post] & (published >= self.since) & (published < self.until))


def plant(draft: Draft, background: Background, random: np.random.Generator) -> list[Planted]:
    """Draw groups of every kind in turn until the world's share is reached."""
    free = background.acted >= LEAST
    left = random.uniform(*PLANTED) * draft.accounts
    kinds = list(random.permutation(list(SIZES)))
    groups = []
    while left > 0 and free.any():
        kind = str(kinds.pop(0))
        kinds.append(kind)
        low, high = SIZES[kind]
        size = int(max(4, min(np.exp(random.uniform(np.log(low), np.log(high))), draft.accounts // 12)))
        members = _recruit(background, free, size, random)
        free[members] = False
        left -= len(members)
        if len(members) >= 4:
            groups.append(_group(draft, background, kind, members, random))
    return groups


def _recruit(background: Background, free: Flags, size: int, random: np.random.Generator) -> Ints:
    """Anybody, or people of whom each knows another."""
    found = np.flatnonzero(free)
    if random.random() < 0.6:
        return np.asarray(random.choice(found, min(size, len(found)), replace=False))
    members = random.choice(found, 1)
    new = members
    author = background.author[background.post]
    while len(members) < size and len(new):
        near = np.unique(author[np.isin(background.actor, new)])
        near = random.permutation(np.setdiff1d(near[free[near]], members))
        new = near[: min(size - len(members), 1 + len(new))]
        members = np.r_[members, new]
    return np.asarray(members)


def _group(draft: Draft, background: Background, kind: str, members: Ints, random: np.random.Generator) -> Planted:
    uniform, count, end = random.uniform, len(members), background.days * DAY
    quiet = kind == "careful"
    habit = Habit(
        uniform(0, 0.1) if quiet else uniform(0, 0.7),
        uniform(0, 0.3) if quiet else uniform(0, 0.95),
        uniform(0.05, 0.5),
        0.5,
    )
    number = draft.circle(kind, TRADES, members, habit)
    mean = uniform(0.3, 0.55) if quiet else uniform(0.4, 0.97)
    a, b = np.repeat(members, count), np.tile(members, count)
    follow = (uniform(0.3, 1) if quiet else uniform(0, 1) * (random.random() < 0.4)) * min(1, 40 / count)
    kept = (a != b) & (random.random(len(a)) < follow)
    # A long log leaves a group a part of it.
    lasts = uniform(0.2, 1) * end
    since = uniform(0, 1) * (end - lasts)
    return Planted(
        kind,
        number,
        members,
        since,
        since + lasts,
        uniform(0.4, 1),
        random.beta(mean * 8, (1 - mean) * 8, count),
        (a[kept], b[kept], np.full(int(kept.sum()), since) - random.exponential(5 * DAY, int(kept.sum()))),
    )


_Told = tuple[Ints, Ints, Floats]
"""Who acts on what, and when they heard of it."""


def _after(group: Planted, draft: Draft, met: Meetings, wait: Floats) -> _Told:
    return group.members[met.reader], met.post, draft.published[met.post] + wait


def _promptly(group: Planted, draft: Draft, _: Background, random: np.random.Generator) -> _Told:
    met = group.links(draft, random)
    met = met.where(random.random(len(met.post)) < group.comply[met.reader])
    return _after(group, draft, met, random.lognormal(np.log(random.uniform(300, 4000)), 0.8, len(met.post)))


def _slowly(group: Planted, draft: Draft, _: Background, random: np.random.Generator) -> _Told:
    met = group.links(draft, random)
    met = met.where(random.random(len(met.post)) < group.comply[met.reader])
    return _after(group, draft, met, random.uniform(300, random.uniform(12, 72) * HOUR, len(met.post)))


def _partly(group: Planted, draft: Draft, _: Background, random: np.random.Generator) -> _Told:
    met, count = group.links(draft, random), len(group.members)
    both = np.triu(random.random((count, count)) < random.uniform(0.2, 0.6), 1)
    paired = (both | both.T)[met.reader, met.writer]
    met = met.where(paired & (random.random(len(met.post)) < group.comply[met.reader] * random.uniform(0.4, 1)))
    return _after(group, draft, met, random.lognormal(np.log(random.uniform(0.3, 6) * HOUR), 1, len(met.post)))


def _list(group: Planted, draft: Draft, _: Background, random: np.random.Generator) -> _Told:
    """Before one's own post, those of the last few."""
    place = np.full(draft.accounts, -1)
    place[group.members] = np.arange(len(group.members))
    own = place[draft.author]
    told = (own >= 0) & (random.random(len(own)) < group.brings)
    told &= (draft.published >= group.since) & (draft.published < group.until)
    links = np.flatnonzero(told)
    links = links[np.argsort(draft.published[links], kind="stable")]
    steps = min(int(random.integers(4, 16)), max(len(links) - 1, 0))
    target = np.concatenate([np.zeros(0, int), *(links[:-back] for back in range(1, steps + 1))])
    mine = np.concatenate([np.zeros(0, int), *(links[back:] for back in range(1, steps + 1))])
    done = random.random(len(target)) < group.comply[own[mine]]
    target, mine = target[done], mine[done]
    heard = np.maximum(draft.published[mine] - random.uniform(20, 900, len(mine)), draft.published[target] + 20)
    return draft.author[mine], target, heard


def _credit(group: Planted, draft: Draft, _: Background, random: np.random.Generator) -> _Told:
    """Nobody owes anybody in particular; some give much, some hardly post."""
    posts, count = np.unique(group.links(draft, random).post), len(group.members)
    total = int(random.uniform(4, 14) * len(posts))
    if not total:
        return np.zeros(0, int), np.zeros(0, int), np.zeros(0)
    eager = group.comply * random.lognormal(0, random.uniform(0.3, 1.2), count)
    wanted = random.lognormal(0, 0.7, len(posts))
    post = random.choice(posts, total, p=wanted / wanted.sum())
    actor = group.members[random.choice(count, total, p=eager / eager.sum())]
    return actor, post, draft.published[post] + random.beta(1, 2, total) * random.uniform(12, 72) * HOUR


def _carefully(group: Planted, draft: Draft, _: Background, random: np.random.Generator) -> _Told:
    met, count = group.links(draft, random), len(group.members)
    both = np.triu(random.beta(2, 2, (count, count)))
    pairs = (both + both.T)[met.reader, met.writer]
    met = met.where(random.random(len(met.post)) < pairs * group.comply[met.reader])
    return _after(group, draft, met, random.lognormal(np.log(random.uniform(1, 8) * HOUR), 1.2, len(met.post)))


_RULES: dict[str, Callable[[Planted, Draft, Background, np.random.Generator], _Told]] = {
    "prompt": _promptly,
    "slow": _slowly,
    "partial": _partly,
    "list": _list,
    "credit": _credit,
    "careful": _carefully,
}
