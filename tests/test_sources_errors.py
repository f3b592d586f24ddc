"""What can't be read at all is one sentence: the file, what is wrong, and what to do."""

import gzip
import os
import random
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from likewise.errors import InputError, LikewiseError, MappingError
from test_sources_doors import zstd
from test_sources_support import HEADER, LIKE, events, frame, written

MANY = (HEADER + LIKE * 20_000).encode()


def message(data: object, **options: Any) -> str:
    with pytest.raises(LikewiseError) as caught:
        events(data, **options)
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


def whole_parquet(path: Path) -> bytes:
    pq.write_table(pa.concat_tables([frame()] * 1000), path)
    return path.read_bytes()


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    written(tmp_path, "events.csv", HEADER)
    assert "no such file or folder" in message(tmp_path / "event.csv")
    assert "events.csv" in message(tmp_path / "event.csv")
    assert "isn't there either" in message(tmp_path / "nowhere" / "event.csv")


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    assert "empty (0 bytes)" in message(written(tmp_path, "events.csv", ""))
    assert "header" in message(written(tmp_path, "blank.csv", "\n\n"))


def test_a_folder_without_tables_says_what_it_holds(tmp_path: Path) -> None:
    written(tmp_path, "readme.txt", "hello")
    assert "can be read as a table" in message(tmp_path) and "readme.txt" in message(tmp_path)
    assert "can be read as a table" in message(written(tmp_path, "none/at/all", "x").parent)


def test_a_pipe_must_be_saved_first(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "events.csv")
    assert "save it as a file first" in message(tmp_path / "events.csv")


def test_a_frame_of_mixed_types_says_what_to_do() -> None:
    assert "give each column one type" in message(pd.DataFrame({"actor": ["a", 3], "post": ["p", "p"]}))


def test_no_data_at_all_is_an_error() -> None:
    assert "no data was given" in message([])
    assert "is no data" in message(7)
    assert "is unknown" in message({"likes": frame()})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"PK\x03\x04" + bytes(200), "Excel"),
        (b"SQLite format 3\0" + bytes(200), "SQLite"),
        (b"%PDF-1.7" + bytes(200), "PDF"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (random.Random(7).randbytes(5000), "binary data"),
        (bytes(5000), "binary data"),
        (b"a\xff\xff\xff\xff,b\xff\xff\n" * 50, "--encoding"),
    ],
)
def test_a_file_that_is_no_table_is_called_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in message(written(tmp_path, "events.csv", content))


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_cut_file_is_never_half_a_table(tmp_path: Path, part: float) -> None:
    contents = {
        "events.csv.gz": gzip.compress(MANY),
        "events.csv.zst": zstd(MANY),
        "events.parquet": whole_parquet(tmp_path / "whole.parquet"),
        "events.parquet.gz": gzip.compress(whole_parquet(tmp_path / "whole.parquet")),
    }
    for name, content in contents.items():
        path = written(tmp_path, name, content[: int(len(content) * part)])
        assert "cut off" in message(path)


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(MANY))
    packed[len(packed) // 2] ^= 0xFF
    assert "damaged" in message(written(tmp_path, "events.csv.gz", bytes(packed)))
    whole = bytearray(whole_parquet(tmp_path / "whole.parquet"))
    whole[4:400] = os.urandom(396)
    assert str(tmp_path / "events.parquet") in message(written(tmp_path, "events.parquet", bytes(whole)))
    assert "damaged" in message(written(tmp_path, "events.arrow", b"ARROW1\0\0" + bytes(100)))
    assert "damaged" in message(written(tmp_path, "events.duckdb", bytes(8) + b"DUCK" + bytes(5000)))


def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", HEADER)
    path.chmod(0)
    before = os.geteuid()
    # Root may read everything; for this read it is nobody.
    if before == 0:
        os.seteuid(65534)
    try:
        assert "permission" in message(path).lower()
    finally:
        os.seteuid(before)


def test_broken_json_says_so(tmp_path: Path) -> None:
    assert "valid to its end" in message(written(tmp_path, "events.json", '[{"actor": "a"}, {"actor"'))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"actor": [1.5]}, "lose the digits of long ids"),
        ({"actor": [True]}, "must be an id"),
        ({"post": [["p"]]}, "must be an id"),
        ({"author": [{"id": 1}]}, "must be an id"),
        ({"time": [True]}, "must be a time"),
        ({"kind": [3]}, "must be a kind"),
        ({"completion": [["x"]]}, "must be a share"),
    ],
)
def test_a_column_of_the_wrong_type_is_named(changed: dict[str, Any], said: str) -> None:
    told = message(frame(**changed))
    assert said in told and f"`{next(iter(changed))}`" in told


def test_a_database_without_our_tables_says_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table orders (x integer)")
    assert "orders" in message(path)
    assert "no DuckDB database" in message(f"duckdb:{written(tmp_path, 'events.csv', HEADER)}")


def test_a_time_zone_must_exist() -> None:
    assert "no time zone" in message(frame(), timezone="Mars/Olympus")


def test_errors_are_of_the_right_kind(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        events(tmp_path / "nothing")
    with pytest.raises(MappingError):
        events(written(tmp_path, "x.csv", "a,b\n1,2\n"))


def test_a_file_must_be_what_its_folder_says(tmp_path: Path) -> None:
    written(tmp_path, "events.csv", "post,likes\np,1\n")
    assert "No column says who acted" in message(tmp_path)


def test_a_line_may_be_long_but_not_endless(tmp_path: Path) -> None:
    long = HEADER.replace("\n", ",text\n") + LIKE.replace("\n", ",") + "x" * 3_000_000 + "\n"
    assert len(events(written(tmp_path, "events.csv", long))) == 1
    endless = HEADER.replace("\n", ",text\n") + LIKE.replace("\n", ",") + "x" * 9_000_000 + "\n"
    assert "8,000,000 bytes" in message(written(tmp_path, "events.csv", endless))
