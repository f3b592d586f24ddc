"""What `report` says on the terminal of how the data were read: cells left empty, times without a zone."""

from collections.abc import Mapping, Sequence
from typing import Any

from likewise.show.catalogue import text
from likewise.show.numerals import Lang
from likewise.show.terminal import plain

NAMED = 5
"""Columns that a line names; the page has all."""


def reading_lines(run: Mapping[str, Any], lang: Lang) -> list[str]:
    """Return the lines, from run.json (parsed)."""
    return [*_emptied(run, lang), *_naive(run, lang)]


def _emptied(run: Mapping[str, Any], lang: Lang) -> list[str]:
    cells: Sequence[Mapping[str, Any]] = run.get("emptied") or ()
    if not cells:
        return []
    columns = _named([cell["column"] for cell in cells], lang)
    return [text(lang, "cli.emptied", cells=sum(cell["rows"] for cell in cells), columns=columns)]


def _naive(run: Mapping[str, Any], lang: Lang) -> list[str]:
    """Times that name no zone."""
    naive: Sequence[Mapping[str, Any]] = run.get("unzoned") or ()
    if not naive:
        return []
    chinese = any(one["key"] == "chinese_times" for one in run.get("assumptions") or ())
    columns = _named([one["column"] for one in naive], lang)
    key = "cli.naive_times_chinese" if chinese else "cli.naive_times"
    return [text(lang, key, columns=columns, timezone=naive[0]["timezone"])]


def _named(columns: Sequence[str], lang: Lang) -> str:
    names = list(dict.fromkeys(map(plain, columns)))
    more = ["…"] * (len(names) > NAMED)
    return text(lang, "list.comma").join([*names[:NAMED], *more])
