"""What can be asked of a world of the second mechanism: its ranking, who joins, the course of the effect, its size."""

from dataclasses import dataclass
from typing import Literal, get_args

from benchmarks.answers.settings import RANKINGS, Ranking

Reason = Literal["random", "growing", "low", "viral", "envy", "invited", "wave"]
"""Why accounts join: no reason, growth, a low, a hit of one's own, being passed by a friend, a friend who is a member,
an advertisement."""

Course = Literal["at_once", "slow", "fades", "turns"]
"""How the effect goes on after the first traded like: all at once and lasting, slowly, at once and fading, or turning
from help to harm."""

REASONS: tuple[Reason, ...] = get_args(Reason)
COURSES: tuple[Course, ...] = get_args(Course)


@dataclass(frozen=True)
class Settings:
    """All that makes a world; `worlds.make` says what each means."""

    seed: int
    ranking: Ranking = "helps"
    selection: Reason = "random"
    course: Course = "at_once"
    strength: float = 1.0
    accounts: int = 400
    days: int = 75
    members: int = 80
    from_first_day: int = 10
    group_size: int = 11
    pull: float = 1.0

    def __post_init__(self) -> None:
        if self.ranking not in RANKINGS or self.selection not in REASONS or self.course not in COURSES:
            raise ValueError(f"no world of {self.ranking!r}, {self.selection!r} and {self.course!r}")
        if self.members < 2 or self.members + self.from_first_day > self.accounts // 2:
            raise ValueError(
                f"{self.members} + {self.from_first_day} members of {self.accounts}: from 2 to half of them"
            )
        if not 0 <= self.strength <= 2:
            raise ValueError(f"a strength of {self.strength}: from 0 to 2")
