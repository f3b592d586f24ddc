"""What YouTube, TikTok, Meta, X and LinkedIn export of a creator's own posts is read as its maker means it."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from known_files import Cells, delimited, posts, source_of, workbook, written
from likewise.sources import Rows
from test_sources_support import reading, rejected


def at(*moment: int) -> int:
    """A moment in UTC, µs."""
    return int(datetime(*moment, tzinfo=UTC).timestamp() * 1e6)  # type: ignore[arg-type, misc]


TABLE: Cells = [
    [
        "Content",
        "Video title",
        "Video publish time",
        "Duration",
        "Likes",
        "Views",
        "Watch time (hours)",
        "Subscribers",
        "Average view duration",
        "Impressions",
        "Impressions click-through rate (%)",
    ],
    ["Total", None, None, None, 30, 300, 9.5, 4, "0:01:02", 5000, 5.22],
    ["2q4TS4z4Rpk", "First, of all", "Jan 6, 2024", 2496, 20, 200, 6.1, 6, "0:16:02", 3000, 4.02],
    [" -dD-yDWr9Yx", "Second", "2022-07-13", 1008, 10, 100, 3.4, -2, "0:09", 2000, None],
]
OF_TABLE = "post, time, duration_s, likes, views, avg_watch_s, impressions, new_follows"
READ_TABLE = [
    ("2q4TS4z4Rpk", at(2024, 1, 6), 2496.0, 20, 200, 962.0, 3000, 6),
    ("-dD-yDWr9Yx", at(2022, 7, 13), 1008.0, 10, 100, 9.0, 2000, None),
]


def test_youtubes_table_is_read_without_its_total(tmp_path: Path) -> None:
    path = written(tmp_path / "Table data.csv", TABLE)
    assert posts(path, OF_TABLE) == READ_TABLE
    assert rejected(path) == [(2, "summary row")]


def test_youtubes_names_of_2026_are_the_same_columns(tmp_path: Path) -> None:
    renamed = {"Impressions": "Thumbnail impressions", "Subscribers": "Subscribers gained"}
    path = written(tmp_path / "Table data.csv", [[renamed.get(name, name) for name in TABLE[0]], *TABLE[1:]])
    assert posts(path, OF_TABLE) == READ_TABLE


def test_youtubes_archive_is_read_with_its_days_set_aside(tmp_path: Path) -> None:
    days: Cells = [["Date", "Content", "Video title", "Video publish time", "Duration", "Views"]]
    days += [[f"2024-01-0{day}", "2q4TS4z4Rpk", "First, of all", "Jan 6, 2024", 2496, day] for day in (6, 7)]
    path = tmp_path / "Content 2024.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Chart data.csv", delimited(days))
        archive.writestr("Table data.csv", delimited(TABLE))
        archive.writestr("Totals.csv", "Date,Views\n2024-01-06,200\n")
    assert posts(path, OF_TABLE) == READ_TABLE
    with reading(path) as (_, found):
        assert found.rows["posts"] == Rows(5, 2, 3)
        assert [one.name for one in found.ignored] == [f"{path}:Totals.csv"]


def test_times_of_a_western_export_are_in_the_users_zone(tmp_path: Path) -> None:
    path = written(tmp_path / "Table data.csv", TABLE)
    assert posts(path, "time", timezone="America/New_York") == [at(2024, 1, 6, 5), at(2022, 7, 13, 4)]


TIKTOK: Cells = [
    [
        "Video title",
        "Video link",
        "Post time",
        "Total likes",
        "Total comments",
        "Total shares",
        "Total views",
        "Average watch time",
        "Watched full video",
        "Add to favorites",
    ],
    [
        "One, two",
        "https://www.tiktok.com/@ann/video/7412345678901234567",
        "2026-08-02 19:05:00",
        "1.2K",
        48,
        31,
        "18,400",
        11.5,
        "12.5%",
        7,
    ],
    [
        "Three",
        "https://www.tiktok.com/@ann/video/7412345678901234999?lang=en",
        "8/9/2026 8:10 PM",
        640,
        12,
        9,
        9100,
        "0:09",
        0.4,
        8,
    ],
]


def test_tiktoks_posts_and_author_are_in_the_link(tmp_path: Path) -> None:
    path = written(tmp_path / "Content.csv", TIKTOK)
    columns = "post, author, time, likes, comments, reposts, views, avg_watch_s, completion_rate, saves"
    assert posts(path, columns) == [
        ("7412345678901234567", "ann", at(2026, 8, 2, 19, 5), 1200, 48, 31, 18400, 11.5, 0.125, 7),
        ("7412345678901234999", "ann", at(2026, 8, 9, 20, 10), 640, 12, 9, 9100, 9.0, None, 8),
    ]


META: Cells = [
    [
        "Post ID",
        "Account ID",
        "Account username",
        "Description",
        "Duration (sec)",
        "Publish time",
        "Permalink",
        "Post type",
        "Date",
        "Views",
        "Reach",
        "Likes",
        "Shares",
        "Follows",
        "Comments",
        "Saves",
    ],
    [
        "18011111111111111",
        "1784",
        "ann.example",
        "Words",
        0,
        "03/07/2026 06:08",
        "https://www.instagram.com/p/a/",
        "IG carousel",
        "Lifetime",
        160,
        45,
        5,
        3,
        1,
        2,
        4,
    ],
    [
        "18011111111111112",
        "1784",
        "ann.example",
        "More",
        31,
        "04/05/2026 23:00",
        "https://www.instagram.com/reel/b/",
        "IG reel",
        "Lifetime",
        99,
        45,
        5,
        3,
        1,
        2,
        4,
    ],
]
OF_META = (
    "post, author, time, text, duration_s, format, views, impressions, likes, reposts, new_follows, comments, saves"
)
READ_META = [
    ("18011111111111111", "ann.example", at(2026, 3, 7, 6, 8), "Words", 0.0, "note", 160, None, 5, 3, 1, 2, 4),
    ("18011111111111112", "ann.example", at(2026, 4, 5, 23), "More", 31.0, "video", 99, None, 5, 3, 1, 2, 4),
]
GERMAN = [
    "Beitrags-ID",
    "Konto-ID",
    "Nutzername des Kontos",
    "Beschreibung",
    "Dauer (Sek.)",
    "Veröffentlichungszeitpunkt",
    "Permalink",
    "Beitragsart",
    "Datum",
    "Aufrufe",
    "Reichweite",
    '"Gefällt mir"-Angaben',
    "Geteilte Inhalte",
    "Abonnements",
    "Kommentare",
    "Gespeicherte Inhalte",
]


def test_metas_dates_are_month_first_in_every_language(tmp_path: Path) -> None:
    assert posts(written(tmp_path / "a.csv", META, "utf-8-sig"), OF_META) == READ_META
    assert posts(written(tmp_path / "b.csv", [GERMAN, *META[1:]]), OF_META) == READ_META


def test_below_a_german_header_dots_stand_between_thousands(tmp_path: Path) -> None:
    seen, lasts = GERMAN.index("Aufrufe"), META[0].index("Duration (sec)")
    lines = [[*META[1]] for _ in range(4)]
    for i, (views, seconds) in enumerate([("1.234", "12,5"), ("12.345.678", "7"), ("900", "1.234,5"), ("1,5", "0.5")]):
        lines[i][0], lines[i][seen], lines[i][lasts] = f"id{i}", views, seconds
    german = written(tmp_path / "de.csv", [GERMAN, *lines])
    assert posts(german, "views, duration_s") == [(1234, 12.5), (12345678, 7.0), (900, 1234.5), (2, 0.5)]
    with reading(german) as (_, found):
        assert "dotted_numbers" in {one.key for one in found.assumptions}
    numbers = [[*lines[0][:seen], 1234.0, *lines[0][seen + 1 :]]]
    numbers[0][lasts] = 1.125
    assert posts(workbook(tmp_path / "de.xlsx", [GERMAN, *numbers]), "views, duration_s") == [(1234, 1.125)]


def test_dates_that_can_only_be_day_first_are_read_so(tmp_path: Path) -> None:
    cells = [[*line[:5], when, *line[6:]] for line, when in zip(META[1:], ["27/03/2026", "04/05/2026"], strict=True)]
    assert posts(written(tmp_path / "a.csv", [META[0], *cells]), "time") == [at(2026, 3, 27), at(2026, 5, 4)]


def test_metas_days_are_no_posts(tmp_path: Path) -> None:
    day = META[0].index("Date")
    daily = [[*META[1][:day], f"03/0{n}/2026", *META[1][day + 1 :]] for n in (7, 8)]
    path = written(tmp_path / "a.csv", [*META, *daily])
    assert posts(path, OF_META) == READ_META
    assert rejected(path, "reason") == ["total of a day"] * 2


X: Cells = [
    [
        "Post id",
        "Date",
        "Post text",
        "Post Link",
        "Impressions",
        "Likes",
        "Engagements",
        "Bookmarks",
        "Shares",
        "New follows",
        "Replies",
        "Reposts",
        "Profile visits",
    ],
    [
        "2074000000000000001",
        "Tue, Jul 14, 2026",
        "hello",
        "https://x.com/ann/status/2074000000000000001",
        122978,
        12,
        300,
        1,
        2,
        3,
        4,
        5,
        129,
    ],
]
TWEETS: Cells = [
    ["Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "retweets", "replies", "likes"],
    [
        "2074000000000000002",
        "https://twitter.com/ann/status/2074000000000000002",
        "old",
        "2026-09-18 12:00 +0000",
        50.0,
        9.0,
        1.0,
        2.0,
        3.0,
    ],
]


def test_xs_posts_are_read_new_and_old(tmp_path: Path) -> None:
    columns = "post, author, time, impressions, likes, saves, new_follows, comments, reposts"
    now = written(tmp_path / "account_analytics_content.csv", X)
    assert posts(now, columns) == [("2074000000000000001", "ann", at(2026, 7, 14), 122978, 12, 1, 3, 4, 5)]
    then = written(tmp_path / "tweet_activity_metrics.csv", TWEETS)
    assert posts(then, columns, timezone="Asia/Tokyo") == [
        ("2074000000000000002", "ann", at(2026, 9, 18, 12), 50, 3, None, None, 2, 1)
    ]


def test_an_id_that_lost_its_digits_is_set_aside(tmp_path: Path) -> None:
    path = written(tmp_path / "content.csv", [*X, ["2.074E+18", *X[1][1:]]])
    assert rejected(path) == [(3, "id in scientific notation")]
    as_number = workbook(tmp_path / "content.xlsx", [X[0], [2074000000000000001, *X[1][1:]]])
    assert rejected(as_number, "reason") == ["id in scientific notation"]


def test_xs_days_are_recognised(tmp_path: Path) -> None:
    header = "Date,Impressions,Engagements,Likes,Replies,Reposts,New follows,Unfollows,Bookmarks,Shares,Profile visits"
    days = written(tmp_path / "overview.csv", [header.split(","), ["Tue, Jul 14, 2026", *range(10)]])
    with reading([days, written(tmp_path / "content.csv", X)]) as (_, found):
        assert [file.source for file in found.files] == ["x-days", "x-posts"]
        assert found.rows["posts"] == Rows(2, 1, 1)


def url(number: int) -> str:
    """A post's address."""
    return f"https://www.linkedin.com/feed/update/urn:li:activity:740000000000000000{number}"


