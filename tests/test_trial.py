"""A trial's draw, power and test: balanced and reproducible, right as often as they say, on trials with known truth."""

import math
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from likewise.errors import InputError
from likewise.trial import (
    Estimate,
    Leave,
    Leaving,
    Plan,
    Posting,
    Posts,
    order_file,
    plan_leave,
    plan_posts,
    power,
    read_members,
)
from likewise.trial.compared import compared
from likewise.trial.design import ALPHA, midnight
from likewise.trial.draw import PLAN_STREAM, draw, stream
from likewise.trial.inference import infer
from likewise.trial.outcomes import Outcomes
from likewise.trial.precision import leave_variance, post_variance, power_at

START = "2026-12-07"
FEW_DRAWS = 199
DAY_US = 86_400_000_000

Floats = NDArray[np.float64]
Rows = list[tuple[int, float, bool]]


def leavers(plan: Plan) -> Leaving:
    assert isinstance(plan.design, Leaving)
    return plan.design


def turns(plan: Plan) -> Posting:
    assert isinstance(plan.design, Posting)
    return plan.design


def members(count: int) -> dict[str, float | None]:
    return {f"member {number:03d}": float(number % 17) for number in range(count)}


# ---- the order


def test_the_same_seed_gives_the_same_order_and_another_another() -> None:
    first, again, other = (plan_leave(members(24), start=START, seed=seed) for seed in (7, 7, 8))
    assert order_file(first) == order_file(again) != order_file(other)


def test_the_order_of_rows_changes_nothing() -> None:
    backwards = dict(reversed(members(24).items()))
    assert plan_leave(backwards, start=START, seed=7) == plan_leave(members(24), start=START, seed=7)


@settings(max_examples=30)
@given(st.integers(6, 60), st.integers(2, 6), st.integers(0, 1000))
def test_steps_are_balanced_in_all_and_over_strata(count: int, steps: int, seed: int) -> None:
    order = leavers(plan_leave(members(count), start=START, seed=seed, steps=steps)).order
    in_all = Counter(one.step for one in order)
    assert set(in_all) == set(range(1, steps + 1))
    assert max(in_all.values()) - min(in_all.values()) <= 1
    for stratum in {one.stratum for one in order}:
        inside = Counter(one.step for one in order if one.stratum == stratum)
        assert max(inside.values()) == 1


def test_members_of_like_level_leave_at_different_times() -> None:
    levels: dict[str, float | None] = {f"m{number}": float(number) for number in range(40)}
    order = leavers(plan_leave(levels, start=START, seed=1)).order
    by_step = [np.mean([levels[one.account] or 0.0 for one in order if one.step == step]) for step in range(1, 5)]
    assert max(by_step) - min(by_step) <= 3


def test_members_without_a_level_are_spread_over_the_steps_by_themselves() -> None:
    levels: dict[str, float | None] = members(16) | {f"unknown {number}": None for number in range(8)}
    order = leavers(plan_leave(levels, start=START, seed=3)).order
    assert set(Counter(one.step for one in order if one.account.startswith("unknown")).values()) == {2}


def test_a_step_leaves_at_the_start_of_its_period() -> None:
    design = leavers(plan_leave(members(12), start=START, seed=7, steps=3, step_days=10))
    assert {one.step: one.leave_on for one in design.order} == {
        1: date(2026, 12, 17),
        2: date(2026, 12, 27),
        3: date(2027, 1, 6),
    }
    assert design.end == date(2027, 1, 15)


@settings(max_examples=30)
@given(st.integers(8, 60), st.sampled_from([2, 4, 6, 8]), st.integers(0, 1000))
def test_half_of_every_block_of_posts_is_on(posts: int, block: int, seed: int) -> None:
    order = turns(plan_posts(lever="opening", posts=posts, start=START, seed=seed, block=block)).order
    assert [one.number for one in order] == list(range(1, posts + 1))
    for number in {one.block for one in order}:
        inside = [one.on for one in order if one.block == number]
        assert abs(2 * sum(inside) - len(inside)) <= len(inside) % 2


def test_accounts_have_lists_of_their_own() -> None:
    order = turns(plan_posts(lever="question", posts=40, start=START, seed=7, accounts=["a", "b"])).order
    first, second = ([one.on for one in order if one.account == name] for name in "ab")
    assert first != second and len(first) == len(second) == 40


# ---- what can't be planned


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"steps": 1}, "--steps 1"),
        ({"step_days": 0}, "--step-days 0"),
        ({"outcome": "fame"}, "--outcome fame"),
        ({"start": "soon"}, "--start soon"),
        ({"seed": -1}, "--seed -1"),
        ({"spread": -0.5}, "--variation -0.5"),
        ({"timezone": "Mars"}, "Mars"),
        ({"members": ["a", "b", "a"]}, "a stands twice"),
        ({"members": ["a", "b", "c"]}, "at least 6"),
    ],
)
def test_a_trial_of_leaving_that_cannot_be_is_refused(given: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"members": members(24), "start": START, "seed": 7} | given
    with pytest.raises(InputError, match=said) as refused:
        plan_leave(**asked)  # type: ignore[arg-type]
    assert refused.value.in_words("zh") != str(refused.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"lever": "trade likes"}, "--lever trade likes"),
        ({"posts": 4}, "--posts 4"),
        ({"block": 3}, "even"),
        ({"lever": "answers", "outcome": "comments"}, "comments themselves"),
    ],
)
def test_a_trial_of_a_lever_that_cannot_be_is_refused(given: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"lever": "question", "posts": 40, "start": START, "seed": 7} | given
    with pytest.raises(InputError, match=said):
        plan_posts(**asked)  # type: ignore[arg-type]


