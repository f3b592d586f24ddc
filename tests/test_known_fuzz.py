"""Whatever happens to a file of a known source, it ends in a reading or in one sentence that says why not.

Everything here follows from the declarations, so that a source added later is tried without a word about it.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from known_files import Cells, delimited, workbook
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.errors import LikewiseError
from likewise.ingest.match.aliases import plain
from likewise.sources import Reading, read
from likewise.sources.known import KNOWN, Known, Signature, known_as
from likewise.tables import TABLES, Role

SIGNED = [(source, signature) for source in KNOWN for signature in source.signatures]
FORMS = ("csv", "jsonl", "xlsx")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
ROWS = 12

FAULTS = ("Binder Error", "Catalog Error", "Parser Error", "Conversion Error", "Out of Range Error", "INTERNAL")
"""What an engine says when a statement is wrong, not a file."""

WRITTEN: dict[Role, tuple[Any, ...]] = {
    "id": ("p1", "7412345678901234567", " -a_b"),
    "kind": ("like", "点赞"),
    "time": ("2026-03-01 10:00:00", "2026年03月24日17时33分05秒", "Jan 6, 2024", "03/27/2026 06:08", 1774344785),
    "text": ("早安", 'two\nlines, "quoted"', "🧬"),
    "seconds": ("32.50秒", "0:16:02", 11.5, "-"),
    "share": ("11.14%", 0.36, "<0.1%", "-"),
    "count": (1020, "1.1万", "28k", "10+", "18,400", "-"),
    "label": ("图文", "IG reel", "5min+视频"),
}
"""Values as sources write them, by what they are read as."""

ODD = (
    "2.074E+18",
    "12.0",
    "x" * 1200,
    "{",
    '{"a": [',
    "[1, 2",
    "\\N",
    "3.6星",
    "soon",
    -1,
    250,
    1e300,
    "a\tb",
    "'",
    "$file",
)
"""Values that no source should write."""

NOTHING = (None, "", "None")


def roles(source: Known) -> dict[str, Role]:
    """What each field of the source is read as; text where it isn't read as it stands."""
    return {
        field: TABLES[part.table].column(name).role for part in source.parts for name, field in part.columns.items()
    }


def header(source: Known, signature: Signature) -> dict[str, Role]:
    """The columns of a file with this signature, all fields of the source among them, and what each is read as."""
    wanted = {plain(name): name for name in signature.has}
    lacking = {plain(name) for name in signature.lacks}
    read_as = roles(source)
    columns: dict[str, Role] = {}
    for field, spellings in source.fields.items():
        name = next((wanted[plain(spelling)] for spelling in spellings if plain(spelling) in wanted), spellings[0])
        if plain(name) not in lacking:
            columns.setdefault(name, read_as.get(field, "text"))
    return {**columns, **{name: "text" for name in signature.has if name not in columns}}


def table(source: Known, signature: Signature, rng: np.random.Generator) -> Cells:
    """A header and rows below it, now with values as they should be and now with others."""
    columns = header(source, signature)
    lines = [[_value(role, rng) for role in columns.values()] for _ in range(ROWS)]
    return [list(columns), *lines]


def _value(role: Role, rng: np.random.Generator) -> Any:
    luck = rng.random()
    return _any(ODD if luck < 0.03 else NOTHING if luck < 0.1 else WRITTEN[role], rng)


def _any(among: Sequence[Any], rng: np.random.Generator) -> Any:
    return among[int(rng.integers(len(among)))]


def nested(source: Known) -> set[str]:
    """The names that reach into objects without which the source isn't known."""
    return {
        spelling
        for part in source.parts
        for fields in source.needed(part)
        for field in fields
        for spelling in source.fields[field]
    }


def changed(cells: Cells, source: Known, signature: Signature, rng: np.random.Generator) -> Cells:
    """The table with its columns in another order, some it can do without gone, and one more that nobody knows."""
    needed = {plain(name) for name in (*signature.has, *nested(source))}
    kept = [i for i, name in enumerate(cells[0]) if plain(name) in needed or rng.random() < 0.7]
    order = [int(i) for i in rng.permutation(kept)]
    more = ["Zusatz ünd 更多", *(_value("text", rng) for _ in cells[1:])]
    return [[*(line[i] for i in order), extra] for line, extra in zip(cells, more, strict=True)]


def content(form: str, cells: Cells, signature: Signature, path: Path, encoding: str) -> bytes:
    """The table as a file's bytes."""
    if form == "xlsx":
        return workbook(path, cells).read_bytes()
    if form == "csv":
        return delimited(cells).encode(encoding)
    lines = (json.dumps(_document(cells[0], line, signature.has), ensure_ascii=False) for line in cells[1:])
    return "\n".join(lines).encode(encoding)


def _document(names: Sequence[str], line: Sequence[Any], whole: Sequence[str]) -> dict[str, Any]:
    """A row as a JSON object; a name such as `user.id` reaches into one, but for those that are so as a whole."""
    found: dict[str, Any] = {name: value for name, value in zip(names, line, strict=True) if name in whole}
    outside = {name.partition(".")[0] for name in names if name.isascii() and "." in name and name not in whole}
    for name in outside & set(found):
        del found[name]
    for name, value in zip(names, line, strict=True):
        if name in outside or name in found:
            continue
        *outer, last = name.split(".") if name.isascii() else [name]
        inner = found
        for step in outer:
            inner = inner.setdefault(step, {})
            if not isinstance(inner, dict):
                break
        else:
            inner[last] = value
    return found


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb(memory="500MB", threads=1) as opened:
        yield opened


def attempt(engine: DuckDBEngine, path: Path) -> Reading | None:
    """The reading, or None where likewise says that it can't be; any other exception is a fault."""
    try:
        return read(engine, path)
    except LikewiseError as error:
        assert not any(fault in str(error) for fault in FAULTS), error
        return None


@pytest.mark.parametrize(("source", "signature"), SIGNED, ids=[f"{s.name} {'+'.join(g.has)}" for s, g in SIGNED])
def test_a_source_is_known_by_each_of_its_signatures(source: Known, signature: Signature) -> None:
    found = known_as(signature.has, nested(source))
    assert found is not None
    assert found[0].name == source.name


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", KNOWN, ids=[source.name for source in KNOWN])
def test_a_file_of_a_source_ends_in_a_reading_or_in_a_sentence(
    engine: DuckDBEngine, tmp_path: Path, source: Known, form: str
) -> None:
    rng = np.random.default_rng(zlib.crc32(f"{source.name} {form}".encode()))
    signature = _any(source.signatures, rng)
    path = tmp_path / f"export.{form}"
    cells = changed(table(source, signature, rng), source, signature, rng)
    whole = content(form, cells, signature, path, _any(ENCODINGS, rng))
    path.write_bytes(whole)
    found = attempt(engine, path)
    assert found is not None
    assert found.files[0].source is not None
    path.write_bytes(whole[: int(rng.integers(1, len(whole)))])
    attempt(engine, path)
