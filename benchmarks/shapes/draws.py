"""Draws a case by its seed and index, the same each time."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.shapes import containers
from benchmarks.shapes.archetypes import ALL, Draw
from benchmarks.shapes.truth import Case


@dataclass(frozen=True)
class Drawn:
    """A case, where it was written, and the seed and index that make it again."""

    seed: int
    index: int
    case: Case
    language: str
    path: Path


def drawn(seed: int, index: int, folder: Path) -> Drawn:
    """Draw a case and write it below `folder`; archetypes take turns."""
    rng = Random(f"{seed}:{index}")
    archetype = ALL[index % len(ALL)]
    draw = Draw(rng)
    case = archetype.make(draw)
    return Drawn(seed, index, case, draw.language, containers.write(case, folder, draw.language, rng))
