"""How many events of a live stream one core takes in, and what each costs.

`python -m benchmarks.live` prints Markdown tables and writes benchmarks/results/live.json. Each wire is measured with a
window that keeps everything, and with one that must drop old events all the time, as fast as events are read. With
`--seconds 120 --rate 4000` a whole watch follows so many events a second for so long, with reports beside.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from benchmarks.live.measure import Measured, measured
from benchmarks.live.replay import PATHS
from benchmarks.live.sustained import sustained, told
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
    """Measure both wires and both windows and, where it is asked for, a watch for some minutes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live")
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0, help="how long a watch is measured; 0 for not at all")
    parser.add_argument("--rate", type=int, default=4000, help="events a second that the watch is sent")
    parser.add_argument("--window", type=float, default=60, help="seconds that the watch's window holds")
    parser.add_argument("--every", type=float, default=15, help="seconds between two of its reports")
    asked = parser.parse_args()
    runs = [measured(wire, window_s, asked.events, asked.seed) for wire in PATHS for window_s in (None, SHORT_WINDOW_S)]
    print(table(runs))
    slowest = min(run.events / run.cpu_s for run in runs)
    print(f"\nOne core takes in {slowest:,.0f} events a second or more; the bar is {BAR:,}.")
    said: dict[str, object] = {"runs": [asdict(run) for run in runs]}
    if asked.seconds:
        watched = sustained(asked.rate, asked.seconds, asked.window, asked.every, asked.seed)
        print(f"\n{told(watched)}")
        said["sustained"] = asdict(watched)
    keep(RESULTS, said, [*MEASURED_PACKAGES, "websockets"])


if __name__ == "__main__":
    main()
