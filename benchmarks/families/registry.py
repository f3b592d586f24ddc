"""The families that there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from benchmarks.families import against, agents, planted, town, wrapped, zoo


class Write(Protocol):
    """Write a world and its truth into a folder; the same arguments write the same world.

    `comments_only` leaves no event but comments in the log, and `views` is without effect then.
    """

    def __call__(self, folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
        """Write it."""


@dataclass(frozen=True)
class Family:
    """A generator and what its truth means.

    `careful` are kinds of groups that behave as friends do in what can be measured: their members are counted apart.
    `exchanges` are kinds in which nobody owes anybody in particular. `needs_data` says that real data must be given.
    """

    name: str
    people: str
    write: Write
    careful: frozenset[str] = field(default_factory=frozenset)
    exchanges: frozenset[str] = field(default_factory=frozenset)
    needs_data: bool = False


_ALL = (
    Family(
        "world",
        "the project's own generator, its recipe drawn",
        wrapped.write_own,
        careful=frozenset({"careful"}),
        exchanges=frozenset({"credit"}),
    ),
    Family(
        "box",
        "the same cast before a platform whose feed, readers and risk control react",
        wrapped.write_box,
        careful=frozenset({"careful"}),
        exchanges=frozenset({"credit"}),
    ),
    Family(
        "elsewhere",
        "the generator in benchmarks/elsewhere",
        wrapped.write_elsewhere,
        exchanges=frozenset({"credit"}),
    ),
    Family(
        "zoo",
        "organic likes by topic and popularity, ties and groups on top",
        zoo.write,
        exchanges=frozenset({"exchange"}),
    ),
    Family(
        "agents",
        "people with sessions, a feed and recommendations, lived day by day",
        agents.write,
        careful=frozenset({"quiet"}),
        exchanges=frozenset({"credit"}),
    ),
    Family(
        "planted",
        "a fitted copy of a real log, with groups planted on real accounts",
        planted.write,
        careful=planted.CAREFUL,
        exchanges=planted.EXCHANGES,
        needs_data=True,
    ),
    Family(
        "against",
        "groups that hide, and honest people who look guilty",
        against.write,
        careful=against.CAREFUL,
        exchanges=against.EXCHANGES,
    ),
    Family(
        "town",
        "households, schools, workplaces and clubs, with a feed by closeness and recency",
        town.write,
        careful=town.CAREFUL,
        exchanges=town.EXCHANGES,
    ),
)

FAMILIES: Mapping[str, Family] = {family.name: family for family in _ALL}
