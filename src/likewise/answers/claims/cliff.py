"""Cliff: when the group stops, the numbers fall below what they were.

Needs members who left with data before they joined and after they left. Estimates likes of all kinds after leaving,
against what they would be had there never been a group (the event study across the time in it). Supported when they lie
below by more than what matters.
"""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.claims.fallen import fallen
from likewise.answers.claims.untested import untested
from likewise.answers.effect import Effects


def test(effects: Effects) -> Finding:
    """The finding, from the effects of leaving."""
    raw, organic = effects.of("leave", "likes", "raw"), effects.of("leave", "likes", "organic")
    if raw is None:
        return untested("cliff", "event_study_leaving", effects, "few_leavers")
    joined = effects.of("join", "likes", "raw")
    return fallen(
        "cliff",
        "event_study_leaving",
        raw.effect,
        {
            "pretrend": raw.pretrend,
            "organic": None if organic is None else organic.effect.change,
            "during": None if joined is None else joined.effect.change,
            "others": raw.others,
        },
    )
