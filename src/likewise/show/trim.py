"""Trim the result files to what a page holds: the strongest rows first, totals over everything."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from likewise.engine import Engine, sql_text
from likewise.show.view import ReportView, Totals, no_rows
from likewise.tables import MEMBER_FACTS, OUTPUTS

_SELF = "likewise.show"

LIMITS = {"groups": 40, "members": 60, "accounts": 250, "posts": 250, "pairs": 200}
"""Rows a page holds of each table; of members, so many of each group. With these it stays below 3 MB."""

CAMPAIGN_POSTS = 10
"""Posts that are listed of what a group in lockstep was for; campaigns.parquet has all."""

TIES = 150
"""Lines a group's drawing holds, the strongest: more are a solid ball."""

TIE_POSTS = 200
"""Posts, of those that most members acted on, that ties in lockstep are counted over."""

CLOUD = {"marked": 100, "usual": 200}
"""Posts in the chart of likes against views, mismatched and others."""

FEW_ROWS = ("effects", "levers")
"""Tables that a page holds whole: they don't grow with the data."""


def trim(engine: Engine, folder: Path, run: Mapping[str, Any]) -> ReportView:
    """The view of the result files in `folder`, ready to be drawn."""
    filed = {name for name in OUTPUTS if (folder / f"{name}.parquet").exists()}
    held = filed | {name for name in OUTPUTS if engine.exists(f"result_{name}")}
    for table in filed:
        engine.open(f"result_{table}", folder / f"{table}.parquet")
    shown = {name: _shown(engine, name, limit=limit) for name, limit in LIMITS.items()}
    for name in ("group", "member", "account"):
        engine.register(f"shown_{name}", shown[f"{name}s"])
    totals = engine.arrow(sql_text(_SELF, "totals.sql"), favour=run.get("favour") or "").to_pylist()[0]
    histogram = engine.arrow(sql_text(_SELF, "histogram.sql")).to_pylist()
    counted = {int(row["step"]): int(row["accounts"]) for row in histogram}
    few = {name: _whole(engine, name) for name in FEW_ROWS if name in held}
    return ReportView(
        run=run,
        totals=Totals(**totals),
        rejected=_shown(engine, "rejected"),
        account_histogram=tuple(counted.get(step, 0) for step in range(10)),
        claims=_claims(folder),
        questions=tuple(run.get("questions") or ()),
        health=_shown(engine, "health") if "health" in held else no_rows(),
        campaigns=_shown(engine, "campaigns", limit=CAMPAIGN_POSTS) if "campaigns" in held else no_rows(),
        ties=_shown(engine, "ties", limit=TIES, posts=TIE_POSTS),
        cloud=_shown(engine, "cloud", **CLOUD),
        **few,
        **shown,
    )


def _shown(engine: Engine, name: str, **limits: int) -> pa.Table:
    facts = ", ".join(f"bits_{fact}" for fact in MEMBER_FACTS)
    return engine.arrow(sql_text(_SELF, f"shown_{name}.sql").replace("/* facts */", facts), **limits)


def _whole(engine: Engine, name: str) -> pa.Table:
    return engine.arrow(f"select * from result_{name}")


def _claims(folder: Path) -> tuple[Mapping[str, Any], ...]:
    file = folder / "claims.json"
    return tuple(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else ()
