"""How `likewise` scores members and honest accounts, as the box's risk control needs it: bits, normal within a kind.

`python -m benchmarks.detector --seeds 101,102,103` draws worlds of the other generator (`benchmarks/elsewhere`), runs
the report on each, and fits to every kind the normal distribution of bits whose tail has the shares found above nine
thresholds (probit regression on the thresholds; the binormal model of signal detection). Prints Markdown and writes
benchmarks/results/detector.json; `answers/simulate/risk.py` holds the rounded figures.
"""

import argparse
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from benchmarks import elsewhere, machine
from likewise.show.face import tables_alone

RESULTS = Path("benchmarks/results/detector.json")
THRESHOLDS = (0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99)


@dataclass(frozen=True)
class Scored:
    """One kind: its accounts, the share at each of THRESHOLDS or above, and the fitted bits (mean, sd)."""

    kind: str
    accounts: int
    shares: list[float]
    mean: float
    sd: float


def scored(kind: str, probability: NDArray[np.float64]) -> Scored:
    """Fit one kind; tails that hold nobody count as half an account."""
    n = len(probability)
    shares = np.asarray([(probability >= threshold).mean() for threshold in THRESHOLDS])
    bits = np.log2(np.asarray(THRESHOLDS) / (1 - np.asarray(THRESHOLDS)))
    z = norm.isf(np.clip(shares, 0.5 / n, 1 - 0.5 / n))
    # Thresholds that few accounts reach say little: each counts by the information of its binomial share.
    weight = np.sqrt(n) * norm.pdf(z) / np.sqrt(np.clip(shares * (1 - shares), 0.5 / n, None))
    slope, start = np.polyfit(bits, z, 1, w=weight)
    slope = max(float(slope), 0.02)
    return Scored(kind, n, [float(share) for share in shares], float(-start / slope), 1 / slope)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.detector", description=__doc__)
    parser.add_argument("--seeds", default="101,102,103")
    parser.add_argument("--views", action="store_true")
    asked = parser.parse_args()
    parts = []
    for seed in (int(one) for one in asked.seeds.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            elsewhere.write(Path(folder), seed=seed, views=asked.views)
            truth = pd.read_parquet(Path(folder) / "truth" / "accounts.parquet")
            found = tables_alone(folder).accounts.to_pandas()[["account", "probability"]]
        parts.append(truth.merge(found, on="account", how="left").fillna({"probability": 0.0}))
        print(f"seed {seed} done", flush=True)
    table = pd.concat(parts)
    table = table[table["role"] != "customer"]
    role = table["role"].where(table["kind"].isna(), "member")
    rows = [scored(str(name), part["probability"].to_numpy()) for name, part in table.groupby(role)]
    machine.keep(RESULTS, {"seeds": asked.seeds, "views": asked.views, "rows": [asdict(row) for row in rows]})
    print(f"| kind | accounts | {' | '.join(f'≥ {one}' for one in THRESHOLDS)} | bits | sd |")
    print("|---|" + "---:|" * (len(THRESHOLDS) + 3))
    for row in rows:
        shares = " | ".join(f"{share:.3%}" for share in row.shares)
        print(f"| {row.kind} | {row.accounts:,} | {shares} | {row.mean:.1f} | {row.sd:.1f} |")


if __name__ == "__main__":
    main()
