"""Are as many honest accounts hurt as `likewise policy` expects? On families of worlds left out of the weights.

`python -m benchmarks.policy --cases CASES --data DATA` reports on worlds of each family with weights in which it had no
part (CASES as in `benchmarks.families --left-out`), applies a rule at two thresholds to each, and holds the expected
number of honest accounts, with its intervals, against the true one, and the likes that a discount takes out against
those that were traded. The interval for a platform that weights fit badly is judged with multiples from the other
families alone. Prints Markdown and writes benchmarks/results/policy.json. All worlds are simulated.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import likewise
from benchmarks import machine
from benchmarks.child import measure
from benchmarks.families.__main__ import left_out_weights
from benchmarks.families.options import FIRST_SEED
from benchmarks.families.planted.data import DATA_VARIABLE
from benchmarks.families.registry import FAMILIES, Family
from benchmarks.families.reported import reporting, with_weights
from benchmarks.families.truth import HONEST
from likewise.answers.policy import apply
from likewise.engine import open_duckdb

RESULTS = Path("benchmarks/results/policy.json")
THRESHOLDS = (0.5, 0.9)
ACCOUNTS = 5_000


@dataclass(frozen=True)
class Row:
    """One world and threshold: whom a rule reaches, how many of them are honest, and what was expected."""

    family: str
    seed: int
    threshold: float
    accounts: int
    expected: float
    independent: tuple[int, int]
    by_group: tuple[int, int]
    honest: int
    removed: float
    removed_honest: float


def judged(family: Family, seed: int, package: Path) -> list[Row]:
    """Return a row a threshold for a world of a family, reported on by a package with weights of their own."""
    with tempfile.TemporaryDirectory() as scratch:
        world, report = Path(scratch) / "world", Path(scratch) / "report"
        family.write(world, accounts=ACCOUNTS, seed=seed, views=False, comments_only=False)
        measure(reporting(world, report, package))
        truth = pd.read_parquet(world / "truth" / "accounts.parquet").set_index("account")
        traded = pd.read_parquet(world / "truth" / "events.parquet").query("kind == 'like'")[["actor", "post"]]
        found = pd.read_parquet(report / "events_exchanged.parquet").query("kind == 'like' and probability >= 0.5")
        rows = [_row(family.name, seed, threshold, report, truth, traded, found) for threshold in THRESHOLDS]
        return [row for row in rows if row.accounts]


def _row(
    family: str,
    seed: int,
    threshold: float,
    report: Path,
    truth: pd.DataFrame,
    traded: pd.DataFrame,
    found: pd.DataFrame,
) -> Row:
    with open_duckdb() as engine:
        applied = apply(engine, report, [likewise.Rule("all", "discount", probability=threshold)])
    hurt, reached = applied.all.hurt, applied.actions["account"].to_pylist()
    taken = found[found["actor"].isin(set(reached))][["actor", "post"]]
    true = taken.merge(traded, on=["actor", "post"])
    return Row(
        family=family,
        seed=seed,
        threshold=threshold,
        accounts=hurt.accounts,
        expected=hurt.expected,
        independent=(hurt.independent.low, hurt.independent.high),
        by_group=(hurt.by_group.low, hurt.by_group.high),
        honest=int((truth.reindex(reached)["trades"] == HONEST).sum()),
        removed=len(true) / max(len(traded), 1),
        removed_honest=1 - len(true) / max(len(taken), 1),
    )


def multiples(rows: Sequence[Row]) -> tuple[float, float]:
    """Return the least and the most (one at least) that the true number was of the expected one, by family, at 0.5."""
    found = []
    for family in sorted({row.family for row in rows}):
        own = [row for row in rows if row.family == family and row.threshold == THRESHOLDS[0]]
        found.append(sum(row.honest for row in own) / max(sum(row.expected for row in own), 1e-9))
    return min(found), max(1.0, *found)


def by_platform(row: Row, rows: Sequence[Row]) -> tuple[int, int]:
    """Return the interval with multiples from the families that the row isn't of."""
    least, most = multiples([one for one in rows if one.family != row.family])
    return int(least * row.by_group[0]), min(row.accounts, int(np.ceil(most * row.by_group[1])))


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.policy", description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help=f"how many worlds of each family, from {FIRST_SEED} on")
    parser.add_argument(
        "--cases", type=Path, required=True, help="where cases, and weights without each family, are kept"
    )
    parser.add_argument("--data", type=Path, help="the folder of the real logs that groups are planted in")
    asked = parser.parse_args()
    if asked.data:
        os.environ[DATA_VARIABLE] = str(asked.data)
    rows: list[Row] = []
    for family in FAMILIES.values():
        if family.needs_data and not os.environ.get(DATA_VARIABLE):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            package = with_weights(left_out_weights(family, asked.cases), Path(scratch))
            for seed in range(FIRST_SEED, FIRST_SEED + asked.seeds):
                rows += judged(family, seed, package)
                print(f"{family.name} {seed} done", flush=True)
    kept = [{**asdict(row), "by_platform": by_platform(row, rows)} for row in rows]
    machine.keep(RESULTS, {"seeds": asked.seeds, "multiples": multiples(rows), "rows": kept})
    print(shown(rows))


def shown(rows: Sequence[Row]) -> str:
    """Return the table and what it comes to, as Markdown."""
    heads = ("family", "seed", "threshold", "accounts", "expected honest", "one by one", "by group", "by platform")
    lines = [f"| {' | '.join((*heads, 'true', 'traded out', 'honest'))} |", f"|---|{'---:|' * (len(heads) + 2)}"]
    inside = np.zeros(3, dtype=np.int64)
    for row in rows:
        spans = (row.independent, row.by_group, by_platform(row, rows))
        inside += [low <= row.honest <= high for low, high in spans]
        intervals = " | ".join(f"{low}–{high}" for low, high in spans)
        lines.append(
            f"| {row.family} | {row.seed} | {row.threshold} | {row.accounts:,} | {row.expected:.1f} | {intervals} "
            f"| {row.honest} | {row.removed:.1%} | {row.removed_honest:.2%} |"
        )
    least, most = multiples(rows)
    held = " / ".join(f"{share:.0%}" for share in inside / max(len(rows), 1))
    lines.append(
        f"\nThe truth lies within: {held} of {len(rows)}. True of expected, by family: {least:.2f} to {most:.2f}."
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
