"""Generalised least squares of paths: members' columns beside the others', each account weighed by what it can tell.

Part of `effect`. What is expected of account i in period t is exposure * exp(level_i + period_t + x_it b); deviations
from it have the covariance of `kernel`. Levels, periods and b are found in turn (Gauss-Newton on the log scale, whose
working response is the deviation plus the linear predictor). An account whose posts are many but whose path wanders
anyway weighs no more than what it can tell (Aitken 1936); what remains wrong in the covariance is paid for by errors
that don't rest on it (Liang and Zeger, Biometrika 73, 1986).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.effect.history import History
from likewise.answers.effect.kernel import Kernel, deviation, two_way, whitening

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ROUNDS = 2
"""Times that levels and coefficients are found in turn; the last moves them by less than a tenth of their error."""
STARTS = 10
"""Times that levels and the ratio after the event are found in turn, to start from."""
FARTHEST_LEVEL = 3.0
"""A level moves at most by this factor in a round."""


@dataclass(frozen=True)
class Start:
    """Levels (n,) and paths (n, T), as logs, before the first round."""

    level: Floats
    path: Floats

    def expected(self, history: History) -> Floats:
        """What is expected of each account in each period (n, T)."""
        found: Floats = history.exposure * np.exp(self.level[:, None] + self.path)
        return found


@dataclass(frozen=True)
class Fit:
    """The normal equations of all coefficients (c,), before any of them is bound by a prior.

    The first `periods` coefficients are the panel's periods after the first; the others are the members' columns.

    - `design` (members, T, c) is 0 for the others but for periods; `root` (n, T, T) whitens and takes out levels.
    - `response` (n, T): working response; `level` (n,): log of what an account gets an exposure in the first period.
    - `information` (c, c), `slope` (c,).
    """

    history: History
    design: Floats
    root: Floats
    response: Floats
    level: Floats
    information: Floats
    slope: Floats

    @property
    def periods(self) -> int:
        """Coefficients that are common to all accounts."""
        return int(self.response.shape[1]) - 1

    def scores(self, beta: Floats) -> Floats:
        """What each account adds to the slope at these coefficients (n, c)."""
        m, p = self.history.members, self.periods
        common = np.concatenate([[0.0], beta[:p]])
        left = self.response - common
        left[:m] -= self.design[:, :, p:] @ beta[p:]
        weighed = np.matmul(self.root, left[:, :, None])
        pulled = np.matmul(self.root.transpose(0, 2, 1), weighed)[:, :, 0]
        found = np.zeros((len(left), len(beta)))
        found[:, :p] = pulled[:, 1:]
        found[:m, p:] = np.einsum("ijc,ij->ic", self.design[:, :, p:], pulled[:m])
        return found

    def of_members(self, some: Bools) -> tuple[Floats, Floats]:
        """What some members (members,) add to the information (c, c) and to the slope (c,)."""
        who = np.flatnonzero(some)
        return _equations(self.design[who], self.root[who], self.response[who])

    def without(self, beta: Floats, of_effect: int) -> Floats:
        """What members (members, T) would have had without the columns from place `of_effect` on."""
        m, p = self.history.members, self.periods
        path = np.concatenate([[0.0], beta[:p]]) + self.design[:, :, p:of_effect] @ beta[p:of_effect]
        found: Floats = self.history.exposure[:m] * np.exp(self.level[:m, None] + path)
        return found


def fitted(history: History, kernel: Kernel, columns: Floats, loose: Floats, start: Start) -> Fit:
    """Fit `columns` (members, T, k) beside levels and periods.

    Args:
        history: what is compared.
        kernel: the covariance of paths.
        columns: the members' columns.
        loose: precisions (k,) that hold the columns while levels and coefficients are found; 0 for none.
        start: that of this history.
    """
    m, periods = history.members, history.y.shape[1]
    p = periods - 1
    design = np.zeros((m, periods, p + columns.shape[2]))
    design[:, np.arange(1, periods), np.arange(p)] = 1.0
    design[:, :, p:] = columns
    hold = np.diag(np.concatenate([np.full(p, 1e-9), loose + 1e-9]))
    level, predicted = start.level, start.path
    for _ in range(ROUNDS):
        expected, r = _deviations(history, level, predicted)
        white = whitening(kernel, expected, history.exposure)
        moved = np.clip(1 + (white.level * r).sum(axis=1), 1 / FARTHEST_LEVEL, FARTHEST_LEVEL)
        level = level + np.log(moved)
        _, r = _deviations(history, level, predicted)
        root = white.root * np.sqrt(history.weight)[:, None, None]
        response = r + predicted
        information, slope = _equations(design, root, response)
        beta = np.asarray(np.linalg.solve(information + hold, slope), dtype=np.float64)
        predicted = _predicted(design, beta, len(r))
    # Levels are relative to the first period, whose place has moved with the last round.
    moved = (white.level * (response - predicted)).sum(axis=1)
    level = level + np.log(np.clip(1 + moved, 1 / FARTHEST_LEVEL, FARTHEST_LEVEL))
    return Fit(history, design, root, response, level, information, slope)


def clustered(fit: Fit, loose: Floats | None = None) -> tuple[Floats, Floats]:
    """Members' coefficients and their covariance by accounts, with what priors (precisions, k) leave open."""
    prior = np.zeros(len(fit.slope))
    if loose is not None:
        prior[fit.periods :] = loose
    held: Floats = fit.information + np.diag(prior + 1e-9)
    beta = np.asarray(np.linalg.solve(held, fit.slope), dtype=np.float64)
    moved = np.linalg.solve(held, fit.scores(beta).T)[fit.periods :]
    n = fit.history.members
    open_ = np.linalg.solve(held, np.diag(np.sqrt(prior)))[fit.periods :]
    covariance: Floats = moved @ moved.T * n / max(n - 1, 1) + open_ @ open_.T
    return beta[fit.periods :], covariance


