"""The careful reader of delimited files: slow, but one quote that never closes costs one line, not the rest of a file.

Lines come from `lines`; SQL joins those that a quoted text runs over and splits each record into fields. It reads
whole files, or those lines of a file that the engine's own reader (`bulk`) can't be trusted with.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from likewise.engine import DuckDBEngine, sql_text
from likewise.sources import reasons
from likewise.sources.lines import drop_staged, stage, stage_lines
from likewise.sources.opened import Delimited
from likewise.sources.plaintext import DAMAGED

MAX_RECORD_LINES = 10_000
"""A quoted text that seems to run over more lines than this is a quote that was never closed."""

EXCERPT = 80
"""Characters of a bad line that are shown."""

LINES = "source_line"
"""The temporary table (line, text) of the lines that are read."""

_PACKAGE = "likewise.sources"


def bring_carefully(engine: DuckDBEngine, source: Delimited, matches: Mapping[str, str], raw: str) -> None:
    """Append every record to the raw table: matched columns as text, and what is wrong with it."""
    stage_lines(engine, source.text, source.shown, LINES)
    bring_lines(engine, source, matches, raw)


def bring_lines(engine: DuckDBEngine, source: Delimited, matches: Mapping[str, str], raw: str) -> None:
    """Append the records of the staged lines to the raw table, and drop the lines."""
    patterns = _patterns(source.delimiter)
    width = len(source.columns)
    _stage_records(engine, source, patterns, width)
    values = [_value(source.names.index(name), source.text.quotes) for name in matches.values()]
    engine.run(
        f"insert into {raw} select $shown, line, problem, excerpt, {', '.join(values)} "
        f"from ({sql_text(_PACKAGE, 'fields.sql')})",
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
    drop_staged(engine, LINES, "source_span", "source_record")


def stage_spans(engine: DuckDBEngine, source: Delimited) -> None:
    """Make source_span (first_line, last_line): where staged lines may be put together to one record."""
    opening = _patterns(source.delimiter).opening
    stage(engine, "source_mark", sql_text(_PACKAGE, "marks.sql"), opening=opening, above=source.above)
    stage(engine, "source_span", sql_text(_PACKAGE, "spans.sql"), max_record_lines=MAX_RECORD_LINES)
    drop_staged(engine, "source_mark")


def _value(index: int, quotes: bool) -> str:
    name = f"fields[{index + 1}]"
    if not quotes:
        return f"nullif(case when problem is null then {name} end, '')"
    return (
        f"nullif(case when problem is not null then null when starts_with(ltrim({name}, ' '), '\"') "
        f"then replace(trim({name}, ' ')[2:-2], '\"\"', '\"') else {name} end, '')"
    )


@dataclass(frozen=True)
class _Patterns:
    """`field` matches a delimiter and the field after it; `opening` a line that ends inside a quote.

    A quoted field may have spaces around it; a bare one may hold quotes, but begins with none.
    """

    field: str
    opening: str


def _patterns(delimiter: str) -> _Patterns:
    d = f"\\x{{{ord(delimiter):x}}}"
    quoted, bare = ' *"(?:[^"]|"")*" *', f' *[^" {d}][^{d}]*| +'
    return _Patterns(field=f"{d}({quoted}|{bare}|)", opening=f'^(?:(?:{quoted}|{bare}|){d})* *"(?:[^"]|"")*$')


def _stage_records(engine: DuckDBEngine, source: Delimited, patterns: _Patterns, width: int) -> None:
    """Make source_record (line, last_line, text): the records that run over several lines."""
    if not source.text.quotes:
        stage(engine, "source_record", "select 0 as line, 0 as last_line, '' as text limit 0")
        return
    stage_spans(engine, source)
    records = sql_text(_PACKAGE, "records.sql")
    stage(engine, "source_record", records, delimiter=source.delimiter, field=patterns.field, width=width)
