"""Which tables a JSON document holds: the one rule for lists inside of objects.

Rows that are lists are pages, and give way to their elements. An object that only wraps another gives way to it. An
object with lists of objects in it is either a row itself, beside which each of the lists is a table of its own, or an
envelope: something that says too little to be a row, and only stands around the lists. What of it says whose the rows
are is carried into them (`lists` has the names). A list of replies inside of comments gives rows of the same table.

Whatever is left aside (too deep, too many, empty, a list of pictures) is told.
"""

from collections.abc import Sequence
from dataclasses import replace

from likewise.engine import Literal
from likewise.ingest.documents import words
from likewise.ingest.documents.lists import ENVELOPE, PARENT, Carried, Form, Inside, carried_names
from likewise.ingest.documents.opening import Note, Opening, Rows, Table, carrying, flat
from likewise.ingest.documents.replies import with_replies
from likewise.ingest.documents.shape import FIELD_LEVELS, SCALARS, Path, Shape, look, pointer
from likewise.ingest.documents.wrapped import of_data, unwrapped

MOST_TABLES = 32
"""Tables that one file may give."""

MOST_LISTS = 64
"""Lists in the objects of one table that are looked at."""

MOST_NESTED = 12
"""Envelopes, wrappers and lists inside one another."""

ROW_FIELDS, DOCUMENT_FIELDS = 2, 3
"""Fields that an object with lists in it must have, besides those that say how an answer is paged, to be a row; more
where it is the only one, as answers say of themselves when and for whom they were given."""

TOLD_LEVELS = 2
"""How deep in objects the fields lie that are counted for this."""

DATED_ROWS = 1000
"""Rows that are looked at to tell whether a list is of things that happened."""

TIME = r"^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|[12]\d{9}(?:\d{3}){0,2}(?:\.\d+)?\s*$|[A-Z][a-z]{2},? [A-Z\d])"
"""What times look like: a date, seconds since 1970 or their thousandth, `Wed Oct 10 …`."""


def tables(opening: Opening, staged: str, *, document: bool) -> list[Table]:
    """Return the tables of a document.

    Parameters
    ----------
    opening
        The document; what is left aside is told there.
    staged
        The staged table of the document's values: lines, or the elements of its list.
    document
        Whether these are whole documents, and no elements of a list.

    Raises
    ------
    InputError
        When lists lie in lists so deep that no row is found.
    """
    found = _tables(opening, Rows(staged, (), document=document))
    for table in found[MOST_TABLES:]:
        opening.leave(table.path, "too_many", most=MOST_TABLES)
        opening.engine.drop(table.staged)
    return found[:MOST_TABLES]


def _tables(opening: Opening, rows: Rows) -> list[Table]:
    rows, objects = flat(opening, rows)
    rows = replace(rows, document=rows.document and objects == 1)
    shape = look(opening.engine, rows.staged)
    read = opening.reads(shape)
    if read is not None:
        return _known(opening, Table(rows.path, rows.staged, shape), read, rows.depth)
    if rows.depth >= MOST_NESTED:
        opening.leave(rows.path, "too_deep", levels=MOST_NESTED)
        return []
    if (inner := unwrapped(opening, rows, shape)) is not None:
        return [table for one in inner for table in _tables(opening, one)]
    inside, empty = _inside(opening, rows, shape)
    table = Table(rows.path, rows.staged, _without(shape, inside), _told(shape, inside))
    if not inside:
        return _alone(opening, table, empty if objects == 1 else ())
    if _is_row(opening, table, inside, objects):
        return _row_and_lists(opening, table, inside, objects, rows.depth)
    return _of_envelope(opening, table, inside, objects, rows.depth)


def _known(opening: Opening, table: Table, read: frozenset[str], depth: int) -> list[Table]:
    """A known source's table, with the replies in it that the source doesn't read itself."""
    lists = [Inside(path) for path in table.shape.lists if path[0] not in read and words.of_replies(path)]
    held = [one for one in lists if "OBJECT" in _types(opening, "element_types", table.staged, one.path)]
    table, others, strange = with_replies(opening, table, held)
    told = [path for path in table.shape.scalars if len(path) <= TOLD_LEVELS and words.identifies(path[-1])]
    for one in others:
        staged = opening.staged(table.staged, one, _carried(opening, table, one, told), numbered=False)
        strange.append(Rows(staged, (*table.path, *one.path)))
    return [table, *(inner for rows in strange for inner in _tables(opening, replace(rows, depth=depth + 1)))]


