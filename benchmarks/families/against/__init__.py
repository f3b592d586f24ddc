"""Drawn against any detector: groups that hide, and honest people who look guilty.

People keep a list of whom they read, more or less attentively, and look now and then at the latest of somebody on it,
or at a page of their topic. Planted, each within what a person could do: `prompt` (at once; the plain case), `slow`
(over days), `partial` (some pairs, some posts), `staggered` (each post gets its helpers one after the other, at
agreed distances), `lurking` (a large part of the members hardly gives, or hardly posts), `matched` (one topic, and
members who follow each other), `quota` (each post gets about as many likes, from whoever's turn it is), `careful` (as
friends do, in all that can be measured). Members also read on, some much more than before, and some are friends.

Honest: `friends` who are prompt, share no topic and don't all follow each other, `campus`, `event` (an evening or
some under one hashtag), `support` (people with one worry who answer each other), `challenge` (a theme a week, all
entries looked through), `staff` and `company`, `fans` and `idol`, `answerer` (likes back whoever came by), `generic`
(writes the same few words under everything).
"""

from pathlib import Path

import numpy as np

from benchmarks.families import draft
from benchmarks.families.against.answering import like_back
from benchmarks.families.against.honest import live
from benchmarks.families.against.people import draw_people, draw_posts
from benchmarks.families.against.planted import plant
from benchmarks.families.against.reading import read
from benchmarks.families.against.words import SPEECH
from benchmarks.families.against.world import World

CAREFUL = frozenset({"careful"})
EXCHANGES = frozenset({"quota"})


def write(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """Write a world and its truth."""
    world = World(accounts, seed)
    draw_people(world)
    circles = live(world)
    groups = plant(world)
    draw_posts(world)
    for play in [*circles, *groups]:
        play(world)
    read(world)
    like_back(world)
    made = draft.Draft(
        seed=seed,
        accounts=accounts,
        days=world.days,
        author=world.author,
        published=world.published,
        topic=world.post_topic,
        quality=world.quality,
        talks=world.talks,
        generic=world.generic,
        speech=SPEECH,
        circles=world.circles,
        done=world.done,
        looks=world.looks,
        follows=world.follows,
        phrases=world.phrases,
        unopened=world.unopened,
        visible=world.visible,
        start=str(np.datetime64("2025-02-03") + int(np.random.default_rng([seed, 9]).integers(0, 500))),
    )
    draft.write(made, folder, views=views, comments_only=comments_only)
