"""Which parameter is pinned by which quantity, and where the fit begins.

Part of the platform in a box. A parameter whose quantities the data doesn't hold keeps the value that it was given.

| parameter | pinned by |
|---|---|
| creators.share | share of accounts that post |
| creators.posts_per_day, creators.posting_spread | level and spread of posts a creator and week |
| readers.views_per_day, readers.activity_spread | level and spread of views an account and week |
| … where no account's views are known | activity_spread: spread of likes an account gives |
| readers.lean_spread | spread of likes an account gives, beyond that of its views; kept without views |
| readers.like_rate | likes a view; without views, likes an account gives, or likes a post |
| readers.comment_rate, save_rate, share_rate, follow_rate | each, per like |
| readers.finish_rate | share of views seen to the end |
| readers.quality_gain, feed.pass_share | body and tail of likes a post |
| creators.post_spread | spread of likes between posts of one creator |
| feed.first_pool | level of views a post |
| creators.pull_spread | spread of followers between creators |
| readers.follows | accounts followed; without them, level of followers |

Likes without views leave views a day and likes a view undetermined but for their product: views a day stays as given
(unless there are more likes than such views would carry, `MOST_LIKED`), and the like rate takes it all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit, logit

from likewise.answers.simulate.fit.moments import Frame, Measured, Sample
from likewise.answers.simulate.parameters import Parameters, Value, described

MOST_LIKED = 0.2
"""Likes a view that are still believed where views aren't known; above that, people are taken to view more."""

MOST_MISSED = 30.0
"""One correction of a level is by at most this factor."""

_MOST_SPREAD = 2.5  # sd of log rates at the start: nine in ten within a factor of sixty


@dataclass(frozen=True)
class Pin:
    """A parameter, the quantities any of which pins it, and how it is searched.

    `level` are quantities whose mean moves in proportion to it (the first that there is, counts); one that is `alone`
    moves its quantity and hardly anything else. `step` is for differences, on the scale `on`; `low` and `high`
    bound it. Steps are wide where a change draws other posts: a slope must rise above what chance does.
    """

    parameter: str
    by: tuple[str, ...]
    on: Literal["log", "logit", "plain"]
    low: float
    high: float
    level: tuple[str, ...] = ()
    alone: bool = False
    step: float = 0.25

    def across(self, value: float) -> float:
        """The parameter on the scale of the search."""
        held = float(np.clip(value, self.low, self.high))
        return float(np.log(held) if self.on == "log" else logit(held) if self.on == "logit" else held)

    def back(self, x: float) -> Value:
        """The parameter itself, to four figures."""
        value = float(np.exp(x) if self.on == "log" else expit(x) if self.on == "logit" else x)
        held = float(f"{np.clip(value, self.low, self.high):.4g}")
        known = described(self.parameter)
        return known.checked(round(held) if isinstance(known.default, int) else held)

    def pinned(self, data: Measured) -> bool:
        """Whether the data holds a quantity that determines it."""
        return any(data.mean(name) is not None for name in self.by)

    def leveller(self, data: Measured) -> str | None:
        """The quantity that its level is read from."""
        return next((name for name in self.level if data.mean(name) is not None), None)


PINS = (
    Pin("creators.share", ("posting_share",), "logit", 0.002, 0.98, ("posting_share",), step=0.5),
    Pin("creators.posts_per_day", ("posts_per_week",), "log", 0.01, 20, ("posts_per_week",), step=0.5),
    Pin("creators.posting_spread", ("posts_per_week",), "plain", 0, 3, step=0.4),
    Pin("readers.views_per_day", ("views_given_per_week",), "log", 0.1, 300, ("views_given_per_week",)),
    Pin("readers.activity_spread", ("views_given_per_week", "likes_given_per_week"), "plain", 0, 3),
    Pin("readers.lean_spread", ("likes_given_per_week",), "plain", 0, 3),
    Pin(
        "readers.like_rate",
        ("likes_per_view", "likes_given_per_week", "likes_per_post"),
        "logit",
        1e-5,
        0.9,
        ("likes_per_view", "likes_given_per_week", "likes_per_post"),
    ),
    Pin("readers.comment_rate", ("comments_per_like",), "logit", 1e-6, 0.9, ("comments_per_like",), alone=True),
    Pin("readers.save_rate", ("saves_per_like",), "logit", 1e-6, 0.9, ("saves_per_like",), alone=True),
    Pin("readers.share_rate", ("reposts_per_like",), "logit", 1e-6, 0.9, ("reposts_per_like",), alone=True),
    Pin("readers.follow_rate", ("follows_per_like",), "logit", 1e-6, 0.9, ("follows_per_like",), alone=True),
    Pin("readers.finish_rate", ("completion",), "logit", 0.0001, 0.99, ("completion",), alone=True),
    Pin("readers.quality_gain", ("likes_per_post",), "plain", 0, 3),
    Pin("creators.post_spread", ("likes_spread_within",), "plain", 0, 4),
    Pin("feed.first_pool", ("views_per_post",), "log", 10, 5000, ("views_per_post",)),
    Pin("feed.pass_share", ("likes_per_post",), "logit", 0.01, 0.7),
    Pin("creators.pull_spread", ("followers",), "plain", 0, 3),
    Pin("readers.follows", ("following", "followers"), "log", 0.05, 40, ("following", "followers"), alone=True),
)

