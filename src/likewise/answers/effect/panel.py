"""The panel: what each account received, period by period, and when traded likes came to it.

First step of `effect`. What leaves the engine is a row an account and a period (or a day, of traded likes), of
MOST_TREATED and MOST_OTHERS accounts at most: it grows with the days that the data spans, and neither with events nor,
beyond these, with accounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from likewise.answers.effect.opened import UNKNOWN, Opened, opened
from likewise.answers.effect.spans import binned, daily_of, spans_of
from likewise.engine import Engine, sql_text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Names = NDArray[np.str_]

_SELF = "likewise.answers.effect"

DAY_US = 86_400_000_000

SUSPECT = 0.05
"""From this probability on an account's acts don't count as organic. Low on purpose: leaving out an honest account at
all times and for everybody biases nothing, keeping a trader in does."""
RETURNED = 2
"""Likes each way from which on two accounts are on terms of returned likes: once may be chance."""
TREATED = 0.5
"""An account to whom a like came that was probably traded, at least so surely, counts as a member."""
LEAST_TRADED = 3.0
"""Expected traded likes below which an account was not in a group in any way that could matter."""
LEAST_LIKES = 5
"""Likes in all below which an account says nothing of change."""
PERIODS = 20
"""A panel has about so many periods: enough to see a path, and enough in each to count."""
LEAST_DAYS = 14
"""Days of data below which no before and after can be told apart."""
MOST_TREATED = 1500
MOST_OTHERS = 3000
"""Accounts that leave the engine at most; which, is by a number drawn from their code."""

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "likes": ("raw", "organic"),
    "comments": ("organic",),
    "saves": ("organic",),
    "reposts": ("organic",),
    "deep": ("organic",),
    "new_follows": ("organic",),
    "fan_activity": ("organic",),
    "purchases": ("raw",),
    "views": ("organic",),
    "completion": ("raw",),
    "response": ("organic",),
}
"""Outcomes and their parts; deep is comments, saves and reposts together, fan activity is acts by outsiders who had
acted on the account before, response is acts by outsiders for each view that isn't a trader's."""

AN_ACCOUNT = ("new_follows", "purchases")
"""Outcomes that are no post's: always counted by the day."""
COUNTED = {"views": "with_views", "completion": "with_completion", "response": "views_organic"}
"""Outcomes that need what only the platform counts, post by post, and what their mean is over (posts, views)."""
BORN_SHARE = 0.9
"""With the birth of so many posts known before anybody acts on them, the unit is the post, else the day."""


@dataclass(frozen=True)
class Panel:
    """What accounts (n) received in each of P periods of `days` days.

    - `counts[outcome, part]`: (n, P); `exposure[outcome]`: (n, P) posts a mean is over if the unit is the post.
    - `start`, `stop`: (n,) the first and last day of traded likes, -1 where there are none; `last` is the last day of
      data. `probability`: (n,) that the account was in a group at all; `posts`: (n, P).
    - `followers`: (n,), NaN where unknown; `topic`: (n,) a number, -1 where unknown.
    - `likes`: all likes of the log, of accounts that aren't in the panel too; NaN where unknown.
    - `opened`: the share of traded likes that came with a view, taken out of organic views; `traders`: (n, P) the views
      that would go if all had come with one.
    - `group`: (n,) the name of the group that it most likely belongs to, empty for none; None where none is known.
    - `traded`: (n, P) traded likes that are expected to have come to it; None where that isn't known.
    """

    days: int
    last: int
    code: Ints
    counts: Mapping[tuple[str, str], Floats]
    exposure: Mapping[str, Floats]
    posts: Floats
    start: Ints
    stop: Ints
    probability: Floats
    followers: Floats
    topic: Ints
    likes: float = float("nan")
    opened: Opened = UNKNOWN
    traders: Floats | None = None
    group: Names | None = None
    traded: Floats | None = None

    @property
    def periods(self) -> int:
        """How many whole periods there are."""
        return int(self.posts.shape[1])

    def treated(self) -> Bools:
        """Who was probably in a group."""
        return (self.probability >= TREATED) & (self.start >= 0)

    def clean(self) -> Bools:
        """Who surely wasn't: traded likes never came to it as far as can be told."""
        return self.probability < SUSPECT

    def there(self) -> Floats:
        """1 where an account was there for the whole period, else 0 (n, P).

        It came with its first post or like and went with its last; the two periods of these are cut short, unless they
        are the first or the last of all. Nothing is no fall where nobody was there to receive anything.
        """
        likes = [counts for (outcome, _), counts in self.counts.items() if outcome == "likes"]
        seen = np.greater(np.stack([self.posts, *likes]).max(axis=0), 0)
        last = self.periods - 1
        first_seen, last_seen = seen.argmax(axis=1), last - seen[:, ::-1].argmax(axis=1)
        t = np.arange(self.periods)
        come = (t > first_seen[:, None]) | (first_seen == 0)[:, None]
        stays = (t < last_seen[:, None]) | (last_seen == last)[:, None]
        found: Floats = (come & stays & seen.any(axis=1)[:, None]).astype(np.float64)
        return found

    def sizes(self, places: Ints) -> Floats | None:
        """Log of followers, the median where they aren't known; None where most aren't."""
        followers = self.followers[places]
        known = np.isfinite(followers)
        if known.mean() <= 0.5:
            return None
        return np.log1p(np.where(known, followers, np.nanmedian(followers)))

    def opening(self, share: float) -> Panel:
        """The same, were `share` more of the traded likes to have come with a view."""
        if self.traders is None:
            return self
        less = share * self.traders
        counts = {of: np.maximum(one - less, 0) if of[0] == "views" else one for of, one in self.counts.items()}
        exposure = {of: np.maximum(one - less, 0) if of == "response" else one for of, one in self.exposure.items()}
        return replace(self, counts=counts, exposure=exposure)

    def drawn(self, places: Ints) -> Ints:
        """Places (m,) in an order drawn from the accounts' codes, so that the first of them are a fair sample.

        Codes follow names, and names may follow the time when accounts were made.
        """
        mixed = self.code[places].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        found: Ints = places[np.argsort(mixed ^ (mixed >> np.uint64(29)), kind="stable")]
        return found


