"""Are a creator's intervals honest about why the group was joined? One account at a time, on paths of its own.

`python -m benchmarks.answers.creator_paths --creators 40` makes accounts whose posts wander: `waves` grow or shrink
steadily and have highs and lows that come and go (an Ornstein-Uhlenbeck path); `shots` grow fast and then slower, are
hit by events that fade, and by some that stay, and have heavy-tailed luck. Their owner joins a group at random, while
growing, in a low, in a high, after a post gone viral, or when in the mood to post more. Views change by what was put
in (at once, or slowly within days), likes are traded, and all stops at some time. With `--data DIR` the paths are what
real accounts got (semi-synthetic: the joining and the effects aren't real).

Nothing here is taken from the estimator. Prints Markdown; `--results FILE` keeps it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks import machine
from benchmarks.answers.creators import ALPHA, DAY_US, FIRST, Creator, Floats, laid
from likewise.answers.claims.face import Finding
from likewise.answers.creator import Span, creator_findings
from likewise.answers.estimate import MATTERS, Estimate
from likewise.engine import DuckDBEngine, open_duckdb

WAYS = ("random", "growing", "low", "high", "viral", "eager")
MECHANISMS = ("waves", "shots")
EFFECTS: Mapping[str, tuple[float, float]] = {"helps": (0.3, 0.1), "nothing": (0.0, 0.0), "hurts": (-0.25, -0.3)}
"""Relative changes of views while in the group and after it."""

DAYS = 300
"""Days of an account's life that is drawn; it joins in the middle of it."""

EARLIEST, LATEST = 60, 190
"""Days between which it joins."""

SEEN = 0.15
"""A log effect from which on its sign should be seen."""

FIRST_SEED = 7000

A_DAY = 0.01
"""How likely it is to join on a day without a reason."""

SHARPNESS = 1.5
"""How much likelier it is for one step more of the reason (log): a quarter more in a month, posts of a week a third
below or half above the others, a post three times as good."""


def path(rng: np.random.Generator, mechanism: str, way: str) -> Floats:
    """The log of what a usual post would get on each day, without a group."""
    day = np.arange(DAYS)
    grown = rng.normal(0, 0.15)
    if way == "growing":
        grown = abs(grown) + 0.05
    if mechanism == "waves":
        keep = 0.5 ** (1 / float(np.exp(rng.normal(np.log(8), np.log(2)))))
        spread = float(np.exp(rng.normal(np.log(0.3), np.log(1.6))))
        wave = rng.normal(0, spread, DAYS)
        for one in range(1, DAYS):
            wave[one] = keep * wave[one - 1] + np.sqrt(1 - keep**2) * wave[one]
        made: Floats = grown * day / 28 + wave
        return made
    fades = rng.uniform(60, 200)
    made = grown * 2 * fades / 28 * (1 - np.exp(-day / fades))
    for born in rng.integers(-30, DAYS, rng.poisson(DAYS / 30)):
        made = made + rng.normal(0, 0.6) * np.exp(-(day - born) / rng.uniform(4, 20)) * (day >= born)
    for born in rng.integers(0, DAYS, rng.poisson(DAYS / 150)):
        made = made + rng.normal(0, 0.2) * (day >= born)
    return made


def luck(rng: np.random.Generator, mechanism: str, n: int) -> Floats:
    """The log by which each post does better or worse than usual."""
    if mechanism == "shots":
        shape = rng.uniform(1.2, 5)
        heavy: Floats = np.log(rng.gamma(shape, 1 / shape, n))
        return heavy
    made: Floats = rng.normal(0, rng.uniform(0.35, 0.9), n) + (rng.random(n) < 0.03) * rng.normal(2.0, 0.7, n)
    return made


def joined(rng: np.random.Generator, way: str, usual: Floats, born: Floats, got: Floats) -> int | None:
    """The day on which it joins, None for never; `got` are the logs that its posts `born` on these days got.

    Every day anew, by what has been so far: nobody knows the future.
    """
    for day in range(EARLIEST, LATEST):
        before, last = got[born < day], got[(born < day) & (born >= day - 7)]
        reason = 0.0
        if way == "growing":
            reason = float(usual[day - 14 : day].mean() - usual[day - 42 : day - 28].mean()) / 0.25
        elif way in {"low", "high"} and len(last):
            reason = float(last.mean() - before.mean()) / 0.4 * (1 if way == "high" else -1)
        elif way == "viral" and len(last):
            reason = float(last.max() - np.median(before)) - 1.5
        if rng.random() < A_DAY * np.exp(SHARPNESS * reason):
            return day
    return None


