"""How often something happens under a condition against without it, within authors and at equal times.

Part of `claims`. Poisson pseudo-likelihood with effects of author and period (pyfixest's `fepois`; Santos Silva and
Tenreyro 2006: right for any outcome that can't be negative). Only what varies within an author speaks; authors in whom
it doesn't vary say how the times went.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from likewise.answers.claims.stratified import LEAST_CLUSTERS
from likewise.answers.estimate import Estimate

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
    model = _poisson(table, columns)
    if model is None or told not in list(model.coef().index):
        return None
    return _estimate(model, list(model.coef().index).index(told), n, counted=counted)


def _enough(table: pd.DataFrame, told: str) -> bool:
    """Whether enough happened to enough authors in both conditions."""
    of = table.groupby("author")[told]
    varies = of.transform("max") > of.transform("min")
    if table.loc[varies, "author"].nunique() < LEAST_CLUSTERS:
        return False
    events = (table["y"] * table["heft"])[varies]
    on = table.loc[varies, told] > 0
    return bool(events[on].sum() >= LEAST_EVENTS and events[~on].sum() >= LEAST_EVENTS)


def _poisson(table: pd.DataFrame, columns: Sequence[str]) -> Any:
    """The fitted model; None when no end is found."""
    from pyfixest import LsmrDemeaner  # noqa: PLC0415  (it loads for seconds, and only this needs it)
    from pyfixest.estimation import fepois  # noqa: PLC0415

    with warnings.catch_warnings():
        # Told in other words: authors without the outcome drop out, columns that say the same are left out.
        warnings.simplefilter("ignore")
        try:
            return fepois(
                f"y ~ {' + '.join(columns)} | author + period",
                table,
                vcov={"CRV1": "author"},
                weights="heft",
                copy_data=False,
                # Authors with few rows hold the periods together by few threads: alternating means don't converge.
                demeaner=LsmrDemeaner(),
            )
        except (ValueError, RuntimeError, np.linalg.LinAlgError, ZeroDivisionError):
            return None


def _estimate(model: Any, place: int, n: int, *, counted: bool) -> Estimate | None:
    x, scores = np.asarray(model._X), np.asarray(model._scores)
    _, cluster = np.unique(model._data["author"].to_numpy(), return_inverse=True)
    size = int(cluster.max()) + 1
    parts = np.zeros((size, x.shape[1], x.shape[1]))
    np.add.at(parts, cluster, x[:, :, None] * x[:, None, :])
    score = np.zeros((size, x.shape[1]))
    np.add.at(score, cluster, scores)
    whole = parts.sum(axis=0)
    moved = np.array(
        [np.linalg.lstsq(whole - part, own, rcond=1e-10)[0] for part, own in zip(parts, score, strict=True)]
    )
    variance = float((moved[:, place] ** 2).sum() * (size - 1) / size)
    # Events vary at least as much as independent ones would.
    variance = max(variance, float(np.linalg.pinv(whole)[place, place]) if counted else 0.0)
    log, effective = float(model.coef().iloc[place]), _effective(x, place, cluster)
    if not (np.isfinite(log) and np.isfinite(variance)) or variance <= 0 or effective < 2:
        return None
    return Estimate(log, float(np.sqrt(variance)), max(effective - 1, 1.0), n)


def _effective(x: Floats, place: int, cluster: NDArray[np.int64]) -> float:
    """How many equal authors would tell as much: by the square of what the other columns leave of the told one."""
    others = np.delete(x, place, axis=1)
    rest = x[:, place] - (others @ np.linalg.lstsq(others, x[:, place], rcond=None)[0] if others.shape[1] else 0.0)
    known_by = np.bincount(cluster, rest**2)
    return float(known_by.sum() ** 2 / max((known_by**2).sum(), 1e-300))
