"""T-RECS at several sizes: `python -m benchmarks.peers.simulators --users 1000,3000,10000`, from the project's root.

Prints Markdown and writes JSON. This process imports only the standard library, because the kernel carries its memory
over into those it measures (see benchmarks/child.py).
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.child import OutOfTimeError, Usage, measure
from benchmarks.machine import hold_to, keep
from benchmarks.peers.run import be_nice
from benchmarks.peers.simulators import environment

RESULTS = Path("benchmarks/results/simulators.json")
MINUTE_S = 60


@dataclass(frozen=True)
class Row:
    """One size: the whole command's wall time (s) and peak resident memory (MiB), and what it simulated.

    `failure` says why there are none.
    """

    agents: int
    steps: int
    creators: int
    items: int | None = None
    interactions: int | None = None
    seconds: float | None = None
    peak_mb: float | None = None
    failure: str | None = None


def measured(users: int, asked: argparse.Namespace, interpreter: Path) -> Row:
    """Run one size in a process of its own, within its limits of time and memory."""
    creators = round(users * asked.creators)
    command = [str(interpreter), "-m", "benchmarks.peers.simulators.play", "--users", str(users)]
    command += ["--creators", str(creators), "--items", str(asked.items), "--steps", str(asked.steps)]
    command += ["--seed", str(asked.seed), "--memory-gb", str(asked.memory_gb)]
    command += ["--sampled"] if asked.sampled else []
    command += ["--keep-history"] if asked.keep_history else []
    blank = Row(users, asked.steps, creators)
    try:
        usage = measure(command, asked.limit * MINUTE_S)
    except OutOfTimeError:
        return Row(users, asked.steps, creators, failure=f"did not finish in {asked.limit:g} min")
    except SystemExit as failed:
        print(failed, file=sys.stderr)
        short = "MemoryError" in str(failed)
        return Row(users, asked.steps, creators, failure=f"more than {asked.memory_gb:g} GiB" if short else "failed")
    return _told(blank, usage)


def markdown(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| agents | steps | creators | items at the end | taken | seconds | peak MiB |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        start = f"| {row.agents:,} | {row.steps} | {row.creators:,} "
        if row.seconds is None or row.peak_mb is None:
            lines.append(f"{start}| – | – | {row.failure} | – |")
        else:
            lines.append(f"{start}| {row.items:,} | {row.interactions:,} | {row.seconds:.1f} | {row.peak_mb:,.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure each size, print and keep what came out."""
    asked = _arguments()
    be_nice()
    hold_to(asked.cores)
    interpreter = environment.python()
    rows = []
    for users in asked.users:
        print(f"simulating {users:,} accounts", file=sys.stderr, flush=True)
        rows.append(measured(users, asked, interpreter))
    settings = {name: value for name, value in vars(asked).items() if name != "results"}
    document = {"simulator": environment.SIMULATOR, "settings": settings, "rows": [asdict(row) for row in rows]}
    keep(asked.results, document)
    print(markdown(rows))


def _told(blank: Row, usage: Usage) -> Row:
    told = json.loads(usage.output)
    return Row(
        agents=told["agents"],
        steps=told["steps"],
        creators=blank.creators,
        items=told["items"],
        interactions=told["interactions"],
        seconds=usage.seconds,
        peak_mb=usage.peak_mb,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.peers.simulators", description=__doc__)
    parser.add_argument("--users", type=_sizes, default=[1000, 3000, 10_000], help="sizes, separated by commas")
    parser.add_argument("--creators", type=float, default=0.0, help="share of the accounts that post; 0: a fixed stock")
    parser.add_argument("--items", type=int, default=1250, help="at the start (1250 is T-RECS' own default)")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sampled", action="store_true", help="lists sampled by rank: T-RECS' fastest setting")
    parser.add_argument("--keep-history", action="store_true", help="keep the copies of scores that nothing reads")
    parser.add_argument("--limit", type=float, default=20, help="minutes a size may take")
    parser.add_argument("--memory-gb", type=float, default=12, help="the most a size may ask for")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON goes")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


if __name__ == "__main__":
    main()
