"""How the members of one kind of group treat each other, in numbers, and how these vary from world to world."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

Range = tuple[float, float]


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


def factor(rng: np.random.Generator, spread: float) -> float:
    """A lognormal factor around one, held within two and a half times its spread."""
    return float(np.exp(np.clip(rng.normal(0, spread), -2.5 * spread, 2.5 * spread)))


def within(given: Range, rng: np.random.Generator, least: float = 0.5) -> Range:
    """A part of a range, at least `least` of it wide."""
    wide = (given[1] - given[0]) * rng.uniform(least, 1.0)
    low = given[0] + (given[1] - given[0] - wide) * rng.uniform()
    return float(low), float(low + wide)


def vary_tie(tie: Tie, planted: bool, rng: np.random.Generator) -> Tie:
    """Another kind of group of the same name: every number moves within what is plausible."""
    slower = factor(rng, 0.6) if tie.delay_most_h > 1.0 else 1.0  # "prompt" stays within its hour
    return replace(
        tie,
        share=tie.share * factor(rng, 0.35),
        size=within((tie.size[0] * rng.uniform(0.8, 1.0), tie.size[1] * rng.uniform(0.9, 1.3)), rng),
        coverage=within(tie.coverage, rng, 0.6),
        delay_h=(tie.delay_h[0] * slower, tie.delay_h[1] * slower),
        delay_spread=tie.delay_spread * factor(rng, 0.2),
        waits=within((0.6 * tie.waits[0], tie.waits[1]), rng),
        comment=within(tie.comment, rng),
        template=within(tie.template, rng),
        follow=within((tie.follow[0] * rng.uniform(0.6, 1.0), tie.follow[1]), rng),
        unwatched=_vary_unwatched(tie.unwatched, rng),
        weak_tail=tie.weak_tail * factor(rng, 0.5),
        personal=float(np.clip(tie.personal + rng.uniform(-0.5, 0.5), 0, 1)),
        one_sided=float(rng.uniform(0.0, 0.6)),
        strong_pairs=None if tie.strong_pairs is None else float(rng.uniform(0.2, 0.7)),
        befriends=tie.befriends if tie.befriends == 1.0 else float(rng.uniform(0.3, 0.7)),
        same_topic=tie.same_topic if tie.same_topic in {0.0, 1.0} else float(rng.uniform(0.15, 0.6)),
        begins_inside=float(rng.uniform(0.1, 1.0) if planted else rng.uniform(0.0, 0.4)),
        stops_inside=float(rng.uniform(0.0, 0.5) if planted else rng.uniform(0.0, 0.1)),
        onset_days=tie.onset_days * factor(rng, 0.6),
        posting=_vary_posting(tie.posting, planted, rng),
        life=float(rng.uniform(0.1, 1.0)),
        alike=float(rng.uniform(0.0, 0.9 if planted else 0.4)),
        topic_place=int(rng.integers(0, 3)) if tie.topic_place == 0 and tie.same_topic else tie.topic_place,
        posters=float(np.clip(tie.posters + rng.uniform(-0.3, 0.3), 0.4, 1.0)),
    )


def _vary_unwatched(unwatched: Range | None, rng: np.random.Generator) -> Range | None:
    """An honest circle has its members' own habits, or ways of its own: some like their friends' posts unseen."""
    if unwatched is not None:
        return within(unwatched, rng)
    return None if rng.random() < 0.3 else (0.0, float(rng.uniform(0.2, 0.6)))


def _vary_posting(posting: Range, planted: bool, rng: np.random.Generator) -> Range:
    """Members of any group may post as often as others, or several times more."""
    if posting[1] == 0.0:
        return posting
    least = float(rng.uniform(0.8, 2.0) if planted else 1.0)
    return least, least * float(rng.uniform(1.0, 3.0 if planted else 2.5))


def vary_lists(lists: Lists, rng: np.random.Generator) -> Lists:
    """Other lists of the same sort."""
    return replace(
        lists,
        run_length=int(rng.integers(6, 16)),
        listed=within((0.2, lists.listed[1]), rng),
        run_diligence=within(lists.run_diligence, rng),
        credit_even=float(rng.uniform(0.0, 1.0)),
        credit_given=within((0.5 * lists.credit_given[0], lists.credit_given[1]), rng),
        farm_bought=within(lists.farm_bought, rng),
        farm_spread_min=within(lists.farm_spread_min, rng),
    )
