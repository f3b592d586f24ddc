"""When each author was in a group, laid on the engine for the claims that compare times within and without.

Part of `claims`. The span of days in which traded likes came (`effect.spans`); authors of whom it isn't clear are none
of those in a group and none of those outside.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from likewise.answers.effect.panel import DAY_US, LEAST_TRADED, SUSPECT, TREATED
from likewise.answers.effect.spans import daily_of, spans_of
from likewise.engine import Engine, sql_text

MOST_AUTHORS = 4000
"""Authors with group times that are looked at; which, is by a number drawn from their code."""

OPEN_DAYS = 3
"""A span that ends so near the end of the data (or begins so near its beginning) may go on beyond."""

FOR_EVER = 1 << 61


def lay_traders(engine: Engine) -> None:
    """Make `trader(account, probability)` unless it is there."""
    if not engine.exists("trader"):
        engine.create("trader", sql_text("likewise.answers.effect", "trader.sql"), suspect=SUSPECT)


def lay_group_times(engine: Engine) -> int:
    """Make `group_time(account, since, until)` (microseconds UTC) unless it is there; how many authors it holds."""
    lay_traders(engine)
    if not engine.exists("group_time"):
        engine.register("group_time", _group_times(engine))
    return engine.count("group_time")


def _group_times(engine: Engine) -> pa.Table:
    span = engine.arrow('select min(time) as first, max(time) as last from "like"').to_pylist()[0]
    if span["first"] is None:
        return _table(None, 0, 0)
    origin = span["first"] // DAY_US * DAY_US
    days = int((span["last"] - origin) // DAY_US) + 1
    engine.create(
        "treated",
        sql_text("likewise.answers.claims", "treated.sql"),
        suspect=SUSPECT,
        treated=TREATED,
        least=LEAST_TRADED,
        most=MOST_AUTHORS,
    )
    received = engine.arrow(sql_text("likewise.answers.effect", "receipt.sql"), origin=int(origin), suspect=SUSPECT)
    engine.drop("treated")
    return _table(received, days, int(origin))


def _table(received: pa.Table | None, days: int, origin: int) -> pa.Table:
    if received is None or not received.num_rows:
        none = pa.array([], pa.int64())
        return pa.table({"account": none, "since": none, "until": none})
    account, *daily = daily_of(received, days)
    first, last = spans_of(*daily)
    since = np.where(first < OPEN_DAYS, -FOR_EVER, origin + first * DAY_US)
    until = np.where(last >= days - OPEN_DAYS, FOR_EVER, origin + (last + 1) * DAY_US)
    return pa.table({"account": account, "since": since, "until": until})
