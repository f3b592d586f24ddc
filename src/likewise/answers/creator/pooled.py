"""One estimate from several accounts, each judged on its own history.

Stands between `posterior` and `findings`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from likewise.answers.estimate import Estimate

POPULATION = 5
"""From so many accounts on, how much they differ from each other is estimated and counted into the error; fewer say
too little of that, and the estimate is of these accounts alone."""


def either(parts: Sequence[Estimate]) -> Estimate:
    """One estimate from those of stories between which nothing decides: their middle, and the hull of intervals."""
    logs = np.asarray([one.log for one in parts])
    variance = float(np.mean([one.error**2 for one in parts]) + np.var(logs))
    return Estimate(
        float(logs.mean()), float(np.sqrt(variance)), min(one.df for one in parts), parts[0].n, tuple(parts)
    )


def pooled(estimates: Sequence[Estimate]) -> Estimate | None:
    """The mean effect of all accounts, story by story; n is the sum."""
    if len(estimates) < 2:
        return estimates[0] if estimates else None
    return either([_mean(of_story) for of_story in zip(*(one.parts for one in estimates), strict=True)])


def _mean(estimates: Sequence[Estimate]) -> Estimate:
    """The mean effect, weighted by inverse variance.

    Few accounts: error from theirs, degrees of freedom after Satterthwaite (1946). From POPULATION on: random effects
    (DerSimonian & Laird 1986) with the error of Hartung & Knapp (2001), Statistics in Medicine 20(12).
    """
    logs = np.asarray([one.log for one in estimates])
    variances = np.asarray([one.error**2 for one in estimates])
    weights = 1 / variances
    n = sum(one.n for one in estimates)
    if len(estimates) < POPULATION:
        df = weights.sum() ** 2 / np.sum(weights**2 / np.asarray([one.df for one in estimates]))
        return Estimate(float(weights @ logs / weights.sum()), float(weights.sum() ** -0.5), float(df), n)
    weights = 1 / (variances + _between(logs, weights))
    mean = weights @ logs / weights.sum()
    spread = weights @ (logs - mean) ** 2 / (len(logs) - 1)
    error = np.sqrt(max(spread, 1.0) / weights.sum())
    return Estimate(float(mean), float(error), len(logs) - 1.0, n)


def _between(logs: np.ndarray, weights: np.ndarray) -> float:
    """The variance between accounts, by the method of moments."""
    mean = weights @ logs / weights.sum()
    excess = weights @ (logs - mean) ** 2 - (len(logs) - 1)
    return max(float(excess / (weights.sum() - np.sum(weights**2) / weights.sum())), 0.0)
