"""On Spark the same data gives the same tables: exact counts, and probabilities to a millionth."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks import elsewhere

import likewise
from likewise import world
from likewise.engine import open_duckdb
from likewise.engine.spark import open_spark
from likewise.errors import EngineError, InputError
from likewise.pipeline import Settings, analyse, write_tables
from likewise.sources import read
from likewise.sources.encode import encode

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")

CLOSE = 1e-6
KEYS = {
    "groups": ["group"],
    "members": ["group", "account"],
    "pairs": ["a", "b"],
    "posts": ["post"],
    "accounts": ["account"],
    "health": ["account", "part"],
    "rejected": ["file", "line", "table"],
}


def own(folder: Path) -> None:
    world.write(folder, accounts=700, likes=25_000, days=40, seed=21, grouped=0.15, views=True)


def others(folder: Path) -> None:
    elsewhere.write(folder, accounts=900, likes=30_000, seed=22)


def stars(folder: Path) -> None:
    """Real data, without authors: lockstep alone."""
    table = pq.read_table("data/fake_stars.parquet")
    folder.mkdir()
    pq.write_table(table.slice(0, 12_000), folder / "events.parquet")


@pytest.mark.parametrize("make", [own, others, stars])
def test_both_engines_agree(make: Callable[[Path], None], spark: "SparkSession", tmp_path: Path) -> None:
    make(tmp_path / "data")
    found = {}
    with open_duckdb() as duck, open_spark(spark) as lake:
        for engine in (duck, lake):
            analyse(engine, tmp_path / "data", Settings(), lambda _: None)
            (tmp_path / engine.name).mkdir()
            write_tables(engine, tmp_path / engine.name)
            found[engine.name] = {table: pq.read_table(tmp_path / engine.name / f"{table}.parquet") for table in KEYS}
    assert found["duckdb"]["accounts"].num_rows > 0
    assert found["duckdb"]["groups"].num_rows > 0
    for table, keys in KEYS.items():
        assert_same(found["duckdb"][table], found["spark"][table], keys)
    exchanged = [pq.read_table(tmp_path / name / "events_exchanged.parquet").to_pandas() for name in found]
    ordered = [one.sort_values([*one.columns]).reset_index(drop=True) for one in exchanged]
    assert len(ordered[0]) == len(ordered[1])
    assert np.allclose(ordered[0]["probability"], ordered[1]["probability"], atol=CLOSE)


def assert_same(one: pa.Table, other: pa.Table, keys: list[str]) -> None:
    assert one.column_names == other.column_names
    left, right = (table.to_pandas().sort_values(keys).reset_index(drop=True) for table in (one, other))
    assert len(left) == len(right)
    for field in one.schema:
        if pa.types.is_floating(field.type):
            assert np.allclose(left[field.name], right[field.name], atol=CLOSE, rtol=CLOSE, equal_nan=True), field.name
        else:
            pd.testing.assert_series_equal(left[field.name], right[field.name], check_dtype=False)


def test_a_report_is_made_on_a_session_that_the_user_has(spark: "SparkSession", tmp_path: Path) -> None:
    own(tmp_path / "data")
    spark.sql("create or replace temporary view mine as select 1 as one")
    zone = spark.conf.get("spark.sql.session.timeZone")
    made = likewise.report(tmp_path / "data", tmp_path / "out", engine="spark", spark=spark)
    assert made.run["engine"] == "spark"
    assert made.html.stat().st_size > 100_000
    assert len(made.claims) == 9
    assert made.run["work"]["evidence"]["rows"] > 0
    assert made.run["work"]["evidence"]["shuffle_bytes"] > 0
    # Nothing of the session's own is touched, and nothing is left in it.
    assert spark.sql("select one from mine").collect()[0][0] == 1
    assert spark.conf.get("spark.sql.session.timeZone") == zone
    assert [row[0] for row in spark.sql("show schemas").collect()] == ["default"]


@pytest.fixture
def events() -> pd.DataFrame:
    at = pd.Timestamp("2025-03-01", tz="UTC") + pd.to_timedelta(np.arange(400) * 7919, unit="s")
    rows = {"actor": [f"a{n % 20}" for n in range(400)], "post": [f"p{n % 37}" for n in range(400)]}
    return pd.DataFrame({**rows, "author": [f"a{(n % 37) % 19}" for n in range(400)], "time": at})


@pytest.fixture
def catalogue(spark: "SparkSession", events: pd.DataFrame, tmp_path: Path) -> Iterator[str]:
    pq.write_table(pa.Table.from_pandas(events), tmp_path / "events.parquet")
    spark.sql("create schema lake")
    frame = spark.read.parquet(str(tmp_path / "events.parquet"))
    frame.selectExpr("*", "cast(time as date) as day").write.partitionBy("day").saveAsTable("lake.events")
    yield "table:lake.events"
    spark.sql("drop schema lake cascade")


def ledger_of(spark: "SparkSession", data: object) -> pd.DataFrame:
    with open_spark(spark) as engine:
        read(engine, data)
        encode(engine)
        named = (
            'select who.id as actor, post.id as post, "like".time from "like" join account as who on who.code = actor '
        )
        said = engine.arrow(named + 'join post on post.code = "like".post').to_pandas()
    return said.sort_values(["actor", "post"]).reset_index(drop=True)


def test_a_table_of_the_catalogue_a_folder_by_day_a_file_and_a_text_are_the_same_log(
    spark: "SparkSession", catalogue: str, events: pd.DataFrame, tmp_path: Path
) -> None:
    parted = tmp_path / "parted" / "events"
    spark.read.table("lake.events").write.partitionBy("day").parquet(str(parted))
    events.to_csv(tmp_path / "log.csv", index=False)
    texts = events.assign(time=events["time"].dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    texts.to_parquet(tmp_path / "texts.parquet")
    first = ledger_of(spark, catalogue)
    assert len(first) > 300
    places = (
        tmp_path / "parted",
        tmp_path / "events.parquet",
        tmp_path / "log.csv",
        tmp_path / "texts.parquet",
        events,
    )
    for place in (*places, f"parquet:{parted}"):
        pd.testing.assert_frame_equal(ledger_of(spark, place), first)


def test_result_tables_go_to_the_lake_by_day(spark: "SparkSession", catalogue: str, tmp_path: Path) -> None:
    spark.sql("create schema results")
    made = likewise.report(catalogue, tmp_path / "out", engine="spark", spark=spark, tables="table:results")
    assert {row["tableName"] for row in spark.sql("show tables in results").collect()} >= {"accounts", "posts", "pairs"}
    days = spark.sql("select count(distinct day) from results.posts").collect()[0][0]
    assert days > 1
    assert made.run["tables"] == "table:results"
    with pytest.raises(InputError, match="table:results"):
        made.accounts.to_pandas()
    spark.sql("drop schema results cascade")


def test_what_can_not_be_meant_is_said_in_a_sentence(spark: "SparkSession", tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--engine spark"), open_duckdb() as engine:
        read(engine, "s3a://bucket/events")
    with pytest.raises(InputError, match=r"table:lake\.absent"), open_spark(spark) as lake:
        read(lake, "table:lake.absent")
    with pytest.raises(InputError, match="no name in a catalog"):
        likewise.report("table:not a name", tmp_path / "out")
    with pytest.raises(EngineError, match="--engine spark"):
        likewise.report(tmp_path, tmp_path / "out", spark="local[1]")
    with pytest.raises(EngineError, match="duckdb and spark"):
        likewise.report(tmp_path, tmp_path / "out", engine="flink")
