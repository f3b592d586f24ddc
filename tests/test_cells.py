"""What a cell says: nobody is not somebody, numbers and times of the world, and one bad cell never costs a row."""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import likewise
from likewise.engine import Engine
from likewise.errors import InputError
from likewise.ingest.validate.nobody import SIGNS
from likewise.show.cli import app
from likewise.sources import read
from likewise.sources.encode import encode
from test_sources_support import NOON, emptied, events, frame, reading, rejected, rows, written

US = 1_000_000


def posts_of(folder: Path, header: str, *lines: str) -> Path:
    return written(folder, "posts.csv", "\n".join([header, *lines, ""]))


def posts(data: object, columns: str, **options: Any) -> list[Any]:
    """The usable posts of some data; of one column, the bare values."""
    with reading(data, **options) as (engine, _):
        found = rows(engine, columns, "source_post")
    return [row[0] for row in found] if "," not in columns else found


# Nobody is not somebody.


@pytest.mark.parametrize("sign", [sign.text for sign in SIGNS])
def test_a_sign_for_nobody_is_no_account_unless_it_is_kept(sign: str) -> None:
    data = frame(
        actor=["ann", sign], author=[sign, "bob"], post=["p1", "p2"], kind=["like"] * 2, time=["2024-01-01"] * 2
    )
    with reading(data) as (engine, found):
        assert rows(engine, "actor, author") == [("ann", None)]
        assert rows(engine, "line, reason", "source_rejected") == [(2, "id stands for nobody")]
        said = [(one.values["sign"], one.values["column"]) for one in found.assumptions if one.key == "nobody"]
        assert said == [(sign, "actor"), (sign, "author")]
    with reading(data, keep_ids=[sign]) as (engine, found):
        assert rows(engine, "actor, author") == [("ann", sign), (sign, "bob")]
        assert "nobody" not in {one.key for one in found.assumptions}


@pytest.mark.parametrize(
    "handle",
    [
        "Na",
        "nA",
        "naN",
        "nullable",
        "none_",
        "NONE",
        "Deleted",
        "removed",
        "deleted_scenes",
        "匿名的猫",
        "-x",
        "0",
        "00",
        "已注销吗",
    ],
)
def test_a_handle_that_only_looks_alike_is_somebody(handle: str) -> None:
    assert events(frame(actor=[handle]), "actor") == [handle]


def test_the_author_of_a_like_without_one_is_looked_up(tmp_path: Path) -> None:
    log = written(
        tmp_path,
        "log.csv",
        "actor,post,author,kind,time\ncleo,p3,NA,like,2031-04-01 10:08:00\ndora,p3,ben,like,2031-04-01 10:08:30\n",
    )
    with reading(log) as (engine, _):
        encode(engine)
        found = engine.arrow("select id, author from post_id").to_pylist()
    assert found == [{"id": "p3", "author": "ben"}]


def test_a_like_on_a_post_called_nobody_is_set_aside_and_a_follow_is_not() -> None:
    data = frame(
        actor=["a", "b"], author=["x", "y"], post=["NA", "NA"], kind=["like", "follow"], time=["2024-01-01"] * 2
    )
    with reading(data) as (engine, _):
        assert rows(engine, "actor, post") == [("b", None)]
        assert rows(engine, "reason", "source_rejected") == [("id stands for nobody",)]


def test_a_sign_for_missing_words_is_no_comment_that_fits_under_any_post(tmp_path: Path) -> None:
    lines = ["a,p1,[removed]", "b,p2,[removed]", "c,p3,NA", "d,p4,无", "e,p5,none of it"]
    path = written(
        tmp_path,
        "comments.csv",
        "\n".join(["actor,post,comment_text,time", *(f"{one},2024-01-01 12:00:00" for one in lines), ""]),
    )
    with reading(path) as (engine, found):
        assert [row[0] for row in rows(engine, "text")] == [None, None, None, "无", "none of it"]
        said = {one.values["sign"]: one.values["rows"] for one in found.assumptions if one.key == "wordless"}
    assert said == {"[removed]": "2", "NA": "1"}


def test_a_title_that_stands_for_a_post_may_say_anything(tmp_path: Path) -> None:
    path = posts_of(tmp_path, "标题,点赞", "无,5", "None,6")
    assert posts(path, "post, likes") == [("无", 5), ("None", 6)]


