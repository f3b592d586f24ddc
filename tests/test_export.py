"""What is exported for other tools reads back as what it was, as far as their columns go."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from test_cli import refused, run
from test_sources_support import HEADER, NOON, events, reading, rows, written

LOG = HEADER + (
    "ann,bob,p1,like,2024-01-01 12:00:00\n"
    "cat,bob,p1,like,2024-01-01 12:00:00.250001\n"
    "cat,bob,p1,like,2024-01-01 12:00:00.250001\n"
    "ann,cat,p2,repost,2024-01-01 12:00:10\n"
    "bob,cat,p2,comment,2024-01-01 12:00:20\n"
    "bob,cat,p2,view,2024-01-01 12:00:20\n"
    "bob,cat,,follow,2024-01-01 12:00:30\n"
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return written(tmp_path, "events.csv", LOG)


def exported(log: Path, form: str) -> Path:
    out = log.parent / f"{form}.csv"
    done = run("export", log, "--as", form, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


def test_likes_and_reposts_go_to_coortweet_and_come_back(log: Path) -> None:
    out = exported(log, "coortweet")
    with out.open() as file:
        assert list(csv.reader(file))[:3] == [
            ["object_id", "account_id", "content_id", "timestamp_share"],
            ["p1", "ann", "1", "1704110400"],
            ["p1", "cat", "2", "1704110400.250001"],
        ]
    assert events(out, "actor, post, time") == [
        ("ann", "p1", NOON),
        ("cat", "p1", NOON + 250_001),
        ("ann", "p2", NOON + 10_000_000),
    ]


def test_reposts_and_comments_go_to_the_toolkit_and_come_back_with_their_authors(log: Path) -> None:
    out = exported(log, "toolkit")
    assert events(out) == [
        ("ann", "bob", "p1", "repost", NOON),
        ("cat", "bob", "p1", "repost", NOON + 250_001),
        ("ann", "cat", "p2", "repost", NOON + 10_000_000),
        ("bob", "cat", "p2", "comment", NOON + 20_000_000),
    ]
    with reading(out) as (engine, _):
        posts: list[Any] = rows(engine, "post, author", "source_post")
    assert {("p1", "bob"), ("p2", "cat")} <= set(posts)


def test_words_names_and_times_of_posts_go_along(tmp_path: Path) -> None:
    written(tmp_path, "events.csv", 'actor,post,kind,time,text\nann,p1,comment,2024-01-02,"well, ""said""\nagain"\n')
    written(tmp_path, "posts.csv", "post,author,time,text\np1,bob,2024-01-01,hello\np2,bob,2024-01-03,unseen\n")
    written(tmp_path, "accounts.csv", "account,name,followers\nbob,Bob B,3\n")
    out = tmp_path / "out.csv"
    assert run("export", tmp_path, "--as", "toolkit", "--out", out).returncode == 0
    with out.open(newline="") as file:
        told = {row["message_id"]: row for row in csv.DictReader(file)}
    assert (told["p1"]["username"], told["p1"]["message"], told["p1"]["timestamp"]) == ("Bob B", "hello", "1704067200")
    assert events(out, "actor, author, post, text") == [("ann", "bob", "p1", 'well, "said"\nagain')]


def test_the_command_says_what_it_left_out(log: Path) -> None:
    out = log.parent / "out.csv"
    said = run("export", log, "--as", "coortweet", "--out", out).stdout
    assert "3 rows" in said and "comment 1, follow 1, view 1" in said
    told = json.loads(run("export", log, "--as", "toolkit", "--out", out, "--json").stdout)
    assert told["left_out"] == {"follow": 1, "view": 1}
    assert "已写入" in run("export", log, "--as", "toolkit", "--out", out, lang="zh").stdout


@pytest.mark.parametrize(
    "held",
    [
        "object_id,account_id,content_id,timestamp_share\np1,ann,17712,1704110400\n",
        "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\nm1,ann,ann,,,hello,1704110400,\n",
        "object_id,account_id,content_id,timestamp_share\n",
    ],
)
def test_what_another_tool_wrote_in_these_columns_is_kept(log: Path, held: str) -> None:
    out = written(log.parent, "out.csv", held)
    assert "likewise did not write" in refused("export", log, "--as", "toolkit", "--out", out)
    assert out.read_text() == held
    assert run("export", log, "--as", "toolkit", "--out", out, "--overwrite").returncode == 0


def test_what_cannot_be_written_is_one_sentence(log: Path) -> None:
    assert "coortweet, toolkit" in refused("export", log, "--as", "gephi", "--out", log.parent / "out.csv")
    assert "can't write" in refused("export", log, "--as", "toolkit", "--out", log.parent / "nowhere" / "out.csv")
    assert sorted(path.name for path in log.parent.iterdir()) == ["events.csv"]
