"""How far the main effect could be off for reasons that no comparison of members with others shows.

Part of `effect`. Two sums on the back of an envelope, not models. *Missed*: traded likes that were not found count as
readers' likes; if one in ten was missed, as many less of what members got is organic. *Rivalry*: places in a feed are
scarce; if all that members won was lost by the others, in proportion to what these have, the comparison counts it twice
(spillovers between units: Hudgens and Halloran, JASA 103, 2008).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from likewise.answers.effect.history import History
from likewise.answers.effect.panel import Floats, Panel
from likewise.answers.estimate import Estimate

MISSED = 0.1
"""The share of traded likes that may have been missed."""


def missed(effect: Estimate, history: History, raw: Floats) -> Estimate:
    """The effect if MISSED of the traded likes was not found.

    Args:
        effect: on organic likes.
        history: what it was estimated from.
        raw: likes of all kinds (accounts, periods) of the panel.
    """
    m = history.members
    all_, organic = raw[history.account[:m]], history.y[:m]
    before, after = (
        float((all_[some] - organic[some]).sum() / max(organic[some].sum(), 1e-9))
        for some in (history.before, history.after)
    )
    # What came from friends came before, too.
    not_found = max(after - before, 0.0) * MISSED / (1 - MISSED)
    # All that members got may have been traded: then next to nothing is left.
    return _moved(effect, lambda log: log + np.log1p(-min(not_found, 0.99)))


def rivalry(effect: Estimate, history: History, panel: Panel) -> Estimate | None:
    """The effect if the others lost what members won; None where it isn't known how much there is in all.

    With s the members' share of all likes, others fall by t s / (1 - s) where members rise by t, so that the comparison
    gives R = (1 + t) / (1 - t s / (1 - s)).
    """
    if not np.isfinite(panel.likes):
        return None
    m = history.members
    member_periods = max(float(history.step.max(axis=1).sum()), 1.0)
    without = float(history.y[:m][history.after].sum()) / np.exp(effect.log)
    at_once = without / member_periods * m
    s = min(at_once * panel.periods / max(panel.likes, 1.0), 0.9)

    def alone(log: float) -> float:
        ratio = np.exp(log)
        return float(np.log1p((ratio - 1) / (1 + ratio * s / (1 - s))))

    return _moved(effect, alone)


def _moved(effect: Estimate, move: Callable[[float], float]) -> Estimate:
    """The estimate with its value and ends moved; its error in proportion."""
    step = 1e-4
    slope = (move(effect.log + step) - move(effect.log - step)) / (2 * step)
    parts = tuple(_moved(one, move) for one in effect.parts)
    return replace(effect, log=float(move(effect.log)), error=float(effect.error * slope), parts=parts)
