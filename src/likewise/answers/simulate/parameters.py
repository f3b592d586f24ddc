"""Every number the box rests on: its name, unit, default, and where it comes from.

Part of the platform in a box. A parameter is named `part.name`, as in `risk.completion_threshold`; scenarios,
the command line, sweeps and `docs/simulate.md` all speak of it by that name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from likewise.errors import InputError
from likewise.text import Sentence

Value = bool | float | int | str

ASSUMED = "assumed"
BRIEF = "the brief that this project answers"
KUAIRAND = "so that the mean is as on Kuaishou: KuaiRand-Pure, 2022, doi 10.1145/3511808.3557624"
PRACTITIONERS = "quoted by practitioners; not published by the platform"

HOURS_A_WAVE = 4
WAVES_A_DAY = 24 // HOURS_A_WAVE
"""The box moves in spans of four hours: the finest time at which a post can climb to its next pool."""


def _given(
    default: Value,
    unit: str,
    source: str,
    low: float | None = None,
    high: float | None = None,
    among: tuple[str, ...] = (),
) -> Any:
    """A parameter: default, unit, source, and what is allowed."""
    return field(default=default, metadata={"unit": unit, "source": source, "low": low, "high": high, "among": among})


@dataclass(frozen=True)
class Run:
    """How large a platform, and for how long."""

    accounts: int = _given(3000, "accounts", ASSUMED, 200, 5_000_000)
    days: int = _given(75, "days", ASSUMED, 7, 1000)
    warmup_days: int = _given(8, "days before day 0, not shown", ASSUMED, 0, 100)


@dataclass(frozen=True)
class Readers:
    """What people see, and what they do with it.

    Rates are those of a stranger who sees half of an average post of its second topic; with the default of all
    others the means over all views come to 15.4 % seen to the end, 1.86 % likes, 0.26 % comments, 0.93 % saves,
    0.10 % shares and 0.11 % follows.
    """

    views_per_day: float = _given(20.0, "views a day and reader (mean)", ASSUMED, 0.1, 500)
    activity_spread: float = _given(1.0, "sd of log views a day", ASSUMED, 0, 3)
    online: float = _given(0.35, "share of four-hour spans a reader is there", ASSUMED, 0.05, 1)
    following_share: float = _given(
        0.3, "share of views from followed accounts", "between 0.07 (TikTok, one creator) and 0.5 (X, 2023)", 0, 1
    )
    follows: float = _given(12.0, "accounts followed at the start (mean)", ASSUMED, 0, 40)
    finish_rate: float = _given(0.0785, "views seen to the end, of all", KUAIRAND, 0.0001, 0.99)
    like_rate: float = _given(0.0038, "likes a view", KUAIRAND, 0, 0.9)
    comment_rate: float = _given(0.0009, "comments a view", KUAIRAND, 0, 0.9)
    save_rate: float = _given(0.0034, "saves a view", "half as many as likes: assumed", 0, 0.9)
    share_rate: float = _given(0.00033, "shares a view", KUAIRAND, 0, 0.9)
    follow_rate: float = _given(0.0006, "follows a view by a non-follower", KUAIRAND, 0, 0.9)
    unfollow_rate: float = _given(0.01, "unfollows a view that a follower left at once", ASSUMED, 0, 0.9)
    buy_rate: float = _given(0.001, "purchases a view by a follower", ASSUMED, 0, 0.9)
    match_gain: float = _given(
        1.4,
        "log-odds, from a foreign to one's own topic",
        "KuaiRand: recommended views are liked 3.9 times as often as random ones",
        0,
        10,
    )
    quality_gain: float = _given(0.6, "log-odds a sd of quality", ASSUMED, 0, 10)
    watched_gain: float = _given(1.2, "log-odds of acting, from leaving at once to seeing the end", ASSUMED, 0, 10)
    follower_gain: float = _given(0.7, "log-odds of a follower over a stranger", ASSUMED, 0, 10)
    lean_spread: float = _given(0.7, "sd of log-odds between readers to like", ASSUMED, 0, 5)
    herding: float = _given(
        0.05,
        "log-odds of a like a doubling of visible likes",
        "60 likes come to 1.3 times the odds; Muchnik et al., Science 2013: 1.32 for the first vote, 1.25 in the end",
        -2,
        2,
    )
    distrust: float = _given(0.5, "log-odds lost where every visible comment is a template", ASSUMED, 0, 10)
    tiring: float = _given(0.1, "share of the way a day that activity moves with satisfaction", ASSUMED, 0, 1)


@dataclass(frozen=True)
class Creators:
    """Who posts, how often, how well, and what an hour of work is worth."""

    share: float = _given(0.1, "share of accounts that post", ASSUMED, 0.001, 1)
    posts_per_day: float = _given(0.3, "posts a day and creator (mean)", ASSUMED, 0.01, 20)
    posting_spread: float = _given(0.7, "sd of log posts a day", ASSUMED, 0, 3)
    pull_spread: float = _given(1.3, "sd of log pull at the start: who is followed", ASSUMED, 0, 3)
    post_spread: float = _given(0.7, "sd of a post's quality around its author's, in sd of quality", ASSUMED, 0, 5)
    length_spread: float = _given(
        0.8, "sd of log-odds of finishing between authors (length of what they make)", ASSUMED, 0, 3
    )
    hours_per_post: float = _given(2.0, "hours of work a post", ASSUMED, 0.01, 100)
    hour_gain: float = _given(0.5, "sd of quality a doubling of the hours", ASSUMED, 0, 5)
    topics: int = _given(12, "topics", ASSUMED, 1, 120)


@dataclass(frozen=True)
class Circles:
    """Honest people who like each other: friends, hobby communities, fan clubs."""

    friends: float = _given(0.06, "share of accounts", ASSUMED, 0, 0.5)
    friends_size: int = _given(10, "accounts a circle", ASSUMED, 3, 100)
    hobby: float = _given(0.05, "share of accounts", ASSUMED, 0, 0.5)
    hobby_size: int = _given(60, "accounts a community", ASSUMED, 5, 1000)
    fans: float = _given(0.05, "share of accounts", ASSUMED, 0, 0.5)
    fans_size: int = _given(100, "fans an idol", ASSUMED, 5, 10_000)
    like: float = _given(0.3, "likes a view within a circle", ASSUMED, 0, 1)
    creators: float = _given(0.5, "share of friends and hobbyists who post", ASSUMED, 0, 1)


@dataclass(frozen=True)
class Groups:
    """Mutual-like groups: who is in them, what a traded like is, what it costs."""

    active: bool = _given(True, "whether they trade", ASSUMED)
    share: float = _given(0.02, "share of accounts that ever join", ASSUMED, 0, 0.5)
    size: int = _given(60, "members a group", ASSUMED, 5, 2000)
    start_day: int = _given(20, "day of the first trade", ASSUMED, 0, 1000)
    join_spread: int = _given(6, "days over which members join", ASSUMED, 0, 1000)
    stop_day: int = _given(50, "day the group stops; 0 is never", ASSUMED, 0, 1000)
    ban_day: int = _given(0, "day the platform bans all members; 0 is never", ASSUMED, 0, 1000)
    compliance: float = _given(0.7, "likes a member owes that it gives", ASSUMED, 0, 1)
    prompt: float = _given(0.8, "share given within the first four hours", ASSUMED, 0, 1)
    glance: float = _given(0.6, "share of traded likes that open the post", ASSUMED, 0, 1)
    depth: float = _given(0.0, "share of traded likes with real watching, comments and saves", BRIEF, 0, 1)
    comment: float = _given(0.15, "template comments a traded like", ASSUMED, 0, 1)
    follow: float = _given(0.0, "chance that a mate follows, once", ASSUMED, 0, 1)
    loyalty: float = _given(0.0, "share of followers won in the group who act like others", BRIEF, 0, 1)
    unfollow_per_day: float = _given(0.03, "chance a day that a hollow follower leaves", ASSUMED, 0, 1)
    buyers: float = _given(0.0, "purchases of a hollow follower, of those of another", BRIEF, 0, 1)
    seconds_per_like: float = _given(20.0, "s a traded like costs its giver", ASSUMED, 0, 3600)
    from_content: float = _given(0.3, "share of the group's hours taken from making posts", ASSUMED, 0, 1)
    instead: bool = _given(False, "the hours go into posts, and nothing is traded", ASSUMED)
    leave: float = _given(0.02, "chance a day that a punished member leaves", ASSUMED, 0, 1)
    bought: float = _given(0.0, "likes bought for each post of a member", ASSUMED, 0, 100_000)
    select_quality: float = _given(
        0.0, "log-odds of joining a sd of quality (negative: those in trouble)", ASSUMED, -5, 5
    )
    select_activity: float = _given(0.5, "log-odds of joining a log unit of posts a day", ASSUMED, -5, 5)


@dataclass(frozen=True)
class Feed:
    """How posts are spread: pools, weights, and what the author's past counts."""

    like: float = _given(1.0, "weight a like", PRACTITIONERS + " (Xiaohongshu)", -1000, 1000)
    comment: float = _given(4.0, "weight a comment", PRACTITIONERS + " (Xiaohongshu)", -1000, 1000)
    save: float = _given(1.0, "weight a save", PRACTITIONERS + " (Xiaohongshu)", -1000, 1000)
    share: float = _given(4.0, "weight a share", PRACTITIONERS + " (Xiaohongshu)", -1000, 1000)
    follow: float = _given(8.0, "weight a follow", PRACTITIONERS + " (Xiaohongshu)", -1000, 1000)
    finish: float = _given(0.0, "weight a view seen to the end", ASSUMED, -1000, 1000)
    like_response: float = _given(1.0, "share of the like's weight that the ranking uses", ASSUMED, 0, 1)
    first_pool: int = _given(300, "views", PRACTITIONERS + " (200 to 500)", 10, 100_000)
    growth: float = _given(
        8.0,
        "times the pool before",
        PRACTITIONERS + " (Douyin: 200 to 500, 3 to 5 k, 10 to 20 k, 100 to 150 k)",
        1.1,
        100,
    )
    pools: int = _given(5, "pools", PRACTITIONERS, 1, 12)
    reach: float = _given(0.25, "most of a pool, as a share of all accounts", ASSUMED, 0.001, 1)
    pass_share: float = _given(0.15, "share of posts that go on to the next pool", ASSUMED, 0.001, 1)
    targeting: float = _given(0.75, "share of views given to readers of the topic", ASSUMED, 0, 1)
    life_days: float = _given(3.0, "days a post is spread", ASSUMED, 0.2, 60)
    followers_first: float = _given(0.3, "share of the first pool offered to followers", ASSUMED, 0, 1)
    author_memory: float = _given(0.5, "exponent of the author's past score on the first pool", ASSUMED, 0, 3)
    memory_days: float = _given(10.0, "days over which an author's past score fades", ASSUMED, 0.5, 365)
    prior_views: float = _given(60.0, "views that the usual score counts for", ASSUMED, 0, 10_000)


