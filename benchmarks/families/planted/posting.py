"""Posts that members bring, posts that others bring just so, and what these get without any group."""

from collections.abc import Sequence

import numpy as np

from benchmarks.families.acts import acts, ragged
from benchmarks.families.draft import Draft
from benchmarks.families.numbers import DAY, Floats, Ints
from benchmarks.families.planted.background import Background
from benchmarks.families.planted.groups import Planted

BROUGHT = (2, 7)
"""Mean number of posts more, an account, drawn per world."""


def bring_posts(draft: Draft, background: Background, groups: Sequence[Planted], random: np.random.Generator) -> None:
    """Add posts of members and of as many others, and likes of those who like these people anyway."""
    members = np.unique(np.concatenate([np.zeros(0, int), *(group.members for group in groups)]))
    rest = np.setdiff1d(np.flatnonzero(background.acted >= 5), members)
    others = random.choice(rest, min(len(rest), len(members)), replace=False)
    people = np.r_[members, others]
    author = np.repeat(people, random.poisson(random.uniform(*BROUGHT), len(people)))
    moment = random.uniform(0, (background.days - 1) * DAY, len(author))
    published = background.online(author, moment, random)
    kept = published < background.days * DAY - 60
    author, published = author[kept], published[kept]
    draft.done.append(acts(background.actor, background.post, background.time))
    first = len(background.author)
    draft.author = np.r_[background.author, author]
    draft.published = np.r_[background.published, published]
    draft.topic, draft.quality = np.zeros(len(draft.author), int), np.zeros(len(draft.author))
    actor, post = _usual(background, author, random.uniform(0.1, 0.5), random)
    lag = _lags(background, len(actor), random)
    draft.done.append(acts(actor, first + post, published[post] + lag))


def _usual(background: Background, author: Ints, share: float, random: np.random.Generator) -> tuple[Ints, Ints]:
    """This share of those who like an author's posts likes each new one, too."""
    key = np.unique(background.author[background.post] * background.accounts + background.actor)
    host, guest = key // background.accounts, key % background.accounts
    first = np.searchsorted(host, np.arange(background.accounts + 1))
    place, post = ragged(first[author], first[author + 1] - first[author])
    kept = random.random(len(place)) < share
    return guest[place[kept]], post[kept]


def _lags(background: Background, count: int, random: np.random.Generator) -> Floats:
    """Times from post to like as the log has them."""
    real = background.time - background.published[background.post]
    if not len(real):
        return np.zeros(0)
    return np.maximum(random.choice(real, count) * random.lognormal(0, 0.2, count), 5)
