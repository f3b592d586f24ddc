"""The door for CSV, TSV and whatever else puts a delimiter between fields.

Finds the delimiter and the header row. The records are read by the engine's own reader (`bulk`) wherever both readers
find the same in them, and by the careful one (`careful`) elsewhere.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from likewise.engine import DuckDBEngine
from likewise.errors import InputError
from likewise.ingest.match.wishes import Wish
from likewise.sources.bulk import Reader, bring_in_bulk
from likewise.sources.careful import bring_carefully
from likewise.sources.header import HEADER_ROWS, header_at, header_words, require_names, unique
from likewise.sources.opened import Delimited, SourceColumn
from likewise.sources.plaintext import PlainText, head_of
from likewise.sources.reading import Assumption

USUAL_DELIMITERS = ",\t;|"
_NEVER_DELIMITERS = re.compile(r"[\w\s\"'.\-/()]")


def open_delimited(text: PlainText, shown: str, compression: str | None, wished: Sequence[Wish]) -> Delimited:
    """Find the delimiter and the header row; InputError when the file has no header at all."""
    head = head_of(text)
    words = header_words(wished)
    guesses = [guess for delimiter in _candidates(head) if (guess := _guess(head, delimiter, words))]
    if not guesses:
        raise InputError.of("reading.no_header", shown=shown)
    best = max(guesses, key=lambda guess: guess.merit)
    require_names(best.names, shown)
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
    merit: tuple[int, float, bool, int, int]


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
    place = -USUAL_DELIMITERS.index(delimiter) if delimiter in USUAL_DELIMITERS else -len(USUAL_DELIMITERS)
    # Points between digits, as in times, part lines as evenly as what stands between the fields.
    usual = delimiter in USUAL_DELIMITERS and len(names) > 1
    return _Guess(delimiter, tuple(names), row, above, (known, steady, usual, len(names), place))


def bring_delimited(engine: DuckDBEngine, source: Delimited, matches: Mapping[str, str], raw: str) -> Reader:
    """Append every record to the raw table: matched columns as text, and what is wrong with it.

    Returns which reader did it; what they bring is the same.
    """
    used = bring_in_bulk(engine, source, matches, raw)
    if used == "careful":
        bring_carefully(engine, source, matches, raw)
    return used
