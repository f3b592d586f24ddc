"""Shapes that a tester brought who knew neither the reader nor its tests, each as the kind that it stands for."""

import sqlite3
from pathlib import Path

import pytest

from likewise.errors import InputError, MappingError
from test_unknown_kinds import PEOPLE, POSTS, TIMES, likes, write
from wild_reading import Found, attempt, command, read, report

SEVEN = [f"u{n % 7}" for n in range(20)]
OWNED = [f"p{n % 10}" for n in range(20)]
OTHERS = [f"w{n % 10 // 3}" for n in range(20)]


@pytest.mark.parametrize(
    ("actor", "author"),
    [
        ("user_id", "liked_user_id"),
        ("account_id", "liked_account_id"),
        ("member", "liked_member"),
        ("user", "liked_user"),
        ("username", "liked_username"),
        ("user_id", "owner_user_id"),
        ("who", "whose"),
        ("src_user", "dst_user"),
        ("用户", "被赞用户"),
    ],
)
def test_who_was_liked_is_not_who_likes(tmp_path: Path, actor: str, author: str) -> None:
    columns = {actor: SEVEN, author: OTHERS, "post_id": OWNED, "created_at": TIMES}
    found = read(write(tmp_path / "export.csv", columns), read_as="likes", timezone="UTC")
    assert {(one["actor"], one["author"], one["post"]) for one in found.events} <= set(
        zip(SEVEN, OTHERS, OWNED, strict=True)
    )
    assert {one["author"] for one in found.events} == set(OTHERS)


def test_who_reposted_is_not_whose_post_it_was(tmp_path: Path) -> None:
    columns = {"user": SEVEN, "reposted_user": OTHERS, "post_id": OWNED, "created_at": TIMES}
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert {(one["actor"], one["kind"]) for one in found.events} <= {(who, "repost") for who in SEVEN}


@pytest.mark.parametrize("name", ["投票", "Stimme", "response", "decision", "label", "result"])
@pytest.mark.parametrize(
    "words",
    [("支持", "反对", "弃权"), ("dafür", "dagegen"), ("interested", "not interested"), ("approved", "rejected")],
)
def test_what_somebody_decided_in_words_is_asked_for(tmp_path: Path, name: str, words: tuple[str, ...]) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES}
    columns[name] = [words[n % len(words)] for n in range(20)]
    refused = command("check", write(tmp_path / "export.csv", columns))
    assert refused.returncode == 2 and f"`{name}`" in refused.stderr
    assert len(read(tmp_path / "export.csv", read_as="likes", timezone="UTC").events) <= 20


@pytest.mark.parametrize("name", ["ação", "reação", "Tipo de interação", "acción", "Aktion"])
def test_acts_are_told_in_the_words_of_a_language(tmp_path: Path, name: str) -> None:
    words = {"curtiu": "like", "comentou": "comment", "compartilhou": "repost", "kommentiert": "comment"}
    spelled = list(words)
    columns = {"user_id": PEOPLE, "post_id": POSTS, "created_at": TIMES, name: [spelled[n % 4] for n in range(20)]}
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert found.acts() == sorted((PEOPLE[n], POSTS[n], words[spelled[n % 4]]) for n in range(20))


def test_what_was_shown_and_not_liked_takes_no_like_back(tmp_path: Path) -> None:
    shown = [("ann", "p1", n, flag) for n, flag in enumerate((0, 1, 0, 0))]
    shown += [("bob", "p2", n, flag) for n, flag in enumerate((1, 0, 0))]
    shown += [(f"u{n}", "p3", n, n % 3 == 0) for n in range(20)]
    rows = "\n".join(f"{who},{post},2031-04-01 10:{at:02}:00,{int(flag)}" for who, post, at, flag in shown)
    path = tmp_path / "log.csv"
    path.write_text(f"user_id,video_id,time,is_like\n{rows}\n")
    found = read(path, timezone="UTC")
    assert set(found.acts("actor", "post")) == {
        ("ann", "p1"),
        ("bob", "p2"),
        *((f"u{n}", "p3") for n in range(0, 20, 3)),
    }
    assert {one["reason"] for one in found.rejected} == {"not liked"}