def account(rng: np.random.Generator, mechanism: str, way: str, effect: str) -> Creator:
    """One account with its truth, of those that join."""
    day = None
    while day is None:
        usual = path(rng, mechanism, way) + rng.normal(0, 0.12, 7)[np.arange(DAYS) % 7]
        rate = float(np.exp(rng.uniform(np.log(0.35), np.log(1.6))))
        born = np.sort(rng.uniform(0, DAYS, rng.poisson(2 * rate * DAYS)))
        got = usual[born.astype(int)] + luck(rng, mechanism, len(born))
        kept = rng.random(len(born)) < 0.5
        day = joined(rng, way, usual, born[kept], got[kept])
    if way == "eager":
        kept |= (born > day - 10) & (rng.random(len(born)) < 0.6)
    end = day + int(rng.integers(35, 80))
    kept &= (born >= day - rng.integers(50, 180)) & (born < end + rng.integers(35, 80))
    born, got = born[kept], got[kept]
    inside, after = (born >= day) & (born < end), born >= end
    slow = rng.uniform(0.1, 10)
    sets_in = 1 - np.exp(-np.maximum(born - day, 0) / slow)
    during, later = (np.log1p(one) for one in EFFECTS[effect])
    change = np.where(inside, during * sets_in, np.where(after, later, 0.0))
    level = rng.normal(6.5, 1.0)
    views = rng.poisson(np.exp(level + got + change)).astype(float)
    liked = rng.uniform(-3.5, -2.5) + rng.normal(0, 0.25, len(born))
    likes = rng.binomial(views.astype(int), np.exp(np.minimum(liked, -0.2)))
    traded = rng.poisson(np.median(likes) + 1e-9, len(born)) * inside
    answered = rng.normal(0, 0.3, len(born))
    few = np.exp(np.minimum(rng.uniform(-5.0, -3.5) + answered, -0.2))
    posts = {
        "post": np.arange(len(born)), "author": np.ones(len(born), dtype=int),
        "born": FIRST + (born * DAY_US).astype(np.int64), "format": np.full(len(born), "note"), "views": views + traded,
        "likes": likes + traded, "saves": rng.binomial(views.astype(int), few),
        "comments": rng.binomial(views.astype(int), few / 2), "completion_rate": np.full(len(born), np.nan),
    }  # fmt: skip
    truth = {"lift": float(change[inside].mean()) if inside.any() else 0.0, "cliff": later, "trust": 0.0}
    return Creator(pa.table(posts), Span(FIRST + day * DAY_US, FIRST + end * DAY_US), truth)


@dataclass
class Tally:
    """What came out of one claim over many accounts; errors and widths are of logs."""

    truth: list[float] = field(default_factory=list)
    estimates: list[Estimate] = field(default_factory=list)
    wrong: int = 0
    accounts: int = 0

    def add(self, finding: Finding, truth: float, traded: bool) -> None:
        """Count one finding."""
        self.accounts += 1
        if finding.estimate is None:
            return
        self.truth.append(truth)
        self.estimates.append(finding.estimate)
        bound = np.log1p(MATTERS if finding.claim == "lift" else -MATTERS)
        holds = truth <= bound and (traded or finding.claim != "lift")
        self.wrong += (finding.p_against if holds else finding.p_for) <= ALPHA

    @property
    def row(self) -> dict[str, float]:
        """Shares in per cent; bias, RMSE and half width of logs times 100."""
        truth = np.asarray(self.truth)
        log = np.asarray([one.log for one in self.estimates])
        low, high = (np.log1p([getattr(one, end) for one in self.estimates]) for end in ("low", "high"))
        sure = np.where(low > 0, 1, np.where(high < 0, -1, 0))
        real = np.where(np.abs(truth) >= SEEN, np.sign(truth), 0)
        return {
            "accounts": self.accounts,
            "tested": len(truth),
            "covered": _share((low <= truth) & (truth <= high)),
            "bias": round(100 * float((log - truth).mean()), 1),
            "rmse": round(100 * float(np.sqrt(((log - truth) ** 2).mean())), 1),
            "half_width": round(100 * float(np.median(high - low)) / 2, 1),
            "false_alarm": _share(sure[truth == 0] != 0),
            "wrong_sign": _share(sure[real != 0] == -real[real != 0]),
            "right_sign": _share(sure[real != 0] == real[real != 0]),
            "wrong_verdict": round(100 * self.wrong / len(truth), 1),
        }


def _share(of: NDArray[np.bool_]) -> float:
    return round(100 * float(of.mean()), 1) if len(of) else float("nan")


def judged(creators: int, seed: int) -> Iterator[dict[str, str | float]]:
    """One row a mechanism, way of joining and claim, over all effects."""
    with open_duckdb(threads=1) as engine:
        for mechanism, way in product(MECHANISMS, WAYS):
            tallies: dict[str, Tally] = defaultdict(Tally)
            for effect, number in product(EFFECTS, range(creators)):
                at = [MECHANISMS.index(mechanism), WAYS.index(way), list(EFFECTS).index(effect)]
                one = account(np.random.default_rng([seed, number, *at]), mechanism, way, effect)
                counted(engine, one, tallies)
            for claim, tally in tallies.items():
                yield {"paths": mechanism, "way": way, "claim": claim} | tally.row


def counted(engine: DuckDBEngine, one: Creator, tallies: Mapping[str, Tally]) -> None:
    """Ask for the account's findings and count those whose truth is known."""
    laid(engine, one.posts)
    for finding in creator_findings(engine, [one.span]):
        if finding.claim in one.truth:
            tallies[finding.claim].add(finding, one.truth[finding.claim], traded=True)


def printed(row: Mapping[str, str | float]) -> str:
    """A row of the table."""
    return "| " + " | ".join(str(one) for one in row.values()) + " |"


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.answers.creator_paths", description=__doc__)
    parser.add_argument("--creators", type=int, default=40, help="accounts of each mechanism, way and effect")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    kept: list[dict[str, str | float]] = []
    for row in judged(asked.creators, asked.seed):
        if not kept:
            print(printed({name: name for name in row}))
        kept.append(row)
        print(printed(row), flush=True)
    if asked.results:
        machine.keep(asked.results, {"seed": asked.seed, "creators": asked.creators, "rows": kept})


if __name__ == "__main__":
    main()
