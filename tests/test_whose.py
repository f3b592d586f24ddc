"""Who "you" is: nobody is asked about a group unless the posts are known to be one creator's, and that is told."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import likewise
from known_files import words, workbook
from likewise.answers.creator import Owner, find_owner
from likewise.engine import Engine, open_duckdb
from likewise.errors import InputError
from likewise.ingest.whose import account_of
from likewise.show.effect import effect
from likewise.show.face import tables_alone
from likewise.sources import KNOWN, check, encode, read
from report_read import Page

ROWS = 90
GROUP = range(40, 65)
FIRST = pd.Timestamp("2026-01-01T08:00Z")
COMMAND = [sys.executable, "-c", "from likewise.show.cli import main; main()"]


def posts(author: str | Sequence[str] | None = None) -> pd.DataFrame:
    """A post a day; in a group's time likes are three times what they were, and nothing else moves."""
    rng = np.random.default_rng(5)
    day = np.arange(ROWS)
    views = rng.poisson(np.exp(7 + rng.normal(0, 0.3, ROWS)))
    frame = pd.DataFrame(
        {
            "post": [f"p{one}" for one in day],
            "time": FIRST + pd.to_timedelta(day, "D"),
            "views": views,
            "likes": rng.binomial(views, 0.05) + np.where(np.isin(day, GROUP), rng.poisson(110, ROWS), 0),
            "comments": rng.binomial(views, 0.01),
            "completion_rate": rng.uniform(0.2, 0.4, ROWS),
        }
    )
    return frame if author is None else frame.assign(author=author)


def many(names: int = 45) -> list[str]:
    return [f"channel{one % names}" for one in range(ROWS)]


DATES = [f"{FIRST + pd.Timedelta(days=GROUP[0]):%Y-%m-%d}..{FIRST + pd.Timedelta(days=GROUP[-1]):%Y-%m-%d}"]


def answered(data: Any, **how: Any) -> dict[str, Any]:
    """What `effect` answers, without a page."""
    return effect(data, **how).to_dict()


def csv(path: Path, frame: pd.DataFrame) -> Path:
    frame.to_csv(path, index=False)
    return path


def notes(path: Path) -> Path:
    """笔记列表明细表.xlsx, which names no author."""
    header = words("笔记标题 首次发布时间 体裁 曝光 观看量 封面点击率 点赞 评论 收藏 涨粉 分享 人均观看时长 弹幕")
    lines = [
        [
            row.post,
            f"{row.time:%Y年%m月%d日%H时%M分%S秒}",
            "视频",
            row.views * 9,
            row.views,
            0.11,
            row.likes,
            row.comments,
            7,
            1,
            2,
            17,
            0,
        ]
        for row in posts().itertuples()
    ]
    return workbook(path / "笔记列表明细表.xlsx", [["最多导出排序后前1000条笔记"], header, *lines], merged="A1:M1")


def test_posts_of_nobody_known_are_not_taken_as_one_persons() -> None:
    told = answered({"posts": posts()})
    assert told["questions"] == []
    assert told["whose"]["known_by"] == "nobody"
    assert "--me NAME" in told["whose"]["text_en"]
    assert "author=COLUMN" in told["whose"]["text_en"]
    assert "--me" in told["whose"]["text_zh"]
    assert {claim["reason"] for claim in told["claims"]} == {"creator_of_nobody"}
    assert all(claim["effect"] is None for claim in told["claims"])


def test_posts_of_many_accounts_ask_nobody() -> None:
    told = answered({"posts": posts(many())})
    assert told["questions"] == []
    assert told["whose"]["known_by"] == "several"
    assert told["whose"]["authors"] == 45
    assert all(claim["effect"] is None for claim in told["claims"])


def test_posts_of_one_author_are_asked_about_without_you() -> None:
    told = answered({"posts": posts("ann")})
    assert told["whose"] | {"text_en": "", "text_zh": ""} == {
        "known_by": "author",
        "accounts": ["ann"],
        "own": False,
        "authors": 1,
        "text_en": "",
        "text_zh": "",
    }
    assert "posts of ann" in told["whose"]["text_en"]
    (question,) = told["questions"]
    assert question["account"] == "ann"
    assert question["text_en"].startswith("Was a group used for the posts of ann")
    assert " you" not in question["text_en"]
    assert "你" not in question["text_zh"]


