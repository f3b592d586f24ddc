"""What the fit compares: quantities that can be measured on the user's tables and in the box by one definition.

Part of the platform in a box. `tabled` measures them on the engine, `staged` on a course of the box; this module says
what they are, how far each is known, and on which scale two values of it are compared.

Counts are compared by mid-quantiles (Ma, Genton, Parzen, Annals of the Institute of Statistical Mathematics 63, 2011):
the plain quantile of a count jumps by whole numbers, which neither an optimiser nor an interval can live with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

Floats = NDArray[np.float64]
Numbers = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.int32] | NDArray[np.bool_]
Scale = Literal["count", "ratio", "share", "spread"]

TAIL = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
MIDDLE = (0.25, 0.5, 0.75, 0.9)

LEAST_ROWS = 30
"""Posts, accounts or creators without which a distribution isn't looked at: its deciles need three rows beyond them."""

LEAST_BELOW = 20
"""The least that a rate must have below the line: likes, views, accounts, posts."""

SURE = 1.96  # standard errors on each side of a 95 % interval


@dataclass(frozen=True)
class Quantity:
    """One thing that is measured: its scale, its quantiles (none for a rate), and whether it is told by the week."""

    name: str
    scale: Scale
    quantiles: tuple[float, ...] = ()
    weekly: bool = False


QUANTITIES = (
    Quantity("posting_share", "share"),
    Quantity("posts_per_week", "count", TAIL, weekly=True),
    Quantity("views_given_per_week", "count", TAIL, weekly=True),
    Quantity("views_per_post", "count", TAIL),
    Quantity("likes_given_per_week", "count", TAIL, weekly=True),
    Quantity("likes_per_post", "count", TAIL),
    Quantity("likes_spread_within", "spread"),
    Quantity("likes_per_view", "share"),
    Quantity("comments_per_like", "ratio"),
    Quantity("saves_per_like", "ratio"),
    Quantity("reposts_per_like", "ratio"),
    Quantity("follows_per_like", "ratio"),
    Quantity("completion", "share"),
    Quantity("followers", "count", (*MIDDLE, 0.99)),
    Quantity("following", "count", MIDDLE),
)
"""Everything that is fitted.

`posting_share` are accounts that post, `posts_per_week` is of those who do, `views_given_per_week` and
`likes_given_per_week` of an account; `likes_spread_within` is the sd of log(1 + likes) between posts of one creator,
`completion` the share of views seen to the end, `followers` are of those who post, `following` of everyone. Views and
likes a post have a mean beside their quantiles: where a few posts get nearly all, no quantile shows it."""

SIZES = ("accounts", "days")
"""What is shown beside them: how many accounts there are, and how many days were compared."""

QUANTITY_KEYS = (*SIZES, *(one.name for one in QUANTITIES))
"""The keys that `Fitted.unfitted` may hold."""


@dataclass(frozen=True)
class Sample:
    """A distribution as a histogram: each value that occurs, from the least, and how often."""

    values: Floats
    often: Floats

    @classmethod
    def of(cls, each: Numbers) -> Sample:
        """The histogram of single values."""
        values, often = np.unique(np.asarray(each, dtype=np.float64), return_counts=True)
        return cls(values, often.astype(np.float64))

    @property
    def rows(self) -> float:
        """How many there are."""
        return float(self.often.sum())

    @property
    def mean(self) -> float:
        """Their mean."""
        return float(self.values @ self.often / max(self.rows, 1))

    def quantile(self, p: float) -> float:
        """The mid-quantile: between the values, half of what lies at a value counts as below it."""
        if not len(self.values):
            return 0.0
        middle = (np.cumsum(self.often) - self.often / 2) / self.rows
        return float(np.interp(p, middle, self.values))

    def around(self, p: float) -> tuple[float, float]:
        """The 95 % interval of that quantile, by order statistics: ranks are binomial if rows are independent."""
        reach = SURE * float(np.sqrt(p * (1 - p) / max(self.rows, 1)))
        return self.quantile(max(p - reach, 0.0)), self.quantile(min(p + reach, 1.0))


