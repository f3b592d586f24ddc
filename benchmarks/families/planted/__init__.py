"""A fitted copy of a real log, in which groups are planted on real accounts.

The background is `college_msg` (private messages between students; an account's day is its post) or
`german_elections` (urls shared around an election; who shared first is the author), one or the other by seed. Neither
ships with this project: their folder is given by --data or the variable LIKEWISE_REAL_LOGS. Who acts when, on whom
and how often stays as it is, in as many copies of the log as the accounts asked for need; names are new.

Planted: `prompt`, `slow`, `partial`, `list` (like those before you), `credit`, `careful`. Members bring more posts
than before; so do as many others, whose posts get what such posts usually get.

Every real account counts as honest. For german_elections that isn't known: real coordination may be among them.
"""

from pathlib import Path

import numpy as np

from benchmarks.families import draft
from benchmarks.families.acts import Acts, Habit, acts
from benchmarks.families.numbers import DAY, Floats, Ints
from benchmarks.families.planted.background import Background, fitted
from benchmarks.families.planted.data import real_log
from benchmarks.families.planted.groups import plant
from benchmarks.families.planted.posting import bring_posts
from benchmarks.families.truth import HONEST

CAREFUL = frozenset({"careful"})
EXCHANGES = frozenset({"credit"})
FOLLOWED_LONG_AGO_DAYS = 90
STRONG = 3
"""Acts from which on a tie counts as one between people who follow each other, in worlds that know follows."""
LOGS = ("college_msg", "german_elections")


def write(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """Write a world and its truth. Raises FileNotFoundError where the real logs aren't given."""
    random = np.random.default_rng([seed, 37])
    log = real_log(LOGS[seed % len(LOGS)])
    background = fitted(log, accounts, random)
    made = draft.Draft(
        seed=seed,
        accounts=accounts,
        days=background.days,
        author=background.author,
        published=background.published,
        topic=np.zeros(len(background.author), int),
        quality=np.zeros(len(background.author)),
        talks=random.beta(2, random.uniform(5, 14), accounts),
        generic=np.full(accounts, 0.3),
        speech=None,
        unopened=random.uniform(0.03, 0.4),
        visible=float(random.choice([0.0, random.uniform(0.2, 0.95)])),
        start=str(np.datetime64(log.start) + int(random.integers(0, 300))),
    )
    made.circle(log.name, HONEST, np.arange(accounts), Habit(0, 0, 0, 0))
    groups = plant(made, background, random)
    bring_posts(made, background, groups, random)
    for group in groups:
        group.play(made, background, random)
    made.follows = [_follows(background, random), *(group.follows for group in groups)]
    made.looks = [_looks(background, random)]
    draft.write(made, folder, views=views, comments_only=comments_only)


def _follows(background: Background, random: np.random.Generator) -> tuple[Ints, Ints, Floats]:
    """Whoever acted on somebody often follows them, and did before the log begins."""
    key = background.actor * background.accounts + background.author[background.post]
    pair, count = np.unique(key, return_counts=True)
    pair = pair[count >= STRONG]
    since = -random.exponential(FOLLOWED_LONG_AGO_DAYS * DAY, len(pair))
    return pair // background.accounts, pair % background.accounts, since


def _looks(background: Background, random: np.random.Generator) -> Acts:
    """Looks that came to nothing: at some post of somebody one acts on, after as long as acts take."""
    count = len(background.actor)
    author = background.author[background.post]
    number = background.first[author + 1] - background.first[author]
    post = background.in_order[background.first[author] + (random.random(count) * number).astype(int)]
    other = random.integers(0, max(count, 1), count)
    waited = background.time[other] - background.published[background.post[other]]
    return acts(background.actor, post, background.published[post] + waited)
