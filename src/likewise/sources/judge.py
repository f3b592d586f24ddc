"""Carries out a plan: which rows are used, which are set aside and why.

Clean columnar input stays where it lies and becomes a select over it, with only those checks
that some row failed; everything else is read once into a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from likewise.engine import Engine, Literal
from likewise.sources.plan import Check, Plan, valued
from likewise.sources.reading import Rows
from likewise.sources.seen import Ids, keep, look
from likewise.tables import EVENTS, PLACE, REJECTED, Table

SHOWN_CHARACTERS = 80
"""Characters of a value that are shown as the detail of a row set aside."""


@dataclass(frozen=True)
class Judged:
    """A batch after judgement.

    `used` is a view of the used rows in the table's columns, which may be scanned again and again;
    `rows` counts by file; `filled` names the columns with at least one value in a used row.
    """

    used: str
    rows: Mapping[str, Rows]
    filled: frozenset[str]


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
    if plan.cheap and not has_problems:
        return _judge_in_place(engine, table, raw, plan, sources, params)
    return _judge_in_a_table(engine, table, raw, plan, valued(raw, plan, plan.values), params, has_problems)


def _columns(table: Table) -> str:
    return ", ".join([*(column.name for column in table.held), *(name for name, _ in PLACE)])


def _reason(checks: tuple[Check, ...], has_problems: bool) -> str:
    first = " when problem is not null then problem" if has_problems else ""
    cases = "".join(f" when {check.when} then '{check.reason}'" for check in checks)
    return f"case{first}{cases} end" if first or cases else "cast(null as varchar)"


def _detail(checks: tuple[Check, ...], has_problems: bool) -> str:
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
    counts = _counted(engine, table, read, {i: c for i, c in enumerate(plan.checks) if i not in ids.tried}, params)
    failing = tuple(
        check for i, check in enumerate(plan.checks) if i in ids.failed or any(row.get(f"failed_{i}") for row in counts)
    )
    if failing:
        reason, detail = _reason(failing, False), _detail(failing, False)
        judged = f"(select file, line, {reason} as reason, {detail} as detail from {read})"
        _set_aside(engine, table, judged, params)
    where = f" where ({_reason(failing, False)}) is null" if failing else ""
    bad = _set_aside_by_file(engine, table) if failing else {}
    engine.view(used, f"select {_columns(table)} from {read}{where}", **params)
    if table is EVENTS:
        keep(engine, raw, used, None if failing else ids)
    return Judged(
        used,
        {row["file"]: _rows(row["n"], bad.get(row["file"], 0)) for row in counts},
        frozenset(name for name in table.names if any(row[f"filled_{name}"] for row in counts)),
    )


_UNSEEN = Ids(frozenset(), frozenset(), {})
"""Of tables that are small beside the events, every row is looked at."""


def _counted(
    engine: Engine, table: Table, read: str, checks: Mapping[int, Check], params: Mapping[str, Literal]
) -> list[dict[str, Any]]:
    """By file: how many rows it has, how many fail each check, and how many values each column holds."""
    failed = [f"count(*) filter ({check.when}) as failed_{i}" for i, check in checks.items()]
    filled = [f"count({name}) as filled_{name}" for name in table.names]
    asked = ", ".join([*failed, *filled])
    counts: list[dict[str, Any]] = engine.arrow(
        f"select file, count(*) as n, {asked} from {read} group by file", **params
    ).to_pylist()
    return counts


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
    params: dict[str, Literal],
    has_problems: bool,
) -> Judged:
    name = raw.replace("source_raw", "source_judged")
    reason, detail = _reason(plan.checks, has_problems), _detail(plan.checks, has_problems)
    columns = _columns(table)
    engine.create(
        name,
        f"select {columns}, reason, case when reason is not null then {detail} end as detail "
        f"from (select *, {reason} as reason from {read})",
        **params,
    )
    filled = ", ".join(f"count({column}) filter (reason is null) as filled_{column}" for column in table.names)
    counts = engine.arrow(
        f"select file, count(*) as n, count(reason) as bad, {filled} from {name} group by file order by file"
    ).to_pylist()
    if any(row["bad"] for row in counts):
        _set_aside(engine, table, name, {})
    used = raw.replace("source_raw", "source_used")
    engine.view(used, f"select {columns} from {name} where reason is null")
    if table is EVENTS:
        keep(engine, raw, used, None)
    return Judged(
        used,
        {row["file"]: _rows(row["n"], row["bad"]) for row in counts},
        frozenset(column for column in table.names if any(row[f"filled_{column}"] for row in counts)),
    )
