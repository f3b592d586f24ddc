"""From what happened to the log: likes, comments and answers, saves, reposts, views and follows, in order."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from likewise.world.life import Life
from likewise.world.ragged import Part
from likewise.world.record import NO_POST, Entries, Record, in_order
from likewise.world.stage import Stage
from likewise.world.talking import answers_to
from likewise.world.ties import Likes
from likewise.world.watching import draw_views
from likewise.world.words import PostWords, answer_texts, comment_texts

_SAVED_AFTER_S, _REPOSTED_AFTER_S, _SAID_AFTER_S = 8.0, 15.0, 25.0  # mean seconds after the like


def write_log(stage: Stage, life: Life, worded: PostWords) -> Record:
    """The log of the period."""
    setting, rng = stage.setting, stage.setting.stream(Part.KEEPING)
    parts = [
        _entries("like", stage, life.likes, 0.0, rng),
        _entries("save", stage, life.likes.where(life.depth.saved), _SAVED_AFTER_S, rng),
        _entries("repost", stage, life.likes.where(life.depth.reposted), _REPOSTED_AFTER_S, rng),
    ]
    if setting.comments:
        parts.extend(_comments(stage, life.likes.where(life.said), worded))
    if setting.views:
        parts.append(_views(stage, life))
    if setting.follows:
        follows = life.follows
        nowhere = np.full(len(follows.actor), NO_POST)
        parts.append(Entries("follow", follows.actor, follows.author, nowhere, follows.time, nowhere))
    return in_order(parts, setting.days, setting.stream(Part.ORDER))


def _entries(
    kind: str,
    stage: Stage,
    likes: Likes,
    later_s: float,
    rng: np.random.Generator,
    texts: pa.Array | None = None,
) -> Entries:
    """Events that come with these likes, a little later."""
    time = likes.time + (rng.exponential(later_s, len(likes)) if later_s else 0.0)
    author = stage.posts.author[likes.post]
    return Entries(kind, likes.actor, author, likes.post, time, likes.group, texts=texts)


def _comments(stage: Stage, likes: Likes, worded: PostWords) -> list[Entries]:
    """Comments, and the answers of those who answer every one."""
    rng = stage.setting.stream(Part.COMMENT_TEXT)
    texts = comment_texts(likes, stage.posts, worded, stage.people, stage.groups, stage.setting.recipe, rng)
    said = _entries("comment", stage, likes, _SAID_AFTER_S, rng, texts)
    answers = answers_to(likes, stage.posts, stage.honest.answerers, len(stage.people), rng)
    texts = answer_texts(answers.post, stage.posts, worded, rng)
    return [said, _entries("comment", stage, answers, _SAID_AFTER_S, rng, texts)]


def _views(stage: Stage, life: Life) -> Entries:
    views = draw_views(life.likes, life.depth, life.looks, stage.posts, stage.setting.stream(Part.VIEWS))
    author = stage.posts.author[views.post]
    group = np.full(len(author), -1)
    return Entries("view", views.actor, author, views.post, views.time, group, views.dwell_s, views.completion)
