"""What isn't known is not told: whose posts they are, counts that nobody read, the zone of times, half of a file."""

import random
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from likewise.errors import LikewiseError
from wild_reading import check_text, command, report, told
from wild_tables import START, Columns, acts, clocked, database, write

# Posts of many channels


def surging(channels: Sequence[str] | None, column: str = "channel", count: int = 90) -> Columns:
    """Films of which those in one stretch have three times their likes; the channels take turns."""
    chance = random.Random(41)
    views = [chance.randint(300, 7000) for _ in range(count)]
    surge = range(count // 2, count // 2 + 22)
    likes = [int(seen * chance.lognormvariate(-3.9, 0.35) * (3 if n in surge else 1)) for n, seen in enumerate(views)]
    times = [(START + timedelta(days=2 * n)).strftime("%Y-%m-%dT%H:%M:%SZ") for n in range(count)]
    whose = {} if channels is None else {column: [channels[n % len(channels)] for n in range(count)]}
    return {
        "video_id": [f"v{n:03d}" for n in range(count)],
        "title": [f"Film {n}" for n in range(count)],
        **whose,
        "published_at": times,
        "view_count": views,
        "like_count": likes,
        "comment_count": [number // 10 for number in likes],
    }


MANY = [f"channel {n:02d}" for n in range(45)]


@pytest.mark.parametrize(
    "column", ["channel_title", "ownerUsername", "authorMeta.name", "creator_handle", "博主", "kanal"]
)
def test_nothing_is_asked_about_the_posts_of_many_channels(tmp_path: Path, column: str) -> None:
    result = report(write(tmp_path / "films.csv", surging(MANY, column)), tmp_path / "out")
    assert result.run["questions"] == []
    assert "id you use a group" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_where_no_author_is_known_that_is_said_and_nothing_asked(tmp_path: Path) -> None:
    said = told("report", write(tmp_path / "films.csv", surging(None)), "--out", tmp_path / "out")
    assert "Did you use a group" not in said
    assert re.search(r"--me\b|author|whose", said), said


def test_a_person_says_which_channel_is_theirs(tmp_path: Path) -> None:
    path = write(tmp_path / "films.csv", {**surging(["ana's"], "author"), "likes_of": ["x"] * 90})
    assert len(report(path, tmp_path / "one").run["questions"]) == 1, "these posts are of one creator"
    path = write(tmp_path / "films.csv", surging(None))
    assert len(report(path, tmp_path / "said", me="ana").run["questions"]) == 1


def test_only_the_named_channel_is_asked_about(tmp_path: Path) -> None:
    mine, other = surging(["ana"], "author"), surging(["ben"], "author")
    calm = [max(1, seen // 50) for seen in other["view_count"]]
    both = {name: [*mine[name], *other[name]] for name in mine}
    both |= {"video_id": [f"v{n}" for n in range(180)], "like_count": [*mine["like_count"], *calm]}
    path = write(tmp_path / "films.csv", both)
    assert report(path, tmp_path / "none").run["questions"] == []
    assert len(report(path, tmp_path / "ana", me="ana").run["questions"]) == 1
    assert report(path, tmp_path / "ben", me="ben").run["questions"] == []


# Counts that nobody read

COUNTS = ("likes", "comments", "reposts", "saves")
NUMBERS: dict[str, list[Any]] = {
    "views": [1000 + 10 * n for n in range(12)],
    "completion_rate": [0.3] * 12,
    "likes": [50 + n for n in range(12)],
    "comments": [5 + n for n in range(12)],
    "reposts": [2] * 12,
    "saves": [9 - n % 3 for n in range(12)],
}


def posts_with(*counts: str) -> Columns:
    kept = {name: cells for name, cells in NUMBERS.items() if name in {"views", "completion_rate", *counts}}
    times = clocked(acts(12, seed=43), "zulu")
    return {"post": [f"p{n}" for n in range(12)], "author": ["ana", "ben"] * 6, "time": times, **kept}


@pytest.mark.parametrize("given", [(), ("likes",), ("comments", "saves"), ("reposts",), ("likes", "comments", "saves")])
def test_a_count_that_no_column_gives_is_empty_everywhere(tmp_path: Path, given: tuple[str, ...]) -> None:
    result = report(write(tmp_path / "posts.csv", posts_with(*given)), tmp_path / "out")
    posts = sorted(result.posts.to_arrow().to_pylist(), key=lambda row: int(row["post"][1:]))
    for name in COUNTS:
        raw = [post[f"{name}_raw"] for post in posts]
        assert raw == (NUMBERS[name] if name in given else [None] * 12), name
        assert name in given or {post[f"{name}_real"] for post in posts} == {None}, name
    accounts = result.accounts.to_arrow().to_pylist()
    if "likes" not in given:
        assert {(one["likes_raw"], one["likes_real"], one["real_share"]) for one in accounts} == {(None, None, None)}
        assert {one["depth"] for one in accounts} == {None}
    if "comments" not in given:
        assert {(one["comments_raw"], one["comments_real"]) for one in accounts} == {(None, None)}
    assert given or {one["health"] for one in accounts} == {None}


@pytest.mark.parametrize("name", COUNTS)
def test_check_names_the_counts_that_are_missing(tmp_path: Path, name: str) -> None:
    others = [count for count in COUNTS if count != name]
    said = check_text(write(tmp_path / "posts.csv", posts_with(*others)))
    missing = said.partition("Missing")[2].lower()
    lines = [
        line for line in missing.splitlines() if re.search(rf"\bposts?\b.*\b{name}\b.*\b(?:no|not|missing)\b", line)
    ]
    assert lines, said
    assert name not in check_text(write(tmp_path / "whole.csv", posts_with(*COUNTS))).partition("Missing")[2].lower()


def test_a_card_does_not_tell_of_likes_that_nobody_read(tmp_path: Path) -> None:
    write(tmp_path / "data" / "posts.csv", posts_with("comments"))
    cells = {"actor": ["cleo", "dora"] * 6, "post": [f"p{n}" for n in range(12)], "kind": ["comment"] * 12}
    write(tmp_path / "data" / "events.csv", {**cells, "time": clocked(acts(12, seed=46), "zulu")})
    said = told("account", tmp_path / "data", "ana")
    assert "no likes" not in said and "0 raw" not in said, said


def test_a_log_of_likes_alone_has_no_counts_of_comments(tmp_path: Path) -> None:
    made = acts(30, seed=44)
    columns = {"actor": [act.person for act in made], "post": [act.thing for act in made], "time": clocked(made)}
    result = report(write(tmp_path / "likes.csv", columns), tmp_path / "out")
    for post in result.posts.to_arrow().to_pylist():
        assert post["likes_raw"] == [act.thing for act in made].count(post["post"])
        assert (post["comments_raw"], post["reposts_raw"], post["saves_raw"]) == (None, None, None)


# The zone of times


def log(clock: str) -> Columns:
    made = acts(24, seed=45)
    return {
        "user_id": [act.person for act in made],
        "post_id": [act.thing for act in made],
        "time": clocked(made, clock),
    }


@pytest.mark.parametrize("name", ["log.csv", "log.jsonl", "log.db", "posts.csv"])
def test_a_report_tells_on_the_terminal_how_naive_times_were_read(tmp_path: Path, name: str) -> None:
    if name.endswith(".db"):
        path = database(tmp_path / name, {"likes": log("naive")})
    else:
        naive = {**posts_with("likes"), "time": clocked(acts(12, seed=43))}
        path = write(tmp_path / name, naive if name == "posts.csv" else log("naive"))
    said = told("report", path, "--out", tmp_path / "out")
    assert any("--tz" in line and "UTC" in line for line in said.splitlines()), said


def test_a_report_tells_of_naive_times_in_chinese(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", log("naive"))
    said = told("report", path, "--out", tmp_path / "out", "--lang", "zh")
    assert any("--tz" in line and "UTC" in line and "时" in line for line in said.splitlines()), said


@pytest.mark.parametrize("clock", ["zulu", "seconds"])
def test_nothing_is_told_of_the_zone_where_times_say_it(tmp_path: Path, clock: str) -> None:
    said = told("report", write(tmp_path / "log.csv", log(clock)), "--out", tmp_path / "out")
    assert "--tz" not in said


# Half of a file

SPOILT = [
    ("time", "some day"),
    ("user_id", ""),
    ("user_id", "[deleted]"),
    ("post_id", ""),
]


def spoilt(column: str, cell: str, bad: int) -> Columns:
    columns = log("zulu")
    return {**columns, column: [cell] * bad + list(columns[column])[bad:]}


@pytest.mark.parametrize(("column", "cell"), SPOILT)
def test_where_most_rows_were_set_aside_the_run_ends_with_an_error(tmp_path: Path, column: str, cell: str) -> None:
    path = write(tmp_path / "log.csv", spoilt(column, cell, 17))
    with pytest.raises(LikewiseError) as caught:
        report(path, tmp_path / "out")
    assert all(said in str(caught.value) for said in ("--partial", "17", "24")), caught.value
    assert not (tmp_path / "out").exists()
    whole = report(path, tmp_path / "part", partial=True)
    assert sum(row["likes_raw"] for row in whole.posts.to_arrow().to_pylist()) == 7
    assert len(whole.rejected) == 17


@pytest.mark.parametrize(("column", "cell"), SPOILT)
def test_few_rows_set_aside_end_no_run(tmp_path: Path, column: str, cell: str) -> None:
    result = report(write(tmp_path / "log.csv", spoilt(column, cell, 5)), tmp_path / "out")
    assert len(result.rejected) == 5


def test_the_command_line_says_how_to_go_on_with_a_part(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", spoilt("time", "some day", 17))
    done = command("report", path, "--out", tmp_path / "out")
    assert done.returncode == 2 and "--partial" in done.stderr, done.stdout
    assert told("report", path, "--out", tmp_path / "out", "--partial")
    assert "17 set aside" in told("check", path)