def test_me_makes_posts_of_nobody_known_one_creators() -> None:
    told = answered({"posts": posts()}, me="Ann")
    assert told["whose"]["known_by"] == "me"
    assert told["whose"]["accounts"] == ["Ann"]
    (question,) = told["questions"]
    assert question["text_en"].startswith("For the account Ann: Did you use a group")
    made = tables_alone({"posts": posts()}, me="Ann")
    assert set(made.posts.to_pandas()["author"]) == {"Ann"}
    assert [one["key"] for one in made.run["assumptions"]].count("author_is_me") == 1
    assert "posts.author" not in made.run["missing"]


def test_me_names_one_of_several_and_only_its_posts_are_asked_about() -> None:
    own = posts("ann").assign(post=[f"a{one}" for one in range(ROWS)])
    others = posts(many())
    told = answered({"posts": pd.concat([own, others], ignore_index=True)}, me="ann")
    assert told["whose"]["accounts"] == ["ann"]
    (question,) = told["questions"]
    assert question["account"] == "ann"
    assert question["posts"] < ROWS
    assert set(tables_alone({"posts": others}, me="channel3").posts.to_pandas()["author"]) == set(many())


def test_me_may_be_the_name_that_an_account_shows() -> None:
    accounts = pd.DataFrame({"account": ["u1", "u2", "u3"], "name": ["Ann Lee", "Ben", "Ben"]})
    told = answered({"posts": posts("u1"), "accounts": accounts}, me="Ann Lee")
    assert told["whose"]["accounts"] == ["u1"]
    with pytest.raises(InputError, match=r"several accounts show this name.*u2, u3"):
        answered({"posts": posts("u1"), "accounts": accounts}, me="Ben")


@pytest.mark.parametrize("ask", [answered, tables_alone, likewise.report])
def test_a_me_that_is_not_there_is_an_error_with_the_nearest_names(ask: Any) -> None:
    with pytest.raises(InputError, match=r"--me anm.*ann") as raised:
        ask({"posts": posts("ann")}, me="anm")
    assert "ann" in raised.value.in_words("zh")
    assert "没有这个账号" in raised.value.in_words("zh")


def test_check_says_it_too_and_does_not_ask_again_for_what_was_given() -> None:
    with open_duckdb(threads=1) as engine:
        without = {gap.key for gap in check(engine, {"posts": posts()}).gaps}
        given = {gap.key for gap in check(engine, {"posts": posts()}, me="Ann").gaps}
        assert without - given == {"no_post_author"}
        with pytest.raises(InputError, match="nearest names are ann"):
            check(engine, {"posts": posts("ann")}, me="anm")


def test_me_without_posts_is_said() -> None:
    events = pd.DataFrame({"actor": ["dora"], "post": ["p1"], "kind": ["comment"], "time": [FIRST]})
    with pytest.raises(InputError, match=r"none of the posts is this account's.*ann"):
        answered({"posts": posts("ann"), "events": events}, me="dora")


def test_a_post_that_events_know_the_author_of_stays_theirs(engine: Engine) -> None:
    events = pd.DataFrame({"actor": ["dora"], "post": ["p1"], "author": ["ben"], "kind": ["comment"], "time": [FIRST]})
    read(engine, {"posts": posts(), "events": events}, me="ann")
    encode(engine)
    assert account_of(engine, "ann") == "ann"
    with pytest.raises(InputError, match="nearest names"):
        account_of(engine, "bem")
    named = "select account.id from post join account on account.code = post.author where post.id = $post"
    assert engine.value(named, post="p1") == "ben"
    assert engine.value(named, post="p2") == "ann"
    assert find_owner(engine) == Owner("several", (), authors=2, posts=ROWS)
    assert find_owner(engine, me="ann") == Owner("me", ("ann",), authors=2, posts=ROWS)


def test_comments_under_ones_own_posts_are_read_as_such() -> None:
    """A table of comments says neither whose the posts are nor anything of them."""
    events = pd.DataFrame(
        {
            "actor": ["dora", "emil"],
            "post": ["x", "y"],
            "kind": ["comment"] * 2,
            "time": [FIRST] * 2,
            "text": ["a", "b"],
        }
    )
    assert tables_alone({"events": events}).posts.to_pandas()["author"].isna().all()
    assert set(tables_alone({"events": events}, me="ann").posts.to_pandas()["author"]) == {"ann"}


def test_dates_say_that_posts_of_nobody_known_are_ones_own() -> None:
    told = answered({"posts": posts()}, group_dates=DATES)
    assert told["whose"]["known_by"] == "dates"
    assert any(claim["effect"] is not None for claim in told["claims"])
    assert told["questions"] == []


