"""What a row and a cell must be: for each column the tests of its cells, and those that take several columns.

A cell that a row can't do without sets the row aside when it fails; any other is left empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from likewise.ingest.match.helping import ORIGINAL
from likewise.ingest.validate.moments import is_relative, is_unclear
from likewise.ingest.validate.nobody import is_failed_formula
from likewise.sources import reasons
from likewise.sources.cells import How, finite, has_id, is_empty_length, nobody
from likewise.sources.profile import Profile
from likewise.sources.times import EARLIEST_US, LATEST_US, TimeStyle
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
    """`reason` holds for a row when `when` does; `column` is the canonical column to show.

    `alone` is what an id by itself must be for `when` to hold, so that it needn't be looked at in each of its rows;
    empty where that can't be said.
    """

    reason: str
    when: str
    column: str
    alone: str = ""


def cell_checks(
    table: Table, families: Mapping[str, Family], found: Profile, how: How, as_documents: bool
) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    """Return the checks for which rows are set aside, and those for which cells are left empty."""
    aside: list[Check] = []
    empties: list[Check] = []
    for name in (name for name in table.names if name in families):
        column, family = table.column(name), families[name]
        missing, tests = _of_cell(column, family, found, how, as_documents)
        needed = "true" if column.required else _needed(table, name, families)
        if needed == "true":
            aside += [*tests, *missing]
        elif needed == "false":
            empties += tests
        else:
            aside += [replace(one, when=f"{needed} and ({one.when})") for one in tests]
            empties += [replace(one, when=f"not ({needed}) and ({one.when})") for one in tests]
    if "kind" in families:
        aside.append(Check(reasons.UNKNOWN_KIND, "kind is null", "kind"))
    # That an id stands for nobody makes it an empty one: nothing else can be wrong with it.
    return tuple(aside), tuple(one for one in empties if one.reason != reasons.NOBODY)


def _needed(table: Table, name: str, families: Mapping[str, Family]) -> str:
    """SQL for whether a row can't do without a column that the table can do without."""
    if table is not EVENTS or name not in ("post", "author"):
        return "false"
    kinds = [*(KINDS_ON_A_POST if name == "post" or "post" not in families else ())]
    kinds += KINDS_ON_AN_ACCOUNT if name == "author" else ()
    return f"kind in ({', '.join(repr(kind) for kind in kinds)})"


TOTALS = (
    *("total", "totals", "total:", "grand total", "sum", "summe", "gesamt", "insgesamt", "total general", "totales"),
    *("totaux", "totale", "soma", "итого", "всего", "合计", "总计", "汇总", "合計", "總計", "総計", "합계", "총계"),
    *("subtotal", "sub-total", "zwischensumme", "sous-total", "小计", "小計", "итог"),
)
"""What tables have in place of an id or a title, alone or behind what was summed, in rows of sums; lower case."""


def row_checks(table: Table, families: Mapping[str, Family], how: How) -> tuple[Check, ...]:
    """Return what an event needs by its kind: a post to be on, or an account to go to; and what a post must not be."""
    if table is POSTS:
        found = _under_a_table(table, families, how) if families.get("post") == "text" else []
        if ORIGINAL in families:
            repeats = has_id(ORIGINAL, families[ORIGINAL], how)
            found.append(Check(reasons.REPEATS_ANOTHER, repeats, ORIGINAL))
        return tuple(found)
    if table is not EVENTS:
        return ()
    on_post = ", ".join(f"'{kind}'" for kind in KINDS_ON_A_POST)
    on_account = ", ".join(f"'{kind}'" for kind in KINDS_ON_AN_ACCOUNT)
    shown = next(name for name in ("author", "kind", "actor") if name in families)
    author = Check(reasons.NO_AUTHOR, f"kind in ({on_account}) and author is null", shown)
    if "post" in families:
        return author, Check(reasons.NO_POST, f"kind in ({on_post}) and post is null", "post")
    return author, Check(reasons.NO_AUTHOR, f"kind in ({on_post}) and author is null", shown)


def _under_a_table(table: Table, families: Mapping[str, Family], how: How) -> list[Check]:
    """The checks for rows that stand among posts, or under them, in workbooks: sums and notes."""
    said = "lower(trim(raw_post))"
    sums = f"{said} in ({', '.join(map(repr, TOTALS))})"
    blank = {name: f"source_blank(cast(raw_{name} as varchar))" for name in table.names if name in families}
    # A title may end so, too; a post has an author and a time.
    if own := [blank[name] for name in ("author", "time") if name in blank]:
        ends = " or ".join(f"ends_with({said}, ' {word}')" for word in TOTALS)
        sums += f" or (({ends}) and {' and '.join(own)})"
    found = [Check(reasons.SUMMARY_ROW, sums, "post")]
    others = [one for name, one in blank.items() if name not in {"post", "text"}]
    if "post" in how.titles and len(others) >= _FEW_OTHERS:
        found.append(Check(reasons.NOTE_ROW, " and ".join(others), "post"))
    return found


_FEW_OTHERS = 3
"""So many columns beside its title are empty in a row that is a note."""


