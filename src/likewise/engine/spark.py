"""Spark behind the engine's face: the same tables and the same SQL, on as many machines as the user's cluster has.

Tables are Parquet tables in a scratch schema of the session's own catalog, dropped when the engine closes. So every
table is a checkpoint: a plan never grows with the number of steps before it, and a lost executor costs one step.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from likewise.engine.dialect import duckdb_type, steps, text_of, whole
from likewise.engine.duck import no_scratch
from likewise.engine.face import Literal, Work, literal, statements, with_literals
from likewise.engine.lake import LakePlace
from likewise.engine.session import explained, finished_work, spark_session, usable, why
from likewise.errors import EngineError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from sqlglot.expressions import Expression

# What the SQL relies on, whatever the session's own settings are.
_NEEDED = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # A text that holds ${…} is that text.
    "spark.sql.variable.substitute": "false",
}

_PATTERN = frozenset("{}[]*?\\")
# Of what Spark says where nothing lies at a path; anything else is there, or can't be told.
_NOTHING_THERE = ("PATH_NOT_FOUND", "TABLE_OR_VIEW_NOT_FOUND", "NoSuchTableException")


def open_spark(
    spark: str | SparkSession | None = None,
    memory: str | None = None,
    threads: int | None = None,
    folder: str | Path | None = None,
) -> SparkEngine:
    """Open a Spark engine.

    `spark` is a session that runs already, or the address of a master (`local[4]`, `spark://…`, `yarn`, `k8s://…`,
    or `sc://…` for Spark Connect); left out, Spark runs on this machine, with `threads` threads and at most `memory`.
    `folder` is where scratch tables go: a local folder, or a place that all executors share (`s3a://…`, `hdfs://…`).
    Raises EngineError when PySpark or Java isn't there, or the master doesn't answer.
    """
    shared = folder is not None and "://" in str(folder)
    try:
        scratch = Path(tempfile.mkdtemp(prefix="likewise-", dir=None if shared else folder))
    except OSError as error:
        raise no_scratch(folder, error) from error
    try:
        session, own, local = spark_session(spark, memory, threads, scratch)
        location = str(folder) if shared else str(scratch) if local else None
        return SparkEngine(session, scratch, own=own, local=local, location=location)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


class SparkEngine:
    """An engine on a Spark session, in a scratch schema that goes when it closes."""

    name = "spark"

    def __init__(self, session: SparkSession, scratch: Path, *, own: bool, local: bool, location: str | None) -> None:
        self.session = session
        self.scratch = scratch
        self.local = local
        self._own = own
        self._schema = f"likewise_{uuid.uuid4().hex[:12]}"
        self._before = {key: session.conf.get(key, None) for key in _NEEDED}
        self._tables: dict[str, str] = {}
        self._views: dict[str, str] = {}
        self._made = 0
        for key, value in _NEEDED.items():
            session.conf.set(key, value)
        where = f" location {literal(f'{location}/{self._schema}')}" if location else ""
        try:
            self._sql(f"create schema {self._schema}{where}")
        except Exception as error:
            self._give_back()
            raise EngineError.of("engine.spark_schema", said=why(error)) from error

    def create(self, name: str, sql: str, **params: Literal) -> None:
        """Make (or make anew) the table `name` from a select."""
        with self._frame(sql, params) as frame:
            self._keep(name, frame)

    def view(self, name: str, sql: str, **params: Literal) -> None:
        """Make (or make anew) the view `name` from a select."""
        with explained():
            self._see(name, self._select(whole(with_literals(sql, params)), {}))

    def define(self, package: str, stem: str) -> None:
        """Define functions by the statements of `stem.spark.sql` beside `package`."""
        with explained():
            for statement in statements(package, f"{stem}.{self.name}.sql"):
                self._sql(statement)

    def run(self, sql: str, **params: Literal) -> None:
        """Run one statement that gives no result."""
        with explained():
            self._sql(text_of(whole(with_literals(sql, params)), self._called))

    def arrow(self, sql: str, **params: Literal) -> pa.Table:
        """The result of a select, as an Arrow table in memory: for small results only."""
        with self._frame(sql, params) as frame:
            return _plain(frame.toArrow())

    def value(self, sql: str, **params: Literal) -> Any:
        """The first column of the first row of a select; None when there is no row."""
        found = self.arrow(sql, **params)
        return found.column(0)[0].as_py() if found.num_rows else None

    def register(self, name: str, table: pa.Table) -> None:
        """Make (or make anew) the table `name` from a small Arrow table."""
        with explained():
            self._keep(name, self.session.createDataFrame(_signed(table)))

    def count(self, name: str) -> int:
        """The number of rows of a table or view."""
        return int(self.value(f'select count(*) from "{name}"'))

    def exists(self, name: str) -> bool:
        """Whether there is a table or view of this name."""
        return self._called(name) is not None

    def columns(self, name: str) -> tuple[str, ...]:
        """The column names of a table or view, in order."""
        with explained():
            return tuple(self.session.table(self._called(name) or name).columns)

    def write(self, sql: str, path: Path, *, by: Sequence[str] = (), **params: Literal) -> None:
        """Write a select to one Parquet file; with `by`, to a folder partitioned by these columns.

        Executors write where they share a disk with this process; elsewhere the rows come here, so that what is
        many belongs into `deliver`.
        """
        with self._frame(sql, params) as frame:
            if not self.local:
                _write_here(_plain(frame.toArrow()), path, by)
                return
            written = self.scratch / f"written-{uuid.uuid4().hex}"
            if by:
                frame.repartition(*by).write.partitionBy(*by).parquet(str(written))
                shutil.move(written, path)
                return
            frame.coalesce(1).write.parquet(str(written))
            shutil.move(next(written.glob("part-*.parquet")), path)
            shutil.rmtree(written)

    def stands(self, place: LakePlace) -> bool:
        """Whether there is a table, or anything else, at a place; EngineError when that can't be told."""
        with usable("engine.spark_place", place=place.said), explained():
            if place.catalog:
                return bool(self.session.catalog.tableExists(place.quoted))
            try:
                return self._standing(place).schema is not None
            except Exception as error:
                if any(sign in str(error) for sign in _NOTHING_THERE):
                    return False
                raise

    def deliver(self, sql: str, place: LakePlace, *, view: str, by: Sequence[str] = ()) -> None:
        """Write a select as the table at a place, partitioned by `by`; `view` shows what stands there.

        Raises EngineError when it can't be written.
        """
        with usable("engine.spark_place", place=place.said), self._frame(sql, {}) as frame:
            writer = frame.write.mode("overwrite")
            writer = writer.partitionBy(*by) if by else writer
            if place.catalog:
                writer.saveAsTable(place.quoted)
            else:
                writer.format(place.form).save(place.where)
            self._see(view, self._standing(place))

    def see(self, name: str, place: LakePlace) -> list[tuple[str, str]]:
        """Make the view `name` over a table of the lake; its columns with their types, as DuckDB calls these.

        The view's columns are c0, c1, … in order, and `line`: a number of the row's own, which in a Parquet file is
        its place there. Raises what Spark raises when there is no such table.
        """
        frame = self._standing(place)
        line = "_metadata.row_index + 1" if place.form == "parquet" else "monotonically_increasing_id() + 1"
        named = [f"`{field.name.replace('`', '``')}` as c{at}" for at, field in enumerate(frame.schema.fields)]
        self._see(name, frame.selectExpr(*named, f"{line} as line"))
        return [(field.name, duckdb_type(field.dataType.simpleString())) for field in frame.schema.fields]

    def open(self, name: str, *paths: Path | str) -> None:
        """Make the view `name` over Parquet at paths: files, or folders partitioned hive-style.

        Where executors don't share this machine's disk the rows come by way of this process, as they were written.
        """
        if not self.local:
            self.register(name, pa.concat_tables(pq.read_table(path, partitioning="hive") for path in paths))
            return
        with explained():
            # Each as a table of its own: folders without a common root are no partitions of one.
            parts = [self.session.read.parquet(_as_it_is(path)) for path in paths]
            self._see(name, reduce(lambda one, other: one.unionByName(other), parts))

    def drop(self, *names: str) -> None:
        """Drop tables or views; a name that isn't there is no error."""
        for name in names:
            if (table := self._tables.pop(name, None)) is not None:
                self._sql(f"drop table {table}")
            if (view := self._views.pop(name, None)) is not None:
                self.session.catalog.dropTempView(view)

    def work(self) -> Work:
        """Rows written and bytes shuffled so far; unknown (None) over Spark Connect."""
        return finished_work(self.session)

    def close(self) -> None:
        """Drop the scratch schema, give the session back as it was, and stop it if it was started here."""
        try:
            for view in self._views.values():
                self.session.catalog.dropTempView(view)
            self._sql(f"drop schema if exists {self._schema} cascade")
        finally:
            self._give_back()

    def _give_back(self) -> None:
        for key, value in self._before.items():
            if value is None:
                self.session.conf.unset(key)
            else:
                self.session.conf.set(key, value)
        if self._own:
            self.session.stop()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def __enter__(self) -> SparkEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _called(self, name: str) -> str | None:
        return self._tables.get(name) or self._views.get(name)

    @contextmanager
    def _frame(self, sql: str, params: dict[str, Literal]) -> Iterator[DataFrame]:
        """The frame of a select; what the select reads more than once stands as a table while the block runs."""
        taken = steps(with_literals(sql, params))
        made: dict[str, str] = {}
        try:
            with explained():
                for name, select in taken.before:
                    table = self._table(name)
                    self._select(select, made).write.format("parquet").saveAsTable(table)
                    made[name] = table
                yield self._select(taken.last, made)
        finally:
            for table in made.values():
                self._sql(f"drop table if exists {table}")

    def _select(self, statement: Expression, made: Mapping[str, str]) -> DataFrame:
        return self.session.sql(text_of(statement, lambda name: made.get(name) or self._called(name)))

    def _table(self, name: str) -> str:
        self._made += 1
        return f"{self._schema}.{name}_{self._made}"

    def _keep(self, name: str, frame: DataFrame) -> None:
        """Write a frame as the table `name`; the old one goes when the new one stands, which may be made from it."""
        table = self._table(name)
        frame.write.format("parquet").saveAsTable(table)
        self.drop(name)
        self._tables[name] = table

    def _standing(self, place: LakePlace) -> DataFrame:
        read = self.session.read
        if place.catalog:
            return read.table(place.quoted)
        here = self.local and "://" not in place.where and Path(place.where).exists()
        return read.format(place.form).load(_as_it_is(place.where) if here else place.where)

    def _see(self, name: str, frame: DataFrame) -> None:
        self.drop(name)
        self._views[name] = f"{self._schema}_{name}"
        frame.createOrReplaceTempView(self._views[name])

    def _sql(self, sql: str) -> None:
        self.session.sql(sql)


def _as_it_is(path: Path | str) -> str:
    """A path of this machine, said so that nothing in it is a pattern, and that it is sought on this machine."""
    return "file:" + "".join(f"\\{sign}" if sign in _PATTERN else sign for sign in str(Path(path).absolute()))


def _plain(table: pa.Table) -> pa.Table:
    """Decimals as what the other engine gives for the same sum: whole numbers, or doubles."""
    fields = [
        field.with_type(pa.int64() if field.type.scale == 0 else pa.float64())
        if pa.types.is_decimal(field.type)
        else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _signed(table: pa.Table) -> pa.Table:
    """Unsigned integers as wider signed ones: Spark has no others. In one piece: it stops reading at an empty one."""
    fields = [
        field.with_type(pa.int64()) if pa.types.is_unsigned_integer(field.type) else field for field in table.schema
    ]
    return table.cast(pa.schema(fields)).combine_chunks()


def _write_here(table: pa.Table, path: Path, by: Sequence[str]) -> None:
    if by:
        pq.write_to_dataset(table, path, partition_cols=list(by))
    else:
        pq.write_table(table, path, compression="zstd")
