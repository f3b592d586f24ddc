"""The state of a world while it is drawn, and what is drawn once per world."""

from collections.abc import Sequence

import numpy as np

from benchmarks.families.acts import Acts, Circle, Habit, Meetings, acts, meet
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints

FOLLOWED_LONG_AGO_DAYS = 120


class World:
    """People are places in the arrays; times are seconds since the first midnight."""

    topic: Ints
    activity: Floats
    fame: Floats
    wake: Floats
    awake_h: Floats
    talks: Floats
    generic: Floats
    liking: Floats
    rate: Floats
    home: Ints
    author: Ints
    published: Floats
    post_topic: Ints
    quality: Floats
    in_order: Ints
    first: Ints

    def __init__(self, accounts: int, seed: int) -> None:
        random = np.random.default_rng([seed, 23])
        self.random, self.accounts = random, accounts
        self.days = int(random.integers(21, 76))
        self.topics = int(random.integers(8, 31))
        self.topical = random.uniform(0.15, 0.9)
        """Share of whom people read that shares a topic with them."""
        self.visible = float(random.choice([0.0, 1.0, random.uniform(0.15, 0.95)], p=[0.25, 0.15, 0.6]))
        self.follow_readers = random.uniform(0.3, 1)
        """Share of whom people read that they also follow."""
        self.returns = random.uniform(0.05, 0.5)
        """How often somebody who is read reads back."""
        self.lurkers = random.uniform(0.2, 0.65)
        self.density = random.uniform(35, 110)
        """Looks at posts, an account."""
        self.haste = float(np.exp(random.uniform(np.log(0.4), np.log(2.5))))
        """Factor of how long people here take to like what they are told of."""
        self.generic_mean = random.uniform(0.08, 0.5)
        self.unopened = random.uniform(0.03, 0.4)
        self.free = np.ones(accounts, bool)
        self.circles: list[Circle] = []
        self.done: list[Acts] = []
        self.looks: list[Acts] = []
        self.follows: list[tuple[Ints, Ints, Floats]] = []
        self.reads: list[tuple[Ints, Ints, Floats]] = []
        self.extra_posts: list[tuple[Ints, Floats, Ints]] = []
        self.phrases: dict[int, Sequence[str]] = {}
        self.answering = np.zeros(accounts)

    @property
    def end(self) -> float:
        """The last moment."""
        return self.days * DAY

    def take(self, size: float, fits: Flags | bool = True) -> Ints:
        """Up to `size` accounts that nobody took yet."""
        found = np.flatnonzero(self.free & fits)
        chosen = self.random.choice(found, min(int(size), len(found)), replace=False)
        self.free[chosen] = False
        return np.asarray(chosen)

    def circle(self, kind: str, trades: str, members: Ints, habit: Habit) -> int:
        """Add a circle; returns its number."""
        number = len(self.circles) + 1
        self.circles.append(Circle(number, kind, trades, members, habit))
        return number

    def know(self, members: Ints, share: float, weight: float, follow: float) -> None:
        """Let this share of ordered pairs read each other, and that of them follow."""
        a, b = np.repeat(members, len(members)), np.tile(members, len(members))
        kept = (a != b) & (self.random.random(len(a)) < share)
        self.read_and_follow(a[kept], b[kept], weight, follow)

    def read_and_follow(self, a: Ints, b: Ints, weight: float, follow: float) -> None:
        """Let `a` read `b`, with this attention, and a share of them follow."""
        self.reads.append((a, b, weight * self.random.lognormal(0, 0.5, len(a))))
        kept = self.random.random(len(a)) < follow
        since = -self.random.exponential(FOLLOWED_LONG_AGO_DAYS * DAY, int(kept.sum()))
        self.follows.append((a[kept], b[kept], since))

    def meet(self, members: Ints) -> Meetings:
        """Every member before every post of every other."""
        return meet(members, self.in_order, self.first)

    def awake(self, actor: Ints, time: Floats) -> Floats:
        """The moment, or the next after it, at which the account isn't asleep."""
        since = (time / HOUR - self.wake[actor]) % 24
        asleep = since > self.awake_h[actor]
        late = np.where(asleep, 24 - since, 0) * HOUR
        return np.asarray(time + late + asleep * self.random.lognormal(np.log(1800), 0.8, len(time)))

    def act(self, number: int, actor: Ints, post: Ints, time: Floats) -> None:
        """Likes of a circle."""
        self.done.append(acts(actor, post, time, number))

    def lag(self, count: int, median_h: float, spread: float) -> Floats:
        """Times from hearing of a post to liking it, s."""
        return self.random.lognormal(np.log(median_h * HOUR * self.haste), spread, count)

    def busy(self, members: Ints, low: float, high: float) -> None:
        """Let them post at least so often (posts a day, drawn per circle)."""
        rate = self.random.lognormal(np.log(self.random.uniform(low, high)), 0.6, len(members))
        self.rate[members] = np.maximum(self.rate[members], rate)
