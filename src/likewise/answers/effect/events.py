"""When members joined and left, in periods of the panel; part of `effect`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.effect.panel import Panel

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Event:
    """When it happened to whom, in periods, -1 for never: arrays (accounts,).

    What counts as before ends with `base`, what counts as after begins past `begin` and ends before `until`.
    """

    name: str
    base: Ints
    begin: Ints
    until: Ints


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
