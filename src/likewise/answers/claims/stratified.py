"""How often one thing happens to the one kind against the other kind of the same stratum (a post, an author).

Part of `claims`. What a stratum is like falls out: given how often it happened in the stratum at all, only how it
parts between the two kinds speaks (conditional Poisson likelihood; with many strata the same as an effect for each).
Kept from infinity, where one kind shows nothing at all, by Firth's correction (Biometrika 1993).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from likewise.answers.estimate import Estimate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_CLUSTERS = 8
"""With fewer clusters an error says nothing of itself."""

LEAST_EVENTS = 10.0
"""Events in all (in strata where both kinds could have had them) below which nothing is compared."""

FARTHEST = 12.0
"""Log ratio beyond which none is looked for."""


@dataclass(frozen=True)
class Strata:
    """Arrays (n,), a place a stratum: its cluster, and exposure and events of the one kind and of the other."""

    cluster: Ints
    exposure: Floats
    events: Floats
    other_exposure: Floats
    other_events: Floats

    def speaking(self) -> Strata:
        """Those that hold both kinds, and an event of either."""
        kept = (self.exposure > 0) & (self.other_exposure > 0) & (self.events + self.other_events > 0)
        floats = (self.exposure, self.events, self.other_exposure, self.other_events)
        return Strata(self.cluster[kept], *(part[kept] for part in floats))


def compared(strata: Strata, n: int, *, counted: bool = True) -> Estimate | None:
    """Log ratio of events an exposure, the one kind over the other; None where there is too little.

    Errors are clustered (jackknife in one step, CRV3; MacKinnon, Nielsen & Webb 2023), and never smaller than those of
    independent events where events are `counted`; degrees of freedom are the clusters' effective number less one.
    """
    held = strata.speaking()
    every = held.events + held.other_events
    known, cluster = np.unique(held.cluster, return_inverse=True)
    if len(known) < LEAST_CLUSTERS or every.sum() < LEAST_EVENTS:
        return None

    def share(log: float) -> Floats:
        found: Floats = 1 / (1 + held.other_exposure / held.exposure * np.exp(-log))
        return found

    def slope(log: float) -> float:
        part = share(log)
        spread = every * part * (1 - part)
        return float((held.events - every * part).sum() + 0.5 * (spread * (1 - 2 * part)).sum() / spread.sum())

    log = float(brentq(slope, -FARTHEST, FARTHEST)) if slope(-FARTHEST) > 0 > slope(FARTHEST) else None
    if log is None:
        return None
    part = share(log)
    score: Floats = np.bincount(cluster, held.events - every * part).astype(np.float64)
    known_by: Floats = np.bincount(cluster, every * part * (1 - part)).astype(np.float64)
    return _estimate(log, score, known_by, n, counted=counted)


def _estimate(log: float, score: Floats, known_by: Floats, n: int, *, counted: bool) -> Estimate | None:
    rest = known_by.sum() - known_by
    effective = float(known_by.sum() ** 2 / (known_by**2).sum())
    if effective < 2 or (rest <= 0).any():
        return None
    moved = score / rest
    variance = float((moved**2).sum() * (len(score) - 1) / len(score))
    if counted:
        variance = max(variance, 1 / float(known_by.sum()))
    return Estimate(log, float(np.sqrt(variance)), max(effective - 1, 1.0), n) if variance > 0 else None
