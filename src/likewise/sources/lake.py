"""The door for tables of a lake: Delta and Iceberg by path, and tables by their name in a catalog.

On Spark, such data and Parquet never pass through this machine. Every other kind of file is opened by its own door on a
DuckDB beside it, and its used rows are handed over: text is for logs that fit one machine. On DuckDB the libraries of
the formats read them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.request import url2pathname

from pyarrow import fs

from likewise.engine import DuckDBEngine, Engine, LakeEngine, LakePlace, open_duckdb
from likewise.errors import InputError, LikewiseError, first_line
from likewise.ingest.delta import delta_frame
from likewise.ingest.frames import Frame
from likewise.ingest.iceberg import catalog_frame, iceberg_frame
from likewise.ingest.lakes import DELTA
from likewise.sources.bucket import Access, brought
from likewise.sources.judge import Judged
from likewise.sources.locate import Located, Place, expanded
from likewise.sources.opened import Columnar, SourceColumn
from likewise.sources.recognise import recognise
from likewise.sources.remote import client_said, not_read, remote_place
from likewise.sources.seen import keep
from likewise.tables import EVENTS, REJECTED, Table

_OF_SPARK = re.compile(
    r"^(?:s3[an]?|(?:web)?hdfs|viewfs|file|gs|abfss?|wasbs?|adl|oss|cosn|obs|tos|dbfs|ofs|o3fs|alluxio)://"
)
"""Addresses of Hadoop's file systems, by which Spark reads; those of the web and of databases are none."""

_AS_S3 = re.compile(r"^s3[an]://")
"""How Hadoop calls addresses of S3."""


@dataclass(frozen=True)
class LakeTable(Columnar):
    """A table that the engine scans where it lies, on however many machines."""


@contextmanager
def doors_of(engine: Engine) -> Iterator[DuckDBEngine]:
    """The engine that opens files: the given one if it is DuckDB, else one beside it for as long as the block runs."""
    if isinstance(engine, DuckDBEngine):
        yield engine
        return
    with open_duckdb() as beside:
        yield beside


def at_hand(located: Located, engine: Engine, doors: DuckDBEngine) -> Located:
    """The places as this engine reads them, with what lies in buckets brought here unless Spark reads it itself.

    On Spark, Parquet files are the lake's, a folder of them one table. Raises InputError for a place that can't be
    reached, and for one that needs Spark when the engine is another.
    """
    if engine is not doors:
        return replace(located, places=tuple(_in_the_lake(located.places)))
    here = [replace(place, lake=None) if place.remote else place for place in located.places]
    found = brought(here, doors.scratch)
    return Located(tuple(map(_by_library, found.places)), (*located.ignored, *found.ignored))


def _in_the_lake(places: Sequence[Place]) -> list[Place]:
    named: dict[object, Place] = {}
    for number, place in enumerate(places):
        lake = _lake_of(place)
        if lake is None:
            named[number] = place
        elif place.whole is None:
            named[number] = replace(place, lake=lake)
        else:
            named.setdefault(place.whole, replace(place, shown=str(place.whole), lake=lake))
    return list(named.values())


def _by_library(place: Place) -> Place:
    """A table of the lake as the library of its format reads it here; other places as they are."""
    lake = place.lake
    if lake is None:
        return place
    frame = catalog_frame(lake.where, place.shown) if lake.catalog else _frame(lake, place.shown)
    return replace(place, lake=None, frame=frame)


def _frame(place: LakePlace, shown: str) -> Frame:
    where = _AS_S3.sub("s3://", place.where)
    remote = remote_place(where) if where.startswith("s3://") else None
    if place.form == "parquet":
        raise _not_here(place.where, shown)
    if remote is None:
        where = where if "://" in where else str(expanded(Path(where)))
        files = _files_at(where)
        said = partial(client_said, place.where)
        return (
            delta_frame(where, shown, {}, said) if place.form == DELTA else iceberg_frame(where, shown, {}, said, files)
        )
    access, bucket = Access.of(remote), f"{remote.parts.hostname}{remote.parts.path}"
    where = f"s3://{bucket}"
    if place.form == DELTA:
        return delta_frame(where, shown, access.of_deltalake(), remote.hidden)
    return iceberg_frame(where, shown, access.of_pyiceberg(), remote.hidden, lambda: (access.filesystem(), bucket))


_FILE = "file://"


def _not_here(where: str, shown: str) -> InputError:
    """Why Parquet at a path or address isn't read without Spark, and what to do instead."""
    if "://" not in where:
        return InputError.of("lakes.prefix_for_spark", shown=shown)
    if where.startswith(_FILE):
        return InputError.of("lakes.plain_path", shown=shown, path=url2pathname(where.removeprefix(_FILE)))
    return InputError.of("lakes.needs_spark", shown=shown) if _OF_SPARK.match(where) else not_read(where)


def _files_at(where: str) -> Callable[[], tuple[fs.FileSystem, str]]:
    """The file system that a path or address is on, and the path there."""

    def opened() -> tuple[fs.FileSystem, str]:
        found: tuple[fs.FileSystem, str] = fs.FileSystem.from_uri(where if "://" in where else Path(where).absolute())
        return found

    return opened


def _lake_of(place: Place) -> LakePlace | None:
    """Where in the lake a place lies; None for a frame, and for a file that isn't Parquet."""
    if place.lake is not None or place.path is None or place.database:
        return place.lake
    if recognise(place.path, place.shown).format != "parquet":
        return None
    if place.whole is None:
        return LakePlace("parquet", str(place.path.resolve()))
    return LakePlace("parquet", str(place.whole.resolve()))


def open_lake(engine: Engine, place: Place, number: int) -> LakeTable:
    """A table of the lake; InputError when Spark can't find or read it."""
    assert place.lake is not None
    assert isinstance(engine, LakeEngine)
    view = f"source_lake_{number}"
    try:
        found = engine.see(view, place.lake)
    except LikewiseError:
        raise
    except Exception as error:
        raise InputError.of(
            "lakes.spark_refused", shown=place.shown, said=client_said(place.lake.where, first_line(error))
        ) from None
    columns = tuple(SourceColumn(name, kind) for name, kind in found)
    form = place.lake.form or "table"
    return LakeTable(place.shown, form, columns, scan=view, line="line")


def hand_over(beside: DuckDBEngine, engine: Engine, table: Table, judged: Judged) -> None:
    """Put what the other engine has judged onto this one, under the same names."""
    engine.register(judged.used, beside.arrow(f"select * from {judged.used}"))
    if table is EVENTS:
        keep(engine, judged.used, judged.used, None)


def hand_over_rejected(beside: DuckDBEngine, engine: Engine) -> None:
    """Add the rows that the other engine has set aside to this one's."""
    aside = beside.arrow(f"select * from {REJECTED}")
    if aside.num_rows:
        engine.register("rejected_beside", aside)
        engine.run(f"insert into {REJECTED} select * from rejected_beside")
        engine.drop("rejected_beside")