def test_fields_of_a_known_source_stand_for_nobody_too(tmp_path: Path) -> None:
    header = "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls"
    lines = ["m1,ana,a,NA,NA,one,1930000000,NA", "m2,ben,b,m1,NA,,1930000060,NA", "m3,NA,c,m1,NA,,1930000070,NA"]
    path = written(tmp_path, "messages.csv", "\n".join([header, *lines, ""]))
    with reading(path) as (engine, found):
        assert found.files[0].source == "coordination-network-toolkit"
        assert rows(engine, "actor, author, post, kind") == [("ben", "ana", "m1", "repost")]
        assert {row[0] for row in rows(engine, "post", "source_post")} == {"m1"}
        said = {(one.values["sign"], one.values["column"]) for one in found.assumptions if one.key == "nobody"}
        assert {("NA", "repost_id"), ("NA", "reply_id"), ("NA", "user_id")} <= said


# One bad cell never costs the row.

BAD = {
    "likes": ("many", "x12", "-5", "12 likes!"),
    "views": ("-1",),
    "completion_rate": ("half", "250%", "-3%"),
    "duration_s": ("long", "P0D", "-4"),
    "time": ("soon", "1999-12-31 10:00:00", "2024-02-30 10:00:00", "3周前", "2024-05-01 10:00 CST"),
    "author": ("NA", "1.00449E+11", "12345.0", "x" * 1001),
}
GOOD = {
    "likes": "12",
    "views": "1,200",
    "completion_rate": "37%",
    "duration_s": "0:09",
    "time": "2024-01-01 12:00:00",
    "author": "ann",
}
READ = {"likes": 12, "views": 1200, "completion_rate": 0.37, "duration_s": 9.0, "time": NOON, "author": "ann"}


@st.composite
def cells(draw: st.DrawFn) -> list[dict[str, str | None]]:
    """Rows of posts, some of whose cells can't be read; None for the good ones."""
    count = draw(st.integers(1, 8))
    return [
        {name: draw(st.one_of(st.none(), st.sampled_from(values))) for name, values in BAD.items()}
        for _ in range(count)
    ]


@settings(max_examples=25)
@given(cells())
def test_one_bad_cell_never_costs_a_row(drawn: list[dict[str, str | None]]) -> None:
    # A good row beside them: ids that all end in .0 are whole numbers.
    drawn = [*drawn, dict.fromkeys(BAD)]
    table = {name: [one[name] or GOOD[name] for one in drawn] for name in BAD}
    data = {"posts": pa.table({"post": [f"p{i}" for i in range(len(drawn))], **table})}
    with reading(data) as (engine, found):
        assert found.rows["posts"].used == len(drawn)
        used = rows(engine, ", ".join(BAD), "source_post")
        cells_emptied = sum(one.rows for one in found.files[0].emptied)
    for one, row in zip(drawn, used, strict=True):
        assert dict(zip(BAD, row, strict=True)) == {name: READ[name] if one[name] is None else None for name in BAD}
    # That nobody wrote a post is told by its sign.
    assert cells_emptied == sum(one[name] not in (None, "NA") for one in drawn for name in BAD)


def test_what_was_left_empty_is_told_by_column_and_reason_with_its_first_line(tmp_path: Path) -> None:
    path = posts_of(tmp_path, "post,点赞,duration", "a,3,PT48S", "b,-1,x", "c,-1,soon", "d,lots,PT1H2M3S")
    assert posts(path, "post, likes, duration_s") == [
        ("a", 3, 48.0),
        ("b", None, None),
        ("c", None, None),
        ("d", None, 3723.0),
    ]
    assert emptied(path) == [
        ("duration", "not a number", 2, 3, "x"),
        ("点赞", "hidden number", 2, 3, "-1"),
        ("点赞", "not a number", 1, 5, "lots"),
    ]


def test_cells_are_left_empty_in_place_too() -> None:
    data = frame(
        actor=["a", "b", "c"],
        author=["x", "1.00449E+11", "x"],
        post=["p"] * 3,
        kind=["like"] * 3,
        time=pa.array([NOON] * 3, pa.timestamp("us", tz="UTC")),
        dwell_s=[1.0, -2.0, 3.0],
        completion=[0.5, 0.5, 7.0],
    )
    assert events(data, "author, dwell_s, completion") == [("x", 1.0, 0.5), (None, None, 0.5), ("x", 3.0, None)]
    assert emptied(data) == [
        ("author", "id in scientific notation", 1, 2, "1.00449E+11"),
        ("completion", "share out of range", 1, 3, "7.0"),
        ("dwell_s", "negative number", 1, 2, "-2.0"),
    ]


