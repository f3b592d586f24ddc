"""What Chinese platforms' creator centres export is read as its maker means it."""

import datetime
import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from known_files import Cells, delimited, posts, source_of, words, workbook, written
from likewise.errors import LikewiseError
from likewise.sources import Rows, read
from test_sources_support import reading, rejected

CHINA = ZoneInfo("Asia/Shanghai")


def beijing(*moment: int) -> int:
    """A moment in Beijing, µs."""
    return int(datetime.datetime(*moment, tzinfo=CHINA).timestamp() * 1e6)  # type: ignore[arg-type, misc]


NOTES: Cells = [
    words("笔记标题 首次发布时间 体裁 曝光 观看量 封面点击率 点赞 评论 收藏 涨粉 分享 人均观看时长 弹幕"),
    ["早安", "2026年03月24日17时33分05秒", "图文", 1223.0, 617.0, 0.221, 15.0, 41.0, 5.0, 2.0, 14.0, 17.0, 0.0],
    [None, "2026年03月21日20时40分18秒", "视频", 671.0, 135.0, 0.196, 4.0, 0.0, 0.0, -1.0, 0.0, 9.0, 3.0],
]
NOTICE: list[Any] = ["最多导出排序后前1000条笔记"]
READ_NOTES = [
    ("早安 2026年03月24日17时33分05秒", beijing(2026, 3, 24, 17, 33, 5), "note", 1223, 617, 17.0, 15, 41, 14, 5, 2),
    ("2026年03月21日20时40分18秒", beijing(2026, 3, 21, 20, 40, 18), "video", 671, 135, 9.0, 4, 0, 0, 0, None),
]
OF_NOTES = "post, time, format, impressions, views, avg_watch_s, likes, comments, reposts, saves, new_follows"

WORKS: Cells = [
    words(
        "作品名称 发布时间 体裁 审核状态 播放量 完播率 5s完播率 封面点击率 2s跳出率 平均播放时长 点赞量 分享量 评论量 "
        "收藏量 主页访问量 粉丝增量"
    ),
    [
        "甲 #话题",
        "2026-04-03 21:26:39",
        "1min-视频",
        "公开",
        "34606",
        "0.366807",
        "0.5",
        "-",
        "0.4",
        "4.586155",
        "1155",
        "69",
        "45",
        "84",
        "6549",
        "277",
    ],
    [
        "乙",
        "2026-03-14 19:31:43",
        "图文",
        "公开",
        "11864",
        "0.216454",
        "0.2",
        "0.1",
        "0.5",
        "4.152455",
        "1.1万",
        "15",
        "20",
        "7",
        "1078",
        "-3",
    ],
    [
        "丙",
        "2026-03-13 08:00:00",
        "5min+视频",
        "自见",
        "5",
        "0.9",
        "0.9",
        "-",
        "0.1",
        "-",
        "1",
        "0",
        "0",
        "0",
        "0",
        "0",
    ],
]
OF_WORKS = "text, time, format, views, completion_rate, avg_watch_s, likes, comments, reposts, saves, new_follows"
READ_WORKS = [
    ("甲 #话题", beijing(2026, 4, 3, 21, 26, 39), "video", 34606, 0.366807, 4.586155, 1155, 45, 69, 84, 277),
    ("乙", beijing(2026, 3, 14, 19, 31, 43), "note", 11864, None, 4.152455, 11000, 20, 15, 7, None),
]


def test_notes_are_read_with_their_notice_and_without_it(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "笔记列表明细表.xlsx", [NOTICE, *NOTES], merged="A1:M1")
    saved_again = workbook(tmp_path / "again.xlsx", NOTES)
    for path in (whole, saved_again):
        assert posts(path, OF_NOTES) == READ_NOTES
        assert source_of(path) == ["xiaohongshu-notes"]


@pytest.mark.parametrize("columns", [11, 12])
def test_older_exports_of_notes_end_earlier(tmp_path: Path, columns: int) -> None:
    path = workbook(tmp_path / "notes.xlsx", [NOTICE, *(line[:columns] for line in NOTES)])
    watched = READ_NOTES[0][5] if columns == 12 else None
    assert posts(path, OF_NOTES)[0] == (*READ_NOTES[0][:5], watched, *READ_NOTES[0][6:])


