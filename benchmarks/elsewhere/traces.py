"""What likes leave behind besides themselves: comments, looks before them, and looks without them.

Chosen where the specification is silent: an ordinary account comments on some 2 to 6 % of its likes; a comment
comes 5 to 90 s after its like; an unwatched like has no look at all in 60 % of cases, else one of about a second;
looks without a like are 1.2 to 2.2 times the likes, a third to a half of them swiped away.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.elsewhere.circles import Acts, Circles
from benchmarks.elsewhere.people import Flags, Floats, Ints, People, Posts
from benchmarks.elsewhere.words import specific_codes, template_codes


@dataclass(frozen=True)
class Looks:
    """Views: how long (s) and how much of the post (0..1)."""

    actor: Ints
    post: Ints
    time: Floats
    dwell: Floats
    completion: Floats


def by_circle(circles: list[Circles], name: str, nobody: float = 0.0) -> Floats:
    """One trait of all circles by number, with `nobody` for 0."""
    return np.concatenate([[nobody], *(getattr(one, name) for one in circles)])


def comments(
    rng: np.random.Generator, people: People, posts: Posts, circles: list[Circles], likes: Acts
) -> tuple[Acts, Ints]:
    """Comments that came with likes, and the codes of their words."""
    alone = likes.circle == 0
    chance = np.where(alone, people.chatty[likes.actor], by_circle(circles, "chat")[likes.circle])
    said = likes.where(rng.random(len(chance)) < chance)
    alone = said.circle == 0
    hollow = np.where(alone, people.hollow_words[said.actor], by_circle(circles, "template")[said.circle])
    chinese = people.chinese[said.actor]
    codes = np.where(
        rng.random(len(hollow)) < hollow,
        template_codes(rng, np.where(alone, said.actor, said.circle), chinese),
        specific_codes(rng, posts.topic[said.post], chinese),
    )
    return Acts(said.actor, said.post, said.time + rng.uniform(5, 90, len(hollow)), said.circle), codes


def looks(
    rng: np.random.Generator, people: People, posts: Posts, circles: list[Circles], likes: Acts, idle: Acts
) -> Looks:
    """A look before each like that was watched, glances before some that weren't, and looks of the `idle`."""
    alone = likes.circle == 0
    share = np.where(alone, people.unwatched[likes.actor], by_circle(circles, "unwatched")[likes.circle])
    blind = rng.random(len(share)) < share
    seen = ~blind | (rng.random(len(share)) < 0.4)
    likes, blind = likes.where(seen), blind[seen]
    long = posts.duration[likes.post]
    completion = rng.beta(rng.uniform(1.5, 3), rng.uniform(0.8, 1.6), len(long))
    completion = np.where(
        blind, np.minimum(rng.uniform(0.3, 1.8, len(long)) / long, 0.045), np.maximum(0.08, completion)
    )
    dwell = completion * long
    before = dwell * rng.uniform(0.6, 1, len(long)) + rng.uniform(0.1, 2, len(long))
    time = np.maximum(likes.time - before, posts.time[likes.post] + 1)
    idle_dwell, idle_completion = _idle(rng, posts.duration[idle.post])
    return Looks(
        np.concatenate([likes.actor, idle.actor]),
        np.concatenate([likes.post, idle.post]),
        np.concatenate([time, idle.time]),
        np.concatenate([dwell, idle_dwell]),
        np.concatenate([completion, idle_completion]),
    )


def _idle(rng: np.random.Generator, long: Floats) -> tuple[Floats, Floats]:
    swiped: Flags = rng.random(len(long)) < rng.uniform(0.33, 0.5)
    part = np.where(swiped, rng.beta(1, 25, len(long)), rng.beta(1.2, 1.2, len(long)))
    return part * long, part
