"""Numbers and times as the world writes them: decided for a column by all its values, or refused with both readings."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wild_reading import Found, attempt, check_text, proposals, read, right_or_refused, utc
from wild_tables import Columns, drawn, write


def grouped(sign: str) -> Callable[[int], str]:
    """How a whole number is written with this sign between thousands."""
    return lambda number: f"{number:,}".replace(",", sign)


GROUPED = {
    "comma": grouped(","),
    "dot": grouped("."),
    "blank": grouped(" "),
    "hard blank": grouped("\u00a0"),
    "narrow blank": grouped("\u202f"),
    "apostrophe": grouped("'"),
    "curly apostrophe": grouped("’"),
}


def films(views: list[str], likes: list[str]) -> Columns:
    count = len(views)
    return {
        "post": [f"p{n}" for n in range(count)],
        "author": ["ana", "ben"] * (count // 2) + ["ana"] * (count % 2),
        "time": [f"2031-04-{1 + n % 28:02d} 10:00:00" for n in range(count)],
        "views": views,
        "likes": likes,
    }


def counts(views: list[int], likes: list[int]) -> Callable[[Found], None]:
    """Assert that posts have these views and likes."""

    def holds(found: Found) -> None:
        expected = {f"p{n}": pair for n, pair in enumerate(zip(views, likes, strict=True))}
        assert {post["post"]: (post["views"], post["likes"]) for post in found.posts} == expected

    return holds


@drawn(25)
@given(
    style=st.sampled_from(sorted(GROUPED)),
    views=st.lists(st.integers(0, 3_000_000), min_size=6, max_size=12),
    large=st.integers(1_000_000, 80_000_000),
)
def test_thousands_are_told_by_the_whole_column(style: str, views: list[int], large: int) -> None:
    numbers = [large, *views]
    likes = [number // 7 for number in numbers]
    with tempfile.TemporaryDirectory() as folder:
        cells = films([GROUPED[style](number) for number in numbers], [GROUPED[style](number) for number in likes])
        right_or_refused(write(Path(folder) / "films.csv", cells), counts(numbers, likes), cause="--decimal")


@pytest.mark.parametrize("style", sorted(GROUPED))
def test_a_number_with_two_signs_between_thousands_leaves_no_doubt(tmp_path: Path, style: str) -> None:
    numbers = [1_234_567, 23_456, 987, 12, 4_000]
    cells = films([GROUPED[style](number) for number in numbers], [str(number) for number in (5, 6, 7, 8, 9)])
    counts(numbers, [5, 6, 7, 8, 9])(read(write(tmp_path / "films.csv", cells)))


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        (["12,5 K", "1,2 K", "987"], [12_500, 1_200, 987]),
        (["12.5K", "1.2K", "987"], [12_500, 1_200, 987]),
        (["1,2 M", "3,4 K", "15"], [1_200_000, 3_400, 15]),
        (["1,5 Mio.", "2,3 Tsd.", "15"], [1_500_000, 2_300, 15]),
        (["1.2万", "3.4万", "15"], [12_000, 34_000, 15]),
    ],
)
def test_a_comma_before_one_digit_and_a_unit_is_a_decimal_comma(
    tmp_path: Path, written: list[str], numbers: list[int]
) -> None:
    path = write(tmp_path / "films.csv", films(written, ["1", "2", "3"]))
    right_or_refused(path, counts(numbers, [1, 2, 3]), cause="--decimal|likes|views")


@pytest.mark.parametrize("cells", [["1,234", "5,678"], ["1.234", "5.678"]])
def test_the_user_decides_what_stands_between_thousands(tmp_path: Path, cells: list[str]) -> None:
    thousands = "comma" if "." in cells[0] else "point"
    path = write(tmp_path / "films.csv", films(cells, ["1", "2"]))
    counts([1234, 5678], [1, 2])(read(path, decimal=thousands))


def test_where_both_readings_fit_both_are_shown(tmp_path: Path) -> None:
    cells = {**films(["1000", "2000", "3000"], ["1", "2", "3"]), "avg_watch_s": ["1,234", "5,678", "2,345"]}
    error = attempt(write(tmp_path / "films.csv", cells))
    assert not isinstance(error, Found), "1,234 seconds may be one and a quarter or a thousand"
    assert {way.others.get("decimal") for way in proposals(str(error))} == {"comma", "point"}


@pytest.mark.parametrize(("decimal", "seconds"), [("comma", 1.234), ("point", 1234.0)])
def test_the_reading_that_the_user_chose_is_taken(tmp_path: Path, decimal: str, seconds: float) -> None:
    cells = {**films(["1000", "2000", "3000"], ["1", "2", "3"]), "avg_watch_s": ["1,234", "5,678", "2,345"]}
    found = read(write(tmp_path / "films.csv", cells), decimal=decimal)
    assert next(post["avg_watch_s"] for post in found.posts if post["post"] == "p0") == pytest.approx(seconds)


@pytest.mark.parametrize("cells", [["12,5 %", "80 %", "3,25 %"], ["12.5%", "80%", "3.25%"]])
def test_a_share_with_a_decimal_comma_is_a_share(tmp_path: Path, cells: list[str]) -> None:
    columns = {**films(["1000", "2000", "3000"], ["1", "2", "3"]), "completion_rate": cells}
    found = read(write(tmp_path / "films.csv", columns))
    rates = [rate for _, rate in found.of_posts("post", "completion_rate")]
    assert rates == pytest.approx([0.125, 0.8, 0.0325])


# Times


ZONED = [
    ("2031-07-0{day} 18:02:45 BRT", "21:02:45"),
    ("2031-07-0{day} 09:29:43 EDT", "13:29:43"),
    ("2031-01-0{day} 09:29:43 PST", "17:29:43"),
    ("2031-07-0{day} 12:00:00 CEST", "10:00:00"),
    ("2031-07-0{day} 12:00:00 JST", "03:00:00"),
    ("2031-07-0{day} 12:00:00 UTC", "12:00:00"),
    ("Jul 0{day} 12:00:00 +0800 2031", "04:00:00"),
    ("2031-07-0{day}_12:00:00", "12:00:00"),
    ("2031/7/{day} 12:00", "12:00:00"),
    ("2031年7月{day}日 12:00", "12:00:00"),
]


@pytest.mark.parametrize(("written", "clock"), ZONED)
def test_a_time_is_read_as_it_is_written(tmp_path: Path, written: str, clock: str) -> None:
    weekdays = ("Fri ", "Sat ", "Sun ") if written.startswith("Jul") else ("",) * 3
    moments = [weekday + written.format(day=day) for weekday, day in zip(weekdays, (4, 5, 6), strict=True)]
    cells: Columns = {"actor": ["ana", "ben", "cleo"], "post": ["p", "p", "q"], "time": moments}
    month = "01" if "-01-" in written else "07"
    times = sorted(event["time"] for event in read(write(tmp_path / "log.csv", cells)).events)
    assert times == [utc(f"2031-{month}-0{day} {clock}") for day in (4, 5, 6)]


TAKEN = "2026-05-01T12:00"
RELATIVE = [
    ("昨天 12:30", datetime(2026, 4, 30, 12, 30, tzinfo=UTC)),
    ("3周前·浙江", datetime(2026, 4, 10, 12, 0, tzinfo=UTC)),
    ("5分钟前", datetime(2026, 5, 1, 11, 55, tzinfo=UTC)),
    ("2天前", datetime(2026, 4, 29, 12, 0, tzinfo=UTC)),
    ("2h ago", datetime(2026, 5, 1, 10, 0, tzinfo=UTC)),
    ("3 days ago", datetime(2026, 4, 28, 12, 0, tzinfo=UTC)),
    ("1 week ago", datetime(2026, 4, 24, 12, 0, tzinfo=UTC)),
]


def spoken(*words: str) -> Columns:
    """Comments whose times are these words."""
    count = len(words)
    return {
        "user": [f"u{n}" for n in range(count)],
        "post": ["p1", "p2"] * (count // 2) + ["p1"] * (count % 2),
        "text": [f"说 {n}" for n in range(count)],
        "time": list(words),
    }


WRITTEN_OUT = ("2026-04-01 10:00:00", "2026-04-02 11:00:00")


@pytest.mark.parametrize(("words", "moment"), RELATIVE)
def test_a_relative_time_counts_from_the_stated_moment(tmp_path: Path, words: str, moment: datetime) -> None:
    path = write(tmp_path / "comments.csv", spoken(*WRITTEN_OUT, words))
    found = read(path, taken=TAKEN)
    assert {event["actor"]: event["time"] for event in found.events}["u2"] == moment


@pytest.mark.parametrize("words", [words for words, _ in RELATIVE])
def test_without_that_moment_a_relative_time_is_no_time(tmp_path: Path, words: str) -> None:
    found = attempt(write(tmp_path / "comments.csv", spoken(*WRITTEN_OUT, words)))
    if isinstance(found, Found):
        assert sorted(event["actor"] for event in found.events) == ["u0", "u1"]
        assert [row["line"] for row in found.rejected] == [4]
        return
    assert "--taken" in str(found), found


def test_relative_times_among_others_are_set_aside_and_the_remedy_told(tmp_path: Path) -> None:
    clock = [f"2026-04-{day:02d} 10:00:00" for day in range(1, 9)]
    path = write(tmp_path / "comments.csv", spoken(*clock, "昨天 12:30", "2h ago"))
    assert len(read(path).events) == 8
    assert "--taken" in check_text(path)
    assert len(read(path, taken=TAKEN).events) == 10


FETCHED = [
    ("scraped_at", "created_at"),
    ("time", "liked_at"),
    ("crawl_time", "ts"),
    ("timestamp", "created"),
    ("采集时间", "时间"),
]
"""Names of when rows were fetched and of when something was done."""


@pytest.mark.parametrize(("fetched", "done"), FETCHED)
def test_a_time_that_is_the_same_in_every_row_is_when_it_was_fetched(tmp_path: Path, fetched: str, done: str) -> None:
    columns: Columns = {
        fetched: ["2031-06-01 00:00:00"] * 6,
        "user_id": [f"u{n}" for n in range(6)],
        "post_id": ["p1", "p2", "p3"] * 2,
        done: [f"2031-05-0{n + 1} 10:00:00" for n in range(6)],
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert sorted(event["time"] for event in found.events) == [utc(f"2031-05-0{n + 1} 10:00") for n in range(6)]


def slashed(days: list[str], column: str = "created_at") -> Columns:
    """A like log whose dates are written with slashes."""
    return {
        "user_id": [f"u{n}" for n in range(len(days))],
        "post_id": [f"p{n % 3}" for n in range(len(days))],
        column: [f"{day} 10:00:00" for day in days],
    }


@pytest.mark.parametrize("sign", ["/", "-"])
def test_dates_that_can_be_read_both_ways_are_refused_with_both(tmp_path: Path, sign: str) -> None:
    days = [f"0{n}{sign}0{9 - n}{sign}2031" for n in range(1, 9)]
    path = write(tmp_path / "likes.csv", slashed(days))
    error = attempt(path)
    assert not isinstance(error, Found)
    assert {way.others.get("dates") for way in proposals(str(error))} == {"day-first", "month-first"}
    for order, month in (("day-first", 8), ("month-first", 1)):
        times = [act[0] for act in read(path, dates=order, timezone="UTC").acts("time")]
        assert min(times).month == 1 and max(times).month == 8
        first = next(row["time"] for row in read(path, dates=order, timezone="UTC").events if row["actor"] == "u0")
        assert first.month == month


@pytest.mark.parametrize(("last", "month"), [("13/02/2031", 2), ("02/13/2031", 2)])
def test_one_date_that_can_be_read_in_one_way_tells_the_order(tmp_path: Path, last: str, month: int) -> None:
    found = read(write(tmp_path / "likes.csv", slashed(["03/02/2031", "04/02/2031", last])), timezone="UTC")
    months = {row["actor"]: row["time"].month for row in found.events}
    assert months == {"u0": 2 if last.startswith("13") else 3, "u1": 2 if last.startswith("13") else 4, "u2": month}


def test_times_that_a_post_can_do_without_are_left_empty_and_the_remedy_is_told(tmp_path: Path) -> None:
    cells: Columns = {"post": ["a", "b"], "author": ["x", "y"], "time": ["01/02/2031", "03/04/2031"], "likes": [5, 6]}
    path = write(tmp_path / "posts.csv", cells)
    assert "--dates day-first or --dates month-first" in check_text(path)
    assert [row["time"] for row in read(path).posts] == [None, None]
    assert [row["time"].month for row in read(path, dates="month-first").posts] == [1, 3]
