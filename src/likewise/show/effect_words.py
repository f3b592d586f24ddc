"""The causal answer in words and a table for a terminal: what joining and leaving did, and what would break it.

Stands behind the effects and the claims, before `likewise effect` and what `likewise.effect` prints.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from likewise.show.catalogue import has, text, word
from likewise.show.claims_words import p_said
from likewise.show.numerals import NOTHING, Lang, count
from likewise.show.page_effect import (
    CHECKS,
    EVENTS,
    IN_GROUP,
    MUST_BE_NOTHING,
    PARTS,
    STEP,
    SURPRISING,
    WHOLE,
    shared_words,
)
from likewise.show.rows import Row, rows
from likewise.show.terminal import plain

COLUMNS = (
    *("event", "outcome", "part", "what", "unit", "change", "low", "high", "p", "level", "treated", "controls"),
    *("share", "needed", "group", "breakdown"),
)
SECOND = "second"
"""The check that should agree with the whole effect."""

INDENT = 2
"""Columns that what belongs to a sentence is moved in by."""

Claims = Sequence[Mapping[str, Any]]


def in_words(
    table: pa.Table,
    claims: Claims,
    questions: Claims,
    lang: Lang,
    width: int,
    whose: Mapping[str, Any] | None = None,
) -> str:
    """The whole answer as lines of at most `width` columns, without colour; `whose` says whose posts were judged."""
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, emoji=False, markup=False)
    found = [row for row in rows(table, COLUMNS) if row["what"] != STEP]
    outcomes = _outcomes(found, _counted(claims), lang)
    for part in (
        *_owned(whose, lang),
        *_sentences(claims, lang),
        *_asked(questions, lang),
        *outcomes,
        *_checks(found, lang),
    ):
        console.print(part)
    written = console.file
    assert isinstance(written, io.StringIO)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def answer_lines(claims: Claims, questions: Claims, lang: Lang, whose: Mapping[str, Any] | None = None) -> list[str]:
    """Whose posts were judged, the answer in one line, and a line for each question to a creator."""
    lift = [_sentence(claim, lang) for claim in claims if claim["id"] == "lift"]
    owned = [plain(whose[f"text_{lang}"])] if whose else []
    return [*owned, *lift, *(plain(question[f"text_{lang}"]) for question in questions)]


def _sentence(claim: Mapping[str, Any], lang: Lang) -> str:
    verdict = text(lang, f"answer_page.verdict.{claim['verdict']}")
    claimed = text(lang, f"answer_page.claim.{claim['id']}")
    return text(lang, "list.claim_said", claim=claimed, verdict=verdict, said=plain(claim[f"text_{lang}"]))


def _owned(whose: Mapping[str, Any] | None, lang: Lang) -> Iterator[RenderableType]:
    if whose:
        yield Text(plain(whose[f"text_{lang}"]))
        yield Text()


def _sentences(claims: Claims, lang: Lang) -> Iterator[RenderableType]:
    for claim in claims:
        yield Text(_sentence(claim, lang))


def _asked(questions: Claims, lang: Lang) -> Iterator[RenderableType]:
    for question in questions:
        yield Text()
        yield Text(plain(question[f"text_{lang}"]))


def _outcomes(found: Sequence[Row], counted: str, lang: Lang) -> Iterator[RenderableType]:
    """A table an event: each outcome, raw and organic."""
    whole = [row for row in found if row["what"] == WHOLE and row["change"] is not None]
    if not whole:
        return
    for event in EVENTS:
        own = [row for row in whole if row["event"] == event]
        if own:
            yield Text()
            yield Text(text(lang, f"effect.after_{event}"))
            yield Padding(_table(own, lang), (0, 0, 0, INDENT))
    yield Text()
    yield Text(text(lang, f"effect.reads_{counted}"))


def _counted(claims: Claims) -> str:
    """What n counts: members, or a creator's own posts."""
    return "posts" if any(claim["id"] == "lift" and claim["sample"] == "posts" for claim in claims) else "members"


def _table(own: Sequence[Row], lang: Lang) -> Table:
    """A row an outcome, what is on show and what is organic beside each other."""
    drawn = Table(box=None, pad_edge=False, header_style="")
    drawn.add_column(text(lang, "answer_page.effect.outcome"))
    for part in PARTS:
        drawn.add_column(word(lang, "answer_page.part", part), justify="right")
    drawn.add_column(text(lang, "effect.n"), justify="right")
    for outcome in dict.fromkeys(row["outcome"] for row in own):
        sides = {row["part"]: row for row in own if row["outcome"] == outcome}
        rests_on = max(row["treated"] or 0 for row in sides.values())
        shown = (_change(sides.get(part), lang) for part in PARTS)
        drawn.add_row(word(lang, "answer_page.outcome", outcome), *shown, count(rests_on, lang))
    return drawn


def _change(row: Row | None, lang: Lang) -> str:
    if row is None:
        return NOTHING
    return text(lang, "effect.change", change=row["change"], low=row["low"], high=row["high"])


def _checks(found: Sequence[Row], lang: Lang) -> Iterator[RenderableType]:
    """Each check of organic likes after joining, or of whatever was checked, as a sentence."""
    made = [row for row in found if row["what"] in CHECKS and (row["event"] == "join" or row["what"] == IN_GROUP)]
    first = next((row for row in made if row["what"] != "pretrend"), None)
    if first is None:
        return
    own = [row for row in made if (row["outcome"], row["part"]) == (first["outcome"], first["part"])]
    yield Text()
    names = {name: word(lang, f"answer_page.{name}", str(first[name])) for name in ("outcome", "part")}
    yield Text(text(lang, "effect.checks", **names))
    yield Text(text(lang, "answer_page.effect.checks_note"))
    about = ("join", first["outcome"], first["part"], WHOLE)
    whole = next((row for row in found if tuple(row[name] for name in (*COLUMNS[:3], "what")) == about), None)
    for row in sorted(own, key=lambda row: CHECKS.index(row["what"])):
        yield Padding(Text(_check(row, whole, lang)), (0, 0, 0, INDENT))


def _check(row: Row, whole: Row | None, lang: Lang) -> str:
    said = _checked(row, lang)
    worry = ""
    if row["what"] in MUST_BE_NOTHING and row["p"] is not None and row["p"] < SURPRISING:
        worry = text(lang, "effect.worry", p=p_said(row["p"], lang))
    elif row["what"] == SECOND and whole is not None and apart(row, whole):
        worry = text(lang, "effect.disagrees")
    return text(lang, "list.worry", said=said, worry=worry) if worry else said


def apart(one: Row, other: Row) -> bool:
    """Whether two intervals have nothing in common; an end that isn't known is none."""
    ends = ((one["high"], other["low"]), (other["high"], one["low"]))
    return any(high is not None and low is not None and high < low for high, low in ends)


def _checked(row: Row, lang: Lang) -> str:
    meaning = f"answer_page.check_means.{row['what']}"
    named = {
        "name": word(lang, "answer_page.check", row["what"]),
        "meaning": (text(lang, meaning) if has(meaning) else "") + shared_words(row, lang),
    }
    if row["change"] is None:
        return text(lang, "effect.check_p", p=p_said(row["p"], lang), **named)
    return text(lang, "effect.check", change=row["change"], low=row["low"], high=row["high"], **named)
