"""Are as many honest accounts hurt as `likewise policy` expects? Against the truth of worlds of another generator.

`python -m benchmarks.policy --seeds 101,102,103` reports on worlds of `benchmarks/elsewhere`, applies a rule at four
thresholds to each, and holds the expected number of honest accounts, with both intervals, against the true one, and
the likes that a discount takes out against those that were traded. Prints Markdown and writes
benchmarks/results/policy.json.
"""

import argparse
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

import likewise
from benchmarks import elsewhere, machine
from likewise.show.face import tables_alone

RESULTS = Path("benchmarks/results/policy.json")
THRESHOLDS = (0.5, 0.7, 0.9, 0.99)


@dataclass(frozen=True)
class Row:
    """One world and threshold; `inside` and `inside_group` say whether the truth lies in each interval."""

    seed: int
    threshold: float
    accounts: int
    expected: float
    low: int
    high: int
    low_group: int
    high_group: int
    honest: int
    removed: float
    removed_honest: float

    @property
    def inside(self) -> bool:
        """Whether as many honest accounts were hurt as the interval for independent errors says."""
        return self.low <= self.honest <= self.high

    @property
    def inside_group(self) -> bool:
        """The same where whole groups err at once."""
        return self.low_group <= self.honest <= self.high_group


def judged(folder: Path, seed: int) -> list[Row]:
    """A row a threshold for the world in `folder`."""
    result = tables_alone(folder)
    truth = pd.read_parquet(folder / "truth" / "accounts.parquet").set_index("account")
    traded = pd.read_parquet(folder / "truth" / "events.parquet").query("kind == 'like'")[["actor", "post"]]
    found = result.events_exchanged.to_pandas().query("kind == 'like' and probability >= 0.5")[["actor", "post"]]
    rows = []
    for threshold in THRESHOLDS:
        policy = result.policy([likewise.Rule("all", "discount", probability=threshold)])
        hurt = policy.applied.all.hurt
        reached = policy.actions.to_pandas()["account"]
        honest = truth.reindex(reached)["kind"].isna().sum()
        taken = found[found["actor"].isin(set(reached))]
        true = taken.merge(traded, on=["actor", "post"])
        rows.append(
            Row(
                seed=seed,
                threshold=threshold,
                accounts=hurt.accounts,
                expected=hurt.expected,
                low=hurt.independent.low,
                high=hurt.independent.high,
                low_group=hurt.by_group.low,
                high_group=hurt.by_group.high,
                honest=int(honest),
                removed=len(true) / max(len(traded), 1),
                removed_honest=1 - len(true) / max(len(taken), 1),
            )
        )
    return rows


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.policy", description=__doc__)
    parser.add_argument("--seeds", default="101,102,103")
    asked = parser.parse_args()
    rows: list[Row] = []
    for seed in (int(one) for one in asked.seeds.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            elsewhere.write(Path(folder), seed=seed)
            rows += judged(Path(folder), seed)
        print(f"seed {seed} done", flush=True)
    machine.keep(RESULTS, {"seeds": asked.seeds, "rows": [asdict(row) for row in rows]})
    heads = (
        "seed",
        "threshold",
        "accounts",
        "expected honest",
        "one by one",
        "by group",
        "true",
        "traded out",
        "honest",
    )
    print(f"| {' | '.join(heads)} |\n|{'---:|' * len(heads)}")
    for row in rows:
        print(
            f"| {row.seed} | {row.threshold} | {row.accounts:,} | {row.expected:.1f} | {row.low}–{row.high} "
            f"| {row.low_group}–{row.high_group} | {row.honest} | {row.removed:.1%} | {row.removed_honest:.2%} |"
        )
    inside = f"{sum(row.inside for row in rows)} one by one, {sum(row.inside_group for row in rows)} by group"
    print(f"\nThe truth lies in the interval: {inside}, of {len(rows)}")


if __name__ == "__main__":
    main()
