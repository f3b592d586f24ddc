"""Intervals of relative changes drawn as bars on one scale, so that claims, checks and levers compare at a glance.

Stands between the answers' numbers and the page's templates; places are in percent of the bar's width.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from likewise.show.simulation_charts import Axis, Tick, change_axis, change_ticks

WIDEST = math.log(5.0)
"""How far a scale reaches to each side, as the logarithm of a ratio: from a fifth to five times. What lies beyond is
drawn as leaving the bar; more would press everything else into a point."""

ROOM = 20.0
"""Percent of a bar that a tick's word takes: bars are some 210 px wide, the longest words 40."""

Change = tuple[float | None, float | None, float | None]
"""A change with the ends of its interval; None where there is none."""


@dataclass(frozen=True)
class Bar:
    """Where a change and its interval stand, in percent; `leaves` says where the interval goes beyond the scale."""

    at: float
    low: float
    high: float
    leaves: str


@dataclass(frozen=True)
class Scale:
    """A logarithmic scale of relative changes: halving is as far from no change as doubling."""

    axis: Axis

    @classmethod
    def over(cls, changes: Iterable[Change]) -> Scale:
        """The scale that holds all changes and intervals, as far as it reaches."""
        logs = [_log(value) for change in changes for value in change if value is not None]
        return cls(change_axis([np.array([*logs, -0.1, 0.1])]))

    @property
    def zero(self) -> float:
        """Where no change stands."""
        return self.axis.share(0.0)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round changes along the scale, no change among them, with room for their words in a narrow bar."""
        kept: list[Tick] = []
        for tick in sorted(change_ticks(self.axis), key=lambda one: abs(one.value)):
            if all(abs(tick.at - other.at) >= ROOM for other in kept):
                kept.append(tick)
        return tuple(sorted(kept, key=lambda one: one.at))

    def bar(self, change: Change) -> Bar | None:
        """Place a change with its interval; None where there is no change."""
        at, low, high = change
        if at is None:
            return None
        ends = [at if low is None else low, at if high is None else high]
        out = ("under" if _beyond(ends[0]) else "") + (" over" if _beyond(ends[1]) else "")
        place = [round(min(max(self.axis.share(_log(value)), 0.0), 100.0), 1) for value in (at, *ends)]
        return Bar(place[0], place[1], place[2], out.strip())


def _log(change: float) -> float:
    """The logarithm of the ratio that a change is, held within the scale's reach."""
    return min(max(math.log1p(change), -WIDEST), WIDEST) if change > -1 else -WIDEST


def _beyond(change: float) -> bool:
    return change <= -1 or abs(math.log1p(change)) > WIDEST