def test_dates_of_several_accounts_need_a_name() -> None:
    frame = posts(["ann", "ben", "cleo"] * (ROWS // 3))
    with pytest.raises(InputError, match=r"3 accounts.*NAME=FROM\.\.TO") as raised:
        answered({"posts": frame}, group_dates=DATES)
    assert "--me" in raised.value.in_words("zh")
    for how in ({"group_dates": [f"ann={DATES[0]}"]}, {"group_dates": DATES, "me": "ann"}):
        assert answered({"posts": frame}, **how)["whose"]["accounts"] == ["ann"]


def test_dates_are_those_of_me_alone() -> None:
    """The others' posts are no part of what is said of one account's group."""
    own = posts("ann").assign(post=[f"a{one}" for one in range(ROWS)])
    both = pd.concat([own, posts("ben")], ignore_index=True)
    alone, beside = (answered({"posts": data}, group_dates=DATES, me="ann") for data in (own, both))
    assert alone["claims"] == beside["claims"]
    assert alone["effects"] == beside["effects"]


def test_an_export_of_ones_own_posts_asks_its_owner(tmp_path: Path) -> None:
    told = answered(notes(tmp_path))
    assert told["whose"]["known_by"] == "export"
    assert "小红书" in told["whose"]["text_en"]
    (question,) = told["questions"]
    assert question["text_en"].startswith("Did you use a group between")


def test_an_export_beside_posts_of_others_is_still_ones_own(tmp_path: Path) -> None:
    told = answered([notes(tmp_path), csv(tmp_path / "posts.csv", posts(many()))])
    assert told["whose"]["known_by"] == "export"
    assert [one["account"] for one in told["questions"]] == [None]


def test_an_export_beside_posts_of_nobody_known_is_not_one_history(tmp_path: Path) -> None:
    """Both name no author, so that their posts can't be told apart: nothing is asked."""
    told = answered([notes(tmp_path), csv(tmp_path / "posts.csv", posts())])
    assert told["whose"]["known_by"] == "nobody"
    assert told["questions"] == []


def test_only_sources_that_hold_ones_own_posts_are_called_so() -> None:
    own = {one.name for one in KNOWN if one.own}
    assert {"xiaohongshu-notes", "douyin-works", "youtube-videos", "x-posts", "meta-posts"} <= own
    assert not [one for one in own if one.startswith(("mediacrawler", "bluesky", "hive", "yt-dlp"))]
    assert all("posts" in {part.table for part in one.parts} for one in KNOWN if one.own)


def test_the_page_and_the_run_say_whose_the_posts_are_before_anything_is_claimed(tmp_path: Path) -> None:
    made = likewise.report({"posts": posts()}, tmp_path / "out")
    assert made.run["whose"]["known_by"] == "nobody"
    html = made.html.read_text(encoding="utf-8")
    page = Page(html)
    said = "The data doesn't say whose posts these are"
    assert page.text.index(said) < page.text.index("raises raw numbers, but not organic engagement")
    assert "Did you use a group" not in page.text
    assert "数据没有说明这些作品是谁的" in page.other.text
    assert 'class="question"' not in html


def test_where_likes_are_known_by_person_nobody_is_spoken_of(small_report: likewise.Result) -> None:
    assert small_report.run["whose"] is None
    assert small_report.run["questions"] == []


def run(*given: str | Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "200"}
    called = [*COMMAND, *map(str, given), "--lang", lang]
    return subprocess.run(called, capture_output=True, text=True, check=False, env=environment)


def test_the_command_says_first_whose_the_posts_are(tmp_path: Path) -> None:
    file = csv(tmp_path / "posts.csv", posts())
    done = run("report", file, "--out", tmp_path / "out")
    assert done.stdout.splitlines()[0].startswith("The data doesn't say whose posts these are")
    assert "Did you" not in done.stdout
    given = run("report", file, "--me", "Ann", "--out", tmp_path / "mine")
    assert "as --me says" in given.stdout.splitlines()[0]
    assert "Did you use a group" in given.stdout
    saved = json.loads((tmp_path / "mine" / "run.json").read_text(encoding="utf-8"))
    assert saved["whose"]["accounts"] == ["Ann"]
    wrong = run("report", csv(tmp_path / "ann.csv", posts("ann")), "--me", "anm", "--out", tmp_path / "no", lang="zh")
    assert wrong.returncode == 2
    assert "最接近的有 ann" in wrong.stderr
