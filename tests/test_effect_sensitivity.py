"""What stands beside the main effect: parallel paths, the group it rests on, the dose, and leaving."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.answers import worlds
from benchmarks.answers.known import panel_of

from likewise.answers.effect import MAIN, Panel
from likewise.answers.effect.choice import Hypotheses
from likewise.answers.effect.dose import doses
from likewise.answers.effect.events import joining, leaving
from likewise.answers.effect.gls import start_of
from likewise.answers.effect.groups_left_out import left_out
from likewise.answers.effect.history import History, history
from likewise.answers.effect.honest import Fortnights, fortnights, honest
from likewise.answers.effect.kernel import Kernel
from likewise.answers.effect.panel import Names
from likewise.answers.effect.returning import returning

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
    rest = left_out(hypotheses, effect, names_of(panel, found))
    assert rest is not None
    assert rest.group == "g1"
    assert rest.low == rest.without < 0.03
    assert rest.high > effect > rest.without + 0.06


def test_leaving_a_group_out_is_as_if_it_had_never_been_there() -> None:
    panel = helped(panel_of(worlds.make(2, ranking="nothing", selection="random")), "g1", 2.5)
    found = compared(panel)
    group = names_of(panel, found)
    rest = left_out(asked(found, panel.days), 0.0, group)
    assert rest is not None
    plain = {"whole": found, "without": without(found, rest.group, group)}
    values = {name: asked(one, panel.days).answer(0.0, 0.0, 0.0).values[0] for name, one in plain.items()}
    assert rest.without == pytest.approx(values["without"] - values["whole"], abs=0.04)
    assert rest.members == plain["without"].members


def test_one_group_alone_can_not_be_left_out() -> None:
    panel = panel_of(worlds.make(1, ranking="nothing", selection="random"))
    found = compared(panel)
    hypotheses = asked(found, panel.days)
    assert left_out(hypotheses, 0.1, np.full(found.members, "g1")) is None
    assert left_out(hypotheses, 0.1, np.full(found.members, "")) is None


def path(values: list[float], error: float) -> Fortnights:
    """Two moves before (fortnights -1, -2, -3) and one fortnight after, each coefficient known to the same error."""
    moves = np.array([[-1.0, 0.0, 0.0], [1.0, -1.0, 0.0]])
    effect = np.array([0.0, 0.0, 1.0])
    return Fortnights(np.array(values), error**2 * np.eye(3), moves, effect, reach=1.2, members=10_000)


def test_a_path_may_go_on_by_the_largest_move_before_and_no_more() -> None:
    exact = path([0.05, -0.05, 0.3], 1e-9)
    # From -3 to -2 it moved by 0.1, from -2 to -1 by -0.05: after 1.2 fortnights it may be off by 0.12 either way.
    assert exact.interval(0.0) == pytest.approx((0.3, 0.3))
    assert exact.interval(1.0) == pytest.approx((0.18, 0.42))
    assert exact.interval(2.0) == pytest.approx((0.06, 0.54))


def test_each_end_stands_off_by_its_own_error() -> None:
    low, high = path([0.0, 0.0, 0.3], 0.01).interval(1.0)
    # 1.2 of the move from -3 to -2, which two coefficients make up, and the coefficient after.
    assert high - 0.3 == pytest.approx(1.96 * 0.01 * np.sqrt(1 + 2 * 1.2**2), rel=0.01)
    assert high - 0.3 == pytest.approx(0.3 - low)


def test_an_effect_stands_up_to_a_larger_move_than_none_does() -> None:
    """Held against 240 worlds by `benchmarks.answers.sensitivity`."""
    panel = panel_of(worlds.make(3, ranking="nothing", selection="random"))
    assert panel.group is not None
    breakdowns = []
    for times in (1.0, 1.5):
        every = panel
        for group in np.unique(panel.group[panel.group != ""]):
            every = helped(every, str(group), times)
        found = honest(compared(every), KERNEL, panel.days)
        assert found is not None
        assert found.low < np.log(times) < found.high
        breakdowns.append(found.breakdown)
    assert breakdowns[0] < 0.3 < breakdowns[1]


def test_one_fortnight_before_gives_no_bound() -> None:
    found = compared(panel_of(worlds.make(3, ranking="nothing", selection="random")))
    short = replace(found, before=found.before & (found.since >= -5))
    assert fortnights(short, KERNEL, days=3) is None


def dosed(panel: Panel, seed: int, slope: float) -> Panel:
    """The same with members' traded likes thinned, each by its own factor, and an effect that goes with that factor."""
    assert panel.traded is not None
    draw = np.random.default_rng(seed)
    factor = draw.uniform(0.15, 1, len(panel.code))
    t, start = np.arange(panel.periods), (panel.start // panel.days)[:, None]
    on = (start >= 0) & (t >= start)
    more = np.where(on, np.exp(1.0 + slope * np.log(factor))[:, None] - 1, 0.0)
    counts = panel.counts[MAIN] + draw.poisson(panel.counts[MAIN] * np.maximum(more, 0))
    traded = draw.binomial(panel.traded.astype(np.int64), factor[:, None]).astype(np.float64)
    return replace(panel, counts={MAIN: counts}, traded=traded)


@pytest.mark.parametrize("slope", [0.0, 0.5])
def test_twice_the_dose_does_as_much_more_as_it_truly_does(slope: float) -> None:
    found = []
    for seed in (7, 8, 9, 10):
        panel = dosed(panel_of(worlds.make(seed, ranking="nothing", selection="random")), seed, slope)
        found.append(dict(doses(panel, compared(panel), KERNEL))["dose"])
    assert float(np.mean([one.log for one in found])) == pytest.approx(slope * np.log(2), abs=0.1)
    assert sum(one.low <= 2**slope - 1 <= one.high for one in found) >= 3


def test_doses_that_hardly_differ_are_not_compared() -> None:
    panel = panel_of(worlds.make(7, ranking="nothing", selection="random"))
    assert panel.traded is not None
    alike = replace(panel, traded=40.0 * panel.posts * (panel.traded > 0), followers=np.full(len(panel.code), np.nan))
    assert list(doses(alike, compared(alike), KERNEL)) == []


def test_where_no_traded_likes_are_known_no_dose_is() -> None:
    panel = replace(panel_of(worlds.make(7, ranking="nothing", selection="random")), traded=None)
    assert list(doses(panel, compared(panel), KERNEL)) == []


@pytest.mark.parametrize("stays", [False, True])
def test_after_leaving_things_go_back_or_stay_as_they_truly_do(stays: bool) -> None:
    shares, errors = [], []
    for seed in (11, 12, 13):
        panel = panel_of(worlds.make(seed, ranking="nothing", selection="random"))
        t, start, stop = (
            np.arange(panel.periods),
            *((one // panel.days)[:, None] for one in (panel.start, panel.stop)),
        )
        on = (start >= 0) & (t >= start) & ((t <= stop) | stays)
        more = np.random.default_rng(seed).poisson(0.65 * panel.counts[MAIN] * on)
        panel = replace(panel, counts={MAIN: panel.counts[MAIN] + more})
        event = leaving(panel)
        gone = history(panel, event, panel.counts[MAIN], panel.exposure[MAIN[0]])
        assert gone is not None
        found = returning(panel, event, gone, KERNEL, MAIN)
        assert found is not None
        shares.append(found.returned)
        errors.append(found.change.log - (0.0 if stays else -np.log(1.65)))
    assert (np.mean(shares) < 0.2) if stays else (np.mean(shares) > 0.8)
    assert abs(float(np.mean(errors))) < 0.15


def test_who_had_no_weeks_in_the_group_is_not_followed_past_leaving() -> None:
    panel = panel_of(worlds.make(11, ranking="nothing", selection="random"))
    at_once = replace(panel, stop=np.where(panel.stop < panel.last - 7, panel.start, panel.stop))
    event = leaving(at_once)
    gone = history(at_once, event, at_once.counts[MAIN], at_once.exposure[MAIN[0]])
    assert gone is not None
    assert returning(at_once, event, gone, KERNEL, MAIN) is None
