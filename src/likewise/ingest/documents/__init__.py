"""JSON documents: which of the lists in them are tables, and which fields their rows have.

`shape` looks at staged objects, `lists` stages the lists inside them, `envelope` holds the rule that decides.
"""

from likewise.ingest.documents.envelope import tables
from likewise.ingest.documents.lists import ENVELOPE, plain_values, with_field
from likewise.ingest.documents.opening import Aside, Note, Opening, Table
from likewise.ingest.documents.shape import Field, Shape, pointer

__all__ = [
    "ENVELOPE",
    "Aside",
    "Field",
    "Note",
    "Opening",
    "Shape",
    "Table",
    "plain_values",
    "pointer",
    "tables",
    "with_field",
]
