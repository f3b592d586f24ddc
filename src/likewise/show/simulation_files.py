"""The files of a simulation, written whole or not at all."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from likewise.destination import SIMULATION, Destination, published
from likewise.show.numerals import Lang
from likewise.show.simulation_page import render

if TYPE_CHECKING:
    from likewise.show.simulation import Simulation

PAGE = "report.html"


def write(made: "Simulation", place: Destination, lang: Lang) -> Path:
    """Write all files of a simulation into a folder and return the page's path; OutputError when it can't be."""
    page = render(made, lang)
    with published(place) as unfinished:
        pq.write_table(made.curves.to_arrow(), unfinished / "curves.parquet", compression="zstd")
        pq.write_table(made.sweeps.to_arrow(), unfinished / "sweep.parquet", compression="zstd")
        _write_json(made.claims.to_arrow().to_pylist(), unfinished / "claims.json")
        _write_json(made.account(), unfinished / SIMULATION.mark)
        (unfinished / PAGE).write_text(page, encoding="utf-8")
    return place.shown / PAGE


def _write_json(held: Any, path: Path) -> None:
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
