"""From the rows of files of one known source to the raw relation of each table that comes out of them."""

from collections.abc import Collection, Mapping, Sequence

from likewise.engine import DuckDBEngine, Literal
from likewise.ingest.validate.emptied import Nobody
from likewise.ingest.validate.nobody import is_nobody
from likewise.sources.careful import EXCERPT
from likewise.sources.known.face import Known, Part, names_in, statement_beside
from likewise.sources.reading import Assumption
from likewise.tables import TABLES

_PLACE = ("file", "line")
_TROUBLE = ("problem", "excerpt")
_NOTHING = "cast(null as varchar)"


def gather(
    engine: DuckDBEngine,
    given: str,
    source: Known,
    brought: Mapping[str, Sequence[str]],
    dotted: Collection[str],
    keep: Collection[str] = (),
) -> tuple[Nobody, ...]:
    """Make a view of the rows of several raw relations, with every field of the source as text.

    `brought` has for each raw relation the fields that it holds (as `raw_<field>`), those that the user has told among
    them; other fields are NULL. A raw relation without `problem` has no bad rows. Those that are `dotted` have dots
    between thousands. A field that stands for nobody is NULL, unless it is among the ids to `keep`: what that was is
    returned, but for fields that the plan of a part looks at itself.
    """
    names = list(dict.fromkeys([*source.fields, *(field for fields in brought.values() for field in fields)]))
    selects = []
    numbers = source.numbers() if dotted else frozenset()
    unsigned = _optional(source)
    found: list[Nobody] = []
    for raw, fields in brought.items():
        trouble = _TROUBLE if "problem" in engine.columns(raw) else [f"{_NOTHING} as {name}" for name in _TROUBLE]
        texts = {name: f"cast(raw_{name} as varchar)" if name in fields else _NOTHING for name in names}
        signed = _signed(engine, raw, [name for name in fields if name in unsigned], keep)
        found += signed
        for name in {one.column for one in signed}:
            texts[name] = f"case when not ({is_nobody(texts[name], (*keep, *STATES))}) then {texts[name]} end"
        turned = {name: f"source_undotted({texts[name]})" for name in numbers if raw in dotted}
        columns = [f"{value} as {name}" for name, value in {**texts, **turned}.items()]
        selects.append(f"select {', '.join([*_PLACE, *trouble, *columns])} from {raw}")
    made = "".join(f", {value} as {name}" for name, value in source.made.items())
    engine.view(given, f"select *{made} from ({' union all '.join(selects)})")
    return tuple(found)


def _optional(source: Known) -> frozenset[str]:
    """The fields whose signs for nobody the rows of a source are read without.

    Texts may say anything, and an id that a row can't do without is for the plan to look at.
    """
    kept: set[str] = set()
    for part in source.parts:
        table = TABLES[part.table]
        for name, fields in source.origins(part).items():
            column = table.column(name)
            if column.role in ("text", "label") or column.required:
                kept.update(fields)
    return frozenset(source.fields) - kept


STATES = ("deleted", "removed")
"""Signs for nobody that, in a field of a known source, may say what became of an account or a post."""


def _signed(engine: DuckDBEngine, raw: str, fields: Sequence[str], keep: Collection[str]) -> list[Nobody]:
    """The signs for nobody in fields of a raw relation, each with its rows."""
    if not fields:
        return []
    tests = {name: is_nobody(f"cast(raw_{name} as varchar)", (*keep, *STATES)) for name in fields}
    asked = ", ".join(f"count(*) filter ({test}) as {name}" for name, test in tests.items())
    held = engine.arrow(f"select {asked} from {raw}").to_pylist()[0]
    found: list[Nobody] = []
    for name in (name for name in fields if held[name]):
        rows = engine.arrow(
            f"select file, trim(cast(raw_{name} as varchar)) as sign, count(*) as rows from {raw} "
            f"where {tests[name]} group by file, sign order by file, rows desc, sign"
        ).to_pylist()
        found += [Nobody(row["file"], name, row["sign"], row["rows"]) for row in rows]
    return found


