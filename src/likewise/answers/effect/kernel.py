"""How accounts go on when nobody trades with them: the covariance of their paths, learnt from those outside groups.

Part of `effect`. Let m be what an account is expected to receive in a period (its level times its posts times how all
went) and r = y / m - 1 by how far it did otherwise. Over periods s and t, D days each,

    cov(r_s, r_t) = growth * s * t  +  passing * memory^|s - t|  +  [s = t] * (1 / m_t + luck / posts_t + period)

growth is lasting (accounts drift apart in proportion to time), passing is a high or low that fades, 1 / m is the chance
of a count, luck that of each post, period what moves an account for one period alone. The five numbers are found by
restricted maximum likelihood (Patterson and Thompson, Biometrika 58, 1971), the account's level being projected out,
with weak priors in plain units, so that in a short or noisy log they stay where usual accounts are instead of at
nought. Memory can hardly be told from growth in weeks of data: it is held at each of MEMORIES, and whatever follows is
averaged over the likeliest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

MEMORIES = (0.3, 0.45, 0.65, 0.8, 0.93)
"""Shares of a passing high that are left three days later: from one that is gone in a week to one that halves in a
month. Likes of posts had 0.45 to 0.65 in worlds of our own; messages and urls of real people had 0.7 to 0.85."""
MOST_MEMORIES, NEARLY = 3, 3.0
"""So many of them are gone on with, where their log likelihoods lie so near to that of the likeliest."""
DAYS_OF_MEMORY = 3.0
LEAST_ACCOUNTS = 30
"""With fewer accounts outside nothing can be learnt of how they go on."""
MOST_ACCOUNTS = 250
"""So many accounts are learnt from, the first that are given."""
LEAST_EVENTS, LEAST_PERIODS = 20.0, 6
"""What an account must have received, and in how many periods, to say how accounts go on."""
MONTH = 28.0

USUAL = {"growth": 0.15, "passing": 0.3, "luck": 0.8, "period": 0.05}
"""Centres of the priors: growth in a month and passing highs as standard deviations (log), the others as variances."""
SPREAD = {"growth": 2 * np.log(2.5), "passing": 2 * np.log(2.5), "luck": 2 * np.log(2.0), "period": 2.0}
"""Standard deviations of the logs of the variances: factors of 2.5 for the first two standard deviations."""
STEPS = 12
"""Steps of the search (L-BFGS-B); with such priors its ends differ by less than errors do."""

FARTHEST = 2.0
"""A deviation beyond (a post that went viral) counts as this."""
CLASSES = 12
"""Classes of periods, equally full, by how much is left to chance and luck."""
UNSEEN = 1e6
"""Variance of a period without posts: it says nothing."""


@dataclass(frozen=True)
class Kernel:
    """Variances of the model above, a period of the panel as unit of time.

    `counted` says that the outcome counts events; of shares the chance of a count is no part.
    """

    growth: float
    passing: float
    memory: float
    luck: float
    period: float
    counted: bool = True

    def path(self, k: Floats) -> Floats:
        """Covariance of an account's lasting and passing deviations at periods `k` (T,): (T, T)."""
        found: Floats = self.growth * np.outer(k, k) + self.passing * self.memory ** np.abs(np.subtract.outer(k, k))
        return found

    def spread(self, before: int, after: int) -> float:
        """Variance of an account's change from the mean of so many periods before to that of so many after."""
        k = np.concatenate([-np.arange(before, 0, -1), np.arange(1, after + 1)]).astype(np.float64)
        w = np.concatenate([np.full(before, -1 / before), np.full(after, 1 / after)])
        return float(w @ self.path(k) @ w)

    def noise(self, expected: Floats, exposure: Floats) -> Floats:
        """Variance of what is each period's own, UNSEEN where there is no exposure; all (n, T)."""
        chance = 1 / np.maximum(expected, 1e-3) if self.counted else 0.0
        own = chance + self.luck / np.maximum(exposure, 1.0) + self.period
        return np.where(exposure > 0, own, UNSEEN)


