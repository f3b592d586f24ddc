"""Arrays of unequal lists, and random numbers by part and by thing: the arithmetic under this room."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Part(IntEnum):
    """The parts of a world; each has its own stream, so that leaving one out changes no other."""

    PEOPLE = 1
    CIRCLES = 2
    PODS = 3
    POSTING = 4
    SESSIONS = 5
    FOLLOWING = 6
    TIES = 7
    TRADES = 8
    AUDIENCE = 9
    TALK = 10
    ANSWERS = 11
    WATCHING = 12
    NAMES = 13
    POST_TEXT = 14
    COMMENT_TEXT = 15
    VIEWS = 16
    KEEPING = 17
    LOOKS = 18
    ORDER = 19
    CIRCLE_TIES = 20
    POST_COUNTS = 21
    PLANNING = 22
    FOLLOWING_MATES = 23
    READING = 24
    DATES = 25


def stream(seed: int, part: Part) -> np.random.Generator:
    """The random numbers of one part of the world."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(int(part),)))


def starts(counts: NDArray[np.integer]) -> Ints:
    """Where each list begins in the flat array; one longer than `counts`."""
    out = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=out[1:])
    return out


def ranges(first: Ints, counts: Ints) -> Ints:
    """first[0], first[0]+1, … (counts[0] of them), then first[1], …, as one flat array."""
    begin = starts(counts)
    return np.arange(begin[-1], dtype=np.int64) + np.repeat(first - begin[:-1], counts)


def first_of_each(keys: Ints) -> Bools:
    """True where a key comes for the first time, in the order given."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    first = np.zeros(len(keys), dtype=np.bool_)
    first[order] = new
    return first


def lasting(keys: Ints, salt: int) -> Floats:
    """A uniform number in [0, 1) that is always the same for the same key (the splitmix64 finaliser)."""
    with np.errstate(over="ignore"):
        z = keys.astype(np.uint64) + np.uint64(salt) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x632BE59BD9B4E019)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53
