"""The likes that members give each other because they are members: many at first, fewer as zeal fades."""

import numpy as np

from benchmarks.answers.joining import Membership
from benchmarks.answers.people import Floats
from benchmarks.answers.second.posting import Posts
from benchmarks.answers.second.settings import Settings
from benchmarks.answers.ties import Likes, meanwhile, offered

WILLING = (5.0, 2.5)
"""A beta distribution over members: the chance that a fellow's post is liked, at first."""

ZEAL_DAYS = 90.0
"""Days as a member after which that chance is down to 1/e."""

PROMPT_MEDIAN, PROMPT_SPREAD = 25 / (24 * 60), 1.0


def trade(rng: np.random.Generator, group: Membership, posts: Posts, already: Likes, settings: Settings) -> Likes:
    """Likes among those who are members of one group when the post is published; not those that friends give anyway."""
    post, actor = offered(group, posts)
    time = posts.time[post] + np.exp(rng.normal(np.log(PROMPT_MEDIAN), PROMPT_SPREAD, len(post)))
    zeal = np.exp(-np.maximum(time - group.joined[actor], 0) / ZEAL_DAYS)
    found = Likes(post, actor, time)
    given = rng.random(len(post)) < rng.beta(*WILLING, settings.accounts)[actor] * zeal
    return found.only(given & meanwhile(found, group, posts, already, settings.days))


def first_received(traded: Likes, posts: Posts, accounts: int) -> Floats:
    """The day of the first post that got a traded like, one an account; inf where none did."""
    first = np.full(accounts, np.inf)
    np.minimum.at(first, posts.author[traded.post], posts.day[traded.post].astype(np.float64))
    return first
