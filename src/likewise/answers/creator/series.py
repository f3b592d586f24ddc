"""One account's posts in the order they were published, and the spans in which a group was used.

The first step of the creator's findings: reads `post` and `account` from the engine, gives `Series` to the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from likewise.answers.creator.regression import Floats, Ints
from likewise.engine import Engine, sql_text

DAY_US = 86_400_000_000
HOUR_US = 3_600_000_000

BEFORE, INSIDE, AFTER = 0, 1, 2
"""The phases of an account's history: before the first span, in a span, and any time later outside of one."""

NEAR_DAYS = 180
"""Posts further than this from the group's dates are left out: no trend is straight for life."""

MEASURES = ("impressions", "views", "completion_rate", "likes", "comments", "reposts", "saves", "new_follows")


@dataclass(frozen=True)
class Span:
    """When a group was used: from `start` to before `end`, microseconds UTC; None as account means every account."""

    start: int
    end: int
    account: str | None = None


@dataclass(frozen=True)
class Series:
    """One account's posts by time (microseconds UTC): `formats`, and each measure with NaN where it is unknown.

    `weekday` is the day of the week where the account's days are counted; 0 is a Thursday, as 1 January 1970 was.
    `account` is None where the posts name no author but are known to be one creator's.
    """

    account: str | None
    time: Ints
    weekday: Ints
    formats: NDArray[np.str_]
    measures: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.time)

    def holds(self, measure: str) -> bool:
        """Whether the measure is known of any post."""
        return bool(np.isfinite(self.measures[measure]).any())

    @property
    def days(self) -> Floats:
        """Days since the first post."""
        since: Floats = (self.time - self.time[0]) / DAY_US
        return since

    def chosen(self, posts: NDArray[np.bool_]) -> Series:
        """Only those posts."""
        measures = {name: values[posts] for name, values in self.measures.items()}
        return Series(self.account, self.time[posts], self.weekday[posts], self.formats[posts], measures)


def read_series(engine: Engine, timezone: str = "UTC") -> tuple[Series, ...]:
    """Every account's posts, an account at a time, in order of the accounts' ids; weekdays are those of `timezone`."""
    table = engine.arrow(sql_text("likewise.answers.creator", "posts.sql"))
    return tuple(_series(part, timezone) for part in _by_account(table))


def phases_of(series: Series, spans: Sequence[Span]) -> Ints:
    """The phase of each post; all are BEFORE where no span is the account's."""
    own = [span for span in spans if span.account in {None, series.account}]
    phases = np.full(len(series), BEFORE, dtype=np.int64)
    if own:
        phases[series.time >= min(span.start for span in own)] = AFTER
    for span in own:
        phases[(series.time >= span.start) & (series.time < span.end)] = INSIDE
    return phases


def near(series: Series, spans: Sequence[Span]) -> Series:
    """The posts that are not too far from the account's spans to be compared with those in them."""
    own = [span for span in spans if span.account in {None, series.account}]
    if not own:
        return series
    first, last = min(span.start for span in own), max(span.end for span in own)
    reach = NEAR_DAYS * DAY_US
    return series.chosen((series.time >= first - reach) & (series.time < last + reach))


def _by_account(table: pa.Table) -> Iterator[pa.Table]:
    if table.num_rows == 0:
        return
    ids = np.asarray(pc.fill_null(table["account"], "\0").to_pylist(), dtype=object)
    starts = [0, *(np.flatnonzero(ids[1:] != ids[:-1]) + 1), len(ids)]
    for start, end in itertools.pairwise(starts):
        yield table.slice(start, end - start)


def _series(part: pa.Table, timezone: str) -> Series:
    measures = {name: pc.cast(part[name], pa.float64()).to_numpy().astype(np.float64) for name in MEASURES}
    formats = np.asarray([value or "" for value in part["format"].to_pylist()], dtype=np.str_)
    time = part["time"].to_numpy().astype(np.int64)
    return Series(part["account"][0].as_py(), time, _weekdays(time, timezone), formats, measures)


def _weekdays(time: Ints, timezone: str) -> Ints:
    """The day of the week of each moment; clocks are only ever put forward or back at a full hour UTC, or a half."""
    zone, start = ZoneInfo(timezone), datetime(1970, 1, 1, tzinfo=UTC)
    pieces, place = np.unique(time // (HOUR_US // 2), return_inverse=True)
    moments = ((start + timedelta(hours=int(piece) / 2)).astimezone(zone) for piece in pieces)
    ahead = [(moment.utcoffset() or timedelta()) // timedelta(microseconds=1) for moment in moments]
    day: Ints = (time + np.asarray(ahead, dtype=np.int64)[place]) // DAY_US % 7
    return day
