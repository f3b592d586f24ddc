"""`likewise simulate` as a person meets it: a page and tables, one clear sentence for what can't be meant."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import likewise
from likewise import world
from likewise.answers.simulate import (
    CLAIMS,
    MEASURES,
    SWITCHES,
    Scenario,
    every_parameter,
    feed_names,
    scenario_names,
)
from likewise.answers.simulate.fit.moments import QUANTITY_KEYS
from likewise.answers.simulate.people import KINDS
from likewise.answers.simulate.sweep import PAYOFFS
from likewise.show.catalogue import LANGUAGES, entries, has, text
from likewise.show.numerals import Lang
from likewise.show.simulation_list import meaning, origin
from likewise.show.simulation_page import render
from likewise.tables import SIMULATION_OUTPUTS
from likewise.text import sentences
from report_read import Page

COMMAND = [sys.executable, "-c", "from likewise.show.cli import main; main()"]
SMALL = ("--accounts", "400", "--days", "30", "--seeds", "3")
IN_TIME = ("--set", "groups.start_day=8", "--set", "groups.stop_day=20", "--set", "groups.join_spread=2")
FILES = ["claims.json", "curves.parquet", "report.html", "simulation.json", "sweep.parquet"]
SECTIONS = ["findings", "curves", "claims", "sweeps", "rule", "parameters", "method"]


def run(*words: str | Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "160"}
    extra = [] if lang == "en" else ["--lang", lang]
    return subprocess.run(
        [*COMMAND, *map(str, words), *extra], capture_output=True, text=True, check=False, env=environment
    )


def refused(*words: str | Path) -> str:
    done = run("simulate", *words)
    assert done.returncode == 2, done.stderr + done.stdout
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1
    return done.stderr


def made(scenario: str | list[str] = "group-then-stop", **more: Any) -> likewise.Simulation:
    given = ["run.accounts=400", "run.days=30", *(word for word in IN_TIME if "=" in word), *more.pop("given", ())]
    return likewise.simulate(scenario, given=given, seeds=more.pop("seeds", 3), **more)


@pytest.fixture(scope="module")
def small() -> likewise.Simulation:
    return made(sweeps=["risk.strength=0,1", "risk.action=discount,ban"])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("simulate") / "out"
    done = run("simulate", *SMALL, *IN_TIME, "--out", out)
    assert done.returncode == 0, done.stderr
    assert str(out / "report.html") in done.stdout
    assert "The nine claims in the box" in done.stdout and "risk.strength (0 to 1)" in done.stdout
    return out


def test_the_folder_holds_the_page_and_tables_with_the_declared_columns(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == FILES
    for name, schema in SIMULATION_OUTPUTS.items():
        assert pq.read_schema(written / f"{name}.parquet").remove_metadata() == schema
    curves = pq.read_table(written / "curves.parquet").to_pylist()
    assert {row["measure"] for row in curves} == set(MEASURES)
    assert len(curves) == len(MEASURES) * 3 * 30
    assert all(row["low"] <= row["mean"] + 1e-9 and row["mean"] <= row["high"] + 1e9 for row in curves)
    sweep = pq.read_table(written / "sweep.parquet").to_pylist()
    assert {(row["number"], row["payoff"]) for row in sweep} == {(x, name) for x in (0.0, 0.5, 1.0) for name in PAYOFFS}


def test_each_claim_has_verdict_interval_method_and_both_languages(written: Path) -> None:
    claims = json.loads((written / "claims.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in claims] == list(CLAIMS)
    for one in claims:
        assert {"verdict", "effect", "low", "high", "n", "method", "text_en", "text_zh"} <= one.keys()
        assert one["switch"] == SWITCHES[one["id"]].parameter
        assert text("zh", f"simulate.claim.{one['id']}") in one["text_zh"]
        if one["effect"] is not None:
            assert one["low"] <= one["effect"] <= one["high"] and one["n"] >= 3


def test_simulation_json_tells_every_parameter_seeds_and_scenarios(written: Path) -> None:
    said = json.loads((written / "simulation.json").read_text(encoding="utf-8"))
    assert said["scenarios"] == ["group-then-stop"] and said["seeds"] == [0, 1, 2]
    for one in every_parameter():
        part, _, name = one.name.partition(".")
        assert name in said["parameters"][part]
    assert said["parameters"]["run"]["accounts"] == 400 and said["parameters"]["groups"]["stop_day"] == 20
    assert said["seconds"].keys() == {"study", "sweep"} and said["version"]


def test_the_same_words_give_the_same_tables(written: Path, tmp_path: Path) -> None:
    assert run("simulate", *SMALL, *IN_TIME, "--out", tmp_path / "again", "--quiet").stdout == ""
    for name in ("curves.parquet", "sweep.parquet", "claims.json"):
        assert (tmp_path / "again" / name).read_bytes() == (written / name).read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_whole_stands_alone_and_has_every_section(small: likewise.Simulation, lang: Lang) -> None:
    html = render(small, lang)
    page = Page(html)
    assert page.unbalanced == []
    assert [attrs["id"] for attrs in page.of("section")] == SECTIONS
    assert text(lang, "simulate.model") in page.text
    assert f'lang="{"en" if lang == "en" else "zh-Hans"}"' in html
    assert "None" not in page.text and "nan" not in page.text.lower().split()
    for tag, attrs in page.tags:
        assert not attrs.keys() & {"src", "srcset", "action", "poster", "data", "background"}, tag
        href = attrs.get("href")
        assert href is None or href.startswith(("#", "data:")), href
    assert "url(" not in html and "@import" not in html and "http://" not in html and "https://" not in html
    policies = [attrs.get("content") or "" for attrs in page.of("meta") if "http-equiv" in attrs]
    assert len(policies) == 1 and policies[0].startswith("default-src 'none'")
    assert {str(attrs["href"])[1:] for attrs in page.of("a")} <= {attrs.get("id") for _, attrs in page.tags}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_says_its_numbers_in_words(small: likewise.Simulation, lang: Lang) -> None:
    page = Page(render(small, lang))
    ids = {attrs.get("id") for _, attrs in page.tags}
    drawn = [attrs for attrs in page.of("svg") if attrs.get("role") == "img"]
    assert len(drawn) == len(MEASURES) + 2 * len(PAYOFFS)
    for attrs in drawn:
        assert set(str(attrs["aria-labelledby"]).split()) <= ids
    for name in MEASURES:
        assert text(lang, f"simulate.measure.{name}") in page.text
    for d in (str(attrs["d"]) for attrs in page.of("path")):
        assert "nan" not in d and "inf" not in d


def test_a_chinese_page_is_not_left_in_english(small: likewise.Simulation) -> None:
    html = re.sub("<code[^>]*>.*?</code>", "", render(small, "zh"))
    words = set(re.findall("[A-Za-z]{3,}", Page(html).text))
    names = {part for one in every_parameter() for part in re.findall("[A-Za-z]+", one.name)}
    settings = {word for one in every_parameter() for word in one.among}
    assert words <= {"likewise", "set", "sweep", "true", "false"} | names | settings


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scenario", scenario_names())
def test_every_scenario_has_a_page_and_words(scenario: str, lang: Lang) -> None:
    one = made(scenario, given=["run.accounts=200"], break_even=False)
    page = Page(render(one, lang))
    assert page.unbalanced == [] and "None" not in page.text
    assert text(lang, f"simulate.scenario.{scenario}") in page.text
    assert text(lang, f"simulate.scenario.{scenario}") in one.in_words(lang)
    assert ("None" not in one.in_words(lang)) and "nan" not in one.in_words(lang).lower().split()


def test_one_seed_gives_no_verdict_and_says_so() -> None:
    one = made(seeds=1)
    assert {claim["verdict"] for claim in one.claims.to_arrow().to_pylist()} == {"not_enough_data"}
    assert text("en", "simulate.lead.few_seeds") in one.in_words()
    assert Page(render(one, "en")).unbalanced == []


def test_the_face_returns_frames_and_writes_on_request(small: likewise.Simulation, tmp_path: Path) -> None:
    assert small.html is None
    assert small.claims.columns[:5] == ("id", "verdict", "effect", "low", "high")
    assert len(small.claims) == len(CLAIMS)
    assert len(small.sweeps) == 4 * len(PAYOFFS)
    assert small.curves.columns == tuple(SIMULATION_OUTPUTS["curves"].names)
    assert 0 <= (small.consequence.removed_share or 0) <= 1
    html = small.write(tmp_path / "out", "zh").html
    assert html is not None and "盒子" in html.read_text(encoding="utf-8")
    json.dumps(small.to_dict(), allow_nan=False)
    with pytest.raises(likewise.LikewiseError, match="no language"):
        small.write(tmp_path / "out2", "xx")  # type: ignore[arg-type]


def test_a_title_with_markup_shows_as_text_and_a_name_is_no_disguise(
    small: likewise.Simulation, tmp_path: Path
) -> None:
    path = tmp_path / "honest.toml"
    title = '<img src=x onerror=alert(1)>"\u202e\u0007'
    path.write_text(f"title = {json.dumps(title)}\n[groups]\nshare = 0.03\n", encoding="utf-8")
    one = made(str(path), break_even=False)
    for lang in LANGUAGES:
        page = Page(render(one, lang))
        assert {tag for tag, _ in page.tags} <= {tag for tag, _ in Page(render(small, lang)).tags}
        assert "<img src=x onerror=alert(1)>" in page.text
        assert text(lang, "simulate.scenario.honest") not in page.text
        assert "\x07" not in page.text
        assert "\x07" not in one.in_words(lang) and "\u202e" not in one.in_words(lang)


def test_later_scenarios_win_and_settings_win_over_all(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[risk]\naction = 'limit'\n[groups]\nshare = 0.03\n")
    done = run(
        *("simulate", *SMALL, "--scenario", "group-for-ever", "--scenario", tmp_path / "mine.toml"),
        *("--feed", "short-video", "--set", "groups.share=0.04", "--no-break-even", "--json"),
    )
    said = json.loads(done.stdout)
    parameters = said["parameters"]
    assert said["scenarios"] == ["group-for-ever", "mine"] and said["feed"] == "short-video" and not said["sweeps"]
    assert parameters["groups"]["stop_day"] == 0 and parameters["risk"]["action"] == "limit"
    assert parameters["groups"]["share"] == 0.04 and parameters["feed"]["finish"] == 1.0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scenario", "nonsense"), "nonsense"),
        (("--scenario", "absent.toml"), "absent.toml"),
        (("--feed", "nonsense"), "nonsense"),
        (("--set", "risk.nonsense=1"), "risk.nonsense"),
        (("--set", "risk.strength"), "name=value"),
        (("--set", "risk.strength=2"), "risk.strength"),
        (("--set", "risk.action=hug"), "discount"),
        (("--sweep", "risk.strength"), "low..high"),
        (("--sweep", "risk.strength=0..x"), "low..high"),
        (("--sweep", "risk.strength=0..7"), "risk.strength"),
        (("--sweep", "risk.strength=0..1:1"), "steps"),
        (("--sweep", "nonsense=0..1"), "nonsense"),
        (("--seeds", "0"), "--seeds 0"),
        (("--accounts", "3"), "run.accounts"),
        (("--days", "1"), "run.days"),
        (("--lang", "xx"), "xx"),
        (("--like", "absent.csv"), "absent.csv"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(*words, "--out", tmp_path / "results" / "out")
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"[groups\n",
        b"\xff\xfe\x00",
        b"groups = 3\n",
        b"[groups]\nnonsense = 1\n",
        b"[groups]\nshare = 'many'\n",
        b"[groups]\nshare = inf\n",
        b"[groups]\nshare = nan\n",
        b"[groups.share]\nx = 1\n",
    ],
)
def test_a_bad_scenario_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.toml").write_bytes(content)
    assert "bad.toml" in refused("--scenario", tmp_path / "bad.toml", "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_or_a_report_is_left_alone(
    small: likewise.Simulation, small_report: likewise.Result, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert "thesis.txt" in refused(*SMALL, "--out", tmp_path)
    assert "accounts.parquet" in refused(*SMALL, "--out", small_report.folder)
    with pytest.raises(likewise.OutputError):
        small.write(small_report.folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thesis.txt"]


def test_an_earlier_simulation_is_replaced_whole(small: likewise.Simulation, tmp_path: Path) -> None:
    html = small.write(tmp_path / "out").html
    assert html is not None
    before = html.read_bytes()
    replace(small, scenarios=(Scenario("other", {"title": "Another"}, {}),)).write(tmp_path / "out")
    assert html.read_bytes() != before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("command", ["report", "check", "groups"])
def test_a_simulation_is_neither_data_nor_a_report(written: Path, tmp_path: Path, command: str) -> None:
    out = ("--out", tmp_path / "out") if command == "report" else ()
    done = run(command, written, *out)
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert "simulation, not data" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_being_told_to_stop_leaves_nothing_behind(tmp_path: Path, ending: signal.Signals) -> None:
    process = subprocess.Popen(
        [*COMMAND, "simulate", "--out", str(tmp_path / "out")], stderr=subprocess.PIPE, text=True
    )
    time.sleep(4)
    process.send_signal(ending)
    _, said = process.communicate(timeout=90)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_names_everything_that_can_be_set(lang: Lang) -> None:
    printed = run("simulate", "--list", lang=lang).stdout
    for name in (*scenario_names(), *feed_names(), *(one.name for one in every_parameter())):
        assert name in printed
    assert text(lang, "simulate.scenario.group-for-ever") in printed
    listed = json.loads(run("simulate", "--list", "--json").stdout)
    assert [one["name"] for one in listed["parameters"]] == [one.name for one in every_parameter()]


def test_every_parameter_scenario_claim_and_source_has_words_in_both_languages() -> None:
    sources = {said["en"] for key, said in entries().items() if key.startswith("simulate.source.")}
    for one in every_parameter():
        assert meaning(one, "en") == one.unit, one.name
        assert re.search("[\u4e00-\u9fff]", meaning(one, "zh")), one.name
        assert one.source in sources and re.search("[\u4e00-\u9fff]", origin(one, "zh")), one.name
    known = {one.name for one in every_parameter()}
    held = {key.removeprefix("parameter.") for key in sentences() if key.startswith("parameter.")}
    assert held == known
    families = {
        "scenario": scenario_names(),
        "feed": feed_names(),
        "kind": KINDS,
        "claim": CLAIMS,
        "measured": CLAIMS,
        "measure": MEASURES,
        "measure_unit": MEASURES,
        "payoff": PAYOFFS,
        "quantity": QUANTITY_KEYS,
        "part": {name.partition(".")[0] for name in known},
    }
    assert not [
        f"{family}.{key}" for family, keys in families.items() for key in keys if not has(f"simulate.{family}.{key}")
    ]


def test_calibration_to_data_is_shown_number_by_number(tmp_path: Path) -> None:
    world.write(tmp_path / "w", accounts=300, likes=5000, seed=3, grouped=0.1)
    done = run(
        "simulate", "--like", tmp_path / "w", "--days", "20", "--seeds", "3", "--no-break-even", "--out", tmp_path / "o"
    )
    assert done.returncode == 0, done.stderr
    assert "Calibrated to the data" in done.stdout
    said = json.loads((tmp_path / "o" / "simulation.json").read_text(encoding="utf-8"))
    assert said["fitted"]["rows"] and said["parameters"]["run"]["days"] == 20
    page = Page((tmp_path / "o" / "report.html").read_text(encoding="utf-8"))
    assert [attrs["id"] for attrs in page.of("section")] == [*SECTIONS[:5], "calibration", *SECTIONS[5:]]
    assert text("en", "simulate.quantity.likes_per_post") in page.text


def test_the_command_runs_likewise_as_risk_control(tmp_path: Path) -> None:
    words = ("--set", "risk.detector=likewise", "--set", "risk.review_days=15", "--seeds", "1")
    done = run("simulate", *SMALL, *IN_TIME, *words, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "Break-even" not in done.stdout
    page = Page((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    assert text("en", "simulate.method.detector") in page.text
