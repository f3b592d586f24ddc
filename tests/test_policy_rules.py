"""A rule that can't be meant is refused before anything is read: its place, its fault, and what to do instead."""

import re
import shutil
from pathlib import Path

import pytest

import likewise
from likewise import Rule
from likewise.answers.policy import read_rules
from likewise.show.catalogue import LANGUAGES
from likewise.show.numerals import Lang
from test_policy import EXAMPLE, REVIEW, run

CHINESE = re.compile("[\u4e00-\u9fff]")
GOOD = 'name = "a"\naction = "review"\nprobability = 0.9\n'
BAD = {
    "no rule": ("# nothing\n", "", "[[rule]]"),
    "not toml": ("[[rule]\n", "", "docs/policy.md"),
    "one table": (f"[rule]\n{GOOD}", "", "[[rule]]"),
    "another table": (f"[[rules]]\n{GOOD}", ":1", "there is rule"),
    "unknown key": (f"[[rule]]\n{GOOD}treshold = 0.9\n", ":5", "group_probability"),
    "missing key": ('\n[[rule]]\nname = "a"\naction = "review"\n', ":2", "probability is missing"),
    "above one": ('[[rule]]\nname = "a"\naction = "review"\nprobability = 90\n', ":4", "0.9"),
    "below none": (f"[[rule]]\n{GOOD}group_probability = -0.1\n", ":5", "0 to 1"),
    "not a number": ('[[rule]]\nname = "a"\naction = "review"\nprobability = nan\n', ":4", "number"),
    "true": ('[[rule]]\nname = "a"\naction = "review"\nprobability = true\n', ":4", "number"),
    "text": ('[[rule]]\nname = "a"\naction = "review"\nprobability = "0.9"\n', ":4", "number"),
    "unknown kind": (f'[[rule]]\n{GOOD}kind = "pod"\n', ":5", "lockstep"),
    "unknown action": ('[[rule]]\nname = "a"\naction = "ban"\nprobability = 0.9\n', ":3", "discount, review, limit"),
    "a list": ('[[rule]]\nname = "a"\naction = ["review"]\nprobability = 0.9\n', ":3", "text"),
    "no name": ('[[rule]]\nname = " "\naction = "review"\nprobability = 0.9\n', ":2", "name the rule"),
    "twice": (f"[[rule]]\n{GOOD}[[rule]]\n{GOOD}", ":6", "of its own"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_rule_that_cannot_be_meant_is_refused_with_its_place_and_a_remedy(tmp_path: Path, case: str) -> None:
    held, line, remedy = BAD[case]
    file = tmp_path / "rule.toml"
    file.write_text(held, encoding="utf-8")
    with pytest.raises(likewise.InputError) as refused:
        likewise.policy("never-read.csv", file, tmp_path / "out")
    assert str(refused.value).startswith(f"{file}{line}: ")
    assert remedy in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["rule.toml"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_refuses_with_exit_code_2_and_writes_nothing(
    small_report: likewise.Result, tmp_path: Path, lang: Lang
) -> None:
    file = tmp_path / "rule.toml"
    for case in ("unknown key", "above one", "no rule"):
        file.write_text(BAD[case][0], encoding="utf-8")
        done = run(small_report.folder, "--rule", file, "--out", tmp_path / "out", "--lang", lang)
        assert (done.returncode, done.stdout) == (2, "")
        assert str(file) in done.stderr and "Traceback" not in done.stderr
        assert bool(CHINESE.search(done.stderr)) == (lang == "zh")
    assert [path.name for path in tmp_path.iterdir()] == ["rule.toml"]


def test_other_things_that_cannot_be_meant_are_refused_too(small_report: likewise.Result, tmp_path: Path) -> None:
    result, out = small_report.folder, tmp_path / "out"
    for words, said in (
        (("--rule", tmp_path / "absent.toml"), "absent.toml"),
        (("--rule", EXAMPLE, "--labeler", "alice"), "did:plc"),
        (("--rule", EXAMPLE, "--at", "yesterday"), "2025-03-31T12:00:00Z"),
        (("--rule", EXAMPLE, "--lang", "xx"), "xx"),
    ):
        done = run(result, *words, "--out", out)
        assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr
        assert not out.exists()
    shutil.copytree(result, tmp_path / "torn")
    (tmp_path / "torn" / "members.parquet").unlink()
    with pytest.raises(likewise.InputError, match=r"members\.parquet"):
        likewise.policy(tmp_path / "torn", [REVIEW])
    with pytest.raises(likewise.InputError, match="ban"):
        Rule("a", "ban", 0.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", BAD)
def test_every_fault_is_said_in_chinese_too(tmp_path: Path, case: str) -> None:
    file = tmp_path / "rule.toml"
    file.write_text(BAD[case][0], encoding="utf-8")
    with pytest.raises(likewise.InputError) as refused:
        read_rules(file)
    said = refused.value.in_words("zh")
    assert said.startswith(f"{file}{BAD[case][1]}：") and CHINESE.search(said)


def test_a_rule_made_in_python_says_its_fault_in_both_languages() -> None:
    with pytest.raises(likewise.InputError) as refused:
        Rule("odd", "review", 90)
    assert str(refused.value) == "Rule 'odd': probability = 90 lies outside 0 to 1; write a probability such as 0.9"
    assert refused.value.in_words("zh") == "规则“odd”：probability = 90 不在 0 到 1 之间；请写一个概率，例如 0.9"
