"""The answer at the top of the page: what the nine claims conclude taken together, how surely, and each of them.

Stands on claims.json and the effects; the sentence of each claim is already in words, the whole is put here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from likewise.answers.claims.face import CLAIMS
from likewise.answers.estimate import MATTERS
from likewise.show.catalogue import has, text, word
from likewise.show.claims_words import p_said
from likewise.show.headline import headline as found_headline
from likewise.show.interval import Bar, Change, Scale
from likewise.show.method import cannot
from likewise.show.numerals import Lang
from likewise.show.rows import rows
from likewise.show.view import ReportView

FIRST = "lift"
"""The claim that answers the question of the whole: do such groups raise likes from real readers?"""

VERDICTS = ("supported", "contradicted", "not_enough_data")
OPEN = "not_enough_data"


@dataclass(frozen=True)
class ClaimRow:
    """One claim on the page: what is claimed, what the data says of it, and its bar on the common scale."""

    id: str
    verdict: str
    claim: str
    sentence: str
    change: Change
    bar: Bar | None
    sample: str
    method: str
    p_adjusted: str | None


@dataclass(frozen=True)
class Answer:
    """One sentence that answers, those that carry its numbers, and the claims, decided ones first."""

    headline: str
    leads: tuple[str, ...]
    surely: str
    rows: tuple[ClaimRow, ...]
    scale: Scale
    counted: Mapping[str, int]


def answer(view: ReportView, lang: Lang) -> Answer:
    """Put the claims together. A claim that the run says nothing of counts as not testable with its data."""
    given = {str(claim.get("id")): claim for claim in view.claims}
    scale = Scale.over(change_of(claim) for claim in given.values())
    shown = sorted((_row(name, given.get(name, {}), scale, lang) for name in CLAIMS), key=_place)
    counted = Counter(row.verdict for row in shown)
    lift = next(row for row in shown if row.id == FIRST)
    decided = len(CLAIMS) - counted[OPEN]
    raw = _raw(view)
    about = "_posts" if given.get(FIRST, {}).get("sample") == "posts" else ""
    return Answer(
        headline=_of(about, f"answer_page.headline.{_conclusion(lift, raw, decided)}", lang),
        leads=tuple(_leads(view, (lift, raw, about), counted, lang)),
        surely=text(lang, "answer_page.surely", matters=MATTERS) if decided else "",
        rows=tuple(shown),
        scale=scale,
        counted={verdict: counted[verdict] for verdict in VERDICTS},
    )


def _of(about: str, key: str, lang: Lang, **values: float | str | None) -> str:
    """The sentence as it is said of a creator's posts, where nobody's likes are known, or else of readers."""
    return text(lang, f"{key}{about}" if has(f"{key}{about}") else key, **values)


def change_of(estimate: Mapping[str, Any], of: str = "effect") -> Change:
    """The change of a claim (or, with its name, of a table's row) and the ends of its interval, where finite."""
    at, low, high = (_finite(estimate.get(name)) for name in (of, "low", "high"))
    return at, low, high


def _finite(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _row(name: str, claim: Mapping[str, Any], scale: Scale, lang: Lang) -> ClaimRow:
    verdict = claim.get("verdict")
    change, p = change_of(claim), _finite(claim.get("p_adjusted"))
    return ClaimRow(
        id=name,
        verdict=str(verdict) if verdict in VERDICTS else OPEN,
        claim=text(lang, f"answer_page.claim.{name}"),
        sentence=str(claim.get(f"text_{lang}") or text(lang, "answer_page.untested")),
        change=change,
        bar=scale.bar(change),
        sample=_sample(claim, lang),
        method=word(lang, "answer.method", str(claim["method"])) if claim.get("method") else "",
        p_adjusted=None if p is None else p_said(p, lang),
    )


def _place(row: ClaimRow) -> tuple[bool, bool, int]:
    """Decided claims first, the first question before all, and otherwise the order of the design."""
    return row.verdict == OPEN, row.id != FIRST, CLAIMS.index(row.id)


def _sample(claim: Mapping[str, Any], lang: Lang) -> str:
    """How many there are of what was compared, and how many would do where these are too few."""
    n, needed = claim.get("n") or 0, claim.get("needed")
    if not n and not needed:
        return ""
    key = f"answer_page.sample.{claim.get('sample')}"
    counted = text(lang, key, n=n) if has(key) else text(lang, "answer_page.sample.other", n=n)
    if claim.get("verdict") in {"supported", "contradicted"} or not needed or needed <= n:
        return counted
    return text(lang, "answer_page.needed", counted=counted, needed=needed)


def _conclusion(lift: ClaimRow, raw: Change, decided: int) -> str:
    """Which sentence answers: the verdict first, then the sign, and a change only where it is one that matters.

    A contradicted claim says that real readers' likes rose only where these did so by what matters, and not where it
    failed because the numbers on show (`raw`) didn't rise.
    """
    change, low, high = lift.change
    if not decided:
        return "undecided"
    if lift.verdict == OPEN or change is None or low is None or high is None:
        return "open"
    if lift.verdict == "supported":
        return "lowered" if high < 0 and change <= -MATTERS else "unmoved"
    flat = raw[2] is not None and raw[2] < MATTERS
    return "raised" if low >= MATTERS and not flat else "unclear"


def _leads(view: ReportView, first: tuple[ClaimRow, Change, str], counted: Mapping[str, int], lang: Lang) -> list[str]:
    said = []
    lift, raw, about = first
    decided = len(CLAIMS) - counted[OPEN]
    change, low, high = lift.change
    if change is not None:
        numbers = {"change": change, "low": low, "high": high, "matters": round(100 * MATTERS)}
        said.append(_of(about, "answer_page.lift", lang, sample=lift.sample or "–", **numbers))
        if raw[0] is not None:
            said.append(text(lang, "answer_page.raw", change=raw[0], low=raw[1], high=raw[2]))
    if decided:
        verdicts = {verdict: counted[verdict] for verdict in VERDICTS}
        said.append(text(lang, "answer_page.counted", all=len(CLAIMS), **verdicts))
    else:
        said.append(text(lang, "answer_page.none_decided", all=len(CLAIMS)))
        # Where posts alone were read, what their source can't show says it better, and stands below.
        if not (view.run.get("answered_from") == "posts" and cannot(view, lang)):
            said.append(found_headline(view, lang).answer)
    return said


def _raw(view: ReportView) -> Change:
    """What the numbers on show did meanwhile: raw likes after joining, where they were estimated."""
    wanted = {"event": "join", "outcome": "likes", "part": "raw", "what": "effect"}
    for row in rows(view.effects, (*wanted, "change", "low", "high")):
        if all(row[name] == value for name, value in wanted.items()) and row["change"] is not None:
            return change_of(row, "change")
    return None, None, None
