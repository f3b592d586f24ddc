"""What can be measured of a post when it isn't known who liked it, and what stays clear of traded likes.

A traded like brings one visitor and one like. Views of people who didn't like are therefore no higher for it, and
stand here for what the platform and real readers gave (`views`, part organic); likes stand for the raw number. Groups
also trade comments and saves: those are shown, and no claim of "organic" rests on them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.answers.creator.regression import HALF, TYPICAL_COUNT, Floats
from likewise.answers.creator.series import Series
from likewise.discount import LEAST_COUNTED

DEEP = ("comments", "saves", "reposts")
"""What takes more than a tap."""


@dataclass(frozen=True)
class Outcome:
    """One number a post, NaN where unknown.

    `beside` is a logarithm that moves with it (of likes, of views): taken off where `per` is true, so that a rate is
    compared, else a regressor, so that posts of equal size are. `share` marks what is no count but 0..1. `of` names the
    measures that a sum is of.
    """

    name: str
    part: str
    values: Floats
    beside: Floats | None = None
    per: bool = False
    share: bool = False
    of: tuple[str, ...] = ()

    @property
    def typical(self) -> bool:
        """Whether a typical post has enough of it for logarithms."""
        known = self.values[np.isfinite(self.values)]
        return self.share or (len(known) > 0 and float(np.median(known)) >= TYPICAL_COUNT)


def raw(series: Series, measure: str) -> Outcome | None:
    """A count as the export has it."""
    return Outcome(measure, "raw", series.measures[measure]) if series.holds(measure) else None


def organic_views(series: Series) -> Outcome | None:
    """Views of people who didn't like; unknown where a post's likes are."""
    if not series.holds("views") or not series.holds("likes"):
        return None
    return Outcome("views", "organic", np.maximum(series.measures["views"] - series.measures["likes"], 0.0))


def distribution(series: Series) -> Outcome | None:
    """How often the platform showed a post: impressions, or else views of people who didn't like."""
    if series.holds("impressions"):
        return Outcome("impressions", "raw", series.measures["impressions"])
    return organic_views(series)


def depth(series: Series) -> Outcome | None:
    """Comments, saves and reposts for each like, as far as they are known."""
    kinds = _counted(series, DEEP)
    if not kinds or not series.holds("likes"):
        return None
    beside = np.log(series.measures["likes"] + HALF)
    return Outcome("depth", "raw", _sum(series, kinds), beside, per=True, of=kinds)


def response(series: Series) -> Outcome | None:
    """Comments and saves at equal views, as far as they are known."""
    kinds = _counted(series, ("comments", "saves"))
    if not kinds or not series.holds("views"):
        return None
    return Outcome("response", "raw", _sum(series, kinds), np.log(series.measures["views"] + HALF), of=kinds)


def completion(series: Series) -> Outcome | None:
    """The share of viewers who stay to the end."""
    if not series.holds("completion_rate"):
        return None
    return Outcome("completion", "raw", series.measures["completion_rate"], share=True)


def _counted(series: Series, measures: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are known of most posts of which any is: posts with one more of them can't be added up with others."""
    known = {name: np.isfinite(series.measures[name]) for name in measures}
    anything = np.any(list(known.values()), axis=0).sum()
    return tuple(name for name, there in known.items() if there.any() and there.sum() >= LEAST_COUNTED * anything)


def _sum(series: Series, measures: tuple[str, ...]) -> Floats:
    total: Floats = np.sum([series.measures[name] for name in measures], axis=0)
    return total
