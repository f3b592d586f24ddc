"""How far the main effect rests on parallel paths, on single groups and on the dose; part of `effect`.

What is found here stands beside the hypotheses on how members chose their moment: each is a row of its own shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from likewise.answers.effect.choice import Hypotheses
from likewise.answers.effect.dose import doses
from likewise.answers.effect.events import Event
from likewise.answers.effect.gls import start_of
from likewise.answers.effect.groups_left_out import left_out
from likewise.answers.effect.history import History, history
from likewise.answers.effect.honest import honest
from likewise.answers.effect.kernel import Kernel, likeliest
from likewise.answers.effect.panel import Panel
from likewise.answers.effect.returning import returning
from likewise.answers.estimate import Estimate

Row = Mapping[str, object]


def row_of(what: str, estimate: Estimate) -> dict[str, object]:
    """What `effects.parquet` holds of an estimate."""
    return {
        "what": what,
        "change": estimate.change,
        "low": estimate.low,
        "high": estimate.high,
        "p": estimate.p,
    }


def sensitivity(
    panel: Panel, main: History, kernels: Sequence[tuple[Kernel, float]], effect: Estimate
) -> tuple[Row, ...]:
    """Rows beside the main effect; what they lack is the same as in its own row. None where the fit runs away.

    Args:
        panel: all accounts.
        main: what the effect was estimated from.
        kernels: how accounts outside go on, with log likelihoods.
        effect: on the typical member.
    """
    kernel = likeliest(kernels)
    try:
        hypotheses = Hypotheses(main, kernel, 0.0, panel.days, start_of(main))
        return (
            *_honest(panel, main, kernel),
            *_groups(panel, hypotheses, effect),
            *_doses(panel, main, kernel),
        )
    except (np.linalg.LinAlgError, ValueError):
        return ()


def after_leaving(
    panel: Panel, event: Event, kernels: Sequence[tuple[Kernel, float]], outcome: tuple[str, str]
) -> tuple[Row, ...]:
    """The row beside the effect of leaving: against the level in the group, and whether things go back."""
    gone = history(panel, event, panel.counts[outcome], panel.exposure.get(outcome[0]))
    try:
        found = None if gone is None else returning(panel, event, gone, likeliest(kernels), outcome)
    except np.linalg.LinAlgError:
        return ()
    if found is None:
        return ()
    return ({**row_of("in_group", found.change), "share": found.returned, "treated": found.change.n},)


def _honest(panel: Panel, main: History, kernel: Kernel) -> Iterator[Row]:
    """The effect if members' path had gone on moving as much as at the most before."""
    found = honest(main, kernel, panel.days)
    if found is not None:
        change, low, high = (float(np.expm1(log)) for log in (found.log, found.low, found.high))
        yield {"what": "honest", "change": change, "low": low, "high": high, "breakdown": found.breakdown}


def _doses(panel: Panel, main: History, kernel: Kernel) -> Iterator[Row]:
    """The effect on a member with twice the dose over that on another."""
    for what, one in doses(panel, main, kernel):
        yield row_of(what, one)


def _groups(panel: Panel, hypotheses: Hypotheses, effect: Estimate) -> Iterator[Row]:
    """The effect without the group that it rests on most, between the lowest and the highest without any one group."""
    if panel.group is None:
        return
    members = hypotheses.history.account[: hypotheses.history.members]
    found = left_out(hypotheses, effect.log, panel.group[members])
    if found is not None:
        change, low, high = (float(np.expm1(log)) for log in (found.without, found.low, found.high))
        ends = {"change": change, "low": low, "high": high}
        yield {"what": "groups", **ends, "group": found.group, "treated": found.members}
