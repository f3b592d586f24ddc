"""The box fitted to the user: parameters under which it shows the quantities that the user's tables show.

Part of the platform in a box. The simulated method of moments (McFadden, Econometrica 57, 1989): quantiles and rates
are measured in the data (`tabled`) and in a small box (`staged`) by one definition, and the weighted distance between
them is brought down by least squares (`search`). The box's chance events belong to who meets what, so that two runs of
one seed differ by their parameters and little else, and differences between them can serve as slopes.

- Weights: each number counts by how well it is known: its sampling error in the data, what chance does to it in the
  box, and `TOLERANCE` together; a soft loss keeps what the box can't reach from bending the rest.
- What fits is judged on seeds that the search hasn't seen.
- Groups don't trade and risk control is off while fitting; both stay in the parameters as given. The tables are
  taken as they are, unless groups were found and discounted on the engine before: then without what they traded.
- `run.days` stays as given: it is how far one wants to look, and no fact of the data. `run.accounts` is the data's,
  down to what simulates fast (`MOST_ACCOUNTS`, `MOST_VIEWS`); all that is fitted is per account, post, view or like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from likewise.answers.simulate.fit.moments import QUANTITY_KEYS, SURE, Frame, Measured, unscaled
from likewise.answers.simulate.fit.pins import PINNED, first_values, pins_for
from likewise.answers.simulate.fit.search import MOST_ACCOUNTS, SEVERAL, TOLERANCE, Search
from likewise.answers.simulate.fit.tabled import measure_tables
from likewise.answers.simulate.parameters import Parameters, Value, described
from likewise.answers.simulate.study import Told
from likewise.engine import Engine
from likewise.errors import InputError

MOST_VIEWS = 2_000_000
"""Views wanted in all in the box that is compared: about a second a run."""


@dataclass(frozen=True)
class FitRow:
    """One number in the data and in the fitted box; `quantile` is None for a rate, a mean, a spread or a size."""

    quantity: str
    quantile: float | None
    data: float
    box: float
    fits: bool


@dataclass(frozen=True)
class Fitted:
    """The fitted parameters, how well they fit, and what can't be said.

    `changed` are the parameters that differ from those given. `unfitted` are keys out of `QUANTITY_KEYS`: one with rows
    is a quantity that the box misses somewhere, one without rows is not in the data, or too rare there.
    `kept` are those out of `PINNED` that nothing in the data pins down; they stay as given.
    """

    parameters: Parameters
    rows: tuple[FitRow, ...]
    changed: tuple[tuple[str, Value], ...]
    unfitted: tuple[str, ...]
    kept: tuple[str, ...]


def fit_to(engine: Engine, given: Parameters, holds: frozenset[str], seed: int = 0, told: Told | None = None) -> Fitted:
    """Fit `given` to the ledger on the engine; `holds` is what the ledger holds, `told` hears of runs done and planned.

    The same ledger, parameters and seed give the same fit. Raises InputError where the data holds too little of
    everything to be fitted to.
    """
    data, frame = measure_tables(engine, holds, MOST_ACCOUNTS / max(engine.count("account"), 1))
    pins = pins_for(data)
    if not pins:
        raise InputError.of("simulation.little_to_fit")
    search = Search(given, data, frame, pins, seed, told)
    values = search.settle(search.descend(search.levels(_begin(given, data, frame))))
    rows = _sizes(data, frame, judged := search.judging(values)) + _rows(search, judged)
    final = given.with_values(values)
    missed, there = {row.quantity for row in rows if not row.fits}, {row.quantity for row in rows}
    pinned = {pin.parameter for pin in pins}
    return Fitted(
        parameters=final,
        rows=rows,
        changed=tuple((name, value) for name, value in values.items() if value != given.value(name)),
        unfitted=tuple(key for key in QUANTITY_KEYS if key in missed or key not in there),
        kept=tuple(name for name in PINNED if name not in pinned and final.value(name) == given.value(name)),
    )


def _begin(given: Parameters, data: Measured, frame: Frame) -> dict[str, Value]:
    """First values, and how many accounts a box can have that is run some hundred times."""
    values = first_values(given, data, frame)
    trial = given.with_values(values)
    views = trial.readers.views_per_day * (frame.days + given.run.warmup_days)
    posts = data.mean("posts_per_week")
    if posts is not None:
        # Where posts are rare, the feed runs out of them before readers have had enough.
        per_account = posts * (data.mean("posting_share") or given.creators.share)
        views = min(views, 3 * per_account * trial.feed.first_pool)
    accounts = min(data.accounts or given.run.accounts, MOST_ACCOUNTS, MOST_VIEWS / max(views, 1e-9))
    return {**values, "run.accounts": int(max(described("run.accounts").low or 1, accounts))}


def _rows(search: Search, boxes: Sequence[Measured]) -> tuple[FitRow, ...]:
    """Every number of the data beside that of the boxes; one that fits lies within the data's interval, widened.

    It is widened by `TOLERANCE` and by what chance does to one run, since the data is one run of the world.
    """
    seen = search.ordered(boxes)
    box, noise = seen.mean(axis=0), seen.std(axis=0, ddof=1)
    rows = []
    for one, value, wide in zip(search.target, box, np.log1p(TOLERANCE) + SURE * noise, strict=True):
        fits = bool(one.low - wide <= value <= one.high + wide)
        data, found = (unscaled(one.quantity, number, search.frame) for number in (one.value, float(value)))
        rows.append(FitRow(one.quantity.name, one.quantile, data, found, fits))
    return tuple(rows)


def _sizes(data: Measured, frame: Frame, boxes: Sequence[Measured]) -> tuple[FitRow, ...]:
    """How many accounts show in both, and the days compared."""
    days = FitRow("days", None, float(frame.days), float(frame.days), True)
    if not data.accounts:
        return (days,)
    box = float(np.mean([one.accounts or 0 for one in boxes]))
    near = abs(np.log(max(box, 1) / data.accounts)) <= np.log1p(TOLERANCE)
    return FitRow("accounts", None, float(data.accounts), box, bool(near)), days


def fit_before(engine: Engine, given: Parameters, holds: frozenset[str], seed: int = 0) -> tuple[FitRow, ...]:
    """The rows that `fit_to` would give if nothing but the number of accounts were fitted: what a fit must beat."""
    data, frame = measure_tables(engine, holds, MOST_ACCOUNTS / max(engine.count("account"), 1))
    search = Search(given, data, frame, pins_for(data), seed)
    accounts: Mapping[str, Value] = {"run.accounts": _begin(given, data, frame)["run.accounts"]}
    boxes = search.judging(accounts)
    return _sizes(data, frame, boxes) + _rows(search, boxes)


__all__ = ["MOST_ACCOUNTS", "SEVERAL", "TOLERANCE", "FitRow", "Fitted", "fit_before", "fit_to"]
