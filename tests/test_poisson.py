"""The answers' own regressions give what pyfixest gives: same estimates, same information, same errors."""

import warnings

import numpy as np
import pandas as pd
import pytest
from pyfixest import LsmrDemeaner, did2s
from pyfixest.estimation import fepois
from pyfixest.estimation.models.fepois_ import Fepois

from likewise.answers import poisson
from likewise.answers.effect.second import two_stage
from likewise.answers.levels import Levels

NAMES = ["x0", "x1", "on"]


def drawn(seed: int, blocks: int, rows: int = 4000) -> pd.DataFrame:
    """Weighed counts of units by moments, in blocks that share neither; some units and moments without any."""
    rng = np.random.default_rng(seed)
    block, unit, moment = (rng.integers(0, most, rows) for most in (blocks, 120, 10))
    x = rng.normal(size=(rows, 2))
    on = (rng.random(rows) < 0.2).astype(float)
    size = rng.normal(size=120) - 8.0 * (np.arange(120) < 9)
    mean = 0.5 * np.exp(size[unit] + 0.1 * moment + 0.3 * x[:, 0] - 0.2 * on)
    heft = rng.uniform(0.2, 3, rows)
    of = {"block": block, "unit": block * 1000 + unit, "moment": block * 100 + moment, "account": unit}
    return pd.DataFrame({"y": rng.poisson(mean) / 1.0, "heft": heft, "x0": x[:, 0], "x1": x[:, 1], "on": on} | of)


def levels(table: pd.DataFrame) -> Levels:
    return Levels(table["unit"], table["moment"], table["block"])


@pytest.mark.parametrize(("seed", "blocks"), [(0, 1), (1, 1), (2, 4)])
def test_the_estimate_is_that_of_a_general_search(seed: int, blocks: int) -> None:
    table = drawn(seed, blocks)
    found = poisson.fitted(
        levels(table), table["y"].to_numpy(), table["heft"].to_numpy(), NAMES, table[NAMES].to_numpy()
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exact = LsmrDemeaner(fixef_atol=1e-12, fixef_btol=1e-12)
        other = fepois(
            "y ~ x0 + x1 + on | unit + moment", table, weights="heft", iwls_tol=1e-12, demeaner=exact, vcov="hetero"
        )
    assert isinstance(other, Fepois)
    x = np.asarray(other._X)
    assert found is not None
    assert found.names == NAMES
    assert found.beta == pytest.approx(other.coef().to_numpy(), abs=1e-6)
    assert found.x.T @ found.x == pytest.approx(x.T @ x, rel=1e-6, abs=1e-6)
    assert found.scores.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-4)


def test_columns_that_say_the_same_as_others_are_left_out() -> None:
    table = drawn(3, 2)
    columns = np.column_stack([table["x0"], 2 * table["x0"], table["moment"], table["on"]])
    found = poisson.fitted(
        levels(table), table["y"].to_numpy(), table["heft"].to_numpy(), ["x0", "double", "moment", "on"], columns
    )
    assert found is not None
    assert found.names == ["x0", "on"]


def test_rows_without_columns_need_not_be_given() -> None:
    table = drawn(4, 3)
    y, heft, on = (table[name].to_numpy() for name in ("y", "heft", "on"))
    at = np.flatnonzero(on)
    every = poisson.fitted(levels(table), y, heft, ["on"], on[:, None])
    some = poisson.fitted(levels(table), y, heft, ["on"], on[at][:, None], at)
    assert every is not None
    assert some is not None
    assert some.beta == pytest.approx(every.beta, abs=1e-9)
    assert some.scores == pytest.approx(every.scores, abs=1e-9)


def test_errors_are_those_of_leaving_clusters_out_one_by_one() -> None:
    table = drawn(5, 1)
    found = poisson.fitted(
        levels(table), table["y"].to_numpy(), table["heft"].to_numpy(), NAMES, table[NAMES].to_numpy()
    )
    assert found is not None
    whole, moved = found.x.T @ found.x, []
    for account in table["account"].unique():
        own = (table["account"] == account).to_numpy()
        moved.append(np.linalg.solve(whole - found.x[own].T @ found.x[own], found.scores[own].sum(axis=0)))
    spoke = len(np.unique(table["account"][found.heft > 0]))
    slow = np.array(moved).T @ np.array(moved) * (spoke - 1) / spoke
    assert poisson.jackknifed(found, table["account"].to_numpy()) == pytest.approx(slow, rel=1e-6, abs=1e-12)


def test_where_a_unit_had_one_side_alone_there_is_no_estimate_that_misleads() -> None:
    unit, moment = np.repeat(np.arange(20), 4), np.tile(np.arange(4), 20)
    y, on = np.ones(80), ((unit < 5) & (moment > 1)).astype(np.float64)
    y[on > 0] = 0.0
    found = poisson.fitted(Levels(unit, moment), y, np.ones(80), ["on"], on[:, None])
    assert found is None or found.beta[0] < -5


def test_the_second_opinion_is_two_stage_difference_in_differences() -> None:
    table = drawn(6, 1)
    effect, error = two_stage(
        levels(table),
        table["y"].to_numpy(),
        table["heft"].to_numpy(),
        table["on"].to_numpy() > 0,
        table["account"].to_numpy(),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = did2s(
            table,
            yname="y",
            first_stage="~ 0 | unit + moment",
            second_stage="~ 0 + on",
            treatment="on",
            cluster="account",
            weights="heft",
        )
    # pyfixest stops looking for the levels at a millionth.
    assert effect == pytest.approx(float(other.coef().iloc[0]), abs=1e-5)
    assert error == pytest.approx(float(other.se().iloc[0]), rel=1e-5)
