"""Stacks: every wave of joining with accounts that nobody trades with in that window, matched to members.

Part of `effect`; the second estimator rests on them. A stack holds the members whose event falls in one period, and the
others; a row is an account and a period from the event. Others are matched by level, size, topic, rhythm and the growth
that their past foretells. The level of a member is that of its past alone; that of the others is over the whole window,
so that an account which was high by chance isn't picked for having been high just before (regression to the mean).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from likewise.answers.effect.events import Event
from likewise.answers.effect.history import AFTER_DAYS, BEFORE_DAYS, LEAST_BEFORE
from likewise.answers.effect.kernel import Kernel
from likewise.answers.effect.panel import Panel
from likewise.answers.levels import Levels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEIGHBOURS = 20
"""Others for each member; more lower the noise and match less well."""
OTHER_TOPIC = 1.0
"""What another topic costs, in squared standard deviations of the other things matched on."""


@dataclass(frozen=True)
class Stacks:
    """Rows: stack, account (place in the panel), t (period), k (periods from joining), step (periods after the event,
    0 before it), D (member or not), weight. `levels` are those of accounts and
    periods, in each stack their own.
    """

    rows: pd.DataFrame
    levels: Levels
    members: int
    others: int


def stacked(panel: Panel, event: Event, by: tuple[str, str], kernel: Kernel) -> Stacks:
    """All stacks of an event; `by` is the outcome and part that members and others are matched by."""
    counts = panel.counts[by]
    shown = panel.exposure.get(by[0], np.ones_like(counts))
    before, after = max(LEAST_BEFORE, BEFORE_DAYS // panel.days), max(1, AFTER_DAYS // panel.days)
    clean = np.flatnonzero(panel.clean() & (counts.sum(axis=1) > 0))
    whole = _level(counts, shown)
    parts: list[pd.DataFrame] = []
    happened = np.flatnonzero(event.base >= 0)
    for base in np.unique(event.base[happened]):
        past = np.arange(max(0, base - before), base)
        if len(past) < LEAST_BEFORE or not len(clean):
            continue
        near = _Nearness(panel, (counts, shown), whole, clean, past, kernel)
        at_base = happened[event.base[happened] == base]
        for begin in np.unique(event.begin[at_base]):
            who = at_base[(event.begin[at_base] == begin) & (event.until[at_base] > begin + 1)]
            future = np.arange(begin + 1, min(panel.periods, begin + 1 + after))
            if len(future) and len(who):
                parts.append(_rows(panel, event, who, near, future, int(base), int(begin)))
    if not parts:
        return Stacks(pd.DataFrame(), Levels([], [], []), 0, 0)
    rows = pd.concat(parts, ignore_index=True)
    rows["stack"] = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    member = rows["D"] == 1
    levels = Levels(rows["account"], rows["t"], rows["stack"])
    return Stacks(rows, levels, rows.loc[member, "account"].nunique(), rows.loc[~member, "account"].nunique())


class _Nearness:
    """How near others are to members before one moment, on what could decide how they go on."""

    def __init__(
        self,
        panel: Panel,
        seen: tuple[Floats, Floats],
        whole: Floats,
        clean: Ints,
        past: Ints,
        kernel: Kernel,
    ) -> None:
        self.topic, self.clean, self.past, self.kernel = panel.topic, clean, past, kernel
        counts, shown = seen
        index = counts[clean].sum(axis=0) / np.maximum(shown[clean].sum(axis=0), 1e-9)
        overall = counts[clean].sum() / max(shown[clean].sum(), 1e-9)
        level = _level(counts[:, past], shown[:, past]) - np.log(max(index[past].mean() / overall, 1e-6))
        self.rate = np.log(panel.posts.mean(axis=1) + 0.1)
        self.things = [self._scaled(whole, level), self._scaled(self.rate, self.rate)]
        size = panel.sizes(np.arange(len(panel.code)))
        if size is not None:
            self.things.append(self._scaled(size, size))
        self.told = _told(counts[:, past], shown[:, past], past, kernel)

    def _scaled(self, of_others: Floats, of_members: Floats) -> tuple[Floats, Floats, float]:
        """Something to match by: of the others, of whoever is a member, and its standard deviation among the others."""
        unit = _std(of_others[self.clean])
        return of_others[self.clean], of_members, unit

    def growing(self, future: Ints) -> tuple[Floats, Floats, float]:
        """The change that each account's past foretells until then (best linear prediction), to match by."""
        length = len(self.past)
        both = self.kernel.path(np.concatenate([self.past, future]) - self.past[-1] - 1.0)
        toward = both[length:, :length].mean(axis=0) - both[:length, :length].mean(axis=0)
        growth = self.told @ (toward - toward.mean())
        reach = np.sqrt(max(self.kernel.spread(length, len(future)), 1e-4))
        # In units of how differently accounts go on at all: a foretelling that knows little says little.
        return self._scaled(*[growth / reach * _std(self.rate[self.clean])] * 2)

    def nearest(self, member: int, growing: tuple[Floats, Floats, float]) -> Ints:
        """Places of the others that are nearest to one member; of equally near ones, the first."""
        away = np.zeros(len(self.clean))
        for others, members, unit in (*self.things, growing):
            away += ((others - members[member]) / unit) ** 2
        if self.topic[member] >= 0:
            away += OTHER_TOPIC * (self.topic[self.clean] != self.topic[member])
        most = min(NEIGHBOURS, len(self.clean))
        farthest = np.partition(away, most - 1)[most - 1]
        near, same = np.flatnonzero(away < farthest), np.flatnonzero(away == farthest)
        found: Ints = self.clean[np.concatenate([near, same[: most - len(near)]])]
        return found


