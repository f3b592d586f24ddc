"""How the rows of a batch are read: the SQL of its values, and the checks that rows and cells must pass.

Speaks of a raw relation's columns `raw_<canonical>` and of the values made from them, which
carry the canonical names. What to do with the plan is for `judge`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from likewise.engine import Literal
from likewise.engine.face import literal
from likewise.ingest.match.helping import SIGN, UNDONE
from likewise.ingest.validate.moments import is_relative
from likewise.ingest.validate.votes import direction, says_no, still_holds
from likewise.sources import reasons
from likewise.sources.cells import How, cell, nobody, wordless
from likewise.sources.checks import Check, cell_checks, row_checks, vote_checks
from likewise.sources.profile import Profile
from likewise.sources.types import Family
from likewise.tables import EVENTS, POSTS, Column, Table

WORDLESS = "wordless"
"""Words are missing, and a sign such as `[removed]` stands for them."""

ESTIMATED = "estimated"
"""A time that counts from when the data were taken, and was read."""


@dataclass(frozen=True)
class Plan:
    """Values and checks of one batch. `cheap` says that reading it twice costs no more than a plain scan.

    A row that fails one of `checks` is set aside; a cell that fails one of `empties` is left empty. `notices` are what
    is to be told of rows, whether they are used or not. `bare` has the shorter value of each id column for when it
    holds no blanks; `made` are columns that values are made of, in inner selects; `since` leaves out rows before a time
    (microseconds UTC), and those without one. `votes` names the column that
    gives rows a direction: a helping one, or that of kinds.
    """

    values: Mapping[str, str]
    checks: tuple[Check, ...]
    cheap: bool
    params: Mapping[str, Literal]
    bare: Mapping[str, str]
    empties: tuple[Check, ...] = ()
    notices: tuple[Check, ...] = ()
    made: tuple[Mapping[str, str], ...] = ()
    since: int | None = None
    votes: str | None = None


def plan(table: Table, families: Mapping[str, Family], found: Profile, how: How, kind: str, as_documents: bool) -> Plan:
    """Return the plan for a batch whose matched columns are `families` (canonical name to family).

    `kind` is what every event is when no column says; `as_documents` says that ids may be JSON.
    """
    sign = next((name for name in (SIGN, UNDONE) if table is EVENTS and name in families), None)
    cells = {name: cell(table.column(name), families[name], found, how) for name in table.names if name in families}
    values = {name: f"cast(null as {table.column(name).sql_type})" for name in table.names}
    if table is EVENTS:
        values["kind"] = "$constant_kind"
    values |= {name: one.value for name, one in cells.items()}
    if sign:
        values["direction"] = direction(f"raw_{SIGN}") if sign == SIGN else still_holds(f"raw_{UNDONE}")
        values["flagged_no"] = says_no(f"raw_{SIGN}") if sign == SIGN else "false"
    elif found.unlikes:
        # A log of several kinds has rows of its own for likes that are taken back.
        sign = "kind"
        values["direction"] = (
            f"case when raw_kind in ({', '.join(map(literal, sorted(found.unlikes)))}) then 0 else 1 end"
        )
        values["flagged_no"] = "false"
    if table is POSTS:
        values["bounds"] = _bounds(table, families)
    checks, empties = cell_checks(table, families, found, how, as_documents)
    return Plan(
        values,
        (*checks, *row_checks(table, families, how), *(vote_checks(sign) if sign else ())),
        all(_is_cheap(table.column(name), families[name]) for name in cells),
        {"zone": how.zone, "constant_kind": kind},
        {name: f"raw_{name}" for name in cells if _is_bare(table.column(name), families[name], found)},
        empties,
        _notices(table, families, found, how),
        _together([one.made for one in cells.values()]),
        votes=sign,
    )


def by_itself(plan: Plan, name: str) -> str:
    """The value of an id in terms of what is given alone, without columns that inner selects make."""
    value = plan.values[name]
    for made in plan.made[:1]:
        value = value.replace(f"nobody_{name}", f"({made.get(f'nobody_{name}', 'false')})")
    return value


def _together(made: Sequence[Sequence[Mapping[str, str]]]) -> tuple[Mapping[str, str], ...]:
    """What all cells need of each inner select."""
    deepest = max(map(len, made), default=0)
    return tuple(
        {name: sql for one in made if len(one) > level for name, sql in one[level].items()} for level in range(deepest)
    )


def valued(raw: str, plan: Plan, values: Mapping[str, str]) -> str:
    """The raw relation with values made from it beside what was given, without the rows that the plan leaves out."""
    relation = raw
    for made in (*plan.made, values):
        relation = f"(select *, {', '.join(f'{value} as {name}' for name, value in made.items())} from {relation})"
    within = "" if plan.since is None else f" where time >= {plan.since}"
    return f"(select * from {relation}{within})"


def stored_since(family: Family, since: int, timezone: str) -> str:
    """A test on `raw_time` as the source stores it, so that what a file says of its parts lets them go unread.

    For times that are no timestamps there is none; `valued` leaves their rows out.
    """
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=since)
    if family == "zoned":
        return f"raw_time >= timestamptz '{moment.isoformat(sep=' ')}'"
    if family == "naive":
        local = moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
        return f"raw_time >= timestamp '{local.isoformat(sep=' ')}'"
    return "true"


def _is_cheap(column: Column, family: Family) -> bool:
    return column.role in ("id", "kind", "text", "label") or family != "text"


def _is_bare(column: Column, family: Family, found: Profile) -> bool:
    return column.role == "id" and family == "text" and column.name not in found.whole_ids | found.padded


def _notices(table: Table, families: Mapping[str, Family], found: Profile, how: How) -> tuple[Check, ...]:
    """Ids that stand for nobody, and times that are estimates."""
    told: list[Check] = []
    for name in (name for name in table.names if name in families):
        if table.column(name).role == "id" and (sign := nobody(name, families[name], how)) != "false":
            told.append(Check(reasons.NOBODY, f"nobody_{name}", name, alone=sign))
        if (sign := wordless(table.column(name), families[name], how)) != "false":
            told.append(Check(WORDLESS, sign, name))
        if how.taken is not None and name in found.times and families[name] == "text" and found.times[name].odd:
            told.append(Check(ESTIMATED, f"{name} is not null and {is_relative(f'said_{name}')}", name))
    return tuple(told)


def _bounds(table: Table, families: Mapping[str, Family]) -> str:
    """The names of a row's counts that are only lower bounds; NULL where each is what it says."""
    counts = [one.name for one in table.columns if one.role == "count" and families.get(one.name) == "text"]
    named = ", ".join(f"case when source_bound(raw_{name}) then '{name}' end" for name in counts)
    return f"nullif(concat_ws(' ', {named}), '')" if counts else "cast(null as varchar)"
