"""Reading: a look at the latest of somebody on one's list, or at the page of a topic."""

import numpy as np

from benchmarks.families.acts import acts
from benchmarks.families.against.people import latest
from benchmarks.families.against.world import World
from benchmarks.families.numbers import DAY, HOUR, Floats, Ints

OLDEST_DAYS = 8
PAGE_DAYS = 3
PAGES = 0.3
"""Share of looks that are at a page of a topic."""


def read(world: World) -> None:
    """Let everybody look and like."""
    total = int(world.accounts * world.density)
    _lists(world, int(total * (1 - PAGES)))
    _pages(world, int(total * PAGES))


def _moments(world: World, reader: Ints) -> Floats:
    """When somebody looks: any day, at an hour at which they are awake, more in the evening."""
    random, count = world.random, len(reader)
    evening = random.random(count) < 0.45
    part = np.where(evening, random.beta(6, 2, count), random.random(count))
    hour = (world.wake[reader] + part * world.awake_h[reader]) % 24
    return np.asarray(random.integers(0, world.days, count) * DAY + hour * HOUR)


def _lists(world: World, looks: int) -> None:
    random = world.random
    a, b, weight = (np.concatenate(column) for column in zip(*world.reads, strict=True))
    order = np.argsort(a, kind="stable")
    a, b, weight = a[order], b[order], weight[order]
    # The busier read more; within a list, whom they care for.
    whole = np.bincount(a, weight, world.accounts)
    chance = weight / whole[a] * world.activity[a]
    summed = np.cumsum(chance)
    place = np.minimum(np.searchsorted(summed, random.random(looks) * summed[-1]), len(a) - 1)
    reader, author = a[place], b[place]
    time = _moments(world, reader)
    post, row = latest(world, author, time, random.geometric(0.6, looks) - 1)
    warm = 0.8 * np.log(weight[place][row])
    _judge(world, reader[row], post, time[row], warm)


def _pages(world: World, looks: int) -> None:
    random = world.random
    reader = random.choice(world.accounts, looks, p=world.activity / world.activity.sum())
    time = _moments(world, reader)
    other = random.integers(0, world.topics, looks)
    topic = np.where(random.random(looks) < world.topical, world.topic[reader], other)
    by_topic = np.argsort(world.post_topic, kind="stable")
    key = world.post_topic[by_topic] * (world.end + 1) + world.published[by_topic]
    place = np.searchsorted(key, topic * (world.end + 1) + time) - random.geometric(0.08, looks)
    ok = place >= np.searchsorted(key, topic * (world.end + 1))
    post = by_topic[place[ok]]
    fresh = time[ok] - world.published[post] < PAGE_DAYS * DAY
    _judge(world, reader[ok][fresh], post[fresh], time[ok][fresh], np.full(int(fresh.sum()), -1.0))


def _judge(world: World, reader: Ints, post: Ints, time: Floats, warm: Floats) -> None:
    """Like what is good, of people one cares for, on what one is interested in; the rest was only looked at."""
    random = world.random
    fresh = time - world.published[post] < OLDEST_DAYS * DAY
    reader, post, time, warm = reader[fresh], post[fresh], time[fresh], warm[fresh]
    match = world.topic[reader] == world.post_topic[post]
    odds = -0.9 + world.liking[reader] + 0.8 * world.quality[post] + 0.6 * match + warm
    liked = random.random(len(reader)) < 1 / (1 + np.exp(-odds))
    world.done.append(acts(reader[liked], post[liked], time[liked]))
    looked = ~liked & (random.random(len(reader)) < 0.5)
    world.looks.append(acts(reader[looked], post[looked], time[looked]))
