"""Risk control: what a platform notices of its accounts, and what it does about it.

Part of the platform in a box. Three rules notice: likes that surge without completion (of a post), lockstep (of those
who like the same authors promptly, again and again), and a detector of groups. The detector is either a table of how
`likewise` scores members and honest accounts (bits of evidence, normal within a kind: the binormal model of signal
detection, Green and Swets 1966), a perfect one, or `likewise` itself, run on what has happened so far. Whoever is
noticed is discounted: its acts don't count for the ranking. Limits, demotion and bans come on top.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from likewise.answers.simulate.compiled import key_of, units
from likewise.answers.simulate.feed import NO_CAP, Pools
from likewise.answers.simulate.parameters import Parameters
from likewise.answers.simulate.people import HONEST, KINDS, People
from likewise.answers.simulate.state import (
    FINISHED,
    LIKES,
    LIKES_WATCHED,
    UNCOUNTED_LIKES,
    UNCOUNTED_VIEWS,
    VIEWS,
    Board,
)

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SCORES: Mapping[str, tuple[float, float]] = {
    "ordinary": (-22.0, 5.8),
    "creator": (-22.0, 5.8),
    "friends": (-10.5, 3.6),
    "hobby": (-9.6, 3.5),
    "fans": (-13.7, 4.2),
    "idol": (-22.0, 5.8),
    "member": (5.2, 4.5),
    "hired": (5.2, 4.5),
}
"""Bits of evidence (mean, sd) that `likewise` gives an account of each kind, as `benchmarks.detector` measured them;
idols were too few to measure and are taken for ordinary accounts, hired ones for members."""

_LEAST_LIKES = 10  # below so many no surge is seen


@dataclass
class Control:
    """Risk control and what it has done: until which day each action lasts for each account."""

    given: Parameters
    people: People
    posts: int
    seed: int
    detector: Callable[[int], Floats] | None  # from a day to the probability of each account, by what was before it

    def __post_init__(self) -> None:
        n, self.risk = len(self.people), self.given.risk
        self.until = np.full(n, -np.inf)
        self.banned = np.zeros(n, dtype=np.bool_)
        self.cleared = np.zeros(n, dtype=np.bool_)  # an appeal was granted
        self.appealed = np.full(n, np.inf)  # day on which an appeal is decided
        self.strikes = np.zeros(n, dtype=np.int32)
        self.mismatched = np.zeros(self.posts, dtype=np.bool_)  # posts whose likes surged without completion
        self.days_hurt = np.zeros(n, dtype=np.int32)
        self.honest = np.isin(self.people.kind, [KINDS.index(kind) for kind in HONEST])
        self._likes: list[tuple[int, NDArray[np.int64]]] = []
        scores = np.asarray([SCORES[kind] for kind in KINDS])[self.people.kind]
        self.bits = scores[:, 0] + scores[:, 1] * norm.ppf(
            np.clip(units(key_of(self.seed, 40), np.arange(n)), 1e-12, 1 - 1e-12)
        )

    def _acted_on(self, what: int, accounts: NDArray[np.integer], when: int) -> Flags:
        """Which of those noticed are acted on: the strength of risk control."""
        return units(key_of(self.seed, 41 + what), accounts.astype(np.int64), when) < self.risk.strength

    def penalty(self, board: Board, pools: Pools, posts: NDArray[np.int64]) -> Floats:
        """What is left of the score of each post that is about to be judged; 1 where nothing is acted on."""
        risk = self.risk
        left = np.ones(len(posts))
        counts = board["counts"][posts].astype(np.float64)
        likes = counts[:, LIKES] - counts[:, UNCOUNTED_LIKES]
        views = np.maximum(counts[:, VIEWS] - counts[:, UNCOUNTED_VIEWS], 1)
        seen = counts[:, LIKES_WATCHED] / np.maximum(counts[:, LIKES], 1)
        if risk.completion_of == "viewers":
            seen = counts[:, FINISHED] / np.maximum(counts[:, VIEWS], 1)
        surging = (likes >= _LEAST_LIKES) & (likes / views >= risk.surge * pools.usual_likes)
        noticed = surging & (seen < risk.completion_threshold)
        self.mismatched[posts[noticed]] = True
        if risk.active and risk.completion_rule:
            acted_on = noticed & self._acted_on(0, posts, 0)
            left[acted_on] = pools.keep[posts[acted_on]] = risk.mismatch_penalty
        return left

    def day(self, day: int, trading_since: Floats, prompt: NDArray[np.int64]) -> None:
        """A day begins: appeals are decided; on days of review, who is noticed is acted on.

        `trading_since` is the day each account's trading began (infinite for the others, and for those who
        stopped longer ago than risk control looks back); `prompt` holds yesterday's prompt likes as
        actor * accounts + author.
        """
        self._likes = [one for one in self._likes if one[0] > day - self.risk.lockstep_days] + [(day, prompt)]
        if not self.risk.active:
            return
        self._hear_appeals(day)
        if self.given.groups.ban_day and day == self.given.groups.ban_day:
            self.banned |= self.people.group >= 0
        perfect = self.risk.detector == "perfect"
        if perfect or (day >= 0 and day % self.risk.review_days == 0):
            noticed = self._detected(day, trading_since)
            if self.risk.lockstep_rule:
                noticed |= self._in_lockstep()
            self._act(np.flatnonzero(noticed & ~self.cleared & ~self.banned), day)
        self.days_hurt += self.punished(day)

    def _detected(self, day: int, since: Floats) -> Flags:
        """Whom the detector finds at the threshold."""
        risk, n = self.risk, len(self.people)
        if risk.detector == "perfect":
            return since <= day
        if risk.detector == "scores":
            visible = self.honest | (since <= day - risk.delay_days)
            found: Flags = visible & (self.bits >= np.log2(risk.threshold / (1 - risk.threshold)))
            return found
        if risk.detector == "likewise" and self.detector is not None and day >= risk.delay_days:
            return self.detector(day - risk.delay_days) >= risk.threshold
        return np.zeros(n, dtype=np.bool_)

    def _in_lockstep(self) -> Flags:
        """Who liked enough authors promptly enough times."""
        risk, n = self.risk, len(self.people)
        found = np.zeros(n, dtype=np.bool_)
        keys, times = np.unique(np.concatenate([likes for _, likes in self._likes]), return_counts=True)
        authors = np.bincount(keys[times >= risk.lockstep_repeats] // n, minlength=n)
        found[authors >= risk.lockstep_authors] = True
        return found

    def _act(self, accounts: NDArray[np.int64], day: int) -> None:
        """The action begins, or goes on, for `accounts`; honest ones may appeal."""
        risk = self.risk
        accounts = accounts[self._acted_on(1, accounts, 0)]
        fresh = accounts[self.until[accounts] <= day]
        self.strikes[fresh] += 1
        self.until[accounts] = day + risk.action_days
        if risk.action == "ban":
            self.banned[accounts] = True
        if risk.strikes_to_ban:
            self.banned[fresh[self.strikes[fresh] >= risk.strikes_to_ban]] = True
        wronged = fresh[self.honest[fresh]]
        appeals = units(key_of(self.seed, 43), wronged) < risk.appeal_share
        self.appealed[wronged[appeals]] = day + risk.appeal_days

    def _hear_appeals(self, day: int) -> None:
        heard = np.flatnonzero(self.appealed <= day)
        granted = heard[units(key_of(self.seed, 44), heard) < self.risk.appeal_success]
        self.until[granted] = -np.inf
        self.banned[granted] = False
        self.cleared[granted] = True
        self.appealed[heard] = np.inf

    def punished(self, day: int) -> Flags:
        """Who is under an action on that day."""
        under: Flags = (self.until > day) | self.banned
        return under

    def reach(self, day: int) -> tuple[Floats, NDArray[np.int64]]:
        """What is left of each author's pools, and the most views that they give a post."""
        under = self.until > day
        factor, cap = np.ones(len(under)), np.full(len(under), NO_CAP)
        if self.risk.action == "demote":
            factor[under] = self.risk.demotion
        if self.risk.action == "limit":
            cap[under] = self.risk.limit_views
        return factor, cap
