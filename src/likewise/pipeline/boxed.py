"""`likewise` run inside the platform in a box: what happened there so far as tables, and what they are judged to be.

The box knows spans of four hours and no finer time. Every act gets a moment within its span that is its own (a
function of who acts on what), after the post's where both fall into one span: at any time for readers, within
minutes for a group that has been told of the post.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from likewise.answers.simulate.acts import COMMENTED, FOLLOWED, LIKED, TRADED
from likewise.answers.simulate.box import Cast, Detector, Events
from likewise.answers.simulate.compiled import key_of, units
from likewise.answers.simulate.parameters import HOURS_A_WAVE
from likewise.engine import open_duckdb
from likewise.pipeline.run import Settings, analyse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BEGINNING = 1_735_689_600_000_000
"""The box's first moment, in microseconds UTC: 2025-01-01. Any would do, as long as it is always the same."""

_SPAN = HOURS_A_WAVE * 3_600_000_000
_SECOND = 1_000_000
_MOMENT = key_of(0, 60)
_MEMORY = "1GB"
_TOLD_MINUTES = 15.0  # mean minutes from a post to a traded like in the same span; assumed

# A comment takes longer than a like, and a follow comes last.
_DEEDS = ((LIKED, "like", 0), (COMMENTED, "comment", 20), (FOLLOWED, "follow", 40))


def likewise_in_box(memory: str | None = None) -> Detector:
    """The detector `likewise`: finds groups in what has happened, and gives each account its probability.

    `memory` is the limit of each analysis. One thread each, so that sums add up in one order.
    """

    def detect(events: Events, cast: Cast) -> Floats:
        found = np.zeros(len(cast.people))
        tables = tables_of(events, cast)
        if not tables["events"].num_rows:
            return found
        with open_duckdb(memory or _MEMORY, threads=1) as engine:
            analyse(engine, tables, Settings(), lambda _: None)
            judged = engine.arrow("select id, probability from account_answer where probability is not null")
        found[np.asarray(judged["id"].to_pylist(), dtype=np.int64)] = judged["probability"].to_numpy()
        return found

    return detect


def tables_of(events: Events, cast: Cast) -> dict[str, pa.Table]:
    """Likes, comments and follows of the box (those it opens with, too) as `events`, what was posted as `posts`.

    Ids are the box's numbers as text. Views are left out for their size, words since nobody in the box writes any.
    """
    posted = _posted(cast)
    when = _moments(events, posted)
    actor, post = events.actor.astype(np.int64), events.post.astype(np.int64)
    author = cast.posts.author.astype(np.int64)[post]
    parts = [_followed_before(cast)] if len(events) else []
    for bit, kind, seconds in _DEEDS:
        did = (events.bits & bit) > 0
        on = post[did] if kind != "follow" else None
        parts.append(_deeds(actor[did], author[did], on, kind, when[did] + seconds * _SECOND))
    until = int(events.wave.max()) if len(events) else -1
    there = np.flatnonzero(cast.posts.wave <= until)
    posts = {"post": _ids(there), "author": _ids(cast.posts.author[there]), "time": _times(posted[there])}
    return {"events": pa.concat_tables(parts), "posts": pa.table(posts)}


def _posted(cast: Cast) -> Ints:
    """When each post appeared: in the first half of its span, so that a prompt like still falls into it."""
    share = units(_MOMENT, np.arange(len(cast.posts))) / 2
    return BEGINNING + ((cast.posts.wave + share) * _SPAN).astype(np.int64)


def _moments(events: Events, posted: Ints) -> Ints:
    """When each act took place, within its span and after its post."""
    begin = BEGINNING + events.wave.astype(np.int64) * _SPAN
    first = np.maximum(begin, posted[events.post])
    share = units(_MOMENT, events.actor + 1, events.post)
    last = begin + _SPAN - 60 * _SECOND
    told = ((events.bits & TRADED) > 0) & (first > begin)
    wait = np.where(told, -np.log1p(-share) * _TOLD_MINUTES * 60 * _SECOND, share * (last - first)).astype(np.int64)
    moment: Ints = np.minimum(first + wait, last)
    return moment


def _followed_before(cast: Cast) -> pa.Table:
    """Whom everyone follows as the box opens: a platform knows that; spread over the month before."""
    people = cast.people
    reader = np.repeat(np.arange(len(people)), people.followed)
    author = people.follows[np.arange(people.follows.shape[1]) < people.followed[:, None]].astype(np.int64)
    when = BEGINNING - (units(_MOMENT, reader + 1, -1 - author) * 30 * 24 * 3600 * _SECOND).astype(np.int64)
    return _deeds(reader, author, None, "follow", when)


def _deeds(actor: Ints, author: Ints, post: Ints | None, kind: str, when: Ints) -> pa.Table:
    on = pa.nulls(len(actor), pa.string()) if post is None else _ids(post)
    kinds = pa.array([kind]).take(pa.array(np.zeros(len(actor), dtype=np.int64)))
    columns = {"actor": _ids(actor), "author": _ids(author), "post": on, "kind": kinds, "time": _times(when)}
    return pa.table(columns)


def _ids(numbers: NDArray[np.integer]) -> pa.Array:
    return pa.array(numbers).cast(pa.string())


def _times(micros: Ints) -> pa.Array:
    return pa.array(micros).cast(pa.timestamp("us", "UTC"))
