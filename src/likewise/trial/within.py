"""Takes the levels of units and of periods out of values: what is left is compared within both."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_TINY = 1e-9
"""Singular values below this share of the largest are rounding."""


class Within:
    """The two-way projection on cells that may be missing.

    Parameters
    ----------
    unit, period
        Of each cell; any whole numbers.

    Examples
    --------
    >>> cells = Within(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
    >>> cells.residual(np.array([[1.0, 2.0, 5.0, 6.0]])).round(9).tolist()
    [[0.0, 0.0, 0.0, 0.0]]
    """

    def __init__(self, unit: Ints, period: Ints) -> None:
        _, self._unit, counts = np.unique(unit, return_inverse=True, return_counts=True)
        self._counts = counts.astype(np.float64)
        cells = len(unit)
        self._sum = csr_array((np.ones(cells), (np.arange(cells), self._unit)), shape=(cells, len(counts)))
        dummies = (period[None, :] == np.unique(period)[1:, None]).astype(np.float64)
        # Periods that only single cells of their units have add nothing.
        _, sizes, basis = np.linalg.svd(self._demeaned(dummies), full_matrices=False)
        self._basis: Floats = basis[sizes > _TINY * max(sizes.max(initial=0.0), 1.0)]
        self.freedom = cells - len(counts) - len(self._basis)

    def residual(self, rows: Floats) -> Floats:
        """Return what is left of (k, cells) values when the levels of units and periods are taken out."""
        centred = self._demeaned(rows)
        left: Floats = centred - (centred @ self._basis.T) @ self._basis
        return left

    def _demeaned(self, rows: Floats) -> Floats:
        means = (rows @ self._sum) / self._counts
        return np.asarray(rows - means[:, self._unit], dtype=np.float64)
