"""Where results go: never over what is read, and never over files that likewise did not write."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
import typer

import likewise
from likewise.destination import POLICY, REPORT, RESULTS, WORLD, file_for, folder_for, published, published_file
from likewise.errors import LikewiseError, OutputError
from likewise.show.cli import app
from likewise.show.written import has_columns
from likewise.sources import read_paths
from likewise.tables import OUTPUTS
from likewise.text import Lang
from refusals import assert_chinese, said_of

EVENTS = "actor,author,post,kind,time\n" + "".join(f"a{i},b{i % 2},p{i},like,2025-01-02\n" for i in range(6))
RULE = '[[rule]]\nname = "a"\naction = "review"\nprobability = 0.9\n'
RUN = json.dumps({"version": "0.1.0", "engine": "duckdb", "seed": 0, "sources": []})
INPUTS: Mapping[str, str] = {
    "events.csv": EVENTS,
    "data/events.csv": EVENTS,
    "data/deep/likes.csv": EVENTS,
    # Folders whose files are all called as those of a result.
    "posts/accounts.parquet": "as good as Parquet here: nothing is read",
    "box/curves.parquet": 'title = "mine"\n',
    "box/mine.toml": 'title = "mine"\n',
    "rules/policy.json": RULE,
    "members/order.csv": "account\nann\n",
    "plan/plan.json": "{}",
    "plan/order.csv": "account\n",
    "trial/trial.json": "{}",
    "result/run.json": RUN,
    "result/accounts.csv": "account\n",
    "result/groups.parquet": "a table",
    "watched/report/letter.txt": "dear",
    "own/letter.txt": "dear",
    "own.csv": "my,own,table\n1,2,3\n",
    "own.json": '[{"my": "own"}]',
}

OVER: Mapping[str, tuple[str, ...]] = {
    # The file that is read, however it is spelt.
    "accounts": ("accounts", "events.csv", "--out", "events.csv"),
    "posts": ("posts", "./data/../events.csv", "--out", "events.csv"),
    "groups": ("groups", "events.csv:as=events", "--out", "../home/events.csv"),
    "effect": ("effect", "events.csv", "--out", "link.csv"),
    "compare": ("compare", "hard.csv", "--accounts", "b1", "--out", "events.csv"),
    "export": ("export", "events.csv", "--as", "coortweet", "--out", "hard.csv"),
    "a prefix": ("export", "bluesky:events.csv", "--as", "coortweet", "--out", "events.csv"),
    "an address of a file": ("export", "file://HOME/events.csv", "--as", "coortweet", "--out", "events.csv"),
    "a file of the folder": ("accounts", "data", "--out", "data/events.csv"),
    "a file deep in the folder": ("accounts", "data", "--out", "linked/deep/likes.csv"),
    "a file of the result": ("accounts", "result", "--out", "result/accounts.csv"),
    # A folder that is, holds or would lose what is read.
    "report": ("report", "events.csv", "--out", "."),
    "report on a folder": ("report", "data", "--out", "data/"),
    "report on a folder through a link": ("report", "data", "--out", "linked"),
    "report on a part of it": ("report", "data", "--out", "data/deep"),
    "report on its own name": ("report", "posts/accounts.parquet", "--out", "posts"),
    "the state": ("report", "events.csv", "--out", "kept", "--state", "kept"),
    "the state's own": ("report", "data/events.csv", "--out", "o", "--state", "data"),
    "policy": ("policy", "events.csv", "--rule", "rules/policy.json", "--out", "rules"),
    "policy on its result": ("policy", "result", "--rule", "rules/policy.json", "--out", "result"),
    "simulate": ("simulate", "--scenario", "box/mine.toml", "--out", "box"),
    "simulate with a feed": ("simulate", "--feed", "box/mine.toml", "--out", "box"),
    "simulate like data": ("simulate", "--like", "data", "--out", "data"),
    "world": ("world", "--scenario", "box/mine.toml", "--out", "box"),
    "trial plan leave": ("trial", "plan", "leave", "--members", "members/order.csv", "--seed", "1", "--out", "members"),
    "trial plan post": (
        *("trial", "plan", "post", "--lever", "question", "--posts", "8", "--seed", "1"),
        *("--history", "members/order.csv", "--out", "members"),
    ),
    "trial read": ("trial", "read", "events.csv", "--plan", "plan", "--out", "plan"),
    "trial read on its data": ("trial", "read", "trial/trial.json", "--plan", "plan", "--out", "trial"),
}
"""Command lines whose result would go over what they read."""

KEPT: Mapping[str, tuple[str, ...]] = {
    "accounts": ("accounts", "events.csv", "--out", "own.csv"),
    "posts": ("posts", "events.csv", "--out", "own.json"),
    "groups": ("groups", "events.csv", "--out", "posts/accounts.parquet"),
    "effect": ("effect", "events.csv", "--out", "own.csv"),
    "compare": ("compare", "events.csv", "--accounts", "b1", "--out", "own.csv"),
    "export": ("export", "events.csv", "--as", "coortweet", "--out", "own.csv"),
    "report": ("report", "events.csv", "--out", "own"),
    "report in a folder of posts": ("report", "events.csv", "--out", "posts"),
    "policy": ("policy", "events.csv", "--rule", "rules/policy.json", "--out", "own"),
    "simulate": ("simulate", "--out", "own"),
    "world": ("world", "--out", "own"),
    "world in a folder of accounts": ("world", "--out", "posts"),
    "trial plan leave": ("trial", "plan", "leave", "--members", "members/order.csv", "--seed", "1", "--out", "own"),
    "trial plan post": (
        *("trial", "plan", "post", "--lever", "question", "--posts", "8"),
        "--seed",
        "1",
        "--out",
        "own",
    ),
    "trial read": ("trial", "read", "events.csv", "--plan", "plan", "--out", "own"),
    "watch": ("watch", "bluesky:", "--out", "watched"),
}
"""Command lines whose result would go over what likewise did not write."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("there") / "home"
    for name, content in INPUTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    (folder / "link.csv").symlink_to("events.csv")
    (folder / "hard.csv").hardlink_to(folder / "events.csv")
    (folder / "linked").symlink_to("data")
    return folder


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what is in it, hidden ones too."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def commands(group: typer.Typer, before: str = "") -> Iterator[tuple[str, Any]]:
    made: Any = typer.main.get_command(group)

    def below(one: Any, name: str) -> Iterator[tuple[str, Any]]:
        for part, command in getattr(one, "commands", {}).items():
            yield from below(command, f"{name} {part}".strip())
        if not hasattr(one, "commands"):
            yield name, one

    yield from below(made, before)


