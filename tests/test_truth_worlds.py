"""Worlds with a known effect say the truth: what is planted is there, what isn't is not; the runner counts right."""

import ast
import dataclasses
import functools
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from benchmarks.answers.coverage import Asked, judge
from benchmarks.answers.estimators import told
from benchmarks.answers.naive import naive
from benchmarks.answers.platform import WITH, WITHOUT
from benchmarks.answers.settings import CLAIMS, RANKINGS, SELECTIONS, Ranking, Selection
from benchmarks.answers.summary import Outcome, summary
from benchmarks.answers.truth import OUTCOMES, Truth
from benchmarks.answers.words import TEMPLATES
from benchmarks.answers.worlds import TruthWorld, make
from numpy.typing import NDArray

from likewise import tables as canonical

SEEDS = range(3)
FIRST_DAYS = 12
ROOM = Path(__file__).parents[1] / "benchmarks" / "answers"
GENERATOR = (
    *("acts", "channels", "drawn", "followers", "joining", "log", "people", "platform"),
    *("posting", "settings", "telling", "ties", "truth", "words", "worlds"),
)

Rows = Mapping[str, pa.Table]


@functools.cache
def world(
    seed: int = 1, ranking: Ranking = "nothing", selection: Selection = "random", claim: str = "", holds: bool = True
) -> TruthWorld:
    return make(seed, ranking=ranking, selection=selection, claims={claim: holds} if claim else None)


@functools.cache
def tables(seed: int = 1, ranking: Ranking = "nothing", claim: str = "", holds: bool = True) -> Rows:
    return world(seed, ranking, "random", claim, holds).tables()


def of_kind(events: pa.Table, kind: str) -> pa.Table:
    return events.filter(pc.equal(events["kind"], kind))


def joiners(truth: Truth) -> NDArray[np.bool_]:
    return np.isfinite(truth.start) & (truth.start > 0)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_where_the_ranking_ignores_early_likes_the_group_changes_nothing_that_real_readers_do(
    selection: Selection,
) -> None:
    truth = world(selection=selection).truth
    for outcome in OUTCOMES:
        assert np.array_equal(truth.organic[outcome], truth.without[outcome])
    assert truth.effect("likes", "organic") == 0
    assert truth.effect("likes", "raw") > 0.3


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_ranking_that_helps_raises_and_one_that_hurts_lowers_every_organic_outcome(
    selection: Selection, outcome: str
) -> None:
    helps = [world(seed, "helps", selection).truth.effect(outcome) for seed in SEEDS]
    hurts = [world(seed, "hurts", selection).truth.effect(outcome) for seed in SEEDS]
    assert 0.10 < np.mean(helps) < 0.60
    assert -0.50 < np.mean(hurts) < -0.10
    assert max(hurts) < 0 < min(helps)


@pytest.mark.parametrize("ranking", ["helps", "hurts"])
def test_a_stronger_ranking_has_a_stronger_effect(ranking: Ranking) -> None:
    effects = [abs(make(1, ranking=ranking, strength=strength).truth.effect()) for strength in (0.0, 0.3, 0.6, 0.9)]
    assert effects[0] == 0
    assert effects == sorted(effects)


@pytest.mark.parametrize("ranking", RANKINGS)
def test_nobody_is_touched_before_joining_and_who_never_joins_never(ranking: Ranking) -> None:
    truth = world(2, ranking, "eager").truth
    before = np.arange(truth.posts.shape[1]) < truth.start[:, None]
    assert before.any(axis=1).sum() > 350
    for outcome in set(OUTCOMES) - {"new_followers"}:
        assert np.array_equal(truth.organic[outcome][before], truth.without[outcome][before])
        assert truth.traded[outcome][before].sum() == 0


def test_the_ranking_changes_neither_people_nor_posts_nor_who_joins() -> None:
    helps, hurts = world(3, "helps").truth, world(3, "hurts").truth
    assert helps.members == hurts.members
    assert np.array_equal(helps.posts, hurts.posts)
    assert np.array_equal(helps.traded["likes"], hurts.traded["likes"])


