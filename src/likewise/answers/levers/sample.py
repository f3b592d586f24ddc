"""The posts that levers are measured on: from the ledger to one small table of habits and outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from likewise.answers.levers.effort import MINUTES, MINUTES_A_FORMAT
from likewise.engine import Engine, sql_text

if TYPE_CHECKING:
    import pandas as pd

_SELF = "likewise.answers.levers"

MOST_POSTS = 200_000
"""Posts that leave the engine at most; above, accounts are taken by a hash. Intervals are far below 5 % by then."""

DAY = 86_400_000_000
"""Microseconds."""

PERIOD = 7 * DAY
"""A calendar period: what moves everybody in a week (a feast, a change of the platform) speaks for no habit."""

YOUNG = 3 * DAY
"""Posts younger than this at the end of the data are left out: they are still being read. Assumed."""

LEAST_GAP = 1 / 24
"""Days added to the time since the last post before its logarithm is taken: within an hour all is one visit."""

REGULAR = 1.5
"""A wait is regular that is within this factor of the wait before it. Assumed."""

QUESTION = r"[?？]|[吗呢么][。！!~～\s]*($|[。！!#\n])|(为什么|怎么办|有没有|是不是|哪个|哪一个|哪里|你们觉得|求推荐)"
"""A question mark, a closing question particle, or the words that ask in Chinese without either."""

MENTION = r"(^|[^A-Za-z0-9_.+-])@[^\s@]"
"""An @ with a name behind it that is no mail address."""

QUARTERS = ("time_night", "time_morning", "time_afternoon", "time_evening")
"""Six hours each, from midnight on."""

_SATURDAY = 5
"""The first day of a weekend, Monday being 0."""


@dataclass(frozen=True)
class Sample:
    """Posts (a row each: account, period, half, deep, likes, views, habits), and what stands in which role.

    `levers` are the columns to be judged, `controls` those that are only held equal; `format` is the usual format.
    """

    posts: pd.DataFrame
    levers: tuple[str, ...]
    controls: tuple[str, ...]
    format: str | None


def draw_sample(engine: Engine, holds: frozenset[str], timezone: str) -> Sample:
    """The posts that follow another of their author, at most about MOST_POSTS, with habits as numbers.

    Hours and weekends are those of `timezone`.
    """
    published = int(engine.value("select count(*) from post where time is not null and author is not null"))
    engine.create("lever_answer", sql_text(_SELF, "lever_answer.sql"))
    posts: pd.DataFrame = engine.arrow(
        sql_text(_SELF, "lever_post.sql"),
        share=min(1.0, MOST_POSTS / max(published, 1)),
        young=YOUNG,
        period=PERIOD,
        least_gap=LEAST_GAP,
        regular=REGULAR,
        question=QUESTION,
        mention=MENTION,
    ).to_pandas()
    # Sums on several threads differ in their last digits, which an iterative fit would make more of.
    posts = posts.round(9)
    engine.drop("lever_answer")
    _by_the_clock(posts, timezone)
    return _in_roles(posts, holds)


def _by_the_clock(posts: pd.DataFrame, timezone: str) -> None:
    """Put the quarter of the day and the weekend in place of `time`, as clocks in the time zone show them."""
    moment = posts.pop("time").astype("datetime64[us]").dt.tz_localize("UTC").dt.tz_convert(timezone)
    posts["quarter"] = moment.dt.hour // 6
    posts["weekend"] = (moment.dt.day_of_week >= _SATURDAY).astype("int64")


def _in_roles(posts: pd.DataFrame, holds: frozenset[str]) -> Sample:
    """Name what is judged and what is held equal; labels become columns against the commonest label."""
    _centre(posts, "longer", "no_duration")
    _centre(posts, "completion", "no_completion")
    usual = str(posts["format"].mode().iloc[0]) if len(posts) else None
    formats = [name for name in MINUTES_A_FORMAT if name != usual]
    for name in formats:
        posts[f"format_{name}"] = (posts["format"] == name).astype("int64")
    posts["other_format"] = (~posts["format"].isin([*MINUTES_A_FORMAT])).astype("int64")
    for place, name in enumerate(QUARTERS):
        posts[name] = (posts["quarter"] == place).astype("int64")
    usual_time = QUARTERS[int(posts["quarter"].mode().iloc[0])] if len(posts) else ""
    others = [name for name in MINUTES if name != usual_time]
    if "events.kind=comment" not in holds:
        others.remove("answers")
    controls = ("other_format", "no_duration", "no_completion", "commented", "comments_before")
    return Sample(posts, (*(f"format_{name}" for name in formats), *others), controls, usual)


def _centre(posts: pd.DataFrame, column: str, missing: str) -> None:
    """Measure a habit from the mean of the posts of its format, so that formats are compared at their usual posts.

    A format that never has it is at zero and misses nothing: its own column says all.
    """
    known = posts[column].where(posts[missing] == 0)
    mean = known.groupby(posts["format"]).transform("mean")
    posts[column] = (known - mean).fillna(0.0)
    posts[missing] = ((posts[missing] == 1) & mean.notna()).astype("int64")
