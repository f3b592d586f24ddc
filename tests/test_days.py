"""Days are those of the place that the data is from: the group's dates, weekdays, and every day that is told."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import likewise
from likewise.answers.creator.series import phases_of, read_series
from likewise.engine import open_duckdb
from likewise.show.group_dates import spans
from likewise.sources import check, encode, read

FIRST = date(2026, 1, 1)
"""A Thursday."""

CHANNELS = "视频描述,视频ID,发布时间,完播率,平均播放时长,播放量,推荐,喜欢,评论量,分享量,关注量\n"


def a_post_a_day(folder: Path, surge: range = range(59, 87), posts: int = 150) -> Path:
    """An export of WeChat Channels, which writes days alone; likes are five times as many in the surge."""
    lines = [CHANNELS]
    for day in range(posts):
        at = FIRST + timedelta(days=day)
        views, likes = 1000 + 37 * (day % 11), (50 + day % 5) * (5 if day in surge else 1)
        rate = 20.5 + day % 7
        lines.append(f"v{day},export/{day},{at:%Y/%m/%d},{rate}%,30.0秒,{views},3,{likes},10,5,1\n")
    path = folder / "channels.csv"
    path.write_text("".join(lines), encoding="utf-8-sig")
    return path


def test_posts_of_the_groups_first_day_are_in_the_group_and_weekdays_are_the_sources_own(tmp_path: Path) -> None:
    with open_duckdb() as engine:
        found = read(engine, a_post_a_day(tmp_path))
        encode(engine)
        assert found.zone == "Asia/Shanghai"
        (series,) = read_series(engine, found.zone)
        inside = phases_of(series, spans(["2026-03-01..2026-03-28"], found.zone)) == 1
        assert inside.nonzero()[0].tolist() == list(range(59, 87))
        assert (series.weekday == [day % 7 for day in range(150)]).all()


@pytest.mark.parametrize("timezone", ["UTC", "America/New_York"])
def test_the_dates_asked_for_are_the_sources_days_whatever_the_machine_says(tmp_path: Path, timezone: str) -> None:
    data = a_post_a_day(tmp_path)
    answered = likewise.effect(data, group_dates=["2026-03-01..2026-03-28"], timezone=timezone)
    with open_duckdb() as engine:
        read(engine, data)
        encode(engine)
        born = engine.value("select min(born) from post where likes > 100")
    assert spans(["2026-03-01"], "Asia/Shanghai")[0].start == born
    likes = [one for one in answered.table.to_pylist() if one["outcome"] == "likes" and one["what"] == "effect"]
    joined = next(one for one in likes if one["event"] == "join" and one["part"] == "raw")
    assert joined["change"] == pytest.approx(4.0, rel=0.05)


def test_the_question_names_the_days_as_the_creator_knows_them(tmp_path: Path) -> None:
    result = likewise.report(a_post_a_day(tmp_path), tmp_path / "out")
    (asked,) = result.run["questions"]
    assert "between 1 Mar 2026 and 28 Mar 2026" in asked["text_en"]
    assert "2026年3月1日至2026年3月28日" in asked["text_zh"]
    assert result.run["timezone"] == "Asia/Shanghai"
    html = result.html.read_text(encoding="utf-8")
    assert '<td class="n">2026-03-01</td>' in html
    assert '<td class="n">2025-12-31</td>' not in html


def test_where_no_source_says_whose_days_they_are_the_option_does(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("post,author,time,likes,views\np1,me,2026-03-01,10,100\n", encoding="utf-8")
    with open_duckdb() as engine:
        assert read(engine, path, timezone="Europe/Berlin").zone == "Europe/Berlin"


def test_days_of_several_zones_are_said_to_be_read_as_one(tmp_path: Path) -> None:
    other = tmp_path / "more.csv"
    other.write_text("post,author,time,likes,views\np1,me,2026-03-01,10,100\n", encoding="utf-8")
    with open_duckdb() as engine:
        found = check(engine, [a_post_a_day(tmp_path), other], timezone="Europe/Berlin")
    (said,) = [one.text for one in found.assumptions if one.key == "days_differ"]
    assert "days and weekdays are those of Europe/Berlin" in said
    assert "Asia/Shanghai" in said


def test_weekdays_follow_clocks_that_are_put_forward(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    late = ["2026-03-28 22:30", "2026-03-28 23:30", "2026-03-29 21:30", "2026-03-29 22:30"]
    path.write_text("post,author,time,likes\n" + "".join(f"p{at},me,{at}:00Z,1\n" for at in late), encoding="utf-8")
    with open_duckdb() as engine:
        read(engine, path)
        encode(engine)
        (series,) = read_series(engine, "Europe/Berlin")
    # Saturday 23:30, Sunday 00:30, Sunday 23:30 (an hour is gone), Monday 00:30; Thursday is 0.
    assert series.weekday.tolist() == [2, 3, 3, 4]
