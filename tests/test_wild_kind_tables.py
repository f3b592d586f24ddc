"""What a row is: likes, comments, posts and accounts are told apart under any common naming."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wild_reading import Found, command, read, refusal, report, right_or_refused, told
from wild_tables import (
    CLOCKS,
    PEOPLE,
    THINGS,
    Act,
    Columns,
    acts,
    clocked,
    database,
    drawn,
    holds_comments,
    holds_likes,
    write,
)

LIKE_LOGS = [
    ("userId", "itemId", "createdAt"),
    ("uid", "photo_id", "ts"),
    ("member_id", "article_id", "liked_at"),
    ("liker", "video_id", "created"),
    ("account_id", "note_id", "create_time"),
    ("username", "shortcode", "timestamp"),
    ("actor_id", "post_uri", "inserted_at"),
    ("用户ID", "作品ID", "点赞时间"),
    ("用户id", "笔记id", "创建时间"),
    ("user", "recipe_id", "date"),
]
"""Names of the person, the thing and the time in like logs."""


@pytest.mark.parametrize("names", LIKE_LOGS)
def test_a_like_log_under_a_common_naming_is_read_without_a_mapping(tmp_path: Path, names: tuple[str, ...]) -> None:
    made = acts(20, seed=3, people="long numbers", things="snowflakes")
    person, thing, time = names
    cells = {
        person: [act.person for act in made],
        thing: [act.thing for act in made],
        time: clocked(made),
    }
    holds_likes(read(write(tmp_path / "export.csv", cells), timezone="UTC"), made)
    numbered = {"id": list(range(1, 21)), **cells, "updated_at": clocked(made)}
    holds_likes(read(write(tmp_path / "dump.csv", numbered), timezone="UTC"), made)


people = st.sampled_from(
    ["user_id", "userid", "uid", "member", "profile_id", "liked_by", "who", "from_user", "用户", "login"]
)
things = st.sampled_from(
    ["post_id", "postId", "media_id", "content_id", "clip", "status_id", "story_id", "帖子ID", "object"]
)
times = st.sampled_from(
    ["created_at", "created", "createTime", "time", "at", "event_time", "时间", "datetime", "added_on"]
)
extras = st.sets(st.sampled_from(["id", "updated_at", "ip", "device", "source"]), max_size=3)


@drawn(20)
@given(
    names=st.tuples(people, things, times),
    extra=extras,
    styles=st.tuples(*map(st.sampled_from, map(list, (PEOPLE, THINGS, CLOCKS)))),
    order=st.randoms(use_true_random=False),
    name=st.sampled_from(
        ["export.csv", "2031-05.tsv", "data.ndjson", "dump.json", "users_export.csv", "posts_liked.csv"]
    ),
    count=st.integers(8, 40),
)
def test_a_like_log_is_never_a_list_of_accounts(
    names: tuple[str, str, str],
    extra: set[str],
    styles: tuple[str, str, str],
    order: Any,
    name: str,
    count: int,
) -> None:
    made = acts(count, seed=count, people=styles[0], things=styles[1])
    cells: dict[str, list[Any]] = dict(
        zip(names, ([act.person for act in made], [act.thing for act in made], clocked(made, styles[2])), strict=True)
    )
    beside = {
        "id": list(range(9001, 9001 + count)),
        "updated_at": cells[names[2]],
        "ip": [f"10.0.0.{n % 7}" for n in range(count)],
        "device": [("ios", "android")[n % 2] for n in range(count)],
        "source": ["app"] * count,
    }
    cells |= {column: beside[column] for column in sorted(extra)}
    columns = order.sample(list(cells), len(cells))
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / name, {column: cells[column] for column in columns})
        right_or_refused(path, lambda found: holds_likes(found, made), cause="like|events|person|post", timezone="UTC")


COMMENT_TABLES = [
    ("id", "user_id", "post_id", "body", "created_at", "likes"),
    ("cid", "author", "videoId", "text", "time", "votes"),
    ("comment_id", "username", "media_code", "comment_text", "timestamp", "like_count"),
    ("评论id", "用户昵称", "视频id", "评论内容", "评论时间", "点赞数"),
    ("commentId", "commenter", "articleId", "message", "createdAt", "reactions"),
]
"""Names of a comment's own id, its author, its post, its text, its time and its likes."""