def start_of(history: History) -> Start:
    """Periods as the others had them, and one ratio for all that members got after the event, with which their levels
    are found in turn (Poisson).
    """
    m = history.members
    _, index = two_way(history.y[m:], history.exposure[m:], history.weight[m:])
    predicted = np.tile(np.log(index / index[0]), (len(history.y), 1))
    over = history.exposure * np.exp(predicted)
    after = np.zeros_like(history.y)
    after[:m] = history.after
    ratio = 1.0
    for _ in range(STARTS):
        rate = (history.y.sum(axis=1) + 0.1) / np.maximum((over * np.where(after > 0, ratio, 1.0)).sum(axis=1), 1e-9)
        would = (rate[:, None] * over * after).sum()
        ratio = float(np.clip((history.y * after).sum() / max(would, 1e-9), 0.02, 50.0))
    return Start(np.log(rate), predicted + np.log(ratio) * after)


def _predicted(design: Floats, beta: Floats, accounts: int) -> Floats:
    """The linear predictor without levels (accounts, T)."""
    m, periods = design.shape[:2]
    found = np.tile(np.concatenate([[0.0], beta[: periods - 1]]), (accounts, 1))
    found[:m] += design[:, :, periods - 1 :] @ beta[periods - 1 :]
    return found


def _deviations(history: History, level: Floats, predicted: Floats) -> tuple[Floats, Floats]:
    expected = history.exposure * np.exp(level[:, None] + predicted)
    return expected, deviation(history.y, expected, history.exposure)


def _equations(design: Floats, root: Floats, response: Floats) -> tuple[Floats, Floats]:
    """Information (c, c) and slope (c,) over all accounts; the others have columns of periods alone."""
    m, p = len(design), design.shape[1] - 1
    white, seen = np.matmul(root[:m], design), np.matmul(root, response[:, :, None])
    flat = white.reshape(-1, white.shape[2])
    information, slope = flat.T @ flat, flat.T @ seen[:m].reshape(-1)
    others = root[m:, :, 1:].reshape(-1, p)
    information[:p, :p] += others.T @ others
    slope[:p] += others.T @ seen[m:].reshape(-1)
    return information, slope
