"""The effect of a group on its members: found with the right sign, and not told where little is known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from benchmarks.answers import worlds
from benchmarks.answers.known import known_estimator, panel_of
from benchmarks.answers.settings import Ranking
from numpy.typing import NDArray

from likewise.answers.effect import MAIN, Effects, measure_effects, read_panel, study_panel
from likewise.answers.effect.bounds import missed, rivalry
from likewise.answers.effect.choice import DOUBT, KINDS
from likewise.answers.effect.events import joining
from likewise.answers.effect.history import history
from likewise.answers.effect.kernel import Kernel, learn, whitening
from likewise.answers.effect.opened import UNKNOWN, opened
from likewise.answers.effect.spans import spans_of
from likewise.answers.estimate import Estimate
from likewise.engine import open_duckdb
from likewise.pipeline import Settings, analyse


@pytest.fixture(scope="module")
def studied() -> Effects:
    """All effects in a world whose ranking punishes groups."""
    world = worlds.make(5, ranking="hurts", selection="random", accounts=300, days=60)
    with open_duckdb("1GB") as engine:
        analyse(engine, world.tables(), Settings(), lambda _: None)
        return measure_effects(engine)


def test_a_strayed_like_begins_no_membership() -> None:
    daily = np.zeros((2, 60))
    daily[0, 3] = 1  # a like between later fellows
    daily[0, 30:50] = 4
    daily[1, 10:] = 2
    first, last = spans_of(daily, daily + 3)
    assert first.tolist() == [30, 10]
    assert last.tolist() == [49, 59]


def test_bursts_and_calm_weeks_are_no_joining_and_no_leaving() -> None:
    random = np.random.default_rng(8)
    accounts, days = 200, 75
    posted = random.poisson(0.5, (accounts, days)) * random.gamma(2, 0.5, (accounts, 1))
    readers, fellows = random.poisson(6 * posted), random.poisson(3 * posted * random.gamma(2, 0.5, (accounts, days)))
    stay = slice(0, 100)
    fellows[100:, :30] = 0
    fellows[100:, 55:] = 0
    first, last = spans_of(fellows.astype(float), (readers + fellows).astype(float))
    assert (first[stay] == 0).mean() > 0.8
    assert (last[stay] == days - 1).mean() > 0.8
    assert (abs(first[100:] - 30) <= 6).mean() > 0.8
    assert (abs(last[100:] - 54) <= 6).mean() > 0.8


def test_order_of_accounts_changes_no_span() -> None:
    daily = np.random.default_rng(1).poisson(0.7, (20, 40)).astype(float)
    first, last = spans_of(daily, daily + 1)
    turned = spans_of(daily[::-1], daily[::-1] + 1)
    assert (turned[0][::-1] == first).all()
    assert (turned[1][::-1] == last).all()


def test_long_data_is_looked_at_in_pieces() -> None:
    daily = np.zeros((1, 1000))
    daily[0, 401:697] = 2
    first, last = spans_of(daily, daily + 2)
    assert (first.tolist(), last.tolist()) == ([401], [696])


def posts_of_members(share: float, helped: float) -> tuple[pa.Table, NDArray[np.int64]]:
    """Posts on which so many of the traded likes came with a view; each of them brings `helped` views more."""
    random = np.random.default_rng(12)
    account = np.repeat(np.arange(60), 40)
    traders = random.poisson(random.gamma(4, 2, len(account)))
    real = random.poisson(
        60 * random.gamma(4, 0.25, 60)[account] * random.gamma(2, 0.5, len(account)) + helped * traders
    )
    outside = random.binomial(real, random.beta(8, 80, 60)[account])
    table = pa.table(
        {
            "account": account,
            "day": np.zeros(len(account), dtype=np.int64),
            "views": real + random.binomial(traders, share),
            "traders": traders,
            "outside": outside,
        }
    )
    return table, np.arange(60)


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("helped", [0.0, 2.0])
def test_how_many_traded_likes_came_with_a_view_is_learnt(share: float, helped: float) -> None:
    posts, code = posts_of_members(share, helped)
    first = np.zeros(60, dtype=np.int64)
    found = opened(posts, code, first, first, missed=[0.0])
    assert abs(found.share - share) < 2.5 * found.error + 0.02
    assert found.error < 0.25


def test_traders_who_may_have_been_missed_leave_more_open() -> None:
    posts, code = posts_of_members(0.4, 0.0)
    first = np.zeros(60, dtype=np.int64)
    sure, unsure = (opened(posts, code, first, first, missed) for missed in ([0.0], [0.0, 0.05, 0.1]))
    assert unsure.error > 1.2 * sure.error


def test_accounts_with_hardly_any_views_do_not_decide_what_came_with_a_view() -> None:
    posts, code = posts_of_members(0.1, 0.0)
    poor = pc.less(posts["account"], 3)
    views = pc.if_else(poor, 5, posts["views"])
    first = np.zeros(60, dtype=np.int64)
    found = opened(posts.set_column(2, "views", views), code, first, first, missed=[0.0])
    assert 0.02 < found.error < 0.2
    assert abs(found.share - 0.1) < 2.5 * found.error
    one = posts.filter(pc.less(posts["account"], 1))
    assert opened(one, code, first, first).error == pytest.approx(UNKNOWN.error, rel=0.02)


def test_without_posts_any_share_of_views_is_as_likely() -> None:
    posts, code = posts_of_members(0.5, 0.0)
    never = np.full(60, 5)
    assert opened(posts, code, never, never) == UNKNOWN
    assert opened(posts.slice(0, 0), code, never, never) == UNKNOWN


def likeliest(y: NDArray[np.float64]) -> Kernel:
    """What is learnt of accounts that each post once a day."""
    found = learn(y, np.ones_like(y), days=1)
    assert found is not None
    return max(found, key=lambda one: one[1])[0]


def test_lasting_growth_and_passing_highs_are_told_apart() -> None:
    random = np.random.default_rng(3)
    n, periods, memory = 400, 24, 0.8
    t = np.arange(periods) - periods / 2
    growing = np.exp(0.03 * random.normal(size=(n, 1)) * t)
    learnt = likeliest(random.poisson(8 * growing).astype(float))
    assert learnt.growth**0.5 == pytest.approx(0.03, rel=0.2)
    high = np.zeros((n, periods))
    high[:, 0] = random.normal(size=n)
    for at in range(1, periods):
        high[:, at] = memory * high[:, at - 1] + (1 - memory**2) ** 0.5 * random.normal(size=n)
    passing = likeliest(random.poisson(8 * np.exp(0.4 * high)).astype(float))
    assert passing.passing**0.5 == pytest.approx(0.4, rel=0.25)
    assert passing.growth < learnt.growth / 4


def test_whitened_deviations_are_independent_and_without_level() -> None:
    random = np.random.default_rng(4)
    kernel = Kernel(growth=1e-3, passing=0.2, memory=0.7, luck=0.5, period=0.1)
    exposure = random.integers(0, 4, (6, 9)).astype(float)
    expected = exposure * random.uniform(1, 9, (6, 1))
    white = whitening(kernel, expected, exposure)
    k = np.arange(-4.0, 5.0)
    for root, noise in zip(white.root, kernel.noise(expected, exposure), strict=True):
        covariance = kernel.path(k) + np.diag(noise)
        unit = root @ covariance @ root.T
        assert np.allclose(unit, unit @ unit, atol=1e-8)  # a projection: ones, and a nought for the level
        assert np.trace(unit) == pytest.approx(8)
        assert np.allclose(root @ np.ones(9), 0, atol=1e-8)


@pytest.mark.parametrize(("ranking", "low", "high"), [("helps", 0.0, 1.0), ("hurts", -0.7, 0.0)])
def test_the_sign_is_right_where_members_are_known(ranking: Ranking, low: float, high: float) -> None:
    told = [known_estimator(worlds.make(seed, ranking=ranking, selection="random")) for seed in (1, 2, 3, 4)]
    changes = [one.change for one in told if one is not None]
    assert len(changes) == 4
    assert low < float(np.mean(changes)) < high


def test_raw_likes_rise_where_organic_ones_fall(studied: Effects) -> None:
    raw, organic = studied.of("join", "likes", "raw"), studied.of("join", *MAIN)
    assert raw is not None
    assert organic is not None
    assert raw.effect.low > 0
    assert organic.effect.change < 0


def test_the_table_holds_the_whole_the_path_and_what_would_break_it(studied: Effects) -> None:
    rows = [
        row for row in studied.table().to_pylist() if (row["event"], row["outcome"], row["part"]) == ("join", *MAIN)
    ]
    said = {row["what"] for row in rows}
    assert {"effect", "step", "pretrend", "placebo", "second", "uncertain", "together", "detectable", *KINDS} <= said
    periods = [row["period"] for row in rows if row["what"] == "step"]
    assert min(periods) < 0 < max(periods)
    assert all(row["low"] <= row["change"] <= row["high"] for row in rows if row["change"] is not None)


def test_the_interval_holds_those_of_all_hypotheses_that_are_not_ruled_out(studied: Effects) -> None:
    main = studied.of("join", *MAIN)
    assert main is not None
    assert sum(one.share for one in main.hypotheses) == pytest.approx(1)
    kept = [one for one in main.hypotheses if one.share >= DOUBT]
    assert {one.name for one in main.hypotheses} == set(KINDS)
    assert main.effect.low == min(one.estimate.low for one in kept)
    assert main.effect.high == max(one.estimate.high for one in kept)
    assert main.effect.p_below(0) == max(one.estimate.p_below(0) for one in kept)


def test_who_joins_in_a_low_is_not_taken_for_helped() -> None:
    """The low would have passed by itself: trusting parallel trends is off by far more than the answer is."""
    answers = []
    for seed in (31, 32, 33):
        world = worlds.make(seed, ranking="nothing", selection="trouble", accounts=1200, members=240, from_first_day=30)
        main = study_panel(panel_of(world), only=[MAIN]).of("join", *MAIN)
        assert main is not None
        answers.append((main.effect.log, next(one for one in main.hypotheses if one.name == "parallel").estimate.log))
    answer, parallel = np.median(answers, axis=0)
    assert abs(answer) < 0.04
    assert parallel > 0.05


def test_more_members_show_smaller_changes_and_need_no_more_to_tell() -> None:
    found = []
    for accounts in (300, 1200):
        world = worlds.make(8, ranking="nothing", selection="random", accounts=accounts, members=accounts // 5)
        main = study_panel(panel_of(world), only=[MAIN]).of("join", *MAIN)
        assert main is not None
        found.append(main)
    few, many = found
    assert many.detectable < 0.75 * few.detectable
    assert many.tells == pytest.approx(few.tells, rel=0.5)


def test_no_p_value_is_above_one() -> None:
    ends = Estimate(0.4, 0.1, 50.0, 9), Estimate(-0.4, 0.1, 50.0, 9)
    assert Estimate(0.0, 0.1, 50.0, 9, parts=ends).p == 1


def test_few_accounts_outside_give_no_number() -> None:
    panel = panel_of(worlds.make(3, ranking="nothing", selection="random"))
    outside = np.flatnonzero(panel.clean())
    doubtful = panel.probability.copy()
    doubtful[outside[20:]] = 0.2
    found = study_panel(replace(panel, probability=doubtful), only=[MAIN])
    assert found.of("join", *MAIN) is None
    assert found.reason == "few_others"


@pytest.mark.parametrize("truth", [0.4, -0.5])
def test_an_effect_on_rare_likes_is_found_as_large_as_it_is(truth: float) -> None:
    """How much is cut from a count hangs on how much was expected: pooled over all, effects were told too high."""
    found = []
    for seed in range(51, 61):
        draw = np.random.default_rng(seed)
        panel = panel_of(worlds.make(seed, ranking="nothing", selection="random"))
        t = np.arange(panel.periods)
        start = (panel.start // panel.days)[:, None]
        rate = panel.counts[MAIN] * np.where((start >= 0) & (t >= start), np.exp(truth), 1.0)
        main = study_panel(replace(panel, counts={MAIN: draw.poisson(0.05 * rate).astype(float)}), only=[MAIN])
        studied = main.of("join", *MAIN)
        assert studied is not None
        found.append(studied.effect.log)
    assert float(np.mean(found)) == pytest.approx(truth, abs=0.15)


def test_rare_outcomes_do_not_fall_by_themselves() -> None:
    """Members were once picked for having had some before: what is rare then fell for no reason."""
    falls = []
    for seed in range(41, 49):
        world = worlds.make(seed, ranking="nothing", selection="random")
        panel = panel_of(world)
        rare = np.random.default_rng(seed).binomial(panel.counts[MAIN].astype(int), 0.05).astype(float)
        main = study_panel(replace(panel, counts={MAIN: rare}), only=[MAIN]).of("join", *MAIN)
        assert main is not None
        falls.append(main.effect.log)
    assert abs(float(np.mean(falls))) < 0.12


def test_missed_likes_lower_an_effect_by_what_they_are_of_it() -> None:
    world = worlds.make(9, ranking="nothing", selection="random")
    panel = panel_of(world)
    event, exposure = joining(panel), panel.exposure[MAIN[0]]
    found = history(panel, event, panel.counts[MAIN], exposure)
    assert found is not None
    traded = np.zeros_like(panel.counts[MAIN])
    traded[found.account[: found.members]] = np.where(found.after, 2.0 * found.y[: found.members], 0.0)
    plain = Estimate(0.1, 0.05, 50.0, found.members, parts=(Estimate(0.0, 0.05, 50.0, found.members),))
    less = missed(plain, found, panel.counts[MAIN] + traded)
    # Twice as many traded likes were found as organic ones; one in ten missed makes 2 / 9 of the organic ones traded.
    assert less.log == pytest.approx(0.1 + np.log(7 / 9))
    assert less.parts[0].log == pytest.approx(np.log(7 / 9))
    unchanged = missed(plain, found, panel.counts[MAIN])
    assert unchanged.log == pytest.approx(plain.log)
    assert unchanged.high == pytest.approx(plain.high)


def test_rivalry_takes_back_what_others_lost() -> None:
    world = worlds.make(9, ranking="nothing", selection="random")
    panel = panel_of(world)
    found = history(panel, joining(panel), panel.counts[MAIN], panel.exposure[MAIN[0]])
    assert found is not None
    assert rivalry(Estimate(0.2, 0.05, 50.0, 10), found, panel) is None
    m = found.members
    a_period = found.y[:m][found.after].sum() / 1.2 / found.step.max(axis=1).sum() * m
    half = replace(panel, likes=float(2 * a_period * panel.periods))
    alone = rivalry(Estimate(np.log(1.2), 0.05, 50.0, 10), found, half)
    assert alone is not None
    # Members have half of all likes: they rise by t and the others fall by t, (1 + t) / (1 - t) = 1.2.
    assert alone.change == pytest.approx(1 / 11)
    assert alone.low < alone.change < alone.high


def test_few_members_give_a_reason_and_no_number() -> None:
    world = worlds.make(2, ranking="helps", selection="random", accounts=60, members=6)
    assert known_estimator(world) is None


def test_nobody_in_a_group_gives_a_reason(tmp_path: Path) -> None:
    likes = "actor,author,post,time\n" + "".join(
        f"a{i},b{(i * 7 + d) % 40},p{(i * 7 + d) % 40}-{d},2026-01-{1 + d:02}\n" for i in range(40) for d in range(28)
    )
    (tmp_path / "events.csv").write_text(likes, encoding="utf-8")
    with open_duckdb("500MB") as engine:
        analyse(engine, str(tmp_path), Settings(), lambda _: None)
        found = measure_effects(engine)
    assert found.reason == "no_members"
    assert found.table().num_rows == 0


def test_accounts_without_likes_change_no_effect() -> None:
    world = worlds.make(7, ranking="nothing", selection="eager", accounts=200, days=60)
    tables = world.tables()
    more = dict(tables)
    extra = tables["accounts"].slice(0, 1).to_pylist()[0] | {"account": "nobody"}
    more["accounts"] = tables["accounts"].from_pylist(
        [*tables["accounts"].to_pylist(), extra], schema=tables["accounts"].schema
    )
    found = []
    for data in (tables, more):
        with open_duckdb("1GB", threads=1) as engine:
            analyse(engine, data, Settings(), lambda _: None)
            panel = read_panel(engine)
            assert panel is not None
            studied = study_panel(panel, only=[MAIN]).of("join", *MAIN)
            assert studied is not None
            found.append(studied.effect.change)
    assert found[0] == pytest.approx(found[1], abs=1e-9)
