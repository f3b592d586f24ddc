"""Weights: estimated from cases they recover what made them, rise only where they may, and never count twice."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from likewise.engine import Engine
from likewise.weigh import GROUP_STRATA, FactWeight, Stratum, Weights, adapt, estimate, load, weigh

EVERY: tuple[Stratum, ...] = ("pair", *GROUP_STRATA)


def cases(seed: int, rows: int = 6000) -> tuple[dict[str, np.ndarray], np.ndarray]:
    random = np.random.default_rng(seed)
    truth = (random.random(rows) < 0.3).astype(float)
    promptness = np.clip(random.normal(0.45 + 0.2 * truth, 0.15), 0, 1)
    return {"promptness": promptness, "burst": promptness.copy(), "onset": random.random(rows)}, truth


def bits_of(weights: Weights, fact: str) -> tuple[float, ...]:
    return next(one.bits for one in weights.facts if one.fact == fact)


def test_estimated_odds_match_the_cases() -> None:
    facts, truth = cases(1)
    weights = estimate("tight", facts, truth, np.ones(len(truth)), seed=0)
    total = np.full(len(truth), weights.prior)
    for one in weights.facts:
        total += np.array(one.bits)[np.searchsorted(one.cuts, facts[one.fact], side="right")]
    probability = 1 / (1 + np.exp2(-total))
    for low, high in ((0.0, 0.2), (0.4, 0.6), (0.8, 1.0)):
        inside = (probability >= low) & (probability <= high)
        assert truth[inside].mean() == pytest.approx(probability[inside].mean(), abs=0.07)


def test_two_facts_that_say_the_same_are_not_counted_twice() -> None:
    facts, truth = cases(2)
    alone = estimate("tight", {"promptness": facts["promptness"]}, truth, np.ones(len(truth)), seed=0)
    twins = {name: facts[name] for name in ("promptness", "burst")}
    both = estimate("tight", twins, truth, np.ones(len(truth)), seed=0)
    assert bits_of(both, "promptness")[-1] + bits_of(both, "burst")[-1] < 1.4 * bits_of(alone, "promptness")[-1]


def test_a_fact_without_meaning_gets_no_weight() -> None:
    facts, truth = cases(3)
    assert max(map(abs, bits_of(estimate("tight", facts, truth, np.ones(len(truth)), seed=0), "onset"))) < 0.5


def test_weights_rise_only_where_they_may() -> None:
    facts, truth = cases(4)
    steps = np.diff(bits_of(estimate("tight", facts, 1 - truth, np.ones(len(truth)), seed=0), "promptness"))
    assert (steps >= -1e-9).all()


@pytest.mark.parametrize("stratum", EVERY)
def test_shipped_weights_are_whole(stratum: Stratum) -> None:
    weights = load(stratum)
    assert weights.prior < 1
    for one in weights.facts:
        assert len(one.bits) == len(one.cuts) + 1 == len(one.m) == len(one.u)
        assert list(one.cuts) == sorted(one.cuts)
        assert sum(one.m) == pytest.approx(1, abs=0.01)
        assert sum(one.u) == pytest.approx(1, abs=0.01)


def test_no_evidence_is_no_bits(engine: Engine) -> None:
    weights = Weights("pair", -3.0, 0.1, (FactWeight("coverage", (0.5,), (-1.0, 2.0), (0.2, 0.8), (0.8, 0.2)),))
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
