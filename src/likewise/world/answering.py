"""Creators who answer every comment, on a platform: an answer under the own post, and a like back.

The same habit as in a world without a platform (`talking`); every chance here is a function of who and what, so that
a comment that two worlds share is answered alike in both.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from likewise.answers.simulate.acts import COMMENTED, LIKED
from likewise.world.clock import DAY, SPAN
from likewise.world.deeds import Deeds, gathered, once
from likewise.world.ragged import Bools, Floats, Ints, lasting
from likewise.world.stage import Stage
from likewise.world.talking import ANSWER_DELAY_S, ANSWER_SPREAD, LIKES_BACK

_ANSWERED, _LIKED_BACK, _WHETHER = 41, 42, 43  # salts


def answered(deeds: Deeds, stage: Stage, appeared: Bools) -> Deeds:
    """The acts, with the answers to comments under answerers' posts and the likes back for them.

    An answer is a comment under one's own post; a like back goes to the commenter's newest post, if it appeared.
    """
    posts = stage.posts
    answers = np.zeros(len(stage.people), dtype=np.bool_)
    answers[stage.honest.answerers] = True
    said = deeds.having(COMMENTED)
    said = said.where(answers[posts.author[said.post]] & (posts.author[said.post] != said.actor))
    key = said.actor * len(posts) + said.post
    answerer = posts.author[said.post]
    own = _acts(answerer, said.post, COMMENTED, said.time + _later(key, _ANSWERED), stage)
    liked_back = lasting(key, _WHETHER) < LIKES_BACK
    key, commenter, answerer = key[liked_back], said.actor[liked_back], answerer[liked_back]
    time = said.time[liked_back] + _later(key, _LIKED_BACK)
    second = np.floor(np.minimum(time, SPAN - 2.0)).astype(np.int64)
    post = np.searchsorted(posts.keys(), commenter * SPAN + second, side="right") - 1
    exists = (post >= posts.begin[commenter]) & appeared[np.maximum(post, 0)]
    back = _acts(answerer[exists], post[exists], LIKED, time[exists], stage)
    # An answerer gives as many answers under a post as there are comments: only likes are each once.
    both = once(gathered([deeds, back]), posts.author, np.zeros(0, dtype=np.int64), len(stage.people))
    return gathered([both.where(both.bits != 0), own])


def _later(key: Ints, salt: int) -> Floats:
    delay: Floats = ANSWER_DELAY_S * np.exp(ANSWER_SPREAD * ndtri(np.clip(lasting(key, salt), 1e-12, 1 - 1e-12)))
    return delay


def _acts(actor: Ints, post: Ints, bit: int, time: Floats, stage: Stage) -> Deeds:
    """Acts of one kind outside any group, as far as they fall into the period."""
    n, nothing = len(actor), np.full(len(actor), np.nan)
    period = stage.setting.days * DAY
    day_end = np.minimum((np.floor(time / DAY) + 1) * DAY, period)
    acts = Deeds(actor, post, np.full(n, bit, dtype=np.uint16), time, day_end, np.full(n, -1), nothing, nothing)
    return acts.where(time < period)
