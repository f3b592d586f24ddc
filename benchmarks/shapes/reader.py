"""Reads a file with `likewise` as a user would, and keeps what came out: tables, an error, or what was told."""

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.shapes.truth import COLUMNS, Row

AS_NAMES = ("read_as", "as_", "as_tables", "tables_as")
"""What the parameter of `likewise.read` for `--as` may be called."""


@dataclass(frozen=True)
class Options:
    """What a user adds to the command: mappings, tables, zone, and options of which only the name is known."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    read_as: tuple[str, ...] = ()
    timezone: str | None = None
    others: tuple[tuple[str, str], ...] = ()

    def arguments(self) -> list[str]:
        """Return the options as the command line has them."""
        said = [f"--map={left}={right}" for left, right in self.mapping.items()]
        said += [f"--as={one}" for one in self.read_as]
        said += [f"--tz={self.timezone}"] if self.timezone else []
        return [*said, *(f"--{name}={value}" if value else f"--{name}" for name, value in self.others)]


@dataclass
class Outcome:
    """What reading gave: the canonical rows and the count of rows set aside, or an error."""

    tables: Mapping[str, list[Row]] = field(default_factory=dict)
    rejected: list[Row] = field(default_factory=list)
    error: Exception | None = None
    crashed: bool = False

    @property
    def message(self) -> str:
        """What the error says."""
        return f"{type(self.error).__name__}: {self.error}" if self.crashed else str(self.error or "")

    @property
    def empty(self) -> bool:
        """Whether nothing was read."""
        return not any(self.tables.values())


def read(path: Path, options: Options) -> Outcome:
    """Read a path with `likewise.read`; an error of the program's family is an answer, any other a crash."""
    import likewise  # noqa: PLC0415  (heavy; drawing tables needs none of it)

    try:
        arguments = _arguments(options, inspect.signature(likewise.read).parameters)
        made = likewise.read(path, **arguments)
    except likewise.LikewiseError as error:
        return Outcome(error=error)
    except Exception as error:  # a crash is a result of the benchmark, whatever it is
        return Outcome(error=error, crashed=True)
    tables = {name: getattr(made, name).to_arrow().select(COLUMNS[name]).to_pylist() for name in COLUMNS}
    return Outcome(tables, made.rejected.to_arrow().to_pylist())


class UnknownOptionError(Exception):
    """An option that `likewise.read` has no parameter for."""


def _arguments(options: Options, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments that say the options."""
    said: dict[str, Any] = {}
    if options.mapping:
        said["mapping"] = dict(options.mapping)
    if options.timezone:
        said["timezone"] = options.timezone
    if options.read_as:
        name = next((one for one in AS_NAMES if one in parameters), None)
        if name is None:
            raise UnknownOptionError("--as")
        said[name] = options.read_as
    for option, value in options.others:
        name = option.replace("-", "_")
        if name not in parameters:
            raise UnknownOptionError(f"--{option}")
        said[name] = value or True
    return said


def told(path: Path, options: Options) -> dict[str, Any]:
    """Return what `likewise check PATH --json` says, or nothing where it refuses."""
    from typer.testing import CliRunner  # noqa: PLC0415

    from likewise.show.cli import app  # noqa: PLC0415

    ran = CliRunner().invoke(app, ["check", str(path), "--json", *options.arguments()])
    if ran.exit_code:
        return {}
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def sentences(said: Any, within: str = "") -> Iterator[tuple[str, str]]:
    """Return every text of a check's answer with the name of the part it stands in, but for the plain list of columns."""
    if isinstance(said, dict):
        for name, value in said.items():
            if name not in {"columns", "path", "signature", "delimiter", "encoding"}:
                yield from sentences(value, name if isinstance(value, list | dict) else within or name)
    elif isinstance(said, list):
        for value in said:
            yield from sentences(value, within)
    elif isinstance(said, str):
        yield within, said
