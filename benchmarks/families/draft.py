"""A drawn world on its way to tables: what was liked is given comments, views and names, and written with its truth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.families import truth
from benchmarks.families.acts import Acts, Circle, Habit, first_of_each, together
from benchmarks.families.numbers import DAY, Flags, Floats, Ints, Objects
from benchmarks.families.speech import Speech

COMMENTS, VIEWS, NAMES, SMALL = range(101, 105)
"""Streams of random numbers, so that views and comments change nothing else."""
MORE_COMMENTS = 4
"""Where only comments can be seen, people comment this many times as often."""
LONGEST_LOOK_S = 90
FORMS = np.array(["note", "video", "live"], object)


@dataclass
class Draft:
    """People are places 0 … accounts − 1; `posts` are places in `author`, `published` (s) and `topic`.

    `talks` is how often an account comments on what it likes, `generic` which share of that fits any post. `looks` are
    views without a like. `follows` are a, b and time (s; before the start for old ones). `told_topic` of accounts is
    what accounts.parquet says, if anything. `speech` is None where comments have no words.
    """

    seed: int
    accounts: int
    days: int
    author: Ints
    published: Floats
    topic: Ints
    quality: Floats
    talks: Floats
    generic: Floats
    speech: Speech | None
    circles: list[Circle] = field(default_factory=list)
    done: list[Acts] = field(default_factory=list)
    looks: list[Acts] = field(default_factory=list)
    follows: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    phrases: dict[int, Sequence[str]] = field(default_factory=dict)
    unopened: float = 0.1
    """Share of honest likes given without opening the post."""
    visible: float = 1.0
    """Share of follows that the log holds."""
    start: str = "2026-01-05"
    counts_followers: bool = False
    """Whether accounts.parquet is there, with each account's followers and following."""

    def circle(self, kind: str, trades: str, members: Ints, habit: Habit) -> int:
        """Add a circle; returns its number."""
        number = len(self.circles) + 1
        self.circles.append(Circle(number, kind, trades, np.asarray(members), habit))
        return number

    def habit(self, name: str) -> Floats:
        """One figure of each circle's habit, by number; that of number 0 is of no use."""
        return np.array([0.0, *(getattr(one.habit, name) for one in self.circles)])

    @property
    def trading(self) -> Flags:
        """Whether each circle trades, by number."""
        return np.array([False, *(one.trades == truth.TRADES for one in self.circles)])


@dataclass(frozen=True)
class _Said:
    actor: Ints
    post: Ints
    time: Floats
    circle: Ints
    text: Objects | None


def write(draft: Draft, folder: Path, *, views: bool, comments_only: bool) -> None:
    """Write the log as it can be seen, and the truth."""
    end = draft.days * DAY
    likes = first_of_each(together(draft.done), draft.author, draft.published, end)
    names = np.random.default_rng([draft.seed, NAMES])
    account = _names(names, "u", draft.accounts)
    post = _names(names, "p", len(draft.author))
    start = pd.Timestamp(draft.start, tz="UTC")
    said = _comments(draft, likes, comments_only, end)
    completion, looked = _looked(draft, likes)
    parts = [_rows("comment", said.actor, said.post, said.time, text=said.text)]
    if not comments_only:
        parts += [_rows("like", likes.actor, likes.post, likes.time), *_small(draft, likes, end), _followed(draft, end)]
    watched = _views(draft, likes, completion, looked, end)
    if views and not comments_only:
        parts.append(watched)
    folder.mkdir(parents=True, exist_ok=True)
    _write_events(draft, folder, pd.concat(parts, ignore_index=True), account, post, start)
    _write_posts(draft, folder, (account, post), likes, said, watched, start)
    if draft.counts_followers:
        _write_accounts(draft, folder, account, end)
    _write_truth(draft, folder, (account, post), likes, said, comments_only)


def _names(random: np.random.Generator, prefix: str, count: int) -> Objects:
    return np.array([f"{prefix}{number:07d}" for number in random.permutation(count * 7)[:count]], object)


def _rows(kind: str, actor: Ints, post: Ints, time: Floats, **more: object) -> pd.DataFrame:
    return pd.DataFrame({"kind": kind, "actor": actor, "post": post, "time": time, **more})


