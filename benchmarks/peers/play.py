"""One peer on one world, in the peers' own environment.

`python -m benchmarks.peers.play METHOD FOLDER WORK SETTINGS` writes WORK/scores.csv: account, score.
"""

import csv
import importlib
import json
import sys
from pathlib import Path

SCORES = "scores.csv"


def main() -> None:
    """Score every account the peer has something to say about."""
    method, folder, work, settings = sys.argv[1:5]
    peer = importlib.import_module(f"benchmarks.peers.methods.{method}")
    scores: dict[str, float] = peer.score(Path(folder), Path(work), **json.loads(settings))
    with (Path(work) / SCORES).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("account", "score"), *scores.items()])


if __name__ == "__main__":
    main()
