"""How many events of a live stream one core takes in, and what each costs.

`python -m benchmarks.live` prints a Markdown table and writes benchmarks/results/live.json. Each wire is measured with
a window that keeps everything, and with one that must drop old events all the time.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from benchmarks.live.measure import Measured, measured
from benchmarks.live.replay import PATHS
from benchmarks.machine import MEASURED_PACKAGES, keep

RESULTS = Path("benchmarks/results/live.json")
SHORT_WINDOW_S = 20.0
"""A window of this much of the stream's time is full soon, s."""

BAR = 2000
"""Events a second that one core must sustain."""


def table(runs: list[Measured]) -> str:
    """The runs as a Markdown table."""
    lines = [
        "| wire | window | events | held | events/s | processor µs an event | events/core s | peak MiB | file MiB |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for run in runs:
        window = "everything" if run.window_s is None else f"{run.window_s:.0f} s"
        lines.append(
            f"| {run.wire} | {window} | {run.events:,} | {run.held:,} | {run.events / run.seconds:,.0f} | "
            f"{run.cpu_s / run.events * 1e6:.0f} | {run.events / run.cpu_s:,.0f} | "
            f"{run.peak_mb:,.0f} | {run.file_mb:.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure both wires and both windows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live")
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    runs = [measured(wire, window_s, asked.events, asked.seed) for wire in PATHS for window_s in (None, SHORT_WINDOW_S)]
    print(table(runs))
    slowest = min(run.events / run.cpu_s for run in runs)
    print(f"\nOne core takes in {slowest:,.0f} events a second or more; the bar is {BAR:,}.")
    keep(RESULTS, {"runs": [asdict(run) for run in runs]}, [*MEASURED_PACKAGES, "websockets"])


if __name__ == "__main__":
    main()
