"""What the catalogue promises: both languages say the same, each in its own typography."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from jinja2 import Environment

from likewise.evidence import EVIDENCE
from likewise.show.catalogue import FORMATS, LANGUAGES, entries, has, placeholders, text, told, word
from likewise.show.explain import Level, explain_fact, fact_name
from likewise.show.numerals import (
    Lang,
    bits,
    compact,
    count,
    hundred,
    odds,
    percent,
    probability,
    ratio,
    seconds,
    shift,
    times,
)
from likewise.show.weighed import needs
from likewise.sources.reasons import ASSUMPTIONS, REASONS
from likewise.tables import GROUP_FACTS, MEMBER_FACTS, PAIR_FACTS

EVERYTHING = frozenset(need for one in EVIDENCE for need in one.needs) | {"posts.time"}
CHINESE = re.compile("[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"\{[^}]*\}")
WRITTEN_AS_IS = {"page.brand", "page.title", "page.matches", "method.megabytes"}
"""Sentences that hold no words of either language."""
TERMS = re.compile(
    r"(?:actor|author)=\w+|\w+\.time=\w+|notes\.csv(?:[:=]\w+)*|--\w+(?:-\w+)*|\w+\.parquet|\.parquet|\.csv|\.json|report\.html|\.html|\.\*|(?:duckdb|postgres|clickhouse):|#schema\.table|DuckDB|duckdb|"
    r"likewise|explain|report|truth|events|posts|drops|groups?|accounts?|user\.id|NUL|JSON|UTC|MB|GB|Asia/Shanghai|\ben\b|\bzh\b|"
    r"Bluesky|Jetstream|Ctrl-C|Spark|master|local\[4\]|yarn|\w+://[\w:/]+|delta:|iceberg:|table:(?:\w+\.\w+)?|"
    r"comma|point|day-first|month-first|year-first|Null\b|\bNA\b|\[deleted\]|\bCST\b|P0D|America/Chicago|UTF-8|big5|cp[0-9]+|"
    r"(?:view|like|comment|repost|save|unfollow|follow|purchase)s?|\bon\b|\boff\b|\blog\b|\bCSV\b"
)
"""Names that stay as they are in Chinese: files, columns, kinds of events, units."""


def test_every_sentence_has_both_languages_and_no_other() -> None:
    for key, sentences in entries().items():
        assert set(sentences) == set(LANGUAGES), key
        assert all(sentence.strip() for sentence in sentences.values()), key


def test_both_languages_name_the_same_values() -> None:
    for key, sentences in entries().items():
        assert placeholders(sentences["en"]) == placeholders(sentences["zh"]), key


def test_every_placeholder_is_written_in_a_known_way() -> None:
    for key, sentences in entries().items():
        for sentence in sentences.values():
            for spec in re.findall(r"\{\w+:([^}]*)\}", sentence):
                assert spec in FORMATS or re.fullmatch("plural,[^,]+,[^,]+|word,[a-z_]+", spec), key


def test_chinese_is_not_left_in_english() -> None:
    for key, sentences in entries().items():
        bare = TERMS.sub("", PLACEHOLDER.sub("", sentences["zh"]))
        assert not re.search("[A-Za-z]{2,}", bare), (key, bare)
        assert CHINESE.search(bare) or key in WRITTEN_AS_IS or key.startswith("list."), key


def test_english_holds_no_chinese() -> None:
    assert not [key for key, sentences in entries().items() if CHINESE.search(sentences["en"])]


def test_every_reason_and_assumption_of_the_sources_has_its_words() -> None:
    assert not [key for key in REASONS if not has(f"reason.{key}")]
    for key, sentence in ASSUMPTIONS.items():
        assert placeholders(entries()[f"assumption.{key}"]["en"]) == placeholders(sentence), key


class Words(HTMLParser):
    """Collects the words that stand in a template itself, as text or in an attribute that is read out."""

    READ = ("title", "alt", "placeholder", "aria-label", "data-label")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in self.READ]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def test_no_template_holds_words_of_its_own() -> None:
    folder = files("likewise.show") / "templates"
    pages = [page for page in folder.iterdir() if page.name.endswith(".j2")]
    assert pages
    for page in pages:
        parser = Words()
        tokens = Environment().lex(page.read_text(encoding="utf-8"))
        parser.feed("".join(value if kind == "data" else "" for _, kind, value in tokens))
        assert not re.search("[A-Za-z\u4e00-\u9fff]", "".join(parser.found)), page.name


def test_style_and_script_hold_no_words() -> None:
    folder = files("likewise.show") / "templates"
    script = re.sub("//.*", "", (folder / "report.js").read_text(encoding="utf-8"))
    assert "innerHTML" not in script
    assert not re.search(r"(textContent|placeholder|title) = [\"'`]\w", script)
    assert not re.search(r"content: \"[^\"]*[A-Za-z]", (folder / "report.css").read_text(encoding="utf-8"))


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert [compact(1_204_330, lang) for lang in LANGUAGES] == ["1.2\u202fM", "120万"]
    assert [compact(37_420, lang) for lang in LANGUAGES] == ["37,420", "37,420"]
    assert [compact(2.5e9, lang) for lang in LANGUAGES] == ["2.5\u202fB", "25亿"]
    assert [compact(3e12, lang) for lang in LANGUAGES] == ["3\u202fT", "3万亿"]
    assert [percent(0.0311, lang) for lang in LANGUAGES] == ["3.1\u202f%", "3.1%"]
    assert [seconds(192, lang) for lang in LANGUAGES] == ["3\u202fmin 12\u202fs", "3\u202f分 12\u202f秒"]
    march = datetime(2025, 3, 3, tzinfo=UTC)
    assert [FORMATS["day"](march, lang) for lang in LANGUAGES] == ["3 Mar 2025", "2025年3月3日"]
    assert [FORMATS["iso"](march, lang) for lang in LANGUAGES] == ["2025-03-03"] * 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_number_is_never_zero(lang: Lang) -> None:
    assert {write(None, lang) for write in FORMATS.values()} == {"–"}


def test_rounding_never_claims_nothing_or_everything() -> None:
    assert percent(0.0, "en") == "0.0\u202f%"
    assert percent(0.00001, "en") == "<\u202f0.01\u202f%"
    assert percent(0.9999, "en") == ">\u202f99.9\u202f%"
    assert percent(1.0, "en") == "100\u202f%"
    assert probability(0.9999, "en") == ">\u202f0.99"
    assert probability(0.0, "en") == "<\u202f0.01"
    assert bits(-0.04, "en") == "0.0"
    assert bits(-1.26, "en") == "\u22121.3"
    assert bits(2.1, "en") == "+2.1"


def test_odds_ratios_and_shifts_read_as_words() -> None:
    assert [odds(4.4, lang) for lang in LANGUAGES] == ["1 in 25,000", "25,000 分之一"]
    assert [odds(7.4, lang) for lang in LANGUAGES] == ["1 in 25\u202fM", "2,500万分之一"]
    assert [odds(300.0, lang) for lang in LANGUAGES] == ["less than 1 in a trillion", "不到万亿分之一"]
    assert odds(0.0, "en") == "1 in 1"
    assert [times(3.0, lang) for lang in LANGUAGES] == ["8 times", "8 倍"]
    assert [shift(0.82, lang) for lang in LANGUAGES] == ["32 points more", "多 32 个百分点"]
    assert [shift(0.46, lang) for lang in LANGUAGES] == ["4 points less", "少 4 个百分点"]
    assert [ratio(4.17, lang) for lang in LANGUAGES] == ["18 to 1", "18 比 1"]
    assert [ratio(-1.0, lang) for lang in LANGUAGES] == ["1 to 2", "1 比 2"]
    assert ratio(0.0, "en") == "1 to 1"
    assert [ratio(weight, "en") for weight in (6.6, 6.7, 9.9)] == ["97 to 1", "100 to 1", "960 to 1"]
    assert [ratio(30.0, "en"), ratio(-30.0, "en")] == ["more than 1,000 to 1", "less than 1 to 1,000"]
    assert [hundred(share, "en") for share in (0.774, 0.999, 0.001)] == ["about 77", "more than 99", "fewer than 1"]
    assert hundred(0.774, "zh") == "约 77 "
    assert count(-3, "en") == "\u22123"
    assert count(2**62, "en") == "4.6\u202f×\u202f10¹⁸"


def test_a_sentence_takes_its_plural_and_its_numbers() -> None:
    assert text("en", "headline.groups", groups=1) == "1 group looks like traded likes."
    assert text("en", "headline.groups", groups=12) == "12 groups look like traded likes."
    shared = {"share": 0.031, "traded": 37_420.0, "likes": 1_204_330, "accounts": 240, "all": 30_000}
    assert "120万次中的 37,420 次" in text("zh", "lead.share", **shared)


def test_a_missing_key_or_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("en", "no.such.sentence")
    with pytest.raises(KeyError):
        text("en", "headline.groups")


def test_words_from_data_fall_back_to_themselves() -> None:
    assert word("en", "reason", "something new") == "something new"
    assert fact_name("something new", "zh") == "something new"
    assert told("en", "finding", {"key": "something new"}) == ""
    assert told("en", "assumption", {"key": "percent"}) == ""


FACTS: list[tuple[str, Level]] = [
    *((fact, "pair") for fact in PAIR_FACTS),
    *((fact, "group") for fact in GROUP_FACTS),
    *((fact, "member") for fact in MEMBER_FACTS),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("fact", "level"), FACTS)
def test_every_fact_is_explained_whichever_way_it_points(fact: str, level: Level, lang: Lang) -> None:
    up, down, flat = (explain_fact(fact, 0.83, weight, level, lang) for weight in (2.1, -2.1, 0.1))
    # Of a pair and a group the fact itself is told; of a member, whether it shares what the group does.
    assert len({up.sentence, down.sentence, flat.sentence}) == (3 if level == "member" else 1)
    assert len({up.honest_reading, down.honest_reading, flat.honest_reading}) == 3
    assert (up.bits, down.bits, flat.bits) == (2.1, -2.1, 0.1)
    assert bool(CHINESE.search(up.sentence + up.honest_reading)) == (lang == "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("fact", "level"), FACTS)
def test_a_fact_without_a_value_is_told_by_its_weight(fact: str, level: Level, lang: Lang) -> None:
    said = {explain_fact(fact, None, weight, level, lang).sentence for weight in (2.1, -2.1, 0.0)}
    assert len(said) == 3
    assert not any("–" in sentence for sentence in said)


def test_a_fact_that_a_pair_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        explain_fact("density", 0.5, 1.0, "pair", "en")


def test_a_member_shares_the_way_of_its_group_whichever_that_is() -> None:
    often, seldom = (explain_fact("burst", value, 1.4, "member", "en").sentence for value in (0.82, 0.36))
    assert "32 points more often" in often and "14 points less often" in seldom
    assert all("shares the group's way" in sentence for sentence in (often, seldom))
    fellows = explain_fact("fellows", None, 4.0, "member", "en").sentence
    assert "chance makes of its activity" in fellows and "acquaintance" in fellows


def test_every_kind_of_data_that_would_help_has_its_words() -> None:
    for facts in (PAIR_FACTS, GROUP_FACTS, MEMBER_FACTS):
        asked = needs(facts, EVERYTHING)
        assert asked and not [need for need in asked if not has(f"need.{need}")]


def test_what_would_help_is_what_bears_on_these_facts_and_is_missing() -> None:
    assert needs(PAIR_FACTS, frozenset({"events.kind=follow", "accounts.category"})) == ("events.kind=follow",)
    assert needs(MEMBER_FACTS, frozenset({"events.kind=follow"})) == ()
    assert needs(MEMBER_FACTS, frozenset({"events.kind=view", "events.dwell_s", "events.completion"})) == (
        "events.kind=view",
    )
    assert needs(MEMBER_FACTS, frozenset({"events.dwell_s", "events.completion"})) == ("events.dwell_s",)
    assert needs(MEMBER_FACTS, frozenset({"events.dwell_s"})) == ()


def test_why_rows_are_set_aside_and_what_was_assumed_are_whole_sentences() -> None:
    for key, said in entries().items():
        if key.split(".")[0] in {"reason", "assumption", "gap"}:
            assert said["en"][0].isupper() or said["en"][0] in "`{", key
            assert said["en"].endswith("."), key
            assert said["zh"].endswith("。"), key


def test_a_words_placeholder_is_said_in_the_sentences_language() -> None:
    values = {"column": "time", "unit": "milliseconds"}
    assert "read as milliseconds since 1970" in text("en", "assumption.time_epoch", **values)
    assert "按 1970 年以来的毫秒数读取" in text("zh", "assumption.time_epoch", **values)
