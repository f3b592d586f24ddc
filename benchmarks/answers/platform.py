"""The platform, run twice on the same draws: once with the group and once as if nobody had ever joined.

A post is first shown to a few readers. Where the ranking heeds early likes, how far it goes then depends on how many
came in the first hour against what is expected of an account of that size; risk control may see likes out of
proportion and take distribution from all that the author publishes for some days. Followers won widen later reach.
The two runs are coupled by thinning: the count without the group is Poisson, and the count with it is the same, with
what the difference of intensities adds or takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.channels import Channels
from benchmarks.answers.people import Floats, Ints, People
from benchmarks.answers.posting import Posts
from benchmarks.answers.settings import Settings
from benchmarks.answers.ties import HOUR, Likes

FIRST_STAGE = 0.25
"""Share of a post's usual views that it gets from the readers it is first shown to."""

PRIOR_LIKES = 3.0
BOOST = (0.4, 2.5)

MOST_LIKES = 1000
"""Likes that a post can expect before any boost: a topic has so many readers and no more."""

NOTICED = 3.0
CAUGHT = 0.5
DEMOTED_DAYS = 7

THIN = 0.05
SURGE = 2.0
SURGE_LIKES = 3
MISMATCH_DAYS = 3

WITHOUT, WITH = 0, 1
KINDS = ("like", "watch", "comment", "save", "repost", "follow")
"""What readers do; watch is a view that no like follows."""


@dataclass(frozen=True)
class Course:
    """What readers did: `counts` by kind, (run, stage, post), run being WITHOUT or WITH."""

    counts: dict[str, NDArray[np.int64]]

    def total(self, kind: str, run: int) -> Ints:
        """Both stages together, one a post."""
        summed: Ints = self.counts[kind][run].sum(axis=0)
        return summed


def play(
    rng: np.random.Generator,
    who: People,
    posts: Posts,
    channels: Channels,
    known: Likes,
    traded: Likes,
    settings: Settings,
) -> Course:
    """Let all days pass, both runs at once."""
    stage = _Stage(rng, who, posts, channels, settings)
    early_known, early_traded = _early(known, posts), _early(traded, posts)
    for day, rows in _by_day(posts, settings.days):
        stage.first(day, rows)
        early = np.stack([stage.counts["like"][run, 0, rows] + early_known[rows] for run in (WITHOUT, WITH)])
        early[WITH] += early_traded[rows]
        stage.second(day, rows, early)
    return Course(stage.counts)


def _early(likes: Likes, posts: Posts) -> Ints:
    """How many of these likes each post got in its first hour."""
    soon = likes.time - posts.time[likes.post] < HOUR
    return likes.only(soon).each(posts)


def _by_day(posts: Posts, days: int) -> Iterator[tuple[int, Ints]]:
    ends = np.searchsorted(posts.day, np.arange(days + 1))
    for day in range(days):
        yield day, np.arange(ends[day], ends[day + 1])


class _Stage:
    """The state of both runs while the days pass: followers won, distribution taken, counts so far."""

    def __init__(
        self, rng: np.random.Generator, who: People, posts: Posts, channels: Channels, settings: Settings
    ) -> None:
        self.rng, self.who, self.posts, self.channels, self.settings = rng, who, posts, channels, settings
        size, days = who.mood.shape
        self.usual = who.usual
        self.taken = np.ones((2, size, days + max(DEMOTED_DAYS, MISMATCH_DAYS) + 1))
        self.won = np.zeros((2, size))
        self.chance = rng.random(len(posts))
        self.counts = {kind: np.zeros((2, 2, len(posts)), dtype=np.int64) for kind in KINDS}
        liking = who.like_rate[posts.author] * posts.response
        self.reach = np.minimum(who.reach[posts.author, posts.day] * posts.luck, MOST_LIKES / liking)
        depth = who.depth[posts.author] * channels.depth
        self.rates = dict(zip(KINDS[2:], (depth * liking[:, None]).T, strict=True)) | {"like": liking}

    def first(self, day: int, rows: Ints) -> None:
        """The readers that a post is first shown to."""
        self._react(0, rows, FIRST_STAGE * self._open(day, rows))

    def second(self, day: int, rows: Ints, early: Ints) -> None:
        """How far it goes then, and what risk control makes of it."""
        author = self.posts.author[rows]
        expected = FIRST_STAGE * self.usual[author, day]
        further = (1 - FIRST_STAGE) * self._open(day, rows)
        if self.settings.ranking == "helps":
            further *= np.clip(((early + PRIOR_LIKES) / (expected + PRIOR_LIKES)) ** self.settings.strength, *BOOST)
        surges = (early > SURGE * expected + SURGE_LIKES) & (self.posts.completion[rows] < THIN)
        kept = 1 - self.settings.power("mismatch", 0.0)
        further *= np.where(surges, kept, 1)
        self._take(day, author, surges, kept, MISMATCH_DAYS)
        self._control(day, rows, early)
        self._react(1, rows, further)
        for run in (WITHOUT, WITH):
            won = self.counts["follow"][run, :, rows].sum(axis=1)
            self.won[run] += np.bincount(author, won, minlength=len(self.who.level))

    def _open(self, day: int, rows: Ints) -> Floats:
        """Views that each post could get, (run, post): reach, what was taken from its author, followers won."""
        author = self.posts.author[rows]
        grown = (1 + self.won[:, author] / self.who.followers[author]) ** self.settings.carry
        views = self.reach[rows] * self.taken[:, author, day] * grown
        views[WITH] *= self.channels.reach[author, day]
        return views

    def _control(self, day: int, rows: Ints, early: Ints) -> None:
        """Risk control: early likes far above what so many first views bring, caught by chance, cost some days."""
        if self.settings.ranking != "hurts":
            return
        seen = self.counts["watch"][:, 0, rows] + self.counts["like"][:, 0, rows]
        usual = seen * self.rates["like"][rows]
        odd = (early - usual) / (np.sqrt(usual) + 1) > NOTICED
        self._take(day, self.posts.author[rows], odd & (self.chance[rows] < CAUGHT), 1 - self.settings.strength)

    def _take(self, day: int, author: Ints, caught: NDArray[np.bool_], kept: float, days: int = DEMOTED_DAYS) -> None:
        """Leave authors who were caught this share of their distribution, for some days; never twice at once."""
        for run in (WITHOUT, WITH):
            taken = self.taken[run, :, day + 1 : day + 1 + days]
            whom = author[caught[run]]
            taken[whom] = np.minimum(taken[whom], kept)

    def _react(self, stage: int, rows: Ints, views: Floats) -> None:
        """What readers do with so many views, coupled over the runs."""
        response = np.stack([np.ones(len(rows)), self.channels.response[self.posts.author[rows], self.posts.day[rows]]])
        for kind, rate in self.rates.items():
            self.counts[kind][:, stage, rows] = self._coupled(views * response * rate[rows])
        idle = np.maximum(1 - response * self.rates["like"][rows], 0)
        self.counts["watch"][:, stage, rows] = self._coupled(views * idle)

    def _coupled(self, intensity: Floats) -> Ints:
        """Two Poisson counts by thinning, (run, post), the smaller a part of the larger."""
        without, with_ = intensity
        base = self.rng.poisson(without)
        added = self.rng.poisson(np.maximum(with_ - without, 0))
        share = np.divide(with_, without, out=np.ones_like(without), where=without > 0)
        left = self.rng.binomial(base, np.minimum(share, 1))
        return np.stack([base, left + added])
