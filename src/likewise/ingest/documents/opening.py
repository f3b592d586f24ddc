"""A document that is being opened, its tables, and what is left aside of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError
from likewise.ingest.documents.lists import (
    PREFIXES,
    Carried,
    Inside,
    carried_names,
    stage_flat,
    stage_inside,
)
from likewise.ingest.documents.shape import FIELD_LEVELS, Path, Shape, pointer

MOST_PAGES = 4
"""Lists of lists of rows inside one another: pages of pages are two."""

MOST_CARRIED = 40
"""Fields of an object that are carried into the rows inside it."""


CARRIED = "^(?:" + "|".join(re.escape(prefix) for prefix in PREFIXES) + ")"
"""What the names of fields begin with that were carried to a row."""


@dataclass(frozen=True)
class Note:
    """Something that is to be told of a table: a key of the reader's assumptions, with its values."""

    key: str
    values: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table of a document: where its rows lie, where they are staged, and what fields they have.

    `opened` are those of the rows' own fields that are nothing but lists of objects: tables of their own, rows of this
    one, or left aside.
    """

    path: Path
    staged: str
    shape: Shape
    notes: tuple[Note, ...] = ()
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Aside:
    """What of a document was left aside, and why."""

    path: Path
    why: InputError


@dataclass(frozen=True)
class Rows:
    """Staged rows on their way to a table: where they lie, whether they are a whole document, how deep they lie."""

    staged: str
    path: Path
    document: bool = False
    depth: int = 0


@dataclass
class Opening:
    """A document that is being opened.

    `shown` is its name in messages, `prefix` how the names of its staged tables begin. `reads` gives the fields that a
    known source reads of rows of this shape, and None where it is none; `of_comments` says whether rows with these
    names are comments, `of_post` whether a name is that of a post's id. `aside` collects what is left aside.
    """

    engine: DuckDBEngine
    shown: str
    prefix: str
    reads: Callable[[Shape], frozenset[str] | None]
    of_comments: Callable[[Sequence[str]], bool]
    of_post: Callable[[str], bool]
    aside: list[Aside] = field(default_factory=list)
    made: int = 0

    def name(self) -> str:
        """Return a new name for a staged table."""
        self.made += 1
        return f"{self.prefix}_{self.made}"

    def leave(self, path: Path, key: str, **values: object) -> None:
        """Leave a part of the document aside."""
        shown = f"{self.shown}:{'.'.join(path)}" if path else self.shown
        self.aside.append(Aside(path, InputError.of(f"documents.{key}", shown=shown, **values)))

    def staged(
        self,
        rows: str,
        inside: Inside,
        carried: Sequence[Carried],
        *,
        numbered: bool,
        where: tuple[str, str] | None = None,
    ) -> str:
        """Stage what lies inside the objects of a staged table, and return its name."""
        name = self.name()
        stage_inside(self.engine, rows, name, inside, carried, numbered=numbered, where=where)
        return name

    def statement(self, name: str, staged: str) -> str:
        """Return the text of a statement beside this module, over a staged table."""
        sql = sql_text(__package__, f"{name}.sql")
        return sql.replace("from staged", f"from {staged}").replace("update staged", f"update {staged}")


def flat(opening: Opening, rows: Rows) -> tuple[Rows, int]:
    """Return the rows with the elements of pages in place of these, and how many of them are objects.

    Raises
    ------
    InputError
        When pages lie so deep in pages that no object is found.
    """
    objects, lists = _counted(opening, rows.staged)
    for _ in range(MOST_PAGES):
        if not lists:
            break
        name = opening.name()
        stage_flat(opening.engine, rows.staged, name, numbered=objects == 0)
        opening.engine.drop(rows.staged)
        rows = Rows(name, rows.path, document=False, depth=rows.depth)
        objects, lists = _counted(opening, rows.staged)
    if lists and not objects:
        raise InputError.of("documents.too_deep_pages", shown=opening.shown, levels=MOST_PAGES)
    return rows, objects


def _counted(opening: Opening, staged: str) -> tuple[int, int]:
    """How many rows of a staged table are objects, and lists with an object in them."""
    found = opening.engine.arrow(opening.statement("counts", staged)).to_pylist()[0]
    return int(found["objects"]), int(found["lists"])


def of_one_key(opening: Opening, staged: str) -> bool:
    """Whether every object of a staged table has one key, besides those that were carried to it."""
    return not opening.engine.value(opening.statement("other_keys", staged), carried=CARRIED)


def carrying(shape: Shape, prefix: str, paths: Sequence[Path]) -> list[Carried]:
    """The fields at these paths under a prefix, and before them those that the rows have had carried to them."""
    names = [name for name in shape.top if carried_names(name)]
    inherited = [Carried(name, pointer((name,))) for name in names]
    own = [
        Carried(prefix + ".".join(path), pointer(path))
        for path in paths
        if len(path) <= FIELD_LEVELS and not carried_names(path[0])
    ]
    each = {one.name: one for one in [*inherited, *own]}
    return list(each.values())[:MOST_CARRIED]
