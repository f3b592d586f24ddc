"""Trim the result files to what a page holds: the strongest rows first, totals over everything."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from likewise.engine import Engine, sql_text
from likewise.show.view import ReportView, Totals

_SELF = "likewise.show"

LIMITS = {"groups": 100, "members": 60, "accounts": 300, "posts": 300, "pairs": 300}
"""Rows a page holds of each table; of members, so many of each group."""


def trim(engine: Engine, folder: Path, run: Mapping[str, Any]) -> ReportView:
    """The view of the result files in `folder`, ready to be drawn."""
    for table in ("groups", "members", "pairs", "events_exchanged", "posts", "accounts", "rejected"):
        engine.view(f"result_{table}", "select * from read_parquet($file)", file=str(folder / f"{table}.parquet"))
    shown = {name: engine.arrow(sql_text(_SELF, f"shown_{name}.sql"), limit=limit) for name, limit in LIMITS.items()}
    totals = engine.arrow(sql_text(_SELF, "totals.sql")).to_pylist()[0]
    histogram = engine.arrow(sql_text(_SELF, "histogram.sql")).to_pylist()
    counted = {int(row["step"]): int(row["accounts"]) for row in histogram}
    return ReportView(
        run=run,
        totals=Totals(**totals),
        rejected=engine.arrow(sql_text(_SELF, "shown_rejected.sql")),
        account_histogram=tuple(counted.get(step, 0) for step in range(10)),
        **shown,
    )
