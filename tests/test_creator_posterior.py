"""One account's posts: growth, highs that pass and luck are not taken for what a group did, and a change is."""

import numpy as np
import pytest
from numpy.typing import NDArray

from likewise.answers.creator.covariance import Covariance
from likewise.answers.creator.interrupted import Model, fitted
from likewise.answers.creator.outcomes import Outcome
from likewise.answers.creator.pooled import either, pooled
from likewise.answers.creator.response import tamed
from likewise.answers.creator.series import AFTER, BEFORE, DAY_US, INSIDE, MEASURES, Series
from likewise.answers.estimate import Estimate

Floats = NDArray[np.float64]

JOINED, LEFT, LAST = 80.0, 130.0, 180.0


def days(seed: int = 1, n: int = 180) -> Floats:
    """Moments of posts, at no regular distance."""
    return np.sort(np.random.default_rng(seed).uniform(0, LAST, n))


def model(at: Floats, logs: Floats, *, share: bool = False) -> Model:
    """The account whose posts at these days have so much of something, as logarithms."""
    phases = np.where(at < JOINED, BEFORE, np.where(at < LEFT, INSIDE, AFTER)).astype(np.int64)
    time = (at * DAY_US).astype(np.int64)
    series = Series(
        None, time, time // DAY_US % 7, np.full(len(at), "note"), {name: np.full(len(at), np.nan) for name in MEASURES}
    )
    found = fitted(
        series,
        Outcome("likes", "raw", np.exp(logs), share=share),
        phases,
        {"inside": phases == INSIDE, "after": phases == AFTER},
    )
    assert found is not None
    return found


def inside(at: Floats, logs: Floats) -> Estimate:
    found = model(at, logs).step(inside=1.0)
    assert found is not None
    return found


def luck(seed: int, n: int, spread: float = 0.4) -> Floats:
    return np.random.default_rng(seed).normal(0, spread, n)


def test_inverse_and_size_are_those_of_the_whole_matrix() -> None:
    at, noise = days(n=40), np.random.default_rng(2).uniform(0.5, 2, 40)
    whole = np.diag(noise) + 0.7 * 0.5 ** (np.abs(np.subtract.outer(at, at)) / 5.0)
    columns = np.random.default_rng(3).normal(size=(40, 3))
    solved, log_size = Covariance(0.7, 5.0, noise, at).solved(columns)
    assert solved == pytest.approx(np.linalg.solve(whole, columns))
    assert log_size == pytest.approx(np.linalg.slogdet(whole)[1])


def test_posts_of_one_moment_are_borne() -> None:
    at = days()
    at[10:14] = at[10]
    assert np.isfinite(inside(at, 6 + luck(1, len(at))).error)


def test_a_change_of_a_quiet_account_is_seen_and_no_change_isnt() -> None:
    at = days()
    within = (at >= JOINED) & (at < LEFT)
    calm = 6 + luck(1, len(at))
    assert inside(at, calm).low < 0 < inside(at, calm).high
    moved = inside(at, calm + 0.9 * within)
    assert moved.low > 0.2
    assert np.log1p(moved.low) < 0.9 < np.log1p(moved.high)


def test_growth_is_no_effect_and_the_usual_story_takes_more_of_it_for_one() -> None:
    at = days()
    found = inside(at, 6 + 0.6 * at / 28 + luck(4, len(at)))
    usual, own = found.parts
    assert found.low < 0 < found.high
    assert own.log < usual.log


@pytest.mark.parametrize("sign", [1, -1])
def test_a_high_or_low_that_fades_after_joining_is_no_effect(sign: int) -> None:
    at = days()
    passing = sign * 1.0 * 0.5 ** (np.abs(at - JOINED) / 12)
    found = inside(at, 6 + passing + luck(5, len(at)))
    assert found.low < 0 < found.high


def test_an_account_that_wanders_tells_less_than_a_quiet_one() -> None:
    at = days()
    waves = 0.6 * np.sin(at / 6) + 0.4 * np.sin(at / 17)
    quiet, wandering = (inside(at, 6 + more + luck(6, len(at))) for more in (0 * at, waves))
    assert wandering.high - wandering.low > 1.2 * (quiet.high - quiet.low)


def test_a_post_gone_viral_decides_nothing() -> None:
    at = days()
    logs = 6 + luck(7, len(at))
    viral = logs.copy()
    viral[100] += 6
    assert inside(at, viral).log == pytest.approx(inside(at, logs).log, abs=0.08)


def test_putting_far_posts_nearer_keeps_a_change_of_all() -> None:
    at = days(n=600)
    late = (at > 90).astype(float)
    design = np.column_stack([np.ones(600), late])
    near = tamed(6 + 0.5 * late + luck(8, 600), design, at)
    assert near[late == 1].mean() - near[late == 0].mean() == pytest.approx(0.5, abs=0.1)
    assert np.abs(near - 6).max() < 2.0


def test_weekdays_are_no_effect_where_a_phase_has_other_days() -> None:
    at = np.arange(0.5, LAST, 1.0)
    weekend = np.isin(at.astype(int) % 7, (2, 3))
    kept = weekend | (at < JOINED) | (at >= LEFT)
    found = inside(at[kept], (6 + 0.3 * weekend + luck(9, len(at), 0.2))[kept])
    assert found.low < 0 < found.high


def test_small_counts_are_read_too() -> None:
    at = days()
    within = (at >= JOINED) & (at < LEFT)
    counts = np.random.default_rng(10).poisson(np.exp(0.5 + 1.2 * within)).astype(float)
    with np.errstate(divide="ignore"):
        found = inside(at, np.log(counts))
    assert found.low > 0.3
    assert np.log1p(found.low) < 1.2 < np.log1p(found.high)


def test_the_interval_holds_both_stories_alone_and_pooled() -> None:
    one = either([Estimate(0.1, 0.1, 30, 50), Estimate(-0.2, 0.2, 30, 50)])
    assert one.low == min(part.low for part in one.parts)
    assert one.high == max(part.high for part in one.parts)
    both = pooled([one, one])
    assert both is not None
    assert [part.log for part in both.parts] == pytest.approx([0.1, -0.2])
    assert both.high - both.low < one.high - one.low
    assert both.n == 100


def test_fewer_posts_tell_less() -> None:
    many, few = days(n=240), days(n=60)
    widths = [one.high - one.low for one in (inside(at, 6 + luck(11, len(at))) for at in (many, few))]
    assert widths[0] < widths[1]
