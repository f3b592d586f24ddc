"""Data that can't be read, on the command line: one sentence in the reader's language, and nothing is written."""

import io
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from likewise.destination import REPORT, folder_for
from likewise.errors import InputError, OutputError
from likewise.text import Lang
from refusals import CHINESE, assert_chinese, said_of
from test_sources_support import HEADER, LIKE, events, written

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
SECRET = "tellnobody"
LOCKED_BIT = 1
"""In the flags of a ZIP's entry: a password is needed."""

UNREADABLE: Mapping[str, tuple[str, ...]] = {
    "missing file": ("absent.csv",),
    "missing folder": ("nowhere/absent.csv",),
    "missing in an empty folder": ("nothing/absent.csv",),
    "name too long": ("a" * 300,),
    "home of nobody": ("~nobody-has-this-name/likes.csv",),
    "empty folder": ("nothing",),
    "folder of pictures": ("pictures",),
    "empty file": ("empty.csv",),
    "blank lines": ("blank.csv",),
    "picture": ("picture.csv",),
    "binary": ("garbage.bin",),
    "pipe": ("pipe",),
    "cut ZIP": ("cut.zip",),
    "locked ZIP": ("locked.zip",),
    "ZIP without a table": ("pictures.zip",),
    "workbook with a password": ("locked.xlsx",),
    "cut Parquet": ("cut.parquet",),
    "Parquet with a damaged footer": ("footer.parquet",),
    "Parquet with damaged pages": ("pages.parquet",),
    "cut Arrow": ("cut.arrow",),
    "damaged DuckDB": ("damaged.duckdb",),
    "damaged SQLite": ("damaged.sqlite",),
    "DuckDB without rows": ("orders.duckdb",),
    "cut JSON": ("cut.json",),
    "JSON without objects": ("numbers.json",),
    "endless line": ("endless.csv",),
    "columns of nothing": ("unknown.csv",),
    "parquet: of a CSV": ("parquet:events.csv",),
    "duckdb: of a CSV": ("duckdb:events.csv",),
    "duckdb: of a folder": ("duckdb:nothing",),
    "delta: of a folder": ("delta:nothing",),
    "delta: of nothing": ("delta:",),
    "iceberg: of a folder": ("iceberg:nothing",),
    "no name of a table": ("table:not a name",),
    "live stream": ("bluesky:",),
    "no recording": ("bluesky:events.csv",),
    "web address": (f"https://me:{SECRET}@example.org/likes.csv",),
    "database of an unknown kind": (f"mysql:mysql://me:{SECRET}@localhost/db",),
    "file system of Spark": ("hdfs://host/likes",),
    "no address of PostgreSQL": ("postgres:likes",),
    "no address of ClickHouse": ("clickhouse:likes",),
    "no bucket": ("s3:likes",),
    "unreachable PostgreSQL": (f"postgres:postgresql://me:{SECRET}@127.0.0.1:1/db",),
    "unreachable ClickHouse": (f"clickhouse:http://me:{SECRET}@127.0.0.1:1/db",),
    "map without a column": ("events.csv", "--map", "actor"),
    "map of a missing column": ("events.csv", "--map", "actor=nobody"),
    "map of no canonical column": ("events.csv", "--map", "liker=actor"),
    "map of no table": ("events.csv", "--map", "people.actor=actor"),
    "no zone": ("events.csv", "--tz", "Mars/Olympus"),
    "empty zone": ("events.csv", "--tz", ""),
    "header alone": ("header.csv",),
    "address of a file here": ("file:///absent/likes.csv",),
    "delta: of a file": ("delta:events.csv",),
    "state that can't be looked at": ("events.csv", "--state", "a" * 300),
    "no decimal": ("events.csv", "--decimal", "dot"),
    "no day": ("events.csv", "--taken", "never"),
    "read as nonsense": ("events.csv:as=nonsense",),
    "read as nonsense by option": ("events.csv", "--as", "nonsense"),
    "read as without a file": ("events.csv", "--as", "absent=likes"),
}
"""What is named after `likewise report`."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data of each kind."""
    folder = tmp_path_factory.mktemp("unreadable")
    pq.write_table(pa.table({"actor": ["a"] * 2000, "post": ["p"] * 2000}), folder / "cut.parquet")
    whole = (folder / "cut.parquet").read_bytes()
    contents = {
        "events.csv": (HEADER + LIKE).encode(),
        "empty.csv": b"",
        "header.csv": HEADER.encode(),
        "blank.csv": b"\n\n",
        "unknown.csv": b"a,b\n1,2\n",
        "picture.csv": PNG,
        "pictures/one.png": PNG,
        "garbage.bin": bytes(range(256)) * 40,
        "pictures.zip": _zipped({"one.png": PNG, "two.png": PNG}),
        "cut.zip": _zipped({"events.csv": (HEADER + LIKE).encode()})[:100],
        "locked.zip": _locked(_zipped({"events.csv": (HEADER + LIKE).encode()})),
        "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
        "cut.parquet": whole[: len(whole) // 2],
        "footer.parquet": whole[:-200] + bytes(196) + b"PAR1",
        "pages.parquet": whole[:4] + b"\xff" * 60 + whole[64:],
        "cut.arrow": b"ARROW1\0\0" + bytes(100),
        "damaged.duckdb": bytes(8) + b"DUCK" + bytes(5000),
        "damaged.sqlite": b"SQLite format 3\0" + bytes(200),
        "cut.json": b'[{"actor": "a"}, {"actor"',
        "numbers.json": b"[1, 2, 3]",
        "endless.csv": (HEADER.replace("\n", ",text\n") + LIKE.replace("\n", ",") + "x" * 9_000_000).encode(),
    }
    for name, content in contents.items():
        written(folder, name, content)
    with duckdb.connect(str(folder / "orders.duckdb")) as connection:
        connection.execute("create table orders (x integer)")
    (folder / "nothing").mkdir()
    os.mkfifo(folder / "pipe")
    return folder


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _locked(archive: bytes) -> bytes:
    """An archive of one file that says it has a password."""
    changed = bytearray(archive)
    changed[6] |= LOCKED_BIT
    changed[changed.index(b"PK\x01\x02") + 8] |= LOCKED_BIT
    return bytes(changed)


@pytest.fixture(scope="module")
def refusals(folder: Path) -> Mapping[Lang, Mapping[str, tuple[int, str]]]:
    """The exit code and what was said in each language, and nothing new in the folder."""
    before = sorted(folder.rglob("*"))
    words = {case: ("report", *data, "--out", "out") for case, data in UNREADABLE.items()}
    found = {lang: said_of(words, folder, lang) for lang in get_args(Lang)}
    assert sorted(folder.rglob("*")) == before
    return found


@pytest.mark.parametrize("case", UNREADABLE)
def test_data_that_can_not_be_read_is_refused_in_chinese(
    refusals: Mapping[Lang, Mapping[str, tuple[int, str]]], case: str
) -> None:
    code, said = refusals["zh"][case]
    assert code == 2, said
    assert_chinese(said)
    # The marks in a Chinese sentence are Chinese, too, but for the colon of a prefix that is typed so.
    bare = re.sub("[a-z0-9]+:", "", said)
    assert not re.search("[\u4e00-\u9fff] ?[,;:!?]|[,;:!?] ?[\u4e00-\u9fff]", bare), said
    assert SECRET not in said


@pytest.mark.parametrize("case", UNREADABLE)
def test_data_that_can_not_be_read_is_refused_in_english(
    refusals: Mapping[Lang, Mapping[str, tuple[int, str]]], case: str
) -> None:
    code, said = refusals["en"][case]
    assert code == 2, said
    assert said.startswith("error: ") and not CHINESE.search(said), said
    assert SECRET not in said


def test_the_prefix_parquet_is_for_spark_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="leave out parquet:"):
        events(f"parquet:{written(tmp_path, 'events.csv', HEADER)}")
    with pytest.raises(InputError, match="add --engine spark, or copy it"):
        events("parquet:hdfs://host/events")


@pytest.mark.parametrize("place", ["https://host/likes.csv", "mysql:mysql://host/db", "duckdb:https://host/a.duckdb"])
def test_an_address_that_nothing_reads_is_no_missing_file(place: str) -> None:
    with pytest.raises(InputError, match=r"an address that begins with .*:// can't be read"):
        events(place)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"{tmp_path}: there is nothing to read here"):
        events(tmp_path)


def test_a_result_needs_a_folder_that_can_be_looked_at(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="File name too long"):
        folder_for(tmp_path / ("a" * 300), REPORT)
