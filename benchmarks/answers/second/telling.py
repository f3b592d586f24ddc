"""From what was drawn to what is true: counts a day with and without, membership, what was traded."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.drawn import Drawn
from benchmarks.answers.second.platform import Run
from benchmarks.answers.second.truth import TruthOfCourse

READ_AS = {"likes": ("like",), "comments": ("comment",), "new_followers": ("follow",), "views": ("like", "watch")}


def tell(drawn: Drawn) -> TruthOfCourse:
    """The truth of what was drawn."""
    friendly = drawn.honest.each(drawn.posts)
    none = np.zeros(drawn.who.active.shape)
    traded = _a_day(drawn, drawn.traded.each(drawn.posts))
    said = drawn.traded.only(drawn.template).each(drawn.posts)
    return TruthOfCourse(
        names=drawn.names,
        members=_members(drawn),
        posts=_a_day(drawn, np.ones(len(drawn.posts))).astype(np.int64),
        without=_real(drawn, drawn.without, friendly),
        organic=_real(drawn, drawn.with_, friendly),
        traded={"likes": traded, "comments": _a_day(drawn, said), "new_followers": none, "views": traded},
        start=np.where(drawn.group.joined == 0, 0, drawn.start),
        left=drawn.group.left,
        claims={},
        exchanges=_exchanges(drawn),
        expected=_a_day(drawn, drawn.with_.expected["like"] + friendly),
        expected_without=_a_day(drawn, drawn.without.expected["like"] + friendly),
    )


def _real(drawn: Drawn, run: Run, friendly: Ints) -> dict[str, Floats]:
    """Acts of readers by (account, day), friends' likes and the views that go with them too."""
    counts: dict[str, Ints] = {
        outcome: np.sum([run.counts[kind] for kind in kinds], axis=0) for outcome, kinds in READ_AS.items()
    }
    for outcome in ("likes", "views"):
        counts[outcome] = counts[outcome] + friendly
    return {outcome: _a_day(drawn, each) for outcome, each in counts.items()}


def _a_day(drawn: Drawn, each: NDArray[np.float64] | Ints) -> Floats:
    """Values a post summed by (account, day of the post)."""
    shape = drawn.who.active.shape
    cell = drawn.posts.author * shape[1] + drawn.posts.day
    return np.bincount(cell, each, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def _members(drawn: Drawn) -> pa.Table:
    group = drawn.group
    who = np.flatnonzero(group.group >= 0)
    started, left = drawn.start[who], group.left[who]
    return pa.table(
        {
            "account": pa.array([drawn.names[one] for one in who.tolist()]),
            "group": group.group[who],
            "joined": group.joined[who],
            "left": pa.array(left, mask=np.isinf(left)),
            "started": pa.array(started, mask=np.isinf(started)),
        }
    )


def _exchanges(drawn: Drawn) -> pa.Table:
    comments = drawn.traded.only(drawn.template)
    post = np.concatenate([drawn.traded.post, comments.post])
    return pa.table(
        {
            "actor": pa.array(drawn.names).take(pa.array(np.concatenate([drawn.traded.actor, comments.actor]))),
            "post": pa.array([f"p{row:06d}" for row in post.tolist()]),
            "kind": pa.array(np.repeat(["like", "comment"], [len(drawn.traded), len(comments)])),
        }
    )
