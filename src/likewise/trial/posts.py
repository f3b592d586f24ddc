"""Plans a trial in which a creator switches an honest habit on and off by post, in random order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

import numpy as np

from likewise.errors import InputError
from likewise.sources.times import check_timezone
from likewise.trial.design import Plan, Posting, Turn, checked_day, checked_lever, checked_outcome, require_between
from likewise.trial.draw import PLAN_STREAM, draw, stream
from likewise.trial.leave import MOST_SEED, spread_of
from likewise.trial.precision import Posts, power
from likewise.trial.spread import ASSUMED_POST, Spread

ME = "me"
"""Whose posts they are where nobody is named: all posts of the data that the trial is read from."""

LEAST_POSTS = 8
MOST_POSTS = 10_000


def plan_posts(
    *,
    lever: str,
    posts: int,
    start: str | date,
    seed: int,
    accounts: Sequence[str] = (ME,),
    block: int = 4,
    outcome: str = "likes",
    timezone: str = "UTC",
    spread: float | Spread | None = None,
) -> Plan:
    """Plan a trial of an honest habit: which of the next posts have it, and which don't.

    Parameters
    ----------
    lever
        The habit: `question` (a real question to readers), `answers` (an answer to every comment within a day),
        `collaboration` (another creator takes part) or `opening` (the point in the first line or three seconds).
    posts
        How many posts each account makes in the trial.
    start
        The day from which on posts are counted.
    seed
        From which the list is drawn.
    accounts
        Whose posts they are; one creator when left out.
    block
        In every block of so many posts half have it, so that it stays alternating; even.
    outcome
        What is measured of each post: likes, comments, saves, reposts or views.
    timezone
        In which the days begin.
    spread
        Standard deviation of a post's log outcome, or a measured `Spread`; assumed when left out.

    Returns
    -------
    Plan

    Raises
    ------
    InputError
        For an unknown lever, an outcome that the lever itself makes, and numbers that no trial can have.

    Examples
    --------
    >>> plan = plan_posts(lever="question", posts=40, start="2026-12-07", seed=7)
    >>> sum(turn.on for turn in plan.design.order)
    20
    """
    habit, first, measured = checked_lever(lever), checked_day(start), spread_of(spread, ASSUMED_POST)
    require_between("--posts", posts, LEAST_POSTS, MOST_POSTS)
    require_between("--block", block, 2, posts)
    require_between("--seed", seed, 0, MOST_SEED)
    if block % 2:
        raise InputError.of("trial.odd_block", block=block)
    if habit == "answers" and outcome == "comments":
        raise InputError.of("trial.own_answers")
    named = sorted(set(accounts)) or [ME]
    order = _order(named, posts, block, seed)
    return Plan(
        Posting(first, habit, posts, block, order),
        checked_outcome(outcome),
        seed,
        check_timezone(timezone),
        measured,
        power(Posts(len(named), posts, block), measured.value, measured.filled),
        version("likewise"),
    )


def _order(accounts: Sequence[str], posts: int, block: int, seed: int) -> tuple[Turn, ...]:
    number = np.tile(np.arange(posts), len(accounts))
    place = np.repeat(np.arange(len(accounts)), posts)
    blocks = place * (-(-posts // block)) + number // block
    on = draw(blocks, 2, 1, stream(seed, PLAN_STREAM))[0]
    return tuple(
        Turn(accounts[int(who)], int(which) + 1, bool(is_on), int(where))
        for who, which, is_on, where in zip(place, number, on, blocks, strict=True)
    )
