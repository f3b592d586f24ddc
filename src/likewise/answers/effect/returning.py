"""Whether things go back when members leave: after leaving against the level in the group, and against that before.

Part of `effect`. The effect of leaving (`events.leaving`) compares what follows the last traded like with what was
before the first. Here the weeks between are fitted too, of the same members: a column for the last 28 days in it, one
for the time in it before these, and one for the 28 days after leaving. Their growth is held as in `choice`, and so are
passing highs or lows at both moments: who joins may do so in a low, and who leaves, too.

Two hypotheses with a constraint each are compared by their likelihood (the other coefficients being free in both):
things return to what they would have been without the group, or they stay as they were in it. Where the group did
little, both say the same, and each has about half.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from likewise.answers.effect.choice import LAGS
from likewise.answers.effect.events import Event
from likewise.answers.effect.gls import clustered, fitted, start_of
from likewise.answers.effect.history import AFTER_DAYS, LEAST_MEMBERS, History
from likewise.answers.effect.kernel import Kernel
from likewise.answers.effect.panel import Bools, Floats, Panel
from likewise.answers.estimate import Estimate

CHOSEN = 2.0
"""How sharply members may have chosen their moments by a passing high or low, in standard deviations of the accounts
outside: the sharpest of `choice.PASSED`, since one answer is given for all reasons."""


@dataclass(frozen=True)
class Returning:
    """The log change after leaving against the last weeks in the group.

    `returned` is the share of the hypothesis that things go back, against that they stay as they were in the group.
    """

    change: Estimate
    returned: float


def returning(
    panel: Panel, event: Event, history: History, kernel: Kernel, outcome: tuple[str, str]
) -> Returning | None:
    """What follows leaving; None where too few of those who left had posts in the group.

    Args:
        panel: all accounts.
        event: leaving.
        history: what of the outcome there is before joining and after leaving.
        kernel: how accounts outside go on.
        outcome: its name and part.
    """
    m = history.members
    who = history.account[:m]
    t = np.arange(panel.periods)
    joined, left = event.base[who][:, None], event.begin[who][:, None]
    shown = panel.exposure.get(outcome[0], panel.there())[who]
    inside = (t > joined) & (t < left) & (shown > 0)
    late = inside & (t >= left - max(1, AFTER_DAYS // panel.days))
    if late.any(axis=1).sum() < LEAST_MEMBERS:
        return None
    whole = _with(history, inside, panel.counts[outcome][who], shown)
    columns = [history.after, late, inside & ~late]
    made = [one.astype(np.float64) for one in columns if one.any()]
    free, on = len(made), history.before | inside | history.after
    made.append((t - joined) * np.sqrt(kernel.growth) * on)
    chosen = [t - moment + lag for moment in (joined, left) for lag in LAGS]
    made += [np.sqrt(kernel.passing) * kernel.memory ** np.abs(away) * on for away in chosen]
    loose = np.array([*np.zeros(free), 1.0, *np.full(len(chosen), len(LAGS) / CHOSEN**2)])
    fit = fitted(whole, kernel, np.stack(made, axis=2), loose, start_of(whole))
    return _compared(*clustered(fit, loose), m)


def _with(history: History, inside: Bools, counts: Floats, shown: Floats) -> History:
    """The same history, the members' weeks in the group among it."""
    m = history.members
    y, exposure = history.y.copy(), history.exposure.copy()
    y[:m], exposure[:m] = np.where(inside, counts, y[:m]), np.where(inside, shown, exposure[:m])
    return replace(history, y=y, exposure=exposure)


def _compared(beta: Floats, covariance: Floats, members: int) -> Returning:
    """The first coefficient is after leaving, the second the last weeks in the group, both against before."""
    fall = np.array([1.0, -1.0])
    log, variance = float(fall @ beta[:2]), float(fall @ covariance[:2, :2] @ fall)
    stays, returns = log**2 / variance, float(beta[0] ** 2 / covariance[0, 0])
    share = 1 / (1 + np.exp(np.clip((returns - stays) / 2, -50, 50)))
    return Returning(Estimate(log, float(np.sqrt(variance)), max(members - 3.0, 2.0), members), float(share))
