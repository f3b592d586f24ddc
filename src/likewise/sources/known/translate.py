"""From the rows of files of one known source to the raw relation of each table that comes out of them."""

from collections.abc import Mapping, Sequence

from likewise.engine import DuckDBEngine, sql_text
from likewise.sources.delimited import EXCERPT
from likewise.sources.known.face import Known, Part
from likewise.tables import TABLES

_PLACE = ("file", "line")
_TROUBLE = ("problem", "excerpt")
_SELF = "likewise.sources.known"
_NOTHING = "cast(null as varchar)"


def gather(engine: DuckDBEngine, given: str, source: Known, brought: Mapping[str, Sequence[str]]) -> None:
    """Make a view of the rows of several raw relations, with every field of the source as text.

    `brought` has for each raw relation the fields that it holds (as `raw_<field>`); other fields are NULL. A raw
    relation without `problem` has no bad rows.
    """
    selects = []
    for raw, fields in brought.items():
        trouble = _TROUBLE if "problem" in engine.columns(raw) else [f"{_NOTHING} as {name}" for name in _TROUBLE]
        columns = [
            f"{f'cast(raw_{name} as varchar)' if name in fields else _NOTHING} as {name}" for name in source.fields
        ]
        selects.append(f"select {', '.join([*_PLACE, *trouble, *columns])} from {raw}")
    engine.view(given, " union all ".join(selects))


def translate(engine: DuckDBEngine, given: str, raw: str, part: Part, files: Sequence[str]) -> None:
    """Make the raw relation `raw` of a part from the rows `given` of these files: what a text door would have made."""
    names = [name for name in TABLES[part.table].names if name in part.columns]
    rows = sql_text(_SELF, f"{part.select}.sql") if part.select else _plain(part, names)
    columns = ", ".join(f"cast({name} as varchar) as raw_{name}" for name in names)
    engine.run(
        f"create or replace temp table {raw} as select {', '.join([*_PLACE, *_TROUBLE])}, {columns} "
        f"from ({rows.replace('from given', f'from {given}')}) where file in $files",
        files=list(files),
    )


def _plain(part: Part, names: Sequence[str]) -> str:
    """The statement of a part that has none of its own."""
    columns = ", ".join(f"{part.made.get(name, part.columns[name])} as {name}" for name in names)
    asides = "".join(f" when {condition} then '{reason}'" for reason, condition in part.aside.items())
    shown = f"left(concat_ws(' ', {', '.join(part.columns.values())}), {EXCERPT})"
    trouble = f"case when problem is not null then problem{asides} end as problem"
    return f"select file, line, {trouble}, coalesce(excerpt, {shown}) as excerpt, {columns} from given"
