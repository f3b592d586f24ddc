"""Creator mode in words: what a claim's test found in a creator's own posts, and the questions about spans.

Stands behind `answers.creator`, before the report and the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from likewise.answers.claims.face import Finding, Verdict
from likewise.answers.creator import Owner, Question
from likewise.show.catalogue import text, word
from likewise.show.numerals import Lang, days_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def finding_in_words(finding: Finding, verdict: Verdict, lang: Lang) -> str:
    """The sentence of a creator's finding under its verdict: with its numbers, or why there are none."""
    key = f"creator.{finding.claim}.{verdict}" if finding.estimate else f"reason.{finding.reason}"
    columns = ("、" if lang == "zh" else ", ").join(name.removeprefix("posts.") for name in finding.lacks)
    kinds = _together(str(finding.values.get("kinds") or "").split(), lang)
    return text(lang, f"answer.{key}", **{**finding.values, "columns": columns, "kinds": kinds})


def _together(kinds: Sequence[str], lang: Lang) -> str:
    """The counts that were added up, by their names: comments, saves and reposts."""
    names = [word(lang, "answer_page.outcome", kind) for kind in kinds]
    first = text(lang, "list.comma").join(names[:-1])
    return text(lang, "list.and", first=first, last=names[-1]) if first else "".join(names)


def questions_in_words(
    questions: Sequence[Question], lang: Lang, timezone: str = "UTC", *, own: bool = True
) -> list[str]:
    """Each question as a sentence with its days in `timezone`; the account is named where the data name one.

    `own` says that the posts are known to be those of whoever reads it.
    """
    said = []
    for one in questions:
        start, end = (EPOCH + timedelta(microseconds=moment) for moment in (one.start, one.end))
        key = "answer.creator.question" if own else "answer.creator.question_of_another"
        with days_of(timezone):
            asked = text(
                lang, key, start=start, end=end, posts=one.posts, times=one.times, p=one.p, account=one.account
            )
        named = own and one.account is not None
        said.append(text(lang, "answer.creator.question_of", account=one.account, question=asked) if named else asked)
    return said


def owner_in_words(owner: Owner, sources: Sequence[str], lang: Lang) -> str:
    """Whose the posts are, and how that is known; `sources` are the exports of one's own posts, as people call them."""
    comma = text(lang, "list.comma")
    named = [account for account in owner.accounts if account is not None]
    key = f"creator.owner.{owner.known_by}"
    if owner.known_by in {"export", "dates"} and not named:
        key += "_nameless"
    return text(lang, key, accounts=comma.join(named), sources=comma.join(sources), authors=owner.authors)
