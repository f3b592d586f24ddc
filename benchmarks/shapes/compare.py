"""Compares what was read with the truth: which columns differ, in how many rows, and how."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any, Literal
from zoneinfo import ZoneInfo

from benchmarks.shapes.truth import ANYTHING, COLUMNS, OneOf, Row, Truth

Kind = Literal["missing rows", "more rows", "empty", "other", "not read", "rows mixed", "not told"]

CLOSE = 1e-6
"""Relative: shares and seconds are floats."""


@dataclass(frozen=True)
class Difference:
    """A column (or, where it has no name, a table) that differs from the truth, in how many rows, with an example."""

    table: str
    column: str
    kind: Kind
    rows: int
    example: str = ""

    def __str__(self) -> str:
        return f"{self.table}.{self.column or '*'}: {self.kind} ({self.rows}) {self.example}".strip()


def differences(truth: Truth, tables: Mapping[str, list[Row]]) -> list[Difference]:
    """Return how the tables differ from the truth, under the names for people and posts that fit best."""
    people = [{}, *truth.people]
    posts = [{}, *truth.post_names]
    tried = [list(_differences(truth, tables, *names)) for names in product(people, posts)]
    return min(tried, key=_distance)


def _distance(found: Sequence[Difference]) -> tuple[int, int]:
    """How far tables are from the truth: rows whose ids are strange, then all that differs."""
    strange = sum(one.rows for one in found if one.kind == "other" and one.column in {"post", "account", "actor"})
    return strange, sum(one.rows for one in found)


def as_written(tables: Mapping[str, list[Row]], zone: str) -> dict[str, list[Row]]:
    """Return the tables with times as they stood in the file, if they were taken for times of this zone."""

    def moved(value: Any) -> Any:
        return value.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC) if isinstance(value, datetime) else value

    return {name: [{key: moved(value) for key, value in row.items()} for row in rows] for name, rows in tables.items()}


def _differences(
    truth: Truth, tables: Mapping[str, list[Row]], people: Mapping[str, str], posts: Mapping[str, str]
) -> Iterator[Difference]:
    for table in COLUMNS:
        right = [_renamed(row, people, posts) for row in truth.rows(table)]
        given = list(tables.get(table, ()))
        if table == "events":
            given = _with_authors(given, tables.get("posts", ()))
        if table == "events" and truth.may_also:
            given = _without(given, [_renamed(row, people, posts) for row in truth.may_also], right)
        if table in truth.demanded:
            yield from _compare(table, right, given, truth)
        elif given:
            yield from _unasked(table, right, given)


def _renamed(row: Row, people: Mapping[str, str], posts: Mapping[str, str]) -> Row:
    swapped = dict(row)
    for column, names in (("actor", people), ("author", people), ("account", people), ("post", posts)):
        value = swapped.get(column)
        if isinstance(value, str):
            swapped[column] = names.get(value, value)
    return swapped


def _with_authors(events: Sequence[Row], posts: Sequence[Row]) -> list[Row]:
    """The events with the author that the posts tell, where they name none."""
    authors = {row["post"]: row.get("author") for row in posts}
    return [row | {"author": row.get("author") or authors.get(row["post"])} for row in events]


def _without(given: Sequence[Row], may: Sequence[Row], right: Sequence[Row]) -> list[Row]:
    """The given rows without those that may be there or not; a row of the truth is never taken for one."""
    key = ("actor", "post", "time", "kind")
    needed = Counter(tuple(row.get(name) for name in key) for row in right)
    free = Counter(tuple(row.get(name) for name in key) for row in may)
    left, seen = [], set[tuple[Any, ...]]()
    for row in given:
        own = tuple(row.get(name) for name in key)
        if needed[own] > 0:
            needed[own] -= 1
            left.append(row)
        elif free[own] > 0:
            free[own] -= 1
        elif own in seen:
            continue  # The same row once more, at a time that a told guess shifted for both.
        else:
            left.append(row)
        seen.add(own)
    return left


def _compare(table: str, right: Sequence[Row], given: Sequence[Row], truth: Truth) -> Iterator[Difference]:
    if right and not given:
        yield Difference(table, "", "not read", len(right))
        return
    if len(given) != len(right):
        kind: Kind = "missing rows" if len(given) < len(right) else "more rows"
        yield Difference(table, "", kind, abs(len(given) - len(right)), f"{len(given)} of {len(right)}")
    key = {"events": None, "posts": "post" if truth.posts_named else None, "accounts": "account"}[table]
    found = list(_by_key(table, key, right, given) if key else _by_column(table, right, given, truth.posts_named))
    yield from found
    if not found and not key and len(given) == len(right) and not _rows_match(table, right, given, truth.posts_named):
        yield Difference(table, "", "rows mixed", len(right))


def _by_key(table: str, key: str, right: Sequence[Row], given: Sequence[Row]) -> Iterator[Difference]:
    """Compare rows that have the same id."""
    known = {row[key]: row for row in right}
    strange = [row[key] for row in given if row[key] not in known]
    if strange:
        yield Difference(table, key, "other", len(strange), f"{strange[0]!r}, not as {next(iter(known), None)!r}")
    pairs = [(known[row[key]], row) for row in given if row[key] in known]
    for column in COLUMNS[table]:
        if column != key:
            yield from _of_pairs(table, column, [(a.get(column), b.get(column)) for a, b in pairs])


def _of_pairs(table: str, column: str, pairs: Sequence[tuple[Any, Any]]) -> Iterator[Difference]:
    wrong = [(a, b) for a, b in pairs if not same(a, b)]
    empty = [one for one in wrong if one[1] is None]
    other = [one for one in wrong if one[1] is not None]
    if empty:
        yield Difference(table, column, "empty", len(empty), f"should be {_one(empty[0][0])!r}")
    if other:
        yield Difference(table, column, "other", len(other), f"{other[0][1]!r}, should be {_one(other[0][0])!r}")


def _by_column(table: str, right: Sequence[Row], given: Sequence[Row], named: bool) -> Iterator[Difference]:
    """Compare rows that have no id: in their order by what they share, and column by column as bags of values."""
    for column in COLUMNS[table]:
        if column == "post" and table == "posts" and not named:
            continue
        options = [_options(row.get(column)) for row in right]
        if any(ANYTHING in one for one in options):
            continue
        allowed = Counter(value for values in options for value in values)
        must = Counter(_plain(values[0]) for values in options if None not in values)
        values = Counter(_plain(row.get(column)) for row in given)
        strange = {value: n for value, n in values.items() if value is not None and n > allowed.get(value, 0)}
        if strange:
            rows = sum(n - allowed.get(value, 0) for value, n in strange.items())
            example = f"{next(iter(strange))!r}, should be {next(iter(must), None)!r}"
            yield Difference(table, column, "other", rows, example)
        elif values[None] and len(given) - values[None] < sum(must.values()) - max(0, len(right) - len(given)):
            yield Difference(table, column, "empty", values[None], f"should be {next(iter(must), None)!r}")


def _rows_match(table: str, right: Sequence[Row], given: Sequence[Row], named: bool) -> bool:
    """Whether each row of the truth has its own row among the given."""
    columns = [one for one in COLUMNS[table] if one != "post" or table != "posts" or named]
    left = list(given)
    for row in right:
        place = next((i for i, one in enumerate(left) if all(same(row.get(c), one.get(c)) for c in columns)), None)
        if place is None:
            return False
        left.pop(place)
    return True


def _unasked(table: str, right: Sequence[Row], given: Sequence[Row]) -> Iterator[Difference]:
    """A table that needn't come out may, if nothing in it contradicts the truth; people may appear by their ids."""
    if table == "events" or not right:
        yield Difference(table, "", "more rows", len(given), f"{_shown(given[0])}")
        return
    key = "post" if table == "posts" else "account"
    known = {row[key]: row for row in right}
    strange = [row for row in given if row[key] not in known]
    if strange:
        yield Difference(table, "", "more rows", len(strange), f"{_shown(strange[0])}")
    for column in COLUMNS[table]:
        pairs = [(known[row[key]].get(column), row.get(column)) for row in given if row[key] in known]
        yield from _of_pairs(table, column, [pair for pair in pairs if pair[1] is not None])


def same(right: Any, given: Any) -> bool:
    """Tell whether a value is the right one, or one of the right ones."""
    return any(_equal(one, given) for one in _options(right))


def _equal(right: Any, given: Any) -> bool:
    if right is ANYTHING:
        return given is not None
    if isinstance(right, float) and isinstance(given, float | int):
        return abs(right - given) <= CLOSE * max(1.0, abs(right))
    return bool(_plain(right) == _plain(given))


def _options(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, OneOf) else (value,)


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, OneOf) else value


def _plain(value: Any) -> Any:
    return None if value == "" else value


def _shown(row: Row) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in row.items() if value is not None)
