"""From reached accounts to tables a person can decide by: the evidence in words, and the honest reading beside it.

Stands between `answers.policy`, which says whom a rule reaches, and the files of `likewise policy`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from likewise.pipeline import intact
from likewise.show.catalogue import text
from likewise.show.explain import SAYS_LITTLE_BITS, explain_fact, fact_name
from likewise.show.explained import in_lockstep
from likewise.show.numerals import Lang
from likewise.show.rows import Row, rows
from likewise.show.terminal import plain
from likewise.show.weighed import Fact, Weighed, weighed
from likewise.tables import GROUP_FACTS, MEMBER_FACTS, POLICY_OUTPUTS

STRONGEST = 3
"""How many facts of a group, and of an account's belonging to it, are told in words; the JSON has them all."""


@dataclass(frozen=True)
class Told:
    """What was weighed of a group or a member: in words, how honest people come to it, and as JSON has it."""

    evidence: str
    honest: tuple[str, ...]
    data: Mapping[str, Any] | None


def action_table(reached: pa.Table, folder: Path, lang: Lang) -> pa.Table:
    """The reached accounts with their evidence, as POLICY_OUTPUTS["actions"] declares; `folder` is the report's."""
    groups = _groups(folder, reached["group"].unique().to_pylist())
    told = {name: _of_group(group, lang) for name, group in groups.items()}
    made = []
    for row in rows(reached, reached.column_names):
        own = _of_member(row, groups[row["group"]], lang)
        made.append({**row, **_columns(told[row["group"]], own)})
    return pa.Table.from_pylist(made, schema=POLICY_OUTPUTS["actions"])


def review_queue(actions: pa.Table) -> pa.Table:
    """The accounts that a person decides on, with room for the decision, as POLICY_OUTPUTS["queue"] declares."""
    waiting = actions.filter(pc.not_equal(actions["action"], "discount"))
    held = {"proposed" if name == "action" else name: waiting[name] for name in waiting.column_names}
    schema = POLICY_OUTPUTS["queue"]
    columns = [held[field.name] if field.name in held else pa.nulls(len(waiting), field.type) for field in schema]
    return pa.table(columns, schema=schema)


def _groups(folder: Path, names: Sequence[str]) -> dict[str, Row]:
    with intact(folder / "groups.parquet") as file:
        table = pq.read_table(file, filters=[("group", "in", list(names))] if names else None)
    return {row["group"]: row for row in rows(table, table.column_names)} if names else {}


def _of_group(group: Row, lang: Lang) -> Told:
    """What speaks for and against the group as a whole."""
    opening = text(lang, "policy.evidence.group", group=plain(group["group"]), probability=group["probability"])
    subject: Any = "lockstep" if group["kind"] == "lockstep" else "group"
    return _told(opening, weighed(group, GROUP_FACTS, subject, (), group), lang)


def _of_member(member: Row, group: Row, lang: Lang) -> Told:
    """What speaks for and against the account's own belonging; the values told are the group's, as in `explain`."""
    if group["kind"] == "lockstep":
        return Told(in_lockstep(member, group, lang), (), None)
    counts = {"given": member["given"], "received": member["received"], "probability": member["probability"]}
    opening = text(lang, "policy.evidence.member", **counts)
    return _told(opening, weighed(member, MEMBER_FACTS, "member", (), group), lang)


def _told(opening: str, held: Weighed | None, lang: Lang) -> Told:
    if held is None:
        return Told(opening, (), None)
    lines, honest = [opening], []
    for fact in _strongest(held.facts):
        said = explain_fact(fact.name, fact.value, fact.bits, held.level, lang)
        name = fact_name(fact.name, lang)
        lines.append(text(lang, "policy.evidence.fact", name=name, bits=fact.bits, sentence=said.sentence))
        honest.append(text(lang, "list.fact", name=name, sentence=said.honest_reading))
    facts = [{"fact": fact.name, "value": fact.value, "bits": fact.bits} for fact in held.facts]
    return Told("\n".join(lines), tuple(honest), {"prior_bits": held.prior_bits, "bits": held.bits, "facts": facts})


def _strongest(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that weigh most either way and, where all of those speak for it, the one that speaks most against."""
    telling = [fact for fact in facts if abs(fact.bits) >= SAYS_LITTLE_BITS]
    first = telling[:STRONGEST]
    against = [] if any(fact.bits < 0 for fact in first) else [fact for fact in telling if fact.bits < 0]
    return [*first, *against[:1]]


def _columns(group: Told, own: Told) -> dict[str, str]:
    data = {"group": group.data, "membership": own.data}
    return {
        "evidence": f"{group.evidence}\n{own.evidence}",
        "honest_reading": "\n".join(dict.fromkeys([*group.honest, *own.honest])),
        "evidence_json": json.dumps(data, ensure_ascii=False, allow_nan=False),
    }
