"""Make a world of the second mechanism: its settings, its truth, and the tables that an estimator may see."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from benchmarks.answers.second.drawn import Drawn, draw
from benchmarks.answers.second.log import tables
from benchmarks.answers.second.settings import COURSES, Course, Reason, Settings
from benchmarks.answers.second.telling import tell
from benchmarks.answers.second.truth import TruthOfCourse
from benchmarks.answers.settings import Ranking

LOG_STREAM = 400


@dataclass(frozen=True)
class SecondWorld:
    """One world: its settings and its truth; `tables()` is what an estimator may see."""

    settings: Settings
    truth: TruthOfCourse
    drawn: Drawn

    def tables(self) -> dict[str, pa.Table]:
        """`events`, `posts` and `accounts` in canonical columns, as `likewise.report` takes them."""
        return dict(self._tables)

    @cached_property
    def _tables(self) -> dict[str, pa.Table]:
        return tables(np.random.default_rng([self.settings.seed, LOG_STREAM]), self.drawn)


def make(
    seed: int,
    *,
    ranking: Ranking = "helps",
    selection: Reason = "random",
    course: Course | None = None,
    strength: float = 1.0,
    accounts: int = 400,
    days: int = 75,
    members: int | None = None,
    from_first_day: int | None = None,
    pull: float = 1.0,
) -> SecondWorld:
    """Make a world: same arguments, same world.

    `selection` is why accounts join, `course` how the effect goes on (by the seed when left out: 0 is at once, 1 slow,
    2 fades, 3 turns, and again), `strength` how strong it is over its usual (0 is none), `members` how many join while
    the log runs (a fifth of `accounts` when left out), `from_first_day` how many were in a group before (an eighth of
    `members`), `pull` how strongly a reason works. Raises ValueError for what can't be.

    >>> make(1, ranking="nothing", accounts=60, members=8).truth.effect()
    0.0
    """
    joining = accounts // 5 if members is None else members
    settings = Settings(
        seed=seed,
        ranking=ranking,
        selection=selection,
        course=COURSES[seed % len(COURSES)] if course is None else course,
        strength=strength,
        accounts=accounts,
        days=days,
        members=joining,
        from_first_day=joining // 8 if from_first_day is None else from_first_day,
        pull=pull,
    )
    drawn = draw(settings)
    return SecondWorld(settings, tell(drawn), drawn)
