"""Stacks: every wave of joining (or leaving) with accounts that nobody trades with in that window, matched to members.

Part of `effect`. A stack holds the members whose event falls in one period, and the others; a row is an account and a
period from the event. Others are matched by level, size, topic, rhythm and the growth that their past foretells. The
level of a member is that of its past alone; that of the others is over the whole window, so that an account which was
high by chance isn't picked for having been high just before (regression to the mean).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from likewise.answers.effect.panel import Panel
from likewise.answers.effect.selection import Selection, expected
from likewise.answers.levels import Levels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BEFORE_DAYS = 42
"""Days before the event that are looked at: long enough for a path, short enough to be the same account."""
AFTER_DAYS = 28
"""Days after it: further on, what would have been without the group is guesswork."""
LEAST_BEFORE = 3
"""Periods before the event below which there is no path."""
NEIGHBOURS = 20
"""Others for each member; more lower the noise and match less well."""
OTHER_TOPIC = 1.0
"""What another topic costs, in squared standard deviations of the other things matched on."""


@dataclass(frozen=True)
class Event:
    """When it happened to whom, in periods, -1 for never: arrays (n,).

    What counts as before ends with `base`, what counts as after begins past `begin` and ends before `until`.
    """

    name: str
    base: Ints
    begin: Ints
    until: Ints


@dataclass(frozen=True)
class Stacks:
    """Rows: stack, account (place in the panel), t (period), k (periods from joining), step (periods after the event,
    0 before it), D (member or not), dose (probability of having been one), weight. `levels` are those of accounts and
    periods, in each stack their own.
    """

    rows: pd.DataFrame
    levels: Levels
    members: int
    others: int


def joining(panel: Panel) -> Event:
    """Joining: the first traded like, and what follows while the account stayed."""
    treated = panel.treated()
    join = np.where(treated, panel.start // panel.days, -1)
    stayed = np.where(panel.stop < panel.last - panel.days, panel.stop // panel.days, panel.periods)
    return Event("join", join, join, stayed)


def leaving(panel: Panel) -> Event:
    """Leaving: what follows the last traded like, against what was before the first; where data goes on for a week."""
    left = panel.treated() & (panel.stop < panel.last - max(7, 2 * panel.days))
    join, leave = (np.where(left, one // panel.days, -1) for one in (panel.start, panel.stop))
    return Event("leave", join, leave, np.full(len(join), panel.periods))


def shifted(event: Event, back: int) -> Event:
    """The same so many periods earlier, with nothing from the true event on: a placebo, which should show nothing."""
    base = np.where(event.base >= back, event.base - back, -1)
    return Event("placebo", base, base, np.where(base >= 0, event.base, 0))


def stacked(panel: Panel, event: Event, by: tuple[str, str], selection: Selection) -> Stacks:
    """All stacks of an event; `by` is the outcome and part that members and others are matched by."""
    counts = panel.counts[by]
    shown = panel.exposure.get(by[0], np.ones_like(counts))
    before, after = max(LEAST_BEFORE, BEFORE_DAYS // panel.days), max(1, AFTER_DAYS // panel.days)
    clean = np.flatnonzero(panel.clean() & (counts.sum(axis=1) > 0))
    whole = _level(counts, shown)
    parts = []
    happened = np.flatnonzero(event.base >= 0)
    for base, begin in np.unique(np.stack([event.base[happened], event.begin[happened]], axis=1), axis=0):
        who = happened[(event.base[happened] == base) & (event.begin[happened] == begin)]
        past = np.arange(max(0, base - before), base)
        future = np.arange(begin + 1, min(panel.periods, begin + 1 + after))
        who = who[event.until[who] > begin + 1]
        if len(past) < LEAST_BEFORE or not len(future) or not len(who) or not len(clean):
            continue
        near = _Nearness(panel, (counts, shown), whole, clean, past, future, selection)
        parts.append(_rows(panel, event, who, near, int(base), int(begin)))
    if not parts:
        return Stacks(pd.DataFrame(), Levels([], [], []), 0, 0)
    rows = pd.concat(parts, ignore_index=True)
    rows["stack"] = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    member = rows["D"] == 1
    levels = Levels(rows["account"], rows["t"], rows["stack"])
    return Stacks(rows, levels, rows.loc[member, "account"].nunique(), rows.loc[~member, "account"].nunique())


class _Nearness:
    """How near others are to members before one window, on what could decide how they go on."""

    def __init__(
        self,
        panel: Panel,
        seen: tuple[Floats, Floats],
        whole: Floats,
        clean: Ints,
        past: Ints,
        future: Ints,
        selection: Selection,
    ) -> None:
        self.panel, self.clean, self.past, self.future = panel, clean, past, future
        counts, shown = seen
        index = counts[clean].sum(axis=0) / np.maximum(shown[clean].sum(axis=0), 1e-9)
        overall = counts[clean].sum() / max(shown[clean].sum(), 1e-9)
        self.whole = whole
        self.level = _level(counts[:, past], shown[:, past]) - np.log(max(index[past].mean() / overall, 1e-6))
        rate = np.log(panel.posts.mean(axis=1) + 0.1)
        self.things = [rate]
        if np.isfinite(panel.followers).mean() > 0.5:
            size = np.log(np.where(np.isfinite(panel.followers), panel.followers, np.nanmedian(panel.followers)) + 1)
            self.things.append(size)
        growth = _foretold(counts, shown, past, future, selection)
        reach = np.sqrt(max(selection.spread(len(past), len(future)), 1e-4))
        # In units of how differently accounts go on at all: a foretelling that knows little says little.
        self.things.append(growth / reach * _std(rate[clean]))

    def nearest(self, member: int) -> Ints:
        """Places of the others that are nearest to one member."""
        away = ((self.whole[self.clean] - self.level[member]) / _std(self.whole[self.clean])) ** 2
        for thing in self.things:
            away = away + ((thing[self.clean] - thing[member]) / _std(thing[self.clean])) ** 2
        topic = self.panel.topic
        if topic[member] >= 0:
            away = away + OTHER_TOPIC * (topic[self.clean] != topic[member])
        most = min(NEIGHBOURS, len(self.clean))
        return self.clean[np.argsort(away, kind="stable")[:most]]


def _std(values: Floats) -> float:
    return max(float(values.std()), 1e-3)


def _level(counts: Floats, shown: Floats) -> Floats:
    """Log of what came a period, or a post."""
    found: Floats = np.log((counts.sum(axis=1) + 0.5) / (shown.sum(axis=1) + 0.5))
    return found


def _foretold(counts: Floats, shown: Floats, past: Ints, future: Ints, selection: Selection) -> Floats:
    """The change that each account's past foretells (best linear prediction), 0 where the past is mere noise."""
    usual = expected(counts[:, past], shown[:, past])
    there = usual > 0
    deviation = np.divide(counts[:, past], usual, out=np.ones_like(usual), where=there) - 1
    both = selection.covariance(np.concatenate([past, future]) - past[-1] - 1.0)
    n, lengths = usual.shape
    centred = np.eye(lengths) - 1 / lengths
    toward = (both[lengths:, :lengths].mean(axis=0) - both[:lengths, :lengths].mean(axis=0)) @ centred
    own = centred @ both[:lengths, :lengths] @ centred + np.ones((lengths, lengths)) / lengths
    noise = np.where(there, 1 / np.maximum(usual, 1e-3), 1e3)
    solved = np.linalg.solve(
        own[None] + noise[:, :, None] * np.eye(lengths), np.broadcast_to(toward[:, None], (n, lengths, 1))
    )
    found: Floats = np.einsum("nl,nl->n", solved[:, :, 0], deviation)
    return found


def _rows(panel: Panel, event: Event, who: Ints, near: _Nearness, base: int, begin: int) -> pd.DataFrame:
    """The rows of one stack: its members, each with weight 1, and the others, by how many members they stand near."""
    chosen = np.zeros(len(panel.code))
    for member in who:
        places = near.nearest(int(member))
        chosen[places] += 1 / len(places)
    others = np.flatnonzero(chosen)
    account = np.concatenate([who, others])
    t = np.concatenate([near.past, near.future])
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
    rows["dose"] = rows["D"] * panel.probability[rows["account"]]
    stayed = (rows["D"] == 0) | (rows["step"] == 0) | (rows["t"] < event.until[rows["account"]])
    return rows[stayed]
