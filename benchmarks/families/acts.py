"""Acts of people on posts, and the circles in which they were done, as flat arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.families.numbers import Flags, Floats, Ints


@dataclass(frozen=True)
class Habit:
    """How acts of a circle look: shares unseen, watched shortly, commented on, and of comments that fit any post."""

    unseen: float
    short: float
    comments: float
    generic: float


@dataclass(frozen=True)
class Circle:
    """People who do something together. `trades` is yes, no or neither (see truth); `number` starts at 1."""

    number: int
    kind: str
    trades: str
    members: Ints
    habit: Habit


@dataclass(frozen=True)
class Acts:
    """Likes (comments, where only these can be seen). `circle` is the number of the circle, 0 for none."""

    actor: Ints
    post: Ints
    time: Floats
    circle: Ints

    def __len__(self) -> int:
        return len(self.actor)

    def where(self, keep: Flags | Ints) -> "Acts":
        """Those that `keep` names."""
        return Acts(self.actor[keep], self.post[keep], self.time[keep], self.circle[keep])


def acts(actor: Ints, post: Ints, time: Floats, circle: int = 0) -> Acts:
    """Acts of one circle."""
    return Acts(np.asarray(actor), np.asarray(post), np.asarray(time, float), np.full(len(actor), circle))


def together(parts: Sequence[Acts]) -> Acts:
    """Several as one."""
    none = Acts(np.zeros(0, int), np.zeros(0, int), np.zeros(0), np.zeros(0, int))
    kept = [*parts, none]
    return Acts(
        np.concatenate([one.actor for one in kept]),
        np.concatenate([one.post for one in kept]),
        np.concatenate([one.time for one in kept]),
        np.concatenate([one.circle for one in kept]),
    )


def first_of_each(done: Acts, author: Ints, published: Floats, end: float) -> Acts:
    """The first act of each account on each post of others, after it was published and before the end."""
    ok = (done.actor != author[done.post]) & (done.time > published[done.post]) & (done.time < end)
    done = done.where(ok)
    key = done.actor.astype(np.int64) * len(author) + done.post
    order = np.lexsort((done.time, key))
    sorted_key = key[order]
    return done.where(order[np.r_[True, sorted_key[1:] != sorted_key[:-1]][: len(order)]])


def ragged(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """start[i], start[i] + 1, … count[i] of them, one row after the other; and the row each belongs to."""
    row = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return np.arange(int(count.sum())) + np.repeat(start - before, count), row


@dataclass(frozen=True)
class Meetings:
    """Members before posts of other members: places of the reader and of the writer among the members, the post."""

    reader: Ints
    writer: Ints
    post: Ints

    def where(self, keep: Flags | Ints) -> "Meetings":
        """Those that `keep` names."""
        return Meetings(self.reader[keep], self.writer[keep], self.post[keep])


def meet(members: Ints, in_order: Ints, first: Ints) -> Meetings:
    """Every member before every post of every other; `in_order` are posts by author, `first` where each begins."""
    place, writer = ragged(first[members], first[members + 1] - first[members])
    post = in_order[place]
    reader = np.tile(np.arange(len(members)), len(post))
    writer, post = np.repeat(writer, len(members)), np.repeat(post, len(members))
    other = reader != writer
    return Meetings(reader[other], writer[other], post[other])


def in_run(key: Ints) -> Ints:
    """Position of each row within the run of equal keys; `key` is sorted."""
    if not len(key):
        return np.zeros(0, int)
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    return np.asarray(np.arange(len(key)) - np.repeat(first, np.diff(np.r_[first, len(key)])))
