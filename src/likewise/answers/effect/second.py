"""A second opinion on the main effect: two-stage difference in differences (Gardner 2022).

Part of `effect`. Linear where `event_study` is multiplicative, and without any allowance for how members chose their
moment: where the two differ much, that choice or the form matters. Estimate and error (clustered by account, the first
stage's included) are those of pyfixest's `did2s`, to which tests hold them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from likewise.answers.effect.matched import Stacks
from likewise.answers.estimate import Estimate
from likewise.answers.levels import Levels

Floats = NDArray[np.float64]


def second_opinion(stacks: Stacks, counts: Floats, exposure: Floats | None) -> Estimate | None:
    """The effect on members relative to their level without the group; None where there is too little."""
    if not len(stacks.rows):
        return None
    account, t, step, member, weight = (
        stacks.rows[name].to_numpy() for name in ("account", "t", "step", "D", "weight")
    )
    shown = np.ones(len(account)) if exposure is None else exposure[account, t]
    y = counts[account, t] / np.where(shown > 0, shown, 1.0)
    weight = weight * np.maximum(shown, 0.0)
    on = (member == 1) & (step > 0)
    weight = _estimable(stacks.levels, on, weight)
    treated = weight * on
    if not treated.any():
        return None
    effect, error = two_stage(stacks.levels, y, weight, on, account)
    got = float(treated @ y / treated.sum())
    without = got - effect
    members = len(np.unique(account[treated > 0]))
    if not (np.isfinite(effect) and np.isfinite(error)) or without <= 0 or error <= 0 or got <= 0:
        return None
    # Relative to the level without, which moves against the effect: the delta method on the log of their ratio.
    return Estimate(float(np.log(got / without)), error / without, max(members - 1.0, 2.0), members)


def two_stage(
    levels: Levels, y: Floats, weight: Floats, on: NDArray[np.bool_], cluster: NDArray[np.generic]
) -> tuple[float, float]:
    """How much higher the weighed mean of `y` is where `on` than levels had from the other rows foretell; its error."""
    every, treated, free = np.arange(len(y)), weight * on, np.where(on, 0.0, weight)
    partial = levels.partial(free)

    def rest(values: Floats, weighed: Floats) -> Floats:
        """What is left of values of the levels which these weighed ones call for."""
        units, moments = partial.sums(weighed[:, None], every)
        return partial.rest(values[:, None], every, units, partial.solved(moments))[:, 0]

    left = rest(y, free * y)
    effect = float(treated @ left / treated.sum())
    # By how much the levels that rows under treatment call for move with each other row (Newey and McFadden 1994).
    moving = -rest(np.zeros(len(y)), treated)
    score = (treated * (left - effect) - free * moving * left) / treated.sum()
    return effect, float(np.sqrt((np.bincount(np.unique(cluster, return_inverse=True)[1], score) ** 2).sum()))


def _estimable(levels: Levels, on: NDArray[np.bool_], weight: Floats) -> Floats:
    """The weights, 0 where account and period effects can't be had from at least two rows without the group each."""
    while True:
        free = ((weight > 0) & ~on).astype(np.float64)
        unit, moment = levels.a_unit(free) >= 2, levels.a_moment(free) >= 2
        kept = (weight > 0) & unit[levels.unit] & moment[levels.moment]
        if kept.sum() == (weight > 0).sum():
            return weight
        weight = np.where(kept, weight, 0.0)
