"""What the loops know of accounts and posts while the box runs, and what is counted of them.

Part of the platform in a box; its ground floor. Rows are wide on purpose: a view needs most of an account at once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.parameters import WAVES_A_DAY, Parameters
from likewise.answers.simulate.people import FOLLOWED as MOST_FOLLOWED
from likewise.answers.simulate.people import KINDS, NOBODY, People

SEEN = 64
"""So many of the last posts seen are remembered, and not shown again."""

POST_COUNTS = (
    "views",
    "finished",
    "likes",
    "comments",
    "saves",
    "shares",
    "follows",
    "traded_views",
    "traded_likes",
    "templates",
    "ignored",
    "uncounted_views",
    "uncounted_likes",
    "uncounted_comments",
    "uncounted_traded",
    "likes_watched",
    "explored",
)
"""What is counted of a post; `uncounted_*` is what risk control takes out of the ranking, `ignored` are offers to
hollow followers, `likes_watched` likes by those who saw the end, `explored` views given by the pools."""

(
    VIEWS,
    FINISHED,
    LIKES,
    COMMENTS,
    SAVES,
    SHARES,
    FOLLOWS,
    TRADED_VIEWS,
    TRADED_LIKES,
    TEMPLATES,
    IGNORED,
    UNCOUNTED_VIEWS,
    UNCOUNTED_LIKES,
    UNCOUNTED_COMMENTS,
    UNCOUNTED_TRADED,
    LIKES_WATCHED,
    EXPLORED,
) = range(len(POST_COUNTS))

DAY_COUNTS = (
    "views",
    "organic_views",
    "finished",
    "likes",
    "organic_likes",
    "comments",
    "organic_comments",
    "saves",
    "shares",
    "new_follows",
    "unfollows",
    "fan_views",
    "fan_acts",
    "purchases",
)
"""What is counted of an author in a day."""

(
    DAY_VIEWS,
    DAY_ORGANIC_VIEWS,
    DAY_FINISHED,
    DAY_LIKES,
    DAY_ORGANIC_LIKES,
    DAY_COMMENTS,
    DAY_ORGANIC_COMMENTS,
    DAY_SAVES,
    DAY_SHARES,
    DAY_NEW_FOLLOWS,
    DAY_UNFOLLOWS,
    DAY_FAN_VIEWS,
    DAY_FAN_ACTS,
    DAY_PURCHASES,
) = range(len(DAY_COUNTS))


CROWD = np.dtype(
    [
        ("topic", np.int16),
        ("second", np.int16),
        ("lean", np.float32),  # factor of its odds to like
        ("circle", np.int32),
        ("group", np.int32),
        ("fan", np.bool_),  # in its circle for the idol alone
        ("idol", np.bool_),
        ("gone", np.bool_),  # banned
        ("uncounted", np.bool_),  # its acts don't count for the ranking
        ("trading", np.bool_),
        ("slots", np.float32),  # views wanted in a span that the reader is there for, at usual mood
        ("mood", np.float32),
        ("followed", np.int32),  # how many it follows
        ("fans", np.int32),  # followers in the box, without hollow ones
        ("latest", np.int32),  # newest post
        ("looked", np.int32),  # views given today
        ("pleased", np.float32),  # their completion, summed
        ("seen_next", np.int32),
        ("given", np.int64),  # views given so far
        ("today", np.int32, len(DAY_COUNTS)),
        ("follows", np.int32, MOST_FOLLOWED),
        ("seen", np.int32, SEEN),
    ],
    align=True,
)
"""The state of an account."""

BOARD = np.dtype(
    [
        ("author", np.int32),
        ("wave", np.int32),
        ("pull", np.float32),  # factor of all odds: its quality
        ("ease", np.float32),  # factor of the odds to finish: its length
        ("herd", np.float32),  # factor of the odds of a like: the likes that are there
        ("topic", np.int16),
        ("counts", np.int32, len(POST_COUNTS)),
    ],
    align=True,
)
"""The state of a post."""

ACT = np.dtype([("actor", np.int32), ("post", np.int32), ("completion", np.float32), ("bits", np.uint16)])
"""A row of the log: what one account did on one post at one moment."""

PROMPT = np.dtype([("actor", np.int32), ("author", np.int32)])
"""A like given within the span in which the post appeared."""

Row = Any
"""A row of one of these, as the loops see it: its columns are its attributes, and changes are kept."""

Crowd = NDArray[np.void]
Board = NDArray[np.void]


class Log(NamedTuple):
    """Room for the acts of one span (of length 0 where nobody reads them), and how many rows of each are used."""

    acts: NDArray[np.void]
    prompt: NDArray[np.void]
    used: NDArray[np.int64]


def crowd_of(given: Parameters, people: People) -> Crowd:
    """Everyone as the box opens."""
    n = len(people)
    crowd = np.zeros(n, dtype=CROWD)
    for name in ("topic", "second", "circle", "group", "follows", "followed"):
        crowd[name] = getattr(people, name)
    crowd["lean"] = np.exp(people.lean)
    crowd["fan"] = people.kind == KINDS.index("fans")
    crowd["idol"] = people.kind == KINDS.index("idol")
    crowd["slots"] = people.activity / (given.readers.online * WAVES_A_DAY)
    crowd["mood"] = 1.0
    crowd["fans"] = np.bincount(people.follows[people.follows >= 0], minlength=n)
    crowd["latest"] = NOBODY
    crowd["seen"] = NOBODY
    return crowd
