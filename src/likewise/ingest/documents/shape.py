"""What the objects of a staged table look like: their fields, and where lists lie in them.

A staged table has a row an object: `line`, and the object's text in `text`. Every row is looked at, by SQL, so that a
field that first appears in the last row counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from likewise.engine import Engine, Literal, sql_text

Path = tuple[str, ...]

FIELD_LEVELS = 5
"""How deep a field of a row may lie in objects, levels: who wrote a comment on YouTube stands in
`snippet.topLevelComment.snippet.authorChannelId.value`."""

LIST_LEVELS = 8
"""How deep a list may lie in objects, levels: `data.user.timeline.edges` has four, no API seen more than six."""

MOST_KEYS = 400
"""Different keys that an object may have at one path: Reddit's comments have about 110, Weibo's users 100."""

SPREAD_KEYS, SPREAD = 20, 4
"""An object whose rows have more than SPREAD_KEYS different keys, and SPREAD times as many as any one row has, is a map
from data (an id, a day) to values, and its keys are no columns."""

MOST_FIELDS = 2000
"""Fields of a row in all, and different keys that rows may have themselves."""

MOST_PATHS = 500
"""Paths that one query asks for."""

OWN = "own."
"""What stands before the dotted name of a field in an object where the row has another field of that very name."""

SCALARS = frozenset({"VARCHAR", "UBIGINT", "BIGINT", "HUGEINT", "UHUGEINT", "DOUBLE", "BOOLEAN"})
"""DuckDB's names for JSON values that are no object, list or null."""


@dataclass(frozen=True)
class Field:
    """A field of a row: its name, with a dot for each object that it lies in, and its JSON pointer."""

    name: str
    pointer: str


@dataclass(frozen=True)
class Shape:
    """What the objects of a staged table have.

    `types` has for each path that some object has the types of its values. `wide` are the
    paths of objects whose keys differ from row to row, with how many there are; `deep` the paths of objects that lie
    deeper than fields are looked for; `unseen` those deeper than lists are.
    """

    types: Mapping[Path, frozenset[str]] = field(default_factory=dict)
    wide: Mapping[Path, int] = field(default_factory=dict)
    deep: tuple[Path, ...] = ()
    unseen: tuple[Path, ...] = ()

    @property
    def top(self) -> tuple[str, ...]:
        """The names that the objects have themselves."""
        return tuple(path[0] for path in self.types if len(path) == 1)

    @property
    def scalars(self) -> tuple[Path, ...]:
        """The paths of the values that are no object, list or null."""
        return tuple(path for path, types in self.types.items() if types & SCALARS)

    @property
    def lists(self) -> tuple[Path, ...]:
        """The paths at which some object has a list."""
        return tuple(path for path, types in self.types.items() if "ARRAY" in types)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a row: its own first, then the single values inside of objects."""
        inner = [path for path in self.scalars if 1 < len(path) <= FIELD_LEVELS and all(path)]
        named: dict[str, Path] = {name: (name,) for name in self.top}
        for path in inner:
            name = ".".join(path)
            # A name that really has a dot counts before a path; the path is told apart.
            named.setdefault(f"{OWN}{name}" if name in named else name, path)
        return tuple(Field(name, pointer(path)) for name, path in named.items())[:MOST_FIELDS]


def pointer(path: Sequence[str]) -> str:
    """A path's JSON pointer."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)


def look(engine: Engine, staged: str) -> Shape:
    """Return what the objects of a staged table have; rows that are no object have no part in it."""
    types: dict[Path, frozenset[str]] = {}
    wide: dict[Path, int] = {}
    deep: list[Path] = []
    level: list[Path] = [()]
    for depth in range(1, LIST_LEVELS + 1):
        if not level:
            break
        found, more = _keys(engine, staged, level)
        wide |= more
        inner = dict(_types(engine, staged, found))
        types |= {path: inner[path] for path in found if path in inner}
        level = [path for path in found if "OBJECT" in inner.get(path, ())]
        if depth == FIELD_LEVELS:
            deep = list(level)
    return Shape(types, wide, tuple(deep), tuple(level))


def _keys(engine: Engine, staged: str, at: Sequence[Path]) -> tuple[list[Path], dict[Path, int]]:
    """The paths of the keys of the objects at these paths, and the objects whose keys differ from row to row."""
    found: list[Path] = []
    wide: dict[Path, int] = {}
    for paths in _portions(at):
        most = MOST_KEYS if all(paths) else MOST_FIELDS
        for row in asked(engine, staged, "keys", paths, most=most):
            path, keys = paths[row["place"] - 1], row["keys"]
            if keys > most or (path and keys > max(SPREAD_KEYS, SPREAD * row["widest"])):
                wide[path] = keys
            else:
                found.append((*path, row["key"]))
    return found, wide


def _types(engine: Engine, staged: str, at: Sequence[Path]) -> Iterator[tuple[Path, frozenset[str]]]:
    for paths in _portions(at):
        seen: dict[Path, set[str]] = {}
        for row in asked(engine, staged, "types", paths):
            seen.setdefault(paths[row["place"] - 1], set()).add(row["type"])
        yield from ((path, frozenset(types)) for path, types in seen.items())


def _portions(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for first in range(0, len(paths), MOST_PATHS):
        yield paths[first : first + MOST_PATHS]


def asked(
    engine: Engine, staged: str, statement: str, paths: Sequence[Path], **params: Literal
) -> list[dict[str, Any]]:
    """The rows of a statement beside this module, over a staged table."""
    pointers = {f"path_{i}": pointer(path) for i, path in enumerate(paths)}
    sql = sql_text(__package__, f"{statement}.sql").replace("from staged", f"from {staged}")
    sql = sql.replace("$paths", "[" + ", ".join(f"${name}" for name in pointers) + "]")
    return list(engine.arrow(sql, **pointers, **params).to_pylist())
