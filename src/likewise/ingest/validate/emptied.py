"""What is told of cells: those that could not be read, and ids that stand for nobody.

In a column that a row can do without, a cell that can't be read is left empty and the row is used.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Emptied:
    """Cells of one column of one file that were left empty for one reason.

    `column` is as the file names it, `line` the first row's, `detail` what stands there.
    """

    file: str
    table: str
    column: str
    reason: str
    rows: int
    line: int
    detail: str


@dataclass(frozen=True)
class Nobody:
    """A sign for nobody in one column of ids of one file, or for missing words in one of words, and how many rows."""

    file: str
    column: str
    sign: str
    rows: int
    of_words: bool = False
