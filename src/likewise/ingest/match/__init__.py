"""What a table's rows are and what its columns mean, decided by names and by values.

`lexicon` declares the words of column names, `names` reads a name as a sense, `values` describes a column's values,
`evidence` weighs the ways to read a table, `assign` gives each canonical column its source column, `decide` puts these
together, and `advice` says what a user can do where nothing can be decided.
"""

from likewise.ingest.match.advice import UnreadTableError
from likewise.ingest.match.columns import Columns, columns_of
from likewise.ingest.match.decide import Asked, Decision, decide
from likewise.ingest.match.reading import READINGS, TableReading, reading_of
from likewise.ingest.match.values import TableValues, describe_more, describe_values
from likewise.ingest.match.wishes import Wish, wishes

__all__ = [
    "READINGS",
    "Asked",
    "Columns",
    "Decision",
    "TableReading",
    "TableValues",
    "UnreadTableError",
    "Wish",
    "columns_of",
    "decide",
    "describe_more",
    "describe_values",
    "reading_of",
    "wishes",
]
