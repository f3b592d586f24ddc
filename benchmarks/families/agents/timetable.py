"""When everybody is online, what they post, and which posts are brought to a group."""

import numpy as np

from benchmarks.families.agents.arrays import expand
from benchmarks.families.agents.world import TICK, Traders, World
from benchmarks.families.numbers import DAY, HOUR


def draw_timetable(world: World) -> None:
    """Draw sessions, posts and links."""
    _sessions(world)
    _posts(world)
    for group in world.groups:
        _links(world, group)


def _sessions(world: World) -> None:
    random, count, days = world.random, world.accounts, world.days
    day = np.arange(days)[:, None]
    here = (day >= world.join) & (day < world.quit) & (random.random((days, count)) > world.off)
    chance = np.minimum(world.slots * world.active[:, None] * 1.25, 0.97)
    on_day, account, slot = np.nonzero(here[:, :, None] & (random.random((days, count, 4)) < chance))
    weekend = on_day % 7 > 4
    hour = (world.hours[account, slot] + random.normal(0, 0.55, len(account)) + 0.8 * weekend) % 24
    time = on_day * DAY + hour * HOUR
    order = np.lexsort((time, account))
    world.session_of, world.session_at = account[order], time[order]
    world.session_key = world.session_of * world.beyond + world.session_at
    total = len(order)
    world.first_session = np.searchsorted(world.session_of, np.arange(count + 1))
    appetite = world.appetite[world.session_of]
    world.budget = np.maximum(1, random.lognormal(np.log(12), 0.8, total) * appetite).astype(int)
    world.pace = random.lognormal(np.log(8), 0.5, total)
    world.recommended = random.poisson(4.5 * appetite * random.exponential(1, total))
    world.session_tick = (world.session_at // TICK).astype(int)


def _posts(world: World) -> None:
    """People post while they are online."""
    random, count, days = world.random, world.accounts, world.days
    sessions = np.diff(world.first_session)
    present = np.clip(np.minimum(world.quit, days) - world.join, 0, days)
    number = random.poisson(world.rate * present) * (sessions > 0)
    author = np.repeat(np.arange(count), number)
    session = world.first_session[author] + (random.random(len(author)) * sessions[author]).astype(int)
    time = world.session_at[session] + random.uniform(60, 1500, len(session))
    author = np.concatenate([author, *(extra[0] for extra in world.extra_posts)])
    time = np.concatenate([time, *(extra[1] for extra in world.extra_posts)])
    kept = time < world.end - 60
    author, time = author[kept], time[kept]
    order = np.argsort(time, kind="stable")
    world.author, world.published = author[order], time[order]
    total = len(author)
    world.topic = world.draw_topic(world.author)
    world.quality = (world.skill[world.author] + 0.9 * random.normal(size=total)).clip(-3, 3.5)
    world.by_author = np.argsort(world.author, kind="stable")
    world.first_post = np.searchsorted(world.author[world.by_author], np.arange(count + 1))
    world.post_key = world.author[world.by_author] * world.beyond + world.published[world.by_author]


def _links(world: World, group: Traders) -> None:
    """Posts of members (a farm's customers) that are brought to the group, and when."""
    random = world.random
    own = world.first_post[group.bringers]
    place, by = expand(own, world.first_post[group.bringers + 1] - own)
    post = world.by_author[place]
    day = (world.published[post] // DAY).astype(int)
    kept = group.bringers_on[by, day] & (random.random(len(post)) < group.brings)
    post, by = post[kept], by[kept]
    told = world.published[post] + random.uniform(*group.lag, len(post))
    order = np.argsort(told)
    group.links, group.told = post[order], told[order]
    group.by = by[order] if group.own else np.full(len(order), -1)
    if group.kind == "credit":
        group.need = np.ceil(random.lognormal(0, 0.6, len(order)) * group.spend[group.by])
