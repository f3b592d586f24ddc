"""A check says what was made of the data, in a form that can be printed or kept as JSON."""

import json
from pathlib import Path

from likewise.engine import open_duckdb
from likewise.sources import CheckReport, check
from likewise.sources.gaps import GAPS
from likewise.sources.reasons import ASSUMPTIONS, REASONS
from test_sources_support import HEADER, LIKE, frame, written


def checked(data: object) -> CheckReport:
    with open_duckdb(memory="500MB") as engine:
        return check(engine, data)


def test_a_check_tells_what_each_file_is(tmp_path: Path) -> None:
    written(tmp_path, "events.csv", "用户;作品ID;时间;心情\n李雷;p;2024-01-01;好\n".encode("gb18030"))
    written(tmp_path, "posts.jsonl", '{"post": "p", "author": "bob", "views": 3}\n')
    written(tmp_path, "other.txt", "x")
    report = checked(tmp_path).to_dict()
    likes, posts = report["files"]
    assert (likes["table"], likes["recognised_by"], likes["format"]) == ("events", "given", "csv")
    assert (likes["delimiter"], likes["encoding"]) == (";", "gb18030")
    assert {"source": "用户", "canonical": "actor"} in likes["columns"]
    assert likes["unused"] == ["心情"]
    assert {assumption["key"] for assumption in likes["assumptions"]} >= {
        "encoding",
        "kind_is_constant",
        "time_zone",
    }
    assert (posts["table"], posts["format"]) == ("posts", "json lines")
    assert report["kinds"] == {"like": 1}
    assert report["ignored"] == [str(tmp_path / "other.txt")]


def test_a_check_shows_one_example_of_each_reason(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", HEADER + LIKE + LIKE.replace("like", "hug") * 3 + ",b,p,like,2024-01-01\n")
    report = checked(path)
    assert [(reject.reason, reject.rows, reject.line, reject.detail) for reject in report.rejects] == [
        ("unknown kind", 3, 3, "kind=hug"),
        ("no actor", 1, 6, "actor="),
    ]
    assert report.rejects[0].file == str(path)
    assert "not one of view, like" in report.rejects[0].text
    assert report.to_dict()["rows"]["events"] == {"read": 5, "used": 1, "rejected": 4}


def test_a_check_says_what_is_missing_for_which_answer() -> None:
    gaps = {gap.key: gap for gap in checked(frame(author=None)).gaps}
    assert {"no_author", "no_views", "no_follows", "no_purchases", "no_post_time"} <= set(gaps)
    assert "first like" in gaps["no_post_time"].text
    assert gaps["no_purchases"].answers == ("conversion",)
    assert "no_likes" not in gaps and "no_events" not in gaps


def test_posts_alone_are_enough_for_a_check(tmp_path: Path) -> None:
    report = checked(written(tmp_path, "export.csv", "标题,发布时间,播放量,点赞\n你好,2024-01-01,10,2\n"))
    assert report.rows["posts"].used == 1
    assert "no_events" in {gap.key for gap in report.gaps}


def test_a_report_is_json(tmp_path: Path) -> None:
    report = checked(written(tmp_path, "events.csv", HEADER + LIKE + "x\n")).to_dict()
    assert json.loads(json.dumps(report)) == report


def test_every_key_has_a_sentence() -> None:
    for sentences in (REASONS, ASSUMPTIONS, {key: text for key, (_, text) in GAPS.items()}):
        assert all(text and not text.endswith(".") for text in sentences.values())
