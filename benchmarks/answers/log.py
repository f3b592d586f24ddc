"""The run with the group as likewise would be given it: events, posts and accounts in canonical columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import ndtr

from benchmarks.answers.acts import LATER_MEDIAN_H, LATER_SPREAD, Acts, acts, readers
from benchmarks.answers.drawn import Drawn
from benchmarks.answers.followers import Followers, fan_likes, followers
from benchmarks.answers.people import TOPICS, Ints
from benchmarks.answers.platform import WITH
from benchmarks.answers.ties import HOUR
from benchmarks.answers.words import TEMPLATES, comments, titles
from benchmarks.answers.words import TOPICS as TOPIC_NAMES

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
DAY_US = 86_400_000_000
DAY_S = 86_400
MOST_BEFORE_S = 72
"""A view is logged so long before its like at most."""

TEXTS = 300
OPENED = 0.12
FORMATS = ("note", "video")
READER_BUYS = 0.002
"""Purchases a like by readers that no follow in the log explains."""


@dataclass(frozen=True)
class Rows:
    """Events of one kind: numbers of actors, authors, posts (-1: none), times (days), numbers of texts (-1: none).

    `dwell` (s) and `completion` (0..1) are of views; None where there are none.
    """

    kind: str
    actor: Ints
    author: Ints
    post: Ints
    time: NDArray[np.float64]
    text: Ints | None = None
    dwell: NDArray[np.float64] | None = None
    completion: NDArray[np.float64] | None = None


def tables(rng: np.random.Generator, drawn: Drawn) -> dict[str, pa.Table]:
    """The three canonical tables, all that the settings leave out left out."""
    won = followers(rng, drawn.course, drawn.posts, drawn.group, drawn.settings)
    rows = list(_events(rng, drawn, won))
    names = _names(drawn, won)
    made = {
        "events": _event_table(rng, rows, names, drawn),
        "posts": _post_table(rng, rows, names, drawn),
        "accounts": _account_table(rng, rows, names, drawn),
    }
    for column in drawn.settings.left_out:
        table, _, name = column.partition(".")
        if name.startswith("kind="):
            kept = np.array(made[table]["kind"].to_pylist()) != name.removeprefix("kind=")
            made[table] = made[table].filter(pa.array(kept))
        elif name in made[table].column_names:
            made[table] = made[table].drop_columns([name])
    return made


def _events(rng: np.random.Generator, drawn: Drawn, won: Followers) -> Iterator[Rows]:
    """All acts, kind by kind; some of them past the end of the log."""
    posts, settings = drawn.posts, drawn.settings
    likes = _with_fans(rng, acts(rng, "like", drawn.course, drawn.who, posts, settings), won, drawn)
    for part in (likes, drawn.known.likes, drawn.traded.likes):
        yield Rows("like", part.actor, posts.author[part.post], part.post, part.time)
    for kind in ("comment", "save", "repost"):
        real = acts(rng, kind, drawn.course, drawn.who, posts, settings)
        for part in (real, drawn.known.deeper[kind], drawn.traded.deeper[kind]):
            author = posts.author[part.post]
            words = _words(rng, drawn.who.topic[author]) if kind == "comment" else None
            if words is not None and part is drawn.traded.deeper[kind]:
                words = np.where(drawn.traded.template, _templates(rng, len(words)), words)
            yield Rows(kind, part.actor, author, part.post, part.time, words)
    if settings.view_events:
        yield from _views(rng, likes, drawn)
    base = readers(settings)
    yield Rows("follow", base + won.newcomer, won.author, np.full(len(won.post), -1), won.time)
    yield Rows("unfollow", base + won.newcomer, won.author, np.full(len(won.post), -1), won.left)
    yield Rows("purchase", base + won.newcomer, won.author, np.full(len(won.post), -1), won.bought)
    buys = rng.random(len(likes.post)) < READER_BUYS
    buyer, seller = likes.actor[buys], posts.author[likes.post[buys]]
    yield Rows("purchase", buyer, seller, np.full(len(buyer), -1), likes.time[buys] + rng.exponential(2, len(buyer)))
    tied = drawn.follows
    yield Rows("follow", tied.actor, tied.author, np.full(len(tied.actor), -1), tied.time)


def _views(rng: np.random.Generator, likes: Acts, drawn: Drawn) -> Iterator[Rows]:
    """A view for each act of opening: before a like that is meant, of others who only look, short ones of the group's.

    Where traded likes are hollow only some of their givers open the post at all (see `drawn`), and for a moment.
    """
    posts = drawn.posts
    idle = acts(rng, "watch", drawn.course, drawn.who, posts, drawn.settings)
    hollow = drawn.settings.holds("bubble")
    opened = drawn.traded.likes.only(drawn.traded.opened)
    for part, depth, wait in ((likes, 1.3, 1), (drawn.known.likes, 1.3, 1), (idle, 0.9, 0), (opened, 0.15, 1)):
        size = len(part.post)
        deep = 1.3 if part is opened and not hollow else depth
        seen = np.clip(deep * posts.completion[part.post] * rng.exponential(1.2, size), 0.01, 1)
        dwell = np.clip(posts.duration[part.post] * seen, 0.5, None)
        time = part.time - wait * np.minimum(dwell, MOST_BEFORE_S) / DAY_S
        yield Rows(
            "view",
            part.actor,
            posts.author[part.post],
            part.post,
            np.maximum(time, posts.time[part.post]),
            None,
            dwell,
            seen,
        )


def _with_fans(rng: np.random.Generator, likes: Acts, won: Followers, drawn: Drawn) -> Acts:
    """The likes with some of their actors replaced by followers won before: the last ones of each post."""
    post, row = fan_likes(rng, won, drawn.posts, drawn.settings)
    later = drawn.course.counts["like"][WITH, 1]
    ends = np.cumsum(drawn.course.total("like", WITH))
    rank = np.arange(len(post)) - np.searchsorted(post, post)
    fits = rank < later[post]
    actor = likes.actor.copy()
    actor[ends[post[fits]] - 1 - rank[fits]] = readers(drawn.settings) + won.newcomer[row[fits]]
    return Acts(likes.post, actor, likes.time)


def _words(rng: np.random.Generator, topic: Ints) -> Ints:
    """Comments that speak of the post's topic, by their number."""
    return topic * TEXTS + rng.integers(0, TEXTS, len(topic))