def vote_checks(sign: str) -> tuple[Check, ...]:
    """Return the checks of votes with a direction: those against, withdrawn, and taken back later are no likes.

    `direction`, `said_at`, `showing` and `undone` are made by `ingest.validate.votes`.
    """
    return (
        Check(reasons.UNKNOWN_VOTE, "kind = 'like' and direction is null", sign),
        Check(reasons.DISLIKE, "kind = 'like' and direction < 0", sign),
        Check(reasons.NOT_LIKED, "kind = 'like' and showing", sign),
        Check(reasons.TAKEN_BACK, "kind = 'like' and said_at <= undone", sign),
    )


def _of_cell(
    column: Column, family: Family, found: Profile, how: How, as_documents: bool
) -> tuple[list[Check], list[Check]]:
    """The check that a value is there, and those of what it is."""
    if family == "nothing":
        return [_missing(column, "true")] if column.required else [], []
    if column.role == "id":
        return _of_id(column, family, how, as_documents, column.name in found.whole_ids)
    if column.role == "time":
        return _of_time(column, family, found.times[column.name], how)
    if column.role in ("seconds", "share", "count"):
        return [], _of_number(column, family, column.name in {*found.worded, *found.numbers})
    return [], []


def _missing(column: Column, when: str) -> Check:
    return Check(MISSING[column.name], when, column.name)


def _of_id(
    column: Column, family: Family, how: How, as_documents: bool, whole: bool
) -> tuple[list[Check], list[Check]]:
    name, raw = column.name, f"raw_{column.name}"
    tests: dict[str, str] = {}
    sign = nobody(name, family, how)
    if family == "text":
        if sign != "false":
            tests[reasons.NOBODY] = f"nobody_{name}"
        tests |= {
            reasons.ID_TOO_LONG: f"strlen({raw}) > {MAX_ID_BYTES}",
            reasons.ID_NUL: f"contains({raw}, chr(0))",
            reasons.ID_SCIENTIFIC: f"source_scientific({raw})",
        }
        tests |= {} if whole else {reasons.ID_DECIMAL: f"source_decimal({raw})"}
    if as_documents:
        tests[reasons.ID_NESTED] = f"left({raw}, 1) in ('{{', '[') and json_valid({raw})"
    missing = [_missing(column, f"{name} is null")] if column.required else []
    found = [Check(reason, test, name, alone=test) for reason, test in tests.items()]
    return missing, [replace(one, alone=sign) if one.reason == reasons.NOBODY else one for one in found]


def _of_time(column: Column, family: Family, style: TimeStyle, how: How) -> tuple[list[Check], list[Check]]:
    name, raw = column.name, f"raw_{column.name}"
    given = f"given_{name}" if family == "text" else finite(raw) if family == "number" else raw
    missing = [_missing(column, f"case when {name} is null then {given} is null end")] if column.required else []
    found: list[Check] = []
    if family == "text":
        unread = f"{given} is not null and try_cast({given} as double) is null"
        tests: dict[str, str] = {}
        if style.cut:
            within = f"{name} >= {EARLIEST_US} and {name} < {LATEST_US}"
            lost = f"case when {within} then source_scientific({raw}) end"
            found.append(Check(reasons.TIME_SCIENTIFIC, lost, name))
        if style.odd:
            tests[reasons.UNCLEAR_ZONE] = is_unclear(f"said_{name}", how.zone)
            if how.taken is None:
                tests[reasons.RELATIVE_TIME] = is_relative(f"said_{name}")
        tests[reasons.TIME_UNREADABLE] = unread
        found += [Check(reason, f"case when {name} is null then {test} end", name) for reason, test in tests.items()]
    outside = f"{name} < {EARLIEST_US} or {name} >= {LATEST_US}"
    when = f"case when {name} is null then {given} is not null else {outside} end"
    return missing, [*found, Check(reasons.TIME_RANGE, when, name)]


def _of_number(column: Column, family: Family, worded: bool) -> list[Check]:
    name, raw = column.name, f"raw_{column.name}"
    checks, given = [], f"source_given({raw})"
    if worded and column.role == "seconds":
        checks.append(Check(reasons.HIDDEN, f"case when {name} is null then {is_empty_length(raw)} end", name))
    if worded:
        unread = f"{given} is not null or {is_failed_formula(raw)}"
        checks.append(Check(reasons.NOT_A_NUMBER, f"case when {name} is null then {unread} end", name))
    if column.role == "share":
        return [*checks, Check(reasons.SHARE_RANGE, f"{name} < 0 or {name} > 1", name)]
    if column.role == "count":
        checks.append(Check(reasons.HIDDEN, f"{name} = -1", name))
    checks.append(Check(reasons.NEGATIVE, f"{name} < 0", name))
    if column.role == "seconds" and family != "integer":
        checks.append(Check(reasons.NOT_A_NUMBER, f"isinf({name})", name))
    if column.role == "count" and family == "number":
        lost = f"{name} is null and not isnan(cast({raw} as double))"
        checks.append(Check(reasons.NOT_A_NUMBER, lost, name))
    return checks
