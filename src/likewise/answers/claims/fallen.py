"""The finding that something fell by more than what matters: what most of the nine claims come to; part of `claims`."""

from __future__ import annotations

from collections.abc import Mapping

from likewise.answers.claims.face import Finding
from likewise.answers.claims.needed import needed
from likewise.answers.estimate import MATTERS, Estimate


def fallen(
    claim: str,
    method: str,
    estimate: Estimate,
    values: Mapping[str, float | int | str | None],
    sample: str = "members",
    n: int | None = None,
) -> Finding:
    """Supported by a fall of more than MATTERS, contradicted by less; `n` is the estimate's own unless given."""
    return Finding(
        claim=claim,
        method=method,
        estimate=estimate,
        p_for=estimate.p_below(-MATTERS),
        p_against=estimate.p_above(-MATTERS),
        n=estimate.n if n is None else n,
        sample=sample,
        needed=needed(estimate),
        values=values,
    )
