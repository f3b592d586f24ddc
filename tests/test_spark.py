"""On Spark the same data gives the same tables: exact counts, and probabilities to a millionth."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks import elsewhere
from typer.testing import CliRunner

import likewise
from likewise import world
from likewise.engine import LakePlace, open_duckdb
from likewise.engine.spark import open_spark
from likewise.errors import EngineError, InputError, OutputError
from likewise.pipeline import Settings, analyse, claim, write_tables
from likewise.show.cli import app
from likewise.show.machine import Machine
from likewise.sources import read, resume
from likewise.sources.encode import encode

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")

Tables = Mapping[str, pa.Table]

CLOSE = 1e-6
KEYS = {
    "groups": ["group"],
    "members": ["group", "account"],
    "pairs": ["a", "b"],
    "events_exchanged": ["actor", "post", "kind", "probability"],
    "posts": ["post"],
    "accounts": ["account"],
    "health": ["account", "part"],
    "rejected": ["line", "table"],
}


def test_another_world_is_the_same_on_both_engines(spark: "SparkSession", tmp_path: Path) -> None:
    elsewhere.write(tmp_path / "data", accounts=900, likes=30_000, seed=22)
    found = {}
    with open_duckdb() as duck, open_spark(spark) as lake:
        for engine in (duck, lake):
            analyse(engine, tmp_path / "data", Settings(), lambda _: None)
            (tmp_path / engine.name).mkdir()
            write_tables(engine, tmp_path / engine.name)
            found[engine.name] = {name: pq.read_table(tmp_path / engine.name / f"{name}.parquet") for name in KEYS}
    assert_agreement(found["duckdb"], found["spark"])


def assert_agreement(duck: Tables, lake: Tables) -> None:
    """Every table of two results is the same: counts exactly, probabilities to a millionth."""
    assert duck["accounts"].num_rows > 0
    assert duck["groups"].num_rows > 0
    for name, table in duck.items():
        assert_same(table, lake[name], KEYS[name])


def assert_same(one: pa.Table, other: pa.Table, keys: list[str]) -> None:
    assert one.column_names == other.column_names
    left, right = (table.to_pandas().sort_values(keys).reset_index(drop=True) for table in (one, other))
    assert len(left) == len(right)
    for field in one.schema:
        if pa.types.is_floating(field.type):
            assert np.allclose(left[field.name], right[field.name], atol=CLOSE, rtol=CLOSE, equal_nan=True), field.name
        else:
            pd.testing.assert_series_equal(left[field.name], right[field.name], check_dtype=False)


def test_our_world_is_the_same_on_a_session_that_the_user_has(spark: "SparkSession", tmp_path: Path) -> None:
    world.write(tmp_path / "data", accounts=700, likes=25_000, days=40, seed=21, grouped=0.15, views=True)
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
    same = likewise.report(tmp_path / "data", tmp_path / "same")
    assert_agreement(*({name: pq.read_table(one.folder / f"{name}.parquet") for name in KEYS} for one in (same, made)))


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


def test_a_file_of_follows_on_the_lake_is_not_read_as_likes(
    spark: "SparkSession", events: pd.DataFrame, tmp_path: Path
) -> None:
    events.drop(columns="post").to_parquet(tmp_path / "follows.parquet")
    with open_spark(spark) as engine:
        read(engine, f"parquet:{tmp_path / 'follows.parquet'}")
        assert engine.arrow("select distinct kind from source_event").to_pylist() == [{"kind": "follow"}]


def test_real_stars_are_the_same_from_a_catalogue_and_go_there_by_day(spark: "SparkSession", tmp_path: Path) -> None:
    """Real data, without authors: lockstep alone."""
    pq.write_table(pq.read_table("data/fake_stars.parquet").slice(0, 12_000), tmp_path / "events.parquet")
    spark.sql("create schema source")
    spark.sql("create schema results")
    spark.read.parquet(str(tmp_path / "events.parquet")).write.saveAsTable("source.events")
    place = "table:results"
    made = likewise.report("table:source.events", tmp_path / "out", engine="spark", spark=spark, tables=place)
    assert made.run["tables"] == place
    with pytest.raises(InputError, match=place):
        made.accounts.to_pandas()
    assert spark.sql("select count(distinct day) from results.posts").collect()[0][0] > 1
    found = {}
    same = likewise.report(tmp_path / "events.parquet", tmp_path / "same")
    # A row of a catalogue's table has no line in a file; small tables stay in the report's folder.
    for name in KEYS.keys() - {"rejected"}:
        table, file = pq.read_table(same.folder / f"{name}.parquet"), made.folder / f"{name}.parquet"
        there = pq.read_table(file) if file.exists() else spark.table(f"results.{name}").toArrow()
        found[name] = table, there.select(table.column_names).cast(table.schema)
    assert_agreement(*({name: tables[which] for name, tables in found.items()} for which in (0, 1)))
    # What a report has written, the next one may write over.
    with open_spark(spark) as lake:
        claim(lake, LakePlace("", "results", catalog=True))
    spark.sql("drop schema results cascade")
    spark.sql("drop schema source cascade")


def test_a_users_own_tables_are_never_written_over(spark: "SparkSession", tmp_path: Path) -> None:
    spark.sql("create schema mine")
    spark.range(3).write.saveAsTable("mine.posts")
    spark.range(3).write.parquet(str(tmp_path / "lake" / "accounts"))
    for place, name in (("table:mine", "posts"), (f"parquet:{tmp_path / 'lake'}", "accounts")):
        with pytest.raises(OutputError, match=rf"no report has written \({name}\)"):
            likewise.report("table:mine.posts", tmp_path / "out", engine="spark", spark=spark, tables=place)
    assert spark.table("mine.posts").count() == 3
    assert spark.read.parquet(str(tmp_path / "lake" / "accounts")).count() == 3
    spark.sql("drop schema mine cascade")


@pytest.mark.parametrize("place", ["table:absent", "delta:/tmp/nowhere/delta", "s3a://nowhere/likewise"])
def test_a_place_that_can_not_be_written_is_said_before_anything_is_read(
    spark: "SparkSession", tmp_path: Path, place: str
) -> None:
    with pytest.raises(EngineError, match=rf"Spark can't use \w*:?{place}"):
        likewise.report(tmp_path / "absent", tmp_path / "out", engine="spark", spark=spark, tables=place)


def test_a_session_that_runs_in_this_process_is_used_and_left_running(spark: "SparkSession") -> None:
    with open_spark() as engine:
        engine.register("few", pa.table({"n": [1, 2]}))
        assert engine.session.sparkContext is spark.sparkContext
    assert spark.sql("select 1").count() == 1
    with pytest.raises(EngineError, match=r"on local\[2\] runs in this process already"):
        open_spark("local[1]")


def test_where_executors_see_another_disk_files_of_this_machine_are_read_here(
    spark: "SparkSession", tmp_path: Path
) -> None:
    with open_spark(spark) as engine:
        engine.local = False
        engine.register("few", pa.table({"day": ["a", "b"], "n": [1, 2]}))
        engine.write("select * from few", tmp_path / "few.parquet")
        engine.write("select * from few", tmp_path / "parts", by=("day",))
        # What this machine's disk holds is no place that Spark could see.
        engine.session.conf.set("spark.hadoop.fs.defaultFS", "viewfs://elsewhere/")
        engine.open("whole", tmp_path / "few.parquet")
        engine.open("parts", tmp_path / "parts")
        both = "select whole.n from whole join parts on parts.day = whole.day and parts.n = whole.n order by 1"
        assert engine.arrow(both).column("n").to_pylist() == [1, 2]
        engine.session.conf.unset("spark.hadoop.fs.defaultFS")


def test_scratch_tables_go_to_the_place_that_all_machines_share(spark: "SparkSession", tmp_path: Path) -> None:
    """`file://` stands for a bucket: a place with a scheme."""
    shared = f"file://{tmp_path}/shared"
    with Machine("spark", spark=spark, scratch=shared, tables=f"parquet:{tmp_path}/results").opened() as engine:
        engine.create("some", "select 1 as one")
        assert list((tmp_path / "shared").rglob("*.parquet"))


@pytest.mark.parametrize("command", [("report", "--out", "out"), ("groups",)])
def test_the_shared_place_is_handed_to_spark_as_it_was_written(
    command: tuple[str, ...], events: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    events.to_csv("log.csv", index=False)

    def refuse(*given: object) -> None:
        raise EngineError(f"asked for {given[-1]}")

    monkeypatch.setattr("likewise.engine.spark.open_spark", refuse)
    done = CliRunner().invoke(app, [*command, "log.csv", "--engine", "spark", "--scratch", "s3a://bucket/tmp"])
    assert str(done.exception) == "asked for s3a://bucket/tmp"


def test_a_cluster_keeps_no_state_on_this_machine_and_says_so_before_reading(
    spark: "SparkSession", tmp_path: Path
) -> None:
    settings = Settings(cut=resume(tmp_path / "state", None, {}, "UTC"))
    begun: list[str] = []
    with open_spark(spark) as engine:
        engine.local = False
        with pytest.raises(InputError, match="a cluster's executors don't see; leave --state out"):
            analyse(engine, tmp_path / "absent", settings, begun.append)
    assert begun == []
    assert not (tmp_path / "state").exists()


def test_what_can_not_be_meant_is_said_in_a_sentence(spark: "SparkSession", tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--engine spark"), open_duckdb() as engine:
        read(engine, "s3a://bucket/events")
    with pytest.raises(InputError, match=r"table:lake\.absent"), open_spark(spark) as lake:
        read(lake, "table:lake.absent")
    with pytest.raises(InputError, match="no name in a catalog"):
        likewise.report("table:not a name", tmp_path / "out")
    with pytest.raises(EngineError, match="--engine spark"):
        likewise.report(tmp_path, tmp_path / "out", spark="local[1]")
    with pytest.raises(OutputError, match="name a local folder"):
        likewise.report(tmp_path, "s3a://bucket/out")
    with pytest.raises(EngineError, match="duckdb and spark"):
        likewise.report(tmp_path, tmp_path / "out", engine="flink")
