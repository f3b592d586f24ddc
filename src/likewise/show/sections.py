"""The rows behind each section of the report, ready for the template."""

import json
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from likewise.show.catalogue import text, word
from likewise.show.explain import explain_fact, fact_name
from likewise.show.numerals import Lang
from likewise.show.rows import Row, rows, weights
from likewise.show.view import ReportView
from likewise.show.waterfall import PRIOR, SLOT, TOTAL, Bar, Scale, Step, bar, paths, steps

STRONGEST = 3
"""How many facts a pair's row names in words; its small chart shows all."""

GROUP_COLUMNS = (
    *("group", "size", "probability", "kind", "first_seen", "last_seen", "likes_exchanged", "core", "bits"),
)
CAMPAIGN_COLUMNS = ("group", "post", "author", "members", "people", "first_seen", "last_seen", "days", "posts")
MEMBER_COLUMNS = ("group", "account", "probability", "joined", "given", "received", "bits")
PAIR_COLUMNS = ("a", "b", "a_to_b", "b_to_a", "probability", "bits")
ACCOUNT_COLUMNS = (
    *(
        "account",
        "name",
        "probability",
        "likes_raw",
        "likes_real",
        "posts_without_likes",
        "comments_raw",
        "comments_real",
        "posts_without_comments",
        "real_share",
    ),
    *("real_share_low", "real_share_high", "health", "dependence", "rests_on"),
)
POST_COLUMNS = (
    *("post", "author", "time", "likes_raw", "likes_real", "comments_raw", "comments_real", "reposts_raw"),
    *("reposts_real", "saves_raw", "saves_real", "views_raw", "mismatch", "why"),
)
REJECTED_COLUMNS = ("reason", "table", "count", "file", "line", "detail")


@dataclass(frozen=True)
class FactRow:
    """One line of a group's waterfall: a bar, its weight, the fact in words and its honest reading."""

    tilt: str
    name: str
    bits: float
    bar: Bar
    sentence: str
    honest_reading: str


@dataclass(frozen=True)
class GroupCard:
    """One group with its waterfall, its members, and the facts that the data doesn't hold.

    `belonging` says which facts weigh most for its typical member, and how much; empty where none is weighed. `posts`
    are what a group in lockstep was for, those of most members first.
    """

    row: Row
    facts: tuple[FactRow, ...]
    even: float
    unknown: tuple[str, ...]
    members: list[Row]
    belonging: tuple[str, ...]
    posts: list[Row]


@dataclass(frozen=True)
class PairRow:
    """One pair with its small chart and the facts that weigh most."""

    row: Row
    paths: Mapping[str, str]
    strongest: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class PairSection:
    """All pairs, drawn on one scale so that they compare; `even` is where 0 bits lie, from the top."""

    pairs: tuple[PairRow, ...]
    width: int
    even: float


def groups(view: ReportView, lang: Lang) -> list[GroupCard]:
    """Return the groups, each with its own waterfall and members."""
    facts = weights(view.groups)
    weighed = (f"bits_{fact}" for fact in weights(view.members))
    members = _by_group(rows(view.members, (*MEMBER_COLUMNS, *weighed)))
    posts = _by_group(rows(view.campaigns, CAMPAIGN_COLUMNS))
    columns = (*GROUP_COLUMNS, *facts, *(f"bits_{fact}" for fact in facts))
    return [
        _card(row, facts, members.get(row["group"], []), posts.get(row["group"], []), lang)
        for row in rows(view.groups, columns)
    ]


def _by_group(every: Iterable[Row]) -> dict[Any, list[Row]]:
    """Rows by the group that they are of, in their order."""
    found: dict[Any, list[Row]] = {}
    for row in every:
        found.setdefault(row["group"], []).append(row)
    return found


def _card(row: Row, facts: tuple[str, ...], members: list[Row], posts: list[Row], lang: Lang) -> GroupCard:
    held = {fact: bits for fact in facts if (bits := row[f"bits_{fact}"]) is not None}
    unknown = tuple(fact_name(fact, lang) for fact in facts if fact not in held)
    belonging = _belonging(members, lang)
    if row["bits"] is None:
        return GroupCard(row, (), 0.0, unknown, members, belonging, posts)
    # The strongest facts for a trade first, the strongest against it last: the eye follows one hill.
    shown = steps(row["bits"], dict(sorted(held.items(), key=lambda item: -item[1])))
    scale = Scale.over(shown)
    lines = tuple(_fact_row(step, scale, row, lang) for step in shown)
    return GroupCard(row, lines, scale.place(0.0), unknown, members, belonging, posts)


