"""Groups that trade likes: prompt, slow, partial, last_ten and credit.

Chosen where the specification is silent: all small kinds have 6 to 35 members, who publish at least 6 to 16 posts;
seven groups in ten are there from the first day, others start in the first 45 %, two in ten end early; two members in
ten join late, one in twelve leaves; a member's own compliance lies around its group's; a pair of a partial group is
diligent (50 %) with a share drawn per group from 0.2 to 0.6, either each way for itself or both ways alike; a credit
post buys 5 to 20 likes, from members who need credits for their own posts, in runs at their next visits. Large groups
are scaled down where a kind's share of accounts doesn't reach their size, and the last ten with them.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.elsewhere.circles import Acts, Circles, cut, meetings, pair_draws, pick, ragged, sizes_between
from benchmarks.elsewhere.people import DAY, HOUR, Floats, Ints, People, Posts, Visits, at_next_visit, sleep

KINDS = ("prompt", "slow", "partial", "last_ten", "credit")
LARGE = {"last_ten": 250, "credit": 500}
SMALLEST, LARGEST = 6, 35
FEWEST_POSTS = (6.0, 16.0)
"""Expected posts over the whole span that a member publishes at least, drawn between these."""
LAST = 10


def plant(rng: np.random.Generator, people: People, grouped: float, kinds: Sequence[str], days: int) -> list[Circles]:
    """Groups of every kind in `kinds`, together `grouped` of all accounts; nobody is in two."""
    total = round(people.count * grouped)
    sizes: list[tuple[str, Ints]] = []
    for left, kind in zip(range(len(kinds), 0, -1), sorted(kinds, key=lambda k: -LARGE.get(k, 0)), strict=True):
        fair = total // left
        if kind in LARGE:
            number = max(1, round(fair / LARGE[kind]))
            drawn = np.full(number, min(LARGE[kind], fair))
        else:
            drawn = sizes_between(rng, fair, SMALLEST, LARGEST)
        sizes.append((kind, drawn))
        total -= int(drawn.sum())
    wanted = sum(int(drawn.sum()) for _, drawn in sizes)
    chosen = pick(rng, np.sqrt(people.posting) * (people.posting >= 1), wanted)
    made: list[Circles] = []
    first = 1
    for kind, drawn in sizes:
        mine, chosen = chosen[: int(drawn.sum())], chosen[int(drawn.sum()) :]
        made.append(_found(rng, people, kind, mine, drawn, first, days))
        first += len(drawn)
    return made


def _found(
    rng: np.random.Generator, people: People, kind: str, chosen: Ints, sizes: Ints, first: int, days: int
) -> Circles:
    count, small = len(sizes), kind not in LARGE
    shared = np.zeros(count, bool)
    if small:
        shared[: round(count / 3)] = True
    member, sizes = cut(people, chosen, sizes, shared)
    close = rng.random(count) < 0.5
    follow = np.where(close & small, rng.uniform(0.7, 1, count), rng.uniform(0, 0.1 if small else 0.02, count))
    joined, left = _spells(rng, sizes, days)
    return Circles(
        kind,
        True,
        first,
        member,
        np.cumsum(sizes) - sizes,
        sizes,
        rng.uniform(0.05, 0.5 if small else 0.25, count),
        rng.uniform(0.3, 0.9, count),
        rng.uniform(0.3, 0.95, count),
        follow,
        joined,
        left,
        np.full(count, -1),
    )


def _spells(rng: np.random.Generator, sizes: Ints, days: int) -> tuple[Floats, Floats]:
    """From when to when each member takes part, s."""
    count, members = len(sizes), int(sizes.sum())
    begun = np.where(rng.random(count) < 0.7, 0, rng.uniform(0, 0.45, count)) * days * DAY
    ended = np.where(rng.random(count) < 0.8, 1, rng.uniform(0.75, 1, count)) * days * DAY
    begin, end = np.repeat(begun, sizes), np.repeat(ended, sizes)
    late = rng.random(members) < 0.2
    joined = begin + np.where(late, rng.uniform(0, 0.3, members) * (end - begin), 0)
    gone = rng.random(members) < 0.08
    return joined, np.where(gone, joined + rng.uniform(0.4, 1, members) * (end - joined), end)


def traded_likes(rng: np.random.Generator, people: People, circles: Circles, posts: Posts, visits: Visits) -> Acts:
    """The likes given because of these groups."""
    if circles.kind == "last_ten":
        return _last_ten(rng, circles, posts)
    if circles.kind == "credit":
        return _credit(rng, people, circles, posts, visits)
    met = meetings(circles, posts)
    share = _compliance(rng, circles)[met.reader]
    if circles.kind == "partial":
        draws = pair_draws(rng, circles, met, rng.random(circles.count) < 0.5)
        share = np.where(draws < rng.uniform(0.2, 0.6, circles.count)[met.circle], 0.5, 0.1)
    met = met.where(rng.random(len(share)) < share)
    actor = circles.member[met.reader]
    total = len(actor)
    if circles.kind == "prompt":
        median = rng.uniform(3, 25, circles.count)[met.circle] * 60
        delay = np.minimum(median * rng.lognormal(0, 0.8, total), rng.uniform(0.6, 1, total) * HOUR)
        time = posts.time[met.post] + np.maximum(15, delay)
    else:
        median = rng.uniform(1.5, 8, circles.count)[met.circle] * HOUR
        delay = np.minimum(median * rng.lognormal(0, 0.9, total), rng.uniform(0.3, 0.95, total) * DAY)
        time = sleep(rng, posts.time[met.post] + np.maximum(30, delay), people.east[actor])
    return Acts(actor, met.post, time, met.circle + circles.first)


def _compliance(rng: np.random.Generator, circles: Circles) -> Floats:
    low, high = (0.7, 0.95) if circles.kind == "prompt" else (0.3, 0.6)
    group = rng.uniform(low, high, circles.count)[circles.circle]
    return np.clip(group + rng.normal(0, 0.05, len(group)), low, high)


def _shared_posts(rng: np.random.Generator, circles: Circles, posts: Posts) -> tuple[Ints, Ints]:
    """The posts brought to the group while a member: flat place of the writer, and the post."""
    number = posts.count[circles.member]
    place = np.repeat(np.arange(len(circles.member)), number)
    post = ragged(posts.start[circles.member], number)
    here = (posts.time[post] >= circles.joined[place]) & (posts.time[post] < circles.left[place])
    here &= rng.random(len(place)) < rng.uniform(0.6, 1, circles.count)[circles.circle[place]]
    return place[here], post[here]


def _last_ten(rng: np.random.Generator, circles: Circles, posts: Posts) -> Acts:
    """A member who drops a post likes the last ten before it, one after the other."""
    place, post = _shared_posts(rng, circles, posts)
    dropped = posts.time[post] + rng.uniform(60, 2_400, len(post))
    order = np.lexsort((dropped, circles.circle[place]))
    place, post, dropped = place[order], post[order], dropped[order]
    circle = circles.circle[place]
    before = (rng.random(circles.count) < 0.5)[circle]
    gap = rng.uniform(4, 60, len(post))
    willing = rng.uniform(0.75, 1, len(circles.member))[place]
    reach = np.where(circles.size >= 100, LAST, np.maximum(2, circles.size // 8))[circle]
    made = []
    for back in range(1, LAST + 1):
        now = np.arange(back, len(post))
        then = now - back
        ok = (circle[now] == circle[then]) & (place[now] != place[then]) & (reach[now] >= back)
        ok &= rng.random(len(now)) < willing[now]
        now, then = now[ok], then[ok]
        wait = np.where(before[now], -back, LAST + 1 - back) * gap[now] + rng.uniform(0, 4, len(now))
        time = np.maximum(dropped[now] + wait, dropped[then] + 5)
        made.append((circles.member[place[now]], post[then], time, circle[now] + circles.first))
    actor, liked, when, where = (np.concatenate(parts) for parts in zip(*made, strict=True))
    return Acts(actor, liked, when, where)


def _credit(rng: np.random.Generator, people: People, circles: Circles, posts: Posts, visits: Visits) -> Acts:
    """Posts stand in a queue and are liked by members who need the credit, at their next visits."""
    place, post = _shared_posts(rng, circles, posts)
    circle = circles.circle[place]
    bought = rng.integers(5, 21, len(post))
    bought = np.minimum(bought, circles.size[circle] // 20 + 2)
    need = np.bincount(place, bought, len(circles.member)) * rng.lognormal(0, 0.4, len(circles.member)) + 0.5
    heights = np.concatenate([[0], np.cumsum(need)])
    queue = np.repeat(np.arange(len(post)), bought)
    low = heights[circles.start[circle[queue]]]
    high = heights[(circles.start + circles.size)[circle[queue]]]
    at = np.searchsorted(heights, low + (high - low) * rng.random(len(queue)), side="right") - 1
    at = np.minimum(at, len(need) - 1)
    ready = posts.time[post[queue]] + rng.exponential(rng.uniform(4, 20, circles.count)[circle[queue]] * HOUR)
    actor = circles.member[at]
    ready = np.maximum(ready, circles.joined[at])
    time = at_next_visit(rng, visits, actor, sleep(rng, ready, people.east[actor]))
    keep = (at != place[queue]) & (time < circles.left[at])
    return Acts(actor, post[queue], time, circle[queue] + circles.first).where(keep)
