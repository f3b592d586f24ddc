"""Where relational work runs: one SQL text, DuckDB by default, other engines by translation.

The ground floor, beside `tables`. Every other room speaks to `Engine` alone. What needs Spark is loaded when it is
asked for: `likewise.engine.spark` is an extra.
"""

from likewise.engine.duck import DuckDBEngine, explained, open_duckdb
from likewise.engine.face import Engine, LakeEngine, Literal, Work, sql_text, with_literals
from likewise.engine.lake import LakePlace, lake_place

__all__ = [
    "DuckDBEngine",
    "Engine",
    "LakeEngine",
    "LakePlace",
    "Literal",
    "Work",
    "explained",
    "lake_place",
    "open_duckdb",
    "sql_text",
    "with_literals",
]
