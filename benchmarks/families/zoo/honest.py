"""Honest habits that look like trading: friends' circles, hobby communities, fan clubs."""

import numpy as np

from benchmarks.families.numbers import HOUR, Floats, Ints
from benchmarks.families.zoo.scene import HONEST, TOPICS, Latency, Scene

CIRCLES, HOBBIES, CLUBS = 500, 12, 25


def live(scene: Scene, scale: float) -> None:
    """Draw all honest circles."""
    for _ in range(times(CIRCLES, scale)):
        _circle(scene)
    for _ in range(times(HOBBIES, scale)):
        _hobby(scene)
    for _ in range(times(CLUBS, scale)):
        _club(scene)


def times(count: int, scale: float) -> int:
    """How many of a kind there are in a world of this scale: at least one."""
    return max(1, int(count * scale))


def _natural(scene: Scene, median_h: float, spread: float) -> Latency:
    def latency(count: int) -> Floats:
        return scene.random.lognormal(np.log(median_h * HOUR), spread, count)

    return latency


def _follow_each_other(scene: Scene, members: Ints, share: float) -> None:
    scene.follows += [(a, b) for a in members for b in members if a != b and scene.random.random() < share]


def _circle(scene: Scene) -> None:
    """Friends at their own pace, who follow each other; classmates and family share no topic."""
    random = scene.random
    topic = int(random.integers(TOPICS))
    size = int(random.integers(3, 11))
    members = scene.take(size, None if random.random() < 0.4 else [topic, (topic + 1) % TOPICS])
    share = random.uniform(0.15, 0.85)
    if len(members) < 3:
        return
    scene.name(members, "circle")
    scene.each(members, share, _natural(scene, random.uniform(0.3, 6), 1.3), HONEST)
    scene.unwatched[members] = random.uniform(0, 0.5)
    scene.templates[members] = random.uniform(0.1, 0.5)
    _follow_each_other(scene, members, 0.9)


def _hobby(scene: Scene) -> None:
    """25 to 60 people of one topic, who read and like each other for real."""
    random = scene.random
    topic = int(random.integers(TOPICS))
    members = scene.take(int(random.integers(25, 60)), [topic])
    share = random.uniform(0.08, 0.3)
    if len(members) < 15:
        return
    scene.name(members, "hobby")
    scene.each(members, share, _natural(scene, random.uniform(2, 8), 1.3), HONEST)
    _follow_each_other(scene, members, 0.5)


def _club(scene: Scene) -> None:
    """One idol, many prompt fans; nothing comes back."""
    random = scene.random
    taken = scene.take(1)
    fans = np.where(scene.free)[0]
    size = random.integers(40, 150)
    if not len(taken) or len(fans) < size:
        return
    idol = taken[0]
    fans = random.choice(fans, size, replace=False)
    scene.free[fans] = False
    scene.kind[idol] = "idol"
    scene.name(fans, "fans")
    posts = scene.posts_of(idol)
    for fan in fans:
        liked = posts[random.random(len(posts)) < 0.8]
        scene.add(np.full(len(liked), fan), liked, random.lognormal(np.log(0.3 * HOUR), 0.8, len(liked)), HONEST)
    scene.follows += [(fan, idol) for fan in fans]
