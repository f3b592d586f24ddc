"""How a raw column becomes a canonical one: the SQL of its value, and the checks a row must pass.

Speaks of a raw relation's columns `raw_<canonical>` and of the values made from them, which
carry the canonical names. What to do with the plan is for `judge`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from likewise.engine import Literal
from likewise.sources import reasons
from likewise.sources.profile import Profile
from likewise.sources.times import (
    EARLIEST_US,
    LATEST_US,
    TimeStyle,
    from_number,
    slashed_formats,
)
from likewise.sources.types import Family
from likewise.tables import EVENTS, KINDS_ON_A_POST, KINDS_ON_AN_ACCOUNT, POSTS, Column, Table

MAX_ID_BYTES = 1000
"""Longest id that is kept, bytes: ten times what any platform gives out; longer is a text gone astray."""

MISSING: Mapping[str, str] = {
    "actor": reasons.NO_ACTOR,
    "post": reasons.NO_POST,
    "account": reasons.NO_ACCOUNT,
    "member": reasons.NO_ACTOR,
    "link": reasons.NO_POST,
    "time": reasons.NO_TIME,
}
"""The reason when a required column has no value in a row."""


@dataclass(frozen=True)
class Check:
    """A row is set aside for `reason` when `when` holds; `column` is the canonical column to show.

    `alone` says that an id by itself decides, so that it needn't be looked at in each of its rows.
    """

    reason: str
    when: str
    column: str
    alone: bool = False


@dataclass(frozen=True)
class Plan:
    """Values and checks of one batch. `cheap` says that reading it twice costs no more than a plain scan.

    `bare` has the shorter value of each id column for when it holds no blanks; `since` leaves out rows before a time
    (microseconds UTC), and those without one.
    """

    values: Mapping[str, str]
    checks: tuple[Check, ...]
    cheap: bool
    params: Mapping[str, Literal]
    bare: Mapping[str, str]
    since: int | None = None


def plan(
    table: Table,
    families: Mapping[str, Family],
    found: Profile,
    timezone: str,
    kind: str,
    percent: frozenset[str],
    as_documents: bool,
) -> Plan:
    """The plan for a batch whose matched columns are `families` (canonical name to family).

    `kind` is what every event is when no column says; `percent` are the columns whose bare numbers are percent;
    `as_documents` says that ids may be JSON.
    """
    values: dict[str, str] = {}
    checks: list[Check] = []
    for column in table.columns:
        if column.name in families:
            values[column.name] = _value(column, families[column.name], found, timezone, percent)
            checks += _checks(column, families[column.name], as_documents)
        elif column.name == "kind":
            values["kind"] = "$constant_kind"
        else:
            values[column.name] = f"cast(null as {column.sql_type})"
    if table is EVENTS:
        checks += _event_checks(frozenset(families))
    if table is POSTS:
        values["bounds"] = _bounds(table, families)
    cheap = all(_is_cheap(table.column(name), came) for name, came in families.items())
    bare = {
        name: f"raw_{name}" for name, came in families.items() if came == "text" and table.column(name).role == "id"
    }
    return Plan(values, tuple(checks), cheap, {"zone": timezone, "constant_kind": kind}, bare)


def valued(raw: str, plan: Plan, values: Mapping[str, str]) -> str:
    """The raw relation with values made from it beside what was given, without the rows that the plan leaves out."""
    made = ", ".join(f"{value} as {name}" for name, value in values.items())
    within = "" if plan.since is None else f" where time >= {plan.since}"
    return f"(select * from (select *, {made} from {raw}){within})"


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


def _value(column: Column, family: Family, found: Profile, zone: str, percent: frozenset[str]) -> str:
    raw = f"raw_{column.name}"
    if family == "nothing":
        return f"cast(null as {column.sql_type})"
    if column.role == "id":
        return f"case when not source_blank({raw}) then {raw} end" if family == "text" else f"cast({raw} as varchar)"
    if column.role == "time":
        return _time(raw, family, found.times[column.name], zone)
    if column.role in ("seconds", "share", "count"):
        return _number(column, raw, family, column.name in percent)
    if column.name in ("kind", "format"):
        return _word(column.name, raw, found)
    return f"cast({raw} as varchar)"


def _word(name: str, raw: str, found: Profile) -> str:
    """The canonical word for each spelling found; an unknown format stays what it is, a kind is NULL."""
    if name == "kind" and found.plain_kinds:
        return raw
    cases = "".join(f" when '{spelling}' then '{word}'" for spelling, word in found.words[name].items())
    known = f"case {raw}{cases} end" if cases else "cast(null as varchar)"
    return known if name == "kind" else f"coalesce({known}, nullif(lower(trim({raw})), ''))"


def _time(raw: str, family: Family, style: TimeStyle, zone: str) -> str:
    if family == "naive" and zone == "UTC":
        return f"epoch_us(cast({raw} as timestamp))"
    if family == "naive":
        return f"epoch_us(timezone($zone, cast({raw} as timestamp)))"
    if family == "zoned":
        return f"epoch_us(cast({raw} as timestamptz))"
    given = f"source_given({raw})" if family == "text" else _finite(raw) if family == "number" else raw
    number, whole = f"try_cast({given} as double)", f"try_cast({given} as bigint)"
    counted = from_number(number, whole, style.unit, "$zone") if style.unit else "cast(null as bigint)"
    if family != "text":
        return counted
    dated = f"source_date({given}, $zone, {slashed_formats(style)})"
    return f"case when {number} is not null then {counted} else {dated} end" if style.unit else dated


def _number(column: Column, raw: str, family: Family, percent: bool) -> str:
    scale = "0.01" if percent else "1"
    if column.role == "share":
        number = f"source_share({raw}, {scale})" if family == "text" else f"cast({raw} as double) * {scale}"
    elif family == "text":
        number = f"source_{'count' if column.role == 'count' else 'duration'}({raw})"
    elif family == "integer" and column.role == "count":
        return f"try_cast({raw} as bigint)"
    else:
        number = f"cast({raw} as double)"
    finite = _finite(number) if family == "number" else f"nullif({number}, 'nan'::double)"
    return f"try_cast(round({finite}) as bigint)" if column.role == "count" else finite


def _finite(number: str) -> str:
    """SQL: the number, or NULL for NaN.

    Parquet's bounds of a column leave NaN out, so that the engine would drop a test for equality with it as needless.
    """
    return f"case when not isnan({number}) then {number} end"


def _bounds(table: Table, families: Mapping[str, Family]) -> str:
    """The names of a row's counts that are only lower bounds; NULL where each is what it says."""
    counts = [one.name for one in table.columns if one.role == "count" and families.get(one.name) == "text"]
    named = ", ".join(f"case when source_bound(raw_{name}) then '{name}' end" for name in counts)
    return f"nullif(concat_ws(' ', {named}), '')" if counts else "cast(null as varchar)"


