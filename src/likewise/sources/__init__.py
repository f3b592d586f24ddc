"""Doors: from files, frames and databases to validated tables on the engine.

Stands between the data and `evidence`. Every row is either used or set aside with its file, its
line and the reason; columns are matched by a declared list of names and by what the user says.
"""

from likewise.sources.check import CheckReport, RejectExample, check
from likewise.sources.encode import Ledger, encode
from likewise.sources.entry import Data, read
from likewise.sources.gaps import Gap
from likewise.sources.known import KNOWN, title_of
from likewise.sources.mostly import require_mostly_read
from likewise.sources.named import read_paths
from likewise.sources.reading import Assumption, ColumnMatch, Reading, Rows, SourceFile
from likewise.sources.settle import settled
from likewise.sources.state import Cut, Draft, bring_back, completed, keep, merge, resume, undamaged

__all__ = [
    "KNOWN",
    "Assumption",
    "CheckReport",
    "ColumnMatch",
    "Cut",
    "Data",
    "Draft",
    "Gap",
    "Ledger",
    "Reading",
    "RejectExample",
    "Rows",
    "SourceFile",
    "bring_back",
    "check",
    "completed",
    "encode",
    "keep",
    "merge",
    "read",
    "read_paths",
    "require_mostly_read",
    "resume",
    "settled",
    "title_of",
    "undamaged",
]
