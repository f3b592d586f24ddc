"""Worlds and reports that several tests look at; each is made once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import likewise
from likewise import world
from likewise.engine import Engine, open_duckdb

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# How long an example takes hangs on what else the machine does.
settings.register_profile("likewise", deadline=None)
settings.load_profile("likewise")

ENGINES = ("duckdb", pytest.param("spark", marks=pytest.mark.xdist_group("spark")))
"""Both engines; all that needs Spark goes to one worker, where Java starts once."""

# What is small runs quickest without code made for it, and in few tasks.
FOR_LITTLE = {
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
}


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    """A session on two cores, set up for little data, as a user would pass one."""
    if not shutil.which("java"):
        if os.environ.get("CI") == "true":
            pytest.fail("these tests need Java")
        pytest.skip("these tests need Java")
    from pyspark.sql import SparkSession  # noqa: PLC0415  (slow to load)

    builder = SparkSession.builder.master("local[2]").appName("tests")
    for key, value in FOR_LITTLE.items():
        builder = builder.config(key, value)
    session = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse"))).getOrCreate()
    session.sparkContext.setLogLevel("FATAL")
    yield session
    session.stop()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine of either kind."""
    if request.param == "duckdb":
        with open_duckdb() as opened:
            yield opened
        return
    from likewise.engine.spark import open_spark  # noqa: PLC0415  (slow to load)

    with open_spark(request.getfixturevalue("spark")) as opened:
        yield opened


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of 3,000 accounts and 100,000 likes with every planted kind, with views, and its truth."""
    folder = tmp_path_factory.mktemp("worlds") / "small"
    world.write(folder, accounts=3000, likes=100_000, seed=11, grouped=0.12, views=True)
    return folder


@pytest.fixture(scope="session")
def small_report(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    """The report on `small_world`."""
    return likewise.report(small_world, tmp_path_factory.mktemp("reports") / "small")
