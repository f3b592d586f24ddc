"""What fitting the box to a user's tables promises: planted rates come back, what is missing is named, seeds decide."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from likewise.answers.simulate import Course, Fitted, Parameters, fit_to, simulate
from likewise.answers.simulate.fit.moments import QUANTITY_KEYS, Rate, Sample
from likewise.answers.simulate.fit.pins import PINNED
from likewise.answers.simulate.fit.tabled import measure_tables
from likewise.engine import open_duckdb
from likewise.errors import InputError
from likewise.sources import encode, read

QUIET = {"groups.active": False, "risk.active": False, "run.days": 14, "run.accounts": 500}
SMALL = Parameters().with_values({"readers.views_per_day": 6.0, "run.warmup_days": 2, "run.accounts": 500})
"""Where fits begin here: few accounts and six views a day, so that a run is short."""

LIKE_RATE, COMMENT_RATE = 0.06, 0.012
BEGIN = pd.Timestamp("2026-03-02", tz="UTC")
WITHIN = 0.35
"""A planted rate comes back within a third: 500 accounts and two weeks leave chance about half of that."""


@pytest.fixture(scope="module")
def course() -> Course:
    """A box with more likes and comments than by default."""
    planted = {"readers.like_rate": LIKE_RATE, "readers.comment_rate": COMMENT_RATE, "creators.share": 0.2}
    return simulate(SMALL.with_values({**QUIET, **planted}), 71, log=True, by_account=True)


def tables(course: Course, kinds: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """The course as events of these kinds, and its posts."""
    events, first = course.events, course.given.run.warmup_days * 6
    assert events is not None
    frames = []
    for kind, bit in kinds.items():
        take = (events.wave >= first) & ((events.bits & bit) != 0)
        post = events.post[take]
        frames.append(
            pd.DataFrame(
                {
                    "actor": [f"u{one}" for one in events.actor[take]],
                    "author": [f"u{one}" for one in course.posts.author[post]],
                    "post": [f"p{one}" for one in post],
                    "kind": kind,
                    "time": BEGIN + pd.to_timedelta((events.wave[take] - first) * 4 + 2, unit="h"),
                    "completion": events.completion[take].astype(float) if kind == "view" else np.nan,
                }
            )
        )
    shown = np.flatnonzero(course.posts.wave >= first)
    posts = pd.DataFrame(
        {
            "post": [f"p{one}" for one in shown],
            "author": [f"u{one}" for one in course.posts.author[shown]],
            "time": BEGIN + pd.to_timedelta((course.posts.wave[shown] - first) * 4 + 2, unit="h"),
        }
    )
    return {"events": pd.concat(frames), "posts": posts}


def fitted(data: dict[str, pd.DataFrame], seed: int = 5) -> Fitted:
    """The fit of SMALL to these tables."""
    with open_duckdb() as engine:
        read(engine, data)
        ledger = encode(engine)
        return fit_to(engine, SMALL, ledger.holds, seed)


@pytest.fixture(scope="module")
def watched(course: Course) -> Fitted:
    """The fit to views, likes and comments."""
    return fitted(tables(course, {"view": 1, "like": 2, "comment": 4}))


@pytest.fixture(scope="module")
def liked(course: Course) -> Fitted:
    """The fit to likes alone."""
    return fitted(tables(course, {"like": 2}))


def rate(found: Fitted, name: str) -> float:
    """A fitted parameter."""
    return float(found.parameters.value(name))


def test_planted_rates_come_back(watched: Fitted) -> None:
    assert rate(watched, "readers.like_rate") == pytest.approx(LIKE_RATE, rel=WITHIN)
    assert rate(watched, "readers.comment_rate") == pytest.approx(COMMENT_RATE, rel=WITHIN)
    assert rate(watched, "creators.share") == pytest.approx(0.2, rel=WITHIN)


def test_likes_alone_give_the_like_rate_where_views_a_day_are_as_given(liked: Fitted) -> None:
    assert rate(liked, "readers.like_rate") == pytest.approx(LIKE_RATE, rel=WITHIN)
    assert rate(liked, "readers.views_per_day") == SMALL.readers.views_per_day


def test_most_of_what_the_box_drew_the_box_fits(watched: Fitted) -> None:
    assert np.mean([row.fits for row in watched.rows]) > 0.85


def test_what_is_missing_is_named(liked: Fitted) -> None:
    missing = {
        "views_per_post",
        "views_given_per_week",
        "likes_per_view",
        "comments_per_like",
        "completion",
        "followers",
    }
    assert missing <= set(liked.unfitted)
    assert not missing & {row.quantity for row in liked.rows}


def test_what_nothing_pins_stays_as_given(liked: Fitted) -> None:
    kept = {"readers.comment_rate", "readers.finish_rate", "readers.lean_spread", "feed.first_pool", "readers.follows"}
    assert kept <= set(liked.kept)
    assert all(liked.parameters.value(name) == SMALL.value(name) for name in liked.kept)
    assert not {name for name, _ in liked.changed} & set(liked.kept)


def test_only_what_a_fit_may_change_is_changed(watched: Fitted) -> None:
    allowed = {*PINNED, "run.accounts", "circles.creators"}
    assert {name for name, _ in watched.changed} <= allowed
    assert SMALL.with_values(dict(watched.changed)) == watched.parameters
    assert watched.parameters.groups == SMALL.groups
    assert watched.parameters.run.days == SMALL.run.days


def test_keys_are_those_that_are_documented(watched: Fitted, liked: Fitted) -> None:
    for found in (watched, liked):
        assert set(found.unfitted) <= set(QUANTITY_KEYS)
        assert {row.quantity for row in found.rows} <= set(QUANTITY_KEYS)
        assert {row.quantity for row in found.rows if not row.fits} <= set(found.unfitted)


def test_the_same_seed_gives_the_same_fit_under_any_names_and_order_of_rows(course: Course, liked: Fitted) -> None:
    data = tables(course, {"like": 2})
    data["events"] = data["events"].sample(frac=1, random_state=3)
    for frame in data.values():
        frame["author"] = "x" + frame["author"]
    data["events"]["actor"] = "x" + data["events"]["actor"]
    assert fitted(data) == liked


def test_a_creators_own_export_fits_what_posts_get(course: Course) -> None:
    counts = course.counts[course.post_day >= 0]
    posts = pd.DataFrame(
        {
            "post": range(len(counts)),
            "author": "me",
            "views": counts[:, 0],
            "likes": counts[:, 2],
            "comments": counts[:, 3],
        }
    )
    found = fitted({"posts": posts})
    assert {"likes_per_post", "views_per_post", "likes_per_view", "comments_per_like"} <= {
        r.quantity for r in found.rows
    }
    assert {"accounts", "likes_given_per_week", "posting_share", "posts_per_week"} <= set(found.unfitted)
    assert {"creators.share", "creators.posts_per_day", "readers.activity_spread"} <= set(found.kept)


def test_what_a_group_traded_is_left_out(course: Course) -> None:
    with open_duckdb() as engine:
        read(engine, tables(course, {"like": 2}))
        ledger = encode(engine)
        raw, _ = measure_tables(engine, ledger.holds, 1.0)
        engine.create(
            "exchanged",
            "select actor, author, post, 'like' as kind, time, "
            'case when actor % 4 = 0 then 0.9 else 0.1 end as probability from "like"',
        )
        real, _ = measure_tables(engine, ledger.holds, 1.0)
        share = engine.value('select avg(case when actor % 4 = 0 then 1 else 0 end) from "like"')
    left = real.samples["likes_given_per_week"].mean * real.samples["likes_given_per_week"].rows
    all_likes = raw.samples["likes_given_per_week"].mean * raw.samples["likes_given_per_week"].rows
    assert left == pytest.approx(all_likes * (1 - float(share)))


@pytest.mark.parametrize("rows", [1, 5])
def test_too_little_is_said(rows: int) -> None:
    events = pd.DataFrame(
        {
            "actor": [f"a{one}" for one in range(rows)],
            "author": "b",
            "post": "p",
            "time": [BEGIN + pd.Timedelta(hours=one) for one in range(rows)],
        }
    )
    with pytest.raises(InputError, match="too little to fit"):
        fitted({"events": events})


def test_nothing_at_all_is_said() -> None:
    events = pd.DataFrame({"actor": ["a"], "author": ["a"], "post": ["p"], "time": ["never"]})
    with pytest.raises(InputError, match="to fit to"):
        fitted({"events": events})


def test_a_mid_quantile_moves_with_the_share_below_it() -> None:
    few, more = Sample.of(np.asarray([0, 0, 0, 1])), Sample.of(np.asarray([0, 0, 1, 1]))
    assert few.quantile(0.5) < more.quantile(0.5) < 1
    low, high = Sample.of(np.arange(1000)).around(0.5)
    assert low < 499.5 < high


def test_a_rate_is_surer_the_more_there_is_below_the_line() -> None:
    rng = np.random.default_rng(1)
    rates = [Rate.of_rows(x := rng.poisson(20, n), rng.binomial(x, 0.2)) for n in (30, 3000)]
    assert rates[1].error < rates[0].error / 5
    assert rates[1].value == pytest.approx(0.2, abs=0.02)
