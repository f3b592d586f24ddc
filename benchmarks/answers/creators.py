"""Are a creator's findings right? Simulated creators, their posts' numbers alone, against the effect that was put in.

`python -m benchmarks.answers.creators --creators 300` makes creators with trend, season, weekday, formats, posts that
resemble their neighbours, and posts gone viral; in group dates likes are traded (`likes`), and the platform shows the
posts more (`boost`) or less, then and later (`harm`); or the dates are wrong and nothing happened (`none`). Prints
Markdown and writes benchmarks/results/answers_creators.json.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks import machine
from likewise.answers.claims.face import Finding
from likewise.answers.creator import Span, creator_findings, group_questions
from likewise.engine import DuckDBEngine, open_duckdb

RESULTS = Path("benchmarks/results/answers_creators.json")
DAY_US = 86_400_000_000
FIRST = 1_767_225_600_000_000
ALPHA = 0.025

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Row = Mapping[str, str | int | float]


@dataclass(frozen=True)
class Scenario:
    """What the group does: likes traded a post (in likes that a typical post gets), and logs of what changes.

    `hollow` is the share of videos whose likes are bought while nobody watches; the next three posts' views change by
    `views_after_hollow`.
    """

    traded: float = 0.0
    views_inside: float = 0.0
    views_after: float = 0.0
    response_after: float = 0.0
    hollow: float = 0.0
    views_after_hollow: float = 0.0


SCENARIOS: Mapping[str, Scenario] = {
    "none": Scenario(),
    "likes": Scenario(traded=1.0),
    "boost": Scenario(traded=1.0, views_inside=float(np.log(1.5)), views_after=float(np.log(1.1))),
    "harm": Scenario(1.0, float(np.log(0.6)), float(np.log(0.5)), float(np.log(0.7))),
    "hollow": Scenario(hollow=0.12),
    "punished": Scenario(hollow=0.12, views_after_hollow=float(np.log(0.5))),
}

SIZES: Mapping[str, tuple[int, int, int]] = {
    "small": (20, 15, 15),
    "usual": (60, 40, 40),
    "many": (150, 90, 120),
    "daily": (360, 180, 240),
}
"""Posts before, in and after the dates."""


@dataclass(frozen=True)
class Creator:
    """A creator's posts, the dates in which the group was used, and the true log effect of each claim."""

    posts: pa.Table
    span: Span
    truth: Mapping[str, float]


def creator(rng: np.random.Generator, scenario: Scenario, sizes: Sequence[int]) -> Creator:
    """One creator: the same posts, had there been no group, give the truth."""
    n, phase = sum(sizes), np.repeat((0, 1, 2), sizes)
    days = np.cumsum(rng.exponential(rng.uniform(0.2, 1.0) if n > 500 else rng.uniform(0.5, 2.0), n))
    video = rng.random(n) < rng.uniform(0, 1)
    organic = _level(rng, days, video) + np.asarray([0.0, scenario.views_inside, scenario.views_after])[phase]
    hollow = video & (rng.random(n) < scenario.hollow)
    follows: NDArray[np.bool_] = np.any([np.r_[np.zeros(k, bool), hollow[:-k]] for k in (1, 2, 3)], axis=0)
    views = rng.poisson(np.exp(organic + scenario.views_after_hollow * follows)).astype(float)
    quality = _alike(rng, n, 0.25)
    likes = _share(rng, views, rng.uniform(-3.5, -2.5) + quality)
    pod = rng.poisson(scenario.traded * np.median(likes) + 1e-9, n) * (phase == 1)
    traded = pod + hollow * rng.poisson(rng.uniform(4, 10) * likes + 5)
    warm = quality + scenario.response_after * (phase == 2)
    saves = _share(rng, views, rng.uniform(-5.0, -3.5) + warm + rng.normal(0, 0.3, n))
    comments = _share(rng, views, rng.uniform(-6.0, -4.5) + warm + rng.normal(0, 0.3, n))
    completion = 1 / (1 + np.exp(-(rng.normal(-1.0, 0.5) + _alike(rng, n, 0.4))))
    completion[hollow] = rng.uniform(0.0, 0.045, int(hollow.sum()))
    born = FIRST + (days * DAY_US).astype(np.int64)
    named = {
        "post": np.arange(n), "author": np.ones(n, dtype=int), "born": born,
        "format": np.where(video, "video", "note"), "views": views + traded, "likes": likes + traded, "saves": saves,
        "comments": comments, "completion_rate": np.where(video, completion, np.nan),
    }  # fmt: skip
    inside = phase == 1
    gained = float(np.mean(np.log(likes[inside] + pod[inside] + 0.5) - np.log(likes[inside] + 0.5)))
    span = Span(int(born[inside][0]), int(born[inside][-1]) + 1)
    return Creator(pa.table(named), span, _truth(scenario, sizes, gained))


def _truth(scenario: Scenario, sizes: Sequence[int], gained: float) -> Mapping[str, float]:
    """The log effect that each claim asks for; `gained` is that of the group's likes."""
    share = np.asarray(sizes[1:]) / sum(sizes[1:])
    return {
        "lift": scenario.views_inside,
        "cliff": scenario.views_after,
        "bubble": -gained,
        "trust": scenario.response_after,
        "mismatch": scenario.views_after_hollow,
        "enforcement": float(share @ (scenario.views_inside, scenario.views_after)),
    }


