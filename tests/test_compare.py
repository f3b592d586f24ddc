"""Brand mode: accounts side by side, on data whose numbers can be counted by hand."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import likewise
from likewise import world
from likewise.answers.compare.rate import cost, mean, ratio, share, typical
from likewise.errors import InputError, OutputError
from likewise.show.compare import Comparison, compare
from likewise.show.listing import as_json

COMMAND = [
    sys.executable,
    "-c",
    "from likewise.show import cli_compare; from likewise.show.cli import main; main()",
]
POSTS = 8
TIME = pa.timestamp("us", tz="UTC")
START = 1_767_225_600_000_000
HOUR_US = 3_600_000_000

Frames = dict[str, pa.Table]

counts = st.lists(st.integers(0, 10_000), min_size=6, max_size=40).map(lambda some: np.asarray(some, dtype=float))


@pytest.fixture(scope="module")
def frames() -> Frames:
    """Fans 0..9 like every post of ann, fans 5..14 of bob; fan 0 also saves all of ann's; tim has two posts."""
    rows: list[dict[str, Any]] = []
    posts = [(f"{who}{number}", who) for who, n in (("ann", POSTS), ("bob", POSTS), ("tim", 2)) for number in range(n)]
    for at, (post, author) in enumerate(posts):
        fans = {"ann": range(10), "bob": range(5, 15), "tim": range(3)}[author]
        rows += [{"actor": f"fan{fan}", "post": post, "kind": "like", "time": _at(at, fan * 7)} for fan in fans]
        if author == "ann":
            rows.append({"actor": "fan0", "post": post, "kind": "save", "time": _at(at, 90)})
    return {
        "events": pa.Table.from_pylist(rows).cast(
            pa.schema([("actor", pa.string()), ("post", pa.string()), ("kind", pa.string()), ("time", TIME)])
        ),
        "posts": pa.table(
            {
                "post": [post for post, _ in posts],
                "author": [author for _, author in posts],
                "time": pa.array([_at(at, 0) for at in range(len(posts))], TIME),
                "views": [100] * len(posts),
            }
        ),
    }


