"""Open networks, research tools and chats: what each of their files becomes, and what is set aside."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from likewise.engine import open_duckdb
from likewise.errors import InputError
from likewise.sources import CheckReport, check, encode, read
from test_sources_support import NOON, events, reading, rejected, rows, written

HERE = Path(__file__).parent / "known" / "networks"
SECOND = 1_000_000
FIXTURES = sorted(path.name for path in HERE.iterdir())


def checked(data: object) -> CheckReport:
    with open_duckdb(memory="500MB", threads=2) as engine:
        return check(engine, data)


def drops(data: object) -> list[Any]:
    with reading(data) as (engine, _):
        return rows(engine, "member, link, time, chat", "source_drop")


def posts(data: object, columns: str = "post, author, time, text") -> list[Any]:
    with reading(data) as (engine, _):
        return rows(engine, columns, "source_post")


def test_the_toolkits_messages_are_posts_and_what_they_repost_and_answer() -> None:
    assert events(HERE / "toolkit.csv", "actor, author, post, kind, time, text") == [
        ("ben", "anna", "100", "repost", NOON + 10 * SECOND + 500_000, None),
        ("cleo", "anna", "100", "comment", NOON + 70 * SECOND, "well said"),
        ("anna", "cleo", "102", "comment", NOON + 100 * SECOND, "thank you"),
        ("ben", None, "999", "repost", NOON + 200 * SECOND, None),
        ("dora", "ben", "101", "repost", NOON + 300 * SECOND, None),
    ]
    assert [post for post, *_ in posts(HERE / "toolkit.csv")] == ["100", "101", "102", "103"]
    report = checked(HERE / "toolkit.csv")
    assert {file.source for file in report.files} == {"coordination-network-toolkit"}
    assert "no_likers" in {gap.key for gap in report.gaps}


def test_an_author_may_stand_in_another_of_the_toolkits_files(tmp_path: Path) -> None:
    head, first, *others = (HERE / "toolkit.csv").read_text().splitlines(keepends=True)
    one, other = written(tmp_path, "one.csv", head + first), written(tmp_path, "other.csv", head + "".join(others))
    assert events([other, one], "author")[:2] == ["anna", "anna"]


def test_coortweet_says_who_shared_what_and_not_whose_it_is() -> None:
    assert events(HERE / "coortweet.csv") == [
        ("anna", None, "https://example.com/a", "repost", NOON),
        ("ben", None, "https://example.com/a", "repost", NOON + 5 * SECOND),
        ("anna", None, "https://example.com/b", "repost", NOON + 3600 * SECOND),
    ]
    report = checked(HERE / "coortweet.csv")
    assert "author_unknown" in {one.key for one in report.assumptions}
    assert {"only_shares", "no_likes"} <= {gap.key for gap in report.gaps}


def test_a_vote_on_hive_is_a_like_unless_it_is_taken_back_or_down() -> None:
    path = HERE / "hive.jsonl"
    assert events(path) == [
        ("ben", "anna", "anna/first", "like", NOON + 3 * SECOND),
        ("ben", "anna", "anna/first", "comment", NOON + 15 * SECOND),
        ("ben", "anna", None, "follow", NOON + 21 * SECOND),
        ("ben", "anna", None, "unfollow", NOON + 24 * SECOND),
        ("cleo", "anna", "anna/first", "repost", NOON + 27 * SECOND),
    ]
    assert rejected(path) == [
        (3, "taken back"),
        (4, "taken back"),
        (5, "dislike"),
        (7, "edit"),
        (11, "no act"),
        (12, "no act"),
    ]
    assert posts(path) == [
        ("anna/first", "anna", NOON, "First"),
        ("ben/re-first", "ben", NOON + 15 * SECOND, "Nice"),
    ]


def test_a_vote_given_again_after_it_was_taken_back_counts(tmp_path: Path) -> None:
    lines = (HERE / "hive.jsonl").read_text().splitlines(keepends=True)
    again = lines[2].replace('"block": 12', '"block": 99').replace("12:00:06", "13:00:00")
    path = written(tmp_path, "hive.jsonl", "".join([again, *lines]))
    assert ("cleo", NOON + 3600 * SECOND) in [(a, t) for a, _, _, kind, t in events(path) if kind == "like"]


def test_stars_are_likes_of_repositories() -> None:
    assert events(HERE / "stargazers.json") == [
        ("anna", None, "stargazers", "like", NOON),
        ("ben", None, "stargazers", "like", NOON + 5 * SECOND),
    ]
    assert "post_is_file" in {one.key for one in checked(HERE / "stargazers.json").assumptions}
    wanted = [("anna", "ben", "ben/tool", "like", NOON), ("ben", "anna", "anna/site", "like", NOON + 2 * SECOND)]
    assert events(HERE / "starscout.csv") == wanted
    assert events(HERE / "gharchive.json") == wanted
    assert rejected(HERE / "gharchive.json") == [(2, "no act")]


def test_an_hour_of_gh_archive_is_read_as_it_is_downloaded(tmp_path: Path) -> None:
    path = written(tmp_path, "2024-01-01-12.json.gz", gzip.compress((HERE / "gharchive.json").read_bytes()))
    assert len(events(path)) == 2


def test_a_reaction_on_nostr_goes_to_the_last_event_and_person_it_names() -> None:
    path = HERE / "nostr.jsonl"
    assert events(path) == [
        ("ben", "anna", "n1", "like", NOON + 10 * SECOND),
        ("cleo", "anna", "n1", "like", NOON + 20 * SECOND),
        ("ben", "anna", "n1", "comment", NOON + 60 * SECOND),
        ("cleo", "anna", "n1", "repost", NOON + 70 * SECOND),
    ]
    assert rejected(path) == [(4, "dislike"), (5, "taken back"), (6, "taken back"), (9, "no act")]
    assert [post for post, *_ in posts(path)] == ["n1", "n2"]


def test_a_video_comes_with_its_comments_its_numbers_and_its_channel() -> None:
    path = HERE / "video.info.json"
    assert events(path) == [
        ("UC_ben", "UC_anna", "vid_one", "comment", 1_704_153_600 * SECOND),
        ("UC_anna", "UC_anna", "vid_one", "comment", 1_704_240_000 * SECOND),
        ("UC_cleo", "UC_anna", "vid_one", "comment", 1_704_153_600 * SECOND),
    ]
    columns = "post, author, time, text, format, duration_s, views, likes, comments"
    assert posts(path, columns) == [("vid_one", "UC_anna", NOON, "A walk", "video", 63, 1200, 30, 3)]
    with reading(path) as (engine, _):
        assert rows(engine, "account, name, followers", "source_account") == [("UC_anna", "Anna walks", 500)]


@pytest.mark.parametrize("named", [{}, {"timestamp": None, "release_timestamp": None}])
def test_a_video_without_a_moment_is_of_its_day_and_no_comment_dates_it(tmp_path: Path, named: dict[str, Any]) -> None:
    told = json.loads((HERE / "video.info.json").read_text())
    told = {key: value for key, value in told.items() if key != "timestamp"} | named
    path = written(tmp_path, "v.info.json", json.dumps({**told, "upload_date": "20260110"}))
    bare = written(tmp_path, "bare.info.json", json.dumps(told))
    day = int(datetime(2026, 1, 10, tzinfo=UTC).timestamp()) * SECOND
    for data, born in ((path, day), (bare, None)):
        with reading(data, timezone="Asia/Shanghai") as (engine, _):
            encode(engine)
            dated = dict(engine.connection.execute("select id, born from post").fetchall())
        assert dated == {"vid_one": born}


def test_a_channels_followers_are_those_of_its_newest_video(tmp_path: Path) -> None:
    told = json.loads((HERE / "video.info.json").read_text())
    older = {**told, "id": "vid_two", "epoch": 1_704_000_000, "channel_follower_count": 9, "comments": None}
    written(tmp_path, "b.info.json", json.dumps(older))
    written(tmp_path, "a.info.json", json.dumps(told))
    with reading(tmp_path) as (engine, found):
        assert rows(engine, "followers", "source_account") == [(500,)]
        assert found.rows["accounts"].rejected == 0
        assert found.rows["posts"].used == 2


def test_an_archive_of_ones_likes_is_recognised_and_set_aside() -> None:
    report = checked(HERE / "like.js")
    assert [file.source for file in report.files] == ["twitter-archive-likes"]
    assert [(one.reason, one.rows) for one in report.rejects] == [("no time", 2)]
    assert "no_moments" in {gap.key for gap in report.gaps}


DROPS = [
    ("user1", "https://www.xiaohongshu.com/explore/aa01", NOON, "互赞群"),
    ("user2", "https://example.com/p/bb02", NOON + 120 * SECOND, "互赞群"),
    ("user3", "https://example.com/p/cc03?x=1", NOON + 180 * SECOND, "互赞群"),
    ("user3", "https://xhslink.com/dd04", NOON + 180 * SECOND, "互赞群"),
]


def test_of_a_telegram_chat_the_links_are_read_and_nothing_else() -> None:
    assert sorted(drops(HERE / "result.json")) == DROPS
    report = checked(HERE / "result.json")
    assert [(file.source, file.table, file.rows.used) for file in report.files] == [("telegram", "drops", 4)]
    assert {"only_links"} <= {one.key for one in report.assumptions}
    assert report.rows["events"].read == 0


def test_a_full_telegram_export_has_the_links_of_every_chat(tmp_path: Path) -> None:
    chat = json.loads((HERE / "result.json").read_text())
    whole = {"about": "…", "chats": {"about": "…", "list": [chat, {**chat, "name": None, "id": 43}]}}
    found = drops(written(tmp_path, "result.json", json.dumps(whole)))
    assert sorted(row for row in found if row[3] == "互赞群") == DROPS
    assert {row[3] for row in found} == {"互赞群", "43"}


def test_a_chat_may_be_larger_than_any_line(tmp_path: Path) -> None:
    chat = json.loads((HERE / "result.json").read_text())
    chat["messages"] += [
        {"type": "message", "from_id": "user9", "date_unixtime": "1704110400", "text": "x" * 9_000}
    ] * 2_000
    for indent in (None, 1):
        path = written(tmp_path, "result.json", json.dumps(chat, indent=indent))
        assert path.stat().st_size > 17_000_000
        with open_duckdb(memory="1GB", threads=2) as engine:
            read(engine, path)
            assert sorted(rows(engine, "member, link, time, chat", "source_drop")) == DROPS


def test_any_chat_with_a_time_a_sender_and_a_text_is_read() -> None:
    with reading(HERE / "chat.csv", timezone="Asia/Shanghai") as (engine, _):
        assert rows(engine, "member, link, time", "source_drop") == [("小李", "https://example.com/p/bb02", NOON)]


def test_drops_may_be_given_as_a_table_of_their_own(tmp_path: Path) -> None:
    path = written(tmp_path, "drops.csv", "member,link,time\nuser1,aa01,2024-01-01 12:00:00\n,aa01,2024-01-01\n")
    assert drops(path) == [("user1", "aa01", NOON, None)]
    assert rejected(path) == [(3, "no actor")]


def reordered(text: str) -> str:
    head, *lines = [line.split(",") for line in text.splitlines()]
    return "\n".join(",".join(reversed([*cells, "extra"])) for cells in [head, *lines]) + "\n"


@pytest.mark.parametrize("name", ["coortweet.csv", "starscout.csv", "chat.csv"])
def test_columns_come_in_any_order_with_others_beside_them(name: str, tmp_path: Path) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    for number, encoding in enumerate(("utf-8", "utf-8-sig", "gb18030")):
        path = written(tmp_path, f"{number}-{name}", reordered(text).encode(encoding))
        assert events(path) == events(HERE / name)
        assert drops(path) == drops(HERE / name)


def test_optional_columns_may_be_missing(tmp_path: Path) -> None:
    text = "message_id,user_id,repost_id,reply_id,timestamp\n1,anna,,,1704110400\n2,ben,1,,1704110401\n"
    assert events(written(tmp_path, "t.csv", text)) == [("ben", "anna", "1", "repost", NOON + SECOND)]


def test_an_id_in_scientific_notation_is_set_aside(tmp_path: Path) -> None:
    text = (HERE / "toolkit.csv").read_text().replace("\n101,ben,Ben B,100", "\n101,1.23457E+17,Ben B,100")
    assert (3, "id in scientific notation") in rejected(written(tmp_path, "toolkit.csv", text))


@pytest.mark.parametrize("name", FIXTURES)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
def test_a_cut_off_file_is_read_or_is_a_clear_error(name: str, part: float, tmp_path: Path) -> None:
    whole = (HERE / name).read_bytes()
    path = written(tmp_path, name, whole[: int(len(whole) * part)])
    try:
        report = checked(path)
    except InputError as error:
        assert name in str(error)
    else:
        assert report.files


@pytest.mark.parametrize("name", ["coortweet.csv", "starscout.csv", "toolkit.csv"])
def test_a_source_is_known_in_parquet_too(name: str, tmp_path: Path) -> None:
    head, *lines = [line.split(",")[:7] for line in (HERE / name).read_text().splitlines()]
    cells = {column: [line[i] or None for line in lines] for i, column in enumerate(head)}
    table = pa.table({column: pa.array(values, pa.string()) for column, values in cells.items()})
    pq.write_table(table, tmp_path / "given.parquet")
    assert events(tmp_path / "given.parquet") == events(HERE / name)
