"""Creators who like back whoever came by."""

import numpy as np

from benchmarks.families.acts import acts, first_of_each, together
from benchmarks.families.against.people import latest
from benchmarks.families.against.world import World
from benchmarks.families.numbers import HOUR

MOST_A_DAY = 25


def like_back(world: World) -> None:
    """Whoever liked an answerer's post may get a like on one of theirs."""
    random = world.random
    done = first_of_each(together(world.done), world.author, world.published, world.end)
    host = world.author[done.post]
    received = np.bincount(host, minlength=world.accounts) / world.days
    patience = np.minimum(1, MOST_A_DAY / np.maximum(received, 1))
    back = random.random(len(done)) < (world.answering * patience)[host]
    guest, host = done.actor[back], host[back]
    time = world.awake(host, done.time[back] + random.lognormal(np.log(5 * HOUR), 1, len(host)))
    post, row = latest(world, guest, time, random.geometric(0.6, len(guest)) - 1)
    world.done.append(acts(host[row], post, time[row]))
