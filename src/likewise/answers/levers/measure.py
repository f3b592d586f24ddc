"""What honest habits go with deeper engagement, what an hour of each brings, and which of them carries most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from likewise.answers.estimate import LEVEL, MATTERS, Estimate, holm
from likewise.answers.levers.effort import SECONDS_PER_LIKE, minutes_of
from likewise.answers.levers.regression import LEAST_ACCOUNTS, Support, fit, supports
from likewise.answers.levers.sample import Sample, draw_sample
from likewise.engine import Engine, sql_text
from likewise.tables import OUTPUTS

GROUP = "group"
"""The lever that is the group's own, to compare with."""

DEEP = "deep"
OUTCOMES_NOT_ACTS = frozenset({"completion"})
"""What goes with deeper engagement and isn't something that one can decide to do."""
OUTCOMES = (DEEP, "likes", "views")
"""Per post: organic comments, saves and reposts together; organic likes; views. Comparisons rest on the first."""


@dataclass(frozen=True)
class Lever:
    """One habit and one outcome: the estimate, its p-values over all levers of the outcome, and its work.

    `p` is of no change at all, `p_matters` (one-sided) of less than MATTERS more, both after Holm's correction.
    Without support enough there is no estimate.
    """

    lever: str
    outcome: str
    estimate: Estimate | None
    support: Support
    minutes: float
    p: float | None = None
    p_matters: float = 1.0

    @property
    def advice(self) -> bool:
        """Whether it may be given as advice: something one can do, and the whole corrected interval above MATTERS."""
        return self.estimate is not None and self.p_matters <= (1 - LEVEL) / 2 and self.lever not in OUTCOMES_NOT_ACTS

    def row(self) -> dict[str, str | float | int | bool | None]:
        """A row of OUTPUTS["levers"]. An hour's change is in posts: as many posts' engagement as an hour adds."""
        hours = self.minutes / 60
        one = self.estimate
        told = dict.fromkeys(("change", "low", "high")) if one is None else _ends(one)
        hourly = dict(zip(("an_hour", "an_hour_low", "an_hour_high"), told.values(), strict=True))
        return {
            "lever": self.lever,
            "outcome": self.outcome,
            **told,
            "p": self.p,
            "posts": self.support.posts,
            "accounts": self.support.accounts,
            "minutes": self.minutes,
            **{name: None if value is None or hours <= 0 else value / hours for name, value in hourly.items()},
            "advice": self.advice,
        }


@dataclass(frozen=True)
class Best:
    """The lever that carries most an hour, and its effect estimated on accounts that had no part in the choice.

    `lever` is what all accounts together would choose; `chosen` what each half chose for the other half to estimate;
    `estimate` is the mean over the halves, each at the share of posts that `minutes` allows.
    """

    lever: str
    chosen: tuple[str, str]
    estimate: Estimate


@dataclass(frozen=True)
class Levers:
    """All that was measured; `halves` are the deep outcome on each half of the accounts alone.

    `reason` (a key of the catalogue, `lever.reason.<reason>`) says why there is nothing, and `needed` how many accounts
    would do.
    """

    levers: tuple[Lever, ...]
    halves: tuple[Mapping[str, Estimate], Mapping[str, Estimate]]
    minutes: Mapping[str, float]
    group_minutes: float | None
    posts: int
    accounts: int
    reason: str | None = None
    needed: int | None = None

    def table(self) -> pa.Table:
        """The rows of OUTPUTS["levers"], the surest first within an outcome, the group's own last."""
        return pa.Table.from_pylist([lever.row() for lever in self.levers], schema=OUTPUTS["levers"])

    def judged(self) -> Mapping[str, Estimate]:
        """The honest levers that rest on enough accounts, with their change of the deep outcome."""
        return {
            one.lever: one.estimate
            for one in self.levers
            if one.outcome == DEEP and one.lever != GROUP and one.estimate is not None
        }

    def best(self, minutes: float) -> Best | None:
        """The lever that carries most when `minutes` a post go into it; None where no lever rests on enough accounts.

        Picking the best of several flatters it, so each half of the accounts chooses, and the other half estimates.
        """
        whole = self.judged()
        names = [name for name in whole if all(name in half for half in self.halves)]
        if not names:
            return None
        first, second = (max(names, key=lambda name: self._worth(half[name], name, minutes)) for half in self.halves)
        one = self.spread(self.halves[1][first], first, minutes)
        other = self.spread(self.halves[0][second], second, minutes)
        return Best(
            max(names, key=lambda name: self._worth(whole[name], name, minutes)),
            (first, second),
            Estimate(
                (one.log + other.log) / 2,
                float(np.hypot(one.error, other.error)) / 2,
                min(one.df, other.df),
                one.n + other.n,
            ),
        )

    def spread(self, estimate: Estimate, lever: str, minutes: float) -> Estimate:
        """The effect on the mean post when `minutes` a post go into a lever, at most once a post (delta method)."""
        share = min(1.0, minutes / self.minutes[lever])
        ratio = float(np.exp(estimate.log))
        mean = 1 + share * (ratio - 1)
        return Estimate(float(np.log(mean)), estimate.error * share * ratio / mean, estimate.df, estimate.n)

    def _worth(self, estimate: Estimate, lever: str, minutes: float) -> float:
        return self.spread(estimate, lever, minutes).low