def test_eager_accounts_are_larger_and_busier_before_they_join() -> None:
    def lead(selection: Selection) -> float:
        drawn = [world(seed, "nothing", selection) for seed in SEEDS]
        return float(np.mean([standing(each.drawn.who.level + np.log(each.drawn.who.rate), each) for each in drawn]))

    assert lead("eager") > lead("random") + 0.5


def test_growing_accounts_have_an_upward_trend_before_they_join() -> None:
    def lead(selection: Selection) -> float:
        drawn = [world(seed, "nothing", selection) for seed in SEEDS]
        return float(np.mean([standing(each.drawn.who.growth, each) for each in drawn]))

    assert lead("growing") > 0.5
    assert abs(lead("random")) < 0.2


def test_accounts_in_trouble_are_in_a_dip_before_they_join_that_passes_by_itself() -> None:
    def dip(selection: Selection, *, after: bool) -> float:
        found = []
        for seed in SEEDS:
            one = world(seed, "nothing", selection)
            mood, joined = one.drawn.who.mood, one.drawn.group.joined
            for account in np.flatnonzero(joiners(one.truth)):
                day = int(joined[account])
                found.append(mood[account, day + 10 : day + 20] if after else mood[account, day - 6 : day])
        return float(np.concatenate(found).mean())

    assert dip("trouble", after=False) < -0.2
    assert abs(dip("trouble", after=True)) < 0.1
    assert abs(dip("random", after=False)) < 0.1


def standing(value: NDArray[np.float64], one: TruthWorld) -> float:
    """How far joiners are above the others, in standard deviations."""
    inside = joiners(one.truth)
    return float((value[inside].mean() - value[~inside].mean()) / value.std())


def test_members_join_one_after_the_other_with_a_time_before_and_some_leave() -> None:
    truth = world().truth
    late = truth.start[joiners(truth)]
    assert len(late) == 80
    assert len(np.unique(late)) > 15
    assert late.min() >= 15
    assert (truth.start == 0).sum() == 10
    assert 0.2 < np.isfinite(truth.left[joiners(truth)]).mean() < 0.8


def test_the_same_arguments_make_the_same_world_and_another_seed_another() -> None:
    one, same, other = (make(seed, ranking="helps", selection="trouble", accounts=80) for seed in (5, 5, 6))
    assert one.tables() == same.tables()
    assert one.truth.daily() == same.truth.daily()
    assert one.truth.daily() != other.truth.daily()


def test_tables_are_canonical_and_each_act_happens_once_after_its_post() -> None:
    made = tables(ranking="helps")
    for name, table in made.items():
        assert set(table.column_names) <= set(canonical.TABLES[name].names)
    events = made["events"]
    assert set(pc.unique(events["kind"]).to_pylist()) <= set(canonical.KINDS)
    for kind in ("like", "comment", "save", "repost"):
        acts = of_kind(events, kind).select(["actor", "post"])
        assert len(acts.group_by(["actor", "post"]).aggregate([])) == len(acts)
    on_posts = events.filter(pc.is_valid(events["post"]))
    place = pc.index_in(on_posts["post"], made["posts"]["post"].combine_chunks())
    assert pc.all(pc.greater_equal(on_posts["time"], made["posts"]["time"].take(place))).as_py()


def test_the_likes_of_a_post_and_what_was_traded_are_those_of_the_log() -> None:
    made, truth = tables(ranking="helps"), world(ranking="helps").truth
    likes = of_kind(made["events"], "like")
    assert pc.sum(made["posts"]["likes"]).as_py() == len(likes)
    key = pc.binary_join_element_wise(likes["actor"], likes["post"], "/")
    traded = truth.exchanges.filter(pc.equal(truth.exchanges["kind"], "like"))
    told_key = pc.binary_join_element_wise(traded["actor"], traded["post"], "/")
    assert pc.all(pc.is_in(told_key, key.combine_chunks())).as_py()
    # What readers do after the log ends isn't in it: some likes of its last day or two.
    everything = truth.organic["likes"].sum() + truth.traded["likes"].sum()
    assert 0.97 * everything < len(likes) <= everything


