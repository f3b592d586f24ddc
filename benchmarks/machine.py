"""What a figure was measured on: without it, seconds mean nothing."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

MEASURED_PACKAGES = ("likewise", "duckdb", "numpy", "pyarrow", "scikit-network", "scipy")
GIB = 1024**3


@dataclass(frozen=True)
class Machine:
    """The processor, the cores the measured processes may use, and the memory (GiB)."""

    cpu: str
    cores: int
    memory_gb: float
    system: str


def hold_to(cores: int) -> None:
    """Hold this process and all that it starts to this many cores, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def this_machine() -> Machine:
    """Describe the machine, as this process may use it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    return Machine(_cpu_model(), cores, round(memory, 1), f"{platform.system()} {platform.machine()}")


def versions(packages: Sequence[str] = MEASURED_PACKAGES) -> dict[str, str]:
    """The version of Python and of each package that is installed, read without importing it."""
    installed = {"python": platform.python_version()}
    for package in packages:
        with suppress(PackageNotFoundError):
            installed[package] = version(package)
    return installed


def keep(path: Path, said: Mapping[str, object], packages: Sequence[str] = MEASURED_PACKAGES) -> None:
    """Write what was measured as JSON, with the date, this machine, and the versions of `packages`."""
    told = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": asdict(this_machine()),
        "versions": versions(packages),
        **said,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _cpu_model() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