@pytest.fixture(scope="module")
def folder(frames: Frames, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("compare") / "data"
    made.mkdir()
    for name, table in frames.items():
        pq.write_table(table, made / f"{name}.parquet")
    return made


@pytest.fixture(scope="module")
def made(frames: Frames) -> Comparison:
    return compare(frames, ["ann", "bob", "tim"], price={"ann": 110.0})


def run(*words: str | Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "80"}
    return subprocess.run(
        [*COMMAND, "compare", *map(str, words), "--lang", lang],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def _at(post: int, minutes: int) -> int:
    return START + post * 30 * HOUR_US + minutes * 60_000_000


def value(made: Comparison, account: str, measure: str) -> float:
    found = {one.account: one.measures for one in made.comparing.candidates}[account][measure].value
    assert found is not None
    return found


def test_honest_people_are_counted_once(made: Comparison) -> None:
    assert value(made, "ann", "reach_total") == pytest.approx(10)
    assert value(made, "ann", "reach_post") == pytest.approx(10)
    assert value(made, "ann", "engagement_post") == pytest.approx(11)
    assert value(made, "bob", "engagement_post") == pytest.approx(10)
    assert value(made, "ann", "depth") == pytest.approx(0.1)
    assert value(made, "ann", "real_share") == pytest.approx(1)


def test_shared_people_are_told_and_not_added_up(made: Comparison) -> None:
    overlap = made.comparing.overlap["ann", "bob"]
    assert overlap.value == pytest.approx(0.5)
    together = compare_together(made)
    assert together == pytest.approx(15)


def compare_together(made: Comparison) -> float:
    told = made.comparing.together
    assert told is not None
    assert told.value is not None
    return told.value


def test_cost_is_the_price_over_what_a_post_really_gets(made: Comparison) -> None:
    assert value(made, "ann", "cost_engagement") == pytest.approx(10)
    assert value(made, "ann", "cost_reach") == pytest.approx(11_000)
    assert value(made, "ann", "cost_views") == pytest.approx(1_100)
    assert "cost_reach" not in {one.account: one.measures for one in made.comparing.candidates}["bob"]


def test_an_account_without_enough_posts_says_so(made: Comparison, folder: Path) -> None:
    tim = made.comparing.candidates[2]
    assert not tim.enough
    assert not tim.measures
    said = run(folder, "--accounts", "ann,tim")
    assert "tim has 2 posts" in said.stdout


def test_traded_likes_are_taken_out(tmp_path: Path) -> None:
    world.write(tmp_path / "world", accounts=900, likes=25_000, seed=5, grouped=0.15)
    truth = pq.read_table(tmp_path / "world" / "truth" / "accounts.parquet").to_pandas()
    posts = pq.read_table(tmp_path / "world" / "posts.parquet").to_pandas()
    often = posts["author"].value_counts()
    busy = [account for account in often.index if often[account] >= 10]
    grouped = set(truth[truth["kind"].notna()]["account"])
    traders = [account for account in busy if account in grouped][:8]
    honest = [account for account in busy if account not in grouped][:8]
    told = compare(tmp_path / "world", [*traders, *honest])
    shares = [np.mean([value(told, account, "real_share") for account in some]) for some in (traders, honest)]
    assert shares[0] < 0.9
    assert shares[1] > 0.97


def test_posts_alone_tell_what_they_can(frames: Frames, tmp_path: Path) -> None:
    posts = frames["posts"].append_column("likes", pa.array([10] * frames["posts"].num_rows))
    told = compare({"posts": posts}, ["ann", "bob"], price={"ann": 50.0})
    ann = told.comparing.candidates[0]
    assert not ann.by_person
    assert "reach_total" not in ann.measures
    assert "saves_post" not in ann.measures
    assert value(told, "ann", "cost_engagement") == pytest.approx(5)
    pyarrow.csv.write_csv(posts, tmp_path / "posts.csv")
    said = run(tmp_path / "posts.csv", "--accounts", "ann", "--price", "ann=50").stdout
    assert "as published" in said
    assert "real" not in said.lower()


def test_an_unknown_account_is_one_sentence_with_the_nearest_names(folder: Path) -> None:
    said = run(folder, "--accounts", "anm,bob")
    assert said.returncode == 2
    assert "anm" in said.stderr
    assert "ann" in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


def test_a_finished_report_is_refused(folder: Path, tmp_path: Path) -> None:
    likewise.report(folder, tmp_path / "report")
    with pytest.raises(InputError, match="finished report"):
        compare(tmp_path / "report", ["ann"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--accounts", "ann", "--price", "ann=0"], "more than nothing"),
        (["--accounts", "ann", "--price", "ann=free"], "can't be read"),
        (["--accounts", "ann", "--price", "bob=5"], "not among"),
        (["--accounts", ","], "names nobody"),
        (["--accounts", "ann", "--out", "table.xls"], "must end in"),
    ],
)
def test_what_cant_be_meant_is_said_before_anything_is_read(words: list[str], said: str) -> None:
    done = run("no-such-data", *words)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_fits_eighty_columns_in_both_languages(folder: Path, lang: str) -> None:
    done = run(folder, "--accounts", "ann,bob", "--price", "ann=110,bob=90", "--currency", "CNY", lang=lang)
    assert done.returncode == 0, done.stderr
    assert "ann" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert ("Cost of one real" in done.stdout) == (lang == "en")


def test_files_hold_what_the_terminal_shows(made: Comparison, folder: Path, tmp_path: Path) -> None:
    for ending in ("parquet", "csv", "json"):
        made.write(tmp_path / f"out.{ending}")
    assert pq.read_table(tmp_path / "out.parquet").equals(made.table.to_arrow())
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == made.to_dict()
    assert pyarrow.csv.read_csv(tmp_path / "out.csv").num_rows == len(made.table)
    shown = json.loads(run(folder, "--accounts", "ann,bob,tim", "--price", "ann=110", "--json").stdout)
    assert shown == json.loads(json.dumps(made.to_dict()))
    with pytest.raises(OutputError):
        made.write(tmp_path / "out.xls")


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(frames: Frames, made: Comparison, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shuffled = {name: table.take(rng.permutation(table.num_rows)) for name, table in frames.items()}
    again = compare(shuffled, ["ann", "bob", "tim"], price={"ann": 110.0})
    assert as_json(again.table.to_arrow()) == as_json(made.table.to_arrow())


@given(values=counts, lower=st.floats(1, 100))
def test_intervals_hold_their_number_and_are_never_below_nothing(values: np.ndarray, lower: float) -> None:
    for rate in (mean(values), ratio(values, np.full(len(values), lower)), typical(values), share(values, values + 1)):
        assert rate.value is not None
        assert rate.low is not None
        assert rate.high is not None
        assert 0 <= rate.low <= rate.value <= rate.high
        priced = cost(100.0, rate)
        assert priced.value is None or priced.low is None or 0 < priced.low <= priced.value
        assert priced.value is None or priced.high is None or priced.value <= priced.high


def test_the_interval_of_a_mean_covers_posts_that_spread_widely() -> None:
    rng = np.random.default_rng(4)
    held = 0
    for _ in range(400):
        rate = mean(rng.poisson(rng.lognormal(4, 1.0, 15)).astype(float))
        held += (rate.low or 0) <= np.exp(4.5) <= (rate.high or 0)
    assert held >= 0.92 * 400
