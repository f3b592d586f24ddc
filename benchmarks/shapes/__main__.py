"""Draws tables, reads each, judges it: `python -m benchmarks.shapes --tables 2000 --seed 1`, from the project's root.

`--only SEED:INDEX --keep DIR` writes one table and its truth and prints the comparison; `--rules` lists the archetypes.
"""

import argparse
import json
import shutil
import sys
import time
from pathlib import Path

from benchmarks.shapes.archetypes import ALL
from benchmarks.shapes.draws import drawn
from benchmarks.shapes.judge import judge
from benchmarks.shapes.run import run
from benchmarks.shapes.summary import markdown, summarise
from benchmarks.shapes.truth import COLUMNS

RESULTS = Path("benchmarks/results/shapes.json")


def main() -> None:
    """Run the benchmark, show one table of it, or list the archetypes."""
    asked = _arguments()
    if asked.rules:
        print("\n".join(f"| {one.name} | {' '.join(one.rule.split())} |" for one in ALL))
        return
    if asked.only:
        _show(asked.only, asked.keep)
        return
    began = time.monotonic()
    entries = run(asked.seed, asked.tables, asked.archetype, asked.jobs)
    summary = summarise(entries, asked.seed)
    print(markdown(summary, entries, asked.seed, asked.show.split(",")))
    print(f"{len(entries)} tables in {time.monotonic() - began:.0f} s", file=sys.stderr)
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shapes", description=__doc__)
    parser.add_argument("--tables", type=int, default=2000, help="how many tables are drawn (2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--archetype", default="", help="only archetypes whose names hold this")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read at once (1)")
    parser.add_argument("--out", type=Path, default=None, help=f"where the figures are kept, as {RESULTS}")
    parser.add_argument("--show", default="", help="verdicts whose tables are listed beside wrong ones: refused,told")
    parser.add_argument("--only", default="", help="SEED:INDEX of one table to show")
    parser.add_argument("--keep", type=Path, default=Path("build/shapes"), help="where --only writes that table")
    parser.add_argument("--rules", action="store_true", help="list the archetypes and how a person tells each")
    return parser.parse_args()


def _show(only: str, keep: Path) -> None:
    """Write one table and its truth, and print the comparison."""
    seed, index = map(int, only.split(":"))
    shutil.rmtree(keep, ignore_errors=True)
    one = drawn(seed, index, keep)
    truth = one.case.truth
    told = {
        "archetype": one.case.archetype,
        "header of": one.case.origin,
        "expected": truth.expected,
        "must tell": truth.must_tell,
        "timezone": one.case.timezone,
        "columns": {name: one.case.headers(name) for name in _canonical()},
        **{table: truth.rows(table) for table in COLUMNS if truth.rows(table)},
    }
    text = json.dumps(told, default=str, ensure_ascii=False, indent=1)
    (keep.parent / f"{keep.name}-truth.json").write_text(text, encoding="utf-8")
    judged = judge(one.case, one.path, one.language)
    print(f"{one.path}; the truth is in {keep.parent / f'{keep.name}-truth.json'}")
    print(f"{one.case.archetype} ({one.language}), expected: {truth.expected}, --tz {one.case.timezone}")
    print(f"verdict: {judged.verdict}" + (f", after advice: {judged.advised}" if judged.advised else ""))
    print("\n".join([*map(str, judged.differences), judged.message, *judged.rounds]))


def _canonical() -> list[str]:
    return [f"{table}.{column}" for table, columns in COLUMNS.items() for column in columns]


if __name__ == "__main__":
    main()
