"""Sets of circles (friends, communities, clubs, planted groups): who is in them and who could meet whose post.

All circles of one kind stand in flat arrays, so that a thousand groups are drawn in a few numpy steps.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.elsewhere.people import Flags, Floats, Ints, People, Posts


@dataclass(frozen=True)
class Circles:
    """Circles of one kind. `member` is flat; circle c holds member[start[c] : start[c] + size[c]].

    Per circle: `chat` share of likes with a comment, `template` share of comments that fit any post, `unwatched`
    share of likes without a look, `follow` share of ordered pairs that follow. `first` numbers the circles of all
    kinds through, from 1. Members take part from `joined` to `left` (s). `head` is the idol, or -1.
    """

    kind: str
    planted: bool
    first: int
    member: Ints
    start: Ints
    size: Ints
    chat: Floats
    template: Floats
    unwatched: Floats
    follow: Floats
    joined: Floats
    left: Floats
    head: Ints

    @property
    def count(self) -> int:
        """Number of circles."""
        return len(self.size)

    @property
    def circle(self) -> Ints:
        """Which circle each flat member stands in."""
        return np.repeat(np.arange(self.count), self.size)


@dataclass(frozen=True)
class Acts:
    """Likes. `circle` is the number of the circle they were given in, 0 for none."""

    actor: Ints
    post: Ints
    time: Floats
    circle: Ints

    def where(self, keep: Flags | Ints) -> "Acts":
        """Those that `keep` names."""
        return Acts(self.actor[keep], self.post[keep], self.time[keep], self.circle[keep])


@dataclass(frozen=True)
class Meetings:
    """Who could like which post: flat member places of reader and writer, the post, the circle, and its pair."""

    reader: Ints
    writer: Ints
    post: Ints
    circle: Ints

    def where(self, keep: Flags) -> "Meetings":
        """Those that `keep` names."""
        return Meetings(self.reader[keep], self.writer[keep], self.post[keep], self.circle[keep])


def together(acts: list[Acts]) -> Acts:
    """Several tables of acts as one."""
    return Acts(
        np.concatenate([one.actor for one in acts]),
        np.concatenate([one.post for one in acts]),
        np.concatenate([one.time for one in acts]),
        np.concatenate([one.circle for one in acts]),
    )


def pick(rng: np.random.Generator, weight: Floats, count: int) -> Ints:
    """`count` different accounts, likelier by weight (none of weight 0), in random order."""
    count = min(count, int((weight > 0).sum()))
    with np.errstate(divide="ignore"):
        keys = np.where(weight > 0, rng.exponential(1, len(weight)) / weight, np.inf)
    return np.asarray(rng.permutation(np.argsort(keys)[:count]))


def sizes_between(rng: np.random.Generator, total: int, low: int, high: int) -> Ints:
    """Sizes drawn evenly from low to high that use up to `total` people; one of what there is in a small world."""
    if low <= total <= high:
        return np.array([total])
    drawn = rng.integers(low, high + 1, size=total // low + 1)
    sizes = drawn[: int(np.searchsorted(np.cumsum(drawn), total, side="right"))]
    rest = total - int(sizes.sum())
    return np.append(sizes, rest) if rest >= low else np.asarray(sizes)


def cut(people: People, chosen: Ints, sizes: Ints, shared: Flags) -> tuple[Ints, Ints]:
    """Seat the chosen in circles: one topic where `shared`, else one language. Returns members and sizes in order."""
    sizes = np.concatenate([sizes[shared], sizes[~shared]])
    border = int(sizes[: int(shared.sum())].sum())
    alike, mixed = chosen[:border], chosen[border : int(sizes.sum())]
    alike = alike[np.lexsort((people.chinese[alike], people.interests[alike, 0]))]
    mixed = mixed[np.argsort(people.chinese[mixed], kind="stable")]
    return np.concatenate([alike, mixed]), sizes


def ragged(start: Ints, count: Ints) -> Ints:
    """start[i], start[i] + 1, ... count[i] of them, one after the other."""
    before = np.cumsum(count) - count
    return np.asarray(np.arange(int(count.sum())) + np.repeat(start - before, count))


def meetings(circles: Circles, posts: Posts) -> Meetings:
    """Every post of every member, before every other member."""
    number = posts.count[circles.member]
    writer = np.repeat(np.arange(len(circles.member)), number)
    post = ragged(posts.start[circles.member], number)
    circle = circles.circle[writer]
    size = circles.size[circle]
    reader = ragged(circles.start[circle], size)
    writer, post, circle = np.repeat(writer, size), np.repeat(post, size), np.repeat(circle, size)
    met = Meetings(reader, writer, post, circle).where(reader != writer)
    time = posts.time[met.post]
    here = (time >= np.maximum(circles.joined[met.reader], circles.joined[met.writer])) & (
        time < np.minimum(circles.left[met.reader], circles.left[met.writer])
    )
    return met if here.all() else met.where(here)


def pair_draws(rng: np.random.Generator, circles: Circles, met: Meetings, ordered: Flags) -> Floats:
    """A number in 0..1 a meeting, the same whenever the same two meet (either way round where not ordered)."""
    squares = circles.size**2
    a = met.reader - circles.start[met.circle]
    b = met.writer - circles.start[met.circle]
    turn = ordered[met.circle] | (a < b)
    one, two = np.where(turn, a, b), np.where(turn, b, a)
    draws = rng.random(int(squares.sum()))
    return np.asarray(draws[(np.cumsum(squares) - squares)[met.circle] + one * circles.size[met.circle] + two])
