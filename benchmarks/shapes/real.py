"""Reads real samples and says of each whether it was read right: `python -m benchmarks.shapes.real`.

The samples stay outside the project. What each says (counts and meanings of columns, nothing about people) stands in
real.toml; `--out benchmarks/shapes/real.md` writes the table that is kept.
"""

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.shapes import reader
from benchmarks.shapes.truth import Row

EXPECTED = Path(__file__).with_name("real.toml")
FOLDER = Path("../shared")

HEAD = """# Real shapes tried

Each is read with nothing else typed (but `--tz`, where real.toml says so). What is right stands in
[real.toml](real.toml). Samples are real files and small inputs in real shapes, kept outside the project. Written by
`python -m benchmarks.shapes.real --out benchmarks/shapes/real.md`.

| shape | from | rows | read as | right |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Read:
    """One sample: what it says, what was read, and what differs."""

    expected: Mapping[str, Any]
    outcome: reader.Outcome
    differs: Sequence[str]

    @property
    def verdict(self) -> str:
        """In one word or two: right, refused, or wrong with what differs."""
        if self.outcome.error is not None and self.differs:
            return "refused"
        return "right" if not self.differs else "**no**: " + "; ".join(self.differs)

    def line(self) -> str:
        """Return the sample's line in the table."""
        cells = [self.expected["path"], self.expected["origin"], f"{self.expected['rows']:,}", self.read_as()]
        return "| " + " | ".join([*cells, self.verdict]) + " |"

    def read_as(self) -> str:
        """Return what was read in a few words."""
        if self.outcome.error is not None:
            return "crashed" if self.outcome.crashed else "refused"
        kinds = Counter(str(row["kind"]) for row in self.outcome.tables["events"])
        parts = [f"{count:,} {kind}" for kind, count in kinds.most_common()]
        parts += [
            f"{len(self.outcome.tables[name]):,} {name}" for name in ("posts", "accounts") if self.outcome.tables[name]
        ]
        return ", ".join(parts) or "nothing"


def read_all(folders: Sequence[Path]) -> Iterator[Read]:
    """Read every sample that is below one of the folders."""
    for expected in tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["file"]:
        path = next((found for folder in folders for found in sorted(folder.glob(expected["path"]))), None)
        if path is None:
            continue
        options = reader.Options(timezone=expected.get("timezone"))
        outcome = reader.read(path, options)
        yield Read(expected, outcome, list(differing(expected, outcome, path, options)))


def differing(
    expected: Mapping[str, Any], outcome: reader.Outcome, path: Path, options: reader.Options
) -> Iterator[str]:
    """Return what differs from what a sample says."""
    wanted = expected.get("expect", "read")
    if outcome.crashed:
        yield outcome.message
    if outcome.error is not None:
        if wanted == "read":
            yield "refused"
        return
    if wanted == "refuse" and not outcome.empty:
        yield "should be refused"
        return
    yield from _counts(expected, outcome.tables)
    for name, header in expected.get("columns", {}).items():
        if header not in _headers(reader.told(path, options), name):
            yield f"{name} isn't `{header}`"


def _counts(expected: Mapping[str, Any], tables: Mapping[str, list[Row]]) -> Iterator[str]:
    events, posts = tables["events"], tables["posts"]
    kinds = Counter(str(row["kind"]) for row in events)
    if kinds != Counter(expected.get("events", {})):
        yield "events are " + (", ".join(f"{n:,} {kind}" for kind, n in kinds.items()) or "none")
    counted = {
        "actors": len({row["actor"] for row in events}),
        "on": len({row["post"] for row in events} - {None}),
        "authors": len({row["author"] for row in posts} - {None}),
        "posts": len(posts),
        "accounts": len(tables["accounts"]),
    }
    asked = {"posts": 0} | {name: expected[name] for name in counted if name in expected}
    for name, number in asked.items():
        if counted[name] != number and not (name == "posts" and "posts" not in expected and "events" in expected):
            yield f"{name} {counted[name]:,}, not {number:,}"
    for column, total in expected.get("sums", {}).items():
        table, _, name = column.partition(".")
        values = [row[name] for row in tables[table] if row[name] is not None]
        if (sum(values) if values else None) != total:
            yield f"{name} {sum(values) if values else 'empty'}, not {total:,}"


def _headers(said: Mapping[str, Any], canonical: str) -> list[str]:
    """The headers that a check says it reads as a canonical column."""
    table, _, column = canonical.partition(".")
    files = [file for file in said.get("files", ()) if file.get("table") == table]
    return [one["source"] for file in files for one in file.get("columns", ()) if one["canonical"] == column]


def main() -> None:
    """Read the samples, print the table, and write it if that is asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shapes.real", description=__doc__)
    parser.add_argument("--folder", type=Path, action="append", help=f"where the samples are ({FOLDER}); repeatable")
    parser.add_argument("--out", type=Path, help="write the table to this file, as benchmarks/shapes/real.md")
    asked = parser.parse_args()
    read = list(read_all(asked.folder or [FOLDER]))
    text = HEAD + "".join(one.line() + "\n" for one in read)
    right = sum(not one.differs for one in read)
    refused = sum(one.verdict == "refused" for one in read)
    text += f"\n{right} of {len(read)} are right; {refused} are refused that could be read.\n"
    print(text)
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
