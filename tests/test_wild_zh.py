"""Shapes of Chinese crawlers' files, each with its right values (tests/wild/zh)."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from wild_reading import WILD, Found, proposals, read, refusal, report, right_or_refused, told, utc

ZH = WILD / "zh"
CHINA = "Asia/Shanghai"
EIGHT_HOURS = timedelta(hours=8)


def in_china(found: Found, table: str, *moments: str) -> bool:
    """Whether the times of a table are these moments of China's clock."""
    return _times(found, table) == [utc(moment) - EIGHT_HOURS for moment in moments]


def _times(found: Found, table: str) -> list[datetime]:
    rows: list[dict[str, Any]] = getattr(found, table)
    return sorted(row["time"] for row in rows)


# A: what a row is


FIRST, SECOND, THIRD = "4700000000000101", "4700000000000102", "4700000000000103"
CLOCK = ("2024-03-01 08:05", "2024-03-01 23:40", "2024-03-02 12:00")


def three_posts_of_a_topic(found: Found) -> None:
    assert found.of_posts("post", "author", "likes", "comments", "reposts", "text") == [
        (FIRST, "1000000001", 40, 5, 3, "第一条"),
        (SECOND, "1000000002", 7, 1, 0, "第二条"),
        (THIRD, "1000000001", 12000, 30, 12, "第三条"),
    ]
    assert found.events == []
    assert in_china(found, "posts", *CLOCK)


def test_posts_of_a_topic_are_posts() -> None:
    right_or_refused(ZH / "a_topic.csv", three_posts_of_a_topic, cause="posts", timezone=CHINA)


@pytest.mark.parametrize(
    "options", [{"read_as": "posts"}, {"mapping": {"posts.post": "id", "posts.author": "user_id"}}]
)
def test_what_the_user_says_of_a_topics_posts_decides(options: dict[str, Any]) -> None:
    three_posts_of_a_topic(read(ZH / "a_topic.csv", timezone=CHINA, **options))


def test_naming_the_post_alone_makes_no_likes_of_a_topics_posts() -> None:
    right_or_refused(ZH / "a_topic.csv", three_posts_of_a_topic, "posts", mapping={"post": "id"}, timezone=CHINA)


def test_a_files_name_alone_does_not_make_its_table(tmp_path: Path) -> None:
    for name in ("posts.csv", "comments.csv", "likes.csv", "数据.csv"):
        copy = tmp_path / name
        copy.write_bytes((ZH / "a_topic.csv").read_bytes())
        right_or_refused(copy, three_posts_of_a_topic, cause="posts", timezone=CHINA)


def three_nested_posts(found: Found) -> None:
    assert found.of_posts("post", "author", "likes", "comments", "reposts") == [
        ("4829000000000001", "1250000000", 100, 5, 3),
        ("4829000000000002", "1250000001", 101, 6, 4),
        ("4829000000000003", "1250000002", 102, 7, 5),
    ]
    assert found.events == []
    assert in_china(found, "posts", "2022-10-20 18:47:50", "2022-10-21 18:47:50", "2022-10-22 18:47:50")


@pytest.mark.parametrize("mapping", [{}, {"post": "_id", "author": "user._id"}])
def test_posts_with_their_author_inside_are_posts(mapping: dict[str, str]) -> None:
    found = read(ZH / "f_nested_user.jsonl", mapping=mapping, timezone=CHINA)
    three_nested_posts(found)
    assert found.rejected == []


# B: remedies that name the wrong column


def three_comments_on_two_posts(found: Found) -> None:
    assert found.acts("actor", "post", "kind", "text") == [
        ("2000000001", "4700000000000100", "comment", "赞"),
        ("2000000001", "4700000000000300", "comment", "再来"),
        ("2000000002", "4700000000000100", "comment", "回复@甲:同意"),
    ]
    assert (found.posts, found.rejected) == ([], [])


def test_a_rows_own_id_is_neither_a_person_nor_a_post() -> None:
    right_or_refused(ZH / "b_own_id.csv", three_comments_on_two_posts, cause="post|comment")


@pytest.mark.parametrize(
    ("name", "cause", "never"),
    [
        ("b_no_post.csv", r"\bpost\b", {"序号", "评论ID", "上级评论ID", "回复数", "点赞数", "IP属地"}),
        ("h_message_goes_round.csv", r"\bpost\b", {"mid", "rpid", "gender", "likes", "rcount"}),
        ("b_follows.csv", r"\btime\b", {"用户id", "关注者id", "昵称"}),
    ],
)
def test_what_a_file_lacks_is_said_and_no_other_column_proposed(name: str, cause: str, never: set[str]) -> None:
    error = refusal(ZH / name)
    assert error is not None
    assert any(word in error.in_words("zh") for word in ("帖子", "作品", "时间"))
    assert re.search(cause, str(error)), error
    for way in proposals(str(error)):
        lacking = {source for column, source in way.mapping.items() if column.endswith(("post", "time", "author"))}
        assert not lacking & never, error


def test_after_a_mapping_the_message_names_what_is_still_missing() -> None:
    error = refusal(ZH / "h_message_goes_round.csv", mapping={"time": "ctime"})
    assert error is not None
    assert "post" in str(error)
    assert not any(way.mapping.get("time") == "ctime" for way in proposals(str(error)))


