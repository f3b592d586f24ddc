"""What was lived, as tables."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from benchmarks.families.agents.arrays import joined
from benchmarks.families.agents.groups import KINDS
from benchmarks.families.agents.words import say
from benchmarks.families.agents.world import World
from benchmarks.families.numbers import HOUR, Flags, Floats, Ints, Objects

START = np.datetime64("2026-03-01T00:00:00", "us")
EVENT_KINDS = ["like", "comment", "save", "repost", "follow", "view"]
LIKE, COMMENT, SAVE, REPOST, FOLLOW, VIEW = range(6)


@dataclass(frozen=True)
class Tables:
    """The tables; `exchanged` is the truth of each like (comment, where there are none), `traded` what was traded."""

    events: pa.Table
    posts: pa.Table
    accounts: pa.Table
    exchanged: pa.Table
    traded: pa.Table


@dataclass(frozen=True)
class _Acts:
    """Likes or comments: places, times, the circle's number, whether it is because of a rule."""

    actor: Ints
    post: Ints
    time: Floats
    number: Ints
    rule: Flags
    text: Objects | None = None


_Rows = tuple[Objects, ...]
"""Actor, author, post, kind, time, text, completion, dwell."""


def tables(world: World) -> Tables:
    """Build the log, and the truth beside it."""
    likes = _likes(world)
    world_likes = np.bincount(likes.post, minlength=len(world.author))
    _scripted_views(world, likes)
    comments = _comments(world, likes)
    rows = [
        _rows(world, comments.actor, comments.post, COMMENT, comments.time, comments.text),
        _replies(world, comments),
    ]
    small = _small_acts(world)
    if not world.comments_only:
        rows.append(_rows(world, likes.actor, likes.post, LIKE, likes.time))
        rows.append(_rows(world, small[0], small[1], small[3] + 1, small[2]))
        rows.append(_follows(world))
    if world.views and not world.comments_only:
        rows.append(_views(world))
    return _tables(world, likes, comments, small, joined(rows), world_likes)


def _first(world: World, actor: Ints, post: Ints, time: Floats) -> Ints:
    """The first act of each account on each post, before the end."""
    if not len(actor):
        return np.zeros(0, int)
    key = actor * len(world.author) + post
    order = np.lexsort((time, key))
    key = key[order]
    order = order[np.r_[True, key[1:] != key[:-1]]]
    return np.asarray(order[time[order] < world.end])


def _likes(world: World) -> _Acts:
    actor, post, time, number, rule = joined(world.acts)
    time = np.maximum(time, world.published[post] + 2)
    first = _first(world, actor, post, time)
    return _Acts(actor[first], post[first], time[first], number[first], rule[first].astype(bool))


def _habit(world: World, name: str) -> Floats:
    return np.array([getattr(habits, name) for habits in world.habits], float)


def _scripted_views(world: World, likes: _Acts) -> None:
    """What was done because of a rule or a prompt was often not watched."""
    random, posts, number = world.random, len(world.author), likes.number
    seen = random.random(len(likes.actor)) >= _habit(world, "unseen")[number]
    row = np.flatnonzero((number > 0) & seen)
    short = random.random(len(row)) < _habit(world, "short")[number[row]]
    post = likes.post[row]
    hasty = random.beta(1, 16, len(row))
    whole = random.beta(2.4, 1.6, len(row)) + 0.07 * world.quality[post]
    completion = np.where(short, hasty, whole).clip(0.005, 1)
    world.opened += np.bincount(post, minlength=posts)
    world.completed += np.bincount(post, completion, posts)
    # Not watched for longer than the post was there.
    since = likes.time[row] - np.minimum(completion * world.duration[post], 90) - 1
    time = np.maximum(since, world.published[post] + 1)
    world.views_seen.append((likes.actor[row], post, time, completion.astype(np.float32)))


def _comments(world: World, likes: _Acts) -> _Acts:
    """Those of readers, and those that came with scripted likes."""
    random, number = world.random, likes.number
    share = _habit(world, "comments")[number]
    if world.comments_only:
        share = np.where(likes.rule, 1.0, np.minimum(1, share * 4))
    said = np.flatnonzero(random.random(len(likes.actor)) < np.where(number > 0, share, 0))
    time = likes.time[said] + random.uniform(3, 70, len(said))
    generic = random.random(len(said)) < _habit(world, "templates")[number[said]]
    world.comments.append((likes.actor[said], likes.post[said], time, generic, number[said], likes.rule[said]))
    actor, post, when, plain, of, rule = joined(world.comments)
    first = _first(world, actor, post, when)
    actor, post, when = actor[first], post[first], when[first]
    plain, of, rule = plain[first], of[first], rule[first]
    text = say(world, world.topic[post], world.chinese[actor], plain, of)
    return _Acts(actor, post, when, of, rule.astype(bool), text)


def _replies(world: World, comments: _Acts) -> _Rows:
    """Authors answer below their own posts."""
    random = world.random
    author = world.author[comments.post]
    row = np.flatnonzero(random.random(len(author)) < world.answers[author])
    me = author[row]
    time = world.next_session(me, comments.time[row])[0] + random.uniform(5, 600, len(row))
    kept = time < world.end
    row, me, time = row[kept], me[kept], time[kept]
    post = comments.post[row]
    generic = random.random(len(row)) < 0.5
    text = say(world, world.topic[post], world.chinese[me], generic, np.zeros(len(row), int))
    return _rows(world, me, post, COMMENT, time, text)


