"""An account, a pair or a group explained: what `Result.explain` returns.

Each says itself in words and as a dict, in English or Chinese: facts in bits, strongest first, with the honest
reading beside each, the sum, and what that means.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from likewise.show.catalogue import require_language, speaking_of, text, word
from likewise.show.explain import fact_name
from likewise.show.numerals import Lang
from likewise.show.rows import Row
from likewise.show.terminal import plain
from likewise.show.weighed import Weighed

LIKELY = 0.5
"""From here on an account rather belongs to a group than not."""

LISTED = 12
"""How many members a group names in words."""

NAMED = 3
"""How many facts of a pair stand beside it when it is only mentioned, and how many groups that two accounts share."""


@dataclass(frozen=True)
class Explained:
    """What all three have in common: words, a dict, how a name that could be two things was read, and the run
    (run.json, parsed) that it is from.
    """

    note: bool
    run: Mapping[str, Any]

    def in_words(self, lang: Lang = "en") -> str:
        """The explanation as text; LikewiseError when there is no such language."""
        require_language(lang)
        with speaking_of(self.run):
            note = [text(lang, "explain.read_as_account", name=plain(self._name())), ""] if self.note else []
            return "\n".join([*note, *self.words(lang), "", text(lang, "cli.card_appeal")])

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The explanation for JSON, its sentences in one language; LikewiseError when there is no such."""
        require_language(lang)
        with speaking_of(self.run):
            note = {"note": text(lang, "explain.read_as_account", name=self._name())} if self.note else {}
            return {**self.data(lang), **note}

    def words(self, lang: Lang) -> list[str]:
        """The lines of the explanation, without what frames it."""
        raise NotImplementedError

    def data(self, lang: Lang) -> dict[str, Any]:
        """The explanation as values that JSON has."""
        raise NotImplementedError

    def _name(self) -> str:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.in_words()


@dataclass(frozen=True)
class ExplainedGroup(Explained):
    """A group by itself: its row, what was weighed, and its members, likeliest first."""

    group: Row
    weighed: Weighed | None
    members: tuple[Row, ...]

    def words(self, lang: Lang) -> list[str]:
        """The group, its facts, and its likeliest members."""
        return [self.head(lang), text(lang, "explain.legend"), *self.sums(lang), *self._members(lang)]

    def head(self, lang: Lang) -> str:
        """One line on what this group is."""
        row = self.group
        key = "explain.group_lockstep" if row["kind"] == "lockstep" else "explain.group"
        span = {"first": row["first_seen"], "last": row["last_seen"]}
        kind = word(lang, "kind", row["kind"] or "")
        return text(
            lang, key, group=plain(row["group"]), kind=kind, size=row["size"], likes=row["likes_exchanged"], **span
        )

    def sums(self, lang: Lang) -> list[str]:
        """The lines of its sum."""
        return self.weighed.lines(lang) if self.weighed else []

    def _members(self, lang: Lang) -> list[str]:
        if not self.members:
            return []
        shown = self.members[:LISTED]
        listed = text(lang, "list.comma").join(
            text(lang, "list.listed", name=plain(one["account"]), probability=one["probability"]) for one in shown
        )
        more = len(self.members) - len(shown)
        key = "explain.members_cut" if more else "explain.members"
        return ["", text(lang, key, listed=listed, **({"more": more} if more else {}))]

    def data(self, lang: Lang) -> dict[str, Any]:
        """The group's row, its sum, and every member."""
        listed = [{"account": one["account"], "probability": one["probability"]} for one in self.members]
        return {"explains": "group", **self.summary(lang), "members": listed}

    def summary(self, lang: Lang) -> dict[str, Any]:
        """The group without its members, as an account's explanation holds it."""
        row = self.group
        told = {
            key: _plain_time(row[key]) for key in ("group", "probability", "size", "kind", "first_seen", "last_seen")
        }
        told["likes_exchanged"] = row["likes_exchanged"]
        return {**told, **(self.weighed.to_dict(lang) if self.weighed else {})}

    def _name(self) -> str:
        return str(self.group["group"])


def in_lockstep(member: Row, group: Row, lang: Lang) -> str:
    """Say why an account belongs to a group in lockstep: it acted with others, or on the same posts in one go.

    Parameters
    ----------
    member, group
        Its row of `members`, and the group's of `groups`.
    lang
        The language.
    """
    told = {"probability": member["probability"], "given": member["given"]}
    if member["probability"] < group["probability"] - _ROUNDED:
        return text(lang, "explain.in_one_go", group=group["probability"], **told)
    return text(lang, "explain.in_step", **told)


_ROUNDED = 1e-6


@dataclass(frozen=True)
class Membership:
    """An account in a group: the group, and what speaks for the account's own belonging to it."""

    group: ExplainedGroup
    member: Row
    belonging: Weighed | None

    def words(self, lang: Lang) -> list[str]:
        """The group's sum, then the account's own."""
        name, row = plain(self.group.group["group"]), self.member
        own = ["", text(lang, "explain.belonging", group=name, given=row["given"], received=row["received"])]
        if self.belonging:
            own += self.belonging.lines(lang)
            own.append(
                text(lang, "explain.belongs", group=self.group.group["probability"], probability=row["probability"])
            )
        elif self.group.group["kind"] == "lockstep":
            own = ["", in_lockstep(row, self.group.group, lang)]
        else:
            own.append(text(lang, "explain.no_belonging"))
        return ["", self.group.head(lang), *self.group.sums(lang), *own]

    def data(self, lang: Lang) -> dict[str, Any]:
        """The group, and the account's belonging beside it."""
        row = self.member
        told = {"membership": row["probability"], "joined": _plain_time(row["joined"])}
        own = {"given": row["given"], "received": row["received"]}
        belonging = (
            {"probability": self.belonging.probability, **self.belonging.to_dict(lang)} if self.belonging else None
        )
        return {**self.group.summary(lang), **told, **own, "belonging": belonging}


