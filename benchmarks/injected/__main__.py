"""`python -m benchmarks.injected DATA_FOLDER [--seeds 1,2,3]`: detection in real data, with groups planted and without.

Prints Markdown tables and writes benchmarks/results/injected.json. DATA_FOLDER holds college_msg.parquet,
german_elections.parquet and fake_stars.parquet. Figures with planted groups are semi-synthetic.

Every real account that isn't planted counts as honest, with the background's name as its role. For german_elections
that isn't known to be true: real coordination may be among them. So the share flagged is given before anything is
planted, after, and after among those that weren't flagged before; precision, average precision and calibration count
whoever is flagged and not planted as a mistake, and are lower bounds there.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from benchmarks import detection
from benchmarks.injected import cosharing, flagged, stars
from benchmarks.injected.backgrounds import college_msg, german_elections
from benchmarks.machine import keep

RESULTS = Path("benchmarks/results/injected.json")


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.injected", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the real data")
    parser.add_argument("--seeds", default="1,2,3")
    asked = parser.parse_args()
    seeds = [int(word) for word in asked.seeds.split(",")]
    election = german_elections(asked.data)
    found = [flagged.measured(background, seeds) for background in (college_msg(asked.data), election)]
    for one in found:
        heads = [*(f"seed {seed}" for seed in seeds), "mean"]
        print(f"\n{one.name}, groups planted (semi-synthetic)\n")
        print(detection.show([*one.outcomes, detection.summary(one.outcomes)], heads))
    print(f"\nAccounts flagged, alone and with planted groups (mean of seeds)\n\n{flagged.show(found)}")
    overlaps = cosharing.overlaps(election)
    print(f"\ngerman_elections: the top pairs by co-sharing\n\n{cosharing.show(overlaps)}")
    starred = stars.described(asked.data)
    print(f"\nfake_stars, as it is\n\n{stars.show(starred)}")
    document = {
        "seeds": seeds,
        "injected": [one.told() for one in found],
        "cosharing": [asdict(one) for one in overlaps],
        "fake_stars": asdict(starred),
    }
    keep(RESULTS, document)


if __name__ == "__main__":
    main()
