"""One run: a server in a process of its own sends an invented recording as fast as it is read.

The reader is a process held to one core, and commits as `likewise watch` does.
"""

import asyncio
import multiprocessing
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.live.replay import PATHS
from benchmarks.live.stream import moment_of, recording
from benchmarks.machine import hold_to
from likewise.show.watch import now_us
from likewise.sources.live.stream import follow
from likewise.sources.live.window import DAY_US, open_window


@dataclass(frozen=True)
class Measured:
    """One run: events heard and held, time as it passed and of the processor (s), the most memory, the file (MiB)."""

    wire: str
    window_s: float | None
    events: int
    held: int
    seconds: float
    cpu_s: float
    peak_mb: float
    file_mb: float


def measure(url: str, wire: str, window_s: float | None, events: int, folder: str) -> Measured:
    """Follow the stream from its start to its end, on one core."""
    hold_to(1)
    path = Path(folder) / "window.duckdb"
    window = open_window(path, (window_s or 86_400 * 365) * 1_000_000 / DAY_US, now_us)
    last = moment_of(events - 1)

    async def run() -> None:
        stop = asyncio.Event()

        async def end() -> None:
            while (window.heard or 0) < last:
                await asyncio.sleep(0.05)
            stop.set()

        ending = asyncio.create_task(end())
        await follow(url, window, stop, random.Random(1))
        await ending

    began, worked = time.perf_counter(), time.process_time()
    asyncio.run(run())
    seconds, cpu_s = time.perf_counter() - began, time.process_time() - worked
    held = window.rows
    window.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(wire, window_s, events, held, seconds, cpu_s, peak, path.stat().st_size / (1 << 20))


@contextmanager
def served(path: Path, wire: str, rate: int = 0) -> Iterator[str]:
    """The address of a server, in a process of its own, that sends the lines of a recording."""
    command = [sys.executable, "-m", "benchmarks.live.replay", str(path), str(rate)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"ws://127.0.0.1:{int(server.stdout.readline())}{PATHS[wire]}"
        finally:
            server.terminate()


def measured(wire: str, window_s: float | None, events: int, seed: int) -> Measured:
    """One run, with its server and its reader in processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stream.jsonl"
        file.write_text("\n".join(recording(events, wire, seed)) + "\n", encoding="utf-8")
        with served(file, wire) as url, multiprocessing.get_context("spawn").Pool(1) as reader:
            return reader.apply(measure, (url, wire, window_s, events, folder))
