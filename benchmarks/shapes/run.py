"""Draws, reads and judges many tables, in one process or several."""

import multiprocessing
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shapes.archetypes import ALL
from benchmarks.shapes.draws import drawn
from benchmarks.shapes.judge import Judged, judge
from benchmarks.shapes.truth import Expected


@dataclass(frozen=True)
class Entry:
    """One table of a run: which it was, of which archetype, and how it was read."""

    index: int
    archetype: str
    expected: Expected
    judged: Judged


def run(seed: int, tables: int, archetype: str = "", jobs: int = 1) -> list[Entry]:
    """Draw, read and judge that many tables (of them only those whose archetype's name holds a text)."""
    wanted = [index for index in range(tables) if archetype in ALL[index % len(ALL)].name]
    if jobs == 1:
        return read_some(seed, wanted)
    parts = [wanted[start::jobs] for start in range(jobs)]
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        entries = [entry for part in pool.map(read_some, [seed] * jobs, parts) for entry in part]
    return sorted(entries, key=lambda one: one.index)


def read_some(seed: int, indices: Sequence[int]) -> list[Entry]:
    """Draw, read and judge the tables with these indices."""
    entries = []
    with tempfile.TemporaryDirectory(prefix="shapes-") as scratch:
        for index in indices:
            folder = Path(scratch) / str(index)
            one = drawn(seed, index, folder)
            judged = _plain(judge(one.case, one.path, one.language))
            entries.append(Entry(index, one.case.archetype, one.case.truth.expected, judged))
            shutil.rmtree(folder)
    return entries


def _plain(judged: Judged) -> Judged:
    """The verdict as it can be handed from one process to another."""
    return Judged(judged.verdict, tuple(judged.differences), judged.message, judged.advised, tuple(judged.rounds))
