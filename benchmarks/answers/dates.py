"""Are members' first and last days in a group found? Worlds with known membership, all rankings and ways to join.

`python -m benchmarks.answers.dates --seed 4100 --jobs 2` prints Markdown, one row a mechanism, and writes
benchmarks/results/answers-dates.json. Only members who were found are looked at.
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.answers.mechanisms import SELECTIONS_OF, make
from benchmarks.answers.settings import RANKINGS, Ranking
from benchmarks.machine import keep

RESULTS = Path("benchmarks/results/answers-dates.json")
NEAR_JOINING, NEAR_LEAVING = 4, 8
"""Days within which a date is right: leaving shows only by the traded likes that don't come."""
OPEN_DAYS = 7
"""Who left so near the end of the log can't be seen to have left."""
STOCK_DAYS = 3
"""Who joined so early in the log has no past in it."""


@dataclass
class Counts:
    """How many members: who joined in the log, and of these dated right; and so on."""

    joined: int = 0
    joined_right: int = 0
    from_first_day: int = 0
    said_joined: int = 0
    left: int = 0
    left_right: int = 0
    stayed: int = 0
    said_left: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def judge(mechanism: str, ranking: Ranking, selection: str, seed: int) -> Counts:
    """One world's members."""
    from likewise.answers.effect import read_panel  # noqa: PLC0415  (only in the processes that use it)
    from likewise.engine import open_duckdb  # noqa: PLC0415
    from likewise.pipeline import Settings, analyse  # noqa: PLC0415

    world = make(mechanism, seed, ranking=ranking, selection=selection, accounts=400, days=75, members=80)
    with open_duckdb("1GB", threads=1) as engine:
        analyse(engine, dict(world.tables()), Settings(), lambda _: None)
        panel = read_panel(engine)
        rows = engine.arrow("select id, code from account").to_pylist()
    if panel is None:
        return Counts()
    name = {row["code"]: row["id"] for row in rows}
    place = {name: at for at, name in enumerate(world.truth.names)}
    who = np.flatnonzero(panel.treated())
    true = np.array([place[name[code]] for code in panel.code[who].tolist()])
    days = panel.last + 1
    start, stop = panel.start[who], panel.stop[who]
    joined, left = np.asarray(world.truth.start)[true], np.minimum(np.asarray(world.truth.left)[true], days)
    member = np.isfinite(joined)
    came, stock = member & (joined > STOCK_DAYS), member & (joined <= 0)
    gone, stayed = member & (left < days - OPEN_DAYS), member & (left >= days)
    said_left = stop < days - OPEN_DAYS - 1
    found = (
        came,
        came & (start > 0) & (abs(start - joined) <= NEAR_JOINING),
        stock,
        stock & (start > OPEN_DAYS),
        gone,
        gone & said_left & (abs(stop - left) <= NEAR_LEAVING),
        stayed,
        stayed & said_left,
    )
    return Counts(*(int(one.sum()) for one in found))


def markdown(found: Sequence[tuple[str, int, Counts]]) -> str:
    """A row a mechanism."""
    lines = [
        "| mechanism | worlds | joined: dated right | there from day one: said to have joined | left: dated right | "
        "stayed: said to have left |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for mechanism, worlds, of in found:
        shares = (
            f"{of.joined_right} of {of.joined}",
            f"{of.said_joined} of {of.from_first_day}",
            f"{of.left_right} of {of.left}",
            f"{of.said_left} of {of.stayed}",
        )
        lines.append(f"| {mechanism} | {worlds} | {' | '.join(shares)} |")
    return "\n".join(lines)


def main() -> None:
    """Make the worlds, look, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.answers.dates", description=__doc__)
    parser.add_argument("--seed", type=int, default=4100)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    found = []
    for mechanism, selections in SELECTIONS_OF.items():
        tasks = [(mechanism, ranking, selection, asked.seed) for ranking, selection in product(RANKINGS, selections)]
        with ProcessPoolExecutor(asked.jobs) as pool:
            total = Counts()
            for one in pool.map(judge, *zip(*tasks, strict=True)):
                total = total.plus(one)
        found.append((mechanism, len(tasks), total))
    keep(RESULTS, {"seed": asked.seed, "rows": [{"mechanism": m, "worlds": n} | asdict(of) for m, n, of in found]})
    print(markdown(found))


if __name__ == "__main__":
    main()
