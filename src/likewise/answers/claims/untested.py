"""Why a claim that rests on the event study could not be tested; part of `claims`."""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.effect import Effects


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
