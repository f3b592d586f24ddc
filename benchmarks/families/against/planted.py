"""Groups that trade likes and hide it, each in one way and some in several."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.families.acts import Habit, Meetings
from benchmarks.families.against.honest import Play, by_pair, size
from benchmarks.families.against.words import SPEECH
from benchmarks.families.against.world import World
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints
from benchmarks.families.truth import TRADES

PLANTED = (0.03, 0.12)
"""Share of accounts in groups, drawn per world."""
SIZES = {
    "prompt": (6, 50),
    "slow": (6, 60),
    "partial": (8, 60),
    "staggered": (8, 60),
    "lurking": (12, 90),
    "matched": (6, 40),
    "quota": (60, 260),
    "careful": (5, 25),
}


@dataclass(frozen=True)
class Group:
    """A group: its members, from when to when, which of their posts are brought to it, and how well each complies."""

    number: int
    members: Ints
    since: float
    until: float
    brings: float
    comply: Floats


def plant(world: World) -> list[Play]:
    """Draw groups of every kind until the world's share is reached, each kind in turn."""
    random = world.random
    left = random.uniform(*PLANTED) * world.accounts
    kinds = list(random.permutation(list(SIZES)))
    plays = []
    while left > 0:
        kind = kinds.pop(0)
        kinds.append(kind)
        members = _recruit(world, kind, size(world, *SIZES[kind]))
        left -= max(len(members), 1)
        if len(members) >= 5:
            plays.append(_play(world, kind, members))
    return plays


