"""Mismatch: posts whose likes surge while next to nobody watches to the end get less distribution afterwards.

Needs posts with views (or impressions) and completion. A surge is early likes of all kinds, as the platform sees them,
at least twice what the author's posts of the format usually get from accounts that trade with nobody (the median: an
author's size). Estimates what the next posts are shown when any of the three before was both, beyond what surges
before, surges of real likes before and low completion before each go with: `within` authors and days, the post's own
surge and completion and what was shown before those three held equal. So neither that a popular author surges more, nor
that a platform demotes members, nor that dull posts come in rows, can make the claim true; only that the two together
do more than each. Supported when distribution falls by more than what matters. What the post itself is shown later
isn't compared: a surge is made of it.

What would break it: a platform that punishes both together later than three posts; members who publish next to unseen
posts exactly when they are demoted for another reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from likewise.answers.claims.face import Finding
from likewise.answers.claims.fallen import fallen
from likewise.answers.claims.group_times import lay_traders
from likewise.answers.claims.within import ratio
from likewise.answers.effect.panel import BORN_SHARE, DAY_US
from likewise.answers.estimate import Estimate
from likewise.answers.mismatch import LEAST_LIKES, LOW_COMPLETION
from likewise.engine import Engine, sql_text

if TYPE_CHECKING:
    import pandas as pd

METHOD = "posts_after_a_mismatch"

FOLLOWING = 3
"""How many posts after a mismatched one are looked at."""

LEAST_MISMATCHED = 30
"""Mismatched posts below which the mark of low completion is moved up to the lowest tenth of posts."""

LOWEST = 0.1
"""That tenth."""

EARLY_HOURS = 3
"""Likes so soon after publication are what a platform can answer to, and hardly yet its answer."""

SURGE = 2.0
"""So many times the likes that its author's posts of the format usually get are a surge: assumed, as are LEAST_LIKES
more than usual, below which doubling is chance."""

COUNTED = ("surges_before", "real_surges_before", "lows_before")
"""What may lie among the posts before, each number of them with an effect of its own."""

RIPE_DAYS = 3
"""Posts younger than this at the end of the data have not been shown to all yet."""

MOST_AUTHORS = 1500
"""Authors of each kind that leave the engine; which, is by a number drawn from their code."""

LEAST_POSTS = 100
"""Mismatched posts that a next attempt should have, where there are too few."""


def test(engine: Engine, holds: frozenset[str]) -> Finding:  # noqa: ARG001  (the common face)
    """The finding, from the ledger."""
    counts = engine.arrow(
        "select count(coalesce(views, impressions)) as views, count(completion_rate) as completion from post"
    ).to_pylist()[0]
    for reason, column, lacks in (("no_views", "views", "views"), ("no_completion", "completion", "completion_rate")):
        if not counts[column]:
            return Finding("mismatch", METHOD, sample="posts", reason=reason, lacks=(f"posts.{lacks}",))
    lay_traders(engine)
    _lay_surges(engine)
    low, rows = LOW_COMPLETION, _rows(engine, LOW_COMPLETION)
    if int((rows["surge"] * rows["low"]).sum()) < LEAST_MISMATCHED:
        low = float(engine.value(f"select quantile_cont(completion_rate, {LOWEST}) from post"))
        low = max(low, LOW_COMPLETION)
        rows = _rows(engine, low)
    engine.drop("mismatch_surge")
    posts = int((rows["surge"] * rows["low"]).sum())
    estimate = _estimate(rows, posts)
    values: dict[str, float | int | str | None] = {"threshold": low, "following": FOLLOWING}
    if estimate is None:
        least = max(posts, LEAST_POSTS)
        return Finding(
            "mismatch", METHOD, n=posts, sample="posts", reason="few_mismatches", needed=least, values=values
        )
    return fallen("mismatch", METHOD, estimate, values, "posts", posts)


def _lay_surges(engine: Engine) -> None:
    """Make `mismatch_surge`: every post with its time, how much it was shown, and whether its likes surged."""
    timed = engine.value(sql_text("likewise.answers.effect", "births.sql"), share=BORN_SHARE)
    engine.create(
        "mismatch_surge",
        sql_text("likewise.answers.claims", "mismatch_surge.sql"),
        timed=bool(timed),
        early_us=EARLY_HOURS * 3_600_000_000,
        least=LEAST_LIKES,
        surge=SURGE,
    )


def _rows(engine: Engine, low: float) -> pd.DataFrame:
    span = engine.arrow("select min(born) as first, max(born) as last from post").to_pylist()[0]
    return engine.arrow(
        sql_text("likewise.answers.claims", "mismatch.sql"),
        following=FOLLOWING,
        low=low,
        first=int(span["first"] or 0),
        period_us=float(DAY_US),
        ripe=int(span["last"] or 0) - RIPE_DAYS * DAY_US,
        most=MOST_AUTHORS,
    ).to_pandas()


def _estimate(rows: pd.DataFrame, posts: int) -> Estimate | None:
    """Log ratio of what posts after a mismatched one are shown over what others are."""
    if not len(rows):
        return None
    # Over the author's own mean, so that every author's posts weigh the same and not the largest one's alone.
    usual = rows.groupby("author")["views"].transform("mean").clip(lower=1.0)
    table = rows.assign(
        shown=rows["views"] / usual,
        after=(rows["both_before"] > 0).astype(float),
        quality=np.log(rows["completion"].clip(lower=1e-3)),
        level=_level(rows),
    )
    controls = ["surge", "low", "quality", "level"]
    for name in COUNTED:
        for many in range(1, FOLLOWING + 1):
            controls.append(f"{name}_{many}")
            table[controls[-1]] = (table[name] == many).astype(float)
    for place, form in enumerate(sorted(table["format"].unique())[1:]):
        controls.append(f"format_{place}")
        table[controls[-1]] = (table["format"] == form).astype(float)
    return ratio(table, "shown", None, "after", posts, controls, counted=False)


def _level(rows: pd.DataFrame) -> pd.Series:
    """Log of what as many posts before those were shown, over the author's mean; 0 where it isn't known."""
    level = np.log(rows["views_before"].astype(float) + 1)
    return (level - level.groupby(rows["author"]).transform("mean")).fillna(0.0)