# ---- the list of members


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (b"account,baseline\nann,12\nbob,\n", {"ann": 12.0, "bob": None}),
        ("账号;基线\n小明;3.5\n".encode("gb18030"), {"小明": 3.5}),
        (b"\xef\xbb\xbfwho\n=cmd\n12345678901234567890\n\n", {"=cmd": None, "12345678901234567890": None}),
        (b"name,user_id\nAnn,7\n", {"7": None}),
    ],
)
def test_a_list_of_members_is_read(tmp_path: Path, written: bytes, found: dict[str, float | None]) -> None:
    (tmp_path / "members.csv").write_bytes(written)
    assert {one.account: one.baseline for one in read_members(tmp_path / "members.csv")} == found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "nobody in this file"),
        (b"a,b\n1,2\n", "no column tells who"),
        (b"account\nann\nann\n", "ann stands twice"),
        (b"account,baseline\nann,many\n", "line 2: the baseline many"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, written: bytes, said: str) -> None:
    (tmp_path / "members.csv").write_bytes(written)
    with pytest.raises(InputError, match=said):
        read_members(tmp_path / "members.csv")


# ---- the test, on trials with known truth


def of_leaving(plan: Plan, rng: np.random.Generator, effect: float, noise: float = 0.4) -> Outcomes:
    """Four posts an account and period, which share a shock; counts around 60; a common trend."""
    design = leavers(plan)
    accounts, periods, each = len(design.order), design.periods, 4
    account, period = (one.ravel() for one in np.indices((accounts, periods)))
    out = np.array([one.step for one in design.order])[account] <= period
    level, trend = rng.normal(math.log(60), 0.7, accounts), rng.normal(0, 0.2, periods).cumsum()
    log = level[account] + trend[period] + rng.normal(0, noise, len(account)) + effect * out
    value = rng.poisson(np.exp(np.repeat(log, each))).astype(np.float64)
    time = np.repeat(design.starts(plan.timezone)[period], each) + np.tile(np.arange(each), len(account)) * DAY_US
    return outcomes(np.repeat(account, each), time, value)


def of_posts(plan: Plan, rng: np.random.Generator, effect: float, noise: float = 0.6) -> Outcomes:
    design = turns(plan)
    on = np.array([one.on for one in design.order])
    log = math.log(80) + rng.normal(0, noise, len(on)) + effect * on
    first = midnight(design.start, plan.timezone)
    time = np.tile(np.arange(design.posts), len(design.accounts)) * DAY_US + first
    account = np.repeat(np.arange(len(design.accounts)), design.posts)
    return outcomes(account, time.astype(np.int64), np.exp(log))


def outcomes(account: NDArray[np.int64], time: NDArray[np.int64], value: Floats) -> Outcomes:
    return Outcomes(account, time, value, np.zeros(len(value), dtype=np.bool_), None, 0, False)


def found_by(plan: Plan, found: Outcomes) -> Estimate:
    made = compared(plan, found)
    estimate = infer(made.cells, made.own, made.redraw, FEW_DRAWS, ALPHA)
    assert estimate is not None
    return estimate


def drawn_again(plan: Plan, seed: int) -> Plan:
    """The plan with its order from another seed, as planning would draw it; its power isn't computed again."""
    if isinstance(plan.design, Posting):
        drawn = draw(np.array([one.block for one in plan.design.order]), 2, 1, stream(seed, PLAN_STREAM))[0]
        turned = tuple(replace(one, on=bool(on)) for one, on in zip(plan.design.order, drawn, strict=True))
        return replace(plan, seed=seed, design=replace(plan.design, order=turned))
    design = plan.design
    drawn = draw(np.array([one.stratum for one in design.order]), design.steps, 1, stream(seed, PLAN_STREAM))[0]
    order = tuple(replace(one, step=int(step) + 1) for one, step in zip(design.order, drawn, strict=True))
    return replace(plan, seed=seed, design=replace(design, order=order))


def leave_trials(count: int, effect: float, size: int) -> list[Estimate]:
    rng, plan = np.random.default_rng(2026), plan_leave(members(size), start=START, seed=0)
    plans = (drawn_again(plan, seed) for seed in range(count))
    return [found_by(one, of_leaving(one, rng, effect)) for one in plans]


def post_trials(count: int, effect: float, posts: int) -> list[Estimate]:
    rng, plan = np.random.default_rng(2027), plan_posts(lever="question", posts=posts, start=START, seed=0)
    plans = (drawn_again(plan, seed) for seed in range(count))
    return [found_by(one, of_posts(one, rng, effect)) for one in plans]


