"""Texts of posts and comments, put together from pieces in columns, never one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from likewise.world import phrases, vocabulary
from likewise.world.groups import Groups
from likewise.world.people import People
from likewise.world.phrases import Pool
from likewise.world.posting import Posts
from likewise.world.ragged import Bools, Floats, Ints, lasting
from likewise.world.recipe import Recipe
from likewise.world.talking import of_group
from likewise.world.ties import Likes

_PHRASE, _TAIL = 21, 22  # salts: everyone has some phrases that come again and again
_OWN_PHRASES = 3  # of each account
_HABIT = 0.6  # share of template comments in one of the account's own phrases
_COMMON_FIRST = 1.6  # exponent that makes the first phrases of a pool the common ones
_EMOJI_ONLY = 0.12  # share of template comments
_EXCHANGED = 0.55  # share of template comments in a trading group in its own jargon, the rest are everyday ones
_DOUBLED = 0.15  # share of template comments that say it twice
_KNOWN = 0.6  # share of other comments between people who know each other that are about themselves
_IN_DETAIL = 0.8  # share of these that name somebody and something
_FROM_POST = 0.7  # share of specific comments that take up a word of the post, the rest one of its topic
_ASKING, _TAGGED = 0.2, 0.35  # share of posts with a question, with hashtags


def _pick(pool: Pool, chinese: Bools, u: Floats) -> pa.Array:
    """One piece of a pool for each row, by language and a uniform number."""
    zh, en = len(pool.chinese), len(pool.english)
    index = np.where(chinese, (u * zh).astype(np.int64), zh + (u * en).astype(np.int64))
    return pa.array(pool.chinese + pool.english).take(pa.array(index))


def _choose(pool: tuple[str, ...], u: Floats) -> pa.Array:
    return pa.array(pool).take(pa.array((u * len(pool)).astype(np.int64)))


def _words(chinese: Bools, topic: Ints, which: Ints) -> pa.Array:
    """Word number `which` of each topic, in the language of each row."""
    index = topic * vocabulary.WORDS_EACH + which
    both = pa.array(vocabulary.CHINESE + vocabulary.ENGLISH)
    return both.take(pa.array(np.where(chinese, index, index + len(vocabulary.CHINESE))))


def _glue(*pieces: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*pieces, "")


def _if(mask: Bools, texts: pa.Array, otherwise: pa.Array | str) -> pa.Array:
    return pc.if_else(pa.array(mask), texts, otherwise)


@dataclass(frozen=True)
class PostWords:
    """What each post is worded from: its language and two words of its topic."""

    chinese: Bools
    first: Ints
    second: Ints


def draw_post_words(posts: Posts, people: People, recipe: Recipe, rng: np.random.Generator) -> PostWords:
    """Language and words of each post."""
    n = len(posts)
    other = rng.random(n) < recipe.mixed_language
    first = rng.integers(0, vocabulary.WORDS_EACH, n)
    second = (first + rng.integers(1, vocabulary.WORDS_EACH, n)) % vocabulary.WORDS_EACH
    return PostWords(people.chinese[posts.author] ^ other, first, second)


def post_texts(posts: Posts, worded: PostWords, rng: np.random.Generator) -> pa.Array:
    """The text of each post; some end in a question, some in hashtags."""
    n, zh = len(posts), worded.chinese
    first, second = _words(zh, posts.topic, worded.first), _words(zh, posts.topic, worded.second)
    question = _if(rng.random(n) < _ASKING, _pick(phrases.QUESTIONS, zh, rng.random(n)), "")
    tags = _if(rng.random(n) < _TAGGED, _glue(pa.array([" #"] * n), first, pa.array([" #"] * n), second), "")
    return _glue(
        _pick(phrases.OPENINGS, zh, rng.random(n)),
        first,
        _pick(phrases.MIDDLES, zh, rng.random(n)),
        second,
        _pick(phrases.CLOSINGS, zh, rng.random(n)),
        question,
        tags,
    )


def comment_texts(
    likes: Likes,
    posts: Posts,
    worded: PostWords,
    people: People,
    groups: Groups,
    recipe: Recipe,
    rng: np.random.Generator,
    template: Bools | None = None,
) -> pa.Array:
    """A comment for each of these likes: a template, something personal, or something about the post.

    `template` says which are templates; where it is None, habit decides.
    """
    n = len(likes)
    other = rng.random(n) < recipe.mixed_language
    zh = people.chinese[likes.actor] ^ other
    fits_anything = rng.random(n) < of_group(groups.template, people.template, likes) if template is None else template
    kind = np.append(groups.kind, "")[likes.group]
    known = np.isin(kind, ("friends", "colleagues", "campus")) & (rng.random(n) < _KNOWN)
    traded = np.append(groups.planted, False)[likes.group]
    personal = _personal(zh, recipe, rng)
    specific = _specific(likes.post, posts, worded, zh, rng)
    return _if(fits_anything, _templates(likes.actor, zh, traded, rng), _if(known, personal, specific))


def _personal(zh: Bools, recipe: Recipe, rng: np.random.Generator) -> pa.Array:
    """Something between two who know each other: about people and things that nobody else's comment is about."""
    n = len(zh)
    detail = _glue(
        _pick(phrases.GIVEN, zh, rng.random(n)),
        pa.array([" "] * n),
        _words(zh, rng.integers(0, recipe.topics, n), rng.integers(0, vocabulary.WORDS_EACH, n)),
        pa.array([" "] * n),
    )
    return _glue(
        _pick(phrases.PERSONAL, zh, rng.random(n)),
        _if(rng.random(n) < _IN_DETAIL, detail, ""),
        _pick(phrases.PERSONAL_END, zh, rng.random(n)),
    )


