"""Estimate weights from labelled cases: one penalised logistic regression over the levels of all facts.

Facts depend on each other (who likes everything also likes promptly), so adding up each fact's own
log2(m / u) would count the same evidence twice. The weights are therefore estimated together. A fact whose
direction is known beforehand may only rise, or only fall, with its value: a wiggle that one world happens
to show is not learnt. Facts are hidden at random while learning, so that the weights also hold where a
user's data lacks columns.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from likewise.weigh.weights import FactWeight, Stratum, Weights

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
    "onset": 1,
    "density": 0,
    "inward": 0,
    "evenness": 0,
    "unison": 1,
    "headcount": 0,
    "fellows": 1,
}


# No level of a fact weighs more than this, whatever the worlds it was estimated on say: odds of 256 to 1.
MOST_BITS = 8.0


def cut_points(values: Floats, truth: Floats, weight: Floats, levels: int) -> Floats:
    """Where a fact's values part into levels: quantiles of the traded and of the honest cases alike."""
    known = ~np.isnan(values)
    steps = np.linspace(0, 1, levels + 1)[1:-1]
    cuts = [
        np.quantile(values[known & (truth == side)], steps) for side in (0.0, 1.0) if np.any(known & (truth == side))
    ]
    if not cuts:
        return np.empty(0)
    merged = np.unique(np.round(np.concatenate(cuts), 4))
    return _apart(merged, values[known], weight[known], least=0.01)


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
    *,
    seed: int,
    levels: int = 20,
    penalty: float = 3.0,
    together: Sequence[Sequence[str]] = (),
) -> Weights:
    """Weights from cases whose truth (1 traded, 0 honest) is known.

    `facts` maps each fact to its values (NaN where there is no evidence), `weight` counts how much each case
    matters. The prior is log2 of the odds of a case that is average in every fact.
    """
    rows = [dict(facts), _hidden(facts, together, np.random.default_rng(seed))]
    answers = np.concatenate([truth, truth])
    matter = np.concatenate([weight, weight])
    matter = matter / matter.sum() * len(truth)
    cuts = {name: cut_points(values, truth, weight, levels) for name, values in facts.items()}
    centred = {name: _centred(np.vstack([_levels(row[name], cuts[name]) for row in rows]), matter) for name in facts}
    start, steps = _fit({name: block for name, (block, _) in centred.items()}, answers, matter, penalty)
    made = tuple(
        _fact_weight(name, facts[name], truth, weight, cuts[name], _level_bits(steps[name], centred[name][1]))
        for name in facts
    )
    share = float(weight[truth == 1].sum() / weight.sum())
    return Weights(stratum, float(start / np.log(2)), share, made)


def _level_bits(steps: Floats, means: Floats) -> Floats:
    """Bits of each level: the steps reached by then, less what an average case has of them; MOST_BITS at most."""
    reached: Floats = np.concatenate([[0.0], np.cumsum(steps)])
    bits = (reached - float(steps @ means)) / float(np.log(2))
    return np.clip(bits, -MOST_BITS, MOST_BITS)


def _fit(
    blocks: Mapping[str, Floats], truth: Floats, weight: Floats, penalty: float
) -> tuple[float, dict[str, Floats]]:
    """The start (intercept, not penalised) and each block's steps, in their direction only; natural logs."""
    design = np.column_stack([np.ones(len(truth)), *blocks.values()])
    held = np.full(design.shape[1], penalty)
    held[0] = 0.0
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    for name, block in blocks.items():
        side = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}[DIRECTION[name]]
        bounds += [side] * block.shape[1]

    def loss(theta: Floats) -> tuple[float, Floats]:
        z = design @ theta
        value = float(weight @ (np.logaddexp(0, z) - truth * z)) + 0.5 * float(held @ theta**2)
        return value, design.T @ (weight * (expit(z) - truth)) + held * theta

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    edges = np.cumsum([block.shape[1] for block in blocks.values()])[:-1]
    return float(found.x[0]), dict(zip(blocks, np.split(found.x[1:], edges), strict=True))


def _fact_weight(name: str, values: Floats, truth: Floats, weight: Floats, cuts: Floats, bits: Floats) -> FactWeight:
    """A fact's weights, with the shares m and u of each level beside them."""
    known = ~np.isnan(values)
    level = np.searchsorted(cuts, values[known], side="right")
    shares = [
        np.bincount(level, weights=weight[known] * (truth[known] == side), minlength=len(cuts) + 1) + 0.5
        for side in (1.0, 0.0)
    ]
    m, u = (tuple(float(x) for x in np.round(share / share.sum(), 5)) for share in shares)
    return FactWeight(name, tuple(float(c) for c in cuts), tuple(float(b) for b in np.round(bits, 3)), m, u)
