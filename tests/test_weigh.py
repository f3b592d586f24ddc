"""Weights: estimated from cases they recover what made them, rise only where they may, and never count twice."""

import json
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from likewise.engine import Engine
from likewise.weigh import GROUP_STRATA, FactWeight, Stratum, Weights, adapt, as_json, estimate, load, weigh
from likewise.weigh.estimate import cut_points
from likewise.weigh.weights import LEVELS, from_json

EVERY: tuple[Stratum, ...] = ("pair", *GROUP_STRATA)


def cases(seed: int, rows: int = 6000) -> tuple[dict[str, np.ndarray], np.ndarray]:
    random = np.random.default_rng(seed)
    truth = (random.random(rows) < 0.3).astype(float)
    promptness = np.clip(random.normal(0.45 + 0.2 * truth, 0.15), 0, 1)
    return {"promptness": promptness, "burst": promptness.copy(), "onset": random.random(rows)}, truth


def families(truth: np.ndarray) -> np.ndarray:
    return np.array(["one", "other", "third"])[np.arange(len(truth)) % 3]


def estimated(facts: dict[str, np.ndarray], truth: np.ndarray) -> Weights:
    return estimate("tight", facts, truth, np.ones(len(truth)), families(truth), seed=0)


def bits_of(weights: Weights, fact: str) -> tuple[float, ...]:
    return next(one.bits for one in weights.facts if one.fact == fact)


def test_estimated_odds_match_the_cases() -> None:
    facts, truth = cases(1)
    weights = estimated(facts, truth)
    total = np.full(len(truth), weights.prior)
    for one in weights.facts:
        total += np.array(one.bits)[np.searchsorted(one.cuts, facts[one.fact], side="right")]
    probability = 1 / (1 + np.exp2(-total))
    for low, high in ((0.0, 0.2), (0.4, 0.6), (0.8, 1.0)):
        inside = (probability >= low) & (probability <= high)
        assert truth[inside].mean() == pytest.approx(probability[inside].mean(), abs=0.07)


def test_two_facts_that_say_the_same_are_not_counted_twice() -> None:
    facts, truth = cases(2)
    alone = estimated({"promptness": facts["promptness"]}, truth)
    twins = {name: facts[name] for name in ("promptness", "burst")}
    both = estimated(twins, truth)
    assert bits_of(both, "promptness")[-1] + bits_of(both, "burst")[-1] < 1.4 * bits_of(alone, "promptness")[-1]


def test_a_fact_without_meaning_gets_no_weight() -> None:
    facts, truth = cases(3)
    assert max(map(abs, bits_of(estimated(facts, truth), "onset"))) < 0.5


def test_weights_rise_only_where_they_may() -> None:
    facts, truth = cases(4)
    steps = np.diff(bits_of(estimated(facts, 1 - truth), "promptness"))
    assert (steps >= -1e-9).all()


@pytest.mark.parametrize("favour", ["like", "comment", "repost"])
@pytest.mark.parametrize("stratum", EVERY)
def test_shipped_weights_are_whole(stratum: Stratum, favour: str) -> None:
    weights = load(stratum, favour)
    assert weights.prior < 1
    for one in weights.facts:
        assert len(one.bits) == len(one.cuts) + 1 == len(one.doubt) == len(one.m) == len(one.u) <= LEVELS
        assert list(one.cuts) == sorted(one.cuts)
        assert sum(one.m) == pytest.approx(1, abs=0.01)
        assert sum(one.u) == pytest.approx(1, abs=0.01)
        assert min(one.doubt) >= 0


def test_shipped_weights_say_where_they_are_from() -> None:
    told = json.loads(files("likewise.weigh").joinpath("weights.json").read_text(encoding="utf-8"))
    assert {"version", "date", "families", "seeds", "like", "comment"} == set(told)
    every = (level for facts in told["like"].values() for fact in facts["facts"].values() for level in fact[:-1])
    for level in every:
        low, high = level["interval"]
        assert low - 0.001 <= level["bits"] <= high + 0.001 and level["level"]


def test_weights_are_read_as_they_were_written() -> None:
    facts, truth = cases(5)
    weights = estimated(facts, truth)
    again = from_json("tight", json.loads(json.dumps(as_json(weights))))
    for one, other in zip(weights.facts, again.facts, strict=True):
        assert one.cuts == other.cuts and one.unknown == pytest.approx(other.unknown, abs=0.002)
        assert one.bits == pytest.approx(other.bits, abs=0.002) and one.doubt == pytest.approx(other.doubt, abs=0.002)


