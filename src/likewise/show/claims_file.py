"""The nine claims as claims.json holds them, and what a creator is asked, each in both languages.

Stands behind `answers`, before the report's files, the page and the command line.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from likewise.answers.claims import Claim
from likewise.show.catalogue import LANGUAGES
from likewise.show.claims_words import claim_in_words
from likewise.show.creator_words import EPOCH, finding_in_words, owner_in_words, questions_in_words
from likewise.show.numerals import Lang
from likewise.sources import Reading, title_of

if TYPE_CHECKING:
    from likewise.answers.answer import Answer

UNIT = "relative change"
"""What `effect`, `low` and `high` are: 0.1 is 10 % more."""

Told = dict[str, Any]


def claims_told(answered: Answer) -> list[Told]:
    """The claims in the order of the design: id, verdict, effect with its 95 % interval, n, method, texts, and why."""
    return [_told(claim, answered.creator) for claim in answered.claims]


def questions_told(answered: Answer, timezone: str) -> list[Told]:
    """What a creator is asked, a span of days each; times in UTC, the sentence's days in `timezone`."""
    own = answered.owner is None or answered.owner.own
    said = {lang: questions_in_words(answered.questions, lang, timezone, own=own) for lang in LANGUAGES}
    return [
        {
            "account": one.account,
            "start": (EPOCH + timedelta(microseconds=one.start)).isoformat(),
            "end": (EPOCH + timedelta(microseconds=one.end)).isoformat(),
            "posts": one.posts,
            "times": one.times,
            "p": one.p,
            **{f"text_{lang}": said[lang][place] for lang in LANGUAGES},
        }
        for place, one in enumerate(answered.questions)
    ]


def exports_of(reading: Reading) -> tuple[str, ...]:
    """What people call the exports of one's own posts that were read."""
    return tuple(dict.fromkeys(title_of(file.source) or "" for file in reading.files if file.own))


def owner_told(answered: Answer, sources: Sequence[str]) -> Told | None:
    """Whose the posts are where posts alone are judged, and how that is known; None where there are none.

    `sources` are the exports of one's own posts among the data, as people call them.
    """
    owner = answered.owner
    if owner is None or not owner.posts:
        return None
    named = [account for account in owner.accounts if account is not None]
    return {
        "known_by": owner.known_by,
        "accounts": named,
        "own": owner.own,
        "authors": owner.authors,
        **{f"text_{lang}": owner_in_words(owner, sources, lang) for lang in LANGUAGES},
    }


def write_claims(claims: list[Told], folder: Path) -> None:
    """Write claims.json into `folder`."""
    said = json.dumps(claims, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    (folder / "claims.json").write_text(said, encoding="utf-8")


def _told(claim: Claim, creator: bool) -> Told:
    found, estimate = claim.finding, claim.finding.estimate
    return {
        "id": found.claim,
        "verdict": claim.verdict,
        "effect": None if estimate is None else _finite(estimate.change),
        "low": None if estimate is None else _finite(estimate.low),
        "high": None if estimate is None else _finite(estimate.high),
        "n": found.n,
        "method": found.method,
        **{f"text_{lang}": _sentence(claim, creator, lang) for lang in LANGUAGES},
        "sample": found.sample,
        "p_adjusted": None if estimate is None else _finite(claim.p_adjusted),
        "reason": found.reason,
        "lacks": list(found.lacks),
        "needed": found.needed if claim.verdict == "not_enough_data" else None,
        "unit": UNIT,
    }


def _sentence(claim: Claim, creator: bool, lang: Lang) -> str:
    return finding_in_words(claim.finding, claim.verdict, lang) if creator else claim_in_words(claim, lang)


def _finite(value: float) -> float | None:
    """A bound that the data doesn't set is none: JSON has no infinity. Ten decimals, as in the tables."""
    return round(float(value), 10) if math.isfinite(value) else None
