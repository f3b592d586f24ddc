"""Does each of the nine claims get its verdict? Planted true, planted false, and with what it needs left out.

`python -m benchmarks.answers.claims --worlds 50 --jobs 2` prints power and false verdicts as Markdown and writes
benchmarks/results/answers-claims.json. `--claim trust` asks for one of them.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from benchmarks.answers.estimators import Judge, likewise_claims
from benchmarks.answers.settings import CLAIMS, Ranking
from benchmarks.answers.telling import NEEDS
from benchmarks.answers.worlds import TruthWorld, make
from benchmarks.machine import keep

RESULTS = Path("benchmarks/results/answers-claims.json")
FAILED = "failed"

Planted = Literal["true", "false", "absent"]
PLANTED: tuple[Planted, ...] = get_args(Planted)


@dataclass(frozen=True)
class Verdict:
    """One world: what was planted of the claim asked for, and the verdicts on all nine (or why there are none)."""

    claim: str
    planted: Planted
    seed: int
    verdicts: Mapping[str, str]
    failed: str | None = None

    @property
    def said(self) -> str:
        """The verdict on the claim that is asked for."""
        return FAILED if self.failed else self.verdicts.get(self.claim, FAILED)


@dataclass(frozen=True)
class Row:
    """Shares of the verdicts over the worlds of one claim, planted one way; `error`: standard, of `supported`."""

    claim: str
    planted: Planted
    worlds: int
    supported: float
    contradicted: float
    not_enough_data: float
    failed: float
    error: float


def planted(claim: str, how: Planted, seed: int) -> TruthWorld | None:
    """A world with this claim so planted; None where it can't be: what `lift` and `cliff` need is in every world."""
    if how == "absent":
        return make(seed, ranking="nothing", absent=NEEDS[claim]) if claim in NEEDS else None
    ranking: Ranking = "helps" if claim == "lift" and how == "false" else "nothing"
    return make(seed, ranking=ranking, claims={claim: how == "true"})


def judge(asks: Judge, claim: str, how: Planted, seed: int) -> Verdict | None:
    """Make one world and ask for its verdicts; an error is kept as the answer."""
    world = planted(claim, how, seed)
    if world is None:
        return None
    try:
        return Verdict(claim, how, seed, asks(world.tables()))
    except Exception as error:  # a failure in one world is counted, and must not end the run
        return Verdict(claim, how, seed, {}, f"{type(error).__name__}: {error}")


def run(asks: Judge, claims: Sequence[str], seeds: range, jobs: int) -> Iterator[Verdict]:
    """All worlds, some at a time in processes of their own."""
    tasks = list(product(claims, PLANTED, seeds))
    one: Callable[[str, Planted, int], Verdict | None] = partial(judge, asks)
    if jobs == 1:
        found: Iterator[Verdict | None] = (one(*task) for task in tasks)
        yield from (verdict for verdict in found if verdict is not None)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from (verdict for verdict in pool.map(one, *zip(*tasks, strict=True)) if verdict is not None)


def rows(verdicts: Sequence[Verdict]) -> list[Row]:
    """One row a claim and a way of planting it."""
    made = []
    for claim, how in dict.fromkeys((one.claim, one.planted) for one in verdicts):
        said = np.array([one.said for one in verdicts if (one.claim, one.planted) == (claim, how)])
        supported = float((said == "supported").mean())
        against, unknown, failed = (
            float((said == name).mean()) for name in ("contradicted", "not_enough_data", FAILED)
        )
        error = float(np.sqrt(supported * (1 - supported) / len(said)))
        made.append(Row(claim, how, len(said), supported, against, unknown, failed, error))
    return made


def markdown(table: Sequence[Row]) -> str:
    """The rows as a Markdown table: power where true, false positives where false or absent."""
    lines = [
        "| claim | planted | worlds | supported | contradicted | not enough data | failed |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for row in table:
        supported = f"{row.supported:.1%} ± {1.96 * row.error:.1%}"
        others = " | ".join(f"{share:.1%}" for share in (row.contradicted, row.not_enough_data, row.failed))
        lines.append(f"| {row.claim} | {row.planted} | {row.worlds} | {supported} | {others} |")
    return "\n".join(lines)


def main() -> None:
    """Run what was asked for; print and keep what came out."""
    parser = argparse.ArgumentParser(prog="benchmarks.answers.claims", description=__doc__)
    parser.add_argument("--worlds", type=int, default=50, help="worlds of each claim and way of planting it")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=5000, help="the first seed")
    parser.add_argument("--claim", action="append", choices=CLAIMS, help="one claim; all nine when left out")
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    seeds = range(asked.seed, asked.seed + asked.worlds)
    verdicts = list(run(likewise_claims, asked.claim or CLAIMS, seeds, asked.jobs))
    table = rows(verdicts)
    said = {"first_seed": asked.seed, "worlds": asked.worlds, "rows": [asdict(row) for row in table]}
    keep(asked.results, said | {"verdicts": [asdict(one) for one in verdicts]})
    print(markdown(table))


if __name__ == "__main__":
    main()