@pytest.mark.parametrize("when", ["snapshot_date", "trending_date", "采集时间", "updated_at"])
@pytest.mark.parametrize("newest_first", [True, False])
def test_of_several_counts_of_a_post_those_taken_last_stand(tmp_path: Path, when: str, newest_first: bool) -> None:
    rows = [
        f"v{video},2031-04-{day:02},A walk number {video} in town,2031-03-0{video} 10:00:00,{day * 100},{day}"
        for day in range(1, 9)
        for video in range(1, 6)
    ]
    if newest_first:
        rows.reverse()
    path = tmp_path / "videos.csv"
    path.write_text(f"video_id,{when},title,publish_time,views,likes\n" + "\n".join(rows) + "\n")
    assert {(one["views"], one["likes"]) for one in read(path, timezone="UTC").posts} == {(800, 8)}


@pytest.mark.parametrize("name", ["Link clicks", "link_clicks", "Pin clicks", "Ad spend"])
def test_a_count_of_an_advertisement_is_no_post(tmp_path: Path, name: str) -> None:
    counts = [str(200 + n * 7) for n in range(20)]
    columns = {"Campaign name": [f"Spring {n}" for n in range(20)], name: counts, "Post likes": counts, "Reach": counts}
    found = attempt(write(tmp_path / "export.csv", columns))
    assert isinstance(found, MappingError)


@pytest.mark.parametrize("length", ["Ø Wiedergabezeit", "Temps moyen", "Tiempo medio", "Durchschnitt", "xyz"])
def test_how_long_people_watched_is_no_time_of_day(tmp_path: Path, length: str) -> None:
    columns = {
        "Datum": [f"{n + 1:02}.04.2031" for n in range(20)],
        "Titel": [f"A walk number {n} in town" for n in range(20)],
        "Aufrufe": [str(900 + n) for n in range(20)],
        length: [f"0:{10 + n * 2}" for n in range(20)],
    }
    found = read(write(tmp_path / "videos.csv", columns), timezone="UTC")
    assert {one["time"].strftime("%H:%M") for one in found.posts} == {"00:00"}


@pytest.mark.parametrize("name", ["目标点赞", "planned_likes", "goal likes", "预期点赞数"])
def test_what_somebody_plans_is_no_count(tmp_path: Path, name: str) -> None:
    columns = {"作品ID": [f"n{n}" for n in range(20)], "标题": [f"去散步 {n}" for n in range(20)], name: ["500"] * 20}
    columns["发布时间"] = TIMES
    columns["浏览量"] = [str(n) for n in range(20)]
    found = attempt(write(tmp_path / "posts.csv", columns), timezone="UTC")
    assert not isinstance(found, Found) or all(one["likes"] is None for one in found.posts)


def test_a_table_of_a_database_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "forum.sqlite"
    base = sqlite3.connect(path)
    base.execute("create table forum_posts(poster_id text, post_id text, post_time text, post_text text)")
    rows = zip(PEOPLE, POSTS, TIMES, [f"a few words number {n}" for n in range(20)], strict=True)
    base.executemany("insert into forum_posts values (?, ?, ?, ?)", rows)
    base.commit()
    base.close()
    for name in ("forum_posts", "forum.sqlite:forum_posts", f"{path}:forum_posts"):
        assert {one["kind"] for one in read(path, read_as={name: "comments"}, timezone="UTC").events} == {"comment"}
    with pytest.raises(MappingError, match="no file or table `nothing`"):
        read(path, read_as={"nothing": "comments"})


@pytest.mark.parametrize("when", ["assigned_at", "downloaded_at", "booked_on", "审核时间"])
def test_rows_whose_only_time_is_of_another_act_are_no_likes(tmp_path: Path, when: str) -> None:
    found = attempt(write(tmp_path / "export.csv", {"user_id": PEOPLE, "post_id": POSTS, when: TIMES}), timezone="UTC")
    assert isinstance(found, InputError | MappingError)