@dataclass(frozen=True)
class Risk:
    """Risk control: what is noticed, when, and what is done."""

    active: bool = _given(True, "whether there is any", ASSUMED)
    strength: float = _given(1.0, "share of what is noticed that is acted on", ASSUMED, 0, 1)
    completion_rule: bool = _given(True, "whether surges without completion are noticed", BRIEF)
    completion_threshold: float = _given(0.05, "share of views seen to the end", BRIEF, 0, 1)
    completion_of: str = _given(
        "likers",
        "viewers: all who saw the post; likers: those who liked it",
        BRIEF + " speaks of viewers; 'like without a view' is named by practitioners",
        among=("viewers", "likers"),
    )
    surge: float = _given(2.0, "times the usual likes a view", ASSUMED, 0, 1000)
    mismatch_penalty: float = _given(0.3, "what is left of such a post's score and next pools", ASSUMED, 0, 1)
    lockstep_rule: bool = _given(True, "whether lockstep is noticed", ASSUMED)
    lockstep_repeats: int = _given(3, "prompt likes for the same author", ASSUMED, 1, 1000)
    lockstep_authors: int = _given(10, "such authors", ASSUMED, 1, 1000)
    lockstep_days: int = _given(14, "days looked back", ASSUMED, 1, 365)
    detector: str = _given(
        "scores",
        "none, perfect, scores (as likewise measured) or likewise (run in the box)",
        ASSUMED,
        among=("none", "perfect", "scores", "likewise"),
    )
    threshold: float = _given(0.9, "least probability acted on", ASSUMED, 0.01, 0.9999)
    review_days: int = _given(7, "days between two looks", ASSUMED, 1, 365)
    delay_days: int = _given(5, "days from the first trade until it can be seen, and to act", ASSUMED, 0, 365)
    action: str = _given(
        "discount", "discount, limit, demote or ban", ASSUMED, among=("discount", "limit", "demote", "ban")
    )
    action_days: int = _given(14, "days an action lasts; a ban stays", ASSUMED, 1, 1000)
    limit_views: int = _given(
        100, "most views that pools give a post while limited", PRACTITIONERS + " (0 to 100)", 0, 100_000
    )
    demotion: float = _given(0.4, "what is left of the pools while demoted", ASSUMED, 0, 1)
    strikes_to_ban: int = _given(0, "actions before a ban; 0 is never", ASSUMED, 0, 1000)
    appeal_share: float = _given(0.3, "share of punished honest accounts that appeal", ASSUMED, 0, 1)
    appeal_days: int = _given(7, "days until an appeal is decided", ASSUMED, 0, 365)
    appeal_success: float = _given(0.8, "share of honest appeals that are granted", ASSUMED, 0, 1)


