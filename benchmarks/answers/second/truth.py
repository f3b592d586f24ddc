"""What is true: the effect in the first 28 days after joining, on all likes together and on the typical member."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.people import Floats
from benchmarks.answers.truth import FIRST_DAYS, PRE_DAYS, Truth


@dataclass(frozen=True)
class TruthOfCourse(Truth):
    """A truth whose effect has a course: it is told for the posts of 28 days from the first traded like on.

    Posts count while their author is a member who had 10 days before. `effect()` is of all likes together: the sum of
    members' likes over what it would have been on the same draws. `typical()` is of the member with equal weight: the
    mean over members of the log of (expected likes as it went / expected likes without the group), as a relative
    change. Expected is before the draw of who likes: a count of 0 has no log, and leaving it out would flatter.
    `expected`, `expected_without` are organic likes by (account, day).
    """

    expected: Floats
    expected_without: Floats

    def during(self, pre: int = PRE_DAYS, first: float = FIRST_DAYS) -> NDArray[np.bool_]:
        """The (account, day) of the first 28 days of membership, of those with `pre` days before it."""
        return super().during(pre, min(first, FIRST_DAYS))

    def typical(
        self, outcome: str = "likes", part: str = "organic", event: str = "join", first: float = FIRST_DAYS
    ) -> float:
        """The effect on the typical member; of all but organic likes from counts, as in the first mechanism."""
        if outcome != "likes" or part != "organic":
            return super().typical(outcome, part, event, first)
        changes = self.own(event)
        return float(np.expm1(changes.mean())) if len(changes) else float("nan")

    def own(self, event: str = "join") -> Floats:
        """The log of each member's own relative effect on organic likes, of those who published meanwhile."""
        when = self.during() if event == "join" else self.after()
        ours, theirs = (self.expected * when).sum(axis=1), (self.expected_without * when).sum(axis=1)
        changes: Floats = np.log(ours[theirs > 0] / theirs[theirs > 0])
        return changes
