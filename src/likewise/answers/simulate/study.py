"""A study: the same seeds with and without the group, without risk control, and with the hours spent on content.

Part of the platform in a box. What differs between two runs of one seed is the effect of what differs between them;
what differs between seeds is how sure that is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.box import DAILY, Course, Detector, simulate
from likewise.answers.simulate.parameters import Parameters, Risk, Value
from likewise.answers.simulate.people import HONEST, KINDS
from likewise.answers.simulate.state import (
    COMMENTS,
    EXPLORED,
    LIKES,
    SAVES,
    SHARES,
    TEMPLATES,
    TRADED_LIKES,
    UNCOUNTED_TRADED,
)

Floats = NDArray[np.float64]

VARIANTS: Mapping[str, Mapping[str, Value]] = {
    "group": {},
    "alone": {"groups.active": False, "groups.instead": False},
    "content": {"groups.active": True, "groups.instead": True},
    "unpoliced": {"risk.active": False},
    "no_rule": {"risk.completion_rule": False},
}
"""What each run of a seed changes: as declared; nobody trades; the hours go into posts; no risk control; no
completion rule."""

MEASURES = ("raw", "organic", "views", "followers", "fan_activity", "conversion")
"""The curves: likes and comments, raw and organic, views without those of the group, followers, all a member and day;
acts of followers a follower and day; purchases a thousand followers and day."""


@dataclass(frozen=True)
class Kept:
    """What is kept of one run: the daily sums, what its posts got, and what risk control did."""

    daily: Floats
    quality: Floats
    explored: Floats  # views given by pools to each post
    mismatched: NDArray[np.bool_]
    depth: Floats  # likes, and comments, saves and shares, of members' posts in group times
    traded: Floats  # traded likes, and those of them that the ranking didn't count
    hurt: Floats  # by kind: accounts, those ever under an action, days under it
    reached: Floats  # by kind: views given by pools to their posts from the group's first day on

    def per_account(self, kind: str, what: str) -> Floats:
        """A daily sum of one kind over its accounts."""
        at = KINDS.index(kind)
        per: Floats = self.daily[:, at, DAILY.index(what)] / np.maximum(self.daily[:, at, DAILY.index("accounts")], 1)
        return per

    def measure(self, name: str, kind: str = "member") -> Floats:
        """One of MEASURES, day by day."""
        if name in {"raw", "organic"}:
            prefix = "" if name == "raw" else "organic_"
            return self.per_account(kind, f"{prefix}likes") + self.per_account(kind, f"{prefix}comments")
        if name in {"views", "followers"}:
            return self.per_account(kind, "organic_views" if name == "views" else name)
        what, scale = ("fan_acts", 1.0) if name == "fan_activity" else ("purchases", 1000.0)
        return scale * self.per_account(kind, what) / np.maximum(self.per_account(kind, "followers"), 1e-9)


@dataclass(frozen=True)
class Study:
    """All runs of one scenario: `runs[variant]` holds one `Kept` a seed."""

    given: Parameters
    seeds: tuple[int, ...]
    runs: Mapping[str, tuple[Kept, ...]]

    def window(self, when: str) -> slice:
        """The days before, during or after the group; `after` is empty where it never stops."""
        groups, days = self.given.groups, self.given.run.days
        stop = min(groups.stop_day or days, days)
        full = min(groups.start_day + groups.join_spread, stop)
        spans = {"before": (0, groups.start_day), "during": (full, stop), "after": (stop, days)}
        return slice(*spans[when])

    def mean(self, variant: str, what: str, when: str, kind: str = "member") -> Floats:
        """Mean of a daily number over a window, a seed each."""
        window = self.window(when)
        return np.asarray([run.per_account(kind, what)[window].mean() for run in self.runs[variant]])

    def measured(self, variant: str, measure: str, when: str) -> Floats:
        """Mean of one of MEASURES over a window, a seed each."""
        window = self.window(when)
        return np.asarray([run.measure(measure)[window].mean() for run in self.runs[variant]])


Told = Callable[[int, int], None]
"""Called with the number of runs done, and of all."""


Known = dict[tuple[Parameters, int], Kept]
"""Runs that are there already, by their parameters and seed."""


def run_study(
    given: Parameters,
    seeds: int,
    first_seed: int = 0,
    variants: tuple[str, ...] = tuple(VARIANTS),
    detector: Detector | None = None,
    told: Told | None = None,
    threads: int | None = None,
    known: Known | None = None,
) -> Study:
    """Run each variant for each seed, on as many threads as there are processors (the loops hold no lock).

    Runs that `known` holds are not run again; those that are run are added to it.
    """
    known = {} if known is None else known
    every = tuple(range(first_seed, first_seed + seeds))
    asked = {
        (variant, seed): (_decisive(given.with_values(VARIANTS[variant])), seed)
        for seed in every
        for variant in variants
    }
    jobs = [job for job in dict.fromkeys(asked.values()) if job not in known]
    done = 0

    def one(job: tuple[Parameters, int]) -> Kept:
        nonlocal done
        kept = keep(simulate(*job, detector))
        done += 1
        if told:
            told(done, len(jobs))
        return kept

    # The first run also compiles; two threads would do that twice.
    known |= {job: one(job) for job in jobs[:1]}
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        known |= dict(zip(jobs[1:], pool.map(one, jobs[1:]), strict=True))
    return Study(given, every, {name: tuple(known[asked[name, seed]] for seed in every) for name in variants})


def _decisive(given: Parameters) -> Parameters:
    """The parameters without those that decide nothing: where there is no risk control, how it would act."""
    risk = given.risk
    if risk.active:
        return given
    noticing = {name: getattr(risk, name) for name in ("completion_of", "completion_threshold", "surge")}
    return replace(given, risk=Risk(active=False, **noticing))


def keep(course: Course) -> Kept:
    """What a study needs of a run; the rest is let go."""
    groups, people, counts = course.given.groups, course.people, course.counts
    author, day = course.posts.author, course.post_day
    stop = groups.stop_day or np.inf
    inside = (people.kind[author] == KINDS.index("member")) & (day >= groups.start_day) & (day < stop)
    deep = counts[:, COMMENTS] - counts[:, TEMPLATES] + counts[:, SAVES] + counts[:, SHARES]
    kinds = len(KINDS)
    hurt = course.days_punished
    return Kept(
        daily=course.daily,
        quality=course.quality,
        explored=counts[:, EXPLORED].astype(np.float64),
        mismatched=course.mismatched & (people.kind[author] == KINDS.index("member")),
        depth=np.asarray([counts[inside, LIKES].sum(), deep[inside].sum()], dtype=np.float64),
        traded=np.asarray([counts[:, TRADED_LIKES].sum(), counts[:, UNCOUNTED_TRADED].sum()], dtype=np.float64),
        hurt=np.stack(
            [
                np.bincount(people.kind, minlength=kinds),
                np.bincount(people.kind, weights=hurt > 0, minlength=kinds),
                np.bincount(people.kind, weights=hurt, minlength=kinds),
            ]
        ),
        reached=np.bincount(
            people.kind[author], weights=counts[:, EXPLORED] * (day >= groups.start_day), minlength=kinds
        ).astype(np.float64),
    )


@dataclass(frozen=True)
class Band:
    """A curve with its band over seeds: mean, and the tenth and ninetieth of a hundred."""

    measure: str
    variant: str
    mean: Floats
    low: Floats
    high: Floats


_SMOOTH_DAYS = 5


def bands(study: Study) -> list[Band]:
    """Every measure with the group and without, each day the mean of the days around it."""
    found = []
    for measure in MEASURES:
        for variant in study.runs:
            if variant in {"group", "alone", "content"}:
                runs = np.stack([_smooth(run.measure(measure)) for run in study.runs[variant]])
                low, high = np.quantile(runs, [0.1, 0.9], axis=0)
                found.append(Band(measure, variant, runs.mean(axis=0), low, high))
    return found


def _smooth(series: Floats) -> Floats:
    """A centred moving mean over the days that there are."""
    window = np.ones(min(_SMOOTH_DAYS, len(series)))
    smoothed: Floats = np.convolve(series, window, "same") / np.convolve(np.ones(len(series)), window, "same")
    return smoothed


@dataclass(frozen=True)
class Hurt:
    """What risk control did to one honest kind, seeds together; `reach_lost` is the share of pool views lost."""

    kind: str
    accounts: float
    acted_on: float
    days: float
    reach_lost: float


@dataclass(frozen=True)
class Consequence:
    """What a rule does: traded likes taken out of the ranking, honest accounts hurt, what readers see."""

    traded: float
    removed_share: float | None
    hurt: tuple[Hurt, ...]
    completion: float
    completion_without_rule: float
    activity: float
    activity_without_rule: float


def consequence(study: Study) -> Consequence:
    """Compare the scenario with the same one without risk control, seed by seed."""
    runs, free = study.runs["group"], study.runs["unpoliced"]
    traded = np.asarray([run.traded for run in runs]).sum(axis=0)
    hurt = np.stack([run.hurt for run in runs]).mean(axis=0)
    reached = np.stack([run.reached for run in runs]).sum(axis=0)
    before = np.stack([run.reached for run in free]).sum(axis=0)
    found = []
    for kind in HONEST:
        at = KINDS.index(kind)
        if hurt[0, at]:
            lost = 1 - reached[at] / before[at] if before[at] else 0.0
            found.append(Hurt(kind, hurt[0, at], hurt[1, at], hurt[2, at], float(lost)))
    seen, seen_free = _seen(runs), _seen(free)
    return Consequence(
        float(traded[0] / len(runs)),
        float(traded[1] / traded[0]) if traded[0] else None,
        tuple(found),
        seen[0],
        seen_free[0],
        seen[1],
        seen_free[1],
    )


def _seen(runs: tuple[Kept, ...]) -> tuple[float, float]:
    """Mean completion of a view by the feed, and mean activity of readers over the usual."""
    quality = np.stack([run.quality for run in runs])
    accounts = runs[0].hurt[0].sum()
    return float(quality[..., 2].sum() / max(quality[..., 1].sum(), 1)), float(quality[..., 3].mean() / accounts)