def test_what_is_absent_is_left_out_and_the_claim_that_needs_it_has_no_answer() -> None:
    bare = make(1, views=False, follows=False, absent=("events.kind=purchase", "posts.text", "events.text"))
    made = bare.tables()
    assert not {"views", "completion_rate", "text", "new_follows"} & set(made["posts"].column_names)
    assert not {"follow", "unfollow", "purchase"} & set(pc.unique(made["events"]["kind"]).to_pylist())
    open_ = {claim for claim in CLAIMS if bare.truth.claims[claim] is not None}
    assert open_ == {"bubble", "lift", "cliff"}


def test_a_claim_that_cannot_be_so_is_refused() -> None:
    with pytest.raises(ValueError, match="lift"):
        make(1, ranking="helps", claims={"lift": True})
    with pytest.raises(ValueError, match="enforcement"):
        make(1, ranking="hurts", claims={"enforcement": False})
    with pytest.raises(ValueError, match="no claim"):
        make(1, claims={"luck": True})


def ratio(claim: str, *, holds: bool) -> float:
    """What the claim speaks of, from the tables or both runs: near 1 where it is false."""
    return float(np.mean([MEASURES[claim](world(seed, claim=claim, holds=holds)) for seed in range(4)]))


def dated(rows: pa.Table, one: TruthWorld) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    author = pc.index_in(rows["author"], pa.array(one.truth.names)).to_numpy()
    moment = rows["time"].cast(pa.int64()).to_numpy()
    return author, (moment - 1767571200_000_000) / 86_400_000_000


def bubble(one: TruthWorld) -> float:
    made = one.tables()
    kinds = np.array(one.truth.exchanges["kind"].to_pylist())
    traded = np.array([(kinds == kind).sum() for kind in ("like", "comment", "save", "repost")])
    logged = [len(of_kind(made["events"], kind)) for kind in ("like", "comment", "save", "repost")]
    real = np.array(logged) - traded
    return float((traded[1:].sum() / traded[0]) / (real[1:].sum() / real[0]))


def mismatch(one: TruthWorld) -> float:
    """Views of thin posts that surge over what they would have had, against those of other posts that surge."""
    thin = one.drawn.posts.completion < 0.05
    surged = np.bincount(one.drawn.traded.likes.post, minlength=len(thin)) >= 8
    views = [one.drawn.course.total("watch", run) for run in (WITH, WITHOUT)]
    kept = [views[0][part].sum() / views[1][part].sum() for part in (thin & surged, ~thin & surged)]
    return float(kept[0] / kept[1])


def cliff(one: TruthWorld) -> float:
    return 1 + one.truth.effect(event="leave")


def trust(one: TruthWorld) -> float:
    truth = one.truth
    when = truth.during()
    rates = [part["comments"][when].sum() / part["views"][when].sum() for part in (truth.organic, truth.without)]
    assert pc.any(pc.is_in(one.tables()["events"]["text"], pa.array(TEMPLATES))).as_py()
    return float(rates[0] / rates[1])


def hazard(one: TruthWorld, kind: str) -> float:
    """How much oftener those do this in their first days who followed in group times, against other followers."""
    made = one.tables()
    follows, did = (of_kind(made["events"], each) for each in ("follow", kind))
    follows = follows.filter(pc.starts_with(follows["actor"], "r"))
    place = pc.index_in(
        pc.binary_join_element_wise(follows["actor"], follows["author"], "/"),
        pc.binary_join_element_wise(did["actor"], did["author"], "/").combine_chunks(),
    )
    author, day = dated(follows, one)
    until = dated(did, one)[1][place.fill_null(0).to_numpy()]
    soon = place.is_valid().to_numpy() & (until - day < FIRST_DAYS)
    seen = day < one.settings.days - FIRST_DAYS
    inside = (day >= one.truth.start[author]) & (day < one.truth.left[author])
    return float(soon[inside & seen].mean() / soon[~inside & seen].mean())


def retention(one: TruthWorld) -> float:
    return hazard(one, "unfollow")


def conversion(one: TruthWorld) -> float:
    return hazard(one, "purchase")


def enforcement(one: TruthWorld) -> float:
    return 1 + one.truth.effect("views")


