"""Worlds of the second mechanism say the truth, and each way to join does what its name says."""

import ast
import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest
from benchmarks.answers.coverage import Asked, judge
from benchmarks.answers.mechanisms import make as make_any
from benchmarks.answers.naive import naive
from benchmarks.answers.people import Floats
from benchmarks.answers.second.joining import ECHO, IN_WAVES
from benchmarks.answers.second.ranking import profile
from benchmarks.answers.second.reasons import HIT_DAYS
from benchmarks.answers.second.settings import COURSES, REASONS, Course, Reason, Settings
from benchmarks.answers.second.worlds import SecondWorld, make
from benchmarks.answers.settings import RANKINGS, Ranking
from benchmarks.answers.truth import FIRST_DAYS

from likewise import tables as canonical

SEEDS = range(4)
ROOM = Path(__file__).parents[1] / "benchmarks" / "answers" / "second"
WEEK = 7


@functools.cache
def world(seed: int = 1, ranking: Ranking = "nothing", selection: Reason = "random") -> SecondWorld:
    return make(seed, ranking=ranking, selection=selection)


def joiners(one: SecondWorld) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    return np.flatnonzero(np.isfinite(one.drawn.group.joined) & (one.drawn.group.joined > 0))


def around(selection: Reason, value: Callable[[SecondWorld], Floats], begin: int, end: int) -> float:
    """The mean of a value of (account, day), over days counted from joining, over members and a few seeds."""
    found = []
    for seed in SEEDS:
        one = world(seed, "nothing", selection)
        daily = value(one)
        for account in joiners(one):
            day = int(one.drawn.group.joined[account])
            found.append(daily[account, max(0, day + begin) : max(0, day + end)])
    return float(np.nanmean(np.concatenate(found)))


def likes_a_post(one: SecondWorld) -> Floats:
    """The log of likes a post over the account's own mean; nan on days without a post."""
    likes, posts = one.truth.without["likes"], one.truth.posts
    usual = likes.sum(axis=1) / np.maximum(posts.sum(axis=1), 1)
    each = np.divide(likes, posts, out=np.full(likes.shape, np.nan), where=posts > 0)
    return np.asarray(np.log((each + 0.5) / (usual[:, None] + 0.5)))


def slope(one: SecondWorld) -> Floats:
    return np.diff(one.drawn.who.interest, axis=1, prepend=one.drawn.who.interest[:, :1])


@pytest.mark.parametrize("selection", REASONS)
def test_where_the_ranking_ignores_traded_likes_the_effect_is_nought_to_the_last_like(selection: Reason) -> None:
    truth = world(selection=selection).truth
    for outcome in truth.without:
        assert np.array_equal(truth.organic[outcome], truth.without[outcome])
    assert np.array_equal(truth.expected, truth.expected_without)
    assert truth.effect() == truth.typical() == 0
    assert truth.effect(part="raw") > 0.2


@pytest.mark.parametrize("course", COURSES)
def test_a_ranking_that_helps_raises_organic_likes_and_one_that_hurts_lowers_them(course: Course) -> None:
    helps = [make(seed, ranking="helps", course=course).truth for seed in SEEDS]
    hurts = [make(seed, ranking="hurts", course=course).truth for seed in SEEDS]
    for ask in ("effect", "typical"):
        assert all(0.05 < getattr(one, ask)() < 0.7 for one in helps)
        assert all(-0.6 < getattr(one, ask)() < -0.02 for one in hurts)
    assert make(1, ranking="helps", course=course, strength=0).truth.effect() == 0


@pytest.mark.parametrize("ranking", RANKINGS)
@pytest.mark.parametrize("selection", REASONS)
def test_the_run_without_the_group_is_the_real_one_before_anybody_joins(ranking: Ranking, selection: Reason) -> None:
    truth = world(2, ranking, selection).truth
    before = np.arange(truth.posts.shape[1]) < truth.start[:, None]
    assert before.any(axis=1).sum() > 350
    for outcome in truth.without:
        assert np.array_equal(truth.organic[outcome][before], truth.without[outcome][before])
        assert truth.traded[outcome][before].sum() == 0


@pytest.mark.parametrize("selection", REASONS)
def test_the_ranking_changes_neither_posts_nor_who_joins(selection: Reason) -> None:
    helps, hurts = world(3, "helps", selection).truth, world(3, "hurts", selection).truth
    assert helps.members == hurts.members
    assert np.array_equal(helps.posts, hurts.posts)
    assert np.array_equal(helps.without["likes"], hurts.without["likes"])
    assert np.array_equal(helps.traded["likes"], hurts.traded["likes"])


