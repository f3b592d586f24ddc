"""What stands beside the main effect: on which group it rests."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.answers import worlds
from benchmarks.answers.known import panel_of

from likewise.answers.effect import MAIN, Panel
from likewise.answers.effect.choice import Hypotheses
from likewise.answers.effect.events import joining
from likewise.answers.effect.gls import start_of
from likewise.answers.effect.groups_left_out import left_out
from likewise.answers.effect.history import History, history
from likewise.answers.effect.kernel import Kernel
from likewise.answers.effect.panel import Names

KERNEL = Kernel(growth=3e-4, passing=0.08, memory=0.6, luck=0.8, period=0.05)
"""About what is learnt of the accounts outside in these worlds."""


def compared(panel: Panel) -> History:
    """The main outcome before and after joining."""
    found = history(panel, joining(panel), panel.counts[MAIN], panel.exposure[MAIN[0]])
    assert found is not None
    return found


def asked(found: History, days: int) -> Hypotheses:
    """All hypotheses under one kernel."""
    return Hypotheses(found, KERNEL, 0.0, days, start_of(found))


def helped(panel: Panel, group: str, times: float) -> Panel:
    """The same, with so many times the likes for one group's members from joining on."""
    t, start = np.arange(panel.periods), (panel.start // panel.days)[:, None]
    assert panel.group is not None
    theirs = (panel.group == group)[:, None] & (start >= 0) & (t >= start)
    draw = np.random.default_rng(3)
    more = draw.poisson(panel.counts[MAIN] * np.where(theirs, times - 1, 0.0))
    return replace(panel, counts={MAIN: panel.counts[MAIN] + more})


def names_of(panel: Panel, found: History) -> Names:
    """The members' groups."""
    assert panel.group is not None
    return panel.group[found.account[: found.members]]


def without(found: History, gone: str, group: Names) -> History:
    """The same history without the members of one group."""
    kept = group != gone
    both = np.concatenate([kept, np.ones(found.others, dtype=np.bool_)])
    of_all = {name: getattr(found, name)[both] for name in ("account", "weight", "y", "exposure")}
    of_members = {name: getattr(found, name)[kept] for name in ("since", "step", "before", "after", "size", "dose")}
    return replace(found, members=int(kept.sum()), **of_all, **of_members)


def test_the_group_that_alone_was_helped_is_named_and_nothing_is_left_without_it() -> None:
    panel = helped(panel_of(worlds.make(1, ranking="nothing", selection="random")), "g1", 2.5)
    found = compared(panel)
    hypotheses = asked(found, panel.days)
    effect = float(hypotheses.answer(0.0, 0.0, 0.0).values[0])
    told = left_out(hypotheses, effect, names_of(panel, found))
    assert told is not None
    assert told.group == "g1"
    assert told.low == told.without < 0.03
    assert told.high > effect > told.without + 0.06


def test_leaving_a_group_out_is_as_if_it_had_never_been_there() -> None:
    panel = helped(panel_of(worlds.make(2, ranking="nothing", selection="random")), "g1", 2.5)
    found = compared(panel)
    group = names_of(panel, found)
    told = left_out(asked(found, panel.days), 0.0, group)
    assert told is not None
    plain = {"whole": found, "without": without(found, told.group, group)}
    values = {name: asked(one, panel.days).answer(0.0, 0.0, 0.0).values[0] for name, one in plain.items()}
    assert told.without == pytest.approx(values["without"] - values["whole"], abs=0.04)
    assert told.members == plain["without"].members


def test_one_group_alone_can_not_be_left_out() -> None:
    panel = panel_of(worlds.make(1, ranking="nothing", selection="random"))
    found = compared(panel)
    hypotheses = asked(found, panel.days)
    assert left_out(hypotheses, 0.1, np.full(found.members, "g1")) is None
    assert left_out(hypotheses, 0.1, np.full(found.members, "")) is None
