"""Honest circles that look like groups of traders: friends, colleagues, a campus, hobbies, fan clubs, answerers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from likewise.world.groups import Groups, add_members, cut, form, gather
from likewise.world.habit import Tie
from likewise.world.people import People
from likewise.world.ragged import Floats, Ints
from likewise.world.recipe import CIRCLES, Recipe

_IDOL_PULL = 6.0  # times the largest pull an idol is drawn from; gives idols a large audience of strangers
_SAME_HOURS = 0.5  # how far members move towards the hours of the one they gather around
_IDOL_POSTING = 4.0
_ANSWERER_PULL = 4.0


@dataclass(frozen=True)
class Honest:
    """People after they have joined honest circles, the circles, and the accounts with their own part."""

    people: People
    circles: Groups
    idols: Ints
    answerers: Ints


def draw_circles(people: People, recipe: Recipe, days: int, rng: np.random.Generator) -> Honest:
    """Put part of the people into honest circles; nobody is in two of a kind, some are in several kinds."""
    stars = _stars(people, recipe, rng)
    parts = []
    free = np.ones(len(people), dtype=np.bool_)
    free[np.concatenate(stars)] = False
    idols, answerers = stars
    used = 0
    for kind in CIRCLES:
        tie = recipe.tie(kind)
        pool = _pool(people, free, round(tie.share * len(people)), tie.posters, rng)
        sizes = cut(pool, tie.size, rng, most=len(idols) if kind == "fans" else None)
        circle = form(kind, tie, pool, sizes, False, days, recipe.topics, rng)
        free[circle.account] = rng.random(len(circle.account)) < recipe.overlap
        head = first_members(circle)
        if kind == "fans":
            used = len(sizes)
            head = idols[:used]
            circle = _around_idols(circle, head, people)
        people = gather_around(people, circle, head, tie, rng)
        if kind != "fans":
            people = withdrawn(people, circle.account, tie, rng)
        if kind == "hobby":
            circle = _with_outsiders(circle, people, recipe, rng)
        parts.append(circle)
    return Honest(_raise(people, idols[:used], answerers), gather(parts), idols[:used], answerers)


def _stars(people: People, recipe: Recipe, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Idols, drawn from those with the most pull, and answerers, drawn from the middle."""
    authors = np.flatnonzero(people.poster)
    ranked = authors[np.argsort(-people.pull[authors], kind="stable")]
    idols = max(1, round(recipe.fans.share * len(people) / np.mean(recipe.fans.size)))
    answerers = max(1, round(recipe.answerers * len(people)))
    top = rng.permutation(ranked[: 3 * idols])[:idols]
    middle = ranked[len(ranked) // 10 : len(ranked) // 2]
    return top, rng.choice(middle, min(answerers, len(middle)), replace=False)


def _pool(people: People, free: np.ndarray, n: int, posters: float, rng: np.random.Generator) -> Ints:
    """`n` free accounts in random order, with the share of posters asked for."""
    order = rng.permutation(np.flatnonzero(free))
    posts = people.poster[order]
    chosen = np.concatenate([order[posts][: round(n * posters)], order[~posts][: round(n * (1 - posters))]])
    return rng.permutation(chosen)


def first_members(groups: Groups) -> Ints:
    """The first member of each group."""
    head = np.zeros(len(groups), dtype=np.int64)
    head[groups.group[::-1]] = groups.account[::-1]
    return head


def gather_around(people: People, groups: Groups, head: Ints, tie: Tie, rng: np.random.Generator) -> People:
    """Members mostly share their group's language and time zone, and its topic where it has one.

    `head` is one account a group, whom its members gather around.
    """
    topics, chinese = people.topics.copy(), people.chinese.copy()
    zone, posting = people.zone.copy(), people.posting.copy()
    account, lead = groups.account, head[groups.group]
    same = rng.random(len(account)) < 0.92
    chinese[account] = np.where(same, people.chinese[lead], chinese[account])
    zone[account] = np.where(same, people.zone[lead], zone[account])
    topic = groups.topic[groups.group]
    shared = topic >= 0
    topics[account[shared], tie.topic_place] = topic[shared]
    posting[account] = posting[account] ** (1 - tie.alike)
    posting[account] *= rng.uniform(tie.posting[0], tie.posting[1], len(account))
    peaks = people.peaks.copy()
    peaks[account] += _SAME_HOURS * (people.peaks[lead] - people.peaks[account])
    office = account[groups.kind[groups.group] == "colleagues"]
    peaks[office] = rng.normal((10.5, 15.5), 0.7, (len(office), 2))  # they meet in working hours
    return replace(people, topics=topics, chinese=chinese, zone=zone, posting=posting, peaks=peaks)


def withdrawn(people: People, account: Ints, tie: Tie, rng: np.random.Generator) -> People:
    """Members lead less of a life outside the group, some more than others."""
    activity, pull = people.activity.copy(), people.pull.copy()
    left = rng.uniform(tie.life, 1.0, len(account))
    activity[account] *= left
    pull[account] *= left
    return replace(people, activity=activity, pull=pull)


def _around_idols(fans: Groups, idols: Ints, people: People) -> Groups:
    """Fans give and only the idol receives; the club's topic is the idol's."""
    silent = replace(fans, receives=np.zeros(len(fans.account), dtype=np.bool_), topic=people.topics[idols, 0])
    return add_members(silent, np.arange(len(fans)), idols, belongs=False, gives=False)


def _with_outsiders(hobby: Groups, people: People, recipe: Recipe, rng: np.random.Generator) -> Groups:
    """A community also reads the same few popular authors outside."""
    low, high = recipe.hobby_outsiders
    each = rng.integers(int(low), int(high) + 1, len(hobby))
    group = np.repeat(np.arange(len(hobby)), each)
    author = np.zeros(len(group), dtype=np.int64)
    inside = np.isin(np.arange(len(people)), hobby.account)
    for topic in np.unique(hobby.topic):
        of_topic = np.flatnonzero(people.poster & ~inside & (people.topics == topic).any(axis=1))
        at = np.flatnonzero(hobby.topic[group] == topic)
        if len(of_topic) == 0:
            author[at] = -1
            continue
        author[at] = rng.choice(of_topic, len(at), p=_share(people.pull[of_topic]))
    pairs = np.unique(np.stack([group, author], axis=1)[author >= 0], axis=0)
    return add_members(hobby, pairs[:, 0], pairs[:, 1], belongs=False, gives=False)


def _share(weight: Floats) -> Floats:
    share: Floats = weight / weight.sum()
    return share


def _raise(people: People, idols: Ints, answerers: Ints) -> People:
    """Idols draw many likes and post often; answerers draw more than most."""
    pull, posting = people.pull.copy(), people.posting.copy()
    pull[idols] *= _IDOL_PULL
    pull[answerers] *= _ANSWERER_PULL
    mean = float(posting.mean())
    posting[idols] = np.maximum(posting[idols], mean) * _IDOL_POSTING
    posting[answerers] = np.maximum(posting[answerers], mean) * 2.0
    return replace(people, pull=pull, posting=posting)
