"""A watch for minutes: a server sends so many events a second, reports are made beside, and all of it has one core.

Lag is how much older than the stream the newest event is that is committed; it is looked at about once a second.
"""

import asyncio
import json
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.live.measure import served
from benchmarks.live.stream import START_US, recording
from benchmarks.machine import hold_to
from likewise.show.watch import Watch, now_us, run
from likewise.sources.live.window import DAY_US, open_window

WIRE = "v2"
"""The wire that is followed when no other is asked for."""

GENERATED_S = 5
"""How much longer than it is followed the stream goes on, s, so that its end isn't measured."""


@dataclass(frozen=True)
class Look:
    """A look at the watch: seconds since it began to hear, lag (s), memory (MiB) and processor time (s), and events."""

    at_s: float
    lag_s: float
    memory_mb: float
    cpu_s: float
    heard: int
    held: int


@dataclass(frozen=True)
class Sustained:
    """One run: what was asked for, what was heard, and each look.

    `cpu_s` is the watch's own time, `reports_cpu_s` that of the reports, which the same core made.
    """

    wire: str
    rate: int
    window_s: float
    every_s: float
    seconds: float
    heard: int
    cpu_s: float
    reports: int
    reports_cpu_s: float
    file_mb: float
    looks: tuple[Look, ...]


def follow(url: str, folder: Path, rate: int, seconds: float, window_s: float, every_s: float) -> Sustained:
    """Watch a stream for so many seconds, on one core."""
    hold_to(1)
    asked = Watch(url, folder, window_s * 1_000_000 / DAY_US, every_s)
    window = open_window(folder / "window.duckdb", asked.days, now_us)
    looks: list[Look] = []
    said: list[tuple[str, float]] = []
    chance = random.Random(1)

    async def look() -> None:
        while window.heard is None:
            await asyncio.sleep(0.01)
        # The server begins to send as soon as the watch is connected.
        began, worked = said[0][1], time.process_time()
        while (at := time.monotonic() - began) < seconds:
            heard = (window.heard - START_US) / 1e6
            now = Look(at, at - heard, _memory_mb(), time.process_time() - worked, round(heard * rate) + 1, window.rows)
            looks.append(now)
            # At uneven times: commits come once a second, and even ones would keep meeting the same moment between two.
            await asyncio.sleep(chance.uniform(0.5, 1.5))
        os.kill(os.getpid(), signal.SIGTERM)

    async def both() -> None:
        looking = asyncio.create_task(look())
        await run(asked, window, lambda key, **_: said.append((key, time.monotonic())))
        await looking

    asyncio.run(both())
    window.close()
    reports, last = resource.getrusage(resource.RUSAGE_CHILDREN), looks[-1]
    size = (folder / "window.duckdb").stat().st_size / (1 << 20)
    return Sustained(
        WIRE,
        rate,
        window_s,
        every_s,
        last.at_s,
        last.heard,
        last.cpu_s,
        [key for key, _ in said].count("refreshed"),
        reports.ru_utime + reports.ru_stime,
        size,
        tuple(looks),
    )


def sustained(rate: int, seconds: float, window_s: float, every_s: float, seed: int) -> Sustained:
    """One run, with its server and its watch in processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        file, answer = Path(folder) / "stream.jsonl", Path(folder) / "answer.json"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in recording(int(rate * (seconds + GENERATED_S)), WIRE, seed, rate))
        with served(file, WIRE, rate) as url:
            asked = [url, folder, str(rate), str(seconds), str(window_s), str(every_s), str(answer)]
            subprocess.run([sys.executable, "-m", "benchmarks.live.sustained", *asked], check=True)
        said = json.loads(answer.read_text(encoding="utf-8"))
        return Sustained(**{**said, "looks": tuple(Look(**look) for look in said["looks"])})


def told(found: Sustained) -> str:
    """The run as Markdown."""
    lags = sorted(look.lag_s for look in found.looks)
    parts = [found.looks[len(found.looks) * i // 4 : len(found.looks) * (i + 1) // 4] for i in range(4)]
    rows = [
        f"| {part[0].at_s:.0f}-{part[-1].at_s:.0f} s | {statistics.median(look.lag_s for look in part):.2f} | "
        f"{max(look.lag_s for look in part):.2f} | {max(look.memory_mb for look in part):,.0f} | {part[-1].held:,} |"
        for part in parts
        if part
    ]
    return "\n".join(
        [
            "| time | lag s, median | lag s, most | watch MiB, most | events held |",
            "|---|---:|---:|---:|---:|",
            *rows,
            "",
            f"{found.wire}: {found.heard:,} events in {found.seconds:.0f} s, {found.heard / found.seconds:,.0f} a "
            f"second of {found.rate:,} asked for; {found.cpu_s / found.seconds:.0%} of the core for the watch "
            f"({found.cpu_s / found.heard * 1e6:.0f} µs an event), {found.reports_cpu_s / found.seconds:.0%} for "
            f"reports ({found.reports} whole); window {found.window_s:.0f} s, file {found.file_mb:.0f} MiB; "
            f"lag {lags[len(lags) // 2]:.2f} s median, {lags[len(lags) * 95 // 100]:.2f} s at 95 %, "
            f"{lags[-1]:.2f} s at most.",
        ]
    )


def _memory_mb() -> float:
    """What this process holds now, MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / (1 << 20)


if __name__ == "__main__":
    url, folder, rate, seconds, window_s, every_s, answer = sys.argv[1:]
    found = follow(url, Path(folder) / "watch", int(rate), float(seconds), float(window_s), float(every_s))
    Path(answer).write_text(json.dumps(asdict(found)), encoding="utf-8")
