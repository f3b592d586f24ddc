"""The door for JSON: one object a line, an array of objects, or objects one after the other.

The lines (or the array's elements) are staged on the engine first, because only all of them together tell which fields
there are; a field that first appears in the last line counts too. Which lists in them are tables is for
`ingest.documents`.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError
from likewise.ingest.documents import ENVELOPE, Opening, Shape, Table, plain_values, pointer, tables, with_field
from likewise.ingest.match.aliases import CLAIMS, COMMENT_IDS, plain
from likewise.sources import reasons
from likewise.sources.careful import EXCERPT
from likewise.sources.known import known_as
from likewise.sources.lines import in_file_order, stage_lines
from likewise.sources.opened import Documents, Opened, SourceColumn, Unread
from likewise.sources.plaintext import DAMAGED, PlainText, head_of
from likewise.sources.reading import Assumption
from likewise.sources.recognise import ARCHIVE_START, PROBE_LINES, read_json
from likewise.sources.trouble import reading
from likewise.text import Sentence

ARCHIVE_NAME = f"{ENVELOPE}name"
"""The field that says which script of an archive a row is from."""


def open_documents(
    engine: DuckDBEngine, text: PlainText, shown: str, compression: str | None, number: str
) -> list[Opened]:
    """The tables of a file of objects, and what of it is left aside.

    One table where the objects stand by themselves; where lists of objects lie in others, one for each list, shown as
    `file:path.to.list`. Raises InputError when an array isn't valid JSON to its end, or nothing in it is a row.
    """
    staged = f"source_json_{number}"
    named = head_of(text).lstrip().startswith(ARCHIVE_START)
    if named:
        name, text = _unnamed(text, engine.scratch / f"source-{number}.json")
    form = _stage(engine, text, shown, staged)
    if named:
        with_field(engine, staged, ARCHIVE_NAME, name)
    plain_values(engine, staged)
    opening = Opening(engine, shown, staged, reads=_read_by_known, of_comments=_of_comments, of_post=_of_post)
    with in_file_order(engine), reading(shown):
        found = tables(opening, staged, document=form != "json array")
    if not any(table.shape.top for table in found):
        raise opening.aside[0].why if opening.aside else InputError.of("documents.no_object", shown=shown)
    opened = [_documents(table, text, shown, form, compression, several=len(found) > 1) for table in found]
    return [*opened, *(Unread(_named(shown, one.path), form, (), because=one.why) for one in opening.aside)]


def _documents(
    table: Table, text: PlainText, shown: str, form: str, compression: str | None, *, several: bool
) -> Documents:
    said = [Assumption("encoding", {"encoding": text.encoding.upper()})] * (text.encoding != "utf-8")
    # A list of objects is no column; its name stays one of the objects' own, by which known sources are told.
    fields = [one for one in table.shape.fields if one.name not in table.opened]
    return Documents(
        _named(shown, table.path),
        form,
        tuple(SourceColumn(one.name, "JSON") for one in fields),
        compression=compression,
        assumptions=(*said, *(Assumption(note.key, note.values) for note in table.notes)),
        maybe=several,
        staged=table.staged,
        damaged=text.damaged,
        pointers={one.name: one.pointer for one in fields},
        top=table.shape.top,
    )


def _named(shown: str, path: Sequence[str]) -> str:
    return f"{shown}:{'.'.join(path)}" if path else shown


def _read_by_known(shape: Shape) -> frozenset[str] | None:
    """The fields that a known source reads of objects of this shape; None where they are none's."""
    inside = frozenset(one.name for one in shape.fields) - frozenset(shape.top)
    found = known_as(shape.top, inside)
    if found is None:
        return None
    return frozenset(name.partition(".")[0] for name in found[0].found(shape.top, inside).values())


def _of_comments(names: Sequence[str]) -> bool:
    return any(plain(name) in COMMENT_IDS for name in names)


def _of_post(name: str) -> bool:
    return CLAIMS["events"].get(plain(name), (0, ""))[1] == "post"


def _stage(engine: DuckDBEngine, text: PlainText, shown: str, staged: str) -> str:
    """Make the table of the file's lines, or of the values in it, and say in which form it is."""
    form = _form(text)
    if form == "json lines":
        stage_lines(engine, text, shown, staged)
    else:
        with in_file_order(engine), reading(shown, Sentence("reading.valid_json")):
            _stage_elements(engine, staged, text, "array" if form == "json array" else "unstructured")
    return form


def _stage_elements(engine: DuckDBEngine, staged: str, text: PlainText, form: str) -> None:
    """Make the table of the values in a file.

    Arrays one after the other (pages that were written into one file) are a value each, and what has a value too large
    for the reader's buffer is read as one.
    """
    elements, whole = (sql_text("likewise.sources", f"{name}.sql") for name in ("elements", "whole"))
    create = f"create or replace temp table {staged} as "
    try:
        engine.run(create + elements, path=str(text.path), format=form)
    except duckdb.Error as error:
        if "maximum_object_size" in str(error):
            engine.run(create + whole, path=str(text.path))
        elif form != "array" or not _several_arrays(engine, create + elements, text):
            raise


def _several_arrays(engine: DuckDBEngine, create: str, text: PlainText) -> bool:
    """Make the table of arrays that stand one after the other; False where these aren't."""
    try:
        engine.run(create, path=str(text.path), format="unstructured")
    except duckdb.Error:
        return False
    return True


def _unnamed(text: PlainText, to: Path) -> tuple[str, PlainText]:
    """The name before the first `=` of an archive's JSON, such as `tweets`, and the text after it."""
    with text.path.open("rb") as stream, to.open("wb") as out:
        before, _, after = stream.readline().partition(b"=")
        out.write(after)
        shutil.copyfileobj(stream, out)
    told = before.decode("utf-8", errors="replace").strip().removeprefix(ARCHIVE_START)
    return told.partition(".")[0], replace(text, path=to)


def _form(text: PlainText) -> str:
    filled = [line for line in head_of(text).split("\n") if line.strip()][:PROBE_LINES]
    read = [read_json(line) for line in filled]
    opens = bool(filled) and filled[0].lstrip().startswith("[")
    # The last element of an array may be an object on a line of its own, without a comma.
    if any(isinstance(one, dict) for one in read) and not (opens and read[0] is None):
        return "json lines"
    return "json array" if opens else "json objects"


def bring_documents(engine: DuckDBEngine, source: Documents, matches: Mapping[str, str], raw: str) -> None:
    """Append every object to the raw table: matched fields as text, and what is wrong with its line."""
    paths = [pointer_of(name, source) for name in matches.values()]
    select = sql_text("likewise.sources", "documents.sql").replace("from staged", f"from {source.staged}")
    names = {f"path_{i}": path for i, path in enumerate(paths)}
    select = select.replace("$paths", "[" + ", ".join(f"${name}" for name in names) + "]")
    values = ", ".join(f"nullif(fields[{i + 1}], '')" for i in range(len(paths)))
    engine.run(
        f"insert into {raw} select $shown, line, problem, excerpt, {values} from ({select})",
        shown=source.shown,
        damaged=source.damaged,
        damage=DAMAGED,
        damaged_text=reasons.DAMAGED_TEXT,
        not_json=reasons.NOT_JSON,
        not_an_object=reasons.NOT_AN_OBJECT,
        excerpt=EXCERPT,
        **names,
    )
    engine.drop(source.staged)


def pointer_of(name: str, source: Documents) -> str:
    """A field's JSON pointer; a dotted name that is no field itself reaches into an object."""
    return source.pointers.get(name) or pointer(name.split("."))
