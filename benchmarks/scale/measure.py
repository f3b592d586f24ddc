"""Runs the report on one size with one engine, in a fresh process, and reads what it says of its own work."""

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import floor
from benchmarks.child import measure
from benchmarks.scale.worlds import world
from benchmarks.worlds import KEPT

REPORTS = KEPT.with_name("reports")
LIKEWISE = Path(sys.executable).with_name("likewise")
# What the report's steps don't time: the start of Python (and of Java), and the end.
OUTSIDE = "start and end"


@dataclass(frozen=True)
class Step:
    """One step of the report: its seconds, the rows of the tables it made, and the bytes that it sent between tasks.

    `rows` and `shuffle_bytes` are None where the engine doesn't tell.
    """

    seconds: float
    rows: int | None = None
    shuffle_bytes: int | None = None


@dataclass(frozen=True)
class Row:
    """One engine on one size.

    `likes` is what was asked for, `events` the rows of the log; `pairs` are those of actor and author; `seconds`
    that of the whole command (wall), `peak_mb` of all its processes at once (MiB), `call` when the command that
    measured it began (UTC).
    """

    call: str
    engine: str
    likes: int
    events: int
    pairs: int
    floor_seconds: float
    seconds: float
    peak_mb: float
    memory: str | None
    steps: dict[str, Step]

    @property
    def ratio(self) -> float:
        """How many times the floor the report takes."""
        return self.seconds / self.floor_seconds


@dataclass(frozen=True)
class Asked:
    """What is the same for every size of a call: see `python -m benchmarks.scale --help`."""

    call: str
    engines: Sequence[str]
    seed: int
    threads: int
    memory: str | None
    scratch: Path | None


def measure_size(likes: int, asked: Asked) -> list[Row]:
    """Measure one size: its floor once, and the report with each engine."""
    folder = world(likes, asked.seed)
    lowest = floor.best(folder / "events.parquet", asked.threads)
    return [_report(likes, folder, engine, lowest, asked) for engine in asked.engines]


def _report(likes: int, folder: Path, engine: str, lowest: floor.Floor, asked: Asked) -> Row:
    out = REPORTS / f"{folder.name}-{engine}"
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    command = [str(LIKEWISE), "report", str(folder), "--out", str(out), "--quiet", "--engine", engine]
    command += ["--memory", asked.memory] if asked.memory else []
    command += ["--scratch", str(asked.scratch)] if asked.scratch else []
    used = measure(command, whole_tree=True)
    steps = steps_of(json.loads((out / "run.json").read_text(encoding="utf-8")), used.seconds)
    return Row(
        asked.call,
        engine,
        likes,
        lowest.rows,
        lowest.pairs,
        lowest.seconds,
        used.seconds,
        used.peak_mb,
        asked.memory,
        steps,
    )


def steps_of(run: dict[str, Any], seconds: float) -> dict[str, Step]:
    """The steps that run.json tells of, and as one more what of the command's `seconds` is in none of them."""
    work = run.get("work", {})
    steps = {
        name: Step(spent, work.get(name, {}).get("rows"), work.get(name, {}).get("shuffle_bytes"))
        for name, spent in run["seconds"].items()
    }
    return {**steps, OUTSIDE: Step(round(seconds - sum(step.seconds for step in steps.values()), 3))}
