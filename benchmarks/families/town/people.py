"""Who lives in town: households, what people do by day, clubs, and what they are like."""

import numpy as np

from benchmarks.families.numbers import Ints
from benchmarks.families.town.world import AT_HOME, HOBBIES, PUPIL, WORKER, Layer, Town

HOUSEHOLDS = (0.3, 0.32, 0.17, 0.14, 0.05, 0.02)
"""Shares of households with one, two, … people on the platform."""
STREET = 60


def settle(town: Town) -> None:
    """Draw people and the places at which they meet."""
    random, count = town.random, town.accounts
    town.life = random.choice(3, count, p=[0.2, 0.58, 0.22])
    town.hobby = random.integers(0, HOBBIES, count)
    town.sociable = random.lognormal(0, 0.6, count)
    _characters(town)
    household = _households(random, count)
    street = household // max(1, STREET // 2)
    town.layers = [
        Layer("family", household, 9, 0.97, 2.2),
        Layer("class", _places(town, PUPIL, 18, 42), town.reach, 0.8, 0.6),
        Layer("workplace", _places(town, WORKER, 3, 120), town.reach, 0.9, 0.3),
        Layer("street", street, 2, 0.3, -0.1),
    ]
    for _ in range(2):
        town.layers.append(Layer("club", _clubs(town), town.reach, 0.9, 0.5))


def _characters(town: Town) -> None:
    random, count = town.random, town.accounts
    lurks = random.random(count) < random.uniform(0.2, 0.6)
    town.active = random.lognormal(np.log(1.3), 0.7, count).clip(0.05, 5)
    town.rate = random.lognormal(np.log(0.09), 1, count).clip(0, 3) * np.where(lurks, random.random(count) < 0.2, 1)
    town.liking = random.normal(0, 0.8, count) - 0.8 * lurks
    town.taste = random.lognormal(np.log(0.6), 0.4, count)
    town.talks = random.beta(0.7, 8, count)
    town.generic = random.beta(town.generic_mean * 4, (1 - town.generic_mean) * 4, count)
    town.shop = random.random(count) < 0.012
    town.rate[town.shop] = random.uniform(0.2, 1.5, int(town.shop.sum()))
    town.arrives = np.where(random.random(count) < 0.02, random.uniform(0.1, 0.8, count) * town.end, -1.0)


def _households(random: np.random.Generator, count: int) -> Ints:
    sizes = random.choice(len(HOUSEHOLDS), count, p=HOUSEHOLDS) + 1
    return np.asarray(np.repeat(np.arange(count), sizes)[:count])


def _places(town: Town, life: int, low: int, high: int) -> Ints:
    """Classes or workplaces: small ones as likely by factor as large ones."""
    random = town.random
    place = np.full(town.accounts, -1)
    people = random.permutation(np.flatnonzero(town.life == life))
    sizes = np.exp(random.uniform(np.log(low), np.log(high), len(people) // low + 1)).astype(int)
    place[people] = np.repeat(np.arange(len(sizes)), sizes)[: len(people)]
    return place


def _clubs(town: Town) -> Ints:
    """Half of the people are in a club of their hobby; those at home more often."""
    random = town.random
    place = np.full(town.accounts, -1)
    joins = random.random(town.accounts) < np.where(town.life == AT_HOME, 0.45, 0.3)
    number = 0
    for hobby in range(HOBBIES):
        people = random.permutation(np.flatnonzero(joins & (town.hobby == hobby)))
        while len(people):
            size = int(np.exp(random.uniform(np.log(8), np.log(70))))
            place[people[:size]] = number
            people, number = people[size:], number + 1
    return place
