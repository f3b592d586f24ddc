"""Kinds of unknown tables that a person reads at sight: each in several spellings, with what must come out."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from likewise.engine import open_duckdb
from likewise.errors import InputError, MappingError
from likewise.ingest.match.hints import hint_of
from likewise.ingest.match.names import sense
from likewise.ingest.validate.moments import MONTHS, said_parts, says_moment
from wild_reading import check_text, command, read, utc

PEOPLE = [f"u{n % 5}" for n in range(20)]
POSTS = [f"p{n % 6}" for n in range(20)]
TIMES = [f"2031-04-{n + 1:02d} 10:{n:02d}:00" for n in range(20)]

Columns = dict[str, list[str]]


def write(path: Path, columns: Columns) -> Path:
    rows = [",".join(columns), *map(",".join, zip(*columns.values(), strict=True))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


# Posts with reposts among them


@pytest.mark.parametrize(
    ("own", "person", "original"),
    [
        ("tweetid", "userid", "retweet_tweetid"),
        ("id", "account", "reblog_of_id"),
        ("微博id", "用户id", "转发微博id"),
        ("post_id", "author", "repost_of"),
    ],
)
@pytest.mark.parametrize("nothing", ["", "null", "0"])
def test_rows_that_repeat_another_post_are_reposts(
    tmp_path: Path, own: str, person: str, original: str, nothing: str
) -> None:
    columns = {
        own: [f"t{n}" for n in range(20)],
        person: PEOPLE,
        original: [nothing if n < 12 else f"t{n % 6}" for n in range(20)],
        "created_at": TIMES,
        "text": [f"a day at the lake {n}" for n in range(20)],
        "like_count": [str(n) for n in range(20)],
    }
    found = read(write(tmp_path / "download.csv", columns), timezone="UTC")
    assert [post[0] for post in found.of_posts("post")] == sorted(f"t{n}" for n in range(12))
    expected = sorted((PEOPLE[n], f"t{n % 6}", "repost") for n in range(12, 20))
    assert found.acts() == expected


def test_without_a_person_rows_that_repeat_another_are_no_posts_and_told(tmp_path: Path) -> None:
    columns = {
        "tweet_id": [f"t{n}" for n in range(20)],
        "retweeted_status_id": ["" if n < 12 else f"t{n % 6}" for n in range(20)],
        "text": [f"a day at the lake {n}" for n in range(20)],
        "like_count": [str(n) for n in range(20)],
        "view_count": [str(10 * n) for n in range(20)],
    }
    found = read(write(tmp_path / "tweets.csv", columns))
    assert len(found.posts) == 12
    assert {row["reason"] for row in found.rejected} == {"repeats another post"}
    assert len(found.rejected) == 8


# Rows that are not what the others are


@pytest.mark.parametrize("total", ["Total", "合计", "Summe", " totals ", "Итого", "總計"])
def test_a_row_of_totals_is_no_post(tmp_path: Path, total: str) -> None:
    columns = {
        "post_id": ["a", "b", "c", total],
        "title": ["one", "two", "three", ""],
        "views": ["10", "20", "30", "60"],
        "likes": ["1", "2", "3", "6"],
    }
    found = read(write(tmp_path / "export.csv", columns))
    assert [post[0] for post in found.of_posts("post")] == ["a", "b", "c"]
    assert [row["reason"] for row in found.rejected] == ["summary row"]


def test_titles_that_repeat_are_told_apart_by_their_times(tmp_path: Path) -> None:
    columns = {"title": ["same", "same", "other"], "published": TIMES[:3], "views": ["10", "20", "30"]}
    path = write(tmp_path / "videos.csv", columns)
    assert sorted(post["views"] for post in read(path).posts) == [10, 20, 30]
    assert "title and time together stand for it" in check_text(path)


def test_titles_that_do_not_repeat_stand_for_posts_alone(tmp_path: Path) -> None:
    columns = {"title": ["one", "two", "three"], "published": TIMES[:3], "views": ["10", "20", "30"]}
    assert read(write(tmp_path / "videos.csv", columns)).of_posts("post") == [("one",), ("three",), ("two",)]


# What values say


@pytest.mark.parametrize(
    ("day", "clock"), [("date", "time"), ("日期", "时间"), ("fecha", "hora"), ("Datum", "Uhrzeit"), ("day", "q7")]
)
@pytest.mark.parametrize("written", ["10:05", "10:05:00", "10:05 AM"])
def test_a_day_and_a_time_of_day_are_one_time(tmp_path: Path, day: str, clock: str, written: str) -> None:
    days = [one[:10] for one in TIMES]
    columns = {"user_id": PEOPLE, "post_id": POSTS, day: days, clock: [written] * 10 + ["22:15"] * 10}
    path = write(tmp_path / "likes.csv", columns)
    found = read(path, timezone="UTC")
    assert {event["time"].strftime("%H:%M") for event in found.events} == {"10:05", "22:15"}
    assert len(found.events) == 20
    assert "put together" in check_text(path)


def test_ids_written_as_decimals_are_read_as_whole_numbers_and_told(tmp_path: Path) -> None:
    columns = {"user_id": PEOPLE, "post_id": [f"{n % 6}.0" for n in range(20)], "liked_at": TIMES}
    path = write(tmp_path / "likes.csv", columns)
    assert {post for (post,) in read(path).acts("post")} == {str(n) for n in range(6)}
    assert ".0 behind" in check_text(path)


def test_ids_of_which_some_are_decimals_are_not_changed(tmp_path: Path) -> None:
    columns = {"user_id": PEOPLE, "post_id": ["1.0" if n < 2 else f"v{n % 6}" for n in range(20)], "liked_at": TIMES}
    found = read(write(tmp_path / "likes.csv", columns))
    assert [row["reason"] for row in found.rejected] == ["id is a decimal number"] * 2


def test_long_ids_that_a_decimal_has_rounded_are_refused(tmp_path: Path) -> None:
    columns = {"user_id": PEOPLE, "post_id": [f"123456789012345{n % 6}000.0" for n in range(20)], "liked_at": TIMES}
    with pytest.raises(InputError, match=r"decimal number"):
        read(write(tmp_path / "likes.csv", columns))


@pytest.mark.parametrize("name", ["q1", "zzz", "wann_wars"])
def test_a_time_of_an_unknown_name_is_told_by_its_values(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "likes.csv", {"user_id": PEOPLE, "post_id": POSTS, name: TIMES})
    assert len(read(path).events) == 20
    assert f"`{name}` is taken for it by its values" in check_text(path)


def test_two_times_of_unknown_names_are_not_chosen_between(tmp_path: Path) -> None:
    path = write(tmp_path / "likes.csv", {"user_id": PEOPLE, "post_id": POSTS, "q1": TIMES, "q2": TIMES[::-1]})
    assert command("report", path, "--out", tmp_path / "out").returncode == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["recipe_id", "gadgetId", "tour id"])
def test_the_one_id_that_several_rows_share_is_what_was_liked(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "export.csv", {"user_id": PEOPLE, name: POSTS, "created_at": TIMES})
    assert {post for (post,) in read(path).acts("post")} == set(POSTS)
    assert f"`{name}` is taken for it by its values" in check_text(path)


def test_an_id_that_goes_with_the_person_is_not_what_was_liked(tmp_path: Path) -> None:
    columns = {"user_id": PEOPLE, "tenant_id": [f"t{n % 5}" for n in range(20)], "created_at": TIMES}
    assert command("check", write(tmp_path / "export.csv", columns)).returncode == 2


@pytest.mark.parametrize(("up", "down"), [("up", "down"), ("1", "-1"), ("UpVote", "DownVote"), ("赞", "踩")])
@pytest.mark.parametrize("name", ["态度", "updown", "q9"])
def test_votes_against_are_no_likes_whatever_their_column_is_called(
    tmp_path: Path, name: str, up: str, down: str
) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "liked_at": TIMES, name: [up] * 15 + [down] * 5}
    found = read(write(tmp_path / "likes.csv", columns))
    assert len(found.rejected) >= 5
    assert all(event["time"].day <= 15 for event in found.events)


@pytest.mark.parametrize("name", ["Rating", "stars", "评分"])
def test_ratings_are_not_taken_for_likes(tmp_path: Path, name: str) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES, name: [str(1 + n % 5) for n in range(20)]}
    assert command("check", write(tmp_path / "reviews.csv", columns)).returncode == 2


def test_a_state_is_no_post(tmp_path: Path) -> None:
    columns = {"user_id": PEOPLE, "article_id": POSTS, "status": ["approved"] * 20, "liked_at": TIMES}
    assert {post for (post,) in read(write(tmp_path / "likes.csv", columns)).acts("post")} == set(POSTS)


def test_a_handle_beside_the_person_is_no_author(tmp_path: Path) -> None:
    handles = [f"{one}.film" for one in PEOPLE]
    columns = {"member_id": PEOPLE, "post_id": POSTS, "like_time": TIMES, "blogger": handles}
    assert {author for (author,) in read(write(tmp_path / "likes.csv", columns)).acts("author")} == {None}


def test_people_of_one_name_are_told_apart_by_their_id(tmp_path: Path) -> None:
    columns = {
        "comment_id": [f"c{n}" for n in range(20)],
        "video_id": POSTS,
        "author_name": ["Mina" if n % 5 < 2 else f"N{n % 5}" for n in range(20)],
        "author_channel_id": PEOPLE,
        "comment_text": [f"so good {n}" for n in range(20)],
        "published_at": TIMES,
    }
    found = read(write(tmp_path / "comments.csv", columns))
    assert {actor for (actor,) in found.acts("actor")} == set(PEOPLE)
    assert {author for (author,) in found.acts("author")} == {None}


def test_texts_that_differ_under_one_post_are_comments_whatever_the_file_is_called(tmp_path: Path) -> None:
    columns = {
        "id": [f"c{n}" for n in range(20)],
        "post_id": POSTS,
        "user_id": PEOPLE,
        "body": [f"so good {n}" for n in range(20)],
        "created_at": TIMES,
        "likes": [str(n) for n in range(20)],
    }
    found = read(write(tmp_path / "posts_backup.csv", columns), timezone="UTC")
    assert {kind for (kind,) in found.acts("kind")} == {"comment"}
    assert found.posts == []


# A table beside others


def test_likes_that_only_lack_a_word_are_not_passed_over(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write(data / "likes.csv", {"user_id": PEOPLE, "post_id": POSTS, "q1": TIMES, "q2": TIMES[::-1]})
    write(data / "posts.csv", {"post_id": ["p1", "p2"], "author": ["a", "b"], "likes": ["3", "4"], "title": ["x", "y"]})
    refused = command("report", data, "--out", tmp_path / "out")
    assert refused.returncode == 2
    assert "likes.csv" in refused.stderr
    assert "--partial" in refused.stderr
    assert command("report", data, "--partial", "--out", tmp_path / "out").returncode == 0


def test_a_table_of_something_else_is_left_out_and_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write(data / "likes.csv", {"user_id": PEOPLE, "post_id": POSTS, "liked_at": TIMES})
    write(data / "django_migrations.csv", {"id": ["1", "2"], "app": ["auth", "app"], "name": ["0001", "0001"]})
    done = command("report", data, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "django_migrations.csv" in done.stdout + done.stderr


# Names


@pytest.mark.parametrize(
    ("name", "what", "of"),
    [
        ("repost_of", "bare", "original"),
        ("retweet_tweetid", "bare", "original"),
        ("retweeted_at", "time", "row"),
        ("gmt_create", "time", "row"),
        ("seguido_en", "time", "row"),
        ("autor_publicacion", "bare", "author"),
        ("post_user_id", "id", "author"),
        ("comment_user_id", "id", "actor"),
        ("geteilt_von", "bare", "actor"),
        ("image_id", "id", "post"),
        ("user_registered", "time", "account"),
        ("新增粉丝", "count", "follow"),
        ("nreplies", "count", "comment"),
        ("reach", "other", "noise"),
        ("edge_followed_by.count", "count", "followers"),
    ],
)
def test_names_of_the_wild(name: str, what: str, of: str) -> None:
    assert (sense(name).what, sense(name).of) == (what, of)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("posts_with_comments.json", "posts"),
        ("saved_posts.json", "saves"),
        ("liked_videos.csv", "likes"),
        ("statuses.csv", "posts"),
        ("posts_liked.csv", "likes"),
    ],
)
def test_what_a_files_name_suggests(name: str, reading: str) -> None:
    found = hint_of(name)
    assert found is not None
    assert found.name == reading


@given(word=st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9), number=st.integers(1, 28))
def test_a_word_and_a_number_are_a_date_only_with_a_month(word: str, number: int) -> None:
    named = any(word.startswith(month) for month in MONTHS)
    with open_duckdb() as engine:
        engine.define("likewise.sources", "macros")
        parts = said_parts("$text", "day_first")
        said = engine.value(f"select {says_moment('parts')} from (select {parts} as parts)", text=f"{word} {number}")
    assert said is False or named or word in {"today", "yesterday"}


@pytest.mark.parametrize(("thing", "own"), [("object", "content"), ("object_id", "content_id")])
def test_a_post_of_its_own_about_another_is_a_share(tmp_path: Path, thing: str, own: str) -> None:
    codes = [f"{n:04x}9f8e7d6c5b4a" for n in range(20)]
    found = read(write(tmp_path / "tweets.csv", {"account": PEOPLE, thing: POSTS, own: codes, "time": TIMES}))
    assert {(kind, text) for kind, text in found.acts("kind", "text")} == {("repost", None)}
    assert {post for (post,) in found.acts("post")} == set(POSTS)


# What rows did, in words


def likes(**more: list[str]) -> Columns:
    """Rows of persons, posts and times, which are likes where nothing says otherwise."""
    return {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES, **more}


WORDS = {
    "like": ["Liked", "post_like", "liked your post", "いいね", "点赞作品", "gefällt", "curtir", "LikeEvent"],
    "comment": ["replied", "ADD_COMMENT", "评论视频", "Kommentar"],
    "repost": ["shared", "share_post", "转发微博", "シェア"],
}


@pytest.mark.parametrize("header", ["event_name", "eventName", "行为名称", "xyzzy"])
@pytest.mark.parametrize("at", range(4))
def test_kinds_are_told_by_their_words_under_any_name(tmp_path: Path, header: str, at: int) -> None:
    kinds = ["like", "comment", "repost", "like"] * 5
    words = [WORDS[kind][at] for kind in kinds]
    found = read(write(tmp_path / "data.csv", likes(**{header: words})), timezone="UTC")
    assert found.acts() == sorted(zip(PEOPLE, POSTS, kinds, strict=True))


def test_words_that_mean_no_act_are_set_aside_beside_those_that_do(tmp_path: Path) -> None:
    words = ["like", "search", "report", "unlike", "open_app"] * 4
    found = read(write(tmp_path / "data.csv", likes(event_name=words)), timezone="UTC", partial=True)
    assert found.acts() == sorted(zip(PEOPLE[::5], POSTS[::5], ["like"] * 4, strict=True))
    assert len(found.rejected) == 16


@pytest.mark.parametrize("header", ["action", "event_type", "behavior_type", "行为", "event_name"])
@pytest.mark.parametrize("words", [["zap", "hop"], ["1", "2", "3", "4"], ["polub", "pokaz"]])
def test_kinds_that_nobody_knows_are_never_read_as_likes(tmp_path: Path, header: str, words: list[str]) -> None:
    path = write(tmp_path / "data.csv", likes(**{header: [words[n % len(words)] for n in range(20)]}))
    with pytest.raises(MappingError) as refused:
        read(path)
    assert header in str(refused.value)
    assert words[0] in str(refused.value)


def test_one_unknown_word_for_all_rows_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "data.csv", likes(action=["polub"] * 20))
    with pytest.raises(MappingError, match="--as likes"):
        read(path)
    assert len(read(path, read_as="likes", timezone="UTC").events) == 20


@pytest.mark.parametrize("header", ["updown", "thumb", "stance"])
def test_likes_beside_dislikes_are_votes(tmp_path: Path, header: str) -> None:
    votes = ["like", "like", "dislike", "like"] * 5
    found = read(write(tmp_path / "data.csv", likes(**{header: votes})), timezone="UTC")
    assert len(found.events) == 15


# Words inside words


@pytest.mark.parametrize("header", ["是否置顶", "置顶", "推荐位", "评级"])
def test_a_word_for_something_else_that_holds_one_for_a_like_is_none(tmp_path: Path, header: str) -> None:
    flags = ["1" if n % 3 == 0 else "0" for n in range(20)]
    found = read(write(tmp_path / "数据.csv", {**likes(), header: flags}), timezone="UTC")
    assert len(found.events) == 20


@pytest.mark.parametrize("header", ["comment_likes", "评论点赞数", "reply_like_count"])
def test_likes_of_comments_are_no_likes_of_posts(tmp_path: Path, header: str) -> None:
    counts = [str(n * 3) for n in range(20)]
    texts = [f"a day at the lake with {n} friends" for n in range(20)]
    comments = {"id": [str(7000 + n) for n in range(20)], "username": PEOPLE, "text": texts, "created_at": TIMES}
    with pytest.raises(MappingError):
        read(write(tmp_path / "export.csv", {**comments, header: counts}), timezone="UTC")
    posts = {"post_id": [f"t{n}" for n in range(20)], "likes": counts[::-1], "views": counts, header: counts}
    found = read(write(tmp_path / "posts.csv", posts))
    assert [row["likes"] for row in found.posts if row["post"] == "t0"] == [57]


@pytest.mark.parametrize("header", ["被赞用户", "被点赞用户id"])
def test_whoever_was_liked_is_not_who_likes(tmp_path: Path, header: str) -> None:
    liked = [f"a{n % 6}" for n in range(20)]
    found = read(
        write(tmp_path / "数据.csv", {"投票人": PEOPLE, header: liked, "作品id": POSTS, "时间": TIMES}), timezone="UTC"
    )
    assert found.acts("actor", "author") == sorted(zip(PEOPLE, liked, strict=True))


def test_the_person_beside_a_share_is_whose_post_was_shared(tmp_path: Path) -> None:
    columns = {
        "status_id": [f"s{n}" for n in range(20)],
        "account_id": PEOPLE,
        "retweet_status_id": POSTS,
        "reblog_account_id": [f"a{n % 6}" for n in range(20)],
        "timestamp": TIMES,
    }
    found = read(write(tmp_path / "query_result.csv", columns), timezone="UTC")
    expected = sorted((PEOPLE[n], f"a{n % 6}", POSTS[n], "repost") for n in range(20))
    assert found.acts("actor", "author", "post", "kind") == expected


# Times


@pytest.mark.parametrize("other", ["published", "indexed_at", "ts"])
def test_when_rows_were_collected_is_no_save(tmp_path: Path, other: str) -> None:
    batches = [f"2031-06-{1 + n // 7:02d} 12:00:00" for n in range(20)]
    columns = {"liker": PEOPLE, "post_id": POSTS, "collected_at": batches, other: TIMES}
    found = read(write(tmp_path / "query_result.csv", columns), timezone="UTC")
    assert set(found.acts("kind")) == {("like",)}
    assert {time for (time,) in found.acts("time")} == {utc(time) for time in TIMES}


def test_a_collected_at_that_may_be_a_save_is_asked_for(tmp_path: Path) -> None:
    saved = [f"2031-06-{n + 1:02d} 12:00:00" for n in range(20)]
    columns = {"user_id": PEOPLE, "note_id": POSTS, "collected_at": saved, "created_at": TIMES}
    with pytest.raises(MappingError, match="--as saves"):
        read(write(tmp_path / "data.csv", columns), timezone="UTC")
    found = read(write(tmp_path / "saves.csv", columns), timezone="UTC")
    assert set(found.acts("kind")) == {("save",)}


@pytest.mark.parametrize("inserted", ["insert_time", "inserted_at"])
def test_when_a_row_was_written_comes_behind_when_it_happened(tmp_path: Path, inserted: str) -> None:
    written = [f"2031-06-{n + 1:02d} 12:00:00" for n in range(20)]
    columns = {"user_id": PEOPLE, "post_id": POSTS, inserted: written, "time": TIMES}
    found = read(write(tmp_path / "data.csv", columns), timezone="UTC")
    assert {time for (time,) in found.acts("time")} == {utc(time) for time in TIMES}


# Advice


def test_small_numbers_are_not_proposed_as_posts(tmp_path: Path) -> None:
    columns = {
        "rpid": [f"{7000 + n}" for n in range(20)],
        "commenter": PEOPLE,
        "comment": [f"a day at the lake with {n} friends" for n in range(20)],
        "ctime": TIMES,
        "klomp": [str(n % 4) for n in range(20)],
    }
    with pytest.raises(MappingError) as refused:
        read(write(tmp_path / "download.csv", columns), timezone="UTC")
    assert "klomp" not in str(refused.value).partition("Its columns are")[0]


# Lists in rows


def test_what_holds_comments_is_a_post(tmp_path: Path) -> None:
    rows = [
        {
            "tweet_id": f"p{n}",
            "channel_id": f"u{n}",
            "caption": f"Soup for the week {n}",
            "create_time": TIMES[n],
            "commentList": [
                {
                    "commentID": f"c{n}{i}",
                    "authorChannelId": f"u{i}",
                    "comment_text": "Where is this?",
                    "posted_at": TIMES[n],
                }
                for i in range(2)
            ],
        }
        for n in range(3)
    ]
    path = tmp_path / "untitled.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = read(path, timezone="UTC")
    assert [post for (post,) in found.of_posts("post")] == ["p0", "p1", "p2"]
    assert found.acts() == sorted((f"u{i}", f"p{n}", "comment") for n in range(3) for i in range(2))


@pytest.mark.parametrize("inner", ["items", "data", "records"])
def test_a_list_that_is_called_anything_is_named_by_its_file(inner: str) -> None:
    found = hint_of(f"out/post_likes.json:{inner}")
    assert found is not None
    assert found.name == "likes"


# Headers


@pytest.mark.parametrize(
    "first", ["2031-04-01 10:00:00", "e07149e6-6a95-4a5b-a274-ece935171874", "7261234567890123456"]
)
def test_a_file_without_a_header_says_so(tmp_path: Path, first: str) -> None:
    path = tmp_path / "all_likes_export.csv"
    path.write_text("".join(f"{first},u{n % 5},p{n % 6},{TIMES[n]}\n" for n in range(20)), encoding="utf-8")
    with pytest.raises(InputError, match="no header"):
        read(path)


@pytest.mark.parametrize("sign", ["--", "-", "—", "n.a.", "NA", "\\N"])
def test_a_sign_for_no_title_is_no_title(tmp_path: Path, sign: str) -> None:
    titles = [sign if n % 4 == 0 else f"a day at the lake {n}" for n in range(20)]
    columns = {"post_id": [f"t{n}" for n in range(20)], "title": titles, "likes": [str(n) for n in range(20)]}
    found = read(write(tmp_path / "posts.csv", columns))
    assert sum(row["text"] is None for row in found.posts) == 5


@pytest.mark.parametrize(("name", "code"), [("comment_author", "user_id"), ("昵称", "mid")])
def test_an_id_goes_before_the_name_that_it_determines(tmp_path: Path, name: str, code: str) -> None:
    columns = {
        name: [["Ana", "Ben"][n % 2] for n in range(20)],
        code: [f"x{n % 5 * 2 + n % 2}9" for n in range(20)],
        "post_id": POSTS,
        "comment_content": [f"a day at the lake with {n} friends" for n in range(20)],
        "comment_date": TIMES,
    }
    found = read(write(tmp_path / "comments.csv", columns), timezone="UTC")
    assert {actor for (actor,) in found.acts("actor")} == set(columns[code])


def test_a_type_of_post_in_front_is_no_post(tmp_path: Path) -> None:
    columns = {
        "Tipo de publicación": [["video", "foto"][n % 2] for n in range(20)],
        "publicacion_id": [f"t{n}" for n in range(20)],
        "me_gusta": [str(n) for n in range(20)],
        "Comentarios": [str(2 * n) for n in range(20)],
    }
    found = read(write(tmp_path / "search.csv", columns))
    assert sorted(row["post"] for row in found.posts) == sorted(columns["publicacion_id"])


def test_whoever_differs_among_rows_on_a_post_is_not_its_author(tmp_path: Path) -> None:
    columns = {
        "コメントID": [f"c{n}" for n in range(20)],
        "動画ID": POSTS,
        "ユーザーID": PEOPLE,
        "コメント": [f"ここはどこですか {n}" for n in range(20)],
        "コメント日時": TIMES,
        "投稿者名": [["あおい", "みなと", "ゆい", "はる"][n % 4] for n in range(20)],
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert len(found.events) == 20
    assert {author for (author,) in found.acts("author")} == {None}


@pytest.mark.parametrize("sharer", ["sharer_id", "username", "shared_by"])
def test_who_shares_is_told_from_whose_post_is_shared(tmp_path: Path, sharer: str) -> None:
    authors = [f"a{n % 6}" for n in range(20)]
    columns = {
        "tweetid": [f"{7000 + n}" for n in range(20)],
        sharer: PEOPLE,
        "original_tweet_id": POSTS,
        "shared_user_id": authors,
        "shared_at": TIMES,
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert found.acts("actor", "author") == sorted(zip(PEOPLE, authors, strict=True))