def _inside(opening: Opening, rows: Rows, shape: Shape) -> tuple[list[Inside], list[Path]]:
    """The lists and maps of objects inside the objects of a staged table, and the lists that are empty in all."""
    maps = [Inside(path, form) for path in _map_paths(shape) if (form := _map_form(opening, rows.staged, path))]
    paths = [path for path in shape.lists if not any(path[: len(one.path)] == one.path for one in maps)]
    for path in paths[MOST_LISTS:]:
        opening.leave((*rows.path, *path), "too_many_lists", most=MOST_LISTS)
    for path in shape.unseen:
        opening.leave((*rows.path, *path), "too_deep", levels=len(path))
    held = {path: _types(opening, "element_types", rows.staged, path) for path in paths[:MOST_LISTS]}
    lists = [path for path, types in held.items() if "OBJECT" in types]
    kinds = _of_one_kind(opening, rows.staged, lists)
    single = [Inside(path) for path in lists if path[:-1] not in kinds]
    maps += [Inside(path, "map of lists") for path in kinds]
    return [*single, *maps], [path for path, types in held.items() if not types]


def _of_one_kind(opening: Opening, staged: str, lists: Sequence[Path]) -> list[Path]:
    """The objects whose lists have rows of the same fields, and names that say nothing of what they hold.

    Such a name is a person's or a post's: it says whose the rows are.
    """
    beside: dict[Path, list[Path]] = {}
    for path in lists:
        beside.setdefault(path[:-1], []).append(path)
    return [
        outer
        for outer, inner in beside.items()
        if len(inner) > 1
        and all(words.says_nothing(path) for path in inner)
        and len({_keys(opening, staged, path) for path in inner}) == 1
    ]


def _keys(opening: Opening, staged: str, path: Path) -> tuple[str, ...]:
    """The names that the objects of a list have."""
    return tuple(opening.engine.arrow(opening.statement("element_keys", staged), at=pointer(path))["key"].to_pylist())


def _map_paths(shape: Shape) -> list[Path]:
    """The outermost paths of objects whose keys come from data."""
    found: list[Path] = []
    objects = [(), *(path for path, types in shape.types.items() if "OBJECT" in types)]
    for path in sorted({*objects, *shape.wide}, key=lambda path: (len(path), path)):
        if any(path[: len(outer)] == outer for outer in found):
            continue
        keys = [inner[-1] for inner in shape.types if inner[:-1] == path and len(inner) == len(path) + 1]
        if path in shape.wide or of_data([key for key in keys if not carried_names(key)]):
            found.append(path)
    return found


def _map_form(opening: Opening, staged: str, path: Path) -> Form | None:
    """Whether a map is one of objects or of lists of objects; None for any other."""
    types = _types(opening, "value_types", staged, path) - {"NULL"}
    if types == {"ARRAY"}:
        return "map of lists"
    return "map" if types == {"OBJECT"} else None


def _types(opening: Opening, statement: str, staged: str, path: Path) -> frozenset[str]:
    found = opening.engine.arrow(opening.statement(statement, staged), at=pointer(path))
    return frozenset(found.column("type").to_pylist())


def _without(shape: Shape, inside: Sequence[Inside]) -> Shape:
    """The shape without what lies in maps: their keys are no names of fields."""
    maps = [one.path for one in inside if one.form != "list"]
    kept = {
        path: types for path, types in shape.types.items() if not any(_in_map(path, types, outer) for outer in maps)
    }
    return replace(shape, types=kept)


def _in_map(path: Path, types: frozenset[str], outer: Path) -> bool:
    """Whether a path lies in a map; single values that stand beside the map's lists don't."""
    below = len(path) - len(outer)
    return below > 0 and path[: len(outer)] == outer and (below > 1 or not types & SCALARS)


def _told(shape: Shape, inside: Sequence[Inside]) -> tuple[Note, ...]:
    """What is to be told of fields that are left aside."""
    opened = {one.path for one in inside}
    wide = [path for path in shape.wide if path not in opened]
    said = [Note("keys_left", {"field": ".".join(path), "keys": f"{shape.wide[path]:,}"}) for path in wide]
    deep = [path for path in shape.deep if path not in opened]
    if deep:
        said.append(Note("fields_left", {"field": ".".join(deep[0]), "levels": str(FIELD_LEVELS)}))
    return tuple(said)


def _alone(opening: Opening, table: Table, empty: Sequence[Path]) -> list[Table]:
    """A table without lists of objects; nothing where it is an envelope that only has empty ones."""
    if not empty or len(empty) < len(table.shape.lists) or _fields(table.shape) >= DOCUMENT_FIELDS:
        return [table]
    for path in empty:
        opening.leave((*table.path, *path), "no_rows")
    return []


