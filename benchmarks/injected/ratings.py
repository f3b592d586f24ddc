"""`python -m benchmarks.injected.ratings FOLDER`: accounts flagged in real networks that are mutual by nature.

FOLDER holds any of soc-sign-bitcoinotc.csv and soc-sign-bitcoinalpha.csv (SNAP; a row is source, target, rating, time,
with or without a header): who trusts whom among people who trade with each other, 84 and 85 % of it mutual; and
college_msg.parquet (SNAP CollegeMsg). A rating above zero, or a message, is a like of the other. No platform has these
posts, so each log is read in three forms: without posts, with one post a person, and with one a person and day. Nobody
knows whether some ratings were traded: what is flagged isn't known to be wrong.

Prints a Markdown table and writes benchmarks/results/ratings.json.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from benchmarks.injected.backgrounds import day_post
from benchmarks.machine import keep
from likewise.show.face import tables_alone

RESULTS = Path("benchmarks/results/ratings.json")
FLAGGED = 0.5
FORMS: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "without posts": lambda likes: likes,
    "a post a person": lambda likes: likes.assign(post=likes["author"] + "-all"),
    "a post a person and day": lambda likes: likes.assign(post=day_post(likes["author"], likes["time"])),
}


@dataclass(frozen=True)
class Flagged:
    """One log in one form: its accounts, how many are at FLAGGED or above, and the members of each group there."""

    log: str
    form: str
    accounts: int
    flagged: int
    groups: list[int]


def ratings(path: Path) -> pd.DataFrame:
    """Ratings above zero as likes."""
    table = pd.read_csv(path, header=None, names=["actor", "author", "rating", "time"], dtype=str)
    # Some copies of the file have a header.
    table = table[pd.to_numeric(table["rating"], errors="coerce") > 0]
    time = pd.to_datetime(pd.to_numeric(table["time"]), unit="s", utc=True)
    return pd.DataFrame({"actor": table["actor"], "author": table["author"], "time": time})


def _messages(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path)[["actor", "author", "time"]]


LOGS: Mapping[str, Callable[[Path], pd.DataFrame]] = {
    "soc-sign-bitcoinotc.csv": ratings,
    "soc-sign-bitcoinalpha.csv": ratings,
    "college_msg.parquet": _messages,
}


def flagged(log: str, likes: pd.DataFrame, form: str) -> Flagged:
    """Report on a log in one form."""
    events = FORMS[form](likes).assign(kind="like").sort_values("time", kind="stable")
    # Days as times, as Bitcoin Alpha has them, are taken for times only when told so.
    result = tables_alone(events, mapping={"time": "time"})
    accounts, groups = result.accounts.to_pandas(), result.groups.to_pandas()
    found = groups[groups["probability"] >= FLAGGED]
    members = sorted((int(size) for size in found["size"]), reverse=True)
    return Flagged(log, form, len(accounts), int((accounts["probability"] >= FLAGGED).sum()), members)


def show(rows: list[Flagged]) -> str:
    """The rows as Markdown."""
    lines = ["| log | form | accounts | flagged | groups | members of the largest |", "|---|---|---:|---:|---:|---:|"]
    for one in rows:
        share = f"{100 * one.flagged / max(1, one.accounts):.2f} %"
        largest = f"{max(one.groups, default=0):,}"
        lines.append(f"| {one.log} | {one.form} | {one.accounts:,} | {share} | {len(one.groups)} | {largest} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.injected.ratings", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the files")
    folder = parser.parse_args().data
    there = {name: read(folder / name) for name, read in LOGS.items() if (folder / name).exists()}
    if not there:
        parser.error(f"{folder} holds none of {', '.join(LOGS)}")
    rows = [flagged(Path(name).stem, likes, form) for name, likes in there.items() for form in FORMS]
    print(show(rows))
    keep(RESULTS, {"logs": [asdict(one) for one in rows]})


if __name__ == "__main__":
    main()
