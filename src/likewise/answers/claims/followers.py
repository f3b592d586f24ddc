"""Followers by when they were won, in a group or not, with what they did in the days after: ground of two claims.

Part of `claims`. What leaves the engine is a row an author, a period and a condition. Followers who trade themselves
are counted but not compared: fellow members follow each other, like all that they owe and stay as long as they trade,
so that with them any group's followers would look eager.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from likewise.answers.claims.group_times import lay_group_times
from likewise.answers.effect.panel import DAY_US, SUSPECT
from likewise.engine import Engine, sql_text

if TYPE_CHECKING:
    import pandas as pd

HORIZON_DAYS = 28
"""Days after following that are looked at; a third of the data where that is less, so that most followers have them."""

PERIOD_DAYS = 7
"""Followers won in the same week are compared: weekdays fall out, and seasons."""

EDGE_DAYS = 2
"""Days before and after a span of group times in which a follow counts as neither."""

MOST_AUTHORS = 3000
"""Authors of each kind that leave the engine; which, is by a number drawn from their code."""

LEAST_FOLLOWERS = 100
"""Followers of each kind that a next attempt should have, where there are too few."""


@dataclass(frozen=True)
class Followers:
    """Rows (see `followers.sql`) of authors in groups and of others, and the days that each follower was watched.

    `in_group` are followers won in group times, `fellows` those of them who trade themselves and aren't in the rows.
    """

    rows: pd.DataFrame
    days: int
    in_group: int
    fellows: int

    @property
    def compared(self) -> int:
        """Followers of the authors who won some in group times and some outside."""
        inside = self.rows.groupby("author")["inside"]
        both = inside.transform("max") > inside.transform("min")
        return int(self.rows.loc[both, "followers"].sum())


def read_followers(engine: Engine) -> Followers | None:
    """All follows that the ledger knows; None where nobody's group times are known."""
    if not lay_group_times(engine):
        return None
    span = engine.arrow(sql_text("likewise.answers.claims", "span.sql"))
    first, last = (int(span[name][0].as_py()) for name in ("first", "last"))
    days = max(1, min(HORIZON_DAYS, (last - first) // DAY_US // 3))
    rows = engine.arrow(
        sql_text("likewise.answers.claims", "followers.sql"),
        first=first,
        last=last,
        horizon_us=days * DAY_US,
        period_us=float(PERIOD_DAYS * DAY_US),
        edge_us=EDGE_DAYS * DAY_US,
        suspect=SUSPECT,
        most=MOST_AUTHORS,
    ).to_pandas()
    inside = rows["inside"] == 1
    in_group = int(rows.loc[inside, "followers"].sum())
    fellows = int(rows.loc[inside & rows["trading"], "followers"].sum())
    return Followers(rows[~rows["trading"]], days, in_group, fellows)