def test_families_that_disagree_leave_little_evidence() -> None:
    facts, truth = cases(6)
    agreed = bits_of(estimated(facts, truth), "promptness")
    turned = truth.copy()
    turned[families(truth) == "third"] = 1 - turned[families(truth) == "third"]
    torn = bits_of(estimated(facts, turned), "promptness")
    assert max(agreed) > 1.5 and max(map(abs, torn)) < 1


def test_what_families_differ_in_is_doubt() -> None:
    facts, truth = cases(7)
    much = families(truth) == "third"
    stronger = {**facts, "promptness": np.where(much & (truth == 1), facts["promptness"] + 0.3, facts["promptness"])}
    doubts = [
        max(next(one.doubt for one in estimated(each, truth).facts if one.fact == "promptness"))
        for each in (facts, stronger)
    ]
    assert doubts[0] < doubts[1]


def test_doubtful_evidence_counts_less_and_still_adds_up(engine: Engine) -> None:
    sure = FactWeight("coverage", (0.5,), (-1.0, 4.0), (0.0, 0.0), (0.2, 0.8), (0.8, 0.2))
    unsure = FactWeight("coverage", (0.5,), (-1.0, 4.0), (0.0, 3.0), (0.2, 0.8), (0.8, 0.2))
    engine.register("pair_fact", pa.table({"coverage": pa.array([0.1, 0.9], pa.float64())}))
    bits = []
    for one in (sure, unsure):
        weigh(engine, "pair_fact", "out", [Weights("pair", -3.0, 0.1, (one,))])
        rows = engine.arrow("select * from out order by coverage").to_pylist()
        assert all(row["prior_bits"] + row["bits_coverage"] == pytest.approx(row["bits"]) for row in rows)
        bits.append([row["bits_coverage"] for row in rows])
    assert bits[0] == [-1.0, 4.0]
    assert bits[1][0] == -1.0 and 0 < bits[1][1] < 3.0


@given(seed=st.integers(0, 1000), rows=st.integers(20, 400))
def test_a_fact_has_six_levels_at_most(seed: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    values = random.choice([random.random(rows), random.integers(0, 5, rows) / 1.0, np.full(rows, 0.5)])
    cuts = cut_points(values, (random.random(rows) < 0.3).astype(float), np.ones(rows))
    assert len(cuts) < LEVELS and list(cuts) == sorted(set(cuts))


def test_no_evidence_is_no_bits(engine: Engine) -> None:
    weights = Weights(
        "pair", -3.0, 0.1, (FactWeight("coverage", (0.5,), (-1.0, 2.0), (0.0, 0.0), (0.2, 0.8), (0.8, 0.2)),)
    )
    engine.register("pair_fact", pa.table({"coverage": pa.array([None, 0.1, 0.5], pa.float64())}))
    weigh(engine, "pair_fact", "out", [weights])
    rows = engine.arrow("select * from out order by bits").to_pylist()
    assert [row["bits"] for row in rows] == [-4.0, -3.0, -1.0]
    assert [row["bits_coverage"] for row in rows] == [-1.0, None, 2.0]


def odds(share: float) -> float:
    return float(np.log2(share / (1 - share)))


@given(share=st.floats(0.02, 0.4), learnt=st.floats(0.05, 0.3), seed=st.integers(0, 1000))
def test_the_prior_follows_how_common_trading_is(share: float, learnt: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    traded = random.random(4000) < share
    bits = odds(learnt) + np.where(traded, 1, -1) * 5 + random.normal(0, 2, 4000)
    found = 1 / (1 + np.exp2(-odds(learnt) - adapt(bits, learnt)))
    assert found == pytest.approx(traded.mean(), abs=0.06)


def test_counts_stand_for_so_many_cases() -> None:
    bits = np.array([-7.0, 2.0])
    many = adapt(np.repeat(bits, [90, 10]), 0.1)
    assert adapt(bits, 0.1, counts=np.array([90.0, 10.0])) == pytest.approx(many)


def test_a_handful_of_cases_moves_the_prior_little() -> None:
    assert abs(adapt(np.full(3, -9.0), 0.1)) < 0.2


def test_nobody_is_suspect_before_a_fact_is_seen() -> None:
    assert odds(0.1) + adapt(np.full(1000, 9.0), 0.1) <= 0.0
