"""What the report page promises: it stands alone, shows user data as text, and its numbers add up."""

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

import report_sample as sample
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.numerals import Lang
from likewise.show.report import render
from likewise.show.sections import groups
from likewise.show.view import ReportView
from likewise.show.waterfall import Scale, paths, steps
from likewise.tables import OUTPUTS
from report_read import Page, unpacked

SECTIONS = ("answer", "found", "effect", "groups", "pairs", "accounts", "posts", "levers", "rejected", "method")
VIEWS: tuple[Callable[[], ReportView], ...] = (
    *(sample.small, sample.empty, sample.bare, sample.lockstep_only, sample.nasty, sample.nulls, sample.huge),
    *(sample.tiny_answered, sample.nasty_answered),
)
FILES = {"claims.json", "events_exchanged.parquet", *(f"{table}.parquet" for table in OUTPUTS)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_page_is_whole_and_has_every_section(view: Callable[[], ReportView], lang: Lang) -> None:
    page = Page(render(view(), lang))
    assert page.unbalanced == []
    assert [attrs["id"] for attrs in page.of("section")] == list(SECTIONS)
    for section in SECTIONS:
        assert text(lang, f"nav.{section}") in page.text
    assert text(lang, "method.appeal_text") in page.text
    assert text(lang, "method.limits_friends") in page.text
    assert "None" not in page.text and "nan" not in page.text.split()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_page_asks_nothing_of_the_network(view: Callable[[], ReportView], lang: Lang) -> None:
    html = render(view(), lang)
    page = Page(html)
    for tag, attrs in page.tags:
        assert not attrs.keys() & {"src", "srcset", "action", "poster", "data", "background"}, tag
        href = attrs.get("href")
        assert href is None or href.startswith(("#", "data:")) or href in FILES, href
    styles = re.findall("<style>(.*?)</style>", html, re.S)
    assert len(styles) == 1
    assert "url(" not in styles[0] and "@import" not in styles[0]
    policies = [attrs.get("content") or "" for attrs in page.of("meta") if "http-equiv" in attrs]
    assert len(policies) == 1 and policies[0].startswith("default-src 'none'")
    targets = {attrs.get("id") for _, attrs in page.tags}
    assert {str(attrs["href"])[1:] for attrs in page.of("a") if attrs["href"] not in FILES} <= targets


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_show_as_text_and_run_nothing(lang: Lang) -> None:
    harmless, page = Page(render(sample.small(), lang)), Page(render(sample.nasty(), lang))
    assert page.scripts == harmless.scripts
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in harmless.tags}
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    shown = page.text
    for name in sample.NASTY_NAMES[:7]:
        assert name in shown
    assert "null\ufffdbell\ufffd" in shown
    assert "\x00" not in shown and "\x07" not in shown


def test_the_policy_allows_the_pages_script_and_its_charting_library_and_nothing_else() -> None:
    for view in (sample.small, sample.nasty, sample.tiny_answered):
        html = render(view(), "en")
        page = Page(html)
        runs = ["".join(page.scripts), *(unpacked(code) for code in page.held.get("charting", ()))]
        allowed = re.findall(r"script-src ([^;]+);", html)
        assert allowed == [" ".join(f"'sha256-{_sha256(code)}'" for code in runs)]
        assert ("charting" in page.held) == (view is sample.tiny_answered)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_holds_the_other_language_whole(view: Callable[[], ReportView]) -> None:
    packed, whole = Page(render(view(), "en")).other, Page(render(view(), "zh"))
    assert packed.unbalanced == []
    assert packed.tags[0][1]["data-lang"] == "zh-Hans"
    begin = next(at for at, (_, attrs) in enumerate(whole.tags) if attrs.get("class") == "page")
    inside = [one for one in whole.tags[begin:] if one[0] not in {"script", "noscript"}]
    assert [one for one in packed.tags if one[0] != "script"] == inside
    assert packed.text.strip() in whole.text


def test_a_chart_holds_its_numbers_whatever_its_texts_are() -> None:
    page = Page(render(sample.nasty_answered(), "en"))
    specs = [json.loads(spec) for spec in page.held["spec"]]
    assert len(specs) == 4
    posts = [point["post"] for point in specs[-1]["data"]["values"]]
    assert set(sample.NASTY_NAMES) == set(posts)


def test_a_chinese_page_is_not_left_in_english() -> None:
    words = set(re.findall("[A-Za-z]{3,}", Page(render(sample.small(), "zh")).text))
    names = "English likewise explain user Name duckdb UTC parquet csv jsonl data done"
    tables = (
        "exchanged events posts accounts pairs members groups campaigns rejected dwell completion saves format created"
    )
    assert words <= {*names.split(), *tables.split()}


