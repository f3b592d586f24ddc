"""The world's tables as Parquet: events in slices sorted by time, so that large worlds fit in memory."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.elsewhere.circles import Acts, Circles
from benchmarks.elsewhere.follows import Follows
from benchmarks.elsewhere.people import TOPICS, Floats, Ints, People, Posts
from benchmarks.elsewhere.traces import Looks
from benchmarks.elsewhere.words import TOPIC_WORDS, specific_codes, strings

Places = NDArray[np.int32]
SLICE = 1_000_000
FORMATS = ("note", "video", "live", "article")
EVENT_KINDS = ("view", "like", "comment", "follow")


@dataclass(frozen=True)
class Names:
    """Shown ids of accounts and posts (shuffled, so that order tells nothing), and the first midnight."""

    account: pa.Array
    post: pa.Array
    midnight: datetime

    def time(self, seconds: Floats) -> pa.Array:
        """Seconds since the first midnight as timestamps."""
        start = int(self.midnight.timestamp() * 1e6)
        return pa.array(start + (seconds * 1e6).astype(np.int64)).cast(pa.timestamp("us", tz="UTC"))


def name(rng: np.random.Generator, accounts: int, posts: int) -> Names:
    """Draw ids and the world's first day."""
    return Names(
        pa.array([f"u{number:07d}" for number in rng.permutation(accounts).tolist()]),
        pa.array([f"n{number:08d}" for number in rng.permutation(posts).tolist()]),
        datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=int(rng.integers(0, 500))),
    )


def _plain(codes: NDArray[np.integer[Any]], values: pa.Array) -> pa.Array:
    """The values at these places, nothing at places below 0."""
    places = pa.array(np.maximum(codes, 0), pa.int32(), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(places, values).dictionary_decode()


@dataclass(frozen=True)
class _Rows:
    """Event rows of all kinds; `author` and `post` as places, `word` and `look` -1 where there is none."""

    actor: list[Places]
    author: list[Places]
    post: list[Places]
    time: list[Floats]
    kind: list[NDArray[np.int8]]
    word: list[Places]
    look: list[Places]

    def add(
        self,
        kind: str,
        actor: Ints,
        author: Ints,
        time: Floats,
        post: Ints | None = None,
        word: Ints | None = None,
        look: Ints | None = None,
    ) -> None:
        """Append rows of one kind."""
        none: Places = np.full(len(actor), -1, np.int32)
        self.actor.append(actor.astype(np.int32))
        self.author.append(author.astype(np.int32))
        self.time.append(time)
        self.kind.append(np.full(len(actor), EVENT_KINDS.index(kind), np.int8))
        for column, values in ((self.post, post), (self.word, word), (self.look, look)):
            column.append(none if values is None else values.astype(np.int32))


def write_events(
    path: Path,
    names: Names,
    posts: Posts,
    likes: Acts,
    said: tuple[Acts, Ints] | None,
    seen: Looks | None,
    known: Follows | None,
) -> None:
    """All likes, comments, views and follows in order of time."""
    rows = _Rows([], [], [], [], [], [], [])
    rows.add("like", likes.actor, posts.author[likes.post], likes.time, likes.post)
    texts = None
    if said is not None:
        used, places = np.unique(said[1], return_inverse=True)
        texts = pa.array(strings(used), pa.string())
        rows.add("comment", said[0].actor, posts.author[said[0].post], said[0].time, said[0].post, places)
    if seen is not None:
        rows.add("view", seen.actor, posts.author[seen.post], seen.time, seen.post, look=np.arange(len(seen.actor)))
    if known is not None:
        rows.add("follow", known.follower, known.followed, known.time)
    _write_in_slices(path, names, rows, texts, seen)


def _write_in_slices(path: Path, names: Names, rows: _Rows, texts: pa.Array | None, seen: Looks | None) -> None:
    actor, author, post = np.concatenate(rows.actor), np.concatenate(rows.author), np.concatenate(rows.post)
    kind, word, look = np.concatenate(rows.kind), np.concatenate(rows.word), np.concatenate(rows.look)
    time = np.concatenate(rows.time)
    order = np.argsort(time, kind="stable")
    writer = None
    for start in range(0, len(order), SLICE):
        part = order[start : start + SLICE]
        columns = {
            "actor": _plain(actor[part], names.account),
            "author": _plain(author[part], names.account),
            "post": _plain(post[part], names.post),
            "kind": _plain(kind[part], pa.array(EVENT_KINDS)),
            "time": names.time(time[part]),
        }
        if texts is not None:
            columns["text"] = _plain(word[part], texts)
        if seen is not None:
            at = look[part]
            columns["dwell_s"] = pa.array(seen.dwell[at].round(2), mask=at < 0)
            columns["completion"] = pa.array(seen.completion[at].round(4), mask=at < 0)
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema, store_schema=False)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def write_posts(rng: np.random.Generator, path: Path, names: Names, people: People, posts: Posts) -> None:
    """Posts with words on their topic; only videos and lives have a length."""
    used, places = np.unique(specific_codes(rng, posts.topic, people.chinese[posts.author]), return_inverse=True)
    columns = {
        "post": names.post,
        "author": _plain(posts.author, names.account),
        "time": names.time(posts.time),
        "text": _plain(places, pa.array(strings(used), pa.string())),
        "format": _plain(posts.style, pa.array(FORMATS)),
        "duration_s": pa.array(posts.duration.round(1), mask=~np.isin(posts.style, (1, 2))),
    }
    table = pa.table(columns).take(pa.array(np.argsort(posts.time, kind="stable")))
    pq.write_table(table, path, store_schema=False)


