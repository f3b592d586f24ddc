"""Tables of acts that are no likes, and columns that say so: they look like logs of likes, and only words tell."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

import likewise
from likewise.errors import InputError, MappingError
from test_unknown_kinds import PEOPLE, POSTS, TIMES, Columns, likes, write
from wild_reading import Found, attempt, command, read, told

NAMES = (
    "dislikes",
    "unlikes",
    "post_downvotes",
    "blocks",
    "clicks",
    "mentions",
    "踩",
    "举报",
    "取消点赞",
    "user_reports",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_named_after_other_acts_is_no_log_of_likes(tmp_path: Path, name: str) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES}
    path = write(tmp_path / f"{name}.csv", columns)
    refused = command("check", path)
    assert refused.returncode == 2 and "--as" in refused.stderr
    assert len(read(path, read_as="likes", timezone="UTC").events) == 20


@pytest.mark.parametrize("name", ["user_likes", "message_likes", "report", "hidden_gems_likes", "likes_and_dislikes"])
def test_a_file_of_likes_keeps_its_name(tmp_path: Path, name: str) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "liked_at": TIMES}
    found = attempt(write(tmp_path / f"{name}.csv", columns), timezone="UTC")
    if name != "hidden_gems_likes":
        assert isinstance(found, Found) and len(found.events) == 20
    else:
        assert isinstance(found, Found | MappingError)


@pytest.mark.parametrize("when", ["unliked_at", "reported_at", "blocked_at", "muted_at", "clicked_at", "disliked_at"])
def test_the_verb_of_the_only_time_says_what_the_rows_are(tmp_path: Path, when: str) -> None:
    found = attempt(write(tmp_path / "export.csv", {"user_id": PEOPLE, "post_id": POSTS, when: TIMES}), timezone="UTC")
    assert isinstance(found, MappingError)


@pytest.mark.parametrize("when", ["hidden_at", "blocked_at", "reported_at"])
def test_a_state_beside_the_time_of_a_like_changes_nothing(tmp_path: Path, when: str) -> None:
    columns = likes(**{when: ["", "2031-04-02 10:00:00"] * 10})
    found = attempt(write(tmp_path / "likes.csv", columns), timezone="UTC")
    assert isinstance(found, Found) and len(found.events) == 20


@pytest.mark.parametrize("flag", ["downvoted", "is_dislike", "disliked", "点踩"])
@pytest.mark.parametrize("words", [("0", "1"), ("false", "true")])
def test_a_flag_against_ends_the_reading(tmp_path: Path, flag: str, words: tuple[str, str]) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES, flag: [words[n % 3 == 0] for n in range(20)]}
    refused = command("check", write(tmp_path / "export.csv", columns))
    assert refused.returncode == 2 and flag in refused.stderr


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("type", ("1", "2", "3")),
        ("reaction_id", ("1", "2", "5")),
        ("vote_type", ("helpful", "not helpful")),
        ("action", ("3", "7")),
    ],
)
def test_kinds_in_somebodys_code_are_asked_for(tmp_path: Path, name: str, values: Sequence[str]) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES}
    columns[name] = [values[n % len(values)] for n in range(20)]
    refused = command("check", write(tmp_path / "likes.csv", columns))
    assert refused.returncode == 2 and name in refused.stderr


@pytest.mark.parametrize("name", ["action", "event", "操作"])
@pytest.mark.parametrize(("like", "unlike"), [("like", "unlike"), ("点赞", "取消点赞")])
def test_what_was_taken_back_under_a_kind_is_no_like(tmp_path: Path, name: str, like: str, unlike: str) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES}
    columns[name] = [like if n < 15 else unlike for n in range(20)]
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    undone = {(PEOPLE[n], POSTS[n]) for n in range(15, 20)}
    acted = set(found.acts("actor", "post"))
    assert acted == {(PEOPLE[n], POSTS[n]) for n in range(15)} - undone


@pytest.mark.parametrize(("name", "off"), [("active", "false"), ("is_active", "0"), ("valid", "no")])
def test_what_stands_no_more_is_no_like(tmp_path: Path, name: str, off: str) -> None:
    on = {"false": "true", "0": "1", "no": "yes"}[off]
    columns = likes(**{name: [off if n % 4 == 0 else on for n in range(20)]})
    assert len(read(write(tmp_path / "likes.csv", columns), timezone="UTC").events) == 15


@pytest.mark.parametrize("sign", ["|", ";"])
def test_a_cell_that_holds_a_list_is_no_id(tmp_path: Path, sign: str) -> None:
    lists = [sign.join(f"p{(n * 3 + k) % 40}" for k in range(3 + n % 3)) for n in range(20)]
    found = attempt(write(tmp_path / "likes.csv", {"user": PEOPLE, "liked_posts": lists, "date": TIMES}))
    assert isinstance(found, MappingError)


def test_a_list_of_likers_makes_no_comments_of_posts(tmp_path: Path) -> None:
    columns: Columns = {
        "post_id": [f"p{n}" for n in range(20)],
        "author": PEOPLE,
        "created_at": TIMES,
        "text": [f"a day at the lake {n}" for n in range(20)],
        "likers": [";".join(f"u{(n + k) % 9}" for k in range(4)) for n in range(20)],
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert len(found.posts) == 20 and not found.events


@pytest.mark.parametrize("count", ["like_count", "点赞数", "likes"])
def test_posts_counted_day_by_day_are_no_acts_of_their_owner(tmp_path: Path, count: str) -> None:
    columns: Columns = {
        "user_id": [f"c{n % 4}" for n in range(40)],
        "post_id": [f"p{n % 8}" for n in range(40)],
        count: [str(100 + 7 * n) for n in range(40)],
        "date": [f"2031-02-{1 + n // 8:02}" for n in range(40)],
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert not found.events and len(found.posts) == 8


@pytest.mark.parametrize("own", ["tweet_id", "post_id", "message_id"])
@pytest.mark.parametrize("answered", ["in_reply_to_id", "in_reply_to_status_id", "parent_id", "reply_to"])
def test_an_answer_is_about_what_it_answers(tmp_path: Path, own: str, answered: str) -> None:
    columns: Columns = {
        own: [f"100000{n}" for n in range(20)],
        "author": PEOPLE,
        answered: [f"90000{n % 6}" for n in range(20)],
        "created_at": TIMES,
        "text": [f"hello from number {n}" for n in range(20)],
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert {post for (post,) in found.acts("post")} == set(columns[answered])


Rows = Sequence[tuple[object, ...]]


def database(path: Path, tables: Mapping[str, Rows], columns: Mapping[str, str]) -> Path:
    with sqlite3.connect(path) as base:
        for name, rows in tables.items():
            base.execute(f"create table {name} ({columns[name]})")
            base.executemany(f"insert into {name} values ({', '.join('?' * len(rows[0]))})", rows)
    return path


APP: dict[str, Rows] = {
    "posts": [
        (n, f"u{n % 5}", f"on bread {n}", f"a long evening with bread number {n}", TIMES[n % 20]) for n in range(20)
    ],
    "likes": [(n, f"u{n % 7}", n % 20, TIMES[n % 20]) for n in range(40)],
}
APP_COLUMNS = {
    "posts": "id integer, user_id text, title text, body text, created_at text",
    "likes": "id integer, user_id text, post_id integer, created_at text",
}
OTHER_TABLES: dict[str, tuple[str, Callable[[int], tuple[object, ...]]]] = {
    "dislikes": (
        "id integer, user_id text, post_id integer, created_at text",
        lambda n: (n, "u9", n % 20, TIMES[n % 20]),
    ),
    "tags_of_posts": (
        "id integer, post_id integer, tag_id integer, created_at text",
        lambda n: (n, n % 20, 3, TIMES[n]),
    ),
    "blocks": ("user_id text, blocked_user_id text, created_at text", lambda n: (f"u{n % 5}", f"u{n % 3}", TIMES[n])),
    "private_messages": (
        "id integer, sender_id text, recipient_id text, body text, created_at text",
        lambda n: (n, f"u{n % 4}", f"u{n % 6}", f"see you at {n} then, will you", TIMES[n]),
    ),
    "notes_to_friends": (
        "id integer, sender_id text, recipient_id text, body text, created_at text",
        lambda n: (n, f"u{n % 4}", f"u{n % 6}", f"see you at {n} then, will you", TIMES[n]),
    ),
}


@pytest.mark.parametrize("name", OTHER_TABLES)
def test_an_apps_other_tables_change_neither_likes_nor_posts(tmp_path: Path, name: str) -> None:
    columns, row = OTHER_TABLES[name]
    alone = read(database(tmp_path / "app.sqlite", APP, APP_COLUMNS), timezone="UTC")
    tables = {**APP, name: [row(n) for n in range(20)]}
    both = read(database(tmp_path / "more.sqlite", tables, {**APP_COLUMNS, name: columns}), timezone="UTC")
    assert both.acts() == alone.acts()
    assert both.of_posts("post", "author", "text") == alone.of_posts("post", "author", "text")
    assert name in told("check", tmp_path / "more.sqlite")


def test_two_tables_of_posts_with_the_same_numbers_are_refused(tmp_path: Path) -> None:
    columns = {"id": [str(n) for n in range(20)], "likes": ["3"] * 20, "created_at": TIMES}
    write(tmp_path / "posts.csv", {**columns, "author": PEOPLE})
    write(tmp_path / "articles.csv", {**columns, "author": [f"other{n % 5}" for n in range(20)]})
    with pytest.raises(InputError, match="20 posts with the same ids and other authors"):
        likewise.read(tmp_path, timezone="UTC")


GROUPINGS = ("group_id", "teamId", "class_id", "class id", "班级编号", "群组ID", "kurs_id")


@pytest.mark.parametrize("name", GROUPINGS)
def test_what_people_belong_to_is_no_post_and_is_not_proposed(tmp_path: Path, name: str) -> None:
    columns = {"user_id": PEOPLE, name: [f"{700 + n % 7}" for n in range(20)], "created_at": TIMES}
    refused = command("check", write(tmp_path / "export.csv", columns))
    assert (
        refused.returncode == 2 and "--map post=…" in refused.stderr and f"`{name}` could be it" not in refused.stderr
    )


@pytest.mark.parametrize("name", ["article_id", "photo_id", "song_id", "recipe_id", "帖子编号"])
def test_what_people_like_one_by_one_is_a_post(tmp_path: Path, name: str) -> None:
    columns = {"user_id": PEOPLE, name: POSTS, "created_at": TIMES}
    assert len(read(write(tmp_path / "export.csv", columns), timezone="UTC").events) == 20


@pytest.mark.parametrize("when", ["viewed_at", "watched_on", "view_time"])
@pytest.mark.parametrize("flag", ["liked", "is_liked", "点赞"])
@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("true", "false"), ("yes", "no")])
def test_showings_with_a_flag_of_likes_are_one_or_the_other(
    tmp_path: Path, when: str, flag: str, yes: str, no: str
) -> None:
    columns = {"user_id": PEOPLE, "video_id": POSTS, when: TIMES, flag: [yes if n % 3 else no for n in range(20)]}
    path = write(tmp_path / "export.csv", columns)
    refused = command("check", path)
    assert refused.returncode == 2 and "--as likes" in refused.stderr and "--as views" in refused.stderr
    liked = read(path, read_as="likes", timezone="UTC").acts()
    assert liked == sorted((PEOPLE[n], POSTS[n], "like") for n in range(20) if n % 3)
    assert len(read(path, read_as="views", timezone="UTC").acts()) == 20


@pytest.mark.parametrize("length", ["play_time_ms", "stay_time", "播放时间"])
def test_how_long_something_was_watched_is_not_when(tmp_path: Path, length: str) -> None:
    columns = {"user_id": PEOPLE, "video_id": POSTS, "time": TIMES, length: [str(900 + 37 * n) for n in range(20)]}
    found = read(write(tmp_path / "views.csv", columns), read_as="views", timezone="UTC")
    assert {one["time"].year for one in found.events} == {int(TIMES[0][:4])}


def test_one_persons_own_data_are_refused_without_advice_that_cannot_help(tmp_path: Path) -> None:
    likes = [
        {
            "title": name,
            "string_list_data": [
                {"href": f"https://www.instagram.com/p/C{name}/", "value": "👍", "timestamp": 1_700_000_000}
            ],
        }
        for name in ("ann", "bob", "cid")
    ]
    own = tmp_path / "liked_posts.json"
    own.write_text(json.dumps({"likes_media_likes": likes}))
    refused = command("report", own, "--out", tmp_path / "out")
    assert refused.returncode == 2 and "own data" in refused.stderr and "--map" not in refused.stderr


def test_likes_that_name_nobody_are_refused_without_a_column_to_map(tmp_path: Path) -> None:
    rows = [{"date": f"2026-01-0{n + 1} 10:11:12", "link": f"https://v.example/video/71800000{n}/"} for n in range(9)]
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"Activity": {"Like List": {"ItemFavoriteList": rows}}}))
    refused = command("check", path)
    assert refused.returncode == 2 and "one person's own" in refused.stderr and "--map actor" not in refused.stderr
