"""Whether likewise wrote a file: told by its columns, which no other file has all of and no others.

A table to which somebody has added a column, or of which somebody has taken one, is no longer likewise's own.
"""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HEAD_CHARACTERS = 1 << 20
"""How much of a file is looked at; a header, or one object, is much shorter."""


def has_columns(file: Path, columns: Sequence[str]) -> bool:
    """Whether a file is a table with just these columns, of the kind that its ending says.

    Parameters
    ----------
    file
        Ends in .parquet, .csv or .json; a JSON file holds an object, or a list of objects.
    columns
        The names of the columns, or the keys of the first object.
    """
    return set(_columns(file)) == set(columns)


def _columns(file: Path) -> Sequence[str]:
    try:
        if file.suffix == ".parquet":
            names: list[str] = pq.read_schema(file).names
            return names
        with file.open(encoding="utf-8", newline="") as stream:
            head = stream.read(HEAD_CHARACTERS)
        return _keys(head) if file.suffix == ".json" else next(csv.reader(head.splitlines()[:1]), [])
    except (OSError, ValueError, RecursionError, csv.Error, pa.ArrowException):
        return []


def _keys(head: str) -> list[str]:
    """The keys of the first object."""
    text = head.lstrip("\ufeff \t\r\n[")
    first, _ = json.JSONDecoder().raw_decode(text)
    return list(first) if isinstance(first, dict) else []
