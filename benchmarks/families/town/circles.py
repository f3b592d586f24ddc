"""Circles with a chat of their own, in which new posts are shown; shops; people who are new in town."""

from collections.abc import Callable

import numpy as np

from benchmarks.families.acts import Habit
from benchmarks.families.numbers import DAY, Floats, Ints
from benchmarks.families.town.ties import begin_at
from benchmarks.families.town.world import Layer, Town
from benchmarks.families.truth import HONEST

Play = Callable[[Town], None]
FEWEST = 3
BEGINS_INSIDE = 0.3
"""Share of lively classes that begin in mid-log, as at the start of a school year."""
OF_KIND = {"family": 0.3, "class": 1.0, "workplace": 0.6, "club": 1.0}
"""How much more or less often than others a circle of this kind has a chat."""


def live(town: Town) -> list[Play]:
    """Draw which circles have a chat; what is returned plays what is done there."""
    plays = []
    for layer in town.layers:
        if layer.kind not in OF_KIND:
            continue
        for members in _circles(layer):
            if town.random.random() < town.lively * OF_KIND[layer.kind]:
                plays.append(_chat(town, layer.kind, members))
    for one in np.flatnonzero(town.shop):
        town.circle("shop", HONEST, np.array([one]), Habit(0, 0, 0.05, 0.3))
    _newcomers(town)
    return plays


def _circles(layer: Layer) -> list[Ints]:
    """The people of each place."""
    people = np.flatnonzero(layer.place >= 0)
    people = people[np.argsort(layer.place[people], kind="stable")]
    cuts = np.flatnonzero(np.diff(layer.place[people])) + 1
    return [part for part in np.split(people, cuts) if len(part) >= FEWEST]


def _newcomers(town: Town) -> None:
    """They look more often than others, and like more."""
    new = np.flatnonzero(town.arrives > 0)
    for one in new:
        town.circle("newcomer", HONEST, np.array([one]), Habit(0, 0, 0.1, 0.4))
    town.active[new] *= town.random.uniform(1, 2.5, len(new))
    town.liking[new] += town.random.uniform(0.3, 1.5, len(new))


def closeness(town: Town, members: Ints) -> Floats:
    """How close each member is to each other one; minus infinity where they don't know each other."""
    place = np.full(town.accounts, -1)
    place[members] = np.arange(len(members))
    inside = (place[town.tie_from] >= 0) & (place[town.tie_to] >= 0)
    close = np.full((len(members), len(members)), -np.inf)
    close[place[town.tie_from[inside]], place[town.tie_to[inside]]] = town.close[inside]
    return close


def _chat(town: Town, kind: str, members: Ints) -> Play:
    random, uniform = town.random, town.random.uniform
    habit = Habit(uniform(0, 0.4), uniform(0, 0.7), uniform(0.01, 0.3), uniform(0.1, 0.9))
    number = town.circle(kind, HONEST, members, habit)
    # Who shows posts in a chat has some to show.
    rate = random.lognormal(np.log(uniform(0.04, 0.25)), 0.7, len(members))
    shows = random.random(len(members)) < uniform(0.3, 1)
    town.rate[members[shows]] = np.maximum(town.rate[members[shows]], rate[shows])
    since = 0.0
    if kind == "class" and random.random() < BEGINS_INSIDE:
        since = uniform(0.1, 0.6) * town.days
        begin_at(town, members, since)
    shown, keen = random.beta(1.5, 1.5, len(members)), uniform(-1.8, 0.8)
    at_once, median_h, fussy = uniform(0, 0.9), float(np.exp(uniform(np.log(0.05), np.log(3)))), uniform(0, 0.9)
    # In a chat all see a post, but who isn't close likes it less.
    stranger = uniform(-2.5, -0.5)

    def play(town: Town) -> None:
        met = town.meet(members)
        told = town.published >= since * DAY
        draws = random.random(len(town.author))
        close = np.maximum(closeness(town, members), stranger)[met.reader, met.writer]
        odds = keen + 0.7 * close + town.liking[members[met.reader]] * 0.6 + fussy * town.quality[met.post]
        ok = told[met.post] & (draws[met.post] < shown[met.writer])
        ok &= random.random(len(met.post)) < 1 / (1 + np.exp(-odds))
        met = met.where(ok)
        actor = members[met.reader]
        town.act(number, actor, met.post, town.hears(actor, met.post, at_once, median_h))

    return play
