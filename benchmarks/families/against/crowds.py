"""Honest people who act in numbers or to many: an evening's event, staff, fans, answerers, generic commenters."""

from collections.abc import Callable

import numpy as np

from benchmarks.families.acts import Habit, in_run
from benchmarks.families.against.world import World
from benchmarks.families.numbers import DAY, HOUR, Ints
from benchmarks.families.truth import HONEST

Play = Callable[[World], None]


def event(world: World) -> Play:
    """A city's run, a fair, a watch party: hundreds under one hashtag, for an evening or for some."""
    random, uniform = world.random, world.random.uniform
    members = world.take(min(int(np.exp(uniform(np.log(60), np.log(260)))), world.accounts // 8))
    habit = Habit(uniform(0, 0.4), uniform(0, 0.7), uniform(0.01, 0.2), uniform(0.2, 0.9))
    number = world.circle("event", HONEST, members, habit)
    topic = int(random.integers(world.topics))
    days = random.choice(np.arange(1, world.days - 1), int(random.choice([1, 1, 2, 3])), replace=False)
    comes = uniform(0.5, 0.95)
    evenings = []
    for day in days:
        there = members[random.random(len(members)) < comes]
        author = np.repeat(there, 1 + (random.random(len(there)) < uniform(0, 0.5)))
        time = day * DAY + random.triangular(17.5, 19.5, 23, len(author)) * HOUR
        world.extra_posts.append((author, time, np.full(len(author), topic)))
        evenings.append((int(day), there))
    world.know(members, uniform(0, 0.02), 1, uniform(0, 0.6))
    keen, depth, fussy = random.beta(1.5, 2, len(members)), uniform(15, 90), uniform(0, 1)

    def play(world: World) -> None:
        of_member = np.zeros(world.accounts)
        of_member[members] = keen
        for day, there in evenings:
            low, high = (day * DAY + hour * HOUR for hour in (17, 24))
            on_tag = (world.published > low) & (world.published < high) & np.isin(world.author, there)
            tagged = np.flatnonzero(on_tag)[::-1]
            visitor = np.r_[there, there[random.random(len(there)) < 0.5]]
            visit = day * DAY + random.uniform(19, 24, len(visitor)) * HOUR
            row, post = np.repeat(np.arange(len(visitor)), len(tagged)), np.tile(tagged, len(visitor))
            shown = world.published[post] < visit[row]
            row, post = row[shown], post[shown]
            deep = random.lognormal(np.log(depth), 0.7, len(visitor))
            warm = of_member[visitor[row]] * np.exp(fussy * world.quality[post] - 0.2)
            liked = (random.random(len(row)) < warm) & (in_run(row) < deep[row])
            row, post = row[liked], post[liked]
            time = visit[row] + in_run(row) * random.uniform(3, 20, len(visitor))[row]
            world.act(number, visitor[row], post, time)

    return play


def company(world: World) -> Play:
    """The staff of a brand like what it posts, during working hours, and now and then each other."""
    random, uniform = world.random, world.random.uniform
    brand, staff = world.take(int(random.integers(1, 4))), world.take(min(int(uniform(8, 60)), world.accounts // 12))
    single = Habit(0, 0, 0.02, 0.2)
    habit = Habit(uniform(0, 0.4), uniform(0.1, 0.9), uniform(0, 0.3), uniform(0.3, 0.95))
    world.circle("company", HONEST, brand, single)
    number = world.circle("staff", HONEST, staff, habit)
    world.rate[brand] = uniform(0.3, 1.5, len(brand))
    a, b = np.repeat(staff, len(brand)), np.tile(brand, len(staff))
    world.read_and_follow(a, b, 3, uniform(0.3, 1))
    world.know(staff, uniform(0.05, 0.5), uniform(1, 3), uniform(0, 0.8))
    duty, chat, median_h = random.beta(3, uniform(0.5, 2), len(staff)), uniform(0, 0.25), uniform(0.05, 1.5)

    def play(world: World) -> None:
        posts = np.concatenate([_posts_of(world, one) for one in brand])
        reader, post = np.repeat(np.arange(len(staff)), len(posts)), np.tile(posts, len(staff))
        done = random.random(len(reader)) < duty[reader]
        actor, post = staff[reader[done]], post[done]
        heard = world.published[post] + world.lag(len(actor), median_h, 0.9)
        met = world.meet(staff)
        met = met.where(random.random(len(met.post)) < chat)
        seen = world.published[met.post] + world.lag(len(met.post), 3, 1.2)
        world.act(number, actor, post, world.awake(actor, heard))
        world.act(number, staff[met.reader], met.post, world.awake(staff[met.reader], seen))

    return play


def club(world: World) -> Play:
    """An idol and prompt fans; nothing comes back, but fans like each other's fan art now and then."""
    random, uniform = world.random, world.random.uniform
    idol = world.take(1, world.fame > 0.8)
    fans = world.take(min(random.lognormal(np.log(70), 0.5), world.accounts / 10))
    world.circle("idol", HONEST, idol, Habit(0, 0, 0.02, 0.2))
    habit = Habit(uniform(0, 0.3), uniform(0, 0.4), uniform(0.05, 0.4), uniform(0.3, 0.9))
    number = world.circle("fans", HONEST, fans, habit)
    world.rate[idol] = uniform(0.3, 2)
    world.read_and_follow(fans, np.full(len(fans), idol[0]), 4, uniform(0.5, 1))
    world.know(fans, uniform(0, 0.15), uniform(1, 2), uniform(0, 0.7))
    devotion, median_h = random.beta(2, 1.2, len(fans)), uniform(0.03, 1)

    def play(world: World) -> None:
        posts = _posts_of(world, idol[0])
        fan, post = np.repeat(np.arange(len(fans)), len(posts)), np.tile(posts, len(fans))
        done = random.random(len(fan)) < devotion[fan]
        actor, post = fans[fan[done]], post[done]
        heard = world.published[post] + world.lag(len(actor), median_h, 1)
        world.act(number, actor, post, world.awake(actor, heard))

    return play


def answerers(world: World, count: int) -> None:
    """Creators who like back whoever came by (see `answering`)."""
    random, uniform = world.random, world.random.uniform
    members = world.take(count, world.fame > 0.4)
    for one in members:
        world.circle("answerer", HONEST, np.array([one]), Habit(0, 0, 0.1, 0.4))
    world.answering[members] = uniform(0.3, 0.95, len(members))
    world.rate[members] = uniform(0.15, 1.2, len(members))
    world.talks[members] = uniform(0.1, 0.6, len(members))
    world.activity[members] *= random.uniform(1, 3, len(members))


def generic(world: World, count: int) -> None:
    """People who read a lot and write the same few words under everything."""
    members = world.take(count)
    for one in members:
        world.circle("generic", HONEST, np.array([one]), Habit(0, 0, 0.5, 0.95))
    world.activity[members] *= world.random.uniform(2, 6, len(members))
    world.talks[members] = world.random.uniform(0.3, 0.8, len(members))
    world.generic[members] = world.random.uniform(0.8, 1, len(members))
    world.liking[members] += 0.5


def _posts_of(world: World, account: Ints) -> Ints:
    return world.in_order[world.first[account] : world.first[account + 1]]
