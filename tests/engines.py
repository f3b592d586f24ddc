"""Which engines a test runs on, where it isn't on both."""

import pytest

on_duckdb = pytest.mark.parametrize("engine", ["duckdb"], indirect=True)
"""For tests of what a rule means. That Spark finds the same with it is told by whole worlds on both (test_spark)."""
