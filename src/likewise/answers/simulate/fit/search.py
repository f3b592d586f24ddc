"""The search of a fit: runs of the box beside the data's numbers, and least squares between the two.

Part of the platform in a box; `fit` begins it and tells what came of it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from likewise.answers.simulate.box import simulate
from likewise.answers.simulate.fit.moments import Frame, Measured, moments
from likewise.answers.simulate.fit.pins import Pin, levelled
from likewise.answers.simulate.fit.staged import measure_course
from likewise.answers.simulate.parameters import Parameters, Value, described
from likewise.answers.simulate.study import Told

Floats = NDArray[np.float64]

TOLERANCE = 0.1
"""How far from the data's interval still counts as fitting: ten per cent of a count or of odds, 0.1 of a spread.

Seeds of one box of 2,000 accounts have an sd of about 4 % at the median number (`benchmarks.simulate_fit`): two runs
of the same parameters differ by up to 12 % nineteen times in twenty, and a closer fit would be a fit to chance."""

MOST_ACCOUNTS = 2000
"""Accounts of the box that is compared: about half a second a run, and a fit is some hundred runs."""

SEVERAL = 4
"""Seeds that levels are read from, and as many again that a fit is judged on."""

_LEVELLINGS = 3  # rounds in which every level is moved by as much as it is missed
_STEPS = 6  # most steps of the search; later ones gained nothing that other seeds could see
_PRIOR = 0.3  # standard errors a unit (a factor of e, or 1 of a spread): holds directions that hardly move the box
_LEAST_DAYS = int(described("run.days").low or 1)
_LEAST_ACCOUNTS = int(described("run.accounts").low or 1)
_QUIET: Mapping[str, Value] = {"groups.active": False, "risk.active": False}


class Search:
    """One fit in the making: the data's numbers, and runs of the box to compare them with."""

    def __init__(
        self,
        given: Parameters,
        data: Measured,
        frame: Frame,
        pins: tuple[Pin, ...],
        seed: int,
        say: Told | None = None,
    ) -> None:
        self.given, self.data, self.frame, self.pins, self.seed, self.say = given, data, frame, pins, seed, say
        self.target = moments(data, frame)
        self.wanted = np.asarray([one.value for one in self.target])
        self.error = np.asarray([np.hypot(one.error, np.log1p(TOLERANCE)) for one in self.target])
        self.free = [i for i, pin in enumerate(pins) if not pin.alone]
        self.runs, self.planned = 0, (_LEVELLINGS + 3) * SEVERAL + _STEPS * (1 + len(self.free))

    def levels(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Move every level by as much as it is missed, and the number of accounts by how many don't show."""
        found = {pin.parameter: self.given.value(pin.parameter) for pin in self.pins} | dict(values)
        asked = int(found["run.accounts"])
        boxes: list[Measured] = []
        for _ in range(_LEVELLINGS):
            boxes = self.several(found, self.seed)
            found = levelled(self.pins, found, self.data, boxes)
            if not self.frame.every_account and self.data.accounts:
                shown = float(np.mean([box.accounts or 0 for box in boxes]))
                more = int(found["run.accounts"]) * min(self.data.accounts, asked) / max(shown, 1)
                found["run.accounts"] = int(np.clip(more, _LEAST_ACCOUNTS, 2 * MOST_ACCOUNTS))
        # One run is compared with one set of data: what chance does to it counts as much.
        self.error = np.hypot(self.error, self.ordered(boxes).std(axis=0, ddof=1))
        return found

    def descend(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Bring the weighted distance down; returns all values, the fitted ones among them."""
        return _Descent(self, values).down()

    def settle(self, values: dict[str, Value]) -> dict[str, Value]:
        """Level once more on several seeds, where that helps: the search has seen one, and what is particular to it."""
        before = self.several(values, self.seed + 1)
        moved = levelled(self.pins, values, self.data, before)
        after = self.several(moved, self.seed + 1)
        return moved if self._distance(after) < self._distance(before) else values

    def _distance(self, boxes: Sequence[Measured]) -> float:
        """How far several boxes are from the data on average, by the loss of the search."""
        missed = (self.ordered(boxes).mean(axis=0) - self.wanted) / self.error
        return float(np.sum(np.sqrt(1 + missed**2) - 1))

    def judging(self, values: Mapping[str, Value]) -> list[Measured]:
        """Boxes on seeds that neither the search nor the settling has seen."""
        return self.several(values, self.seed + 1 + SEVERAL)

    def several(self, values: Mapping[str, Value], first: int) -> list[Measured]:
        """A run of each of several seeds."""
        return self._at_once([(values, seed) for seed in range(first, first + SEVERAL)])

    def each(self, trials: Sequence[Mapping[str, Value]]) -> Floats:
        """The numbers of a run with each set of values, one row each."""
        return self.ordered(self._at_once([(values, self.seed) for values in trials]))

    def ordered(self, boxes: Sequence[Measured]) -> Floats:
        """The numbers of each box in the order of the target, one row each."""
        rows = []
        for box in boxes:
            found = {(one.quantity.name, one.quantile): one.value for one in moments(box, self.frame)}
            rows.append([found[one.quantity.name, one.quantile] for one in self.target])
        return np.asarray(rows)

    def _at_once(self, jobs: Sequence[tuple[Mapping[str, Value], int]]) -> list[Measured]:
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            found = list(pool.map(lambda job: self._measured(*job), jobs))
        self.runs += len(jobs)
        if self.say:
            self.say(min(self.runs, self.planned), self.planned)
        return found

    def _measured(self, values: Mapping[str, Value], seed: int) -> Measured:
        """One run of the box, seen through the data's window."""
        days = max(self.frame.days, _LEAST_DAYS)
        trial = self.given.with_values({**values, **_QUIET, "run.days": days})
        return measure_course(simulate(trial, seed, log=True, by_account=True), self.frame)


class _Descent:
    """Least squares from one start, on the scales of the pins."""

    def __init__(self, search: Search, values: Mapping[str, Value]) -> None:
        self.search, self.values, pins = search, values, search.pins
        self.low = np.asarray([pin.across(pin.low) for pin in pins])
        self.high = np.asarray([pin.across(pin.high) for pin in pins])
        start = np.asarray([pin.across(float(values[pin.parameter])) for pin in pins])
        given = np.asarray([pin.across(float(search.given.value(pin.parameter))) for pin in pins])
        # A level begins where the data puts it; a spread's first guess is worth less than what was given.
        self.anchor = np.where([pin.on == "plain" for pin in pins], given, start)
        self.start = np.clip(start, self.low + 1e-6, self.high - 1e-6)
        self.known: dict[bytes, Floats] = {}

    def down(self) -> dict[str, Value]:
        """The values of the least distance found."""
        found = least_squares(
            self.distance,
            self.start,
            jac=self.slopes,
            bounds=(self.low, self.high),
            loss="soft_l1",
            max_nfev=_STEPS,
            ftol=0.01,
            xtol=0.01,
        )
        return self.at(found.x)

    def at(self, x: Floats) -> dict[str, Value]:
        """All values, with those of the pins from the place `x`."""
        return dict(self.values) | {pin.parameter: pin.back(one) for pin, one in zip(self.search.pins, x, strict=True)}

    def shown(self, x: Floats) -> Floats:
        """The box's numbers there; each place is run once."""
        if x.tobytes() not in self.known:
            self.known[x.tobytes()] = self.search.each([self.at(x)])[0]
        return self.known[x.tobytes()]

    def distance(self, x: Floats) -> Floats:
        """Every number's distance in its standard errors, then the pull of the anchor."""
        missed = (self.shown(x) - self.search.wanted) / self.search.error
        return np.concatenate([missed, _PRIOR * (x - self.anchor)])

    def slopes(self, x: Floats) -> Floats:
        """How `distance` moves with each parameter: by a run each, or as known for one that is alone."""
        search, here = self.search, self.shown(x)
        columns = np.zeros((len(here), len(x)))
        moved = [self._moved(x, i) for i in search.free]
        for i, step, seen in zip(search.free, moved, search.each([self.at(one) for one in moved]), strict=True):
            columns[:, i] = (seen - here) / (step[i] - x[i])
        for i, pin in enumerate(search.pins):
            if pin.alone:
                columns[:, i] = [one.quantity.name == pin.leveller(search.data) for one in search.target]
        return np.concatenate([columns / search.error[:, None], _PRIOR * np.eye(len(x))])

    def _moved(self, x: Floats, i: int) -> Floats:
        """`x` with one parameter moved by its step, inwards where it stands at its upper bound."""
        step = self.search.pins[i].step
        moved = x.copy()
        moved[i] += step if x[i] + step <= self.high[i] else -step
        return moved


__all__ = ["MOST_ACCOUNTS", "SEVERAL", "TOLERANCE", "Search"]
