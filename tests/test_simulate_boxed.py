"""likewise as risk control inside the box, and the charts' geometry."""

import numpy as np
import pytest

from likewise.answers.simulate import simulate
from likewise.answers.simulate.box import draw_cast
from likewise.answers.simulate.effect import Effect
from likewise.answers.simulate.parameters import Parameters
from likewise.answers.simulate.people import KINDS
from likewise.pipeline.boxed import likewise_in_box, tables_of
from likewise.show.simulation_charts import axis_over, change_axis, change_ticks, ticks_of
from likewise.show.simulation_words import direction

# A group that is a small part of all liking: where it is most of it, nothing tells it from the usual.
LIVELY = {"run.accounts": 2500, "run.days": 30, "readers.like_rate": 0.04, "groups.share": 0.025}
EARLY = {"groups.start_day": 15, "groups.stop_day": 0}


def test_likewise_runs_in_the_box_and_finds_the_group() -> None:
    given = Parameters().with_values({**LIVELY, **EARLY})
    course, cast = simulate(given, 0, log=True), draw_cast(given, 0)
    assert course.events is not None
    found = likewise_in_box()(course.events, cast)
    assert np.array_equal(found, likewise_in_box()(course.events, cast))
    member = cast.people.kind == KINDS.index("member")
    assert (found >= 0).all() and (found <= 1).all()
    # The log of a small box tells a group from friends only half.
    assert (found[member] >= 0.4).mean() > 0.4
    assert (found[~member] >= 0.4).mean() < 0.01


def test_risk_control_by_likewise_acts_on_the_group() -> None:
    alone: dict[str, bool | str | float] = {
        "risk.detector": "likewise",
        "risk.lockstep_rule": False,
        "risk.completion_rule": False,
        "risk.threshold": 0.4,
    }
    given = Parameters().with_values({**LIVELY, **EARLY, **alone, "risk.review_days": 26, "risk.delay_days": 1})
    course = simulate(given, 0, likewise_in_box())
    acted_on = course.days_punished > 0
    member = course.people.kind == KINDS.index("member")
    assert acted_on[member].mean() > 0.3
    assert acted_on[~member].mean() < 0.01


def test_the_box_as_tables_keeps_order_and_time() -> None:
    given = Parameters().with_values({"run.accounts": 200, "run.days": 10, "groups.start_day": 2})
    course, cast = simulate(given, 3, log=True), draw_cast(given, 3)
    assert course.events is not None
    tables = tables_of(course.events, cast)
    posted = {row["post"]: row["time"] for row in tables["posts"].to_pylist()}
    events = tables["events"].to_pylist()
    assert {row["kind"] for row in events} == {"like", "comment", "follow"}
    assert all(row["time"] > posted[row["post"]] for row in events if row["post"] is not None)
    assert len({row["time"] for row in events}) > 0.9 * len(events)


def test_an_effect_has_a_direction_only_beyond_what_matters() -> None:
    assert direction(Effect(0.3, 0.1, 0.5, 5)) == "up"
    assert direction(Effect(-0.3, -0.5, -0.1, 5)) == "down"
    assert direction(Effect(0.0, -0.02, 0.03, 5)) == "flat"
    assert direction(Effect(0.1, -0.02, 0.3, 5)) == "unclear"
    assert direction(Effect(None, None, None, 1)) == "unclear"


@pytest.mark.parametrize("values", [[0.0, 0.0], [54.0, 55.0], [1e-5, 3e-5], [0.0, 7.3, 1e6], [-2.0, 5.0]])
def test_axes_hold_their_values_and_ticks_lie_on_them(values: list[float]) -> None:
    axis, _ = axis_over([np.asarray(values)])
    if min(values) >= 0:
        assert axis.low <= min(values) and axis.high >= max(values)
    assert 2 <= len(ticks_of(axis)) <= 12
    assert all(-0.01 <= tick.at <= 100.01 for tick in ticks_of(axis))
    effects = change_axis([np.asarray(values) / 1e3])
    assert any(tick.value == 0 for tick in change_ticks(effects))
    assert all(0 <= tick.at <= 100 for tick in change_ticks(effects))
