"""The event study: by how much members' outcomes differ, period by period, from what they would have been.

Part of `effect`. Poisson pseudo-likelihood with effects for each account in each stack and each period of each stack
(pyfixest's `fepois`; stacked as in Cengiz et al. 2019, so that no member is ever compared with one who joined before;
multiplicative as in Wooldridge 2023), errors clustered by account and corrected for few clusters (a jackknife in one
step, CRV3). Accounts weigh less than in proportion to their size as far as their own growth varies anyway.

Members may have chosen their moment. The regression holds how their path before already differed in growth and in a
passing high; how much of that is believed follows from how much of both there is among others (`selection`): the
estimate lies between trusting parallel trends fully and not at all, and its error holds what that leaves open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import f as f_distribution

from likewise.answers import poisson
from likewise.answers.effect.matched import Stacks
from likewise.answers.effect.selection import Selection
from likewise.answers.estimate import FARTHEST, WIDEST, Estimate

Floats = NDArray[np.float64]

LEAST_MEMBERS = 8
"""Fewer members give no interval worth the name: errors are clustered by account."""
LEAST_COUNT = 30.0
"""Events received by members in the window below which nothing can be compared."""
BOUND = 2.0
"""The bound lets members have chosen their moment so many times as sharply as assumed."""
CHOSEN = 1
"""Periods before the event in which members chose to join."""
FOREIGN = 0.02
"""Variance of what befalls an account besides growth and passing highs (effects differ, too): assumed."""


@dataclass(frozen=True)
class Step:
    """One period from the event: its number (negative before), and its estimate."""

    period: int
    estimate: Estimate


@dataclass(frozen=True)
class Studied:
    """The whole effect, its steps, whether the past already differed (p-value), and the level without the group.

    `parallel` is the effect if members' past says nothing of how they go on, `bound` if they chose their moment BOUND
    times as sharply as assumed. `level` is what a member would have had a day (or a post) without the group.
    """

    effect: Estimate
    parallel: Estimate | None
    bound: Estimate | None
    steps: tuple[Step, ...]
    pretrend: float | None
    level: float
    others: int


@dataclass(frozen=True)
class _Fit:
    """Coefficients by name, their covariance, the rows with their fitted means, and how many members carry it all."""

    names: list[str]
    beta: Floats
    covariance: Floats
    rows: pd.DataFrame
    fitted: Floats
    df: float

    def places(self, names: list[str]) -> list[int]:
        """Where those of the names stand that the data could tell apart."""
        return [self.names.index(name) for name in names if name in self.names]


def study(
    stacks: Stacks,
    counts: Floats,
    exposure: Floats | None,
    selection: Selection,
    days: int,
    *,
    dose: bool = False,
    curve: bool = True,
) -> Studied | None:
    """The effect on one outcome; None where there is too little.

    `counts` and `exposure` are (accounts, periods). With `dose` probabilities of having been a member count instead of
    yes and no. Without `curve` only the whole effect is estimated.
    """
    rows = _prepared(stacks, counts, exposure, selection)
    if rows is None:
        return None
    steps = _step_columns(rows, "dose" if dose else "D")
    drift = _drift_columns(rows, selection)
    fit = _fitted(rows, [*drift, *steps])
    if fit is None:
        return None
    prior = _prior(fit, drift, selection, 1.0)
    gradient, value, level = _whole(fit, steps)
    effect = _combined(fit, gradient, value, drift, prior)
    if effect is None:
        return None
    before, pretrend = _before(rows) if curve else ([], None)
    after = _curve(fit, steps, drift, prior) if curve else []
    level = level if exposure is not None else level / days
    parallel, bound = (
        _combined(fit, gradient, value, drift, _prior(fit, drift, selection, trust)) for trust in (0.0, BOUND)
    )
    return Studied(effect, parallel, bound, (*before, *after), pretrend, level, stacks.others)


def _prepared(stacks: Stacks, counts: Floats, exposure: Floats | None, selection: Selection) -> pd.DataFrame | None:
    """The rows with this outcome; those that can say nothing are left out."""
    if not len(stacks.rows) or stacks.members < LEAST_MEMBERS:
        return None
    rows = stacks.rows.copy()
    account, t = rows["account"].to_numpy(), rows["t"].to_numpy()
    rows["y"] = counts[account, t]
    rows["heft"] = rows["weight"]
    if exposure is not None:
        shown = exposure[account, t]
        rows = rows[shown > 0].copy()
        shown = shown[shown > 0]
        rows["y"] = rows["y"] / shown
        rows["heft"] = rows["weight"] * shown
    rows["unit"] = rows["stack"].astype(np.int64) * 10_000_000 + rows["account"]
    rows["moment"] = rows["stack"].astype(np.int64) * 10_000 + rows["t"]
    _weigh(rows, selection)
    of_members = rows[rows["D"] == 1]
    if (of_members["y"] * of_members["heft"] / of_members["weight"]).sum() < LEAST_COUNT:
        return None
    past, future = of_members[of_members["step"] == 0], of_members[of_members["step"] > 0]
    if past.loc[past["y"] > 0, "account"].nunique() < LEAST_MEMBERS or future["account"].nunique() < LEAST_MEMBERS:
        return None
    return rows


def _weigh(rows: pd.DataFrame, selection: Selection) -> None:
    """Weigh an account by what its change is known to: 1 / (noise + own growth), over its count, as of before."""
    past = rows["step"] == 0
    level = (rows["y"] * rows["heft"] / rows["weight"]).where(past).groupby(rows["unit"]).transform("mean").fillna(0.0)
    ahead = (~past).groupby(rows["unit"]).transform("sum")
    behind = past.groupby(rows["unit"]).transform("sum")
    own = FOREIGN + selection.spread(int(behind.max()), max(int(ahead.max()), 1))
    rows["heft"] = rows["heft"] / (1 + own * level * np.maximum(ahead, 1))


def _step_columns(rows: pd.DataFrame, by: str) -> list[str]:
    names = []
    for step in sorted(rows.loc[(rows["D"] == 1) & (rows["step"] > 0), "step"].unique()):
        names.append(f"after_{int(step)}")
        rows[names[-1]] = rows[by] * (rows["step"] == step)
    return names


def _drift_columns(rows: pd.DataFrame, selection: Selection) -> list[str]:
    """How members' path may have differed without the group: growth, and a passing high at the event."""
    names = []
    if selection.growth > 1e-7:
        rows["growth"] = rows["D"] * rows["k"]
        names.append("growth")
    if selection.passing > 1e-4 and selection.memory > 0:
        # The choice is made before the first traded like: a low that led to it lies before the event.
        rows["passing"] = rows["D"] * selection.memory ** (rows["k"] + CHOSEN).abs()
        names.append("passing")
    return names


