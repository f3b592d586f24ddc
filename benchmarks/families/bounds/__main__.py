"""`python -m benchmarks.families.bounds --family NAME[,NAME…]`: what a plain supervised model reaches in a family.

Gradient boosting is trained on figures of accounts in worlds of a family, and ranks the accounts of other worlds of the
same family: those on which the detector is judged. What it reaches is called a bound. It is none in theory: other
figures, or a model that looks at groups, may reach more. But it knows the family, which the detector left out of it
doesn't. Results go to --out, one row a world; `--show` prints them beside the detector's (--detector).
"""

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.families import truth
from benchmarks.families.bounds import results, table
from benchmarks.families.bounds.features import figures
from benchmarks.families.bounds.model import Example, Model, learn, probabilities
from benchmarks.families.judge import ranked_apart, standing
from benchmarks.families.options import Mode, about_worlds, checked, judged_seeds
from benchmarks.families.registry import Family

RESULTS = Path("benchmarks/results/families-bounds.json")
DETECTOR = Path("benchmarks/results/families.json")
FIRST_TRAINED = 1000
"""Models learn from worlds with this seed and later ones, as the detector's weights do."""
TRAINED = 12
"""Worlds of a family that a model learns from: more help where each draws a recipe of its own (README)."""


def trained(family: Family, mode: Mode, accounts: int, worlds: int) -> Model:
    """A model that learnt from this many worlds of the family."""
    return learn(list(_examples(family, mode, accounts, worlds)))


def _examples(family: Family, mode: Mode, accounts: int, worlds: int) -> Iterator[Example]:
    for seed in range(FIRST_TRAINED, FIRST_TRAINED + worlds):
        with tempfile.TemporaryDirectory() as scratch:
            folder = _written(family, mode, accounts, seed, Path(scratch))
            people = truth.read(folder).accounts.set_index("account")
            # Who buys from a farm is neither an example of trading nor of honesty.
            clear = people[people["trades"] != truth.NEITHER]
            known = figures(folder, people.index.to_series(), mode).loc[clear.index]
            yield Example(known, (clear["trades"] == truth.TRADES).to_numpy())


def judged(family: Family, mode: Mode, accounts: int, seed: int, model: Model, worlds: int) -> results.Row:
    """Rank the accounts of one world by the model, and hold the ranking against the truth."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = _written(family, mode, accounts, seed, Path(scratch))
        told = truth.read(folder)
        known = figures(folder, told.accounts["account"], mode)
        ranked = ranked_apart(family, standing(family, folder, told, probabilities(model, known)))
    return results.Row(
        family=family.name,
        mode=mode,
        seed=seed,
        accounts=accounts,
        trained=worlds,
        figures=known.shape[1],
        date=datetime.now(UTC).date().isoformat(),
        average_precision=ranked.all,
        average_precision_apart=ranked.apart,
        average_precision_exchanges=ranked.exchanges,
    )


def _written(family: Family, mode: Mode, accounts: int, seed: int, folder: Path) -> Path:
    family.write(folder, accounts=accounts, seed=seed, views=mode == "views", comments_only=mode == "comments")
    return folder


def main() -> None:
    """Train, judge, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.families.bounds", description=__doc__)
    about_worlds(parser, RESULTS)
    parser.add_argument("--worlds", type=int, default=TRAINED, help=f"how many to learn from, from {FIRST_TRAINED} on")
    parser.add_argument("--detector", type=Path, default=DETECTOR, help="results of benchmarks.families --left-out")
    asked = checked(parser, parser.parse_args())
    if not asked.show:
        for family in asked.families:
            model = trained(family, asked.mode, asked.accounts, asked.worlds)
            for seed in judged_seeds(asked):
                row = judged(family, asked.mode, asked.accounts, seed, model, asked.worlds)
                results.keep(asked.out, [row])
                print(f"{family.name} {seed}: average precision {row.average_precision:.3f}", flush=True)
    names = {family.name for family in asked.families}
    sizes = asked.accounts, asked.worlds
    kept = [row for row in results.load(asked.out) if row.family in names and (row.accounts, row.trained) == sizes]
    print(table.show(kept, table.left_out(asked.detector)) if kept else f"{asked.out} holds no such world")


if __name__ == "__main__":
    main()
