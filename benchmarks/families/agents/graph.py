"""Who follows whom: by topic, by home, by popularity, friends of friends; some follow back."""

import numpy as np

from benchmarks.families.agents.arrays import joined
from benchmarks.families.agents.world import TOPICS, World
from benchmarks.families.numbers import DAY, Ints

BY_TOPIC, BY_HOME, BY_FAME, BY_FRIEND = range(4)
HOW = (0.46, 0.3, 0.08, 0.16)
STRANGERS = 0.08
"""Share of accounts that follow nobody."""


def befriend(world: World) -> None:
    """Draw the follows there are before circles and groups add theirs."""
    random, count = world.random, world.accounts
    degree = random.lognormal(np.log(17), 0.95, count).clip(1, 700) * (random.random(count) > STRANGERS)
    degree = degree.astype(int)
    a = np.repeat(np.arange(count), degree)
    total = len(a)
    how = random.choice(4, total, p=HOW)
    b = _followed(world, a, how, degree)
    dear = random.random(total) < np.where(how == BY_HOME, 0.3, 0.07)
    back = (degree[b] > 0) & (
        random.random(total)
        < world.follows_back[b]
        * np.where(how == BY_HOME, 1.5, 0.8)
        * np.where(dear, 1.8, 1)
        * np.minimum(1, 2 / world.popularity[b]) ** 0.5
    )
    world.neighbours = (np.r_[0, np.cumsum(degree)], b)
    affinity = random.normal(-0.2, 0.8, total) + 2.2 * dear + 0.3 * (how == BY_HOME)
    world.tie(a, b, affinity + 1.1 * back)
    world.tie(b[back], a[back], (affinity + 1 + random.normal(0, 0.5, total))[back])


def _followed(world: World, a: Ints, how: Ints, degree: Ints) -> Ints:
    random, count, total = world.random, world.accounts, len(a)
    fame = np.cumsum(world.popularity)
    b = np.minimum(np.searchsorted(fame, random.random(total) * fame[-1]), count - 1)
    topic = world.draw_topic(a)
    for one in range(TOPICS):
        mine = (how == BY_TOPIC) & (topic == one)
        fame = np.cumsum(world.popularity * world.into[:, one])
        b[mine] = np.minimum(np.searchsorted(fame, random.random(mine.sum()) * fame[-1]), count - 1)
    order = np.argsort(world.home, kind="stable")
    start = np.searchsorted(world.home[order], np.arange(world.home.max() + 2))
    mine = how == BY_HOME
    home = world.home[a[mine]]
    b[mine] = order[start[home] + (random.random(mine.sum()) * (start[home + 1] - start[home])).astype(int)]
    start = np.r_[0, np.cumsum(degree)]
    mine = how == BY_FRIEND
    friend = b[start[a[mine]] + (random.random(mine.sum()) * degree[a[mine]]).astype(int)]
    theirs = start[friend] + (random.random(len(friend)) * degree[friend]).astype(int)
    b[mine] = np.where(degree[friend] > 0, b[np.minimum(theirs, total - 1)], friend)
    return np.asarray(b)


def weave(world: World) -> None:
    """Join all ties to one graph, sorted by who is followed; the warmest of several between two counts."""
    a, b, affinity = joined(world.ties)
    key = a * world.accounts + b
    order = np.lexsort((-affinity, key))
    sorted_key = key[order]
    order = order[np.r_[True, sorted_key[1:] != sorted_key[:-1]] & (a[order] != b[order])]
    a, b, affinity = a[order], b[order], affinity[order]
    joins = np.maximum(world.join[a], world.join[b])
    since = np.where(joins > 0, joins + world.random.exponential(4, len(a)), -1) * DAY
    since = np.where(joins > 0, since + world.random.uniform(0, DAY, len(a)), since)
    world.edge_keys = np.sort(a * world.accounts + b)
    order = np.argsort(b, kind="stable")
    world.edge_from, world.edge_to = a[order], b[order]
    world.edge_affinity, world.edge_since = affinity[order], since[order]
    world.base_edges = (a, b, since)
