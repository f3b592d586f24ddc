"""Who there is, whom they read, and what they publish."""

import numpy as np

from benchmarks.families.acts import in_run, ragged
from benchmarks.families.against.world import World
from benchmarks.families.numbers import DAY, HOUR, Floats, Ints

HOME_SIZE = 90
LOCAL = 0.2
"""Share of whom people read that lives where they live."""


def draw_people(world: World) -> None:
    """Draw everybody, and whom they read of their own accord."""
    random, count = world.random, world.accounts
    common = 1 / (np.arange(world.topics) + 3.0)
    world.topic = random.choice(world.topics, count, p=common / common.sum())
    world.activity = random.lognormal(0, 0.9, count)
    world.fame = random.pareto(1.4, count) + 0.1
    world.home = random.integers(max(1, count // HOME_SIZE), size=count)
    world.wake = (random.normal(7.5, 1.8, count) + 9 * (random.random(count) < 0.08)) % 24
    world.awake_h = random.normal(16, 1.2, count).clip(11, 20)
    lurks = random.random(count) < world.lurkers
    world.rate = random.lognormal(np.log(0.08), 1.0, count).clip(0, 4) * np.where(lurks, random.random(count) < 0.15, 1)
    world.talks = random.beta(0.7, 9, count)
    spread = 4.0
    world.generic = random.beta(world.generic_mean * spread, (1 - world.generic_mean) * spread, count)
    world.liking = random.normal(0, 0.8, count)
    a, b = _read(world)
    world.read_and_follow(a, b, 1.0, world.follow_readers)
    back = random.random(len(a)) < world.returns * np.minimum(1, 1 / world.fame[b]) ** 0.5
    world.read_and_follow(b[back], a[back], 1.0, world.follow_readers)


def _read(world: World) -> tuple[Ints, Ints]:
    random, count = world.random, world.accounts
    degree = random.lognormal(np.log(14), 0.8, count).clip(1, 250).astype(int)
    a = np.repeat(np.arange(count), degree)
    how = random.random(len(a))
    b = _by_fame(random, world.fame, np.arange(count), len(a))
    order = np.argsort(world.topic, kind="stable")
    for topic in range(world.topics):
        mine = (how < world.topical * (1 - LOCAL)) & (world.topic[a] == topic)
        b[mine] = _by_fame(random, world.fame, order[world.topic[order] == topic], int(mine.sum()))
    local = np.flatnonzero(how > 1 - LOCAL)
    order = np.argsort(world.home, kind="stable")
    start = np.searchsorted(world.home[order], np.arange(world.home.max() + 2))
    home = world.home[a[local]]
    b[local] = order[start[home] + (random.random(len(local)) * (start[home + 1] - start[home])).astype(int)]
    other = a != b
    return a[other], b[other]


def _by_fame(random: np.random.Generator, fame: Floats, among: Ints, count: int) -> Ints:
    summed = np.cumsum(fame[among])
    return np.asarray(among[np.minimum(np.searchsorted(summed, random.random(count) * summed[-1]), len(among) - 1)])


def draw_posts(world: World) -> None:
    """Draw what everybody publishes, at hours of their own, with what circles asked for."""
    random, count, days = world.random, world.accounts, world.days
    number = random.poisson(world.rate * days)
    author = np.repeat(np.arange(count), number)
    day = random.integers(0, days, len(author))
    favourite = random.uniform(0, 1, count)
    hour = (favourite[author] * world.awake_h[author] + random.normal(0, 2.5, len(author))) % world.awake_h[author]
    time = day * DAY + ((world.wake[author] + hour) % 24) * HOUR
    topic = np.where(
        random.random(len(author)) < 0.75, world.topic[author], random.integers(0, world.topics, len(author))
    )
    author = np.concatenate([author, *(extra[0] for extra in world.extra_posts)])
    time = np.concatenate([time, *(extra[1] for extra in world.extra_posts)])
    topic = np.concatenate([topic, *(extra[2] for extra in world.extra_posts)])
    order = np.argsort(time, kind="stable")
    world.author, world.published, world.post_topic = author[order], time[order], topic[order]
    skill = 0.3 * np.log(world.fame) + random.normal(0, 0.4, count)
    world.quality = skill[world.author] + random.normal(0, 0.8, len(order))
    world.in_order = np.argsort(world.author, kind="stable")
    world.first = np.searchsorted(world.author[world.in_order], np.arange(count + 1))


def latest(world: World, author: Ints, time: Floats, back: Ints) -> tuple[Ints, Ints]:
    """Each author's latest post before a moment, or one so many before it; and the rows for which there is one."""
    key = world.author[world.in_order] * (world.end + 1) + world.published[world.in_order]
    place = np.searchsorted(key, author * (world.end + 1) + time) - 1 - back
    row = np.flatnonzero(place >= world.first[author])
    return world.in_order[place[row]], row


def sample(random: np.random.Generator, start: Ints, count: Ints, size: Ints) -> tuple[Ints, Ints]:
    """For each row `size` places drawn from start .. start + count, each once at most; and the row of each."""
    place, row = ragged(start, count)
    order = np.lexsort((random.random(len(row)), row))
    kept = order[in_run(row[order]) < size[row[order]]]
    return place[kept], row[kept]
