"""What two kinds of level leave of anything: each unit's own (an account, an author) and each moment's (a week).

The ground of `poisson` and of the second opinion in `effect`. Exact, without iterations: units fall out one by one, and
what is left is a small dense system of the moments of one block, since units of different blocks share no moment
(Frisch and Waugh 1933; Guimarães and Portugal 2010).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Levels:
    """Where rows stand: arrays (n,) of whose they are, when, and (where there are several) in which block.

    A unit of two blocks counts as two, and so does a moment.
    """

    def __init__(self, unit: ArrayLike, moment: ArrayLike, block: ArrayLike | None = None) -> None:
        unit, moment = np.asarray(unit), np.asarray(moment)
        blocks = np.unique(np.zeros(len(unit)) if block is None else np.asarray(block), return_inverse=True)[1]
        of_unit, self.unit = _coded(blocks, unit)
        of_moment, when = _coded(blocks, moment)
        self.blocks = int(blocks.max(initial=-1)) + 1
        self.bounds = np.searchsorted(of_unit, np.arange(self.blocks + 1))
        first = np.searchsorted(of_moment, np.arange(self.blocks + 1))
        self.width = int(np.diff(first).max(initial=0))
        self.units = len(of_unit)
        self.moment = when + (np.arange(self.blocks) * self.width - first[:-1])[blocks]
        self._cell = self.unit * self.width + when - first[blocks]

    def a_unit(self, values: Floats) -> Floats:
        """Sums of (n,) over each unit."""
        return np.bincount(self.unit, values, self.units).astype(np.float64, copy=False)

    def a_moment(self, values: Floats) -> Floats:
        """Sums of (n,) over each moment, blocks one after another, each as wide as the widest."""
        return np.bincount(self.moment, values, self.blocks * self.width).astype(np.float64, copy=False)

    def partial(self, weight: Floats) -> Partial:
        """The levels as weighed by (n,) numbers that aren't negative."""
        cells = np.bincount(self._cell, weight, self.units * self.width).astype(np.float64, copy=False)
        return Partial(self, cells.reshape(self.units, self.width))


class Partial:
    """The system of moments when units have fallen out, at one set of weights; `weight` is (units, moments)."""

    def __init__(self, levels: Levels, weight: Floats) -> None:
        self.levels, self.weight = levels, weight
        self.total = np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
        self.share = weight / self.total
        system = np.zeros((levels.blocks, levels.width, levels.width))
        for at, own in enumerate(self._slices()):
            system[at] = np.diag(weight[own].sum(axis=0)) - self.share[own].T @ weight[own]
        # All moments of a block may rise as all its units fall: of these the least is taken.
        self.inverse = np.linalg.pinv(system, rcond=1e-11, hermitian=True)

    def _slices(self) -> list[slice]:
        return [slice(begin, end) for begin, end in pairwise(self.levels.bounds)]

    def solved(self, moments: Floats) -> Floats:
        """The moments' levels (moments, k) for the sums (moments, k) of what units leave."""
        levels = self.levels
        found: Floats = self.inverse @ moments.reshape(levels.blocks, levels.width, -1)
        return found.reshape(moments.shape)

    def sums(self, values: Floats, at: Ints) -> tuple[Floats, Floats]:
        """Sums over units, and over moments after units have fallen out, of weighed values (m, k) that rows `at` have.

        Other rows have none.
        """
        count, place = len(at), np.arange(len(at) + 1)
        one = np.ones(count)
        units = csr_array((one, self.levels.unit[at], place), shape=(count, self.levels.units)).T @ values
        moments = csr_array((one, self.levels.moment[at], place), shape=(count, len(self.inverse) * self.levels.width))
        found = moments.T @ values
        for block, own in zip(found.reshape(len(self.inverse), -1, values.shape[1]), self._slices(), strict=True):
            np.subtract(block, self.share[own].T @ units[own], out=block)
        return units, found

    def rest(self, values: Floats, at: Ints, units: Floats, moments: Floats) -> Floats:
        """What levels leave (n, k) of values (m, k) that rows `at` have, from their sums over units and `solved`."""
        levels = self.levels
        by_block = moments.reshape(levels.blocks, levels.width, -1)
        own = np.empty_like(units)
        for block, of in zip(by_block, self._slices(), strict=True):
            own[of] = (units[of] - self.weight[of] @ block) / self.total[of]
        found: Floats = -(moments[levels.moment] + own[levels.unit])
        found[at] += values
        return found


def _coded(blocks: Ints, named: NDArray[np.generic]) -> tuple[Ints, Ints]:
    """Names within blocks as numbers in the order of blocks: the block of each number, and each row's number."""
    known, at = np.unique(named, return_inverse=True)
    both, code = np.unique(blocks * len(known) + at, return_inverse=True)
    return both // len(known), code
