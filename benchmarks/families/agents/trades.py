"""What the groups do on one day: acts that fall due later, in the world's list of promises."""

from collections.abc import Callable

import numpy as np

from benchmarks.families.agents.arrays import ranks
from benchmarks.families.agents.world import Traders, World
from benchmarks.families.numbers import DAY, HOUR, Floats, Ints, Objects

Promise = tuple[Objects, ...]
"""Actor, post, time, number of the circle, whether it is because of a group's rule."""
_Deal = tuple[Ints, Ints, Floats]
"""Places of members, places of links, times."""


def trade(world: World, promises: list[Promise], group: Traders, day: int) -> None:
    """Add what the group's members do for that day's links."""
    deal = _DEALS[group.kind](world, group, day)
    if deal is not None:
        member, link, time = deal
        promise(world, promises, group.members[member], group.links[link], time, group.number, rule=True)


def promise(
    world: World,
    promises: list[Promise],
    actor: Ints,
    post: Ints,
    time: Floats,
    number: Ints | int,
    *,
    rule: bool,
) -> None:
    """Add acts, where the actor is there and the post is another's and published."""
    ok = (
        (time < np.minimum(world.end, world.quit[actor] * DAY))
        & (time >= world.join[actor] * DAY)
        & (actor != world.author[post])
        & (time > world.published[post])
    )
    wide = np.broadcast_to(number, len(ok))[ok]
    promises.append((actor[ok], post[ok], time[ok], wide, np.full(ok.sum(), rule)))


def _pairs(group: Traders, day: int, back: float = 0.0) -> tuple[Ints, Ints]:
    """Every member before every link of the day (and `back` days before) of somebody else."""
    low, high = np.searchsorted(group.told, [(day - back) * DAY, (day + 1) * DAY])
    here = np.flatnonzero(group.on[:, day])
    member, link = np.repeat(here, high - low), np.tile(np.arange(low, high), len(here))
    other = group.by[link] != member
    return member[other], link[other]


def _chat(world: World, group: Traders, day: int) -> _Deal:
    """At once, or when next online; less when the link is old."""
    random = world.random
    member, link = _pairs(group, day)
    told, count = group.told[link], len(member)
    at_once = random.random(count) < group.push[member]
    soon = told + random.lognormal(np.log(900), 1, count)
    later = world.next_session(group.members[member], told)[0] + random.uniform(10, 900, count)
    time = np.where(at_once, soon, later)
    fresh = np.where(time - told < group.window, 1, group.late)
    done = random.random(count) < group.compliance[member] * fresh
    return member[done], link[done], time[done]


def _quiet(world: World, group: Traders, day: int) -> _Deal:
    """Spread over hours, when online anyway."""
    random = world.random
    member, link = _pairs(group, day)
    count = len(member)
    after = group.told[link] + random.uniform(0, group.spread, count)
    time = world.next_session(group.members[member], after)[0] + random.uniform(10, 900, count)
    done = random.random(count) < group.compliance[member]
    return member[done], link[done], time[done]


def _daily(world: World, group: Traders, day: int) -> _Deal:
    """The whole list in one run, at one's hour."""
    random = world.random
    member, link = _pairs(group, day, 1.5)
    visit = day * DAY + group.hour * HOUR + random.normal(0, 1200, len(group.members))
    goes = random.random(len(visit)) < group.attend
    told = group.told[link]
    new = goes[member] & (told < visit[member]) & (told > group.last[member])
    done = new & (random.random(len(member)) < group.compliance[member])
    member, link = member[done], link[done]
    there = goes & group.on[:, day]
    group.last[there] = visit[there]
    time = visit[member] + ranks(member) * group.gap[member] + random.uniform(0, 4, len(member))
    kept = random.random(len(member)) < 1
    return member[kept], link[kept], time[kept]


def _rounds(world: World, group: Traders, day: int) -> _Deal:
    """Before one's own post, the last few of others."""
    random = world.random
    low, high = np.searchsorted(group.told, [day * DAY, (day + 1) * DAY])
    # Drawn each day, and kept from the first.
    depth = int(random.integers(5, 21))
    group.depth = group.depth or depth
    own = np.repeat(np.arange(low, high), group.depth)
    step = np.tile(np.arange(group.depth), high - low)
    member = group.by[own]
    start = group.told[own] - group.depth * group.gap[member] - 30
    link = np.searchsorted(group.told, start) - group.depth + step
    done = (link >= 0) & (random.random(len(member)) < group.compliance[member])
    time = (start + step * group.gap[member] + random.uniform(0, 4, len(own)))[done]
    member, link = member[done], link[done]
    recent = (group.by[link] != member) & (group.told[link] > time - 8 * DAY)
    return member[recent], link[recent], time[recent]


def _credit(world: World, group: Traders, day: int) -> _Deal | None:
    """Members earn by liking links that are paid for, whoever brought them."""
    random = world.random
    low, high = np.searchsorted(group.told, [(day - 3) * DAY, (day + 1) * DAY])
    wanted = group.need[low:high].clip(0)
    here = np.flatnonzero(group.on[:, day] & (random.random(len(group.members)) < group.attend))
    number = random.poisson(group.earn[here])
    if wanted.sum() <= 0 or not number.sum():
        return None
    member = np.repeat(here, number)
    link = low + random.choice(high - low, len(member), p=wanted / wanted.sum())
    once = np.unique(member * (high + 1) + link)
    member, link = once // (high + 1), once % (high + 1)
    order = np.lexsort((random.random(len(member)), member))
    member, link = member[order], link[order]
    visit = day * DAY + (group.hour * HOUR + random.normal(0, 5400, len(group.members))).clip(0, DAY)
    time = visit[member] + ranks(member) * group.gap[member] * 1.6 + random.uniform(0, 6, len(member))
    ok = (group.told[link] < time) & (group.by[link] != member)
    np.subtract.at(group.need, link[ok], 1)
    return member[ok], link[ok], time[ok]


def _farm(world: World, group: Traders, day: int) -> _Deal:
    """Accounts of a farm, one after the other, some hours after the order."""
    random = world.random
    member, link = _pairs(group, day)
    share = random.beta(6, 6 / group.share - 6 + 0.3, len(group.links))
    waited = (group.wait * random.lognormal(0, 0.3, len(group.links)))[link]
    turn = group.order[member] + random.normal(0, 0.08, len(member))
    time = group.told[link] + waited + turn * group.width
    done = random.random(len(member)) < share[link] * np.sqrt(group.compliance[member])
    return member[done], link[done], time[done]


_DEALS: dict[str, Callable[[World, Traders, int], _Deal | None]] = {
    "chat": _chat,
    "quiet": _quiet,
    "daily": _daily,
    "rounds": _rounds,
    "credit": _credit,
    "farm": _farm,
}
