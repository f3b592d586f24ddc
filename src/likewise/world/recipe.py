"""Every number of a simulated world, with its unit, in one place.

A recipe is the first thing a world is made from; `Recipe.draw` gives another mix, so that nothing that is
fitted on simulated worlds depends on one set of constants.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

Range = tuple[float, float]

PLANTED = ("prompt", "slow", "partial", "last_ten", "credit", "careful", "farm")
CIRCLES = ("friends", "colleagues", "campus", "hobby", "fans")


@dataclass(frozen=True)
class Tie:
    """How the members of one kind of group treat each other; ranges are drawn once a group, or a pair."""

    share: float  # of all accounts (honest circles), or of the planted accounts
    size: Range  # members
    coverage: Range  # share of a mate's posts that a member likes; a part of it per group, a place per pair
    delay_h: Range  # median hours from post to like, drawn per group
    delay_spread: float  # standard deviation of the log of the delay
    delay_most_h: float  # hours; no like comes later
    waits: Range  # share of likes that wait for the member's next browsing session
    comment: Range  # comments per like
    template: Range  # share of comments that would fit under any post
    follow: Range  # share of pairs that follow each other
    befriends: float = 1.0  # share of groups in which members follow each other; in the others hardly anyone does
    unwatched: Range | None = None  # share of likes without a look at the post; None: the member's own habit
    weak_tail: float = 1.0  # exponent on the pair's uniform draw; above 1, most ties are weak
    personal: float = 0.0  # 0: coverage belongs to the pair; 1: to the member who gives
    strong_pairs: float | None = None  # share of pairs at the upper coverage, the others at the lower one
    same_topic: float = 0.0  # share of groups whose members share a topic
    begins_inside: float = 0.0  # share of groups that begin inside the period, within `onset_days`
    stops_inside: float = 0.0  # share of groups that stop before its end
    onset_days: float = 7.0  # days in which all members of a new group join
    posting: Range = (1.0, 1.0)  # how many times more a member posts than others, drawn per member
    keeps: float = 1.0  # saves and reposts per like, relative to honest likes
    alike: float = 0.0  # how far members post as often as each other: 0 as they please, 1 all the same
    topic_place: int = 0  # where the shared topic stands among a member's own: 0 the main one, 2 a side one
    life: float = 1.0  # least share of an ordinary life (likes given and drawn) that a member of the group still leads
    posters: float = 1.0  # share of an honest circle that posts at all
    one_sided: float = 0.3  # most by which one of a pair likes less than the other


@dataclass(frozen=True)
class Lists:
    """What the groups that work down a list, and the sellers of likes, do beyond a `Tie`."""

    listed: Range = (0.6, 1.0)  # share of a member's posts that go to the list
    run_length: int = 10  # likes to give before one's own post ("like the last ten")
    run_diligence: Range = (0.7, 1.0)  # share of these that are really given, per group
    run_pause_s: Range = (4.0, 25.0)  # seconds between two likes of a run, drawn per run
    credit_given: Range = (
        0.08,
        0.18,
    )  # likes a member earns with, per member of the group, in the whole period
    credit_least: float = 40.0  # likes a member earns with in a small group
    credit_run: Range = (8, 25)  # likes in one run
    credit_even: float = 0.0  # how far credit is spent post by post (0), or on all of a member's posts together (1)
    credit_queue_h: Range = (36.0, 120.0)  # hours that a post stays in the queue
    farm_customers: Range = (5, 20)  # customers of one farm
    farm_bought: Range = (0.3, 0.9)  # share of a customer's posts with an order, drawn per group
    farm_lag_h: Range = (0.2, 3.0)  # median hours from post to delivery, drawn per group
    farm_spread_min: Range = (2.0, 20.0)  # minutes in which an order is delivered
    farm_life: Range = (0.02, 0.2)  # a hired account's own activity, relative to others


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
    lists: Lists = Lists()

    def tie(self, kind: str) -> Tie:
        """The tie of one kind of group, honest or planted."""
        tie = getattr(self, kind)
        assert isinstance(tie, Tie)
        return tie

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Recipe:
        """A random variation: every share, delay, size, coverage and rate moves within what is plausible."""
        base = cls()
        moved: dict[str, Any] = {kind: _vary_tie(base.tie(kind), kind in PLANTED, rng) for kind in (*CIRCLES, *PLANTED)}
        moved.update((name, float(getattr(base, name) * _factor(rng, 0.25))) for name in _SCALED)
        moved.update((name, float(getattr(base, name) * _factor(rng, 0.6))) for name in _PATIENCE)
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
            lists=_vary_lists(base.lists, rng),
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


def _factor(rng: np.random.Generator, spread: float) -> float:
    """A lognormal factor around one, held within two and a half times its spread."""
    return float(np.exp(np.clip(rng.normal(0, spread), -2.5 * spread, 2.5 * spread)))


def _within(given: Range, rng: np.random.Generator, least: float = 0.5) -> Range:
    """A part of a range, at least `least` of it wide."""
    wide = (given[1] - given[0]) * rng.uniform(least, 1.0)
    low = given[0] + (given[1] - given[0] - wide) * rng.uniform()
    return float(low), float(low + wide)


def _vary_tie(tie: Tie, planted: bool, rng: np.random.Generator) -> Tie:
    slower = _factor(rng, 0.6) if tie.delay_most_h > 1.0 else 1.0  # "prompt" stays within its hour
    return replace(
        tie,
        share=tie.share * _factor(rng, 0.35),
        size=_within((tie.size[0] * rng.uniform(0.8, 1.0), tie.size[1] * rng.uniform(0.9, 1.3)), rng),
        coverage=_within(tie.coverage, rng, 0.6),
        delay_h=(tie.delay_h[0] * slower, tie.delay_h[1] * slower),
        delay_spread=tie.delay_spread * _factor(rng, 0.2),
        waits=_within((0.6 * tie.waits[0], tie.waits[1]), rng),
        comment=_within(tie.comment, rng),
        template=_within(tie.template, rng),
        follow=_within((tie.follow[0] * rng.uniform(0.6, 1.0), tie.follow[1]), rng),
        unwatched=_vary_unwatched(tie.unwatched, rng),
        weak_tail=tie.weak_tail * _factor(rng, 0.5),
        personal=float(np.clip(tie.personal + rng.uniform(-0.5, 0.5), 0, 1)),
        one_sided=float(rng.uniform(0.0, 0.6)),
        strong_pairs=None if tie.strong_pairs is None else float(rng.uniform(0.2, 0.7)),
        befriends=tie.befriends if tie.befriends == 1.0 else float(rng.uniform(0.3, 0.7)),
        same_topic=tie.same_topic if tie.same_topic in {0.0, 1.0} else float(rng.uniform(0.15, 0.6)),
        begins_inside=float(rng.uniform(0.1, 1.0) if planted else rng.uniform(0.0, 0.4)),
        stops_inside=float(rng.uniform(0.0, 0.5) if planted else rng.uniform(0.0, 0.1)),
        onset_days=tie.onset_days * _factor(rng, 0.6),
        posting=_vary_posting(tie.posting, planted, rng),
        life=float(rng.uniform(0.1, 1.0)),
        alike=float(rng.uniform(0.0, 0.9 if planted else 0.4)),
        topic_place=int(rng.integers(0, 3)) if tie.topic_place == 0 and tie.same_topic else tie.topic_place,
        posters=float(np.clip(tie.posters + rng.uniform(-0.3, 0.3), 0.4, 1.0)),
    )


def _vary_unwatched(unwatched: Range | None, rng: np.random.Generator) -> Range | None:
    """An honest circle has its members' own habits, or ways of its own: some like their friends' posts unseen."""
    if unwatched is not None:
        return _within(unwatched, rng)
    return None if rng.random() < 0.3 else (0.0, float(rng.uniform(0.2, 0.6)))


def _vary_posting(posting: Range, planted: bool, rng: np.random.Generator) -> Range:
    """Members of any group may post as often as others, or several times more."""
    if posting[1] == 0.0:
        return posting
    least = float(rng.uniform(0.8, 2.0) if planted else 1.0)
    return least, least * float(rng.uniform(1.0, 3.0 if planted else 2.5))


def _vary_lists(lists: Lists, rng: np.random.Generator) -> Lists:
    return replace(
        lists,
        run_length=int(rng.integers(6, 16)),
        listed=_within((0.2, lists.listed[1]), rng),
        run_diligence=_within(lists.run_diligence, rng),
        credit_even=float(rng.uniform(0.0, 1.0)),
        credit_given=_within((0.5 * lists.credit_given[0], lists.credit_given[1]), rng),
        farm_bought=_within(lists.farm_bought, rng),
        farm_spread_min=_within(lists.farm_spread_min, rng),
    )
