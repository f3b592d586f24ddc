"""The door for JSON: one object a line, an array of objects, or objects one after the other.

The lines (or the array's elements) are staged on the engine first, because only all of them
together tell which fields there are; a field that first appears in the last line counts too.
"""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from likewise.engine import DuckDBEngine, sql_text
from likewise.sources import reasons
from likewise.sources.careful import EXCERPT
from likewise.sources.lines import in_file_order, stage_lines
from likewise.sources.opened import Documents, SourceColumn
from likewise.sources.plaintext import DAMAGED, PlainText, head_of
from likewise.sources.reading import Assumption
from likewise.sources.recognise import ARCHIVE_START, PROBE_LINES, read_json
from likewise.sources.trouble import reading


def open_documents(
    engine: DuckDBEngine, text: PlainText, shown: str, compression: str | None, number: str
) -> Documents:
    """Stage the objects and find their fields; InputError when an array isn't valid JSON to its end."""
    staged = f"source_json_{number}"
    archived = head_of(text).lstrip().startswith(ARCHIVE_START)
    if archived:
        text = _unnamed(text, engine.scratch / f"source-{number}.json")
    form = _form(text)
    if form == "json lines":
        stage_lines(engine, text, shown, staged)
    else:
        remedy = "the JSON must be valid to its end; export it again, or write one object a line"
        with in_file_order(engine), reading(shown, remedy):
            _stage_elements(engine, staged, text, "array" if form == "json array" else "unstructured")
    if archived:
        engine.run(f"update {staged} set text = coalesce(cast(json_extract(text, '$.*')[1] as varchar), text)")
    fields = sql_text("likewise.sources", "json_fields.sql").replace("from staged", f"from {staged}")
    keys = engine.arrow(fields).column("key").to_pylist()
    return Documents(
        shown,
        form,
        tuple(SourceColumn(key, "JSON") for key in keys),
        compression=compression,
        assumptions=() if text.encoding == "utf-8" else (Assumption("encoding", {"encoding": text.encoding.upper()}),),
        staged=staged,
        damaged=text.damaged,
    )


def _stage_elements(engine: DuckDBEngine, staged: str, text: PlainText, form: str) -> None:
    """Make the table of elements; an object too large for the reader's buffer is read as the file's only one."""
    elements, whole = (sql_text("likewise.sources", f"{name}.sql") for name in ("elements", "whole"))
    try:
        engine.run(f"create or replace temp table {staged} as {elements}", path=str(text.path), format=form)
    except duckdb.Error as error:
        if form == "array" or "maximum_object_size" not in str(error):
            raise
        engine.run(f"create or replace temp table {staged} as {whole}", path=str(text.path))


def _unnamed(text: PlainText, to: Path) -> PlainText:
    """The text after its first `=`, which gives an archive's JSON its name."""
    with text.path.open("rb") as stream, to.open("wb") as out:
        out.write(stream.readline().partition(b"=")[2])
        shutil.copyfileobj(stream, out)
    return replace(text, path=to)


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
    paths = [_pointer(name, source.names) for name in matches.values()]
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


def _pointer(name: str, columns: tuple[str, ...]) -> str:
    """A field's JSON pointer; a dotted name that is no field itself reaches into an object."""
    parts = [name] if name in columns else name.split(".")
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
