"""How long the platform in a box takes, how much memory it holds, and how both grow; beside T-RECS with `--peer`.

Run from the project's root: `.venv/bin/python -m benchmarks.simulate --accounts 1000,10000,100000 --days 60`.
Prints Markdown and writes benchmarks/results/simulate.json. Every size runs in a fresh process (this one imports only
the standard library), whole command, Python's start and the loading of compiled loops included; a first small run
compiles them and isn't counted, but told.
"""

import argparse
import json
import math
import sys
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.child import OutOfTimeError, measure
from benchmarks.machine import hold_to, keep
from benchmarks.peers.simulators import environment

RESULTS = Path("benchmarks/results/simulate.json")
MINUTE_S = 60
WARM_UP = 400


@dataclass(frozen=True)
class Row:
    """One size: what was simulated, in how many seconds and MiB, and what the peer took for as much."""

    accounts: int
    days: int
    posts: int
    views: int
    seconds: float
    peak_mb: float
    peer_seconds: float | None = None
    peer_mb: float | None = None


def simulated(accounts: int, days: int, seed: int) -> dict[str, int]:
    """One run of the box with its defaults, in this process; a group in it, risk control at work."""
    from likewise.answers.simulate import Parameters, simulate  # noqa: PLC0415  (the parent imports nothing heavy)
    from likewise.answers.simulate.state import VIEWS  # noqa: PLC0415

    course = simulate(Parameters().with_values({"run.accounts": accounts, "run.days": days}), seed)
    return {"posts": len(course.posts), "views": int(course.counts[:, VIEWS].sum())}


def measured(accounts: int, asked: argparse.Namespace) -> Row:
    """One size of ours, and of the peer where it was asked for and can hold it."""
    command = [sys.executable, "-m", "benchmarks.simulate", "--one", str(accounts), "--days", str(asked.days)]
    usage = measure([*command, "--seed", str(asked.seed)], asked.limit * MINUTE_S)
    told = json.loads(usage.output)
    row = Row(accounts, asked.days, told["posts"], told["views"], usage.seconds, usage.peak_mb)
    if accounts > asked.peer:
        return row
    creators = round(accounts * asked.creators)
    peer = [str(environment.python()), "-m", "benchmarks.peers.simulators.play", "--users", str(accounts)]
    peer += ["--creators", str(creators), "--items", "1250", "--steps", str(asked.days), "--seed", str(asked.seed)]
    peer += ["--memory-gb", str(asked.memory_gb), "--sampled"]
    try:
        other = measure(peer, asked.limit * MINUTE_S)
    except (OutOfTimeError, SystemExit) as failed:
        print(failed, file=sys.stderr)
        return row
    return Row(**{**asdict(row), "peer_seconds": other.seconds, "peer_mb": other.peak_mb})


def growth(rows: list[Row]) -> list[float | None]:
    """For each row, the exponent b in seconds ~ accounts^b since the row before: 1 is linear."""
    found: list[float | None] = [None]
    for before, after in pairwise(rows):
        found.append(math.log(after.seconds / before.seconds) / math.log(after.accounts / before.accounts))
    return found[: len(rows)]


def markdown(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| accounts | days | posts | views | seconds | views/s | peak MiB | growth | T-RECS s | T-RECS MiB | ratio |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row, rate in zip(rows, growth(rows), strict=True):
        peer = "– | – | –"
        if row.peer_seconds is not None and row.peer_mb is not None:
            peer = f"{row.peer_seconds:.1f} | {row.peer_mb:,.0f} | {row.peer_seconds / row.seconds:.1f}"
        power = "" if rate is None else f"{rate:.2f}"
        lines.append(
            f"| {row.accounts:,} | {row.days} | {row.posts:,} | {row.views:,} | {row.seconds:.1f} "
            f"| {row.views / row.seconds:,.0f} | {row.peak_mb:,.0f} | {power} | {peer} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure each size, print and keep what came out; or be the process that is measured."""
    asked = _arguments()
    if asked.one:
        print(json.dumps(simulated(asked.one, asked.days, asked.seed)))
        return
    hold_to(asked.cores)
    began = time.perf_counter()
    measure([sys.executable, "-m", "benchmarks.simulate", "--one", str(WARM_UP), "--days", "7"], asked.limit * MINUTE_S)
    first = time.perf_counter() - began
    rows = []
    for accounts in asked.accounts:
        print(f"simulating {accounts:,} accounts", file=sys.stderr, flush=True)
        rows.append(measured(accounts, asked))
    settings = {name: value for name, value in vars(asked).items() if name not in {"results", "one"}}
    keep(asked.results, {"settings": settings, "first_run_seconds": first, "rows": [asdict(row) for row in rows]})
    print(markdown(rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.simulate", description=__doc__)
    parser.add_argument("--accounts", type=_sizes, default=[1000, 3000, 10_000, 30_000, 100_000], help="sizes")
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peer", type=int, default=0, help="run the peer up to so many accounts")
    parser.add_argument("--creators", type=float, default=0.05, help="share of the peer's accounts that post")
    parser.add_argument("--limit", type=float, default=30, help="minutes a size may take")
    parser.add_argument("--memory-gb", type=float, default=12, help="the most the peer may ask for")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON goes")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


if __name__ == "__main__":
    main()
