"""The results file of bounds: one row a world judged, which stays until the same world is judged again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.families.judge import Ranked
from benchmarks.machine import MEASURED_PACKAGES, this_machine, versions

World = tuple[str, str, int, int]
"""Family, mode, seed and accounts of a world."""

PACKAGES = (*MEASURED_PACKAGES, "scikit-learn")


@dataclass(frozen=True)
class Row:
    """One world judged by a model that learnt from `trained` others of its family, on so many `figures` an account.

    The last three are what the model's ranking reached (see `Ranked`); nan where a world has no such member.
    """

    family: str
    mode: str
    seed: int
    accounts: int
    trained: int
    figures: int
    date: str
    average_precision: float
    average_precision_apart: float
    average_precision_exchanges: float

    @property
    def world(self) -> World:
        """Which world was judged."""
        return self.family, self.mode, self.seed, self.accounts

    @property
    def key(self) -> tuple[str, str, int, int, int]:
        """What makes two rows the same measurement."""
        return *self.world, self.trained

    @property
    def ranked(self) -> Ranked:
        """The three average precisions."""
        return Ranked(self.average_precision, self.average_precision_apart, self.average_precision_exchanges)


def load(path: Path) -> list[Row]:
    """The rows written before; none where there is no file."""
    if not path.exists():
        return []
    return [_row(one) for one in json.loads(path.read_text(encoding="utf-8"))["worlds"]]


def _row(told: Mapping[str, Any]) -> Row:
    # What a world has no member for stands as null.
    known: dict[str, Any] = {name: np.nan if value is None else value for name, value in told.items()}
    return Row(**known)


def keep(path: Path, rows: Sequence[Row]) -> None:
    """Add the rows to those written before, in place of the same ones, with this machine and the versions used."""
    every = {row.key: row for row in [*load(path), *rows]}
    worlds = [_told(every[key]) for key in sorted(every)]
    document = {"machine": vars(this_machine()), "versions": versions(PACKAGES), "worlds": worlds}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _told(row: Row) -> dict[str, object]:
    """The row for JSON, which knows no nan."""
    return {name: _known(value) if isinstance(value, float) else value for name, value in vars(row).items()}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 5)
