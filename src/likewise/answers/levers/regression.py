"""What habits go with, account by account: Poisson pseudo-likelihood with effects of account and week.

Santos Silva and Tenreyro, "The log of gravity", 2006: consistent for any non-negative outcome whose mean is right,
zeros and fractions included. Errors are clustered by account (`poisson.jackknifed`). Only what varies
within an account speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from likewise.answers import poisson
from likewise.answers.estimate import Estimate
from likewise.answers.levels import Levels

if TYPE_CHECKING:
    import pandas as pd

LEAST_ACCOUNTS = 50
"""Accounts within which a habit must vary: clustered errors are too small with fewer (Cameron and Miller, "A
practitioner's guide to cluster-robust inference", 2015: few is fewer than 20 to 50)."""

LEAST_POSTS = 300
"""Posts of such accounts, so that what an account usually does is known from more than a pair of posts."""


@dataclass(frozen=True)
class Support:
    """Where a habit varies within accounts: how many posts and accounts that is."""

    posts: int
    accounts: int

    @property
    def enough(self) -> bool:
        """Whether an estimate may rest on it."""
        return self.posts >= LEAST_POSTS and self.accounts >= LEAST_ACCOUNTS


def supports(posts: pd.DataFrame, levers: Sequence[str], outcome: str) -> dict[str, Support]:
    """For each lever, the accounts that have any of the outcome and in which the lever varies."""
    accounts = posts.groupby("account")
    size = accounts.size()
    speaks = accounts[outcome].sum() > 0
    found = {}
    for lever in levers:
        values = accounts[lever]
        varies = ((values.max() - values.min()) > 1e-9) & speaks
        found[lever] = Support(int(size[varies].sum()), int(varies.sum()))
    return found


def fit(posts: pd.DataFrame, levers: Sequence[str], controls: Sequence[str], outcome: str) -> dict[str, Estimate]:
    """The log ratio of the outcome for one more of each lever; levers that say the same as others are left out.

    Degrees of freedom are the accounts in which the lever varies, less one. Empty where nothing can be fitted.
    """
    support = supports(posts, levers, outcome)
    kept = [lever for lever in levers if support[lever].accounts > 1]
    columns = [*kept, *(name for name in controls if posts[name].nunique() > 1)]
    table = posts[["account", "period", outcome, *columns]].dropna()
    if not kept or table.empty or not table[outcome].sum():
        return {}
    account = table["account"].to_numpy()
    outcomes = table[outcome].to_numpy(dtype=np.float64)
    levels, design = Levels(account, table["period"].to_numpy()), table[columns].to_numpy(dtype=np.float64)
    told = poisson.fitted(levels, outcomes, np.ones(len(table)), columns, design)
    if told is None:
        return {}
    errors = dict(zip(told.names, np.sqrt(np.diag(poisson.jackknifed(told, account))), strict=True))
    return {
        lever: Estimate(log, float(errors[lever]), float(support[lever].accounts - 1), support[lever].posts)
        for lever, log in zip(told.names, told.beta.tolist(), strict=True)
        if lever in kept and errors[lever] > 0
    }
