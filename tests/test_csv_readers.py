"""The engine's own reader of delimited files brings the same as the careful one, to the last row, line and excerpt."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from likewise.engine import DuckDBEngine, open_duckdb
from likewise.errors import InputError
from likewise.sources import Rows
from likewise.sources.bulk import LIMITS, Limits, bring_in_bulk
from likewise.sources.careful import bring_carefully
from likewise.sources.delimited import bring_delimited, open_delimited
from likewise.sources.opened import Delimited
from likewise.sources.plaintext import plain_text
from likewise.sources.reasons import BAD_QUOTES, TOO_FEW_FIELDS
from test_sources_support import events, reading, rejected, written

FILES = sorted(path for kind in ("*.csv", "*.tsv") for path in Path(__file__).parent.rglob(kind))
"""Every delimited file that a test brings."""

NEVER_CAREFUL = Limits(few_lines=0, most_cut=1.0)
"""Cut lines out of a file of any size, however many they are."""

Bring = Callable[[DuckDBEngine, Delimited, Mapping[str, str], str], object]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb(memory="500MB", threads=2) as opened:
        yield opened


def opened(engine: DuckDBEngine, path: Path) -> Delimited:
    return open_delimited(plain_text(path, path.name, engine.scratch / "rewritten.txt"), path.name, None, [])


def brought(engine: DuckDBEngine, source: Delimited, bring: Bring) -> tuple[object, list[Any]]:
    """What a reader says, and the raw table that it leaves, with all columns of the file."""
    matches = {f"column_{i}": name for i, name in enumerate(source.names)}
    columns = "".join(f", raw_{name} VARCHAR" for name in matches)
    engine.run(
        f"create or replace temp table raw (file VARCHAR, line BIGINT, problem VARCHAR, excerpt VARCHAR{columns})"
    )
    said = bring(engine, source, matches, "raw")
    return said, engine.connection.execute("select * from raw order by line").fetchall()


def both(engine: DuckDBEngine, path: Path, limits: Limits = LIMITS) -> tuple[object, list[Any], list[Any]]:
    """Who read a file, what that reader brought, and what the careful one does."""
    source = opened(engine, path)

    def bring(engine: DuckDBEngine, source: Delimited, matches: Mapping[str, str], raw: str) -> object:
        used = bring_in_bulk(engine, source, matches, raw, limits)
        if used == "careful":
            bring_carefully(engine, source, matches, raw)
        return used

    used, found = brought(engine, source, bring)
    return used, found, brought(engine, source, bring_carefully)[1]


text = st.text(st.sampled_from("ab1 ,;\t|\"\n\\\0好é😀\u3000\ufeff#'"), max_size=8)
quoted = text.map(lambda value: '"' + value.replace('"', '""') + '"')
bare = st.sampled_from(("", "", "ann", "好", " x", "y ", "2024-01-01", "\\N", "NULL", 'said ""', '5" wide', "x" * 90))
spaced = quoted.map(lambda value: f" {value} ")
regular, any_cell = st.one_of(bare, quoted), st.one_of(bare, quoted, text, spaced)
NAMES = ("actor", "post", "time", "text")
HEADERS = (NAMES, tuple(f'"{name}"' for name in NAMES), (*NAMES[:3], '"te\nxt"'))
NOTES = ("", "sep=,\n", "note\n\n", 'he said "hi\n', '"a\nb"\n', "\n")


@st.composite
def delimited_files(draw: st.DrawFn) -> bytes:
    """A file of a known header and whatever may stand in a CSV file below it, and above."""
    delimiter = draw(st.sampled_from(",;\t|#"))
    cell = draw(st.sampled_from((regular, any_cell)))
    row = st.builds(
        lambda cells, ends: delimiter.join(cells) + delimiter * ends,
        st.one_of(st.lists(cell, min_size=4, max_size=4), st.lists(cell, min_size=1, max_size=6)),
        st.sampled_from((0, 0, 0, 1, 2)),
    )
    odd = st.sampled_from(("", " ", "\t", "\u3000", '"', '""', "#"))
    rows = draw(st.lists(st.one_of(row, row, row, row, odd), max_size=8))
    header = delimiter.join(draw(st.sampled_from(HEADERS)))
    content = draw(st.sampled_from(NOTES)) + "\n".join([header, *rows]) + draw(st.sampled_from(("", "\n", "\n\n")))
    content = content.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n", "\r"))))
    mark = draw(st.sampled_from(("", "", "\ufeff")))
    damage = draw(st.sampled_from((b"", b"", b"", b"a\xffb\n" + "好".encode() * 300)))
    return (mark + content).encode() + damage


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=delimited_files(), block=st.sampled_from((5, 40, LIMITS.block_bytes)))
def test_both_readers_bring_the_same(engine: DuckDBEngine, tmp_path: Path, content: bytes, block: int) -> None:
    path = written(tmp_path, "drawn.csv", content)
    try:
        opened(engine, path)
    except InputError:
        assume(False)
    used, found, right = both(engine, path, replace(NEVER_CAREFUL, block_bytes=block))
    event(f"read by {used}")
    assert found == right


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_readers_bring_the_same_of_every_file_that_the_tests_have(engine: DuckDBEngine, path: Path) -> None:
    _, found, right = both(engine, path, NEVER_CAREFUL)
    assert found == right


HEADER = "actor,author,post,kind,time,text\n"
PLAIN = "ann,bob,p1,comment,2024-01-01,nice\n"
MANY_LINES = 'ann,bob,p1,comment,2024-01-01,"so\n""nice"""\n'
RAGGED = "ann,bob\n"
STRAY = 'ann,bob,p1,comment,2024-01-01,"open\n'
INSIDE = 'ann,bob,p1,comment,2024-01-01,5" wide\n'
SPACED = 'ann, "bob" ,p1,comment,2024-01-01,nice\n'


