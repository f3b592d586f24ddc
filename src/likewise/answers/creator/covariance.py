"""How one account's posts resemble each other when nobody trades: luck of each post, and a high or low that fades.

Stands behind `posterior`. Posts come at times of their own. For posts s and t days into the account's history, in units
of the variance of a post's luck,

    cov(e_s, e_t) = [s = t] * noise_t + passing * 2^(-|s - t| / half_life)

the same model as `effect.kernel` has for panels, whose growth and level are columns here. The second part is an
Ornstein-Uhlenbeck path: given its neighbours a post knows nothing of the others, so that the inverse has three
diagonals and the work is linear in posts (Rue and Held, Gaussian Markov Random Fields, 2005, chapter 1; Woodbury's
identity gives the sum of both parts).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_solve_banded, cholesky_banded

from likewise.answers.creator.regression import Floats

LEAST_APART = 1 / 1440
"""Posts are taken to be at least so many days apart: at one moment a path can't be told from luck."""


@dataclass(frozen=True)
class Covariance:
    """The model above for posts at `days`; `noise` (n,) is 1 where a post's luck is the usual."""

    passing: float
    half_life: float
    noise: Floats
    days: Floats

    def solved(self, columns: Floats) -> tuple[Floats, float]:
        """The inverse covariance times `columns` (n, c), and its log determinant."""
        precise = 1 / self.noise
        bands, log_size = self._path()
        bands[1] += precise
        factor = cholesky_banded(bands)
        inner = cho_solve_banded((factor, False), precise[:, None] * columns)
        found: Floats = precise[:, None] * (columns - inner)
        return found, float(log_size + 2 * np.log(factor[1]).sum() + np.log(self.noise).sum())

    def _path(self) -> tuple[Floats, float]:
        """The path's inverse covariance as upper bands (2, n), and the log determinant of its covariance."""
        alike = 0.5 ** (np.maximum(np.diff(self.days), LEAST_APART) / self.half_life)
        left = 1 - alike**2
        bands = np.zeros((2, len(self.days)))
        bands[0, 1:] = -alike / left
        bands[1] = 1
        bands[1, 1:] = 1 / left
        bands[1, :-1] += alike**2 / left
        return bands / self.passing, float(len(self.days) * np.log(self.passing) + np.log(left).sum())