def alternatives(one: TruthWorld) -> float:
    posts = one.tables()["posts"]
    asks = pc.match_substring(posts["text"], "？").to_numpy()
    depth = (posts["comments"].to_numpy() + posts["saves"].to_numpy()) / np.maximum(posts["views"].to_numpy(), 1)
    return float(depth[asks].mean() / depth[~asks].mean())


MEASURES = {
    "bubble": bubble,
    "mismatch": mismatch,
    "cliff": cliff,
    "trust": trust,
    "retention": retention,
    "conversion": conversion,
    "enforcement": enforcement,
    "alternatives": alternatives,
}
PLANTED = {
    "bubble": (0.0, 0.4),
    "mismatch": (0.3, 0.8),
    "cliff": (0.5, 0.8),
    "trust": (0.6, 0.9),
    "retention": (1.6, 3.5),
    "conversion": (0.2, 0.6),
    "enforcement": (0.4, 0.75),
    "alternatives": (1.2, 1.6),
}


@pytest.mark.parametrize("claim", MEASURES)
def test_a_claim_made_true_is_in_the_tables_and_one_made_false_is_not(claim: str) -> None:
    low, high = PLANTED[claim]
    assert low < ratio(claim, holds=True) < high
    assert ratio(claim, holds=False) == pytest.approx(1, abs=0.2)


def test_before_and_after_is_misled_by_growth_and_by_trouble() -> None:
    def error(selection: Selection) -> float:
        worlds = [world(seed, "nothing", selection) for seed in SEEDS]
        return float(np.mean([naive(one.tables(), one.truth).before_after for one in worlds]))

    steady = error("random")
    assert error("growing") > steady + 0.08
    assert error("trouble") > steady + 0.02


def test_the_runner_counts_coverage_bias_and_wrong_signs() -> None:
    blank = Outcome("helps", "random", 0, 0.2, 0.2, 1.0, None, None, 0.1, 0.5, 1.5, -0.5)
    said = [told(0.2, 0.1, 0.3), told(-0.3, -0.4, -0.2), told(0.3, 0.25, 0.35), told(0.1, -0.1, 0.3), None]
    row = summary([dataclasses.replace(blank, told=one) for one in said], "helps", "random")
    assert (row.worlds, row.covered, row.wrong, row.right, row.not_enough) == (5, 0.5, 0.25, 0.5, 0.2)
    assert row.bias == pytest.approx(-0.125)
    assert row.naive_before_after == pytest.approx(0.3)
    alarm = summary([dataclasses.replace(blank, truth=0.0, told=one) for one in said], "nothing", "random")
    assert (alarm.alarm, alarm.wrong) == (0.75, 0.0)


def test_the_oracle_is_judged_to_cover_the_truth() -> None:
    asked = Asked("oracle", accounts=60, members=6, days=60)
    row = summary([judge(asked, "helps", "random", seed) for seed in range(30)], "helps", "random")
    assert row.covered > 0.8
    assert abs(row.bias) < 0.05
    assert row.not_enough == row.failed == 0


def test_a_world_is_made_in_a_moment() -> None:
    began = time.process_time()
    make(9, ranking="helps").tables()
    assert time.process_time() - began < 5


def test_the_generator_knows_nothing_of_what_it_judges() -> None:
    for name in GENERATOR:
        tree = ast.parse((ROOM / f"{name}.py").read_text(encoding="utf-8"))
        modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        assert not [module for module in modules if module.split(".")[0] == "likewise"], name


def test_logged_views_are_those_counted_and_traded_likes_are_looked_at_for_a_moment() -> None:
    one = make(1, ranking="helps", accounts=80, view_events=True)
    made = one.tables()
    views = of_kind(made["events"], "view")
    assert abs(len(views) / pc.sum(made["posts"]["views"]).as_py() - 1) < 0.01
    traded = pc.binary_join_element_wise(one.truth.exchanges["actor"], one.truth.exchanges["post"], "/")
    hollow = pc.is_in(pc.binary_join_element_wise(views["actor"], views["post"], "/"), traded.combine_chunks())
    assert pc.mean(views.filter(hollow)["dwell_s"]).as_py() < 0.5 * pc.mean(views["dwell_s"]).as_py()
