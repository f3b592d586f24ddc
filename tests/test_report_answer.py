"""What the page says of the answer: the claims taken together, effects, drawings, levers and health."""

import math
import statistics
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import likewise
import report_sample as sample
from likewise import world
from likewise.answers.claims import Claim, Finding
from likewise.answers.estimate import Estimate
from likewise.show import drawing, interval
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.claims_words import claim_in_words
from likewise.show.effect_words import in_words
from likewise.show.numerals import Lang
from likewise.show.report import render
from likewise.show.sections import MEMBER_COLUMNS, groups
from likewise.show.view import ReportView
from report_read import Page

CLAIMS = ("bubble", "mismatch", "lift", "cliff", "trust", "retention", "conversion", "enforcement", "alternatives")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_says_what_the_claims_conclude_and_how_surely(lang: Lang) -> None:
    page = Page(render(sample.tiny_answered(), lang))
    assert page.text.index(text(lang, "answer_page.headline.unmoved")) < page.text.index(text(lang, "groups.intro"))
    counted = {"supported": 5, "contradicted": 1, "not_enough_data": 3}
    assert text(lang, "answer_page.counted", all=9, **counted) in page.text
    for claim in CLAIMS:
        assert text(lang, f"answer_page.claim.{claim}") in page.text
    verdicts = [
        str(attrs["class"]).split()[1] for attrs in page.of("li") if str(attrs.get("class")).startswith("claim ")
    ]
    assert sorted(verdicts) == sorted([*["supported"] * 5, "contradicted", *["not_enough_data"] * 3])
    assert verdicts[-3:] == ["not_enough_data"] * 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_source_cannot_show_is_said_before_the_claims_once_for_all_its_files(lang: Lang) -> None:
    found = sample.tiny_answered()
    first = sample.source("a.csv", title="One export", cannot=["no_likers"])
    named = [
        first,
        {**first, "path": "b.csv"},
        sample.source("c.csv", title="Another", cannot=["no_likers", "unheard"]),
    ]
    page = Page(render(replace(found, run={**found.run, "sources": named}), lang))
    said = text(lang, "gap.no_likers")
    assert page.text.count(said) == 1
    assert page.text.index(said) < page.text.index(text(lang, "answer_page.claim.lift"))
    assert f"One export{text(lang, 'list.comma')}Another" in page.text
    assert said not in Page(render(found, lang)).text


@pytest.mark.parametrize(
    ("verdict", "low", "high", "said"),
    [
        ("contradicted", 0.05, 0.2, "raised"),
        ("supported", -0.02, 0.03, "unmoved"),
        ("supported", 0.01, 0.03, "unmoved"),
        ("supported", -0.03, -0.01, "unmoved"),
        ("supported", -0.2, -0.1, "lowered"),
        ("contradicted", -0.02, 0.03, "unclear"),
        ("contradicted", 0.01, 0.04, "unclear"),
        ("not_enough_data", 0.05, 0.2, "open"),
    ],
)
def test_the_headline_follows_the_verdict_and_the_interval_and_never_an_open_claim(
    verdict: str, low: float, high: float, said: str
) -> None:
    found = sample.tiny_answered()
    lift = {"id": "lift", "verdict": verdict, "effect": (low + high) / 2, "low": low, "high": high, "n": 400}
    claims = [lift if claim["id"] == "lift" else claim for claim in found.claims]
    page = Page(render(replace(found, claims=claims), "en"))
    assert text("en", f"answer_page.headline.{said}") in page.text
    assert sum(text("en", f"answer_page.headline.{one}") in page.text for one in HEADLINES) == 1


def test_a_lift_that_failed_because_nothing_on_show_rose_is_no_rise() -> None:
    found = sample.tiny_answered()
    lift = {"id": "lift", "verdict": "contradicted", "effect": 0.1, "low": 0.06, "high": 0.15, "n": 400}
    flat = {"event": "join", "outcome": "likes", "part": "raw", "what": "effect", "change": 0.0}
    for high, said in ((0.02, "unclear"), (0.3, "raised")):
        effects = sample.table([{**flat, "low": -0.02, "high": high}])
        page = Page(render(replace(found, claims=[lift], effects=effects), "en"))
        assert text("en", f"answer_page.headline.{said}") in page.text