@dataclass(frozen=True)
class Whitening:
    """Inverse roots of covariances with the level projected out, of n accounts.

    - `root` (n, T, T): A with A'A the weight of deviations once the account's own level is taken out.
    - `level` (n, T): weights by which deviations make up the account's level.
    - `log_size` (n,): log determinant, for the likelihood.
    """

    root: Floats
    level: Floats
    log_size: Floats


def whitening(kernel: Kernel, expected: Floats, exposure: Floats) -> Whitening:
    """By Cholesky factors of each account's covariance; `expected` and `exposure` are (n, T)."""
    periods = expected.shape[1]
    shared = kernel.path(centred(periods))
    noise = kernel.noise(expected, exposure)
    covariance = np.broadcast_to(shared, (len(expected), periods, periods)).copy()
    covariance[:, np.arange(periods), np.arange(periods)] += noise
    factor = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
    inverse = _inverse(factor)
    ones = inverse.sum(axis=2)
    total = (ones**2).sum(axis=1)
    along: Floats = np.matmul(ones[:, None, :], inverse)[:, 0, :] / total[:, None]
    root = inverse - ones[:, :, None] * along[:, None, :]
    log_size = 2 * np.log(np.einsum("ijj->ij", factor)).sum(axis=1) + np.log(total)
    return Whitening(root, along, log_size)


def _inverse(lower: Floats) -> Floats:
    """Inverses of lower triangular matrices (n, T, T), row by row for all at once."""
    found = np.zeros_like(lower)
    for i in range(lower.shape[1]):
        pivot = 1 / lower[:, i, i]
        found[:, i, i] = pivot
        found[:, i, :i] = -pivot[:, None] * np.matmul(lower[:, i : i + 1, :i], found[:, :i, :i])[:, 0, :]
    return found


def centred(periods: int) -> Floats:
    """Numbers of the periods about their middle."""
    return np.arange(periods, dtype=np.float64) - (periods - 1) / 2


def two_way(y: Floats, exposure: Floats, weight: Floats | None = None, rounds: int = 30) -> tuple[Floats, Floats]:
    """Rates of accounts (n,) and indices of periods (T,) whose product times exposure is expected (Poisson)."""
    weighed = np.ones(len(y)) if weight is None else weight
    rate = y.sum(axis=1) / np.maximum(exposure.sum(axis=1), 1e-9)
    index = np.ones(y.shape[1])
    for _ in range(rounds):
        index = (weighed @ y) / np.maximum((weighed * rate) @ exposure, 1e-9)
        rate = y.sum(axis=1) / np.maximum((exposure * index).sum(axis=1), 1e-9)
    return rate, np.maximum(index, 1e-6)


def deviation(y: Floats, expected: Floats, exposure: Floats) -> Floats:
    """Relative deviations (n, T), those beyond FARTHEST cut; 0 where nothing was posted.

    Cutting lowers the mean, the more so the more a period is left to chance and luck: among periods of about as much of
    both what is left is moved and stretched, so that the mean is nought and a change of all by some per cent shows as
    so many.
    """
    there = exposure > 0
    raw = np.where(there, y / np.maximum(expected, 1e-9) - 1, 0.0)
    found = np.clip(raw, -1, FARTHEST)
    chance = 1 / np.maximum(expected, 1e-3) + USUAL["luck"] / np.maximum(exposure, 1.0)
    cuts = np.quantile(chance[there], np.arange(1, CLASSES) / CLASSES) if there.any() else np.zeros(0)
    place = np.where(there, np.searchsorted(cuts, chance), -1)
    for one in range(CLASSES):
        some = place == one
        if some.sum() >= 30:
            kept = ((1 + raw[some]) * (raw[some] < FARTHEST)).mean()
            found[some] = (found[some] - found[some].mean()) / max(kept, 0.25)
    return np.where(there, found, 0.0)


