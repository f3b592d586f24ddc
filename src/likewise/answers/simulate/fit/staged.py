"""Measuring a course of the box for the fit, through the same window and by the same definitions as the user's tables.

Part of the platform in a box; the other side is `tabled`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.acts import COMMENTED, FOLLOWED, LIKED, SAVED, SHARED, VIEWED
from likewise.answers.simulate.box import DAILY, Course, Events
from likewise.answers.simulate.fit.moments import Frame, Measured, Numbers, Rate, Sample
from likewise.answers.simulate.fit.tabled import LEAST_POSTS_WITHIN, SEEN
from likewise.answers.simulate.parameters import WAVES_A_DAY

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BITS = {
    "view": VIEWED,
    "like": LIKED,
    "comment": COMMENTED,
    "save": SAVED,
    "repost": SHARED,
    "follow": FOLLOWED,
}


def measure_course(course: Course, frame: Frame) -> Measured:
    """What the data would hold if it had been logged in this course, which must have kept its events and accounts.

    Quantities that the frame doesn't show are measured as if it did: only what both sides have is compared.
    """
    if course.events is None or course.accounts is None:
        raise ValueError("a course is measured by its events and accounts; ask for both")
    events = _within_window(course, course.events, frame)
    author, accounts = course.posts.author, len(course.people)
    inside = (course.post_day >= 0) & (course.post_day < frame.days)
    per_post = {kind: _count(events.post, events.bits, bit, len(author)) for kind, bit in _BITS.items()}
    finished = np.bincount(events.post[events.completion >= SEEN], minlength=len(author))
    shown = inside if frame.every_post else inside & _touched(per_post, frame)
    per_post = {kind: each[shown] for kind, each in per_post.items()}
    posts = np.bincount(author[shown], minlength=accounts)
    there = np.ones(accounts, dtype=np.bool_)
    if not frame.every_account:
        there = (posts > 0) | _acted(events, frame, accounts)
    fans = course.accounts[-1, :, DAILY.index("followers")]
    samples: dict[str, Numbers] = {
        "likes_per_post": per_post["like"],
        "views_per_post": per_post["view"],
        "likes_given_per_week": _count(events.actor, events.bits, LIKED, accounts)[there],
        "views_given_per_week": _count(events.actor, events.bits, VIEWED, accounts)[there],
        "posts_per_week": posts[posts > 0],
        "followers": fans[posts > 0],
        "following": course.people.followed[there],
    }
    rates = {
        "posting_share": Rate.of_rows(np.ones(int(there.sum())), posts[there] > 0),
        "likes_per_post": Rate.of_rows(np.ones(int(shown.sum())), per_post["like"]),
        "views_per_post": Rate.of_rows(np.ones(int(shown.sum())), per_post["view"]),
        "likes_per_view": Rate.of_rows(per_post["view"], per_post["like"]),
        "completion": Rate.of_rows(per_post["view"], finished[shown]),
        "likes_spread_within": _spread_within(author[shown], per_post["like"]),
    }
    for kind in ("comment", "save", "repost", "follow"):
        rates[f"{kind}s_per_like"] = Rate.of_rows(per_post["like"], per_post[kind])
    return Measured({name: Sample.of(each) for name, each in samples.items()}, rates, int(there.sum()))


def _within_window(course: Course, events: Events, frame: Frame) -> Events:
    first = course.given.run.warmup_days * WAVES_A_DAY
    begin, end = np.searchsorted(events.wave, [first, first + frame.days * WAVES_A_DAY])
    return Events(*(getattr(events, name)[begin:end] for name in Events.__dataclass_fields__))


def _count(whose: NDArray[np.int32], bits: NDArray[np.uint16], bit: int, most: int) -> Ints:
    """How many acts of a kind each account did, or each post got."""
    found: Ints = np.bincount(whose[(bits & bit) != 0], minlength=most)
    return found


def _touched(per_post: dict[str, Ints], frame: Frame) -> Flags:
    """Posts that the data would know of, if it knows them by what happened to them alone."""
    kinds = [kind for kind in frame.kinds if kind != "follow"] or ["view"]
    found: Flags = np.add.reduce([per_post[kind] for kind in kinds]) > 0
    return found


def _acted(events: Events, frame: Frame, accounts: int) -> Flags:
    """Accounts that the data would know of by what they did."""
    mask = np.bitwise_or.reduce([_BITS[kind] for kind in frame.kinds]) if frame.kinds else VIEWED
    found: Flags = _count(events.actor, events.bits, int(mask), accounts) > 0
    return found


def _spread_within(author: NDArray[np.int32], likes: Ints) -> Rate:
    """The sd of log(1 + likes) between posts of one creator, on average over creators."""
    log = np.log1p(likes)
    n = np.bincount(author)
    mean = np.bincount(author, weights=log) / np.maximum(n, 1)
    squares = np.bincount(author, weights=(log - mean[author]) ** 2)
    enough = n >= LEAST_POSTS_WITHIN
    spread = np.sqrt(squares[enough] / (n[enough] - 1))
    if len(spread) < 2:
        return Rate(0.0, np.inf, len(spread))
    return Rate(float(spread.mean()), float(spread.std(ddof=1) / np.sqrt(len(spread))), len(spread))


__all__ = ["measure_course"]
