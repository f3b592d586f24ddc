"""The likes of a scene as tables, with the comments, saves, follows and views that go with them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from benchmarks.families.numbers import Flags, Floats, Ints, Objects
from benchmarks.families.zoo.scene import EXCHANGED, Scene
from benchmarks.families.zoo.words import comment_texts

START = np.datetime64("2026-03-01T00:00:00", "us")
DURATIONS_S = (15, 30, 60, 120, 300)


@dataclass(frozen=True)
class World:
    """The tables; `traded` holds actor, post and kind of traded events, `exchanged` the truth of every like."""

    events: pa.Table
    posts: pa.Table
    accounts: pa.Table
    exchanged: pa.Table
    traded: pa.Table


@dataclass(frozen=True)
class _Likes:
    actor: Ints
    post: Ints
    time: Floats
    source: Ints

    @property
    def exchanged(self) -> Flags:
        return np.asarray(self.source == EXCHANGED)


@dataclass(frozen=True)
class _Rows:
    """Events of one kind, still as places. `post` is -1 where there is none."""

    kind: str
    actor: Ints
    author: Ints
    post: Ints
    time: Floats
    exchanged: Flags
    text: Objects | None = None
    completion: Floats | None = None
    dwell: Floats | None = None

    def column(self, name: str) -> Objects:
        """A column, filled up where this kind has none."""
        value = getattr(self, name)
        if value is None:
            return np.full(len(self.actor), None if name == "text" else np.nan, object if name == "text" else float)
        return np.full(len(self.actor), value, object) if name == "kind" else np.asarray(value)


def finish(scene: Scene, views: bool) -> World:
    """Draw what goes with the likes, shuffle the names, build the tables."""
    likes = _first_likes(scene)
    random, count = scene.random, scene.count
    duration = random.choice(DURATIONS_S, count)
    rows = [_like_rows(scene, likes), _comments(scene, likes)]
    rows += [_extra(scene, likes, "save", 0.06, 0.01), _extra(scene, likes, "repost", 0.03, 0.005)]
    rows.append(_follows(scene, likes))
    completion, seen, mean = _watched(scene, likes)
    if views:
        rows.append(_views(scene, likes, completion, duration))
    return _tables(scene, rows, duration, seen, mean)


def _first_likes(scene: Scene) -> _Likes:
    """One like an account and post; an honest reason counts before a group's."""
    actor, post = np.concatenate(scene.actors), np.concatenate(scene.posts)
    latency, source = np.concatenate(scene.latencies), np.concatenate(scene.sources)
    other = scene.author[post] != actor
    actor, post, latency, source = actor[other], post[other], latency[other], source[other]
    rank = np.lexsort((-source, post, actor))
    key = actor[rank].astype(np.int64) * scene.count + post[rank]
    first = rank[np.r_[True, key[1:] != key[:-1]]]
    actor, post, latency, source = actor[first], post[first], latency[first], source[first]
    return _Likes(actor, post, scene.published[post] + np.maximum(latency, 5), source)


def _like_rows(scene: Scene, likes: _Likes) -> _Rows:
    return _Rows("like", likes.actor, scene.author[likes.post], likes.post, likes.time, likes.exchanged)


def _comments(scene: Scene, likes: _Likes) -> _Rows:
    """Comments follow some likes; those of traded likes are templates more often."""
    random = scene.random
    said = random.random(len(likes.actor)) < np.where(likes.exchanged, 0.15, 0.05)
    actor, post = likes.actor[said], likes.post[said]
    time = likes.time[said] + random.uniform(5, 60, said.sum())
    templated = random.random(said.sum()) < np.where(likes.source[said] > 0, scene.templates[actor], 0.15)
    text = np.array(comment_texts(random, templated), object)
    return _Rows("comment", actor, scene.author[post], post, time, likes.exchanged[said], text)


def _extra(scene: Scene, likes: _Likes, kind: str, honest: float, exchanged: float) -> _Rows:
    random = scene.random
    done = random.random(len(likes.actor)) < np.where(likes.exchanged, exchanged, honest)
    time = likes.time[done] + random.uniform(5, 90, done.sum())
    post = likes.post[done]
    return _Rows(kind, likes.actor[done], scene.author[post], post, time, likes.exchanged[done])


