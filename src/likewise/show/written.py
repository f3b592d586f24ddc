"""Whether likewise wrote a file: told by its columns, which no other file has all of and no others.

A table to which somebody has added a column, or of which somebody has taken one, is no longer likewise's own.
"""

import csv
import io
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


def is_export(file: Path) -> bool:
    """Whether likewise wrote a CSV file in another tool's columns: told by the ids that it makes up itself.

    It numbers acts in order for CooRTweet, and calls them `likewise-1` and so on for the coordination-network-toolkit.
    """
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            head = stream.read(HEAD_CHARACTERS)
        rows = list(csv.DictReader(io.StringIO(head, newline="")))
    except (OSError, ValueError, csv.Error):
        return False
    # The last row may be cut.
    whole = rows if len(head) < HEAD_CHARACTERS else rows[:-1]
    if not whole or set(whole[0]) not in map(set, _EXPORTS):
        return False
    if "content_id" in whole[0]:
        return [row["content_id"] for row in whole] == [str(number + 1) for number in range(len(whole))]
    return any(str(row["message_id"]).startswith("likewise-") for row in whole)


_EXPORTS = (
    ("object_id", "account_id", "content_id", "timestamp_share"),
    ("message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls"),
)


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