@dataclass(frozen=True)
class ExplainedPair(Explained):
    """Two accounts: the pair's row as seen from the first, or None when it wasn't looked at, and shared groups.

    `shared` are a group's name and each account's probability in it; `tied` tells whether the data says whose
    posts were liked.
    """

    a: str
    b: str
    pair: Row | None
    weighed: Weighed | None
    shared: tuple[tuple[str, float, float], ...]
    tied: bool

    def words(self, lang: Lang) -> list[str]:
        """The pair and its facts, or why there are none; then the groups that both are in."""
        a, b = plain(self.a), plain(self.b)
        if self.pair is None:
            why = "explain.no_pair_why" if self.tied else "explain.no_pair_author"
            said = [text(lang, "explain.no_pair", a=a, b=b), text(lang, why)]
        else:
            said = [text(lang, "explain.pair", a=a, b=b, there=self.pair["a_to_b"], back=self.pair["b_to_a"])]
            said += [text(lang, "explain.legend"), *(self.weighed.lines(lang) if self.weighed else [])]
            said.append(text(lang, "explain.pair_weak"))
        said += [
            text(lang, "explain.pair_shares", a=a, b=b, group=plain(group), a_probability=one, b_probability=other)
            for group, one, other in self.shared[:NAMED]
        ]
        return [*said, text(lang, "explain.pair_round")] if self.shared and self.pair is None else said

    def data(self, lang: Lang) -> dict[str, Any]:
        """The pair's counts and sum, and the groups that both are in."""
        shared = [{"group": group, "a": one, "b": other} for group, one, other in self.shared]
        told: dict[str, Any] = {"explains": "pair", "a": self.a, "b": self.b, "looked_at": self.pair is not None}
        if self.pair is None:
            why = "explain.no_pair_why" if self.tied else "explain.no_pair_author"
            told["why"] = text(lang, why)
        else:
            told |= {key: self.pair[key] for key in ("a_to_b", "b_to_a", "probability")}
            told |= self.weighed.to_dict(lang) if self.weighed else {}
        return {**told, "groups_shared": shared}

    def _name(self) -> str:
        return self.a


@dataclass(frozen=True)
class ExplainedAccount(Explained):
    """An account: its row, its memberships (likeliest first), and its most notable pairs as seen from it.

    `pairs` are filled where no group claims the account; `looked_at` is how many pairs it has in all.
    """

    account: Row
    memberships: tuple[Membership, ...]
    pairs: tuple[tuple[Row, Weighed | None], ...]
    looked_at: int

    def words(self, lang: Lang) -> list[str]:
        """The account, and everything that bears on it."""
        row = self.account
        name = plain(row["account"]) + (f" ({plain(row['name'])})" if row["name"] else "")
        if row["probability"] is None:
            return [text(lang, "explain.account_untold", account=name)]
        return [text(lang, "explain.account", account=name, probability=row["probability"]), *self.body(lang)]

    def body(self, lang: Lang) -> list[str]:
        """Its groups with its own belonging; where no group claims it, its pairs."""
        likely = [one for one in self.memberships if one.member["probability"] >= LIKELY]
        full = likely or list(self.memberships[:1])
        said = []
        if not likely:
            said.append(text(lang, "explain.no_likely_group" if full else "explain.no_group"))
        if full:
            said.append(text(lang, "explain.legend"))
        for one in full:
            said += one.words(lang)
        if rest := self.memberships[len(full) :]:
            listed = text(lang, "list.comma").join(_listed(one, lang) for one in rest)
            said += ["", text(lang, "explain.also", listed=listed)]
        return said if likely else [*said, "", *self._pairs(lang)]

    def _pairs(self, lang: Lang) -> list[str]:
        if not self.pairs:
            return [text(lang, "explain.no_pairs")]
        said = [text(lang, "explain.pairs", all=self.looked_at)]
        for row, weighed in self.pairs:
            facts = text(lang, "list.comma").join(
                text(lang, "list.fact_bits", name=fact_name(fact.name, lang), bits=fact.bits)
                for fact in (weighed.facts[:NAMED] if weighed else ())
            )
            told = {"likes": row["a_to_b"], "back": row["b_to_a"], "probability": row["probability"]}
            said.append("  " + text(lang, "explain.pair_line", other=plain(row["b"]), facts=facts, **told))
        return said

    def data(self, lang: Lang) -> dict[str, Any]:
        """The account's row, its groups with its belonging, and its notable pairs."""
        groups = [one.data(lang) for one in self.memberships]
        pairs = [
            {
                "other": row["b"],
                "given": row["a_to_b"],
                "received": row["b_to_a"],
                "probability": row["probability"],
                **(weighed.to_dict(lang) if weighed else {}),
            }
            for row, weighed in self.pairs
        ]
        return {
            "explains": "account",
            **self.account,
            "groups": groups,
            "pairs": pairs,
            "pairs_looked_at": self.looked_at,
        }

    def _name(self) -> str:
        return str(self.account["account"])


def _listed(one: Membership, lang: Lang) -> str:
    name = plain(one.group.group["group"])
    return text(lang, "list.listed", name=name, probability=one.member["probability"])


def _plain_time(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