def _fitted(rows: pd.DataFrame, columns: list[str]) -> _Fit | None:
    """Poisson pseudo-likelihood with unit and moment effects; None where it can't be had."""
    wanted = ["y", "heft", "unit", "moment", "account", "D", "step", *columns]
    model = poisson.fitted(rows[wanted], columns, ("unit", "moment"), "account")
    if model is None:
        return None
    names = [str(name) for name in model.coef().index]
    beta = model.coef().to_numpy()
    if not np.isfinite(beta).all() or not names:
        return None
    kept, expected = model._data, np.asarray(model._Y_hat_response).ravel()
    # As many coefficients as there are take their share of what so few members can tell.
    carried = _carried(kept, expected)
    left = max(carried - len(beta), 2.0)
    return _Fit(names, beta, poisson.jackknifed(model, "account") * carried / left, kept, expected, left)


def _carried(rows: pd.DataFrame, expected: Floats) -> float:
    """How many equal members carry it, at least 3."""
    of_member = (rows["D"] == 1).to_numpy()
    weight = np.bincount(
        pd.factorize(rows.loc[of_member, "account"])[0], (rows["heft"].to_numpy() * expected)[of_member]
    )
    return max(poisson.effective(weight), 3.0)


def _prior(fit: _Fit, drift: list[str], selection: Selection, trust: float) -> Floats:
    """Variance of how far the mean member may differ by choice: by one standard deviation of those outside."""
    spread = {"growth": selection.growth, "passing": selection.passing}
    return np.diag([spread[name] * trust**2 for name in drift if name in fit.names])


