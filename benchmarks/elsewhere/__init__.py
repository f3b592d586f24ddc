"""Worlds written by another hand than the project's own generator, to judge detection on.

It follows the judge's specification (kinds, sizes and rates of honest circles and planted groups) and nothing of
`likewise`: it imports none of it and was written without reading it. Where the specification is silent, each module
says what it draws. Follows stand among the events (kind follow, most of them older than the first post), and alone
in follows.parquet. Traded are the likes given because of a group, and the comments that came with them; follows
among members and looks aren't listed as traded.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.elsewhere import files, honest
from benchmarks.elsewhere.circles import Acts, Circles, together
from benchmarks.elsewhere.follows import all_follows, organic
from benchmarks.elsewhere.people import DAY, Floats, Ints, People, Posts, Visits, draw_people, draw_posts, draw_visits
from benchmarks.elsewhere.planted import FEWEST_POSTS, KINDS, plant, traded_likes
from benchmarks.elsewhere.traces import comments as comments_on
from benchmarks.elsewhere.traces import looks

MOST_IN_CIRCLES = 0.6
"""Share of the asked likes that circles and groups give at most; past it everyone publishes less."""


def write(
    folder: Path,
    accounts: int = 30_000,
    likes: int = 1_200_000,
    days: int = 60,
    grouped: float = 0.08,
    seed: int = 0,
    views: bool = False,
    comments: bool = True,
    follows: bool = True,
    kinds: Sequence[str] | None = None,
    missing: float = 0.0,
) -> None:
    """Write events, posts, accounts, follows and the truth about them into `folder`.

    `grouped` is the share of accounts in planted groups of `kinds` (all of KINDS when None); `missing` the share of
    likes lost at random. The same arguments write the same world; views, comments, follows and missing change
    nothing else in it. Raises ValueError for an unknown kind.
    """
    asked = tuple(KINDS if kinds is None else kinds)
    if unknown := set(asked) - set(KINDS):
        raise ValueError(f"kinds {sorted(unknown)} are unknown; there are {', '.join(KINDS)}")
    rng = np.random.default_rng([seed, 20_240])
    people = draw_people(rng, accounts, likes)
    planted = plant(rng, people, grouped, asked, days) if grouped > 0 else []
    circles = _honest_circles(rng, people, planted)
    visits = draw_visits(rng, people, days)
    known = organic(rng, people)
    posting = _posting(rng, people, circles)
    posts = draw_posts(rng, people, posting, days)
    own = _likes_in_circles(rng, people, posts, visits, circles, days)
    if (excess := len(own.actor) / (MOST_IN_CIRCLES * likes)) > 1:
        posts = draw_posts(rng, people, posting / excess, days)
        own = _likes_in_circles(rng, people, posts, visits, circles, days)
    given = _with_ordinary(rng, people, posts, visits, own, known, likes, days)
    followed = all_follows(rng, people, known, circles, days)
    names = files.name(rng, accounts, len(posts.author))
    folder.mkdir(parents=True, exist_ok=True)
    files.write_posts(rng, folder / "posts.parquet", names, people, posts)
    files.write_accounts(rng, folder / "accounts.parquet", names, people, followed)
    if follows:
        files.write_follows(folder / "follows.parquet", names, followed)
    last = sum(one.count for one in planted)
    said = comments_on(np.random.default_rng([seed, 1]), people, posts, circles, given) if comments else None
    seen = None
    if views:
        rng = np.random.default_rng([seed, 2])
        idle = honest.ordinary_acts(rng, people, posts, visits, known, int(likes * rng.uniform(1.2, 2.2)))
        seen = looks(rng, people, posts, circles, given, idle.where(idle.time < days * DAY))
    kept = given.where(np.random.default_rng([seed, 3]).random(len(given.actor)) >= missing)
    traded = [("like", _in_groups(kept, last))]
    if said is not None:
        traded.append(("comment", _in_groups(said[0], last)))
    files.write_truth(folder / "truth", names, people, circles, traded)
    files.write_events(folder / "events.parquet", names, posts, kept, said, seen, followed if follows else None)


def _in_groups(acts: Acts, last: int) -> Acts:
    return acts.where((acts.circle >= 1) & (acts.circle <= last))


def _honest_circles(rng: np.random.Generator, people: People, planted: list[Circles]) -> list[Circles]:
    """The planted circles, then those of honest life, numbered through."""
    circles = list(planted)
    taken = np.zeros(people.count, bool)
    for one in planted:
        taken[one.member] = True
    for form in (honest.friends, honest.hobbies):
        circles.append(form(rng, people, _next(circles)))
    circles.append(honest.clubs(rng, people, _next(circles), taken))
    return circles


def _next(circles: list[Circles]) -> int:
    return 1 + sum(one.count for one in circles)


def _posting(rng: np.random.Generator, people: People, circles: list[Circles]) -> Floats:
    """Expected posts an account: traders have something to trade, idols feed their clubs."""
    posting = people.posting.copy()
    for one in circles:
        if one.planted:
            posting[one.member] = np.maximum(posting[one.member], rng.uniform(*FEWEST_POSTS, len(one.member)))
        elif one.kind == "fans":
            posting[one.head] = np.maximum(posting[one.head], rng.uniform(15, 60, one.count))
    return posting


def _likes_in_circles(
    rng: np.random.Generator, people: People, posts: Posts, visits: Visits, circles: list[Circles], days: int
) -> Acts:
    honest_of = {"friends": honest.friendly_likes, "hobby": honest.hobby_likes, "fans": honest.fan_likes}
    parts = [
        traded_likes(rng, people, one, posts, visits) if one.planted else honest_of[one.kind](rng, people, one, posts)
        for one in circles
    ]
    return _first_of_each(together(parts), len(posts.author), days)


def _with_ordinary(
    rng: np.random.Generator,
    people: People,
    posts: Posts,
    visits: Visits,
    own: Acts,
    known: tuple[Ints, Ints],
    likes: int,
    days: int,
) -> Acts:
    """The likes of circles and ordinary ones, one an account and post (the earliest), about as many as asked."""
    wanted = max(0, likes - len(own.actor))
    ordinary = honest.ordinary_acts(rng, people, posts, visits, known, int(wanted * 1.5))
    everything = _first_of_each(together([own, ordinary]), len(posts.author), days)
    free = rng.permutation(np.flatnonzero(everything.circle == 0))
    keep = np.ones(len(everything.actor), bool)
    keep[free[: max(0, len(everything.actor) - likes)]] = False
    return everything.where(keep)


def _first_of_each(acts: Acts, posts: int, days: int) -> Acts:
    acts = acts.where(acts.time < days * DAY)
    acts = acts.where(np.argsort(acts.time))
    return acts.where(np.unique(acts.actor * posts + acts.post, return_index=True)[1])
