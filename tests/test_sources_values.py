"""Times, counts, shares and ids are read as they are written, or set aside with a reason."""

import datetime
import decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from likewise.errors import InputError
from likewise.sources import Rows
from test_sources_support import NOON, day, events, frame, reading, rejected, rows, written

DATE = "make_timestamp(time)::date"


def event_file(folder: Path, column: str, values: list[str]) -> Path:
    lines = "".join(f'bob,p{i},"{value}"\n' for i, value in enumerate(values))
    return written(folder, "events.csv", f"author,post,{column}\n{lines}")


def with_actor(folder: Path, identity: str) -> Path:
    return event_file(folder, "actor,time", [f'{identity}","2024-01-01'])


def with_time(folder: Path, *values: str) -> Path:
    return event_file(folder, "time,actor", [f'{value}","ann' for value in values])


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-01 12:00:00",
        "2024-01-01T12:00:00",
        "2024-01-01T12:00:00Z",
        "2024-01-01T12:00:00.000Z",
        "2024-01-01T20:00:00+08:00",
        "2024-01-01 20:00:00 +0800",
        "2024-01-01T04:00:00-08:00",
        "2024-01-01 12:00",
        "2024-01-01 12:00:00 UTC",
        "2024-01-01 12:00 +0000",
        "2024/01/01 12:00:00",
        "2024/1/1 12:00",
        "2024.01.01 12:00",
        "2024年01月01日12时00分00秒",
        "2024年1月1日 12:00:00",
        "Mon Jan 01 12:00:00 +0000 2024",
        " 2024-01-01 12:00:00 ",
        "1704110400",
        "1704110400.0",
        "1704110400000",
        "1704110400000000",
        "1704110400000000000",
        "45292.5",
    ],
)
def test_a_moment_is_read_however_it_is_written(tmp_path: Path, text: str) -> None:
    assert events(with_time(tmp_path, text), "time") == [NOON]


@pytest.mark.parametrize("text", ["2024-01-02", "2024/01/02", "Jan 2, 2024", "Tue, Jan 2, 2024", "2024年01月02日"])
def test_a_date_is_its_first_moment(tmp_path: Path, text: str) -> None:
    assert events(with_time(tmp_path, text), "time") == [NOON + 12 * 3_600_000_000]


def test_times_without_a_zone_are_in_the_zone_given(tmp_path: Path) -> None:
    path = with_time(tmp_path, "2024-01-01 20:00:00", "2024-01-01T12:00:00Z")
    assert events(path, "time", timezone="Asia/Shanghai") == [NOON, NOON]
    assert events(frame(time=[datetime.datetime(2024, 1, 1, 20)]), "time", timezone="Asia/Shanghai") == [NOON]


