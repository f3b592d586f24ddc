"""When people are online: hours of the day, days of the week, browsing sessions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.world.people import People
from likewise.world.ragged import Bools, Floats, Ints, starts
from likewise.world.recipe import Recipe

DAY = 86_400.0
SPAN = 1 << 25  # seconds; longer than any period (about 388 days), so that account * SPAN + time is one sorted key
_BLOCK = 50_000  # accounts whose sessions are drawn at once, to bound memory


def moments(people: People, account: Ints, days: int, recipe: Recipe, rng: np.random.Generator) -> Floats:
    """One moment inside the period for each account given, at an hour of its own (seconds from the start)."""
    n = len(account)
    weight = np.where(np.arange(days) % 7 >= 5, recipe.weekend, 1.0)  # the period starts on a Monday
    day = np.searchsorted(np.cumsum(weight / weight.sum()), rng.random(n), side="right")
    evening = (rng.random(n) < 0.62).astype(np.int64)
    local = people.peaks[account, evening] + rng.normal(0, 2.3, n)
    hour = np.mod(local - people.zone[account], 24.0)
    return np.minimum(day, days - 1) * DAY + hour * 3600.0


@dataclass(frozen=True)
class Sessions:
    """Everyone's browsing sessions: sorted keys `account * SPAN + second`, and where each account begins."""

    keys: Ints
    begin: Ints

    def count(self, account: Ints) -> Ints:
        """How many sessions each of these accounts has."""
        return self.begin[account + 1] - self.begin[account]

    def time(self, account: Ints, which: Ints) -> Floats:
        """When session number `which` of each account starts, in seconds."""
        second: Ints = self.keys[self.begin[account] + which] - account * SPAN
        return second.astype(np.float64)

    def next(self, account: Ints, after: Floats) -> Floats:
        """The start of each account's first session at or after a moment; infinite where there is none."""
        sought = account * SPAN + np.ceil(np.minimum(after, SPAN - 2.0)).astype(np.int64)
        place = np.searchsorted(self.keys, sought)
        found = place < self.begin[account + 1]
        time = self.keys[np.minimum(place, len(self.keys) - 1)] - account * SPAN
        return np.where(found, time.astype(np.float64), np.inf)


def draw_sessions(people: People, days: int, recipe: Recipe, rng: np.random.Generator) -> Sessions:
    """Sessions for every account; at least two each."""
    counts = 2 + rng.poisson(people.sessions * days)
    keys = []
    for low in range(0, len(people), _BLOCK):
        account = np.repeat(np.arange(low, min(low + _BLOCK, len(people))), counts[low : low + _BLOCK])
        time = moments(people, account, days, recipe, rng).astype(np.int64)
        keys.append(np.sort(account * SPAN + time))
    return Sessions(np.concatenate(keys), starts(counts))


def at_next_session(
    sessions: Sessions, account: Ints, time: Floats, latest: Floats, waits: Bools, rng: np.random.Generator
) -> Floats:
    """Put the moments that wait into the account's next session, if that starts before `latest`."""
    out = time.copy()
    at = np.flatnonzero(waits)
    start = sessions.next(account[at], time[at])
    inside = start + 5.0 + rng.exponential(120.0, len(at))
    out[at] = np.where(inside < latest[at], inside, time[at])
    return out