def test_the_effect_is_told_for_four_weeks_of_membership_and_for_members_of_equal_weight() -> None:
    truth = world(0, "helps").truth
    during, day = truth.during(), np.arange(truth.posts.shape[1])
    assert during.sum(axis=1).max() == FIRST_DAYS
    assert not during[np.isinf(truth.start)].any()
    assert not (during & (day >= np.ceil(truth.left)[:, None])).any()
    likes, without = truth.organic["likes"][during].sum(), truth.without["likes"][during].sum()
    assert truth.effect() == pytest.approx(likes / without - 1)
    assert truth.typical() == pytest.approx(np.exp(truth.own().mean()) - 1)


def test_some_accounts_get_nothing_and_some_nearly_double() -> None:
    own = np.concatenate([make(seed, ranking="helps", course="at_once").truth.own() for seed in SEEDS])
    assert 0.1 < (np.abs(own) < 0.01).mean() < 0.5
    assert (own > np.log(1.5)).mean() > 0.03


def test_the_effect_sets_in_fades_or_turns() -> None:
    age = np.arange(60.0)
    slow, fades = profile("slow", "helps", age), profile("fades", "helps", age)
    assert slow[0] < 0.2
    assert slow[30] > 0.9
    assert fades[0] > 1
    assert fades[59] < 0.2
    assert profile("turns", "helps", age)[0] > 0 > profile("turns", "helps", age)[50]
    assert profile("turns", "hurts", age)[0] < 0 < profile("turns", "hurts", age)[20]
    assert (profile("at_once", "hurts", age) == 1).all()


def test_those_who_grow_have_a_higher_slope_before_that_is_lower_after() -> None:
    before, after = (around("growing", slope, *days) for days in ((-14, 0), (7, 28)))
    assert before > around("random", slope, -14, 0) + 0.015
    assert after < before / 2


def test_those_in_a_low_have_lower_numbers_than_usual_in_the_week_before_and_recover() -> None:
    before, after = (around("low", likes_a_post, *days) for days in ((-WEEK, 0), (14, 28)))
    assert before < around("low", likes_a_post, -28, -14) - 0.15
    assert before < around("random", likes_a_post, -WEEK, 0) - 0.15
    assert after > before + 0.1


def test_those_who_join_after_a_hit_had_one_in_the_days_before() -> None:
    def hit(selection: Reason) -> float:
        return around(selection, lambda one: (likes_a_post(one) > np.log(2.0)).astype(np.float64), -HIT_DAYS, 0)

    assert hit("viral") > 2 * hit("random")


def test_the_envious_have_a_friend_who_is_ahead_of_them_more_than_before() -> None:
    def lead(one: SecondWorld, begin: int, end: int) -> float:
        likes, posts, friends = one.truth.without["likes"], one.truth.posts, one.drawn.who.friends
        found = []
        for account in joiners(one):
            day = int(one.drawn.group.joined[account])
            mates = friends.giver[friends.author == account]
            when = slice(day + begin, day + end)
            each = likes[:, when].sum(axis=1) / np.maximum(posts[:, when].sum(axis=1), 1)
            found.append((each[mates] > each[account]).mean() if len(mates) else np.nan)
        return float(np.nanmean(found))

    def rise(selection: Reason) -> float:
        worlds = [world(seed, "nothing", selection) for seed in SEEDS]
        return float(np.mean([lead(one, -10, 0) - lead(one, -20, -10) for one in worlds]))

    assert rise("envy") > rise("random") + 0.1


def test_the_invited_have_a_friend_inside_and_often_in_their_group() -> None:
    def share(selection: Reason) -> float:
        found = []
        for seed in SEEDS:
            one = world(seed, "nothing", selection)
            group, friends = one.drawn.group, one.drawn.who.friends
            mine, theirs = friends.author, friends.giver
            fellow = (group.group[mine] == group.group[theirs]) & (group.joined[theirs] < group.joined[mine])
            inside = np.bincount(mine, fellow, minlength=len(group.group)) > 0
            found.append(inside[joiners(one)].mean())
        return float(np.mean(found))

    assert share("invited") > 0.6
    assert share("random") < 0.2


def test_advertisements_bring_most_members_on_a_few_days() -> None:
    def busiest(selection: Reason) -> float:
        days = [
            np.floor(one.drawn.group.joined[joiners(one)]) for one in (world(s, "nothing", selection) for s in SEEDS)
        ]
        return float(np.mean([np.sort(np.bincount(each.astype(int)))[-3:].sum() / len(each) for each in days]))

    assert busiest("wave") > 0.8 * IN_WAVES * (1 - ECHO) > 1.5 * busiest("random")