def test_every_command_that_writes_is_tried_here_and_can_overwrite() -> None:
    from likewise.show import (  # noqa: F401, PLC0415  (they add their commands)
        cli_compare,
        cli_effect,
        cli_export,
        cli_policy,
        cli_simulate,
        cli_trial,
        cli_watch,
        cli_world,
    )

    writing = {}
    for name, command in commands(app):
        options = {option for one in command.params for option in one.opts}
        if "--out" in options:
            writing[name] = options
    assert set(writing) == set(KEPT) - {"report in a folder of posts", "world in a folder of accounts"}
    assert set(writing) - {"watch"} <= set(OVER)
    assert all("--overwrite" in options for options in writing.values())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_result_goes_over_what_is_read(home: Path, lang: Lang) -> None:
    before = held(home)
    asked = {name: [one.replace("HOME", str(home)) for one in words] for name, words in OVER.items()}
    asked |= {f"{name}, overwritten": [*words, "--overwrite"] for name, words in asked.items()}
    for name, (code, said) in said_of(asked, home, lang).items():
        assert code == 2, (name, said)
        assert ("which is read" if lang == "en" else "要读取的") in said, (name, said)
        assert len(said.splitlines()) == 1, (name, said)
        if lang == "zh":
            assert_chinese(said)
    assert held(home) == before


def test_what_likewise_did_not_write_is_kept(home: Path) -> None:
    before = held(home)
    for name, (code, said) in said_of(KEPT, home, "en").items():
        assert code == 2 and "likewise did not write" in said and "--overwrite" in said, (name, said)
    assert held(home) == before


def test_an_input_by_another_name_is_the_same_file(home: Path) -> None:
    read = read_paths(home / "data")
    for out in (home / "linked", home / "data" / ".." / "data", home, home.parent):
        with pytest.raises(OutputError, match="which is read"):
            folder_for(out, REPORT, read=read, overwrite=True)
    folder_for(home / "data" / "out", REPORT, read=read)
    with pytest.raises(OutputError, match="which is read"):
        file_for(home / "link.csv", is_ours=lambda _: True, read=read_paths(home / "hard.csv"), overwrite=True)


