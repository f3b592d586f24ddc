"""How often something happens under a condition against without it, within authors and at equal times.

Part of `claims`. Poisson pseudo-likelihood with effects of author and period (`poisson`; Santos Silva and Tenreyro
2006: right for any outcome that can't be negative). Only what varies within an author speaks; authors in whom it
doesn't vary say how the times went.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from likewise.answers import poisson
from likewise.answers.claims.stratified import LEAST_CLUSTERS
from likewise.answers.estimate import Estimate
from likewise.answers.levels import Levels

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

LEAST_EVENTS = 5.0
"""Events (or posts' worth of views) under the condition, and without it among the same authors, that a ratio needs."""


def ratio(
    rows: pd.DataFrame,
    outcome: str,
    exposure: str | None,
    told: str,
    n: int,
    controls: Sequence[str] = (),
    *,
    counted: bool = True,
) -> Estimate | None:
    """Log ratio of the outcome an exposure for one more of `told`; None where there is too little.

    `rows` hold `author`, `period` and the columns named; those of no exposure are left out. `counted` says that the
    outcome counts events, whose error is never smaller than that of independent ones. Errors are clustered by author,
    each left out in one Newton step (CRV3; MacKinnon, Nielsen & Webb 2023); degrees of freedom are the effective number
    of authors in whom `told` varies (Kish), less one.
    """
    table = rows[["author", "period"]].copy()
    table["heft"] = 1.0 if exposure is None else rows[exposure].astype(float)
    table["y"] = rows[outcome].astype(float) / table["heft"].where(table["heft"] > 0)
    columns = [told, *(name for name in controls if rows[name].nunique() > 1)]
    for name in columns:
        table[name] = rows[name].astype(float)
    table = table.dropna()
    if not _enough(table, told):
        return None
    y, heft, author = (table[name].to_numpy() for name in ("y", "heft", "author"))
    levels = Levels(author, table["period"].to_numpy())
    model = poisson.fitted(levels, y, heft, columns, table[columns].to_numpy())
    if model is None or told not in model.names:
        return None
    return _estimate(model, author, model.names.index(told), n, counted=counted)


def _enough(table: pd.DataFrame, told: str) -> bool:
    """Whether enough happened to enough authors in both conditions."""
    of = table.groupby("author")[told]
    varies = of.transform("max") > of.transform("min")
    if table.loc[varies, "author"].nunique() < LEAST_CLUSTERS:
        return False
    events = (table["y"] * table["heft"])[varies]
    on = table.loc[varies, told] > 0
    return bool(events[on].sum() >= LEAST_EVENTS and events[~on].sum() >= LEAST_EVENTS)


def _estimate(model: poisson.Fit, author: NDArray[np.generic], place: int, n: int, *, counted: bool) -> Estimate | None:
    x = model.x
    variance = float(poisson.jackknifed(model, author)[place, place])
    # Events vary at least as much as independent ones would.
    variance = max(variance, float(np.linalg.pinv(x.T @ x)[place, place]) if counted else 0.0)
    log, carried = float(model.beta[place]), _carried(x, place, author)
    if not (np.isfinite(log) and np.isfinite(variance)) or variance <= 0 or carried < 2:
        return None
    return Estimate(log, float(np.sqrt(variance)), max(carried - 1, 1.0), n)


def _carried(x: Floats, place: int, author: NDArray[np.generic]) -> float:
    """How many equal authors would tell as much: by the square of what the other columns leave of the told one."""
    others = np.delete(x, place, axis=1)
    rest = x[:, place] - (others @ np.linalg.lstsq(others, x[:, place], rcond=None)[0] if others.shape[1] else 0.0)
    return poisson.effective(np.bincount(np.unique(author, return_inverse=True)[1], rest**2))
