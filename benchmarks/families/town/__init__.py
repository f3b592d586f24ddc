"""A town: households, schools, workplaces and clubs, whose circles overlap; a feed by closeness and recency.

Who lives, learns, works and plays together knows each other more or less, and through several of these the better.
People look at their feed at hours that school, work and home leave them; it shows what close people posted lately,
some of what these liked, and what the town likes. Weekends and festivals change how much is posted.

Groups that trade are formed of acquaintances (one brings another), of strangers who answer a notice, or of a club
that takes it up: `chat` (links in a chat), `evening` (a list worked down once a day), `ladder` (like those before
you), `turn` (each member has a day of the week), `bank` (credit), `soft` (careful). Honest circles are those with a
chat of their own: `family`, `class` (some begin in mid-log, all at once), `workplace`, `club`; besides `shop` (local
accounts whom many follow), `newcomer` (comes to know many in a week), and `festival` (who posts on the day).
"""

from pathlib import Path

import numpy as np

from benchmarks.families import draft
from benchmarks.families.town.circles import live
from benchmarks.families.town.feed import read
from benchmarks.families.town.groups import plant
from benchmarks.families.town.people import settle
from benchmarks.families.town.rhythm import draw_posts, draw_sessions
from benchmarks.families.town.season import celebrate, set_season
from benchmarks.families.town.ties import acquaint
from benchmarks.families.town.words import SPEECH
from benchmarks.families.town.world import Town

CAREFUL = frozenset({"soft"})
EXCHANGES = frozenset({"bank"})


def write(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """Write a town and its truth."""
    town = Town(accounts, seed)
    settle(town)
    acquaint(town)
    set_season(town)
    plays = [*live(town), *plant(town)]
    draw_sessions(town)
    draw_posts(town)
    for play in plays:
        play(town)
    celebrate(town)
    read(town)
    random = np.random.default_rng([seed, 31])
    made = draft.Draft(
        seed=seed,
        accounts=accounts,
        days=town.days,
        author=town.author,
        published=town.published,
        topic=town.post_topic,
        quality=town.quality,
        talks=town.talks,
        generic=town.generic,
        speech=SPEECH,
        circles=town.circles,
        done=town.done,
        looks=town.looks,
        follows=town.follows,
        phrases=town.phrases,
        unopened=town.unopened,
        visible=town.visible,
        start=str(np.datetime64("2025-03-03") + int(random.integers(0, 500))),
        counts_followers=bool(random.random() < 0.5),
    )
    draft.write(made, folder, views=views, comments_only=comments_only)
