"""Whether people did what the plan says, as far as the data show it. The answer goes by the plan all the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.engine import Engine, sql_text
from likewise.trial.compared import Compared
from likewise.trial.design import Leaving, Plan, Posting
from likewise.trial.outcomes import Outcomes

STAYED = 0.5
"""A member whose likes for fellow members go on at this share of their earlier rate, or more, hasn't left."""


@dataclass(frozen=True)
class Left:
    """Who left when it was to, by its likes for other members of the trial.

    `early` gave none in the whole period before its day, `late` went on at half its rate or more after it; of `unseen`
    members no like for another is in the data, and the data as a whole may not say who liked (`by_person`).
    """

    by_person: bool
    early: tuple[str, ...]
    late: tuple[str, ...]
    unseen: int


@dataclass(frozen=True)
class Asked:
    """Whether posts ask something: of those to be on, and of those to be off, how many hold a question mark."""

    on: int
    on_asked: int
    off: int
    off_asked: int


def followed(engine: Engine, plan: Plan, outcomes: Outcomes, made: Compared) -> Left | Asked | None:
    """Tell who followed the plan; None where nothing in the data could show it."""
    if isinstance(plan.design, Leaving):
        return _left(engine, plan, plan.design)
    return _asked(plan.design, outcomes, made)


def _left(engine: Engine, plan: Plan, design: Leaving) -> Left:
    if not engine.value('select 1 from "like" limit 1'):
        return Left(False, (), (), len(design.order))
    starts = design.starts(plan.timezone)
    sql = sql_text("likewise.trial", "fellow_likes.sql")
    rows = {
        row["account"]: row
        for row in engine.arrow(sql, start=int(starts[0]), end=int(starts[-1])).to_pylist()
        if row["before"] or row["after"] or row["last_before"] is not None
    }
    early, late = [], []
    for one in design.order:
        if (found := rows.get(one.account)) is None:
            continue
        if found["last_before"] is None or found["last_before"] < starts[one.step - 1]:
            early.append(one.account)
        days_before, days_after = one.step, design.periods - one.step
        if found["after"] and found["after"] / days_after >= STAYED * found["before"] / days_before:
            late.append(one.account)
    return Left(True, tuple(early), tuple(late), len(design.order) - len(rows))


def _asked(design: Posting, outcomes: Outcomes, made: Compared) -> Asked | None:
    if design.lever != "question" or outcomes.asks is None:
        return None
    on = np.array([turn.on for turn in design.order])[made.row]
    asks = outcomes.asks[made.chosen]
    return Asked(int(on.sum()), int((on & asks).sum()), int((~on).sum()), int((~on & asks).sum()))
