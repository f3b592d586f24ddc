"""Day by day: groups and friends promise acts, people read and like, and look back in the evening."""

from dataclasses import dataclass, field

import numpy as np

from benchmarks.families.agents.arrays import expand, joined, ranks, sigmoid
from benchmarks.families.agents.reading import Inbox, read
from benchmarks.families.agents.trades import Promise, promise, trade
from benchmarks.families.agents.world import TICK, Evening, World
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints, Objects

MEMORY = 2**27
"""Places of the table in which a pair of account and post is noted once it was read."""


@dataclass
class _Life:
    """What is under way: promises made and falling due, posts on their way to readers, who was met."""

    seen: Flags
    prompts: list[Objects]
    first_prompt: Ints
    inbox: Inbox = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)
    waiting: list[Objects] | None = None
    met: list[tuple[Objects, ...]] = field(default_factory=list)
    known: int = 0


def live(world: World) -> None:
    """Live all days."""
    random, posts = world.random, len(world.author)
    world.liked, world.shown, world.opened, world.completed = (np.zeros(posts) for _ in range(4))
    form = random.choice(3, posts, p=[0.52, 0.44, 0.04])
    world.format = form
    note, video = random.lognormal(np.log(25), 0.5, posts), random.lognormal(np.log(60), 0.9, posts)
    long = random.uniform(600, 5400, posts)
    world.duration = np.round(np.where(form == 0, note, np.where(form == 1, video, long)).clip(5, 5400))
    by_tick = np.argsort(world.session_tick, kind="stable")
    a_day = int(DAY / TICK)
    first = np.searchsorted(world.session_tick[by_tick], np.arange(world.days * a_day + 1))
    life = _begin(world)
    for day in range(world.days):
        _morning(world, life, day)
        for tick in range(day * a_day, (day + 1) * a_day):
            _fall_due(world, life, tick)
            read(world, tick, by_tick[first[tick] : first[tick + 1]], life.inbox, life.seen, life.met)
        _evening(world, life)
    if life.promises or life.waiting:
        last = joined([*life.promises, *([life.waiting] if life.waiting else [])])
        kept = last[2] < world.end
        world.acts.append(tuple(column[kept] for column in last))


def _begin(world: World) -> _Life:
    prompts = joined(world.prompts) if world.prompts else [np.zeros(0, int)] * 5
    order = np.argsort(prompts[1], kind="stable")
    prompts = [column[order] for column in prompts]
    return _Life(np.zeros(MEMORY, bool), prompts, np.searchsorted(prompts[1], np.arange(world.accounts + 1)))


def _fall_due(world: World, life: _Life, tick: int) -> None:
    """Acts that were promised for this tick are done."""
    if life.promises:
        new = joined([*life.promises, *([life.waiting] if life.waiting else [])])
        life.promises = []
        order = np.argsort(new[2], kind="stable")
        life.waiting = [column[order] for column in new]
    if life.waiting:
        end = np.searchsorted(life.waiting[2], (tick + 1) * TICK)
        due, life.waiting = [column[:end] for column in life.waiting], [column[end:] for column in life.waiting]
        world.acts.append(tuple(due))
        np.add.at(world.liked, due[1], 1)


def _morning(world: World, life: _Life, day: int) -> None:
    low, high = np.searchsorted(world.published, [day * DAY, (day + 1) * DAY])
    posts = np.arange(low, high)
    for group in world.groups:
        trade(world, life.promises, group, day)
    _prompted(world, life, posts)
    for evening in world.evenings:
        if evening.day == day:
            _hashtag(world, life, evening, posts)
    _deliver(world, life, posts, day)


def _prompted(world: World, life: _Life, posts: Ints) -> None:
    """Friends, fans and staff hear of a post, where it is shown to them."""
    random, author = world.random, world.author[posts]
    who, _, share, median, number = life.prompts
    place, row = expand(life.first_prompt[author], life.first_prompt[author + 1] - life.first_prompt[author])
    post = posts[row]
    shown = random.random(len(posts)) < world.shows[author]
    done = shown[row] & (random.random(len(place)) < share[place])
    place, post = place[done], post[done]
    actor = who[place]
    time = world.published[post] + random.lognormal(np.log(median[place]), 0.8)
    when_online = random.random(len(place)) < 0.3
    time = np.where(when_online, world.next_session(actor, world.published[post])[0] + 60, time)
    promise(world, life.promises, actor, post, time, number[place], rule=False)