def read_panel(engine: Engine) -> Panel | None:
    """The panel of those who post and receive; None where there is nothing to follow through time."""
    span = engine.arrow('select min(time) as first, max(time) as last from "like" where author is not null').to_pylist()
    first, last = span[0]["first"], span[0]["last"]
    if first is None or (last - first) < LEAST_DAYS * DAY_US:
        return None
    origin = (first // DAY_US) * DAY_US
    days_in_all = int((last - origin) // DAY_US) + 1
    days = max(1, round(days_in_all / PERIODS))
    engine.create("trader", sql_text(_SELF, "trader.sql"), suspect=SUSPECT)
    engine.create(
        "subject",
        sql_text(_SELF, "subject.sql"),
        least=LEAST_LIKES,
        suspect=SUSPECT,
        treated=TREATED,
        least_traded=LEAST_TRADED,
        most_treated=MOST_TREATED,
        most_others=MOST_OTHERS,
    )
    found = _read(engine, int(origin), days_in_all, days) if engine.count("subject") else None
    engine.drop("subject", "treated", "returned", "shown")
    return found


def _read(engine: Engine, origin: int, days_in_all: int, days: int) -> Panel:
    """The panel of the accounts in `subject`."""
    engine.create("returned", sql_text(_SELF, "returned.sql"), least=RETURNED)
    subject = engine.arrow("select * from subject order by account")
    engine.create("treated", "select account from subject where member")
    receipt = engine.arrow(sql_text(_SELF, "receipt.sql"), origin=origin, suspect=SUSPECT)
    params = {"origin": origin, "period_us": float(days * DAY_US)}
    by_post = bool(engine.value(sql_text(_SELF, "births.sql"), share=BORN_SHARE))
    a_day = engine.arrow(sql_text(_SELF, "outcome_day.sql"), by_post=by_post, **params)
    code = subject["account"].to_numpy().astype(np.int64)
    start, stop, daily = _treatment(receipt, code, days_in_all)
    engine.create("shown", sql_text(_SELF, "shown.sql"), origin=origin)
    viewed = opened(engine.arrow(sql_text(_SELF, "opened.sql"), origin=origin), code, start, stop)
    a_post = engine.arrow(sql_text(_SELF, "outcome_post.sql"), opened=viewed.share, **params)
    counts, exposure, posts, traders = _spread(a_day, a_post, code, days_in_all // days, by_post)
    return Panel(
        days=days,
        last=days_in_all - 1,
        code=code,
        counts=counts,
        exposure=exposure,
        posts=posts,
        start=start,
        stop=stop,
        probability=subject["probability"].to_numpy().astype(np.float64),
        followers=_numbers(subject["followers"]),
        topic=_topics(subject["category"]),
        likes=float(engine.count("like")),
        opened=viewed,
        traders=traders,
        group=np.array([name or "" for name in subject["group"].to_pylist()], dtype=np.str_),
        traded=binned(daily[:, : days_in_all // days * days], days),
    )


def _treatment(receipt: pa.Table, code: Ints, days: int) -> tuple[Ints, Ints, Floats]:
    """When traded likes began and ceased to come, -1 where none came; and how many came each day (accounts, days)."""
    start, stop = np.full(len(code), -1), np.full(len(code), -1)
    who, traded, received = daily_of(receipt, days)
    at = np.searchsorted(code, who)
    start[at], stop[at] = spans_of(traded, received)
    every = np.zeros((len(code), days))
    every[at] = traded
    return start, stop, every


def _spread(
    a_day: pa.Table, a_post: pa.Table, code: Ints, periods: int, by_post: bool
) -> tuple[dict[tuple[str, str], Floats], dict[str, Floats], Floats, Floats]:
    """Long rows as matrices (accounts, periods); outcomes that nobody has are left out."""

    def matrix(table: pa.Table, name: str) -> Floats:
        found = np.zeros((len(code), periods))
        if table.num_rows:
            row = np.searchsorted(code, table["account"].to_numpy())
            period = table["period"].to_numpy()
            inside = (period >= 0) & (period < periods)
            value = np.nan_to_num(table[name].to_numpy(zero_copy_only=False).astype(np.float64))
            found[row[inside], period[inside]] = value[inside]
        return found

    counts: dict[tuple[str, str], Floats] = {}
    exposure: dict[str, Floats] = {}
    posts = matrix(a_post, "posts")
    for outcome, parts in OUTCOMES.items():
        table = a_post if outcome in COUNTED else a_day
        for part in parts:
            counted = matrix(table, f"{outcome}_{part}")
            if counted.any():
                counts[outcome, part] = counted
        if outcome in COUNTED:
            exposure[outcome] = matrix(a_post, COUNTED[outcome])
        elif by_post and outcome not in AN_ACCOUNT:
            exposure[outcome] = posts
    return counts, exposure, posts, matrix(a_post, "views_traders")


def _numbers(column: pa.ChunkedArray) -> Floats:
    return np.asarray([np.nan if one is None else float(one) for one in column.to_pylist()], dtype=np.float64)


def _topics(column: pa.ChunkedArray) -> Ints:
    named = column.to_pylist()
    known = {name: at for at, name in enumerate(sorted({one for one in named if one is not None}))}
    return np.asarray([-1 if one is None else known[one] for one in named], dtype=np.int64)
