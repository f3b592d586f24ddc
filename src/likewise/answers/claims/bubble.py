"""Bubble: likes from a group come without depth (comments, saves, reposts, time watched).

Needs likes by person, and comments, saves or reposts by person. Compares, on the same posts, how many deeper acts the
givers of traded likes add to that post with how many the givers of real ones do: what a post is worth falls out
(`stratified`, a stratum a post, errors clustered by author). A like is traded when its tie surely enough is, real when
its giver trades with nobody; what lies between is left out. A comment that would fit under any post is no depth. Where
most real deeper acts are by people who didn't like the post, a like and a deeper act are different people's ways: then
the acts of all who trade with the author, for each traded like, are held against those of all who don't trade at all.
Supported when a traded like brings less by more than what matters. Where views say how long somebody looked, time
watched a like is told beside it.

What would break it: groups are found among other things by hollow comments and short looks (evidence `words` and
`depth`), so that a group whose members read each other is found later than one whose don't; and bots among those who
trade with nobody make real likes look hollow, which speaks against the claim.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from likewise.answers.claims.face import Finding
from likewise.answers.claims.fallen import fallen
from likewise.answers.claims.group_times import lay_traders
from likewise.answers.claims.stratified import Strata, compared
from likewise.answers.effect.panel import TREATED
from likewise.answers.estimate import Estimate
from likewise.engine import Engine, sql_text

METHOD = "likes_on_the_same_posts"

DEEP = ("events.kind=comment", "events.kind=save", "events.kind=repost")

MOST_AUTHORS = 3000
"""Authors whose posts leave the engine; which, is by a number drawn from their code."""

TEMPLATE = 0.75
"""A comment so generic says less than a third of what the average comment says: it would fit any post."""

LEAST_LIKES = 100
"""Likes of each kind on shared posts that a next attempt should have, where there are too few: some 30 deeper acts."""

LIKERS = 0.5
"""Share of real deeper acts that must come from those who liked the post, for a like's own depth to be compared."""

VIEWED = 0.5
"""Share of real likes that must come with a view, so that no view can mean not looked."""


def test(engine: Engine, holds: frozenset[str]) -> Finding:
    """The finding, from the ledger, `exchanged` and, where comments have words, `genericness`."""
    if not holds & set(DEEP):
        return Finding("bubble", METHOD, sample="likes", reason="no_depth", lacks=DEEP)
    lay_traders(engine)
    _lay_templates(engine)
    rows = engine.arrow(sql_text("likewise.answers.claims", "bubble.sql"), sure=TREATED, most=MOST_AUTHORS)
    engine.drop("template")
    likes = int(_column(rows, "traded").sum())
    if not rows.num_rows:
        return Finding("bubble", METHOD, sample="likes", reason="no_members")
    acts = "acts" if _by_likers(rows) else "all_acts"
    estimate = compared(_strata(rows, acts), likes)
    if estimate is None:
        return Finding("bubble", METHOD, n=likes, sample="likes", reason="few_likes", needed=max(likes, LEAST_LIKES))
    return fallen("bubble", METHOD, estimate, _values(rows, acts), "likes", likes)


def _lay_templates(engine: Engine) -> None:
    """Make `template(actor, post)`: whose comment on a post would fit under any; empty where words are unknown."""
    worded = engine.exists("genericness")
    said = f"genericness where generic >= {TEMPLATE}" if worded else "deed where false"
    engine.create("template", f"select distinct actor, post from {said}")


def _strata(rows: pa.Table, what: str) -> Strata:
    author = rows["author"].to_numpy().astype(np.int64)
    columns = ("traded", f"traded_{what}", "real", f"real_{what}")
    return Strata(author, *(_column(rows, name) for name in columns))


def _by_likers(rows: pa.Table) -> bool:
    """Whether those who like are the ones who do more."""
    return bool(_column(rows, "real_acts").sum() >= LIKERS * _column(rows, "real_all_acts").sum())


def _values(rows: pa.Table, acts: str) -> dict[str, float | int | str | None]:
    traded, real = _column(rows, "traded"), _column(rows, "real")
    watched: Estimate | None = None
    if _column(rows, "real_views").sum() >= VIEWED * real.sum():
        watched = compared(_strata(rows, "looked"), int(traded.sum()), counted=False)
    return {
        "posts": rows.num_rows,
        "traded_depth": float(_column(rows, f"traded_{acts}").sum() / traded.sum()),
        "real_depth": float(_column(rows, f"real_{acts}").sum() / real.sum()),
        "watched": watched and watched.change,
        "watched_low": watched and watched.low,
        "watched_high": watched and watched.high,
    }


def _column(rows: pa.Table, name: str) -> np.ndarray:
    return np.asarray(rows[name].to_numpy(), dtype=np.float64)