def test_a_column_of_nothing_but_hidden_numbers_is_missing() -> None:
    data = {"posts": pa.table({"post": ["a", "b"], "likes": [-1, -1], "views": [1, 2]})}
    with reading(data) as (_, found):
        assert "posts.likes" in found.missing
        assert "posts.views" in found.present


def test_a_post_of_a_like_is_needed_whatever_is_wrong_with_it() -> None:
    assert rejected(frame(post=["1.00449E+11"]), "reason") == ["id in scientific notation"]
    assert events(frame(post=["1.00449E+11"], kind=["follow"]), "post") == [None]


def test_check_and_the_terminal_tell_cells_that_were_left_empty(tmp_path: Path) -> None:
    path = posts_of(
        tmp_path,
        "post,author,time,views,likes",
        *(f"p{i},ann,2024-01-0{i} 10:00:00,{i}0,{'x' if i % 2 else i}" for i in range(1, 9)),
    )
    found = json.loads(CliRunner().invoke(app, ["check", str(path), "--json"]).stdout)
    assert [(one["column"], one["reason"], one["rows"], one["line"], one["detail"]) for one in found["emptied"]] == [
        ("likes", "not a number", 4, 2, "x")
    ]
    assert "likes: 4 cells left empty" in CliRunner().invoke(app, ["check", str(path)]).stdout
    made = CliRunner().invoke(app, ["report", str(path), "--out", str(tmp_path / "out")])
    assert made.exit_code == 0
    assert "4 cells could not be read and were left empty (likes)" in made.stdout
    assert "Times without a zone (time) are read as UTC; --tz chooses another" in made.stdout
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert [one["column"] for one in run["emptied"]] == ["likes"]
    assert "Cells that can&#39;t be read" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


# Numbers of the world. The styles are written here by hand, apart from the code that reads them.


@dataclass(frozen=True)
class Locale:
    """How a country writes numbers: what groups digits, what stands before decimals, and its words for magnitudes."""

    group: str
    decimal: str
    words: tuple[tuple[str, int], ...] = ()
    indian: bool = False


LOCALES = {
    "English": Locale(",", ".", (("K", 3), ("M", 6), (" million", 6), ("B", 9))),
    "German": Locale(".", ",", ((" Tsd.", 3), (" Mio.", 6), ("\u00a0Mio", 6), (" Mrd.", 9))),
    "French": Locale("\u202f", ",", (("\u00a0k", 3), ("\u00a0M", 6), (" Md", 9))),
    "Spanish": Locale(".", ",", ((" mil", 3), (" M", 6))),
    "Portuguese": Locale(".", ",", ((" mil", 3), (" mi", 6))),
    "Swiss": Locale("’", ".", (("k", 3), (" Mio", 6))),
    "Swedish": Locale("\u00a0", ",", ((" tn", 3), (" mn", 6))),
    "Indian": Locale(",", ".", ((" lakh", 5), (" crore", 7), ("K", 3)), indian=True),
    "Chinese": Locale(",", ".", (("千", 3), ("万", 4), ("w", 4), ("亿", 8))),
    "Japanese": Locale(",", ".", (("万", 4), ("億", 8))),
    "Russian": Locale("\u00a0", ",", ((" тыс.", 3), (" млн", 6), (" млрд", 9))),
    "Indonesian": Locale(".", ",", ((" rb", 3), (" jt", 6))),
}


def grouped(number: int, locale: Locale) -> str:
    digits = str(number)
    if locale.indian and len(digits) > 3:
        head, tail = digits[:-3], digits[-3:]
        parts = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
        return locale.group.join([*parts, tail])
    parts = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)][::-1]
    return locale.group.join(parts)


@st.composite
def columns_of_counts(draw: st.DrawFn) -> tuple[str, list[str], list[int]]:
    """A column of counts as one country writes it, and what it says."""
    name = draw(st.sampled_from(sorted(LOCALES)))
    locale, texts, numbers = LOCALES[name], list[str](), list[int]()
    for _ in range(draw(st.integers(1, 8))):
        short = draw(st.booleans())
        if locale.words and short:
            word, power = draw(st.sampled_from(locale.words))
            tenths = draw(st.integers(1, 9_999))
            texts.append(f"{tenths // 10}{locale.decimal}{tenths % 10}{word}")
            numbers.append(tenths * 10 ** (power - 1))
        else:
            number = draw(st.one_of(st.integers(0, 999), st.integers(1000, 10**9)))
            texts.append(grouped(number, locale) if draw(st.booleans()) else str(number))
            numbers.append(number)
    return name, texts, numbers


