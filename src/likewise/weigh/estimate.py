"""Estimate weights from labelled cases: one penalised logistic regression over the levels of all facts.

Facts depend on each other (who likes everything also likes promptly), so adding up each fact's own
log2(m / u) would count the same evidence twice. The weights are therefore estimated together. A fact whose
direction is known beforehand may only rise, or only fall, with its value: a wiggle that one world happens
to show is not learnt. Facts are hidden at random while learning, so that the weights also hold where a
user's data lacks columns: each fact that isn't known moves the odds of an average case. Levels are few, and cut
where all families of worlds together have cases.

A fact that doesn't make the verdicts better on most families that had no part in the fit is no evidence. How far a
weight may be trusted on a family that nobody has drawn shows where each family in turn is left out: the
jackknife over families (Efron and Stein, *The Jackknife Estimate of Variance*, 1981) is its doubt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from likewise.weigh.weights import LEVELS, FactWeight, Stratum, Weights

Floats = NDArray[np.float64]

# +1: more of it speaks for trading; -1: against; 0: not known beforehand.
DIRECTION: Mapping[str, int] = {
    "mutuality": 0,
    "coverage": 0,
    "promptness": 1,
    "balance": 1,
    "strangers": -1,
    "burst": 1,
    "lockstep": 1,
    "follows": -1,
    "words": 1,
    "depth": 1,
    "onset": 0,
    "density": 0,
    "inward": 0,
    "evenness": 0,
    "unison": 1,
    "headcount": 0,
    "all_or_none": 1,
    "wait_spread": -1,
    "border": -1,
    "fellows": 1,
}


MOST_BITS = 8.0
"""No level of a fact weighs more than this, whatever the worlds it was estimated on say: odds of 256 to 1."""

PENALTIES = (3.0, 10.0, 30.0, 100.0)
"""How strongly steps between levels may be held to nought, as so many cases; the families that are left out choose."""

MANY = 40_000
"""Cases from which steps need no holding to speak of: the third of PENALTIES is taken."""

LEAST_SHARE = 0.02
"""Share of all cases that a level holds at least."""


def cut_points(values: Floats, truth: Floats, weight: Floats, levels: int = LEVELS) -> Floats:
    """Return where a fact's values part into levels: quantiles where traded and honest cases have the same say."""
    known = ~np.isnan(values)
    even = np.zeros(len(values))
    for side in (0.0, 1.0):
        own = known & (truth == side)
        if own.any():
            even[own] = weight[own] / weight[own].sum()
    if not even.any():
        return np.empty(0)
    order = np.argsort(values[known])
    share = np.cumsum(even[known][order]) / even.sum()
    places = np.searchsorted(share, np.linspace(0, 1, levels + 1)[1:-1])
    merged = np.unique(np.round(values[known][order][places], 4))
    return _apart(merged, values[known], even[known], least=LEAST_SHARE)


def _apart(cuts: Floats, values: Floats, weight: Floats, least: float) -> Floats:
    """Drop cuts that leave a level with less than `least` of all cases."""
    kept: list[float] = []
    total = float(weight.sum())
    below = -np.inf
    for cut in cuts:
        inside = float(weight[(values >= below) & (values < cut)].sum())
        above = float(weight[values >= cut].sum())
        if inside >= least * total and above >= least * total:
            kept.append(float(cut))
            below = float(cut)
    return np.array(kept)


def _levels(values: Floats, cuts: Floats) -> Floats:
    """A column for each cut: 1 where the value has reached it, NaN where there is no evidence."""
    reached = (values[:, None] >= cuts[None, :]).astype(np.float64)
    reached[np.isnan(values)] = np.nan
    return reached


