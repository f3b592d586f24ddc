"""Advice is right or absent: what a refusal proposes could be it, and following it never ends in a wrong reading."""

import gzip
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wild_reading import WILD, Found, advised, command, follow, never_wrong, proposals, refusal
from wild_tables import PEOPLE, THINGS, Act, Columns, acts, clocked, drawn, holds_comments, holds_likes, write


def test_what_a_message_proposes_is_found_in_its_words() -> None:
    said = {
        "Say which is which, such as --map post=id": ["--map post=id"],
        "with --map text=title (or --map posts.text=title for this table alone)": [
            "--map text=title",
            "--map posts.text=title",
        ],
        "read as posts: `--as posts --map author=user._id`; as likes: `--as likes`.": [
            "--as posts --map author=user._id",
            "--as likes",
        ],
        '请用 --map "time=Post Created" 和 --map post=URL，或 --as a.csv=posts。': [
            "--map time=Post Created --map post=URL",
            "--as a.csv=posts",
        ],
        "give --partial to go on, and --tz Asia/Shanghai for the zone": ["--partial True"],
        "name it with --map post=… or --as likes|posts; --lang zh": [],
        "/data/x.csv: write /data/x.csv:as=posts": [":as=posts"],
    }
    assert {words: [way.said.strip() for way in proposals(words)] for words in said} == said


SYLLABLES = ("ka", "lo", "mi", "ru", "te", "vo", "xan", "qui", "bel", "dor", "列", "项", "栏", "号")

ROWS = 24


def decoys(made: list[Act]) -> dict[str, list[Any]]:
    """Columns that are never a person, a post or a time of an act."""
    count = len(made)
    return {
        "row number": list(range(1, count + 1)),
        "own id": [f"r{90_000 + 13 * n}" for n in range(count)],
        "crawl time": ["2031-06-30 03:00:00"] * count,
        "link": [f"https://site.example/a/{7_000 + 11 * n}" for n in range(count)],
        "flag": [(0, 1)[n % 2] for n in range(count)],
    }


def columns_of(kind: str, made: list[Act]) -> dict[str, list[Any]]:
    """The columns that a table of this kind needs."""
    full: dict[str, list[Any]] = {
        "person": [act.person for act in made],
        "thing": [act.thing for act in made],
        "time": clocked(made, "zulu"),
    }
    if kind in {"comments", "comments without a post"}:
        full["text"] = [act.text for act in made]
    lacking = {"comments without a post": "thing", "likes without a time": "time"}.get(kind)
    return {name: cells for name, cells in full.items() if name != lacking}


def truth(kind: str, made: list[Act], found: Found) -> None:
    """Assert that a reading is right; what lacks a post or a time can't be read at all."""
    assert kind in {"likes", "comments"}, "a table without a post or a time can only be refused"
    (holds_likes if kind == "likes" else holds_comments)(found, made)


names = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map("".join)


@drawn(30)
@given(
    kind=st.sampled_from(["likes", "comments", "comments without a post", "likes without a time"]),
    beside=st.sets(st.sampled_from(["row number", "own id", "crawl time", "link", "flag"]), max_size=4),
    called=st.lists(names, min_size=9, max_size=9, unique=True),
    styles=st.tuples(st.sampled_from(sorted(PEOPLE)), st.sampled_from(sorted(THINGS))),
    order=st.randoms(use_true_random=False),
    ending=st.sampled_from(["csv", "jsonl"]),
)
def test_following_the_advice_on_a_table_of_strange_names_is_never_wrong(
    kind: str, beside: set[str], called: list[str], styles: tuple[str, str], order: Any, ending: str
) -> None:
    made = acts(ROWS, seed=51, people=styles[0], things=styles[1], texts=kind.startswith("comments"))
    needed = columns_of(kind, made)
    cells = {**needed, **{name: one for name, one in decoys(made).items() if name in beside}}
    names_of = dict(zip(cells, called, strict=False))
    shuffled = order.sample(list(cells), len(cells))
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / f"table.{ending}", {names_of[name]: cells[name] for name in shuffled})
        never_wrong(path, lambda found: truth(kind, made, found))
        proposed = {source for _, source in advised(path, {})}
    assert not proposed & {names_of[name] for name in beside}, proposed