@settings(max_examples=60)
@given(columns_of_counts(), st.booleans())
def test_counts_are_read_as_their_country_writes_them_or_refused(
    drawn: tuple[str, list[str], list[int]], wide: bool
) -> None:
    _, texts, numbers = drawn
    marked = [text for text in texts if "." in text or "," in text]
    if wide:
        texts = [text.translate({ord("0") + digit: ord("０") + digit for digit in range(10)}) for text in texts]
    data = {"posts": pa.table({"post": [f"p{i}" for i in range(len(texts))], "views": texts})}
    try:
        found = posts(data, "views")
    except InputError as error:
        # Only what ends in zeros behind each dot can be read both ways.
        assert marked
        assert all(re.fullmatch("[0-9]{1,3}[.]000", text) for text in marked)
        assert "--decimal comma" in str(error)
        assert posts(data, "views", decimal="comma") == numbers
        return
    assert found == numbers


def test_what_can_be_read_both_ways_is_refused_with_both_readings() -> None:
    data = {"posts": pa.table({"post": ["a", "b"], "views": ["12.000", "3.000"]})}
    with pytest.raises(InputError) as error:
        posts(data, "views")
    for said in ("`views`", "`12.000` is 12 with", "12,000", "--decimal point", "--decimal comma"):
        assert said in str(error.value)
    assert "--decimal comma" in error.value.in_words("zh")
    assert posts(data, "views", decimal="comma") == [12_000, 3_000]
    assert posts(data, "views", decimal="point") == [12, 3]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["12,5 K", "23.456", "987"], [12_500, 23_456, 987]),
        (["23.456", "3.456", "54"], [23_456, 3_456, 54]),
        (["12.0", "3.0", "nan"], [12, 3, None]),
        (["18,400", "3"], [18_400, 3]),
        (["12,000", "3"], [12_000, 3]),
        (["1.2万", "1千+", "10+"], [12_000, 1_000, 10]),
        (["1.2k", "3,4 k"], [1_200, 3_400]),
        (["１２３４", "5"], [1_234, 5]),
        (["12,34,567", "5"], [1_234_567, 5]),
        (["5 views", "1.2K likes"], [5, 1_200]),
    ],
)
def test_counts_in_a_column_are_read_together(texts: list[str], numbers: list[int | None]) -> None:
    data = {"posts": pa.table({"post": [f"p{i}" for i in range(len(texts))], "views": texts})}
    assert posts(data, "views") == numbers


def test_the_other_columns_of_a_file_tell_how_its_numbers_are_written() -> None:
    data = {"posts": pa.table({"post": ["a", "b"], "views": ["23.456", "7"], "likes": ["12.000", "3"]})}
    assert posts(data, "views, likes") == [(23_456, 12_000), (7, 3)]


def test_a_comma_before_decimals_is_told_with_an_example() -> None:
    data = {
        "posts": pa.table({"post": ["a"], "views": ["12,5 K"], "completion_rate": ["37,5 %"], "avg_watch_s": ["9,5"]})
    }
    with reading(data) as (engine, found):
        assert rows(engine, "views, completion_rate, avg_watch_s", "source_post") == [(12_500, 0.375, 9.5)]
        said = [one.values for one in found.assumptions if one.key == "decimal_comma"]
    assert {"column": "views", "example": "12,5 K", "number": "12,500"} in said


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT1M3S", 63),
        ("PT48S", 48),
        ("P1DT2H", 93_600),
        ("PT1H2M3S", 3723),
        ("PT0.5S", 0.5),
        ("1:03", 63),
        ("0:01:03", 63),
        ("1:01:03", 3663),
        ("1m 3s", 63),
        ("1h2m", 3720),
        ("63 seconds", 63),
        ("1 minute, 3 seconds", 63),
        ("2 hrs 5 min", 7500),
        ("1分3秒", 63),
        ("1小时2分3秒", 3723),
        ("32.50秒", 32.5),
        ("12s", 12),
        ("63", 63),
        ("P0D", None),
        ("-", None),
        ("", None),
    ],
)
def test_lengths_are_read_however_they_are_written(text: str, seconds: float | None) -> None:
    assert posts({"posts": pa.table({"post": ["a"], "duration_s": [text]})}, "duration_s") == [seconds]


# Times of the world.

