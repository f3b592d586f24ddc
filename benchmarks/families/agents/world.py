"""The state of a world while it is lived: accounts and posts are places in the arrays, times are seconds."""

from dataclasses import dataclass, field

import numpy as np

from benchmarks.families.numbers import DAY, Flags, Floats, Ints, Objects

TOPICS = 24
TICK = 7200.0
FOR_EVER = 9e9
AFTERLIFE = 9
"""Days past the end, for who never quits."""


@dataclass
class Habits:
    """What a circle's scripted likes look like: shares unseen, watched shortly, commented in templates, commented."""

    unseen: float
    short: float
    templates: float
    comments: float


@dataclass
class Traders:
    """A group that trades. `on` says who takes part on which day; arrays have a row a member.

    `links` are the posts brought to it, in order of `told`, by the members (or customers) at `by`.
    """

    kind: str
    number: int
    members: Ints
    born: float = -1
    dies: float = FOR_EVER
    on: Flags = field(default_factory=lambda: np.zeros((0, 0), bool))
    compliance: Floats = field(default_factory=lambda: np.zeros(0))
    brings: float = 1.0
    lag: tuple[float, float] = (40.0, 3000.0)
    gap: Floats = field(default_factory=lambda: np.zeros(0))
    spread: float = 0.0
    window: float = 0.0
    late: float = 0.0
    push: Floats = field(default_factory=lambda: np.zeros(0))
    attend: Floats = field(default_factory=lambda: np.zeros(0))
    hour: Floats = field(default_factory=lambda: np.zeros(0))
    last: Floats = field(default_factory=lambda: np.zeros(0))
    bringers: Ints = field(default_factory=lambda: np.zeros(0, int))
    bringers_on: Flags = field(default_factory=lambda: np.zeros((0, 0), bool))
    own: bool = True
    earn: Floats = field(default_factory=lambda: np.zeros(0))
    spend: Floats = field(default_factory=lambda: np.zeros(0))
    width: float = 0.0
    wait: float = 0.0
    order: Floats = field(default_factory=lambda: np.zeros(0))
    share: float = 1.0
    depth: int = 0
    links: Ints = field(default_factory=lambda: np.zeros(0, int))
    told: Floats = field(default_factory=lambda: np.zeros(0))
    by: Ints = field(default_factory=lambda: np.zeros(0, int))
    need: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass
class Evening:
    """One evening under one hashtag: who takes part, the day, the circle's number."""

    members: Ints
    day: int
    number: int


class World:
    """Everything that is drawn. Each stage (people, graph, honest, groups, …) fills in its own arrays."""

    # people
    interests: Ints
    interest_sums: Floats
    into: Flags
    popularity: Floats
    skill: Floats
    home: Ints
    chinese: Flags
    active: Floats
    hours: Floats
    slots: Floats
    off: Floats
    liking: Floats
    talk: Floats
    taste: Floats
    appetite: Floats
    generic: Floats
    follows_back: Floats
    visits: Floats
    answers: Floats
    rate: Floats
    join: Ints
    quit: Ints
    shows: Floats
    # the graph
    neighbours: tuple[Ints, Ints]
    edge_keys: Ints
    edge_from: Ints
    edge_to: Ints
    edge_affinity: Floats
    edge_since: Floats
    base_edges: tuple[Ints, Ints, Floats]
    # sessions and posts
    session_of: Ints
    session_at: Floats
    session_key: Floats
    first_session: Ints
    budget: Ints
    pace: Floats
    recommended: Ints
    session_tick: Ints
    author: Ints
    published: Floats
    topic: Ints
    quality: Floats
    by_author: Ints
    first_post: Ints
    post_key: Floats
    format: Ints
    duration: Floats
    # counts while the world is lived, a post
    liked: Floats
    shown: Floats
    opened: Floats
    completed: Floats

    def __init__(self, accounts: int, days: int, seed: int, comments_only: bool, views: bool) -> None:
        self.random = np.random.default_rng([2, seed])
        self.accounts, self.days, self.comments_only, self.views = accounts, days, comments_only, views
        self.end, self.beyond = days * DAY, (days + AFTERLIFE) * DAY
        self.kind, self.group = np.full(accounts, "", object), np.full(accounts, -1)
        self.free = np.ones(accounts, bool)
        self.ties: list[tuple[Ints, Ints, Objects]] = []
        self.prompts: list[tuple[Ints, Ints, Floats, Floats, Ints]] = []
        self.groups: list[Traders] = []
        self.extra_posts: list[tuple[Ints, Floats]] = []
        self.evenings: list[Evening] = []
        self.acts: list[tuple[Objects, ...]] = []
        self.comments: list[tuple[Objects, ...]] = []
        self.views_seen: list[tuple[Objects, ...]] = []
        self.small_acts: list[tuple[Objects, ...]] = []
        self.new_follows: list[tuple[Objects, ...]] = []
        # The habits of number 0 are those of nobody's circle.
        self.habits = [Habits(0, 0, 0.2, 0.1)]
        manner = np.random.default_rng([3, seed])
        self.unopened = manner.uniform(0.05, 0.3)
        """Share of honest likes given without opening the post."""
        self.warmth = manner.uniform(0.8, 1.9)
        """How readily people look back."""
        self.visible = manner.uniform(0.3, 0.9) * (manner.random() > 0.25)
        """Share of follows that the log holds."""

    def tie(self, a: Ints, b: Ints, affinity: Floats | float) -> None:
        """Let `a` follow `b`."""
        wide = np.broadcast_to(affinity, len(a)).astype(np.float32)
        self.ties.append((np.asarray(a, int), np.asarray(b, int), wide))

    def mesh(self, members: Ints, share: float, affinity: float, spread: float = 0.6) -> None:
        """Let this share of ordered pairs follow each other."""
        a, b = np.repeat(members, len(members)), np.tile(members, len(members))
        ok = (a != b) & (self.random.random(len(a)) < share)
        self.tie(a[ok], b[ok], self.random.normal(affinity, spread, ok.sum()))

    def take(self, size: float, fits: Flags | bool = True) -> Ints:
        """Up to `size` accounts that nobody took yet."""
        found = np.flatnonzero(self.free & fits)
        chosen = self.random.choice(found, min(int(size), len(found)), replace=False)
        self.free[chosen] = False
        return np.asarray(chosen)

    def name(self, members: Ints, kind: str, habits: Habits | None = None) -> int:
        """Make the accounts a circle or group; returns its number. Who is in one already stays there."""
        members = members[self.kind[members] == ""]
        number = len(self.habits)
        self.kind[members], self.group[members] = kind, number
        self.habits.append(habits or Habits(0, 0, 0.2, 0.05))
        return number

    def stay(self, members: Ints) -> None:
        """Let them be there from the first day to the last."""
        self.join[members], self.quit[members] = 0, self.days + AFTERLIFE

    def draw_topic(self, account: Ints) -> Ints:
        """A topic of each account's interests."""
        draws = self.random.random(len(account))[:, None]
        return np.asarray(self.interests[account, (draws > self.interest_sums[account]).sum(1).clip(0, 3)])

    def next_session(self, account: Ints, time: Floats) -> tuple[Floats, Ints]:
        """Time and place of an account's next session after `time`; infinite where there is none."""
        place = np.searchsorted(self.session_key, account * self.beyond + time, "right")
        place = np.minimum(place, len(self.session_key) - 1)
        own = (self.session_of[place] == account) & (self.session_at[place] > time)
        return np.where(own, self.session_at[place], np.inf), place
