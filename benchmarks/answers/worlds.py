"""Small worlds with a known causal effect: what a group did to its members is counted, not estimated.

Each world runs twice on the same draws, with the group and as if nobody had ever joined; `Truth` holds the difference.
The group acts on real readers through one channel alone: early likes, which the ranking heeds ("helps"), ignores
("nothing": the effect on real readers is then nought, to the last like) or takes for manipulation ("hurts"). A claim
that is switched on may add a channel (see `channels`). Members' reach is not taken from others: the accounts are few
of a large platform's, so that those who never join are untouched by those who do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from benchmarks.answers.drawn import Drawn, draw
from benchmarks.answers.log import tables
from benchmarks.answers.settings import STRENGTH, Ranking, Selection, Settings
from benchmarks.answers.telling import tell
from benchmarks.answers.truth import Truth


@dataclass(frozen=True)
class TruthWorld:
    """One world: its settings and its truth; `tables()` is what an estimator may see."""

    settings: Settings
    truth: Truth
    drawn: Drawn

    def tables(self) -> dict[str, pa.Table]:
        """`events`, `posts` and `accounts` in canonical columns, as `likewise.report` takes them."""
        return tables(np.random.default_rng([self.settings.seed, 100]), self.drawn)


def make(
    seed: int,
    *,
    ranking: Ranking = "helps",
    selection: Selection = "random",
    strength: float | None = None,
    accounts: int = 400,
    days: int = 75,
    members: int | None = None,
    from_first_day: int | None = None,
    claims: Mapping[str, bool] | None = None,
    **more: object,
) -> TruthWorld:
    """Make a world: same arguments, same world.

    `strength` is how much the ranking heeds early likes or takes from those it demotes (0..1; `settings.STRENGTH` when
    left out); the effect emerges, see `truth.effect()`. `members` join while the log runs (a fifth of `accounts` when
    left out), `from_first_day` were in a group before (an eighth of `members`). `claims` sets any of
    `settings.CLAIMS` true or false. `more` are fields of `Settings`: group_size, compliance, pull (how strongly
    selection works), carry, claim_strength, absent, views, follows, purchases, view_events (each view a row of its
    own: some fifteen times as many events). Raises ValueError for what can't be.
    """
    joining = accounts // 5 if members is None else members
    settings = Settings(
        seed=seed,
        ranking=ranking,
        selection=selection,
        strength=STRENGTH[ranking] if strength is None else strength,
        accounts=accounts,
        days=days,
        members=joining,
        from_first_day=joining // 8 if from_first_day is None else from_first_day,
        claims=dict(claims or {}),
        **more,  # type: ignore[arg-type]
    )
    drawn = draw(settings)
    return TruthWorld(settings, tell(drawn), drawn)
