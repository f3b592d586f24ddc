"""What `likewise check` prints: what each file was taken for, what its columns became, and what is not to be had.

Widths are counted in cells of a terminal, of which a Chinese character takes two.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from likewise.show.catalogue import text, word
from likewise.show.numerals import Lang
from likewise.show.terminal import plain
from likewise.sources import Assumption, CheckReport, Gap, SourceFile, title_of

LEAST_WIDTH = 40
"""Cells: in a narrower terminal it is left to the terminal where lines break."""

IMPLIED = {"no_events": "only_numbers"}
"""What is missing, and what says so already where it is said of a source."""

PIECE = re.compile(
    r"(?:^[-!] )?(?:[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+)[，。：；、）》”]*\s*|\s+"
)
"""What stays on one line: a word, or a Chinese character, with the marks that close it; a list's mark stays with it."""

Line = tuple[int, str]
"""How far a line is set in, and what it says."""


def in_words(report: CheckReport, lang: Lang, width: int | None = None) -> str:
    """The outcome of a check as text; lines are broken at `width` cells, and never without it."""
    files: dict[str, list[SourceFile]] = {}
    for file in report.files:
        files.setdefault(file.path, []).append(file)
    shared = Counter(key for parts in files.values() for key in _assumed(parts))
    lines: list[Line] = []
    for parts in files.values():
        own = [one for key, one in _assumed(parts).items() if shared[key] == 1]
        lines += [*_file(parts, own, report, lang), (0, "")]
    lines += _of_all(report, shared, lang)
    if report.refusal:
        lines += [(0, ""), (0, f"! {text(lang, 'cli.check_refused', said=plain(report.refusal.in_words(lang)))}")]
    return "\n".join(_broken(lines, width)).rstrip()


def _assumed(parts: Iterable[SourceFile]) -> dict[str, Assumption]:
    """What was assumed about one file, each thing once."""
    return {one.text: one for part in parts for one in part.assumptions}


def _file(parts: Sequence[SourceFile], assumed: Sequence[Assumption], report: CheckReport, lang: Lang) -> list[Line]:
    """One file: what it is, what it can't show, then each table that comes out of it."""
    first = parts[0]
    lines = [(0, plain(first.path)), (2, _why(first, lang))]
    lines += [(2, f"! {_affects(gap, lang)}") for gap in map(Gap.of, first.cannot)]
    for part in parts:
        lines += _table(part, report, lang)
    unused = [name for name in first.unused if all(name in part.unused for part in parts)]
    if unused:
        lines.append((2, text(lang, "cli.check_unused", columns=_listed(unused, lang))))
    return [*lines, *_list(2, "check_assumed", [_said(one, lang) for one in assumed], lang)]


def _why(file: SourceFile, lang: Lang) -> str:
    """What a file is and how that was told."""
    form = ", ".join(part for part in (file.format, file.compression, file.encoding) if part)
    said = {"title": title_of(file.source) or "", "signature": _listed(file.signature, lang)}
    return text(lang, f"cli.check_by_{file.recognised_by}", format=form, table=file.table, **said)


def _table(part: SourceFile, report: CheckReport, lang: Lang) -> list[Line]:
    """One table of a file: its rows, what each column became, why rows were set aside."""
    counts = {"read": part.rows.read, "used": part.rows.used, "rejected": part.rows.rejected}
    lines = [(2, text(lang, "cli.check_rows", table=part.table, **counts))]
    became: dict[str, list[str]] = {}
    for match in part.matches:
        became.setdefault(plain(match.source), []).append(match.canonical)
    width = max(map(cell_len, became), default=0)
    lines += [(4, f"{set_cell_size(name, width)} → {', '.join(names)}") for name, names in became.items()]
    if part.helping:
        lines.append((4, text(lang, "cli.check_helping", columns=_listed(part.helping, lang))))
    for one in report.rejects:
        if (one.file, one.table) == (part.path, part.table):
            said = {"reason": text(lang, f"reason.{one.reason}"), "detail": plain(one.detail)}
            lines.append((4, f"! {text(lang, 'cli.check_reject', rows=one.rows, line=one.line, **said)}"))
    for cell in part.emptied:
        said = {"reason": text(lang, f"reason.{cell.reason}"), "detail": plain(cell.detail)}
        said["column"] = plain(cell.column)
        lines.append((4, f"! {text(lang, 'cli.check_emptied', rows=cell.rows, line=cell.line, **said)}"))
    return lines


def _of_all(report: CheckReport, shared: Counter[str], lang: Lang) -> list[Line]:
    """What isn't one file's: assumptions of several, what is missing everywhere, what was not read."""
    assumed = [
        text(lang, "cli.check_shared", sentence=_said(one, lang), n=shared[one.text])
        if shared[one.text]
        else _said(one, lang)
        for one in report.assumptions
        if shared[one.text] != 1
    ]
    said_already = {key for file in report.files for key in file.cannot}
    said_already |= {key for key, said in IMPLIED.items() if said in said_already}
    gaps = [gap for gap in report.gaps if gap.key not in said_already]
    lacking = {text(lang, f"gap.{gap.key}") for gap in gaps}
    return [
        *_list(0, "check_assumed_together", [said for said in assumed if said not in lacking], lang),
        *_list(0, "check_missing", [_affects(gap, lang) for gap in gaps], lang),
        *_list(0, "check_ignored", [plain(one.in_words(lang)) for one in report.ignored], lang),
    ]


def _list(indent: int, title: str, said: Sequence[str], lang: Lang) -> list[Line]:
    head = (indent, text(lang, f"cli.{title}"))
    return [head, *((indent + 2, f"- {line}") for line in said)] if said else []


def _said(one: Assumption, lang: Lang) -> str:
    return plain(text(lang, f"assumption.{one.key}", **one.values))


def _affects(gap: Gap, lang: Lang) -> str:
    """What is missing, and the answers that suffer, by their names."""
    answers = _listed((word(lang, "suffers", name) for name in gap.answers), lang)
    return text(lang, "cli.check_affects", sentence=text(lang, f"gap.{gap.key}"), answers=answers)


def _listed(names: Iterable[str], lang: Lang) -> str:
    return text(lang, "list.comma").join(map(plain, names))


def _broken(lines: Iterable[Line], width: int | None) -> Iterator[str]:
    """The lines with their indents; what goes on in another line stands two cells further in."""
    for indent, line in lines:
        if width is None or width < LEAST_WIDTH or indent + cell_len(line) <= width:
            yield (" " * indent + line).rstrip()
            continue
        now = " " * indent
        for piece in PIECE.findall(line):
            if now.strip() and cell_len(now + piece.rstrip()) > width:
                yield now.rstrip()
                now = " " * (indent + 2)
            now += piece
        yield now.rstrip()
