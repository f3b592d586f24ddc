"""Whether more traded likes do more: the effect on a member with twice the dose of another's.

Part of `effect`. Two doses, both of the time after joining: traded likes a post, between members of one size; and
traded likes over the readers' likes that an account with so many followers usually gets. What a member itself got is no
part of either: who had few likes by chance would have a large share, and would rise again by itself.

The dose stands in the model of `gls` as a column after the event, beside the effect step by step. Members with a larger
dose may have grown otherwise all along, so that growth by dose is let in, held as loosely as growth after the event is
in `choice`. A dose that follows from how many fellows a member has is no free choice of its own, yet it isn't drawn by
lot either: this is association among members (Callaway, Goodman-Bacon and Sant'Anna, "Difference-in-differences with a
continuous treatment", 2024, on what more would take).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from likewise.answers.effect.choice import BENT, BY_SIZE
from likewise.answers.effect.gls import clustered, fitted, start_of
from likewise.answers.effect.history import LEAST_MEMBERS, History
from likewise.answers.effect.kernel import Kernel
from likewise.answers.effect.panel import Floats, Panel
from likewise.answers.estimate import Estimate

LEAST_SPREAD = 0.2
"""Standard deviation (log) of the members' doses, chance taken out, below which there is nothing to compare."""
A_PRIORI = 0.5
"""Counted to each member's traded likes: none at all has no logarithm."""


def doses(panel: Panel, history: History, kernel: Kernel) -> Iterator[tuple[str, Estimate]]:
    """By name the log ratio of the effects on two members, one of whom has twice the other's dose.

    Args:
        panel: all accounts.
        history: what is compared.
        kernel: how accounts outside go on.
    """
    if panel.traded is None:
        return
    m = history.members
    got = (panel.traded[history.account[:m]] * history.after).sum(axis=1) + A_PRIORI
    shown = (history.exposure[:m] * history.after).sum(axis=1)
    a_post = np.log(got / shown)
    chance = float((1 / got).mean())
    usual = _usual(panel, history)
    for name, dose in (("dose", a_post), ("dose_share", None if usual is None else a_post - usual)):
        if dose is not None and m >= 2 * LEAST_MEMBERS and dose.var() - chance >= LEAST_SPREAD**2:
            yield name, _doubled(history, kernel, dose, of_one_size=name == "dose")


def _usual(panel: Panel, history: History) -> Floats | None:
    """Log of the likes an exposure that accounts outside with as many followers get, of the members (members,).

    A line through the others' logs; None where followers aren't known of most.
    """
    size = panel.sizes(history.account)
    if size is None:
        return None
    m = history.members
    level = np.log((history.y[m:].sum(axis=1) + 0.5) / (history.exposure[m:].sum(axis=1) + 0.5))
    slope, base = np.polyfit(size[m:], level, 1)
    found: Floats = base + slope * size[:m]
    return found


def _doubled(history: History, kernel: Kernel, dose: Floats, *, of_one_size: bool) -> Estimate:
    """The coefficient of the log dose (members,), told of twice as much."""
    unit = float(dose.std())
    standard = ((dose - dose.mean()) / unit)[:, None]
    on = (history.before | history.after).astype(np.float64)
    grown = history.since * np.sqrt(kernel.growth) * on
    columns = [grown, grown * standard, history.after * standard]
    columns += [(history.after & (history.step == step)).astype(np.float64) for step in history.steps]
    loose = [1.0, 1 / BENT**2, 0.0, *np.zeros(len(history.steps))]
    if of_one_size:
        columns.append(history.after * history.size[:, None])
        loose.append(1 / (2 * BY_SIZE) ** 2)
    fit = fitted(history, kernel, np.stack(columns, axis=2), np.array(loose), start_of(history))
    beta, covariance = clustered(fit, np.array(loose))
    twice = np.log(2) / unit
    error = float(np.sqrt(covariance[2, 2])) * twice
    return Estimate(float(beta[2]) * twice, error, max(history.members - 3.0, 2.0), history.members)
