"""What accounts did on posts, as the platform noted it: one entry an act, with all that came with it.

Stands between what groups and circles plan (`planned`), what the platform made of it (`platform`), and the log.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.acts import COMMENTED, FOLLOWED, LIKED, SAVED, SHARED, TRADED
from likewise.world.ragged import Bools, Floats, Ints, first_of_each

PLANNED = 1 << 9
"""Marks an act that a group or a circle brought about; the platform's own bits end below it."""

FITS_ANYTHING = 1 << 10
"""Marks a planned act whose comment would fit under any post; those that readers distrust are `TEMPLATE`, too."""

ONCE_A_POST = (LIKED, COMMENTED, SAVED, SHARED)


@dataclass(frozen=True)
class Deeds:
    """One entry an act. `bits` are the platform's; `time` is in seconds from the start, `end` that of its span.

    `group` is the number of the group it was done in, -1 where in none; `dwell_s` is nan where nobody looked.
    """

    actor: Ints
    post: Ints
    bits: NDArray[np.uint16]
    time: Floats
    end: Floats
    group: Ints
    dwell_s: Floats
    completion: Floats

    def __len__(self) -> int:
        return len(self.actor)

    def where(self, keep: Bools | Ints) -> Deeds:
        """The acts that a mask or an index picks."""
        return Deeds(*(getattr(self, one.name)[keep] for one in fields(Deeds)))

    def having(self, bit: int) -> Deeds:
        """The acts that hold this bit."""
        return self.where(self.has(bit))

    def has(self, bit: int) -> Bools:
        """Whether each act holds this bit."""
        held: Bools = (self.bits & np.uint16(bit)) != 0
        return held


def gathered(parts: list[Deeds]) -> Deeds:
    """Several sets of acts as one, in the order given."""
    return Deeds(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Deeds)))


def once(deeds: Deeds, author: Ints, followed: Ints, accounts: int) -> Deeds:
    """Each account likes, comments, saves and passes on a post once, and follows an author once.

    Where a plan and the feed meet, the plan has it, since it says in which group; else the first in time.
    `author` is that of each post; `followed` are pairs (actor * accounts + author) who followed before.
    """
    order = np.lexsort((deeds.time, ~deeds.has(PLANNED)))
    bits = deeds.bits.copy()
    post = deeds.actor * len(author) + deeds.post
    for bit in ONCE_A_POST:
        rows = order[deeds.has(bit)[order]]
        bits[rows[~first_of_each(post[rows])]] &= ~np.uint16(bit)
    rows = np.flatnonzero(deeds.has(FOLLOWED))
    rows = rows[np.argsort(deeds.time[rows], kind="stable")]
    pair = deeds.actor[rows] * accounts + author[deeds.post[rows]]
    bits[rows[~first_of_each(pair) | np.isin(pair, followed)]] &= ~np.uint16(FOLLOWED)
    return replace(deeds, bits=bits)


def traded(deeds: Deeds) -> Bools:
    """Whether each act was traded."""
    return deeds.has(TRADED)
