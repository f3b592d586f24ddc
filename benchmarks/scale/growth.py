"""How cost grows from one size to the next, for the whole report and step by step."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.scale.measure import Row

# A step that takes less than this (s) is mostly fixed cost and clock noise: its exponent says nothing.
LEAST_S = 0.5


@dataclass(frozen=True)
class Growth:
    """From one size to the next: the exponent b in seconds ~ events^b, and how many times linear growth it was."""

    exponent: float
    times_linear: float


def growth(events: tuple[int, int], seconds: tuple[float, float]) -> Growth:
    """The growth between two sizes, each with its seconds."""
    larger, slower = events[1] / events[0], seconds[1] / seconds[0]
    return Growth(math.log(slower) / math.log(larger), slower / larger)


def whole_growth(rows: Sequence[Row]) -> list[Growth | None]:
    """The growth of the whole report to each of one engine's rows since the row before, from small to large."""
    since = [growth((one.events, other.events), (one.seconds, other.seconds)) for one, other in pairwise(rows)]
    return [None, *since] if rows else []


def step_growth(before: Row, after: Row) -> dict[str, Growth | None]:
    """The growth of each step; None where it takes too little time at the smaller size to be measured, or none."""
    return {
        name: growth((before.events, after.events), (before.steps[name].seconds, step.seconds))
        if name in before.steps and min(before.steps[name].seconds, step.seconds) >= LEAST_S
        else None
        for name, step in after.steps.items()
    }
