"""Poisson pseudo-likelihood with many effects, and its covariance over clusters; the ground of the answers.

Used by `effect`, `claims` and `levers`. Right for any outcome that can't be negative (Santos Silva and Tenreyro 2006).
The estimate is that of pyfixest's `fepois` (tests hold them together), which reaches it through a general search for
the effects; here units fall out of the likelihood (Hausman, Hall and Griliches 1984), which takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from likewise.answers.levels import Levels, Partial

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEPS = 50
"""Newton's steps; four to seven are usual, and where one side has none of the outcome there is no end."""
ENDED = 1e-9
"""A step that raises the log-likelihood by less than this, for each of the outcome, is the last. Each
doubles the digits."""
SAME = 1e-9
"""A column of which levels and the columns before it leave a smaller share says the same as these."""
LIGHT = 0.9
"""A cluster that carries less than so much of what is known, in all ways together, leaves enough in every way to solve
for; without a heavier one a way may be lost, and isn't moved in."""


@dataclass(frozen=True)
class Fit:
    """Coefficients by name, and of every row (n,): what is expected, and how much (0 where it can say nothing).

    `x` (n, k) is what the effects leave of the columns times the root of their weight, so that x'x is the information;
    `scores` (n, k) are each row's part of the slope, which is zero in all.
    """

    names: list[str]
    beta: Floats
    heft: Floats
    expected: Floats
    x: Floats
    scores: Floats


def fitted(
    levels: Levels, y: Floats, heft: Floats, names: Sequence[str], columns: Floats, at: Ints | None = None
) -> Fit | None:
    """The model of `y` weighed by `heft` (n,), with effects of units and moments; None when no end is found.

    `columns` (m, k) are those of the rows `at`, or of all; in other rows they are 0. Columns that say the same as those
    before them are left out, and so are units and moments without the outcome.
    """
    at = np.arange(len(y)) if at is None else at
    heft = _speaking(levels, y, heft)
    at, columns = at[heft[at] > 0], columns[heft[at] > 0]
    search = _Search(levels, heft * y, heft, columns, at)
    try:
        kept = search.run()
    except np.linalg.LinAlgError:
        kept = None
    if kept is None:
        return None
    x, residual = search.rest, search.events - search.mean
    expected = np.divide(search.mean, heft, out=np.zeros_like(heft), where=heft > 0)
    root = np.sqrt(search.mean)[:, None]
    return Fit([names[k] for k in kept], search.beta, heft, expected, x * root, x * residual[:, None])


def _speaking(levels: Levels, y: Floats, heft: Floats) -> Floats:
    """The weights, 0 where a unit or a moment has nothing of the outcome or a single row: it fits them whatever is."""
    heft = np.where(heft > 0, heft, 0.0)
    while True:
        counted = (heft > 0).astype(np.float64)
        unit = (levels.a_unit(counted) > 1) & (levels.a_unit(heft * y) > 0)
        moment = (levels.a_moment(counted) > 1) & (levels.a_moment(heft * y) > 0)
        kept = unit[levels.unit] & moment[levels.moment] & (heft > 0)
        if kept.sum() == counted.sum():
            return heft
        heft = np.where(kept, heft, 0.0)


