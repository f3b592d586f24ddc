"""What a finished report says of itself, and whether a folder holds one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from likewise.destination import REPORT, SIMULATION
from likewise.errors import InputError, first_line


def holds_result(path: Path) -> bool:
    """Whether a finished report lies there: run.json is in every one and in no data."""
    return _stands(path / REPORT.mark)


def _stands(file: Path) -> bool:
    """Whether a file is there; one that can't be looked at isn't, and whoever reads it says why."""
    try:
        return file.is_file()
    except OSError:
        return False


def read_run(folder: Path) -> dict[str, Any]:
    """What run.json says of the finished report in `folder`; InputError when it is missing or damaged."""
    with intact(folder / "run.json") as file:
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return said


@contextmanager
def intact(file: Path) -> Iterator[Path]:
    """A file of a finished report, for a block that reads it; InputError when it is missing or damaged."""
    try:
        yield file
    except FileNotFoundError as error:
        raise InputError.of("results.missing_file", file=file) from error
    except (OSError, ValueError) as error:
        raise InputError.of("results.damaged_file", file=file, said=first_line(error)) from error


def holds_simulation(path: Path) -> bool:
    """Whether a simulation lies there, which is neither data nor a report."""
    return _stands(path / SIMULATION.mark)