TOP: Cells = [
    ["Maximum of 50 posts available to include in this list"],
    [None],
    ["Post URL", "Post publish date", "Engagements", None, "Post URL", "Post publish date", "Impressions"],
    [url(1), "12/16/2025", 9, None, url(2), "12/4/2025", 1358],
    [url(2), "12/4/2025", 3, None, url(3), "12/15/2025", 631],
    [None, None, None, None, url(1), "12/16/2025", 100],
]
READ_TOP = [
    (url(1), at(2025, 12, 16), 100, None),
    (url(2), at(2025, 12, 4), 1358, None),
    (url(3), at(2025, 12, 15), 631, None),
]


def shouted(cells: Cells) -> Cells:
    """The same with another case in the header."""
    return [
        *cells[:2],
        [name and name.replace("publish", "Publish").replace("URL", "Url") for name in cells[2]],
        *cells[3:],
    ]


@pytest.mark.parametrize("cells", [TOP, shouted(TOP)], ids=["usual", "other case"])
def test_linkedins_two_lists_are_one_of_posts(tmp_path: Path, cells: Cells) -> None:
    wide = [[*line, *[None] * (7 - len(line))] for line in cells]
    for path in (written(tmp_path / "a.csv", wide), workbook(tmp_path / "a.xlsx", wide)):
        assert sorted(posts(path, "post, time, impressions, likes")) == READ_TOP
        with reading(path) as (_, found):
            assert found.rows["posts"] == Rows(3, 3, 0)
            assert "Engagements" in found.files[0].unused
            assert "engagements_are_a_sum" in {one.key for one in found.assumptions}


