"""Carries the measured growth of each step on to 10 billion likes: `python -m benchmarks.scale.project`.

Prints the tables and writes them into docs/scale.md. Nothing here was measured at that size: it is the largest
measured run, times what the growth between the two largest sizes makes of the rest of the way.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scale.growth import LEAST_S, step_growth
from benchmarks.scale.measure import OUTSIDE, Row
from benchmarks.scale.results import RESULTS, Result, read

PAGE = Path("docs/scale.md")
BEGIN, END = "<!-- projection -->\n", "<!-- end of projection -->"
GOAL_EVENTS = 10_000_000_000
HOUR_S = 3600


@dataclass(frozen=True)
class Projected:
    """One step at `GOAL_EVENTS`, on the machine of the measurement.

    `seconds` and `shuffle_bytes` were measured at the largest size; `exponent` is the growth of seconds between the
    two largest, None where the step is too short to have one. `linear_s` is the step if it grew in proportion,
    `projected_s` if it goes on growing as it did, though never slower than in proportion: an exponent under one is
    a fixed cost wearing off, and that ends. Core-hours count every core for the whole time, so they are an upper bound
    for a step that leaves cores idle.
    """

    name: str
    seconds: float
    exponent: float | None
    linear_s: float
    projected_s: float
    core_hours: float
    shuffle_bytes: float | None


def project(rows: Sequence[Row], cores: int) -> list[Projected]:
    """One engine's steps at GOAL_EVENTS, from its two largest rows (from small to large); none from fewer."""
    if len(rows) < 2:
        return []
    before, last = rows[-2:]
    exponents = {name: one.exponent if one else None for name, one in step_growth(before, last).items()}
    times = GOAL_EVENTS / last.events
    projected = []
    for name, step in last.steps.items():
        # Python and Java start but once, however long the log is.
        linear_s = step.seconds if name == OUTSIDE else step.seconds * times
        exponent = None if name == OUTSIDE else exponents[name]
        projected_s = linear_s if exponent is None else step.seconds * times ** max(1.0, exponent)
        shuffled = None if step.shuffle_bytes is None else step.shuffle_bytes * times
        core_hours = projected_s * cores / HOUR_S
        projected.append(Projected(name, step.seconds, exponent, linear_s, projected_s, core_hours, shuffled))
    return projected


def tables(result: Result | None) -> str:
    """The projection of each engine as Markdown, each with what it was made from."""
    if result is None:
        return "Not measured yet.\n"
    return "\n".join(line for engine in result.engines for line in [*_table(result, engine), ""])


def _table(result: Result, engine: str) -> list[str]:
    rows, cores = result.of(engine), result.machine.cores
    projected = project(rows, cores)
    if not projected:
        return [f"**{engine}**: measured at {rows[-1].events:,} events alone; a projection needs two sizes."]
    before, last = rows[-2:]
    goal = f"{GOAL_EVENTS / 1e9:g} billion"
    lines = [
        f"**{engine}**: measured at {before.events:,} and {last.events:,} events ({last.call[:10]}, {cores} cores of "
        f"{result.machine.cpu}); projected to {goal}, {GOAL_EVENTS / last.events:,.0f} times more than was ever run.",
        "",
        f"| step | measured s | exponent | {goal}, if linear, h | {goal}, as it grew, h | core-hours | shuffled TiB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in projected:
        exponent = "" if one.exponent is None else f"{one.exponent:.2f}"
        lines.append(
            f"| {one.name} | {one.seconds:.1f} | {exponent} | {_hours(one.linear_s)} | {_hours(one.projected_s)} "
            f"| {one.core_hours:,.1f} | {_tib(one.shuffle_bytes)} |"
        )
    whole = [sum(values) for values in zip(*((p.seconds, p.linear_s, p.projected_s) for p in projected), strict=True)]
    hours = sum(one.core_hours for one in projected)
    lines.append(f"| all | {whole[0]:.1f} | | {_hours(whole[1])} | {_hours(whole[2])} | {hours:,.1f} | |")
    longest = max(projected, key=lambda one: one.projected_s)
    steepest = max((one for one in projected if one.exponent), key=lambda one: one.exponent or 0, default=None)
    said = f"Longest by then: {longest.name}."
    if steepest:
        said += f" Steepest now: {steepest.name} (exponent {steepest.exponent:.2f})."
    return [*lines, "", f"{said} No exponent: under {LEAST_S:g} s at the smaller size."]


def _hours(seconds: float) -> str:
    return f"{seconds / HOUR_S:,.2f}"


def _tib(count: float | None) -> str:
    return "" if count is None else f"{count / 1024**4:,.2f}"


def written(page: str, made: str) -> str:
    """The page with its projection made anew."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{made}{END}{tail}"


def main() -> None:
    """Write the projection into the page."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale.project", description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS, help="what `python -m benchmarks.scale` wrote")
    made = tables(read(parser.parse_args().results))
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), made), encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
