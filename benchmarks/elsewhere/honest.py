"""Honest life: ordinary readers, circles of friends, hobby communities, fan clubs.

Chosen where the specification is silent: a quarter to two fifths of accounts have a circle of friends, 4 to 10 % a
hobby community, 7 to 12 % a fan club, and these may overlap; ordinary likes go by follows, topic or fame in shares
drawn per world, with lognormal delays from minutes to days, most of them given in runs within a visit.
"""

import numpy as np

from benchmarks.elsewhere.circles import Acts, Circles, cut, meetings, pair_draws, pick, sizes_between
from benchmarks.elsewhere.people import DAY, HOUR, Flags, Floats, Ints, People, Posts, Visits, at_next_visit, sleep


def _always(rng: np.random.Generator, kind: str, first: int, member: Ints, size: Ints, follow: Floats) -> Circles:
    count = len(size)
    return Circles(
        kind,
        False,
        first,
        member,
        np.cumsum(size) - size,
        size,
        rng.uniform(0.03, 0.3, count),
        rng.uniform(0.1, 0.5, count),
        rng.uniform(0, 0.5, count),
        follow,
        np.full(len(member), -np.inf),
        np.full(len(member), np.inf),
        np.full(count, -1),
    )


def friends(rng: np.random.Generator, people: People, first: int) -> Circles:
    """Circles of 4 to 12; half of them share a topic; most follow each other."""
    sizes = sizes_between(rng, int(people.count * rng.uniform(0.25, 0.4)), 4, 12)
    chosen = pick(rng, np.sqrt(people.activity), int(sizes.sum()))
    member, sizes = cut(people, chosen, sizes, rng.random(len(sizes)) < 0.5)
    return _always(rng, "friends", first, member, sizes, rng.uniform(0.75, 1, len(sizes)))


def hobbies(rng: np.random.Generator, people: People, first: int) -> Circles:
    """Communities of 25 to 60 on one topic."""
    sizes = sizes_between(rng, int(people.count * rng.uniform(0.04, 0.1)), 25, 60)
    chosen = pick(rng, np.sqrt(people.posting), int(sizes.sum()))
    member, sizes = cut(people, chosen, sizes, np.ones(len(sizes), bool))
    return _always(rng, "hobby", first, member, sizes, rng.uniform(0.15, 0.7, len(sizes)))


def clubs(rng: np.random.Generator, people: People, first: int, taken: Flags) -> Circles:
    """Clubs of 40 to 150 fans (not each other's friends) around one idol, who isn't a member."""
    sizes = sizes_between(rng, int(people.count * rng.uniform(0.07, 0.12)), 40, 150)
    famous = people.popularity >= np.quantile(people.popularity, 0.95)
    idol = pick(rng, (famous & ~taken).astype(float), len(sizes))
    sizes = sizes[: len(idol)]
    fan = np.ones(people.count)
    fan[idol] = 0
    member, sizes = cut(people, pick(rng, fan, int(sizes.sum())), sizes, rng.random(len(sizes)) < rng.uniform(0.4, 1))
    made = _always(rng, "fans", first, member, sizes, np.full(len(sizes), 0.0))
    made.head[:] = idol
    return made


def friendly_likes(rng: np.random.Generator, people: People, circles: Circles, posts: Posts) -> Acts:
    """Each likes 20 to 80 % of each other's posts, hours later."""
    met = meetings(circles, posts)
    base = rng.uniform(0.25, 0.75, circles.count)[met.circle]
    share = np.clip(base + (pair_draws(rng, circles, met, np.ones(circles.count, bool)) - 0.5) * 0.4, 0.2, 0.8)
    met = met.where(rng.random(len(share)) < share)
    slow = rng.uniform(0.7, 7, circles.count)[met.circle]
    return _later(rng, people, posts, circles.member[met.reader], met.post, met.circle + circles.first, slow * HOUR)


def hobby_likes(rng: np.random.Generator, people: People, circles: Circles, posts: Posts) -> Acts:
    """Each likes 10 to 30 % of the others' posts, when they come by."""
    met = meetings(circles, posts)
    share = rng.uniform(0.1, 0.3, len(circles.member))[met.reader]
    met = met.where(rng.random(len(share)) < share)
    slow = rng.uniform(1, 9, circles.count)[met.circle]
    return _later(rng, people, posts, circles.member[met.reader], met.post, met.circle + circles.first, slow * HOUR)


