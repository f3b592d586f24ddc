"""The nine claims in words: what was found, with its numbers, or why nothing could be.

Stands behind `answers.claims`, before the report. A creator's findings are said by `creator_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from likewise.answers.claims.face import Claim, Finding
from likewise.answers.claims.judge import ALPHA
from likewise.answers.effect.history import LEAST_MEMBERS
from likewise.answers.effect.kernel import LEAST_ACCOUNTS
from likewise.answers.effect.panel import LEAST_DAYS
from likewise.answers.estimate import MATTERS, Estimate
from likewise.show.catalogue import has, text, word
from likewise.show.creator_words import finding_in_words
from likewise.show.numerals import Lang, amount

Values = dict[str, float | int | str | None]

LEASTS = MappingProxyType({"least_days": LEAST_DAYS, "least_members": LEAST_MEMBERS, "least_others": LEAST_ACCOUNTS})
"""What the reasons name as the least that would do."""

VARIANTS = MappingProxyType({"returning_readers": "returning", "buyers_among_engagers": "engagers"})
"""Methods whose sentences say something else than the claim's usual ones."""

ABOVE = frozenset({"lift", "alternatives"})
"""Claims whose effect is tested against a rise that matters; the others against a fall."""

SURPRISING = 0.05
"""A trend before the event with a p-value below it is told; the usual level."""

LEAST_P = 0.001
"""p-values below it are not told apart: no model's tail is known so well."""


def claim_in_words(claim: Claim, lang: Lang) -> str:
    """What the data say of a claim, in one to three sentences: the change with its interval, or what is missing."""
    finding = claim.finding
    if finding.method.startswith("creator_"):
        return finding_in_words(finding, claim.verdict, lang)
    said = list(_estimated(claim, lang)) if finding.estimate else [_missing(finding, lang)]
    if claim.verdict == "not_enough_data" and (finding.needed or 0) > finding.n:
        said.append(text(lang, f"answer.claim.needed.{finding.sample}", needed=finding.needed))
    return (" " if lang == "en" else "").join(said)


def _estimated(claim: Claim, lang: Lang) -> Iterator[str]:
    finding = claim.finding
    values = _values(finding, lang)
    yield text(lang, _key(claim), **values)
    if claim.verdict == "not_enough_data":
        yield text(lang, f"answer.claim.open.{_open(finding, finding.estimate)}", **values)
    if values.get("watched") is not None:
        yield text(lang, "answer.claim.bubble.watched", **values)
    if values.get("leaving") is not None:
        yield text(lang, "answer.claim.retention.left", **values)
    if values.get("fellows"):
        yield text(lang, "answer.claim.fellows", **values)
    before = values.get("pretrend")
    if isinstance(before, int | float) and before < SURPRISING:
        yield text(lang, "answer.claim.pretrend", before=p_said(before, lang))


def p_said(p: float, lang: Lang) -> str:
    """A p-value with its sign: = 0.012, < 0.001."""
    return f"< {LEAST_P:g}" if p < LEAST_P else f"= {amount(p, lang)}"


def _open(finding: Finding, estimate: Estimate | None) -> str:
    """What an undecided claim leaves open: the sign, the change that matters, its other half, or nine tests at once."""
    assert estimate is not None
    if min(finding.p_for, finding.p_against) < ALPHA / 2:
        return "nine"
    bound = MATTERS if finding.claim in ABOVE else -MATTERS
    if estimate.low <= bound <= estimate.high:
        side = "more" if finding.claim in ABOVE else "less"
        return f"wide_{side}" if estimate.low <= 0 <= estimate.high else side
    half = f"half_{finding.claim}"
    return half if estimate.high < bound and has(f"answer.claim.open.{half}") else "nine"


def _missing(finding: Finding, lang: Lang) -> str:
    return text(lang, f"answer.reason.{finding.reason}", n=finding.n, **LEASTS)


def _key(claim: Claim) -> str:
    """The sentence of the verdict, of the method where it has its own, and of the half of a claim that failed."""
    finding = claim.finding
    key = f"answer.claim.{finding.claim}.{claim.verdict}"
    if finding.method in VARIANTS and has(f"{key}_{VARIANTS[finding.method]}"):
        return f"{key}_{VARIANTS[finding.method]}"
    half = {"lift": "raw", "retention": "leaving"}.get(finding.claim)
    return f"{key}_{half}" if claim.verdict == "contradicted" and half and not _told_half(finding) else key


def _told_half(finding: Finding) -> bool:
    """Whether it is the told effect itself that contradicts a claim of two halves, not the other half."""
    assert finding.estimate is not None
    if finding.claim == "lift":
        return 2 * finding.estimate.p_above(MATTERS) <= finding.p_against
    return min(1.0, 2 * finding.estimate.p_above(-MATTERS)) <= finding.p_against


def _values(finding: Finding, lang: Lang) -> Values:
    assert finding.estimate is not None
    estimate = finding.estimate
    values: Values = {"change": estimate.change, "low": estimate.low, "high": estimate.high, "n": finding.n}
    if "lever" in finding.values:
        values["lever_name"] = word(lang, "lever.name", str(finding.values["lever"]))
    return {**values, "matters": round(100 * MATTERS), **finding.values}
