"""The door for spreadsheets: every sheet of an Excel workbook that holds a table.

Cells come over as text, as a CSV export of the sheet would have them; dates as dates, percentages with their sign.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from likewise.engine import DuckDBEngine
from likewise.errors import InputError
from likewise.ingest.match.wishes import Wish
from likewise.sources.columnar import open_frame
from likewise.sources.header import HEADER_ROWS, header_at, header_words, require_names, unique
from likewise.sources.opened import Columnar
from likewise.sources.percents import Place, percent_cells
from likewise.sources.reading import Assumption

WHOLE_DIGITS = 1e15
"""Numbers of a spreadsheet hold 15 digits; a whole number beyond may have lost some. It is written in scientific
notation, so that no id is taken from it, and with every digit that it has, so that a time is."""


def open_workbook(engine: DuckDBEngine, path: Path, shown: str, number: str, wished: Sequence[Wish]) -> list[Columnar]:
    """The sheets that have a header and a row below it; InputError when the workbook is damaged or holds none."""
    words = header_words(wished)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            shown_as_percent = percent_cells(path)
            sheets = {name: _cells(book, name, shown_as_percent.get(name, ())) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise InputError.of("reading.workbook_locked", shown=shown) from error
    tables = {name: table for name, cells in sheets.items() if (table := _table(cells, words))}
    if not tables:
        raise InputError.of("reading.workbook_empty", shown=shown)
    for frame, _ in tables.values():
        require_names(frame.column_names, shown)
    several = len(tables) > 1
    return [
        replace(
            open_frame(engine, frame, f"{shown}:{name}" if several else shown, f"{number}_{i}", "workbook"),
            line=f"line + {row + 1}",
            maybe=several,
            assumptions=(Assumption("header_row", {"row": str(row + 1)}),) if row else (),
        )
        for i, (name, (frame, row)) in enumerate(tables.items())
    ]


def _cells(book: CalamineWorkbook, name: str, percents: Iterable[Place]) -> list[list[Any]]:
    """A sheet's cells from its first filled row and column on; those shown as percent are texts with the sign."""
    sheet = book.get_sheet_by_name(name)
    cells = sheet.to_python()
    top, left = sheet.start or (0, 0)
    for row, column in percents:
        line = cells[row - top] if 0 <= row - top < len(cells) else []
        if 0 <= column - left < len(line) and type(number := line[column - left]) in (int, float):
            line[column - left] = f"{(Decimal(repr(number)) * 100).normalize():f}%"
    return cells


def _table(cells: list[list[Any]], words: frozenset[str]) -> tuple[pa.Table, int] | None:
    """The rows below the header as a frame of texts, and the header's place, counted from 0."""
    texts = [[_text(cell) for cell in row] for row in cells[: 4 * HEADER_ROWS]]
    filled = [i for i, row in enumerate(texts) if any(text and text.strip() for text in row)]
    if not filled:
        return None
    at, _ = header_at([[text or "" for text in texts[i]] for i in filled], words, cells=True)
    row = filled[at]
    if row + 1 >= len(cells):
        return None
    names = unique(text or "" for text in texts[row])
    below = cells[row + 1 :]
    columns = [pa.array([_text(line[i]) for line in below], pa.string()) for i in range(len(names))]
    kept = [
        i
        for i, column in enumerate(columns)
        if names[i].strip("0123456789 ()") != "column" or column.null_count < len(column)
    ]
    return pa.table([columns[i] for i in kept], names=[names[i] for i in kept]), row


def _text(cell: Any) -> str | None:
    """A cell as a CSV file would have it; None for an empty one."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < WHOLE_DIGITS else f"{cell:.16E}"
    if isinstance(cell, datetime.timedelta):
        return str(cell.total_seconds())
    return cell.isoformat(sep=" ") if isinstance(cell, datetime.datetime) else str(cell)