WROTE: dict[str, Callable[[datetime.datetime], str]] = {
    "ISO": lambda t: t.strftime("%Y-%m-%d %H:%M:%S"),
    "underscore": lambda t: t.strftime("%Y-%m-%d_%H:%M:%S"),
    "Chinese": lambda t: f"{t.year}年{t.month}月{t.day}日 {t:%H:%M:%S}",
    "Chinese half days": lambda t: (
        f"{t.year}年{t.month}月{t.day}日 {'上午' if t.hour < 12 else '下午'}{(t.hour - 1) % 12 + 1}:{t:%M:%S}"
    ),
    "American": lambda t: f"{t:%b} {t.day}, {t.year} {(t.hour - 1) % 12 + 1}:{t:%M:%S} {t:%p}",
    "American in full": lambda t: f"{t:%B} {t.day}, {t.year} at {(t.hour - 1) % 12 + 1}:{t:%M:%S} {t:%p}",
    "day first": lambda t: f"{t.day} {t:%b} {t.year} {t:%H:%M:%S}",
    "dotted": lambda t: f"{t.day}.{t.month}.{t.year} {t:%H:%M:%S}",
    "compact": lambda t: t.strftime("%Y%m%dT%H%M%S"),
    "digits": lambda t: t.strftime("%Y%m%d%H%M%S"),
    "weekday": lambda t: t.strftime("%a, %d %b %Y %H:%M:%S"),
    "Korean": lambda t: (
        f"{t.year}. {t.month}. {t.day}. {'오전' if t.hour < 12 else '오후'} {(t.hour - 1) % 12 + 1}:{t:%M:%S}"
    ),
    "wide": lambda t: t.strftime("%Y/%m/%d %H:%M:%S").translate({ord("0") + d: ord("０") + d for d in range(10)}),
}
ZONED: dict[str, tuple[Callable[[datetime.datetime], str], str]] = {
    "RFC 2822": (lambda t: t.strftime("%a, %d %b %Y %H:%M:%S %z"), "Asia/Kolkata"),
    "Twitter": (lambda t: t.strftime("%a %b %d %H:%M:%S %z %Y"), "America/New_York"),
    "Go": (lambda t: f"{t:%Y-%m-%d %H:%M:%S} {t:%z} CST", "Asia/Shanghai"),
    "JavaScript": (lambda t: f"{t:%a %b %d %Y %H:%M:%S} GMT{t:%z} (China Standard Time)", "Asia/Shanghai"),
    "Java": (lambda t: f"{t:%Y-%m-%dT%H:%M:%S}+09:00[Asia/Tokyo]", "Asia/Tokyo"),
    "letters": (lambda t: f"{t:%Y-%m-%d %H:%M:%S} {t:%Z}", "America/New_York"),
    "letters of Brazil": (lambda t: f"{t:%Y-%m-%d %H:%M:%S} BRT", "America/Bahia"),
    "letters of Japan": (lambda t: f"{t:%b %d, %Y %H:%M:%S} JST", "Asia/Tokyo"),
}
MOMENTS = st.datetimes(datetime.datetime(2001, 1, 1), datetime.datetime(2060, 1, 1)).map(
    lambda t: t.replace(microsecond=0)
)


def micros(moment: datetime.datetime) -> int:
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(microseconds=1)


@settings(max_examples=50)
@given(
    st.sampled_from(sorted(WROTE)), st.lists(MOMENTS, min_size=1, max_size=5), st.sampled_from(["UTC", "Asia/Tokyo"])
)
def test_a_time_without_a_zone_is_read_in_the_zone_given(
    style: str, moments: list[datetime.datetime], zone: str
) -> None:
    texts = [WROTE[style](moment) for moment in moments]
    data = frame(
        actor=[f"a{i}" for i in range(len(texts))],
        author=["b"] * len(texts),
        post=["p"] * len(texts),
        kind=["like"] * len(texts),
        time=texts,
    )
    with reading(data, timezone=zone) as (engine, found):
        assert [row[0] for row in rows(engine, "time")] == [micros(t.replace(tzinfo=ZoneInfo(zone))) for t in moments]
        keys = {one.key for one in found.assumptions}
    assert keys & {"time_zone", "time_digits"}


