"""Who they are: interests, hours, how they like, talk, post and follow back."""

import numpy as np

from benchmarks.families.agents.world import AFTERLIFE, TOPICS, World

LURKERS, OWLS, SHIFT_WORKERS = 0.28, 0.08, 0.12
NEWCOMERS, QUITTERS = 0.1, 0.07
HOME_SIZE = 140


def draw_people(world: World) -> None:
    """Draw everybody."""
    random, count = world.random, world.accounts
    _interests(world)
    world.popularity = random.pareto(1.5, count) + 0.2
    world.skill = 0.45 * random.normal(size=count) + 0.2 * np.log(world.popularity)
    world.home = random.integers(max(1, count // HOME_SIZE), size=count)
    world.chinese = random.random(count) < random.uniform(0.6, 0.97)
    lurks = random.random(count) < LURKERS
    _hours(world)
    world.liking = random.normal(0, 0.95, count) - 2.3 * lurks
    world.talk = random.normal(-3.2, 1.0, count) + 2.3 * world.comments_only
    world.taste = random.lognormal(np.log(0.7), 0.35, count)
    world.appetite = random.lognormal(0, 0.5, count)
    world.generic = random.beta(1.1, 3.5, count)
    world.follows_back = 1 - random.beta(2.2, 1, count) ** world.warmth
    world.visits = (random.beta(0.6, 5, count) * world.warmth).clip(0, 0.9)
    world.answers = np.full(count, 0.06)
    world.rate = (
        random.lognormal(np.log(0.1), 1.1, count).clip(0, 5)
        * (random.random(count) < np.where(lurks, 0.15, 0.62))
        * np.sqrt(world.active.clip(0.2, 2))
        * world.popularity.clip(0.3, 6) ** 0.15
    )
    _stay(world)
    world.shows = np.ones(count)


def _interests(world: World) -> None:
    """One to four topics each, some topics more common."""
    random, count = world.random, world.accounts
    common = 1 / (np.arange(TOPICS) + 4.0)
    world.interests = random.choice(TOPICS, (count, 4), p=common / common.sum())
    weight = random.exponential(1, (count, 4)) * (np.arange(4) <= random.binomial(3, 0.45, count)[:, None])
    world.interest_sums = np.cumsum(weight / weight.sum(1, keepdims=True), 1)
    world.into = np.zeros((count, TOPICS), bool)
    account, place = np.nonzero(weight > 0)
    world.into[account, world.interests[account, place]] = True


def _hours(world: World) -> None:
    """Sessions a day, and the four hours of the day at which they are; owls and shift workers have others."""
    random, count = world.random, world.accounts
    owl = random.random(count) < OWLS
    shift = random.random(count) < SHIFT_WORKERS
    world.active = random.lognormal(np.log(1.25), 0.85, count).clip(0.03, 4)
    world.hours = np.array([8, 12.5, 19.5, 22.3]) + random.normal(0, 1.2, (count, 4))
    world.hours[owl] = np.array([0.8, 2.8, 15, 23.4]) + random.normal(0, 1, (owl.sum(), 4))
    world.hours[shift] = random.uniform(0, 24, (shift.sum(), 4))
    world.slots = random.dirichlet([1.2] * 4, count)
    world.off = random.beta(1.2, 4.5, count)


def _stay(world: World) -> None:
    """First and last day; newcomers follow back more."""
    random, count, days = world.random, world.accounts, world.days
    new = random.random(count) < NEWCOMERS
    world.join = np.where(new, random.integers(1, max(2, days), count), 0)
    left = random.random(count) < QUITTERS
    world.quit = np.where(left, world.join + random.integers(1, days + 1, count), days + AFTERLIFE)
    world.follows_back[world.join > 0] = random.beta(3, 2, (world.join > 0).sum())
    world.visits[world.join > 0] *= 2
