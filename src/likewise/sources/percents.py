"""Which numbers of a workbook are shown as percent: 0.1114 in a cell of the format 0.00% is 11.14%.

A spreadsheet turns the text 11.14% into such a cell, and its value alone doesn't tell it from any other. Reads the
parts of an Office Open XML workbook that the door for workbooks leaves out; other kinds of workbooks say nothing here.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

Place = tuple[int, int]
"""Row and column of a cell, counted from 0."""

BUILT_IN = frozenset({9, 10})
"""The formats 0% and 0.00%, which every workbook has without declaring them."""

_STYLES, _BOOK, _RELATIONS = "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_NOT_SHOWN_AS_SIGN = re.compile(r'"[^"]*"|\\.|_.|\*.')
_LETTERS = re.compile(r"[A-Z]+")
_CHUNK = 1 << 20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, KeyError, ValueError, SyntaxError, expat.ExpatError)


def percent_cells(path: Path) -> Mapping[str, frozenset[Place]]:
    """The cells in a percent format of each sheet that has some; a part that can't be read says nothing."""
    found: dict[str, frozenset[Place]] = {}
    with suppress(*_UNREADABLE), zipfile.ZipFile(path) as book:
        styles = _percent_styles(ElementTree.fromstring(book.read(_STYLES)))
        for name, part in _sheets(book).items() if styles else ():
            found[name] = _cells(book, part, styles)
    return found


def _percent_styles(sheet: ElementTree.Element) -> frozenset[str]:
    """The places of cell styles whose number format shows percent, as cells name them."""
    declared = {
        int(form.get("numFmtId", "0"))
        for form in sheet.iterfind(".//{*}numFmts/{*}numFmt")
        if "%" in _NOT_SHOWN_AS_SIGN.sub("", form.get("formatCode", ""))
    }
    styles = enumerate(sheet.iterfind(".//{*}cellXfs/{*}xf"))
    return frozenset(str(i) for i, style in styles if int(style.get("numFmtId", "0")) in BUILT_IN | declared)


def _sheets(book: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name and the part of the workbook that it lies in."""
    relations = ElementTree.fromstring(book.read(_RELATIONS))
    parts = {one.get("Id"): one.get("Target", "") for one in relations}
    found = {}
    for sheet in ElementTree.fromstring(book.read(_BOOK)).iterfind(".//{*}sheets/{*}sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        target = parts.get(key, "")
        found[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _cells(book: zipfile.ZipFile, part: str, styles: frozenset[str]) -> frozenset[Place]:
    """The cells of a sheet that are in one of the styles; a place that isn't written follows the one before."""
    found: set[Place] = set()
    row, column = -1, -1

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column
        local = name.rpartition(" ")[2]
        if local == "row":
            row, column = int(attributes["r"]) - 1 if "r" in attributes else row + 1, -1
        elif local == "c":
            column = _column(attributes["r"]) if "r" in attributes else column + 1
            if attributes.get("s") in styles:
                found.add((row, column))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    with book.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return frozenset(found)


def _column(at: str) -> int:
    """The column of a place such as AB12, counted from 0."""
    letters = _LETTERS.match(at)
    number = 0
    for letter in letters.group() if letters else "A":
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
