"""How the result was computed, from the run's own account: steps, rows, and what was missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from likewise.show.catalogue import has, text, told, word
from likewise.show.headline import MISSING
from likewise.show.numerals import Lang
from likewise.show.view import ReportView

WEAKENS: Mapping[str, str] = {
    "events.author": "ties",
    "events.post": "timing",
    "events.time": "timing",
    "events.text": "words",
    "events.dwell_s": "depth",
    "events.completion": "depth",
    "events.kind=comment": "words",
    "events.kind=view": "depth",
    "events.kind=follow": "follows",
    "posts.time": "timing",
    "posts.text": "interests",
    "posts.format": "peers",
    "posts.duration_s": "peers",
    "posts.impressions": "mismatch",
    "posts.views": "mismatch",
    "posts.completion_rate": "mismatch",
    "posts.avg_watch_s": "mismatch",
    "posts.likes": "totals",
    "posts.comments": "mismatch",
    "posts.reposts": "mismatch",
    "posts.saves": "mismatch",
    "posts.new_follows": "retention",
    "accounts.name": "names",
    "accounts.followers": "popularity",
    "accounts.following": "popularity",
    "accounts.created": "age",
    "accounts.category": "interests",
}
"""Which answer a missing column weakens, as the catalogue calls it."""


@dataclass(frozen=True)
class Stage:
    """One step of the run: its name in words, seconds, and its part of the longest step (0..1)."""

    name: str
    seconds: float
    part: float


@dataclass(frozen=True)
class Gap:
    """Columns that are missing, and the answer that this weakens."""

    columns: tuple[str, ...]
    effect: str


@dataclass(frozen=True)
class Cannot:
    """What can't be seen in some of the sources, in a sentence, and what people call these sources."""

    sources: str
    sentence: str


@dataclass(frozen=True)
class File:
    """A file that was read, what it was taken for, which column is which, and which were not used."""

    path: str
    taken_for: str
    columns: str
    unused: str


@dataclass(frozen=True)
class RowCount:
    """How many rows of one table were read, used and set aside; None where the run doesn't say."""

    table: str
    read: int | None
    used: int | None
    rejected: int | None


def stages(view: ReportView, lang: Lang) -> list[Stage]:
    """Return the run's steps in the order they ran."""
    spent: Mapping[str, float] = view.run.get("seconds") or {}
    longest = max(spent.values(), default=0.0) or 1.0
    return [Stage(word(lang, "stage", name), took, took / longest) for name, took in spent.items()]


def gaps(view: ReportView, lang: Lang) -> list[Gap]:
    """Return what is missing, columns with the same effect together."""
    together: dict[str, list[str]] = {}
    for column in missing(view):
        together.setdefault(WEAKENS.get(column, "other"), []).append(column)
    return [Gap(tuple(columns), text(lang, f"weakens.{effect}")) for effect, columns in together.items()]


def missing(view: ReportView) -> tuple[str, ...]:
    """Return the missing columns (`table.column`), each once, in the order the run names them."""
    named: Iterable[str] = view.run.get("missing") or ()
    keys = (str(finding.get("key")) for finding in view.run.get("findings") or ())
    found = (key.removeprefix(MISSING) for key in keys if key.startswith(MISSING))
    return tuple(dict.fromkeys([*named, *found]))


def files(view: ReportView, lang: Lang) -> list[File]:
    """Return the files that were read, each once, with the known source that it was taken for, or its tables."""
    together: dict[str, list[Mapping[str, Any]]] = {}
    for one in _sources(view):
        together.setdefault(str(one.get("path")), []).append(one)
    comma = text(lang, "list.comma")
    found = []
    for path, parts in together.items():
        names = (str(one.get("title") or word(lang, "table", str(one.get("table")))) for one in parts)
        columns = [f"{source} → {name}" for one in parts for name, source in (one.get("columns") or {}).items()]
        unused = [name for name in parts[0].get("unused") or () if all(name in one.get("unused", ()) for one in parts)]
        shown = (comma.join(dict.fromkeys(listed[:_COLUMNS_LISTED])) for listed in (columns, unused))
        found.append(File(path, comma.join(dict.fromkeys(names)), *shown))
    return found


_COLUMNS_LISTED = 40
"""Columns of a file that the page lists; `likewise check` lists all."""


def cannot(view: ReportView, lang: Lang) -> list[Cannot]:
    """Return what the sources can't show, each sentence once."""
    together: dict[str, list[str]] = {}
    for one in _sources(view):
        for key in one.get("cannot") or ():
            if has(f"gap.{key}"):
                together.setdefault(text(lang, f"gap.{key}"), []).append(str(one.get("title") or one.get("path")))
    comma = text(lang, "list.comma")
    return [Cannot(comma.join(dict.fromkeys(titles)), sentence) for sentence, titles in together.items()]


def _sources(view: ReportView) -> list[Mapping[str, Any]]:
    return list(view.run.get("sources") or ())


def assumptions(view: ReportView, lang: Lang) -> list[str]:
    """Return what the sources assumed about the files, each sentence once."""
    said = (told(lang, "assumption", entry) for entry in view.run.get("assumptions") or ())
    return [sentence for sentence in dict.fromkeys(said) if sentence]


def row_counts(view: ReportView, lang: Lang) -> list[RowCount]:
    """Return what became of the rows of each table."""
    counts: Mapping[str, Mapping[str, Any]] = view.run.get("rows") or {}
    return [
        RowCount(word(lang, "table", table), count.get("read"), count.get("used"), count.get("rejected"))
        for table, count in counts.items()
    ]
