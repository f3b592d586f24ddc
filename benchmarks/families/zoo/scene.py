"""The people, their posts, and the likes that come of topic and popularity."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints, Objects

TOPICS = 40
POSTS_EACH = 4
ORGANIC, EXCHANGED, HONEST = 0, 1, 2
"""Where a like comes from: no tie, a planted group, a circle or club."""

Latency = Callable[[int], Floats]
"""Draws this many times from post to like, s."""


@dataclass
class Scene:
    """A world while it is drawn; accounts and posts are places in the arrays, times are seconds."""

    random: np.random.Generator
    accounts: int
    days: int
    topic: Ints
    author: Ints
    published: Floats
    quality: Floats
    in_order: Ints
    first: Ints
    pool: Ints
    kind: Objects
    group: Ints
    free: Flags
    unwatched: Floats
    templates: Floats
    groups: int = 0
    follows: list[tuple[int, int]] = field(default_factory=list)
    actors: list[Ints] = field(default_factory=list)
    posts: list[Ints] = field(default_factory=list)
    latencies: list[Floats] = field(default_factory=list)
    sources: list[Ints] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Number of posts."""
        return len(self.author)

    def add(self, actor: Ints, post: Ints, latency: Floats, source: int) -> None:
        """Likes, `latency` seconds after the posts."""
        self.actors.append(np.asarray(actor))
        self.posts.append(np.asarray(post))
        self.latencies.append(np.asarray(latency, float))
        self.sources.append(np.full(len(actor), source, np.int8))

    def posts_of(self, account: int) -> Ints:
        """An account's posts."""
        return self.in_order[self.first[account] : self.first[account + 1]]

    def take(self, size: int, topics: Sequence[int] | None = None) -> Ints:
        """Up to `size` accounts that nobody took yet and that post now and then, of these topics."""
        fits = self.free[self.pool]
        if topics is not None:
            fits = fits & np.isin(self.topic[self.pool], topics)
        chosen = self.pool[fits][:size]
        self.free[chosen] = False
        return chosen

    def name(self, members: Ints, kind: str) -> None:
        """Make the accounts a group."""
        self.kind[members] = kind
        self.group[members] = self.groups
        self.groups += 1

    def each(
        self,
        members: Ints,
        share: float | Callable[[], float],
        latency: Latency,
        source: int,
        since: float = 0,
    ) -> None:
        """Every member likes each post of each other member with this chance; drawn per pair where it is a draw."""
        for author in members:
            posts = self.posts_of(author)
            posts = posts[self.published[posts] >= since]
            for actor in members:
                if author != actor and len(posts):
                    draws = self.random.random(len(posts))
                    liked = posts[draws < (share() if callable(share) else share)]
                    self.add(np.full(len(liked), actor), liked, latency(len(liked)), source)


def set_scene(accounts: int, likes: int, days: int, seed: int) -> Scene:
    """Draw people, posts and organic likes."""
    random = np.random.default_rng(seed)
    topic = random.integers(0, TOPICS, accounts)
    active, attractive = random.lognormal(0, 1.3, accounts), random.lognormal(0, 1.4, accounts)
    rate = random.lognormal(0, 1.1, accounts) * (random.random(accounts) < 0.6)
    author, published = _posts(random, accounts, days, rate)
    quality = random.normal(0, 1, len(author))
    organic = _organic(random, likes, topic, active, attractive, author, quality)
    in_order = np.argsort(author, kind="stable")
    first = np.searchsorted(author[in_order], np.arange(accounts + 1))
    posted = np.diff(first)
    pool = np.where((posted >= 4) & (posted <= 60))[0]
    random.shuffle(pool)
    scene = Scene(
        random=random,
        accounts=accounts,
        days=days,
        topic=topic,
        author=author,
        published=published,
        quality=quality,
        in_order=in_order,
        first=first,
        pool=pool,
        kind=np.full(accounts, "", dtype=object),
        group=np.full(accounts, -1),
        free=np.ones(accounts, bool),
        unwatched=np.full(accounts, 0.08),
        templates=np.full(accounts, 0.15),
    )
    scene.add(*organic, ORGANIC)
    return scene


def _posts(random: np.random.Generator, accounts: int, days: int, rate: Floats) -> tuple[Ints, Floats]:
    """Who published when; everybody has a time of day."""
    count = int(accounts * POSTS_EACH)
    author = random.choice(accounts, count, p=rate / rate.sum())
    wake = random.uniform(0, 24, accounts)
    published = random.uniform(0, days * DAY, count)
    published += ((wake[author] + random.normal(0, 3, count)) % 24) * HOUR - (published % DAY)
    published = np.clip(published, 0, days * DAY)
    order = np.argsort(published)
    return author[order], published[order]


def _organic(
    random: np.random.Generator,
    likes: int,
    topic: Ints,
    active: Floats,
    attractive: Floats,
    author: Ints,
    quality: Floats,
) -> tuple[Ints, Ints, Floats]:
    """Likes by popularity and quality; 65 % come from people of the post's topic."""
    weight = attractive[author] * np.exp(0.7 * quality)
    post = random.choice(len(author), likes, p=weight / weight.sum())
    order = np.argsort(topic, kind="stable")
    summed = np.cumsum(active[order])
    start = np.searchsorted(topic[order], np.arange(TOPICS + 1))
    own = topic[author[post]]
    low = np.where(start[own] > 0, summed[start[own] - 1], 0)
    high = summed[start[own + 1] - 1]
    place = np.searchsorted(summed, low + (high - low) * random.random(likes))
    same = order[np.minimum(place, len(topic) - 1)]
    anyone = random.choice(len(topic), likes, p=active / active.sum())
    actor = np.where(random.random(likes) < 0.65, same, anyone)
    return actor, post, random.lognormal(np.log(5 * HOUR), 1.5, likes)
