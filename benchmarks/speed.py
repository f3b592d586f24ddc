"""How long `likewise report` takes and how much memory it holds, beside the cheapest possible query.

Run from the project's root: `.venv/bin/python -m benchmarks.speed --likes 1000000,5000000`.
Prints a Markdown table and writes benchmarks/results/speed.json. Everything measured runs in a fresh
process; this one imports only the standard library.
"""

import argparse
import json
import math
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from benchmarks import floor
from benchmarks.child import measure
from benchmarks.machine import Machine, hold_to, this_machine, versions
from benchmarks.worlds import accounts_for, cached

RESULTS = Path("benchmarks/results/speed.json")
REPORTS = Path("build/reports")
LIKEWISE = Path(sys.executable).with_name("likewise")


@dataclass(frozen=True)
class Row:
    """One size: the floor's best time and the report's time (s), and the report's peak memory (MiB)."""

    likes: int
    accounts: int
    pairs: int
    floor_seconds: float
    report_seconds: float
    peak_mb: float
    steps: dict[str, float]

    @property
    def ratio(self) -> float:
        """How many times the floor the report takes."""
        return self.report_seconds / self.floor_seconds


@dataclass(frozen=True)
class Result:
    """A whole measurement: what ran, where, when, and its rows from small to large."""

    date: str
    machine: Machine
    versions: dict[str, str]
    rows: list[Row]


def growth(rows: Sequence[Row]) -> list[float | None]:
    """For each row, the exponent b in seconds ~ likes^b since the row before: 1 is linear."""
    exponents = [
        math.log(after.report_seconds / before.report_seconds) / math.log(after.likes / before.likes)
        for before, after in pairwise(rows)
    ]
    return [None, *exponents]


def measure_size(likes: int, seed: int, threads: int, report_runs: int) -> Row:
    """Measure one size: the best of three floors, and the best of `report_runs` reports."""
    folder = cached(likes, seed)
    lowest = floor.best(folder / "events.parquet", threads)
    out = REPORTS / folder.name
    reports = []
    for _ in range(report_runs):
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        reports.append(measure([str(LIKEWISE), "report", str(folder), "--out", str(out), "--quiet"]))
    return Row(
        likes=lowest.rows,
        accounts=accounts_for(likes),
        pairs=lowest.pairs,
        floor_seconds=lowest.seconds,
        report_seconds=min(report.seconds for report in reports),
        peak_mb=max(report.peak_mb for report in reports),
        steps=json.loads((out / "run.json").read_text())["seconds"],
    )


def markdown(result: Result) -> str:
    """The measurement as a Markdown table, with one line that says where it was taken."""
    lines = [
        "| likes | accounts | pairs | floor s | report s | × floor | likes/s | peak MiB | growth |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row, exponent in zip(result.rows, growth(result.rows), strict=True):
        lines.append(
            f"| {row.likes:,} | {row.accounts:,} | {row.pairs:,} | {row.floor_seconds:.2f} "
            f"| {row.report_seconds:.1f} | {row.ratio:.1f} | {row.likes / row.report_seconds:,.0f} "
            f"| {row.peak_mb:,.0f} | {'' if exponent is None else f'{exponent:.2f}'} |"
        )
    machine = result.machine
    packages = ", ".join(f"{name} {number}" for name, number in result.versions.items())
    lines += [
        "",
        f"{result.date}; {machine.cpu}, {machine.cores} cores, {machine.memory_gb} GiB, {machine.system}; "
        f"{packages}. Floor: DuckDB grouping the same file by actor and author, best of {floor.RUNS}; "
        "growth: the exponent of seconds against likes since the size before.",
    ]
    return "\n".join(lines)


def write(result: Result, path: Path) -> None:
    """Write the measurement as JSON, with each row's ratio and growth."""
    document = asdict(result)
    for entry, row, exponent in zip(document["rows"], result.rows, growth(result.rows), strict=True):
        entry |= {"ratio": row.ratio, "growth": exponent}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2) + "\n")


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


def main() -> None:
    """Measure each size and report."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("--likes", type=_sizes, default=[1_000_000], help="sizes, separated by commas")
    parser.add_argument("--threads", type=int, default=2, help="cores that floor and report may use")
    parser.add_argument("--seed", type=int, default=7, help="seed of the worlds")
    parser.add_argument("--runs", type=int, default=1, help="reports a size; the fastest counts")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON goes")
    options = parser.parse_args()
    hold_to(options.threads)
    rows = []
    for likes in options.likes:
        print(f"measuring {likes:,} likes", file=sys.stderr, flush=True)
        rows.append(measure_size(likes, options.seed, options.threads, options.runs))
    result = Result(datetime.now(UTC).date().isoformat(), this_machine(), versions(), rows)
    write(result, options.results)
    print(markdown(result))


if __name__ == "__main__":
    main()
