"""The first sentence of the report: what was found, in words that the data can bear."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from likewise.show.catalogue import text, told
from likewise.show.numerals import Lang
from likewise.show.rows import rows
from likewise.show.view import ReportView, Totals

MISSING = "missing:"
"""A finding that begins so names a missing column; it belongs to the section on what is missing."""


@dataclass(frozen=True)
class Headline:
    """The answer, the sentence that carries its numbers, and what else the run found worth saying."""

    answer: str
    lead: str
    notes: tuple[str, ...]


def headline(view: ReportView, lang: Lang) -> Headline:
    """Choose the sentence that answers what was found; the weakest claim that the data holds wins."""
    totals = view.totals
    answer, lead = _choose(view)
    numbers: dict[str, float | None] = {
        "groups": totals.groups_flagged,
        "accounts": totals.accounts_flagged if lead != "lead.none" else totals.accounts,
        "all": totals.accounts,
        "likes": totals.favours,
        "traded": totals.favours_traded,
        "share": share(totals.favours_traded, totals.favours),
    }
    notes = tuple(note for finding in _findings(view) if (note := told(lang, "finding", finding)))
    return Headline(text(lang, answer, **numbers), text(lang, lead, **numbers), notes)


def share(part: float, whole: float) -> float | None:
    """Return part of a whole, 0..1; None where there is no whole."""
    return part / whole if whole else None


def knows_whom(view: ReportView) -> bool:
    """Tell whether the data says whose posts are liked, so that accounts that like each other could be seen."""
    return bool(view.totals.favours) and "no_authors" not in _keys(view)


def judges_groups(view: ReportView) -> bool:
    """Tell whether anything is known of groups: who likes whom, or that some act in lockstep."""
    return knows_whom(view) or bool(view.totals.groups_flagged)


def _choose(view: ReportView) -> tuple[str, str]:
    """Return the catalogue's keys of the answer and of its second sentence."""
    totals = view.totals
    if not totals.favours:
        posts_alone = totals.posts and view.run.get("answered_from") == "posts"
        return ("headline.posts_alone", "lead.posts_alone") if posts_alone else ("headline.no_likes", "lead.no_likes")
    if not judges_groups(view):
        return "headline.no_authors", "lead.lockstep"
    return _of_groups(view)


def _of_groups(view: ReportView) -> tuple[str, str]:
    """Return the same where groups could be found."""
    totals, found = view.totals, _keys(view)
    if "no_mutual_pairs" in found and not totals.groups_flagged:
        return "headline.no_mutual_pairs", "lead.lockstep"
    if totals.groups_flagged:
        alone = "lockstep_only" in found or _kinds(view) == {"lockstep"}
        return ("headline.lockstep", "lead.lockstep_kind") if alone else ("headline.groups", "lead.share")
    if totals.accounts_flagged:
        return "headline.accounts", "lead.share"
    return "headline.no_group", _lead_without_group(totals, found)


def _lead_without_group(totals: Totals, found: set[str]) -> str:
    if "lockstep_only" in found:
        return "lead.lockstep"
    return "lead.share" if totals.favours_traded >= 1 else "lead.none"


def _kinds(view: ReportView) -> set[str]:
    return {row["kind"] for row in rows(view.groups, ("kind",))}


def _keys(view: ReportView) -> set[str]:
    return {str(finding.get("key")) for finding in _findings(view)}


def _findings(view: ReportView) -> list[Mapping[str, Any]]:
    return list(view.run.get("findings") or ())
