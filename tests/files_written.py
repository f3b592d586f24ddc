"""Rows written as the kinds of files that known sources come in, for the tests of their doors."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Row = dict[str, Any]

ADDED_MS = 1_785_900_000_000
"""When a database says that its rows came in: 2026-08-05 03:20 UTC, ms."""


def as_lines(given: Sequence[Row]) -> str:
    """One object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in given)


def as_csv(given: Sequence[Row]) -> str:
    """A header and the rows below it."""
    out = io.StringIO()
    sheet = csv.DictWriter(out, list(given[0]), lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(given)
    return out.getvalue()


def as_workbook(path: Path, sheets: dict[str, list[Row]]) -> Path:
    """The smallest Excel workbook with these sheets."""
    kind = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(sheets, 1))
    related = "".join(
        f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r0" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{kind}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{related}</Relationships>'
        )
        for i, given in enumerate(sheets.values(), 1):
            lines = [list(given[0]), *(list(row.values()) for row in given)]
            cells = "".join("<row>" + "".join(map(_cell, line)) + "</row>" for line in lines)
            book.writestr(
                f"xl/worksheets/sheet{i}.xml", f'<worksheet xmlns="{kind}"><sheetData>{cells}</sheetData></worksheet>'
            )
    return path


def _cell(value: Any) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def as_database(path: Path, tables: dict[str, list[Row]]) -> Path:
    """A SQLite database as crawlers keep one: a number and a moment beside each row, and an empty table among them."""
    with sqlite3.connect(path) as base:
        base.execute("create table unused (id integer, name text)")
        for name, given in tables.items():
            columns = ["id", "add_ts", *given[0]]
            base.execute(f"create table {name} ({', '.join(columns)})")
            holes = ", ".join("?" * len(columns))
            base.executemany(
                f"insert into {name} values ({holes})",
                [(i, ADDED_MS, *(str(v) for v in row.values())) for i, row in enumerate(given)],
            )
    base.close()
    return path
