"""What a plain supervised model reaches: the figures it learns from, what it learns, and how that is told."""

from math import log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from benchmarks.families.bounds import results, table
from benchmarks.families.bounds.features import figures
from benchmarks.families.bounds.model import Example, learn, probabilities
from benchmarks.families.judge import Ranked
from benchmarks.injected.ratings import ratings
from sklearn.metrics import average_precision_score

START = pd.Timestamp("2026-03-01 12:00", tz="UTC")
POSTS = {"a1": ("a", 0), "a2": ("a", 1), "b1": ("b", 0.25), "b2": ("b", 1.25), "c1": ("c", 2)}
ACCOUNTS = pd.Series(list("abcde"))


def _post(post: str) -> tuple[str, str, pd.Timestamp]:
    author, day = POSTS[post]
    return post, author, START + pd.Timedelta(days=day)


def _event(actor: str, post: str, kind: str, seconds: float, text: str | None = None) -> dict[str, object]:
    _, author, published = _post(post)
    time = published + pd.Timedelta(seconds=seconds)
    return {"actor": actor, "author": author, "post": post, "kind": kind, "time": time, "text": text}


@pytest.fixture
def log_folder(tmp_path: Path) -> Path:
    """Accounts a and b act on both posts of each other; a also on c's, d on one of a's; e does nothing."""
    events = [
        _event("a", "b1", "like", 60),
        _event("a", "b2", "like", 60),
        _event("a", "c1", "like", 1000),
        _event("b", "a1", "like", 600),
        _event("b", "a2", "like", 600),
        _event("d", "a1", "like", 1200),
        _event("a", "b1", "comment", 90, "nice"),
        _event("a", "c1", "comment", 1100, "nice"),
        _event("b", "a1", "comment", 700, "where is this?"),
        _event("a", "a1", "comment", 800, "at home"),
        _event("a", "b1", "view", 10),
        {"actor": "a", "author": "b", "post": None, "kind": "follow", "time": START, "text": None},
    ]
    looked = pd.DataFrame(events).assign(dwell_s=lambda all: np.where(all["kind"] == "view", 9.0, np.nan))
    looked.to_parquet(tmp_path / "events.parquet")
    pd.DataFrame([_post(post) for post in POSTS], columns=["post", "author", "time"]).to_parquet(
        tmp_path / "posts.parquet"
    )
    return tmp_path


def test_figures_are_those_that_a_small_log_gives_by_hand(log_folder: Path) -> None:
    found = figures(log_folder, ACCOUNTS, "views")
    assert list(found.index) == list(ACCOUNTS)
    expected = {
        "given": log(4),
        "got": log(4),
        "posts": log(3),
        "fans": log(3),
        "returned_of_authors": 1 / 2,
        "partners": log(2),
        "inside_given": 2 / 3,
        "inside_got": 2 / 3,
        "coverage": 1,
        "imbalance": 0,
        "soon": 2 / 3,
        "delay_inside": log(61),
        "delay_difference": log(61) - log(1001),
        "got_delay": log(601),
        "follows": 1,
        "comments": 2 / 3,
        "length": 4,
        "generic": log(2),
        "different_texts": 1 / 2,
        "own_comments": 1 / 2,
        "unseen": 2 / 3,
        "unseen_inside": 1 / 2,
        "unseen_difference": -1 / 2,
        "dwell_inside": log(10),
        "got_unseen": 1,
    }
    assert found.loc["a", list(expected)].to_dict() == pytest.approx(expected)


def test_who_leaves_no_trace_has_no_figures_but_counts_of_nothing(log_folder: Path) -> None:
    nobody = figures(log_folder, ACCOUNTS).loc["e"].dropna()
    assert set(nobody.index) == {"given", "got", "posts", "authors", "fans"}
    assert (nobody == 0).all()


def test_acts_are_comments_where_nothing_else_is_seen(log_folder: Path) -> None:
    found = figures(log_folder, ACCOUNTS, "comments").loc["a"]
    # One comment each way makes partners; a's third, under its own post, is no act on anybody.
    assert found["given"] == pytest.approx(log(3))
    assert found["inside_given"] == pytest.approx(1 / 2)
    assert found["delay_inside"] == pytest.approx(log(91))


def test_order_and_names_change_no_figure(log_folder: Path, tmp_path: Path) -> None:
    before = figures(log_folder, ACCOUNTS, "views")
    for name in ("events", "posts"):
        rows = pd.read_parquet(log_folder / f"{name}.parquet").iloc[::-1]
        for column in rows.columns.intersection(["actor", "author"]):
            rows[column] = "x" + rows[column]
        rows.to_parquet(tmp_path / f"{name}.parquet")
    after = figures(tmp_path, "x" + ACCOUNTS, "views")
    np.testing.assert_allclose(after.to_numpy(), before.to_numpy())


def _toy(seed: int, scale: float) -> Example:
    """A tenth of the accounts trade; these stand above all others of their world, and nothing else tells them."""
    random = np.random.default_rng(seed)
    trades = random.permutation(600) < 60
    told = (random.random(600) + trades) * scale
    table = pd.DataFrame({"told": told, "noise": random.random(600), "empty": np.nan, "same": 1.0})
    return Example(table, trades)


def test_the_model_finds_what_figures_tell_in_worlds_of_any_scale() -> None:
    model = learn([_toy(seed, scale=10.0**seed) for seed in range(4)])
    assert not {"empty", "same"} & set(model.columns)
    unseen = _toy(seed=9, scale=1e7)
    found = probabilities(model, unseen.figures)
    assert average_precision_score(unseen.trades, found) > 0.99


def test_results_stay_and_tell_the_share_that_the_detector_reaches(tmp_path: Path) -> None:
    path = tmp_path / "bounds.json"
    rows = [
        results.Row("zoo", "likes", seed, 5_000, 12, 73, "2026-11-30", bound, bound, float("nan"))
        for seed, bound in ((101, 0.8), (102, 1.0))
    ]
    results.keep(path, rows[:1])
    results.keep(path, rows)
    again = results.load(path)
    assert len(again) == 2
    assert np.isnan(again[0].average_precision_exchanges)
    shown = table.show(again, {row.world: Ranked(0.8, 0.4, 0.1) for row in again})
    assert "| bound, all members | 0.90, 0.80 |" in shown
    assert "| … share that `likewise` reaches | 0.90, 0.80 |" in shown
    assert "| … share that `likewise` reaches | 0.45, 0.40 |" in shown
    assert "| bound, in exchanges | – |" in shown


def test_ratings_are_read_with_and_without_a_header(tmp_path: Path) -> None:
    rows = "6,2,4,1289241912\n6,5,-2,1289241942\n"
    for name, head in (("bare.csv", ""), ("headed.csv", "Source,Target,Weight,Timestamp\n")):
        (tmp_path / name).write_text(head + rows, encoding="utf-8")
        likes = ratings(tmp_path / name)
        assert likes[["actor", "author"]].to_numpy().tolist() == [["6", "2"]]
        assert likes["time"].iloc[0] == pd.Timestamp("2010-11-08 18:45:12", tz="UTC")
