"""What a run works on: the engine, how much of the machine it may use, and where its many rows go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from likewise.engine import Engine, LakeEngine, LakePlace, lake_place, open_duckdb
from likewise.errors import EngineError
from likewise.pipeline import claim

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True)
class Machine:
    """The engine's name, its limits of memory and threads, its scratch folder.

    `scratch` may on Spark be a place that all executors share (`s3a://…`), as a text: a Path loses one of its slashes.
    `spark` is a running session, or the address of a master; `tables` says where on the lake result tables go that
    are too many for one machine.
    """

    engine: str = "duckdb"
    memory: str | None = None
    threads: int | None = None
    scratch: str | Path | None = None
    spark: str | SparkSession | None = None
    tables: str | None = None

    @contextmanager
    def opened(self) -> Iterator[Engine]:
        """The engine for as long as the block runs; EngineError when it can't be, or options don't go together."""
        if self.engine not in ENGINES:
            first, second = ENGINES
            raise EngineError.of("engine.unknown", given=self.engine, first=first, second=second)
        if self.engine == "duckdb":
            if self.spark is not None or self.tables is not None:
                raise EngineError.of("engine.spark_only")
            if "://" in str(self.scratch):
                raise EngineError.of("engine.scratch_elsewhere", place=self.scratch)
            with open_duckdb(self.memory, self.threads, self.scratch) as engine:
                yield engine
            return
        from likewise.engine.spark import open_spark  # noqa: PLC0415  (an extra, and slow to load)

        place = self.place()
        with open_spark(self.spark, self.memory, self.threads, self.scratch) as lake:
            if place is None:
                _require_shared_disk(lake)
            else:
                claim(lake, place)
            yield lake

    @property
    def local_tables(self) -> str | None:
        """The folder of this machine in which the result tables go that are too many for one file; None elsewhere."""
        place = self.place()
        return None if place is None or place.catalog or "://" in place.where else place.where

    def place(self) -> LakePlace | None:
        """Where on the lake result tables go; EngineError when it is said in a way that can't be meant."""
        if self.tables is None:
            return None
        return lake_place(self.tables) or LakePlace("parquet", str(Path(self.tables).resolve()))


def _require_shared_disk(engine: LakeEngine) -> None:
    if not engine.local:
        raise EngineError.of("engine.needs_tables")
