"""Objects that only wrap another: `{"tweet": {…}}`, `{"cursor": …, "node": {…}}`, `{"kind": "t1", "data": {…}}`."""

from collections.abc import Sequence

from likewise.ingest.documents import words
from likewise.ingest.documents.lists import ENVELOPE, Inside, carried_names
from likewise.ingest.documents.opening import Opening, Rows, carrying, of_one_key
from likewise.ingest.documents.shape import SCALARS, Path, Shape, pointer

MAP_KEYS = 20
"""An object with as many keys, all of them objects or all lists, is a map; with fewer if each key has a digit."""

TAG_VALUES = 8
"""How many kinds of wrapped objects a file may have to be told apart by them."""

SIBLINGS, CARD_SIBLINGS = 2, 10
"""Single values that may stand beside a wrapped object, besides what says how an answer is paged; with more of them
the object around it is a row itself. A card of a feed has more."""


def unwrapped(opening: Opening, rows: Rows, shape: Shape) -> list[Rows] | None:
    """Return what the objects of a staged table wrap, and drop the table; None where they wrap nothing."""
    own = [name for name in shape.top if not carried_names(name)]
    inner = _of_one_key(opening, rows, shape, own)
    if inner is None:
        inner = _beside_others(opening, rows, shape, own)
    if inner is not None:
        # Lines that are no object at all are told with the rows of the first.
        opening.engine.run(f"insert into {inner[0].staged} {opening.statement('without_object', rows.staged)}")
        opening.engine.drop(rows.staged)
    return inner


def of_data(names: Sequence[str]) -> bool:
    """Whether the keys of an object come from data, such as ids, and are no names of fields."""
    return len(names) >= MAP_KEYS or (len(names) > 1 and all(any(map(str.isdigit, name)) for name in names))


def _of_one_key(opening: Opening, rows: Rows, shape: Shape, own: Sequence[str]) -> list[Rows] | None:
    """Of rows that have one key each, an object: the objects, apart by their keys unless these come from data."""
    if not own or any(shape.types[name,] - {"OBJECT"} for name in own) or not of_one_key(opening, rows.staged):
        return None
    if of_data(own):
        return [_below(opening, rows, Inside((), "map"), shape, ())]
    return [
        _below(opening, rows, Inside((name,), "object"), shape, (), (name,) if rows.document or len(own) > 1 else ())
        for name in own
    ]


def _beside_others(opening: Opening, rows: Rows, shape: Shape, own: Sequence[str]) -> list[Rows] | None:
    """Of rows with an object under a name that stands for nothing itself, beside a few single values: the objects."""
    objects = [name for name in own if "OBJECT" in shape.types.get((name,), ())]
    if len(objects) != 1 or words.plain(objects[0]) not in words.WRAPPERS | words.CARDS:
        return None
    key, beside = objects[0], [name for name in own if name != objects[0]]
    told = [name for name in beside if shape.types.get((name,), frozenset()) & SCALARS]
    most = CARD_SIBLINGS if words.plain(key) in words.CARDS else SIBLINGS
    if shape.types[key,] != {"OBJECT"} or sum(not words.pages((name,)) for name in told) > most:
        return None
    if any("ARRAY" in shape.types.get((name,), ()) and _has_objects(opening, rows.staged, name) for name in beside):
        return None
    paths = [(name,) for name in told if name in words.TAGS or not words.pages((name,))]
    if words.plain(key) in words.CARDS and any(
        len(path) > 1 and path[0] == key and words.plain(path[1]) in words.CARD_IDS for path in shape.scalars
    ):
        paths = []
    inside, named = Inside((key,), "object"), (key,) if rows.document else ()
    tag = next((name for name in words.TAGS if name in told), None)
    kinds = _kinds(opening, rows.staged, tag) if tag else []
    if tag is None or not 1 < len(kinds) <= TAG_VALUES:
        return [_below(opening, rows, inside, shape, paths, named)]
    return [
        _below(opening, rows, inside, shape, paths, (*named, kind), where=(pointer((tag,)), kind)) for kind in kinds
    ]


def _below(
    opening: Opening,
    rows: Rows,
    inside: Inside,
    shape: Shape,
    beside: Sequence[Path],
    named: Path = (),
    where: tuple[str, str] | None = None,
) -> Rows:
    carried = carrying(shape, ENVELOPE, beside)
    staged = opening.staged(rows.staged, inside, carried, numbered=inside.form == "map", where=where)
    document = rows.document and inside.form == "object"
    return Rows(staged, (*rows.path, *named), document=document, depth=rows.depth + 1)


def _has_objects(opening: Opening, staged: str, name: str) -> bool:
    found = opening.engine.arrow(opening.statement("element_types", staged), at=pointer((name,)))
    return "OBJECT" in found.column("type").to_pylist()


def _kinds(opening: Opening, staged: str, tag: str) -> list[str]:
    found = opening.engine.arrow(opening.statement("kinds", staged), at=pointer((tag,)), most=TAG_VALUES + 1)
    return [kind for kind in found.column("kind").to_pylist() if kind is not None] * (
        None not in found.column("kind").to_pylist()
    )
