"""A check says what was made of the data, in a form that can be printed or kept as JSON."""

import importlib.util
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

import likewise
from likewise.engine import open_duckdb
from likewise.errors import MappingError
from likewise.ingest.match.aliases import plain
from likewise.show.catalogue import LANGUAGES, has, text
from likewise.show.checked import in_words
from likewise.show.face import tables_alone
from likewise.show.numerals import Lang
from likewise.sources import CheckReport, check
from likewise.sources.gaps import GAPS
from likewise.sources.known import KNOWN, known_as
from likewise.sources.reasons import ASSUMPTIONS, REASONS
from likewise.tables import TABLES
from report_read import Page
from test_sources_support import HEADER, LIKE, frame, written
from workbooks import Cell, write_workbook

DOCS = Path(__file__).parents[1] / "docs"


NOTES = ("笔记标题", "首次发布时间", "体裁", "观看量", "点赞", "收藏", "人均观看时长", "弹幕")
"""The headers of Xiaohongshu's export of notes that these tests rest on."""


def notes(folder: Path, name: str = "notes.xlsx", without: tuple[str, ...] = ()) -> Path:
    """An export of three notes, one of which says no number of likes, with the notice that stands above."""
    cells: list[tuple[Cell, ...]] = [
        ("海边的一天", "2026年03月24日17时33分05秒", "图文", 1200.0, 88.0, 12.0, 16.0, 0.0),
        ("早餐", "2026年03月25日08时00分00秒", "视频", "1.1万", 930.0, 41.0, 21.0, 3.0),
        ("晚餐", "2026年03月26日19时00分00秒", "视频", 310.0, "很多", 2.0, 9.0, 0.0),
    ]
    kept = [i for i, column in enumerate(NOTES) if column not in without]
    table: list[Sequence[Cell]] = [["最多导出排序后前1000条笔记"], *([row[i] for i in kept] for row in (NOTES, *cells))]
    return write_workbook(folder / name, {"Sheet1": table}, merged={"Sheet1": ["A1:H1"]})


def checked(data: object) -> CheckReport:
    with open_duckdb(memory="500MB") as engine:
        return check(engine, data)


def test_a_check_tells_what_each_file_is(tmp_path: Path) -> None:
    written(tmp_path, "events.csv", "用户;作品ID;时间;心情\n李雷;p;2024-01-01;好\n".encode("gb18030"))
    written(tmp_path, "posts.jsonl", '{"post": "p", "author": "bob", "views": 3}\n')
    written(tmp_path, "other.txt", "x")
    report = checked(tmp_path).to_dict()
    likes, posts = report["files"]
    assert (likes["table"], likes["recognised_by"], likes["format"]) == ("events", "columns", "csv")
    assert (likes["delimiter"], likes["encoding"]) == (";", "gb18030")
    assert {"source": "用户", "canonical": "actor"} in likes["columns"]
    assert likes["unused"] == ["心情"]
    assert {assumption["key"] for assumption in likes["assumptions"]} >= {
        "encoding",
        "kind_is_constant",
        "time_zone",
    }
    assert (posts["table"], posts["format"]) == ("posts", "json lines")
    assert report["kinds"] == {"like": 1}
    assert report["ignored"] == [str(tmp_path / "other.txt")]


