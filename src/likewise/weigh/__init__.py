"""Weigh: facts to bits, bits to a probability; every verdict can be taken apart again.

Reads `pair_fact`, `group_fact` and `member_fact` (left: `evidence`), gives `pair_weighed`, `group_weighed` and
`member_weighed` to `groups`.
"""

from likewise.weigh.adapt import adapt, fitted
from likewise.weigh.estimate import DIRECTION, estimate
from likewise.weigh.weights import (
    GROUP_SHAPES,
    GROUP_STRATA,
    SEEN,
    SHAPE,
    STRATA,
    FactWeight,
    Shape,
    Stratum,
    Weights,
    as_json,
    load,
    weigh,
)

__all__ = [
    "DIRECTION",
    "GROUP_SHAPES",
    "GROUP_STRATA",
    "SEEN",
    "SHAPE",
    "STRATA",
    "FactWeight",
    "Shape",
    "Stratum",
    "Weights",
    "adapt",
    "as_json",
    "estimate",
    "fitted",
    "load",
    "weigh",
]