def _level(rng: np.random.Generator, days: Floats, video: NDArray[np.bool_]) -> Floats:
    """Log views that posts would get: trend, weekday, season, format, neighbours alike, and some gone viral."""
    n = len(days)
    weekday = rng.normal(0, 0.12, 7)[days.astype(int) % 7]
    season = rng.uniform(0, 0.2) * np.sin(2 * np.pi * (days / rng.uniform(20, 365) + rng.random()))
    level = rng.normal(6.5, 1.0) + rng.normal(0, 0.0015) * days + weekday + season + 0.4 * video
    viral = (rng.random(n) < 0.03) * rng.normal(2.0, 0.7, n)
    made: Floats = level + _alike(rng, n, rng.uniform(0.4, 0.9)) + viral
    return made


def _alike(rng: np.random.Generator, n: int, spread: float) -> Floats:
    """Deviations that resemble those before, of this standard deviation."""
    resemblance = rng.uniform(0, 0.5)
    made = rng.normal(0, spread, n)
    for post in range(1, n):
        made[post] = resemblance * made[post - 1] + np.sqrt(1 - resemblance**2) * made[post]
    return made


def _share(rng: np.random.Generator, views: Floats, log_rate: Floats) -> Floats:
    return rng.binomial(views.astype(int), np.minimum(np.exp(log_rate), 0.9)).astype(np.float64)


def laid(engine: DuckDBEngine, posts: pa.Table) -> None:
    """The creator's posts on the engine, as the pipeline leaves them."""
    engine.register("given", posts)
    engine.create("account", "select 1 as code, 'me' as id")
    engine.create(
        "post",
        "select post as code, author, born, format, cast(null as bigint) as impressions, "
        "cast(views as bigint) as views, "
        "case when isnan(completion_rate) then null else completion_rate end as completion_rate, "
        "cast(likes as bigint) as likes, cast(comments as bigint) as comments, cast(null as bigint) as reposts, "
        "cast(saves as bigint) as saves, cast(null as bigint) as new_follows, '' as bounds from given",
    )


@dataclass
class Tally:
    """How often a claim's finding was right, over the creators of a scenario and size."""

    tested: int = 0
    covered: int = 0
    errors: float = 0.0
    half_width: float = 0.0
    supported: int = 0
    contradicted: int = 0
    wrong: int = 0

    def add(self, finding: Finding, truth: float, supports: bool | None) -> None:
        """Count one finding; `supports` is what is true of the claim, None where neither."""
        estimate = finding.estimate
        if estimate is None:
            return
        self.tested += 1
        self.covered += np.log1p(estimate.low) <= truth <= np.log1p(estimate.high)
        self.errors += estimate.log - truth
        self.half_width += (np.log1p(estimate.high) - np.log1p(estimate.low)) / 2
        self.supported += finding.p_for <= ALPHA
        self.contradicted += finding.p_against <= ALPHA
        self.wrong += finding.p_for <= ALPHA if supports is False else finding.p_against <= ALPHA if supports else 0

    @property
    def told(self) -> dict[str, float]:
        """The tested number, and means over these: coverage, bias and half width of the log effect, and verdicts."""
        means = {
            "covered": self.covered,
            "bias": self.errors,
            "half_width": self.half_width,
            "supported": self.supported,
            "contradicted": self.contradicted,
            "wrong": self.wrong,
        }
        n = max(self.tested, 1)
        return {"tested": self.tested} | {name: round(float(total) / n, 3) for name, total in means.items()}


def true_of(claim: str, scenario: Scenario, truth: float) -> bool:
    """Whether the claim holds: a fall (or no rise, beside traded likes) by at least what matters."""
    if claim == "lift":
        return scenario.traded > 0 and bool(truth <= np.log1p(0.05))
    return bool(truth <= np.log1p(-0.05))


def rows(creators: int, seed: int) -> Iterator[Row]:
    """One row a size, scenario and claim."""
    with open_duckdb(threads=1) as engine:
        for size, sizes in SIZES.items():
            for number, name in enumerate(SCENARIOS):
                rng = np.random.default_rng([seed, number, sum(sizes)])
                tallies, asked = _judged(engine, [creator(rng, SCENARIOS[name], sizes) for _ in range(creators)], name)
                for claim, tally in ((claim, tally) for claim, tally in tallies.items() if tally.tested):
                    yield {"size": size, "scenario": name, "claim": claim, "creators": creators, **tally.told}
                yield {
                    "size": size,
                    "scenario": name,
                    "claim": "question",
                    "creators": creators,
                    "asked": asked / creators,
                }


def _judged(engine: DuckDBEngine, made: Sequence[Creator], scenario: str) -> tuple[Mapping[str, Tally], int]:
    """What was found of each claim, and how many creators were asked about a span."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    asked = 0
    for number, one in enumerate(made):
        laid(engine, one.posts)
        for finding in creator_findings(engine, [one.span]):
            if finding.claim in one.truth:
                truth = one.truth[finding.claim]
                tallies[finding.claim].add(finding, truth, true_of(finding.claim, SCENARIOS[scenario], truth))
        asked += bool(group_questions(engine, seed=number))
    return tallies, asked


def _line(row: Row) -> str:
    head = f"| {row['size']} | {row['scenario']} | {row['claim']} |"
    if row["claim"] == "question":
        return f"{head} asked of {float(row['asked']):.1%} |"
    means = " | ".join(f"{float(row[name]):.3f}" for name in ("covered", "bias", "half_width"))
    verdicts = " | ".join(f"{float(row[name]):.1%}" for name in ("supported", "contradicted", "wrong"))
    return f"{head} {row['tested']} | {means} | {verdicts} |"


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.answers.creators", description=__doc__)
    parser.add_argument("--creators", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print("| posts | truth | claim | tested | covered | bias | half width | supported | contradicted | wrong |")
    kept = []
    for row in rows(asked.creators, asked.seed):
        kept.append(row)
        print(_line(row), flush=True)
    machine.keep(RESULTS, {"seed": asked.seed, "sizes": SIZES, "rows": kept})


if __name__ == "__main__":
    main()
