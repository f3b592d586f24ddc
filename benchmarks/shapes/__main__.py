"""Draws tables, reads each, judges it: `python -m benchmarks.shapes --tables 2000 --seed 1`, from the project's root.

`--only SEED:INDEX --keep DIR` writes one table and its truth and prints the comparison.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shapes.archetypes import ALL
from benchmarks.shapes.draws import drawn
from benchmarks.shapes.judge import VERDICTS, Judged, judge
from benchmarks.shapes.truth import COLUMNS

RESULTS = Path("benchmarks/results/shapes.json")


@dataclass(frozen=True)
class Entry:
    """One table of a run: which it was, of which archetype, and how it was read."""

    index: int
    archetype: str
    judged: Judged


def main() -> None:
    """Run the benchmark, or show one table of it."""
    asked = _arguments()
    if asked.only:
        _show(asked.only, asked.keep)
        return
    began = time.monotonic()
    entries = run(asked.seed, asked.tables, asked.archetype)
    summary = summarise(entries, asked.seed)
    print(markdown(summary, entries, asked.seed))
    print(f"{len(entries)} tables in {time.monotonic() - began:.0f} s", file=sys.stderr)
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shapes", description=__doc__)
    parser.add_argument("--tables", type=int, default=2000, help="how many tables are drawn (2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--archetype", default="", help="only archetypes whose names hold this")
    parser.add_argument("--out", type=Path, default=None, help=f"where the figures are kept, as {RESULTS}")
    parser.add_argument("--only", default="", help="SEED:INDEX of one table to show")
    parser.add_argument("--keep", type=Path, default=Path("build/shapes"), help="where --only writes that table")
    return parser.parse_args()


def run(seed: int, tables: int, archetype: str = "") -> list[Entry]:
    """Draw, read and judge that many tables."""
    entries = []
    with tempfile.TemporaryDirectory(prefix="shapes-") as scratch:
        for index in range(tables):
            if archetype not in ALL[index % len(ALL)].name:
                continue
            folder = Path(scratch) / str(index)
            one = drawn(seed, index, folder)
            entries.append(Entry(index, one.case.archetype, judge(one.case, one.path)))
            shutil.rmtree(folder)
    return entries


def summarise(entries: list[Entry], seed: int) -> dict[str, object]:
    """Return the figures, by archetype and over all."""
    by_archetype = {
        name: _counts([one for one in entries if one.archetype == name])
        for name in dict.fromkeys(one.archetype for one in entries)
    }
    failed = [f"{seed}:{one.index}" for one in entries if one.judged.failed]
    return {"seed": seed, "tables": len(entries), "all": _counts(entries), "archetypes": by_archetype, "wrong": failed}


def _counts(entries: list[Entry]) -> dict[str, int]:
    counts = Counter(one.judged.verdict for one in entries)
    refused = [one.judged.advised for one in entries if one.judged.verdict == "refused"]
    after = Counter("no advice" if one is None else one for one in refused)
    misled = sum(one.judged.verdict == "right" and one.judged.advised in {"wrong", "crashed"} for one in entries)
    shown = {verdict: counts[verdict] for verdict in VERDICTS}
    return (
        shown
        | {f"advice: {name}": after[name] for name in (*VERDICTS, "no advice") if after[name]}
        | ({"refused rightly, then misled": misled} if misled else {})
    )


def markdown(summary: dict[str, object], entries: list[Entry], seed: int) -> str:
    """Return the figures as a table, and every table that was read wrongly."""
    rows = dict(summary["archetypes"]) | {"**all**": summary["all"]}  # type: ignore[call-overload]
    lines = ["| archetype | " + " | ".join(VERDICTS) + " | after advice |", "|---|" + "---|" * (len(VERDICTS) + 1)]
    for name, counts in rows.items():
        rest = ", ".join(f"{key.removeprefix('advice: ')} {n}" for key, n in counts.items() if key not in VERDICTS)
        lines.append(f"| {name} | " + " | ".join(str(counts[one]) for one in VERDICTS) + f" | {rest} |")
    lines += ["", *(line for one in entries if one.judged.failed for line in _failure(one, seed))]
    return "\n".join(lines)


def _failure(one: Entry, seed: int) -> list[str]:
    judged = one.judged
    head = f"{seed}:{one.index} {one.archetype}: {judged.verdict}" + (
        f", after advice {judged.advised}" if judged.advised else ""
    )
    return [
        head,
        *(f"    {each}" for each in [*map(str, judged.differences), *judged.rounds][:6]),
        *([f"    {judged.message[:300]}"] if judged.message else []),
    ]


def _show(only: str, keep: Path) -> None:
    """Write one table and its truth, and print the comparison."""
    seed, index = map(int, only.split(":"))
    shutil.rmtree(keep, ignore_errors=True)
    one = drawn(seed, index, keep)
    truth = one.case.truth
    rows = {table: truth.rows(table) for table in COLUMNS if truth.rows(table)}
    told = {"archetype": one.case.archetype, "expected": truth.expected, "timezone": one.case.timezone} | rows
    (keep / "truth.json").write_text(json.dumps(told, default=str, ensure_ascii=False, indent=1), encoding="utf-8")
    judged = judge(one.case, one.path)
    print(
        f"{one.path}\n{one.case.archetype} ({one.language}), expected: {truth.expected}, zone told: {one.case.timezone}"
    )
    print(f"verdict: {judged.verdict}" + (f", after advice: {judged.advised}" if judged.advised else ""))
    print("\n".join([*map(str, judged.differences), judged.message, *judged.rounds]))


if __name__ == "__main__":
    main()
