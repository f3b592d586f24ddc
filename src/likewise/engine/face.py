"""The face of an engine: few verbs, one SQL dialect (DuckDB's), tables by name.

Rooms write DuckDB's SQL once. An engine with another dialect translates it (sqlglot) in
`run`; nothing above this room knows which engine it speaks to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import pyarrow as pa

from likewise.engine.lake import LakePlace
from likewise.errors import EngineError

Literal = bool | int | float | str | Sequence[str] | Sequence[int] | Sequence[float]

_PARAMETER = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\$([a-z][a-z0-9_]*)""")


@dataclass(frozen=True)
class Work:
    """What an engine has done so far: rows of the tables it made, and bytes sent between tasks; None where unknown."""

    rows: int | None
    shuffle_bytes: int | None

    def __sub__(self, before: "Work") -> "Work":
        def less(now: int | None, then: int | None) -> int | None:
            # An engine that forgets what was long ago counts backwards.
            return None if now is None or then is None or now < then else now - then

        return Work(less(self.rows, before.rows), less(self.shuffle_bytes, before.shuffle_bytes))


@runtime_checkable
class Engine(Protocol):
    """Tables by name and SQL over them; only what is already small leaves, as Arrow."""

    @property
    def name(self) -> str:
        """Short name for run.json, such as `duckdb`."""
        ...

    def create(self, name: str, sql: str, **params: Literal) -> None:
        """Make (or make anew) the table `name` from a select."""
        ...

    def view(self, name: str, sql: str, **params: Literal) -> None:
        """Make (or make anew) the view `name` from a select."""
        ...

    def define(self, package: str, stem: str) -> None:
        """Define functions by the statements of `stem.<engine>.sql` beside `package`, in the engine's own dialect."""
        ...

    def run(self, sql: str, **params: Literal) -> None:
        """Run one statement that gives no result."""
        ...

    def arrow(self, sql: str, **params: Literal) -> pa.Table:
        """The result of a select, as an Arrow table in memory: for small results only."""
        ...

    def value(self, sql: str, **params: Literal) -> Any:
        """The first column of the first row of a select; None when there is no row."""
        ...

    def register(self, name: str, table: pa.Table) -> None:
        """Make (or make anew) the table `name` from a small Arrow table."""
        ...

    def count(self, name: str) -> int:
        """The number of rows of a table or view."""
        ...

    def exists(self, name: str) -> bool:
        """Whether there is a table or view of this name."""
        ...

    def columns(self, name: str) -> tuple[str, ...]:
        """The column names of a table or view, in order."""
        ...

    def write(self, sql: str, path: Path, *, by: Sequence[str] = (), **params: Literal) -> None:
        """Write a select straight to one Parquet file, without passing through Python.

        With `by`, to a folder partitioned by these columns (`column=value/…`), new or holding nothing: each value is
        a folder's name, and no rows leave it absent or empty.
        """
        ...

    def open(self, name: str, *paths: Path) -> None:
        """Make (or make anew) the view `name` over the Parquet that lies at `paths`, one table in parts.

        Each is a file, or each a folder partitioned by columns (`column=value/…`), which come back as texts. What a
        query doesn't ask for, by partition, column or row group, isn't read.
        """
        ...

    def work(self) -> Work:
        """What the engine has done so far."""
        ...

    def drop(self, *names: str) -> None:
        """Drop tables or views; a name that isn't there is no error."""
        ...


@runtime_checkable
class LakeEngine(Engine, Protocol):
    """An engine that reads and writes tables of a lake where they lie."""

    def see(self, name: str, place: LakePlace) -> list[tuple[str, str]]:
        """Make the view `name` (c0, c1, …, line) over a table of the lake; its columns, with DuckDB's types."""
        ...

    @property
    def local(self) -> bool:
        """Whether what it writes to a path lies on this machine's disk."""
        ...

    def stands(self, place: LakePlace) -> bool:
        """Whether there is a table, or anything else, at a place; EngineError when that can't be told."""
        ...

    def deliver(self, sql: str, place: LakePlace, *, view: str, by: Sequence[str] = ()) -> None:
        """Write a select as the table at a place, partitioned by `by`; `view` shows what stands there.

        Raises EngineError when it can't be written.
        """
        ...


def statements(package: str, file: str) -> list[str]:
    """The statements of a `.sql` file that holds several, each without the semicolon that ends its line."""
    return [text for text in (one.strip().removesuffix(";") for one in sql_text(package, file).split(";\n")) if text]


def sql_text(package: str, file: str) -> str:
    """The text of a `.sql` file that lies beside the module `package`."""
    return files(package).joinpath(file).read_text(encoding="utf-8")


def literal(value: Literal) -> str:
    """A Python value as an SQL literal that every dialect reads the same way."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"cast('{value!r}' as double)"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "(" + ", ".join(literal(item) for item in value) + ")"


def with_literals(sql: str, params: dict[str, Literal]) -> str:
    """Put `params` in place of each `$name`; a name without a value is an error of the program."""

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name is None:
            return match.group()  # a text, a quoted name or a comment: data may have a `$` there
        if name not in params:
            raise EngineError.of("engine.no_value", name=name)
        return literal(params[name])

    return _PARAMETER.sub(fill, sql)