@pytest.mark.parametrize("selection", REASONS)
def test_members_join_after_a_time_and_some_leave(selection: Reason) -> None:
    one = world(selection=selection)
    joined, left = (getattr(one.drawn.group, each)[joiners(one)] for each in ("joined", "left"))
    assert len(joined) == 80
    assert joined.min() >= 15
    assert (left > joined).all()
    assert 0.2 < np.isfinite(left).mean() < 0.9


def test_growth_fades_levels_jump_accounts_pause_and_followers_come_and_go() -> None:
    drawn = world().drawn
    step = np.abs(np.diff(drawn.who.interest, axis=1))
    assert 0.005 < (step > 0.2).mean() < 0.05
    assert 0.03 < (~drawn.who.active).mean() < 0.2
    change = drawn.with_.followers / drawn.who.followers
    assert (change < 1).mean() > 0.2 < (change > 1).mean()


def test_the_same_arguments_make_the_same_world_and_another_seed_another() -> None:
    one, same, other = (make(seed, ranking="helps", selection="envy", accounts=80) for seed in (5, 5, 6))
    assert one.tables() == same.tables()
    assert one.truth.daily() == same.truth.daily()
    assert one.truth.daily() != other.truth.daily()


def test_tables_are_canonical_and_each_act_happens_once_after_its_post() -> None:
    made = world(ranking="helps").tables()
    for name, table in made.items():
        assert set(table.column_names) <= set(canonical.TABLES[name].names)
    events = made["events"]
    assert set(pc.unique(events["kind"]).to_pylist()) <= set(canonical.KINDS)
    for kind in ("like", "comment"):
        acts = events.filter(pc.equal(events["kind"], kind)).select(["actor", "post"])
        assert len(acts.group_by(["actor", "post"]).aggregate([])) == len(acts)
    on_posts = events.filter(pc.is_valid(events["post"]))
    place = pc.index_in(on_posts["post"], made["posts"]["post"].combine_chunks())
    assert pc.all(pc.greater_equal(on_posts["time"], made["posts"]["time"].take(place))).as_py()
    assert pc.all(pc.greater_equal(made["posts"]["views"], made["posts"]["likes"])).as_py()


def test_the_likes_of_the_log_are_those_of_readers_friends_and_members() -> None:
    one = world(ranking="helps")
    made, truth = one.tables(), one.truth
    likes = made["events"].filter(pc.equal(made["events"]["kind"], "like"))
    assert pc.sum(made["posts"]["likes"]).as_py() == len(likes)
    key = pc.binary_join_element_wise(likes["actor"], likes["post"], "/").combine_chunks()
    traded = truth.exchanges.filter(pc.equal(truth.exchanges["kind"], "like"))
    assert pc.all(pc.is_in(pc.binary_join_element_wise(traded["actor"], traded["post"], "/"), key)).as_py()
    everything = truth.organic["likes"].sum() + truth.traded["likes"].sum()
    assert 0.97 * everything < len(likes) <= everything


def test_before_and_after_is_told_for_the_same_days_as_the_truth() -> None:
    one = world(0)
    truth = one.truth
    during = truth.during()
    joined = np.isfinite(truth.start) & (truth.start > 0)
    early = joined[:, None] & (np.arange(75) < truth.start[:, None])
    means = [truth.organic["likes"][when].sum() / truth.posts[when].sum() for when in (during, early)]
    assert naive(one.tables(), truth).before_after == pytest.approx(means[0] / means[1] - 1, abs=0.03)


@pytest.mark.parametrize(("accounts", "members"), [(60, 6), (60, 10), (1500, 300)])
def test_a_world_has_the_size_that_is_asked_for(accounts: int, members: int) -> None:
    for selection in REASONS:
        one = make_any("second", 3, ranking="helps", selection=selection, accounts=accounts, days=75, members=members)
        start = one.truth.start
        assert one.truth.posts.shape == (accounts, 75)
        assert 0.7 * members <= (np.isfinite(start) & (start > 0)).sum() <= members


def test_what_cannot_be_is_refused() -> None:
    settings = Settings(1)
    with pytest.raises(ValueError, match="half"):
        replace(settings, members=300)
    with pytest.raises(ValueError, match="strength"):
        replace(settings, strength=-1)
    with pytest.raises(ValueError, match="no mechanism"):
        make_any("second", 1, ranking="helps", selection="eager", accounts=60, days=75, members=6)


def test_the_runner_takes_the_second_mechanism() -> None:
    asked = Asked("oracle", accounts=60, members=8, days=75, mechanism="second")
    found = [judge(asked, "helps", selection, 4) for selection in REASONS]
    assert [one.selection for one in found] == list(REASONS)
    assert all(one.told is not None and one.failed is None for one in found)


def test_the_generator_knows_nothing_of_what_it_judges() -> None:
    for path in ROOM.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        assert not [module for module in modules if module.split(".")[0] == "likewise"], path.name
