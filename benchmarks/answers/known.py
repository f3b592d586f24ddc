"""The estimator of the group's effect alone: likewise's event study told who was a member from when to when.

Beside `estimators.likewise_estimator`, which must find the members first, it shows what is lost by finding and what by
estimating.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.estimators import Told, of_studied
from benchmarks.answers.mechanisms import World
from likewise.answers.effect import MAIN, Panel, study_panel

DAYS = 3
"""Days a period; what likewise chooses itself for 60 days."""


def known_estimator(world: World) -> Told | None:
    """The change of organic likes after joining, from the true membership and the true organic likes."""
    return of_studied(study_panel(panel_of(world), only=[MAIN]).of("join", *MAIN))


def panel_of(world: World) -> Panel:
    """The panel that likewise would read were members known."""
    truth, accounts = world.truth, world.tables()["accounts"]
    n, days = truth.posts.shape
    start, left = (np.asarray(one, dtype=np.float64) for one in (truth.start, truth.left))
    member = np.isfinite(start) & (start >= 0) & (start < days)
    topics = accounts["category"].to_pylist()[:n]
    numbered = {topic: at for at, topic in enumerate(sorted(set(topics)))}
    posts = _by_period(truth.posts)
    return Panel(
        days=DAYS,
        last=days - 1,
        code=np.arange(n),
        counts={MAIN: _by_period(truth.organic["likes"])},
        exposure={MAIN[0]: posts},
        posts=posts,
        start=np.where(member, start, -1).astype(np.int64),
        stop=np.where(member, np.minimum(left, days - 1), -1).astype(np.int64),
        probability=member.astype(np.float64),
        followers=np.asarray(accounts["followers"].to_numpy(zero_copy_only=False)[:n], dtype=np.float64),
        topic=np.asarray([numbered[topic] for topic in topics], dtype=np.int64),
        group=_groups(world),
        traded=_by_period(truth.traded["likes"]),
    )


def _groups(world: World) -> NDArray[np.str_]:
    """The name of the group that each account is ever in, empty for none."""
    members = world.truth.members
    of = dict(zip(members["account"].to_pylist(), members["group"].to_pylist(), strict=True))
    return np.array([f"g{of[name]}" if name in of else "" for name in world.truth.names], dtype=np.str_)


def _by_period(daily: NDArray[np.generic]) -> NDArray[np.float64]:
    whole = daily.shape[1] // DAYS
    found: NDArray[np.float64] = (
        daily[:, : whole * DAYS].reshape(len(daily), whole, DAYS).sum(axis=2).astype(np.float64)
    )
    return found