def _recruit(world: World, kind: str, count: int) -> Ints:
    """People of one topic, of one place, or anybody; some are friends of somebody, and stay so."""
    random = world.random
    fits: Flags | bool = True
    mode = random.random()
    if kind == "matched" or mode < 0.25:
        fits = world.topic == random.integers(world.topics)
    elif mode < 0.4:
        fits = world.home == random.integers(world.home.max() + 1)
    members = world.take(count, fits)
    if fits is not True and len(members) < min(count, 6):
        members = np.r_[members, world.take(count - len(members))]
    if random.random() < 0.3:
        friendly = np.concatenate([one.members for one in world.circles if one.kind == "friends"])
        members = np.unique(np.r_[members, random.choice(friendly, max(1, count // 10))])
    return members


def _play(world: World, kind: str, members: Ints) -> Play:
    random, uniform = world.random, world.random.uniform
    quiet = kind == "careful"
    habit = Habit(
        uniform(0, 0.1) if quiet else uniform(0, 0.7),
        uniform(0, 0.3) if quiet else uniform(0, 0.95),
        uniform(0.02, 0.3),
        uniform(0.1, 0.5) if quiet else uniform(0.1, 0.95),
    )
    number = world.circle(kind, TRADES, members, habit)
    if random.random() < 0.6 and not quiet:
        world.phrases[number] = list(random.choice(SPEECH.praise, int(random.integers(3, 20)), replace=False))
    world.busy(members, 0.04, 0.35)
    inside = {"matched": uniform(0.4, 1), "careful": uniform(0.4, 1)}.get(kind, uniform(0, 0.6) ** 2)
    world.know(members, inside, uniform(0.5, 2), 1.0)
    world.activity[members] *= np.exp(uniform(0, 1.2))
    mean = uniform(0.35, 0.6) if quiet else uniform(0.4, 0.97)
    group = Group(
        number,
        members,
        uniform(0, 0.5) * world.end if random.random() < 0.5 else 0.0,
        uniform(0.6, 1) * world.end if random.random() < 0.25 else world.end,
        uniform(0.4, 1),
        random.beta(mean * 8, (1 - mean) * 8, len(members)),
    )
    rule = _RULES[kind]

    def play(world: World) -> None:
        rule(world, group)

    return play


def _brought(world: World, group: Group) -> Meetings:
    """Members before the posts that were brought to the group while it lived."""
    met = world.meet(group.members)
    chosen = world.random.random(len(world.author)) < group.brings
    time = world.published[met.post]
    return met.where(chosen[met.post] & (time >= group.since) & (time < group.until))


def _give(world: World, group: Group, met: Meetings, heard: Floats) -> None:
    actor = group.members[met.reader]
    world.act(group.number, actor, met.post, world.awake(actor, heard))


def _promptly(world: World, group: Group) -> None:
    met = _brought(world, group)
    met = met.where(world.random.random(len(met.post)) < group.comply[met.reader])
    wait = world.lag(len(met.post), world.random.uniform(0.1, 1.5), 0.9)
    _give(world, group, met, world.published[met.post] + wait)


def _slowly(world: World, group: Group) -> None:
    met = _brought(world, group)
    met = met.where(world.random.random(len(met.post)) < group.comply[met.reader])
    longest = world.random.uniform(12, 96) * HOUR
    wait = world.random.beta(1.2, 1.6, len(met.post)) * longest + 120
    _give(world, group, met, world.published[met.post] + wait)


def _partly(world: World, group: Group) -> None:
    """Each has some partners, and likes a part of their posts."""
    random = world.random
    met = _brought(world, group)
    partners = random.uniform(0.15, 0.6)
    count = len(group.members)
    both = np.triu(random.random((count, count)) < partners, 1)
    paired = both | both.T
    chance = paired[met.reader, met.writer] * group.comply[met.reader] * random.uniform(0.4, 1)
    met = met.where(random.random(len(met.post)) < chance)
    wait = world.lag(len(met.post), random.uniform(0.5, 8), 1.1)
    _give(world, group, met, world.published[met.post] + wait)


def _staggered(world: World, group: Group) -> None:
    """Each post gets its helpers, one after the other, at agreed distances."""
    random = world.random
    met = _brought(world, group)
    helps = random.random((len(group.members), len(group.members))) < random.uniform(0.4, 0.9)
    met = met.where(helps[met.reader, met.writer] & (random.random(len(met.post)) < group.comply[met.reader]))
    step = random.uniform(0.3, 5) * HOUR
    turn = random.permutation(len(group.members))
    wait = (turn[met.reader] - turn[met.writer]) % len(group.members) * step
    wait = (wait % (random.uniform(1, 4) * DAY)) + random.lognormal(np.log(600), 0.8, len(met.post))
    _give(world, group, met, world.published[met.post] + wait)


def _lurking(world: World, group: Group) -> None:
    """Many only take, or hardly post."""
    random = world.random
    takers = random.random(len(group.members)) < random.uniform(0.3, 0.6)
    comply = np.where(takers, group.comply * random.uniform(0.02, 0.3), group.comply)
    met = _brought(world, group)
    met = met.where(random.random(len(met.post)) < comply[met.reader])
    wait = world.lag(len(met.post), random.uniform(0.2, 6), 1)
    _give(world, group, met, world.published[met.post] + wait)


def _quota(world: World, group: Group) -> None:
    """Each post gets about as many likes, from whoever's turn it is; some do most of the work."""
    random = world.random
    count = len(group.members)
    posts = np.unique(_brought(world, group).post)
    quota = random.uniform(5, min(25, count / 3))
    number = random.poisson(quota, len(posts)).clip(1, count - 1)
    eager = group.comply * random.lognormal(0, random.uniform(0.3, 1.3), count)
    eager[random.random(count) < random.uniform(0, 0.3)] *= 0.05
    row = np.repeat(np.arange(len(posts)), number)
    reader = random.choice(count, len(row), p=eager / eager.sum())
    window = random.uniform(8, 72) * HOUR
    actor, post = group.members[reader], posts[row]
    heard = world.published[post] + random.beta(1, 2, len(row)) * window + 60
    world.act(group.number, actor, post, world.awake(actor, heard))


def _carefully(world: World, group: Group) -> None:
    """As friends do: some pairs more than others, more of what is good, at a natural pace."""
    random = world.random
    met = _brought(world, group)
    pairs = by_pair(world, group.members, float(group.comply.mean()), 0.8)[met.reader, met.writer]
    chance = pairs * np.exp(random.uniform(0.1, 0.6) * world.quality[met.post])
    met = met.where(random.random(len(met.post)) < chance)
    wait = world.lag(len(met.post), random.uniform(0.5, 5), 1.3)
    _give(world, group, met, world.published[met.post] + wait)


_RULES: dict[str, Callable[[World, Group], None]] = {
    "prompt": _promptly,
    "slow": _slowly,
    "partial": _partly,
    "staggered": _staggered,
    "lurking": _lurking,
    "matched": _promptly,
    "quota": _quota,
    "careful": _carefully,
}