def translate(
    engine: DuckDBEngine, given: str, raw: str, source: Known, part: Part, files: Mapping[str, Mapping[str, str]]
) -> None:
    """Make the raw relation `raw` of a part of a source from the rows `given`: what a text door would have made.

    `files` has for each file the canonical columns that the user has told, with the field that holds them there.
    """
    names = [name for name in TABLES[part.table].names if name in part.columns]
    told = {name: field for fields in files.values() for name, field in fields.items()}
    rows = _statement(source, part.select, given) if part.select else f"{_plain(part, names, told)} from {given}"
    params: dict[str, Literal] = {"files": list(files)}
    for name in told:
        params[f"told_{name}"] = [file for file, fields in files.items() if name in fields]
    if told and part.select:
        rows = _with_told(rows, given, names, told)
    columns = ", ".join(f"cast({name} as varchar) as raw_{name}" for name in dict.fromkeys([*names, *told]))
    engine.run(
        f"create or replace temp table {raw} as select {', '.join([*_PLACE, *_TROUBLE])}, {columns} "
        f"from ({rows}) where file in $files",
        **params,
    )


def _with_told(rows: str, given: str, names: Sequence[str], told: Mapping[str, str]) -> str:
    """The rows of a part with what the user has told of the line that each comes from, in the files that hold it."""
    values = [f"rows.{name}" for name in names if name not in told]
    for name, field in told.items():
        otherwise = f" else rows.{name}" if name in names else ""
        values.append(f"case when rows.file in $told_{name} then line.{field}{otherwise} end as {name}")
    place = ", ".join(f"rows.{name}" for name in (*_PLACE, *_TROUBLE))
    return (
        f"select {place}, {', '.join(values)} from ({rows}) as rows "
        f"left join {given} as line on line.file = rows.file and line.line = rows.line"
    )


def asked(engine: DuckDBEngine, given: str, source: Known, part: Part) -> tuple[Assumption, ...]:
    """What the rows themselves show of how they came to be."""
    return tuple(
        Assumption(key, {value: str(found) for value, found in row.items()})
        for key, name in part.asks.items()
        for row in engine.arrow(_statement(source, name, given)).to_pylist()
    )


def full_files(engine: DuckDBEngine, given: str, part: Part) -> frozenset[str]:
    """The files that hold exactly as many rows as the source gives at most; rows set aside by its rules don't count."""
    if not part.most:
        return frozenset()
    aside = "".join(f" and ({condition}) is not true" for condition in part.aside.values())
    counted = engine.arrow(
        f"select file from {given} where problem is null{aside} group by file having count(*) = $most", most=part.most
    )
    return frozenset(counted.column("file").to_pylist())


def _statement(source: Known, name: str, given: str) -> str:
    """A statement beside the declaring module, over the rows of one source."""
    return statement_beside(source.module, name).replace("from given", f"from {given}")


def also_read(source: Known, part: Part) -> frozenset[str]:
    """The names in a part's conditions and in the statements that make it: the fields among them are read as well."""
    own = [name for name in (part.select, *part.asks.values()) if name]
    texts = [statement_beside(source.module, name) for name in own]
    return frozenset(
        name for sql in (*part.aside.values(), part.fresh, *source.made.values(), *texts) for name in names_in(sql)
    )


def _plain(part: Part, names: Sequence[str], told: Mapping[str, str]) -> str:
    """What a part without a statement of its own selects, with what the user has told in the files that hold it."""
    values = {name: _value(part, name) for name in names}
    for name, field in told.items():
        values[name] = f"case when file in $told_{name} then {field} else {values.get(name, _NOTHING)} end"
    columns = ", ".join(f"{value} as {name}" for name, value in values.items())
    asides = "".join(f" when {condition} then '{reason}'" for reason, condition in part.aside.items())
    shown = f"left(concat_ws(' ', {', '.join(dict.fromkeys(part.columns.values()))}), {EXCERPT})"
    trouble = f"case when problem is not null then problem{asides} end as problem"
    return f"select file, line, {trouble}, coalesce(excerpt, {shown}) as excerpt, {columns}"


def _value(part: Part, name: str) -> str:
    value = part.made.get(name, part.columns[name])
    if part.shares.get(name) == "sign":
        return f"case when source_percent_sign(trim({value})) then {value} end"
    return value