class _Search:
    """Newton's search for the most likely columns and moments, given how much each unit got in all."""

    def __init__(self, levels: Levels, events: Floats, heft: Floats, x: Floats, at: Ints) -> None:
        self.levels, self.events, self.heft, self.x, self.at = levels, events, heft, x, at
        self.got = levels.a_unit(events)
        self.beta, self.moments = np.zeros(x.shape[1]), np.zeros(levels.blocks * levels.width)
        self.likely, self.mean = self._expected(self.beta, self.moments)
        # One step of proportional fitting: the moments start from about what they are without any column.
        seen, foretold = levels.a_moment(events), levels.a_moment(self.mean)
        self.moments = np.log(np.divide(seen, foretold, out=np.ones_like(seen), where=seen > 0))
        self.likely, self.mean = self._expected(self.beta, self.moments)

    def _expected(self, beta: Floats, moments: Floats) -> tuple[float, Floats]:
        """The log-likelihood, and what each row would get."""
        eta = moments[self.levels.moment]
        eta[self.at] += self.x @ beta
        part = self.heft * np.exp(eta)
        total = np.where(self.got > 0, self.levels.a_unit(part), 1.0)
        mean: Floats = part * (self.got / total)[self.levels.unit]
        return float(self.events @ eta - self.got @ np.log(total)), mean

    def run(self) -> list[int] | None:
        """Go to the end, and say which columns are kept; None where there is none."""
        kept: list[int] | None = None
        for _ in range(STEPS):
            partial, information, units, crossed = self._information()
            if kept is None:
                kept = _apart(information, np.einsum("ij,ij,i->j", self.x, self.x, self.mean[self.at]))
                if not kept:
                    return None
                self.x, self.beta = np.ascontiguousarray(self.x[:, kept]), self.beta[kept]
                information, units, crossed = information[np.ix_(kept, kept)], units[:, kept], crossed[:, kept]
            residual = self.events - self.mean
            slope, of_moments = self.x.T @ residual[self.at], self.levels.a_moment(residual)
            step: Floats = np.linalg.solve(information, slope - crossed.T @ of_moments).astype(np.float64, copy=False)
            moved = partial.solved(of_moments[:, None])[:, 0] - crossed @ step
            gain = float(slope @ step + of_moments @ moved)
            if not np.isfinite(gain) or not self._move(step, moved):
                return None
            if gain <= ENDED * self.got.sum():
                self.rest = partial.rest(self.x, self.at, units, crossed)
                return kept
        return None

    def _information(self) -> tuple[Partial, Floats, Floats, Floats]:
        """The levels at these weights, what they leave of x'x, the columns' sums over units and share in moments."""
        partial = self.levels.partial(self.mean)
        weighed = self.x * self.mean[self.at][:, None]
        units, moments = partial.sums(weighed, self.at)
        crossed = partial.solved(moments)
        information: Floats = self.x.T @ weighed - units.T @ (units / partial.total) - moments.T @ crossed
        return partial, information, units, crossed

    def _move(self, step: Floats, moved: Floats) -> bool:
        """Go so far along a step that what is seen becomes no less likely."""
        for _ in range(STEPS):
            beta, moments = self.beta + step, self.moments + moved
            with np.errstate(over="ignore", invalid="ignore"):
                likely, mean = self._expected(beta, moments)
            if likely >= self.likely - 1e-9 * abs(self.likely):
                self.beta, self.moments, self.likely, self.mean = beta, moments, likely, mean
                return True
            step, moved = step / 2, moved / 2
        return False


def _apart(information: Floats, whole: Floats) -> list[int]:
    """Columns that say something of their own, in their order (Cholesky's decomposition, as in fixest)."""
    kept: list[int] = []
    for at in range(len(whole)):
        own = information[at, at]
        if kept:
            across = information[np.ix_(kept, [at])][:, 0]
            own -= across @ np.linalg.solve(information[np.ix_(kept, kept)], across)
        if own > SAME * whole[at]:
            kept.append(at)
    return kept


def jackknifed(fit: Fit, cluster: NDArray[np.generic]) -> Floats:
    """Covariance over clusters left out one by one, in one Newton step each (CRV3; MacKinnon, Nielsen & Webb 2023)."""
    rows = np.flatnonzero(fit.heft > 0)
    known, of = np.unique(cluster[rows], return_inverse=True)
    order = rows[np.argsort(of, kind="stable")]
    bounds = np.searchsorted(np.sort(of), np.arange(len(known) + 1))
    x, score = fit.x[order], np.add.reduceat(fit.scores[order], bounds[:-1], axis=0)
    whole = x.T @ x
    # In units of what all clusters know, so that x'x is one.
    scale = 1 / np.sqrt(np.maximum(np.diag(whole), 1e-300))
    sizes, ways = np.linalg.eigh(whole * np.outer(scale, scale))
    half = scale[:, None] * ways / np.sqrt(np.maximum(sizes, 1e-12))
    x, score = x @ half, score @ half
    own = np.stack([x[a:b].T @ x[a:b] for a, b in pairwise(bounds)])
    left = np.eye(len(whole)) - own
    light = np.trace(own, axis1=1, axis2=2) < LIGHT
    moved = np.empty_like(score)
    moved[light] = np.linalg.solve(left[light], score[light][:, :, None])[:, :, 0]
    moved[~light] = (np.linalg.pinv(left[~light], rcond=1e-10, hermitian=True) @ score[~light][:, :, None])[:, :, 0]
    moved = moved @ half.T
    found: Floats = moved.T @ moved * (len(known) - 1) / len(known)
    return found


def effective(weight: NDArray[np.number]) -> float:
    """How many equal ones would carry what these unequal ones do (Kish's effective number)."""
    return float(weight.sum() ** 2 / max((weight**2).sum(), 1e-300))
