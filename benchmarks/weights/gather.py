"""Draws worlds of all families and keeps their cases, a file for each world and shape."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

from benchmarks.families.options import Mode
from benchmarks.weights.cases import MODES, draw, keep

FIRST_SEED = 1000
"""Weights are learnt on worlds with this seed and later ones; figures are never of these."""


WORLDS = 20
"""How many worlds of each family and mode are drawn."""


def gather(folder: Path, families: Sequence[str], worlds: int, jobs: int) -> None:
    """Keep the cases of `worlds` worlds of each family and mode below `folder`; those that are there stay."""
    every = [
        (family, seed, mode)
        for seed, mode, family in product(range(FIRST_SEED, FIRST_SEED + worlds), MODES, families)
        if not list(folder.glob(f"*/{family}-{mode}-{seed}.parquet"))
    ]
    with ProcessPoolExecutor(jobs) as pool:
        for said in pool.map(_drawn, *zip(*((folder, *one) for one in every), strict=True)) if every else ():
            print(said, flush=True)


def _drawn(folder: Path, family: str, seed: int, mode: Mode) -> str:
    counts = []
    for shape, cases in draw(family, seed, mode).items():
        keep(cases, folder / shape / f"{family}-{mode}-{seed}.parquet")
        counts.append(f"{shape} {len(cases.truth):,} ({int(cases.truth.sum()):,} traded)")
    return f"{family} {mode} {seed}: {', '.join(counts)}"
