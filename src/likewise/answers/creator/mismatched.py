"""Posts whose likes are out of proportion, and what the posts after them were shown.

Part of the creator's findings. A post is mismatched when its likes stand far above what the account's own posts of
its format and size get, and fewer than one viewer in twenty stays to the end. Its successors are held against posts
of the same account that follow no such post, at equal size of the posts before, trend, weekday and format.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import theilslopes

from likewise.answers.claims.face import Finding
from likewise.answers.creator.interrupted import LEAST_POSTS, SMALLEST_ERROR, formats_of, weekdays_of
from likewise.answers.creator.outcomes import distribution
from likewise.answers.creator.regression import HALF, Fit, Floats, blocks_of
from likewise.answers.creator.response import CONSISTENT
from likewise.answers.creator.series import INSIDE, Series, Span, phases_of
from likewise.answers.estimate import FARTHEST, MATTERS, WIDEST, Estimate
from likewise.answers.mismatch import LEAST_LIKES, LOW_COMPLETION, SURPRISING

METHOD = "creator_mismatch"

FOLLOWING = 3
"""How many posts after a mismatched one are looked at."""

LEAST_MISMATCHED = 5
"""Mismatched posts that a test needs in all."""

CLUSTERS = 10
"""From so many accounts on, an account is a block; fewer accounts are cut into blocks of neighbouring posts."""

PIECES = 10
"""Blocks of posts an account, where there are few accounts: mismatched posts lie here and there, not in one phase."""

MOST_ACCOUNTS = 400
"""Accounts taken, those with the most posts first: past these the interval hardly narrows, and the work grows."""

MOST_FOR_SLOPE = 1_000
"""Posts of a format that the slope is taken from; it compares every two."""

POSTS_A_PARAMETER = 10
"""Weekdays join the model only from so many posts a parameter on (Peduzzi et al. 1996, J. Clin. Epidemiology 49)."""

LEAST_SPREAD = 0.1
"""Standard deviation of log likes at equal views below which no post is called surprising for its own account."""


def likes_beyond(series: Series) -> Floats:
    """Each post's log likes above what the account's posts of its format and views get, in robust deviations.

    NaN where likes or views are unknown, or the format has too few posts. The slope on log views is Theil and Sen's,
    the spread the median absolute deviation: the surprising posts have no say in what is usual.
    """
    likes, views = series.measures["likes"], series.measures["views"]
    beyond = np.full(len(series), np.nan)
    for form in np.unique(series.formats):
        at = np.flatnonzero((series.formats == form) & np.isfinite(likes) & (views > 0))
        if len(at) < LEAST_POSTS:
            continue
        size, got = np.log(views[at]), np.log(likes[at] + HALF)
        every = np.linspace(0, len(at) - 1, min(len(at), MOST_FOR_SLOPE)).astype(int)
        slope = theilslopes(got[every], size[every]).slope if np.ptp(size[every]) > 0 else 0.0
        rest = got - slope * size
        rest -= np.median(rest)
        beyond[at] = rest / max(CONSISTENT * float(np.median(np.abs(rest))), LEAST_SPREAD)
    return beyond


def mismatched(series: Series) -> NDArray[np.bool_]:
    """Which posts have likes out of proportion and next to nobody who stays to the end."""
    enough = np.nan_to_num(series.measures["likes"]) >= LEAST_LIKES
    few_stay = np.nan_to_num(series.measures["completion_rate"], nan=1.0) < LOW_COMPLETION
    flagged: NDArray[np.bool_] = enough & few_stay & (np.nan_to_num(likes_beyond(series)) > SURPRISING)
    return flagged


def mismatch_finding(every: Sequence[Series], spans: Sequence[Span]) -> Finding:
    """What a mismatched post's successors are shown, against those of other posts."""
    lacks = tuple(
        f"posts.{name}" for name in ("likes", "views", "completion_rate") if not any(one.holds(name) for one in every)
    )
    if lacks:
        return Finding("mismatch", METHOD, reason="creator_needs_columns", lacks=lacks)
    flags = {id(series): mismatched(series) for series in every}
    posts = int(sum(flagged.sum() for flagged in flags.values()))
    told = {"mismatched": posts, "following": FOLLOWING}
    longest = sorted((one for one in every if flags[id(one)].any()), key=len, reverse=True)[:MOST_ACCOUNTS]
    estimate = _after_mismatch(longest, flags, spans) if posts >= LEAST_MISMATCHED else None
    if estimate is None:
        return Finding(
            "mismatch", METHOD, n=posts, reason="creator_needs_mismatches", needed=LEAST_MISMATCHED, values=told
        )
    return Finding(
        "mismatch",
        METHOD,
        estimate,
        p_for=estimate.p_below(-MATTERS),
        p_against=estimate.p_above(-MATTERS),
        n=estimate.n,
        values=told,
    )


