"""The folder of a state: what lies where, what state.json says, and how a new state takes the old one's place.

    state.json                                      the one file that says what belongs to the state
    like/run=000007/day=2026-03-01/….parquet        rows that the seventh run has added
    deed/run=000007/day=2026-03-01/….parquet
    account-000007.parquet, post-000007.parquet, …  tables that each run writes whole

A run adds its files beside those of the state and then replaces state.json in one step, so that a run that is killed
leaves the state what it was; what it left behind goes when the next one is through.
"""

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from likewise.destination import require_free
from likewise.errors import InputError
from likewise.sources.kept import Kept
from likewise.sources.reading import Rows
from likewise.text import Sentence

FORMAT = 2
"""Counts up when what a state holds changes its meaning; a state of another format can't be gone on from."""

MANIFEST = "state.json"
WHOLE = ("account", "post", "declared_post", "declared_account", "rejected")
"""The tables that each run writes whole."""
GROWING = ("like", "deed")
"""The tables to which each run adds its rows."""

_WHOLE_FILE = re.compile(rf"({'|'.join(WHOLE)})-\d{{6,}}\.parquet")
_RUN = re.compile(r"run=\d{6,}")
_NUMBER = re.compile(r"\d{6,}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Manifest:
    """What state.json says.

    The state holds every event before the day `ends` (midnight in `timezone`). `run` wrote the tables that are whole,
    `runs` are those whose rows belong to it; `rows` counts rows of the input by table as read, used and rejected;
    `present` names the columns that held something.
    """

    run: int
    runs: tuple[int, ...]
    ends: str
    mapping: Mapping[str, str]
    timezone: str
    kept: Kept
    rows: Mapping[str, Rows]
    present: frozenset[str]
    format: int = FORMAT


def midnight(day: date, timezone: str) -> int:
    """The beginning of a day in a time zone, microseconds UTC."""
    return (datetime.combine(day, time(), ZoneInfo(timezone)) - _EPOCH) // timedelta(microseconds=1)


def day_after(moment: int, timezone: str) -> date:
    """The day that follows the one on which a moment (microseconds UTC) lies."""
    return (_EPOCH + timedelta(microseconds=moment)).astimezone(ZoneInfo(timezone)).date() + timedelta(days=1)


def day_asked(since: str | date) -> date:
    """The day that `--since` names; InputError when it is none."""
    if isinstance(since, date):
        return since.date() if isinstance(since, datetime) else since
    try:
        return date.fromisoformat(since)
    except ValueError as error:
        raise InputError.of("state.no_day", given=since) from error


def load(folder: Path) -> Manifest | None:
    """What state.json in `folder` says; None when there is no state.

    Raises InputError when it is of another format, damaged, or was never finished.
    """
    if not folder.exists():
        return None
    check_folder(folder)
    if not (folder / MANIFEST).is_file():
        if any(folder.iterdir()):
            raise InputError.of("state.never_finished", folder=folder)
        return None
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise InputError.of("state.other_version", folder=folder, format=said["format"], own=FORMAT)
        return _manifest(said)
    except KeyError as error:
        raise damaged(folder, Sentence("state.lacks", {"file": MANIFEST, "name": error.args[0]})) from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise damaged(folder, str(error)) from error


def damaged(folder: Path, what: str | Sentence) -> InputError:
    """The error for a state that can't be gone on from."""
    why = " ".join(what.split())[:200] if isinstance(what, str) else what
    return InputError.of("state.damaged", folder=folder, why=why)


def _manifest(said: dict[str, Any]) -> Manifest:
    date.fromisoformat(said["ends"])
    return Manifest(
        run=int(said["run"]),
        runs=tuple(int(run) for run in said["runs"]),
        ends=said["ends"],
        mapping=dict(said["mapping"]),
        timezone=said["timezone"],
        kept=Kept(**said["kept"]),
        rows={table: Rows(**rows) for table, rows in said["rows"].items()},
        present=frozenset(said["present"]),
    )


def check_folder(folder: Path) -> None:
    """Raise OutputError unless a state may stand at `folder`: absent, empty, or holding a state alone."""
    require_free(folder, "--state", _ours)


def _ours(entry: Path) -> bool:
    if entry.name in GROWING:
        # A folder of likes that somebody else has is called so, too.
        return entry.is_dir() and all(_RUN.fullmatch(one.name) for one in entry.iterdir())
    return entry.name in {MANIFEST, f"{MANIFEST}.new"} or _WHOLE_FILE.fullmatch(entry.name) is not None


def next_run(folder: Path) -> int:
    """A number that no run has had that left anything in the folder."""
    names = [entry.name for entry in (*folder.iterdir(), *folder.glob("*/run=*"))]
    return max((int(found[0]) for name in names if (found := _NUMBER.findall(name))), default=0) + 1


def whole_file(folder: Path, table: str, run: int) -> Path:
    """Where a run writes a table that is written whole."""
    return folder / f"{table}-{run:06d}.parquet"


def added_rows(folder: Path, table: str, run: int) -> Path:
    """The folder into which a run writes the rows that it adds to a table."""
    return folder / table / f"run={run:06d}"


def _clear(folder: Path, manifest: Manifest) -> None:
    """Remove what doesn't belong to the state: an earlier one, and what a killed run has left."""
    for entry in folder.glob("*/run=*"):
        if int(entry.name.removeprefix("run=")) not in manifest.runs:
            shutil.rmtree(entry)
    for entry in folder.glob("*.parquet"):
        if int(_NUMBER.findall(entry.name)[0]) != manifest.run:
            entry.unlink()


def replace_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` what the state is, in one step, and then remove what belongs to it no longer."""
    said = asdict(manifest) | {"present": sorted(manifest.present)}
    unfinished = folder / f"{MANIFEST}.new"
    with unfinished.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(folder / MANIFEST)
    _clear(folder, manifest)
