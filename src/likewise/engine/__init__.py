"""Where relational work runs: one SQL text, DuckDB by default, other engines by translation.

The ground floor, beside `tables`. Every other room speaks to `Engine` alone.
"""

from likewise.engine.duck import DuckDBEngine, explained, open_duckdb
from likewise.engine.face import Engine, Literal, sql_text, with_literals

__all__ = ["DuckDBEngine", "Engine", "Literal", "explained", "open_duckdb", "sql_text", "with_literals"]
