"""What being in a group does beside its early likes, where a claim that says so is switched on."""

from dataclasses import dataclass

import numpy as np

from benchmarks.answers.joining import Membership
from benchmarks.answers.people import Floats
from benchmarks.answers.posting import Posts
from benchmarks.answers.settings import Settings
from benchmarks.answers.ties import Likes

NOTICE_DAYS = 4
"""Days until a platform that limits members has seen that an account is one."""


@dataclass(frozen=True)
class Channels:
    """Factors by (account, day) in the run with the group: `reach` of views, `response` of all that a view brings.

    `depth` is (post, 4), in both runs: comments, saves, reposts and new followers a like, over the author's usual.
    """

    reach: Floats
    response: Floats
    depth: Floats


def channels(group: Membership, traded: Likes, posts: Posts, settings: Settings) -> Channels:
    """The factors that follow from membership and from honest habits; all 1 where no claim is switched on."""
    day = np.arange(settings.days)
    start = first_received(traded, posts, settings.accounts)[:, None]
    left = np.ceil(group.left)[:, None]
    limited = (day >= start + NOTICE_DAYS) & (day < left + NOTICE_DAYS)
    reach = np.where(limited & (settings.ranking != "hurts"), 1 - settings.power("enforcement", 0.0), 1)
    reach = reach * np.where((day >= left) & np.isfinite(start), 1 - settings.power("cliff", 0.0), 1)
    told = (day > start) & (day < left)
    response = np.where(told, 1 - settings.power("trust", 0.0), 1.0)
    asked = 1 + settings.power("alternatives", 0.0) * posts.asks
    return Channels(reach, response, np.stack([asked, asked, np.ones(len(posts)), np.ones(len(posts))], axis=1))


def first_received(traded: Likes, posts: Posts, accounts: int) -> Floats:
    """The day of the first post that got a traded like, one an account; inf where none did."""
    first = np.full(accounts, np.inf)
    np.minimum.at(first, posts.author[traded.post], posts.day[traded.post].astype(np.float64))
    return first
