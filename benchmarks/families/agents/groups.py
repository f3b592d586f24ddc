"""The groups that trade: who is recruited, how long they last, how well members comply."""

import numpy as np

from benchmarks.families.agents.world import AFTERLIFE, FOR_EVER, TOPICS, Habits, Traders, World
from benchmarks.families.numbers import HOUR, Flags, Floats, Ints

KINDS = {
    "chat": (6, 60),
    "daily": (10, 80),
    "rounds": (60, 300),
    "credit": (150, 800),
    "quiet": (8, 30),
    "farm": (20, 200),
}
"""Smallest and largest size of a group of each kind."""
COMPLIANCE = {
    "chat": (0.5, 0.95),
    "daily": (0.6, 0.97),
    "rounds": (0.7, 0.99),
    "quiet": (0.4, 0.8),
    "credit": (0.5, 1),
    "farm": (0.4, 0.95),
}
PLANTED = (0.03, 0.10)
"""Share of accounts in groups."""


def plant(world: World, scale: float) -> None:
    """Draw groups until the world's share of members is reached."""
    random, uniform = world.random, world.random.uniform
    total = scale * uniform(*PLANTED) * world.accounts
    names = [kind for kind in KINDS if random.random() < 0.75 and KINDS[kind][0] < total * 0.7]
    names = names if len(names) > 2 else [kind for kind in KINDS if KINDS[kind][0] < total * 0.5]
    shares = total * random.dirichlet([2 + (KINDS[kind][1] > 100) for kind in names]) if names else np.zeros(0)
    done, members = 0, np.zeros(0, int)
    for kind, share in zip(names, shares, strict=True):
        low, high = KINDS[kind]
        left = max(share, low)
        while left >= low * 0.6 and done + low <= total * 1.15:
            size = int(np.exp(uniform(np.log(low), np.log(high))))
            size = max(low, min(size, int(left * 1.2), int(total * 1.15 - done)))
            recruits = _recruit(world, size, kind)
            left -= len(recruits)
            done += len(recruits)
            if len(recruits) < low * 0.6:
                break
            number = world.name(recruits, kind, _habits(world, kind))
            if kind != "farm" and len(members) and random.random() < 0.6:
                # Some people are in two groups.
                more = min(len(members), max(1, int(len(recruits) * uniform(0, 0.15))))
                recruits = np.r_[recruits, random.choice(members, more, replace=False)]
            members = np.r_[members, recruits] if kind != "farm" else members
            _set_up(world, Traders(kind, number, recruits))


def _habits(world: World, kind: str) -> Habits:
    uniform = world.random.uniform
    if kind == "quiet":
        return Habits(uniform(0, 0.05), uniform(0, 0.15), uniform(0, 0.15), uniform(0.1, 0.4))
    return Habits(uniform(0, 0.6), uniform(0.1, 0.95), uniform(0.1, 0.9), uniform(0, 0.35))


def _recruit(world: World, size: int, kind: str) -> Ints:
    """Friends bring friends, or people of one topic, or anybody."""
    random = world.random
    if kind == "farm":
        fits = world.rate < 0.05
    else:
        fits = (world.active > 0.25) & ((world.rate > 0) | (random.random(world.accounts) < 0.3))
    mode = random.random()
    if kind in ("chat", "daily", "quiet", "rounds") and mode < 0.35:
        return _friends_of_friends(world, size, fits)
    if mode < 0.65 and size < 80:
        fits = fits & world.into[:, random.integers(TOPICS)]
    return world.take(size, fits)