def _follows(scene: Scene, likes: _Likes) -> _Rows:
    """Those of circles, clubs and groups at the start, and 4 % of honest likes."""
    random = scene.random
    told = np.array(scene.follows, np.int64).reshape(-1, 2)
    after = random.choice(len(likes.actor), int(len(likes.actor) * 0.04), replace=False)
    after = after[~likes.exchanged[after]]
    count = len(told) + len(after)
    return _Rows(
        "follow",
        np.r_[told[:, 0], likes.actor[after]],
        np.r_[told[:, 1], scene.author[likes.post[after]]],
        np.full(count, -1),
        np.r_[random.uniform(0, 86400, len(told)), likes.time[after] + 30],
        np.zeros(count, bool),
    )


def _watched(scene: Scene, likes: _Likes) -> tuple[Floats, Ints, Floats]:
    """How much each liker saw; each post's views, and their mean completion."""
    random, count, quality = scene.random, scene.count, scene.quality
    n = len(likes.actor)
    whole = np.clip(random.beta(2, 2, n) + 0.1 * quality[likes.post], 0.02, 1)
    short = np.clip(random.beta(1, 14, n), 0.005, 1)
    hasty = (likes.source > 0) & (random.random(n) < scene.unwatched[likes.actor])
    completion = np.where(hasty, short, whole)
    extra = random.poisson(np.exp(1.2 + 0.4 * quality))
    likers = np.bincount(likes.post, minlength=count)
    seen = likers + likers * 6 + extra
    others = (seen - likers) * np.clip(random.beta(2, 4, count) + 0.08 * quality, 0.02, 0.95)
    mean = np.bincount(likes.post, completion, count) + others
    return completion, seen, mean / np.maximum(seen, 1)


def _views(scene: Scene, likes: _Likes, completion: Floats, duration: Ints) -> _Rows:
    dwell = completion * duration[likes.post]
    return _Rows(
        "view",
        likes.actor,
        scene.author[likes.post],
        likes.post,
        likes.time - np.minimum(dwell, 4),
        likes.exchanged,
        completion=completion,
        dwell=dwell,
    )


def _times(seconds: Floats) -> Objects:
    return START + (seconds * 1e6).astype("timedelta64[us]")


def _tables(scene: Scene, rows: list[_Rows], duration: Ints, seen: Ints, mean: Floats) -> World:
    random, count = scene.random, scene.count
    names = ("kind", "actor", "author", "post", "time", "exchanged", "text", "completion", "dwell")
    log = {name: np.concatenate([one.column(name) for one in rows]) for name in names}
    order = np.argsort(log["time"], kind="stable")
    log = {name: column[order] for name, column in log.items()}
    account = np.array([f"u{i:07d}" for i in random.permutation(scene.accounts * 10)[: scene.accounts]], object)
    post = np.array([f"p{i:08d}" for i in random.permutation(count * 10)[:count]], object)
    on_post = np.where(log["post"] >= 0, post[log["post"]], None)
    events = pa.table(
        {
            "actor": account[log["actor"]],
            "author": account[log["author"]],
            "post": on_post,
            "kind": log["kind"],
            "time": _times(log["time"]),
            "text": pa.array(log["text"], pa.string()),
            "dwell_s": pa.array(log["dwell"], from_pandas=True),
            "completion": pa.array(log["completion"], from_pandas=True),
        }
    )

    def counted(kind: str) -> Ints:
        return np.bincount(log["post"][(log["kind"] == kind) & (log["post"] >= 0)], minlength=count)

    forms = np.array(["note", "video", "live"], object)[random.choice(3, count, p=[0.5, 0.45, 0.05])]
    posts = pa.table(
        {
            "post": post,
            "author": account[scene.author],
            "time": _times(scene.published),
            "format": forms,
            "duration_s": duration,
            "views": seen,
            "completion_rate": np.round(mean, 4),
            "likes": counted("like"),
            "comments": counted("comment"),
            "reposts": counted("repost"),
            "saves": counted("save"),
        }
    )
    like = log["kind"] == "like"
    traded = log["exchanged"].astype(bool) & (log["kind"] != "view")
    return World(
        events,
        posts,
        pa.table({"account": account, "kind": pa.array(scene.kind, pa.string()), "group": scene.group}),
        pa.table({"actor": events["actor"].filter(like), "post": on_post[like], "exchanged": log["exchanged"][like]}),
        events.select(["actor", "post", "kind"]).filter(pa.array(traded)),
    )