def _belonging(members: list[Row], lang: Lang) -> tuple[str, ...]:
    """Say what weighs most for the typical one (the median) of those who rather belong than not."""
    rather = [member for member in members if (member["bits"] or -1.0) >= 0]
    facts = [name.removeprefix("bits_") for name in (rather[0] if rather else ()) if name.startswith("bits_")]
    held = {fact: [bits for member in rather if (bits := member[f"bits_{fact}"]) is not None] for fact in facts}
    typical = {fact: statistics.median(found) for fact, found in held.items() if found}
    return tuple(text(lang, "list.fact_bits", name=name, bits=bits) for name, bits in _strongest(typical, lang))


def _fact_row(step: Step, scale: Scale, row: Row, lang: Lang) -> FactRow:
    drawn = bar(step, scale)
    if step.name in (PRIOR, TOTAL):
        note = text(lang, f"step.{step.name}_note", probability=row["probability"])
        return FactRow(step.tilt, text(lang, f"step.{step.name}"), step.bits, drawn, note, "")
    said = explain_fact(step.name, row[step.name], row[f"bits_{step.name}"], "group", lang)
    name = fact_name(step.name, lang)
    return FactRow(step.tilt, name, said.bits, drawn, said.sentence, said.honest_reading)


def pairs(view: ReportView, lang: Lang) -> PairSection:
    """Return the pairs with their small charts on a common scale."""
    facts = weights(view.pairs)
    found = rows(view.pairs, (*PAIR_COLUMNS, *(f"bits_{fact}" for fact in facts)))
    held = [{fact: bits for fact in facts if (bits := row[f"bits_{fact}"])} for row in found]
    ways = [_way(row["bits"], bits) for row, bits in zip(found, held, strict=True)]
    scale = Scale.over(step for way in ways for step in way)
    slots = (PRIOR, *facts, TOTAL)
    shown = tuple(
        PairRow(row, paths(way, slots, scale), _strongest(bits, lang))
        for row, way, bits in zip(found, ways, held, strict=True)
    )
    return PairSection(shown, SLOT * len(slots) - 2, 100 - scale.place(0.0))


def _way(total: float | None, bits: Mapping[str, float]) -> tuple[Step, ...]:
    return () if total is None else steps(total, bits)


def _strongest(bits: Mapping[str, float], lang: Lang) -> tuple[tuple[str, float], ...]:
    heavy = sorted(bits.items(), key=lambda item: -abs(item[1]))[:STRONGEST]
    return tuple((fact_name(fact, lang), weight) for fact, weight in heavy)


def accounts(view: ReportView, lang: Lang) -> list[Row]:
    """Return the accounts, with what each rests on in words."""
    found = rows(view.accounts, ACCOUNT_COLUMNS)
    for row in found:
        row["rests_on"] = [fact_name(fact, lang) for fact in _keys(row["rests_on"])]
    return found


def posts(view: ReportView, lang: Lang) -> list[Row]:
    """Return the posts, with why each is marked down in words."""
    found = rows(view.posts, POST_COLUMNS)
    for row in found:
        row["why"] = [_why(reason, lang) for reason in _keys(row["why"])]
    return found


def _why(reason: str, lang: Lang) -> str:
    said = word(lang, "why", reason)
    return fact_name(reason, lang) if said == reason else said


def rejected(view: ReportView, lang: Lang) -> list[Row]:
    """Return the reasons for which rows were set aside, in words where the catalogue has them."""
    found = rows(view.rejected, REJECTED_COLUMNS)
    for row in found:
        row["reason"] = word(lang, "reason", row["reason"] or "")
        row["table"] = word(lang, "table", row["table"] or "")
    return found


def emptied(view: ReportView, lang: Lang) -> list[Row]:
    """Return the cells that could not be read and were left empty, by file, column and reason."""
    return [
        {**cell, "reason": word(lang, "reason", cell["reason"]), "table": word(lang, "table", cell["table"])}
        for cell in view.run.get("emptied") or ()
    ]


def _keys(listed: str | None) -> list[str]:
    """Read a JSON list of keys; a text that isn't one stands for itself."""
    try:
        found = json.loads(listed or "[]")
    except ValueError:
        return [listed or ""]
    return [str(key) for key in found] if isinstance(found, list) else [str(found)]
