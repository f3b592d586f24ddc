"""A day and a time of day in columns of their own, and times that say what was done: in tables, and in chats."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from likewise.ingest.readers.encodings import guessed
from test_unknown_kinds import PEOPLE, POSTS, TIMES, write
from wild_reading import read

CHINA = ZoneInfo("Asia/Shanghai")
MOMENTS = [datetime(2031, 3, 5, 9, 30) + timedelta(hours=7 * n, minutes=n) for n in range(20)]
LINKS = [f"https://www.instagram.com/p/C{post}xyz/" for post in POSTS]

APART = [
    *(("like_date", "like_time"), ("liked date", "liked time"), ("created_date", "created_time"), ("date", "time")),
    *(("comment_date", "comment_time"), ("点赞日期", "点赞时间"), ("评论日期", "评论时间"), ("发生日期", "发生时间")),
    *(("操作日期", "操作时间"), ("日期", "时刻"), ("fecha_like", "hora_like"), ("Datum", "Uhrzeit"), ("дата", "время")),
    *(("tgl_like", "jam_like"), ("日付", "時間"), ("날짜", "시간")),
]


@pytest.mark.parametrize(("day", "clock"), APART)
@pytest.mark.parametrize("form", ["%H:%M", "%I:%M %p"])
def test_a_day_and_a_time_of_day_are_one_time(tmp_path: Path, day: str, clock: str, form: str) -> None:
    columns = {"user_id": PEOPLE, "post_id": POSTS}
    columns |= {day: [f"{one:%Y-%m-%d}" for one in MOMENTS], clock: [one.strftime(form) for one in MOMENTS]}
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert sorted(one["time"] for one in found.events) == [one.replace(tzinfo=UTC) for one in MOMENTS]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "comment") for name in ("commented_at", "comment_time", "reply_time", "评论时间", "コメント日時")),
        *((name, "repost") for name in ("shared_at", "转发时间", "repost_date")),
        *((name, "like") for name in ("liked_at", "点赞时间", "いいね日時")),
        *((name, "view") for name in ("watched_at", "浏览时间")),
        *((name, "save") for name in ("收藏时间", "bookmarked_at")),
    ],
)
def test_the_only_time_says_what_was_done(tmp_path: Path, name: str, kind: str) -> None:
    found = read(write(tmp_path / "export.csv", {"user_id": PEOPLE, "post_id": POSTS, name: TIMES}), timezone="UTC")
    assert found.acts() == sorted((who, post, kind) for who, post in zip(PEOPLE, POSTS, strict=True))


@pytest.mark.parametrize("time", ["时间", "发送时间", "日期+时间"])
@pytest.mark.parametrize("sender", ["发送人", "群成员", "发言人"])
@pytest.mark.parametrize("text", ["内容", "消息", "聊天内容"])
def test_a_chat_is_read_in_chinese_time(tmp_path: Path, time: str, sender: str, text: str) -> None:
    day, _, clock = time.partition("+")
    when = {day: [f"{one:%Y-%m-%d}" if clock else f"{one:%Y-%m-%d %H:%M}" for one in MOMENTS]}
    when |= {clock: [f"{one:%H:%M}" for one in MOMENTS]} if clock else {}
    columns = {**when, sender: PEOPLE, text: [f"互赞 {link} 谢谢" for link in LINKS]}
    drops = read(write(tmp_path / "chat.csv", columns)).drops
    assert sorted((one["member"], one["time"]) for one in drops) == sorted(
        (who, one.replace(tzinfo=CHINA).astimezone(UTC)) for who, one in zip(PEOPLE, MOMENTS, strict=True)
    )


@pytest.mark.parametrize("form", ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M\u202f%p"])
def test_a_chat_with_day_and_time_apart(tmp_path: Path, form: str) -> None:
    columns = {"Date": [f"{one:%Y-%m-%d}" for one in MOMENTS], "Time": [one.strftime(form) for one in MOMENTS]}
    columns |= {"Sender": PEOPLE, "Message": LINKS}
    drops = read(write(tmp_path / "chat.csv", columns), timezone="UTC").drops
    assert sorted(one["time"] for one in drops) == [one.replace(tzinfo=UTC) for one in MOMENTS]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "cp949", "cp932"])
@pytest.mark.parametrize("seed", range(5))
def test_letters_of_two_bytes_are_no_thai(encoding: str, seed: int) -> None:
    words = {
        "gb18030": "橘子汽水 阿杰 小红帽 夏天的风 大鱼海棠 可乐不加冰 一颗糖 山里人 晴天 月亮 向日葵 老王 程序员",
        "big5": "橘子汽水 阿傑 小紅帽 夏天的風 大魚海棠 可樂 一顆糖 山裡人 晴天 月亮 向日葵 老王 工程師",
        "cp949": "김민수 이영희 박지훈 최수진 정우성 한가인 오세훈 강동원 윤아 유재석 송중기 조인성",
        "cp932": "田中太郎 佐藤花子 鈴木一郎 高橋 渡辺 伊藤 山本 中村 小林 加藤 吉田 山田 佐々木",
    }[encoding].split()
    rng = Random(seed)
    rows = [f"p{n},https://cdn.example/{n}.jpg,{rng.choice(words)},{rng.randrange(9000)}" for n in range(60)]
    text = "\n".join(["id,avatar,name,fans_count", *rows])
    found = guessed(text.encode(encoding))
    assert found is not None and text.encode(encoding).decode(found) == text