@settings(max_examples=40)
@given(st.sampled_from(sorted(ZONED)), MOMENTS)
def test_a_time_with_a_zone_is_read_in_its_own(style: str, moment: datetime.datetime) -> None:
    write, zone = ZONED[style]
    there = moment.replace(tzinfo=datetime.UTC).astimezone(ZoneInfo(zone))
    # Brazil's letters stand for three hours, which Bahia keeps to but for summers of long ago.
    expected = there.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=-3))) if "Brazil" in style else there
    data = frame(time=[write(there)])
    with reading(data, timezone="Asia/Seoul") as (engine, found):
        assert rows(engine, "time") == [(micros(expected),)]
        assert "time_zone" not in {one.key for one in found.assumptions}


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2024-04-05 10:00 (UTC+8)", 2),
        ("2024-04-05 10:00 GMT+8", 2),
        ("2024-04-05 10:00 (EDT)", 14),
        ("2024-04-05 10:00 北京时间", 2),
        ("2024-04-05(Fri) 10:00", 10),
        ("2024年4月5日(金) 10:00", 10),
        ("2024年4月5日 星期五 中午12:30", 12.5),
        ("2024-04-05 晚上9点30分", 21.5),
        ("10:00 AM · Apr 5, 2024", 10),
        ("5 de abril de 2024 10:00", 10),
        ("5. April 2024, 10:00", 10),
        ("Friday, April 5th, 2024", 0),
        ("2024-04-05 10:00 浙江", 10),
        ("4/13/24, 10:00 AM", 8 * 24 + 10),
        ("2024-04-05 10:00 美国东部时间", None),
        ("2024-04-05 10:00 XYZ", None),
        ("2024-04-05 (later)", None),
        ("2024-04-05 (as seen in the app)", 0),
        ("2024-04-05 10", None),
        ("2024年4月5日 下午", None),
        ("15:00 AM, Apr 5, 2024", None),
    ],
)
def test_a_time_is_read_as_it_says_or_not_at_all(text: str, hour: float | None) -> None:
    found = events(frame(time=[text]), "time")
    day = micros(datetime.datetime(2024, 4, 5, tzinfo=datetime.UTC))
    assert found == ([] if hour is None else [day + round(hour * 3600) * US])


def test_dates_in_digits_are_dates_in_every_type() -> None:
    for times in (
        pa.array([20240101, 20240102]),
        pa.array(["20240101", "20240102"]),
        pa.array([20240101.0, 20240102.0]),
    ):
        data = frame(actor=["a", "b"], author=["x"] * 2, post=["p"] * 2, kind=["like"] * 2, time=times)
        assert events(data, "time") == [NOON - 43_200 * US, NOON + 43_200 * US]
    assert events(frame(time=pa.array([202401011200])), "time", timezone="Asia/Tokyo") == [NOON - 9 * 3600 * US]


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Shanghai", 8), ("America/Chicago", -6), ("UTC", None)])
def test_letters_of_several_zones_are_read_only_in_the_zone_that_is_called_so(zone: str, hours: int | None) -> None:
    data = frame(time=["2024-01-01 12:00:00 CST"])
    if hours is None:
        assert rejected(data, "reason") == ["unclear zone"]
    else:
        assert events(data, "time", timezone=zone) == [NOON - hours * 3600 * US]


TAKEN = datetime.datetime(2026, 5, 10, 12, 0)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("昨天 12:30", datetime.datetime(2026, 5, 9, 12, 30)),
        ("前天 08:05", datetime.datetime(2026, 5, 8, 8, 5)),
        ("今天 08:05", datetime.datetime(2026, 5, 10, 8, 5)),
        ("昨天 下午3:20", datetime.datetime(2026, 5, 9, 15, 20)),
        ("3周前·浙江", TAKEN - datetime.timedelta(weeks=3)),
        ("2h ago", TAKEN - datetime.timedelta(hours=2)),
        ("2小时前", TAKEN - datetime.timedelta(hours=2)),
        ("刚刚", TAKEN),
        ("just now", TAKEN),
        ("12 days ago", TAKEN - datetime.timedelta(days=12)),
        ("an hour ago", TAKEN - datetime.timedelta(hours=1)),
        ("5分钟前", TAKEN - datetime.timedelta(minutes=5)),
        ("编辑于 昨天 23:10 上海", datetime.datetime(2026, 5, 9, 23, 10)),
        ("05-12 浙江", datetime.datetime(2025, 5, 12)),
        ("Apr 5", datetime.datetime(2026, 4, 5)),
        ("12 May 10:30", datetime.datetime(2025, 5, 12, 10, 30)),
        ("05-02", datetime.datetime(2026, 5, 2)),
        ("5月2日 21:30", datetime.datetime(2026, 5, 2, 21, 30)),
        ("3w", TAKEN - datetime.timedelta(weeks=3)),
        ("Yesterday at 3:04 PM", datetime.datetime(2026, 5, 9, 15, 4)),
        ("Streamed 2 weeks ago", TAKEN - datetime.timedelta(weeks=2)),
    ],
)
def test_a_relative_time_is_one_only_from_a_stated_moment(text: str, there: datetime.datetime) -> None:
    data = frame(time=[text])
    assert rejected(data, "reason") == ["relative time"]
    with reading(data, timezone="Asia/Shanghai", taken="2026-05-10T12:00:00") as (engine, found):
        assert rows(engine, "time") == [(micros(there.replace(tzinfo=ZoneInfo("Asia/Shanghai"))),)]
        assert found.files[0].estimated
        assert [one.values["column"] for one in found.assumptions if one.key == "times_estimated"] == ["time"]
        # What goes by moments is not read off estimates.
        assert "events.time" not in encode(engine).holds


