"""A second opinion on the main effect: two-stage difference in differences (Gardner 2022), by pyfixest's `did2s`.

Part of `effect`. Linear where `event_study` is multiplicative, and without any allowance for how members chose their
moment: where the two differ much, that choice or the form matters.
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from likewise.answers.effect.matched import Stacks
from likewise.answers.estimate import Estimate

Floats = NDArray[np.float64]


def second_opinion(stacks: Stacks, counts: Floats, exposure: Floats | None) -> Estimate | None:
    """The effect on members relative to their level without the group; None where there is too little."""
    if not len(stacks.rows):
        return None
    from pyfixest import did2s  # noqa: PLC0415  (it loads for seconds, and only this needs it)

    rows = stacks.rows.copy()
    account, t = rows["account"].to_numpy(), rows["t"].to_numpy()
    shown = np.ones(len(rows)) if exposure is None else exposure[account, t]
    rows["y"] = counts[account, t] / np.maximum(shown, 1e-9)
    rows["weight"] = rows["weight"] * shown
    rows = rows[shown > 0].copy()
    rows["on"] = (rows["D"] == 1) & (rows["step"] > 0)
    rows["unit"] = rows["stack"].astype(np.int64) * 10_000_000 + rows["account"]
    rows["moment"] = rows["stack"].astype(np.int64) * 10_000 + rows["t"]
    rows["on"] = rows["on"].astype(np.float64)
    rows = _estimable(rows)
    if not (rows["on"] > 0).any():
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            model = did2s(
                rows,
                yname="y",
                first_stage="~ 0 | unit + moment",
                second_stage="~ 0 + on",
                treatment="on",
                cluster="account",
                weights="weight",
            )
        except (ValueError, RuntimeError, np.linalg.LinAlgError, ZeroDivisionError, KeyError):
            return None
        effect, error = float(model.coef().iloc[0]), float(model.se().iloc[0])
    on = rows["on"] > 0
    got = float(np.average(rows.loc[on, "y"], weights=rows.loc[on, "weight"]))
    without = got - effect
    members = int(rows.loc[on, "account"].nunique())
    if not (np.isfinite(effect) and np.isfinite(error)) or without <= 0 or error <= 0 or got <= 0:
        return None
    # Relative to the level without, which moves against the effect: the delta method on the log of their ratio.
    return Estimate(float(np.log(got / without)), error / without, max(members - 1.0, 2.0), members)


def _estimable(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose account and period effects can be had from at least two rows without the group."""
    while True:
        free = rows["on"] == 0
        kept = pd.Series(True, index=rows.index)
        for effect in ("unit", "moment"):
            kept &= free.groupby(rows[effect]).transform("sum") >= 2
        if kept.all():
            return rows
        rows = rows[kept]
