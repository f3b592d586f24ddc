"""From the rows of files of one known source to the raw relation of each table that comes out of them."""

from collections.abc import Collection, Mapping, Sequence

from likewise.engine import DuckDBEngine, sql_text
from likewise.sources.delimited import EXCERPT
from likewise.sources.known.face import Known, Part, names_in
from likewise.sources.reading import Assumption
from likewise.tables import TABLES

_PLACE = ("file", "line")
_TROUBLE = ("problem", "excerpt")
_KNOWN_ROOM = "likewise.sources.known"
_NOTHING = "cast(null as varchar)"


def gather(
    engine: DuckDBEngine, given: str, source: Known, brought: Mapping[str, Sequence[str]], dotted: Collection[str]
) -> None:
    """Make a view of the rows of several raw relations, with every field of the source as text.

    `brought` has for each raw relation the fields that it holds (as `raw_<field>`); other fields are NULL. A raw
    relation without `problem` has no bad rows. Those that are `dotted` have dots between thousands.
    """
    selects = []
    numbers = source.numbers() if dotted else frozenset()
    for raw, fields in brought.items():
        trouble = _TROUBLE if "problem" in engine.columns(raw) else [f"{_NOTHING} as {name}" for name in _TROUBLE]
        texts = {name: f"cast(raw_{name} as varchar)" if name in fields else _NOTHING for name in source.fields}
        turned = {name: f"source_undotted({texts[name]})" for name in numbers if raw in dotted}
        columns = [f"{value} as {name}" for name, value in {**texts, **turned}.items()]
        selects.append(f"select {', '.join([*_PLACE, *trouble, *columns])} from {raw}")
    made = "".join(f", {value} as {name}" for name, value in source.made.items())
    engine.view(given, f"select *{made} from ({' union all '.join(selects)})")


def translate(engine: DuckDBEngine, given: str, raw: str, part: Part, files: Sequence[str]) -> None:
    """Make the raw relation `raw` of a part from the rows `given` of these files: what a text door would have made."""
    names = [name for name in TABLES[part.table].names if name in part.columns]
    rows = _statement(part.select, given) if part.select else f"{_plain(part, names)} from {given}"
    columns = ", ".join(f"cast({name} as varchar) as raw_{name}" for name in names)
    engine.run(
        f"create or replace temp table {raw} as select {', '.join([*_PLACE, *_TROUBLE])}, {columns} "
        f"from ({rows}) where file in $files",
        files=list(files),
    )


def asked(engine: DuckDBEngine, given: str, part: Part) -> tuple[Assumption, ...]:
    """What the rows themselves show of how they came to be."""
    return tuple(
        Assumption(key, {value: str(found) for value, found in row.items()})
        for key, name in part.asks.items()
        for row in engine.arrow(_statement(name, given)).to_pylist()
    )


def _statement(name: str, given: str) -> str:
    """A statement beside the declaring modules, over the rows of one source."""
    return sql_text(_KNOWN_ROOM, f"{name}.sql").replace("from given", f"from {given}")


def also_read(source: Known, part: Part) -> frozenset[str]:
    """The names in a part's conditions and in the statements that make it: the fields among them are read as well."""
    own = [name for name in (part.select, *part.asks.values()) if name]
    texts = [sql_text(_KNOWN_ROOM, f"{name}.sql") for name in own]
    return frozenset(name for sql in (*part.aside.values(), *source.made.values(), *texts) for name in names_in(sql))


def _plain(part: Part, names: Sequence[str]) -> str:
    """What a part without a statement of its own selects."""
    columns = ", ".join(f"{_value(part, name)} as {name}" for name in names)
    asides = "".join(f" when {condition} then '{reason}'" for reason, condition in part.aside.items())
    shown = f"left(concat_ws(' ', {', '.join(dict.fromkeys(part.columns.values()))}), {EXCERPT})"
    trouble = f"case when problem is not null then problem{asides} end as problem"
    return f"select file, line, {trouble}, coalesce(excerpt, {shown}) as excerpt, {columns}"


def _value(part: Part, name: str) -> str:
    value = part.made.get(name, part.columns[name])
    if part.shares.get(name) == "sign":
        return f"case when source_percent_sign(trim({value})) then {value} end"
    return value
