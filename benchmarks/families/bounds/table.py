"""Bounds, and what share of them the detector reaches, as Markdown."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.families import results as detector
from benchmarks.families.bounds.results import Row, World
from benchmarks.families.judge import Ranked
from benchmarks.families.registry import FAMILIES
from benchmarks.families.reported import PACKAGE, WEIGHTS, digest
from benchmarks.families.table import MODES

FIGURES: Mapping[str, Callable[[Ranked], float]] = {
    "all members": lambda one: one.all,
    "who could be told from friends": lambda one: one.apart,
    "in exchanges": lambda one: one.exchanges,
}


def left_out(path: Path) -> dict[World, Ranked]:
    """What the detector reached in each world by weights in which the family had no part; `path` is families.json."""
    shipped = digest(PACKAGE / WEIGHTS)
    return {
        (row.family, row.mode, row.seed, row.accounts): Ranked(
            row.outcome.average_precision,
            row.outcome.average_precision_apart,
            row.outcome.average_precision_exchanges,
        )
        for row in sorted(detector.load(path), key=lambda row: row.date)
        if row.weights != shipped
    }


def show(rows: Sequence[Row], found: Mapping[World, Ranked]) -> str:
    """A table a mode: a column a family, mean and worst over its worlds."""
    parts = []
    for mode, title in MODES.items():
        families = {name: [row for row in rows if (row.family, row.mode) == (name, mode)] for name in FAMILIES}
        judged = {name: part for name, part in families.items() if part}
        if judged:
            parts += [f"{title}:", _table(judged, found)]
    return "\n\n".join(parts)


def _table(families: Mapping[str, Sequence[Row]], found: Mapping[World, Ranked]) -> str:
    heads = [f"{name} ({len(part)})" for name, part in families.items()]
    lines = [f"| mean, worst of (seeds) | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for figure, pick in FIGURES.items():
        bounds = [[pick(row.ranked) for row in part] for part in families.values()]
        reached = [[_of(row, pick, found) for row in part] for part in families.values()]
        lines.append(f"| bound, {figure} | {' | '.join(_both(part) for part in bounds)} |")
        lines.append(f"| … share that `likewise` reaches | {' | '.join(_both(part) for part in reached)} |")
    return "\n".join(lines)


def _of(row: Row, pick: Callable[[Ranked], float], found: Mapping[World, Ranked]) -> float:
    """The detector's average precision in a world over the bound there; nan where it wasn't measured."""
    return pick(found[row.world]) / pick(row.ranked) if row.world in found else float("nan")


def _both(values: Sequence[float]) -> str:
    known = [value for value in values if not np.isnan(value)]
    return f"{np.mean(known):.2f}, {min(known):.2f}" if known else "–"
