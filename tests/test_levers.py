"""What levers promise: a planted habit is found; an absent one, or what merely follows success, isn't advice."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest

from likewise.answers.claims import alternatives
from likewise.answers.estimate import Estimate, holm
from likewise.answers.levers import (
    GROUP,
    LEAST_ACCOUNTS,
    MINUTES,
    MINUTES_A_FORMAT,
    SECONDS_PER_LIKE,
    Lever,
    Levers,
    measure_levers,
)
from likewise.answers.levers.sample import MENTION, QUARTERS, QUESTION, draw_sample
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.show.catalogue import has
from likewise.tables import OUTPUTS

DAY = 86_400_000_000
HOLDS = frozenset({"posts.time", "events.kind=comment", "events.text"})
GROUP_EFFECT = Estimate(-0.05, 0.04, 150, 151)

Row = dict[str, object]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb() as one:
        yield one


@dataclass(frozen=True)
class Town:
    """Authors whose habits differ from post to post, and what each does to what readers give (log ratios)."""

    accounts: int = 120
    posts: int = 14
    level: float = 6.0
    question: float = 0.0
    mention: float = 0.0
    # The chance of an answer on a post of its own, for each comment that is there; it does nothing.
    answering: float = 0.0
    likes: bool = True
    seed: int = 0

    def stand(self, engine: DuckDBEngine) -> None:
        """Put posts, their real counts and comments on the engine; comments are half of what is deep."""
        random = np.random.default_rng(self.seed)
        size = self.accounts * self.posts
        author = np.repeat(np.arange(1, self.accounts + 1), self.posts)
        born = np.sort(random.uniform(0, 60, (self.accounts, self.posts)), axis=1).ravel()
        question, mention = random.random(size) < 0.3, random.random(size) < 0.3
        taste = random.gamma(2, self.level / 2, self.accounts)[author - 1]
        mean = taste * np.exp(self.question * question + self.mention * mention) * random.gamma(4, 1 / 4, size)
        deep = random.poisson(mean)
        code = np.arange(1, size + 1)
        filler = np.array([" la" * length for length in random.integers(1, 40, size)])
        words = np.where(question, "which one?", "my walk") + filler + np.where(mention, " with @mate", "")
        time = (born * DAY).astype(np.int64)
        post = {
            "code": code,
            "author": author,
            "time": time,
            "born": time,
            "text": pa.array(words.tolist(), pa.string()),
        }
        format = np.where(random.random(size) < 0.4, "video", "note")
        empty = {name: pa.nulls(size, pa.float64()) for name in ("duration_s", "completion_rate")}
        engine.register("post", pa.table({**post, "format": format, **empty}))
        real = {"comments_real": deep // 2, "saves_real": deep - deep // 2, "reposts_real": 0 * deep}
        likes = random.poisson(4 * mean * self.likes)
        views = pa.nulls(size, pa.int64())
        counted = {
            "code": code,
            **real,
            "deep_real": deep,
            "likes_real": likes,
            "views": views,
            "bounds": [""] * len(code),
        }
        engine.register("post_count", pa.table(counted))
        self._comment(engine, random, code, author, time, deep // 2)
        self._trade(engine)

    def _comment(
        self,
        engine: DuckDBEngine,
        random: np.random.Generator,
        code: np.ndarray,
        author: np.ndarray,
        time: np.ndarray,
        comments: np.ndarray,
    ) -> None:
        posts = np.repeat(code, comments)
        answered = code[random.random(len(code)) < 1 - (1 - self.answering) ** comments]
        on = np.concatenate([posts, answered])
        others = random.integers(10_000, 12_000, len(posts))
        deed = {
            "actor": np.concatenate([others, author[answered - 1]]),
            "author": author[on - 1],
            "post": on,
            "kind": pa.array(["comment"] * len(on)),
            "time": time[on - 1]
            + DAY // 50
            + np.concatenate([np.zeros(len(posts)), np.ones(len(answered))]).astype(int),
        }
        engine.register("deed", pa.table(deed))

    def _trade(self, engine: DuckDBEngine) -> None:
        """Ten members, who give twelve traded likes for each post of their own."""
        members = list(range(1, 11))
        rows = {"account": members, "probability": [1.0] * 10, "joined": [0] * 10, "left_at": [100 * DAY] * 10}
        engine.register("membership", pa.table(rows))
        given = [(actor, place) for actor in members for place in range(12 * self.posts)]
        traded = {
            "actor": [actor for actor, _ in given],
            "post": [place for _, place in given],
            "kind": pa.array(["like"] * len(given), pa.string()),
            "probability": [1.0] * len(given),
        }
        engine.register("exchanged", pa.table(traded))


def measured(engine: DuckDBEngine, town: Town, holds: frozenset[str] = HOLDS) -> Levers:
    town.stand(engine)
    return measure_levers(engine, holds, GROUP_EFFECT)


def one(levers: Levers, name: str, outcome: str = "deep") -> Lever:
    return next(lever for lever in levers.levers if (lever.lever, lever.outcome) == (name, outcome))


@pytest.fixture(scope="module")
def planted(engine: DuckDBEngine) -> Levers:
    return measured(engine, Town(accounts=300, question=np.log(1.3)))


def test_every_lever_has_its_words() -> None:
    names = [*MINUTES, *(f"format_{name}" for name in MINUTES_A_FORMAT), GROUP]
    assert not [name for name in names if not has(f"lever.name.{name}")]
    reasons = ("no_times", "no_depth", "few_posts", "no_group_effect")
    assert not [reason for reason in reasons if not has(f"lever.reason.{reason}")]


def test_a_planted_lever_is_found_and_is_advice(planted: Levers) -> None:
    found = one(planted, "question")
    assert found.estimate is not None
    assert found.estimate.low < 0.3 < found.estimate.high
    assert found.advice
    assert not one(planted, "mention").advice
    assert one(planted, "question", "likes").advice


def test_the_table_has_its_schema_and_an_hour_is_the_change_over_the_hours(planted: Levers) -> None:
    table = planted.table()
    assert table.schema.equals(OUTPUTS["levers"])
    row = next(row for row in table.to_pylist() if row["lever"] == "question")
    assert row["an_hour"] == pytest.approx(row["change"] * 60 / row["minutes"])
    assert row["low"] <= row["change"] <= row["high"]


def test_the_group_has_its_own_row_with_the_minutes_its_likes_take(planted: Levers) -> None:
    group = one(planted, GROUP)
    assert group.minutes == pytest.approx(12 * SECONDS_PER_LIKE / 60)
    assert group.estimate == GROUP_EFFECT
    assert not group.advice


@pytest.fixture(scope="module")
def nothing(engine: DuckDBEngine) -> list[Levers]:
    """Forty towns in which no habit does anything."""
    return [measured(engine, Town(accounts=60, posts=8, likes=False, seed=seed)) for seed in range(40)]


def test_what_does_nothing_is_hardly_ever_advice(nothing: list[Levers]) -> None:
    assert all(levers.judged() for levers in nothing)
    assert np.mean([any(lever.advice for lever in levers.levers) for levers in nothing]) <= 0.05


def test_answers_that_follow_comments_are_no_advice(engine: DuckDBEngine) -> None:
    """The trap: whoever has many comments answers some, so that posts with answers are the deep ones."""
    for seed in range(4):
        town = Town(accounts=120, answering=0.2, likes=False, seed=seed)
        found = one(measured(engine, town), "answers")
        naive = engine.arrow(
            "select avg(saves_real) filter (where answered) / avg(saves_real) filter (where not answered) as ratio "
            "from "
            "(select saves_real, post_count.code in (select post from deed where actor = author) as answered "
            "from post_count)"
        ).to_pylist()[0]["ratio"]
        assert naive > 1.2
        assert found.estimate is not None
        assert not found.advice
        assert abs(found.estimate.log) < 4 * found.estimate.error


def test_a_handful_of_accounts_is_not_enough_and_says_what_would_be(engine: DuckDBEngine) -> None:
    levers = measured(engine, Town(accounts=12, question=1.0))
    assert levers.reason == "few_posts"
    assert levers.needed == LEAST_ACCOUNTS
    assert not any(lever.advice for lever in levers.levers)
    assert levers.best(5.0) is None


def test_without_times_or_depth_nothing_is_measured(engine: DuckDBEngine) -> None:
    assert measured(engine, Town(), HOLDS - {"posts.time"}).reason == "no_times"
    levers = measured(engine, Town(level=0.0))
    assert levers.reason == "no_depth"
    assert levers.table().num_rows == 0


def test_without_comment_events_answers_are_not_judged(engine: DuckDBEngine) -> None:
    levers = measured(engine, Town(accounts=70), HOLDS - {"events.kind=comment"})
    assert not [lever for lever in levers.levers if lever.lever == "answers"]


def test_the_best_lever_is_the_planted_one_for_both_halves(planted: Levers) -> None:
    best = planted.best(4.0)
    assert best is not None
    assert best.lever == "question"
    assert best.chosen == ("question", "question")
    assert best.estimate.low < 0.3 < best.estimate.high


def test_fewer_minutes_than_a_lever_takes_reach_a_part_of_the_posts(planted: Levers) -> None:
    sure = Estimate(np.log(1.3), 0.02, 100, 100)
    half = planted.spread(sure, "question", planted.minutes["question"] / 2)
    assert half.change == pytest.approx(0.15)
    assert planted.spread(sure, "question", 1000.0).change == pytest.approx(0.3)
    assert half.error < sure.error


def test_a_strong_lever_supports_the_claim(planted: Levers) -> None:
    finding = alternatives.test(planted, GROUP_EFFECT)
    assert finding.p_for < 0.01
    assert finding.p_against > 0.9
    assert finding.values["lever"] == "question"
    assert finding.estimate is not None
    assert finding.estimate.change == pytest.approx(1.3 / np.exp(-0.05) - 1, abs=0.12)


def test_where_no_lever_does_anything_a_strong_group_contradicts_the_claim(engine: DuckDBEngine) -> None:
    levers = measured(engine, Town(accounts=200, level=20.0))
    finding = alternatives.test(levers, Estimate(np.log(1.5), 0.05, 150, 151))
    assert finding.p_against < 0.01
    assert finding.p_for > 0.9


def test_picking_the_best_of_many_does_not_make_a_finding(nothing: list[Levers]) -> None:
    """Nothing works and the group does nothing: the claim is hardly ever supported."""
    findings = [alternatives.test(levers, Estimate(0.0, 0.02, 150, 151)) for levers in nothing]
    assert np.mean([finding.p_for < 0.025 for finding in findings]) <= 0.05
    best = [finding.estimate.log for finding in findings if finding.estimate is not None]
    assert len(best) == len(nothing)
    assert abs(np.mean(best)) < 0.05


def test_without_a_group_effect_there_is_no_comparison(planted: Levers) -> None:
    finding = alternatives.test(planted, None)
    assert finding.reason == "no_group_effect"
    assert finding.estimate is None


def test_holm_never_lowers_a_p_value_and_keeps_their_order() -> None:
    values = [0.01, 0.5, 0.001, 0.04]
    corrected = holm(values)
    assert corrected == pytest.approx([0.03, 0.5, 0.004, 0.08])


@pytest.mark.parametrize("words", ["Which one?", "你们用过吗", "哪个好看呢！", "有没有推荐的", "真的假的？#猫"])
def test_a_question_is_heard_in_both_languages(engine: DuckDBEngine, words: str) -> None:
    assert engine.value("select regexp_matches($words, $pattern)", words=words, pattern=QUESTION)


@pytest.mark.parametrize("words", ["A walk in the park.", "今天聊聊猫粮。", "吗啡的历史。", "什么都没有。"])
def test_a_statement_is_no_question(engine: DuckDBEngine, words: str) -> None:
    assert not engine.value("select regexp_matches($words, $pattern)", words=words, pattern=QUESTION)


def test_a_mention_is_no_mail_address(engine: DuckDBEngine) -> None:
    assert engine.value("select regexp_matches('和@小林 一起', $pattern)", pattern=MENTION)
    assert not engine.value("select regexp_matches('write to me@home.org', $pattern)", pattern=MENTION)


def test_hours_and_weekends_are_those_of_the_clock_on_the_wall(engine: DuckDBEngine) -> None:
    Town().stand(engine)
    # Etc/GMT-6 is six hours before Greenwich: its morning is the other's night.
    utc, east = (draw_sample(engine, HOLDS, zone).posts for zone in ("UTC", "Etc/GMT-6"))
    for here, there in zip(QUARTERS, (*QUARTERS[1:], QUARTERS[0]), strict=True):
        assert utc[here].tolist() == east[there].tolist()
    moved = utc["weekend"] != east["weekend"]
    assert moved.any()
    assert utc.loc[moved, "time_evening"].all()
