"""All that is drawn for one world, before it becomes tables and truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.joining import Membership
from benchmarks.answers.people import Floats
from benchmarks.answers.second.joining import join
from benchmarks.answers.second.people import People, people
from benchmarks.answers.second.platform import Run, with_group, without_group
from benchmarks.answers.second.posting import Posts, post
from benchmarks.answers.second.ranking import factors
from benchmarks.answers.second.reasons import seen
from benchmarks.answers.second.settings import Settings
from benchmarks.answers.second.trading import first_received, trade
from benchmarks.answers.ties import HOUR, Likes, honest

FIRST_STREAM = 300
"""Streams of random numbers from this one on are this mechanism's."""

SLOW_MEDIAN, SLOW_SPREAD = 4 * HOUR, 1.2
"""How long friends wait before they like a post: log-normal."""

TEMPLATE_SHARE = 0.08
"""Traded likes with a comment that fits any post."""


@dataclass(frozen=True)
class Drawn:
    """One world: who, what, the group, both runs; `template` marks the traded likes that come with a comment.

    `start` is the day of each account's first traded like, inf for never.
    """

    settings: Settings
    names: tuple[str, ...]
    who: People
    posts: Posts
    honest: Likes
    group: Membership
    traded: Likes
    template: NDArray[np.bool_]
    start: Floats
    factor: Floats
    without: Run
    with_: Run


def draw(settings: Settings) -> Drawn:
    """Draw a world; each part has its own stream, so that another ranking meets the same people, posts and members."""
    streams = [np.random.default_rng([settings.seed, FIRST_STREAM + part]) for part in range(9)]
    who = people(streams[0], settings)
    posts = post(streams[1], who)
    friendly = honest(streams[2], who.friends, posts, median=SLOW_MEDIAN, spread=SLOW_SPREAD)
    without = without_group(streams[3], who, posts)
    group = join(streams[4], seen(who, posts, without.counts["like"] + friendly.each(posts)), settings)
    traded = trade(streams[5], group, posts, friendly, settings)
    start = first_received(traded, posts, settings.accounts)
    factor = factors(streams[6], posts, traded, start, settings)
    return Drawn(
        settings=settings,
        names=tuple(f"u{number:05d}" for number in streams[8].permutation(settings.accounts).tolist()),
        who=who,
        posts=posts,
        honest=friendly,
        group=group,
        traded=traded,
        template=streams[5].random(len(traded)) < TEMPLATE_SHARE,
        start=start,
        factor=factor,
        without=without,
        with_=with_group(streams[7], who, posts, factor, without),
    )
