"""Carries out a plan: which rows are used, which are set aside and why, which cells are left empty.

Clean columnar input stays where it lies and becomes a select over it, with only those checks
that some row failed; everything else is read once into a table.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from likewise.engine import Engine, Literal
from likewise.ingest.match.helping import SIGN
from likewise.ingest.validate.emptied import Emptied, Nobody
from likewise.ingest.validate.votes import SHOWN, first_said, withdrawn
from likewise.sources import reasons
from likewise.sources.checks import Check
from likewise.sources.noticed import Marked, emptied, found_in, kept, kept_by_marks, marks, nobodies
from likewise.sources.plan import WORDLESS, Plan, valued
from likewise.sources.reading import Rows
from likewise.sources.seen import Ids, keep, look
from likewise.tables import EVENTS, PLACE, REJECTED, Table

SHOWN_CHARACTERS = 80
"""Characters of a value that are shown as the detail of a row set aside."""


@dataclass(frozen=True)
class Judged:
    """A batch after judgement.

    `used` is a view of the used rows in the table's columns, which may be scanned again and again;
    `rows` counts by file; `filled` names the columns with at least one value in a used row. `emptied` are cells that
    were left empty, `nobody` the signs for nobody, `noticed` the files for which a notice of the plan holds, by its
    reason and column.
    """

    used: str
    rows: Mapping[str, Rows]
    filled: frozenset[str]
    emptied: tuple[Emptied, ...] = ()
    nobody: tuple[Nobody, ...] = ()
    noticed: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)


def judge(
    engine: Engine,
    table: Table,
    raw: str,
    plan: Plan,
    sources: Mapping[str, str],
    has_problems: bool,
) -> Judged:
    """Judge every row of the raw relation and put those set aside into source_rejected.

    `sources` has the source column of each matched canonical column, for the details shown;
    `has_problems` says that a text door has left its verdict in the column `problem`. Rows that are not in the plan's
    span of time are as if they weren't there.
    """
    shown = {f"source_{name}": source for name, source in sources.items()}
    params: dict[str, Literal] = {**plan.params, **shown}
    if plan.cheap and not has_problems and not plan.votes:
        return _judge_in_place(engine, table, raw, plan, sources, params)
    read = valued(raw, plan, plan.values)
    if plan.votes:
        read = withdrawn(read, showings=plan.votes == SIGN and _are_showings(engine, read, params))
    return _judge_in_a_table(engine, table, raw, plan, read, sources, params, has_problems)


def _are_showings(engine: Engine, read: str, params: Mapping[str, Literal]) -> bool:
    """Whether rows say of each showing of a post whether it was liked, and not what was liked or taken back."""
    row = engine.arrow(first_said(read), **params).to_pylist()[0]
    return int(row["no"]) > SHOWN * int(row["every"])


def _columns(table: Table, values: Mapping[str, str] | None = None) -> str:
    """The table's columns and the places of rows; some with another value."""
    own = values or {}
    names = [f"{own[one.name]} as {one.name}" if one.name in own else one.name for one in table.held]
    return ", ".join([*names, *(name for name, _ in PLACE)])


def _reason(checks: Collection[Check], has_problems: bool) -> str:
    first = " when problem is not null then problem" if has_problems else ""
    cases = "".join(f" when {check.when} then '{check.reason}'" for check in checks)
    return f"case{first}{cases} end" if first or cases else "cast(null as varchar)"


def _detail(checks: Collection[Check], has_problems: bool) -> str:
    """`column=value` of the first check that fails, without characters that would break a line."""
    first = " when problem is not null then excerpt" if has_problems else ""
    cases = "".join(
        f" when {check.when} then $source_{check.column} || '=' || "
        f"coalesce(left(cast(raw_{check.column} as varchar), {SHOWN_CHARACTERS}), '')"
        for check in checks
    )
    said = f"case{first}{cases} end" if first or cases else "cast(null as varchar)"
    return f"regexp_replace({said}, '[\\x00-\\x1f]', '�', 'g')"


def _judge_in_place(
    engine: Engine, table: Table, raw: str, plan: Plan, sources: Mapping[str, str], params: dict[str, Literal]
) -> Judged:
    used = raw.replace("source_raw", "source_used")
    ids = look(engine, raw, plan, tuple(sources), params) if table is EVENTS else _UNSEEN
    read = valued(raw, plan, {**plan.values, **ids.values})
    counts = _counted(engine, table, plan, read, ids, params)
    failing = _holding(plan.checks, "failed", ids, counts)
    emptying = _holding(plan.empties, "emptied", ids, counts)
    noticed = _holding(plan.notices, "noticed", ids, counts)
    reason = _reason(failing, False)
    if failing:
        judged = f"(select file, line, {reason} as reason, {_detail(failing, False)} as detail from {read})"
        _set_aside(engine, table, judged, params)
    where = f" where ({reason}) is null" if failing else ""
    bad = _set_aside_by_file(engine, table) if failing else {}
    engine.view(used, f"select {_columns(table, kept(emptying))} from {read}{where}", **params)
    filled = frozenset(name for name in table.names if any(row[f"filled_{name}"] for row in counts))
    told: tuple[Emptied, ...] = ()
    if emptying:
        filled = _filled_in(engine, table, used)
        told = emptied(engine, table, raw, found_in(engine, read, f"({reason}) is null", emptying, params), sources)
    if table is EVENTS:
        keep(engine, raw, used, None if failing or emptying else ids)
    rows = {row["file"]: _rows(row["n"], bad.get(row["file"], 0)) for row in counts}
    return Judged(used, rows, filled, told, nobodies(engine, raw, noticed, sources, has_problems=False))


