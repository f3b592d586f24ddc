"""Measures from earlier data how much outcomes vary by themselves, so that a plan's power isn't guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import numpy as np

from likewise.engine import open_duckdb
from likewise.ingest.options import HowRead
from likewise.sources import Data
from likewise.trial.compared import means
from likewise.trial.design import checked_outcome
from likewise.trial.outcomes import read_outcomes
from likewise.trial.spread import Spread, measured

_DAY_US = 86_400_000_000


def spread_by_period(
    data: Data,
    accounts: Sequence[str],
    *,
    outcome: str = "likes",
    step_days: int = 14,
    memory: str | None = None,
    **how: Unpack[HowRead],
) -> Spread:
    """Measure how an account's log outcome varies from period to period, for `plan_leave`.

    Parameters
    ----------
    data
        Earlier data, as for `likewise.report`.
    accounts
        Whose posts are measured.
    outcome
        What the trial will measure.
    step_days
        Days of a period; periods are counted back from the last post.
    memory
        The engine's limit, such as "4GB".
    how
        See `likewise.ingest.options.ReadOptions`.

    Raises
    ------
    InputError
        When the data don't hold these accounts' posts, or too few of them.
    """
    with open_duckdb(memory) as engine:
        found = read_outcomes(engine, data, dict.fromkeys(accounts, 0), checked_outcome(outcome), **how)
    known = ~np.isnan(found.value)
    account, time = found.account[known], found.time[known]
    period = (time.max() - time) // (step_days * _DAY_US)
    periods = int(period.max()) + 1
    place, value = means(account * periods + period, found.log[known])
    unit, when = np.divmod(place, periods)
    return measured(value, unit, when, len(np.unique(unit)) * periods)


def spread_by_post(
    data: Data,
    accounts: Sequence[str],
    *,
    outcome: str = "likes",
    block: int = 4,
    memory: str | None = None,
    **how: Unpack[HowRead],
) -> Spread:
    """Measure how a post's log outcome varies within a block of posts that follow each other, for `plan_posts`.

    Parameters and errors are those of `spread_by_period`; `block` is how many posts a block has.
    """
    with open_duckdb(memory) as engine:
        found = read_outcomes(engine, data, dict.fromkeys(accounts, 0), checked_outcome(outcome), **how)
    known = ~np.isnan(found.value)
    account = found.account[known]
    number = np.arange(len(account)) - np.searchsorted(account, account)
    unit = account * len(account) + number // block
    return measured(found.log[known], unit, np.zeros(len(unit), dtype=np.int64), len(unit))