@drawn(15)
@given(called=st.lists(names, min_size=6, max_size=6, unique=True), order=st.randoms(use_true_random=False))
def test_a_list_of_posts_of_strange_names_is_never_read_as_acts(called: list[str], order: Any) -> None:
    made = acts(ROWS, seed=52)
    cells: list[list[Any]] = [
        [str(880_000 + 17 * n) for n in range(ROWS)],
        [act.person for act in made],
        clocked(made, "zulu"),
        [f"about {n}, as ever" for n in range(ROWS)],
        [1000 + 31 * n for n in range(ROWS)],
        [40 + n % 9 for n in range(ROWS)],
    ]
    own, person = called[:2]
    told = dict(zip(called, cells, strict=True))

    def are_posts(found: Found) -> None:
        assert found.events == [] and found.accounts == []
        assert {post["post"] for post in found.posts} == set(told[own])
        assert {post["author"] for post in found.posts} <= {None, *told[person]}

    with tempfile.TemporaryDirectory() as folder:
        never_wrong(
            write(Path(folder) / "table.csv", {name: told[name] for name in order.sample(called, 6)}), are_posts
        )


NEVER = [
    ("crawl_time", ["2031-06-30 03:00:00"] * ROWS),
    ("采集时间", ["2031-06-30 03:00:00"] * ROWS),
    ("scraped_at", ["2031-06-30 03:00:00"] * ROWS),
    ("序号", list(range(1, ROWS + 1))),
    ("#", list(range(1, ROWS + 1))),
    ("_id", [f"c{n}" for n in range(ROWS)]),
    ("评论ID", [f"c{n}" for n in range(ROWS)]),
    ("rpid", [str(7_000_000 + n) for n in range(ROWS)]),
    ("permalink", [f"https://site.example/c/{n}" for n in range(ROWS)]),
    ("链接", [f"https://site.example/c/{n}" for n in range(ROWS)]),
]


@pytest.mark.parametrize(("column", "cells"), NEVER)
@pytest.mark.parametrize("lacking", ["post", "time"])
def test_advice_never_names_what_can_not_be_it(tmp_path: Path, column: str, cells: list[Any], lacking: str) -> None:
    made = acts(ROWS, seed=53, texts=True)
    columns: dict[str, Any] = {
        "username": [act.person for act in made],
        "content": [act.text for act in made],
        **({"ctime": clocked(made)} if lacking == "post" else {"video_id": [act.thing for act in made]}),
        column: cells,
    }
    path = write(tmp_path / "some.csv", columns)
    error = refusal(path)
    assert error is not None, "there is no post" if lacking == "post" else "there is no time"
    assert re.search(rf"\b{lacking}\b", str(error)), error
    for canonical, source in advised(path, {}):
        assert source != column, f"{canonical}={source}: {error}"
        assert canonical in {"actor", "text"} or source not in {"username", "content"}, f"{canonical}={source}: {error}"


@pytest.mark.parametrize("lacking", ["post", "time"])
def test_after_each_mapping_what_is_still_missing_is_said(tmp_path: Path, lacking: str) -> None:
    made = acts(ROWS, seed=54, texts=True)
    cells: Columns = {
        "belu": [act.person for act in made],
        "kami": [act.text for act in made],
        **({"tedo": clocked(made)} if lacking == "post" else {"tedo": [act.thing for act in made]}),
    }
    path = write(tmp_path / "some.csv", cells)
    given = {"actor": "belu", "text": "kami"} | ({"time": "tedo"} if lacking == "post" else {"post": "tedo"})
    so_far: dict[str, str] = {}
    for canonical, source in given.items():
        so_far[canonical] = source
        error = refusal(path, mapping=so_far)
        assert error is not None
        assert re.search(rf"\b{lacking}\b", str(error)), error
        assert not any(so_far.items() & way.mapping.items() for way in proposals(str(error))), error
        assert follow(path, lambda _: None, {"mapping": so_far}, 4) == "refused", error


