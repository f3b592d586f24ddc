"""The likes that members give each other because they are members: many at first, fewer as zeal fades."""

import numpy as np

from benchmarks.answers.people import Floats
from benchmarks.answers.second.joining import Membership
from benchmarks.answers.second.posting import Likes, Posts
from benchmarks.answers.second.settings import Settings
from benchmarks.answers.ties import within

WILLING = (5.0, 2.5)
"""A beta distribution over members: the chance that a fellow's post is liked, at first."""

ZEAL_DAYS = 90.0
"""Days as a member after which that chance is down to 1/e."""

PROMPT_MEDIAN, PROMPT_SPREAD = 25 / (24 * 60), 1.0


def trade(rng: np.random.Generator, group: Membership, posts: Posts, already: Likes, settings: Settings) -> Likes:
    """Likes among those who are members of one group when the post is published; not those that friends give anyway."""
    size = settings.accounts
    order = np.argsort(group.group, kind="stable")
    ours = np.flatnonzero(group.group[posts.author] >= 0)
    of = group.group[posts.author[ours]]
    begin = np.searchsorted(group.group[order], of)
    counts = np.searchsorted(group.group[order], of, side="right") - begin
    row = np.repeat(np.arange(len(ours)), counts)
    post, actor = ours[row], order[begin[row] + within(counts)]
    author = posts.author[post]
    time = posts.time[post] + np.exp(rng.normal(np.log(PROMPT_MEDIAN), PROMPT_SPREAD, len(post)))
    zeal = np.exp(-np.maximum(time - group.joined[actor], 0) / ZEAL_DAYS)
    given = (actor != author) & (rng.random(len(post)) < rng.beta(*WILLING, size)[actor] * zeal)
    given &= (posts.time[post] >= group.joined[author]) & (posts.time[post] < group.left[author])
    given &= (time >= group.joined[actor]) & (time < group.left[actor]) & (time < settings.days)
    given &= ~np.isin(post * size + actor, already.post * size + already.actor)
    return Likes(post, actor, time).only(given)


def first_received(traded: Likes, posts: Posts, accounts: int) -> Floats:
    """The day of the first post that got a traded like, one an account; inf where none did."""
    first = np.full(accounts, np.inf)
    np.minimum.at(first, posts.author[traded.post], posts.day[traded.post].astype(np.float64))
    return first
