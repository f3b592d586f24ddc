"""What a kind of evidence is: one fact about a pair of accounts, about a group as a whole, or about its members.

A fact is measured by one SQL text; its modules say what honest behaviour it could be taken for.
Where the columns a fact needs are missing, it gives no evidence (null), never weak evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal as OneOf

from likewise.engine import Literal

Level = OneOf["pair", "group", "member"]


@dataclass(frozen=True)
class Evidence:
    """One kind of fact.

    `needs` names canonical columns (`posts.time`) and kinds of event (`events.kind=view`) without which it
    can't be measured. `ground` are (table, file) made once beforehand, `pair`, `group` and `member` the SQL files
    that give (a, b, value), (grp, value) and (grp, account, value), `settings` the values of their parameters.

    A fact that is read off single acts names instead of `group` and `member` the file `act`, which gives
    (actor, author, value): a group's fact is how much higher that is toward fellow members than toward others,
    a member's how much it shares the group's way.
    """

    name: str
    needs: tuple[str, ...]
    pair: str | None = None
    group: str | None = None
    member: str | None = None
    act: str | None = None
    ground: tuple[tuple[str, str], ...] = ()
    settings: Mapping[str, Literal] = field(default_factory=lambda: MappingProxyType({}))

    def file(self, of: Level) -> str | None:
        """The SQL file that measures this fact at this level; None where there is no such fact."""
        if of == "pair":
            return self.pair
        if self.act:
            return f"contrast_{of}.sql"
        return self.group if of == "group" else self.member

    def measurable(self, present: frozenset[str]) -> bool:
        """Whether the data holds all that this fact needs."""
        return all(need in present for need in self.needs)
