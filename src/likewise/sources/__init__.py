"""Doors: from files, frames and databases to validated tables on the engine.

Stands between the data and `evidence`. Every row is either used or set aside with its file, its
line and the reason; columns are matched by a declared list of names and by what the user says.
"""

from likewise.sources.check import CheckReport, RejectExample, check
from likewise.sources.entry import read
from likewise.sources.gaps import Gap
from likewise.sources.reading import Assumption, ColumnMatch, Reading, Rows, SourceFile

__all__ = [
    "Assumption",
    "CheckReport",
    "ColumnMatch",
    "Gap",
    "Reading",
    "RejectExample",
    "Rows",
    "SourceFile",
    "check",
    "read",
]
