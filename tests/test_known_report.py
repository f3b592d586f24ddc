"""An export of one's own posts ends in a whole report, in creator mode."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest

import likewise
from known_files import words, workbook

FIRST = datetime.datetime(2026, 1, 1, 20, 15, 30)
DAYS = 120
GROUP = range(50, 80)
"""The days in which likes were traded."""


def numbers(seed: int = 7) -> list[dict[str, float]]:
    """A post a day; in a group's time likes are three times what they were, and nothing else moves."""
    rng = np.random.default_rng(seed)
    views = rng.poisson(np.exp(7 + rng.normal(0, 0.3, DAYS)))
    return [
        {
            "views": int(seen),
            "likes": int(rng.binomial(seen, 0.05) + (rng.poisson(110) if day in GROUP else 0)),
            "comments": int(rng.binomial(seen, 0.01)),
            "saves": int(rng.binomial(seen, 0.02)),
            "completion": round(float(rng.uniform(0.2, 0.4)), 6),
        }
        for day, seen in enumerate(views)
    ]


def notes(path: Path) -> Path:
    """笔记列表明细表.xlsx."""
    header = words("笔记标题 首次发布时间 体裁 曝光 观看量 封面点击率 点赞 评论 收藏 涨粉 分享 人均观看时长 弹幕")
    lines = [
        [
            f"笔记{day}",
            f"{when:%Y年%m月%d日%H时%M分%S秒}",
            "视频" if day % 2 else "图文",
            one["views"] * 9,
            one["views"],
            0.11,
            one["likes"],
            one["comments"],
            one["saves"],
            1,
            2,
            17,
            0,
        ]
        for day, one in enumerate(numbers())
        for when in [FIRST + datetime.timedelta(days=day)]
    ]
    return workbook(path / "笔记列表明细表.xlsx", [["最多导出排序后前1000条笔记"], header, *lines], merged="A1:M1")


def works(path: Path) -> Path:
    """抖音's 作品列表."""
    header = "作品名称 发布时间 体裁 审核状态 播放量 完播率 5s完播率 2s跳出率 平均播放时长 点赞量 分享量 评论量 收藏量"
    lines = [
        [
            f"作品{day}",
            f"{when:%Y-%m-%d %H:%M:%S}",
            "1min-视频",
            "自见" if day == 3 else "公开",
            one["views"],
            one["completion"],
            0.5,
            0.3,
            4.5,
            one["likes"],
            2,
            one["comments"],
            one["saves"],
        ]
        for day, one in enumerate(numbers())
        for when in [FIRST + datetime.timedelta(days=day)]
    ]
    texts = [[str(cell) for cell in line] for line in lines]
    return workbook(path / "作品列表.xlsx", [header.split(), *texts])


@pytest.mark.parametrize(("export", "posts"), [(notes, DAYS), (works, DAYS - 1)], ids=["小红书", "抖音"])
def test_an_export_ends_in_a_report_that_tells_of_the_group(tmp_path: Path, export: object, posts: int) -> None:
    assert callable(export)
    first, last = (FIRST + datetime.timedelta(days=day) for day in (GROUP[0], GROUP[-1]))
    made = likewise.report(
        export(tmp_path), tmp_path / "report", group_dates=[f"{first:%Y-%m-%d}..{last:%Y-%m-%d}"], lang="zh"
    )
    assert len(made.posts) == posts
    claims = {one["id"]: one for one in json.loads((tmp_path / "report" / "claims.json").read_text(encoding="utf-8"))}
    assert claims["bubble"]["verdict"] == "supported"
    assert claims["bubble"]["high"] < 0
    assert claims["lift"]["n"] > 100
    assert claims["lift"]["low"] < 0 < claims["lift"]["high"]
    page = made.html.read_text(encoding="utf-8")
    assert "收藏" in page


def test_without_dates_the_report_asks_about_the_span_that_looks_hollow(tmp_path: Path) -> None:
    made = likewise.report(works(tmp_path), tmp_path / "report", lang="zh")
    assert "2026年2月" in made.html.read_text(encoding="utf-8")