def test_the_moment_must_be_one() -> None:
    with pytest.raises(InputError, match="--taken yesterday: this is no date or time"):
        events(frame(), taken="yesterday")


def test_a_post_whose_time_is_an_estimate_has_no_birth() -> None:
    data = {
        "events": frame(actor=["a"], author=["x"], post=["p"], kind=["like"], time=["2026-05-01 10:00:00"]),
        "posts": pa.table({"post": ["p", "q"], "author": ["x", "x"], "time": ["3周前", "2026-05-02 10:00:00"]}),
    }
    with reading(data, taken="2026-05-10") as (engine, _):
        encode(engine)
        found = engine.arrow("select id, time is null as untimed, born is null as unborn from post order by id")
    # Both are in one table, and its times are taken for estimates together.
    assert found.to_pylist() == [{"id": one, "untimed": False, "unborn": True} for one in ("p", "q")]


def test_chinese_files_without_a_zone_are_told_of_their_tools() -> None:
    written = {"post": ["a"], "likes": [1], "time": ["2024-01-01 12:00:00"]}
    english = {"posts": pa.table(written | {"text": ["a day at the lake"]})}
    chinese = {"posts": pa.table(written | {"text": ["湖边的一天"]})}
    for data, zone, expected in ((chinese, None, True), (chinese, "UTC", False), (english, None, False)):
        with reading(data, timezone=zone) as (_, found):
            keys = {one.key for one in found.assumptions}
        assert ("chinese_times" in keys) is expected
        assert "time_zone" in keys


def test_times_under_chinese_headers_are_those_of_china_unless_another_zone_is_given() -> None:
    data = {"posts": pa.table({"作品id": ["a"], "点赞": [1], "发布时间": ["2024-01-01 12:00:00"]})}
    for zone, taken in ((None, "Asia/Shanghai"), ("Asia/Tokyo", "Asia/Tokyo")):
        with reading(data, timezone=zone) as (_, found):
            assert [one.values["timezone"] for one in found.assumptions if one.key == "time_zone"] == [taken]


# Where most rows can't be read.


def mostly_bad(folder: Path, good: int, bad: int) -> Path:
    lines = [f"a{i},b{i},p{i},2024-01-01 12:00:{i:02}" for i in range(good)]
    lines += [f"a{i},b{i},q{i},someday" for i in range(bad)]
    return written(folder, "events.csv", "\n".join(["actor,author,post,time", *lines, ""]))


def test_a_run_on_the_rest_of_a_file_must_be_asked_for(tmp_path: Path) -> None:
    path = mostly_bad(tmp_path, good=9, bad=12)
    with pytest.raises(InputError) as error:
        likewise.report(path, tmp_path / "out")
    for said in ("events.csv", "12 of 21 rows", "times aren't understood", "line 11", "time=someday", "--partial"):
        assert said in str(error.value)
    assert "看不懂时间" in error.value.in_words("zh")
    assert not (tmp_path / "out").exists()
    assert likewise.report(path, tmp_path / "out", partial=True).run["rows"]["events"]["used"] == 9
    checked = CliRunner().invoke(app, ["check", str(path)])
    assert checked.exit_code == 0


def test_doubles_and_few_bad_rows_stop_nobody(tmp_path: Path) -> None:
    twice = written(tmp_path, "twice.csv", "actor,author,post,time\n" + "a,b,p,2024-01-01 12:00:00\n" * 30)
    assert likewise.report(twice, tmp_path / "one").run["rows"]["events"]["used"] == 1
    few = mostly_bad(tmp_path, good=2, bad=9)
    assert likewise.report(few, tmp_path / "two").run["rows"]["events"]["used"] == 2


# The same on both engines.

