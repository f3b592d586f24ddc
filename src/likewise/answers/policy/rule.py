"""One rule: which accounts it reaches, and what it would do to them.

The first step of a policy. A rule that can't be meant is refused when it is made, whether it comes from a file
or from Python.
"""

import math
from dataclasses import dataclass, fields
from typing import Literal

from likewise.errors import InputError
from likewise.groups.find import GRAPHS
from likewise.text import Sentence

Action = Literal["discount", "review", "limit"]

ACTIONS: tuple[Action, ...] = ("discount", "review", "limit")
"""Mildest first, by what happens to the account: `discount` takes its traded likes out of the counts and leaves it
alone, `review` puts it before a person, `limit` puts it before a person with a restriction proposed."""

KINDS = tuple(GRAPHS)
"""The kinds that a group can have."""

ANY = "any"


class RuleError(InputError):
    """A rule, or a file of rules, can't be meant as it stands.

    `reason` is a key of `text/errors/policy.toml`; `place` is file:line or the rule itself.
    """

    def __init__(self, reason: str, place: str | Sentence, **values: str | Sentence | tuple[str, ...]) -> None:
        self.reason = reason
        self.values = values
        self.sentence = Sentence(f"policy.{reason}", {"place": place, **values})
        super().__init__(self.sentence.in_words("en"))

    def at(self, place: str) -> "RuleError":
        """The same fault, found at a place."""
        return RuleError(self.reason, place, **self.values)

    @property
    def key(self) -> str | None:
        """The key that is at fault, where it is one."""
        named = self.values.get("field")
        return "name" if self.reason in {"no_name", "same_name"} else None if named is None else str(named)


@dataclass(frozen=True)
class Rule:
    """What to do with accounts that probably belong to a group of a kind.

    `probability` is the least probability of belonging, `group_probability` the least of the group, both 0..1;
    `kind` is one of KINDS or "any". Raises RuleError for what can't be meant.
    """

    name: str
    action: Action
    probability: float
    kind: str = ANY
    group_probability: float = 0.0

    def __post_init__(self) -> None:
        for key in ("name", "action", "kind"):
            if not isinstance(getattr(self, key), str):
                raise self._fault("not_text", key, given=_said(getattr(self, key)))
        if not self.name.strip():
            raise self._fault("no_name", "name")
        for key, known in (("action", ACTIONS), ("kind", (*KINDS, ANY))):
            if getattr(self, key) not in known:
                raise self._fault("unknown_value", key, given=getattr(self, key), known=known)
        for key in ("probability", "group_probability"):
            self._check_share(key, getattr(self, key))

    def _check_share(self, key: str, value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            raise self._fault("not_number", key, given=_said(value))
        if not 0 <= value <= 1:
            raise self._fault("outside", key, given=_said(value))

    def _fault(self, reason: str, key: str, **values: str | tuple[str, ...]) -> RuleError:
        return RuleError(reason, Sentence("policy.place_rule", {"name": self.name}), field=key, **values)


RULE_KEYS = tuple(field.name for field in fields(Rule))
"""The keys that a rule may have."""

NEEDED = ("name", "action", "probability")


def _said(value: object) -> str:
    """A value as a rule file would have it."""
    return str(value).lower() if isinstance(value, bool) else repr(value)
