"""Worlds larger than the generator makes at once: chunks of its own worlds, each of another seed, joined to one log.

`python -m benchmarks.scale.worlds LIKES` makes one (kept in build/worlds) and prints its folder.
"""

import argparse
from pathlib import Path

from benchmarks.worlds import cached, digest, generator, made

CHUNK_LIKES = 5_000_000  # the generator holds a world in memory; this many likes take it 1.1 GiB
JOINING = Path("benchmarks/scale")


def world(likes: int, seed: int) -> Path:
    """The folder of the world of this size: one of the generator's own up to CHUNK_LIKES, else several, joined."""
    chunks = -(-likes // CHUNK_LIKES)
    if chunks == 1:
        return cached(likes, seed)
    folders = [cached(round(likes / chunks), seed + number) for number in range(chunks)]
    sources = [*generator(), JOINING / "join.py", *sorted(JOINING.glob("*.sql"))]
    name = f"likes-{likes}-seed-{seed}-by-{CHUNK_LIKES}-{digest(sources)}"
    return made(name, "benchmarks.scale.join", [str(folder) for folder in folders])


def main() -> None:
    """Make the world asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale.worlds", description=__doc__)
    parser.add_argument("likes", type=int, help="about how many likes")
    parser.add_argument("--seed", type=int, default=7, help="seed of the first chunk; the others count on from it")
    options = parser.parse_args()
    print(world(options.likes, options.seed))


if __name__ == "__main__":
    main()