def alarms(found: list[Estimate]) -> float:
    return float(np.mean([one.p <= ALPHA for one in found]))


def covered(found: list[Estimate], effect: float) -> float:
    return float(np.mean([one.low <= effect <= one.high for one in found]))


def test_leaving_that_changes_nothing_is_called_a_change_once_in_twenty() -> None:
    found = leave_trials(600, 0.0, size=20)
    assert 0.035 <= alarms(found) <= 0.065
    assert covered(found, 0.0) == pytest.approx(1 - alarms(found), abs=0.01)


def test_a_lever_that_changes_nothing_is_called_a_change_once_in_twenty() -> None:
    assert 0.035 <= alarms(post_trials(600, 0.0, posts=40)) <= 0.065


def test_the_interval_holds_a_planted_change() -> None:
    effect = math.log(1.25)
    assert covered(leave_trials(200, effect, size=24), effect) >= 0.92
    assert covered(post_trials(200, effect, posts=60), effect) >= 0.92


def test_the_power_of_leaving_is_what_the_formula_says() -> None:
    # Counts add their own noise to the mean of four posts of about 60.
    spread = math.hypot(0.4, math.sqrt(1 / (4 * 60)))
    planned = power(Leave(48, 4, 14), spread)
    for change in (planned.smallest, 0.2):
        said = power_at(change, planned.standard_error, planned.freedom)
        assert alarms(leave_trials(300, math.log1p(change), size=48)) == pytest.approx(said, abs=0.06)


def test_the_power_of_a_lever_is_what_the_formula_says() -> None:
    planned = power(Posts(1, 60, 4), 0.6)
    for change in (planned.smallest, 0.3):
        said = power_at(change, planned.standard_error, planned.freedom)
        assert alarms(post_trials(400, math.log1p(change), posts=60)) == pytest.approx(said, abs=0.06)


def test_a_post_by_an_account_outside_of_the_trials_days_changes_nothing() -> None:
    plan = plan_leave(members(12), start=START, seed=1)
    found = of_leaving(plan, np.random.default_rng(1), 0.2)
    early = midnight(date(2026, 11, 1), "UTC")
    more = outcomes(
        np.concatenate([[3], found.account]),
        np.concatenate([[early], found.time]),
        np.concatenate([[9e6], found.value]),
    )
    assert found_by(plan, found) == found_by(plan, more)


@settings(max_examples=20)
@given(st.floats(0.1, 50.0))
def test_a_constant_factor_on_all_outcomes_changes_nothing(factor: float) -> None:
    plan = plan_posts(lever="question", posts=24, start=START, seed=5)
    found = of_posts(plan, np.random.default_rng(5), 0.3)
    # As far as counts are large: log(1 + outcome) is no exact logarithm.
    large = replace(found, value=found.value * 1e6)
    times = replace(large, value=large.value * factor)
    assert found_by(plan, times).effect == pytest.approx(found_by(plan, large).effect, abs=1e-4)


# ---- the formulas


def test_the_stepped_wedge_formula_is_that_of_generalised_least_squares() -> None:
    """Hussey and Hughes's closed form against the information matrix itself."""
    sizes, spread, between = (3, 4, 3, 5), 0.4, 0.7
    steps = np.repeat(np.arange(len(sizes)), sizes)
    periods = len(sizes) + 1
    cluster = np.linalg.inv(np.eye(periods) * spread**2 + between**2)
    information = np.zeros((periods + 1, periods + 1))
    for step in steps:
        treated = (np.arange(periods) > step).astype(float)
        columns = np.column_stack([np.eye(periods), treated])
        information += columns.T @ cluster @ columns
    assert leave_variance(sizes, spread, between) == pytest.approx(np.linalg.inv(information)[-1, -1])
    assert leave_variance(sizes, spread) == pytest.approx(leave_variance(sizes, spread, 1e4), rel=1e-4)


def test_the_formula_for_posts_is_that_of_two_samples() -> None:
    assert post_variance(np.array([40]), 0.8) == pytest.approx(0.8**2 * (1 / 20 + 1 / 20))


def test_what_is_needed_is_enough_and_one_less_is_not() -> None:
    found = power(Leave(24, 4, 14), 0.4)
    for one in found.needed:
        assert one.units is not None
        enough, short = (power(Leave(n, 4, 14), 0.4).smallest for n in (one.units, one.units - 1))
        assert enough <= one.change + 1e-6 < short + 1e-6


def test_more_members_show_smaller_changes() -> None:
    seen = [power(Leave(count, 4, 14), 0.5).smallest for count in (8, 16, 32, 64)]
    assert seen == sorted(seen, reverse=True)
    assert power(Posts(4, 40, 4), 0.8).smallest < power(Posts(1, 40, 4), 0.8).smallest


def test_empty_periods_cost_power() -> None:
    assert power(Leave(24, 4, 14), 0.4, filled=0.6).smallest > power(Leave(24, 4, 14), 0.4).smallest
