"""Writes a case as files: delimited text in dialects, JSON, lines of JSON, workbooks, Parquet, SQLite, archives."""

import csv
import gzip
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.shapes.sheet import Cell, Sheet
from benchmarks.shapes.truth import Case
from benchmarks.shapes.workbook import write_workbook

FLAT: Mapping[str, int] = {
    "csv": 46, "json": 12, "jsonl": 10, "xlsx": 8, "parquet": 8, "sqlite": 5, "zip": 5, "csv.gz": 3, "jsonl.gz": 3,
}  # fmt: skip
"""How often one table comes in each container."""

SEVERAL: Mapping[str, int] = {"folder": 50, "zip": 20, "sqlite": 20, "xlsx": 10}
"""How often several tables come in each container."""

DIALECTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": ((",", ",", ",", "\t", ";"), ("utf-8", "utf-8", "utf-8-sig")),
    "zh": ((",", ",", ",", "\t"), ("utf-8", "utf-8-sig", "gb18030")),
    "es": ((",", ";", ";"), ("utf-8", "utf-8-sig")),
    "de": ((",", ";", ";"), ("utf-8", "utf-8-sig")),
    "pt": ((",", ";", ";"), ("utf-8", "utf-8-sig")),
    "ja": ((",", "\t"), ("utf-8", "utf-8-sig")),
}
"""Delimiters and encodings of delimited text, by the table's language."""


def draw_flat(rng: Random) -> str:
    """Return a container for one table."""
    return rng.choices(list(FLAT), list(FLAT.values()))[0]


def draw_several(rng: Random) -> str:
    """Return a container for several tables."""
    return rng.choices(list(SEVERAL), list(SEVERAL.values()))[0]


def write(case: Case, folder: Path, language: str, rng: Random) -> Path:
    """Write a case below `folder` and return what its bringer would name to the program."""
    folder.mkdir(parents=True, exist_ok=True)
    if case.document is not None:
        return _document(case, folder)
    if case.container == "folder":
        inner = folder / case.stem
        inner.mkdir()
        for sheet in case.sheets:
            (inner / f"{sheet.name}.csv").write_bytes(_delimited(sheet, language, rng))
        for name, text in case.extra_files.items():
            (inner / name).write_text(text, encoding="utf-8")
        return inner
    path = folder / f"{case.stem}.{'db' if case.container == 'sqlite' else case.container}"
    if case.container == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for sheet in case.sheets:
                archive.writestr(f"{sheet.name}.csv", _delimited(sheet, language, rng))
        return path
    _WRITERS[case.container](path, case.sheets, language, rng)
    return path


def _document(case: Case, folder: Path) -> Path:
    path = folder / f"{case.stem}.{case.container}"
    if case.container == "jsonl":
        lines = (json.dumps(one, ensure_ascii=False) for one in case.document)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        path.write_text(json.dumps(case.document, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _delimited(sheet: Sheet, language: str, rng: Random) -> bytes:
    delimiters, encodings = DIALECTS[language]
    text = io.StringIO()
    quoted = rng.random() < 0.15
    ending = rng.choice(("\n", "\r\n"))
    delimiter = rng.choice(delimiters)
    if quoted:
        writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=ending)
    else:
        writer = csv.writer(text, delimiter=delimiter, lineterminator=ending)
    writer.writerow(sheet.headers)
    writer.writerows([["" if cell is None else _text(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode(rng.choice(encodings), errors="replace")


def _text(cell: Cell) -> str:
    return cell.strftime("%Y-%m-%d %H:%M:%S") if isinstance(cell, datetime) else str(cell)


_PATH = re.compile(r"[^\s.()]+(?:\.[^\s.()]+)+")
"""Names that are paths into objects; in others, as `Dauer (Sek.)`, a point is a point."""


def nested(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object in which `user.id` stands as the `id` of a `user`."""
    made: dict[str, Any] = {}
    for name, value in record.items():
        *outer, last = name.split(".") if _PATH.fullmatch(name) else [name]
        inside = made
        for part in outer:
            inside = inside.setdefault(part, {})
        inside[last] = value
    return made


def objects(sheet: Sheet) -> list[dict[str, Any]]:
    """Return a sheet's rows as JSON has them."""
    return [
        nested({name: _text(cell) if isinstance(cell, datetime) else cell for name, cell in record.items()})
        for record in sheet.records()
    ]


def _csv_gz(path: Path, sheets: Sequence[Sheet], language: str, rng: Random) -> None:
    path.write_bytes(gzip.compress(_delimited(sheets[0], language, rng)))


def _csv(path: Path, sheets: Sequence[Sheet], language: str, rng: Random) -> None:
    path.write_bytes(_delimited(sheets[0], language, rng))


def _json(path: Path, sheets: Sequence[Sheet], _: str, rng: Random) -> None:
    indent = rng.choice((None, 1, 4))
    path.write_text(json.dumps(objects(sheets[0]), ensure_ascii=rng.random() < 0.2, indent=indent), encoding="utf-8")


def _jsonl(path: Path, sheets: Sequence[Sheet], _: str, rng: Random) -> None:
    plain = rng.random() < 0.2
    text = "".join(json.dumps(one, ensure_ascii=plain) + "\n" for one in objects(sheets[0]))
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def _xlsx(path: Path, sheets: Sequence[Sheet], _: str, _rng: Random) -> None:
    write_workbook(path, {sheet.name: [sheet.headers, *sheet.rows] for sheet in sheets})


def _parquet(path: Path, sheets: Sequence[Sheet], _: str, _rng: Random) -> None:
    sheet = sheets[0]
    arrays = [pa.array(_one_type(column.cells)) for column in sheet.columns]
    pq.write_table(pa.Table.from_arrays(arrays, names=sheet.headers), path)


def _one_type(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a typed column: as they are where all are of one type, else as texts."""
    kinds = {type(cell) for cell in cells if cell is not None}
    return list(cells) if len(kinds) <= 1 else [None if cell is None else _text(cell) for cell in cells]


def _sqlite(path: Path, sheets: Sequence[Sheet], _: str, _rng: Random) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for sheet in sheets:
            columns = ", ".join(
                f'"{header}" {_affinity(one.cells)}' for header, one in zip(sheet.headers, sheet.columns, strict=True)
            )
            connection.execute(f'create table "{sheet.name}" ({columns})')
            rows = [[_text(cell) if isinstance(cell, datetime) else cell for cell in row] for row in sheet.rows]
            connection.executemany(f'insert into "{sheet.name}" values ({", ".join("?" * len(sheet.columns))})', rows)
    connection.close()


def _affinity(cells: Sequence[Cell]) -> str:
    return "INTEGER" if all(isinstance(cell, int) for cell in cells if cell is not None) else "TEXT"


_WRITERS: Mapping[str, Callable[[Path, Sequence[Sheet], str, Random], None]] = {
    "csv": _csv,
    "csv.gz": _csv_gz,
    "json": _json,
    "jsonl": _jsonl,
    "jsonl.gz": _jsonl,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "sqlite": _sqlite,
}