def test_ids_are_no_times() -> None:
    assert refusal(ZH / "b_follows.csv", mapping={"time": "关注者id"}) is not None


# C: counts that were not read


def two_notes(found: Found) -> None:
    assert found.of_posts("post", "author", "likes", "saves", "comments", "reposts", "format") == [
        ("66a000000000000000000001", "5f0000000000000000000001", 2533, 992, 26, 170, "note"),
        ("66a000000000000000000002", "5f0000000000000000000002", 12000, 140, 9, 25, "video"),
    ]
    assert in_china(found, "posts", "2025-04-30 02:23:37", "2025-05-22 03:24:52")
    assert found.events == []


def test_counts_that_end_in_a_word_for_quantity_are_read() -> None:
    two_notes(read(ZH / "c_quantity.csv", timezone=CHINA))


def test_a_count_that_is_not_there_is_empty_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    kept = [0, 1, 2, 3, 4, 10]
    lines = [line.split(",") for line in (ZH / "c_quantity.csv").read_text(encoding="utf-8").splitlines()]
    path = tmp_path / "notes.csv"
    path.write_text("".join(",".join(line[i] for i in kept) + "\n" for line in lines), encoding="utf-8")
    result = report(path, tmp_path / "out")
    posts = result.posts.to_arrow().to_pylist()
    counts = ("likes", "comments", "reposts", "saves")
    assert [post[f"{name}_{side}"] for post in posts for name in counts for side in ("raw", "real")] == [None] * 16
    accounts = result.accounts.to_arrow().to_pylist()
    assert {(one["likes_raw"], one["health"], one["depth"]) for one in accounts} == {(None, None, None)}
    assert {row["value"] for row in result.health.to_arrow().to_pylist()} <= {None}


# D: a complete file


def three_comments_on_videos(found: Found) -> None:
    assert found.acts("actor", "post", "kind", "text", "time") == [
        ("u_a", "v1", "comment", "早", utc("2026-06-01 00:00")),
        ("u_a", "v2", "comment", "在", utc("2026-06-02 00:00")),
        ("u_b", "v1", "comment", "好", utc("2026-06-01 01:00")),
    ]
    assert (found.posts, found.accounts, found.rejected) == ([], [], [])


@pytest.mark.parametrize("mapping", [{}, {"actor": "user_name", "post": "video_id", "time": "time"}])
def test_a_file_that_lacks_nothing_is_read(mapping: dict[str, str]) -> None:
    three_comments_on_videos(read(ZH / "d_complete_but_refused.csv", mapping=mapping))


# E: not read before


def test_a_time_with_an_underscore_is_read() -> None:
    found = read(ZH / "g_underscore_time.db", timezone=CHINA)
    assert in_china(found, "posts", "2026-05-10 21:30", "2026-05-11 21:30", "2026-05-12 21:30")
    assert found.of_posts("post", "author", "likes", "comments", "saves", "reposts") == [
        ("66b000000000000000000000", "5f0000000000000000000009", 12000, 3, 10, 0),
        ("66b000000000000000000001", "5f0000000000000000000009", 536, 4, 11, 1),
        ("66b000000000000000000002", "5f0000000000000000000009", 9, 5, 12, 2),
    ]
    assert found.rejected == []


def test_a_folder_with_plain_chinese_columns_is_read() -> None:
    found = read(ZH / "i_folder", timezone=CHINA)
    author = {post["post"]: post["author"] for post in found.posts}
    first, second = "5f0000000000000000000001", "5f0000000000000000000002"
    assert [(event["actor"], author[event["post"]], event["kind"]) for event in found.events] in (
        [(second, first, "comment"), (first, second, "comment")],
        [(first, second, "comment"), (second, first, "comment")],
    )
    assert {event["text"] for event in found.events} >= {"同款"}
    assert any(event["text"].startswith("好看") and "�" not in event["text"] for event in found.events)
    assert found.of_posts("likes", "comments") == [(2533, 26), (610, 9)]
    assert in_china(found, "events", "2025-04-30 10:30", "2025-05-22 11:30")


# F: the zone


@pytest.mark.parametrize(
    ("name", "options", "table", "clock"),
    [
        ("a_topic.csv", ["--as", "posts"], "posts", CLOCK),
        ("c_quantity.csv", [], "posts", ("2025-04-30 02:23:37", "2025-05-22 03:24:52")),
        ("g_underscore_time.db", [], "posts", ("2026-05-10 21:30", "2026-05-11 21:30", "2026-05-12 21:30")),
    ],
)
def test_the_zone_of_naive_times_is_told_with_its_remedy(
    tmp_path: Path, name: str, options: list[str], table: str, clock: tuple[str, ...]
) -> None:
    found = read(ZH / name, **({"read_as": options[1]} if options else {}))
    assert in_china(found, table, *clock) or _times(found, table) == [utc(moment) for moment in clock]
    assert "--tz" in told("check", ZH / name, *options)
    assert "--tz" in told("report", ZH / name, "--out", tmp_path / "out", *options)
