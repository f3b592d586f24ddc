"""How the report grows from 1 to 100 million likes, on each engine.

Run from the project's root: `.venv/bin/python -m benchmarks.scale --engine duckdb --likes 1000000,5000000`. Prints
Markdown tables, and writes benchmarks/results/scale.json after each size; rows of other engines and sizes stay there
while machine and versions are the same. Everything measured runs in a fresh process; this one imports only the
standard library.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.machine import MEASURED_PACKAGES, hold_to, this_machine, versions
from benchmarks.scale.measure import Asked, measure_size
from benchmarks.scale.results import RESULTS, Result, added, read, write
from benchmarks.scale.table import markdown

PACKAGES = (*MEASURED_PACKAGES, "pyspark")


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(text.split(",")))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("--engine", type=_names, default=["duckdb"], help="engines, separated by commas")
    parser.add_argument("--likes", type=_sizes, default=[1_000_000], help="sizes, separated by commas")
    parser.add_argument("--memory", help="passed on to the report, such as 12GB")
    parser.add_argument("--scratch", type=Path, help="passed on to the report: where it spills")
    parser.add_argument("--threads", type=int, default=2, help="cores that floor and report may use")
    parser.add_argument("--seed", type=int, default=7, help="seed of the worlds")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON is kept")
    return parser.parse_args()


def main() -> None:
    """Measure each size with each engine and report."""
    options = _options()
    hold_to(options.threads)
    call = datetime.now(UTC).isoformat(timespec="seconds")
    asked = Asked(call, options.engine, options.seed, options.threads, options.memory, options.scratch)
    result = Result(this_machine(), versions(PACKAGES), [])
    before = read(options.results)
    if before and (before.machine, before.versions) == (result.machine, result.versions):
        result = before
    for likes in options.likes:
        print(f"measuring {likes:,} likes", file=sys.stderr, flush=True)
        result = Result(result.machine, result.versions, added(result.rows, measure_size(likes, asked)))
        write(result, options.results)
    print(markdown(result))


if __name__ == "__main__":
    main()
