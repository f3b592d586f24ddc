"""`python -m benchmarks.families --family NAME[,NAME…]`: how the detector does on worlds of these families.

Writes worlds to a scratch folder, reports on each in a process of its own, holds the result against the truth, prints
Markdown tables (mean and worst over seeds) and keeps one row a world in --out, where rows stay until the same world is
measured again with the same weights. Figures from simulated worlds are semi-synthetic.

With `--left-out` each family is judged by weights in which it had no part, learnt from the cases in `--cases`
(`python -m benchmarks.weights --cases FOLDER` keeps them; what is missing is drawn). These are the figures to quote.
"""

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.child import measure
from benchmarks.families import results, table
from benchmarks.families.judge import judge
from benchmarks.families.options import about_worlds, checked, judged_seeds
from benchmarks.families.registry import FAMILIES, Family
from benchmarks.families.reported import PACKAGE, WEIGHTS, digest, reporting, with_weights
from benchmarks.weights.file import gathered, write
from benchmarks.weights.gather import WORLDS, gather

RESULTS = Path("benchmarks/results/families.json")


def measured(
    family: Family, mode: str, seed: int, accounts: int, weights: Path, package: Path | None, kept: Path | None = None
) -> results.Row:
    """Write one world, report on it, judge it. `kept` is a folder for the world and the report."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = (kept or Path(scratch)) / f"{family.name}-{mode}-{seed}"
        world, report = folder / "world", folder / "report"
        started = time.perf_counter()
        family.write(world, accounts=accounts, seed=seed, views=mode == "views", comments_only=mode == "comments")
        written = time.perf_counter() - started
        usage = measure(reporting(world, report, package))
        return results.Row(
            family=family.name,
            mode=mode,
            seed=seed,
            accounts=accounts,
            weights=digest(weights),
            date=datetime.now(UTC).date().isoformat(),
            events=pq.read_metadata(world / "events.parquet").num_rows,
            written_s=round(written, 1),
            judged_s=round(usage.seconds, 1),
            outcome=judge(family, world, report, mode == "comments"),
        )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.families", description=__doc__)
    about_worlds(parser, RESULTS)
    parser.add_argument("--weights", type=Path, default=PACKAGE / WEIGHTS, help="a weights file; the shipped one")
    parser.add_argument("--left-out", action="store_true", help="judge each family by weights learnt without it")
    parser.add_argument("--cases", type=Path, help="where cases are kept, with --left-out")
    parser.add_argument("--keep", type=Path, help="keep worlds and reports in this folder")
    asked = parser.parse_args()
    if asked.left_out and not asked.cases:
        parser.error("--left-out needs the folder of the cases that weights are learnt from: --cases FOLDER")
    return checked(parser, asked)


def _weights_of(family: Family, asked: argparse.Namespace) -> Path:
    """The weights that a family is judged by."""
    return left_out_weights(family, asked.cases) if asked.left_out else Path(asked.weights)


def left_out_weights(family: Family, cases: Path) -> Path:
    """Return the file of weights in which a family had no part; it is learnt from `cases` where it isn't there."""
    made = cases / f"without-{family.name}.json"
    if not made.exists():
        gather(cases, [one for one in FAMILIES if one != family.name], WORLDS, jobs=2)
        write(gathered(cases), made, [family.name])
    return made


def main() -> None:
    """Measure, print and keep."""
    asked = _asked()
    if asked.show:
        digests = {family.name: digest(_weights_of(family, asked)) for family in asked.families}
        kept = [
            row
            for row in results.load(asked.out)
            if row.accounts == asked.accounts and row.weights == digests.get(row.family)
        ]
        print(table.show(results.by_mode(kept)) if kept else f"{asked.out} holds no such world")
        return
    rows = []
    for family in asked.families:
        weights = _weights_of(family, asked)
        with tempfile.TemporaryDirectory() as scratch:
            shipped = weights.absolute() == (PACKAGE / WEIGHTS).absolute()
            package = None if shipped else with_weights(weights, Path(scratch))
            for seed in judged_seeds(asked):
                row = measured(family, asked.mode, seed, asked.accounts, weights, package, asked.keep)
                rows.append(row)
                # A long run that is stopped keeps what it has measured.
                results.keep(asked.out, results.merged(results.load(asked.out), rows))
                found = f"average precision {row.outcome.average_precision:.3f}, {row.events:,} events"
                print(f"{family.name} {seed}: {found}, {row.written_s} s + {row.judged_s} s", flush=True)
    print("\n" + table.show(results.by_mode(rows)))


if __name__ == "__main__":
    main()
