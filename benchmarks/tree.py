"""How much memory a process and all that it started hold at once, looked at many times a second.

For an engine whose work runs in other processes (Spark's is a Java process), where what the kernel says of one is
not the whole. Linux alone: it reads /proc.
"""

import contextlib
import threading
from collections import defaultdict
from pathlib import Path
from types import TracebackType

PROC = Path("/proc")
EVERY_S = 0.2
KB_PER_MB = 1024


class TreePeak:
    """Watches the process `root` and its descendants until it is left; `peak_mb` is the most they held at once (MiB).

    Adds up resident memory: pages that several share count more than once. A peak shorter than EVERY_S can be missed.
    """

    def __init__(self, root: int) -> None:
        self.root = root
        self.peak_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "TreePeak":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while PROC.is_dir() and not self._over.wait(EVERY_S):
            self.peak_mb = max(self.peak_mb, sum(map(_resident_mb, _tree(self.root))))


def _tree(root: int) -> list[int]:
    """The process and its descendants, as far as they still run."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                # A program's name may hold anything, so what follows is read from its closing bracket on.
                after_name = (entry / "stat").read_text().rpartition(")")[2].split()
                children[int(after_name[1])].append(int(entry.name))
    found = [root]
    for process in found:
        found += children[process]
    return found


def _resident_mb(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in (PROC / str(process) / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / KB_PER_MB
    return 0.0