def learn(
    y: Floats, exposure: Floats, days: int, *, counted: bool = True, memories: Sequence[float] | None = None
) -> list[tuple[Kernel, float]] | None:
    """Kernels of the likeliest memories with their log likelihoods, from accounts outside groups.

    Args:
        y: what each account received in each period (n, T).
        exposure: the posts (views, or ones) that it is over (n, T).
        days: days a period.
        counted: whether `y` counts events.
        memories: shares of a high that may be left after a period; those of MEMORIES when left out.

    Returns:
        None where there are fewer than LEAST_ACCOUNTS of which enough is known.
    """
    some = (y.sum(axis=1) >= (LEAST_EVENTS if counted else 0)) & ((exposure > 0).sum(axis=1) >= LEAST_PERIODS)
    y, exposure = y[some][:MOST_ACCOUNTS], exposure[some][:MOST_ACCOUNTS]
    if len(y) < LEAST_ACCOUNTS or y.shape[1] < 2 * LEAST_PERIODS - 4:
        return None
    rate, index = two_way(y, exposure)
    expected = rate[:, None] * exposure * index
    search = _Search(deviation(y, expected, exposure), expected, exposure, days, counted)
    found, start = [], search.centre
    for memory in memories or [one ** (days / DAYS_OF_MEMORY) for one in MEMORIES]:
        kernel, likely, start = search.run(memory, start)
        found.append((kernel, likely))
    found.sort(key=lambda one: -one[1])
    return [one for one in found[:MOST_MEMORIES] if one[1] >= found[0][1] - NEARLY]


def likeliest(kernels: Sequence[tuple[Kernel, float]]) -> Kernel:
    """The one of the highest log likelihood."""
    return max(kernels, key=lambda one: one[1])[0]


class _Search:
    """The likelihood of deviations (n, T) in the logs of the four variances, with its slope."""

    def __init__(self, r: Floats, expected: Floats, exposure: Floats, days: int, counted: bool) -> None:
        self.r, self.expected, self.exposure, self.counted = r, expected, exposure, counted
        self.centre = np.log(
            [
                (USUAL["growth"] / MONTH * days) ** 2,
                USUAL["passing"] ** 2,
                USUAL["luck"],
                USUAL["period"],
            ]
        )
        self.spread = np.array([SPREAD[name] for name in ("growth", "passing", "luck", "period")])
        self.k = centred(r.shape[1])
        self.apart = np.abs(np.subtract.outer(self.k, self.k))
        self.a_post = np.where(exposure > 0, 1 / np.maximum(exposure, 1.0), 0.0)
        self.there = (exposure > 0) * 1.0

    def run(self, memory: float, start: Floats) -> tuple[Kernel, float, Floats]:
        """The likeliest variances with this memory a period, their log likelihood, and where the search ended."""
        best = minimize(self._loss, start, args=(memory,), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
        return self._kernel(best.x, memory), -float(best.fun), best.x

    def _kernel(self, logs: Floats, memory: float) -> Kernel:
        growth, passing, luck, period = (float(one) for one in np.exp(np.clip(logs, -25, 5)))
        return Kernel(growth, passing, memory, luck, period, self.counted)

    def _loss(self, logs: Floats, memory: float) -> tuple[float, Floats]:
        kernel = self._kernel(logs, memory)
        white = whitening(kernel, self.expected, self.exposure)
        weighed = np.matmul(white.root, self.r[:, :, None])[:, :, 0]
        pulled = np.matmul(white.root.transpose(0, 2, 1), weighed[:, :, None])[:, :, 0]
        squared = np.matmul(white.root.transpose(0, 2, 1), white.root)
        shared = squared.sum(axis=0) - pulled.T @ pulled
        own = np.einsum("ijj->ij", squared) - pulled**2
        slope = 0.5 * np.array(
            [
                (shared * np.outer(self.k, self.k)).sum() * kernel.growth,
                (shared * memory**self.apart).sum() * kernel.passing,
                (own * self.a_post).sum() * kernel.luck,
                (own * self.there).sum() * kernel.period,
            ]
        )
        away = (logs - self.centre) / self.spread
        loss = 0.5 * float((white.log_size + (weighed**2).sum(axis=1)).sum()) + 0.5 * float((away**2).sum())
        return loss, slope + away / self.spread
