"""The door for what Spark reads itself: Parquet, Delta and Iceberg by path, and tables by their name in a catalog.

On Spark, such data never passes through this machine. Every other kind of file is opened by its own door on a DuckDB
beside it, and its used rows are handed over: text is for logs that fit one machine.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from likewise.engine import DuckDBEngine, Engine, LakeEngine, LakePlace, open_duckdb
from likewise.errors import InputError, LikewiseError, first_line
from likewise.sources.judge import Judged
from likewise.sources.locate import Place
from likewise.sources.opened import Columnar, SourceColumn
from likewise.sources.recognise import recognise
from likewise.sources.seen import keep
from likewise.tables import EVENTS, REJECTED, Table

DELTA_LOG = "_delta_log"


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


def in_the_lake(places: Sequence[Place], engine: Engine) -> list[Place]:
    """The places as this engine reads them: on Spark, Parquet files are the lake's, a folder of them one table.

    Raises InputError for a place that needs Spark when the engine is another.
    """
    if isinstance(engine, DuckDBEngine):
        for place in places:
            if place.lake is not None and place.remote is None:
                raise InputError(f"{place.shown}: this is read by Spark; add --engine spark, or copy it to a file here")
        return [replace(place, lake=None) for place in places]
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


def _lake_of(place: Place) -> LakePlace | None:
    """Where in the lake a place lies; None for a frame, and for a file that isn't Parquet."""
    if place.lake is not None or place.path is None or place.database:
        return place.lake
    if recognise(place.path, place.shown).format != "parquet":
        return None
    if place.whole is None:
        return LakePlace("parquet", str(place.path.resolve()))
    return LakePlace("delta" if (place.whole / DELTA_LOG).is_dir() else "parquet", str(place.whole.resolve()))


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
        raise InputError(
            f"{place.shown}: Spark can't read it ({first_line(error)}); check the name, and "
            "that Spark's own configuration has the catalog, the credentials and the packages for this format"
        ) from error
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
