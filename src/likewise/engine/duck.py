"""DuckDB behind the engine's face: in one process, on all cores, spilling to disk past its memory."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from likewise.engine.face import Literal, Work, literal, statements, with_literals
from likewise.errors import EngineError, LikewiseError, first_line, reason
from likewise.text import Sentence

DEFAULT_MEMORY = "4GB"

_PATTERN = frozenset("*?[")


class DuckDBEngine:
    """An engine on a DuckDB database of its own, in a scratch folder that goes when it closes."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
        self.connection = connection
        self.scratch = scratch
        self._rows = 0

    def create(self, name: str, sql: str, **params: Literal) -> None:
        """Make (or make anew) the table `name` from a select."""
        with explained():
            made = self._execute(f'create or replace table "{name}" as {sql}', params).fetchall()
        self._rows += int(made[0][0])

    def view(self, name: str, sql: str, **params: Literal) -> None:
        """Make (or make anew) the view `name` from a select."""
        self.run(f'create or replace view "{name}" as {sql}', **params)

    def define(self, package: str, stem: str) -> None:
        """Define functions by the statements of `stem.duckdb.sql` beside `package`."""
        for statement in statements(package, f"{stem}.{self.name}.sql"):
            self.run(statement)

    def run(self, sql: str, **params: Literal) -> None:
        """Run one statement that gives no result."""
        self._execute(sql, params)

    def arrow(self, sql: str, **params: Literal) -> pa.Table:
        """The result of a select, as an Arrow table in memory: for small results only."""
        with explained():
            return self.connection.sql(with_literals(sql, params)).to_arrow_table()

    def value(self, sql: str, **params: Literal) -> Any:
        """The first column of the first row of a select; None when there is no row."""
        with explained():
            # All rows are fetched: an unfinished result would block the connection.
            rows = self._execute(sql, params).fetchall()
        return rows[0][0] if rows else None

    def register(self, name: str, table: pa.Table) -> None:
        """Make (or make anew) the table `name` from a small Arrow table."""
        self.connection.register("__arriving", table)
        try:
            self.create(name, "select * from __arriving")
        finally:
            self.connection.unregister("__arriving")

    def count(self, name: str) -> int:
        """The number of rows of a table or view."""
        return int(self.value(f'select count(*) from "{name}"'))

    def exists(self, name: str) -> bool:
        """Whether there is a table or view of this name."""
        return self._kind(name) is not None

    def columns(self, name: str) -> tuple[str, ...]:
        """The column names of a table or view, in order."""
        with explained():
            return tuple(self.connection.sql(f'select * from "{name}" limit 0').columns)

    def write(self, sql: str, path: Path, *, by: Sequence[str] = (), **params: Literal) -> None:
        """Write a select straight to one Parquet file, or with `by` to a folder partitioned by these columns."""
        parts = f", partition_by ({', '.join(by)})" if by else ""
        self.run(f"copy ({sql}) to {literal(str(path))} (format parquet, compression zstd{parts})", **params)

    def open(self, name: str, *paths: Path) -> None:
        """Make (or make anew) the view `name` over Parquet files, or folders partitioned by columns."""
        found = [
            f"{plain}/**/*.parquet" if plain.is_dir() else str(plain)
            for plain in (self.plain(f"opened-{name}-{at}", path) for at, path in enumerate(paths))
        ]
        self.view(
            name,
            f"select * from read_parquet([{', '.join(map(literal, found))}], "
            f"hive_partitioning = {literal(paths[0].is_dir())}, hive_types_autocast = false)",
        )

    def plain(self, name: str, path: Path) -> Path:
        """The path, or where it holds * ? [, which DuckDB reads as a pattern, a link `name` in the scratch folder."""
        if not _PATTERN & set(str(path)):
            return path
        link = self.scratch / name
        link.unlink(missing_ok=True)
        link.symlink_to(path.resolve())
        return link

    def work(self) -> Work:
        """Rows of the tables made so far; nothing is sent between tasks here."""
        return Work(self._rows, None)

    def drop(self, *names: str) -> None:
        """Drop tables or views; a name that isn't there is no error."""
        for name in names:
            kind = self._kind(name)
            if kind is not None:
                self.run(f'drop {"view" if kind == "VIEW" else "table"} "{name}"')

    def _kind(self, name: str) -> str | None:
        # A user's own database may be attached, with tables of any name; temporary tables have a catalog of their own.
        known = (
            "select table_type from information_schema.tables "
            "where table_name = $name and table_catalog in (current_database(), 'temp') "
            "order by table_catalog = 'temp' desc"
        )
        kind = self.value(known, name=name)
        return None if kind is None else str(kind)

    def close(self) -> None:
        """Close the database and remove its scratch folder."""
        self.connection.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def __enter__(self) -> "DuckDBEngine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _execute(self, sql: str, params: dict[str, Literal]) -> duckdb.DuckDBPyConnection:
        with explained():
            return self.connection.execute(with_literals(sql, params))


_NO_SPACE = ("no space left", "could not write", "file too large", "disk quota", "failed to write")


@contextmanager
def explained() -> Iterator[None]:
    """Turn the engine's limits into sentences, and its interruption into Ctrl-C; other errors stay what they are."""
    try:
        yield
    except LikewiseError:
        raise
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.OutOfMemoryException as error:
        raise EngineError.of("engine.memory_or_scratch", said=first_line(error)) from error
    except (duckdb.Error, OSError) as error:
        if any(sign in str(error).lower() for sign in _NO_SPACE):
            raise EngineError.of("engine.disk_full", said=first_line(error)) from error
        raise
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise


def open_duckdb(
    memory: str | None = None, threads: int | None = None, folder: str | Path | None = None
) -> DuckDBEngine:
    """Open a DuckDB engine with bounded memory.

    `memory` is DuckDB's limit, such as `4GB`; past it, work spills to the scratch folder, which
    is made inside `folder` (the system's temporary folder when left out) and removed on `close`.
    Raises EngineError when the limit isn't a size or the folder can't be written.
    """
    try:
        scratch = Path(tempfile.mkdtemp(prefix="likewise-", dir=folder))
    except OSError as error:
        raise no_scratch(folder, error) from error
    try:
        return DuckDBEngine(_connect(scratch, memory, threads), scratch)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


def no_scratch(folder: str | Path | None, error: OSError) -> EngineError:
    """What to say when no scratch folder can be made in `folder` (the system's own when None)."""
    where = Sentence("engine.temporary_folder") if folder is None else folder
    return EngineError.of("engine.no_scratch", folder=where, reason=reason(error))


def _connect(scratch: Path, memory: str | None, threads: int | None) -> duckdb.DuckDBPyConnection:
    settings = {
        "temp_directory": str(scratch / "spill"),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "TimeZone": "UTC",
    }
    if threads is not None:
        settings["threads"] = str(threads)
    try:
        connection = duckdb.connect(str(scratch / "work.duckdb"))
        for key, value in settings.items():
            connection.execute(f"set {key} = {literal(value)}")
    except duckdb.Error as error:
        raise EngineError.of("engine.not_opened", said=first_line(error)) from error
    limit_memory(connection, memory or DEFAULT_MEMORY, example="4GB")
    return connection


def limit_memory(connection: duckdb.DuckDBPyConnection, memory: str, example: str) -> None:
    """Set how much memory a connection may use; EngineError, with a size as an example, when `memory` is none."""
    try:
        connection.execute(f"set memory_limit = {literal(memory)}")
    except duckdb.Error as error:
        raise EngineError.of(
            "engine.memory_size_because", memory=memory, example=example, said=first_line(error)
        ) from error
