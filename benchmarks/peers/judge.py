"""A peer's scores against the truth: `python -m benchmarks.peers.judge SCORES FOLDER` prints a Ranking as JSON.

SCORES is scores.csv of a peer, or accounts.parquet of `likewise report`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from benchmarks.scores import ranking


def main() -> None:
    """Print the ranking."""
    told, folder = Path(sys.argv[1]), Path(sys.argv[2])
    if told.suffix == ".parquet":
        table = pd.read_parquet(told).rename(columns={"probability": "score"})
    else:
        table = pd.read_csv(told, dtype={"account": str}, keep_default_na=False)
    truth = pd.read_parquet(folder / "truth" / "accounts.parquet")
    scores = dict(zip(table["account"], table["score"].astype(float), strict=True))
    print(json.dumps(asdict(ranking(scores, truth))))


if __name__ == "__main__":
    main()
