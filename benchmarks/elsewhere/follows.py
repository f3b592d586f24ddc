"""Who follows whom, and since when.

Organic follows go to the famous of one's topics (lognormal degree), and are returned the rarer the more famous the
followed; circles add their own at their `follow` share. Three in four are older than the world.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.elsewhere.circles import Circles, ragged
from benchmarks.elsewhere.people import DAY, Floats, Ints, People


@dataclass(frozen=True)
class Follows:
    """Follows, each pair once, sorted by follower."""

    follower: Ints
    followed: Ints
    time: Floats


def organic(rng: np.random.Generator, people: People) -> tuple[Ints, Ints]:
    """Follows out of interest, sorted by follower, favourites in random order."""
    degree = np.minimum(rng.poisson(rng.uniform(9, 16) * rng.lognormal(0, 0.9, people.count)), 500)
    follower = np.repeat(np.arange(people.count), degree)
    topic = people.interests[follower, rng.choice(3, len(follower), p=[0.6, 0.25, 0.15])]
    main = people.interests[:, 0]
    order = np.argsort(main, kind="stable")
    heights = np.concatenate([[0], np.cumsum(people.popularity[order])])
    edges = np.searchsorted(main[order], np.arange(topic.max() + 2))
    low, high = heights[edges[topic]], heights[edges[topic + 1]]
    at = np.searchsorted(heights, low + (high - low) * rng.random(len(topic)), side="right") - 1
    followed = order[np.clip(at, 0, len(order) - 1)]
    back = rng.random(len(follower)) < 0.35 / (1 + people.popularity[followed])
    one, two = np.concatenate([follower, followed[back]]), np.concatenate([followed, follower[back]])
    apart = one != two
    one, two = one[apart], two[apart]
    mixed = np.lexsort((rng.random(len(one)), one))
    return one[mixed], two[mixed]


def all_follows(
    rng: np.random.Generator, people: People, known: tuple[Ints, Ints], circles: list[Circles], days: int
) -> Follows:
    """Organic follows and those of the circles."""
    follower, followed = [known[0]], [known[1]]
    since = [rng.uniform(-700, 0, len(known[0])) * DAY]
    since[0] = np.where(rng.random(len(known[0])) < 0.25, rng.uniform(0, days * DAY, len(known[0])), since[0])
    for one in circles:
        reader, writer = _pairs_that_follow(rng, one)
        begun = np.maximum(one.joined[reader], one.joined[writer])
        old = rng.uniform(-700, 0, len(reader)) * DAY
        fresh = begun + rng.exponential(2 * DAY, len(reader))
        follower.append(one.member[reader])
        followed.append(one.member[writer])
        since.append(np.where(begun > 0, fresh, old))
        if one.kind == "fans":
            fan = np.flatnonzero(rng.random(len(one.member)) < 0.95)
            follower.append(one.member[fan])
            followed.append(one.head[one.circle[fan]])
            since.append(rng.uniform(-700, 0, len(fan)) * DAY)
    a, b, time = np.concatenate(follower), np.concatenate(followed), np.concatenate(since)
    _, once = np.unique(a * people.count + b, return_index=True)
    a, b, time = a[once], b[once], time[once]
    time = np.maximum(time, np.maximum(people.created[a], people.created[b]) + 60)
    inside = time < days * DAY
    return Follows(a[inside], b[inside], time[inside])


def _pairs_that_follow(rng: np.random.Generator, circles: Circles) -> tuple[Ints, Ints]:
    size = circles.size[circles.circle]
    reader = np.repeat(np.arange(len(circles.member)), size)
    writer = ragged(circles.start[circles.circle], size)
    keep = (rng.random(len(reader)) < circles.follow[circles.circle[reader]]) & (reader != writer)
    return reader[keep], writer[keep]