@pytest.mark.parametrize(
    ("content", "reader"),
    [
        (HEADER, "bulk"),
        (HEADER + PLAIN * 3, "bulk"),
        (HEADER + PLAIN + "\n" + PLAIN + "\n\n", "bulk"),
        (HEADER + MANY_LINES * 3, "bulk"),
        (HEADER + PLAIN * 3 + RAGGED + MANY_LINES + RAGGED, "bulk"),
        ("\ufeff" + (HEADER + PLAIN + MANY_LINES + RAGGED).replace("\n", "\r\n"), "bulk"),
        ('"a note\nabove"\n' + HEADER + PLAIN * 9, "cut"),
        (HEADER + PLAIN * 9 + STRAY + MANY_LINES * 3 + RAGGED, "cut"),
        (HEADER + PLAIN * 9 + INSIDE + MANY_LINES, "cut"),
        (HEADER + PLAIN * 9 + SPACED + MANY_LINES, "cut"),
        (HEADER + STRAY * 9, "careful"),
        ("actor\nann\n\nbob\n", "careful"),
    ],
)
def test_lines_that_are_not_regular_are_cut_out_and_most_files_are_never_read_carefully(
    engine: DuckDBEngine, tmp_path: Path, content: str, reader: str
) -> None:
    used, found, right = both(engine, written(tmp_path, "e.csv", content), replace(NEVER_CAREFUL, most_cut=0.5))
    assert used == reader
    assert found == right


def test_a_file_of_few_lines_is_not_cut(engine: DuckDBEngine, tmp_path: Path) -> None:
    used, _, _ = both(engine, written(tmp_path, "e.csv", HEADER + PLAIN * 9 + STRAY))
    assert used == "careful"


@pytest.mark.parametrize("limits", [Limits(most_refused=2), Limits(most_refused_bytes=10)])
def test_where_too_much_is_refused_the_careful_reader_takes_over(
    engine: DuckDBEngine, tmp_path: Path, limits: Limits
) -> None:
    used, found, right = both(engine, written(tmp_path, "e.csv", HEADER + PLAIN + RAGGED * 3), limits)
    assert used == "careful"
    assert found == right
    assert len(found) == 4


