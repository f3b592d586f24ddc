"""What readers did becomes acts by somebody at some time: distinct readers a post, regular ones and passers-by."""

from dataclasses import dataclass

import numpy as np

from benchmarks.answers.people import TOPICS, Floats, Ints, People
from benchmarks.answers.platform import WITH, Course
from benchmarks.answers.posting import Posts
from benchmarks.answers.settings import Settings
from benchmarks.answers.ties import HOUR, within

POOL = 8009
"""Readers of a topic beside the accounts themselves; prime, so that a stride visits each of them once."""

FANS = (15, 1000)
FAN_SHARE = 0.10
STRIDES = 400
LATER_MEDIAN_H, LATER_SPREAD = 6.0, 1.1


@dataclass(frozen=True)
class Acts:
    """One entry an act on a post: the post, the reader (a number after those of the accounts), when (days)."""

    post: Ints
    actor: Ints
    time: Floats


def acts(rng: np.random.Generator, kind: str, course: Course, who: People, posts: Posts, settings: Settings) -> Acts:
    """The acts of this kind in the run with the group.

    Those who comment, save and repost are, as far as they suffice, among those who like.
    """
    stages = course.counts[kind][WITH]
    counts = stages.sum(axis=0)
    post = np.repeat(np.arange(len(posts)), counts)
    place = within(counts)
    early = place < stages[0][post]
    delay = np.where(early, rng.uniform(0.02, 1, len(post)), 1 + _later(rng, len(post)))
    if kind != "like":
        liked = course.total("like", WITH)
        place = place + (rng.random(len(posts)) * np.maximum(liked - counts + 1, 1)).astype(np.int64)[post]
    return Acts(post, settings.accounts + _reader(post, place, who, posts, settings), posts.time[post] + HOUR * delay)


def readers(settings: Settings) -> int:
    """How many numbers accounts and readers take, newcomers apart."""
    return settings.accounts + TOPICS * POOL


def _later(rng: np.random.Generator, size: int) -> Floats:
    later: Floats = np.exp(rng.normal(np.log(LATER_MEDIAN_H), LATER_SPREAD, size))
    return later


def _reader(post: Ints, place: Ints, who: People, posts: Posts, settings: Settings) -> Ints:
    """The reader at this place among a post's: every second one is of the author's fans, while there are any.

    A post's order of readers is fixed by the seed and the post: the same place is the same reader for every kind.
    """
    fixed = np.random.default_rng([settings.seed, len(posts)])
    start = fixed.integers(0, POOL, (2, len(posts)))
    stride = _primes_above(POOL, STRIDES)[fixed.integers(0, STRIDES, (2, len(posts)))]
    author = posts.author[post]
    fans = np.clip(who.followers[author] * FAN_SHARE, *FANS).astype(np.int64)
    fan = (place % 2 == 0) & (place // 2 < fans)
    regular = (start[0, post] + place // 2 * stride[0, post]) % fans
    passing = fans + (start[1, post] + place * stride[1, post]) % (POOL - fans)
    turned = (np.where(fan, regular, passing) + author * 997) % POOL
    reader: Ints = who.topic[author] * POOL + turned
    return reader


def _primes_above(low: int, many: int) -> Ints:
    numbers = np.arange(low * 12)
    prime = np.ones(len(numbers), dtype=bool)
    prime[:2] = False
    for factor in range(2, int(len(numbers) ** 0.5) + 1):
        prime[factor * factor :: factor] = False
    return numbers[prime & (numbers > low)][:many]
