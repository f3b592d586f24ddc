"""How much interest accounts meet from day to day: growth that fades, jumps, waves of the platform and of topics."""

from dataclasses import dataclass

import numpy as np

from benchmarks.answers.people import Floats, Ints

GROWTH_SHAPE, GROWTH_SCALE = 1.2, 0.4
"""Gamma: by how much (log) an account's interest changes in all, from before its growth to after it."""

SHRINKS = 0.25
"""Share of accounts whose interest falls by that much instead."""

MIDDLE_AROUND = 40
"""Days before the first and after the last day in which the middle of an account's growth may lie."""

WIDTH = (3.0, 14.0)
"""Days: the growth is fastest for about four of its widths, and is slow before and after."""

JUMP_EVERY = 30
JUMP_SPREAD = 0.32
JUMP_TAIL = 3
MOST_JUMP = 1.4
"""Jumps: mean days between two, spread (log), degrees of freedom of Student's t, the largest."""

STAYS = 0.3
STAYING_MEMORY = 0.995
HALF_LIFE = (3.0, 16.0)
"""The share of jumps that stay, what is left of these after a day, and days until half of another is gone."""

BURN_IN = 60
WEEK = np.array([0.14, 0.10, 0.05, 0.0, -0.09, -0.18, -0.02])
"""From Monday: a platform that people open at work."""

WAVE_DAYS = (16.0, 32.0)
WAVE_SPREAD = 0.12
TOPIC_SPREAD = 0.10
OUTAGE = 0.02
OUTAGE_DEPTH = (0.15, 0.6)
OUTAGE_DAYS = 3


@dataclass(frozen=True)
class Interest:
    """The log of each account's interest over its level, (account, day), in two parts: what lasts, and what passes."""

    lasting: Floats
    passing: Floats


def own(rng: np.random.Generator, accounts: int, days: int) -> Interest:
    """A logistic curve and jumps, some of which stay."""
    whole = rng.gamma(GROWTH_SHAPE, GROWTH_SCALE, accounts) * np.where(rng.random(accounts) < SHRINKS, -1, 1)
    middle = rng.uniform(-MIDDLE_AROUND, days + MIDDLE_AROUND, accounts)
    width = rng.uniform(*WIDTH, accounts)
    grown = 1 / (1 + np.exp(-(np.arange(days) - middle[:, None]) / width[:, None])) - 0.5
    staying, passing = _jumps(rng, accounts, days)
    return Interest(whole[:, None] * grown + staying, passing)


def _jumps(rng: np.random.Generator, accounts: int, days: int) -> tuple[Floats, Floats]:
    """Levels that jump at random moments: some stay, others are half gone after days or weeks."""
    shape = (BURN_IN + days, accounts)
    size = np.clip(JUMP_SPREAD * rng.standard_t(JUMP_TAIL, shape), -MOST_JUMP, MOST_JUMP)
    size = np.where(rng.random(shape) < 1 / JUMP_EVERY, size, 0)
    stays = rng.random(shape) < STAYS
    memory = 0.5 ** (1 / rng.uniform(*HALF_LIFE, accounts))
    staying, passing = np.where(stays, size, 0), np.where(stays, 0, size)
    for day in range(1, shape[0]):
        staying[day] += STAYING_MEMORY * staying[day - 1]
        passing[day] += memory * passing[day - 1]
    return staying[BURN_IN:].T, passing[BURN_IN:].T


def platform_wide(rng: np.random.Generator, topic: Ints, topics: int, days: int) -> Floats:
    """The log of what all share, (account, day): weekdays felt by some more than others, waves, outages, topics."""
    day = np.arange(days)
    week = rng.gamma(2, 0.5, len(topic))[:, None] * WEEK[day % 7]
    low = np.zeros(days)
    for at in np.flatnonzero(rng.random(days) < OUTAGE):
        low[at : at + OUTAGE_DAYS] -= rng.uniform(*OUTAGE_DEPTH)
    by_topic = np.stack([_wave(rng, TOPIC_SPREAD, days) for _ in range(topics)])
    shared: Floats = week + _wave(rng, WAVE_SPREAD, days) + low + by_topic[topic]
    return shared


def _wave(rng: np.random.Generator, spread: float, days: int) -> Floats:
    """A wave of a drawn length, height and phase."""
    length, phase = rng.uniform(*WAVE_DAYS), rng.uniform(0, 2 * np.pi)
    wave: Floats = rng.gamma(2, spread / 2) * np.sqrt(2) * np.sin(2 * np.pi * np.arange(days) / length + phase)
    return wave
