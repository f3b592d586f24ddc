"""The event study: by how much members' outcomes differ, period by period, from what they would have been.

Part of `effect`. Poisson pseudo-likelihood with effects for each account in each stack and each period of each stack
(`poisson`; stacked as in Cengiz et al. 2019, so that no member is ever compared with one who joined before;
multiplicative as in Wooldridge 2023), errors clustered by account and corrected for few clusters (a jackknife in one
step, CRV3). Accounts weigh less than in proportion to their size as far as their own growth varies anyway.

Members may have chosen their moment. The regression holds how their path before already differed in growth and in a
passing high; how much of that is believed follows from how much of both there is among others (`selection`): the
estimate lies between trusting parallel trends fully and not at all, and its error holds what that leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from likewise.answers import poisson
from likewise.answers.effect.matched import Stacks
from likewise.answers.effect.selection import Selection
from likewise.answers.estimate import FARTHEST, WIDEST, Estimate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

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
class _Rows:
    """The rows of stacks (n,) with one outcome: a count a day or a post, and what it weighs, 0 where nothing was."""

    stacks: Stacks
    y: Floats
    heft: Floats

    def of(self, name: str) -> Floats:
        """A column of the stacks."""
        found: Floats = self.stacks.rows[name].to_numpy()
        return found

    def members(self) -> Ints:
        """Places of members' rows that say anything."""
        return np.flatnonzero((self.of("D") == 1) & (self.heft > 0))

    def past(self) -> _Rows:
        """The same with nothing from the event on."""
        return replace(self, heft=np.where(self.of("step") == 0, self.heft, 0.0))


@dataclass(frozen=True)
class _Fit:
    """Coefficients by name and their covariance; members' rows that count: place, columns, and what is expected of
    them; and how many members carry it all.
    """

    names: list[str]
    beta: Floats
    covariance: Floats
    rows: _Rows
    at: Ints
    columns: Floats
    expected: Floats
    df: float

    def places(self, names: list[str]) -> list[int]:
        """Where those of the names stand that the data could tell apart."""
        return [self.names.index(name) for name in names if name in self.names]

    def after(self) -> NDArray[np.bool_]:
        """Which of members' rows lie after the event."""
        return self.rows.of("step")[self.at] > 0


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
    at = rows.members()
    step, k = rows.of("step")[at], rows.of("k")[at]
    drift = _drift_columns(k, selection)
    after = {f"after_{int(one)}": rows.of("dose" if dose else "D")[at] * (step == one) for one in _later(step)}
    steps = list(after)
    fit = _fitted(rows, drift | after, at)
    if fit is None:
        return None
    prior = _prior(fit, drift, selection, 1.0)
    gradient, value, level = _whole(fit, steps)
    effect = _combined(fit, gradient, value, drift, prior)
    if effect is None:
        return None
    before, pretrend = _before(rows.past()) if curve else ([], None)
    path = _curve(fit, steps, drift, prior) if curve else []
    level = level if exposure is not None else level / days
    parallel, bound = (
        _combined(fit, gradient, value, drift, _prior(fit, drift, selection, trust)) for trust in (0.0, BOUND)
    )
    return Studied(effect, parallel, bound, (*before, *path), pretrend, level, stacks.others)


def _prepared(stacks: Stacks, counts: Floats, exposure: Floats | None, selection: Selection) -> _Rows | None:
    """The rows with this outcome."""
    if not len(stacks.rows) or stacks.members < LEAST_MEMBERS:
        return None
    account, t, weight = (stacks.rows[name].to_numpy() for name in ("account", "t", "weight"))
    shown = np.ones(len(account)) if exposure is None else exposure[account, t]
    rows = _Rows(stacks, counts[account, t] / np.where(shown > 0, shown, 1.0), weight * np.maximum(shown, 0.0))
    at = rows.members()
    seen, past = rows.y[at] * rows.heft[at] / weight[at], rows.of("step")[at] == 0
    if seen.sum() < LEAST_COUNT:
        return None
    if min(len(np.unique(account[at[some]])) for some in (past & (seen > 0), ~past)) < LEAST_MEMBERS:
        return None
    return replace(rows, heft=rows.heft / (1 + _own(rows, selection)))


def _own(rows: _Rows, selection: Selection) -> Floats:
    """What to weigh an account down by: known to 1 / (noise + own growth), over its count, as of before."""
    levels, some = rows.stacks.levels, rows.heft > 0
    past = some & (rows.of("step") == 0)
    behind, ahead = levels.a_unit(past * 1.0), levels.a_unit((some & ~past) * 1.0)
    level = levels.a_unit(np.where(past, rows.y * rows.heft / rows.of("weight"), 0.0)) / np.maximum(behind, 1)
    own = FOREIGN + selection.spread(int(behind.max()), max(int(ahead.max()), 1))
    found: Floats = (own * level * np.maximum(ahead, 1))[levels.unit]
    return found


