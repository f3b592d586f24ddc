"""Every door gives the same tables for the same data."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from likewise.sources import Rows, read
from test_sources_support import HEADER, LIKE, NOON, day, events, frame, reading, rejected, rows, written

WANTED = [("ann", "bob", "p1", "like", NOON), ("李雷", "bob", "p1", "comment", NOON + 86_400_000_000)]
TABLE = pa.table(
    {
        "actor": ["ann", "李雷"],
        "author": ["bob", "bob"],
        "post": ["p1", "p1"],
        "kind": ["like", "comment"],
        "time": [day(1), day(2)],
    }
)
CSV = HEADER + LIKE + "李雷,bob,p1,comment,2024-01-02 12:00:00\n"
LINES = "".join(json.dumps(row, default=str, ensure_ascii=False) + "\n" for row in TABLE.to_pylist())


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(content)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def parquet(path: Path, table: pa.Table = TABLE) -> Path:
    pq.write_table(table, path)
    return path


def arrow_file(path: Path, streamed: bool = False) -> Path:
    new = pa.ipc.new_stream if streamed else pa.ipc.new_file
    with new(str(path), TABLE.schema) as sink:
        sink.write_table(TABLE)
    return path


def database(path: Path) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.register("given", TABLE)
        connection.execute("create table events as select * from given")
    return path


DOORS: dict[str, Callable[[Path], Path]] = {
    "csv": lambda folder: written(folder, "events.csv", CSV),
    "csv with a byte order mark": lambda folder: written(folder, "events.csv", "\ufeff" + CSV),
    "csv in GB18030": lambda folder: written(folder, "events.csv", CSV.encode("gb18030")),
    "csv in GBK": lambda folder: written(folder, "events.csv", CSV.encode("gbk")),
    "csv in UTF-16": lambda folder: written(folder, "events.csv", CSV.encode("utf-16")),
    "csv with Windows line ends": lambda folder: written(folder, "events.csv", CSV.replace("\n", "\r\n")),
    "csv with mixed line ends": lambda folder: written(folder, "events.csv", CSV.replace("\n", "\r\n", 1)),
    "csv with old Mac line ends": lambda folder: written(folder, "events.csv", CSV.replace("\n", "\r")),
    "csv without a last line end": lambda folder: written(folder, "events.csv", CSV.rstrip("\n")),
    "tab-separated": lambda folder: written(folder, "events.tsv", CSV.replace(",", "\t")),
    "semicolons": lambda folder: written(folder, "events.csv", CSV.replace(",", ";")),
    "bars": lambda folder: written(folder, "events.txt", CSV.replace(",", "|")),
    "an odd delimiter": lambda folder: written(folder, "events.txt", CSV.replace(",", "^")),
    "gzipped csv": lambda folder: written(folder, "events.csv.gz", gzip.compress(CSV.encode())),
    "gzipped csv in GB18030": lambda f: written(f, "events.csv.gz", gzip.compress(CSV.encode("gb18030"))),
    "zstd csv": lambda folder: written(folder, "events.csv.zst", zstd(CSV.encode())),
    "json lines": lambda folder: written(folder, "events.jsonl", LINES),
    "gzipped json lines": lambda folder: written(folder, "events.jsonl.gz", gzip.compress(LINES.encode())),
    "zstd json lines": lambda folder: written(folder, "events.jsonl.zst", zstd(LINES.encode())),
    "json array": lambda f: written(f, "events.json", json.dumps(TABLE.to_pylist(), default=str, indent=4)),
    "json array on one line": lambda f: written(f, "events.json", json.dumps(TABLE.to_pylist(), default=str)),
    "gzipped json array": lambda folder: written(
        folder, "events.json.gz", gzip.compress(json.dumps(TABLE.to_pylist(), default=str).encode())
    ),
    "parquet": lambda folder: parquet(folder / "events.parquet"),
    "gzipped parquet": lambda folder: written(
        folder, "events.parquet.gz", gzip.compress(parquet(folder / "plain.parquet").read_bytes())
    ),
    "zstd parquet": lambda folder: written(
        folder, "events.parquet.zst", zstd(parquet(folder / "plain.parquet").read_bytes())
    ),
    "parquet with brackets in its name": lambda folder: parquet(folder / "events [1]*.parquet"),
    "arrow file": lambda folder: arrow_file(folder / "events.feather"),
    "arrow stream": lambda folder: arrow_file(folder / "events.arrows", streamed=True),
    "duckdb database": lambda folder: database(folder / "events.duckdb"),
    "csv with a wrong ending": lambda folder: written(folder, "events.parquet", CSV),
    "parquet with a wrong ending": lambda folder: parquet(folder / "events.csv"),
}


@pytest.mark.parametrize("door", DOORS)
def test_the_same_events_come_through_every_door(tmp_path: Path, door: str) -> None:
    assert events(DOORS[door](tmp_path)) == WANTED


@pytest.mark.parametrize(
    "data",
    [
        TABLE,
        TABLE.to_pandas(),
        pd.DataFrame(TABLE.to_pylist()).astype({"kind": "category"}),
        pl.from_arrow(TABLE),
        {"events": TABLE},
        {"events": pl.from_arrow(TABLE), "posts": pd.DataFrame({"post": ["p1"], "author": ["bob"]})},
    ],
    ids=["pyarrow", "pandas", "pandas category", "polars", "dict", "dict of both"],
)
def test_frames_are_read_like_files(data: object) -> None:
    assert events(data) == WANTED


def test_a_frame_is_named_by_its_table() -> None:
    with reading({"events": TABLE}) as (engine, found):
        assert found.files[0].path == "<events>"
        assert rows(engine, "file, line") == [("<events>", 1), ("<events>", 2)]


def test_a_database_is_named_with_its_prefix_too(tmp_path: Path) -> None:
    path = database(tmp_path / "warehouse.db")
    assert events(f"duckdb:{path}") == events(path) == WANTED


def test_a_folder_is_read_part_by_part(tmp_path: Path) -> None:
    parquet(tmp_path / "events-001.parquet", TABLE.slice(0, 1))
    parquet(tmp_path / "events-002.parquet", TABLE.slice(1))
    written(tmp_path, "posts.csv", "post,author\np1,bob\n")
    written(tmp_path, "accounts.jsonl", '{"account": "bob", "followers": 7}\n')
    written(tmp_path, "notes.txt", "ours")
    written(tmp_path, "truth/events.csv", "nothing of this may be read")
    with reading(tmp_path) as (engine, found):
        assert sorted(rows(engine, "actor, line")) == [("ann", 1), ("李雷", 1)]
        assert rows(engine, "post, author", "source_post") == [("p1", "bob")]
        assert rows(engine, "account, followers", "source_account") == [("bob", 7)]
        assert [one.name for one in found.ignored] == [str(tmp_path / "notes.txt")]
        assert [file.table for file in found.files] == ["accounts", "events", "events", "posts"]


def test_a_folder_of_parts_is_one_table(tmp_path: Path) -> None:
    written(tmp_path, "events/part-0.csv", HEADER + LIKE)
    written(tmp_path, "events/deeper/part-1.csv", HEADER + LIKE)
    written(tmp_path, "events/_SUCCESS", "")
    assert len(events(tmp_path)) == 2


def test_parts_decide_together_what_a_column_means(tmp_path: Path) -> None:
    written(tmp_path, "events-1.csv", "actor,post,time\na,p,01/01/2024 12:00\n")
    written(tmp_path, "events-2.csv", "actor,post,time\nb,p,31/12/2023 12:00\n")
    assert events(tmp_path, "time") == [NOON, NOON - 86_400_000_000]


def test_a_folder_that_is_the_table_is_read_too(tmp_path: Path) -> None:
    written(tmp_path, "events/part-0.csv", HEADER + LIKE)
    assert len(events(tmp_path / "events")) == 1


def test_frames_of_one_name_are_told_apart() -> None:
    with reading([TABLE, TABLE]) as (engine, found):
        assert [file.path for file in found.files] == ["<data>", "<data> (2)"]
        assert [file.rows for file in found.files] == [Rows(2, 2, 0), Rows(2, 2, 0)]
        assert engine.count("source_event") == 4


def test_a_database_whose_tables_have_other_letters_is_read(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table Events as select 'ann' as actor, 'p1' as post, timestamp '2024-01-01' as time")
        connection.execute("create view posts as select 'p1' as post, 'bob' as author")
        connection.execute("create table account as select 1 as x")
    with reading(path) as (engine, found):
        assert rows(engine, "actor, post") == [("ann", "p1")]
        assert rows(engine, "post, author", "source_post") == [("p1", "bob")]
        assert [file.path for file in found.files] == [f"{path}:events", f"{path}:posts"]


def test_several_paths_are_read_as_one(tmp_path: Path) -> None:
    likes = written(tmp_path, "likes.csv", HEADER + LIKE)
    posts = written(tmp_path, "my-posts.csv", "post,author,views\np1,bob,5\n")
    with reading([likes, posts, likes]) as (engine, found):
        assert engine.count("source_event") == 1
        assert found.rows["posts"] == Rows(1, 1, 0)


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    text = 'actor,post,time,text\na,p,2024-01-01,"one\ntwo"\n\nb,p,2024-01-01,three\nc,p,never,x\n'
    path = written(tmp_path, "events.csv", text)
    assert events(path, "actor, line, text") == [("a", 2, "one\ntwo"), ("b", 5, "three")]
    assert rejected(path) == [(6, "time not understood")]


def test_lines_of_json_and_parquet_count_from_one(tmp_path: Path) -> None:
    lines = written(tmp_path, "events.jsonl", '\n{"actor": "a", "post": "p", "time": 1704110400}\n')
    assert events(lines, "line") == [2]
    assert events(parquet(tmp_path / "e.parquet"), "line") == [1, 2]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    with reading(written(tmp_path, "events.csv", HEADER)) as (engine, found):
        assert engine.count("source_event") == 0
        assert found.rows["events"] == Rows(0, 0, 0)


def test_every_canonical_column_is_there_even_when_the_input_lacks_it() -> None:
    with reading(frame()) as (engine, _):
        assert engine.columns("source_event")[-4:] == ("dwell_s", "completion", "file", "line")
        assert engine.count("source_post") == engine.count("source_account") == 0
        assert engine.columns("source_post")[-2:] == ("file", "line")


def test_a_second_reading_replaces_the_first(tmp_path: Path) -> None:
    path = parquet(tmp_path / "events.parquet")
    with reading(path) as (engine, _):
        read(engine, frame(actor=["zoe"]))
        assert rows(engine, "actor") == [("zoe",)]
        read(engine, path)
        assert engine.count("source_event") == 2


@pytest.mark.parametrize("door", ["csv", "json lines"])
def test_of_a_text_file_only_its_rows_stay_on_the_engine(tmp_path: Path, door: str) -> None:
    with reading(DOORS[door](tmp_path)) as (engine, _):
        held = engine.arrow("select table_name from duckdb_tables()").column("table_name").to_pylist()
        assert sorted(held) == ["source_estimated", "source_estimated_post", "source_judged_0", "source_rejected"]


def test_a_dollar_in_a_name_is_no_trap(tmp_path: Path) -> None:
    path = written(tmp_path / "$home", "events$x.csv", "$user,post,time,'q\"\na,p,2024-01-01,1\n")
    assert events(path, "actor", mapping={"actor": "$user"}) == ["a"]
    with reading(frame(**{"$price": [1]})) as (_, found):
        assert found.files[0].unused == ("$price",)


def test_progress_names_each_source(tmp_path: Path) -> None:
    path, said = written(tmp_path, "events.csv", CSV), list[str]()
    events(path, progress=said.append)
    assert set(said) == {str(path)}
