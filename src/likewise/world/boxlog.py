"""The log of a world whose audience is the platform in a box: each act as the events that it holds."""

from __future__ import annotations

import numpy as np

from likewise.answers.simulate.acts import COMMENTED, FOLLOWED, LIKED, SAVED, SHARED, VIEWED
from likewise.world.deeds import FITS_ANYTHING, PLANNED, Deeds
from likewise.world.following import Follows
from likewise.world.posting import FORMATS
from likewise.world.ragged import Floats, Part
from likewise.world.record import NO_POST, Entries, Record, in_order
from likewise.world.stage import Stage
from likewise.world.ties import Likes
from likewise.world.words import PostWords, answer_texts, comment_texts

_AFTER_S = {LIKED: 0.0, SAVED: 8.0, SHARED: 15.0, COMMENTED: 25.0}  # mean seconds after the like
_LEAST_DWELL_S = 0.3


def write_deeds(stage: Stage, deeds: Deeds, follows: Follows, worded: PostWords) -> Record:
    """The log of the period. What came with an act is noted within the span of the act."""
    setting, rng = stage.setting, stage.setting.stream(Part.KEEPING)
    parts = [_entries(kind, stage, deeds.having(bit), bit, rng) for kind, bit in _KINDS]
    if setting.comments:
        parts.extend(_comments(stage, deeds.having(COMMENTED), worded, rng))
    if setting.views:
        parts.append(_views(stage, deeds.having(VIEWED)))
    if setting.follows:
        parts.append(_follows(stage, deeds.having(FOLLOWED), follows))
    return in_order(parts, setting.days, setting.stream(Part.ORDER))


_KINDS = (("like", LIKED), ("save", SAVED), ("repost", SHARED))


def all_follows(stage: Stage, deeds: Deeds, follows: Follows) -> Follows:
    """Follows from before, those of circles, and those that came about on the platform."""
    new = deeds.having(FOLLOWED)
    return Follows(
        np.concatenate([follows.actor, new.actor]),
        np.concatenate([follows.author, stage.posts.author[new.post]]),
        np.concatenate([follows.time, new.time]),
    )


def _later(deeds: Deeds, bit: int, rng: np.random.Generator) -> Floats:
    later: Floats = deeds.time + (rng.exponential(_AFTER_S[bit], len(deeds)) if _AFTER_S[bit] else 0.0)
    return np.minimum(later, np.maximum(deeds.end - 1e-3, deeds.time))


def _entries(kind: str, stage: Stage, deeds: Deeds, bit: int, rng: np.random.Generator) -> Entries:
    author = stage.posts.author[deeds.post]
    return Entries(kind, deeds.actor, author, deeds.post, _later(deeds, bit, rng), deeds.group)


def _comments(stage: Stage, said: Deeds, worded: PostWords, rng: np.random.Generator) -> list[Entries]:
    """Comments, and answers of authors under their own posts."""
    texting = stage.setting.stream(Part.COMMENT_TEXT)
    own = stage.posts.author[said.post] == said.actor
    found = []
    for part, answer in ((said.where(~own), False), (said.where(own), True)):
        entries = _entries("comment", stage, part, COMMENTED, rng)
        if answer:
            texts = answer_texts(part.post, stage.posts, worded, texting)
        else:
            likes = Likes(part.actor, part.post, part.time, part.group)
            habit = texting.random(len(part)) < stage.people.template[part.actor]
            # Planned comments have it noted whether they fit under any post.
            template = np.where(part.has(PLANNED), part.has(FITS_ANYTHING), habit)
            texts = comment_texts(
                likes, stage.posts, worded, stage.people, stage.groups, stage.setting.recipe, texting, template
            )
        found.append(
            Entries("comment", entries.actor, entries.author, entries.post, entries.time, entries.group, texts=texts)
        )
    return found


def _views(stage: Stage, seen: Deeds) -> Entries:
    """Views; a view starts before what came of it. Notes have no end, so they have no completion."""
    posts = stage.posts
    whole = np.asarray([one != "note" for one in FORMATS])[posts.format[seen.post]]
    dwell = np.maximum(seen.dwell_s, _LEAST_DWELL_S)
    acted = seen.has(LIKED | COMMENTED | SAVED | SHARED | FOLLOWED)
    time = np.where(acted, np.maximum(seen.time - dwell, posts.time[seen.post]), seen.time)
    completion = np.where(whole, seen.completion, np.nan)
    group = np.full(len(seen), -1)
    return Entries("view", seen.actor, posts.author[seen.post], seen.post, time, group, dwell, completion)


def _follows(stage: Stage, new: Deeds, follows: Follows) -> Entries:
    every = all_follows(stage, new, follows)
    nowhere = np.full(len(every.actor), NO_POST)
    return Entries("follow", every.actor, every.author, nowhere, every.time, nowhere)