def _later(step: Floats) -> Floats:
    return np.unique(step[step > 0])


def _drift_columns(k: Floats, selection: Selection) -> dict[str, Floats]:
    """How members' path may have differed without the group: growth, and a passing high at the event."""
    found = {}
    if selection.growth > 1e-7:
        found["growth"] = k.astype(np.float64)
    if selection.passing > 1e-4 and selection.memory > 0:
        # The choice is made before the first traded like: a low that led to it lies before the event.
        found["passing"] = selection.memory ** np.abs(k + CHOSEN)
    return found


def _fitted(rows: _Rows, columns: Mapping[str, Floats], at: Ints) -> _Fit | None:
    """Poisson pseudo-likelihood with unit and moment effects; None where it can't be had. Others have no columns."""
    design = np.stack(list(columns.values()), axis=1)
    model = poisson.fitted(rows.stacks.levels, rows.y, rows.heft, list(columns), design, at)
    if model is None or not np.isfinite(model.beta).all():
        return None
    some = model.heft[at] > 0
    at, design = at[some], design[some][:, [list(columns).index(name) for name in model.names]]
    account, expected = rows.of("account"), model.expected[at]
    # As many coefficients as there are take their share of what so few members can tell.
    carried = max(poisson.effective(np.bincount(account[at], model.heft[at] * expected)), 3.0)
    left = max(carried - len(model.beta), 2.0)
    covariance = poisson.jackknifed(model, account) * carried / left
    return _Fit(model.names, model.beta, covariance, replace(rows, heft=model.heft), at, design, expected, left)


def _prior(fit: _Fit, drift: Iterable[str], selection: Selection, trust: float) -> Floats:
    """Variance of how far the mean member may differ by choice: by one standard deviation of those outside."""
    spread = {"growth": selection.growth, "passing": selection.passing}
    return np.diag([spread[name] * trust**2 for name in drift if name in fit.names])


def _whole(fit: _Fit, steps: list[str]) -> tuple[Floats, float, float]:
    """The gradient and value of the log of all that members got over all they would have got; and its mean level."""
    after, places = fit.after(), fit.places(steps)
    design, heft = fit.columns[after][:, places], fit.rows.heft[fit.at[after]]
    got = heft * fit.expected[after]
    without = got * np.exp(-design @ fit.beta[places])
    # The effect is that on those who surely were members: with a dose, the shift of a whole one.
    sure = design > 0
    full = without * np.exp(sure @ fit.beta[places])
    gradient = np.zeros(len(fit.beta))
    gradient[places] = (full[:, None] * sure).sum(axis=0) / full.sum()
    return gradient, float(np.log(full.sum() / without.sum())), float(without.sum() / heft.sum())


def _combined(fit: _Fit, gradient: Floats, value: float, drift: Iterable[str], prior: Floats) -> Estimate | None:
    """An estimate between the two: how far the drift before is carried on depends on how far it can be believed.

    With b the drift, V the covariance and L the prior variance, value - V_tb (V_bb + L)^-1 b: with L = 0 parallel
    trends hold, with L without bound the drift goes on as measured.
    """
    places = fit.places(list(drift))
    variance = float(gradient @ fit.covariance @ gradient)
    if places:
        across = gradient @ fit.covariance[:, places]
        gain = across @ np.linalg.pinv(fit.covariance[np.ix_(places, places)] + prior)
        value -= float(gain @ fit.beta[places])
        variance -= float(gain @ across)
    if not np.isfinite(variance) or not 0 < variance <= WIDEST**2 or not abs(value) <= FARTHEST:
        return None
    members = len(np.unique(fit.rows.of("account")[fit.at[fit.after()]]))
    return Estimate(value, float(np.sqrt(variance)), fit.df, members)


def _curve(fit: _Fit, steps: list[str], drift: Iterable[str], prior: Floats) -> list[Step]:
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


def _before(rows: _Rows) -> tuple[list[Step], float | None]:
    """Members' path before against that of the others, about its mean; and the p-value that it is the same."""
    at = rows.members()
    k = rows.of("k")[at]
    periods = [int(one) for one in np.unique(k)]
    columns = {f"before_{-one}": (k == one).astype(np.float64) for one in periods[1:]}
    fit = _fitted(rows, columns, at) if columns else None
    if fit is None or len(fit.names) < 2:
        return [], None
    statistic = float(fit.beta @ np.linalg.pinv(fit.covariance) @ fit.beta) / len(fit.beta)
    # Hotelling's correction: as many coefficients as clusters can't be tested against them.
    df = max(fit.df - len(fit.beta) + 1, 1.0)
    p = float(fdtrc(len(fit.beta), df, max(statistic, 0.0) * df / max(fit.df, 1.0)))
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
