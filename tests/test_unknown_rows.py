"""Rows that don't count, or count several times, and rows that are none: told by a column, by values, or refused."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from likewise.errors import InputError, MappingError
from likewise.ingest.match.kinds import takes_like_back
from test_unknown_kinds import PEOPLE, POSTS, TIMES, write
from wild_reading import command, read, report
from workbooks import Cell, write_workbook

OWNERS = [f"w{n % 10}" for n in range(20)]
THINGS = [f"p{n % 10}" for n in range(20)]
WHO = [f"u{n % 7}" for n in range(20)]
DONE = {
    "状态": ("已完成", "待审核", "已取消"),
    "完成情况": ("已完成", "未完成", "超时取消"),
    "结果": ("成功", "失败"),
    "审核状态": ("通过", "垃圾评论", "待审"),
    "status": ("open", "done"),
    "state": ("done", "open"),
    "result": ("ok", "error", "timeout"),
    "relation": ("follow", "block", "friend"),
    "关系": ("关注", "拉黑", "好友"),
}


@pytest.mark.parametrize("name", DONE)
@pytest.mark.parametrize("texts", [False, True])
def test_what_became_of_a_row_is_asked_for(tmp_path: Path, name: str, texts: bool) -> None:
    words = DONE[name]
    columns = {"user_id": WHO, "post_id": THINGS, "created_at": TIMES, name: [words[n % len(words)] for n in range(20)]}
    columns |= {"comment_text": [f"what I think of it in part {n}" for n in range(20)]} if texts else {}
    path = write(tmp_path / "export.csv", columns)
    refused = command("check", path)
    assert refused.returncode == 2 and f"`{name}`" in refused.stderr
    reading = "comments" if texts else "likes"
    assert f"--as {reading}" in refused.stderr
    assert len(read(path, read_as=reading, timezone="UTC").events) == 20


@pytest.mark.parametrize("name", ["status", "状态"])
def test_codes_beside_a_like_are_asked_for(tmp_path: Path, name: str) -> None:
    columns = {"user_id": WHO, "item_id": THINGS, "create_time": TIMES, name: ["1", "1", "0", "1"] * 5}
    refused = command("check", write(tmp_path / "export.csv", columns))
    assert refused.returncode == 2 and f"`{name}`" in refused.stderr


@pytest.mark.parametrize("name", ["user_status", "post_status", "author_state"])
def test_the_state_of_an_account_or_a_post_is_no_matter(tmp_path: Path, name: str) -> None:
    columns = {"user_id": WHO, "post_id": THINGS, "created_at": TIMES, name: ["new", "old"] * 10}
    assert len(read(write(tmp_path / "export.csv", columns), timezone="UTC").events) == 20


@pytest.mark.parametrize("state", ["已撤回", "撤回", "已取消", "deleted"])
def test_a_state_that_says_what_was_taken_back(tmp_path: Path, state: str) -> None:
    columns = {"点赞用户": WHO, "笔记ID": THINGS, "点赞时间": TIMES, "状态": ["正常", "正常", state, "正常"] * 5}
    assert len(read(write(tmp_path / "export.csv", columns), timezone="UTC").events) == 15


@pytest.mark.parametrize("name", ["点赞次数", "likes", "点赞数", "like_count", "票数"])
@pytest.mark.parametrize("thing", [True, False])
def test_a_row_of_several_likes_is_refused(tmp_path: Path, name: str, thing: bool) -> None:
    counts = [str(1 + n // 3 % 5) for n in range(20)]
    columns = {"点赞人": WHO, "被点赞人": OWNERS, **({"作品": THINGS} if thing else {}), "时间": TIMES, name: counts}
    refused = command("check", write(tmp_path / "export.csv", columns))
    assert refused.returncode == 2 and f"`{name}`" in refused.stderr


def test_the_posts_own_count_beside_each_like_is_no_matter(tmp_path: Path) -> None:
    columns = {"user_id": WHO, "post_id": THINGS, "liked_at": TIMES, "likes": [str(100 + n % 10) for n in range(20)]}
    assert len(read(write(tmp_path / "export.csv", columns), timezone="UTC").events) == 20


def days(rise: bool, names: tuple[str, str, str, str]) -> dict[str, list[str]]:
    """The numbers of four videos on each of ten days: totals, or what came on the day."""
    rows = [(f"v{n}x", day) for n in range(4) for day in range(10)]
    total = {(video, day): 500 * (day + 1) if rise else 500 + (day * 377) % 701 for video, day in rows}
    date, video, views, likes = names
    return {
        date: [f"2031-03-{1 + day:02}" for _, day in rows],
        video: [video for video, _ in rows],
        "标题": [f"第 {video} 期：怎样做早饭" for video, _ in rows],
        views: [str(total[row]) for row in rows],
        likes: [str(total[row] // 10) for row in rows],
    }


@pytest.mark.parametrize(
    ("names", "rise"),
    [
        (("date", "video_id", "views", "likes"), False),
        (("日期", "作品ID", "播放量", "点赞量"), False),
        (("日期", "作品ID", "新增播放", "新增点赞"), True),
        (("day", "post_id", "daily_views", "daily_likes"), True),
    ],
)
def test_the_numbers_of_each_day_are_no_totals(tmp_path: Path, names: tuple[str, str, str, str], rise: bool) -> None:
    refused = command("check", write(tmp_path / "numbers.csv", days(rise, names)))
    assert refused.returncode == 2 and "these are the numbers of each day" in refused.stderr


def test_totals_of_several_days_give_the_last_and_no_time_of_the_post(tmp_path: Path) -> None:
    columns = days(True, ("date", "video_id", "views", "likes"))
    found = read(write(tmp_path / "numbers.csv", columns), timezone="UTC")
    assert found.of_posts("post", "views", "time") == [(f"v{n}x", 5000, None) for n in range(4)]


def test_what_each_viewer_did_is_no_number_of_a_post(tmp_path: Path) -> None:
    columns = {
        "直播场次": [f"L{n % 4}" for n in range(40)],
        "开播时间": [f"2031-03-0{1 + n % 4} 20:00" for n in range(40)],
    }
    columns |= {"用户昵称": [f"u{n}" for n in range(40)], "点赞次数": [str((n * 37) % 90) for n in range(40)]}
    columns |= {"评论次数": [str((n * 11) % 9) for n in range(40)]}
    refused = command("check", write(tmp_path / "rank.csv", columns))
    assert refused.returncode == 2


@pytest.mark.parametrize("blank", [" ", "　", "\t", "\u00a0"])
def test_blanks_around_ids_are_no_part_of_them(tmp_path: Path, blank: str) -> None:
    who = [(blank if n % 3 == 0 else "") + name + (blank if n % 2 else "") for n, name in enumerate(WHO)]
    columns = {"user_id": who, "post_id": THINGS, "liked_at": TIMES}
    path = write(tmp_path / "export.csv", columns)
    assert {one["actor"] for one in read(path, timezone="UTC").events} == set(WHO)
    assert "Blanks before or behind" in command("check", path).stdout


@pytest.mark.parametrize(
    "notes", [("合计", "制表：小李"), ("小雨 小计", "注：阅读量含站外"), ("Subtotal", "Source: studio")]
)
def test_sums_and_notes_in_a_sheet_are_no_posts(tmp_path: Path, notes: tuple[str, str]) -> None:
    rows: list[list[Cell]] = [["标题", "作者", "发布时间", "阅读", "点赞"]]
    rows += [[f"第{n}篇", "小雨", f"2031-03-{1 + n:02} 09:00", 1000.0 + n, 100.0 + n] for n in range(12)]
    rows += [[notes[0], None, None, 12_066.0, 1266.0], [], [notes[1], None, None, None, None]]
    write_workbook(tmp_path / "posts.xlsx", {"S": rows})
    found = read(tmp_path / "posts.xlsx", timezone="UTC")
    assert sorted(one["likes"] for one in found.posts) == [100 + n for n in range(12)]


@pytest.mark.parametrize("sheet", [False, True])
def test_two_tables_under_each_other_are_refused(tmp_path: Path, sheet: bool) -> None:
    rows: list[list[str]] = [["点赞人", "作品", "作者", "时间"]]
    rows += [[f"u{n % 7}", f"p{n % 10}", f"w{n % 10}", TIMES[n]] for n in range(20)]
    rows += [[], ["评论人", "作品", "作者", "时间"]]
    rows += [[f"u{n % 6}", f"p{n % 10}", f"w{n % 10}", TIMES[n]] for n in range(20)]
    path = tmp_path / ("both.xlsx" if sheet else "both.csv")
    if sheet:
        write_workbook(path, {"S": rows})
    else:
        path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 2\d"):
        read(path, timezone="UTC")


def test_a_header_that_is_written_again_does_no_harm(tmp_path: Path) -> None:
    rows = [f"{who},{post},{when}" for who, post, when in zip(PEOPLE, POSTS, TIMES, strict=True)]
    text = "\n".join(["user_id,post_id,liked_at", *rows[:10], "user_id,post_id,liked_at", *rows[10:]])
    (tmp_path / "likes.csv").write_text(text + "\n")
    assert len(read(tmp_path / "likes.csv", timezone="UTC").events) == 20


def test_times_whose_digits_are_lost_are_set_aside(tmp_path: Path) -> None:
    columns = {"user_id": WHO, "post_id": THINGS, "time": ["1.93E+09"] * 20}
    found = read(write(tmp_path / "likes.csv", columns), partial=True)
    assert not found.events and {one["reason"] for one in found.rejected} == {"time in scientific notation"}


def test_one_time_for_all_likes_of_a_post_is_when_they_were_fetched(tmp_path: Path) -> None:
    start = datetime(2031, 4, 1, 10, tzinfo=UTC)
    posts = [f"https://www.instagram.com/p/C{n // 2}xyz/" for n in range(60)]
    columns = {
        "profileUrl": [f"https://www.instagram.com/u{n % 13}/" for n in range(60)],
        "postUrl": posts,
        "timestamp": [f"{start + timedelta(seconds=37 * (n // 2)):%Y-%m-%dT%H:%M:%S}.120Z" for n in range(60)],
    }
    with pytest.raises(MappingError):
        read(write(tmp_path / "likers.csv", columns))


@pytest.mark.parametrize(("word", "back"), [("like", "unlike"), ("点赞", "取消点赞"), ("Like", "like_removed")])
def test_likes_are_taken_back_among_other_acts(tmp_path: Path, word: str, back: str) -> None:
    acts = [
        ("ann", "p1", word),
        ("ann", "p1", "comment"),
        ("ann", "p1", back),
        ("bob", "p1", word),
        ("bob", "p2", "view"),
    ]
    acts += [("cem", "p2", back), ("cem", "p2", word)]
    rows = [f"{who},{post},{act},2031-03-01 10:{n:02}:00" for n, (who, post, act) in enumerate(acts)]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["user_id,post_id,event,time", *rows]) + "\n", encoding="utf-8")
    assert takes_like_back(back)
    found = read(path, timezone="UTC").acts()
    assert found == [("ann", "p1", "comment"), ("bob", "p1", "like"), ("bob", "p2", "view"), ("cem", "p2", "like")]


def test_values_that_mongodb_wraps_are_plain_ones(tmp_path: Path) -> None:
    lines = [
        f'{{"_id":{{"$oid":"{n:024x}"}},"userId":{{"$oid":"65{n % 7:022x}"}},"postId":{{ "$oid" : "75{n % 10:022x}"}},'
        f'"createdAt":{{"$date":{{"$numberLong":"{1_930_000_000_000 + n * 60_000}"}}}}}}'
        for n in range(20)
    ]
    path = tmp_path / "likes.json"
    path.write_text("\n".join(lines) + "\n")
    found = read(path)
    assert {one["actor"] for one in found.events} == {f"65{n:022x}" for n in range(7)}
    assert found.events[0]["time"] >= datetime(2031, 2, 27, tzinfo=UTC)


def test_columns_may_have_the_sign_of_a_dollar_in_their_names(tmp_path: Path) -> None:
    columns = {"$user": WHO, "$post": THINGS, "$owner": OWNERS, "$time": TIMES}
    path = write(tmp_path / "likes.csv", columns)
    mapping = {
        name: f"${column}"
        for name, column in {"actor": "user", "post": "post", "author": "owner", "time": "time"}.items()
    }
    made = report(path, tmp_path / "out", read_as="likes", mapping=mapping, timezone="UTC")
    assert made.run["rows"]["events"]["used"] == 20


def test_whoever_is_blocked_is_not_followed(tmp_path: Path) -> None:
    columns = {"user_id": [str(n % 7) for n in range(20)], "blocked_user_id": [str(10 + n % 9) for n in range(20)]}
    refused = command("check", write(tmp_path / "export.csv", {**columns, "created_at": TIMES}))
    assert refused.returncode == 2 and "blocked_user_id" in refused.stderr


@pytest.mark.parametrize("ended", ["unfollowed_at", "取关时间", "取消关注时间"])
def test_a_row_of_a_follow_and_its_end_is_asked_for(tmp_path: Path, ended: str) -> None:
    columns = {"follower": WHO, "following": OWNERS, "followed_at": TIMES, ended: [*TIMES[:5], *[""] * 15]}
    path = write(tmp_path / "export.csv", columns)
    refused = command("check", path)
    assert refused.returncode == 2 and f"`{ended}`" in refused.stderr
    assert {one["kind"] for one in read(path, read_as="follows", timezone="UTC").events} == {"follow"}


def test_titles_of_several_authors_on_one_day_are_several_posts(tmp_path: Path) -> None:
    columns = {"标题": [f"早安{n % 5}" for n in range(20)], "作者": [f"作者{n // 5}" for n in range(20)]}
    columns |= {"发布日期": [f"2031-03-0{1 + n % 5}" for n in range(20)], "阅读": [str(100 + n) for n in range(20)]}
    columns |= {"点赞": [str(n) for n in range(20)]}
    found = read(write(tmp_path / "posts.csv", columns))
    assert sorted(one["likes"] for one in found.posts) == list(range(20))


@pytest.mark.parametrize("who", ["您的昵称", "你的昵称", "我的昵称"])
def test_forms_ask_in_the_second_person(tmp_path: Path, who: str) -> None:
    columns = {who: WHO, "已点赞的笔记链接": [f"https://www.xiaohongshu.com/explore/{post}abc" for post in THINGS]}
    found = read(write(tmp_path / "form.csv", {"提交时间": TIMES, **columns}), read_as="likes", timezone="UTC")
    assert {one["actor"] for one in found.events} == set(WHO)


@pytest.mark.parametrize("name", ["likes", "点赞数", "replies", "status"])
def test_comments_have_counts_and_codes_of_their_own(tmp_path: Path, name: str) -> None:
    texts = [f"what I think of it in part {n}" for n in range(20)]
    columns = {"comment_id": [f"c{n}" for n in range(20)], "user_id": WHO, "post_id": THINGS, "comment_text": texts}
    columns |= {"created_at": TIMES, name: ["0", "1"] * 10}
    found = read(write(tmp_path / "comments.csv", columns), timezone="UTC")
    assert [one["kind"] for one in found.events] == ["comment"] * 20


def test_floors_of_a_thread_are_comments_of_no_post_that_is_named(tmp_path: Path) -> None:
    columns = {
        "楼层": [f"6{n:023x}" for n in range(20)],
        "用户名": WHO,
        "内容": [f"第二部分没看懂 {n}" for n in range(20)],
    }
    path = write(tmp_path / "export.csv", {**columns, "发布时间": TIMES, "点赞量": ["1", "0"] * 10})
    with pytest.raises(MappingError, match="comments"):
        read(path)


def test_records_of_bluesky_are_acts_on_their_subjects(tmp_path: Path) -> None:
    kinds = {"feed.like": "like", "feed.repost": "repost", "graph.follow": "follow", "feed.post": None}
    lines, right = [], []
    for n in range(20):
        record, kind = list(kinds.items())[n % 4]
        whom = f"did:plc:{n % 5:024x}"
        subject = whom if kind == "follow" else f"at://{whom}/app.bsky.feed.post/3j{n % 10:011}"
        uri = f"at://did:plc:{10 + n % 7:024x}/app.bsky.{record}/3k{n:011}"
        when = TIMES[n].replace(" ", "T") + "Z"
        lines.append(json.dumps({"did": uri[5:37], "uri": uri, "subject": subject, "created_at": when}))
        right += [(uri.split("/")[2], None if kind == "follow" else subject, kind)] if kind else []
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines) + "\n")
    found = read(path)
    assert sorted(found.acts(), key=str) == sorted(right, key=str)
    assert {one["author"] for one in found.events} == {f"did:plc:{n:024x}" for n in range(5)}


@pytest.mark.parametrize("sign", ["--", "—", "N/A", "n.a.", "无", "", "0"])
@pytest.mark.parametrize("name", ["取消时间", "removed_at"])
def test_a_sign_for_no_time_takes_nothing_back(tmp_path: Path, sign: str, name: str) -> None:
    columns = {"user_id": WHO, "post_id": THINGS, "created_at": TIMES, name: [sign] * 15 + TIMES[15:]}
    assert len(read(write(tmp_path / "likes.csv", columns), timezone="UTC").events) == 15


def test_zero_is_no_moment_at_which_a_like_was_taken_back(tmp_path: Path) -> None:
    columns = {"user_id": WHO, "post_id": THINGS, "created_at": TIMES}
    columns |= {"deleted_at": ["0"] * 15 + [str(1_940_000_000 + n) for n in range(5)]}
    assert len(read(write(tmp_path / "likes.csv", columns), timezone="UTC").events) == 15


@pytest.mark.parametrize("written", ["insert_time", "inserted_at", "入库时间"])
def test_when_a_row_was_written_comes_behind_its_posts_time(tmp_path: Path, written: str) -> None:
    columns = {"id_str": [f"t{n}x" for n in range(20)], "shared_by": WHO, "retweeted_tweet_id": THINGS}
    columns |= {"tweet_time": TIMES, written: [f"2032-01-01 10:00:{n // 3:02}" for n in range(20)]}
    found = read(write(tmp_path / "retweets.csv", columns), timezone="UTC")
    assert sorted(f"{one['time']:%Y-%m-%d %H:%M:%S}" for one in found.events) == sorted(TIMES)


@pytest.mark.parametrize("times", [("borrowed_at", "returned_at"), ("ordered_at", "paid_at")])
def test_times_of_other_acts_make_no_likes(tmp_path: Path, times: tuple[str, ...]) -> None:
    columns = {"reader": WHO, "book_id": THINGS, **dict.fromkeys(times, TIMES)}
    refused = command("check", write(tmp_path / "export.csv", columns))
    assert refused.returncode == 2 and f"`{times[0]}`" in refused.stderr


STATES = {
    "state": ("CA", "NY", "TX"),
    "estado": ("Jalisco", "Puebla"),
    "relationship_status": ("single", "married"),
    "status_code": ("200", "201"),
    "认证状态": ("已认证", "未认证"),
    "关系": ("粉丝", "互关", "陌生人"),
    "relation": ("friend", "stranger"),
    "player_state": ("playing", "paused"),
}


@pytest.mark.parametrize("name", STATES)
def test_states_that_end_nothing_are_no_matter(tmp_path: Path, name: str) -> None:
    words = STATES[name]
    columns = {"user_id": WHO, "post_id": THINGS, "liked_at": TIMES, name: [words[n % len(words)] for n in range(20)]}
    assert len(read(write(tmp_path / "export.csv", columns), timezone="UTC").events) == 20


@pytest.mark.parametrize("beside", ["followers_count", "粉丝数"])
def test_how_often_the_person_was_liked_is_no_count_of_the_row(tmp_path: Path, beside: str) -> None:
    columns = {"user_id": WHO, "post_id": THINGS, "liked_at": TIMES, "likes_count": [str(n % 7) for n in range(20)]}
    columns |= {beside: [str(100 + n % 7) for n in range(20)]}
    assert len(read(write(tmp_path / "export.csv", columns), timezone="UTC").events) == 20


@pytest.mark.parametrize("link", ["video_url", "作品链接", "bvid", "tweet_id", "笔记标题"])
@pytest.mark.parametrize("names", [("timestamp", "sender", "content"), ("发送时间", "发送人", "内容")])
def test_what_is_said_of_a_post_is_no_chat(tmp_path: Path, link: str, names: tuple[str, str, str]) -> None:
    time, sender, text = names
    things = {"video_url": [f"https://www.tiktok.com/@x/video/7{n % 10:018}" for n in range(20)]}
    columns = {time: TIMES, sender: WHO, text: [f"第二部分没看懂 {n}" for n in range(20)]}
    columns |= {link: things.get(link, [f"BV1xx4y1{n % 10}7aa" for n in range(20)])}
    done = command("check", write(tmp_path / "export.csv", columns))
    assert "drops:" not in done.stdout


def test_the_user_says_the_zone_of_a_chat(tmp_path: Path) -> None:
    columns = {"时间": TIMES, "发送者": PEOPLE, "内容": [f"https://v.douyin.com/{post}aaa/" for post in POSTS]}
    path = write(tmp_path / "chat.csv", columns)
    in_china, in_utc = (min(one["time"] for one in read(path, **zone).drops) for zone in ({}, {"timezone": "UTC"}))
    assert in_utc - in_china == timedelta(hours=8)


@pytest.mark.parametrize("title", ["Eclipse solar total", "年度 汇总", "How I got it all: the sum"])
def test_titles_may_end_as_sums_do(tmp_path: Path, title: str) -> None:
    columns = {"title": [title, *(f"Part {n}" for n in range(1, 20))], "author": WHO, "published_at": TIMES}
    columns |= {"views": [str(100 + n) for n in range(20)], "likes": [str(n) for n in range(20)]}
    assert len(read(write(tmp_path / "posts.csv", columns), timezone="UTC").posts) == 20


def test_posts_without_numbers_are_posts(tmp_path: Path) -> None:
    columns = {"post_id": [f"p{n}" for n in range(20)], "views": ["", *(str(100 + n) for n in range(19))]}
    columns |= {"likes": ["", *map(str, range(19))], "comments": ["", *map(str, range(19))]}
    assert len(read(write(tmp_path / "posts.csv", columns)).posts) == 20


def test_one_post_that_is_told_twice_takes_no_time_from_the_others(tmp_path: Path) -> None:
    columns = {"post_id": [*(f"p{n}" for n in range(19)), "p3"], "author": ["ann"] * 20, "published_at": TIMES}
    columns |= {"likes": [str(n) for n in range(20)], "views": [str(100 + n) for n in range(20)]}
    assert all(one["time"] for one in read(write(tmp_path / "posts.csv", columns), timezone="UTC").posts)


def test_whole_times_in_scientific_notation_are_whole(tmp_path: Path) -> None:
    seconds = [1_930_000_000 + 1000 * n + (n % 3) for n in range(20)]
    columns = {"user_id": WHO, "post_id": THINGS, "time": [f"{one / 1e9:.9f}".rstrip("0") + "E9" for one in seconds]}
    found = read(write(tmp_path / "likes.csv", columns))
    assert sorted(one["time"].timestamp() for one in found.events) == seconds


@pytest.mark.parametrize("name", ["visited_at", "visited"])
def test_visits_are_no_other_acts(tmp_path: Path, name: str) -> None:
    columns = {"user_id": WHO, "post_id": THINGS, name: TIMES}
    assert len(read(write(tmp_path / "export.csv", columns), timezone="UTC", read_as="views").events) == 20


def test_two_exports_in_two_styles_can_be_read_by_saying_the_order(tmp_path: Path) -> None:
    days = [f"2031-{1 + n:02}-05" for n in range(6)] + [f"{13 + n}/07/2031" for n in range(14)]
    columns = {"user_id": WHO, "post_id": THINGS, "liked_at": days}
    path = write(tmp_path / "likes.csv", columns)
    with pytest.raises(InputError, match="--dates"):
        read(path, timezone="UTC")
    assert len(read(path, timezone="UTC", dates="day-first").events) == 20


def test_what_to_say_names_the_file_where_there_are_several(tmp_path: Path) -> None:
    write(tmp_path / "likes.csv", {"user_id": WHO, "post_id": THINGS, "liked_at": TIMES, "status": ["0", "1"] * 10})
    posts = {
        "post_id": [f"p{n}" for n in range(10)],
        "author": ["ann", "ben"] * 5,
        "likes": [str(n) for n in range(10)],
    }
    write(tmp_path / "posts.csv", {**posts, "published_at": TIMES[:10]})
    assert "--as likes.csv=likes" in command("check", tmp_path).stdout  # with which a report would end
    done = command("check", tmp_path, "--as", "likes.csv=likes")
    assert done.returncode == 0 and "20 rows read, 20 used" in done.stdout
