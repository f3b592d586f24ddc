"""Simulated worlds to measure on: written once a size, kept in build/, which git ignores.

`python -m benchmarks.worlds FOLDER ACCOUNTS LIKES SEED` writes one; `cached` calls it when it must.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.child import measure

GENERATOR = Path("src/likewise/world")
KEPT = Path("build/worlds")

# As in `make demo`: 3,000 accounts give 100,000 likes, so a larger world is wider and not denser.
ACCOUNTS_PER_LIKE = 0.03


def accounts_for(likes: int) -> int:
    """How many accounts a world of this many likes has."""
    return round(likes * ACCOUNTS_PER_LIKE)


def cached(likes: int, seed: int) -> Path:
    """The folder of the world with this size and seed, written now if it isn't there."""
    name = f"likes-{likes}-seed-{seed}-{digest(generator())}"
    numbers = [str(number) for number in (accounts_for(likes), likes, seed)]
    return made(name, "benchmarks.worlds", numbers)


def made(name: str, module: str, arguments: Sequence[str]) -> Path:
    """The folder `name` among the worlds kept, filled by `python -m module FOLDER ARGUMENTS` if it isn't there."""
    folder = KEPT / name
    if not folder.exists():
        unfinished = folder.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        measure([sys.executable, "-m", module, str(unfinished), *arguments])
        unfinished.rename(folder)
    return folder


def generator() -> list[Path]:
    """The generator's source files."""
    return sorted(GENERATOR.rglob("*.py"))


def digest(sources: Iterable[Path]) -> str:
    """Eight letters that change with the sources: a world of an older generator is never used."""
    read = hashlib.sha256()
    for source in sources:
        read.update(source.read_bytes())
    return read.hexdigest()[:8]


def _write(folder: Path, accounts: int, likes: int, seed: int) -> None:
    # Imported in the child alone: the parent of a measured process must stay small (see child.py).
    from likewise import world  # noqa: PLC0415

    world.write(folder, accounts=accounts, likes=likes, seed=seed, comments=False, follows=False, views=False)


if __name__ == "__main__":
    _write(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:5]))
