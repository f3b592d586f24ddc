"""Runs one command by itself and says what it cost: wall time and the most memory it held."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from benchmarks.tree import TreePeak

KB_PER_MB = 1024
MACOS_BYTES_PER_MB = 1024 * 1024


@dataclass(frozen=True)
class Usage:
    """What a command printed, how long it took (wall, s) and its peak resident memory (MiB)."""

    output: str
    seconds: float
    peak_mb: float


class OutOfTimeError(Exception):
    """A command was stopped at its time limit, with all that it had started."""


def measure(command: Sequence[str], limit_s: float | None = None, whole_tree: bool = False) -> Usage:
    """Run `command` to its end in a fresh process, with nothing on its stdin.

    The peak is that of this process or of one that it waited for, unlike RUSAGE_CHILDREN, which keeps
    the highest of all children so far. With `whole_tree` it is what all that it started held at once, if that
    was more (see `tree`). The kernel carries the parent's own peak over into a child,
    so a caller must stay small: it imports neither DuckDB nor pyarrow.
    Exits with the end of the command's stderr when it fails. Raises OutOfTimeError after `limit_s`.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        # With a limit, a session of its own, so that all it started ends with it.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, start_new_session=limit_s is not None
        )
        stop = threading.Timer(limit_s or 0, os.killpg, (process.pid, signal.SIGKILL))
        if limit_s is not None:
            stop.start()
        with TreePeak(process.pid) if whole_tree else nullcontext() as tree:
            _, status, usage = os.wait4(process.pid, 0)
        stop.cancel()
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if limit_s is not None and seconds >= limit_s:
            raise OutOfTimeError(f"{' '.join(command)} was stopped after {limit_s:.0f} s")
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            tail = errors.read().decode(errors="replace").strip()[-2000:]
            sys.exit(f"{' '.join(command)} failed with exit code {process.returncode}:\n{tail}")
        divisor = MACOS_BYTES_PER_MB if sys.platform == "darwin" else KB_PER_MB
        peak_mb = max(usage.ru_maxrss / divisor, tree.peak_mb if tree else 0)
        return Usage(output.read().decode(), seconds, peak_mb)
