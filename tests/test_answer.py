"""The answer as a whole: nine claims in a report's files, the causal answer alone, and a creator's dates."""

import json
import math
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

import likewise
from likewise import world
from likewise.answers.claims import CLAIMS
from likewise.destination import REPORT
from likewise.errors import InputError, LikewiseError
from likewise.pipeline import STEPS
from likewise.show.catalogue import LANGUAGES, has, text
from likewise.show.effect import CAUSAL
from likewise.show.face import tables_alone
from likewise.show.numerals import Lang
from likewise.tables import OUTPUTS
from report_read import Page
from test_creator import posts

COMMAND = [sys.executable, "-c", "from likewise.show.cli import main; main()"]
KEYS = ["id", "verdict", "effect", "low", "high", "n", "method", "text_en", "text_zh"]
"""The keys of claims.json that everyone may count on, in this order."""
FURTHER = {"sample", "p_adjusted", "reason", "lacks", "needed", "unit"}
VERDICTS = {"supported", "contradicted", "not_enough_data"}
DATES = "2026-03-02..2026-04-10"
"""Days 60 to 99 of the creators made by `posts`."""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answer") / "world"
    world.write(folder, accounts=1_200, likes=36_000, seed=3, grouped=0.2, views=True)
    return folder


@pytest.fixture(scope="module")
def result(data: Path, tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    return likewise.report(data, tmp_path_factory.mktemp("answered") / "report")


@pytest.fixture(scope="module")
def creator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A creator's posts alone; likes are three times what they were in DATES, and nothing else is."""
    path = tmp_path_factory.mktemp("creator") / "posts.csv"
    pa.csv.write_csv(posts(seed=4, likes=2.0), path)
    return path


def claims_of(folder: Path) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    return said


def test_a_report_holds_exactly_its_files(result: likewise.Result) -> None:
    assert {file.name for file in result.folder.iterdir()} == REPORT.names
    assert {f"{name}.parquet" for name in OUTPUTS} | {"claims.json"} <= REPORT.names


def test_claims_stand_in_the_order_of_the_design_with_their_keys(result: likewise.Result) -> None:
    claims = claims_of(result.folder)
    assert claims == result.claims
    assert [claim["id"] for claim in claims] == list(CLAIMS)
    for claim in claims:
        assert list(claim)[: len(KEYS)] == KEYS and set(claim) == {*KEYS, *FURTHER}
        assert claim["verdict"] in VERDICTS
        assert has(f"answer.method.{claim['method']}"), claim["method"]
        assert claim["n"] >= 0 and claim["unit"] == "relative change"
        for lang in LANGUAGES:
            assert claim[f"text_{lang}"].strip()


def test_a_claim_has_an_interval_around_its_effect_or_a_reason(result: likewise.Result) -> None:
    tested = [claim for claim in result.claims if claim["effect"] is not None]
    assert {"lift", "bubble"} <= {claim["id"] for claim in tested}
    for claim in tested:
        low = -1.0 if claim["low"] is None else claim["low"]
        assert low <= claim["effect"] <= (math.inf if claim["high"] is None else claim["high"])
        assert 0 <= claim["p_adjusted"] <= 1 and claim["n"] > 0
    for claim in result.claims:
        if claim["effect"] is None:
            assert claim["reason"] and claim["p_adjusted"] is None and claim["verdict"] == "not_enough_data"


def test_an_effect_has_rows_for_what_is_on_show_and_what_is_organic(result: likewise.Result) -> None:
    effects = result.effects.to_pandas()
    whole = effects[effects["what"] == "effect"].set_index(["event", "outcome", "part"])
    assert ("join", "likes", "raw") in whole.index and ("join", "likes", "organic") in whole.index
    estimates = effects.dropna(subset=["low", "change"])
    assert (estimates["low"] <= estimates["change"]).all()
    detectable = effects[effects["what"] == "detectable"]
    assert ((detectable["low"] < 0) & (detectable["high"] > 0) & detectable["change"].isna()).all()
    steps = effects[effects["what"] == "step"]
    assert (steps["days"] < 0).any() and (steps["days"] > 0).any()
    lift = result.claims[CLAIMS.index("lift")]
    assert whole.loc[("join", "likes", "organic"), "change"] == pytest.approx(lift["effect"])


def test_every_account_that_is_judged_has_each_part_of_its_health(result: likewise.Result) -> None:
    health, accounts = result.health.to_pandas(), result.accounts.to_pandas()
    assert set(health["account"]) <= set(accounts["account"])
    assert health.groupby("account")["part"].nunique().eq(health["part"].nunique()).all()
    score = health[health["part"] == "score"].set_index("account")["value"]
    shown = accounts.dropna(subset=["health"]).set_index("account")["health"]
    np.testing.assert_allclose(score.loc[shown.index], shown)


def test_the_page_opens_with_the_answer_of_the_claims(result: likewise.Result) -> None:
    page = Page(result.html.read_text(encoding="utf-8"))
    assert text("en", "answer_page.claim.lift") in page.text
    assert " ".join(result.claims[CLAIMS.index("lift")]["text_en"].split()) in page.text


def test_the_claims_are_a_step_of_the_report_and_of_nothing_that_shows_none(
    data: Path, result: likewise.Result
) -> None:
    assert list(result.run["seconds"]) == [step for step in STEPS if step != "state"]
    alone = tables_alone(data)
    assert "effect" not in alone.run["seconds"]
    assert alone.groups.to_arrow().equals(result.groups.to_arrow())
    assert not (alone.folder / "claims.json").exists()


def test_the_effect_of_a_report_is_read_from_its_files(result: likewise.Result) -> None:
    found = likewise.effect(result.folder)
    assert found.table.equals(result.effects.to_arrow())
    assert [claim["id"] for claim in found.claims] == list(CAUSAL)
    assert found.claim("lift") == result.claims[CLAIMS.index("lift")]
    assert str(found) == found.in_words("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_causal_answer_is_said_in_both_languages(result: likewise.Result, lang: Lang) -> None:
    found = likewise.effect(result.folder)
    said = " ".join(found.in_words(lang, 400).split())
    for name in ("lift", "cliff"):
        assert text(lang, f"answer_page.claim.{name}") in said
        assert text(lang, f"answer_page.verdict.{found.claim(name)['verdict']}") in said
    for key in ("effect.after_join", "answer_page.outcome.likes", "answer_page.part.raw", "answer_page.check.parallel"):
        assert text(lang, key) in said
    assert "\ufffd" not in said


def test_a_narrow_terminal_loses_nothing(result: likewise.Result) -> None:
    lines = likewise.effect(result.folder).in_words("en", 76).splitlines()
    assert max(map(len, lines)) <= 76 and not any("…" in line for line in lines)


def test_effect_on_the_command_line(result: likewise.Result, tmp_path: Path) -> None:
    done = run("effect", result.folder, "--out", tmp_path / "effects.csv")
    assert done.returncode == 0, done.stderr
    assert text("en", "effect.after_join") in done.stdout and str(tmp_path / "effects.csv") in done.stdout
    assert pa.csv.read_csv(tmp_path / "effects.csv").num_rows == len(result.effects)
    said = json.loads(run("effect", result.folder, "--json").stdout)
    assert [claim["id"] for claim in said["claims"]] == list(CAUSAL)
    assert len(said["effects"]) == len(result.effects)


def test_a_report_without_an_answer_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(InputError, match="earlier version"):
        likewise.effect(tmp_path)


def test_effect_refuses_what_is_no_data_and_no_file(result: likewise.Result, tmp_path: Path) -> None:
    for words in ((tmp_path / "nowhere",), (result.folder, "--out", tmp_path / "effects.doc")):
        done = run("effect", *words)
        assert done.returncode == 2 and done.stderr.startswith("error: ") and "Traceback" not in done.stderr


def test_a_creator_is_asked_and_the_dates_give_the_answer(creator: Path, tmp_path: Path) -> None:
    asked = run("report", creator, "--out", tmp_path / "asked")
    assert asked.returncode == 0, asked.stderr
    question = "Was a group used for the posts of me between 2 Mar 2026 and 10 Apr 2026?"
    assert question in asked.stdout and "--group-dates" in asked.stdout
    page = Page((tmp_path / "asked" / "report.html").read_text(encoding="utf-8"))
    assert question in page.text and text("en", "headline.posts_alone") in page.text
    assert {claim["reason"] for claim in claims_of(tmp_path / "asked")} > {"creator_needs_group_dates"}

    told = run("report", creator, "--out", tmp_path / "told", "--group-dates", DATES)
    assert told.returncode == 0, told.stderr
    assert question not in told.stdout and text("en", "answer_page.claim.lift") in told.stdout
    claims = {claim["id"]: claim for claim in claims_of(tmp_path / "told")}
    assert list(claims) == list(CLAIMS)
    assert claims["bubble"]["verdict"] == "supported" and claims["bubble"]["effect"] < -0.5
    assert claims["lift"]["effect"] is not None and claims["lift"]["sample"] == "posts"
    assert pq.read_table(tmp_path / "told" / "effects.parquet").num_rows > 0


def test_the_effect_of_posts_alone_counts_posts(creator: Path) -> None:
    found = likewise.effect(creator, group_dates=[DATES])
    likes = next(row for row in found.table.to_pylist() if row["outcome"] == "likes" and row["what"] == "effect")
    assert likes["part"] == "raw" and likes["change"] > 1 and likes["treated"] == 40
    assert text("en", "effect.reads_posts") in " ".join(str(found).split())
    assert not found.questions


@pytest.mark.parametrize("dates", ["2026-03", "2026-04-01..2026-03-01", "nobody=2026-03-02..2026-04-10"])
def test_dates_that_mean_nothing_leave_no_result(creator: Path, tmp_path: Path, dates: str) -> None:
    with pytest.raises(InputError):
        likewise.report(creator, tmp_path / "out", group_dates=[dates])
    assert not list(tmp_path.iterdir())


def test_an_answer_that_fails_leaves_the_earlier_result(creator: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = likewise.report(creator, out).claims

    def stop(step: str) -> None:
        if step == "effect":
            raise LikewiseError("stopped")

    with pytest.raises(LikewiseError, match="stopped"):
        likewise.report(creator, out, group_dates=[DATES], say=stop)
    assert {file.name for file in tmp_path.iterdir()} == {"out"}
    assert likewise.report(creator).claims == before == claims_of(out)


def test_posts_alone_show_the_likes_that_they_declare_and_no_real_ones(creator: Path) -> None:
    table = pa.csv.read_csv(creator)
    accounts = tables_alone(creator).accounts.to_pandas().set_index("account").loc["me"]
    for kind in ("likes", "comments"):
        assert accounts[f"{kind}_raw"] == sum(table[kind].to_pylist())
        assert np.isnan(accounts[f"{kind}_real"])
    assert np.isnan(accounts["real_share"]) and np.isnan(accounts["dependence"])


def test_an_account_whose_likers_are_known_counts_these() -> None:
    liked = {"actor": ["a", "b"], "author": ["known"] * 2, "post": ["p"] * 2, "time": [_day(2), _day(3)]}
    declared = {"post": ["p", "q"], "author": ["known", "other"], "time": [_day(1)] * 2, "likes": [40, 7]}
    accounts = tables_alone({"events": pa.table(liked), "posts": pa.table(declared)}).accounts.to_pandas()
    raw = accounts.set_index("account")["likes_raw"]
    assert raw["known"] == 2 and raw["other"] == 7
    share = accounts.set_index("account")["real_share"]
    assert share["known"] == 1 and np.isnan(share["other"])


def _day(day: int) -> Any:
    return pa.scalar(1_767_225_600_000_000, pa.timestamp("us", "UTC")).as_py() + timedelta(days=day)
