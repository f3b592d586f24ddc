"""Groups that trade likes.

A careful group shares a topic, follows one another, writes some real words and watches some of the video.
"""

import numpy as np

from benchmarks.families.numbers import DAY, HOUR, Floats, Ints
from benchmarks.families.zoo.honest import times
from benchmarks.families.zoo.scene import EXCHANGED, TOPICS, Latency, Scene

SMALL_GROUPS, LISTS, EXCHANGES = 14, 3, 2
LIST_SIZE, EXCHANGE_SIZE = 250, 500
LAST = 10
"""How many posts a member of a list likes before its own."""


def trade(scene: Scene, scale: float, large: float) -> None:
    """Draw all groups that trade."""
    random = scene.random
    for _ in range(times(SMALL_GROUPS, scale)):
        members = _recruit(scene, int(random.integers(6, 35)), "open")
        share = random.uniform(0.7, 0.95)
        since = random.uniform(0, 0.4) * scene.days * DAY
        scene.each(members, share, _within(scene, 1), EXCHANGED, since)
    for _ in range(times(SMALL_GROUPS, scale)):
        members = _recruit(scene, int(random.integers(6, 35)), "slow")
        share = random.uniform(0.3, 0.6)
        since = random.uniform(0, 0.4) * scene.days * DAY
        scene.each(members, share, _within(scene, 24), EXCHANGED, since)
    for _ in range(times(SMALL_GROUPS, scale)):
        members = _recruit(scene, int(random.integers(8, 30)), "partial")
        scene.each(members, lambda: float(random.choice([0.1, 0.5])), _within(scene, 8), EXCHANGED)
    for _ in range(times(LISTS, scale)):
        _last_ten(scene, _recruit(scene, round(LIST_SIZE * large), "dx10"))
    for _ in range(times(EXCHANGES, scale)):
        _exchange(scene, _recruit(scene, round(EXCHANGE_SIZE * large), "exchange"))


def _within(scene: Scene, hours: float) -> Latency:
    def latency(count: int) -> Floats:
        return scene.random.uniform(20, hours * HOUR, count)

    return latency


def _recruit(scene: Scene, size: int, kind: str) -> Ints:
    random = scene.random
    topic = int(random.integers(TOPICS))
    alike = size <= 40 and random.random() < 0.35
    members = scene.take(size, [topic, (topic + 1) % TOPICS, (topic + 2) % TOPICS] if alike else None)
    scene.name(members, kind)
    scene.unwatched[members] = random.uniform(0.3, 0.95)
    scene.templates[members] = random.uniform(0.3, 0.9)
    if random.random() < 0.5:
        for a in members:
            near = random.choice(members, min(len(members), 30), replace=False)
            scene.follows += [(a, b) for b in near if a != b and random.random() < 0.6]
    return members


def _posts_of(scene: Scene, members: Ints) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *(scene.posts_of(one) for one in members)])


def _last_ten(scene: Scene, members: Ints) -> None:
    """Before its own post, each likes the ten that came before."""
    random = scene.random
    posts = np.sort(_posts_of(scene, members))
    for back in range(1, LAST + 1):
        own, target = posts[back:], posts[:-back]
        liker = scene.author[own]
        ok = (liker != scene.author[target]) & (random.random(len(target)) < 0.9)
        waited = (scene.published[own] - scene.published[target])[ok]
        latency = waited + random.uniform(-300, 300, ok.sum()).clip(10 - waited)
        scene.add(liker[ok], target[ok], latency, EXCHANGED)


def _exchange(scene: Scene, members: Ints) -> None:
    """Anybody likes anybody's post, within two days."""
    random = scene.random
    posts = _posts_of(scene, members)
    count = len(posts) * 10
    if not count:
        return
    liker, target = random.choice(members, count), random.choice(posts, count)
    ok = liker != scene.author[target]
    scene.add(liker[ok], target[ok], random.uniform(60, 48 * HOUR, count)[ok], EXCHANGED)
