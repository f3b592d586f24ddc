"""Trust: template comments and hollow numbers lower real readers' response.

Estimates what joining did to how often a real reader responds: acts by accounts that trade with nobody, for each view
that isn't a trader's; where views are unknown, acts by those who had acted on the account before. Supported when it
falls by more than what matters. It can't tell what the readers noticed, only that they respond less.
"""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.claims.fallen import fallen
from likewise.answers.claims.untested import untested
from likewise.answers.effect import Effects, Studied


def test(effects: Effects) -> Finding:
    """The finding, from the effects of joining."""
    response = effects.of("join", "response", "organic")
    if response is not None:
        return _fallen("response_a_view", response)
    returning = effects.of("join", "fan_activity", "organic")
    if returning is not None:
        return _fallen("returning_readers", returning)
    return untested("trust", "response_a_view", effects, "few_members", ("posts.views",))


def _fallen(method: str, studied: Studied) -> Finding:
    return fallen("trust", method, studied.effect, {"pretrend": studied.pretrend, "others": studied.others})
