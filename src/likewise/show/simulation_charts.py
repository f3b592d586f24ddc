"""The simulation page's charts: where lines, bands and ticks stand, in thousandths of a plot that is drawn to any size.

A plot is 1000 by 1000, stretched to its place; strokes keep their width. Words stand beside it as HTML, so that they
keep theirs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SIZE = 1000

# The relative changes at which a chart of effects may have ticks.
_CHANGES = (
    -0.95,
    -0.9,
    -0.75,
    -0.5,
    -0.25,
    -0.1,
    -0.05,
    -0.02,
    -0.01,
    0.0,
    0.01,
    0.02,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.0,
    5.0,
    10.0,
    30.0,
    100.0,
)
_CLOSE = 0.13  # ticks nearer than this share of the axis to one that stands are left out
_TICKS = 4


@dataclass(frozen=True)
class Tick:
    """A place on an axis, in percent from its beginning, and the number that stands there."""

    at: float
    value: float


@dataclass(frozen=True)
class Axis:
    """From numbers to thousandths of a plot, rising."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Where a number stands, 0 to 1000."""
        return round(SIZE * (value - self.low) / (self.high - self.low), 1)

    def share(self, value: float) -> float:
        """Where a number stands, in percent."""
        return round(self.place(value) / 10, 2)


def step_for(span: float, ticks: int = _TICKS) -> float:
    """A round distance between about so many ticks."""
    rough = max(span, 1e-12) / ticks
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * times for times in (1, 2, 5, 10) if size * times >= rough * 0.999)


def axis_over(values: Sequence[Floats]) -> tuple[Axis, bool]:
    """An axis that holds all values, and whether it begins at zero: it does unless all lie high above it."""
    low = min(float(one.min()) for one in values)
    high = max(float(one.max()) for one in values)
    from_zero = low < 0.6 * high or high <= 0
    low = 0.0 if from_zero else low
    step = step_for(max(high - low, abs(high) * 1e-3, 1e-9))
    bottom, top = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Axis(min(bottom, low), max(top, high, bottom + step)), from_zero


def ticks_of(axis: Axis) -> tuple[Tick, ...]:
    """Round numbers along an axis that `axis_over` made."""
    step = step_for(axis.high - axis.low)
    first = math.ceil(axis.low / step - 1e-9)
    last = math.floor(axis.high / step + 1e-9)
    return tuple(Tick(axis.share(i * step), round(i * step, 12)) for i in range(first, last + 1))


def change_axis(logs: Sequence[Floats]) -> Axis:
    """An axis for logarithms of ratios; no change always lies inside."""
    low = min(0.0, *(float(one.min()) for one in logs))
    high = max(0.0, *(float(one.max()) for one in logs))
    air = max(0.08 * (high - low), 0.02)
    return Axis(low - air, high + air)


def change_ticks(axis: Axis) -> tuple[Tick, ...]:
    """Relative changes along such an axis: no change first, then those that leave room for each other."""
    kept: list[Tick] = []
    for change in sorted(_CHANGES, key=lambda one: (one != 0, abs(math.log1p(one)) * -1)):
        at = axis.share(math.log1p(change))
        if 0 <= at <= 100 and all(abs(at - one.at) >= 100 * _CLOSE for one in kept):
            kept.append(Tick(at, change))
    return tuple(sorted(kept, key=lambda one: one.at))


def line(x: Axis, y: Axis, xs: Floats, ys: Floats) -> str:
    """A path through points."""
    return "M" + "L".join(f"{x.place(a):g} {SIZE - y.place(b):g}" for a, b in zip(xs, ys, strict=True))


def band(x: Axis, y: Axis, xs: Floats, low: Floats, high: Floats) -> str:
    """A closed path between two lines."""
    return line(x, y, np.concatenate([xs, xs[::-1]]), np.concatenate([high, low[::-1]])) + "z"


def dots(x: Axis, y: Axis, xs: Floats, ys: Floats) -> str:
    """A path of no length at each point: a round stroke makes it a dot."""
    return "".join(f"M{x.place(a):g} {SIZE - y.place(b):g}h.01" for a, b in zip(xs, ys, strict=True))


def whiskers(x: Axis, y: Axis, xs: Floats, low: Floats, high: Floats) -> str:
    """An upright stroke at each point."""
    return "".join(
        f"M{x.place(a):g} {SIZE - y.place(b):g}V{SIZE - y.place(c):g}" for a, b, c in zip(xs, low, high, strict=True)
    )


def levels(y: Sequence[Tick]) -> str:
    """Level lines at the ticks."""
    return "".join(f"M0 {SIZE - 10 * one.at:g}H{SIZE}" for one in y)


def uprights(at: Sequence[float]) -> str:
    """Upright lines, in percent from the left."""
    return "".join(f"M{10 * one:g} 0V{SIZE}" for one in at)
