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
from likewise.text import Sentence

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
    b"\x89PNG": ("reading.png", "reading.export_data"),
    b"\xff\xd8\xff": ("reading.jpeg", "reading.export_data"),
    b"GIF8": ("reading.gif", "reading.export_data"),
    b"%PDF": ("reading.pdf", "reading.export_data"),
    b"BZh": ("reading.bzip2", "reading.unpack_or_gzip"),
    b"\xfd7zXZ": ("reading.xz", "reading.unpack_or_gzip"),
    b"7z\xbc\xaf": ("reading.seven_zip", "reading.unpack"),
    b"Rar!": ("reading.rar", "reading.unpack"),
    b"Obj\x01": ("reading.avro", "reading.as_parquet"),
    b"ORC": ("reading.orc", "reading.as_parquet"),
    b"FEA1": ("reading.feather1", "reading.feather2"),
}
"""Files that hold no table, by their first bytes: what they are, and what to do, as sentences of the catalogue."""

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
            raise InputError.of("reading.no_table", shown=shown, what=Sentence(what), remedy=Sentence(remedy))
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
        raise InputError.of("reading.binary", shown=shown)
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"[") or start.startswith(ARCHIVE_START.encode()):
        return "json"
    if start[:1] == b"<":
        raise InputError.of("reading.web_page", shown=shown)
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
