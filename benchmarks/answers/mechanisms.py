"""The mechanisms that make worlds with a known effect, by name: what they have in common, and how each is asked."""

from collections.abc import Mapping
from typing import Protocol

import pyarrow as pa

from benchmarks.answers import worlds
from benchmarks.answers.second import worlds as second
from benchmarks.answers.second.settings import REASONS
from benchmarks.answers.settings import SELECTIONS, Ranking
from benchmarks.answers.truth import Truth


class WorldSettings(Protocol):
    """What every world's settings have."""

    @property
    def seed(self) -> int:
        """The seed of all that was drawn."""

    @property
    def ranking(self) -> Ranking:
        """What the ranking makes of traded likes."""


class World(Protocol):
    """A world of any mechanism: its settings and its truth; `tables()` is what an estimator may see."""

    @property
    def settings(self) -> WorldSettings:
        """What was asked for."""

    @property
    def truth(self) -> Truth:
        """What is true."""

    def tables(self) -> dict[str, pa.Table]:
        """`events`, `posts` and `accounts` in canonical columns."""


SELECTIONS_OF: Mapping[str, tuple[str, ...]] = {"first": SELECTIONS, "second": REASONS}
"""Who joins, by mechanism."""


def make(
    mechanism: str, seed: int, *, ranking: Ranking, selection: str, accounts: int, days: int, members: int
) -> World:
    """Make one world: `members` join while the log runs. Raises ValueError for a selection that it doesn't have."""
    if mechanism == "first" and selection in SELECTIONS:
        return worlds.make(
            seed,
            ranking=ranking,
            selection=SELECTIONS[SELECTIONS.index(selection)],
            accounts=accounts,
            days=days,
            members=members,
        )
    if mechanism == "second" and selection in REASONS:
        return second.make(
            seed,
            ranking=ranking,
            selection=REASONS[REASONS.index(selection)],
            accounts=accounts,
            days=days,
            members=members,
        )
    raise ValueError(f"no mechanism {mechanism!r} in which {selection!r} join")