def comment_columns(made: list[Act], names: tuple[str, ...], **extra: Sequence[Any]) -> Columns:
    own, person, thing, text, time, likes = names
    count = len(made)
    return {
        own: [f"c{n}" for n in range(count)],
        person: [act.person for act in made],
        thing: [act.thing for act in made],
        text: [act.text for act in made],
        time: clocked(made),
        likes: [n % 5 for n in range(count)],
        **extra,
    }


@pytest.mark.parametrize("names", COMMENT_TABLES)
@pytest.mark.parametrize("name", ["comments.csv", "export.ndjson", "data.csv"])
def test_a_comment_table_is_never_posts(tmp_path: Path, names: tuple[str, ...], name: str) -> None:
    made = acts(24, seed=5, texts=True)
    path = write(tmp_path / name, comment_columns(made, names))
    holds_comments(read(path, timezone="UTC"), made)


@pytest.mark.parametrize("parent", ["parent_id", "reply_to", "parent_comment_id", "父评论ID"])
def test_replies_with_counts_of_their_own_are_comments(tmp_path: Path, parent: str) -> None:
    made = acts(24, seed=6, texts=True)
    replies: Columns = {
        parent: [None if n % 3 else f"c{n - 1}" if n else None for n in range(24)],
        "reply_count": [0, 1] * 12,
    }
    path = write(tmp_path / "thread.csv", comment_columns(made, COMMENT_TABLES[0], **replies))
    holds_comments(read(path, timezone="UTC"), made)


# Folders and databases


LIKES = acts(30, seed=8, people="numbers", things="numbers")
COMMENTS = acts(12, seed=9, people="numbers", things="numbers", texts=True)
POSTS = sorted({act.thing for act in LIKES + COMMENTS})
USERS = sorted({act.person for act in LIKES + COMMENTS} | {"900"})


def app_tables(names: tuple[str, str, str, str]) -> dict[str, Columns]:
    """Likes, posts, comments and people of an app, each post by the person 900."""
    likes, posts, comments, users = names
    return {
        likes: {
            "id": list(range(1, 31)),
            "user_id": [int(act.person) for act in LIKES],
            "post_id": [int(act.thing) for act in LIKES],
            "created_at": clocked(LIKES),
        },
        posts: {
            "id": list(map(int, POSTS)),
            "user_id": [900] * len(POSTS),
            "body": [f"post {post}" for post in POSTS],
            "created_at": clocked(LIKES[: len(POSTS)]),
        },
        comments: {
            "id": list(range(1, 13)),
            "user_id": [int(act.person) for act in COMMENTS],
            "post_id": [int(act.thing) for act in COMMENTS],
            "body": [act.text for act in COMMENTS],
            "created_at": clocked(COMMENTS),
        },
        users: {
            "id": list(map(int, USERS)),
            "username": [f"u{user}" for user in USERS],
            "created_at": ["2030-01-01 00:00:00"] * len(USERS),
        },
    }


def whole_app(found: Found) -> None:
    expected: list[tuple[Any, ...]] = [(act.person, act.thing, "like", None) for act in LIKES]
    expected += [(act.person, act.thing, "comment", act.text) for act in COMMENTS]
    assert sorted(map(str, found.acts("actor", "post", "kind", "text"))) == sorted(map(str, expected))
    assert found.of_posts("post", "author") == [(post, "900") for post in POSTS]
    assert found.of_accounts("account", "name") == [(user, f"u{user}") for user in USERS]
    assert found.rejected == []


APPS = [
    ("favorites", "articles", "remarks", "members"),
    ("app_like", "app_post", "app_comment", "auth_user"),
    ("点赞", "作品", "评论", "用户"),
    ("hearts", "photos", "replies", "people"),
]


@pytest.mark.parametrize("names", APPS)
def test_a_database_of_an_app_is_read_whole(tmp_path: Path, names: tuple[str, str, str, str]) -> None:
    migrations: Columns = {
        "id": [1, 2],
        "app": ["auth", "app"],
        "name": ["0001", "0001"],
        "applied": ["2030-01-01", "2030-01-02"],
    }
    path = database(tmp_path / "app.db", {**app_tables(names), "django_migrations": migrations})
    whole_app(read(path))


@pytest.mark.parametrize("names", APPS)
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_folder_of_an_app_is_read_whole(tmp_path: Path, names: tuple[str, str, str, str], ending: str) -> None:
    for name, columns in app_tables(names).items():
        write(tmp_path / "data" / f"{name}.{ending}", columns)
    whole_app(read(tmp_path / "data"))