def test_a_check_shows_one_example_of_each_reason(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", HEADER + LIKE + LIKE.replace("like", "hug") * 3 + ",b,p,like,2024-01-01\n")
    report = checked(path)
    assert [(reject.reason, reject.rows, reject.line, reject.detail) for reject in report.rejects] == [
        ("unknown kind", 3, 3, "kind=hug"),
        ("no actor", 1, 6, "actor="),
    ]
    assert report.rejects[0].file == str(path)
    assert "not one of view, like" in report.rejects[0].text
    assert report.to_dict()["rows"]["events"] == {"read": 5, "used": 1, "rejected": 4}


def test_a_check_says_what_is_missing_for_which_answer() -> None:
    gaps = {gap.key: gap for gap in checked(frame(author=None)).gaps}
    assert {"no_author", "no_views", "no_follows", "no_purchases", "no_post_time"} <= set(gaps)
    assert "first like" in gaps["no_post_time"].text
    assert gaps["no_purchases"].answers == ("conversion",)
    assert "no_likes" not in gaps and "no_events" not in gaps


@pytest.mark.parametrize("header", [HEADER, "笔记标题,首次发布时间,体裁,观看量,点赞,收藏\n"])
def test_a_check_says_which_file_has_a_header_alone(tmp_path: Path, header: str) -> None:
    empty, log = written(tmp_path, "empty.csv", header), written(tmp_path, "likes.csv", HEADER + LIKE)
    said = {file.path: {one.key: one.text for one in file.assumptions} for file in checked([log, empty]).files}
    assert said[str(empty)]["no_rows"] == f"`{empty}` has columns and not one row: nothing is read from it"
    assert "no_rows" not in said[str(log)]


def test_posts_alone_are_enough_for_a_check(tmp_path: Path) -> None:
    report = checked(written(tmp_path, "export.csv", "标题,发布时间,播放量,点赞\n你好,2024-01-01,10,2\n"))
    assert report.rows["posts"].used == 1
    assert "no_events" in {gap.key for gap in report.gaps}


def test_a_check_says_which_source_a_file_is_and_by_which_headers(tmp_path: Path) -> None:
    (file,) = checked(notes(tmp_path)).to_dict()["files"]
    assert (file["source"], file["recognised_by"], file["table"]) == ("xiaohongshu-notes", "recognised", "posts")
    assert set(file["signature"]) <= set(NOTES) and "首次发布时间" in file["signature"]
    assert file["rows"] == {"read": 3, "used": 3, "rejected": 0}
    assert file["unused"] == ["弹幕"]
    assert {"source": "收藏", "canonical": "saves"} in file["columns"]
    assert {one["source"] for one in file["columns"] if one["canonical"] == "post"} == {"笔记标题", "首次发布时间"}


def test_a_check_says_what_the_source_cannot_show(tmp_path: Path) -> None:
    report = checked(notes(tmp_path)).to_dict()
    (file,) = report["files"]
    assert [(one["key"], one["answers"]) for one in file["cannot"]] == [("only_numbers", ["groups", "accounts"])]
    assert "not who reacted" in file["cannot"][0]["text"]
    assert report["gaps"][0]["key"] == "only_numbers"


def test_in_words_what_cannot_be_seen_comes_first_and_each_thing_once(tmp_path: Path) -> None:
    report = checked([notes(tmp_path), notes(tmp_path, "again.xlsx")])
    said = in_words(report, "en")
    first = said.partition("\n\n")[0].splitlines()
    assert "小红书 笔记列表明细表" in first[1] and "首次发布时间" in first[1]
    assert "groups can't be seen" in first[2] and "groups, accounts" in first[2]
    assert "There are no events" not in said
    assert said.count("Asia/Shanghai") == 1 and "(2 files)" in said
    assert len(re.findall("点赞: 1 cell left empty, the row used: .* First at line [0-9]+: 很多", said)) == 2
    assert "the claim on likes without completion" in said
    assert not re.search("[\u4e00-\u9fff]", said.partition("Missing")[2])
    assert "从中看不到群组" in in_words(report, "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_any_script_align_and_no_line_is_too_wide(tmp_path: Path, lang: Lang) -> None:
    report = checked(notes(tmp_path))
    arrows = {cell_len(line.partition("→")[0]) for line in in_words(report, lang).splitlines() if "→" in line}
    assert len(arrows) == 1
    narrow = in_words(report, lang, 60).splitlines()
    assert max(cell_len(line) for line in narrow if str(tmp_path) not in line) <= 60
    assert not [line for line in narrow if line.lstrip()[:1] in {"。", "，", "："}]
    assert re.sub(r"\s", "", "".join(narrow)) == re.sub(r"\s", "", in_words(report, lang))


def test_control_characters_of_a_header_do_nothing_to_the_terminal(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", HEADER.replace("\n", ",\x1b[31mred\n") + LIKE.replace("\n", ",x\n"))
    assert "\x1b" not in in_words(checked(path), "en")


def test_a_file_that_all_but_is_a_known_source_is_told_what_it_lacks(tmp_path: Path) -> None:
    report = checked(notes(tmp_path, without=("首次发布时间",)))
    (file,) = report.to_dict()["files"]
    assert (file["source"], file["resembles"], file["lacking"]) == (None, "xiaohongshu-notes", ["首次发布时间"])
    assert "小红书 笔记列表明细表, but lacks 首次发布时间" in in_words(report, "en")


def test_a_known_file_of_which_a_column_is_mapped_stays_what_it_is(tmp_path: Path) -> None:
    with open_duckdb(memory="500MB") as engine:
        (file,) = check(engine, notes(tmp_path), mapping={"saves": "点赞"}).files
    assert (file.source, file.resembles) == ("xiaohongshu-notes", None)
    assert {match.source for match in file.matches if match.canonical == "saves"} == {"点赞"}
    assert "收藏" in file.unused


def test_a_column_that_no_table_of_a_known_file_has_is_not_left_out_in_silence(tmp_path: Path) -> None:
    with open_duckdb(memory="500MB") as engine, pytest.raises(MappingError, match="read as posts"):
        check(engine, notes(tmp_path), mapping={"actor": "体裁"})


def test_the_report_says_which_source_a_file_all_but_is(tmp_path: Path) -> None:
    result = tables_alone(notes(tmp_path, without=("首次发布时间",)))
    assert {"key": "resembles", "title": "小红书 笔记列表明细表", "lacking": "首次发布时间"} in result.run[
        "assumptions"
    ]


def test_an_unreadable_file_is_told_which_source_it_looks_like(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="looks like 小红书 笔记列表明细表, but lacks `笔记标题`"):
        checked(notes(tmp_path, without=("笔记标题",)))


def test_a_log_of_events_looks_like_no_export() -> None:
    (file,) = checked(frame()).files
    assert file.source is None and file.resembles is None and not file.cannot


def test_the_report_says_at_its_top_what_the_source_cannot_show(tmp_path: Path) -> None:
    result = likewise.report(notes(tmp_path), tmp_path / "out")
    (source,) = result.run["sources"]
    assert source["columns"]["likes"] == "点赞"
    assert {name: value for name, value in source.items() if name not in {"columns", "unused"}} == {
        "path": str(tmp_path / "notes.xlsx"),
        "table": "posts",
        "recognised_by": "recognised",
        "source": "xiaohongshu-notes",
        "title": "小红书 笔记列表明细表",
        "cannot": ["only_numbers"],
    }
    shown = Page((tmp_path / "out" / "report.html").read_text(encoding="utf-8")).text
    said = shown.index(text("en", "gap.only_numbers"))
    assert said < shown.index(text("en", "answer_page.claim.lift"))
    assert shown.rindex("小红书 笔记列表明细表") > shown.index(text("en", "method.sources"))


def test_a_report_is_json(tmp_path: Path) -> None:
    report = checked(written(tmp_path, "events.csv", HEADER + LIKE + "x\n")).to_dict()
    assert json.loads(json.dumps(report)) == report


def test_every_key_has_a_sentence() -> None:
    for sentences in (REASONS, ASSUMPTIONS, {key: said for key, (_, said) in GAPS.items()}):
        assert all(said and not said.endswith(".") for said in sentences.values())


def test_every_gap_and_answer_that_suffers_has_its_words() -> None:
    assert not [key for key in GAPS if not has(f"gap.{key}")]
    assert not [name for answers, _ in GAPS.values() for name in answers if not has(f"suffers.{name}")]


# What the known sources declare of themselves


def test_every_known_source_is_declared_in_words_that_exist() -> None:
    assert len({source.name for source in KNOWN}) == len(KNOWN)
    for source in KNOWN:
        assert set(source.cannot) <= set(GAPS) and set(source.says) <= set(ASSUMPTIONS), source.name
        for part in source.parts:
            assert set(part.aside) <= set(REASONS), source.name
            assert set(part.columns) <= set(TABLES[part.table].names), source.name


def test_a_file_with_just_the_headers_of_a_source_is_recognised_as_it() -> None:
    for source in KNOWN:
        for signature in source.signatures:
            inside = [name for names in source.fields.values() for name in names if "." in name]
            objects = [name.partition(".")[0] for name in inside]
            found = known_as(list(dict.fromkeys([*signature.has, *objects])), inside)
            assert found is not None, (source.name, signature)
            assert set(map(plain, found[1].has)) >= set(map(plain, signature.has)), (source.name, signature)


def test_the_page_of_sources_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("sources_page", DOCS / "sources.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (DOCS / "sources.md").read_text(encoding="utf-8")
    assert module.written(page) == page, "docs/sources.md is out of date: run .venv/bin/python docs/sources.py"
    for source in KNOWN:
        assert f"## {source.title}" in page and f"`{source.name}`" in page
        assert all(f"`{name}`" in page for names in source.fields.values() for name in names), source.name
