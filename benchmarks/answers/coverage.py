"""Does an estimator of the group's effect tell the truth? Many worlds of every ranking and every way to join.

`python -m benchmarks.answers.coverage --worlds 200 --jobs 2` judges likewise; `--estimator members-known` its event
study alone, told who was a member; `oracle` and `before-after` judge the runner itself. `--mechanism second` asks in
worlds of another make. Prints Markdown and writes benchmarks/results/answers.json, or for the second mechanism
answers-second-ESTIMATOR.json. `--accounts 60 --members 6` asks whether it says that there is not enough data.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.answers.estimators import Estimator, Tables, Told, likewise_estimator, oracle, told
from benchmarks.answers.known import known_estimator
from benchmarks.answers.mechanisms import SELECTIONS_OF, World, make
from benchmarks.answers.naive import Naive, naive
from benchmarks.answers.settings import RANKINGS, Ranking
from benchmarks.answers.summary import Outcome, markdown, summaries
from benchmarks.answers.truth import FIRST_DAYS
from benchmarks.machine import keep

RESULTS = Path("benchmarks/results")
ORACLE_ERROR = 0.08


def _likewise(world: World, naively: Naive) -> Estimator:
    del world, naively
    return likewise_estimator


def _known(world: World, naively: Naive) -> Estimator:
    del naively

    def estimate(tables: Tables) -> Told | None:
        del tables
        return known_estimator(world)

    return estimate


def _oracle(world: World, naively: Naive) -> Estimator:
    del naively
    draws = np.random.default_rng([world.settings.seed, 200, RANKINGS.index(world.settings.ranking)])

    def estimate(tables: Tables) -> Told:
        del tables
        return oracle(world.truth.typical(first=FIRST_DAYS), ORACLE_ERROR, draws)

    return estimate


def _before_after(world: World, naively: Naive) -> Estimator:
    del world

    def estimate(tables: Tables) -> Told:
        del tables
        return told(naively.before_after, naively.before_after, naively.before_after)

    return estimate


ESTIMATORS: Mapping[str, Callable[[World, Naive], Estimator]] = {
    "likewise": _likewise,
    "members-known": _known,
    "oracle": _oracle,
    "before-after": _before_after,
}
"""By name, what gives an estimator for a world; only those that test the runner look at the world."""


@dataclass(frozen=True)
class Asked:
    """What every world of a run has in common."""

    estimator: str
    accounts: int
    members: int
    days: int
    mechanism: str = "first"


def judge(asked: Asked, ranking: Ranking, selection: str, seed: int) -> Outcome:
    """Make one world and ask the estimator; an error of the estimator's is kept as its answer."""
    world = make(
        asked.mechanism,
        seed,
        ranking=ranking,
        selection=selection,
        accounts=asked.accounts,
        days=asked.days,
        members=asked.members,
    )
    tables, truth = world.tables(), world.truth
    naively = naive(tables, truth)
    estimate = ESTIMATORS[asked.estimator](world, naively)
    began, answer, failed = time.perf_counter(), None, None
    try:
        answer = estimate(tables)
    except Exception as error:  # a failure in one world is counted, and must not end the run
        failed = f"{type(error).__name__}: {error}"
    return Outcome(
        ranking=ranking,
        selection=selection,
        seed=seed,
        truth=truth.typical(first=FIRST_DAYS),
        together=truth.effect(first=FIRST_DAYS),
        raw=truth.effect(part="raw"),
        told=answer,
        failed=failed,
        seconds=time.perf_counter() - began,
        before_after=naively.before_after,
        before_after_raw=naive(tables, truth, "raw").before_after,
        members_others=naively.members_others,
    )


def run(asked: Asked, kinds: Sequence[tuple[Ranking, str]], seeds: range, jobs: int) -> Iterator[Outcome]:
    """All worlds in their order, some at a time in processes of their own."""
    tasks = [(ranking, selection, seed) for ranking, selection in kinds for seed in seeds]
    if jobs == 1:
        yield from (judge(asked, *task) for task in tasks)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(judge, asked), *zip(*tasks, strict=True))


def main() -> None:
    """Run what was asked for; print and keep what came out."""
    given = _arguments()
    asked = Asked(given.estimator, given.accounts, given.members or given.accounts // 5, given.days, given.mechanism)
    kinds = list(product(given.ranking or RANKINGS, given.selection or SELECTIONS_OF[given.mechanism]))
    seeds = range(given.seed, given.seed + given.worlds)
    outcomes = []
    for outcome in run(asked, kinds, seeds, given.jobs):
        outcomes.append(outcome)
        if outcome.seed == seeds[-1]:
            print(f"{outcome.ranking}, {outcome.selection}: done", flush=True)
    rows = summaries(outcomes)
    said = {"settings": asdict(asked) | {"first_seed": given.seed, "worlds": given.worlds}}
    results = given.results or RESULTS / _results(asked)
    keep(results, said | {"rows": [asdict(row) for row in rows], "outcomes": [asdict(one) for one in outcomes]})
    print("\n" + markdown(rows))


def _results(asked: Asked) -> str:
    """The name of the file of results where none is given."""
    return "answers.json" if asked.mechanism == "first" else f"answers-{asked.mechanism}-{asked.estimator}.json"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.answers.coverage", description=__doc__)
    parser.add_argument("--worlds", type=int, default=200, help="worlds of each ranking and selection")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1000, help="the first seed")
    parser.add_argument("--accounts", type=int, default=400)
    parser.add_argument("--members", type=int, help="who join while the log runs; a fifth when left out")
    parser.add_argument("--days", type=int, default=75)
    parser.add_argument("--ranking", action="append", choices=RANKINGS)
    ways = sorted({one for each in SELECTIONS_OF.values() for one in each})
    parser.add_argument("--mechanism", choices=SELECTIONS_OF, default="first", help="what makes the worlds")
    parser.add_argument("--selection", action="append", choices=ways, help="who joins; all ways when left out")
    parser.add_argument("--estimator", choices=sorted(ESTIMATORS), default="likewise")
    parser.add_argument("--results", type=Path, help="where to write; by mechanism and estimator when left out")
    given = parser.parse_args()
    for one in set(given.selection or ()) - set(SELECTIONS_OF[given.mechanism]):
        parser.error(f"mechanism {given.mechanism} has no selection {one}")
    return given


if __name__ == "__main__":
    main()
