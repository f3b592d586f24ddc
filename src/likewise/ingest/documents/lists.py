"""Stages what lies inside the objects of a staged table: lists, maps, wrapped objects and pages.

What of the object around a row says which post or person the row belongs to is carried into the row, as fields of its
own with a prefix before their names:

- `envelope.` for fields of an object that only stands around a list, as `envelope.uri`; `envelope.key` is the key that
  a row has in a map;
- `post.`, `comment.` or `account.` for fields of a row that the list lies in, where the list's name says what that is:
  likes and comments lie in a post or a comment, followers in the row of an account; `parent.` where the name doesn't
  say it, as `parent.id`;
- `reply_to.` for fields of the comment that a reply answers, where both are rows of one table.

Where an object has a field of that name in an object of its own, that one is called `own.parent.id`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from likewise.engine import DuckDBEngine, sql_text
from likewise.ingest.documents.shape import SCALARS, Path, pointer

ENVELOPE, PARENT, REPLY_TO = "envelope.", "parent.", "reply_to."
PREFIXES = (ENVELOPE, PARENT, REPLY_TO, "post.", "comment.", "account.")
"""The prefixes of fields that are carried along."""

KEY = "envelope.key"
"""The field that holds a row's key in a map."""

CARRIED_CHARACTERS = 1000
"""Longest value that is carried along; longer ones are texts, which say no id."""

Form = Literal["list", "map", "map of lists", "object"]


@dataclass(frozen=True)
class Inside:
    """What lies at a path of the objects of a staged table, and is a table of its own: a list, a map, one object."""

    path: Path
    form: Form = "list"


@dataclass(frozen=True)
class Carried:
    """A field of the object around a row, and the name under which it is carried into the row."""

    name: str
    pointer: str


def stage_inside(
    engine: DuckDBEngine,
    staged: str,
    to: str,
    inside: Inside,
    carried: Sequence[Carried] = (),
    *,
    numbered: bool,
    where: tuple[str, str] | None = None,
) -> None:
    """Make the staged table `to` of what lies inside the objects of another.

    Parameters
    ----------
    engine
        The engine that holds the staged table.
    staged, to
        The staged table, and the name of the new one.
    inside
        Where the rows lie.
    carried
        What of the object around a row is carried into it.
    numbered
        Whether rows are numbered from 1 through the whole table; else each has the line of the object that it lies in.
    where
        A pointer and the text that the object around a row must have there; None takes every object.
    """
    pointers = {f"carried_{i}": one.pointer for i, one in enumerate(carried)} or {"carried_0": ""}
    names = {f"name_{i}": json.dumps(one.name, ensure_ascii=False) + ":" for i, one in enumerate(carried)}
    values = [
        f"case when types[{i + 1}] in $scalars and length(cast(found[{i + 1}] as varchar)) <= $most "
        f"then ${name} || cast(found[{i + 1}] as varchar) end"
        for i, name in enumerate(names)
    ]
    chosen = "" if where is None else " where json_extract_string(try_cast(text as json), $tag) = $tagged"
    parts = {
        "from staged": f"from {staged}{chosen}",
        "$elements": sql_text(__package__, f"inside_{inside.form.replace(' ', '_')}.sql"),
        "$pointers": "[" + ", ".join(f"${name}" for name in pointers) + "]",
        "$around": ", ".join(values) or "null",
        "$keyed": "$key_name || to_json(key)" if inside.form.startswith("map") else "null",
        "$line": "row_number() over (order by outer_place, place)" if numbered else "outer_line",
    }
    sql = sql_text(__package__, "list.sql")
    for placeholder, part in parts.items():
        sql = sql.replace(placeholder, part)
    engine.run(
        f"create or replace temp table {to} as {sql}",
        at=pointer(inside.path),
        scalars=sorted(SCALARS),
        most=CARRIED_CHARACTERS,
        key_name=json.dumps(KEY) + ":",
        **({} if where is None else {"tag": where[0], "tagged": where[1]}),
        **pointers,
        **names,
    )


def stage_flat(engine: DuckDBEngine, staged: str, to: str, *, numbered: bool) -> None:
    """Make the staged table `to` of another, with the elements of rows that are lists in place of these.

    `numbered` says that rows are numbered from 1; else each has the line that it came from.
    """
    sql = sql_text(__package__, "flat.sql").replace("from staged", f"from {staged}")
    line = "row_number() over (order by outer_place, place)" if numbered else "outer_line"
    engine.run(f"create or replace temp table {to} as {sql.replace('$line', line)}")


def with_field(engine: DuckDBEngine, staged: str, name: str, value: str) -> None:
    """Give every object of a staged table one more field."""
    field = f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(value, ensure_ascii=False)}"
    engine.run(sql_text(__package__, "with_field.sql").replace("update staged", f"update {staged}"), field=field)


_WRAPPED = r'\{\s*"\$(?:oid|uuid|date|number(?:Long|Int|Double|Decimal))"\s*:\s*("[^"]*"|[0-9.eE+-]+)\s*\}'
"""A value as MongoDB's extended JSON writes it."""


def plain_values(engine: DuckDBEngine, staged: str) -> None:
    """Write wrapped values in the objects of a staged table as plain ones."""
    statement = sql_text(__package__, "plain_values.sql").replace("update staged", f"update {staged}")
    engine.run(statement, wrapped=_WRAPPED)


def carried_names(name: str) -> bool:
    """Whether a field of a row was carried to it."""
    return name.startswith(PREFIXES)
