"""What a file is, by its first bytes: the ending of its name may lie.

Stands between `locate` and the doors. Compressed files are told by what is inside.
"""

import codecs
import json
from dataclasses import dataclass
from pathlib import Path

from likewise.errors import InputError
from likewise.sources.plaintext import HEAD_BYTES
from likewise.sources.unpack import Compression, compression_of, opened

SAMPLE_BYTES = 1 << 20
"""How much of a file is looked at to tell what it is."""

PROBE_LINES = 5
"""First lines that are looked at to tell JSON lines: from text, and from JSON that is spread over lines."""

MAX_CONTROL_SHARE, FEW_CONTROLS = 0.02, 8
"""Share (and number) of control characters past which bytes are taken for no text (text has next to none)."""

ARCHIVE_START = "window.YTD."
"""How the scripts of an archive begin in which Twitter (X) hands out one's own data: JSON with a name before it."""

_TABLES_BY_MAGIC = {
    b"PAR1": "parquet",
    b"ARROW1": "arrow",
    b"\xff\xff\xff\xff": "arrow stream",
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "workbook",
    b"SQLite format 3": "sqlite",
}

_NOT_TABLES = {
    b"\x89PNG": ("a PNG picture", "export the data itself, as CSV, JSON lines or Parquet"),
    b"\xff\xd8\xff": ("a JPEG picture", "export the data itself, as CSV, JSON lines or Parquet"),
    b"GIF8": ("a GIF picture", "export the data itself, as CSV, JSON lines or Parquet"),
    b"%PDF": ("a PDF document", "export the data itself, as CSV, JSON lines or Parquet"),
    b"BZh": ("bzip2-compressed", "unpack it, or compress it as .gz or .zst"),
    b"\xfd7zXZ": ("xz-compressed", "unpack it, or compress it as .gz or .zst"),
    b"7z\xbc\xaf": ("a 7z archive", "unpack it"),
    b"Rar!": ("a RAR archive", "unpack it"),
    b"Obj\x01": ("an Avro file", "export it as Parquet"),
    b"ORC": ("an ORC file", "export it as Parquet"),
    b"FEA1": ("a Feather file of version 1", "write it again as Feather version 2 or Parquet"),
}

_DUCKDB_MAGIC, _DUCKDB_OFFSET = b"DUCK", 8
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x01\x02"))


@dataclass(frozen=True)
class Recognised:
    """A file's format and its compression.

    The format is one of parquet, arrow, arrow stream, duckdb, sqlite, workbook, zip, json and text; a workbook may
    be told only as zip.
    """

    format: str
    compression: Compression | None
    sample: bytes


def recognise(path: Path, shown: str) -> Recognised:
    """Tell a file's format by content.

    Raises InputError when it is a known kind of file that holds no table, or no text at all.
    """
    compression = compression_of(path)
    with opened(path, compression, shown) as stream:
        sample = stream.read(SAMPLE_BYTES)
    for magic, (what, remedy) in _NOT_TABLES.items():
        if sample.startswith(magic):
            raise InputError(f"{shown}: this is {what}, not a table; {remedy}")
    for magic, name in _TABLES_BY_MAGIC.items():
        if sample.startswith(magic):
            return Recognised(name, compression, sample)
    if sample[_DUCKDB_OFFSET : _DUCKDB_OFFSET + len(_DUCKDB_MAGIC)] == _DUCKDB_MAGIC:
        return Recognised("duckdb", compression, sample)
    return Recognised(_text_format(sample, shown), compression, sample)


def _text_format(sample: bytes, shown: str) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        sample = sample.decode("utf-16", errors="ignore").encode()
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > max(FEW_CONTROLS, MAX_CONTROL_SHARE * len(sample)):
        raise InputError(
            f"{shown}: the file holds binary data of an unknown kind; "
            "give a table as CSV, JSON lines, Parquet, Arrow or a DuckDB database"
        )
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"[") or start.startswith(ARCHIVE_START.encode()):
        return "json"
    if start[:1] == b"<":
        raise InputError(f"{shown}: this looks like a web page (HTML or XML), not a table; export it as CSV or JSON")
    return "json" if _has_object(start) else "text"


def _has_object(start: bytes) -> bool:
    """Whether one of the first lines is a JSON object with a field, below one that is cut off or none."""
    lines = [line for line in start[:HEAD_BYTES].split(b"\n") if line.strip()][:PROBE_LINES]
    return any(isinstance(found := read_json(line), dict) and found for line in lines)


def read_json(line: str | bytes) -> object:
    """What the line says by itself; None when it is no JSON, or nested too deeply for Python's reader."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