@pytest.mark.parametrize(
    "times",
    [
        pa.array([NOON // 1_000_000], pa.timestamp("s")),
        pa.array([NOON // 1000], pa.timestamp("ms")),
        pa.array([NOON], pa.timestamp("us", tz="UTC")),
        pa.array([NOON], pa.timestamp("us", tz="Asia/Shanghai")),
        pa.array([NOON * 1000], pa.timestamp("ns")),
        pa.array([NOON * 1000], pa.timestamp("ns", tz="UTC")),
        pa.array([NOON // 1_000_000], pa.int32()),
        pa.array([NOON // 1000], pa.int64()),
        pa.array([NOON], pa.uint64()),
        pa.array([NOON * 1000], pa.int64()),
        pa.array([NOON / 1e6], pa.float64()),
        pa.array([decimal.Decimal(NOON // 1_000_000)]),
    ],
    ids=str,
)
def test_typed_times_are_read_from_every_type(times: Any) -> None:
    assert events(frame(time=times), "time") == [NOON]


def test_a_date_column_is_read() -> None:
    assert events(frame(time=[datetime.date(2024, 1, 2)]), "time") == [NOON + 12 * 3_600_000_000]


def test_nanoseconds_keep_their_microseconds(tmp_path: Path) -> None:
    assert events(with_time(tmp_path, "1704110400123456789"), "time") == [NOON + 123_456]


def test_the_unit_is_the_columns_and_not_the_rows(tmp_path: Path) -> None:
    path = with_time(tmp_path, "1704110400", "1704110401", "1704110400000")
    assert events(path, "time") == [NOON, NOON + 1_000_000]
    assert rejected(path) == [(4, "time out of range")]


def test_slashed_dates_are_read_in_the_order_the_column_shows(tmp_path: Path) -> None:
    day_first = with_time(tmp_path, "31/12/2023", "01/02/2024")
    assert events(day_first, DATE) == [datetime.date(2023, 12, 31), datetime.date(2024, 2, 1)]
    month_first = with_time(tmp_path, "12/31/2023 06:08", "01/02/2024 10:00")
    assert events(month_first, DATE) == [datetime.date(2023, 12, 31), datetime.date(2024, 1, 2)]


def test_slashed_dates_that_could_be_either_are_refused(tmp_path: Path) -> None:
    path = with_time(tmp_path, "01/02/2024")
    with pytest.raises(InputError, match=r"`01/02/2024` has the day first or the month first.*--dates day-first"):
        events(path)
    both = with_time(tmp_path, "13/02/2024", "02/13/2024")
    assert rejected(both, "reason") == ["time not understood"] * 2
    with reading(both) as (_, found):
        assert "day_or_month" in {assumption.key for assumption in found.files[0].assumptions}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no time"),
        ("  ", "no time"),
        ("None", "no time"),
        ("soon", "time not understood"),
        ("2024-02-30", "time not understood"),
        ("2024-01-01 10:00:00 Asia/Shanghai", "time not understood"),
        ("50000-01-01", "time out of range"),
        ("1999-12-31 23:59:59", "time out of range"),
        ("2100-01-01", "time out of range"),
        ("-5", "time out of range"),
        ("1e300", "time out of range"),
        ("inf", "time out of range"),
    ],
)
def test_a_time_that_is_none_is_set_aside(tmp_path: Path, text: str, reason: str) -> None:
    assert rejected(with_time(tmp_path, text), "reason") == [reason]


def test_typed_times_out_of_range_are_set_aside() -> None:
    assert rejected(frame(time=pa.array([1_515_680_352_000_000_000], pa.timestamp("us"))), "reason") == [
        "time out of range"
    ]
    assert rejected(frame(time=pa.array([float("inf")])), "reason") == ["time out of range"]
    assert rejected(frame(time=pa.array([float("nan")])), "reason") == ["no time"]
    assert rejected(frame(time=pa.array([None], pa.timestamp("us"))), "reason") == ["no time"]
    assert rejected(frame(time=pa.array([None], pa.null())), "reason") == ["no time"]


@pytest.mark.parametrize(
    "identity", ["😀", "a b", "7", "007", "1.2", "-x", "12345e67", "123e+", "Nona", "[deleted", "'"]
)
def test_ids_stay_as_they_are(tmp_path: Path, identity: str) -> None:
    assert events(with_actor(tmp_path, identity), "actor") == [identity]


def test_whole_numbers_become_their_decimal_text(tmp_path: Path) -> None:
    assert events(frame(actor=pa.array([2**63 + 5], pa.uint64())), "actor") == [str(2**63 + 5)]
    line = '{"actor": 12345678901234567890123, "post": 7, "time": 1704110400}\n'
    assert events(written(tmp_path, "e.jsonl", line), "actor, post") == [("12345678901234567890123", "7")]


@pytest.mark.parametrize(
    ("identity", "reason"),
    [
        ("", "no actor"),
        (" \t", "no actor"),
        ("\\N", "no actor"),
        ("x" * 1001, "id too long"),
        ("x" * 10_000, "id too long"),
        ("a\0b", "id with a NUL byte"),
        ("1.00449E+11", "id in scientific notation"),
        ("1e+05", "id in scientific notation"),
        ("1,00449E+11", "id in scientific notation"),
        (" 1.00449E+11", "id in scientific notation"),
        ("1.00449e11 ", "id in scientific notation"),
        ("100.449E9", "id in scientific notation"),
        ("1E18", "id in scientific notation"),
        ("1234567890123456.0", "id is a decimal number"),
    ],
)
def test_a_bad_id_is_set_aside(tmp_path: Path, identity: str, reason: str) -> None:
    assert rejected(with_actor(tmp_path, identity), "reason") == [reason]
    assert rejected(frame(actor=[identity]), "reason") == [reason]


@pytest.mark.parametrize("identity", ["1234567890123e45", "6e5f", "12e345", "1e5", "v1.5e10", "1,5", "e18"])
def test_an_id_of_digits_and_letters_is_no_number(identity: str) -> None:
    assert events(frame(actor=[identity]), "actor") == [identity]


def test_an_id_of_a_thousand_bytes_is_kept() -> None:
    assert events(frame(actor=["x" * 1000]), "actor") == ["x" * 1000]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ('["a"]', "id is not plain text"),
        ("1.00449E+11", "id is a decimal number"),
        ("null", "no actor"),
    ],
)
def test_an_id_in_json_is_a_text_or_a_whole_number(tmp_path: Path, value: str, reason: str) -> None:
    line = f'{{"actor": {value}, "post": "p", "time": 1704110400}}\n'
    assert rejected(written(tmp_path, "e.jsonl", line), "reason") == [reason]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kind": ["hug"]}, "unknown kind"),
        ({"kind": pa.array([None], pa.string())}, "unknown kind"),
        ({"post": [""]}, "no post"),
        ({"kind": ["comment"], "post": pa.array([None], pa.string())}, "no post"),
        ({"kind": ["follow"], "author": [""]}, "no author"),
        ({"kind": ["purchase"], "author": pa.array([None], pa.string())}, "no author"),
        ({"kind": ["follow"], "author": None}, "no author"),
        ({"post": None, "author": [""]}, "no author"),
    ],
)
def test_an_event_must_make_sense(changed: dict[str, Any], reason: str) -> None:
    assert rejected(frame(**changed), "reason") == [reason]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"dwell_s": [-1.0]}, "negative number"),
        ({"dwell_s": ["x"]}, "not a number"),
        ({"dwell_s": [float("inf")]}, "not a number"),
        ({"completion": [-0.1]}, "share out of range"),
        ({"completion": ["3.6星"]}, "not a number"),
        ({"completion": [250]}, "share out of range"),
    ],
)
def test_what_an_event_can_do_without_is_left_empty(changed: dict[str, Any], reason: str) -> None:
    with reading(frame(**changed)) as (engine, found):
        assert rows(engine, "actor, dwell_s, completion") == [("ann", None, None)]
        assert [one.reason for one in found.files[0].emptied] == [reason]


def test_a_follow_needs_no_post() -> None:
    assert events(frame(kind=["follow"], post=[""]), "author, post, kind") == [("bob", None, "follow")]


def test_a_like_needs_no_author_of_its_own() -> None:
    assert events(frame(author=[""]), "author, post") == [(None, "p1")]


def test_counts_of_posts_may_not_be_negative(tmp_path: Path) -> None:
    path = written(tmp_path, "posts.csv", "post,likes\na,-2\nb,lots\nc,2\nd,--\n")
    with reading(path) as (engine, found):
        assert rows(engine, "post, likes", "source_post") == [("a", None), ("b", None), ("c", 2), ("d", None)]
        assert [(one.line, one.reason) for one in found.files[0].emptied] == [
            (2, "negative number"),
            (3, "not a number"),
        ]


def test_typed_counts_are_read_from_any_number() -> None:
    posts = pa.table({"post": ["a", "b", "c"], "likes": [1.0, float("nan"), 1e30], "views": pa.array([3, None, -4])})
    with reading({"posts": posts}) as (engine, found):
        assert rows(engine, "post, likes, views", "source_post") == [("a", 1, 3), ("b", None, None), ("c", None, None)]
        assert {(one.column, one.line, one.reason) for one in found.files[0].emptied} == {
            ("likes", 3, "not a number"),
            ("views", 3, "negative number"),
        }


def test_durations_are_read_from_seconds_and_clocks(tmp_path: Path) -> None:
    path = written(tmp_path, "posts.csv", "post,avg_watch_s\na,16\nb,0:09\nc,0:16:02\nd,32.50秒\n")
    with reading(path) as (engine, _):
        assert rows(engine, "avg_watch_s", "source_post") == [(16.0,), (9.0,), (962.0,), (32.5,)]


def test_the_last_description_of_a_post_counts(tmp_path: Path) -> None:
    first = written(tmp_path, "posts-1.csv", "post,likes\na,1\na,2\nb,5\n")
    second = written(tmp_path, "posts-2.csv", "post,likes\na,3\n")
    with reading([first, second]) as (engine, found):
        assert sorted(rows(engine, "post, likes", "source_post")) == [("a", 3), ("b", 5)]
        assert rows(engine, "line, reason, detail", "source_rejected") == [
            (2, "duplicate post", f"a → {second}:2"),
            (3, "duplicate post", f"a → {second}:2"),
        ]
        assert found.rows["posts"] == Rows(4, 2, 2)
        assert [file.rows for file in found.files] == [Rows(3, 1, 2), Rows(1, 1, 0)]


def test_the_last_description_of_an_account_counts() -> None:
    accounts = pa.table({"account": ["a", "a"], "followers": [1, 2]})
    with reading({"accounts": accounts}) as (engine, _):
        assert rows(engine, "account, followers", "source_account") == [("a", 2)]
        assert rows(engine, "reason", "source_rejected") == [("duplicate account",)]


def test_each_row_is_used_or_set_aside() -> None:
    data = frame(
        actor=["a", "", "c"],
        author=["x"] * 3,
        post=["p"] * 3,
        kind=["like", "like", "hug"],
        time=[day(1)] * 3,
    )
    with reading(data) as (engine, found):
        assert found.rows["events"] == found.files[0].rows == Rows(3, 1, 2)
        assert rows(engine, 'line, "table", reason, detail', "source_rejected") == [
            (2, "events", "no actor", "actor="),
            (3, "events", "unknown kind", "kind=hug"),
        ]
