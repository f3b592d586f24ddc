"""How far the main effect rests on single groups; part of `effect`, and beside its hypotheses.

What is found here is no effect with an error of its own: each is a row of the table by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from likewise.answers.effect.choice import Hypotheses
from likewise.answers.effect.gls import start_of
from likewise.answers.effect.groups_left_out import left_out
from likewise.answers.effect.history import History
from likewise.answers.effect.kernel import Kernel
from likewise.answers.effect.panel import Panel
from likewise.answers.estimate import Estimate

Row = Mapping[str, object]


def sensitivity(
    panel: Panel, history: History, kernels: Sequence[tuple[Kernel, float]], effect: Estimate
) -> Iterator[Row]:
    """Rows beside the main effect; what they lack is the same as in its own row.

    Args:
        panel: all accounts.
        history: what the effect was estimated from.
        kernels: how accounts outside go on, with log likelihoods.
        effect: on the typical member.
    """
    likeliest = max(kernels, key=lambda one: one[1])[0]
    try:
        hypotheses = Hypotheses(history, likeliest, 0.0, panel.days, start_of(history))
    except (np.linalg.LinAlgError, ValueError):
        return
    yield from _groups(panel, hypotheses, effect)


def _groups(panel: Panel, hypotheses: Hypotheses, effect: Estimate) -> Iterator[Row]:
    """The effect without the group that it rests on most, between the lowest and the highest without any one group."""
    if panel.group is None:
        return
    members = hypotheses.history.account[: hypotheses.history.members]
    found = left_out(hypotheses, effect.log, panel.group[members])
    if found is not None:
        change, low, high = (float(np.expm1(log)) for log in (found.without, found.low, found.high))
        told = {"group": found.group, "treated": found.members}
        yield {"what": "groups", "change": change, "low": low, "high": high} | told
