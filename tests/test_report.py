"""What the report page promises: it stands alone, shows user data as text, and its numbers add up."""

import base64
import gzip
import hashlib
import json
import math
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

import report_sample as sample
from likewise.show import drawing, interval
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.numerals import Lang
from likewise.show.report import render
from likewise.show.sections import MEMBER_COLUMNS, groups
from likewise.show.view import ReportView
from likewise.show.waterfall import Scale, paths, steps

SECTIONS = ("answer", "found", "effect", "groups", "pairs", "accounts", "posts", "levers", "rejected", "method")
VIEWS: tuple[Callable[[], ReportView], ...] = (
    *(sample.small, sample.empty, sample.bare, sample.lockstep_only, sample.nasty, sample.nulls, sample.huge),
    *(sample.tiny_answered, sample.nasty_answered),
)
VOID = {"meta", "link", "rect", "line", "path", "circle", "input", "br"}
CLAIMS = ("bubble", "mismatch", "lift", "cliff", "trust", "retention", "conversion", "enforcement", "alternatives")


class Page(HTMLParser):
    """The page as a browser would build it, as far as these claims need it.

    `scripts` are those that run; what else stands in a script element (`held`) is data, by its id or class.
    What is there for a page without script is left out.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.said: list[str] = []
        self.scripts: list[str] = []
        self.held: dict[str, list[str]] = {}
        self.feed(html)
        self.close()
        self.unbalanced += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "noscript" not in self.open:
            self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            attrs = self.of("script")[-1]
            kept = self.held.setdefault(str(attrs.get("id") or attrs.get("class")), []) if attrs else self.scripts
            kept.append(data)
        elif "noscript" not in self.open and self.open[-1:] != ["style"]:
            self.said.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.said))

    @property
    def other(self) -> "Page":
        """The page in the other language, as the script unpacks it."""
        return Page(unpacked(self.held["other-language"][0]))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for found, attrs in self.tags if found == tag]


def unpacked(packed: str) -> str:
    return gzip.decompress(base64.b64decode(packed)).decode()


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
        assert href is None or href.startswith(("#", "data:")), href
    styles = re.findall("<style>(.*?)</style>", html, re.S)
    assert len(styles) == 1
    assert "url(" not in styles[0] and "@import" not in styles[0]
    policies = [attrs.get("content") or "" for attrs in page.of("meta") if "http-equiv" in attrs]
    assert len(policies) == 1 and policies[0].startswith("default-src 'none'")
    targets = {attrs.get("id") for _, attrs in page.tags}
    assert {str(attrs["href"])[1:] for attrs in page.of("a")} <= targets


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_says_what_the_claims_conclude_and_how_surely(lang: Lang) -> None:
    page = Page(render(sample.tiny_answered(), lang))
    assert page.text.index(text(lang, "answer_page.headline.unmoved")) < page.text.index(text(lang, "groups.intro"))
    counted = {"supported": 5, "contradicted": 1, "not_enough_data": 3}
    assert text(lang, "answer_page.counted", all=9, **counted) in page.text
    for claim in CLAIMS:
        assert text(lang, f"answer_page.claim.{claim}") in page.text
    verdicts = [str(attrs["class"]).split()[1] for attrs in page.of("li") if str(attrs.get("class")).startswith("claim ")]
    assert sorted(verdicts) == sorted([*["supported"] * 5, "contradicted", *["not_enough_data"] * 3])
    assert verdicts[-3:] == ["not_enough_data"] * 3


@pytest.mark.parametrize(
    ("verdict", "low", "high", "said"),
    [
        ("contradicted", 0.05, 0.2, "raised"),
        ("supported", -0.02, 0.03, "unmoved"),
        ("supported", -0.2, -0.1, "lowered"),
        ("contradicted", -0.02, 0.03, "unclear"),
        ("not_enough_data", 0.05, 0.2, "open"),
    ],
)
def test_the_headline_follows_the_sign_of_the_interval_and_never_an_open_claim(
    verdict: str, low: float, high: float, said: str
) -> None:
    found = sample.tiny_answered()
    lift = {"id": "lift", "verdict": verdict, "effect": (low + high) / 2, "low": low, "high": high, "n": 400}
    claims = [lift if claim["id"] == "lift" else claim for claim in found.claims]
    page = Page(render(replace(found, claims=claims), "en"))
    assert text("en", f"answer_page.headline.{said}") in page.text
    assert sum(text("en", f"answer_page.headline.{one}") in page.text for one in HEADLINES) == 1


HEADLINES = ("raised", "unmoved", "lowered", "unclear", "open", "undecided")


@pytest.mark.parametrize("view", [sample.small, sample.empty, sample.bare, sample.nasty_answered])
def test_where_no_claim_could_be_tested_the_page_says_so_plainly(view: Callable[[], ReportView]) -> None:
    page = Page(render(view(), "en"))
    assert text("en", "answer_page.headline.undecided") in page.text
    assert text("en", "answer_page.none_decided", all=9) in page.text
    assert page.text.count(text("en", "answer_page.verdict.not_enough_data")) >= 9


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


def test_advice_is_given_only_where_the_evidence_carries_it() -> None:
    found = sample.tiny_answered()
    marked = text("en", "answer_page.levers.advice_mark")
    assert Page(render(found, "en")).text.count(f" {marked} ") == 4
    silent = [{**row, "advice": False} for row in found.levers.to_pylist()]
    page = Page(render(replace(found, levers=sample.table(silent)), "en")).text
    assert f" {marked} " not in page and text("en", "answer_page.levers.advised_none") in page


def test_the_parts_of_health_stand_beside_the_score() -> None:
    page = Page(render(sample.tiny_answered(), "en"))
    assert text("en", "health.about.dependence") in page.text
    cells = [attrs for attrs in page.of("td") if attrs.get("class") == "health"]
    assert len(cells) == 12
    assert text("en", "col.health_parts") not in Page(render(sample.small(), "en")).text


def test_a_chinese_page_is_not_left_in_english() -> None:
    words = set(re.findall("[A-Za-z]{3,}", Page(render(sample.small(), "zh")).text))
    names = "English likewise explain user Name duckdb UTC parquet csv jsonl data done"
    tables = "events posts accounts pairs members groups rejected dwell completion saves format created"
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
    assert "This data holds no likes" in said(sample.bare())


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
