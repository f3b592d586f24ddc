"""Rows that are no likes any more, or never were: taken back, on other things, of other kinds; and who acted."""

import sqlite3
from pathlib import Path

import pytest

import likewise
from likewise.errors import MappingError
from test_unknown_kinds import PEOPLE, POSTS, TIMES, Columns, likes, write
from wild_reading import check_text, read

GONE = [n % 4 == 0 for n in range(20)]
LEFT = sorted((PEOPLE[n], POSTS[n], "like") for n in range(20) if not GONE[n])


@pytest.mark.parametrize(
    ("header", "gone", "held"),
    [
        ("is_deleted", "true", "false"),
        ("deleted", "1", "0"),
        ("是否取消", "是", "否"),
        ("deleted_at", "2031-05-01 10:00:00", ""),
        ("removed_at", "2031-05-01 10:00:00", "NULL"),
        ("status", "removed", "active"),
        ("状态", "已取消", "有效"),
    ],
)
def test_likes_that_were_taken_back_are_none(tmp_path: Path, header: str, gone: str, held: str) -> None:
    path = write(tmp_path / "data.csv", likes(**{header: [gone if one else held for one in GONE]}))
    found = read(path, timezone="UTC")
    assert found.acts() == LEFT
    assert {row["reason"] for row in found.rejected} == {"taken back"}
    assert header in check_text(path)


@pytest.mark.parametrize(
    ("type_of", "thing", "post", "other"),
    [
        ("likeable_type", "likeable_id", "Post", "Comment"),
        ("target_type", "target_id", "video", "comment"),
        ("content_type_id", "object_id", "9", "7"),
    ],
)
def test_ids_of_other_things_are_no_posts_of_that_id(
    tmp_path: Path, type_of: str, thing: str, post: str, other: str
) -> None:
    types = [other if one else post for one in GONE]
    columns = {"user_id": PEOPLE, type_of: types, thing: [str(n % 6) for n in range(20)], "created_at": TIMES}
    path = write(tmp_path / "likes.csv", columns)
    found = read(path, timezone="UTC")
    expected = [f"{other} {n % 6}" if GONE[n] else str(n % 6) for n in range(20)]
    assert found.acts("actor", "post") == sorted(zip(PEOPLE, expected, strict=True))
    assert type_of in check_text(path)


@pytest.mark.parametrize("header", ["emoji", "reaction", "reaction_type", "emoticon"])
def test_reactions_that_are_no_likes_are_set_aside(tmp_path: Path, header: str) -> None:
    words = ["👎" if one else "👍" for one in GONE]
    found = read(write(tmp_path / "reactions.csv", likes(**{header: words})), timezone="UTC")
    assert found.acts() == LEFT


@pytest.mark.parametrize("person", ["distinct_id", "anonymousId", "properties.distinct_id"])
@pytest.mark.parametrize("author", ["author_id", "properties.post_author_id", "post_owner_id"])
def test_whose_post_it_is_never_acts(tmp_path: Path, person: str, author: str) -> None:
    columns = {
        "event": ["Post Liked", "Post Viewed"] * 10,
        person: PEOPLE,
        "time": TIMES,
        "post_id": POSTS,
        author: [f"a{n % 6}" for n in range(20)],
    }
    found = read(write(tmp_path / "mixpanel.csv", columns), timezone="UTC")
    expected = [(PEOPLE[n], f"a{n % 6}", ("like", "view")[n % 2]) for n in range(20)]
    assert found.acts("actor", "author", "kind") == sorted(expected)


@pytest.mark.parametrize(("liker", "liked"), [("点赞人", "被赞人"), ("点赞用户", "被赞用户")])
def test_who_liked_whom_is_likes(tmp_path: Path, liker: str, liked: str) -> None:
    whom = [f"a{n % 7}" for n in range(20)]
    found = read(write(tmp_path / "数据.csv", {"日期": TIMES, liker: PEOPLE, liked: whom}), timezone="UTC")
    assert found.acts("actor", "author", "kind") == sorted(
        (who, to, "like") for who, to in zip(PEOPLE, whom, strict=True)
    )


def test_a_negative_id_is_no_vote(tmp_path: Path) -> None:
    found = read(write(tmp_path / "data.csv", likes(chat_id=["-1001234567890"] * 20)), timezone="UTC")
    assert len(found.events) == 20


@pytest.mark.parametrize("header", ["reason", "price", "amount", "金额", "举报"])
def test_orders_and_reports_are_no_likes(tmp_path: Path, header: str) -> None:
    with pytest.raises(MappingError):
        read(write(tmp_path / "data.csv", likes(**{header: [f"{n}x" for n in range(20)]})))


def test_a_time_of_the_post_is_no_time_of_its_likes(tmp_path: Path) -> None:
    columns = {"post_id": POSTS, "post_time": [TIMES[n % 6] for n in range(20)], "liked_by": PEOPLE}
    with pytest.raises(MappingError):
        read(write(tmp_path / "data.csv", columns))


@pytest.mark.parametrize(
    ("encoding", "names", "header"),
    [
        ("cp1252", ["Zoë", "Björn", "Käthe", "José", "Müller"], "Benutzer"),
        ("cp932", ["さくら", "みなと", "あおい", "ゆい", "はる"], "ユーザー名"),
        ("gb18030", ["半夏", "木子", "青禾", "北辰", "南瓜"], "用户名"),
    ],
)
def test_encodings_are_told_by_how_their_bytes_stand(
    tmp_path: Path, encoding: str, names: list[str], header: str
) -> None:
    columns = {header: [names[n % 5] for n in range(20)], "post_id": POSTS, "created_at": TIMES}
    rows = [",".join(columns), *map(",".join, zip(*columns.values(), strict=True))]
    path = tmp_path / "data.csv"
    path.write_bytes("\n".join(rows).encode(encoding))
    found = read(path, timezone="UTC")
    assert {actor for (actor,) in found.acts("actor")} == set(names)
    assert encoding.upper() in check_text(path)


def test_a_table_of_orders_beside_likes_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "app.sqlite"
    orders: Columns = {"id": [str(n) for n in range(20)], "user_id": PEOPLE, "total": POSTS, "created_at": TIMES}
    with sqlite3.connect(path) as base:
        for name, columns in (("likes", likes()), ("orders", orders)):
            base.execute(f"create table {name} ({', '.join(columns)})")
            marks = ", ".join("?" for _ in columns)
            base.executemany(f"insert into {name} values ({marks})", list(zip(*columns.values(), strict=True)))
    found = likewise.read(path, timezone="UTC")
    assert found.events.to_arrow().num_rows == 20
    assert "orders" in check_text(path)
