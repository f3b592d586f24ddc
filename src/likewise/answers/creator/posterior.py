"""What one account's posts say of a change, averaged over how its luck, its highs and its growth may be.

An account alone has no others to be held against. How accounts go on by themselves is known beforehand from
`effect.kernel` (USUAL, SPREAD, MEMORIES), and from its own posts. For their logarithms y, with columns X,

    y = X b + e,   e as in `covariance`, times the variance of a post's luck

- level, formats and the group's steps are free (flat priors);
- growth changes when the group begins by about as much as accounts grow in a month (normal prior, `growth`): it speeds
  up or fades, and nothing before shows which (Rambachan and Roth, Review of Economic Studies 90, 2023);
- weekdays differ by about WEEKDAY;
- the variance of luck is unknown altogether (Jeffreys' prior).

All standard deviations are in units of that of a post's luck, so that given the three numbers passing, half_life and
growth everything else is known in closed form: coefficients are Student's t, and the marginal likelihood has a formula
(O'Hagan and Forster, Kendall's Advanced Theory of Statistics 2B, 2004, chapter 11). The three are on a grid, weighed by
prior and marginal likelihood (Bayesian model averaging: Hoeting et al., Statistical Science 14, 1999), so that the
interval holds what isn't known of them, too.

Whoever joins because of a low or a high is no trouble to this model: given the posts before, those after are as they
would be anyway, and the model knows that lows and highs fade (Rubin, Biometrika 63, 1976; a further high or low just
at the moment, as `effect.choice` has it for panels, was tried and moved nothing). Growth is another matter: one account
can't tell its own growth from a long high. So there are two stories, of which no posts of one account surely rule out
either, and the interval holds those of both:

- USUAL_GROWTH: it grew as accounts do, thus probably not by much (normal prior about nought, `growth` a month);
- OWN_GROWTH: it grew by whatever its own posts show.

An account that fades for good just when it joins is beyond both (benchmarks/README.md, real accounts).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from likewise.answers.creator.covariance import Covariance
from likewise.answers.creator.regression import Floats
from likewise.answers.effect.kernel import MONTH, SPREAD, USUAL
from likewise.answers.estimate import Estimate

LUCK = 0.6
"""The usual standard deviation (log) of a post's luck, far posts put nearer: the unit of the others. Log-normal luck
with the variance of `effect.kernel` has 0.77; 0.6 was chosen on accounts whose truth is known
(benchmarks/answers/creator_paths.py, seed 7000), where 0.77 covered cliff in 91 to 96 of 100 instead of 92 to 98."""

STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Points of the grid of passing highs, in standard deviations of what is known of them beforehand."""

PASSING = tuple(float((USUAL["passing"] / LUCK) ** 2 * np.exp(SPREAD["passing"] * step)) for step in STEPS)
"""Variances of passing highs, in units of that of luck."""

HALF_LIVES = (2.0, 5.0, 12.0, 30.0)
"""Days in which half of a passing high is gone: as far as MEMORIES of `effect.kernel` reach."""

GROWN = (-1.0, 0.0, 1.0)
"""The same of growth."""

GROWTH = tuple(float(USUAL["growth"] / LUCK * np.exp(SPREAD["growth"] / 2 * step)) for step in GROWN)
"""Standard deviations of growth in a month, in units of that of luck."""

WEEKDAY = 0.4
"""Standard deviation between weekdays, in units of that of luck; assumed, wide enough for a quiet account."""

FREE = 1e-8
"""Precision of what has no prior: next to none, so that columns which say the same leave the others known."""

LEAST_DF, LEAST_LEFT = 5.0, 1e-12
"""Degrees of freedom, and a sum of squares, that are never gone below."""

LEAST_EXCESS = 0.01
"""Excess kurtosis below which a distribution is taken as normal."""

GROWS, BENDS, WEEKDAYS = "growth", "bend", "weekday "
"""Columns with a prior of their own: growth, its change, and those that begin so; all others are free."""

USUAL_GROWTH, OWN_GROWTH = "usual", "own"
STORIES = (USUAL_GROWTH, OWN_GROWTH)


