"""Replies inside of comments, at any depth: they become rows of the same table."""

import json
from collections.abc import Sequence
from dataclasses import replace

from likewise.ingest.documents import words
from likewise.ingest.documents.lists import REPLY_TO, Inside, carried_names
from likewise.ingest.documents.opening import Opening, Rows, Table, carrying, flat
from likewise.ingest.documents.shape import Path, Shape, look, pointer
from likewise.ingest.documents.wrapped import unwrapped

MOST_REPLIES = 200
"""Replies to replies: how far a thread is followed."""

ALIKE = 0.5
"""Share of names, among all that two lists of objects have, from which on they are of the same kind."""


def with_replies(opening: Opening, table: Table, inside: Sequence[Inside]) -> tuple[Table, list[Inside], list[Rows]]:
    """Add the rows of lists of replies to the table that they lie in.

    Parameters
    ----------
    opening
        The document.
    table
        The table in whose rows the lists lie; it grows.
    inside
        The lists.

    Returns
    -------
    tuple
        The table, the lists that are no replies, and rows found among replies that are of another kind.
    """
    others: list[Inside] = []
    strange: list[Rows] = []
    grown = False
    for one in inside:
        first = _answers(opening, table, one) if _may_be_replies(opening, table, one) else None
        if first is None:
            others.append(one)
        else:
            grown = True
            strange += _follow(opening, table, one, first)
    return replace(table, shape=look(opening.engine, table.staged)) if grown else table, others, strange


def _may_be_replies(opening: Opening, table: Table, one: Inside) -> bool:
    if one.form != "list":
        return False
    last = words.plain(one.path[-1])
    again = bool(table.path) and words.plain(table.path[-1]) == last
    return again or words.of_replies(one.path) or (last.startswith("comment") and opening.of_comments(table.shape.top))


def _answers(opening: Opening, table: Table, one: Inside) -> tuple[list[Rows], list[Rows]] | None:
    """The rows of a list that are of the table's kind, and those that aren't; None where none is."""
    parts = _parts(opening, table.staged, table.shape, table.path, one)
    alike = [part for part in parts if _alike(opening, table, part, one)]
    if not alike:
        opening.engine.drop(*(part.staged for part in parts))
        return None
    return alike, [part for part in parts if part not in alike]


def _parts(opening: Opening, staged: str, shape: Shape, path: Path, one: Inside) -> list[Rows]:
    """What a list in the rows of a staged table holds, out of its pages and wrappers."""
    told = [(name,) for name in shape.top if words.identifies(name)]
    rows = opening.staged(staged, one, carrying(shape, REPLY_TO, told), numbered=False)
    waiting, found = [Rows(rows, (*path, *one.path))], list[Rows]()
    while waiting:
        part, _ = flat(opening, waiting.pop(0))
        if not opening.engine.count(part.staged):
            opening.engine.drop(part.staged)
            continue
        inner = unwrapped(opening, part, look(opening.engine, part.staged))
        if inner is None:
            found.append(part)
        else:
            waiting += inner
    return found


def _alike(opening: Opening, table: Table, part: Rows, one: Inside) -> bool:
    def names(shape: Shape) -> set[str]:
        own = [path for path, types in shape.types.items() if types - {"OBJECT", "ARRAY"}]
        return {".".join(path) for path in own if not carried_names(path[0]) and path[0] != one.path[0]}

    inner, outer = names(look(opening.engine, part.staged)), names(table.shape)
    common = inner & outer
    return len(common) >= ALIKE * len(inner | outer) or (inner == common and len(inner) > 1)


def _follow(opening: Opening, table: Table, one: Inside, first: tuple[list[Rows], list[Rows]]) -> list[Rows]:
    """Add answers, and answers to these, as far as they go; the rows of another kind that were found among them."""
    answers, strange = first
    for _ in range(MOST_REPLIES):
        deeper: list[Rows] = []
        for part in answers:
            _inherit(opening, table, part)
            opening.engine.run(f"insert into {table.staged} select line, text from {part.staged} order by rowid")
            shape = look(opening.engine, part.staged)
            if one.path[:1] in shape.types:
                found = _parts(opening, part.staged, shape, table.path, one)
                deeper += [inner for inner in found if _alike(opening, table, inner, one)]
                strange += [inner for inner in found if inner not in deeper]
            opening.engine.drop(part.staged)
        answers = deeper
        if not answers:
            return strange
    opening.leave((*table.path, *one.path), "too_many_replies", levels=MOST_REPLIES)
    return strange


def _inherit(opening: Opening, table: Table, part: Rows) -> None:
    """Give answers the id of the post that they are on, where only the comment above them has it."""
    shape = look(opening.engine, part.staged)
    for name in table.shape.top:
        carried = REPLY_TO + name
        if opening.of_post(name) and name not in shape.top and carried in shape.top:
            opening.engine.run(
                opening.statement("inherit", part.staged),
                name=_key(name),
                at=pointer((carried,)),
            )


def _key(name: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False)}:"
