"""One creator's export of notes: what is read of it, and whose it is (tests/wild/creator)."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from wild_reading import WILD, checked, read, report, told, utc

EXPORT = WILD / "creator" / "笔记列表明细表.xlsx"
COUNTS = {
    "曝光": "impressions",
    "观看量": "views",
    "点赞": "likes",
    "评论": "comments",
    "收藏": "saves",
    "涨粉": "new_follows",
    "分享": "reposts",
    "人均观看时长": "avg_watch_s",
}
EPOCH = datetime(1970, 1, 1)
FORMATS = {"图文": "note", "视频": "video"}


def written() -> list[dict[str, object]]:
    """The rows of the workbook, below the notice and the header."""
    _, header, *rows = CalamineWorkbook.from_path(str(EXPORT)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_every_note_is_read_to_the_last_count() -> None:
    found = read(EXPORT)
    expected = [
        (
            row["笔记标题"],
            utc("1970-01-01") + (datetime.strptime(str(row["首次发布时间"]), "%Y年%m月%d日%H时%M分%S秒") - EPOCH),
            FORMATS[str(row["体裁"])],
            *(row[name] for name in COUNTS),
        )
        for row in written()
    ]
    got = [
        (post["text"], post["time"] + timedelta(hours=8), post["format"], *(post[name] for name in COUNTS.values()))
        for post in sorted(found.posts, key=lambda post: int(post["line"]))
    ]
    assert got == expected
    assert len(got) == 62
    assert (found.events, found.rejected) == ([], [])


def test_an_export_that_only_its_creator_can_make_is_one_creators(tmp_path: Path) -> None:
    said = told("report", EXPORT, "--out", tmp_path / "out")
    assert "Did you use a group between 15 Jun 2026 and 26 Jul 2026?" in said
    questions = report(EXPORT, tmp_path / "again").run["questions"]
    assert [question["posts"] for question in questions] == [14]


def test_whose_posts_these_are_is_told() -> None:
    texts = [one["text"] for one in checked(EXPORT)["assumptions"]]
    assert any(re.search(r"\bone (?:creator|person|account)\b|--me\b", text) for text in texts), texts


def test_the_creator_can_be_named(tmp_path: Path) -> None:
    said = told("report", EXPORT, "--me", "小美", "--out", tmp_path / "out")
    assert "15 Jun 2026" in said
