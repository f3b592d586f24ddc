"""The platform in a box: its laws, its scenarios, and that every parameter and every switch does what it says."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from likewise.answers.simulate import (
    SWITCHES,
    Parameters,
    bands,
    consequence,
    described,
    every_parameter,
    feed_names,
    judge_claims,
    load_feed,
    load_scenario,
    mixed_parameters,
    read_sweep,
    run_study,
    run_sweep,
    scenario_names,
    simulate,
    variants_for,
)
from likewise.answers.simulate.box import Box, Course
from likewise.answers.simulate.parameters import Value
from likewise.answers.simulate.people import HONEST, KINDS
from likewise.answers.simulate.state import (
    EXPLORED,
    FINISHED,
    LIKES,
    POST_COUNTS,
    TRADED_LIKES,
    UNCOUNTED_LIKES,
    UNCOUNTED_TRADED,
    VIEWS,
)
from likewise.answers.simulate.study import VARIANTS
from likewise.errors import InputError

SMALL: dict[str, Value] = {
    "run.accounts": 500,
    "run.days": 16,
    "run.warmup_days": 3,
    "groups.share": 0.06,
    "groups.size": 15,
    "groups.start_day": 3,
    "groups.join_spread": 2,
    "groups.stop_day": 12,
    "risk.review_days": 2,
    "risk.delay_days": 1,
}


def small(values: dict[str, Value] | None = None) -> Parameters:
    return Parameters().with_values({**SMALL, **(values or {})})


def same(one: Course, other: Course) -> bool:
    return bool(np.array_equal(one.counts, other.counts) and np.array_equal(one.daily, other.daily))


# Laws


any_box = st.fixed_dictionaries(
    {
        "run.accounts": st.integers(200, 500),
        "readers.views_per_day": st.floats(0.5, 40),
        "readers.follow_rate": st.floats(0, 0.5),
        "readers.unfollow_rate": st.floats(0, 0.9),
        "readers.follows": st.floats(0, 40),
        "creators.share": st.floats(0.001, 1),
        "creators.topics": st.integers(1, 40),
        "circles.friends": st.floats(0, 0.2),
        "circles.fans": st.floats(0, 0.2),
        "groups.share": st.floats(0, 0.2),
        "groups.follow": st.floats(0, 1),
        "groups.loyalty": st.floats(0, 1),
        "groups.bought": st.floats(0, 30),
        "groups.unfollow_per_day": st.floats(0, 1),
        "feed.first_pool": st.integers(10, 600),
        "feed.like": st.floats(-100, 100),
        "risk.detector": st.sampled_from(["none", "perfect", "scores"]),
        "risk.action": st.sampled_from(["discount", "limit", "demote", "ban"]),
        "risk.threshold": st.floats(0.01, 0.99),
    }
)
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@few
@given(values=any_box, seed=st.integers(0, 10_000))
def test_views_given_are_views_received(values: dict[str, Value], seed: int) -> None:
    course = simulate(small({**values, "run.days": 10}), seed, log=True)
    assert course.views_given.sum() == course.counts[:, VIEWS].sum()
    assert course.events is not None
    viewed = course.events.bits & 1 != 0
    assert np.array_equal(np.bincount(course.events.actor[viewed], minlength=len(course.people)), course.views_given)
    assert np.array_equal(np.bincount(course.events.post[viewed], minlength=len(course.posts)), course.counts[:, VIEWS])


@few
@given(values=any_box, seed=st.integers(0, 10_000))
def test_nobody_has_fewer_than_no_followers_and_each_follow_is_one_of_someone(
    values: dict[str, Value], seed: int
) -> None:
    box = Box(small({**values, "run.days": 10}), seed)
    box.live()
    follows = box.crowd["follows"]
    inside = np.arange(follows.shape[1]) < box.crowd["followed"][:, None]
    assert ((follows >= 0) == inside).all()
    assert np.array_equal(np.bincount(follows[inside], minlength=len(follows)), box.crowd["fans"])
    assert (box.hollow.count >= 0).all() and box.hollow.count.sum() == len(box.hollow.author)
    assert (box.daily >= 0).all()


@few
@given(values=any_box, seed=st.integers(0, 10_000))
def test_parts_never_exceed_their_wholes(values: dict[str, Value], seed: int) -> None:
    course = simulate(small({**values, "run.days": 10}), seed)
    column = dict(zip(POST_COUNTS, course.counts.T, strict=True))
    assert (course.counts >= 0).all()
    assert (column["finished"] <= column["views"]).all()
    assert (column["explored"] <= column["views"]).all()
    assert (column["likes_watched"] <= column["likes"]).all()
    assert (column["traded_likes"] <= column["likes"]).all()
    assert (column["templates"] <= column["comments"]).all()
    for kind in ("views", "likes", "comments"):
        assert (column[f"uncounted_{kind}"] <= column[kind]).all()
    assert (course.quality[:, 1] <= course.quality[:, 0]).all(), "more views than readers wanted"


def test_the_same_seed_gives_the_same_course_and_another_seed_another() -> None:
    first = simulate(small(), 4)
    assert same(first, simulate(small(), 4))
    assert same(first, simulate(small(), 4, log=True, by_account=True)), "looking on changes nothing"
    assert not same(first, simulate(small(), 5))


def test_a_study_is_the_same_on_one_thread_and_on_many() -> None:
    one = run_study(small(), 3, variants=("group", "alone"), threads=1)
    many = run_study(small(), 3, variants=("group", "alone"), threads=3)
    for variant in one.runs:
        for a, b in zip(one.runs[variant], many.runs[variant], strict=True):
            assert np.array_equal(a.daily, b.daily)


def test_until_the_first_trade_the_group_makes_no_difference() -> None:
    runs = [simulate(small({**VARIANTS[name], "risk.active": False}), 2) for name in ("group", "alone")]
    assert np.array_equal(runs[0].daily[:3], runs[1].daily[:3])
    assert not np.array_equal(runs[0].daily[4:], runs[1].daily[4:])


def test_a_group_that_does_nothing_changes_nothing() -> None:
    idle = small({"groups.compliance": 0.0, "groups.from_content": 0.0, "risk.active": False})
    runs = [simulate(idle.with_values(VARIANTS[name]), 2) for name in ("group", "alone")]
    assert runs[0].counts[:, TRADED_LIKES].sum() == 0
    # Mates leave each other's posts to the trade, so only what others do can be compared.
    outside = ~np.isin(runs[0].people.kind, [KINDS.index("member")])
    assert np.array_equal(runs[0].people.topic[outside], runs[1].people.topic[outside])
    change = runs[0].counts[:, VIEWS].sum() / runs[1].counts[:, VIEWS].sum()
    assert abs(change - 1) < 0.01


def test_accounts_by_day_sum_to_what_is_told_by_kind() -> None:
    course = simulate(small(), 1, by_account=True)
    assert course.accounts is not None
    for kind in ("member", "ordinary"):
        inside = course.people.kind == KINDS.index(kind)
        assert np.array_equal(
            course.accounts[:, inside, :].sum(axis=1), course.daily[:, KINDS.index(kind), : course.accounts.shape[2]]
        )


def test_the_defaults_give_the_rates_that_were_measured() -> None:
    course = simulate(Parameters().with_values({"groups.active": False, "run.days": 30}), 0)
    total = dict(zip(POST_COUNTS, course.counts.sum(axis=0), strict=True))
    measured = {
        "finished": 0.154,
        "likes": 0.0186,
        "comments": 0.0026,
        "saves": 0.0093,
        "shares": 0.00097,
        "follows": 0.0011,
    }
    for name, share in measured.items():
        assert total[name] / total["views"] == pytest.approx(share, rel=0.15), name


# Parameters

CONTEXT: dict[str, dict[str, Value]] = {
    "groups.loyalty": {"groups.follow": 0.9},
    "groups.unfollow_per_day": {"groups.follow": 0.9},
    "groups.buyers": {"groups.follow": 0.9, "readers.buy_rate": 0.2},
    "groups.follow": {},
    "groups.leave": {"risk.detector": "perfect"},
    "groups.instead": {"creators.hour_gain": 1.0},
    "groups.seconds_per_like": {"creators.hour_gain": 1.0},
    "groups.from_content": {"groups.seconds_per_like": 200.0, "creators.hour_gain": 1.0},
    "creators.hour_gain": {"groups.seconds_per_like": 200.0},
    "creators.hours_per_post": {"groups.seconds_per_like": 200.0},
    "feed.memory_days": {"feed.author_memory": 1.0, "feed.first_pool": 20},
    "feed.author_memory": {"feed.first_pool": 20},
    "feed.growth": {"feed.first_pool": 20},
    "feed.reach": {"feed.first_pool": 20, "feed.pass_share": 0.5},
    "feed.followers_first": {"groups.follow": 0.9},
    "readers.distrust": {"groups.comment": 0.9},
    "risk.demotion": {"risk.action": "demote", "risk.detector": "perfect"},
    "risk.limit_views": {"risk.action": "limit", "risk.detector": "perfect"},
    "risk.action_days": {"risk.action": "demote", "groups.stop_day": 6},
    "risk.completion_threshold": {"risk.detector": "none"},
    "risk.completion_of": {"risk.detector": "none", "risk.completion_threshold": 0.2},
    "risk.completion_rule": {"risk.detector": "none", "risk.completion_threshold": 0.4},
    "risk.surge": {"risk.detector": "none", "risk.completion_threshold": 0.4},
    "risk.mismatch_penalty": {"risk.detector": "none", "risk.completion_threshold": 0.4},
    "risk.lockstep_rule": {"risk.detector": "none", "risk.lockstep_repeats": 1, "risk.lockstep_authors": 3},
    "risk.lockstep_repeats": {"risk.detector": "none", "risk.lockstep_authors": 3},
    "risk.lockstep_authors": {"risk.detector": "none", "risk.lockstep_repeats": 1},
    "risk.lockstep_days": {"risk.detector": "none", "risk.lockstep_repeats": 2, "risk.lockstep_authors": 4},
    "risk.strikes_to_ban": {"risk.detector": "perfect", "risk.action_days": 2},
    "risk.appeal_share": {"risk.threshold": 0.01, "run.accounts": 2000},
    "risk.appeal_days": {"risk.threshold": 0.01, "risk.appeal_share": 1.0, "run.accounts": 2000},
    "risk.appeal_success": {"risk.threshold": 0.01, "risk.appeal_share": 1.0, "run.accounts": 2000},
}
"""What else must be so for a parameter to matter."""

OTHER: dict[str, Value] = {
    "risk.detector": "none",
    "risk.action": "ban",
    "risk.completion_of": "viewers",
    "groups.stop_day": 6,
    "groups.ban_day": 6,
    "groups.start_day": 5,
    "risk.lockstep_days": 2,
    "risk.lockstep_repeats": 1,
    "risk.lockstep_authors": 1,
    "risk.review_days": 5,
    "risk.delay_days": 6,
    "risk.action_days": 1,
    "risk.threshold": 0.999,
    "risk.completion_threshold": 0.6,
    "risk.appeal_days": 1,
    "risk.strikes_to_ban": 1,
    "risk.surge": 50.0,
    "feed.pools": 1,
    "feed.first_pool": 20,
    "feed.life_days": 0.5,
    "feed.reach": 0.02,
    "feed.growth": 1.2,
    "run.accounts": 600,
    "run.days": 17,
    "run.warmup_days": 4,
    "groups.size": 7,
    "circles.friends_size": 5,
    "circles.hobby_size": 9,
    "circles.fans_size": 9,
    "creators.topics": 3,
}


def another(name: str, value: Value) -> Value:
    """A value far from `value` that the parameter allows."""
    if name in OTHER:
        return OTHER[name]
    if isinstance(value, bool):
        return not value
    known = described(name)
    assert isinstance(value, (int, float))
    top = known.high if known.high is not None else float("inf")
    doubled = min(value * 2 + (1 if isinstance(value, int) else 0.5), top)
    return known.checked(doubled if doubled != value else value / 3)


@pytest.mark.parametrize("name", [one.name for one in every_parameter()])
def test_no_parameter_is_idle(name: str) -> None:
    before = small(CONTEXT.get(name))
    after = before.with_values({name: another(name, before.value(name))})
    assert before != after
    runs = [simulate(given, 3) for given in (before, after)]
    told = [(run.counts.shape, run.days_punished.sum()) for run in runs]
    assert told[0] != told[1] or not same(runs[0], runs[1])


@pytest.mark.parametrize("one", list(every_parameter()), ids=lambda one: one.name)
def test_every_parameter_says_its_unit_and_source_and_refuses_nonsense(one) -> None:  # type: ignore[no-untyped-def]
    assert one.unit and one.source
    with pytest.raises(InputError, match=one.name):
        one.read("nonsense")
    if not isinstance(one.default, (bool, str)):
        with pytest.raises(InputError, match="goes from"):
            one.checked(1e12)
        with pytest.raises(InputError):
            one.checked(float("nan"))


def test_an_unknown_parameter_is_refused_with_its_neighbours() -> None:
    with pytest.raises(InputError, match=r"risk\.completion_threshold"):
        described("risk.completion")


# Claims


BASE: dict[str, Value] = {
    "run.accounts": 2000,
    "run.days": 45,
    "groups.start_day": 8,
    "groups.stop_day": 28,
    "groups.join_spread": 3,
    "groups.share": 0.02,
    "groups.size": 40,
}


@pytest.mark.parametrize("claim", SWITCHES)
def test_each_claim_has_a_switch(claim: str) -> None:
    switch = SWITCHES[claim]
    found = {}
    for value in (switch.on, switch.off):
        given = Parameters().with_values({**BASE, **switch.within, switch.parameter: value})
        study = run_study(given, 4, first_seed=50, variants=variants_for(claim))
        (found[value],) = [one for one in judge_claims(study) if one.claim == claim]
    assert found[switch.on].verdict == "supported"
    assert found[switch.off].verdict != "supported"
    on, off = found[switch.on].effect, found[switch.off].effect
    assert on is not None and off is not None and abs(on - off) > 0.05


def test_nothing_is_claimed_where_nobody_trades_or_seeds_are_few() -> None:
    honest = run_study(small({"groups.active": False}), 3)
    assert {one.verdict for one in judge_claims(honest)} == {"not_enough_data"}
    assert {one.verdict for one in judge_claims(run_study(small(), 2))} == {"not_enough_data"}


def test_bands_hold_their_means_and_cover_all_days() -> None:
    study = run_study(small(), 4)
    for band in bands(study):
        assert len(band.mean) == SMALL["run.days"]
        assert (band.low <= band.high).all()


# Risk control


def test_perfect_risk_control_finds_all_who_trade_and_nobody_else() -> None:
    study = run_study(
        small(load_scenario("perfect-risk-control").values | {"groups.start_day": 3, "groups.stop_day": 12}),
        3,
        variants=("group", "unpoliced"),
    )
    told = consequence(study)
    assert told.removed_share is not None and told.removed_share > 0.95
    assert all(one.acted_on == 0 for one in told.hurt)


def test_without_risk_control_nothing_is_removed_and_nobody_hurt() -> None:
    study = run_study(small({"risk.active": False}), 3, variants=("group", "unpoliced"))
    told = consequence(study)
    assert told.removed_share == 0
    assert all(one.acted_on == 0 and one.reach_lost == 0 for one in told.hurt)


def test_a_lower_threshold_removes_more_and_hurts_more() -> None:
    def acted_on(threshold: float) -> tuple[float, float]:
        given = small({"risk.threshold": threshold, "run.accounts": 3000, "groups.share": 0.02})
        told = consequence(run_study(given, 3, variants=("group", "unpoliced")))
        return told.removed_share or 0.0, sum(one.acted_on for one in told.hurt)

    strict, lax = acted_on(0.99), acted_on(0.02)
    assert lax[0] > strict[0]
    assert lax[1] > strict[1]


def test_a_ban_silences_and_a_limit_caps() -> None:
    banned = simulate(small({"risk.detector": "perfect", "risk.action": "ban", "groups.leave": 0.0}), 1)
    member = banned.people.kind[banned.posts.author] == KINDS.index("member")
    late = banned.post_day > 6
    assert banned.counts[member & late, VIEWS].sum() == 0
    limit = small({"risk.detector": "perfect", "risk.action": "limit", "risk.limit_views": 20, "groups.leave": 0.0})
    limited = simulate(limit, 1)
    during = (limited.post_day > 6) & (limited.post_day < 11)
    assert limited.counts[member & during, EXPLORED].max() <= 20
    free = simulate(limit.with_values({"risk.active": False}), 1)
    assert free.counts[member & during, EXPLORED].max() > 20


def test_discounted_likes_do_not_count_and_others_do() -> None:
    course = simulate(small({"risk.detector": "perfect", "groups.leave": 0.0}), 1)
    total = course.counts.sum(axis=0)
    assert total[UNCOUNTED_TRADED] == pytest.approx(total[TRADED_LIKES], rel=0.1)
    assert total[UNCOUNTED_TRADED] <= total[UNCOUNTED_LIKES] < total[LIKES]


def test_an_appeal_gives_honest_accounts_back_their_days() -> None:
    def days(share: float) -> float:
        given = small({"risk.threshold": 0.01, "run.accounts": 4000, "risk.appeal_share": share, "risk.appeal_days": 1})
        course = simulate(given.with_values({"risk.appeal_success": 1.0, "run.days": 30}), 2)
        honest = np.isin(course.people.kind, [KINDS.index(kind) for kind in HONEST])
        return float(course.days_punished[honest].sum())

    assert 0 < days(1.0) < days(0.0)


def test_bought_likes_come_from_hired_accounts_alone() -> None:
    course = simulate(
        small(load_scenario("bought-likes").values | {"groups.start_day": 3, "groups.stop_day": 12}), 1, log=True
    )
    assert course.events is not None
    traded = course.events.bits & 128 != 0
    assert traded.any()
    assert set(course.people.kind[course.events.actor[traded]]) == {KINDS.index("hired")}
    assert set(course.people.kind[course.posts.author[course.events.post[traded]]]) == {KINDS.index("member")}


def test_likewise_as_the_detector_is_asked_with_what_has_happened_so_far() -> None:
    asked: list[int] = []

    def detector(events, cast):  # type: ignore[no-untyped-def]
        asked.append(int(events.wave.max()))
        return (cast.people.kind == KINDS.index("member")).astype(float)

    given = small(
        {"risk.detector": "likewise", "risk.review_days": 3, "risk.delay_days": 2, "risk.lockstep_rule": False}
    )
    course = simulate(given, 1, detector)
    assert asked == sorted(asked) and len(asked) > 2
    days = [3, 6, 9, 12, 15]
    assert asked == [(3 + day - 2) * 6 - 1 for day in days]
    members = course.people.kind == KINDS.index("member")
    assert (course.days_punished[members] > 0).all()
    with pytest.raises(InputError, match="likewise"):
        simulate(given, 1)


# Scenarios and sweeps


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_runs(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.words["title"]
    course = simulate(mixed_parameters([scenario], ["run.accounts=400", "run.days=30"]), 1)
    trades = name not in {"honest", "content-instead"}
    assert (course.counts[:, TRADED_LIKES].sum() > 0) == trades


def test_the_scenarios_asked_for_are_there() -> None:
    assert {
        "honest",
        "group-then-stop",
        "group-for-ever",
        "group-and-follows",
        "content-instead",
        "bought-likes",
        "group-banned",
        "no-risk-control",
        "perfect-risk-control",
    } <= set(scenario_names())


@pytest.mark.parametrize("name", feed_names())
def test_every_ranking_names_its_source(name: str) -> None:
    feed = load_feed(name)
    assert feed.words["source"]
    assert all(key.startswith("feed.") for key in feed.values)
    ranked = mixed_parameters([feed], base=small())
    assert simulate(ranked, 1).counts[:, FINISHED].sum() > 0


def test_later_scenarios_and_words_win() -> None:
    mixed = mixed_parameters(
        [load_scenario("group-then-stop"), load_scenario("group-for-ever"), load_feed("x")], ["feed.like=0.25"]
    )
    assert mixed.groups.stop_day == 0
    assert mixed.feed.like == 0.25 and mixed.feed.comment == 13.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[groups]\nsize = 'many'\n", "groups.size"),
        ("[groups]\nsise = 3\n", "groups.sise"),
        ("size = 3\n", "neither a part"),
        ("[groups\n", "not TOML"),
        ("[groups]\nshare = 2\n", "goes from 0 to 0.5"),
        ("[risk]\naction = 'jail'\n", "discount, limit, demote, ban"),
        ("[groups]\nsize = 5.5\n", "whole number"),
    ],
)
def test_a_bad_scenario_says_where_and_what(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.toml") as error:
        load_scenario(str(file))
    assert said in str(error.value)


def test_a_scenario_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="group-then-stop"):
        load_scenario("group-then-go")
    with pytest.raises(InputError, match="can't read"):
        load_scenario(str(tmp_path / "none.toml"))


def test_sweeps_are_read() -> None:
    assert read_sweep("risk.completion_threshold=0.02..0.10").values == (0.02, 0.04, 0.06, 0.08, 0.1)
    assert read_sweep("groups.size=20..80:4").values == (20, 40, 60, 80)
    assert read_sweep("risk.action=limit,ban").values == ("limit", "ban")
    for bad in ("risk.strength", "risk.strength=0..1:1", "risk.strength=0..x", "risk.strength=0..2", "none.such=0..1"):
        with pytest.raises(InputError):
            read_sweep(bad)


def test_a_group_stops_paying_where_risk_control_is_strong_enough() -> None:
    given = Parameters().with_values(
        {
            **BASE,
            "readers.distrust": 0.0,
            "groups.comment": 0.0,
            "risk.detector": "perfect",
            "risk.action": "demote",
            "run.days": 30,
        }
    )
    swept = run_sweep(given, read_sweep("risk.strength=0..1:3"), 3)
    (organic,) = [line for line in swept.break_even if line.payoff == "organic"]
    assert organic.before and not organic.after
    assert organic.at is not None and 0 < organic.at < 1
    assert organic.low is not None and organic.high is not None and organic.low <= organic.at <= organic.high
    removed = [point.consequence.removed_share or 0 for point in swept.points]
    assert removed == sorted(removed)


def test_a_sweep_over_words_has_points_and_no_line() -> None:
    swept = run_sweep(small(), read_sweep("risk.action=discount,limit"), 2)
    assert [point.value for point in swept.points] == ["discount", "limit"]
    assert swept.break_even == ()


def test_parameters_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Parameters().run.accounts = 5  # type: ignore[misc]
    assert replace(Parameters()) == Parameters()


# The page that explains it

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_explains_every_parameter_and_every_switch() -> None:
    spec = importlib.util.spec_from_file_location("parameters_page", DOCS / "parameters.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (DOCS / "simulate.md").read_text(encoding="utf-8")
    assert module.written(page) == page, "docs/simulate.md is out of date: run docs/parameters.py"
    for claim, switch in SWITCHES.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {claim} |")]
        assert f"`{switch.parameter} = {str(switch.on).lower().removesuffix('.0')}`" in row
