"""From prior to verdict, bit by bit: where each fact's bar stands in a waterfall.

A waterfall starts at the prior, moves by each fact's weight, and ends at the sum. Both the report's large
chart of a group and its small chart of a pair are drawn from the same steps.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PRIOR = "prior"
TOTAL = "total"

SLOT = 10
"""Width of one step in the small chart, in its own units; a bar takes eight of them."""

HEIGHT = 40
"""Height of the small chart."""


@dataclass(frozen=True)
class Step:
    """One bar: the prior, one fact, or the total; in bits."""

    name: str
    start: float
    end: float

    @property
    def bits(self) -> float:
        """What this step adds (for the total: the whole sum)."""
        return self.end - self.start

    @property
    def tilt(self) -> str:
        """Which way it points, as the style sheet calls it."""
        return self.name if self.name in (PRIOR, TOTAL) else "up" if self.bits >= 0 else "down"


def steps(total: float, weights: Mapping[str, float]) -> tuple[Step, ...]:
    """Return the steps from the prior (what the weights don't explain of the total) to the total, in bits."""
    running = total - math.fsum(weights.values())
    found = [Step(PRIOR, 0.0, running)]
    for name, weight in weights.items():
        found.append(Step(name, running, running + weight))
        running += weight
    return (*found, Step(TOTAL, 0.0, total))


@dataclass(frozen=True)
class Scale:
    """Places bits between 0 and 100 along a chart; even odds (0 bits) are always inside."""

    low: float
    high: float

    @classmethod
    def over(cls, shown: Iterable[Step]) -> "Scale":
        """Make the scale that holds all given steps with a little air on both sides."""
        ends = [0.0, *(step.end for step in shown)]
        low, high = min(ends), max(ends)
        air = max((high - low) * 0.03, 1e-9)
        return cls(low - air, high + air)

    def place(self, bits: float) -> float:
        """Return where so many bits lie, in percent of the chart."""
        return round(100 * (bits - self.low) / (self.high - self.low), 2)


@dataclass(frozen=True)
class Bar:
    """One bar of the large chart, in percent of its width."""

    left: float
    width: float
    end: float


def bar(step: Step, scale: Scale) -> Bar:
    """Place one step on the large chart."""
    start, end = scale.place(step.start), scale.place(step.end)
    return Bar(min(start, end), round(max(abs(end - start), 0.25), 2), end)


def paths(shown: Iterable[Step], slots: tuple[str, ...], scale: Scale) -> dict[str, str]:
    """Draw a small chart: one SVG path a tilt, each fact at its own place so that rows compare."""
    drawn: dict[str, str] = {}
    for step in shown:
        x = SLOT * slots.index(step.name)
        low, high = sorted((scale.place(step.start), scale.place(step.end)))
        top = (100 - high) * HEIGHT / 100
        tall = max((high - low) * HEIGHT / 100, 0.8)
        drawn[step.tilt] = drawn.get(step.tilt, "") + f"M{x} {top:.1f}h8v{tall:.1f}h-8z"
    return drawn