def test_a_decided_claim_names_no_sample_that_would_do_and_no_p_beyond_a_thousandth() -> None:
    found = sample.tiny_answered()
    claims = [{**claim, "needed": 98_000, "p_adjusted": 1.77e-19} for claim in found.claims]
    decided = [claim for claim in claims if claim["verdict"] != "not_enough_data"]
    assert "98,000" in Page(render(replace(found, claims=claims), "en")).text
    page = Page(render(replace(found, claims=decided), "en")).text
    assert "98,000" not in page and "e\u221219" not in page
    assert "adjusted p < 0.001" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_creators_answer_names_no_readers_likes(lang: Lang) -> None:
    found = sample.tiny_answered()
    claims = [{**claim, "sample": "posts"} if claim["id"] == "lift" else claim for claim in found.claims]
    readers, posts = (Page(render(replace(found, claims=given), lang)).text for given in (found.claims, claims))
    assert text(lang, "answer_page.headline.unmoved") in readers
    assert text(lang, "answer_page.headline.unmoved_posts") in posts


def test_another_estimator_that_disagrees_is_marked() -> None:
    about = {"event": "join", "outcome": "likes", "part": "organic", "unit": "post", "p": 0.5}
    whole = {**about, "what": "effect", "change": 0.1, "low": 0.05, "high": 0.15}
    for lang in LANGUAGES:
        for low, marked in ((0.14, False), (0.16, True)):
            second = {**about, "what": "second", "change": 0.2, "low": low, "high": 0.25}
            said = in_words(sample.table([whole, second]), [], [], lang, 400)
            assert (text(lang, "effect.disagrees") in said) == marked
            note, name = text(lang, "answer_page.effect.checks_note"), text(lang, "answer_page.check.second")
            assert said.index(note) < said.index(name)


HEADLINES = ("raised", "unmoved", "lowered", "unclear", "open", "undecided")


@pytest.mark.parametrize("view", [sample.small, sample.empty, sample.bare, sample.nasty_answered])
def test_where_no_claim_could_be_tested_the_page_says_so_plainly(view: Callable[[], ReportView]) -> None:
    page = Page(render(view(), "en"))
    assert text("en", "answer_page.headline.undecided") in page.text
    assert text("en", "answer_page.none_decided", all=9) in page.text
    assert page.text.count(text("en", "answer_page.verdict.not_enough_data")) >= 9


VALUES: Mapping[str, Mapping[str, float | int | str | None]] = {
    "lift": {"raw": 0.4, "raw_low": 0.2, "raw_high": 0.6},
    "retention": {"days": 28},
    "alternatives": {"lever": "question", "minutes": 12.0, "lever_change": 0.3, "group_change": 0.0},
}
"""Further numbers that a claim's sentence names."""


@pytest.mark.parametrize(
    ("claim", "log", "error", "p", "said"),
    [
        ("lift", 0.2, 0.09, 0.5, "more"),
        ("lift", 0.0, 0.2, 0.5, "wide_more"),
        ("lift", 0.0, 0.01, 0.5, "half_lift"),
        ("lift", 0.3, 0.1, 0.02, "nine"),
        ("cliff", -0.2, 0.09, 0.5, "less"),
        ("cliff", 0.0, 0.2, 0.5, "wide_less"),
        ("cliff", -0.3, 0.1, 0.01, "nine"),
        ("retention", -0.5, 0.1, 0.5, "half_retention"),
        ("alternatives", -0.5, 0.1, 0.5, "half_alternatives"),
    ],
)
def test_an_undecided_claim_says_what_it_leaves_open(claim: str, log: float, error: float, p: float, said: str) -> None:
    one = Finding(claim, "event_study", Estimate(log, error, 40.0, 40), p, n=40, values=VALUES.get(claim, {}))
    for lang in LANGUAGES:
        told = claim_in_words(Claim(one, "not_enough_data", 0.5), lang)
        opens = text(lang, f"answer.claim.open.{said}", matters=5)
        assert opens in told
        assert opens not in claim_in_words(Claim(one, "supported", 0.01), lang)


def test_a_path_that_differed_before_is_told_beside_the_result() -> None:
    fall = Estimate(-0.3, 0.1, 20.0, 40)
    for lang in LANGUAGES:
        plain, calm, bent, sure = (
            claim_in_words(Claim(Finding("cliff", "event_study", fall, n=40, values=values), "supported", 0.01), lang)
            for values in ({}, {"pretrend": 0.3}, {"pretrend": 0.012}, {"pretrend": 1e-19})
        )
        assert plain == calm
        assert bent.startswith(plain) and "p = 0.012" in bent
        assert "p < 0.001" in sure


def test_an_interval_is_drawn_where_its_numbers_say() -> None:
    scale = interval.Scale.over([(0.5, -0.2, 1.0), (None, None, None)])
    bar = scale.bar((0.5, -0.2, 1.0))
    assert bar is not None
    assert 0 < bar.low < scale.zero < bar.at < bar.high < 100 and bar.leaves == ""
    whole = scale.bar((0.0, -1.0, 1e9))
    assert whole is not None and whole.leaves == "under over" and 0 <= whole.low < whole.high <= 100
    assert scale.bar((None, None, None)) is None
    for tick in scale.ticks:
        place = scale.bar((tick.value, None, None))
        assert place is not None and place.at == pytest.approx(tick.at, abs=0.06)