def _checks(column: Column, family: Family, as_documents: bool) -> list[Check]:
    if family == "nothing":
        return [_missing(column, "true")] if column.required else []
    if column.role == "id":
        return _id_checks(column, family, as_documents)
    if column.role == "time":
        return _time_checks(column, family)
    if column.role in ("seconds", "share", "count"):
        return _number_checks(column, family)
    return [Check(reasons.UNKNOWN_KIND, "kind is null", "kind")] if column.name == "kind" else []


def _missing(column: Column, when: str) -> Check:
    return Check(MISSING[column.name], when, column.name)


def _id_checks(column: Column, family: Family, as_documents: bool) -> list[Check]:
    name, raw = column.name, f"raw_{column.name}"
    checks = [_missing(column, f"{name} is null")] if column.required else []
    if family == "text":
        checks += [
            Check(reasons.ID_TOO_LONG, f"strlen({raw}) > {MAX_ID_BYTES}", name, alone=True),
            Check(reasons.ID_NUL, f"contains({raw}, chr(0))", name, alone=True),
            Check(reasons.ID_SCIENTIFIC, f"source_scientific({raw})", name, alone=True),
            Check(reasons.ID_DECIMAL, f"source_decimal({raw})", name, alone=True),
        ]
    if as_documents:
        nested = f"left({raw}, 1) in ('{{', '[') and json_valid({raw})"
        checks.append(Check(reasons.ID_NESTED, nested, name, alone=True))
    return checks


def _time_checks(column: Column, family: Family) -> list[Check]:
    name, raw = column.name, f"raw_{column.name}"
    given = f"source_given({raw})" if family == "text" else raw
    if family == "number":
        given = _finite(raw)
    checks = [_missing(column, f"case when {name} is null then {given} is null end")] if column.required else []
    if family == "text":
        unread = f"case when {name} is null then {given} is not null and try_cast({given} as double) is null end"
        checks.append(Check(reasons.TIME_UNREADABLE, unread, name))
    outside = f"{name} < {EARLIEST_US} or {name} >= {LATEST_US}"
    when = f"case when {name} is null then {given} is not null else {outside} end"
    return [*checks, Check(reasons.TIME_RANGE, when, name)]


def _number_checks(column: Column, family: Family) -> list[Check]:
    name, raw = column.name, f"raw_{column.name}"
    checks, given = [], f"source_given({raw})"
    if family == "text":
        checks.append(Check(reasons.NOT_A_NUMBER, f"case when {name} is null then {given} is not null end", name))
    if column.role == "share":
        return [*checks, Check(reasons.SHARE_RANGE, f"{name} < 0 or {name} > 1", name)]
    checks.append(Check(reasons.NEGATIVE, f"{name} < 0", name))
    if column.role == "seconds" and family != "integer":
        checks.append(Check(reasons.NOT_A_NUMBER, f"isinf({name})", name))
    if column.role == "count" and family == "number":
        lost = f"{name} is null and not isnan(cast({raw} as double))"
        checks.append(Check(reasons.NOT_A_NUMBER, lost, name))
    return checks


def _event_checks(present: frozenset[str]) -> list[Check]:
    """What an event needs by its kind: a post to be on, or an account to go to."""
    on_post = ", ".join(f"'{kind}'" for kind in KINDS_ON_A_POST)
    on_account = ", ".join(f"'{kind}'" for kind in KINDS_ON_AN_ACCOUNT)
    shown = "author" if "author" in present else "kind" if "kind" in present else "actor"
    checks = [Check(reasons.NO_AUTHOR, f"kind in ({on_account}) and author is null", shown)]
    if "post" in present:
        return [*checks, Check(reasons.NO_POST, f"kind in ({on_post}) and post is null", "post")]
    return [*checks, Check(reasons.NO_AUTHOR, f"kind in ({on_post}) and author is null", shown)]
