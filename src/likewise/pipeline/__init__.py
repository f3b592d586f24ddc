"""The way through the house: every room in order, and its results in a folder.

Stands between the rooms and `show`; knows what comes after what, and nothing of what a fact is.
"""

from likewise.pipeline.publish import (
    holds_result,
    holds_simulation,
    intact,
    read_run,
)
from likewise.pipeline.run import STEPS, Analysis, Settings, analyse, answer_claims
from likewise.pipeline.write import claim, describe, write_answer, write_run, write_tables

__all__ = [
    "STEPS",
    "Analysis",
    "Settings",
    "analyse",
    "answer_claims",
    "claim",
    "describe",
    "holds_result",
    "holds_simulation",
    "intact",
    "read_run",
    "write_answer",
    "write_run",
    "write_tables",
]
