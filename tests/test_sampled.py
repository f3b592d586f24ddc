"""A sample of an opened table: its first rows as text, whichever door opened it."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from likewise.engine import DuckDBEngine, open_duckdb
from likewise.ingest.frames import frame_of
from likewise.sources.doors import open_place
from likewise.sources.locate import Place
from likewise.sources.sampled import sample
from test_sources_support import written


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb(memory="500MB", threads=2) as opened:
        yield opened


def sampled(engine: DuckDBEngine, path: Path, rows: int = 1000) -> list[dict[str, Any]]:
    """The sample of a file's only table, row by row."""
    (opened,) = open_place(engine, Place(str(path), path=path), "0", ())
    found = sample(engine, opened, rows)
    assert tuple(found.column_names) == opened.names
    assert set(found.schema.types) <= {pa.string()}
    return list(found.to_pylist())


def test_typed_columns_come_as_text_and_what_is_nested_as_json(engine: DuckDBEngine, tmp_path: Path) -> None:
    table = pa.table(
        {
            "n": [1, None],
            "name": ["ann", ""],
            "user": [{"id": 7, "tags": ["a", "b"]}, None],
            "ids": [[1, 2], None],
            "share": [0.5, None],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    first = {"n": "1", "name": "ann", "user": '{"id":7,"tags":["a","b"]}', "ids": "[1,2]", "share": "0.5"}
    assert sampled(engine, tmp_path / "t.parquet") == [first, dict.fromkeys(first)]


def test_a_frame_gives_its_first_rows_in_order(engine: DuckDBEngine) -> None:
    place = Place("<data>", frame=frame_of(pa.table({"n": range(5000)}), "<data>"))
    (opened,) = open_place(engine, place, "0", ())
    assert sample(engine, opened).column("n").to_pylist() == [str(i) for i in range(1000)]


def test_a_csv_is_sampled_below_its_header_with_its_own_delimiter(engine: DuckDBEngine, tmp_path: Path) -> None:
    text = 'Exported by a tool\nactor;post;time;text\nann;p1;2024-01-01;"two\nlines; ""quoted"""\nbob;p2\ncy;p3;;\n'
    assert sampled(engine, written(tmp_path, "likes.csv", text)) == [
        {"actor": "ann", "post": "p1", "time": "2024-01-01", "text": 'two\nlines; "quoted"'},
        {"actor": "cy", "post": "p3", "time": None, "text": None},
    ]


def test_a_quote_that_never_closes_costs_no_other_part_of_the_sample(engine: DuckDBEngine, tmp_path: Path) -> None:
    lines = "".join(f"a{i},p{i},2024-01-01,{'x' * 50}\n" for i in range(9000))
    path = written(tmp_path, "likes.csv", f'actor,post,time,text\na,p,2024-01-01,"open\n{lines}')
    assert len(sampled(engine, path)) == 1000


def test_a_compressed_csv_in_gb18030_is_sampled_as_text(engine: DuckDBEngine, tmp_path: Path) -> None:
    path = tmp_path / "likes.csv.gz"
    path.write_bytes(gzip.compress("用户,笔记,时间\r\n甲,笔记一,2024-01-01\r\n".encode("gb18030")))
    assert sampled(engine, path) == [{"用户": "甲", "笔记": "笔记一", "时间": "2024-01-01"}]


def test_objects_are_sampled_by_line_and_bad_lines_are_left_out(engine: DuckDBEngine, tmp_path: Path) -> None:
    path = written(tmp_path, "x.jsonl", '{"a": 1, "b": {"c": [true]}}\nnot json\n[1]\n{"a": "two", "b": null}\n')
    first, second = sampled(engine, path)
    assert (first["a"], first["b"]) == ("1", '{"c":[true]}')
    assert (second["a"], second["b"]) == ("two", None)
    assert len(sampled(engine, path, rows=1)) == 1


def test_a_database_table_is_sampled(engine: DuckDBEngine, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "x.duckdb")) as made:
        made.execute("create table events as select 'ann' as actor, 'p1' as post, timestamp '2024-01-01' as time")
    assert sampled(engine, tmp_path / "x.duckdb") == [{"actor": "ann", "post": "p1", "time": "2024-01-01 00:00:00"}]


def test_a_table_without_rows_has_its_columns(engine: DuckDBEngine, tmp_path: Path) -> None:
    assert sampled(engine, written(tmp_path, "likes.csv", "actor,post,time\n")) == []
