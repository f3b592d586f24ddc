"""The door for CSV, TSV and whatever else puts a delimiter between fields.

Lines come from `lines`; SQL joins those that a quoted text runs over and splits each record into
fields. Unlike the engine's own CSV reader this keeps the line number of every row, and one quote
that never closes costs one line, not the rest of the file.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError
from likewise.ingest.match.wishes import Wish
from likewise.sources import reasons
from likewise.sources.header import HEADER_ROWS, header_at, header_words, unique
from likewise.sources.lines import stage_lines
from likewise.sources.opened import Delimited, SourceColumn
from likewise.sources.plaintext import DAMAGED, PlainText, head_of
from likewise.sources.reading import Assumption

MAX_RECORD_LINES = 10_000
"""A quoted text that seems to run over more lines than this is a quote that was never closed."""

EXCERPT = 80
"""Characters of a bad line that are shown."""

USUAL_DELIMITERS = ",\t;|"
_NEVER_DELIMITERS = re.compile(r"[\w\s\"'.\-/()]")


def open_delimited(text: PlainText, shown: str, compression: str | None, wished: Sequence[Wish]) -> Delimited:
    """Find the delimiter and the header row; InputError when the file has no header at all."""
    head = head_of(text)
    words = header_words(wished)
    guesses = [guess for delimiter in _candidates(head) if (guess := _guess(head, delimiter, words))]
    if not guesses:
        raise InputError(f"{shown}: the file has no header, so its columns have no names; add a first row with names")
    best = max(guesses, key=lambda guess: guess.merit)
    assumptions = [Assumption("encoding", {"encoding": text.encoding.upper()})] * (text.encoding != "utf-8")
    if best.row > 0:
        assumptions.append(Assumption("header_row", {"row": str(best.row + 1)}))
    return Delimited(
        shown,
        "csv",
        tuple(SourceColumn(name, "VARCHAR") for name in unique(best.names)),
        compression=compression,
        assumptions=tuple(assumptions),
        text=text,
        delimiter=best.delimiter,
        above=best.above,
    )


@dataclass(frozen=True)
class _Guess:
    """How the head reads with one delimiter: the header's names and row, the lines down to it, how well."""

    delimiter: str
    names: tuple[str, ...]
    row: int
    above: int
    merit: tuple[int, float, int, int]


def _candidates(head: str) -> list[str]:
    lines = "\n".join(head.splitlines()[:HEADER_ROWS])
    others = {character for character in lines if not _NEVER_DELIMITERS.match(character) and character.isascii()}
    return [*USUAL_DELIMITERS, *sorted(others - set(USUAL_DELIMITERS))]


def _guess(head: str, delimiter: str, words: frozenset[str]) -> _Guess | None:
    rows: list[tuple[list[str], int]] = []
    reader = csv.reader(io.StringIO(head), delimiter=delimiter)
    try:
        for cells in reader:
            rows.append((cells, reader.line_num))
            if len(rows) == 4 * HEADER_ROWS:
                break
    except csv.Error:
        pass
    filled = [(i, cells, line) for i, (cells, line) in enumerate(rows) if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    at, known = header_at([cells for _, cells, _ in filled], words)
    row, names, above = filled[at]
    below = [len(cells) for i, cells, _ in filled if i > row]
    steady = sum(width == len(names) for width in below) / len(below) if below else 1.0
    usual = -USUAL_DELIMITERS.index(delimiter) if delimiter in USUAL_DELIMITERS else -len(USUAL_DELIMITERS)
    return _Guess(delimiter, tuple(names), row, above, (known, steady, len(names), usual))


def bring_delimited(engine: DuckDBEngine, source: Delimited, matches: Mapping[str, str], raw: str) -> None:
    """Append every record to the raw table: matched columns as text, and what is wrong with it."""
    stage_lines(engine, source.text, source.shown, "source_line")
    patterns = _patterns(source.delimiter)
    width = len(source.columns)
    _stage_records(engine, source, patterns, width)
    values = [_value(source.names.index(name), source.text.quotes) for name in matches.values()]
    engine.run(
        f"insert into {raw} select $shown, line, problem, excerpt, {', '.join(values)} "
        f"from ({sql_text('likewise.sources', 'fields.sql')})",
        shown=source.shown,
        above=source.above,
        delimiter=source.delimiter,
        field=patterns.field,
        damaged=source.text.damaged,
        damage=DAMAGED,
        damaged_text=reasons.DAMAGED_TEXT,
        bad_quotes=reasons.BAD_QUOTES,
        width=width,
        too_few=reasons.TOO_FEW_FIELDS,
        too_many=reasons.TOO_MANY_FIELDS,
        excerpt=EXCERPT,
    )
    engine.drop("source_line", "source_mark", "source_span", "source_record")


def _value(index: int, quotes: bool) -> str:
    field = f"case when problem is null then fields[{index + 1}] end"
    if quotes:
        field = (
            f"case when problem is not null then null when starts_with(ltrim(fields[{index + 1}]), '\"') "
            f"then replace(trim(fields[{index + 1}])[2:-2], '\"\"', '\"') else fields[{index + 1}] end"
        )
    return f"nullif({field}, '')"


@dataclass(frozen=True)
class _Patterns:
    """`field` matches a delimiter and the field after it; `opening` a line that ends inside a quote."""

    field: str
    opening: str


def _patterns(delimiter: str) -> _Patterns:
    d = f"\\x{{{ord(delimiter):x}}}"
    quoted, bare = ' *"(?:[^"]|"")*" *', f'[^"{d}][^{d}]*'
    return _Patterns(field=f"{d}({quoted}|{bare}|)", opening=f'^(?:(?:{quoted}|{bare}|){d})* *"(?:[^"]|"")*$')


def _stage_records(engine: DuckDBEngine, source: Delimited, patterns: _Patterns, width: int) -> None:
    """Make source_record (line, last_line, text): the records that run over several lines."""
    if not source.text.quotes:
        engine.create("source_record", "select 0 as line, 0 as last_line, '' as text limit 0")
        return
    package = "likewise.sources"
    engine.create("source_mark", sql_text(package, "marks.sql"), opening=patterns.opening, above=source.above)
    engine.create("source_span", sql_text(package, "spans.sql"), max_record_lines=MAX_RECORD_LINES)
    engine.create(
        "source_record",
        sql_text(package, "records.sql"),
        delimiter=source.delimiter,
        field=patterns.field,
        width=width,
    )