@dataclass(frozen=True)
class Products:
    """Products of the columns `names` and the outcome (last) under each covariance of the grid; `n` is that of posts.

    `gram` (k, c + 1, c + 1), `log_size` (k,) log determinants, `prior` (k,) log densities.
    """

    names: tuple[str, ...]
    gram: Floats
    log_size: Floats
    prior: Floats
    n: int


def products(days: Floats, noise: Floats, named: Mapping[str, Floats], values: Floats, joined: float) -> Products:
    """The account's products.

    Args:
        days: the day of each post (n,), in order.
        noise: variance of each post's luck (n,), 1 where it is the usual.
        named: columns (n,) by name.
        values: logarithms of the outcome (n,).
        joined: the day on which the group began.
    """
    moved = {GROWS: (days - joined) / MONTH, BENDS: np.maximum(days - joined, 0.0) / MONTH}
    every = dict(named) | moved
    design = np.column_stack([*every.values(), values])
    grams, sizes, priors = [], [], []
    for (passing, step), half_life in product(zip(PASSING, STEPS, strict=True), HALF_LIVES):
        solved, log_size = Covariance(passing, half_life, noise, days).solved(design)
        grams.append(design.T @ solved)
        sizes.append(log_size)
        priors.append(-0.5 * step**2)
    return Products(tuple(every), np.stack(grams), np.asarray(sizes), np.asarray(priors), len(days))


@dataclass(frozen=True)
class Mixture:
    """Coefficients by name at k points of the grid, and the points' shares (k,).

    Given a point they are Student's t with `df`: `means` (k, c), `scales` (k, c, c).
    """

    names: tuple[str, ...]
    means: Floats
    scales: Floats
    shares: Floats
    df: float

    def estimate(self, weights: Mapping[str, float], n: int) -> Estimate:
        """A weighted sum of coefficients, as the t distribution with the mixture's variance and kurtosis."""
        direction = np.asarray([weights.get(name, 0.0) for name in self.names])
        means = self.means @ direction
        within = np.einsum("c,kcd,d->k", direction, self.scales, direction) * self.df / (self.df - 2)
        mean = float(self.shares @ means)
        away = (means - mean) ** 2
        variance = float(self.shares @ (within + away))
        fourth = 3 * within**2 * (self.df - 2) / (self.df - 4) + 6 * within * away + away**2
        excess = max(float(self.shares @ fourth) / variance**2 - 3, LEAST_EXCESS)
        df = 4 + 6 / excess
        return Estimate(mean, float(np.sqrt(variance * (df - 2) / df)), df, n)


def posterior(of: Products, left_out: Collection[str], story: str) -> Mixture:
    """What is known of the coefficients if the account grew so."""
    kept = [place for place, name in enumerate(of.names) if name not in left_out]
    names = tuple(of.names[place] for place in kept)
    gram, slope, square = of.gram[:, kept][:, :, kept], of.gram[:, kept, -1], of.gram[:, -1, -1]
    df = max(float(of.n - sum(_precision(name, story, 1.0) == FREE for name in names)), LEAST_DF)
    means, scales, logs = [], [], []
    for growth, step in zip(GROWTH, GROWN, strict=True):
        prior = np.asarray([_precision(name, story, growth) for name in names])
        inverse = np.linalg.inv(gram + np.diag(prior))
        mean = np.einsum("kcd,kd->kc", inverse, slope)
        left = np.maximum(square - np.einsum("kc,kc->k", slope, mean), LEAST_LEFT)
        means.append(mean)
        scales.append(inverse * (left / df)[:, None, None])
        size = of.log_size - np.linalg.slogdet(inverse)[1] - np.log(prior).sum()
        logs.append(of.prior - 0.5 * step**2 - 0.5 * size - 0.5 * df * np.log(left))
    log = np.concatenate(logs)
    shares = np.exp(log - log.max())
    return Mixture(names, np.concatenate(means), np.concatenate(scales), shares / shares.sum(), df)


def _precision(name: str, story: str, growth: float) -> float:
    """Of a column's prior, in units of luck."""
    if name.startswith(WEEKDAYS):
        return float(WEEKDAY**-2)
    if name == BENDS or (name == GROWS and story == USUAL_GROWTH):
        return growth**-2
    return FREE