def _templates(rng: np.random.Generator, size: int) -> Ints:
    """Comments that fit any post; their numbers stand after all others."""
    return TOPICS * TEXTS + rng.integers(0, len(TEMPLATES), size)


def _names(drawn: Drawn, won: Followers) -> pa.Array:
    """A name for every number of an account or reader; that of the accounts in `drawn.names`."""
    accounts = drawn.settings.accounts
    others = [f"r{number:05d}" for number in range(readers(drawn.settings) - accounts + won.newcomers)]
    return pa.array([*drawn.names, *others])


def _event_table(rng: np.random.Generator, rows: Sequence[Rows], names: pa.Array, drawn: Drawn) -> pa.Table:
    time = np.concatenate([part.time for part in rows])
    kept = np.flatnonzero(time < drawn.settings.days)
    kept = kept[np.argsort(time[kept], kind="stable")]
    columns = {
        name: np.concatenate([getattr(part, name) for part in rows])[kept] for name in ("actor", "author", "post")
    }
    kind = np.repeat(np.arange(len(rows)), [len(part.time) for part in rows])[kept]
    blank = [np.full(len(part.time), -1) if part.text is None else part.text for part in rows]
    said = np.concatenate(blank)[kept]
    words = [text for topic in comments(rng, TEXTS) for text in topic] + list(TEMPLATES)
    return pa.table(
        {
            "actor": names.take(pa.array(columns["actor"])),
            "author": names.take(pa.array(columns["author"])),
            "post": _post_names(drawn).take(pa.array(columns["post"], mask=columns["post"] < 0)),
            "kind": pa.array([part.kind for part in rows]).take(pa.array(kind)),
            "time": _times(time[kept]),
            "text": pa.array(words).take(pa.array(said, mask=said < 0)),
            **_watched(rows, kept, drawn),
        }
    )