@pytest.mark.parametrize("names", [("t1", "t2", "t3", "t4"), ("a", "b", "c", "d")])
def test_tables_without_a_telling_name_are_told_by_what_they_hold(tmp_path: Path, names: tuple[str, ...]) -> None:
    first, second, third, fourth = names
    whole_app(read(database(tmp_path / "x.sqlite", app_tables((first, second, third, fourth)))))


def test_a_file_that_a_report_leaves_out_is_told_with_why(tmp_path: Path) -> None:
    made = acts(20, seed=4)
    likes = {"user": [act.person for act in made], "post": [act.thing for act in made], "time": clocked(made)}
    write(tmp_path / "data" / "likes.csv", likes)
    write(tmp_path / "data" / "prices.csv", {"sku": ["a1", "b2"], "price": ["3.20", "4.10"]})
    said = told("report", tmp_path / "data", "--out", tmp_path / "out")
    line = next((line for line in said.splitlines() if "prices.csv" in line), "").replace(str(tmp_path), "")
    assert re.search("column|person|table", line), said


# What the user says


EVENTS: Columns = {"actor": ["a", "b"], "post": ["p", "p"], "kind": ["like"] * 2, "time": ["2031-01-01", "2031-01-02"]}
ONLY_POSTS: Columns = {"post": ["p", "q"], "author": ["a", "b"], "views": [30, 40], "likes": [3, 4]}
PEOPLE_ONLY: Columns = {"account": ["a", "b"], "name": ["A", "B"], "followers": [3, 4], "following": [5, 6]}


@pytest.mark.parametrize(
    ("columns", "canonical", "tables"),
    [
        (EVENTS, "likes", {"posts"}),
        (EVENTS, "followers", {"accounts"}),
        (ONLY_POSTS, "dwell_s", {"events"}),
        (ONLY_POSTS, "category", {"accounts"}),
        (PEOPLE_ONLY, "completion", {"events"}),
        (PEOPLE_ONLY, "text", {"events", "posts"}),
    ],
)
def test_a_mapping_that_no_table_uses_is_an_error_that_names_the_tables(
    tmp_path: Path, columns: Columns, canonical: str, tables: set[str]
) -> None:
    error = refusal(write(tmp_path / "some.csv", {**columns, "extra": [7, 8]}), mapping={canonical: "extra"})
    assert error is not None
    assert f"{canonical}=extra" in str(error)
    assert all(re.search(rf"\b{table}\b", str(error)) for table in tables), error


@pytest.mark.parametrize(
    ("table", "kind"), [("likes", "like"), ("comments", "comment"), ("reposts", "repost"), ("follows", "follow")]
)
def test_a_user_says_outright_what_a_row_is(tmp_path: Path, table: str, kind: str) -> None:
    made = acts(12, seed=2)
    cells: Columns = {
        "user_id": [act.person for act in made],
        "post_id": [act.thing for act in made],
        "time": clocked(made),
    }
    if table == "follows":
        cells = {"user_id": cells["user_id"], "author": [act.thing for act in made], "time": cells["time"]}
    path = write(tmp_path / "some.csv", cells)
    thing = "author" if table == "follows" else "post"
    expected = sorted((act.person, act.thing, kind) for act in made)
    assert sorted(read(path, read_as=table).acts("actor", thing, "kind")) == expected
    assert sorted(read(tmp_path, read_as={"some.csv": table}).acts("actor", thing, "kind")) == expected
    assert sorted(read(f"{path}:as={table}").acts("actor", thing, "kind")) == expected


def test_what_can_not_be_is_refused_though_the_user_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "some.csv", {"post": ["p", "q"], "views": [3, 4]})
    assert refusal(path, read_as="posts") is None
    assert refusal(path, read_as="likes") is not None
    unknown = command("check", path, "--as", "hearts")
    assert unknown.returncode == 2 and "likes" in unknown.stderr


def test_posts_by_a_user_said_to_be_posts_are_reported(tmp_path: Path) -> None:
    cells: Columns = {"id": [f"v{n}" for n in range(8)], "who": ["a", "b"] * 4, "likes": list(range(8))}
    result = report(write(tmp_path / "some.csv", cells), tmp_path / "out", read_as="posts", mapping={"author": "who"})
    assert sorted(row["likes_raw"] for row in result.posts.to_arrow().to_pylist()) == list(range(8))