def test_several_files_are_appended_to_one_table(engine: DuckDBEngine, tmp_path: Path) -> None:
    contents = [HEADER + PLAIN, HEADER + MANY_LINES + RAGGED, HEADER + STRAY + PLAIN, HEADER + PLAIN]

    def bring(engine: DuckDBEngine, header: Delimited, matches: Mapping[str, str], raw: str) -> None:
        for i, content in enumerate(contents):
            source = opened(engine, written(tmp_path, f"e{i}.csv", content))
            assert source.names == header.names
            bring_delimited(engine, source, matches, raw)

    _, found = brought(engine, opened(engine, written(tmp_path, "e.csv", HEADER)), bring)
    assert sorted(row[:3] for row in found) == [
        ("e0.csv", 2, None),
        ("e1.csv", 2, None),
        ("e1.csv", 4, TOO_FEW_FIELDS),
        ("e2.csv", 2, BAD_QUOTES),
        ("e2.csv", 3, None),
        ("e3.csv", 2, None),
    ]


def test_lines_are_right_in_a_file_of_many_buffers(engine: DuckDBEngine, tmp_path: Path) -> None:
    lines, at = [HEADER], 2
    while at < 400_000:
        kind = at % 97
        body = '"' + "long text " * 12 + ('\n""and"" more"' if kind % 5 == 0 else '"')
        lines.append("\n" if kind == 1 else f"{at}\n" if kind == 2 else f"{at},bob,p,like,2024-01-01,{body}\n")
        at += lines[-1].count("\n")
    source = opened(engine, written(tmp_path, "large.csv", "".join(lines)))
    used, found = brought(engine, source, bring_in_bulk)
    assert used == "bulk"
    assert all(str(row[1]) == (row[4] or row[3]) for row in found)
    assert len(found) == sum(line != "\n" for line in lines[1:])


def test_a_plain_file_may_be_called_compressed_or_like_a_pattern(tmp_path: Path) -> None:
    written(tmp_path, "e1.csv", HEADER + PLAIN * 5)
    for name in ("e[1].csv", "e*.csv", "e.csv.gz", "day=1/e.csv"):
        for content in (HEADER + PLAIN, HEADER + PLAIN + STRAY):
            assert events(written(tmp_path, name, content), "actor") == ["ann"]


def test_fields_beyond_the_headers_are_none_if_they_are_empty(tmp_path: Path) -> None:
    rows = 'a,p,2024-01-01,x,,\nb,p,2024-01-01,"y\nz",""\nc,p,2024-01-01,x,,more\nd,p,2024-01-01,x, \n'
    path = written(tmp_path, "e.csv", "actor,post,time,text\n" + rows)
    assert events(path, "actor, text, line") == [("a", "x", 2), ("b", "y\nz", 3)]
    assert rejected(path) == [(5, "too many fields"), (6, "too many fields")]


def test_a_blank_before_a_quote_that_never_closes_does_not_make_it_a_text(tmp_path: Path) -> None:
    rows = 'a,p,2024-01-01, "abc\nb,p,2024-01-01,\u3000"x"\nc,p,2024-01-01, "say ""hi""" \n'
    path = written(tmp_path, "e.csv", "actor,post,time,text\n" + rows)
    assert rejected(path) == [(2, "quotes do not close")]
    assert events(path, "text") == ['\u3000"x"', 'say "hi"']


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_texts_over_several_lines_are_the_same_in_every_encoding_and_with_all_line_ends(
    tmp_path: Path, encoding: str, end: str
) -> None:
    content = "actor,post,time,text\n" + '甲,p,2024-01-01,"一\n二"\n\n乙,p,2024-01-01,三\n丙\n'
    path = written(tmp_path, "e.csv", content.replace("\n", end).encode(encoding))
    assert events(path, "actor, text, line") == [("甲", "一\n二", 2), ("乙", "三", 5)]
    assert rejected(path, "line, detail") == [(6, "丙")]


@pytest.mark.parametrize("size", [3_000_000, 7_000_000])
def test_a_very_long_field_is_read(tmp_path: Path, size: int) -> None:
    long = "x" * size
    with reading(written(tmp_path, "e.csv", HEADER + PLAIN + PLAIN.replace("nice", long) + PLAIN)) as (engine, found):
        assert found.rows["events"] == Rows(3, 3, 0)
        assert engine.value("select max(strlen(text)) from source_event") == size
        assert engine.value("select line from source_event where strlen(text) > 100") == 3
