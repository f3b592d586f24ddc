"""What each post says of its account, as a logarithm with its variance; one post gone viral doesn't decide.

Stands before `posterior`. Counts that are mostly large are taken in logarithms, and what lies far off counts as not so
far (Huber, Annals of Mathematical Statistics 35, 1964): it is put nearer, and all are stretched by as much as cutting
makes a change of all of them look smaller. Small counts, whose zeros have no logarithm, are a negative binomial mean;
its working response stands for them, so that a path may be laid over it (penalised quasi-likelihood: Breslow and
Clayton, JASA 88, 1993).
"""

from __future__ import annotations

import numpy as np

from likewise.answers.creator.covariance import Covariance
from likewise.answers.creator.regression import HALF, Floats

USUAL_PATH = (0.2, 8.0)
"""Passing highs (variance, in units of luck) and their half life in days beside which a post's luck is looked at."""

FAR = 2.0
"""Standard deviations of luck at which a post is cut."""

TIMES = 4
"""Times that posts are cut and the account is fitted in turn."""

CONSISTENT = 1.4826
"""The median absolute deviation times this is the standard deviation of a normal distribution."""

VIRAL = 3.0
"""Standard deviations above its mean at which a small count is cut."""

LOOSE = 1e-6
"""Share of the mean weight that is put on each column, so that some may say the same."""

ROUNDS, CONVERGED = 60, 1e-8
"""Steps of the fit of small counts at most, and the step below which it ends."""

MOST_CUT = 0.5
"""A larger share of far posts isn't far: nothing is cut then."""


def tamed(logs: Floats, design: Floats, days: Floats) -> Floats:
    """Logarithms with far posts put nearer; `design` (n, c) holds what explains them."""
    passing, half_life = USUAL_PATH
    covariance = Covariance(passing, half_life, np.ones(len(logs)), days)
    weighed, _ = covariance.solved(design)
    gram = design.T @ weighed
    gram += LOOSE * np.trace(gram) / len(gram) * np.eye(len(gram))
    found = logs
    for _ in range(TIMES):
        rest = found - design @ np.linalg.solve(gram, weighed.T @ found)
        path = rest - covariance.solved(rest[:, None])[0][:, 0]
        luck = logs - (found - rest) - path
        far = FAR * CONSISTENT * float(np.median(np.abs(luck - np.median(luck))))
        near = np.abs(luck) < far
        if near.mean() < MOST_CUT:
            return logs
        found = logs - luck + np.clip(luck, -far, far) / near.mean()
    return found


def working(counts: Floats, design: Floats, offset: Floats) -> tuple[Floats, Floats]:
    """The working response of small counts, without the offset, and its variance for each post.

    The mean is exp(design @ coefficients + offset), the variance mu + a mu²; `a` comes from the Pearson residuals by
    the method of moments, fitted in turns with the coefficients (Breslow 1984, Applied Statistics 33(1)).
    """
    coefficients = np.linalg.lstsq(design, np.log(counts + HALF) - offset, rcond=None)[0]
    dispersion, freedom = 1.0, max(len(counts) - design.shape[1], 1)
    for _ in range(ROUNDS):
        mean, root, relative = _weighed(counts, design @ coefficients + offset, dispersion)
        step = np.linalg.lstsq(design * root[:, None], root * relative, rcond=None)[0]
        coefficients += np.clip(step, -1, 1)
        # Weighted by how much each post says of the spread beyond chance.
        beyond = root**4 * (relative**2 - 1 / mean)
        dispersion = max(float(np.sum(beyond)) / float(np.sum(root**4)) * len(counts) / freedom, 0.0)
        if np.max(np.abs(step)) < CONVERGED:
            break
    _, root, relative = _weighed(counts, design @ coefficients + offset, dispersion)
    return design @ coefficients + relative, 1 / np.maximum(root, 1e-6) ** 2


def _weighed(counts: Floats, logs: Floats, dispersion: float) -> tuple[Floats, Floats, Floats]:
    """Each post's mean, root of its working weight, and relative deviation, that of viral posts cut."""
    mean = np.exp(np.clip(logs, -12, 25))
    variance = mean + dispersion * mean**2
    deviation = np.minimum(counts - mean, VIRAL * np.sqrt(variance))
    return mean, mean / np.sqrt(variance), deviation / mean
