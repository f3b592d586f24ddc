"""All that is drawn for one world, before it becomes tables and truth."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.channels import Channels, channels
from benchmarks.answers.followers import Follows, among_accounts
from benchmarks.answers.joining import Membership, join
from benchmarks.answers.people import People, people
from benchmarks.answers.platform import Course, play
from benchmarks.answers.posting import Posts, post
from benchmarks.answers.settings import Settings
from benchmarks.answers.ties import PROMPT_MEDIAN, Likes, honest, ties, traded

TEMPLATE_SHARE = 0.05
"""Traded likes with a comment that fits any post: fewer than real readers' comments a like."""

OPENS_HOLLOW = 0.5
"""Traded likes whose giver opens the post, where they are hollow; all of them do where not."""

DEPTHS = ("comment", "save", "repost")


@dataclass(frozen=True)
class Deep:
    """What accounts give each other: likes, deeper acts, which comments are templates, which likes come with a view."""

    likes: Likes
    deeper: Mapping[str, Likes]
    template: NDArray[np.bool_]
    opened: NDArray[np.bool_]


@dataclass(frozen=True)
class Drawn:
    """One world: who, what, the group, both runs of the platform."""

    settings: Settings
    names: tuple[str, ...]
    who: People
    posts: Posts
    group: Membership
    known: Deep
    follows: Follows
    traded: Deep
    channels: Channels
    course: Course


def draw(settings: Settings) -> Drawn:
    """Draw a world; each room has its own stream, so that another ranking meets the same people and posts."""
    streams = [np.random.default_rng([settings.seed, room]) for room in range(8)]
    who = people(streams[0], settings)
    posts = post(streams[1], who, settings)
    group = join(streams[2], who, settings)
    pairs = ties(streams[3], who)
    liked = honest(streams[3], pairs, posts)
    known = _deepened(streams[3], liked, who, posts, hollow=False, templates=0)
    swapped = traded(streams[4], group, posts, liked, settings)
    given = _deepened(streams[4], swapped, who, posts, hollow=settings.holds("bubble"), templates=TEMPLATE_SHARE)
    beside = channels(group, given.likes, posts, settings)
    course = play(streams[5], who, posts, beside, liked, given.likes, settings)
    names = tuple(f"u{number:05d}" for number in streams[6].permutation(settings.accounts).tolist())
    follows = among_accounts(streams[7], pairs, group, settings)
    return Drawn(settings, names, who, posts, group, known, follows, given, beside, course)


def _deepened(
    rng: np.random.Generator, likes: Likes, who: People, posts: Posts, *, hollow: bool, templates: float
) -> Deep:
    """Likes with the comments, saves and reposts of their givers: as real readers', or none but templates."""
    author = posts.author[likes.post]
    template = rng.random(len(likes)) < templates
    deeper: dict[str, Likes] = {}
    said = np.zeros(0, dtype=bool)
    for column, kind in enumerate(DEPTHS):
        done = (not hollow) & (rng.random(len(likes)) < who.depth[author, column])
        if kind == "comment":
            done = done | template
            said = template[done]
        later = likes.time + rng.exponential(PROMPT_MEDIAN / 6, len(likes))
        deeper[kind] = Likes(likes.post, likes.actor, later).only(done)
    opened = rng.random(len(likes)) < (OPENS_HOLLOW if hollow else 1.0)
    return Deep(likes, deeper, said, opened)
