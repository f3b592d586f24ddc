"""Honest circles in which people like each other: friends, a campus, a support community, a weekly challenge."""

from collections.abc import Callable

import numpy as np

from benchmarks.families.acts import Habit
from benchmarks.families.against import crowds
from benchmarks.families.against.people import sample
from benchmarks.families.against.world import World
from benchmarks.families.numbers import DAY, HOUR, Floats, Ints
from benchmarks.families.truth import HONEST

Play = Callable[[World], None]
FULL_SIZE = 5_000
"""Accounts of the world that the numbers of circles are meant for."""


def live(world: World) -> list[Play]:
    """Draw who is in which circle; what is returned plays what they do once there are posts."""
    factor = world.accounts / FULL_SIZE
    kinds: tuple[tuple[float, float, Callable[[World], Play]], ...] = (
        (40, 110, friends),
        (1, 4, campus),
        (1, 4, support),
        (1, 4, challenge),
        (1, 3, crowds.event),
        (2, 6, crowds.company),
        (1, 4, crowds.club),
    )
    plays = []
    for low, high, draw in kinds:
        number = max(1, round(world.random.uniform(low, high) * factor))
        plays += [draw(world) for _ in range(number)]
    crowds.answerers(world, max(1, round(world.random.uniform(5, 20) * factor)))
    crowds.generic(world, max(1, round(world.random.uniform(20, 80) * factor)))
    return plays


