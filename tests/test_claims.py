"""The claims tested on the log itself: found where planted, not where absent, and said to lack what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likewise.answers.claims import (
    CLAIMS,
    Claim,
    Finding,
    Verdict,
    bubble,
    cliff,
    conversion,
    judge,
    mismatch,
    retention,
)
from likewise.answers.effect.measure import Effects
from likewise.answers.estimate import Estimate
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.show.catalogue import LANGUAGES, has
from likewise.show.claims_words import claim_in_words

DAY = 86_400_000_000
DAYS = 100
AUTHORS, MEMBERS, READERS = 80, 40, 4000
SINCE, UNTIL = 25, 65
EVERYTHING = frozenset(
    f"events.kind={kind}" for kind in ("comment", "save", "repost", "follow", "unfollow", "purchase")
)
TESTS = {"bubble": bubble.test, "mismatch": mismatch.test, "retention": retention.test, "conversion": conversion.test}


@dataclass(frozen=True)
class Planted:
    """What differs in group times, each over the usual: depth a traded like, distribution after a mismatch, followers'
    likes, their leaving, their purchases. 1 everywhere: none of the claims is true.
    """

    seed: int = 0
    depth: float = 1.0
    shown: float = 1.0
    active: float = 1.0
    leaving: float = 1.0
    bought: float = 1.0
    watch: bool = False


TRUE: Mapping[str, Planted] = {
    "bubble": Planted(depth=0.2, watch=True),
    "mismatch": Planted(shown=0.35),
    "retention": Planted(active=0.3, leaving=4.0),
    "conversion": Planted(bought=0.1),
}


class Draw:
    """Posts, likes, followers and purchases of some authors, half of them in a group for a while."""

    def __init__(self, planted: Planted) -> None:
        self.planted, self.rng = planted, np.random.default_rng(planted.seed)
        self.author = np.repeat(np.arange(AUTHORS), DAYS)
        self.born = np.tile(np.arange(DAYS), AUTHORS) + self.rng.random(AUTHORS * DAYS) * 0.5
        self.inside = (self.author < MEMBERS) & (self.born >= SINCE) & (self.born < UNTIL)
        self.completion = np.where(self.rng.random(len(self.born)) < 0.15, 0.03, 0.4)
        self.likes = self._likes()
        self.deeds: list[pa.Table] = []
        self._follow()
        self._deepen()

    def _likes(self) -> pa.Table:
        size = np.exp(self.rng.normal(2, 0.4, AUTHORS))[self.author]
        self.real = self.rng.poisson(size)
        real = np.repeat(np.arange(len(self.born)), self.real)
        ours = np.flatnonzero(self.inside)
        post, fellow = (grid.ravel() for grid in np.meshgrid(ours, np.arange(MEMBERS), indexing="ij"))
        kept = (self.rng.random(len(post)) < 0.4) & (fellow != self.author[post])
        actor = np.concatenate([AUTHORS + self.rng.integers(0, READERS, len(real)), fellow[kept]])
        post = np.concatenate([real, post[kept]])
        self.traded = np.repeat([False, True], [len(real), int(kept.sum())])
        return self._rows(actor, self.author[post], post, self.born[post] + self.rng.random(len(post)) * 0.1)

    def _rows(self, actor: np.ndarray, author: np.ndarray, post: np.ndarray | None, time: np.ndarray) -> pa.Table:
        nobody = pa.nulls(len(actor), pa.int64())
        return pa.table(
            {
                "actor": actor,
                "author": author,
                "post": nobody if post is None else post,
                "time": (time * DAY).astype(np.int64),
            }
        )

    def _deed(self, kind: str, rows: pa.Table, dwell: np.ndarray | None = None) -> None:
        looked = pa.nulls(len(rows), pa.float64()) if dwell is None else pa.array(dwell)
        self.deeds.append(rows.append_column("kind", pa.array([kind] * len(rows))).append_column("dwell_s", looked))

    def _deepen(self) -> None:
        for kind in ("comment", "save"):
            chance = 0.15 * np.where(self.traded, self.planted.depth, 1)
            self._deed(kind, self.likes.filter(pa.array(self.rng.random(len(self.likes)) < chance)))
        if self.planted.watch:
            self._deed("view", self.likes, self.rng.exponential(20 * np.where(self.traded, 0.1, 1)))

    def _follow(self) -> None:
        """A newcomer a post or so, who likes some of the posts that come, may leave, and may buy."""
        won = np.repeat(np.arange(len(self.born)), self.rng.poisson(0.5, len(self.born)))
        author, inside, time = self.author[won], self.inside[won], self.born[won] + 0.2
        actor = AUTHORS + READERS + np.arange(len(won))
        self._deed("follow", self._rows(actor, author, None, time))
        left = time + self.rng.exponential(1 / (0.01 * np.where(inside, self.planted.leaving, 1)))
        gone = left < DAYS
        self._deed("unfollow", self._rows(actor[gone], author[gone], None, left[gone]))
        liked = 0.1 * np.where(inside, self.planted.active, 1)
        row, later = np.nonzero(self.rng.random((len(won), DAYS)) < liked[:, None])
        post = author[row] * DAYS + later
        kept = (self.born[post] > time[row]) & (self.born[post] < left[row])
        fans = self._rows(actor[row[kept]], author[row[kept]], post[kept], self.born[post[kept]] + 0.3)
        self.likes = pa.concat_tables([self.likes, fans])
        self.traded = np.concatenate([self.traded, np.zeros(len(fans), dtype=bool)])
        when = time + self.rng.exponential(8, len(won))
        buys = (self.rng.random(len(won)) < 0.2 * np.where(inside, self.planted.bought, 1)) & (when < DAYS)
        self._deed("purchase", self._rows(actor[buys], author[buys], None, when[buys]))

    def posts(self) -> pa.Table:
        """Posts with their views: lowered after a post whose likes surged while few saw it to the end."""
        mismatched = self.inside & (self.completion < 0.05) & (self.real < 14)
        before = np.zeros(len(self.born), dtype=bool)
        for back in (1, 2, 3):
            before[back:] |= mismatched[:-back] & (self.author[back:] == self.author[:-back])
        luck = np.exp(self.rng.normal(0, 0.3, len(self.born))) * np.where(before, self.planted.shown, 1)
        born = (self.born * DAY).astype(np.int64)
        views = self.rng.poisson(300 * luck)
        post = {"code": np.arange(len(self.born)), "author": self.author, "time": born, "born": born, "views": views}
        return pa.table(
            {
                **post,
                "impressions": views * 8,
                "format": ["note"] * len(born),
                "completion_rate": self.completion,
            }
        )


@cache
def drawn(planted: Planted) -> tuple[pa.Table, pa.Table, pa.Table, pa.Table, pa.Table]:
    """posts, likes, deeds, exchanged, membership."""
    draw = Draw(planted)
    traded = draw.likes.filter(pa.array(draw.traded))
    more = {"kind": pa.array(["like"] * len(traded)), "probability": np.full(len(traded), 0.9)}
    exchanged = pa.table({name: traded[name] for name in traded.column_names} | more)
    members = pa.table({"account": np.arange(MEMBERS), "probability": np.full(MEMBERS, 0.9)})
    return draw.posts(), draw.likes, pa.concat_tables(draw.deeds), exchanged, members


def laid(engine: DuckDBEngine, planted: Planted) -> None:
    names = ("post", "like", "deed", "exchanged", "membership")
    for name, table in zip(names, drawn(planted), strict=True):
        engine.register(name, table)


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb() as opened:
        yield opened


def found(engine: DuckDBEngine, claim: str, planted: Planted, holds: frozenset[str] = EVERYTHING) -> Claim:
    laid(engine, planted)
    return judge([TESTS[claim](engine, holds)])[0]


@pytest.mark.parametrize("claim", TESTS)
def test_a_claim_is_supported_where_it_was_made_true(claim: str, engine: DuckDBEngine) -> None:
    one = found(engine, claim, TRUE[claim])
    assert one.verdict == "supported", one
    assert one.finding.estimate is not None
    assert one.finding.estimate.change < -0.3


@pytest.mark.parametrize("claim", TESTS)
def test_a_claim_is_not_supported_where_nothing_differs(claim: str, engine: DuckDBEngine) -> None:
    one = found(engine, claim, Planted(seed=12))
    assert one.finding.estimate is not None
    assert one.verdict != "supported"
    assert abs(one.finding.estimate.log) < 3 * one.finding.estimate.error


def test_intervals_hold_the_planted_ratio(engine: DuckDBEngine) -> None:
    shallow = found(engine, "bubble", TRUE["bubble"]).finding
    assert shallow.estimate is not None
    assert shallow.estimate.low < 0.2 - 1 < shallow.estimate.high
    assert shallow.values["watched"] == pytest.approx(0.1 - 1, abs=0.03)


def test_followers_who_are_less_active_but_stay_as_long_are_not_what_is_claimed(engine: DuckDBEngine) -> None:
    active = found(engine, "retention", Planted(seed=2, active=0.3))
    assert active.verdict != "supported"
    unknown = found(engine, "retention", Planted(seed=2, active=0.3), EVERYTHING - {"events.kind=unfollow"})
    assert unknown.verdict == "supported"


def test_members_who_follow_each_other_are_told_and_not_compared(engine: DuckDBEngine) -> None:
    before = found(engine, "conversion", Planted(seed=3)).finding
    pairs = np.array([pair for pair in product(range(MEMBERS), repeat=2) if pair[0] != pair[1]])
    follows = Draw.__new__(Draw)._rows(pairs[:, 0], pairs[:, 1], None, np.full(len(pairs), 40.0))
    engine.register("fellow", follows)
    engine.run("insert into deed by name select *, 'follow' as kind from fellow")
    after = conversion.test(engine, EVERYTHING)
    assert after.estimate == before.estimate
    assert after.values["fellows"] == len(pairs)


def test_without_follows_buyers_are_looked_for_among_those_who_engage(engine: DuckDBEngine) -> None:
    one = found(engine, "conversion", Planted(seed=4), EVERYTHING - {"events.kind=follow"}).finding
    assert one.method == "buyers_among_engagers"
    assert one.sample == "accounts"


@pytest.mark.parametrize(
    ("claim", "lost", "reason", "lacks"),
    [
        ("bubble", ("comment", "save", "repost"), "no_depth", "events.kind=comment"),
        ("retention", ("follow",), "no_follows", "events.kind=follow"),
        ("conversion", ("purchase",), "no_purchases", "events.kind=purchase"),
    ],
)
def test_what_is_missing_is_named(
    claim: str, lost: tuple[str, ...], reason: str, lacks: str, engine: DuckDBEngine
) -> None:
    one = found(engine, claim, Planted(seed=5), EVERYTHING - {f"events.kind={kind}" for kind in lost})
    assert one.verdict == "not_enough_data"
    assert (one.finding.estimate, one.finding.reason) == (None, reason)
    assert lacks in one.finding.lacks


@pytest.mark.parametrize(
    ("column", "reason"), [("completion_rate", "no_completion"), ("views = null, impressions", "no_views")]
)
def test_a_column_that_is_missing_is_named(column: str, reason: str, engine: DuckDBEngine) -> None:
    laid(engine, Planted(seed=5))
    engine.run(f"update post set {column} = null")
    assert mismatch.test(engine, EVERYTHING).reason == reason


@pytest.mark.parametrize("claim", TESTS)
def test_where_nobody_trades_nothing_is_compared(claim: str, engine: DuckDBEngine) -> None:
    laid(engine, Planted(seed=6))
    engine.run("delete from exchanged")
    engine.run("delete from membership")
    one = TESTS[claim](engine, EVERYTHING)
    assert one.estimate is None or claim == "mismatch"
    assert claim == "mismatch" or one.reason == "no_members"


@pytest.mark.parametrize("claim", TESTS)
def test_six_authors_are_too_few(claim: str, engine: DuckDBEngine) -> None:
    laid(engine, TRUE[claim])
    for table in ("post", '"like"', "deed", "exchanged"):
        column = "author"
        engine.run(f"delete from {table} where {column} between 6 and {AUTHORS // 2 - 1}")
    if claim == "mismatch":
        engine.run("update post set completion_rate = 0.4 where author >= 6")
    one = judge([TESTS[claim](engine, EVERYTHING)])[0]
    assert one.verdict == "not_enough_data"
    assert one.finding.estimate is None
    assert one.finding.needed


def test_names_change_nothing(engine: DuckDBEngine) -> None:
    one = found(engine, "bubble", Planted(seed=7)).finding
    for table in ("post", '"like"', "deed", "exchanged"):
        engine.run(f"update {table} set author = author + 1000000")
    again = bubble.test(engine, EVERYTHING)
    assert one.estimate is not None and again.estimate is not None
    assert again.estimate.log == pytest.approx(one.estimate.log)
    assert again.estimate.error == pytest.approx(one.estimate.error)


def finding(claim: str, p_for: float = 1.0, p_against: float = 1.0, log: float = -0.3) -> Finding:
    return Finding(claim, "event_study", Estimate(log, 0.1, 20.0, 40), p_for, p_against, 40)


def test_holm_asks_more_of_nine_claims_than_of_one() -> None:
    alone = judge([finding("bubble", p_for=0.02)])
    among = judge([finding("bubble", p_for=0.02), *(finding(claim) for claim in CLAIMS if claim != "bubble")])
    assert [one.verdict for one in alone] == ["supported"]
    assert {one.verdict for one in among} == {"not_enough_data"}
    assert among[0].p_adjusted == pytest.approx(9 * 2 * 0.02)


def test_what_could_not_be_tested_costs_the_others_nothing() -> None:
    untested = [Finding(claim, "event_study", reason="no_members") for claim in CLAIMS[1:]]
    assert judge([finding("bubble", p_for=0.02), *untested])[0].verdict == "supported"


@settings(max_examples=100)
@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=9), st.randoms())
def test_holm_follows_the_order_of_p_and_not_that_of_the_claims(ps: list[float], random: Random) -> None:
    findings = [finding(claim, p_for=p) for claim, p in zip(CLAIMS, ps, strict=False)]
    claims = judge(findings)
    assert [one.finding.claim for one in claims] == list(CLAIMS[: len(ps)])
    by_p = sorted(claims, key=lambda one: one.finding.p_for)
    assert all(a.p_adjusted <= b.p_adjusted for a, b in pairwise(by_p))
    assert all(one.p_adjusted >= min(1, 2 * one.finding.p_for) for one in claims)
    random.shuffle(findings)
    assert judge(findings) == claims


VALUES: Mapping[str, Mapping[str, float | int | str | None]] = {
    "bubble": {"posts": 300, "watched": -0.8, "watched_low": -0.9, "watched_high": -0.7},
    "mismatch": {"threshold": 0.05, "following": 3},
    "lift": {"raw": 0.4, "raw_low": 0.2, "raw_high": 0.6},
    "retention": {
        **{"days": 28, "in_group": 120, "fellows": 30},
        **{"leaving": 0.6, "leaving_low": 0.2, "leaving_high": 1.1},
    },
    "conversion": {"days": 28, "in_group": 120, "fellows": 0},
    "alternatives": {"lever": "question", "minutes": 12.0, "lever_change": 0.3, "group_change": 0.0, "levers": 6},
}
SAMPLES = {"bubble": "likes", "mismatch": "posts", "retention": "followers", "conversion": "followers"}
VERDICTS: tuple[Verdict, ...] = ("supported", "contradicted", "not_enough_data")


@pytest.mark.parametrize(("claim", "verdict"), list(product(CLAIMS, VERDICTS)))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_is_said_with_its_interval(claim: str, verdict: Verdict, lang: str) -> None:
    told = replace(finding(claim), values=VALUES.get(claim, {}), sample=SAMPLES.get(claim, "members"), needed=1300)
    said = claim_in_words(Claim(told, verdict, 0.5), "zh" if lang == "zh" else "en")
    assert "–" not in said and "{" not in said
    assert all(number in said for number in ("\u221226", "\u221240", "\u22128.7"))
    assert ("1,300" in said) == (verdict == "not_enough_data")
    assert verdict != "contradicted" or "5" in said


def test_the_half_of_a_claim_that_failed_is_the_one_that_is_told() -> None:
    flat = replace(finding("lift", p_against=0.001), values=VALUES["lift"])
    assert "did not even raise" in claim_in_words(Claim(flat, "contradicted", 0.01), "en")
    risen = replace(flat, estimate=Estimate(0.5, 0.1, 20, 40), p_against=0.01)
    assert "too" in claim_in_words(Claim(risen, "contradicted", 0.01), "en")


@pytest.mark.parametrize("method", ["returning_readers", "buyers_among_engagers"])
def test_a_method_of_its_own_has_sentences_of_its_own(method: str) -> None:
    claim = "trust" if method == "returning_readers" else "conversion"
    values = VALUES["conversion"]
    for verdict in VERDICTS:
        usual, other = (
            claim_in_words(Claim(replace(finding(claim), method=one, values=values), verdict, 0.5), "en")
            for one in ("response_a_view", method)
        )
        assert usual != other


REASONS = (
    *(
        "no_likes",
        "no_authors",
        "short_span",
        "no_members",
        "few_others",
        "few_members",
        "few_leavers",
        "no_views",
        "no_completion",
    ),
    *("no_group_effect", "no_times", "no_depth", "few_posts", "few_mismatches", "few_likes", "no_follows"),
    *("few_followers", "no_purchases", "few_purchases"),
)
METHODS = (
    *("event_study", "event_study_leaving", "event_study_views", "response_a_view", "returning_readers"),
    *("alternatives", bubble.METHOD, mismatch.METHOD, retention.METHOD, conversion.WITHOUT_FOLLOWS),
    *("creator_interrupted", "creator_mismatch"),
)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_a_sentence(reason: str) -> None:
    untested = Claim(Finding("cliff", "event_study_leaving", reason=reason), "not_enough_data", 1.0)
    for lang in LANGUAGES:
        said = claim_in_words(untested, lang)
        assert said.endswith((".", "。")) and "–" not in said


def test_every_method_has_its_words() -> None:
    assert not [method for method in METHODS if not has(f"answer.method.{method}")]


def test_a_claim_on_effects_without_any_says_what_would_do() -> None:
    one = cliff.test(Effects(reason="few_members", usable=5, needed=24))
    assert "About 24 members" in claim_in_words(Claim(one, "not_enough_data", 1.0), "en")
