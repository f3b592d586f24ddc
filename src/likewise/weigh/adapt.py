"""Adapt the prior to the user's data by expectation-maximisation: how common is trading here?

The shipped weights say what a fact is worth; how many cases are traded differs from data to data, and is
estimated from the data itself (Saerens, Latinne and Decaestecker, *Adjusting the outputs of a classifier to
new a priori probabilities*, 2002), held by a beta prior so that a handful of cases decides nothing.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from likewise.engine import Engine
from likewise.weigh.weights import Weights, counted_bits

Floats = NDArray[np.float64]

# How many cases the shipped prior is worth against the user's own.
PRIOR_CASES = 40.0
# However common trading is in the data, before a fact is seen no more than this share is taken for traded.
MOST = 0.2
ROUNDS = 200
# Parts of a bit that evidence is told apart by when cases are counted: shipped weights have three digits.
PARTS = 1000
STILL = 1e-7


def adapt(evidence: Floats, prior: float, *, counts: Floats | None = None) -> float:
    """Fit the prior to `evidence` (bits of each case, prior not included), starting from `prior` (bits).

    Returns the prior as log2 of the odds, never above MOST. `counts` says how many cases there are of each
    entry of `evidence`; one each when left out.
    """
    many = np.ones(len(evidence)) if counts is None else counts
    shipped = 1 / (1 + np.exp2(-prior))
    share = shipped
    for _ in range(ROUNDS):
        odds = np.log2(share) - np.log2(1 - share)
        probable = 1 / (1 + np.exp2(-np.clip(evidence + odds, -60, 60)))
        renewed = min(MOST, (float(probable @ many) + PRIOR_CASES * shipped) / (float(many.sum()) + PRIOR_CASES))
        if abs(renewed - share) < STILL:
            break
        share = renewed
    return float(np.log2(share) - np.log2(1 - share))


def fitted(engine: Engine, source: str, weights: Weights, *, parts: int = PARTS) -> Weights:
    """The weights with the prior that fits the cases in `source`."""
    bits, cases = counted_bits(engine, source, weights, parts)
    return replace(weights, prior=adapt(bits, weights.prior, counts=cases))