def _hashtag(world: World, life: _Life, evening: Evening, posts: Ints) -> None:
    """People look through the hashtag, once or twice, newest first."""
    random = world.random
    by_member = np.isin(world.author[posts], evening.members)
    tagged = posts[by_member & (world.published[posts] > evening.day * DAY + 18.4 * HOUR)]
    looker = np.r_[evening.members, evening.members[random.random(len(evening.members)) < 0.5]]
    visit = evening.day * DAY + random.uniform(19.5, 23.6, len(looker)) * HOUR
    keen, depth = random.beta(1.5, 2, len(looker)), random.lognormal(np.log(60), 0.7, len(looker))
    row, post = np.repeat(np.arange(len(looker)), len(tagged)), np.tile(tagged[::-1], len(looker))
    there = world.published[post] < visit[row]
    row, post = row[there], post[there]
    liked = random.random(len(row)) < keen[row] * sigmoid(0.5 + 0.6 * world.quality[post])
    liked = liked & (ranks(row) < depth[row])
    row, post = row[liked], post[liked]
    time = visit[row] + ranks(row) * random.uniform(5, 20, len(looker))[row]
    promise(world, life.promises, looker[row], post, time, evening.number, rule=False)


def _deliver(world: World, life: _Life, posts: Ints, day: int) -> None:
    """Every post goes to the followers' next session."""
    author = world.author[posts]
    first = np.searchsorted(world.edge_to, np.arange(world.accounts + 1))
    edge, row = expand(first[author], first[author + 1] - first[author])
    known = world.edge_since[edge] < (day + 1) * DAY
    edge, row = edge[known], row[known]
    when, session = world.next_session(world.edge_from[edge], world.published[posts[row]])
    comes = np.isfinite(when)
    edge, row, session = edge[comes], row[comes], session[comes]
    tick = world.session_tick[session]
    order = np.argsort(tick, kind="stable")
    tick = tick[order]
    cuts = np.flatnonzero(np.r_[True, tick[1:] != tick[:-1]]) if len(tick) else np.zeros(0, int)
    for start, end in zip(cuts, [*cuts[1:], len(tick)], strict=False):
        part = order[start:end]
        mail = (session[part], posts[row[part]], world.edge_affinity[edge[part]])
        life.inbox.setdefault(int(tick[start]), []).append(mail)


def _evening(world: World, life: _Life) -> None:
    """Who was liked looks back now and then; who was followed follows back."""
    none: tuple[Objects, ...] = (np.zeros(0, int), np.zeros(0, int), np.zeros(0))
    actor, post, time = joined([act[:3] for act in world.acts[life.known :]] or [none])
    life.known = len(world.acts)
    _look_back(world, life, actor, world.author[post], time)
    a, b, time = joined(life.met) if life.met else none
    back = world.random.random(len(a)) < world.follows_back[b] * np.minimum(1, 2 / world.popularity[b]) ** 0.5
    later = world.next_session(b[back], time[back])[0] + 30
    life.met = []
    _follow(world, np.r_[a, b[back]], np.r_[b, a[back]], np.r_[time, later])


def _look_back(world: World, life: _Life, actor: Ints, author: Ints, time: Floats) -> None:
    random = world.random
    received = np.bincount(author, minlength=world.accounts)[author]
    patience = np.where(world.answers[author] > 0.5, np.minimum(1, 40 / received), np.minimum(1, 6 / received))
    looks = random.random(len(actor)) < world.visits[author] * patience
    actor, author, time = actor[looks], author[looks], time[looks]
    visit = world.next_session(author, time)[0] + random.uniform(5, 900, len(actor))
    ok = visit < world.end
    actor, author, visit = actor[ok], author[ok], visit[ok]
    for back, chance in enumerate((0.75, 0.35, 0.15)):
        place = np.searchsorted(world.post_key, actor * world.beyond + visit) - 1 - back
        liked = (place >= world.first_post[actor]) & (random.random(len(actor)) < chance)
        post, who, when = world.by_author[place[liked]], author[liked], visit[liked]
        fresh = when - world.published[post] < 12 * DAY
        promise(world, life.promises, who[fresh], post[fresh], when[fresh] + 12 * back, 0, rule=False)


def _follow(world: World, a: Ints, b: Ints, time: Floats) -> None:
    """Add follows that there weren't."""
    key, first = np.unique(a * world.accounts + b, return_index=True)
    known = world.edge_keys[np.searchsorted(world.edge_keys, key).clip(0, len(world.edge_keys) - 1)] == key
    first = first[~known & (a[first] != b[first]) & (time[first] < world.end)]
    a, b, time = a[first], b[first], time[first]
    world.new_follows.append((a, b, time))
    world.edge_keys = np.sort(np.r_[world.edge_keys, a * world.accounts + b], kind="stable")
    affinity = world.random.normal(0.5, 0.8, len(a)).astype(np.float32)
    ends = np.r_[world.edge_to, b]
    order = np.argsort(ends, kind="stable")
    world.edge_from, world.edge_to = np.r_[world.edge_from, a][order], ends[order]
    world.edge_affinity = np.r_[world.edge_affinity, affinity][order]
    world.edge_since = np.r_[world.edge_since, time][order]
