"""`python -m benchmarks.families.reported WORLD OUT [--package FOLDER]`: a report's tables on one world, alone.

Runs in a process of its own, so that its time is its own, and so that the package can be one with other weights
(`with_weights`).
"""

import argparse
import hashlib
import shutil
import sys
from pathlib import Path

PACKAGE = Path("src/likewise")
WEIGHTS = Path("weigh/weights.json")


def with_weights(weights: Path, folder: Path) -> Path:
    """A copy of the package in `folder` that ships these weights; returns what to put on the path."""
    shutil.copytree(PACKAGE, folder / "likewise", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(weights, folder / "likewise" / WEIGHTS)
    return folder


def digest(weights: Path) -> str:
    """Eight letters that change with the weights."""
    return hashlib.sha256(weights.read_bytes()).hexdigest()[:8]


def reporting(world: Path, report: Path, package: Path | None = None) -> list[str]:
    """Return the command that reports on a world in a process of its own, by the package in a folder if given."""
    command = [sys.executable, "-m", "benchmarks.families.reported", str(world), str(report)]
    return [*command, *(["--package", str(package)] if package else [])]


def main() -> None:
    """Write the tables of accounts, groups, members and traded events into OUT."""
    parser = argparse.ArgumentParser(prog="benchmarks.families.reported", description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--package", type=Path, help="a folder that holds the package to use")
    asked = parser.parse_args()
    if asked.package:
        sys.path.insert(0, str(asked.package.absolute()))
    # Which package is loaded is only known now.
    from likewise.show.face import tables_alone  # noqa: PLC0415

    data = {name: asked.world / f"{name}.parquet" for name in ("events", "posts", "accounts")}
    result = tables_alone([path for path in data.values() if path.exists()])
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in ("accounts", "events_exchanged", "groups", "members"):
        getattr(result, name).to_pandas().to_parquet(asked.out / f"{name}.parquet", index=False)


if __name__ == "__main__":
    main()
