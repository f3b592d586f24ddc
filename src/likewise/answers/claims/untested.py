"""Why a claim that rests on the event study could not be tested; part of `claims`."""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.claims.needed import needed
from likewise.answers.effect import Effects, Studied
from likewise.answers.estimate import MATTERS


def untested(claim: str, method: str, effects: Effects, reason: str, lacks: tuple[str, ...] = ()) -> Finding:
    """A finding without an estimate: `reason` unless the event study as a whole had one of its own."""
    return Finding(
        claim=claim,
        method=method,
        reason=effects.reason or reason,
        lacks=() if effects.reason else lacks,
        n=effects.usable,
        needed=effects.needed,
    )


def fallen(claim: str, method: str, studied: Studied, values: dict[str, float | int | str | None]) -> Finding:
    """A finding that something fell by more than what matters."""
    estimate = studied.effect
    return Finding(
        claim=claim,
        method=method,
        estimate=estimate,
        p_for=estimate.p_below(-MATTERS),
        p_against=estimate.p_above(-MATTERS),
        n=estimate.n,
        needed=needed(estimate),
        values={"pretrend": studied.pretrend, **values},
    )
