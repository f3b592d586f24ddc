"""The measurement of scale: worlds joined from chunks, memory of a tree of processes, growth and what it projects."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest
from benchmarks.machine import this_machine
from benchmarks.scale import project as projection
from benchmarks.scale.growth import growth
from benchmarks.scale.join import join
from benchmarks.scale.measure import OUTSIDE, Row, Step, steps_of
from benchmarks.scale.project import GOAL_EVENTS, project
from benchmarks.scale.results import RESULTS, Result, added, read, write
from benchmarks.scale.table import markdown
from benchmarks.tree import TreePeak

from likewise import world

CHUNKS = 3
ROOT = Path(__file__).parents[1]
CALL = "2026-01-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def chunks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("chunks")
    for seed in range(CHUNKS):
        world.write(folder / str(seed), accounts=1000, likes=30_000, seed=seed, comments=False, follows=False)
    return [folder / str(seed) for seed in range(CHUNKS)]


@pytest.fixture(scope="module")
def joined(chunks: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("joined") / "world"
    join(folder, chunks)
    return folder


def one_value(sql: str, folder: Path) -> float:
    names = {"events", "posts", "accounts", "truth/events", "truth/accounts"}
    for name in sorted(names, key=len, reverse=True):
        sql = sql.replace(f"<{name}>", f"read_parquet('{folder / name}.parquet')")
    return float(duckdb.execute(sql).fetchall()[0][0])


@pytest.mark.parametrize("table", ["events", "posts", "accounts", "truth/events", "truth/accounts", "truth/groups"])
def test_a_joined_world_holds_every_row_of_its_chunks(chunks: list[Path], joined: Path, table: str) -> None:
    def rows(folder: Path) -> float:
        return float(duckdb.execute(f"select count(*) from '{folder / table}.parquet'").fetchall()[0][0])

    assert rows(joined) == sum(rows(chunk) for chunk in chunks)


def test_ids_of_chunks_stay_apart(joined: Path) -> None:
    assert one_value("select count(distinct account) from <accounts>", joined) == CHUNKS * 1000
    assert one_value("select count(*) - count(distinct post) from <posts>", joined) == 0


def test_some_of_what_is_read_goes_across_chunks(joined: Path) -> None:
    across = one_value("select avg(cast(actor[1:2] <> author[1:2] as integer)) from <events>", joined)
    assert 0.1 <= across <= 0.2


def test_traded_events_stay_where_the_truth_says(joined: Path) -> None:
    missing = "select count(*) from <truth/events> as truth anti join <events> as event using (actor, post, kind)"
    assert one_value(missing, joined) == 0


def test_each_post_keeps_its_declared_counts(joined: Path) -> None:
    differing = (
        "select count(*) from <posts> as item join (select post, count(*) as likes from <events> "
        "where kind = 'like' group by post) as counted using (post) where counted.likes <> item.likes"
    )
    assert one_value(differing, joined) == 0


def test_the_joined_log_is_in_the_order_of_time(joined: Path) -> None:
    backwards = "select count(*) from (select time < lag(time) over () as back from <events>) where back"
    assert one_value(backwards, joined) == 0


def test_joining_again_gives_the_same_log(chunks: list[Path], joined: Path, tmp_path: Path) -> None:
    join(tmp_path / "again", chunks)
    here, there = (f"from '{folder / 'events.parquet'}'" for folder in (joined, tmp_path / "again"))
    assert duckdb.execute(f"select count(*) from (({here}) except all ({there}))").fetchall() == [(0,)]


def test_the_peak_of_a_tree_adds_up_processes_that_run_at_once() -> None:
    held = "import time; held = bytearray(80_000_000); time.sleep(1.5)"
    started = f"import subprocess, sys; one = subprocess.Popen([sys.executable, '-c', {held!r}]); {held}; one.wait()"
    with subprocess.Popen([sys.executable, "-c", started]) as process, TreePeak(process.pid) as tree:
        process.wait()
    assert 150 < tree.peak_mb < 300


def row(events: int, steps: Mapping[str, Step], engine: str = "duckdb") -> Row:
    seconds = sum(step.seconds for step in steps.values())
    return Row(CALL, engine, events, events, events // 2, 1.0, seconds, 100.0, None, dict(steps))


def test_growth_is_one_where_seconds_keep_pace_with_events() -> None:
    assert growth((10, 50), (2.0, 10.0)).exponent == pytest.approx(1)
    assert growth((10, 50), (2.0, 13.0)).times_linear == pytest.approx(1.3)


def test_steps_are_read_with_and_without_the_work_they_did() -> None:
    told = {"seconds": {"read": 2.0, "groups": 5.0}, "work": {"groups": {"rows": 7, "shuffle_bytes": None}}}
    assert steps_of(told, 9.0) == {"read": Step(2.0), "groups": Step(5.0, 7), OUTSIDE: Step(2.0)}


def test_a_projection_follows_the_measured_growth_and_is_never_better_than_linear() -> None:
    before = row(1_000_000, {"square": Step(1.0), "fixed": Step(9.0), "brief": Step(0.1), OUTSIDE: Step(3.0)})
    after = row(10_000_000, {"square": Step(100.0), "fixed": Step(9.0), "brief": Step(1.0), OUTSIDE: Step(3.0)})
    square, fixed, brief, outside = project([before, after], cores=2)
    times = GOAL_EVENTS / 10_000_000
    assert square.projected_s == pytest.approx(100 * times**2)
    assert square.core_hours == pytest.approx(square.projected_s * 2 / 3600)
    assert fixed.projected_s == fixed.linear_s == pytest.approx(9 * times)
    assert (brief.exponent, outside.projected_s) == (None, 3.0)
    assert project([after], cores=2) == []


def test_what_was_measured_before_stays_until_it_is_measured_again(tmp_path: Path) -> None:
    steps = {"read": Step(1.0), OUTSIDE: Step(1.0)}
    rows = added([row(10, steps), row(20, steps)], [row(20, {"read": Step(3.0, 5, 8)}), row(10, steps, "spark")])
    result = Result(this_machine(), {"python": "3"}, rows)
    write(result, tmp_path / "scale.json")
    assert read(tmp_path / "scale.json") == result
    assert [(one.engine, one.likes, one.seconds) for one in rows] == [
        ("duckdb", 10, 2.0),
        ("duckdb", 20, 3.0),
        ("spark", 10, 2.0),
    ]
    assert "| spark | 2026-01-01 | 10 | 5 | 1.00 | 2.0 | 2.0 | 1.0 |" in markdown(result)


def test_the_page_shows_what_was_measured() -> None:
    page = (ROOT / projection.PAGE).read_text(encoding="utf-8")
    made = projection.tables(read(ROOT / RESULTS))
    assert projection.written(page, made) == page, "docs/scale.md is out of date: run benchmarks.scale.project"