def _comments(draft: Draft, likes: Acts, comments_only: bool, end: float) -> _Said:
    """Some of what is liked is commented on; in circles by their habit, else by the person's."""
    random = np.random.default_rng([draft.seed, COMMENTS])
    inside = likes.circle > 0
    share = np.where(inside, draft.habit("comments")[likes.circle], draft.talks[likes.actor])
    if comments_only:
        # What a group trades is comments then.
        owed = np.minimum(1, 0.6 + share)
        share = np.where(draft.trading[likes.circle], owed, np.minimum(1, share * MORE_COMMENTS))
    done = random.random(len(likes)) < share
    kept = likes.where(done)
    time = kept.time + random.lognormal(np.log(25), 0.7, len(kept))
    plain = np.where(kept.circle > 0, draft.habit("generic")[kept.circle], draft.generic[kept.actor])
    generic = random.random(len(kept)) < plain
    text = None
    if draft.speech is not None:
        text = draft.speech.say(random, draft.topic[kept.post], generic, kept.circle, draft.phrases)
        text = text[time < end]
    kept, time = kept.where(time < end), time[time < end]
    return _Said(kept.actor, kept.post, time, kept.circle, text)


def _looked(draft: Draft, likes: Acts) -> tuple[Floats, Flags]:
    """How much of the post each liker saw, and whether it was opened at all."""
    random = np.random.default_rng([draft.seed, VIEWS])
    count = len(likes)
    inside = likes.circle > 0
    unseen = np.where(inside, draft.habit("unseen")[likes.circle], draft.unopened)
    short = np.where(inside, draft.habit("short")[likes.circle], 0.1)
    hasty = random.random(count) < short
    whole = random.beta(2.2, 1.6, count) + 0.06 * draft.quality[likes.post]
    completion = np.where(hasty, random.beta(1, 14, count), whole).clip(0.01, 1)
    return completion, random.random(count) >= unseen


def _views(draft: Draft, likes: Acts, completion: Floats, looked: Flags, end: float) -> pd.DataFrame:
    """Views before likes, and looks that came to nothing."""
    random = np.random.default_rng([draft.seed, VIEWS, 1])
    duration = _durations(draft)[0]
    seen = likes.where(looked)
    dwell = completion[looked] * duration[seen.post]
    since = np.maximum(seen.time - np.minimum(dwell, LONGEST_LOOK_S) - 1, draft.published[seen.post] + 0.5)
    idle = first_of_each(together(draft.looks), draft.author, draft.published, end)
    partly = (random.beta(0.8, 2.2, len(idle)) + 0.05 * draft.quality[idle.post]).clip(0.01, 1)
    rest = _rows("view", idle.actor, idle.post, idle.time, completion=partly, dwell_s=partly * duration[idle.post])
    first = _rows("view", seen.actor, seen.post, since, completion=completion[looked], dwell_s=dwell)
    return pd.concat([first, rest], ignore_index=True).round({"completion": 4, "dwell_s": 2})


def _durations(draft: Draft) -> tuple[Floats, Ints]:
    """How long a look at the whole post takes, s; and its format."""
    random = np.random.default_rng([draft.seed, VIEWS, 2])
    count = len(draft.author)
    form = random.choice(3, count, p=[0.55, 0.42, 0.03])
    note, video = random.lognormal(np.log(20), 0.5, count), random.lognormal(np.log(50), 0.8, count)
    return np.where(form == 0, note, np.where(form == 1, video, random.uniform(600, 3600, count))).round(1), form


def _small(draft: Draft, likes: Acts, end: float) -> list[pd.DataFrame]:
    """Saves and reposts: of what is liked for its own sake."""
    random = np.random.default_rng([draft.seed, SMALL])
    parts = []
    traded = draft.trading[likes.circle]
    for kind, share in (("save", 0.06), ("repost", 0.025)):
        chance = share * np.where(traded, 0.15, 1) * np.exp(0.4 * draft.quality[likes.post])
        done = likes.where(random.random(len(likes)) < chance)
        time = done.time + random.lognormal(np.log(20), 0.8, len(done))
        parts.append(_rows(kind, done.actor[time < end], done.post[time < end], time[time < end]))
    return parts


def _followed(draft: Draft, end: float) -> pd.DataFrame:
    """Follows as the log has them: a part, drawn at random."""
    table = _all_follows(draft, end)
    random = np.random.default_rng([draft.seed, SMALL, 1])
    return table[random.random(len(table)) < draft.visible]


def _all_follows(draft: Draft, end: float) -> pd.DataFrame:
    none = (np.zeros(0, int), np.zeros(0, int), np.zeros(0))
    a, b, time = (np.concatenate(column) for column in zip(*draft.follows, none, strict=True))
    table = pd.DataFrame({"kind": "follow", "actor": a, "post": -1, "time": time, "followed": b})
    return table[(a != b) & (time < end)].sort_values("time", kind="stable").drop_duplicates(["actor", "followed"])