def test_the_page_says_which_column_is_which_and_which_is_not_used(tmp_path: Path) -> None:
    path = write(tmp_path / "likes.csv", likes(shoe_size=[str(30 + n % 9) for n in range(20)]))
    page = report(path, tmp_path / "out").html.read_text(encoding="utf-8")
    assert "user_id → actor" in page and "Not used: shoe_size" in page


def test_a_moment_goes_before_a_day(tmp_path: Path) -> None:
    columns = {
        "user_id": PEOPLE,
        "video_id": POSTS,
        "date": ["20310401"] * 10 + ["20310402"] * 10,
        "time_ms": [str(1_933_000_000_000 + n * 60_000) for n in range(20)],
    }
    found = read(write(tmp_path / "likes.csv", columns), timezone="UTC")
    assert len({one["time"] for one in found.events}) == 20


@pytest.mark.parametrize("when", ["回复时间", "评论时间", "comment_time", "replied_at"])
def test_comments_that_say_not_of_what_are_no_posts(tmp_path: Path, when: str) -> None:
    columns = {
        "编号": [str(n) for n in range(20)],
        "用户名": PEOPLE,
        "内容": [f"这里真好看 {n}!" for n in range(20)],
        "点赞数": [str(n % 9) for n in range(20)],
        when: TIMES,
    }
    assert isinstance(attempt(write(tmp_path / "导出.csv", columns), timezone="UTC"), MappingError)


@pytest.mark.parametrize(("yes", "no"), [("like", "unlike"), ("点赞", "取消点赞"), ("liked", "removed")])
def test_words_for_taking_back_take_back_also_where_many_come_first(tmp_path: Path, yes: str, no: str) -> None:
    rows = [(f"u{n}", no if n % 3 == 0 else yes, 0) for n in range(30)] + [(f"u{n}", no, 5) for n in range(10)]
    body = "\n".join(f"{who},p{int(who[1:]) % 4},{word},2031-04-01 10:{at:02}:00" for who, word, at in rows)
    path = tmp_path / "export.csv"
    path.write_text(f"user_id,post_id,action,created_at\n{body}\n", encoding="utf-8")
    found = read(path, timezone="UTC")
    assert {one["actor"] for one in found.events} == {f"u{n}" for n in range(10, 30) if n % 3}
    assert {one["reason"] for one in found.rejected} == {"taken back"}


@pytest.mark.parametrize("other", ["post_created_at", "post_published_at", "笔记发布时间", "video_published_at"])
def test_a_posts_own_moment_is_not_when_it_was_liked(tmp_path: Path, other: str) -> None:
    columns = {"user_id": SEVEN, "post_id": OWNED, "date": [f"2031-05-{n + 1:02}" for n in range(20)]}
    columns[other] = [f"2031-04-0{n % 10 % 9 + 1} 10:11:12" for n in range(20)]
    found = read(write(tmp_path / "likes.csv", columns), timezone="UTC")
    assert {one["time"].month for one in found.events} == {5}


def test_a_clock_that_begins_at_midnight_is_one(tmp_path: Path) -> None:
    moments = [f"{n // 60:02}:{n % 60:02}:00" for n in range(120)]
    rows = [f"u{n % 9},p{n},2031-04-01,{clock}" for n, clock in enumerate(moments)]
    path = tmp_path / "likes.csv"
    path.write_text("user,post,date,time\n" + "\n".join(rows) + "\n")
    assert len({one["time"] for one in read(path, timezone="UTC").events}) == 120


PAID = (
    ("post_id", "author", "published_at", "campaign", "likes", "comments", "views"),
    ("video_id", "creator", "publish_date", "budget", "likes", "comments", "views"),
    ("笔记标题", "博主", "发布时间", "消耗", "点赞", "评论", "阅读量"),
    ("postagem", "autor", "data", "campanha", "curtidas", "comentários", "visualizações"),
    ("Beitrag", "Autor", "Veröffentlicht am", "Kampagne", "Gefällt mir", "Kommentare", "Aufrufe"),
)


