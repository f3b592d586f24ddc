"""What is true in a truth world: who was a member when, what each day would have been without, the mean effects."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.answers.people import Floats, Ints

OUTCOMES = ("likes", "comments", "saves", "reposts", "new_followers", "views")
PARTS = ("raw", "organic")
PRE_DAYS = 10
AFTER_DAYS = 4
FIRST_DAYS = 28
"""Days of membership that the answer is about: what it says is how joining works out in the first four weeks."""

Counts = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Truth:
    """The truth of one world; arrays are (account, day), the day being that of the post that is reacted to.

    - `members`: account, group, joined, left, started (the first post that got a traded like, none: null), in days.
    - `posts`: posts published; `without` and `organic`: counts by outcome, of real readers, had nobody ever joined and
      as it went, on the same draws; `traded`: what members gave because they are members.
    - `start`, `left`: days by account, inf for never: members from the first day on have start 0.
    - `claims`: whether each claim is true here, None where the data can't tell because columns are absent.
    - `exchanges`: actor, post, kind of each traded act.
    """

    names: tuple[str, ...]
    members: pa.Table
    posts: Ints
    without: Counts
    organic: Counts
    traded: Counts
    start: Floats
    left: Floats
    claims: Mapping[str, bool | None]
    exchanges: pa.Table

    def during(self, pre: int = PRE_DAYS, first: float = np.inf) -> NDArray[np.bool_]:
        """The (account, day) of membership, of those with `pre` days before it; its `first` days alone."""
        day = np.arange(self.posts.shape[1])
        joined = (self.start >= pre) & np.isfinite(self.start)
        end = np.minimum(np.ceil(self.left), self.start + first)
        inside: NDArray[np.bool_] = joined[:, None] & (day >= self.start[:, None]) & (day < end[:, None])
        return inside

    def after(self, least: int = AFTER_DAYS) -> NDArray[np.bool_]:
        """The (account, day) after leaving, of those with `least` days after it."""
        days = self.posts.shape[1]
        gone = np.isfinite(self.start) & (self.left <= days - least)
        outside: NDArray[np.bool_] = gone[:, None] & (np.arange(days) >= np.ceil(self.left)[:, None])
        return outside

    def effect(
        self, outcome: str = "likes", part: str = "organic", event: str = "join", first: float = np.inf
    ) -> float:
        """Relative effect over all members: (sum with - sum without) / sum without; nan where there are no members.

        `event` is join (the time of membership of those who joined in the log) or leave (the time after leaving, still
        against never having joined); `first`: of membership its first days alone.
        """
        when = self.during(first=first) if event == "join" else self.after()
        with_ = self.organic[outcome] + (self.traded[outcome] if part == "raw" else 0)
        without = self.without[outcome][when].sum()
        return float(with_[when].sum() / without - 1) if without else float("nan")

    def typical(
        self, outcome: str = "likes", part: str = "organic", event: str = "join", first: float = np.inf
    ) -> float:
        """The same with every member of equal weight: the mean of the members' own relative effects, in logs."""
        when = self.during(first=first) if event == "join" else self.after()
        with_ = self.organic[outcome] + (self.traded[outcome] if part == "raw" else 0)
        ours, theirs = (with_ * when).sum(1), (self.without[outcome] * when).sum(1)
        enough = (theirs > 0) & (ours > 0)
        return float(np.expm1(np.log(ours[enough] / theirs[enough]).mean())) if enough.any() else float("nan")

    def leaving(self, outcome: str = "likes", part: str = "organic") -> float:
        """The level after leaving against that as a member, of those who left, each over what it would have been."""
        both = np.asarray(self.after().any(axis=1))[:, None]
        with_ = self.organic[outcome] + (self.traded[outcome] if part == "raw" else 0)
        then, now = self.during(0) & both, self.after()
        before = with_[then].sum() / self.without[outcome][then].sum() if then.any() else float("nan")
        return float(with_[now].sum() / self.without[outcome][now].sum() / before - 1) if now.any() else float("nan")

    def effects(self) -> pa.Table:
        """All of them: event, outcome, part, change, typical, and the level a post without the group."""
        rows = [
            {
                "event": event,
                "outcome": outcome,
                "part": part,
                "change": self.effect(outcome, part, event),
                "typical": self.typical(outcome, part, event),
                "level": self._level(outcome, event),
            }
            for event in ("join", "leave")
            for outcome in self.without
            for part in PARTS
        ]
        return pa.Table.from_pylist(rows)

    def daily(self) -> pa.Table:
        """One row an account and day: posts, and by outcome without, organic and traded counts."""
        accounts, days = self.posts.shape
        columns: dict[str, object] = {
            "account": pa.array(np.repeat(np.array(self.names), days)),
            "day": np.tile(np.arange(days), accounts),
            "posts": self.posts.ravel(),
        }
        for outcome in self.without:
            columns[f"{outcome}_without"] = self.without[outcome].ravel()
            columns[f"{outcome}_organic"] = self.organic[outcome].ravel()
            columns[f"{outcome}_traded"] = self.traded[outcome].ravel()
        return pa.table(columns)

    def _level(self, outcome: str, event: str) -> float:
        when = self.during() if event == "join" else self.after()
        posts = self.posts[when].sum()
        return float(self.without[outcome][when].sum() / posts) if posts else float("nan")
