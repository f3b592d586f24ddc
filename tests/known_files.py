"""Files as platforms write them, made small by the tests of known sources: workbooks, delimited texts, archives."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from test_sources_support import reading, rows

Cells = list[list[Any]]
Rows = Sequence[Sequence[Any]]

_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def workbook(path: Path, sheets: Mapping[str, Rows] | Rows, merged: str = "") -> Path:
    """An Excel workbook without styles; texts stay texts and numbers numbers. `merged` is a range of each sheet."""
    named = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        parts = {f"/xl/worksheets/sheet{i}.xml": _SHEET_TYPE for i in range(1, len(named) + 1)}
        overrides = "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>'
            for name, kind in {"/xl/workbook.xml": _BOOK_TYPE, **parts}.items()
        )
        kinds = (
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
        )
        book.writestr("[Content_Types].xml", f'<Types xmlns="{_CONTENT}">{kinds}{overrides}</Types>')
        book.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", "xl/workbook.xml")}))
        targets = {f"rId{i}": ("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(named) + 1)}
        book.writestr("xl/_rels/workbook.xml.rels", _relations(targets))
        listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(named, 1))
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        for i, cells in enumerate(named.values(), 1):
            book.writestr(f"xl/worksheets/sheet{i}.xml", _sheet(cells, merged))
    return path


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def _sheet(cells: Rows, merged: str) -> str:
    lines = "".join(
        f'<row r="{r}">{"".join(_cell(value, f"{_letters(c)}{r}") for c, value in enumerate(line))}</row>'
        for r, line in enumerate(cells, 1)
    )
    merges = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_SHEET}"><sheetData>{lines}</sheetData>{merges}</worksheet>'


def _cell(value: Any, at: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _letters(index: int) -> str:
    before, letter = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


def words(text: str) -> list[str]:
    """A header whose names hold no spaces."""
    return text.split()


def delimited(cells: Rows, delimiter: str = ",") -> str:
    """The rows as CSV; what is None is left empty."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(cells)
    return text.getvalue()


def written(path: Path, cells: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A delimited text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(delimited(cells, delimiter).encode(encoding))
    return path


def posts(data: object, columns: str, **options: Any) -> list[Any]:
    """The posts of some data by file and line; of one column, the bare values."""
    with reading(data, **options) as (engine, _):
        found = rows(engine, columns, "source_post")
    return [row[0] for row in found] if "," not in columns else found


def source_of(data: object, **options: Any) -> list[str | None]:
    """What each file was taken for."""
    with reading(data, **options) as (_, found):
        return [file.source for file in found.files]
