"""The files of a policy, written whole or not at all, and never over what a person has decided.

queue.csv is made for a spreadsheet. A cell there must not become a formula (CWE-1236, OWASP's CSV injection) nor a
number or a date: an id of nineteen digits would lose its last four. So a text cell gets one apostrophe in front when
it begins with a sign that makes a formula, or with an apostrophe, or when all of it reads as a number or a date;
taking one leading apostrophe off gives the text back. The Parquet files hold every id as given.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from likewise.destination import POLICY, Destination, folder_for, published
from likewise.errors import OutputError

SUMMARY = "policy.json"
QUEUE = ("queue.csv", "queue.parquet")
# What a spreadsheet takes for the beginning of a formula, after white space too, in ASCII and in full width.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20']|[\t\r\n\0]")
_NUMBER = re.compile(r"\s*[0-9][0-9.,eE:/+\- ]*")


def place_of(out: str | Path, read: Iterable[Path] = (), overwrite: bool = False) -> Destination:
    """Return where a policy goes; OutputError where that would lose anything of anybody's.

    A queue that somebody has written in is kept, whatever `overwrite` says: decisions are made once.
    """
    place = folder_for(out, POLICY, read=read, overwrite=overwrite)
    folder = place.path
    edited = [
        name
        for name in QUEUE
        if name not in place.foreign and (folder / name).exists() and _digest(folder / name) != _written(folder, name)
    ]
    if edited:
        raise OutputError.of("results.holds_edited", folder=place.shown, names=edited)
    return place


def write(
    place: Destination, actions: pa.Table, queue: pa.Table, labels: Mapping[str, Any], summary: Mapping[str, Any]
) -> Path:
    """Write all files of a policy into a folder and return it; OutputError when it can't be, or must not be."""
    with published(place) as unfinished:
        pq.write_table(actions, unfinished / "actions.parquet", compression="zstd")
        pq.write_table(queue, unfinished / "queue.parquet", compression="zstd")
        # Spreadsheets read UTF-8 only with a byte order mark.
        (unfinished / "queue.csv").write_text(as_csv(queue), encoding="utf-8-sig", newline="")
        _write_json(labels, unfinished / "labels.json")
        digests = {name: _digest(unfinished / name) for name in QUEUE}
        _write_json({**summary, "sha256": digests}, unfinished / SUMMARY)
    return place.shown


def as_csv(table: pa.Table) -> str:
    """A table as RFC 4180 has it, safe to open in a spreadsheet; what is unknown is an empty cell."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(table.column_names)
    for row in zip(*(table[name].to_pylist() for name in table.column_names), strict=True):
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in row])
    return written.getvalue()


def safe_cell(value: str) -> str:
    """A text that a spreadsheet shows as it is; take one leading apostrophe off to have it back."""
    return f"'{value}" if _FORMULA.match(value) or _NUMBER.fullmatch(value) else value


def _write_json(held: Mapping[str, Any], path: Path) -> None:
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _written(folder: Path, name: str) -> str | None:
    """The digest of a file as it was written; None where the folder doesn't say."""
    try:
        said: Mapping[str, Any] = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        return str(said["sha256"][name])
    except (OSError, ValueError, KeyError, TypeError):
        return None