def test_an_accounts_days_are_no_notes(tmp_path: Path) -> None:
    sheets: dict[str, Cells] = {
        "账号总体观看数据": [["指标", "数值"], ["曝光", 900], ["观看", 300]],
        "曝光趋势": [["日期", "数值"], ["2026年03月24日", 500], ["2026年03月25日", 400]],
    }
    days = workbook(tmp_path / "近30日观看数据.xlsx", sheets)
    notes = workbook(tmp_path / "笔记列表明细表.xlsx", NOTES)
    with reading([notes, days]) as (_, found):
        assert found.rows["posts"] == Rows(6, 2, 4)
        assert [file.source for file in found.files] == ["xiaohongshu-notes", *["xiaohongshu-days"] * 2]
    set_aside = rejected([notes, days], "reason, detail")
    assert sorted(set_aside) == [
        ("summary row", "曝光"),
        ("summary row", "观看"),
        ("total of a day", "2026年03月24日"),
        ("total of a day", "2026年03月25日"),
    ]


def test_works_are_read_and_private_ones_set_aside(tmp_path: Path) -> None:
    path = workbook(tmp_path / "作品列表.xlsx", WORKS)
    assert posts(path, OF_WORKS) == READ_WORKS
    assert rejected(path) == [(4, "not public")]
    with reading(path) as (_, found):
        said = {one.key for one in found.assumptions}
        assert said >= {"known_ratio", "post_is_title_and_time", "completion_of_pictures"}
        assert found.files[0].cannot == ("only_numbers",)
        assert {"5s完播率", "封面点击率", "2s跳出率", "主页访问量"} <= set(found.files[0].unused)


def test_columns_of_works_go_by_name_in_every_version(tmp_path: Path) -> None:
    def without(*names: str) -> Cells:
        at = [i for i, name in enumerate(WORKS[0]) if name not in names]
        return [[line[i] for i in at] for line in WORKS]

    fifteen = without("封面点击率")
    of_2026 = [["发布状态" if cell == "审核状态" else cell for cell in line] for line in without("封面点击率")]
    at, to = of_2026[0].index("分享量"), of_2026[0].index("评论量")
    for line in of_2026:
        line[at], line[to] = line[to], line[at]
    of_2026 = [[*line, end] for line, end in zip(of_2026, ["作品时长", "65", "0:30", "5"], strict=True)]
    for i, cells in enumerate((fifteen, of_2026, [line[::-1] for line in WORKS])):
        path = workbook(tmp_path / f"works-{i}.xlsx", cells)
        assert posts(path, OF_WORKS) == READ_WORKS
    assert posts(tmp_path / "works-1.xlsx", "duration_s") == [65.0, 30.0]


def test_a_work_with_a_long_caption_keeps_an_id(tmp_path: Path) -> None:
    long = [WORKS[0], ["字" * 900, *WORKS[1][1:]], ["字" * 900, *WORKS[2][1:]]]
    found = posts(workbook(tmp_path / "works.xlsx", long), "post, length(text)")
    assert [length for _, length in found] == [900, 900]
    assert len({post for post, _ in found}) == 2
    assert all(len(post.encode()) <= 1000 for post, _ in found)


@pytest.mark.parametrize(
    ("measure", "value"),
    [("播放量", 1656), ("作品点赞", 8), ("封面点击率", "25.00%"), ("净增粉丝", -2), ("总粉丝量", 635)],
)
def test_douyins_days_are_set_aside_beside_its_works(tmp_path: Path, measure: str, value: object) -> None:
    workbook(tmp_path / "作品列表.xlsx", WORKS)
    workbook(tmp_path / "每日.xlsx", [["日期", measure], ["2026-03-14", value], ["2026-03-15", value]])
    with reading(tmp_path) as (_, found):
        assert {file.source: file.rows for file in found.files} == {
            "douyin-works": Rows(3, 2, 1),
            "douyin-days": Rows(2, 0, 2),
        }
        assert found.rows["accounts"] == Rows()