def _friends_of_friends(world: World, size: int, fits: Flags) -> Ints:
    start, b = world.neighbours
    members = new = world.take(max(1, size // 12), fits & (world.rate > 0.05))
    while len(members) < size and len(new):
        known = np.zeros(world.accounts, bool)
        known[np.unique(np.concatenate([b[start[a] : start[a + 1]] for a in new]))] = True
        new = world.take(min(size - len(members), 2 * len(new) + 2), known & fits)
        members = np.r_[members, new]
    return np.asarray(np.r_[members, world.take(size - len(members), fits)])


def _spans(world: World, group: Traders, count: int, late: float, leave: float, lapse: float) -> Flags:
    """Who takes part on which day: some come late, some leave, some pause."""
    random, uniform, days = world.random, world.random.uniform, world.days
    day = np.arange(days)
    since = np.where(random.random(count) < late, uniform(0, 0.8, count), 0) * days
    until = np.where(random.random(count) < leave, uniform(0.2, 1, count), 2) * days
    pause = np.where(random.random(count) < lapse, uniform(0, 0.8, count) * days, FOR_EVER)
    here = (day >= np.maximum(since, group.born)[:, None]) & (day < np.minimum(until, group.dies)[:, None])
    return np.asarray(here & ((day < pause[:, None]) | (day > (pause + uniform(6, 22, count))[:, None])))


def _set_up(world: World, group: Traders) -> None:
    random, uniform, days = world.random, world.random.uniform, world.days
    members, kind = group.members, group.kind
    count = len(members)
    world.stay(members)
    group.born = uniform(0, 0.45) * days if random.random() < 0.45 else -1
    group.dies = uniform(0.6, 1) * days if random.random() < 0.2 else FOR_EVER
    group.on = _spans(world, group, count, uniform(0, 0.4), uniform(0, 0.3), uniform(0, 0.3))
    compliance = uniform(*COMPLIANCE[kind])
    group.compliance = random.beta(compliance * 9, (1 - compliance) * 9, count)
    group.brings, group.lag, group.gap = uniform(0.4, 1), (40, uniform(200, 3000)), uniform(5, 25, count)
    if kind == "quiet":
        group.compliance = np.clip(random.normal(compliance, 0.06, count), 0.4, 0.8)
    if random.random() < 0.55:
        world.mesh(members, min(uniform(0.03, 0.7), 40 / count), uniform(-0.8, 1))
    group.spread, group.window, group.late = uniform(5, 20) * HOUR, uniform(1, 8) * HOUR, uniform(0, 0.5)
    group.push, group.attend = random.beta(2, 2, count) * uniform(0.1, 1), random.beta(5, 2, count)
    group.hour = random.choice(world.hours[members].ravel(), count) % 24
    group.last = np.full(count, -FOR_EVER)
    world.active[members] = np.maximum(world.active[members], uniform(0.4, 1.2, count))
    world.liking[members] = np.maximum(world.liking[members], -1.5)
    busy = random.lognormal(np.log(uniform(0.06, 0.24)), 0.7, count).clip(0, 3)
    group.bringers, group.bringers_on = members, group.on
    if kind == "credit":
        _set_up_credit(world, group, busy)
    if kind == "farm":
        busy *= 0
        _set_up_farm(world, group)
    world.rate[members] = np.maximum(world.rate[members], busy)
    world.groups.append(group)


def _set_up_credit(world: World, group: Traders, busy: Floats) -> None:
    """Members earn by liking and spend on their own posts; some only earn, some hardly do."""
    random, uniform = world.random, world.random.uniform
    count = len(group.members)
    group.earn = random.lognormal(np.log(uniform(2, 8)), 1.0, count).clip(0, 90)
    group.spend = random.pareto(1.3, count) + 0.2
    draws = random.random(count)
    savers, spenders = uniform(0.15, 0.45), uniform(0.08, 0.25)
    group.spend[draws < savers] = 0
    group.earn[draws > 1 - spenders] *= 0.1
    busy[draws < savers] *= 0.2
    busy[draws > 1 - spenders] *= 1.6
    group.attend = random.beta(2, 2.5, count)
    earned = (group.earn * group.attend).sum() * uniform(0.7, 1.4)
    spent = (group.spend * np.maximum(world.rate[group.members], busy) * group.brings).sum()
    group.spend *= earned / max(spent, 1e-9)


def _set_up_farm(world: World, group: Traders) -> None:
    """Accounts that hardly post like what their customers post."""
    random, uniform = world.random, world.random.uniform
    members = group.members
    count = len(members)
    world.rate[members] *= 0.2
    customers = world.take(np.exp(uniform(np.log(3), np.log(25))), world.rate > 0.12)
    group.bringers = customers
    world.join[customers], world.quit[customers] = 0, world.days + AFTERLIFE
    world.name(customers, "customer")
    life = group.born, group.dies
    group.born, group.dies = -1, FOR_EVER
    group.bringers_on = _spans(world, group, len(customers), 0.4, 0.5, 0.2)
    group.born, group.dies = life
    group.own, group.width, group.wait = False, uniform(300, 5400), uniform(0.1, 6) * HOUR
    group.order = random.random(count)
    group.share = uniform(0.4, 1)
    world.active[members] = random.lognormal(np.log(uniform(0.3, 1)), 0.6, count).clip(0.05, 4)
    world.rate[customers] = world.rate[customers].clip(0.15)
