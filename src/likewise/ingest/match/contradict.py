"""What speaks against a column's being a canonical one: its values, and other columns that must be it."""

from collections.abc import Callable, Mapping

from likewise.ingest.match.columns import SOME_KINDS, Column, Columns
from likewise.ingest.match.helping import tells_votes_alone
from likewise.ingest.match.ranks import MANY_ROWS, WORLD_TIME, answers_posts
from likewise.tables import EVENTS, Table

SOME_NUMBERS = 0.3
"""Share of numbers below which a column holds words, whatever it is called; other cells are left empty and told."""


def contradicted(table: Table, canonical: str, column: Column, columns: Columns, *, exact: bool) -> bool:
    """Return whether the values, or the rest of the name, speak against a column's being a canonical one.

    Parameters
    ----------
    table, canonical
        The canonical column and its table.
    column, columns
        The column, and all columns of its table.
    exact
        Whether the column bears the canonical name itself.
    """
    values, role = column.values, table.column(canonical).role
    if exact and role == "count":
        return values.filled > 0 and values.numbers < SOME_NUMBERS * values.filled
    if _gives_way(table, canonical, column, columns):
        return True
    if exact:
        return canonical == "text" and values.filled > 0 and values.is_number
    if values.empty:
        return columns.rows > 0 and not exact and role != "text"
    if role == "id":
        return _no_id(table, column) and not (canonical == "post" and answers_posts(column, columns))
    return _AGAINST.get(role, _nothing_against)(column, canonical)


def _gives_way(table: Table, canonical: str, column: Column, columns: Columns) -> bool:
    """Whether another column must be what this one is called.

    Where rows answer others of the same table, their own ids aren't what they are about.
    """
    if canonical == "time":
        return _gives_way_to_times(column, columns)
    own = table is EVENTS and canonical == "post" and column.values.unique
    return own and any(answers_posts(one, columns) for one in columns.every)


def _gives_way_to_times(column: Column, columns: Columns) -> bool:
    """Whether a column called a time holds when the file was made, or a time of day, and another one holds times.

    So does a local time beside the same one in that of the world, as `created_at_gmt`.
    """
    others = [one for one in columns.every if one is not column and not one.values.mostly(one.values.clocks)]
    clock = column.values.mostly(column.values.clocks) and any(one.values.mostly(one.values.dated) for one in others)
    world = any(one.words - WORLD_TIME == column.words < one.words and one.values.is_time for one in others)
    return clock or world or (column.was_fetched and any(one.is_time for one in others))


def _nothing_against(_column: Column, _canonical: str) -> bool:
    return False


def _no_number(column: Column, _canonical: str) -> bool:
    values = column.values
    return max(values.numbers + values.percents, values.durations) < SOME_NUMBERS * values.filled


def _no_time(column: Column, _canonical: str) -> bool:
    return not _could_be_time(column)


def _no_kind(column: Column, _canonical: str) -> bool:
    if tells_votes_alone(column):
        return True
    return column.values.kinds < SOME_KINDS * column.values.filled or not column.values.kinds


def _no_label(column: Column, canonical: str) -> bool:
    return canonical == "format" and column.values.is_number


def _no_text(column: Column, canonical: str) -> bool:
    values = column.values
    number = values.is_number and not values.mostly(values.spaced)
    dated = values.is_time and column.sense.what not in {"text", "title"}
    return canonical == "text" and (number or dated or values.is_link or values.is_code or values.is_flag)


_AGAINST: Mapping[str, Callable[[Column, str], bool]] = {
    "count": _no_number,
    "seconds": _no_number,
    "share": _no_number,
    "time": _no_time,
    "kind": _no_kind,
    "label": _no_label,
    "text": _no_text,
}
"""By the role of a canonical column, whether a column's values speak against its being one."""


def _could_be_time(column: Column) -> bool:
    values = column.values
    if column.sense.of == "fetched" or column.was_fetched or values.mostly(values.clocks):
        return False
    return values.is_time or values.is_number or values.mostly(values.clocked) or values.dated > 0


def _no_id(table: Table, column: Column) -> bool:
    values, told = column.values, column.sense
    flag = values.is_flag and not (values.numbers and "id" in column.words)
    if values.mostly(values.nested) or values.is_packed or values.is_prose:
        return True
    if flag and (values.rows >= MANY_ROWS or not values.numbers):
        return True
    if values.mostly(values.dated) or (values.row_number and told.what != "id"):
        return True
    # An act's own id, or that of the comment it answers, is neither who acted nor which post it was on.
    own = told.of in {"comment", "parent"} or (told.of == "row" and told.what == "id")
    return table is EVENTS and own and column.values.rows > 0
