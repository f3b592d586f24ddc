"""Groups that trade likes, formed of acquaintances, of strangers, or of a club that takes it up."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.families.acts import Habit, Meetings, in_run
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints
from benchmarks.families.town.circles import Play, closeness
from benchmarks.families.town.words import SPEECH
from benchmarks.families.town.world import Town
from benchmarks.families.truth import TRADES

PLANTED = (0.03, 0.11)
"""Share of people in groups, drawn per town."""
SIZES = {
    "chat": (5, 70),
    "evening": (8, 80),
    "ladder": (20, 110),
    "turn": (7, 45),
    "bank": (40, 200),
    "soft": (5, 25),
}


@dataclass(frozen=True)
class Group:
    """A group: when each member takes part (s), which share of their posts each brings, how well each complies."""

    number: int
    members: Ints
    since: Floats
    until: Floats
    brings: Floats
    comply: Floats


def plant(town: Town) -> list[Play]:
    """Draw groups of every kind in turn until the town's share is reached."""
    random = town.random
    left = random.uniform(*PLANTED) * town.accounts
    kinds = list(random.permutation(list(SIZES)))
    plays = []
    while left > 0:
        kind = kinds.pop(0)
        kinds.append(kind)
        low, high = SIZES[kind]
        size = np.exp(random.uniform(np.log(low), np.log(high)))
        members = _recruit(town, int(max(5, min(size, town.accounts // 12))))
        left -= max(len(members), 1)
        if len(members) >= 5:
            plays.append(_play(town, kind, members))
    return plays


def _free(town: Town) -> Flags:
    """Who may join: no shop, no newcomer, and nobody who trades already."""
    return np.asarray(~town.traders & ~town.shop & (town.arrives < 0) & (town.active > 0.15))


def _recruit(town: Town, size: int) -> Ints:
    random = town.random
    mode = random.random()
    if mode < 0.4:
        members = _acquaintances(town, size)
    elif mode < 0.55:
        members = _club(town, size)
    else:
        posting = _free(town) & ((town.rate > 0.03) | (random.random(town.accounts) < 0.2))
        found = np.flatnonzero(posting)
        members = random.choice(found, min(size, len(found)), replace=False)
    town.traders[members] = True
    return np.asarray(members)


def _acquaintances(town: Town, size: int) -> Ints:
    """One brings another: of whom a member knows, some come along."""
    random, free = town.random, _free(town)
    willing = free & (random.random(town.accounts) < random.uniform(0.2, 0.7))
    start = random.choice(np.flatnonzero(free))
    members = np.array([start])
    new = members
    while len(members) < size and len(new):
        near = np.unique(town.tie_to[np.isin(town.tie_from, new)])
        near = np.setdiff1d(near[willing[near]], members)
        new = random.permutation(near)[: min(size - len(members), 2 * len(new) + 1)]
        members = np.r_[members, new]
    return members


def _club(town: Town, size: int) -> Ints:
    """Most of a club or workplace; these went on before as people do who know each other."""
    random, free = town.random, _free(town)
    layer = town.layers[int(random.choice([2, 4, 5]))]
    sizes = np.bincount(layer.place[layer.place >= 0])
    fitting = np.flatnonzero((sizes >= 6) & (sizes <= max(12, size * 1.5)))
    if not len(fitting):
        return _acquaintances(town, size)
    people = np.flatnonzero((layer.place == random.choice(fitting)) & free)
    return np.asarray(people[random.random(len(people)) < random.uniform(0.6, 1)])


def _play(town: Town, kind: str, members: Ints) -> Play:
    random, uniform, count = town.random, town.random.uniform, len(members)
    quiet = kind == "soft"
    habit = Habit(
        uniform(0, 0.15) if quiet else uniform(0, 0.7),
        uniform(0, 0.4) if quiet else uniform(0, 0.95),
        uniform(0.01, 0.3),
        uniform(0.1, 0.5) if quiet else uniform(0.1, 0.95),
    )
    number = town.circle(kind, TRADES, members, habit)
    if not quiet and random.random() < 0.6:
        town.phrases[number] = list(random.choice(SPEECH.praise, int(random.integers(3, 20)), replace=False))
    busy = random.lognormal(np.log(uniform(0.08, 0.45)), 0.7, count)
    # Some only help, and hardly post.
    busy[random.random(count) < uniform(0, 0.4)] *= 0.1
    town.rate[members] = np.maximum(town.rate[members], busy)
    town.active[members] = np.maximum(town.active[members], uniform(0.4, 1.5, count))
    _follow_each_other(town, members, uniform(0, 1) if random.random() < 0.5 else 0.0)
    mean = uniform(0.35, 0.6) if quiet else uniform(0.4, 0.97)
    born = uniform(0.05, 0.5) * town.end if random.random() < 0.5 else 0.0
    dies = uniform(0.6, 1) * town.end if random.random() < 0.25 else town.end
    late = (random.random(count) < uniform(0, 0.4)) * random.uniform(0, 0.6, count) * town.end
    early = np.where(random.random(count) < uniform(0, 0.3), random.uniform(0.4, 1, count), 1) * town.end
    group = Group(
        number,
        members,
        np.maximum(born, late),
        np.minimum(dies, early),
        random.beta(4, uniform(0.5, 4), count),
        random.beta(mean * 8, (1 - mean) * 8, count),
    )
    rule = _RULES[kind]

    def play(town: Town) -> None:
        rule(town, group)

    return play


def _follow_each_other(town: Town, members: Ints, share: float) -> None:
    random = town.random
    a, b = np.repeat(members, len(members)), np.tile(members, len(members))
    kept = (a != b) & (random.random(len(a)) < share * min(1, 40 / len(members)))
    a, b = a[kept], b[kept]
    town.follows.append((a, b, random.uniform(-20, 10, len(a)) * DAY))


def _links(town: Town, group: Group) -> Meetings:
    """Members before the links of others, while both take part."""
    met = town.meet(group.members)
    draws, time = town.random.random(len(town.author)), town.published[met.post]
    here = (time >= np.maximum(group.since[met.reader], group.since[met.writer])) & (
        time < np.minimum(group.until[met.reader], group.until[met.writer])
    )
    return met.where(here & (draws[met.post] < group.brings[met.writer]))


def _complying(town: Town, group: Group, met: Meetings) -> Meetings:
    return met.where(town.random.random(len(met.post)) < group.comply[met.reader])


def _chat(town: Town, group: Group) -> None:
    """Links in a chat: at once, or when next online."""
    met = _complying(town, group, _links(town, group))
    at_once = town.random.beta(1.5, 1.5, len(group.members))[met.reader]
    actor = group.members[met.reader]
    median_h = town.random.uniform(0.1, 2)
    town.act(group.number, actor, met.post, town.hears(actor, met.post, at_once, median_h))


def _evening(town: Town, group: Group) -> None:
    """A list of the day's links, worked down in one run at one's hour."""
    random = town.random
    met = _complying(town, group, _links(town, group))
    hour = random.normal(random.uniform(18, 22), random.uniform(0.3, 2), len(group.members)) % 24
    gap = random.uniform(4, 30, len(group.members))
    published = town.published[met.post]
    day = published // DAY
    visit = day * DAY + hour[met.reader] * HOUR
    day = np.where(visit > published, day, day + 1)
    order = np.lexsort((published, day, met.reader))
    met, day = met.where(order), day[order]
    run = in_run(met.reader * (town.days + 2) + day.astype(int))
    start = day * DAY + (hour * HOUR)[met.reader] + _jitter(town, met.reader, day.astype(int))
    time = np.maximum(start, town.published[met.post] + 20) + run * gap[met.reader]
    town.act(group.number, group.members[met.reader], met.post, time)


def _jitter(town: Town, reader: Ints, day: Ints) -> Floats:
    """The same for all of a member's acts of a day, s."""
    draws = town.random.normal(0, 1500, (int(reader.max()) + 1 if len(reader) else 1, town.days + 2))
    return np.asarray(draws[reader, day])


def _ladder(town: Town, group: Group) -> None:
    """Before one's own link, like the last few of others."""
    random = town.random
    place = np.full(town.accounts, -1)
    place[group.members] = np.arange(len(group.members))
    own = place[town.author]
    time = town.published
    here = (own >= 0) & (time >= group.since[own]) & (time < group.until[own])
    links = np.flatnonzero(here & (random.random(len(own)) < group.brings[own]))
    steps = int(random.integers(4, 16))
    for back in range(1, min(steps, len(links) - 1) + 1):
        target, mine = links[:-back], links[back:]
        done = random.random(len(target)) < group.comply[own[mine]]
        before = town.random.uniform(10, 60) * back
        when = np.maximum(time[mine] - before, time[target] + 15)
        town.act(group.number, town.author[mine][done], target[done], when[done])


def _turn(town: Town, group: Group) -> None:
    """Each member has a day of the week; then all like what they posted since the last time."""
    random = town.random
    met = _complying(town, group, _links(town, group))
    day = random.integers(0, 7, len(group.members))
    hour = random.uniform(8, 20, len(group.members))
    published = town.published[met.post]
    due = (day[met.writer] * DAY + hour[met.writer] * HOUR - published) % (7 * DAY) + published
    actor = group.members[met.reader]
    time = town.next_session(actor, due)[0] + random.uniform(5, 900, len(actor))
    town.act(group.number, actor, met.post, time)


def _bank(town: Town, group: Group) -> None:
    """Likes given are saved up and spent; who likes what is up to chance."""
    random, count = town.random, len(group.members)
    posts = np.unique(_links(town, group).post)
    if not len(posts):
        return
    place = np.full(town.accounts, -1)
    place[group.members] = np.arange(count)
    saves = random.lognormal(0, 1, count) * group.comply
    spends = random.lognormal(0, 1, count) * (random.random(count) > random.uniform(0, 0.4))
    wanted = spends[place[town.author[posts]]]
    if wanted.sum() <= 0:
        return
    total = int(random.uniform(6, 25) * len(posts))
    post = random.choice(posts, total, p=wanted / wanted.sum())
    reader = random.choice(count, total, p=saves / saves.sum())
    actor, published = group.members[reader], town.published[post]
    here = (published >= group.since[reader]) & (published < group.until[reader])
    due = published + random.beta(1, 2.5, total) * 3 * DAY
    time = town.next_session(actor, due)[0] + random.uniform(5, 1500, total)
    town.act(group.number, actor[here], post[here], time[here])


def _softly(town: Town, group: Group) -> None:
    """As people do who know each other: the closer the more, and what is good."""
    random = town.random
    met = _links(town, group)
    close = np.maximum(closeness(town, group.members), 0.0)[met.reader, met.writer]
    chance = group.comply[met.reader] * (0.6 + 0.2 * close) * np.exp(0.3 * town.quality[met.post])
    met = met.where(random.random(len(met.post)) < chance)
    actor = group.members[met.reader]
    town.act(group.number, actor, met.post, town.hears(actor, met.post, 0.3, random.uniform(0.5, 5)))


_RULES: dict[str, Callable[[Town, Group], None]] = {
    "chat": _chat,
    "evening": _evening,
    "ladder": _ladder,
    "turn": _turn,
    "bank": _bank,
    "soft": _softly,
}