@dataclass(frozen=True)
class Parameters:
    """All parts. `with_values` gives a changed copy."""

    run: Run = field(default_factory=Run)
    readers: Readers = field(default_factory=Readers)
    creators: Creators = field(default_factory=Creators)
    circles: Circles = field(default_factory=Circles)
    groups: Groups = field(default_factory=Groups)
    feed: Feed = field(default_factory=Feed)
    risk: Risk = field(default_factory=Risk)

    def with_values(self, values: Mapping[str, Value]) -> Parameters:
        """A copy with `part.name` set; raises InputError for a name or a value that isn't allowed."""
        changed: dict[str, dict[str, Value]] = {}
        for name, value in values.items():
            part, _, own = name.partition(".")
            known = described(name)
            changed.setdefault(part, {})[own] = known.checked(value)
        return replace(self, **{part: replace(getattr(self, part), **own) for part, own in changed.items()})

    def value(self, name: str) -> Value:
        """The value of `part.name`."""
        described(name)
        part, _, own = name.partition(".")
        found: Value = getattr(getattr(self, part), own)
        return found


@dataclass(frozen=True)
class Described:
    """One parameter as the documentation shows it."""

    name: str
    default: Value
    unit: str
    source: str
    low: float | None
    high: float | None
    among: tuple[str, ...]

    @property
    def meaning(self) -> Sentence:
        """What the parameter is, with its unit, in either language."""
        return Sentence(f"parameter.{self.name}", {word: word for word in self.among})

    def checked(self, value: Value) -> Value:
        """`value` in the parameter's type; raises InputError with what would be allowed."""
        if isinstance(self.default, bool):
            if isinstance(value, bool):
                return value
            raise InputError.of("simulation.true_or_false", name=self.name, given=value)
        if isinstance(self.default, str):
            if value in self.among:
                return value
            raise InputError.of("simulation.one_of", name=self.name, known=self.among, given=value)
        return self._number(value)

    def _number(self, value: Value) -> Value:
        number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
        low, high = self.low or 0.0, self.high if self.high is not None else float("inf")
        if number is None or not low <= number <= high:
            raise InputError.of(
                "simulation.out_of_range", name=self.name, low=low, high=high, unit=self.meaning, given=value
            )
        if isinstance(self.default, int):
            if number != int(number):
                raise InputError.of("simulation.whole_number", name=self.name, unit=self.meaning, given=value)
            return int(number)
        return float(number)

    def read(self, text: str) -> Value:
        """The value that a person wrote on the command line, checked."""
        if isinstance(self.default, bool):
            return self.checked({"true": True, "false": False, "on": True, "off": False}.get(text.lower(), text))
        if isinstance(self.default, str):
            return self.checked(text)
        try:
            return self.checked(float(text))
        except ValueError:
            return self.checked(text)


def described(name: str) -> Described:
    """The description of `part.name`; raises InputError with the nearest names when there is none."""
    found = _TABLE.get(name)
    if found is None:
        near = [
            one for one in _TABLE if name.rpartition(".")[2] in one or one.partition(".")[0] == name.partition(".")[0]
        ]
        raise InputError.of("simulation.no_parameter", given=name, known=near or list(_TABLE))
    return found


def every_parameter() -> Iterator[Described]:
    """All parameters, part by part."""
    return iter(_TABLE.values())


def _table() -> dict[str, Described]:
    default = Parameters()
    return {
        f"{part.name}.{one.name}": Described(
            f"{part.name}.{one.name}",
            getattr(getattr(default, part.name), one.name),
            one.metadata["unit"],
            one.metadata["source"],
            one.metadata["low"],
            one.metadata["high"],
            one.metadata["among"],
        )
        for part in fields(default)
        for one in dataclasses.fields(getattr(default, part.name))
    }


_TABLE = _table()
