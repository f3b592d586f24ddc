"""One account's card: what it shows, what of that is real, and the evidence in words, strongest first."""

from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from likewise.show.catalogue import text
from likewise.show.explain import explain_fact, fact_name
from likewise.show.face import Result
from likewise.show.numerals import Lang
from likewise.tables import GROUP_FACTS

Row = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """An account's row, and for each group it is in, the group's row and its own membership."""

    account: Row
    memberships: tuple[tuple[Row, Row], ...]

    def to_dict(self, lang: Lang) -> dict[str, Any]:
        """The card for JSON, with the evidence in words."""
        groups = [
            {
                "group": group["group"],
                "probability": group["probability"],
                "size": group["size"],
                "given": member["given"],
                "received": member["received"],
                "evidence": evidence(group, lang),
            }
            for group, member in self.memberships
        ]
        return {**self.account, "groups": groups}

    def in_words(self, lang: Lang) -> str:
        """The card as text for a terminal."""
        one = self.account
        lines = [str(one["account"]) + (f" ({one['name']})" if one["name"] else "")]
        lines.append(text(lang, "cli.card_probability", probability=one["probability"]))
        lines.append(_likes(one, lang))
        if one["health"] is not None:
            lines.append(text(lang, "cli.card_health", health=one["health"]))
        for group, member in self.memberships:
            told = {key: group[key] for key in ("group", "probability", "size")}
            lines += [
                "",
                text(lang, "cli.card_group", **told, given=member["given"], received=member["received"]),
            ]
            lines.append(f"  {group['prior_bits']:+5.1f}  {text(lang, 'cli.card_prior')}")
            for fact in evidence(group, lang):
                lines.append(f"  {fact['bits']:+5.1f}  {fact['name']}: {fact['sentence']}")
                lines.append(f"         {fact['honest_reading']}")
        if not self.memberships:
            lines.append(text(lang, "cli.card_no_group"))
        return "\n".join([*lines, "", text(lang, "cli.card_appeal")])


def _likes(one: Row, lang: Lang) -> str:
    if one["real_share"] is None:
        return text(lang, "cli.card_no_likes")
    low, high = one["real_share_low"], one["real_share_high"]
    return text(
        lang,
        "cli.card_likes",
        raw=one["likes_raw"],
        real=one["likes_real"],
        share=one["real_share"],
        low=low,
        high=high,
    )


def evidence(group: Row, lang: Lang) -> list[dict[str, Any]]:
    """A group's facts in words with the honest reading beside each, strongest first."""
    said = []
    for fact in GROUP_FACTS:
        bits = group[f"bits_{fact}"]
        if bits is not None:
            told = explain_fact(fact, group[fact], bits, "group", lang)
            said.append(
                {
                    "fact": fact,
                    "name": fact_name(fact, lang),
                    "bits": round(bits, 2),
                    "sentence": told.sentence,
                    "honest_reading": told.honest_reading,
                }
            )
    return sorted(said, key=lambda fact: -abs(float(str(fact["bits"]))))


def card_of(result: Result, name: str) -> Card | None:
    """The card of the account with this id; None when there is none."""
    accounts = result.accounts.to_arrow()
    rows = accounts.filter(pc.equal(accounts["account"], name)).to_pylist()
    if not rows:
        return None
    members = result.members.to_arrow()
    mine = members.filter(pc.equal(members["account"], name)).to_pylist()
    groups = {row["group"]: row for row in result.groups.to_arrow().to_pylist()}
    return Card(rows[0], tuple((groups[member["group"]], member) for member in mine))
