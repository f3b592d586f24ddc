"""Frames of any library are read as a Parquet file with the same rows would be."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from likewise.errors import InputError
from test_sources_support import NOON, events, reading, rows

MICROS = pa.timestamp("us", "UTC")
ROWS = pa.table(
    {
        "actor": ["ann", "李雷", None, "ann"],
        "author": pa.array(["bob", "bob", "bob", "bob"]).dictionary_encode(),
        "post": pa.array([1, 2, 3, 2**53 + 1], pa.int64()),
        "kind": ["like", "comment", "like", "save"],
        "time": pa.array([NOON, NOON + 1, NOON, NOON + 60_000_000], MICROS),
        "dwell_s": [1.5, None, 2.0, float("nan")],
    }
)
COLUMNS = "actor, author, post, kind, time, dwell_s, line"


class Foreign:
    """A frame of a library that nobody knows: it gives a stream of Arrow batches, once."""

    def __init__(self, table: pa.Table) -> None:
        self.streams = iter([table.to_reader()])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return next(self.streams).__arrow_c_stream__(requested_schema)


def parts(table: pa.Table, folder: Path) -> ds.Dataset:
    """A dataset of two Parquet files in folders of an upright key."""
    for i, piece in enumerate((table.slice(0, 2), table.slice(2))):
        pq.write_table(piece, folder / f"part-{i}.parquet")
    return ds.dataset(folder, format="parquet")


def relation(table: pa.Table) -> duckdb.DuckDBPyRelation:
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table kept as select * from given")
    return connection.table("kept")


FRAMES: dict[str, Callable[[pa.Table, Path], object]] = {
    "table": lambda table, _: table,
    "reader": lambda table, _: table.to_reader(max_chunksize=2),
    "batch": lambda table, _: table.combine_chunks().to_batches()[0],
    "dataset": parts,
    "dataset in memory": lambda table, _: ds.dataset(table),
    "dataset of a stream": lambda table, _: ds.dataset(table.to_reader()),
    "datasets together": lambda table, folder: ds.dataset([parts(table.slice(0, 3), folder), ds.dataset(table[3:])]),
    "pandas": lambda table, _: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda table, _: pl.from_arrow(table),
    "polars, lazy": lambda table, _: pl.from_arrow(table).lazy(),  # type: ignore[union-attr]
    "relation": lambda table, _: relation(table),
    "any stream": lambda table, _: Foreign(table),
}


def both(data: object) -> tuple[list[Any], list[Any]]:
    """The usable events of some data, and the rows set aside."""
    with reading(data) as (engine, _):
        return rows(engine, COLUMNS), rows(engine, "line, reason", "source_rejected")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], list[Any]]:
    path = tmp_path_factory.mktemp("wanted") / "events.parquet"
    pq.write_table(ROWS, path)
    return both(path)


@pytest.mark.parametrize("kind", FRAMES)
def test_every_frame_gives_what_a_file_of_its_rows_gives(
    kind: str, tmp_path: Path, wanted: tuple[list[Any], list[Any]]
) -> None:
    assert wanted[1] == [(3, "no actor")]
    assert both(FRAMES[kind](ROWS, tmp_path)) == wanted
    assert both({"events": FRAMES[kind](ROWS, tmp_path)}) == wanted


def test_a_frame_is_read_once_and_scanned_often() -> None:
    with reading({"events": ROWS.to_reader()}) as (engine, found):
        counts = [engine.value("select count(*) from source_event") for _ in range(2)]
    assert counts == [3, 3]
    assert found.rows["events"].read == 4


def test_a_stream_that_was_read_before_is_no_empty_log() -> None:
    reader = ROWS.to_reader()
    assert len(events(reader)) == 3
    with pytest.raises(InputError, match="read only once"):
        events(reader)


def spoilt(path: Path) -> None:
    """Overwrite a Parquet file's rows, and leave its footer, which says what they are between."""
    content = bytearray(path.read_bytes())
    footer = int.from_bytes(content[-8:-4], "little")
    content[4 : -8 - footer] = b"\xff" * (len(content) - 12 - footer)
    path.write_bytes(content)


def test_of_a_dataset_only_the_days_that_are_asked_for_are_read(tmp_path: Path) -> None:
    for day in range(3):
        moment = pa.array([NOON + day * 86_400_000_000], MICROS)
        table = pa.table({"actor": [f"a{day}"], "author": ["bob"], "post": ["p"], "time": moment})
        pq.write_table(table, tmp_path / f"{day}.parquet")
    data = {"events": ds.dataset(tmp_path)}
    assert events(data, "actor") == ["a0", "a1", "a2"]
    spoilt(tmp_path / "0.parquet")
    with reading(data, since=NOON + 86_400_000_000) as (engine, found):
        assert rows(engine, "actor") == [("a1",), ("a2",)]
    assert found.left_out == 1
    with pytest.raises(InputError):
        events(data)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["ann", "bo", None]), st.integers(0, 10**6)), min_size=1, max_size=40))
def test_lines_are_the_places_of_rows_in_every_frame(
    tmp_path_factory: pytest.TempPathFactory, given_rows: list[Any]
) -> None:
    times = pa.array([NOON + seconds * 1_000_000 for _, seconds in given_rows], MICROS)
    actors = pa.array([actor for actor, _ in given_rows], pa.string())
    table = pa.table(
        {"actor": actors, "author": ["cy"] * len(given_rows), "post": ["p"] * len(given_rows), "time": times}
    )
    lines = [i for i, (actor, _) in enumerate(given_rows, 1) if actor is not None]
    for kind in ("reader", "dataset"):
        folder = tmp_path_factory.mktemp("parts")
        assert events(FRAMES[kind](table, folder), "line") == lines, kind


def test_a_pandas_index_without_a_name_is_no_column() -> None:
    frame = ROWS.to_pandas().iloc[[0, 3]]
    with reading({"events": frame}) as (_, found):
        assert not [name for file in found.files for name in file.unused]


def test_a_lazy_frame_that_fails_is_told() -> None:
    with pytest.raises(InputError, match="own query or file failed"):
        events(pl.scan_parquet("/no/such/file.parquet"))


def failing() -> Iterator[pa.RecordBatch]:
    yield from ROWS.to_batches()
    raise ValueError("the server is gone")


def test_a_stream_that_breaks_off_is_an_error() -> None:
    with pytest.raises(InputError, match="the server is gone"):
        events(pa.RecordBatchReader.from_batches(ROWS.schema, failing()))


@pytest.mark.parametrize("data", [pd.Series([1]), pl.Series([1]), pa.array([1]), 7, object(), iter([1])])
def test_what_is_no_frame_is_refused(data: object) -> None:
    with pytest.raises(InputError):
        events(data)