@dataclass(frozen=True)
class Rate:
    """A ratio of two sums, or a mean, with its standard error and what lies below the line."""

    value: float
    error: float
    below: float

    @classmethod
    def of_sums(cls, n: float, x: float, y: float, xx: float, xy: float, yy: float) -> Rate:
        """y over x with the linearised error of a ratio estimator (Cochran, Sampling Techniques, 1977, 6.4)."""
        value = y / x if x else 0.0
        squares = max(yy - 2 * value * xy + value**2 * xx, 0.0)
        # Where nothing varies yet (no comment so far), one more event would be no surprise.
        error = max(float(np.sqrt(squares * n / max(n - 1, 1))), 1.0) / x if x else np.inf
        return cls(value, error, x)

    @classmethod
    def of_rows(cls, x: Numbers, y: Numbers) -> Rate:
        """The same from single rows."""
        a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        return cls.of_sums(len(a), *(float(one) for one in (a.sum(), b.sum(), a @ a, a @ b, b @ b)))


@dataclass(frozen=True)
class Frame:
    """What the data shows and for how long, so that the box is looked at through the same window.

    `kinds` of events are there by the row; with `every_post` also posts that nothing happened to are known, with
    `every_account` also accounts that did nothing. Without `readers` nobody is known who acts, only what posts got.
    """

    days: int
    kinds: frozenset[str]
    every_post: bool
    every_account: bool
    readers: bool


@dataclass(frozen=True)
class Measured:
    """Everything that could be measured, by the names of QUANTITIES, and the number of accounts (None if unknown)."""

    samples: Mapping[str, Sample]
    rates: Mapping[str, Rate]
    accounts: int | None

    def mean(self, name: str) -> float | None:
        """A rate, or the mean of a distribution; None where there isn't any."""
        if name in self.rates:
            return self.rates[name].value
        return self.samples[name].mean if name in self.samples else None

    def known(self) -> Measured:
        """The same without what rests on too little."""
        return Measured(
            {name: one for name, one in self.samples.items() if one.rows >= LEAST_ROWS and one.values[-1] > 0},
            {name: one for name, one in self.rates.items() if one.below >= LEAST_BELOW and one.value > 0},
            self.accounts,
        )


@dataclass(frozen=True)
class Moment:
    """One number that is compared, on the scale of its quantity, with its 95 % interval."""

    quantity: Quantity
    quantile: float | None
    value: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """Standard error on that scale."""
        return (self.high - self.low) / (2 * SURE)


def moments(found: Measured, frame: Frame) -> tuple[Moment, ...]:
    """All numbers to compare, in the order of QUANTITIES; `days` of the frame are those that counts were taken over."""
    rows: list[Moment] = []
    for one in QUANTITIES:
        if one.name in found.samples:
            sample = found.samples[one.name]
            per = 7 / frame.days if one.weekly else 1.0
            for p in one.quantiles:
                spans = (sample.quantile(p), *sample.around(p))
                rows.append(Moment(one, p, *(scaled(one, per * value, frame) for value in spans)))
        if one.name in found.rates:
            rate = found.rates[one.name]
            value = scaled(one, rate.value, frame)
            reach = SURE * rate.error * slope(one, rate.value)
            rows.append(Moment(one, None, value, value - reach, value + reach))
    return tuple(rows)


def scaled(one: Quantity, value: float, frame: Frame) -> float:
    """From a value as it is told to the scale on which it is compared."""
    if one.scale == "count":
        return float(np.log1p(value * frame.days / 7 if one.weekly else value))
    if one.scale == "share":
        return float(logit(np.clip(value, 1e-6, 1 - 1e-6)))
    return float(np.log(max(value, 1e-6))) if one.scale == "ratio" else value


def unscaled(one: Quantity, on_scale: float, frame: Frame) -> float:
    """The way back."""
    if one.scale == "count":
        return float(np.expm1(on_scale)) * (7 / frame.days if one.weekly else 1.0)
    if one.scale == "share":
        return float(expit(on_scale))
    return float(np.exp(on_scale)) if one.scale == "ratio" else on_scale


def slope(one: Quantity, value: float) -> float:
    """How fast a rate's scale moves with its value: turns an error of the one into that of the other."""
    if one.scale == "share":
        return 1 / max(value * (1 - value), 1e-6)
    if one.scale == "count":
        return 1 / (1 + value)
    return 1 / max(value, 1e-6) if one.scale == "ratio" else 1.0


__all__ = [
    "QUANTITIES",
    "QUANTITY_KEYS",
    "SIZES",
    "SURE",
    "Frame",
    "Measured",
    "Moment",
    "Quantity",
    "Rate",
    "Sample",
    "moments",
    "scaled",
    "unscaled",
]