def test_a_group_is_drawn_whole_and_always_the_same() -> None:
    view = sample.tiny_answered()
    first, again = (drawing.drawings(view, MEMBER_COLUMNS) for _ in range(2))
    assert first == again
    for group in groups(view, "en"):
        drawn = first[group.row["group"]]
        assert len(drawn.dots) == len(group.members)
        assert all(0 < dot.x < drawing.WIDTH and 0 < dot.y < drawing.HEIGHT for dot in drawn.dots)
        assert len({(dot.x, dot.y) for dot in drawn.dots}) == len(drawn.dots)
        assert sum(path.count("M") for path in drawn.lines.values()) == drawn.ties


def test_a_real_run_fills_the_drawings_and_the_charts(tmp_path: Path) -> None:
    world.write(tmp_path / "world", accounts=600, likes=15_000, seed=3, grouped=0.2, views=True)
    page = Page(likewise.report(tmp_path / "world", tmp_path / "out").html.read_text(encoding="utf-8"))
    drawn = [attrs for attrs in page.of("figure") if attrs.get("class") == "drawing"]
    groups_shown = [attrs for attrs in page.of("details") if attrs.get("class") == "group"]
    assert len(drawn) == len(groups_shown) > 0
    charts = [attrs["data-chart"] for attrs in page.of("figure") if "data-chart" in attrs]
    assert {"posts-views", "posts-completion"} <= set(charts)


def test_members_who_trade_much_stand_close() -> None:
    names = [f"m{number}" for number in range(12)]
    members = sample.table([{"group": "g", "account": name, "probability": 0.9} for name in names])
    halves = (names[:6], names[6:])
    tied = [{"group": "g", "a": a, "b": b, "weight": 5.0} for half in halves for a in half for b in half if a < b]
    bridge = {"group": "g", "a": "m0", "b": "m6", "weight": 1.0}
    view = replace(sample.empty(), members=members, ties=sample.table([*tied, bridge]))
    place = {dot.member["account"]: (dot.x, dot.y) for dot in drawing.drawings(view, MEMBER_COLUMNS)["g"].dots}
    near = [math.dist(place[a], place[b]) for half in halves for a in half for b in half if a < b]
    far = [math.dist(place[a], place[b]) for a in halves[0] for b in halves[1]]
    assert statistics.median(near) < 0.5 * statistics.median(far)


def test_a_trend_before_the_event_is_marked_and_a_check_without_a_change_shows_its_p_value() -> None:
    found = sample.tiny_answered()
    effects = found.effects.to_pylist()
    worried = [{**row, "p": 0.003} if row["what"] == "pretrend" else row for row in effects]
    calm, marked = (Page(render(replace(found, effects=sample.table(rows)), "en")).text for rows in (effects, worried))
    said = text("en", "answer_page.effect.worry", p=0.003)
    assert said in marked and said not in calm
    first = next(row for row in effects if row["what"] == "pretrend")
    assert text("en", "answer_page.effect.p", p=first["p"]) in calm


def test_advice_is_given_only_where_the_evidence_carries_it() -> None:
    found = sample.tiny_answered()
    marked = text("en", "answer_page.levers.advice_mark")
    assert Page(render(found, "en")).text.count(f" {marked} ") == 4
    silent = [{**row, "advice": False} for row in found.levers.to_pylist()]
    page = Page(render(replace(found, levers=sample.table(silent)), "en")).text
    assert f" {marked} " not in page and text("en", "answer_page.levers.advised_none") in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_hour_is_told_in_posts_and_not_of_what_takes_no_time(lang: Lang) -> None:
    found = sample.tiny_answered()
    hour = {"an_hour": 2.39, "an_hour_low": 1.04, "an_hour_high": 3.61}
    for minutes, shown in ((30.0, True), (1.0, False)):
        rows = [{**row, **hour, "minutes": minutes} for row in found.levers.to_pylist()]
        page = Page(render(replace(found, levers=sample.table(rows)), lang)).text
        assert (text(lang, "lever.worth", worth=2.4) in page) == shown
        assert (text(lang, "lever.worth_interval", low=1.0, high=3.6) in page) == shown
        assert "239" not in page


def test_the_parts_of_health_stand_beside_the_score() -> None:
    page = Page(render(sample.tiny_answered(), "en"))
    assert text("en", "health.about.dependence") in page.text
    cells = [attrs for attrs in page.of("td") if attrs.get("class") == "health"]
    assert len(cells) == 12
    assert text("en", "col.health_parts") not in Page(render(sample.small(), "en")).text