def write_accounts(rng: np.random.Generator, path: Path, names: Names, people: People, follows: Follows) -> None:
    """Accounts; the platform is larger than the sample, so counts of followers are too."""
    seen = rng.uniform(1, 5)
    fans = np.bincount(follows.followed, minlength=people.count)
    followed = np.bincount(follows.follower, minlength=people.count)
    category = np.where(rng.random(people.count) < 0.85, people.interests[:, 0], rng.integers(0, TOPICS, people.count))
    shown = pa.array([f"{topic[1].split(' ')[0]}_{number}" for number, topic in enumerate(TOPIC_WORDS)])
    columns = {
        "account": names.account,
        "name": pa.array([f"用户{number:08d}" for number in rng.integers(0, 10**8, people.count).tolist()]),
        "followers": pa.array((fans * seen * rng.lognormal(0, 0.2, people.count)).astype(np.int64)),
        "following": pa.array((followed * seen * rng.lognormal(0, 0.2, people.count)).astype(np.int64)),
        "created": names.time(people.created),
        "category": _plain(np.where(rng.random(people.count) < 0.2, -1, category), shown),
    }
    pq.write_table(pa.table(columns).take(pa.array(rng.permutation(people.count))), path, store_schema=False)


def write_follows(path: Path, names: Names, follows: Follows) -> None:
    """Follows as events: actor follows author."""
    columns = {
        "actor": _plain(follows.follower, names.account),
        "author": _plain(follows.followed, names.account),
        "kind": pa.array(["follow"] * len(follows.follower)),
        "time": names.time(follows.time),
    }
    pq.write_table(pa.table(columns).take(pa.array(np.argsort(follows.time))), path, store_schema=False)


def write_truth(
    folder: Path, names: Names, people: People, circles: list[Circles], traded: list[tuple[str, Acts]]
) -> None:
    """Who was planted where, and which events were traded."""
    folder.mkdir(parents=True, exist_ok=True)
    role = np.full(people.count, "ordinary", object)
    kind, group = np.full(people.count, None, object), np.full(people.count, None, object)
    groups = []
    # The later takes the role of the earlier: a fan or a hobbyist may have friends, an idol is an idol.
    for label in ("friends", "hobby", "fans"):
        for one in (each for each in circles if each.kind == label):
            role[one.member] = label
            if label == "fans":
                role[one.head] = "idol"
    for one in (each for each in circles if each.planted):
        labels = np.array([f"g{one.first + number:05d}" for number in range(one.count)], object)
        kind[one.member] = one.kind
        group[one.member] = labels[one.circle]
        groups.append(pd.DataFrame({"group": labels, "kind": one.kind, "size": one.size}))
    accounts = pa.table({"account": names.account, "role": role, "kind": pa.array(kind, pa.string()), "group": group})
    pq.write_table(accounts, folder / "accounts.parquet", store_schema=False)
    events = pa.concat_tables(
        pa.table(
            {
                "actor": _plain(acts.actor, names.account),
                "post": _plain(acts.post, names.post),
                "kind": pa.array([label] * len(acts.actor), pa.string()),
            }
        )
        for label, acts in traded
    )
    pq.write_table(events, folder / "events.parquet", store_schema=False)
    empty = pd.DataFrame({"group": [], "kind": [], "size": []})
    pd.concat(groups or [empty]).to_parquet(folder / "groups.parquet", index=False)