def measure_levers(engine: Engine, holds: frozenset[str], group: Estimate | None, timezone: str = "UTC") -> Levers:
    """Measure every honest habit that the data shows against organic engagement, and the group's own beside them.

    Reads `post`, `deed`, `post_count`, `exchanged` and `membership`. `holds` is the ledger's; `group` is the effect of
    the group on organic engagement, if there is one; hours and weekends are those of `timezone`. At most about
    MOST_POSTS posts leave the engine.
    """
    effort = _group_minutes(engine)
    if "posts.time" not in holds:
        return _nothing("no_times", effort)
    sample = draw_sample(engine, holds, timezone)
    if sample.posts.empty or not sample.posts[DEEP].sum():
        return _nothing("no_depth" if len(sample.posts) else "few_posts", effort)
    minutes = {lever: minutes_of(lever, sample.format) for lever in sample.levers}
    found = [lever for outcome in OUTCOMES for lever in _judged(sample, outcome, minutes)]
    enough = any(one.estimate is not None and one.outcome == DEEP for one in found)
    if group is not None and effort is not None:
        found.append(Lever(GROUP, DEEP, group, Support(group.n, group.n), effort, group.p))
    return Levers(
        levers=tuple(found),
        halves=(_half(sample, 0), _half(sample, 1)) if enough else ({}, {}),
        minutes=minutes,
        group_minutes=effort,
        posts=len(sample.posts),
        accounts=int(sample.posts["account"].nunique()),
        reason=None if enough else "few_posts",
        needed=None if enough else LEAST_ACCOUNTS,
    )


def _ends(one: Estimate) -> dict[str, float | None]:
    return {"change": one.change, "low": one.low, "high": one.high}


def _nothing(reason: str, effort: float | None) -> Levers:
    return Levers((), ({}, {}), {}, effort, 0, 0, reason, LEAST_ACCOUNTS)


def _group_minutes(engine: Engine) -> float | None:
    """Minutes a post that probable members spend on giving likes to their groups; None without members who post."""
    row = engine.arrow(sql_text("likewise.answers.levers", "group_effort.sql")).to_pylist()[0]
    if not row["likes"] or not row["posts"]:
        return None
    return float(row["likes"]) / float(row["posts"]) * SECONDS_PER_LIKE / 60


def _judged(sample: Sample, outcome: str, minutes: Mapping[str, float]) -> list[Lever]:
    """Every lever that varies on one outcome, the surest first; what rests on too few costs the correction nothing."""
    posts = sample.posts.dropna(subset=[outcome])
    if posts.empty or not posts[outcome].sum():
        return []
    estimates = fit(posts, sample.levers, sample.controls, outcome)
    support = supports(posts, sample.levers, outcome)
    told = [name for name in estimates if support[name].enough]
    none = holm([estimates[name].p for name in told])
    less = holm([estimates[name].p_above(MATTERS) for name in told])
    found = [
        Lever(name, outcome, estimates[name], support[name], minutes[name], p, matters)
        for name, p, matters in zip(told, none, less, strict=True)
    ]
    thin = [
        Lever(name, outcome, None, support[name], minutes[name])
        for name in sample.levers
        if name not in told and support[name].accounts
    ]
    return [*sorted(found, key=lambda one: (one.p_matters, one.p, one.lever)), *thin]


def _half(sample: Sample, half: int) -> Mapping[str, Estimate]:
    posts = sample.posts[sample.posts["half"] == half].dropna(subset=[DEEP])
    return fit(posts, sample.levers, sample.controls, DEEP)
