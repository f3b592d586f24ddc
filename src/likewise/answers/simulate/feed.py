"""The feed: staged pools, a score of interactions per view, and who is shown what.

Part of the platform in a box. A new post is offered to a first pool of strangers; when the pool is used up, its score
(weighted interactions per view, drawn towards the usual one while views are few) is compared with the posts that
stood at the same place lately, and the best share goes on to a pool many times as large. Beside the pools, readers
see the newest posts of those they follow.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.compiled import compiled, keyed, mixed, unit
from likewise.answers.simulate.parameters import WAVES_A_DAY, Parameters
from likewise.answers.simulate.readers import Taste, has_seen, place_of, respond
from likewise.answers.simulate.state import (
    COMMENTS,
    EXPLORED,
    FINISHED,
    FOLLOWS,
    IGNORED,
    LIKES,
    SAVES,
    SHARES,
    UNCOUNTED_COMMENTS,
    UNCOUNTED_LIKES,
    UNCOUNTED_VIEWS,
    VIEWS,
    Board,
    Crowd,
    Log,
)

Floats = NDArray[np.float64]

_TRIES = 5  # readers asked for one place of a pool before it stays empty in this span
_GIVE_UP = 6  # empty places in a row after which a post waits for the next span
_FOLLOWED_TRIES = 3  # followed accounts thought of before the feed is read instead
_FOLLOWED_DAYS = 2  # how old a followed account's post may be
_LATELY = 400  # posts that the mark to pass is taken from
_LEAST_LATELY = 25  # with fewer, the mark of the pool before is used
_FULL = 0.95  # share of a pool that must be used up
_WAITS = 3  # spans after which a pool is judged though it is not full
_LEAST_JUDGED = 20  # views without which it isn't
_MOST_KNOWN = 20.0  # most that an author's score counts for, over the usual
_LEARNING = 0.3  # weight of a new post in the author's past score
_ENTRIES = 4  # places of an average reader in the list that pools are filled from


class Entries:
    """Readers by topic, each as often as it is active, and those of them that are there in a span."""

    def __init__(self, given: Parameters, crowd: Crowd, seed: int) -> None:
        rng = np.random.default_rng([seed, 4])
        slots = crowd["slots"]
        mean = max(float(slots.mean()), 1e-9)
        n, topics = len(crowd), given.creators.topics
        weight = _ENTRIES * slots / mean
        first = np.floor(0.7 * weight + rng.random(n)).astype(np.int64)
        second = np.floor(0.3 * weight + rng.random(n)).astype(np.int64)
        reader = np.concatenate([np.repeat(np.arange(n), first), np.repeat(np.arange(n), second)])
        topic = np.concatenate([np.repeat(crowd["topic"], first), np.repeat(crowd["second"], second)])
        order = np.argsort(topic, kind="stable")
        self.reader = reader[order].astype(np.int32)
        self.begin = np.searchsorted(topic[order], np.arange(topics + 1))
        self.present = np.empty_like(self.reader)
        self.here = np.zeros(topics + 1, dtype=np.int64)


@compiled
def open_span(
    crowd: Crowd,
    left: NDArray[np.int32],
    entries: NDArray[np.int32],
    begin: NDArray[np.int64],
    present: NDArray[np.int32],
    here: NDArray[np.int64],
    key: np.uint64,
    wave: int,
    online: float,
    there: NDArray[np.bool_],
) -> int:
    """Who is there, and how many views each wants; lists those present by topic. Returns all views wanted.

    `there` says who is there; where it is empty, chance does.
    """
    total = 0
    for reader in range(len(crowd)):
        h = keyed(key, reader, wave)
        left[reader] = 0
        if there[reader] if len(there) > 0 else unit(h, 1) < online:
            row = crowd[reader]
            if not row.gone:
                left[reader] = int(row.slots * row.mood + unit(h, 2))
                total += left[reader]
    at = 0
    for topic in range(len(begin) - 1):
        here[topic] = at
        for i in range(begin[topic], begin[topic + 1]):
            if left[entries[i]] > 0:
                present[at] = entries[i]
                at += 1
    here[len(begin) - 1] = at
    return total


@compiled
def read_followed(
    crowd: Crowd, left: NDArray[np.int32], board: Board, taste: Taste, log: Log, key: np.uint64, when: np.uint64,
    wave: int, share: float,
) -> int:  # fmt: skip
    """Everyone present looks first at what those it follows have posted. Returns the views given."""
    views = 0
    oldest = wave - _FOLLOWED_DAYS * WAVES_A_DAY
    for reader in range(len(crowd)):
        for slot in range(left[reader]):
            h = keyed(when, reader, slot)
            if unit(h, 1) >= share:
                continue
            row = crowd[reader]
            for attempt in range(_FOLLOWED_TRIES if row.followed > 0 else 0):
                place = int(unit(h, 2 + attempt) * row.followed)
                author = crowd[row.follows[place]]
                post = author.latest
                if post < 0 or board[post].wave < oldest or author.gone or has_seen(row, post):
                    continue
                respond(crowd, left, board, taste, log, key, reader, post, wave, place)
                views += 1
                break
    return views


@compiled
def serve(
    crowd: Crowd, left: NDArray[np.int32], board: Board, taste: Taste, log: Log, key: np.uint64, when: np.uint64,
    wave: int, posts: NDArray[np.int64], wanted: NDArray[np.int64], shown: NDArray[np.int64],
    present: NDArray[np.int32], here: NDArray[np.int64], targeting: float,
) -> int:  # fmt: skip
    """Fill the pools: each place of each post asks readers that are there and still want a view."""
    everyone = here[len(here) - 1]
    views = 0
    for i in range(len(posts)):
        post = posts[i]
        author, topic = board[post].author, board[post].topic
        low, high = here[topic], here[topic + 1]
        empty = 0
        for place in range(wanted[i]):
            h = keyed(when, post, place)
            aimed = unit(h, 0) < targeting and high > low
            first, count = (low, high - low) if aimed else (0, everyone)
            found = False
            for attempt in range(_TRIES if count > 0 else 0):
                reader = present[first + int(unit(h, 1 + attempt) * count)]
                if left[reader] <= 0 or reader == author or has_seen(crowd[reader], post):
                    continue
                respond(
                    crowd, left, board, taste, log, key, reader, post, wave, place_of(crowd[reader], author)
                )  # fmt: skip
                shown[i] += 1
                views += 1
                found = True
                break
            empty = 0 if found else empty + 1
            if empty >= _GIVE_UP:
                break
        board[post].counts[EXPLORED] += shown[i]
    return views


@compiled
def shuffled(posts: NDArray[np.int64], when: np.uint64) -> NDArray[np.uint64]:
    """A number for each post that puts them in an order of their own in every span."""
    out = np.empty(len(posts), dtype=np.uint64)
    for i in range(len(posts)):
        out[i] = mixed(when + np.uint64(posts[i]))
    return out


@dataclass
class Pools:
    """Where each post stands: its pool, how much of it is used up, and the marks to pass."""

    given: Parameters
    history: Floats  # past score of each author over the usual one
    pool: NDArray[np.int8]
    quota: NDArray[np.int64]
    shown: NDArray[np.int64]
    since: NDArray[np.int64]
    keep: Floats  # what is left of a post's reach after a mismatch was noticed
    live: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    lately: list[Floats] = field(default_factory=list)
    usual: float = 0.0
    usual_likes: float = 0.0

    @classmethod
    def empty(cls, given: Parameters, accounts: int, posts: int) -> Pools:
        """Before the first post."""
        return cls(
            given,
            np.ones(accounts),
            np.zeros(posts, dtype=np.int8),
            np.zeros(posts, dtype=np.int64),
            np.zeros(posts, dtype=np.int64),
            np.zeros(posts, dtype=np.int64),
            np.ones(posts),
            lately=[np.zeros(0) for _ in range(given.feed.pools)],
        )

    def enter(
        self, board: Board, posts: NDArray[np.int64], wave: int, fans: NDArray[np.int32], hollow: NDArray[np.int32]
    ) -> None:
        """New posts get their first pool, a part of which goes to followers; hollow ones let it pass."""
        feed = self.given.feed
        author = board["author"][posts]
        trust = np.clip(self.history[author] ** feed.author_memory, 0.3, 3.0)
        size = np.maximum(self._size(0) * trust, 1)
        share = hollow[author] / np.maximum(fans[author] + hollow[author], 1)
        ignored = np.floor(size * feed.followers_first * share).astype(np.int64)
        board["counts"][posts, IGNORED] += ignored.astype(np.int32)
        self.quota[posts] = np.maximum(size.astype(np.int64) - ignored, 1)
        self.since[posts] = wave
        self.live = np.concatenate([self.live, posts])

    def _size(self, pool: int) -> float:
        feed, run = self.given.feed, self.given.run
        return float(min(feed.first_pool * feed.growth**pool, max(feed.reach * run.accounts, feed.first_pool)))

    def wanted(
        self, board: Board, when: np.uint64, factor: Floats, cap: NDArray[np.int64], gone: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Posts to be shown in this span, in an order of their own, and how often each at most."""
        posts = self.live[~gone[board["author"][self.live]]]
        author = board["author"][posts]
        need = np.ceil(self.quota[posts] * factor[author] * self.keep[posts]).astype(np.int64) - self.shown[posts]
        need = np.maximum(np.minimum(need, cap[author] - board["counts"][posts, EXPLORED]), 0)
        # Topic by topic, in another order in every span: readers of one topic are near each other in the cache.
        topic = shuffled(board["topic"][posts].astype(np.int64), when)
        order = np.lexsort((shuffled(posts, when), topic))
        return posts[order], need[order]

    def due(self, posts: NDArray[np.int64], need: NDArray[np.int64], wave: int, board: Board) -> NDArray[np.int64]:
        """Posts whose pool is used up, or has waited long enough."""
        shown = self.shown[posts]
        full = shown >= _FULL * (shown + need)
        waited = (wave - self.since[posts] >= _WAITS) & (board["counts"][posts, VIEWS] >= _LEAST_JUDGED)
        ready: NDArray[np.int64] = posts[full | waited]
        return ready

    def score(self, board: Board, posts: NDArray[np.int64]) -> Floats:
        """Weighted interactions per view, as counted by risk control, drawn to the usual while views are few."""
        feed, counts = self.given.feed, board["counts"][posts].astype(np.float64)
        views = counts[:, VIEWS] - counts[:, UNCOUNTED_VIEWS] + counts[:, IGNORED]
        value = (
            feed.like * feed.like_response * (counts[:, LIKES] - counts[:, UNCOUNTED_LIKES])
            + feed.comment * (counts[:, COMMENTS] - counts[:, UNCOUNTED_COMMENTS])
            + feed.save * counts[:, SAVES]
            + feed.share * counts[:, SHARES]
            + feed.follow * counts[:, FOLLOWS]
            + feed.finish * counts[:, FINISHED]
        )
        scored: Floats = (value + feed.prior_views * self.usual) / np.maximum(views + feed.prior_views, 1)
        return scored

    def judge(self, board: Board, posts: NDArray[np.int64], wave: int, penalty: Floats) -> None:
        """Let the best of `posts` go on to their next pool, and close the others; `penalty` scales their scores."""
        if len(posts):
            score = self.score(board, posts) * penalty
            self._learn(board, posts, score)
            pool = self.pool[posts]
            going = np.zeros(len(posts), dtype=np.bool_)
            for one in np.unique(pool):
                here = pool == one
                going |= here & (score >= self._mark(int(one), score[here]))
            going &= pool < self.given.feed.pools - 1
            on = posts[going]
            self.pool[on] += 1
            self.quota[on] = np.asarray([self._size(pool) for pool in range(self.given.feed.pools)])[self.pool[on]]
            self.shown[on] = 0
            self.since[on] = wave
            self.live = self.live[~np.isin(self.live, posts[~going])]
        self.live = self.live[wave - board["wave"][self.live] < self.given.feed.life_days * WAVES_A_DAY]

    def _mark(self, pool: int, score: Floats) -> float:
        """The score that the best share of posts in this pool lately reached; learns from `score`."""
        self.lately[pool] = np.concatenate([self.lately[pool], score])[-_LATELY:]
        known = self.lately[pool]
        if len(known) < _LEAST_LATELY and pool > 0 and len(self.lately[pool - 1]):
            known = self.lately[pool - 1]
        return float(np.quantile(known, 1 - self.given.feed.pass_share))

    def _learn(self, board: Board, posts: NDArray[np.int64], score: Floats) -> None:
        """Authors' past scores, and what is usual, from the posts that end their first pool."""
        first = self.pool[posts] == 0
        if not first.any():
            return
        counts = board["counts"][posts[first]]
        likes = float((counts[:, LIKES] / np.maximum(counts[:, VIEWS], 1)).mean())
        mean = float(score[first].mean())
        weight = min(1.0, 0.02 * int(first.sum())) if self.usual else 1.0
        self.usual += weight * (mean - self.usual)
        self.usual_likes += weight * (likes - self.usual_likes)
        author = board["author"][posts[first]]
        ratio = score[first] / max(self.usual, 1e-9)
        self.history[author] += _LEARNING * (np.clip(ratio, 0.0, _MOST_KNOWN) - self.history[author])

    def fade(self) -> None:
        """A day passes: what is known of an author's past draws nearer to the usual."""
        self.history += (1 - np.exp(-1 / self.given.feed.memory_days)) * (1 - self.history)


NO_CAP = np.iinfo(np.int64).max
"""Most views that pools give a post where nothing limits it."""

__all__ = ["NO_CAP", "Entries", "Pools", "open_span", "read_followed", "serve"]