@pytest.mark.parametrize("header", PAID)
def test_posts_that_were_paid_for_are_posts(tmp_path: Path, header: tuple[str, ...]) -> None:
    post, author, when, paid, likes_, comments, views = header
    numbers = [str(n * 3) for n in range(20)]
    columns = {
        post: [f"walk {n}" for n in range(20)],
        author: [f"blogger{n % 4}" for n in range(20)],
        when: TIMES,
        paid: [str(n % 3) for n in range(20)],
        likes_: numbers,
        comments: numbers,
        views: numbers,
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert len(found.posts) == 20 and {one["likes"] for one in found.posts} == {n * 3 for n in range(20)}


@pytest.mark.parametrize("who", ["liked_user_id", "liked_user", "liked_account"])
def test_whoever_is_named_alone_acted_and_that_is_told(tmp_path: Path, who: str) -> None:
    path = write(tmp_path / "export.csv", {who: SEVEN, "post_id": OWNED, "liked_at": TIMES})
    assert {one["actor"] for one in read(path, timezone="UTC").events} == set(SEVEN)
    assert f"`{who}` is taken for it by its values" in command("check", path).stdout


def test_what_was_decided_is_asked_for_in_words_that_fit(tmp_path: Path) -> None:
    columns = {"user_id": SEVEN, "post_id": OWNED, "created_at": TIMES, "label": ["spam", "ham"] * 10}
    refused = command("check", write(tmp_path / "export.csv", columns))
    assert refused.returncode == 2 and "--as likes" in refused.stderr and "Write these words" not in refused.stderr


@pytest.mark.parametrize("name", ["poll_likes", "likes"])
@pytest.mark.parametrize("when", ["created_at", "approved_at", "assigned_at"])
def test_a_file_that_is_called_likes_holds_likes(tmp_path: Path, name: str, when: str) -> None:
    path = write(tmp_path / f"{name}.csv", {"user_id": SEVEN, "post_id": OWNED, when: TIMES})
    assert {one["kind"] for one in read(path, timezone="UTC").events} == {"like"}


def test_when_rows_were_taken_is_read_as_the_user_says_and_told(tmp_path: Path) -> None:
    rows = [f"p{n},ann,{day},{likes_}" for day, likes_ in (("03/04/2031", 5), ("04/03/2031", 9)) for n in range(12)]
    path = tmp_path / "posts.csv"
    path.write_text("post_id,author,snapshot_date,likes\n" + "\n".join(rows) + "\n")
    assert {one["likes"] for one in read(path, dates="day-first", timezone="UTC").posts} == {5}
    assert {one["likes"] for one in read(path, dates="month-first", timezone="UTC").posts} == {9}
    assert "snapshot_date" in command("check", path).stdout.split("Assumed:")[1]


def test_one_column_is_not_proposed_for_two_things_and_cannot_be_both(tmp_path: Path) -> None:
    columns = {
        "nr": [str(n) for n in range(1, 21)],
        "quien": [f"k{n % 4}000{n % 3}" for n in range(20)],
        "cuando": TIMES,
    }
    path = write(tmp_path / "export.csv", columns)
    said = command("check", path).stderr
    assert said.count("`quien` could be it") + said.count("it could be `quien`") <= 1
    both = command("check", path, "--map", "actor=quien", "--map", "post=quien")
    assert both.returncode == 2 and "can't be several of actor, post" in both.stderr


@pytest.mark.parametrize("kind", ["likes", "comments", "posts"])
def test_whoever_says_what_rows_are_is_told_what_is_missing(tmp_path: Path, kind: str) -> None:
    columns = {"wem": [f"z{n % 7}77" for n in range(20)], "wer": [f"k{n % 4}88" for n in range(20)], "wann": TIMES}
    refused = command("check", write(tmp_path / "export.csv", columns), "--as", kind)
    assert refused.returncode == 2 and "nothing in its columns or its name says" not in refused.stderr
    assert "(post)" in refused.stderr


def test_likes_with_the_posts_data_beside_them_are_likes(tmp_path: Path) -> None:
    columns = {
        "post_id": OWNED,
        "user_id": OTHERS,
        "likes": [str(5 + n % 10) for n in range(20)],
        "liked_by": SEVEN,
        "created_at": TIMES,
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert {(one["actor"], one["author"]) for one in found.events} <= set(zip(SEVEN, OTHERS, strict=True))
    assert found.events