def fan_likes(rng: np.random.Generator, people: People, circles: Circles, posts: Posts) -> Acts:
    """Each fan likes 40 to 95 % of the idol's posts, soon."""
    idol = circles.head[circles.circle]
    number = posts.count[idol]
    place = np.repeat(np.arange(len(circles.member)), number)
    post = posts.start[idol[place]] + np.arange(len(place)) - np.repeat(np.cumsum(number) - number, number)
    keep = rng.random(len(place)) < rng.uniform(0.4, 0.95, len(circles.member))[place]
    place, post = place[keep], post[keep]
    circle = circles.circle[place]
    slow = rng.uniform(0.07, 1.2, circles.count)[circle]
    return _later(rng, people, posts, circles.member[place], post, circle + circles.first, slow * HOUR)


def _later(
    rng: np.random.Generator, people: People, posts: Posts, actor: Ints, post: Ints, circle: Ints, median: Floats
) -> Acts:
    time = posts.time[post] + np.maximum(20, median * rng.lognormal(0, 1.1, len(post)))
    return Acts(actor, post, sleep(rng, time, people.east[actor]), circle)


def ordinary_acts(
    rng: np.random.Generator, people: People, posts: Posts, visits: Visits, known: tuple[Ints, Ints], count: int
) -> Acts:
    """About `count` likes (or looks) by follows, topic and fame. `known` holds the follows, sorted by follower."""
    actor = np.searchsorted(np.cumsum(people.activity), rng.random(count) * people.activity.sum())
    actor = np.minimum(actor, people.count - 1)
    way = rng.choice(3, count, p=rng.dirichlet([9, 8, 4]))
    post = np.full(count, -1)
    feed, topical, famous = (np.flatnonzero(way == w) for w in range(3))
    post[feed] = _from_follows(rng, posts, known, actor[feed], people.count)
    topic = people.interests[actor[topical], rng.choice(3, len(topical), p=[0.6, 0.25, 0.15])]
    post[topical] = _on_topic(rng, posts, topic)
    heights = np.cumsum(posts.weight)
    at = np.searchsorted(heights, rng.random(len(famous)) * heights[-1])
    post[famous] = np.minimum(at, len(heights) - 1)
    keep = (post >= 0) & (posts.author[post] != actor)
    actor, post = actor[keep], post[keep]
    delay = rng.lognormal(np.log(rng.uniform(2, 6) * HOUR), rng.uniform(1.4, 1.9), len(post))
    time = posts.time[post] + np.clip(delay, 20, 40 * DAY) * rng.uniform(0.9, 1, len(post))
    in_visit = rng.random(len(post)) < rng.uniform(0.5, 0.9)
    time = np.where(in_visit, at_next_visit(rng, visits, actor, time), sleep(rng, time, people.east[actor]))
    return Acts(actor, post, time, np.zeros(len(post), np.int64))


def _from_follows(rng: np.random.Generator, posts: Posts, known: tuple[Ints, Ints], actor: Ints, people: int) -> Ints:
    """A post of someone whom the actor follows, a favourite first; -1 when there is none."""
    follower, followed = known
    number = np.bincount(follower, minlength=people)
    start = np.cumsum(number) - number
    at = start[actor] + (number[actor] * rng.random(len(actor)) ** 1.8).astype(np.int64)
    author = followed[np.minimum(at, len(followed) - 1)]
    post = posts.start[author] + (posts.count[author] * rng.random(len(actor))).astype(np.int64)
    return np.where((number[actor] > 0) & (posts.count[author] > 0), post, -1)


def _on_topic(rng: np.random.Generator, posts: Posts, topic: Ints) -> Ints:
    """A post on each topic, likelier by weight; -1 when nobody wrote on it."""
    order = np.argsort(posts.topic, kind="stable")
    heights = np.concatenate([[0], np.cumsum(posts.weight[order])])
    edges = np.searchsorted(posts.topic[order], np.arange(posts.topic.max() + 2))
    topic = np.minimum(topic, len(edges) - 2)
    low, high = heights[edges[topic]], heights[edges[topic + 1]]
    at = np.searchsorted(heights, low + (high - low) * rng.random(len(topic)), side="right") - 1
    return np.where(high > low, order[np.clip(at, 0, len(order) - 1)], -1)