PINNED = tuple(pin.parameter for pin in PINS)
"""All parameters that a fit may change, but `run.accounts`, and `circles.creators` where few accounts post at all."""


def pins_for(data: Measured) -> tuple[Pin, ...]:
    """The parameters that this data pins down."""
    views = data.mean("views_given_per_week") is not None
    return tuple(pin for pin in PINS if pin.pinned(data) and (views or pin.parameter != "readers.lean_spread"))


def first_values(given: Parameters, data: Measured, frame: Frame) -> dict[str, Value]:
    """Closed-form guesses: levels from means, spreads from how far the ninth decile lies above the median."""
    values: dict[str, Value] = {}
    if (share := data.mean("posting_share")) is not None:
        # Friends and hobbyists post whatever the share; they are held to half of all who do.
        circles = given.circles
        floor = (circles.friends + circles.hobby) * circles.creators
        values["circles.creators"] = float(f"{circles.creators * min(1.0, share / max(2 * floor, 1e-9)):.4g}")
        values["creators.share"] = share
    if "posts_per_week" in data.samples:
        values["creators.posts_per_day"] = data.samples["posts_per_week"].mean / frame.days
        values["creators.posting_spread"] = _log_spread(data.samples["posts_per_week"], given.creators.posting_spread)
    if "views_given_per_week" in data.samples:
        values["readers.views_per_day"] = data.samples["views_given_per_week"].mean / frame.days
        values["readers.activity_spread"] = _log_spread(
            data.samples["views_given_per_week"], given.readers.activity_spread
        )
    elif "likes_given_per_week" in data.samples:
        likes = data.samples["likes_given_per_week"]
        values["readers.activity_spread"] = _log_spread(likes, given.readers.activity_spread, given.readers.lean_spread)
        needed = likes.mean / frame.days / MOST_LIKED
        values["readers.views_per_day"] = max(given.readers.views_per_day, needed)
    if "views_per_post" in data.samples:
        values["feed.first_pool"] = data.samples["views_per_post"].quantile(0.5)
    if (finished := data.mean("completion")) is not None:
        values["readers.finish_rate"] = finished
    bounds = {pin.parameter: pin for pin in PINS}
    return {name: bounds[name].back(bounds[name].across(float(value))) if name in bounds else value
            for name, value in values.items()}  # fmt: skip


def _log_spread(sample: Sample, given: float, other: float = 0.0) -> float:
    """The sd of log rates behind counts, less what chance and an `other` spread add; half of the `given` at least.

    Where counts are small, chance leaves little to see, and the search must not begin at none.
    """
    middle, upper = sample.quantile(0.5) + 0.5, sample.quantile(0.9) + 0.5
    spread = np.log(upper / middle) / 1.2816  # the normal's ninth decile
    squared = spread**2 - 1 / middle - other**2
    return float(np.sqrt(np.clip(squared, (given / 2) ** 2, max(given / 2, _MOST_SPREAD) ** 2)))


def levelled(
    pins: tuple[Pin, ...], values: Mapping[str, Value], data: Measured, boxes: Sequence[Measured]
) -> dict[str, Value]:
    """Every level moved by as much as the boxes miss it on average.

    Where views an account are known, those of a post follow from them, and the first pool is left to the search.
    """
    found = dict(values)
    for pin in pins:
        name = pin.leveller(data)
        if name is None or (pin.parameter == "feed.first_pool" and data.mean("views_given_per_week") is not None):
            continue
        got = float(np.mean([box.mean(name) or 0.0 for box in boxes]))
        ratio = (data.mean(name) or 0.0) / max(got, 1e-9)
        x = pin.across(float(values[pin.parameter])) + np.log(np.clip(ratio, 1 / MOST_MISSED, MOST_MISSED))
        found[pin.parameter] = pin.back(float(x))
    return found


__all__ = ["PINNED", "PINS", "Pin", "first_values", "levelled", "pins_for"]
