"""Links dropped into a chat: did its people like what was dropped, at once, and more than they like each other anyway?

A chat's members are known by names of the chat alone; whose posts were dropped there is known, so the question is asked
of these authors. What they do in the minutes after a drop is held against what the same accounts do in as many minutes
after each other's posts that nobody dropped. Friends who read each other at once do so with or without a drop.

Short links can't be followed, and stand for no post.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from likewise.answers.estimate import Estimate
from likewise.engine import Engine, sql_text
from likewise.tables import DROPS

WINDOW_MINUTES = 30
"""Groups ask for likes at once, and members must first read the chat. Both sides are counted over the same minutes, so
that the choice decides how much is seen, not which way it points. Assumed."""

LEAST_POSTS = 5
"""Posts on either side below which no interval is given: a spread can't be told from fewer."""


@dataclass(frozen=True)
class Dropped:
    """What followed drops.

    `links` dropped into `chats`; `posts` of these are in the data; `share` of the chances to like one within the
    window that were taken, and `usual` of those after posts that nobody dropped; None where there were no chances.
    `ratio` is of the two, with its interval; None where they can't be compared.
    """

    links: int
    chats: int
    posts: int
    share: float | None = None
    usual: float | None = None
    ratio: Estimate | None = None


def after_drops(engine: Engine) -> Dropped | None:
    """What followed the drops in the data; None when it holds none."""
    links = engine.count(DROPS.on_engine)
    if not links:
        return None
    chats = int(engine.value(f"select count(distinct coalesce(chat, file)) from {DROPS.on_engine}"))
    found = engine.arrow(sql_text("likewise.answers", "dropped.sql"), window_us=WINDOW_MINUTES * 60_000_000)
    rows = found.to_pydict()
    was = np.array(rows["by_drop"], dtype=bool)
    chances, likes = (np.array(rows[name], dtype=np.float64) for name in ("chances", "likes"))
    posts = len(set(np.array(rows["code"])[was]))
    there = chances > 0
    sides = [(likes[there & side], chances[there & side]) for side in (was, ~was)]
    share, usual = (float(n.sum() / of.sum()) if of.sum() else None for n, of in sides)
    return Dropped(links, chats, posts, share, usual, _ratio(*sides))


def _ratio(dropped: tuple[Any, Any], others: tuple[Any, Any]) -> Estimate | None:
    """The ratio of two shares, each of posts that are taken as independent of each other (the delta method)."""
    fewest = min(len(dropped[0]), len(others[0]))
    if fewest < LEAST_POSTS or not dropped[0].sum() or not others[0].sum():
        return None
    log = error = 0.0
    for sign, (likes, chances) in ((1, dropped), (-1, others)):
        share = likes.sum() / chances.sum()
        log += sign * math.log(share)
        rest = likes - share * chances
        error += float((rest**2).sum()) * len(likes) / (len(likes) - 1) / float(likes.sum()) ** 2
    return Estimate(log, math.sqrt(error), fewest - 1, fewest)
