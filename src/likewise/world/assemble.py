"""From numbers to the canonical tables: opaque ids, times in UTC, counts that match the events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from likewise.world.circles import Honest
from likewise.world.clock import DAY
from likewise.world.following import Follows
from likewise.world.groups import Groups
from likewise.world.people import People
from likewise.world.posting import FORMATS, Posts
from likewise.world.ragged import Bools, Floats, Ints
from likewise.world.record import KINDS, Record
from likewise.world.vocabulary import NAMES

PERIOD_START = datetime(2025, 3, 3, tzinfo=UTC)  # a Monday, so that day 5 and 6 of each week are the weekend
_DIGITS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", dtype="S1")
_PLACES = 7  # of an id; 36**7 is large enough that ids say nothing about how many there are
_TIME = pa.timestamp("us", tz="UTC")
_START_US = int(PERIOD_START.timestamp()) * 1_000_000
_DAY_US = int(DAY) * 1_000_000


@dataclass(frozen=True)
class Ids:
    """The outside names of accounts and posts."""

    account: pa.Array
    post: pa.Array


def opaque_ids(letter: str, n: int, rng: np.random.Generator) -> pa.Array:
    """`n` different ids such as u04k1x9z, in random order."""
    number = np.zeros(0, dtype=np.int64)
    while len(number) < n:
        number = np.unique(np.concatenate([number, rng.integers(0, 36**_PLACES, n + 16)]))
    number = rng.permutation(number)[:n]
    digit = (number[:, None] // 36 ** np.arange(_PLACES)[::-1]) % 36
    letters = np.concatenate([np.full((n, 1), letter.encode(), dtype="S1"), _DIGITS[digit]], axis=1)
    flat = np.ascontiguousarray(letters).view(f"S{_PLACES + 1}").ravel()
    return pa.array(flat.astype(f"U{_PLACES + 1}"), pa.string())


def _times(micros: Ints) -> pa.Array:
    return pa.array(micros + _START_US).cast(_TIME)


def _or_null(array: np.ndarray, missing: Bools) -> pa.Array:
    return pa.array(array, mask=missing)


def _times_or_null(seconds: Floats, missing: Bools) -> pa.Array:
    micros = np.floor(np.where(missing, 0.0, seconds) * 1e6).astype(np.int64)
    return pa.array(micros + _START_US, mask=missing).cast(_TIME)


def event_table(record: Record, ids: Ids, low: int, high: int) -> pa.Table:
    """Events number `low` to `high` of the log as a canonical table."""
    at = slice(low, high)
    post, text = record.post[at], record.text[at]
    return pa.table(
        {
            "actor": ids.account.take(pa.array(record.actor[at])),
            "author": ids.account.take(pa.array(record.author[at])),
            "post": ids.post.take(_or_null(post, post < 0)),
            "kind": pa.array(KINDS).take(pa.array(record.kind[at])),
            "time": _times(record.time[at]),
            "text": record.texts.take(_or_null(text, text < 0)),
            "dwell_s": pa.array(record.dwell_s[at].astype(np.float64).round(2), from_pandas=True),
            "completion": pa.array(record.completion[at].astype(np.float64).round(4), from_pandas=True),
        }
    )


def event_chunks(record: Record, ids: Ids, rows: int = 1_000_000) -> Iterator[pa.Table]:
    """The whole log in tables of at most `rows` rows; one empty table where nothing happened."""
    for low in range(0, max(len(record), 1), rows):
        yield event_table(record, ids, low, low + rows)


@dataclass(frozen=True)
class Seen:
    """How each post was looked at; `completion` is a share, `watch_s` the mean of seconds."""

    views: Floats
    completion: Floats
    watch_s: Floats


def seen_by_all(posts: Posts, record: Record, unlogged: Floats, unlogged_whole: Floats) -> Seen:
    """Looks at each post: those in the log, and `unlogged` others with a mean completion of `unlogged_whole`."""
    views, seen_s, whole = _seen(posts, record)
    total = views + unlogged
    completion = (whole * views + unlogged_whole * unlogged) / np.maximum(total, 1)
    watch = (seen_s + unlogged_whole * posts.length_s * unlogged) / np.maximum(total, 1)
    return Seen(total, completion, watch)


def post_table(
    posts: Posts,
    texts: pa.Array,
    record: Record,
    seen: Seen,
    ids: Ids,
    rng: np.random.Generator,
) -> pa.Table:
    """Posts with counts that match the log, by time."""
    n = len(posts)

    def count(kind: str) -> Ints:
        of_kind = record.post[(record.kind == KINDS.index(kind))]
        return np.bincount(of_kind[of_kind >= 0], minlength=n)

    total = seen.views
    note, still = posts.format == FORMATS.index("note"), posts.format != FORMATS.index("video")
    table = pa.table(
        {
            "post": ids.post,
            "author": ids.account.take(pa.array(posts.author)),
            "time": _times(np.floor(posts.time * 1e6).astype(np.int64)),
            "text": texts,
            "format": pa.array(FORMATS).take(pa.array(posts.format)),
            "duration_s": _or_null(posts.length_s.round(1), still),
            "impressions": pa.array(np.ceil(total * rng.lognormal(1.4, 0.4, n)).astype(np.int64)),
            "views": pa.array(total.astype(np.int64)),
            "completion_rate": _or_null(np.minimum(seen.completion, 1.0).round(4), note | (total == 0)),
            "avg_watch_s": _or_null(seen.watch_s.round(2), total == 0),
            "likes": pa.array(count("like")),
            "comments": pa.array(count("comment")),
            "reposts": pa.array(count("repost")),
            "saves": pa.array(count("save")),
        }
    )
    return table.take(pa.array(np.argsort(posts.time, kind="stable")))


def _seen(posts: Posts, record: Record) -> tuple[Floats, Floats, Floats]:
    """Logged views of each post, seconds watched in all, and mean completion."""
    at = np.flatnonzero(record.kind == KINDS.index("view"))
    post, n = record.post[at], len(posts)
    views = np.bincount(post, minlength=n).astype(np.float64)
    seconds = np.bincount(post, weights=record.dwell_s[at], minlength=n).astype(np.float64)
    whole = np.bincount(post, weights=np.nan_to_num(record.completion[at]), minlength=n).astype(np.float64)
    return views, seconds, whole / np.maximum(views, 1)


def account_table(people: People, names: pa.Array, follows: Follows, ids: Ids, rng: np.random.Generator) -> pa.Table:
    """Accounts by id; the category is the first topic, for most of those who post."""
    followers = np.bincount(follows.author, minlength=len(people))
    following = np.bincount(follows.actor, minlength=len(people))
    topic = people.topics[:, 0]
    known = people.poster & (rng.random(len(people)) < 0.7)
    created = -np.floor(people.age_days * _DAY_US).astype(np.int64)
    table = pa.table(
        {
            "account": ids.account,
            "name": names,
            "followers": pa.array(followers),
            "following": pa.array(following),
            "created": _times(created),
            "category": pa.array(NAMES).take(_or_null(topic, ~known)),
        }
    )
    return table.sort_by("account")


def truth_accounts(honest: Honest, pods: Groups, accounts: int, ids: Ids) -> pa.Table:
    """Every account's role, planted `kind` and `group` with its time there, and honest `circle`."""
    role = np.full(accounts, "ordinary", dtype="<U12")
    circle = np.full(accounts, "", dtype="<U24")
    group, kind = circle.copy(), role.copy()
    joined, left = np.zeros(accounts), np.full(accounts, np.inf)
    role[honest.answerers] = "answerer"
    role[honest.idols] = "idol"
    inside = honest.circles.belongs
    names = np.asarray([*honest.circles.names(), ""])
    role[honest.circles.account[inside]] = honest.circles.kind[honest.circles.group[inside]]
    circle[honest.circles.account[inside]] = names[honest.circles.group[inside]]
    trading = pods.account
    role[trading] = np.where(pods.gives, "planted", "customer")
    group[trading] = np.asarray([*pods.names(), ""])[pods.group]
    kind[trading] = pods.kind[pods.group]
    joined[trading], left[trading] = pods.joined, pods.left
    none = group == ""
    table = pa.table(
        {
            "account": ids.account,
            "role": pa.array(role),
            "kind": _or_null(kind, none),
            "group": _or_null(group, none),
            "joined": _times_or_null(joined, none),
            "left": _times_or_null(left, none | np.isinf(left)),
            "circle": _or_null(circle, circle == ""),
        }
    )
    return table.sort_by("account")


def truth_events(record: Record, traded: Bools, pods: Groups, ids: Ids, first_pod: int) -> pa.Table:
    """The traded events: actor, post, kind and group; `traded` marks them in the log."""
    at = np.flatnonzero(traded)
    return pa.table(
        {
            "actor": ids.account.take(pa.array(record.actor[at])),
            "post": ids.post.take(pa.array(record.post[at])),
            "kind": pa.array(KINDS).take(pa.array(record.kind[at])),
            "group": pa.array(pods.names(), pa.string()).take(pa.array(record.group[at] - first_pod)),
        }
    )


def truth_groups(pods: Groups) -> pa.Table:
    """The planted groups; `left` is null for those that still run at the end."""
    size = np.bincount(pods.group, minlength=len(pods))
    return pa.table(
        {
            "group": pa.array(pods.names(), pa.string()),
            "kind": pa.array(pods.kind, pa.string()),
            "size": pa.array(size),
            "joined": _times_or_null(pods.start, np.zeros(len(pods), dtype=np.bool_)),
            "left": _times_or_null(pods.end, np.isinf(pods.end)),
        }
    )
