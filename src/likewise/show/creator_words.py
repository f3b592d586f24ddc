"""Creator mode in words: what a claim's test found in a creator's own posts, and the questions about spans.

Stands behind `answers.creator`, before the report and the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from likewise.answers.claims.face import Finding, Verdict
from likewise.answers.creator import Question
from likewise.show.catalogue import text
from likewise.show.numerals import Lang, days_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def finding_in_words(finding: Finding, verdict: Verdict, lang: Lang) -> str:
    """The sentence of a creator's finding under its verdict: with its numbers, or why there are none."""
    key = f"creator.{finding.claim}.{verdict}" if finding.estimate else f"reason.{finding.reason}"
    columns = ("、" if lang == "zh" else ", ").join(name.removeprefix("posts.") for name in finding.lacks)
    return text(lang, f"answer.{key}", **{**finding.values, "columns": columns})


def questions_in_words(questions: Sequence[Question], lang: Lang, timezone: str = "UTC") -> list[str]:
    """Each question as a sentence with its days in `timezone`; the account is named where the data name one."""
    said = []
    for one in questions:
        start, end = (EPOCH + timedelta(microseconds=moment) for moment in (one.start, one.end))
        with days_of(timezone):
            asked = text(
                lang, "answer.creator.question", start=start, end=end, posts=one.posts, times=one.times, p=one.p
            )
        named = one.account is not None
        said.append(text(lang, "answer.creator.question_of", account=one.account, question=asked) if named else asked)
    return said
