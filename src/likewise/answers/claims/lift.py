"""Lift: joining raises raw numbers, but not organic engagement.

Needs likes by person, and members with a past in the data. Estimates what joining did to likes of all kinds and to
likes from accounts that trade with nobody (the event study). Supported when raw likes rise by more than what matters
and organic ones don't; contradicted when organic ones do, or raw ones don't. The effect told is the organic one.
"""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.claims.needed import needed
from likewise.answers.claims.untested import untested
from likewise.answers.effect import Effects
from likewise.answers.estimate import MATTERS


def test(effects: Effects) -> Finding:
    """The finding, from the effects of joining."""
    raw, organic = effects.of("join", "likes", "raw"), effects.of("join", "likes", "organic")
    if raw is None or organic is None:
        return untested("lift", "event_study", effects, "few_members")
    more, real = raw.effect, organic.effect
    return Finding(
        claim="lift",
        method="event_study",
        estimate=real,
        # Both must hold, so the weaker decides; against it either will do, which is paid for by doubling.
        p_for=max(more.p_above(MATTERS), real.p_below(MATTERS)),
        p_against=min(1.0, 2 * min(real.p_above(MATTERS), more.p_below(MATTERS))),
        n=real.n,
        needed=needed(real, MATTERS),
        values={
            "raw": more.change,
            "raw_low": more.low,
            "raw_high": more.high,
            "level": organic.level,
            "others": organic.others,
            "pretrend": organic.pretrend,
        },
    )
