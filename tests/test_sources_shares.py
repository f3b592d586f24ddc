"""Whether a share is a ratio or percent is said by a sign, a format, a header or the user, never by its size."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from known_files import posts
from likewise.sources.reasons import REASONS
from test_known_creator import CHANNELS
from test_sources_support import day, emptied, events, frame, reading, rejected, rows, written
from workbooks import NO_PERCENT, OWN_PERCENT, Cell, Shown, write_workbook

NAN = float("nan")


def table(folder: Path, header: str, *values: str) -> Path:
    """Posts with a completion rate each."""
    lines = [f"p{i},{value}\n" for i, value in enumerate(values)]
    return written(folder, "posts.csv", "".join([f"post,{header}\n", *lines]))


def test_a_share_without_a_sign_is_a_ratio_whatever_the_others_are(tmp_path: Path) -> None:
    path = table(tmp_path, "completion_rate", "0.4", "1.8", "0.7", "0.3")
    assert posts(path, "post, completion_rate") == [("p0", 0.4), ("p1", None), ("p2", 0.7), ("p3", 0.3)]
    assert emptied(path) == [("completion_rate", "share out of range", 1, 3, "1.8")]


def test_percents_that_nothing_calls_so_are_left_empty_with_the_remedy(tmp_path: Path) -> None:
    found = emptied(table(tmp_path, "completion_rate", "40", "1.8"))
    assert found == [("completion_rate", "share out of range", 2, 2, "40")]
    assert "write % behind its name, in the header or in --map" in REASONS["share out of range"]


def test_the_sign_of_a_cell_counts_for_that_cell(tmp_path: Path) -> None:
    assert posts(table(tmp_path, "completion_rate", "37%", "0.5", "0.4 ％", "1"), "completion_rate") == [
        0.37,
        0.5,
        pytest.approx(0.004),
        1.0,
    ]


@pytest.mark.parametrize("header", ["completion_rate (%)", "完播率(%)", "完播率（％）"])
def test_a_sign_in_the_header_makes_the_column_percent(tmp_path: Path, header: str) -> None:
    path = table(tmp_path, header, "40", "0.4", "37%")
    assert posts(path, "completion_rate") == [pytest.approx(0.4), pytest.approx(0.004), 0.37]
    with reading(path) as (_, found):
        said = {one.key: one.values for one in found.files[0].assumptions}
    assert said["percent"] == {"column": header}


@pytest.mark.parametrize("name", ["completion_rate", "posts.completion_rate"])
def test_a_sign_behind_the_mapped_name_makes_the_column_percent(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, "watched", "40", "0.4")
    assert posts(path, "completion_rate", mapping={name: "watched"}) == [None, 0.4]
    found = posts(path, "completion_rate", mapping={name: "watched%"})
    assert found == [pytest.approx(0.4), pytest.approx(0.004)]


def test_a_sign_behind_a_name_counts_where_that_column_is(tmp_path: Path) -> None:
    one = written(tmp_path, "one.jsonl", '{"post": "p", "stats": {"watched": 40}}\n')
    other = written(tmp_path, "other.csv", "post,completion_rate\nq,0.4\n")
    found = posts([one, other], "post, completion_rate", mapping={"posts.completion_rate": "stats.watched%"})
    assert sorted(found) == [("p", pytest.approx(0.4)), ("q", 0.4)]


def test_numbers_of_a_frame_go_by_the_same_rule() -> None:
    many: dict[str, Any] = {"actor": ["a", "b"], "author": ["c"] * 2, "post": ["p"] * 2, "kind": ["view"] * 2}
    unsaid = frame(**many, time=[day(1)] * 2, completion=[37.0, 0.5])
    assert emptied(unsaid) == [("completion", "share out of range", 1, 1, "37.0")]
    said = frame(**many, time=[day(1)] * 2, **{"completion%": [37.0, 0.5]})
    assert events(said, "completion") == [pytest.approx(0.37), pytest.approx(0.005)]


def test_a_percent_format_of_a_workbook_counts_as_the_sign(tmp_path: Path) -> None:
    cells: list[list[Cell]] = [
        [],
        [None, "post", "completion_rate", "views"],
        [None, "p0", Shown(0.1114), 413],
        [None, "p1", Shown(0.5, OWN_PERCENT), 1],
        [None, "p2", 0.25, 2],
        [None, "p3", Shown(0.75, NO_PERCENT), 3],
        [None, "p4", Shown(1), 3],
    ]
    path = write_workbook(tmp_path / "posts.xlsx", {"First": [["nothing"]], "Posts": cells})
    assert posts(path, "completion_rate") == [0.1114, 0.5, 0.25, 0.75, 1.0]
    percent: list[list[Cell]] = [
        ["post", "completion_rate (%)"],
        ["p0", Shown(0.1114)],
        ["p1", 25.0],
        ["p2", Shown(30.0, NO_PERCENT)],
    ]
    path = write_workbook(tmp_path / "percent.xlsx", {"Posts": percent})
    assert posts(path, "completion_rate") == [pytest.approx(0.1114), 0.25, pytest.approx(0.3)]


@pytest.mark.parametrize("rate", [0.1114, Shown(0.1114), "11.14%"])
def test_channels_rates_are_the_same_from_every_workbook(tmp_path: Path, rate: Cell) -> None:
    at = CHANNELS[0].index("完播率")
    line = [*CHANNELS[1][:at], rate, *CHANNELS[1][at + 1 :]]
    path = write_workbook(tmp_path / "channels.xlsx", {"动态数据": [CHANNELS[0], line]})
    assert posts(path, "completion_rate") == [pytest.approx(0.1114)]


def test_kuaishous_rate_is_read_from_cells_that_show_percent(tmp_path: Path) -> None:
    header: list[Cell] = ["作品", "发布时间", "播放量", "完播率", "点赞量", "涨粉量"]
    lines: list[list[Cell]] = [["甲", "2026-05-01", 9, Shown(0.4), 1, 0], ["乙", "2026-05-01", 9, 0.4, 1, 0]]
    path = write_workbook(tmp_path / "works.xlsx", {"S": [header, *lines]})
    assert posts(path, "completion_rate") == [0.4, None]


@pytest.mark.parametrize("kind", [pa.float32(), pa.float64()])
def test_a_number_that_is_none_is_no_number_in_any_column(tmp_path: Path, kind: pa.DataType) -> None:
    columns = {name: pa.array([NAN, 0.5], kind) for name in ("completion_rate", "views", "avg_watch_s", "duration_s")}
    path = tmp_path / "posts.parquet"
    pq.write_table(pa.table({"post": ["p0", "p1"], "author": ["a", "b"], **columns}), path)
    with reading(path) as (engine, found):
        assert found.rows["posts"].rejected == 0
        names = "completion_rate, views, avg_watch_s, duration_s"
        assert rows(engine, names, "source_post")[0] == (None,) * 4
        assert rows(engine, "avg_watch_s", "source_post")[1] == (0.5,)


def test_a_time_that_is_no_number_is_no_time(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    two = frame(actor=["a", "b"], author=["c"] * 2, post=["p"] * 2, kind=["like"] * 2, time=[NAN, 1.7e9])
    pq.write_table(two, path)
    assert rejected(path) == [(1, "no time")]
