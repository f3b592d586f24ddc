"""The run with the group as likewise would be given it: events, posts and accounts in canonical columns."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from benchmarks.answers.log import BEGIN, DAY_US
from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.second.drawn import Drawn
from benchmarks.answers.second.platform import LOST_A_DAY
from benchmarks.answers.second.readers import Readers, readers
from benchmarks.answers.ties import HOUR
from benchmarks.answers.words import TEMPLATES, comments, titles
from benchmarks.answers.words import TOPICS as TOPIC_NAMES

TEXTS = 300
OPENED = 0.15
LATER_COMMENT_S = 40
DAY_S = 86_400


@dataclass(frozen=True)
class Rows:
    """Events of one kind: numbers of actors, authors, posts (-1: none), times (days), numbers of texts (-1: none)."""

    kind: str
    actor: Ints
    author: Ints
    post: Ints
    time: Floats
    text: Ints

    @staticmethod
    def of(kind: str, actor: Ints, author: Ints, post: Ints, time: Floats) -> "Rows":
        """Events without a text."""
        return Rows(kind, actor, author, post, time, np.full(len(actor), -1))


def tables(rng: np.random.Generator, drawn: Drawn) -> dict[str, pa.Table]:
    """The three canonical tables."""
    liked = readers(rng, drawn)
    rows = _events(rng, drawn, liked)
    names = pa.array([*drawn.names, *(f"r{number:06d}" for number in range(liked.people - len(drawn.names)))])
    return {
        "events": _event_table(rng, rows, names, drawn),
        "posts": _post_table(rng, rows, names, drawn),
        "accounts": _account_table(rng, names, drawn),
    }


def _events(rng: np.random.Generator, drawn: Drawn, liked: Readers) -> list[Rows]:
    """All acts, kind by kind; some of them past the end of the log."""
    author = drawn.posts.author
    rows = [
        Rows.of("like", part.actor, author[part.post], part.post, part.time)
        for part in (liked.likes, drawn.honest, drawn.traded)
    ]
    said = liked.of_post(drawn.with_.counts["comment"])
    later = liked.likes.time[said] + rng.exponential(LATER_COMMENT_S / DAY_S, len(said))
    post = liked.likes.post[said]
    words = drawn.who.topic[author[post]] * TEXTS + rng.integers(0, TEXTS, len(said))
    rows.append(Rows("comment", liked.likes.actor[said], author[post], post, later, words))
    any_ = drawn.traded.only(drawn.template)
    words = len(TOPIC_NAMES) * TEXTS + rng.integers(0, len(TEMPLATES), len(any_))
    after = any_.time + rng.exponential(LATER_COMMENT_S / DAY_S, len(any_))
    rows.append(Rows("comment", any_.actor, author[any_.post], any_.post, after, words))
    return [*rows, *_follows(rng, drawn, liked)]


def _follows(rng: np.random.Generator, drawn: Drawn, liked: Readers) -> tuple[Rows, Rows]:
    """Followers that posts won, each author's once, and when they leave."""
    won = liked.of_post(drawn.with_.counts["follow"])
    author, actor = drawn.posts.author[liked.likes.post[won]], liked.likes.actor[won]
    time = liked.likes.time[won] + rng.exponential(HOUR / 6, len(won))
    order = np.argsort(time, kind="stable")
    _, once = np.unique((actor * len(drawn.names) + author)[order], return_index=True)
    kept = order[once]
    actor, author, time, none = actor[kept], author[kept], time[kept], np.full(len(kept), -1)
    left = time + rng.exponential(1 / LOST_A_DAY, len(kept))
    return Rows.of("follow", actor, author, none, time), Rows.of("unfollow", actor, author, none, left)


def _event_table(rng: np.random.Generator, rows: list[Rows], names: pa.Array, drawn: Drawn) -> pa.Table:
    del rng
    time = np.concatenate([part.time for part in rows])
    kept = np.flatnonzero(time < drawn.settings.days)
    kept = kept[np.argsort(time[kept], kind="stable")]
    actor, author, post, text = (
        np.concatenate([getattr(part, name) for part in rows])[kept] for name in ("actor", "author", "post", "text")
    )
    kind = np.repeat(np.arange(len(rows)), [len(part.time) for part in rows])[kept]
    fixed = np.random.default_rng([drawn.settings.seed, 1])
    words = [one for topic in comments(fixed, TEXTS) for one in topic] + list(TEMPLATES)
    return pa.table(
        {
            "actor": names.take(pa.array(actor)),
            "author": names.take(pa.array(author)),
            "post": _post_names(drawn).take(pa.array(post, mask=post < 0)),
            "kind": pa.array([part.kind for part in rows]).take(pa.array(kind)),
            "time": _times(time[kept]),
            "text": pa.array(words).take(pa.array(text, mask=text < 0)),
        }
    )


def _post_table(rng: np.random.Generator, rows: list[Rows], names: pa.Array, drawn: Drawn) -> pa.Table:
    posts, size = drawn.posts, len(drawn.posts)
    counts = {kind: np.zeros(size, dtype=np.int64) for kind in ("like", "comment")}
    for part in rows:
        if part.kind in counts:
            counts[part.kind] += np.bincount(part.post[part.time < drawn.settings.days], minlength=size)
    texts = [text for kind in titles(rng, TEXTS) for text in kind]
    title = (drawn.who.topic[posts.author] * 2 + posts.asks) * TEXTS + rng.integers(0, TEXTS, size)
    seen = drawn.with_.counts["watch"] + counts["like"]
    return pa.table(
        {
            "post": _post_names(drawn),
            "author": names.take(pa.array(posts.author)),
            "time": _times(posts.time),
            "text": pa.array(texts).take(pa.array(title)),
            "format": pa.array(np.full(size, "note")),
            "impressions": seen + rng.poisson(seen * (1 / OPENED - 1)),
            "views": seen,
            "likes": counts["like"],
            "comments": counts["comment"],
            "new_follows": drawn.with_.counts["follow"],
        }
    )


def _account_table(rng: np.random.Generator, names: pa.Array, drawn: Drawn) -> pa.Table:
    size = drawn.settings.accounts
    return pa.table(
        {
            "account": names.slice(0, size),
            "followers": np.round(drawn.with_.followers).astype(np.int64),
            "following": np.round(np.exp(rng.normal(4.7, 0.9, size))).astype(np.int64),
            "created": _times(-rng.uniform(30, 2000, size)),
            "category": pa.array(TOPIC_NAMES).take(pa.array(drawn.who.topic)),
        }
    )


def _post_names(drawn: Drawn) -> pa.Array:
    return pa.array([f"p{number:06d}" for number in range(len(drawn.posts))])


def _times(days: Floats) -> pa.Array:
    begin = int(BEGIN.timestamp()) * 1_000_000
    return pa.array(begin + np.round(days * DAY_US).astype(np.int64)).cast(pa.timestamp("us", tz="UTC"))
