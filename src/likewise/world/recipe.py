"""Every number of a simulated world, with its unit, in one place.

A recipe is the first thing a world is made from; `Recipe.draw` gives another mix, so that nothing that is
fitted on simulated worlds depends on one set of constants.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from likewise.world.habit import Lists, Range, Tie, factor, vary_lists, vary_tie

PLANTED = ("prompt", "slow", "partial", "last_ten", "credit", "careful", "farm")
CIRCLES = ("friends", "colleagues", "campus", "hobby", "fans")

FRIENDS = Tie(
    share=0.15,
    size=(4, 15),
    coverage=(0.10, 0.95),
    delay_h=(0.15, 5.0),
    delay_spread=1.3,
    delay_most_h=120,
    waits=(0.3, 0.8),
    comment=(0.06, 0.18),
    template=(0.1, 0.5),
    follow=(0.9, 1.0),
    weak_tail=1.6,
    same_topic=0.5,
    begins_inside=0.15,
    posters=0.75,
)
COLLEAGUES = Tie(
    share=0.06,
    size=(10, 40),
    coverage=(0.05, 0.30),
    delay_h=(1.0, 6.0),
    delay_spread=1.2,
    delay_most_h=96,
    waits=(0.6, 0.9),
    comment=(0.03, 0.10),
    template=(0.1, 0.5),
    follow=(0.4, 0.9),
    weak_tail=1.3,
    begins_inside=0.2,
    posters=0.7,
)
# Students of one year, people of one village: many know a few each, and like each other back.
CAMPUS = Tie(
    share=0.03,
    size=(80, 400),
    coverage=(0.0, 0.70),
    delay_h=(0.5, 6.0),
    delay_spread=1.3,
    delay_most_h=120,
    waits=(0.4, 0.9),
    comment=(0.04, 0.12),
    template=(0.1, 0.5),
    follow=(0.05, 0.2),
    weak_tail=22.0,
    begins_inside=0.1,
    posters=0.8,
)
HOBBY = Tie(
    share=0.06,
    size=(25, 60),
    coverage=(0.10, 0.30),
    delay_h=(2.0, 12.0),
    delay_spread=1.3,
    delay_most_h=168,
    waits=(0.6, 0.95),
    comment=(0.04, 0.12),
    template=(0.1, 0.4),
    follow=(0.2, 0.6),
    same_topic=1.0,
    begins_inside=0.15,
    posting=(1.0, 2.5),
)
FANS = Tie(
    share=0.05,
    size=(40, 150),
    coverage=(0.75, 0.98),
    delay_h=(0.05, 0.4),
    delay_spread=1.1,
    delay_most_h=48,
    waits=(0.1, 0.4),
    comment=(0.05, 0.20),
    template=(0.3, 0.7),
    follow=(1.0, 1.0),
    personal=1.0,
    same_topic=1.0,
    begins_inside=0.15,
    posters=0.6,
)

PROMPT = Tie(
    topic_place=1,
    share=0.20,
    size=(6, 35),
    coverage=(0.70, 0.95),
    delay_h=(0.12, 0.4),
    delay_spread=0.7,
    delay_most_h=1.0,
    waits=(0.0, 0.0),
    comment=(0.05, 0.30),
    template=(0.3, 0.9),
    follow=(0.9, 1.0),
    befriends=0.5,
    unwatched=(0.3, 0.95),
    personal=0.5,
    same_topic=0.33,
    begins_inside=0.75,
    stops_inside=0.25,
    posting=(1.5, 4.0),
    keeps=0.15,
)
SLOW = replace(
    PROMPT,
    share=0.15,
    coverage=(0.30, 0.60),
    delay_h=(2.0, 7.0),
    delay_spread=1.0,
    delay_most_h=24,
    waits=(0.4, 0.9),
)
PARTIAL = replace(
    PROMPT,
    share=0.15,
    size=(8, 35),
    coverage=(0.10, 0.50),
    delay_h=(0.4, 5.0),
    delay_spread=1.1,
    delay_most_h=36,
    waits=(0.3, 0.9),
    strong_pairs=0.5,
    personal=0.0,
)
CAREFUL = replace(
    PROMPT,
    share=0.10,
    size=(6, 20),
    coverage=(0.40, 0.80),
    delay_h=(3.0, 14.0),
    delay_spread=1.1,
    delay_most_h=96,
    waits=(0.7, 0.95),
    comment=(0.1, 0.3),
    template=(0.0, 0.2),
    unwatched=(0.0, 0.3),
    same_topic=1.0,
    follow=(0.95, 1.0),
    befriends=1.0,
    keeps=0.6,
)
LAST_TEN = replace(PROMPT, share=0.12, size=(230, 270), same_topic=0.1, follow=(0.0, 0.02), posting=(1.5, 3.0))
CREDIT = replace(
    PROMPT,
    share=0.20,
    size=(450, 550),
    same_topic=0.0,
    follow=(0.0, 0.01),
    posting=(1.0, 2.5),
    comment=(0.02, 0.10),
)
FARM = replace(
    PROMPT,
    share=0.08,
    size=(30, 100),
    coverage=(0.4, 0.95),
    same_topic=0.0,
    follow=(0.0, 0.3),
    comment=(0.0, 0.1),
    unwatched=(0.6, 0.98),
    posting=(0.0, 0.0),
)


LISTS = Lists()


@dataclass(frozen=True)
class Recipe:
    """All constants of a world. The defaults are one mix; `Recipe.draw` gives others."""

    topics: int = 22  # topics in the world
    topics_each: Range = (1, 3)  # topics of one account
    posters: float = 0.60  # share of accounts that post at least once
    chinese: float = 0.6  # share of accounts that write Chinese, the others English
    activity_spread: float = 1.35  # sd of the log of likes given
    popularity_spread: float = 1.6  # sd of the log of an author's pull
    posting_spread: float = 1.1  # sd of the log of posts an author writes
    likes_per_post: float = 12.0  # likes asked for, per post of the world
    sessions_a_day: float = 1.1  # median browsing sessions
    session_min: float = 6.0  # mean minutes a session lasts
    likes_a_session: Range = (2.0, 6.0)  # per account
    weekend: float = 1.3  # activity on a weekend day relative to a working day
    favourites: float = 7.0  # median authors an account follows for what they post
    favourites_spread: float = 0.9  # sd of its log
    follow_back: float = 0.2  # chance that an author of like size follows back
    follow_before: float = 0.85  # share of follows older than the period
    to_favourites: float = 0.40  # share of honest likes that go to followed authors
    explores: float = 0.15  # share of other honest likes outside the account's topics
    favourite_age_h: float = 14.0  # median hours at which a followed author's post is seen
    feed_age_h: float = 16.0  # median hours that the feed looks back
    age_spread: float = 1.4  # sd of the log of both
    viral: float = 0.003  # share of posts that go viral
    viral_pull: Range = (25.0, 120.0)  # times the pull of a usual post
    appeal_spread: float = 0.8  # sd of the log of a post's pull
    comment: Range = (0.03, 0.08)  # honest comments per like, per account
    template: Range = (0.1, 0.5)  # share of honest comments that fit under any post, per account
    unwatched: Range = (0.0, 0.5)  # share of honest likes without a look, per account
    glimpse: float = 0.5  # share of unwatched likes that leave a view under two seconds
    save: float = 0.04  # saves per honest like
    repost: float = 0.015  # reposts per honest like
    views_per_like: float = 3.0  # all views over all likes
    answerers: float = 0.0005  # share of accounts that answer every comment
    answerer_comment: float = 0.25  # comments per like under their posts
    overlap: float = 0.0  # share of the members of one circle who may join another kind of circle, too
    mixed_language: float = 0.08  # share of comments and posts not in the account's language
    friends: Tie = FRIENDS
    colleagues: Tie = COLLEAGUES
    campus: Tie = CAMPUS
    hobby: Tie = HOBBY
    fans: Tie = FANS
    hobby_outsiders: Range = (3, 8)  # popular authors outside that a hobby community reads together
    prompt: Tie = PROMPT
    slow: Tie = SLOW
    partial: Tie = PARTIAL
    careful: Tie = CAREFUL
    last_ten: Tie = LAST_TEN
    credit: Tie = CREDIT
    farm: Tie = FARM
    lists: Lists = LISTS

    def tie(self, kind: str) -> Tie:
        """The tie of one kind of group, honest or planted."""
        tie = getattr(self, kind)
        assert isinstance(tie, Tie)
        return tie

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Recipe:
        """A random variation: every share, delay, size, coverage and rate moves within what is plausible."""
        base = cls()
        moved: dict[str, Any] = {kind: vary_tie(base.tie(kind), kind in PLANTED, rng) for kind in (*CIRCLES, *PLANTED)}
        moved.update((name, float(getattr(base, name) * factor(rng, 0.25))) for name in _SCALED)
        moved.update((name, float(getattr(base, name) * factor(rng, 0.6))) for name in _PATIENCE)
        return replace(
            base,
            topics=int(rng.integers(8, 31)),
            topics_each=(1, int(rng.integers(1, 4))),
            posters=float(rng.uniform(0.45, 0.95)),
            likes_a_session=(float(rng.uniform(1.0, 3.0)), float(rng.uniform(3.0, 10.0))),
            overlap=float(rng.uniform(0.0, 0.6)),
            hobby_outsiders=(int(rng.integers(0, 4)), int(rng.integers(4, 10))),
            chinese=float(rng.uniform(0.05, 0.95)),
            mixed_language=float(rng.uniform(0.0, 0.25)),
            to_favourites=float(rng.uniform(0.1, 0.6)),
            explores=float(rng.uniform(0.05, 0.6)),
            unwatched=(0.0, float(rng.uniform(0.15, 0.6))),
            template=(0.05, float(rng.uniform(0.25, 0.65))),
            follow_before=float(rng.uniform(0.6, 0.95)),
            lists=vary_lists(base.lists, rng),
            **moved,
        )


_SCALED = (
    "activity_spread",
    "popularity_spread",
    "posting_spread",
    "likes_per_post",
    "sessions_a_day",
    "session_min",
    "favourites",
    "follow_back",
    "age_spread",
    "viral",
    "appeal_spread",
    "save",
    "repost",
    "views_per_like",
    "glimpse",
)

# How long ordinary likes take against those among mates differs from platform to platform.
_PATIENCE = ("favourite_age_h", "feed_age_h")