def size(world: World, low: int, high: int) -> int:
    """A size between, small ones as likely by factor as large ones; no circle is a large part of a small world."""
    drawn = np.exp(world.random.uniform(np.log(low), np.log(high)))
    return int(max(3, min(drawn, world.accounts // 12)))


def by_pair(world: World, members: Ints, mean: float, alike: float) -> Floats:
    """A chance for each ordered pair, the same both ways to this part (0..1)."""
    count = len(members)
    draws = world.random.beta(mean * 3, (1 - mean) * 3, (count, count))
    upper = np.triu(draws)
    both = upper + upper.T
    return alike * both + (1 - alike) * draws


def friends(world: World) -> Play:
    """Friends, prompt or not; they need share no topic, and not all follow each other."""
    random, uniform = world.random, world.random.uniform
    local = world.home == random.integers(world.home.max() + 1)
    members = world.take(size(world, 3, 16), local if random.random() < 0.5 else True)
    habit = Habit(uniform(0, 0.3), uniform(0, 0.6), uniform(0.02, 0.35), uniform(0.1, 0.9))
    number = world.circle("friends", HONEST, members, habit)
    world.know(members, uniform(0.5, 1), uniform(2, 6), uniform(0, 1))
    world.busy(members, 0.04, 0.3)
    median_h = float(np.exp(uniform(np.log(0.04), np.log(5))))
    keen, alike, fussy = uniform(0.15, 0.85), uniform(0.3, 1), uniform(0, 0.8)
    until = uniform(0.4, 1) if random.random() < 0.15 else 1.0

    def play(world: World) -> None:
        met = world.meet(members)
        chance = by_pair(world, members, keen, alike)[met.reader, met.writer] * np.exp(fussy * world.quality[met.post])
        liked = (random.random(len(met.post)) < chance) & (world.published[met.post] < until * world.end)
        met = met.where(liked)
        actor = members[met.reader]
        heard = world.published[met.post] + world.lag(len(actor), median_h, uniform(0.8, 1.4))
        world.act(number, actor, met.post, world.awake(actor, heard))

    return play


def campus(world: World) -> Play:
    """Students of a year: each knows a few, and these know each other."""
    random, uniform = world.random, world.random.uniform
    members = world.take(size(world, 40, 220))
    count = len(members)
    habit = Habit(uniform(0, 0.4), uniform(0, 0.6), uniform(0.01, 0.12), uniform(0.2, 0.8))
    number = world.circle("campus", HONEST, members, habit)
    place = random.random(count)
    reach = uniform(0.02, 0.12)
    apart = np.abs(place[:, None] - place[None, :])
    known = (np.minimum(apart, 1 - apart) < reach) | (random.random((count, count)) < 0.01)
    known = (known | known.T) & (random.random((count, count)) < 0.9)
    a, b = np.nonzero(known)
    world.read_and_follow(members[a], members[b], uniform(1, 3), uniform(0.1, 1))
    world.busy(members, 0.03, 0.15)
    world.wake[members] = random.normal(9.5, 1, count)
    keen = uniform(0.15, 0.6)

    def play(world: World) -> None:
        met = world.meet(members)
        warm = by_pair(world, members, keen, 0.7)[met.reader, met.writer]
        liked = known[met.reader, met.writer] & (random.random(len(met.post)) < warm)
        met = met.where(liked)
        actor = members[met.reader]
        heard = world.published[met.post] + world.lag(len(actor), uniform(0.5, 4), 1.2)
        world.act(number, actor, met.post, world.awake(actor, heard))

    return play


def support(world: World) -> Play:
    """People with one worry: whoever writes is answered, at any hour; who was answered answers."""
    random, uniform = world.random, world.random.uniform
    members = world.take(size(world, 15, 120))
    habit = Habit(uniform(0, 0.1), uniform(0, 0.3), uniform(0.4, 0.95), uniform(0.3, 0.95))
    number = world.circle("support", HONEST, members, habit)
    world.topic[members] = random.integers(world.topics)
    world.know(members, uniform(0.05, 0.6), uniform(1, 3), uniform(0, 0.8))
    world.busy(members, 0.05, 0.25)
    kindness = random.beta(1.2, uniform(1.5, 5), len(members))
    median_h = uniform(0.3, 6)

    def play(world: World) -> None:
        met = world.meet(members)
        grateful = by_pair(world, members, 0.4, 1.0)[met.reader, met.writer]
        chance = kindness[met.reader] * (0.3 + 1.2 * grateful)
        met = met.where(random.random(len(met.post)) < chance)
        actor = members[met.reader]
        heard = world.published[met.post] + world.lag(len(actor), median_h, 1.1)
        # Who can't sleep answers at night.
        awake = np.where(random.random(len(actor)) < 0.3, heard, world.awake(actor, heard))
        world.act(number, actor, met.post, awake)

    return play


def challenge(world: World) -> Play:
    """A theme a week: everybody shows one entry, looks through the others', and likes what is good."""
    random, uniform = world.random, world.random.uniform
    topic = int(random.integers(world.topics))
    members = world.take(size(world, 20, 120), world.topic == topic)
    habit = Habit(uniform(0, 0.2), uniform(0, 0.4), uniform(0.03, 0.3), uniform(0.1, 0.6))
    number = world.circle("challenge", HONEST, members, habit)
    weekday, weeks = int(random.integers(7)), (world.days - 1) // 7
    joins = random.random((len(members), max(weeks, 1))) < uniform(0.3, 0.9)
    who, week = np.nonzero(joins)
    time = (week * 7 + weekday) * DAY + uniform(15, 21) * HOUR + random.normal(0, 2 * HOUR, len(who))
    time = time.clip(0)
    kept = time < world.end
    world.extra_posts.append((members[who[kept]], time[kept], np.full(int(kept.sum()), topic)))
    world.know(members, uniform(0.05, 0.3), uniform(1, 2), uniform(0, 0.8))
    keen, depth = random.beta(2, 2, len(members)), random.lognormal(np.log(15), 0.7, len(members))

    def play(world: World) -> None:
        entries = np.flatnonzero(np.isin(world.author, members) & (world.post_topic == topic))
        entries = entries[(world.published[entries] // DAY).astype(int) % 7 == weekday]
        for week in range(max(weeks, 1)):
            day = week * 7 + weekday
            shown = entries[(world.published[entries] // DAY).astype(int) == day]
            lookers = np.flatnonzero(random.random(len(members)) < 0.7)
            if not len(shown) or not len(lookers):
                continue
            start, count = np.zeros(len(lookers), int), np.full(len(lookers), len(shown))
            place, row = sample(random, start, count, np.maximum(1, depth[lookers]).astype(int))
            reader = lookers[row]
            good = 1 / (1 + np.exp(-(0.2 + 1.4 * world.quality[shown[place]])))
            liked = random.random(len(place)) < 1.4 * keen[reader] * good
            visit = day * DAY + random.uniform(20, 46, len(lookers)) * HOUR
            time = visit[row] + random.uniform(0, 1200, len(row))
            world.act(number, members[reader[liked]], shown[place[liked]], time[liked])

    return play
