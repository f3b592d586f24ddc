"""From what was drawn to what is true: counts a day with and without, membership, claims, what was traded."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.answers.channels import first_received
from benchmarks.answers.drawn import DEPTHS, Deep, Drawn
from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.platform import WITH, WITHOUT
from benchmarks.answers.settings import CLAIMS, Settings
from benchmarks.answers.truth import Truth

READ_AS = {"likes": "like", "comments": "comment", "saves": "save", "reposts": "repost", "new_followers": "follow"}

DEEP = (
    *("events.kind=comment", "events.kind=save", "events.kind=repost"),
    *("posts.comments", "posts.saves", "posts.reposts"),
)

NEEDS: Mapping[str, tuple[str, ...]] = {
    "bubble": DEEP,
    "mismatch": ("posts.views", "posts.completion_rate"),
    "trust": ("posts.views", "events.text", "events.kind=comment"),
    "retention": ("events.kind=follow", "events.kind=unfollow"),
    "conversion": ("events.kind=follow", "events.kind=purchase"),
    "enforcement": ("posts.views", "posts.impressions"),
    "alternatives": ("posts.text", *DEEP),
}
"""What a claim can't be tested without; of those in ONE_IS_ENOUGH, what any one of these columns can tell."""

ONE_IS_ENOUGH = ("bubble", "enforcement")


def tell(drawn: Drawn) -> Truth:
    """The truth of what was drawn."""
    settings, group = drawn.settings, drawn.group
    start = first_received(drawn.traded.likes, drawn.posts, settings.accounts)
    return Truth(
        names=drawn.names,
        members=_members(drawn, start),
        posts=_a_day(drawn, np.ones(len(drawn.posts))),
        without=_real(drawn, WITHOUT),
        organic=_real(drawn, WITH),
        traded=_given(drawn, drawn.traded) | {"new_followers": _follows(drawn, traded=True)},
        start=np.where(group.joined == 0, 0, start),
        left=group.left,
        claims={claim: _answerable(claim, settings) for claim in CLAIMS},
        exchanges=_exchanges(drawn),
    )


def _real(drawn: Drawn, run: int) -> dict[str, Floats]:
    """Acts of real readers by (account, day), friends' with them."""
    course = drawn.course
    counts = {outcome: course.total(kind, run) for outcome, kind in READ_AS.items()}
    counts["views"] = course.total("like", run) + course.total("watch", run)
    made = _given(drawn, drawn.known)
    for outcome, each in counts.items():
        made[outcome] = _a_day(drawn, each) + made.get(outcome, np.zeros(1))
    made["new_followers"] += _follows(drawn, traded=False)
    return made


def _given(drawn: Drawn, acts: Deep) -> dict[str, Floats]:
    """What accounts give each other by (account, day)."""
    counts = {"likes": acts.likes.each(drawn.posts), "views": acts.likes.only(acts.opened).each(drawn.posts)}
    for kind in DEPTHS:
        counts[f"{kind}s"] = acts.deeper[kind].each(drawn.posts)
    return {outcome: _a_day(drawn, each).astype(np.float64) for outcome, each in counts.items()}


def _a_day(drawn: Drawn, counts: NDArray[np.float64] | Ints) -> Ints:
    """Counts a post summed by (account, day of the post)."""
    shape = drawn.who.mood.shape
    cell = drawn.posts.author * shape[1] + drawn.posts.day
    return np.bincount(cell, counts, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int64)


def _follows(drawn: Drawn, *, traded: bool) -> Floats:
    shape = drawn.who.mood.shape
    ours = drawn.follows.traded == traded
    cell = drawn.follows.author[ours] * shape[1] + drawn.follows.time[ours].astype(np.int64)
    return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def _members(drawn: Drawn, start: Floats) -> pa.Table:
    who = drawn.group.members
    started, left = start[who], drawn.group.left[who]
    return pa.table(
        {
            "account": pa.array([drawn.names[one] for one in who.tolist()]),
            "group": drawn.group.group[who],
            "joined": drawn.group.joined[who],
            "left": pa.array(left, mask=np.isinf(left)),
            "started": pa.array(started, mask=np.isinf(started)),
        }
    )


def _exchanges(drawn: Drawn) -> pa.Table:
    parts = {"like": drawn.traded.likes, **drawn.traded.deeper}
    names = pa.array(drawn.names)
    return pa.table(
        {
            "actor": names.take(pa.array(np.concatenate([part.actor for part in parts.values()]))),
            "post": pa.array([f"p{row:06d}" for part in parts.values() for row in part.post.tolist()]),
            "kind": pa.array(np.repeat(list(parts), [len(part) for part in parts.values()])),
        }
    )


def _answerable(claim: str, settings: Settings) -> bool | None:
    missing = [need in settings.left_out for need in NEEDS.get(claim, ())]
    lost = all(missing) if claim in ONE_IS_ENOUGH else any(missing)
    return None if missing and lost else settings.holds(claim)
