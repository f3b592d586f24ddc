"""Enforcement: the platform limits or demotes accounts that do it.

Needs views (or impressions) of posts. Estimates what joining did to views without those of traders. Supported when they
fall by more than what matters. Readers who turn away look the same from outside.
"""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.claims.fallen import fallen
from likewise.answers.claims.untested import untested
from likewise.answers.effect import Effects


def test(effects: Effects) -> Finding:
    """The finding, from the effects of joining."""
    views = effects.of("join", "views", "organic")
    if views is None:
        return untested("enforcement", "event_study_views", effects, "no_views", ("posts.views",))
    values = {"pretrend": views.pretrend, "level": views.level, "others": views.others}
    return fallen("enforcement", "event_study_views", views.effect, values)
