"""The measurement as Markdown tables: the whole report by size, and its steps."""

from collections.abc import Sequence
from itertools import pairwise

from benchmarks import floor
from benchmarks.scale.growth import step_growth, whole_growth
from benchmarks.scale.measure import Row
from benchmarks.scale.results import Result

MIB = 1024 * 1024
BASE = "duckdb"


def markdown(result: Result) -> str:
    """Both tables, and a line that says where they were taken."""
    machine = result.machine
    packages = ", ".join(f"{name} {number}" for name, number in result.versions.items())
    return "\n".join(
        [
            *_whole(result),
            "",
            *(line for engine in result.engines for line in [*_steps(result.of(engine)), ""]),
            f"{machine.cpu}, {machine.cores} cores, {machine.memory_gb} GiB, {machine.system}; {packages}. Seconds are "
            f"wall time of the whole command. Floor: DuckDB grouping the same file by actor and author, best of "
            f"{floor.RUNS} in the same call. Peak: the most that all of the command's processes held at once. Growth: "
            "the exponent of seconds against events since the size before, and how many times linear that is.",
        ]
    )


def _whole(result: Result) -> list[str]:
    lines = [
        "| engine | measured | events | pairs | floor s | report s | × floor | × duckdb | events/s | memory limit "
        "| peak MiB | exponent | × linear |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for engine in result.engines:
        rows = result.of(engine)
        for row, since in zip(rows, whole_growth(rows), strict=True):
            base = result.beside(row, BASE) if engine != BASE else None
            lines.append(
                f"| {engine} | {row.call[:10]} | {row.events:,} | {row.pairs:,} | {row.floor_seconds:.2f} "
                f"| {row.seconds:.1f} | {row.ratio:.1f} | {f'{row.seconds / base.seconds:.1f}' if base else ''} "
                f"| {row.events / row.seconds:,.0f} | {row.memory or 'default'} | {row.peak_mb:,.0f} "
                f"| {f'{since.exponent:.2f}' if since else ''} | {f'{since.times_linear:.2f}' if since else ''} |"
            )
    return lines


def _steps(rows: Sequence[Row]) -> list[str]:
    """A row a step: seconds, rows and shuffled bytes at each size, and the exponent since the size before."""
    last = rows[-1]
    head, rule = [f"{rows[0].engine}: step"], ["---"]
    for at, row in enumerate(rows):
        head += [f"{row.likes / 1e6:g} M s", "rows", "shuffled MiB", *(["exponent"] if at else [])]
        rule += ["---:"] * (4 if at else 3)
    lines = [_line(head), _line(rule)]
    since = [None, *(step_growth(one, other) for one, other in pairwise(rows))]
    for name in last.steps:
        cells = [name]
        for row, grown in zip(rows, since, strict=True):
            step = row.steps.get(name)
            cells += [f"{step.seconds:.1f}", _count(step.rows), _mib(step.shuffle_bytes)] if step else [""] * 3
            if grown is not None:
                one = grown.get(name)
                cells.append(f"{one.exponent:.2f}" if one else "")
        lines.append(_line(cells))
    return lines


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _count(rows: int | None) -> str:
    return "" if rows is None else f"{rows:,}"


def _mib(count: int | None) -> str:
    return "" if count is None else f"{count / MIB:,.0f}"