def test_the_headline_answers_what_was_found() -> None:
    def said(view: ReportView) -> str:
        return Page(render(view, "en")).text

    full = said(sample.small())
    assert "12 groups look like traded likes." in full
    assert "3.1 % of likes (37,420 of 1.2 M) were probably traded" in full
    assert "240 of 30,000 accounts probably take part" in full
    assert "No group found: no account is above 0.5." in said(sample.empty())
    assert "no pair of accounts that like each other" in said(sample.empty(no_mutual_pairs=None))
    assert "What it can show is lockstep" in said(sample.empty(lockstep_only=None))
    assert "3 crowds act in lockstep." in said(sample.lockstep_only())
    assert "This data says neither who liked nor who commented" in said(sample.bare())


def test_what_is_missing_is_said_once_with_what_it_weakens() -> None:
    view = sample.empty(**{"missing:events.text": None, "missing:events.dwell_s": None})
    page = Page(render(view, "en")).text
    assert "6 columns are missing from the data" in page
    assert page.count("events.dwell_s") == 1
    assert text("en", "weakens.words") in page
    assert text("en", "weakens.depth") in page


def test_groups_too_weak_to_count_are_listed_and_said_to_be() -> None:
    view = sample.small()
    some = replace(view, totals=replace(view.totals, groups_flagged=7))
    page = Page(render(some, "en")).text
    assert "7 groups look like traded likes." in page
    assert "5 of them are not above 0.5" in page
    assert "not above 0.5" not in Page(render(view, "en")).text


def test_reasons_assumptions_and_the_run_are_shown() -> None:
    page = Page(render(sample.small(), "en")).text
    assert text("en", "reason.no actor") in page
    assert "events/2025-03.csv:48211" in page.replace(" :", ":")
    assert text("en", "assumption.time_epoch", column="ts", unit="ms") in page
    assert "1,904,118" in page and "duckdb" in page and "14.8 s" in page


@pytest.mark.parametrize("view", [sample.small, sample.nasty])
def test_a_waterfall_ends_where_its_facts_lead(view: Callable[[], ReportView]) -> None:
    for card in groups(view(), "en"):
        *parts, total = (fact.bits for fact in card.facts)
        assert sum(parts) == pytest.approx(total)
        assert total == pytest.approx(card.row["bits"])
        assert parts[0] == pytest.approx(-9.0)
        for above, below in pairwise(card.facts[:-1]):
            grows = below.bar.left if below.bits >= 0 else below.bar.left + below.bar.width
            assert grows == pytest.approx(above.bar.end, abs=0.3)


def test_the_page_shows_the_waterfall_that_was_computed() -> None:
    view = sample.small()
    page = Page(render(view, "en"))
    shown = [float(str(attrs["data-bits"])) for attrs in page.of("span") if "data-bits" in attrs]
    expected = [fact.bits for card in groups(view, "en") for fact in card.facts]
    assert shown == pytest.approx(expected)


def test_a_member_shows_what_speaks_for_its_own_belonging() -> None:
    view = sample.small()
    page = Page(render(view, "en"))
    mutual, lockstep = (
        next(card for card in groups(view, "en") if (card.row["kind"] == "lockstep") is in_step)
        for in_step in (False, True)
    )
    assert len(mutual.belonging) == 3
    weights = [abs(float(said.split()[-1].replace("\u2212", "-"))) for said in mutual.belonging]
    assert weights == sorted(weights, reverse=True)
    assert ", ".join(mutual.belonging) in page.text
    assert lockstep.belonging == ()
    told = sum(bool(card.belonging) for card in groups(view, "en"))
    assert page.text.count("bits for belonging") == told < len(groups(view, "en"))


def test_every_bar_lies_inside_its_chart() -> None:
    walk = steps(3.0, {"coverage": 9.0, "follows": -4.0, "lockstep": 0.0})
    assert walk[0].end == pytest.approx(-2.0)
    scale = Scale.over(walk)
    assert all(0 < scale.place(step.end) < 100 for step in walk)
    drawn = paths(walk, ("prior", "coverage", "follows", "lockstep", "total"), scale)
    assert set(drawn) == {"prior", "up", "down", "total"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_largest_page_is_drawn_fast_and_stays_small(lang: Lang) -> None:
    view = sample.answered(sample.full_size())
    render(sample.tiny_answered(), lang)
    start = time.process_time()
    html = render(view, lang)
    assert time.process_time() - start < 6.0
    assert len(html.encode()) < 3_000_000


def test_the_same_view_gives_the_same_page() -> None:
    assert render(sample.small(), "zh") == render(sample.small(), "zh")
