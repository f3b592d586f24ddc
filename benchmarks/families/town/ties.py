"""Who knows whom, how well, and who follows whom: closeness adds up over the places where two people meet."""

import numpy as np

from benchmarks.families.acts import ragged
from benchmarks.families.numbers import DAY, Floats, Ints
from benchmarks.families.town.world import Layer, Town

ACQUAINTANCES = 5.0
"""People one knows from nowhere in particular, on average."""
SHOPS_FOLLOWED = 6.0
ARRIVAL_DAYS = 7.0
KNOWN_LONG_DAYS = 200


def acquaint(town: Town) -> None:
    """Draw ties of all layers and join them."""
    parts = [_layer(town, layer) for layer in town.layers]
    parts += [_town_wide(town), _shops(town)]
    a, b, close = (np.concatenate(column) for column in zip(*parts, strict=True))
    key = a * town.accounts + b
    pair, where = np.unique(key, return_inverse=True)
    # Who meets at several places is closer than at the closest of them.
    town.close = np.log(np.bincount(where, np.exp(close)))
    town.tie_from, town.tie_to = pair // town.accounts, pair % town.accounts
    town.close += town.random.normal(0, 0.3, len(pair))
    _follow(town)


def _layer(town: Town, layer: Layer) -> tuple[Ints, Ints, Floats]:
    random = town.random
    people = np.flatnonzero(layer.place >= 0)
    people = people[np.argsort(layer.place[people], kind="stable")]
    place = layer.place[people]
    first = np.searchsorted(place, np.arange(place.max() + 2)) if len(place) else np.zeros(1, int)
    size = np.diff(first)[place] if len(place) else np.zeros(0, int)
    other, row = ragged(first[place], size)
    a, b = people[row], people[other]
    once = a < b
    chance = np.minimum(layer.most, layer.reach / np.maximum(size[row] - 1, 1))
    chance = np.minimum(layer.most, chance * np.sqrt(town.sociable[a] * town.sociable[b]))
    kept = once & (random.random(len(a)) < chance)
    return _both(a[kept], b[kept], random.normal(layer.warmth, 0.7, int(kept.sum())))


def _both(a: Ints, b: Ints, close: Floats) -> tuple[Ints, Ints, Floats]:
    return np.r_[a, b], np.r_[b, a], np.r_[close, close]


def _town_wide(town: Town) -> tuple[Ints, Ints, Floats]:
    random, count = town.random, town.accounts
    total = int(count * ACQUAINTANCES / 2)
    share = town.sociable / town.sociable.sum()
    a, b = random.choice(count, total, p=share), random.choice(count, total, p=share)
    other = a != b
    a, b = a[other], b[other]
    return _both(np.minimum(a, b), np.maximum(a, b), random.normal(-0.3, 0.6, len(a)))


def _shops(town: Town) -> tuple[Ints, Ints, Floats]:
    """Local accounts that many follow, and that follow few back."""
    random = town.random
    shops = np.flatnonzero(town.shop)
    if not len(shops):
        return np.zeros(0, int), np.zeros(0, int), np.zeros(0)
    number = random.poisson(SHOPS_FOLLOWED, town.accounts)
    a = np.repeat(np.arange(town.accounts), number)
    fame = random.pareto(1.2, len(shops)) + 0.2
    b = shops[random.choice(len(shops), len(a), p=fame / fame.sum())]
    other = a != b
    return a[other], b[other], random.normal(-0.2, 0.6, int(other.sum()))


def _follow(town: Town) -> None:
    """The closer, the likelier is a follow; who is new in town follows many within some days."""
    random = town.random
    kept = random.random(len(town.close)) < 1 / (1 + np.exp(-(1.2 + town.close)))
    town.tie_from, town.tie_to, town.close = town.tie_from[kept], town.tie_to[kept], town.close[kept]
    count = len(town.close)
    arrival = np.maximum(town.arrives[town.tie_from], town.arrives[town.tie_to])
    new = arrival + random.exponential(ARRIVAL_DAYS * DAY, count)
    old = -random.exponential(KNOWN_LONG_DAYS * DAY, count)
    town.tie_since = np.where(arrival > 0, new, old)


def begin_at(town: Town, members: Ints, day: float) -> None:
    """Let the members know each other from this day on, within some days."""
    inside = np.zeros(town.accounts, bool)
    inside[members] = True
    own = inside[town.tie_from] & inside[town.tie_to]
    town.tie_since[own] = day * DAY + town.random.exponential(4 * DAY, int(own.sum()))


def follows(town: Town) -> tuple[Ints, Ints, Floats]:
    """All follows, as they came to be."""
    return town.tie_from, town.tie_to, town.tie_since
