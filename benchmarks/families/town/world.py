"""The state of a town while it is drawn, and what is drawn once per town."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.families.acts import Acts, Circle, Habit, Meetings, acts, meet
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints

PUPIL, WORKER, AT_HOME = range(3)
HOBBIES = 14
FESTIVAL_TOPIC = HOBBIES
DAILY_TOPIC = HOBBIES + 1


@dataclass(frozen=True)
class Layer:
    """Places where people meet: a household, a class, … `place` is that of each person, -1 for none.

    Who is at one place knows each other with chance `reach` / (size − 1), at most `most`; `warmth` is the mean of how
    close they are then.
    """

    kind: str
    place: Ints
    reach: float
    most: float
    warmth: float


class Town:
    """People are numbers; times are seconds since the first midnight."""

    life: Ints
    hobby: Ints
    sociable: Floats
    active: Floats
    rate: Floats
    liking: Floats
    taste: Floats
    talks: Floats
    generic: Floats
    shop: Flags
    arrives: Floats
    tie_from: Ints
    tie_to: Ints
    close: Floats
    tie_since: Floats
    session_of: Ints
    session_at: Floats
    first_session: Ints
    session_key: Floats
    author: Ints
    published: Floats
    post_topic: Ints
    quality: Floats
    in_order: Ints
    first: Ints

    def __init__(self, accounts: int, seed: int) -> None:
        random = np.random.default_rng([seed, 29])
        self.random, self.accounts = random, accounts
        self.days = int(random.integers(28, 71))
        self.visible = float(random.choice([0.0, 1.0, random.uniform(0.1, 0.95)], p=[0.2, 0.2, 0.6]))
        self.reach = random.uniform(5, 16)
        """How many people of a class, workplace or club one knows."""
        self.lively = random.uniform(0.1, 0.45)
        """Share of circles that have a chat of their own."""
        self.hurry = float(np.exp(random.uniform(np.log(0.4), np.log(2.5))))
        self.eagerness = random.uniform(-3.3, -1.9)
        """Log odds of liking what nothing speaks for."""
        self.memory_h = random.uniform(6, 30)
        """Hours after which a post has sunk by one step of closeness."""
        self.generic_mean = random.uniform(0.1, 0.55)
        self.unopened = random.uniform(0.03, 0.4)
        self.weekend = random.uniform(1, 2)
        self.festivals: list[tuple[int, float]] = []
        self.layers: list[Layer] = []
        self.circles: list[Circle] = []
        self.done: list[Acts] = []
        self.looks: list[Acts] = []
        self.follows: list[tuple[Ints, Ints, Floats]] = []
        self.extra_posts: list[tuple[Ints, Floats, Ints]] = []
        self.phrases: dict[int, Sequence[str]] = {}
        self.traders = np.zeros(accounts, bool)

    @property
    def end(self) -> float:
        """The last moment."""
        return self.days * DAY

    def circle(self, kind: str, trades: str, members: Ints, habit: Habit) -> int:
        """Add a circle; returns its number."""
        number = len(self.circles) + 1
        self.circles.append(Circle(number, kind, trades, np.asarray(members), habit))
        return number

    def meet(self, members: Ints) -> Meetings:
        """Every member before every post of every other."""
        return meet(members, self.in_order, self.first)

    def next_session(self, person: Ints, time: Floats) -> tuple[Floats, Ints]:
        """Time and place of a person's next session; infinite where there is none."""
        if not len(self.session_key):
            return np.full(len(person), np.inf), np.zeros(len(person), int)
        place = np.searchsorted(self.session_key, person * (self.end + DAY) + time, "right")
        place = np.minimum(place, len(self.session_key) - 1)
        own = (self.session_of[place] == person) & (self.session_at[place] > time)
        return np.where(own, self.session_at[place], np.inf), place

    def act(self, number: int, actor: Ints, post: Ints, time: Floats) -> None:
        """Likes of a circle."""
        known = np.isfinite(time)
        self.done.append(acts(actor[known], post[known], time[known], number))

    def hears(self, actor: Ints, post: Ints, at_once: Floats | float, median_h: float) -> Floats:
        """When each likes what they are told of: soon for this share, else when next online."""
        random, count = self.random, len(actor)
        soon = self.published[post] + random.lognormal(np.log(median_h * HOUR * self.hurry), 0.9, count)
        later = self.next_session(actor, soon)[0] + random.uniform(5, 600, count)
        return np.where(random.random(count) < at_once, soon, later)
