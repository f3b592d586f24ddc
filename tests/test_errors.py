"""What an error says: the same in English and Chinese, from one catalogue, on the command line too."""

import ast
import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple, get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import likewise
from likewise.answers.simulate import every_parameter
from likewise.errors import EngineError, InputError, LikewiseError, MappingError, OutputError, reason
from likewise.show.usage import USAGE, retold
from likewise.tables import Role
from likewise.text import Lang, Sentence, sentences
from refusals import CHINESE, TERMS, assert_chinese, said_of

SOURCE = Path(likewise.__file__).parent
NO_WORDS = {"simulation.in_file"}
"""Sentences that only put two others together."""


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_sentence_has_both_languages_with_the_same_values() -> None:
    for key, said in sentences().items():
        assert set(said) == set(get_args(Lang)), key
        assert names(said["en"]) == names(said["zh"]), key
        assert not CHINESE.search(said["en"]), key


def test_chinese_is_chinese() -> None:
    for key, said in sentences().items():
        bare = TERMS.sub("", "".join(text for text, *_ in Formatter().parse(said["zh"])))
        assert not re.search("[A-Za-z]{2,}", bare), (key, bare)
        assert CHINESE.search(bare) or key in NO_WORDS, key


class Named(NamedTuple):
    """A sentence that the code names: a pattern of its key, its values' names where they can be seen, and where."""

    key: str
    values: frozenset[str] | None
    place: str


@cache
def named() -> tuple[Named, ...]:
    """Every sentence that the source code names."""
    found: list[Named] = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and (key := _pattern(node.args[0])) and _says(node.func):
                found.append(Named(key, _values(node), f"{path.relative_to(SOURCE)}:{node.lineno}"))
    return tuple(found)