def _std(values: Floats) -> float:
    return max(float(values.std()), 1e-3)


def _level(counts: Floats, shown: Floats) -> Floats:
    """Log of what came a period, or a post."""
    found: Floats = np.log((counts.sum(axis=1) + 0.5) / (shown.sum(axis=1) + 0.5))
    return found


def _told(counts: Floats, shown: Floats, past: Ints, kernel: Kernel) -> Floats:
    """What each account's past tells of its own path (accounts, periods), 0 where it is mere noise."""
    usual = _expected(counts, shown)
    there = usual > 0
    deviation = np.divide(counts, usual, out=np.ones_like(usual), where=there) - 1
    lengths = len(past)
    centred = np.eye(lengths) - 1 / lengths
    own = centred @ kernel.path(past - past[-1] - 1.0) @ centred + np.ones((lengths, lengths)) / lengths
    noise = np.where(there, 1 / np.maximum(usual, 1e-3), 1e3)
    found: Floats = np.linalg.solve(own[None] + noise[:, :, None] * np.eye(lengths), deviation[:, :, None])[:, :, 0]
    return found


def _expected(y: Floats, shown: Floats) -> Floats:
    """What each account would get in each period at its own rate, given what it posted and how all went."""
    rate = y.sum(axis=1, keepdims=True) / np.maximum(shown.sum(axis=1, keepdims=True), 1e-9)
    flat = rate * shown
    weight = 1 / (1 + 0.1 * flat.sum(axis=1, keepdims=True))
    index = (y * weight).sum(axis=0) / np.maximum((flat * weight).sum(axis=0), 1e-9)
    moved: Floats = flat * index
    found: Floats = moved * (y.sum(axis=1, keepdims=True) / np.maximum(moved.sum(axis=1, keepdims=True), 1e-9))
    return found


def _rows(panel: Panel, event: Event, who: Ints, near: _Nearness, future: Ints, base: int, begin: int) -> pd.DataFrame:
    """The rows of one stack: its members, each with weight 1, and the others, by how many members they stand near."""
    chosen, growing = np.zeros(len(panel.code)), near.growing(future)
    for member in who:
        places = near.nearest(int(member), growing)
        chosen[places] += 1 / len(places)
    others = np.flatnonzero(chosen)
    account = np.concatenate([who, others])
    t = np.concatenate([near.past, future])
    rows = pd.DataFrame(
        {
            "account": np.repeat(account, len(t)),
            "t": np.tile(t, len(account)),
            "D": np.repeat((np.arange(len(account)) < len(who)).astype(np.float64), len(t)),
            "weight": np.repeat(np.concatenate([np.ones(len(who)), chosen[others]]), len(t)),
        }
    )
    rows["k"] = rows["t"] - base
    rows["step"] = np.maximum(rows["t"] - begin, 0)
    stayed = (rows["D"] == 0) | (rows["step"] == 0) | (rows["t"] < event.until[rows["account"]])
    return rows[stayed]