def test_linkedins_workbook_has_days_beside_its_posts(tmp_path: Path) -> None:
    sheets: dict[str, Cells] = {
        "DISCOVERY": [["Overall Performance", "12/1/2025 - 12/31/2025"], ["Impressions", 2089]],
        "ENGAGEMENT": [["Date", "Impressions", "Engagements"], ["12/16/2025", 5, 1]],
        "TOP POSTS": TOP,
    }
    path = workbook(tmp_path / "Content.xlsx", sheets)
    assert sorted(posts(path, "post, time, impressions, likes")) == READ_TOP
    assert source_of(path) == ["linkedin-days", "linkedin-posts"]
    assert rejected(path, "reason") == ["total of a day"]


def test_one_list_alone_is_read_too(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [line[4:] for line in TOP[2:]])
    assert sorted(posts(path, "post, time, impressions, likes")) == READ_TOP


def test_damaged_lines_of_a_joined_list_are_set_aside_with_their_reason(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*TOP[2:], ["only", "three", "fields"], [None] * 7])
    assert rejected(path) == [(5, "too few fields"), (6, "no post")]
    assert len(posts(path, "post")) == 3


@pytest.mark.parametrize("count", [49, 50])
def test_linkedins_list_of_fifty_may_be_cut_and_is_chosen_by_outcome(tmp_path: Path, count: int) -> None:
    lines = [[url(n + 100), "12/16/2025", 90 - n, None, url(n + 120), "12/16/2025", 900 - n] for n in range(count)]
    with reading(written(tmp_path / "a.csv", [TOP[2], *lines])) as (_, found):
        said = {one.key: dict(one.values) for one in found.assumptions}
    assert "chosen_by_outcome" in said
    assert said.get("export_full") == ({"rows": "50"} if count == 50 else None)


@pytest.mark.parametrize("count", [499, 500])
def test_youtubes_table_of_five_hundred_may_be_cut(tmp_path: Path, count: int) -> None:
    lines = [[f"video{n}", *TABLE[2][1:]] for n in range(count)]
    with reading(written(tmp_path / "Table data.csv", [*TABLE[:2], *lines])) as (_, found):
        said = [dict(one.values) for one in found.assumptions if one.key == "export_full"]
    assert said == [{"rows": "500"}] * (count == 500)
