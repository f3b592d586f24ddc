"""Learn the weights that ship with the package, on worlds of several families: `python -m benchmarks.weights`.

Writes src/likewise/weigh/weights.json. Worlds' seeds start at 1000; no benchmark or test measures on these. `planted`
needs the folder of the real logs (`--data`); without it the others are used. `--leave-out FAMILY --out FILE` writes
weights in which that family has no part; `python -m benchmarks.families --left-out` makes and judges those of all.
"""

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.families.planted.data import DATA_VARIABLE
from benchmarks.families.registry import FAMILIES
from benchmarks.weights.file import gathered, write
from benchmarks.weights.gather import WORLDS, gather

SHIPPED = Path("src/likewise/weigh/weights.json")


def main() -> None:
    """Draw worlds, keep their cases, learn the weights of each stratum, write them down."""
    parser = argparse.ArgumentParser(prog="benchmarks.weights", description=__doc__)
    parser.add_argument("--worlds", type=int, default=WORLDS, help="how many of each family and mode")
    parser.add_argument("--jobs", type=int, default=2, help="processes that draw worlds at once")
    parser.add_argument("--data", type=Path, help="the folder of the real logs that groups are planted in")
    parser.add_argument("--cases", type=Path, help="keep the cases in this folder; those that are there are used")
    parser.add_argument("--leave-out", action="append", default=[], choices=FAMILIES, help="a family to leave out")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    asked = parser.parse_args()
    if asked.data:
        os.environ[DATA_VARIABLE] = str(asked.data)
    there = [name for name, one in FAMILIES.items() if not one.needs_data or os.environ.get(DATA_VARIABLE)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.cases or Path(scratch)
        gather(folder, [name for name in there if name not in asked.leave_out], asked.worlds, asked.jobs)
        write(gathered(folder), asked.out, asked.leave_out)
    print(f"wrote {asked.out}")


if __name__ == "__main__":
    main()
