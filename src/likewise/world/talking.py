"""Which likes come with a comment, and the creator who answers every comment and likes back."""

from __future__ import annotations

import numpy as np

from likewise.world.clock import SPAN
from likewise.world.groups import Groups
from likewise.world.people import People
from likewise.world.posting import Posts
from likewise.world.ragged import Bools, Floats, Ints
from likewise.world.recipe import Recipe
from likewise.world.ties import Likes

LIKES_BACK = 0.9  # share of comments after which an answerer likes the commenter's newest post
ANSWER_DELAY_S = 2.5 * 3600.0  # median
ANSWER_SPREAD = 1.1


def of_group(values: Floats, own: Floats, likes: Likes) -> Floats:
    """The group's value for likes given in a group that has one, the account's own for all others."""
    at_group = np.append(values, np.nan)[likes.group]  # group -1 reads the nan at the end
    return np.where(np.isnan(at_group), own[likes.actor], at_group)


def commented(
    likes: Likes,
    people: People,
    groups: Groups,
    posts: Posts,
    answerers: Ints,
    recipe: Recipe,
    rng: np.random.Generator,
) -> Bools:
    """True for the likes that come with a comment."""
    chance = of_group(groups.comment, people.comment, likes)
    answered = _to_answerers(likes, posts, answerers, len(people))
    chance = np.where(answered, np.maximum(chance, recipe.answerer_comment), chance)
    return rng.random(len(likes)) < chance


def _to_answerers(likes: Likes, posts: Posts, answerers: Ints, accounts: int) -> Bools:
    answered = np.zeros(accounts, dtype=np.bool_)
    answered[answerers] = True
    mask: Bools = answered[posts.author[likes.post]]
    return mask


def _later(n: int, rng: np.random.Generator) -> Floats:
    return ANSWER_DELAY_S * rng.lognormal(0, ANSWER_SPREAD, n)


def likes_back(
    likes: Likes, said: Bools, posts: Posts, answerers: Ints, accounts: int, rng: np.random.Generator
) -> Likes:
    """Answerers like the newest post of whoever commented on theirs."""
    at = np.flatnonzero(said & _to_answerers(likes, posts, answerers, accounts))
    at = at[rng.random(len(at)) < LIKES_BACK]
    time = likes.time[at] + _later(len(at), rng)
    commenter, answerer = likes.actor[at], posts.author[likes.post[at]]
    second = np.floor(np.minimum(time, SPAN - 2.0)).astype(np.int64)
    post = np.searchsorted(posts.keys(), commenter * SPAN + second, side="right") - 1
    exists = (post >= posts.begin[commenter]) & (commenter != answerer)
    return Likes(answerer, post, time, np.full(len(at), -1)).where(exists)


def answers_to(commented_likes: Likes, posts: Posts, answerers: Ints, accounts: int, rng: np.random.Generator) -> Likes:
    """An answer by the author under the own post, for each comment an answerer got."""
    at = np.flatnonzero(_to_answerers(commented_likes, posts, answerers, accounts))
    post = commented_likes.post[at]
    time = commented_likes.time[at] + _later(len(at), rng)
    return Likes(posts.author[post], post, time, np.full(len(at), -1))
