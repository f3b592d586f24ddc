"""Lines that are no rows are set aside one by one, with their number, and cost nothing else."""

from pathlib import Path

import pytest

from likewise.sources import Rows
from test_sources_support import HEADER, LIKE, events, reading, rejected, written

GOOD = "zoe,bob,p2,like,2024-01-02\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ann,bob\n", "too few fields"),
        ("ann,bob,p1,like,2024-01-01,more\n", "too many fields"),
        ('ann,bob,p1,like,"2024-01-01\n', "quotes do not close"),
        ('ann,bob,p1,like,"2024"-01-01\n', "quotes do not close"),
        ('"ann,bob,p1,like,2024-01-01\n', "quotes do not close"),
    ],
)
def test_a_bad_line_costs_only_itself(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path, "events.csv", HEADER + GOOD + line + GOOD * 3)
    assert rejected(path) == [(3, reason)]
    assert events(path, "line") == [2, 4, 5, 6]


def test_a_delimiter_at_the_end_of_a_line_is_no_field(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", "sep=,\nactor,post,time\na,p,2024-01-01,\nb,p,2024-01-01\n")
    assert events(path, "actor, line") == [("a", 3), ("b", 4)]


def test_an_unclosed_quote_does_not_swallow_texts_that_follow(tmp_path: Path) -> None:
    text = "actor,post,time,text\n" + 'a,p,2024-01-01,"open\n' + 'b,p,2024-01-01,"one\ntwo"\n' * 3
    path = written(tmp_path, "events.csv", text)
    with reading(path) as (_, found):
        assert found.rows["events"].used >= 2
        assert found.rows["events"].read == found.rows["events"].used + found.rows["events"].rejected
    assert rejected(path)[0] == (2, "quotes do not close")


def test_quotes_inside_a_bare_field_are_characters(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", 'actor,post,time,text\na,p,2024-01-01,5" wide\nb,p,2024-01-01,"x\ny"\n')
    assert events(path, "text") == ['5" wide', "x\ny"]


def test_quoted_fields_may_hold_anything(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", 'actor,post,time,text\n"a","p", "2024-01-01" ,"x, ""y""\n\nz"\n')
    assert events(path, "actor, text, line") == [("a", 'x, "y"\n\nz', 2)]


def test_a_text_of_many_lines_keeps_the_lines_after_it_right(tmp_path: Path) -> None:
    long = "\n".join("word" for _ in range(500))
    path = written(tmp_path, "events.csv", f'actor,post,time,text\na,p,2024-01-01,"{long}"\nb,p,2024-01-01,x\n')
    assert events(path, "line") == [2, 502]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"actor": "a", "post"', "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("nonsense", "not JSON"),
    ],
)
def test_a_bad_line_of_json_costs_only_itself(tmp_path: Path, line: str, reason: str) -> None:
    good = '{"actor": "a", "post": "p", "time": 1704110400}\n'
    path = written(tmp_path, "events.jsonl", good + line + "\n" + good)
    assert rejected(path) == [(2, reason)]
    assert events(path, "line") == [1, 3]


ONE = '{"actor": "ann", "author": "bob", "post": "p1", "time": "2024-01-01", "text": "早"}'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("content", [f"{ONE}\n{ONE}\n", f"[{ONE},\n{ONE}]", f"[\n  {ONE},\n  {ONE}\n]\n"])
def test_json_is_told_in_every_encoding(tmp_path: Path, content: str, encoding: str) -> None:
    marked = ("\ufeff" if encoding == "utf-16-be" else "") + content
    with reading(written(tmp_path, "e.json", marked.encode(encoding))) as (_, found):
        assert found.files[0].format.startswith("json")
        assert found.rows["events"] == Rows(2, 2, 0)


@pytest.mark.parametrize("first", ["null", "17", '"post": "p0"}', "  ", '"text"'])
def test_a_first_line_that_is_no_object_costs_only_itself(tmp_path: Path, first: str) -> None:
    path = written(tmp_path, "e.jsonl", f"{first}\n{ONE}\n{ONE}\n")
    with reading(path) as (_, found):
        assert found.rows["events"].used == 2
    assert set(rejected(path)) <= {(1, "not JSON"), (1, "not a JSON object")}


def test_objects_in_the_cells_of_a_table_make_it_no_json(tmp_path: Path) -> None:
    text = 'actor,post,time,text\nann,p1,2024-01-01,"{""a"": 1}"\nbob,p1,2024-01-01,"\n{}\n"\n'
    assert events(written(tmp_path, "e.csv", text), "actor") == ["ann", "bob"]


def test_a_json_field_that_comes_late_counts(tmp_path: Path) -> None:
    good = '{"actor": "a", "post": "p", "time": 1704110400}\n'
    late = '{"actor": "a", "post": "p", "time": 1704110400, "kind": "comment", "text": "hi"}\n'
    path = written(tmp_path, "events.jsonl", good.replace("}", ', "kind": "like"}') * 3000 + late)
    assert events(path, "text")[-1] == "hi"


def test_damaged_characters_are_set_aside_line_by_line(tmp_path: Path) -> None:
    damaged = HEADER.encode() + "李雷,bob,p1,like,2024-01-01\n".encode() * 50 + b"a\xffb,bob,p1,like,2024-01-01\n"
    path = written(tmp_path, "events.csv", damaged)
    assert rejected(path) == [(52, "damaged characters")]
    assert len(events(path)) == 50


def test_a_late_character_tells_the_encoding(tmp_path: Path) -> None:
    many = HEADER + LIKE * 40_000 + "李雷,bob,p1,like,2024-01-01\n"
    for encoding in ("utf-8", "gb18030"):
        path = written(tmp_path, "events.csv", many.encode(encoding))
        assert events(path, "actor")[-1] == "李雷"


def test_a_million_rows_set_aside_are_no_trouble(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", HEADER + "ann,bob,p1,hug,2024-01-01\n" * 1_000_000 + GOOD)
    with reading(path) as (engine, found):
        assert found.rows["events"] == Rows(1_000_001, 1, 1_000_000)
        assert engine.count("source_rejected") == 1_000_000
