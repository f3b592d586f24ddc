"""Retention: followers won in group times leave sooner and are less active.

Needs follows with their time, and acts by person. Compares followers won while the author was in a group with the same
author's other followers, and with those that authors outside won in the same week (`within`): acts on the author for
each post it published in the same number of days after following, counted of followers who had all these days; and,
where unfollows are known, leaving a day. Supported when they are less active by more than what matters and, if that is
known, leave sooner by more than what matters; contradicted when either surely isn't so. The effect told is activity.
Followers who trade themselves are told, not compared (`followers`).

What would break it: an author that changes what it publishes when it joins wins other followers for that reason;
followers who came for a single post and those of an author that then pauses are told apart from uninterested ones only
by posts published.
"""

from __future__ import annotations

from likewise.answers.claims.face import Finding
from likewise.answers.claims.followers import LEAST_FOLLOWERS, Followers, read_followers
from likewise.answers.claims.needed import needed
from likewise.answers.claims.within import ratio
from likewise.answers.estimate import MATTERS, Estimate
from likewise.engine import Engine

METHOD = "followers_of_the_same_author"

FOLLOW, UNFOLLOW = "events.kind=follow", "events.kind=unfollow"


def test(engine: Engine, holds: frozenset[str]) -> Finding:
    """The finding, from the ledger and `exchanged`."""
    if FOLLOW not in holds:
        return Finding("retention", METHOD, sample="followers", reason="no_follows", lacks=(FOLLOW,))
    won = read_followers(engine)
    if won is None:
        return Finding("retention", METHOD, sample="followers", reason="no_members")
    n = won.compared
    active = ratio(won.rows, "acts", "posts", "inside", n)
    leaving = ratio(won.rows, "gone", "stayed_days", "inside", n) if UNFOLLOW in holds else None
    if active is None or (UNFOLLOW in holds and leaving is None):
        return Finding(
            "retention", METHOD, n=n, sample="followers", reason="few_followers", needed=max(n, LEAST_FOLLOWERS)
        )
    return _found(won, active, leaving)


def _found(won: Followers, active: Estimate, leaving: Estimate | None) -> Finding:
    p_for, p_against = active.p_below(-MATTERS), active.p_above(-MATTERS)
    values: dict[str, float | int | str | None] = {"days": won.days, "in_group": won.in_group, "fellows": won.fellows}
    if leaving is not None:
        # Both must hold, so the weaker decides; against it either will do, which is paid for by doubling.
        p_for = max(p_for, leaving.p_above(MATTERS))
        p_against = min(1.0, 2 * min(p_against, leaving.p_below(MATTERS)))
        values |= {"leaving": leaving.change, "leaving_low": leaving.low, "leaving_high": leaving.high}
    return Finding(
        claim="retention",
        method=METHOD,
        estimate=active,
        p_for=p_for,
        p_against=p_against,
        n=active.n,
        sample="followers",
        needed=max(needed(active), 0 if leaving is None else needed(leaving, MATTERS)),
        values=values,
    )