def _whole(fit: _Fit, steps: list[str]) -> tuple[Floats, float, float]:
    """The gradient and value of the log of all that members got over all they would have got; and its mean level."""
    member = ((fit.rows["D"] == 1) & (fit.rows["step"] > 0)).to_numpy()
    rows, heft = fit.rows[member], fit.rows["heft"].to_numpy()[member]
    places = fit.places(steps)
    design = rows[[fit.names[at] for at in places]].to_numpy(dtype=np.float64)
    shift = design @ fit.beta[places]
    got = heft * fit.fitted[member]
    without = got * np.exp(-shift)
    # The effect is that on those who surely were members: with a dose, the shift of a whole one.
    sure = design > 0
    full = without * np.exp(sure @ fit.beta[places])
    gradient = np.zeros(len(fit.beta))
    gradient[places] = (full[:, None] * sure).sum(axis=0) / full.sum()
    return gradient, float(np.log(full.sum() / without.sum())), float(without.sum() / heft.sum())


def _combined(fit: _Fit, gradient: Floats, value: float, drift: list[str], prior: Floats) -> Estimate | None:
    """An estimate between the two: how far the drift before is carried on depends on how far it can be believed.

    With b the drift, V the covariance and L the prior variance, value - V_tb (V_bb + L)^-1 b: with L = 0 parallel
    trends hold, with L without bound the drift goes on as measured.
    """
    places = fit.places(drift)
    variance = float(gradient @ fit.covariance @ gradient)
    if places:
        across = gradient @ fit.covariance[:, places]
        gain = across @ np.linalg.pinv(fit.covariance[np.ix_(places, places)] + prior)
        value -= float(gain @ fit.beta[places])
        variance -= float(gain @ across)
    if not np.isfinite(variance) or not 0 < variance <= WIDEST**2 or not abs(value) <= FARTHEST:
        return None
    members = int(fit.rows.loc[(fit.rows["D"] == 1) & (fit.rows["step"] > 0), "account"].nunique())
    return Estimate(value, float(np.sqrt(variance)), fit.df, members)


def _curve(fit: _Fit, steps: list[str], drift: list[str], prior: Floats) -> list[Step]:
    found = []
    for name in steps:
        if name not in fit.names:
            continue
        at = fit.names.index(name)
        gradient = np.zeros(len(fit.beta))
        gradient[at] = 1.0
        estimate = _combined(fit, gradient, float(fit.beta[at]), drift, prior)
        if estimate is not None:
            found.append(Step(int(name.rpartition("_")[2]), estimate))
    return found


def _before(rows: pd.DataFrame) -> tuple[list[Step], float | None]:
    """Members' path before against that of the others, about its mean; and the p-value that it is the same."""
    past = rows[rows["step"] == 0].copy()
    periods = sorted(past.loc[past["D"] == 1, "k"].unique())
    names = [f"before_{-int(k)}" for k in periods[1:]]
    for name, k in zip(names, periods[1:], strict=True):
        past[name] = past["D"] * (past["k"] == k)
    fit = _fitted(past, names) if names else None
    if fit is None or len(fit.names) < 2:
        return [], None
    statistic = float(fit.beta @ np.linalg.pinv(fit.covariance) @ fit.beta) / len(fit.beta)
    # Hotelling's correction: as many coefficients as clusters can't be tested against them.
    df = max(fit.df - len(fit.beta) + 1, 1.0)
    p = float(f_distribution.sf(statistic * df / max(fit.df, 1.0), len(fit.beta), df))
    return _about_mean(fit, periods), p


def _about_mean(fit: _Fit, periods: list[int]) -> list[Step]:
    """The first period counts as nought; all are told about their common mean."""
    n = len(periods)
    held = [f"before_{-int(k)}" for k in periods]
    found = []
    for at, k in enumerate(periods):
        gradient = np.zeros(len(fit.beta))
        for other, name in enumerate(held):
            if name in fit.names:
                gradient[fit.names.index(name)] = (1.0 if other == at else 0.0) - 1 / n
        estimate = _combined(fit, gradient, float(gradient @ fit.beta), [], np.zeros((0, 0)))
        if estimate is not None:
            found.append(Step(int(k), estimate))
    return found