_UNSEEN = Ids(frozenset(), frozenset(), {})
"""Of tables that are small beside the events, every row is looked at."""


def _counted(
    engine: Engine, table: Table, plan: Plan, read: str, ids: Ids, params: Mapping[str, Literal]
) -> list[dict[str, Any]]:
    """By file: how many rows it has, how many each check holds for, and how many values each column holds."""
    asked = [
        f"count(*) filter ({check.when}) as {key}_{i}"
        for key, checks in (("failed", plan.checks), ("emptied", plan.empties), ("noticed", plan.notices))
        for i, check in enumerate(checks)
        if not ids.spared(check) and not ids.decided(check)
    ]
    filled = [f"count({name}) as filled_{name}" for name in table.names]
    counts: list[dict[str, Any]] = engine.arrow(
        f"select file, count(*) as n, {', '.join([*asked, *filled])} from {read} group by file", **params
    ).to_pylist()
    return counts


def _holding(checks: tuple[Check, ...], key: str, ids: Ids, counts: Collection[Mapping[str, Any]]) -> tuple[Check, ...]:
    """The checks that hold for some row, or may."""
    return tuple(
        check for i, check in enumerate(checks) if ids.decided(check) or any(row.get(f"{key}_{i}") for row in counts)
    )


def _filled_in(engine: Engine, table: Table, used: str) -> frozenset[str]:
    """The columns with at least one value."""
    asked = ", ".join(f"count({name}) as {name}" for name in table.names)
    found = engine.arrow(f"select {asked} from {used}").to_pylist()[0]
    return frozenset(name for name in table.names if found[name])


def _rows(read: int, rejected: int) -> Rows:
    return Rows(read, read - rejected, rejected)


def _set_aside(engine: Engine, table: Table, judged: str, params: Mapping[str, Literal]) -> None:
    """Copy the rows that have a reason to source_rejected."""
    engine.run(
        f"insert into {REJECTED} "
        f"select file, line, '{table.name}', reason, detail from {judged} where reason is not null",
        **params,
    )


def _set_aside_by_file(engine: Engine, table: Table) -> dict[str, int]:
    counts = engine.arrow(
        f'select file, count(*) as n from {REJECTED} where "table" = $table group by file', table=table.name
    )
    return dict(zip(*counts.to_pydict().values(), strict=True))


def _judge_in_a_table(
    engine: Engine,
    table: Table,
    raw: str,
    plan: Plan,
    read: str,
    sources: Mapping[str, str],
    params: dict[str, Literal],
    has_problems: bool,
) -> Judged:
    name = raw.replace("source_raw", "source_judged")
    reason, detail = _reason(plan.checks, has_problems), _detail(plan.checks, has_problems)
    found = Marked.of(plan.empties, plan.notices)
    engine.create(
        name,
        f"select {_columns(table, kept_by_marks(found))}, reason, marks, "
        f"case when reason is not null then {detail} end as detail "
        f"from (select *, {reason} as reason, {marks(found)} as marks from {read})",
        **params,
    )
    filled = ", ".join(f"count({column}) filter (reason is null) as filled_{column}" for column in table.names)
    counts = engine.arrow(
        f"select file, count(*) as n, count(reason) as bad, bit_or(marks) as marks, {filled} "
        f"from {name} group by file order by file"
    ).to_pylist()
    if any(row["bad"] for row in counts):
        _set_aside(engine, table, name, {})
    used = raw.replace("source_raw", "source_used")
    engine.view(used, f"select {_columns(table)} from {name} where reason is null")
    if table is EVENTS:
        keep(engine, raw, used, None)
    seen = {row["file"]: int(row["marks"] or 0) for row in counts}
    hits = found.hits(engine, name, seen)
    signs = [check for check in found.held(plan.notices, seen) if check.reason in (reasons.NOBODY, WORDLESS)]
    return Judged(
        used,
        {row["file"]: _rows(row["n"], row["bad"]) for row in counts},
        frozenset(column for column in table.names if any(row[f"filled_{column}"] for row in counts)),
        emptied(engine, table, raw, hits, sources),
        nobodies(engine, raw, signs, sources, has_problems),
        found.noticed(plan.notices, seen),
    )