def answer_texts(post: Ints, posts: Posts, worded: PostWords, rng: np.random.Generator) -> pa.Array:
    """What an author answers under the own post."""
    return _specific(post, posts, worded, worded.chinese[post], rng)


def _specific(post: Ints, posts: Posts, worded: PostWords, zh: Bools, rng: np.random.Generator) -> pa.Array:
    n = len(post)
    own = np.where(rng.random(n) < 0.5, worded.first[post], worded.second[post])
    which = np.where(rng.random(n) < _FROM_POST, own, rng.integers(0, vocabulary.WORDS_EACH, n))
    word = _words(zh, posts.topic[post], which)
    return _glue(_pick(phrases.ASKS, zh, rng.random(n)), word, _pick(phrases.TELLS, zh, rng.random(n)))


def _templates(actor: Ints, zh: Bools, traded: Bools, rng: np.random.Generator) -> pa.Array:
    """Phrases that fit under any post; each account comes back to a few of its own, with the same tail."""
    n = len(actor)
    habit = rng.random(n) < _HABIT
    own = actor * _OWN_PHRASES + (rng.random(n) ** 2 * _OWN_PHRASES).astype(np.int64)
    u = np.where(habit, lasting(own, _PHRASE), rng.random(n)) ** _COMMON_FIRST
    tail = np.where(habit, lasting(own, _TAIL), rng.random(n))
    jargon = traded & (rng.random(n) < _EXCHANGED)
    text = _if(jargon, _pick(phrases.EXCHANGED, zh, u), _pick(phrases.EVERYDAY, zh, u))
    twice = rng.random(n) < _DOUBLED
    between = _if(zh, pa.array([""] * n), " ")
    text = _if(twice, _glue(text, between, text), text)
    text = _glue(text, _choose(phrases.TAILS, tail))
    return _if(rng.random(n) < _EMOJI_ONLY, _choose(phrases.EMOJI, u), text)


def account_names(people: People, rng: np.random.Generator) -> pa.Array:
    """A display name each; several accounts may have the same."""
    n = len(people)
    number = pa.array(rng.integers(1, 9999, n)).cast(pa.string())
    return _glue(
        _pick(phrases.GIVEN, people.chinese, rng.random(n)),
        _pick(phrases.SURNAME, people.chinese, rng.random(n)),
        _if(rng.random(n) < 0.5, number, ""),
    )