def _small_acts(world: World) -> list[Objects]:
    small = joined(world.small_acts)
    small = [column[small[2] < world.end] for column in small]
    first = _first(world, small[0] * 4 + small[3], small[1], small[2])
    return [column[first] for column in small]


def _follows(world: World) -> _Rows:
    a, b, since = joined([world.base_edges, *world.new_follows])
    since = np.where(since < 0, world.random.uniform(0, HOUR, len(since)), since)
    shown = (world.random.random(len(a)) < world.visible) & (since < world.end)
    a, b, since = a[shown], b[shown], since[shown]
    count = len(a)
    none, nan = np.full(count, None, object), np.full(count, np.nan, np.float32)
    return a, b, np.full(count, -1), np.full(count, FOLLOW), since, none, nan, nan


def _views(world: World) -> _Rows:
    actor, post, time, completion = joined(world.views_seen)
    kept = time < world.end
    actor, post, time, completion = actor[kept], post[kept], time[kept], completion[kept]
    return _rows(world, actor, post, VIEW, time, None, completion, completion * world.duration[post])


def _rows(
    world: World,
    actor: Ints,
    post: Ints,
    kind: Ints | int,
    time: Floats,
    text: Objects | None = None,
    completion: Floats | None = None,
    dwell: Floats | None = None,
) -> _Rows:
    count = len(actor)
    nan = np.full(count, np.nan, np.float32)
    return (
        actor,
        world.author[post],
        post,
        np.full(count, kind) if isinstance(kind, int) else kind,
        time,
        np.full(count, None, object) if text is None else text,
        nan if completion is None else completion,
        nan if dwell is None else dwell,
    )


def _times(seconds: Floats) -> Objects:
    return np.asarray(START + (seconds * 1e6).astype("timedelta64[us]"))


def _known(values: Floats) -> pa.Array:
    return pa.array(values.astype(np.float64), mask=np.isnan(values))


def _tables(
    world: World, likes: _Acts, comments: _Acts, small: list[Objects], log: list[Objects], liked: Ints
) -> Tables:
    random, total = world.random, len(world.author)
    order = np.argsort(log[4], kind="stable")
    actor, author, post, kind, time, text, completion, dwell = (column[order] for column in log)
    accounts = pa.array([f"u{i:07d}" for i in random.permutation(world.accounts * 10)[: world.accounts]])
    names = pa.array([f"p{i:08d}" for i in random.permutation(total * 10)[:total]])
    events = pa.table(
        {
            "actor": accounts.take(pa.array(actor)),
            "author": accounts.take(pa.array(author)),
            "post": names.take(pa.array(post, mask=post < 0)),
            "kind": pa.array(EVENT_KINDS).take(pa.array(kind)),
            "time": _times(time),
            "text": pa.array(text, pa.string()),
            "dwell_s": _known(dwell),
            "completion": _known(completion),
        }
    )
    saves, reposts = (np.bincount(small[1][small[3] == one], minlength=total) for one in (1, 2))
    posts = pa.table(
        {
            "post": names,
            "author": accounts.take(pa.array(world.author)),
            "time": _times(world.published),
            "format": pa.array(["note", "video", "live"]).take(pa.array(world.format)),
            "duration_s": world.duration,
            "views": np.maximum(world.opened, liked).astype(int),
            "completion_rate": np.round(world.completed / np.maximum(world.opened, 1), 4),
            "likes": liked,
            "comments": np.bincount(post[kind == COMMENT], minlength=total),
            "reposts": reposts,
            "saves": saves,
        }
    )
    acts = comments if world.comments_only else likes
    _idle(world, acts)
    people = pa.table({"account": accounts, "kind": pa.array(world.kind, pa.string()), "group": world.group})
    told = {
        "actor": accounts.take(pa.array(acts.actor)),
        "post": names.take(pa.array(acts.post)),
        "exchanged": acts.rule,
    }
    parts = [("comment", comments)] if world.comments_only else [("like", likes), ("comment", comments)]
    traded = pa.concat_tables([_traded(name, one, accounts, names) for name, one in parts])
    return Tables(events, posts, people, pa.table(told), traded)


def _idle(world: World, acts: _Acts) -> None:
    """Who never gave nor got anything was no member."""
    took = np.zeros(world.accounts, bool)
    took[acts.actor[acts.rule]] = True
    took[world.author[acts.post[acts.rule]]] = True
    idle = np.isin(world.kind, [*KINDS, "customer"]) & ~took
    world.kind[idle], world.group[idle] = "", -1


def _traded(kind: str, acts: _Acts, accounts: pa.Array, names: pa.Array) -> pa.Table:
    actor, post = acts.actor[acts.rule], acts.post[acts.rule]
    return pa.table(
        {
            "actor": accounts.take(pa.array(actor)),
            "post": names.take(pa.array(post)),
            "kind": pa.array([kind] * len(actor), pa.string()),
        }
    )