def _watched(rows: Sequence[Rows], kept: Ints, drawn: Drawn) -> dict[str, pa.Array]:
    """The columns that only views have; none of them where views aren't logged."""
    if not drawn.settings.view_events:
        return {}
    made = {}
    for column, name in (("dwell", "dwell_s"), ("completion", "completion")):
        parts = [getattr(part, column) for part in rows]
        blank = [
            np.full(len(part.time), np.nan) if value is None else value for part, value in zip(rows, parts, strict=True)
        ]
        values = np.concatenate(blank)[kept]
        made[name] = pa.array(np.round(values, 3), mask=np.isnan(values))
    return made


def _post_table(rng: np.random.Generator, rows: Sequence[Rows], names: pa.Array, drawn: Drawn) -> pa.Table:
    posts, who = drawn.posts, drawn.who
    size = len(posts)
    counts = {kind: np.zeros(size, dtype=np.int64) for kind in ("like", "comment", "repost", "save")}
    for part in rows:
        if part.kind in counts:
            counts[part.kind] += np.bincount(part.post[part.time < drawn.settings.days], minlength=size)
    views = np.maximum(_seen(rng, drawn), counts["like"])
    texts = [text for kind in titles(rng, TEXTS) for text in kind]
    title = (who.topic[posts.author] * 2 + posts.asks) * TEXTS + rng.integers(0, TEXTS, size)
    watched = posts.duration * (0.15 + 0.8 * posts.completion) * np.exp(rng.normal(0, 0.1, size))
    return pa.table(
        {
            "post": _post_names(drawn),
            "author": names.take(pa.array(posts.author)),
            "time": _times(posts.time),
            "text": pa.array(texts).take(pa.array(title)),
            "format": pa.array(FORMATS).take(pa.array(posts.video.astype(np.int64))),
            "duration_s": pa.array(np.round(posts.duration, 1), mask=~posts.video),
            "impressions": rng.poisson(views / OPENED),
            "views": views,
            "completion_rate": np.round(posts.completion, 4),
            "avg_watch_s": pa.array(np.round(watched, 2), mask=~posts.video),
            "likes": counts["like"],
            "comments": counts["comment"],
            "reposts": counts["repost"],
            "saves": counts["save"],
            "new_follows": drawn.course.total("follow", WITH),
        }
    )


def _seen(rng: np.random.Generator, drawn: Drawn) -> Ints:
    """Views of each post until the end of the log, traded ones with them."""
    course, posts = drawn.course, drawn.posts
    stages = course.counts["like"][WITH] + course.counts["watch"][WITH]
    hours = np.maximum((drawn.settings.days - posts.time) / HOUR - 1, 1e-9)
    passed = ndtr((np.log(hours) - np.log(LATER_MEDIAN_H)) / LATER_SPREAD)
    opened = sum(part.likes.only(part.opened).each(posts) for part in (drawn.known, drawn.traded))
    seen: Ints = stages[0] + rng.binomial(stages[1], passed) + opened
    return seen


def _account_table(rng: np.random.Generator, rows: Sequence[Rows], names: pa.Array, drawn: Drawn) -> pa.Table:
    who, size = drawn.who, drawn.settings.accounts
    won = np.zeros(size, dtype=np.int64)
    for part in rows:
        if part.kind in {"follow", "unfollow"}:
            in_log = np.bincount(part.author[part.time < drawn.settings.days], minlength=size)
            won += in_log if part.kind == "follow" else -in_log
    return pa.table(
        {
            "account": names.slice(0, size),
            "followers": who.followers + won,
            "following": np.round(np.exp(rng.normal(5, 0.8, size))).astype(np.int64),
            "created": _times(-rng.uniform(30, 1500, size)),
            "category": pa.array(TOPIC_NAMES).take(pa.array(who.topic)),
        }
    )


def _post_names(drawn: Drawn) -> pa.Array:
    return pa.array([f"p{number:06d}" for number in range(len(drawn.posts))])


def _times(days: NDArray[np.float64]) -> pa.Array:
    begin = int(BEGIN.timestamp()) * 1_000_000
    return pa.array(begin + np.round(days * DAY_US).astype(np.int64)).cast(pa.timestamp("us", tz="UTC"))