def _centred(levels: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The columns less their weighted means, zero where there is no evidence; and the means.

    So a fact that is missing weighs as much as one that says nothing: no bits.
    """
    known = ~np.isnan(levels)
    shares = weight[:, None] * known
    means = (shares * np.nan_to_num(levels)).sum(axis=0) / np.maximum(shares.sum(axis=0), 1e-12)
    return np.where(known, levels - means, 0.0), means


def _hidden(
    facts: Mapping[str, Floats], together: Sequence[Sequence[str]], random: np.random.Generator
) -> dict[str, Floats]:
    """The facts with some of them hidden: kinds of data that may be missing go missing together."""
    rows = len(next(iter(facts.values())))
    hidden = {name: values.copy() for name, values in facts.items()}
    for names in together:
        gone = random.random(rows) < 0.3
        for name in names:
            if name in hidden:
                hidden[name][gone] = np.nan
    return hidden


def estimate(
    stratum: Stratum,
    facts: Mapping[str, Floats],
    truth: Floats,
    weight: Floats,
    family: NDArray[np.str_],
    *,
    seed: int,
    together: Sequence[Sequence[str]] = (),
) -> Weights:
    """Estimate weights from cases whose truth (1 traded, 0 honest) is known.

    Parameters
    ----------
    stratum
        What the cases are.
    facts
        Each fact's values, one a case; NaN where there is no evidence.
    truth, weight, family
        For each case its truth, how much it matters, and the family of worlds that it is from.
    seed
        Of what is hidden.
    together
        Facts that go missing together.

    Returns
    -------
    Weights
        The prior is log2 of the odds of a case that is average in every fact.
    """
    rows = [dict(facts), _hidden(facts, together, np.random.default_rng(seed))]
    matter = np.concatenate([weight, weight])
    matter = matter / matter.sum() * len(truth)
    cuts = {name: cut_points(values, truth, weight) for name, values in facts.items()}
    centred = {name: _centred(np.vstack([_levels(row[name], cuts[name]) for row in rows]), matter) for name in facts}
    # The less is known the wider the odds of an average case: whether a fact is known has a step of its own.
    unknown = {name: np.concatenate([np.isnan(row[name]) for row in rows])[:, None] for name in facts}
    blocks = {name: np.hstack([block, unknown[name].astype(np.float64)]) for name, (block, _) in centred.items()}
    families = np.concatenate([family, family])
    cases = _Cases(blocks, np.concatenate([truth, truth]), matter, families, PENALTIES[2]).held_best()
    without = cases.without_each()
    while any(hurts := [name for name in cases.blocks if not cases.helps(name, without)]):
        cases = cases.less(hurts)
        without = cases.without_each()
    start, steps = cases.fit(np.ones(len(cases.truth), dtype=bool))
    made = []
    for name in facts:
        if name not in steps:
            made.append(_no_evidence(name))
            continue
        means = centred[name][1]
        doubt = _doubt([_level_bits(fitted[1][name], means) for fitted in without.values()])
        bits = _level_bits(steps[name], means)
        one = _fact_weight(name, facts[name], truth, weight, cuts[name], bits, doubt)
        made.append(replace(one, unknown=round(float(steps[name][-1] / np.log(2)), 4)))
    share = float(weight[truth == 1].sum() / weight.sum())
    return Weights(stratum, float(start / np.log(2)), share, tuple(made))


Fitted = tuple[float, dict[str, Floats]]
"""The start (the intercept) and the steps of each fact, natural logarithms."""


@dataclass(frozen=True)
class _Cases:
    """Cases as columns of steps by fact, with what is true of each, how much it matters, and its family."""

    blocks: Mapping[str, Floats]
    truth: Floats
    weight: Floats
    family: NDArray[np.str_]
    penalty: float

    def less(self, names: Sequence[str]) -> "_Cases":
        """The cases without some facts."""
        return replace(self, blocks={name: block for name, block in self.blocks.items() if name not in names})

    def fit(self, chosen: NDArray[np.bool_]) -> Fitted:
        """The start and the steps that fit the chosen cases."""
        blocks = {name: block[chosen] for name, block in self.blocks.items()}
        return _fit(blocks, self.truth[chosen], self.weight[chosen], self.penalty)

    def without_each(self) -> dict[str, Fitted]:
        """For each family the fit on all others, where these have cases of both kinds."""
        rests = {name: self.family != name for name in np.unique(self.family)}
        several = len(rests) > 1
        return {
            name: self.fit(rest) for name, rest in rests.items() if several and len(np.unique(self.truth[rest])) == 2
        }

    def held_best(self) -> "_Cases":
        """The cases with the penalty by which families are foretold best that have no part in the fit."""
        if len(self.truth) > MANY or len(np.unique(self.family)) < 2:
            return self
        held = [replace(self, penalty=penalty) for penalty in PENALTIES]
        return min(held, key=lambda one: one.foretold())

    def foretold(self) -> float:
        """The loss on families that had no part in the fit, mean of all."""
        losses = []
        for family, fitted in self.without_each().items():
            own = self.family == family
            losses.append(self._loss(own, self._log_odds(own, fitted)) / self.weight[own].sum())
        return float(np.mean(losses)) if losses else 0.0

    def _log_odds(self, chosen: NDArray[np.bool_], fitted: Fitted) -> Floats:
        start, steps = fitted
        said: Floats = start + sum((self.blocks[name][chosen] @ steps[name] for name in self.blocks), np.zeros(1))
        return said

    def helps(self, fact: str, without: Mapping[str, Fitted]) -> bool:
        """Whether a fact makes the verdicts on most families better that had no part in the fit."""
        gains = []
        for family, fitted in without.items():
            own = self.family == family
            total = self._log_odds(own, fitted)
            said = self.blocks[fact][own] @ fitted[1][fact]
            if np.any(said != 0):
                gains.append(self._loss(own, total - said) - self._loss(own, total))
        return not without or sum(gain > 0 for gain in gains) > len(gains) / 2

    def _loss(self, chosen: NDArray[np.bool_], log_odds: Floats) -> float:
        return float(self.weight[chosen] @ (np.logaddexp(0, log_odds) - self.truth[chosen] * log_odds))


def _no_evidence(name: str) -> FactWeight:
    """The weight of a fact that makes no verdict better."""
    return FactWeight(name, (), (0.0,), (0.0,), (1.0,), (1.0,))


def _doubt(without: Sequence[Floats]) -> Floats | None:
    """The standard deviation of each level's bits, by the jackknife; None with fewer than two families."""
    if len(without) < 2:
        return None
    every = np.vstack(without)
    spread: Floats = np.sqrt((len(every) - 1) / len(every) * ((every - every.mean(axis=0)) ** 2).sum(axis=0))
    return spread


def _level_bits(steps: Floats, means: Floats) -> Floats:
    """Bits of each level: the steps reached by then, less what an average case has of them; MOST_BITS at most."""
    known = steps[:-1]
    reached: Floats = np.concatenate([[0.0], np.cumsum(known)])
    bits = (reached - float(known @ means)) / float(np.log(2))
    return np.clip(bits, -MOST_BITS, MOST_BITS)


def _fit(blocks: Mapping[str, Floats], truth: Floats, weight: Floats, penalty: float) -> Fitted:
    """The start, which isn't penalised, and each block's steps, in their direction only."""
    design = np.column_stack([np.ones(len(truth)), *blocks.values()])
    held = np.full(design.shape[1], penalty)
    held[0] = 0.0
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    for name, block in blocks.items():
        side = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}[DIRECTION[name]]
        bounds += [*[side] * (block.shape[1] - 1), (None, None)]

    def loss(theta: Floats) -> tuple[float, Floats]:
        z = design @ theta
        value = float(weight @ (np.logaddexp(0, z) - truth * z)) + 0.5 * float(held @ theta**2)
        return value, design.T @ (weight * (expit(z) - truth)) + held * theta

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    widths = np.cumsum([block.shape[1] for block in blocks.values()], dtype=np.int64)
    steps = np.split(found.x[1:], widths)[: len(blocks)]
    return float(found.x[0]), dict(zip(blocks, steps, strict=True))


def _fact_weight(
    name: str, values: Floats, truth: Floats, weight: Floats, cuts: Floats, bits: Floats, doubt: Floats | None
) -> FactWeight:
    """A fact's weights, with the shares m and u of each level beside them."""
    known = ~np.isnan(values)
    level = np.searchsorted(cuts, values[known], side="right")
    shares = [
        np.bincount(level, weights=weight[known] * (truth[known] == side), minlength=len(cuts) + 1) + 0.5
        for side in (1.0, 0.0)
    ]
    m, u = (_plain(share / share.sum()) for share in shares)
    doubts = np.zeros(len(bits)) if doubt is None else doubt
    return FactWeight(name, _plain(cuts), _plain(bits), _plain(doubts), m, u)


def _plain(numbers: Floats) -> tuple[float, ...]:
    return tuple(float(one) for one in np.round(numbers, 4))
