"""Small operations on arrays."""

from collections.abc import Sequence

import numpy as np

from benchmarks.families.numbers import Floats, Ints, Objects


def sigmoid(x: Floats) -> Floats:
    """From log odds to a probability."""
    return np.asarray(1 / (1 + np.exp(-x)))


def joined(parts: Sequence[Sequence[Objects]]) -> list[Objects]:
    """Tables given as tuples of columns, one below the other."""
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]


def ranks(key: Ints) -> Ints:
    """Position of each row within the run of equal keys; `key` is sorted."""
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, int)
    return np.asarray(np.arange(len(key)) - np.repeat(first, np.diff(np.r_[first, len(key)])))


def expand(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Indices start .. start + count of every row, and the row they belong to."""
    row = np.repeat(np.arange(len(count)), count)
    return np.repeat(start, count) + ranks(row), row