@pytest.mark.parametrize("names", [("标题", "日期", "播放量"), ("post", "date", "impressions", "engagements", "views")])
def test_a_list_that_names_posts_is_no_list_of_days(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = written(tmp_path / "own.csv", [names, ["甲", "2026-03-14", *range(3, len(names) + 1)]])
    assert source_of(path) == [None]
    assert posts(path, "post, views") == [("甲", len(names))]


CHANNELS: Cells = [
    words("视频描述 视频ID 发布时间 完播率 平均播放时长 播放量 推荐 喜欢 评论量 分享量 关注量 转发聊天和朋友圈"),
    ["第一条\n#标签", "export/UzFfAgtg-A", "2025/09/27", "11.14%", "32.50秒", 413, 9, 2, 0, 1, 0, 1],
    ["第二条", "export/UzFfAgtg-B", "2025/09/26", 0.36, "29.25秒", 1099, 3, 3, 0, 0, 1, 0],
]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_channels_rates_are_percent_and_ratios_where_a_spreadsheet_took_the_sign(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "视频号动态数据明细.csv", CHANNELS, encoding)
    columns = "post, time, completion_rate, avg_watch_s, views, likes, comments, reposts, new_follows"
    first, second = posts(path, columns)
    assert first == ("export/UzFfAgtg-A", beijing(2025, 9, 27), pytest.approx(0.1114), 32.5, 413, 2, 0, 1, 0)
    assert second[2] == 0.36
    with reading(path) as (_, found):
        assert "known_signed" in {one.key for one in found.assumptions}
        assert {"推荐", "转发聊天和朋友圈"} <= set(found.files[0].unused)


def test_a_day_that_excel_made_a_number_is_a_day(tmp_path: Path) -> None:
    again = [CHANNELS[0], *([*line[:2], 45927 - i, *line[3:]] for i, line in enumerate(CHANNELS[1:]))]
    for path in (workbook(tmp_path / "a.xlsx", again), written(tmp_path / "a.csv", again)):
        assert posts(path, "time") == [beijing(2025, 9, 27), beijing(2025, 9, 26)]


VIDEOS: Cells = [
    words("视频标题 发布时间 播放量 封标点击率 3秒跳出率 涨粉量 点赞量 评论量 收藏量 投币量 转发量 平均播放进度"),
    ["教程，其一", "2026年06月03日 16:41:25", 124, "3.6星", "55.9%", 0, 1, 2, 3, 0, 4, "27%"],
    ["教程，其二", "2026年06月02日 17:29:04", "1.2万", "2星", "<0.1%", "-", 10, 20, 30, 0, 40, "15.1%"],
]


def test_bilibilis_videos_are_read_and_stars_are_no_rate(tmp_path: Path) -> None:
    path = written(tmp_path / "近期稿件对比.csv", VIDEOS, "utf-8-sig")
    columns = "text, time, views, likes, comments, saves, reposts, new_follows, completion_rate"
    assert posts(path, columns) == [
        ("教程，其一", beijing(2026, 6, 3, 16, 41, 25), 124, 1, 2, 3, 4, 0, None),
        ("教程，其二", beijing(2026, 6, 2, 17, 29, 4), 12000, 10, 20, 30, 40, None, None),
    ]
    with reading(path) as (_, found):
        assert "封标点击率" in found.files[0].unused


@pytest.mark.parametrize("count", [999, 1000])
def test_xiaohongshus_list_of_a_thousand_may_be_cut(tmp_path: Path, count: int) -> None:
    path = written(tmp_path / "notes.csv", [NOTES[0], *([f"n{n}", *NOTES[1][1:]] for n in range(count))])
    with reading(path) as (_, found):
        said = [dict(one.values) for one in found.assumptions if one.key == "export_full"]
    assert said == [{"rows": "1000"}] * (count == 1000)


def test_a_list_that_a_browser_saved_again_counts_before_the_first(tmp_path: Path) -> None:
    for name, likes in (("列表 (1).csv", 99), ("列表.csv", 5)):
        written(tmp_path / name, [NOTES[0], [*NOTES[1][:6], likes, *NOTES[1][7:]]])
        os.utime(tmp_path / name, (1_700_000_000, 1_700_000_000))
    assert posts(tmp_path, "likes") == [99]
    os.utime(tmp_path / "列表.csv", (1_700_000_100, 1_700_000_100))
    assert posts(tmp_path, "likes") == [5]
    assert rejected(tmp_path, "reason") == ["older post"]


def test_bilibilis_files_of_few_videos_overlap_and_add_up(tmp_path: Path) -> None:
    def chosen(name: str, cells: Cells, *columns: str) -> Path:
        at = [VIDEOS[0].index(column) for column in ("视频标题", "发布时间", *columns)]
        return written(tmp_path / name, [[line[i] for i in at] for line in cells])

    files = [
        chosen("1.csv", VIDEOS, "播放量", "投币量"),
        chosen("2.csv", VIDEOS[:2], "点赞量", "平均播放进度"),
        chosen("3.csv", VIDEOS[:2], "评论量", "封标点击率"),
    ]
    assert sorted(posts(files, "text, views, likes, comments")) == [
        ("教程，其一", 124, 1, 2),
        ("教程，其二", 12000, None, None),
    ]
    assert set(rejected(files, "reason")) <= {"duplicate post", "older post"}
    assert len(rejected(files)) == 2


def test_bilibilis_days_are_recognised(tmp_path: Path) -> None:
    written(tmp_path / "对比.csv", VIDEOS)
    header = words("时间 播放量 累计粉丝 点赞 收藏 硬币 评论 弹幕 分享")
    written(tmp_path / "历史累计数据趋势.csv", [header, ["2026-06-01", 10, 5, 1, 1, 1, 1, 1, 1]])
    with reading(tmp_path) as (_, found):
        assert found.rows["posts"] == Rows(3, 2, 1)


def test_kuaishous_rates_are_read_where_they_say_what_they_are(tmp_path: Path) -> None:
    header = words("作品 发布时间 播放量 完播率 点赞量 评论量 收藏量 分享量 涨粉量")
    lines = [["甲", "2026-05-01 10:00", 100, "12.5%", 4, 3, 2, 1, 0], ["乙", "2026-05-02 10:00", 9, 0.4, 1, 0, 0, 0, 0]]
    path = workbook(tmp_path / "作品列表明细.xlsx", [header, *lines])
    assert posts(path, "text, time, completion_rate, likes, comments, saves, reposts") == [
        ("甲", beijing(2026, 5, 1, 10), 0.125, 4, 3, 2, 1),
        ("乙", beijing(2026, 5, 2, 10), None, 1, 0, 0, 0),
    ]
    with reading(path) as (_, found):
        assert "known_sign" in {one.key for one in found.assumptions}


def test_weibos_numbers_are_known_by_their_words(tmp_path: Path) -> None:
    header = words("微博内容 发布时间 阅读数 转发数 评论数 点赞数")
    path = written(tmp_path / "微博.csv", [header, ["你好", "2026-05-01 10:00:00", "1.1万", 2, 3, 4]])
    assert source_of(path) == ["weibo-posts"]
    assert posts(path, "time, views, reposts, comments, likes") == [(beijing(2026, 5, 1, 10), 11000, 2, 3, 4)]


def test_toutiaos_percent_is_bare_and_minus_one_is_nothing(tmp_path: Path) -> None:
    header = words(
        "ID 标题 链接 发布时间 展现量 粉丝展现量 阅读量 粉丝阅读量 点击率 平均阅读完成率 点赞量 评论量 转发量 分享量 "
        "收藏量 平均阅读时长"
    )
    cells = ["7412345678901234567", "文", "https://www.toutiao.com/i7412345678901234567", "2026-05-01 10:00:00"]
    numbers = [1000, 10, 460, 4, 0.46, 16.55, 5, -1, 2, 3, 4, 61.5]
    low = [*numbers[:5], 0.9, *numbers[6:]]
    path = workbook(
        tmp_path / "头条.xlsx",
        [header, [*cells, *numbers], ["7412345678901234568", *cells[1:], *low]],
    )
    assert posts(path, "post, impressions, views, completion_rate, likes, comments, reposts, saves, avg_watch_s") == [
        (cells[0], 1000, 460, pytest.approx(0.1655), 5, None, 2, 4, 61.5),
        ("7412345678901234568", 1000, 460, pytest.approx(0.009), 5, None, 2, 4, 61.5),
    ]


def test_an_id_that_a_spreadsheet_made_a_number_is_set_aside(tmp_path: Path) -> None:
    broken = [CHANNELS[0], [*CHANNELS[1][:1], "2.074E+18", *CHANNELS[1][2:]], CHANNELS[2]]
    path = written(tmp_path / "videos.csv", broken)
    assert rejected(path, "reason") == ["id in scientific notation"]
    assert posts(path, "post") == ["export/UzFfAgtg-B"]


@pytest.mark.parametrize("cells", [NOTES, WORKS, CHANNELS, VIDEOS], ids=["notes", "works", "channels", "bilibili"])
def test_order_and_further_columns_change_nothing(tmp_path: Path, cells: Cells) -> None:
    everything = "post, time, views, likes, comments, reposts, saves, new_follows, completion_rate"
    order = np.random.default_rng(4).permutation(len(cells[0]))
    mixed = [[*(line[i] for i in order), "更多"] for line in cells]
    straight = posts(written(tmp_path / "a.csv", cells), everything)
    assert posts(written(tmp_path / "b.csv", mixed), everything) == straight
    assert posts(workbook(tmp_path / "c.xlsx", mixed), everything) == straight


def test_a_file_that_was_cut_off_ends_in_rows_or_in_one_sentence(tmp_path: Path) -> None:
    whole = {
        "a.csv": delimited(CHANNELS).encode("utf-8-sig"),
        "a.xlsx": workbook(tmp_path / "whole.xlsx", WORKS).read_bytes(),
    }
    for name, content in whole.items():
        for end in np.random.default_rng(5).integers(1, len(content), 12):
            (tmp_path / name).write_bytes(content[:end])
            try:
                posts(tmp_path / name, "post")
            except LikewiseError as error:
                assert "\n" not in str(error)


def test_days_alone_are_no_ground_for_a_reading(tmp_path: Path) -> None:
    days = workbook(tmp_path / "每日.xlsx", [["日期", "播放量"], ["2026-03-14", 7]])
    with reading(days) as (engine, found):
        assert found.rows["posts"] == Rows(1, 0, 1)
        assert read(engine, days).present == frozenset()
