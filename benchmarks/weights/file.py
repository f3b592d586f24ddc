"""Weights files: learnt from the cases in a folder, and written so that a person can read them."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.weights.cases import MODES, Cases, kept
from benchmarks.weights.learn import learn
from likewise.weigh import STRATA, Shape, Stratum, Weights, as_json

VERSION = 2


def gathered(folder: Path) -> dict[Shape, Cases]:
    """Return the cases that `gather` has kept in a folder."""
    return {shape: kept((folder / shape).glob("*.parquet")) for shape in STRATA}


def write(cases: Mapping[Shape, Cases], out: Path, without: Collection[str] = ()) -> None:
    """Learn the weights of each stratum from cases of all families but some, and write them down."""
    families = {str(name) for part in cases.values() for name in np.unique(part.family)} - set(without)
    seeds = sorted({int(world.rsplit("-", 1)[1]) for part in cases.values() for world in np.unique(part.world)})
    told = {
        "version": VERSION,
        "date": datetime.now(UTC).date().isoformat(),
        "families": sorted(families),
        "seeds": f"{seeds[0]} to {seeds[-1]}, each once with {', '.join(MODES)}",
        **{favour: _told(learn(cases, favour, without)) for favour in ("like", "comment")},
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(_written(told), encoding="utf-8")


def _told(weights: Mapping[Stratum, Weights]) -> dict[str, Any]:
    return {stratum: as_json(one) for stratum, one in weights.items()}


def _written(told: Mapping[str, Any]) -> str:
    """The weights as JSON, with each level on a line of its own."""
    text = json.dumps(told, indent=1)
    return re.sub(r"\{\s+\"level\"[^{}]*\}", lambda one: re.sub(r"\s+", " ", one[0]), text) + "\n"
