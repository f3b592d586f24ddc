"""Honest habits that look like trading, each drawn per circle."""

from collections.abc import Callable

import numpy as np

from benchmarks.families.agents.world import Evening, Habits, World
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints

FULL_SIZE = 20_000
"""Accounts of the world that the numbers of circles were made for."""
SOMETIMES = 0.88
"""Chance that a world has circles of a kind at all."""


def live_honestly(world: World) -> None:
    """Draw all honest circles."""
    factor = world.accounts / FULL_SIZE
    lively = world.active > 0.4

    def times(low: int, high: int) -> int:
        there = world.random.random() < SOMETIMES
        return int(there) * max(1, round(world.random.integers(low, high) * factor))

    kinds: tuple[tuple[int, int, Callable[[World], None]], ...] = (
        (90, 220, _friends),
        (1, 6, _classmates),
        (2, 9, _enthusiasts),
        (3, 12, _club),
        (3, 10, _company),
    )
    for low, high, draw in kinds:
        for _ in range(times(low, high)):
            draw(world)
    _answerers(world, times(10, 40))
    for _ in range(times(1, 3)):
        _evening(world, np.asarray(lively))


def _prompt(world: World, who: Ints, whom: Ints, share: Floats | float, median_s: float, number: int) -> None:
    """Let `who` be told of each post of `whom`, and like this share of them."""
    count = len(who)
    wide = np.broadcast_to(share, count)
    world.prompts.append((who, whom, wide, np.full(count, median_s), np.full(count, number)))


def _friends(world: World) -> None:
    """Mutual and warm; some have a chat where a new post is shown."""
    random, uniform = world.random, world.random.uniform
    lively = world.active > 0.4
    size = int(random.integers(3, 13))
    if random.random() < 0.5:
        lively = lively & (world.home == random.integers(world.home.max() + 1))
    members = world.take(size, lively)
    if len(members) < 3:
        return
    habits = Habits(0, uniform(0, 0.7), uniform(0.1, 0.7), uniform(0.02, 0.25))
    number = world.name(members, "circle", habits)
    world.rate[members] = np.maximum(world.rate[members], random.lognormal(np.log(0.1), 0.8, len(members)))
    world.mesh(members, uniform(0.8, 1), uniform(1.6, 3.8))
    world.shows[members] = uniform(0, 0.7) * (random.random() < 0.5)
    a, b = np.repeat(members, len(members)), np.tile(members, len(members))
    other = a != b
    share = uniform(0.3, 0.85)
    _prompt(world, a[other], b[other], share, random.lognormal(np.log(1500), 0.7), number)


def _classmates(world: World) -> None:
    """Dense, in the evening."""
    random, uniform = world.random, world.random.uniform
    members = world.take(int(random.integers(30, 81)), world.active > 0.4)
    count = len(members)
    world.name(members, "campus")
    world.mesh(members, uniform(0.25, 0.7), uniform(0.8, 2), 1)
    world.rate[members] = np.maximum(world.rate[members], random.lognormal(np.log(0.07), 0.7, count))
    world.hours[members] = np.array([12.3, 18, 21, 22.6]) + random.normal(0, 0.5, (count, 4))
    world.slots[members] = random.dirichlet([0.5, 1, 4, 3], count)
    world.liking[members] = world.liking[members].clip(-1) + 0.2


def _enthusiasts(world: World) -> None:
    """They read each other, and like what is good."""
    random, uniform = world.random, world.random.uniform
    topic = random.integers(world.into.shape[1])
    members = world.take(int(random.integers(30, 151)), (world.active > 0.4) & world.into[:, topic])
    world.name(members, "hobby")
    world.mesh(members, uniform(0.15, 0.5), uniform(0.3, 1.2))
    world.interests[members, 0] = topic
    world.interest_sums[members] = np.maximum(world.interest_sums[members], 0.7)
    world.rate[members] = np.maximum(world.rate[members], random.lognormal(np.log(0.12), 0.8, len(members)))
    world.taste[members] = uniform(1.1, 2.2)
    world.liking[members] -= 0.3
    world.talk[members] += uniform(0, 1)


def _club(world: World) -> None:
    """An idol and the prompt fans; nothing comes back."""
    random, uniform = world.random, world.random.uniform
    idol = world.take(1, world.popularity > 1.5)
    fans = world.take(random.lognormal(np.log(80), 0.5), world.active > 0.2)
    world.stay(idol)
    world.name(idol, "idol")
    number = world.name(fans, "fans", Habits(0, uniform(0, 0.3), uniform(0.2, 0.8), uniform(0.02, 0.2)))
    world.rate[idol] = uniform(0.4, 2)
    world.active[idol] = 2.5
    idols = np.full(len(fans), idol[0])
    world.tie(fans, idols, random.normal(2.6, 0.7, len(fans)))
    share = random.beta(2, 2, len(fans))
    _prompt(world, fans, idols, share, uniform(400, 3000), number)


def _company(world: World) -> None:
    """Employees and the accounts of their company."""
    random, uniform = world.random, world.random.uniform
    company = world.take(int(random.integers(1, 4)))
    staff = world.take(int(random.integers(10, 41)), world.active > 0.2)
    world.stay(company)
    world.name(company, "company")
    habits = Habits(uniform(0, 0.2), uniform(0.2, 0.9), uniform(0.2, 0.8), uniform(0, 0.1))
    number = world.name(staff, "staff", habits)
    world.rate[company] = uniform(0.3, 1.6, len(company))
    world.hours[company] = [9.5, 11.5, 14.5, 17]
    world.active[company] = 3.5
    a, b = np.repeat(staff, len(company)), np.tile(company, len(staff))
    world.tie(a, b, 1.5)
    share = uniform(0.75, 0.97)
    _prompt(world, a, b, share, uniform(300, 1200), number)


def _answerers(world: World, count: int) -> None:
    """Creators who like back, and answer all who comment."""
    uniform = world.random.uniform
    members = world.take(count, world.popularity > 0.8)
    for one in members:
        world.name(np.array([one]), "answerer")
    world.stay(members)
    count = len(members)
    world.visits[members] = uniform(0.3, 0.85, count)
    world.answers[members] = uniform(0.7, 1, count)
    world.follows_back[members] = uniform(0.3, 0.9, count)
    world.rate[members] = uniform(0.2, 1.2, count)
    world.active[members] = uniform(2, 4, count)


def _evening(world: World, lively: Flags) -> None:
    """One evening, one hashtag."""
    random, uniform = world.random, world.random.uniform
    members = world.take(min(int(random.integers(140, 261)), world.accounts // 25), lively)
    world.stay(members)
    day = int(random.integers(2, world.days - 2))
    number = world.name(members, "event", Habits(0, uniform(0, 0.6), uniform(0.2, 0.7), uniform(0.02, 0.2)))
    posting = members[random.random(len(members)) < uniform(0.5, 0.95)]
    world.evenings.append(Evening(members, day, number))
    world.extra_posts.append((posting, day * DAY + random.triangular(18.5, 19.6, 22, len(posting)) * HOUR))
