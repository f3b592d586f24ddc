"""Followers won in the log: when they come and leave, which later posts they like, what they buy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.joining import Membership
from benchmarks.answers.people import Floats, Ints
from benchmarks.answers.platform import WITH, Course
from benchmarks.answers.posting import Posts
from benchmarks.answers.settings import Settings
from benchmarks.answers.ties import HOUR, Ties, within

LEAVES_A_DAY = 0.006
LIKES_A_POST = 0.12
BUYS = 0.10
AWAY = 0.6
"""How many newcomers there are for each follow: some of them follow several authors."""

FOLLOWED_BEFORE_DAYS = 60


@dataclass(frozen=True)
class Followers:
    """One entry a follow won by a post; `newcomer` is a number of its own kind of reader, `left` inf for staying.

    `in_group` says that the author was in a group when the post was published. `bought` is a purchase's time or inf.
    """

    post: Ints
    author: Ints
    newcomer: Ints
    time: Floats
    left: Floats
    bought: Floats
    in_group: NDArray[np.bool_]

    @property
    def newcomers(self) -> int:
        """How many readers there are among them."""
        return int(self.newcomer.max(initial=-1)) + 1


def followers(
    rng: np.random.Generator, course: Course, posts: Posts, group: Membership, settings: Settings
) -> Followers:
    """Draw each follow's course: those won in group times leave and buy otherwise where a claim says so."""
    post = np.repeat(np.arange(len(posts)), course.total("follow", WITH))
    author = posts.author[post]
    size = len(post)
    inside = (posts.time[post] >= group.joined[author]) & (posts.time[post] < group.left[author])
    inside &= group.group[author] >= 0
    time = posts.time[post] + HOUR * np.exp(rng.normal(np.log(6), 1, size))
    hazard = LEAVES_A_DAY * np.where(inside, settings.power("retention", 1.0), 1)
    left = time + rng.exponential(size=size) / hazard
    chance = BUYS * np.where(inside, settings.power("conversion", 1.0), 1)
    bought = time + rng.exponential(12, size)
    bought[(rng.random(size) >= chance) | (bought > left)] = np.inf
    newcomer = rng.permutation(size) % max(1, round(size * AWAY))
    _, once = np.unique(newcomer * settings.accounts + author, return_index=True)
    once.sort()
    return Followers(post[once], author[once], newcomer[once], time[once], left[once], bought[once], inside[once])


def fan_likes(rng: np.random.Generator, won: Followers, posts: Posts, settings: Settings) -> tuple[Ints, Ints]:
    """Which later posts of their author the followers like: post and place in `won`, ordered by post."""
    by_author = np.lexsort((posts.time, posts.author))
    ends = np.searchsorted(posts.author[by_author], won.author, side="right")
    begin = np.searchsorted(posts.author[by_author], won.author)
    row = np.repeat(np.arange(len(won.post)), ends - begin)
    post = by_author[begin[row] + within(ends - begin)]
    chance = LIKES_A_POST / np.where(won.in_group, settings.power("retention", 1.0), 1)
    liked = (posts.time[post] > won.time[row]) & (posts.time[post] < won.left[row])
    liked &= rng.random(len(row)) < chance[row]
    order = np.argsort(post[liked], kind="stable")
    return post[liked][order], row[liked][order]


@dataclass(frozen=True)
class Follows:
    """One entry a follow among the accounts themselves: who, whom, when (days), whether as fellow members."""

    actor: Ints
    author: Ints
    time: Floats
    traded: NDArray[np.bool_]


def among_accounts(rng: np.random.Generator, known: Ties, group: Membership, settings: Settings) -> Follows:
    """Friends and regular readers follow (many did before the data begin); half of a group's members follow too."""
    time = rng.uniform(-FOLLOWED_BEFORE_DAYS, settings.days, len(known.giver))
    members = group.members
    actor, author = np.repeat(members, len(members)), np.tile(members, len(members))
    fellows = (group.group[actor] == group.group[author]) & (actor != author)
    pair = actor * settings.accounts + author
    fellows &= ~np.isin(pair, known.giver * settings.accounts + known.author) & (rng.random(len(pair)) < 0.5)
    actor, author = actor[fellows], author[fellows]
    met = np.maximum(group.joined[actor], group.joined[author])
    when = met + rng.exponential(1.0, len(actor))
    met_before = (met == 0) | (when > np.minimum(group.left[actor], group.left[author]))
    actor, author, when = actor[~met_before], author[~met_before], when[~met_before]
    traded = np.repeat([False, True], [len(time), len(when)])
    follows = Follows(
        np.concatenate([known.giver, actor]),
        np.concatenate([known.author, author]),
        np.concatenate([time, when]),
        traded,
    )
    inside = (follows.time >= 0) & (follows.time < settings.days)
    return Follows(follows.actor[inside], follows.author[inside], follows.time[inside], follows.traded[inside])
