"""The part of a panel that one event and one outcome rest on: members before and after, and the accounts outside.

Part of `effect`. Members stand first. Of a member only periods before the event and at most AFTER_DAYS after it count,
while it stayed; of the others all do. The others weigh so that topics and sizes are as common among them as among the
members (post-stratification; Holt and Smith 1979), as far as both are known: what befalls a topic or the large accounts
then befalls both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from likewise.answers.effect.events import Event
from likewise.answers.effect.kernel import LEAST_ACCOUNTS
from likewise.answers.effect.panel import Bools, Floats, Ints, Panel

BEFORE_DAYS = 42
"""Days before the event whose path is drawn and tested, and that accounts are matched by: long enough for a path, short
enough to be the same account."""
AFTER_DAYS = 28
"""Days after the event: further on, what would have been without the group is guesswork."""
LEAST_BEFORE = 3
"""Periods before the event below which there is no path."""
LEAST_MEMBERS = 8
"""Fewer members give no interval worth the name: errors are clustered by account."""
LEAST_COUNT = 30.0
"""Events received by members in the window below which nothing can be compared."""
LEAST_OF_ONE = 5.0
"""Events that an account must have received to say how things went: of a member before and after together. Who had some
before would have been picked for a high, which passes."""
LEAST_PAST = 2
"""Periods with any posts before it joined that a member needs."""
OTHERS_A_MEMBER, LEAST_OTHERS = 15, 600
"""So many accounts outside are compared for each member, or at least so many in all: more would narrow no interval by a
twentieth."""
FARTHEST_WEIGHT = 4.0
"""An account outside weighs at most so many times as much, or as little, as without regard to topic and size."""
SIZES = 3
"""Classes of size, equally full among the members."""


@dataclass(frozen=True)
class History:
    """An outcome of `members` accounts, which stand first, and of the others (n, T periods).

    - `account` (n,): places in the panel; `weight` (n,): 1 for members.
    - `y` (n, T): what was counted; `exposure` (n, T): what it is over (posts, views, or 1), 0 where it doesn't count.
    - `since` (members, T): periods from the event's base, negative before it; `step` (members, T): periods after the
      event, 0 elsewhere; `before`, `after` (members, T): what is compared.
    - `size` (members,): log of followers, in standard deviations about their mean; 0 where most aren't known, since an
      account that has received much by chance would be taken for large, and for losing.
    - `dose` (members,): probabilities of having been a member, or ones.
    """

    members: int
    account: Ints
    weight: Floats
    y: Floats
    exposure: Floats
    since: Ints
    step: Ints
    before: Bools
    after: Bools
    size: Floats
    dose: Floats

    @property
    def others(self) -> int:
        """How many accounts outside there are."""
        return len(self.account) - self.members

    @property
    def steps(self) -> Ints:
        """Steps after the event that any member has."""
        return np.unique(self.step[self.after])

    def within(self, some: Bools) -> History:
        """The same, of members only some periods (members, T)."""
        y, exposure = self.y.copy(), self.exposure.copy()
        for values in (y, exposure):
            values[: self.members][~some] = 0.0
        return replace(self, y=y, exposure=exposure)

    def posted(self, kept: Bools | None = None) -> Floats:
        """The share of what members (those kept, or all) posted after the event that falls on each step (steps,)."""
        after = self.after if kept is None else self.after & kept[:, None]
        places = np.searchsorted(self.steps, self.step[after])
        found = np.bincount(places, self.exposure[: self.members][after], len(self.steps))
        return np.asarray(found / found.sum(), dtype=np.float64)


def history(
    panel: Panel, event: Event, counts: Floats, exposure: Floats | None, *, uncertain: bool = False
) -> History | None:
    """What there is to compare, of `counts` over `exposure` (accounts, periods; None: each that the account was there).

    Args:
        panel: all accounts.
        event: when it happened to whom.
        counts: the outcome.
        exposure: what it is over.
        uncertain: whether members count by how probable it is that they were members.

    Returns:
        None where there are too few members, events or accounts outside.
    """
    shown = panel.there() if exposure is None else exposure
    t = np.arange(panel.periods)
    who = np.flatnonzero(event.base >= LEAST_BEFORE)
    base, begin, until = (one[who][:, None] for one in (event.base, event.begin, event.until))
    there = shown[who] > 0
    before = (t < base) & there
    after = (t > begin) & (t < until) & (t <= begin + max(1, AFTER_DAYS // panel.days)) & there
    enough = (counts[who] * (before | after)).sum(axis=1) >= LEAST_OF_ONE
    enough &= (before.sum(axis=1) >= LEAST_PAST) & after.any(axis=1)
    who, before, after = who[enough], before[enough], after[enough]
    others = np.flatnonzero(panel.clean() & (counts.sum(axis=1) >= LEAST_OF_ONE))
    seen = (counts[who] * (before | after)).sum()
    others = panel.drawn(others)[: max(OTHERS_A_MEMBER * len(who), LEAST_OTHERS)]
    if len(who) < LEAST_MEMBERS or seen < LEAST_COUNT or len(others) < LEAST_ACCOUNTS:
        return None
    account = np.concatenate([who, others])
    used = np.concatenate([before | after, shown[others] > 0])
    y, shown = np.where(used, counts[account], 0.0), np.where(used, shown[account], 0.0)
    size, known = _sizes(panel, account, y, shown, before)
    return History(
        members=len(who),
        account=account,
        weight=np.concatenate([np.ones(len(who)), _alike(panel.topic[account], size, len(who))]),
        y=y,
        exposure=shown,
        since=(t - event.base[who][:, None]).astype(np.int64),
        step=np.where(after, t - event.begin[who][:, None], 0).astype(np.int64),
        before=before,
        after=after,
        size=_standard(size[: len(who)]) if known else np.zeros(len(who)),
        dose=panel.probability[who] if uncertain else np.ones(len(who)),
    )


def _sizes(panel: Panel, account: Ints, y: Floats, shown: Floats, before: Bools) -> tuple[Floats, bool]:
    """Log of followers and True where most accounts' are known, else of what came (of members, before they joined)."""
    size = panel.sizes(account)
    if size is not None:
        return size, True
    past = np.ones_like(y)
    past[: len(before)] = before
    return np.log(((y * past).sum(axis=1) + 0.5) / ((shown * past).sum(axis=1) + 0.5)), False


def _standard(values: Floats) -> Floats:
    found: Floats = (values - values.mean()) / max(float(values.std()), 1e-9)
    return found


def _alike(topic: Ints, size: Floats, members: int) -> Floats:
    """Weights of the others with which topics and sizes are as common among them as among the members; mean 1."""
    cuts = np.quantile(size[:members], np.arange(1, SIZES) / SIZES)
    weight = np.ones(len(size) - members)
    for kind in (topic, np.searchsorted(cuts, size)):
        kinds, place = np.unique(kind, return_inverse=True)
        n = len(kinds)
        if n == 1:
            continue
        theirs = np.bincount(place[members:], weight, n)
        # As many members more as there are kinds, spread as the others are: a kind with few members is mere chance.
        wanted = np.bincount(place[:members], minlength=n) + n * theirs / theirs.sum()
        ratio = wanted / wanted.sum() / np.maximum(theirs / theirs.sum(), 1e-12)
        weight = weight * np.clip(ratio, 1 / FARTHEST_WEIGHT, FARTHEST_WEIGHT)[place[members:]]
        weight = weight / weight.mean()
    return weight