def _says(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr == "of" and isinstance(called.value, ast.Name) and called.value.id.endswith("Error")
    return isinstance(called, ast.Name) and called.id in {"Sentence", "usable"}


def _pattern(key: ast.expr) -> str | None:
    """The keys that an expression can be, as a pattern; None where it can't be told."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return re.escape(key.value)
    if isinstance(key, ast.JoinedStr):
        return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in key.values)
    return None


def _values(node: ast.Call) -> frozenset[str] | None:
    """The names of the values that a call gives; None where they aren't written out."""
    if any(one.arg is None for one in node.keywords):
        return None
    if isinstance(node.func, ast.Name) and len(node.args) > 1:
        given = node.args[1]
        keys = given.keys if isinstance(given, ast.Dict) else [None]
        return frozenset(str(k.value) for k in keys if isinstance(k, ast.Constant)) if all(keys) else None
    given_by_name = frozenset(str(one.arg) for one in node.keywords)
    # What Spark says is put in by `usable` itself.
    return given_by_name | {"said"} if isinstance(node.func, ast.Name) and node.func.id == "usable" else given_by_name


def test_every_sentence_that_the_code_names_is_there_and_gets_its_values() -> None:
    assert len(named()) > 100
    for one in named():
        keys = [key for key in sentences() if re.fullmatch(one.key, key)]
        assert keys, one
        if one.values is not None:
            assert any(names(sentences()[key]["en"]) <= one.values for key in keys), one


def test_every_sentence_is_said_somewhere() -> None:
    whole = [one.key for one in named() if not one.key.endswith("\\..+")]
    for key in sentences():
        topic, _, name = key.partition(".")
        if topic == "system":
            assert name in errno.errorcode.values()
        elif topic not in {"usage", "parameter"}:
            # Where a key is put together of a topic and a name, the name stands somewhere beside.
            folders = {one.place.rpartition("/")[0] for one in named() if one.key == f"{topic}\\..+"}
            by_name = any(name in texts_of(folder) for folder in folders)
            assert by_name or key in texts_of("") or any(re.fullmatch(one, key) for one in whole), key
    parameters = {key.partition(".")[2] for key in sentences() if key.startswith("parameter.")}
    assert parameters == {one.name for one in every_parameter()}
    wanted = {key.removeprefix("values.wanted_") for key in sentences() if key.startswith("values.wanted_")}
    assert wanted == set(get_args(Role))


@cache
def texts_of(folder: str) -> frozenset[str]:
    """The texts in the code below a folder."""
    return frozenset(
        node.value
        for path in (SOURCE / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_no_error_says_a_sentence_outside_of_the_catalogue() -> None:
    said = [f"{path}:{line}" for path, line in _spoken_in_code()]
    assert not said


def _spoken_in_code() -> Iterator[tuple[str, int]]:
    """Where an error is made of a text that stands in the code."""
    family = {one.__name__ for one in (LikewiseError, InputError, MappingError, OutputError, EngineError)}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in family
                and node.args
                and isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
                and not any(isinstance(inner, ast.Call) for inner in ast.walk(node.args[0]))
            ):
                yield str(path.relative_to(SOURCE)), node.lineno


@given(st.text(min_size=1))
def test_a_value_stands_in_the_sentence_as_it_is(path: str) -> None:
    error = InputError.of("reading.empty_file", path=path)
    assert str(error).startswith(path) and error.in_words("zh").startswith(path)


def test_what_a_sentence_holds_is_said_in_its_language() -> None:
    inner = OutputError.of("results.cant_write", place="out", reason=reason(PermissionError(errno.EACCES, "no")))
    outer = InputError.of("simulation.in_file", path="a.toml", fault=inner)
    assert str(outer) == "a.toml: can't write to out: Permission denied"
    assert outer.in_words("zh") == "a.toml：无法写入 out：没有权限"
    listed = InputError.of("reading.none_usable", paths=["a.csv", "b.csv"], rows=1234)
    assert str(listed).startswith("a.csv, b.csv: none of 1,234 rows")
    assert listed.in_words("zh").startswith("a.csv、b.csv：共 1,234 行")


def test_a_missing_key_or_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        InputError.of("no.such.sentence")
    with pytest.raises(KeyError):
        InputError.of("reading.empty_file")


def test_an_unusual_reason_of_the_system_is_said_as_the_system_says_it() -> None:
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason(OSError("something else")) == "something else"


@pytest.mark.parametrize("name", [key.partition(".")[2] for key in sentences() if key.startswith("system.")])
def test_english_reasons_are_those_of_the_system(name: str) -> None:
    assert sentences()[f"system.{name}"]["en"] == os.strerror(getattr(errno, name))


HEADER = "actor,author,post,kind,time\n"
REFUSED: Mapping[str, tuple[str, ...]] = {
    "empty file": ("report", "empty.csv", "--out", "out"),
    "picture": ("report", "picture.csv", "--out", "out"),
    "binary": ("check", "garbage.bin"),
    "web page": ("check", "page.html"),
    "cut gzip": ("check", "cut.csv.gz"),
    "zip": ("check", "cut.zip"),
    "no zone": ("report", "events.csv", "--out", "out", "--tz", "Mars/Olympus"),
    "bad map": ("report", "events.csv", "--out", "out", "--map", "actor"),
    "bad engine": ("report", "events.csv", "--out", "out", "--engine", "abacus"),
    "spark alone": ("report", "events.csv", "--out", "out", "--tables", "delta:x"),
    "bad memory": ("report", "events.csv", "--out", "out", "--memory", "much"),
    "scratch elsewhere": ("report", "events.csv", "--out", "out", "--scratch", "s3a://bucket/tmp"),
    "no scratch": ("report", "events.csv", "--out", "out", "--scratch", "nowhere"),
    "out is a file": ("report", "events.csv", "--out", "events.csv"),
    "out is taken": ("report", "events.csv", "--out", "taken"),
    "out elsewhere": ("report", "events.csv", "--out", "s3://bucket/out"),
    "nothing usable": ("report", "unusable.csv", "--out", "out"),
    "since alone": ("report", "events.csv", "--out", "out", "--since", "2025-01-01"),
    "no day": ("report", "events.csv", "--out", "out", "--since", "monday", "--state", "state"),
    "state elsewhere": ("report", "events.csv", "--out", "out", "--state", "s3://bucket/state"),
    "state is damaged": ("report", "events.csv", "--out", "out", "--since", "2025-01-01", "--state", "torn"),
    "result as data": ("report", "result", "--out", "out"),
    "simulation as data": ("report", "boxed", "--out", "out"),
    "no account": ("account", "result", "nobody"),
    "bad rule": ("policy", "result", "--rule", "bad.toml"),
    "no rule file": ("policy", "result", "--rule", "absent.toml"),
    "rule is no TOML": ("policy", "result", "--rule", "events.csv"),
    "rules on a damaged run.json": ("policy", "torn_run", "--rule", "good.toml"),
    "result with a damaged run.json": ("groups", "torn_run"),
    "result with a damaged table": ("groups", "torn_table"),
    "result without a table": ("accounts", "torn_table"),
    "result with a table that no rule can look at": ("policy", "torn_table", "--rule", "good.toml"),
    "result without an answer": ("effect", "torn_table"),
    "result without a pair": ("explain", "torn_table", "a"),
    "no labeler": ("policy", "result", "--rule", "good.toml", "--labeler", "alice"),
    "no label time": ("policy", "result", "--rule", "good.toml", "--at", "yesterday"),
    "no scenario": ("simulate", "--scenario", "honets"),
    "no scenario file": ("simulate", "--scenario", "absent.toml"),
    "no feed": ("simulate", "--feed", "best"),
    "bad sweep": ("simulate", "--sweep", "risk.strength=high"),
    "long sweep": ("simulate", "--sweep", "risk.strength=0..1:1000"),
    "no parameter": ("simulate", "--set", "risk.strenght=1"),
    "parameter too large": ("simulate", "--set", "risk.strength=7"),
    "parameter is no number": ("simulate", "--set", "run.days=many"),
    "bad setting": ("simulate", "--set", "risk.strength"),
    "too many seeds": ("simulate", "--seeds", "0"),
    "small world": ("world", "--out", "w", "--accounts", "5"),
    "short world": ("world", "--out", "w", "--days", "1"),
    "world is taken": ("world", "--out", "taken", "--accounts", "200", "--likes", "100"),
    "world of no days to trade": ("world", "--out", "w", "--accounts", "200", "--set", "groups.start_day=900"),
    "no stream": ("watch", "bluesky:", "--out", "w", "--url", "https://example.org"),
    "bad ending": ("groups", "result", "--out", "table.txt"),
    "bad export": ("export", "events.csv", "--as", "gephi", "--out", "x.csv"),
    "no command": ("reprot",),
    "no option": ("report", "events.csv", "--outt", "out"),
    "no data": ("report",),
    "no out": ("report", "events.csv"),
    "no value": ("report", "events.csv", "--out"),
    "too many words": ("simulate", "a", "b"),
    "flag with a value": ("report", "events.csv", "--quiet=1"),
    "bad limit": ("groups", "result", "--limit", "x"),
    "low limit": ("groups", "result", "--limit", "-1"),
    "bad share": ("world", "--out", "w", "--grouped", "much"),
    "bad threads": ("report", "events.csv", "--out", "out", "--threads", "0"),
    "no file": ("report", "absent.csv", "--out", "out"),
    "no column": ("check", "events.csv", "--map", "actor=nobody"),
    "cut parquet": ("check", "cut.parquet"),
}


@pytest.fixture(scope="module")
def refusals(small_report: likewise.Result, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[int, str]]:
    """The exit code and what was said, for each command line that is refused."""
    folder = tmp_path_factory.mktemp("refused")
    _write_inputs(folder, small_report.folder)
    return said_of(REFUSED, folder)


def _write_inputs(folder: Path, result: Path) -> None:
    rows = "".join(f"a{i % 7},b{i % 5},p{i % 5},like,2025-01-{1 + i % 28:02d}T10:00:00\n" for i in range(30))
    table = pa.table({"actor": ["a"] * 2000, "author": ["b"] * 2000, "post": ["p"] * 2000, "time": range(2000)})
    pq.write_table(table, folder / "whole.parquet")
    whole = (folder / "whole.parquet").read_bytes()
    contents = {
        "events.csv": (HEADER + rows).encode(),
        "unusable.csv": (HEADER + "a,b,p,dance,2025-01-01\n" * 5).encode(),
        "empty.csv": b"",
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "garbage.bin": bytes(range(256)) * 40,
        "page.html": b"<html><body>likes</body></html>",
        "cut.csv.gz": bytes.fromhex("1f8b0800000000000003ffff"),
        "cut.zip": b"PK\x03\x04" + bytes(50),
        "cut.parquet": whole[: len(whole) // 2],
        "bad.toml": b'[[rule]]\nname = "a"\naction = "ban"\nprobability = 0.9\n',
        "good.toml": b'[[rule]]\nname = "a"\naction = "review"\nprobability = 0.9\n',
        "taken/letter.txt": b"dear",
        "torn/state.json": b"{}",
        "boxed/simulation.json": b"{}",
        "torn_run/run.json": b"{",
        "torn_table/run.json": b"{}",
        "torn_table/groups.parquet": whole[: len(whole) // 2],
    }
    for name, content in contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "result").symlink_to(result)


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_is_chinese(refusals: Mapping[str, tuple[int, str]], case: str) -> None:
    code, said = refusals[case]
    assert code == 2, said
    assert_chinese(said)


@pytest.mark.parametrize("lang", get_args(Lang))
def test_what_typer_says_is_told_with_its_values(lang: Lang) -> None:
    said = "Invalid value for '--threads': Input should be greater than or equal to 1"
    assert retold(said, "en") == said
    assert "--threads" in retold(said, lang) and "1" in retold(said, lang)
    assert retold("Something that Typer will say one day.", lang) == "Something that Typer will say one day."


@given(st.text("ab{}'()-.?: ", min_size=1, max_size=20))
def test_every_sentence_of_typers_is_found_by_its_english(value: str) -> None:
    for key, said in sentences().items():
        if key.startswith(USAGE):
            told = Sentence(key, dict.fromkeys(names(said["en"]), value)).in_words("en")
            assert CHINESE.search(retold(told, "zh")), key


def test_help_is_headed_in_chinese() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from likewise.show.cli import main; main()", "report", "--help", "--lang", "zh"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "160"},
    )
    for word in ("参数", "选项", "[必填]", "[默认：duckdb]", "显示这段说明并退出。"):
        assert word in done.stdout
    assert not re.search("Arguments|Options|required|default|Show this", done.stdout)