def _after_mismatch(
    every: Sequence[Series], flags: dict[int, NDArray[np.bool_]], spans: Sequence[Span]
) -> Estimate | None:
    parts = [part for series in every if (part := _successors(series, flags[id(series)], spans)) is not None]
    if not parts:
        return None
    logs = np.concatenate([one[0] for one in parts])
    names = sorted({name for _, named in parts for name in named})
    design = np.concatenate(
        [np.column_stack([named.get(name, np.zeros(len(part))) for name in names]) for part, named in parts]
    )
    owners = np.repeat(np.arange(len(parts)), [len(part) for part, _ in parts])
    coefficients = np.linalg.lstsq(design, logs, rcond=None)[0]
    blocks = owners if len(parts) >= CLUSTERS else blocks_of(owners, PIECES)
    fit = Fit(coefficients, design, logs - design @ coefficients, blocks)
    return _estimated(fit, [float(name == "exposed") for name in names], len(logs))


def _successors(
    series: Series, flagged: NDArray[np.bool_], spans: Sequence[Span]
) -> tuple[Floats, dict[str, Floats]] | None:
    """Log distribution of each post and what explains it, the account's own level and trend taken off both.

    None where nothing follows a mismatched post, or nothing doesn't, or there are too few posts.
    """
    outcome = distribution(series)
    if outcome is None or len(series) < 2 * LEAST_POSTS:
        return None
    logs = np.log(outcome.values + HALF)
    before = {f"before {k}": _earlier(logs, k, np.nan) for k in range(1, FOLLOWING + 1)}
    exposed = np.any([_earlier(flagged.astype(float), k, 0.0) for k in range(1, FOLLOWING + 1)], axis=0)
    use = np.isfinite(logs) & np.all([np.isfinite(column) for column in before.values()], axis=0)
    if not 0 < exposed[use].sum() < use.sum():
        return None
    inside = phases_of(series, spans) == INSIDE
    columns = before | {"exposed": exposed, "itself": flagged, "inside": inside}
    own = _design(series.chosen(use), len(columns))
    ground = np.column_stack([own.pop(name) for name in ("level", "trend") if name in own])
    named = own | {name: column[use].astype(float) for name, column in columns.items()}
    return _without(logs[use], ground), {name: _without(column, ground) for name, column in named.items()}


def _estimated(fit: Fit, weights: Sequence[float], n: int) -> Estimate | None:
    """A weighted sum of coefficients; None where nothing is left to estimate it by, or it ran away."""
    direction, gram = np.asarray(weights), fit.design.T @ fit.design
    if np.max(np.abs(np.linalg.pinv(gram) @ gram @ direction - direction)) > 1e-6:
        return None
    value, error, df = fit.contrast(direction)
    if not error <= WIDEST or not abs(value) <= FARTHEST:
        return None
    return Estimate(value, max(error, SMALLEST_ERROR), df, n)


def _design(series: Series, columns: int) -> dict[str, Floats]:
    """The account's own level, trend, formats and, where there are posts enough, weekdays."""
    days = series.days
    spread = float(days.std())
    named = {"level": np.ones(len(series))}
    if spread > 0:
        named["trend"] = (days - days.mean()) / spread
    named |= formats_of(series)
    weekdays = dict(list(weekdays_of(series).items())[1:])
    if len(series) >= POSTS_A_PARAMETER * (len(named) + len(weekdays) + columns):
        named |= weekdays
    return named


def _earlier(values: Floats, posts: int, before: float) -> Floats:
    """Each post's value so many posts before."""
    earlier: Floats = np.r_[np.full(posts, before), values[:-posts]]
    return earlier


def _without(column: Floats, ground: Floats) -> Floats:
    """What is left of a column when level and trend have explained what they can."""
    rest: Floats = column - ground @ np.linalg.lstsq(ground, column, rcond=None)[0]
    return rest