def _fields(shape: Shape) -> int:
    """How many fields the objects have that say something of their own."""
    return sum(
        len(path) <= TOLD_LEVELS and not carried_names(path[0]) and not words.pages(path) for path in shape.scalars
    )


def _is_row(opening: Opening, table: Table, inside: Sequence[Inside], objects: int) -> bool:
    """Whether the objects around lists are rows themselves: they say enough, or some of them have no list."""
    if _fields(table.shape) >= (DOCUMENT_FIELDS if objects == 1 else ROW_FIELDS):
        return True
    pointers = {f"path_{i}": pointer(one.path) for i, one in enumerate(inside)}
    sql = opening.statement("without_list", table.staged)
    listed = "[" + ", ".join(f"${name}" for name in pointers) + "]"
    return bool(opening.engine.value(sql.replace("$paths", listed), **pointers))


def _row_and_lists(opening: Opening, table: Table, inside: Sequence[Inside], objects: int, depth: int) -> list[Table]:
    """The table of the objects themselves, and one for each list inside them."""
    table, others, strange = with_replies(opening, table, inside)
    single = objects == 1
    told = [path for path in table.shape.scalars if len(path) <= TOLD_LEVELS and words.identifies(path[-1])]
    found: list[Table] = []
    left: list[Path] = []
    for one in others:
        rows = None if words.of_attachments(one.path) else _worth(opening, table, one, told, single=single)
        if rows is None:
            left.append(one.path)
        else:
            found += _tables(opening, Rows(rows, (*table.path, *one.path), depth=depth + 1))
    found += [inner for rows in strange for inner in _tables(opening, replace(rows, depth=depth + 1))]
    said = [Note("lists_left", {"fields": ", ".join(".".join(path) for path in left)})] * bool(left)
    own = [one.path for one in inside if len(one.path) == 1]
    opened = frozenset(path[0] for path in own if not table.shape.types.get(path, frozenset()) & SCALARS)
    return [replace(table, notes=(*table.notes, *said), opened=opened), *found]


def _worth(opening: Opening, table: Table, one: Inside, told: Sequence[Path], *, single: bool) -> str | None:
    """The staged rows of a list inside of rows; None where it isn't one of people, acts or things that happened."""
    staged = opening.staged(table.staged, one, _carried(opening, table, one, told), numbered=single)
    if single or words.of_acts(one.path) or _dated(opening, staged):
        return staged
    opening.engine.drop(staged)
    return None


def _dated(opening: Opening, staged: str) -> bool:
    """Whether some field of the rows themselves is a time in most of them."""
    scalars = [path for path in look(opening.engine, staged).scalars if not carried_names(path[0])]
    pointers: dict[str, Literal] = {f"path_{i}": pointer(path) for i, path in enumerate(scalars)}
    if not pointers:
        return False
    sql = opening.statement("dated", staged).replace("$paths", "[" + ", ".join(f"${name}" for name in pointers) + "]")
    return bool(opening.engine.arrow(sql, time=TIME, rows=DATED_ROWS, **pointers).num_rows)


def _carried(opening: Opening, table: Table, one: Inside, told: Sequence[Path]) -> list[Carried]:
    """What of rows is carried into the rows of a list inside them.

    Whose a post is stands in its own row, and is looked up there: carried along, it would stand beside who did
    something to it, and could be taken for that.
    """
    prefix = _prefix(opening, table, one, PARENT)
    persons = prefix not in {"post.", "comment."}
    return carrying(table.shape, prefix, [path for path in told if persons or not words.of_person(path)])


def _prefix(opening: Opening, table: Table, one: Inside, otherwise: str) -> str:
    """What stands before the names of fields that are carried into the rows of a list."""
    kind = words.around(one.path, comments=opening.of_comments(table.shape.top))
    return f"{kind}." if kind else otherwise


def _of_envelope(opening: Opening, table: Table, inside: Sequence[Inside], objects: int, depth: int) -> list[Table]:
    """The tables of the lists in an envelope, which is dropped; its lines that are no object go to the first."""
    told = [path for path in table.shape.scalars if not words.pages(path) and not words.of_count(path)]
    found: list[Table] = []
    for one in inside:
        prefix = ENVELOPE if objects == 1 else _prefix(opening, table, one, ENVELOPE)
        staged = opening.staged(table.staged, one, carrying(table.shape, prefix, told), numbered=True)
        found += _tables(opening, Rows(staged, (*table.path, *one.path), depth=depth + 1))
    if found:
        opening.engine.run(f"insert into {found[0].staged} {opening.statement('without_object', table.staged)}")
    opening.engine.drop(table.staged)
    return found
