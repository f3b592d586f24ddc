"""Do the same weights hold elsewhere: few and many groups, small and large, short and long, with data missing?

`python -m benchmarks.robustness --world elsewhere` prints a Markdown table and writes
benchmarks/results/robustness-elsewhere.json. One column a case, all else as in `benchmarks.detection`.
"""

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.detection import WORLDS, Outcome, judge, keep, show

ACCOUNTS, LIKES_EACH = 30_000, 40

CASES: Mapping[str, Mapping[str, object]] = {
    "as usual": {},
    "1 % in groups": {"grouped": 0.01},
    "20 % in groups": {"grouped": 0.2},
    "no group": {"grouped": 0.0},
    "10,000 accounts": {"accounts": 10_000},
    "300,000 accounts": {"accounts": 300_000},
    "14 days": {"days": 14},
    "180 days": {"days": 180},
    "no comments, no follows": {"comments": False, "follows": False},
    "half of the likes missing": {"missing": 0.5},
}


def _thinned(folder: Path, missing: float, seed: int) -> None:
    """Drop this share of the likes at random, from the data and from the truth."""
    events = pq.read_table(folder / "events.parquet")
    dropped = np.random.default_rng(seed).random(len(events)) < missing
    kept = events.filter(pa.array(~dropped | ~pc.equal(events["kind"], "like").to_numpy(zero_copy_only=False)))
    pq.write_table(kept, folder / "events.parquet")
    path = folder / "truth" / "events.parquet"
    left = kept.select(["actor", "post", "kind"]).group_by(["actor", "post", "kind"]).aggregate([])
    pq.write_table(pq.read_table(path).join(left, ["actor", "post", "kind"], join_type="inner"), path)


def run(name: str, generator: str, seed: int, views: bool) -> Outcome:
    """Write the case's world and judge it."""
    case = dict(CASES[name])
    missing = float(str(case.pop("missing", 0.0)))
    accounts = int(str(case.pop("accounts", ACCOUNTS)))
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "world"
        WORLDS[generator](made, accounts=accounts, likes=accounts * LIKES_EACH, seed=seed, views=views, **case)
        if missing:
            _thinned(made, missing, seed)
        return judge(made, seed, views)


def main() -> None:
    """Run the cases asked for; print and keep what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", choices=sorted(WORLDS), default="elsewhere")
    parser.add_argument("--seed", type=int, default=201)
    parser.add_argument("--case", action="append", choices=sorted(CASES), help="one case; all of them when left out")
    parser.add_argument("--views", action="store_true", help="worlds whose views are logged")
    asked = parser.parse_args()
    names = [name for name in CASES if name in (asked.case or CASES)]
    outcomes = []
    for name in names:
        outcomes.append(run(name, asked.world, asked.seed, asked.views))
        print(f"{name}: {outcomes[-1].average_precision:.3f}", flush=True)
    print("\n" + show(outcomes, names))
    keep(f"robustness-{asked.world}", outcomes, cases=names, seed=asked.seed, world=asked.world)


if __name__ == "__main__":
    main()
