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
PRIOR_CASES = 100.0
# However common trading is in the data, the prior is never fitted to more than this share of cases.
MOST = 0.5
ROUNDS = 200
# Parts of a bit that evidence is told apart by when cases are counted: shipped weights have three digits.
PARTS = 1000
STILL = 1e-7


def adapt(bits: Floats, share: float, *, counts: Floats | None = None) -> float:
    """How many bits to add to all cases, so that as many are traded as their probabilities say.

    `bits` are log2 of the odds of each case as weighed where `share` of all cases were traded. `counts` says how
    many cases there are of each entry of `bits`; one each when left out.
    """
    many = np.ones(len(bits)) if counts is None else counts
    here = share
    for _ in range(ROUNDS):
        shift = _odds(here) - _odds(share)
        probable = 1 / (1 + np.exp2(-np.clip(bits + shift, -60, 60)))
        renewed = min(MOST, (float(probable @ many) + PRIOR_CASES * share) / (float(many.sum()) + PRIOR_CASES))
        if abs(renewed - here) < STILL:
            break
        here = renewed
    return _odds(here) - _odds(share)


def _odds(share: float) -> float:
    return float(np.log2(share) - np.log2(1 - share))


def fitted(engine: Engine, source: str, weights: Weights, *, parts: int = PARTS) -> Weights:
    """The weights with the prior that fits the cases in `source`."""
    bits, cases = counted_bits(engine, source, weights, parts)
    return replace(weights, prior=weights.prior + adapt(bits, weights.share, counts=cases))
