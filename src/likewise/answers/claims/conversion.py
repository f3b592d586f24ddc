"""Conversion: followers won in group times buy less.

Needs purchases by person. With follows known, compares purchases a day since following, of followers won while the
author was in a group, with those of the same author's other followers and of followers that authors outside won in the
same week (`within`); followers who trade themselves are told, not compared (`followers`). Without follows it compares,
author by author, purchases by accounts that gave it traded likes with those by accounts that engaged with it for real
(`stratified`). Supported when they are fewer by more than what matters.

What would break it: an offer that the author makes at the same time as it joins; purchases that the log doesn't hold
for both kinds alike.
"""

from __future__ import annotations

import numpy as np

from likewise.answers.claims.face import Finding
from likewise.answers.claims.fallen import fallen
from likewise.answers.claims.followers import LEAST_FOLLOWERS, read_followers
from likewise.answers.claims.group_times import lay_traders
from likewise.answers.claims.stratified import Strata, compared
from likewise.answers.claims.within import ratio
from likewise.answers.effect.panel import TREATED
from likewise.engine import Engine, sql_text

METHOD = "followers_of_the_same_author"
WITHOUT_FOLLOWS = "buyers_among_engagers"

FOLLOW, PURCHASE = "events.kind=follow", "events.kind=purchase"

MOST_AUTHORS = 3000
"""Authors that leave the engine; which, is by a number drawn from their code."""


def test(engine: Engine, holds: frozenset[str]) -> Finding:
    """The finding, from the ledger and `exchanged`."""
    if PURCHASE not in holds:
        return Finding("conversion", METHOD, sample="followers", reason="no_purchases", lacks=(PURCHASE,))
    return _by_followers(engine) if FOLLOW in holds else _by_engagers(engine)


def _by_followers(engine: Engine) -> Finding:
    won = read_followers(engine)
    if won is None:
        return Finding("conversion", METHOD, sample="followers", reason="no_members")
    n = won.compared
    estimate = ratio(won.rows, "purchases", "seen_days", "inside", n)
    if estimate is None:
        return Finding(
            "conversion", METHOD, n=n, sample="followers", reason="few_purchases", needed=max(n, LEAST_FOLLOWERS)
        )
    return fallen(
        "conversion",
        METHOD,
        estimate,
        {"days": won.days, "in_group": won.in_group, "fellows": won.fellows},
        "followers",
    )


def _by_engagers(engine: Engine) -> Finding:
    lay_traders(engine)
    rows = engine.arrow(sql_text("likewise.answers.claims", "conversion.sql"), sure=TREATED, most=MOST_AUTHORS)
    columns = ("traded", "traded_purchases", "real", "real_purchases")
    parts = [np.asarray(rows[name].to_numpy(), dtype=np.float64) for name in columns]
    n = int(parts[0].sum())
    estimate = compared(Strata(rows["author"].to_numpy().astype(np.int64), *parts), n)
    if estimate is None:
        reason = "few_purchases" if engine.value("select 1 from exchanged limit 1") else "no_members"
        return Finding("conversion", WITHOUT_FOLLOWS, n=n, sample="accounts", reason=reason, lacks=(FOLLOW,))
    return fallen("conversion", WITHOUT_FOLLOWS, estimate, {}, "accounts")