def test_a_file_of_the_result_that_is_linked_to_what_is_read_is_kept(tmp_path: Path) -> None:
    (tmp_path / "events.parquet").write_text("rows")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "posts.parquet").hardlink_to(tmp_path / "events.parquet")
    (tmp_path / "out" / "run.json").write_text(RUN)
    with pytest.raises(OutputError, match="which is read"):
        folder_for(tmp_path / "out", REPORT, read=[tmp_path / "events.parquet"])


def test_a_frame_that_is_scanned_where_it_lies_is_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"actor": ["a"]}), tmp_path / "events.parquet")
    dataset = ds.dataset(tmp_path / "events.parquet")
    assert read_paths({"events": dataset}) == (tmp_path / "events.parquet",)
    with pytest.raises(OutputError, match="which is read"):
        likewise.report(dataset, tmp_path)


def test_folders_that_link_to_themselves_end(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("a", "b"):
        (tmp_path / "data" / name).symlink_to(".")
    (tmp_path / "data" / "events.csv").write_text(EVENTS)
    (tmp_path / "own.csv").write_text("own")
    file_for(tmp_path / "own.csv", is_ours=lambda _: True, read=[tmp_path / "data"])


def test_an_earlier_result_is_known_again_and_replaced(tmp_path: Path) -> None:
    for number, kind in enumerate((*RESULTS[:5], WORLD)):
        folder = tmp_path / str(number)
        files = kind.telling or {kind.mark}
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps(dict.fromkeys(kind.keys)) if name == kind.mark else "held")
        with published(folder_for(folder, kind)) as unfinished:
            (unfinished / "new").write_text("new")
        assert held(folder) == {"new": b"new"}


def test_overwriting_keeps_files_of_other_names(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    (tmp_path / "policy.json").write_text("mine")
    place = folder_for(tmp_path, POLICY, overwrite=True)
    with published(place) as unfinished:
        (unfinished / "policy.json").write_text("new")
        (unfinished / "queue.csv").write_text("new")
    assert held(tmp_path) == {"letter.txt": b"dear", "policy.json": b"new", "queue.csv": b"new"}
    with pytest.raises(ZeroDivisionError), published(place) as unfinished:
        (unfinished / "policy.json").write_text("half")
        raise ZeroDivisionError
    assert held(tmp_path)["policy.json"] == b"new"


def test_a_file_that_appears_while_a_run_goes_on_is_kept(tmp_path: Path) -> None:
    place = file_for(tmp_path / "out.csv", is_ours=lambda _: False)
    with pytest.raises(OutputError, match="is there already"), published_file(place) as unfinished:
        unfinished.write_text("new")
        place.path.write_text("somebody's")
    assert held(tmp_path) == {"out.csv": b"somebody's"}


def test_a_table_is_known_again_by_its_columns(tmp_path: Path) -> None:
    columns = OUTPUTS["members"].names
    pq.write_table(OUTPUTS["members"].empty_table(), tmp_path / "ours.parquet")
    (tmp_path / "ours.csv").write_text(",".join(f'"{one}"' for one in columns) + "\n")
    (tmp_path / "ours.json").write_text(json.dumps([dict.fromkeys(columns), {}], indent=1))
    for ending in ("parquet", "csv", "json"):
        assert has_columns(tmp_path / f"ours.{ending}", columns)
        assert not has_columns(tmp_path / f"ours.{ending}", [*columns, "note"])
    for number, content in enumerate((b"", b"\xff\xfe", b"[" * 9999, b"[]", b"PAR1", b"x" * 300_000)):
        for ending in ("parquet", "csv", "json"):
            (tmp_path / f"{number}.{ending}").write_bytes(content)
            assert not has_columns(tmp_path / f"{number}.{ending}", columns)


def test_a_place_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe.csv", "folder.csv", "/dev/null", "a" * 300, "a\0b", "s3://me:s3cret@bucket/out.csv"):
        with pytest.raises(LikewiseError) as caught:
            file_for(tmp_path / name if "://" not in name else name, is_ours=lambda _: True, overwrite=True)
        assert "s3cret" not in str(caught.value)
    (tmp_path / "made-by-mktemp.csv").touch()
    file_for(tmp_path / "made-by-mktemp.csv", is_ours=lambda _: False)


def test_a_result_beside_the_data_is_no_data(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text(RUN)
    pq.write_table(pa.table({"post": ["p0"], "author": ["b0"]}), tmp_path / "out" / "posts.parquet")
    found = likewise.read(tmp_path)
    assert len(found.events) == 6 and len(found.posts) == 0
    assert ["result" in one.in_words("en") for one in found.left_out] == [True]
    folder_for(tmp_path / "out", REPORT, read=read_paths(tmp_path))
