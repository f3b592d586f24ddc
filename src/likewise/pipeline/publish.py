"""A folder that appears whole or not at all.

Results are written beside their place and moved there in one step at the end; a run that is killed leaves the
old result, or none.
"""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from likewise.engine import elsewhere
from likewise.errors import InputError, OutputError, first_line, reason, require_free

RESULT_FILES = frozenset(
    {
        "groups.parquet",
        "campaigns.parquet",
        "members.parquet",
        "pairs.parquet",
        "events_exchanged.parquet",
        "posts.parquet",
        "accounts.parquet",
        "effects.parquet",
        "health.parquet",
        "levers.parquet",
        "rejected.parquet",
        "claims.json",
        "run.json",
        "report.html",
    }
)

SIMULATION = "simulation.json"
"""In every simulation, in no report and in no data."""

SIMULATION_FILES = frozenset({SIMULATION, "curves.parquet", "sweep.parquet", "claims.json", "report.html"})


@contextmanager
def published(folder: Path, files: Collection[str] = RESULT_FILES) -> Iterator[Path]:
    """Give a scratch folder to write into; when the block ends well, it becomes `folder`.

    `files` are the names that an earlier result of the same command has.

    Raises OutputError when `folder` is a file or holds anything but an earlier result, when it can't be
    written, and when the disk is full; in each case what was there before is still there.
    """
    try:
        check_folder(folder, files)
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise OutputError.of("results.cant_write", place=folder, reason=reason(error)) from error
    try:
        yield scratch
        scratch.chmod(0o777 & ~_umask())
        _swap(scratch, folder)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise OutputError.of("results.disk_full", folder=folder, option="--out") from error
        raise OutputError.of("results.cant_write", place=folder, reason=reason(error)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def holds_result(path: Path) -> bool:
    """Whether a finished report lies there: run.json is in every one and in no data."""
    return _stands(path / "run.json")


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
    return _stands(path / SIMULATION)


def check_folder(folder: Path, files: Collection[str] = RESULT_FILES) -> None:
    """Raise OutputError unless `folder` can be looked at and is free: absent, empty, or holding an earlier result."""
    if elsewhere(folder):
        raise OutputError.of("results.elsewhere", folder=folder)
    require_free(folder, "--out", lambda name: name in files)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _swap(scratch: Path, folder: Path) -> None:
    """Put `scratch` where `folder` is; the old one goes only when the new one stands."""
    if not folder.exists():
        scratch.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent)) / "old"
    folder.rename(old)
    try:
        scratch.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
