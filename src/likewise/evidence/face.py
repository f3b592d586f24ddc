"""What a kind of evidence is: one fact about a pair of accounts, or about a group as a whole.

A fact is measured by one SQL text; its modules say what honest behaviour it could be taken for.
Where the columns a fact needs are missing, it gives no evidence (null), never weak evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal as OneOf

from likewise.engine import Literal

Level = OneOf["pair", "group"]


@dataclass(frozen=True)
class Evidence:
    """One kind of fact.

    `needs` names canonical columns (`posts.time`) and kinds of event (`events.kind=view`) without which it
    can't be measured. `ground` are (table, file) made once beforehand, `pair` and `group` the SQL files that
    give (a, b, value) and (grp, value), `settings` the values of their parameters.
    """

    name: str
    needs: tuple[str, ...]
    pair: str | None = None
    group: str | None = None
    ground: tuple[tuple[str, str], ...] = ()
    settings: Mapping[str, Literal] = field(default_factory=lambda: MappingProxyType({}))

    def file(self, of: Level) -> str | None:
        """The SQL file that measures this fact of pairs or of groups; None where there is no such fact."""
        return self.pair if of == "pair" else self.group

    def measurable(self, present: frozenset[str]) -> bool:
        """Whether the data holds all that this fact needs."""
        return all(need in present for need in self.needs)
