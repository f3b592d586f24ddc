"""Measuring the user's tables for the fit: a window of days, and the distributions and rates within it.

Part of the platform in a box. Reads the ledger (`account`, `post`, `"like"`, `deed`, and `source_account`); where
groups were found and discounted before, what they traded (`exchanged`) is left out, else likes are taken as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.answers.simulate.fit.moments import Frame, Measured, Rate, Sample
from likewise.engine import Engine, sql_text
from likewise.errors import InputError

_SELF = "likewise.answers.simulate.fit"

SEEN = 0.95
"""Share of a post from which a view counts as seen to the end: players and rounding rarely say 1."""

TRADED = 0.5
"""Probability from which an event is taken for traded: more likely than not."""

LEAST_POSTS_WITHIN = 3
"""Posts of a creator without which their spread says nothing."""

_DAYS = 28
"""Days compared where there is enough in them: four weeks, so that every weekday counts alike."""

_MOST_DAYS = 112
_POSTS_WANTED = 200
"""So many posts are wanted in the window; where they are rare it grows, up to `_MOST_DAYS`."""

_DAY_US = 86_400_000_000
_LISTED = 0.9  # share of accounts in the table of accounts from which it counts as a list of all
_KINDS = ("view", "comment", "save", "repost", "follow")


@dataclass(frozen=True)
class Window:
    """From when to when is compared, in microseconds UTC."""

    begin: int
    days: int

    @property
    def until(self) -> int:
        """The first moment after it."""
        return self.begin + self.days * _DAY_US


def measure_tables(engine: Engine, holds: frozenset[str], scale: float) -> tuple[Measured, Frame]:
    """Everything that can be measured in the data's window, and how the data shows it.

    `holds` is what the ledger holds (`Ledger.holds`). `scale` is the share of the data's accounts that the box will
    have: with fewer accounts, more days are needed for as many posts. Raises InputError where there is neither an
    event nor a post.
    """
    window = _window(engine, scale)
    kinds = frozenset(kind for kind in _KINDS if f"events.kind={kind}" in holds)
    kinds |= {"like"} if engine.count("like") else set()
    _lay_out(engine, window, kinds)
    frame = Frame(
        days=window.days,
        kinds=kinds,
        every_post=_idle_posts(engine),
        every_account=_lists_all(engine),
        readers=bool(kinds & {"like", "view"}),
    )
    rates = _rates(engine) | _within(engine)
    if not frame.readers:
        rates.pop("posting_share", None)
    accounts = engine.count("fit_account") if frame.readers else None
    found = Measured(_samples(engine), rates, accounts).known()
    engine.drop("fit_account", "fit_post", "fit_act", "fit_traded")
    return found, frame


def _window(engine: Engine, scale: float) -> Window:
    """The days around the middle event: what the data mostly is, not its first trickle or its last."""
    span = engine.arrow(sql_text(_SELF, "span.sql")).to_pylist()[0]
    if span["first"] is None:
        if not engine.count("post"):
            raise InputError.of("simulation.nothing_to_fit")
        return Window(0, _DAYS)
    first, last, middle = int(span["first"]), int(span["last"]), int(span["middle"])
    there = max(1, -(-(last + 1 - first) // _DAY_US))
    wanted = _POSTS_WANTED * there / max(engine.count("post") * min(scale, 1.0), 1e-9)
    days = int(min(there, np.clip(wanted, _DAYS, _MOST_DAYS)))
    latest = max(first, last + 1 - days * _DAY_US)
    return Window(min(max(first, middle - days * _DAY_US // 2), latest), days)


def _lay_out(engine: Engine, window: Window, kinds: frozenset[str]) -> None:
    """Make `fit_act`, `fit_post` and `fit_account`."""
    least = "where kind is not null and probability >= $traded"
    if engine.exists("exchanged"):
        select = f"select actor, author, post, kind, time from exchanged {least}"
    else:
        select = "select actor, author, post, 'like' as kind, time from \"like\" where $traded < 0"
    engine.create("fit_traded", select, traded=TRADED)
    engine.create("fit_act", sql_text(_SELF, "act.sql"), begin=window.begin, until=window.until)
    engine.create(
        "fit_post",
        sql_text(_SELF, "post.sql"),
        begin=window.begin,
        until=window.until,
        seen=SEEN,
        likes="like" in kinds,
        views="view" in kinds,
        comments="comment" in kinds,
        saves="save" in kinds,
        reposts="repost" in kinds,
    )
    engine.create(
        "fit_account",
        sql_text(_SELF, "account.sql"),
        likes="like" in kinds,
        views="view" in kinds,
        follows="follow" in kinds,
        every_account=_lists_all(engine),
    )


def _idle_posts(engine: Engine) -> bool:
    """Whether posts are known that nothing happened to; if not, such posts are counted in the box neither."""
    touched = engine.value(
        'select count(*) from (select post from "like" where post is not null union select post from deed '
        "where post is not null)"
    )
    return bool(engine.count("post") > int(touched))


def _lists_all(engine: Engine) -> bool:
    return engine.exists("source_account") and engine.count("source_account") >= max(
        _LISTED * engine.count("account"), 1
    )


def _samples(engine: Engine) -> dict[str, Sample]:
    rows = engine.arrow(sql_text(_SELF, "sample.sql"))
    name = np.asarray(rows.column("quantity").to_pylist())
    value, often = rows.column("value").to_numpy(), rows.column("often").to_numpy()
    return {str(one): Sample(value[name == one], often[name == one]) for one in np.unique(name)}


def _rates(engine: Engine) -> dict[str, Rate]:
    follows = bool(engine.value("select count(follows_got) from fit_account"))
    rows = engine.arrow(sql_text(_SELF, "rate.sql"), follows=follows).to_pylist()
    return {row["quantity"]: Rate.of_sums(*(row[one] for one in ("n", "x", "y", "xx", "xy", "yy"))) for row in rows}


def _within(engine: Engine) -> dict[str, Rate]:
    row = engine.arrow(sql_text(_SELF, "within.sql"), least=LEAST_POSTS_WITHIN).to_pylist()[0]
    if not row["creators"] or row["deviation"] is None:
        return {}
    error = row["deviation"] / float(np.sqrt(row["creators"]))
    return {"likes_spread_within": Rate(row["spread"], error, row["creators"])}


__all__ = ["LEAST_POSTS_WITHIN", "SEEN", "measure_tables"]