NUMBERS = ["12,5 K", "1.234", "987", "1.234.567", "12 Mio.", "-1", "x", None, "１２,5 K", "1 234", "NA", "3+"]
TIMES = [
    *(write(datetime.datetime(2024, 4, 5, 15, 4, 5)) for write in WROTE.values()),
    *(write(datetime.datetime(2024, 4, 5, 15, 4, 5, tzinfo=ZoneInfo(zone))) for write, zone in ZONED.values()),
    *(
        "2h ago",
        "昨天 12:30",
        "3周前·浙江",
        "05-12 浙江",
        "soon",
        "2024-02-30",
        "2024-01-01 CST",
        "4/5/24, 3:04 PM",
        None,
    ),
    *("2024-05-12\u00a010:00 浙江", "3:04\u202fPM · Apr 5, 2024", "2024年4月5日 21時30分05秒", "Fri Apr 05 2024 15:04"),
]
LENGTHS = ["PT1M3S", "1:03", "1分3秒", "63 seconds", "P0D", "x", "9,5", "1,5 min", None, "-3"]
SHARES = ["37,5 %", "0,25", "<0,1%", "250%", "x", None]


def test_cells_are_read_alike_on_both_engines(engine: Engine, tmp_path: Path) -> None:
    size = len(TIMES)

    def padded(values: list[Any]) -> list[Any]:
        return [values[i % len(values)] for i in range(size)]

    ids = padded(["ann", "NA", "[deleted]", "1.00449E+11", "匿名用户", " None", "bob", None])
    table = {"likes": NUMBERS, "duration_s": LENGTHS, "completion_rate": SHARES}
    (tmp_path / "posts").mkdir()
    pq.write_table(
        pa.table(
            {"post": [f"p{i}" for i in range(size)], "author": ids, "time": TIMES}
            | {name: padded(values) for name, values in table.items()}
        ),
        tmp_path / "posts" / "posts.parquet",
    )
    found = read(engine, tmp_path / "posts" / "posts.parquet", taken="2026-05-10", timezone="Asia/Shanghai")
    used = engine.arrow(
        "select post, author, time, likes, duration_s, completion_rate from source_post order by length(post), post"
    ).to_pylist()
    assert used == _expected(size)
    # What neither engine could read, they say alike.
    unread = {(one.column, one.reason): (one.rows, one.detail) for one in found.files[0].emptied}
    assert unread == {
        ("author", "id in scientific notation"): (4, "1.00449E+11"),
        ("completion_rate", "not a number"): (5, "x"),
        ("completion_rate", "share out of range"): (6, "250%"),
        ("duration_s", "hidden number"): (3, "P0D"),
        ("duration_s", "negative number"): (3, "-3"),
        ("duration_s", "not a number"): (3, "x"),
        ("likes", "hidden number"): (3, "-1"),
        ("likes", "not a number"): (3, "x"),
        ("time", "time not understood"): (3, "soon"),
    }


def _moments() -> list[int | None]:
    """What TIMES say, in Shanghai, where the data were taken at the beginning of 10 May 2026."""
    here, wrote = ZoneInfo("Asia/Shanghai"), datetime.datetime(2024, 4, 5, 15, 4, 5)
    taken = datetime.datetime(2026, 5, 10, tzinfo=here)
    zoned = [wrote.replace(tzinfo=ZoneInfo(zone)) for _, zone in ZONED.values()]
    others = [
        taken - datetime.timedelta(hours=2),
        datetime.datetime(2026, 5, 9, 12, 30, tzinfo=here),
        taken - datetime.timedelta(weeks=3),
        datetime.datetime(2025, 5, 12, tzinfo=here),
        *(None, None),
        datetime.datetime(2024, 1, 1, tzinfo=here),
        *(None, None),
        datetime.datetime(2024, 5, 12, 10, tzinfo=here),
        datetime.datetime(2024, 4, 5, 15, 4, tzinfo=here),
        datetime.datetime(2024, 4, 5, 21, 30, 5, tzinfo=here),
        datetime.datetime(2024, 4, 5, 15, 4, tzinfo=here),
    ]
    every = [*[wrote.replace(tzinfo=here)] * len(WROTE), *zoned, *others]
    return [None if one is None else micros(one) for one in every]


def _expected(size: int) -> list[dict[str, Any]]:
    likes = [12_500, 1_234, 987, 1_234_567, 12_000_000, None, None, None, 12_500, 1_234, None, 3]
    lengths = [63.0, 63.0, 63.0, 63.0, None, None, 9.5, 90.0, None, None]
    shares = [0.375, 0.25, 0.001, None, None, None]
    moments = _moments()
    authors = ["ann", None, None, None, None, None, "bob", None]
    return [
        {
            "post": f"p{i}",
            "author": authors[i % 8],
            "time": moments[i],
            "likes": likes[i % 12],
            "duration_s": lengths[i % 10],
            "completion_rate": shares[i % 6],
        }
        for i in range(size)
    ]
