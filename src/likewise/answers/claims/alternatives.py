"""Claim: honest levers do more for the same effort than a group does.

Stands behind `levers` and `effect`, beside the other claims. Compares organic engagement with a member's minutes a post
put into the best honest lever (once a post at most) with organic engagement with the group.
"""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.estimate import MATTERS, Estimate
from likewise.answers.levers import LEAST_ACCOUNTS, Best, Levers

METHOD = "alternatives"


def test(levers: Levers, group: Estimate | None) -> Finding:
    """Test the claim; without a group's effect, its effort, or any lever on enough accounts it says which is missing.

    Supported by the best lever, chosen on one half of the accounts and estimated on the other. Contradicted only where
    the group does some good and each lever alone does less than MATTERS more, so that a badly chosen lever contradicts
    nothing.
    """
    if group is None or levers.group_minutes is None:
        return _untested(levers, "no_group_effect")
    best = levers.best(levers.group_minutes)
    if best is None:
        return _untested(levers, levers.reason or "few_posts")
    # They share few posts: levers are what accounts differ in from post to post, the group's effect before and after.
    over = best.estimate.over(group)
    each = [
        levers.spread(estimate, lever, levers.group_minutes).over(group).p_below(MATTERS)
        for lever, estimate in levers.judged().items()
    ]
    return Finding(
        claim="alternatives",
        method=METHOD,
        estimate=over,
        p_for=over.p_above(MATTERS),
        # Where neither moves anything in so few minutes, that says nothing against honest ways: the group must do some.
        p_against=max(*each, group.p_above(0.0)),
        n=levers.accounts,
        sample="accounts",
        values=_values(levers, best, group),
    )


def _values(levers: Levers, best: Best, group: Estimate) -> dict[str, float | int | str | None]:
    return {
        "lever": best.lever,
        "lever_minutes": levers.minutes[best.lever],
        "minutes": levers.group_minutes,
        "lever_change": best.estimate.change,
        "lever_low": best.estimate.low,
        "lever_high": best.estimate.high,
        "group_change": group.change,
        "levers": len(levers.judged()),
    }


def _untested(levers: Levers, reason: str) -> Finding:
    """No comparison, with what would be needed for one."""
    lacks = {"no_times": ("posts.time",), "no_depth": ("comments", "saves", "reposts")}.get(reason, ())
    needed = LEAST_ACCOUNTS if reason == "few_posts" else None
    return Finding(
        claim="alternatives",
        method=METHOD,
        n=levers.accounts,
        sample="accounts",
        reason=reason,
        lacks=lacks,
        needed=needed,
    )