# The reader's language

Unreadable = tuple[Any, dict[str, Any]]
"""Data that can't be read, and the options to read it with."""


def bytes_of(name: str, content: bytes) -> Callable[[Path], Unreadable]:
    """A file of this content."""

    def made(folder: Path) -> Unreadable:
        (folder / name).write_bytes(content)
        return folder / name, {}

    return made


def log_with(**options: Any) -> Callable[[Path], Unreadable]:
    """A like log that could be read, with options that can't be meant."""

    def made(folder: Path) -> Unreadable:
        log = acts(ROWS, seed=55)
        columns = {"actor": [act.person for act in log], "post": [act.thing for act in log], "time": clocked(log)}
        return write(folder / "log.csv", columns), options

    return made


def columns_called(*called: str) -> Callable[[Path], Unreadable]:
    """A table of people and times whose columns have these names."""

    def made(folder: Path) -> Unreadable:
        log = acts(ROWS, seed=55)
        return write(folder / "x.csv", dict(zip(called, ([act.person for act in log], clocked(log)), strict=True))), {}

    return made


UNREADABLE: dict[str, Callable[[Path], Unreadable]] = {
    "no such file": lambda folder: (folder / "nothing.csv", {}),
    "an empty folder": lambda folder: (folder, {}),
    "empty": bytes_of("empty.csv", b""),
    "a picture": bytes_of("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "a workbook that is none": bytes_of("book.xlsx", b"PK\x03\x04" + bytes(200)),
    "cut off": bytes_of("cut.csv.gz", gzip.compress(random.Random(5).randbytes(4000))[:900]),
    "half a JSON": bytes_of("half.json", b'[{"actor": "a"}, {"actor"'),
    "no such zone": log_with(timezone="Mars/Olympus"),
    "no such column": log_with(mapping={"actor": "nobody"}),
    "no such canonical column": log_with(mapping={"aktor": "actor"}),
    "no such table": log_with(mapping={"likes.actor": "actor"}),
    "a mapping that no table uses": log_with(mapping={"followers": "post"}),
    "unknown columns": columns_called("belu", "kami"),
    "no post": columns_called("username", "ctime"),
    "no time": lambda _: (WILD / "zh" / "b_follows.csv", {}),
    "comments of one video": lambda _: (WILD / "zh" / "b_no_post.csv", {}),
    "not what the user says": lambda _: (WILD / "zh" / "b_follows.csv", {"read_as": "posts"}),
}


def english(said: str, folder: Path) -> list[str]:
    """Runs of three English words in a Chinese sentence; names of columns, options, files and quotations aside."""
    said = re.sub(r"（原文：.*）", "", said.replace(str(folder), "").replace(str(WILD), ""))
    said = re.sub(r"`[^`]*`|--[a-z-]+(?:[ =][^\s，。；、）]+)?|[\w./-]+\.\w+", "·", said)
    return re.findall(r"[A-Za-z']+(?: [A-Za-z']+){2,}", said)


@pytest.mark.parametrize("wrong", list(UNREADABLE))
def test_an_error_is_in_the_readers_language_throughout(tmp_path: Path, wrong: str) -> None:
    data, options = UNREADABLE[wrong](tmp_path)
    error = refusal(data, **options)
    assert error is not None
    said = error.in_words("zh")
    assert re.search(r"[\u4e00-\u9fff]", said.replace(str(WILD), "")), said
    assert english(said, tmp_path) == [], said


def test_the_command_line_refuses_in_chinese(tmp_path: Path) -> None:
    refused: list[list[str | Path]] = [
        ["check", WILD / "zh" / "h_message_goes_round.csv"],
        ["report", WILD / "zh" / "b_follows.csv", "--out", tmp_path / "out"],
        ["check", tmp_path / "nothing.csv"],
    ]
    for words in refused:
        done = command(*words, "--lang", "zh")
        assert done.returncode == 2
        assert done.stderr.startswith("错误") and english(done.stderr, tmp_path) == [], done.stderr