def _write_accounts(draft: Draft, folder: Path, account: Objects, end: float) -> None:
    known = _all_follows(draft, end)
    table = pd.DataFrame(
        {
            "account": account,
            "followers": np.bincount(known["followed"], minlength=draft.accounts),
            "following": np.bincount(known["actor"], minlength=draft.accounts),
        }
    )
    table.to_parquet(folder / "accounts.parquet", index=False)


def _moment(start: pd.Timestamp, seconds: "pd.Series[float]") -> "pd.Series[pd.Timestamp]":
    return start + pd.to_timedelta((seconds * 1e6).round(), unit="us")


def _write_events(
    draft: Draft, folder: Path, log: pd.DataFrame, account: Objects, post: Objects, start: pd.Timestamp
) -> None:
    log = log.sort_values(["time", "kind", "actor", "post"], kind="stable", ignore_index=True)
    on_post = log["post"].to_numpy()
    author = draft.author[np.maximum(on_post, 0)]
    if "followed" in log:
        author = np.where(on_post < 0, log["followed"].fillna(0).to_numpy().astype(int), author)
    table = pd.DataFrame(
        {
            "actor": account[log["actor"]],
            "author": account[author],
            "post": np.where(on_post >= 0, post[np.maximum(on_post, 0)], None),
            "kind": log["kind"],
            "time": _moment(start, log["time"]).astype("datetime64[us, UTC]"),
        }
    )
    if draft.speech is not None:
        table["text"] = log["text"].astype("str") if "text" in log else None
    for name in ("dwell_s", "completion"):
        if name in log:
            table[name] = log[name]
    table.to_parquet(folder / "events.parquet", index=False)


def _write_posts(
    draft: Draft,
    folder: Path,
    names: tuple[Objects, Objects],
    likes: Acts,
    said: _Said,
    watched: pd.DataFrame,
    start: pd.Timestamp,
) -> None:
    account, post = names
    count = len(post)
    duration, form = _durations(draft)
    views = np.bincount(watched["post"].to_numpy().astype(int), minlength=count)
    seen = np.bincount(watched["post"].to_numpy().astype(int), watched["completion"], count)
    table = pd.DataFrame(
        {
            "post": post,
            "author": account[draft.author],
            "time": _moment(start, pd.Series(draft.published)).astype("datetime64[us, UTC]"),
            "format": FORMS[form],
            "duration_s": duration,
            "views": np.maximum(views, np.bincount(likes.post, minlength=count)),
            "completion_rate": (seen / np.maximum(views, 1)).round(4),
            "likes": np.bincount(likes.post, minlength=count),
            "comments": np.bincount(said.post, minlength=count),
        }
    )
    table.to_parquet(folder / "posts.parquet", index=False)


def _write_truth(
    draft: Draft,
    folder: Path,
    names: tuple[Objects, Objects],
    likes: Acts,
    said: _Said,
    comments_only: bool,
) -> None:
    account, post = names
    members = pd.DataFrame(
        {
            "place": np.concatenate([np.zeros(0, int), *(one.members for one in draft.circles)]),
            "circle": np.repeat([one.number for one in draft.circles], [len(one.members) for one in draft.circles]),
        }
    )
    members = members[~_idle(draft, members, said if comments_only else likes)]
    kinds = {one.number: one.kind for one in draft.circles}
    trades = {one.number: one.trades for one in draft.circles}
    members["account"] = account[members["place"]]
    members["kind"], members["trades"] = members["circle"].map(kinds), members["circle"].map(trades)
    members["group"] = "g" + members["circle"].astype(str)
    parts = [("comment", said.actor, said.post, said.circle)]
    if not comments_only:
        parts.append(("like", likes.actor, likes.post, likes.circle))
    traded = pd.concat(
        [
            pd.DataFrame({"actor": account[actor[keep]], "post": post[of[keep]], "kind": kind})
            for kind, actor, of, circle in parts
            for keep in [draft.trading[circle]]
        ]
    )
    truth.write(folder, pd.Series(account), members, traded)


def _idle(draft: Draft, members: pd.DataFrame, acts: Acts | _Said) -> "pd.Series[bool]":
    """Members of a group that trades who never gave nor got anything in it: they are none."""
    trading = draft.trading
    gave = pd.MultiIndex.from_arrays([acts.actor, acts.circle])
    got = pd.MultiIndex.from_arrays([draft.author[acts.post], acts.circle])
    own = pd.MultiIndex.from_frame(members[["place", "circle"]])
    took_part = own.isin(gave) | own.isin(got)
    return pd.Series(trading[members["circle"]] & ~took_part, index=members.index)
