"""Poisson pseudo-likelihood with many effects, and its covariance over clusters; the ground of the answers.

Used by `effect` and `claims`. Right for any outcome that can't be negative (Santos Silva and Tenreyro 2006).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


def fitted(table: pd.DataFrame, columns: Sequence[str], effects: Sequence[str], cluster: str) -> Any:
    """pyfixest's model of `y` weighed by `heft`, with effects of the columns named; None when no end is found."""
    from pyfixest import LsmrDemeaner  # noqa: PLC0415  (it loads for seconds, and only this needs it)
    from pyfixest.estimation import fepois  # noqa: PLC0415

    with warnings.catch_warnings():
        # Told in other words: units without the outcome drop out, columns that say the same are left out.
        warnings.simplefilter("ignore")
        try:
            return fepois(
                f"y ~ {' + '.join(columns)} | {' + '.join(effects)}",
                table,
                vcov={"CRV1": cluster},
                weights="heft",
                copy_data=False,
                # Units with few rows hold the periods together by few threads: alternating means don't converge.
                demeaner=LsmrDemeaner(),
            )
        except (ValueError, RuntimeError, np.linalg.LinAlgError, ZeroDivisionError):
            return None


def jackknifed(model: Any, cluster: str) -> Floats:
    """Covariance over clusters left out one by one, in one Newton step each (CRV3; MacKinnon, Nielsen & Webb 2023)."""
    # What the effects leave of the regressors, times the root of its weight: its square is the information.
    x, scores = np.asarray(model._X), np.asarray(model._scores)
    known, of = np.unique(model._data[cluster].to_numpy(), return_inverse=True)
    order = np.argsort(of, kind="stable")
    bounds = np.searchsorted(of[order], np.arange(len(known) + 1))
    whole = x.T @ x
    moved = np.zeros((len(known), x.shape[1]))
    for at in range(len(known)):
        own = order[bounds[at] : bounds[at + 1]]
        part = x[own].T @ x[own]
        moved[at] = np.linalg.lstsq(whole - part, scores[own].sum(axis=0), rcond=1e-10)[0]
    found: Floats = moved.T @ moved * (len(known) - 1) / len(known)
    return found


def effective(weight: NDArray[np.number]) -> float:
    """How many equal ones would carry what these unequal ones do (Kish's effective number)."""
    return float(weight.sum() ** 2 / max((weight**2).sum(), 1e-300))
