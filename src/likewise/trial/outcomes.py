"""Reads the outcome of each post from data that `likewise report` reads; no group is looked for, nothing taken out.

Leaves the ledger on the engine, and `trial_account`: who takes part, and when each was to leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Unpack

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from likewise.discount import count_raw
from likewise.engine import Engine, sql_text
from likewise.errors import InputError
from likewise.ingest.options import HowRead
from likewise.ingest.whose import account_of
from likewise.sources import Data, encode, read, require_mostly_read
from likewise.text import first_few
from likewise.trial.design import OUTCOMES, Outcome
from likewise.trial.posts import ME

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_SELF = "likewise.trial"


@dataclass(frozen=True)
class Outcomes:
    """The posts of those who take part, those with a time, by account, time and id.

    Parameters
    ----------
    account
        Place of the post's account among those that were asked for.
    time
        When it was published, microseconds UTC.
    value
        The outcome; NaN where nothing tells it.
    bound
        Whether the value is only a lower bound, as 10+ is.
    asks
        Whether its words hold a question mark; None where no post has words.
    without_time
        Posts of theirs that were left out because nothing says when they were published.
    everyone
        Whether all posts of the data were taken, because there is one account and the data name no other.
    """

    account: Ints
    time: Ints
    value: Floats
    bound: Bools
    asks: Bools | None
    without_time: int
    everyone: bool

    @property
    def log(self) -> Floats:
        """log(1 + outcome)."""
        return np.log1p(self.value)


def read_outcomes(
    engine: Engine, data: Data, leave_at: Mapping[str, int], outcome: Outcome, **how: Unpack[HowRead]
) -> Outcomes:
    """Read the posts of those who take part.

    Parameters
    ----------
    engine
        Where to read.
    data
        As for `likewise.report`.
    leave_at
        Who takes part, and when each is to leave (microseconds UTC; any number in other trials).
    outcome
        What is measured.
    how
        How data are read that don't say it themselves: see `likewise.ingest.options.ReadOptions`.

    Raises
    ------
    InputError
        When nobody of them is in the data, or nothing tells the outcome or the times of their posts.
    """
    reading = read(engine, data, **how)
    if not how.get("partial"):
        require_mostly_read(engine, reading)
    encode(engine)
    count_raw(engine)
    accounts, everyone = _whose(engine, list(leave_at), how.get("me"))
    at = pa.array(list(leave_at.values()), pa.int64())
    engine.register("trial_account", pa.table({"account": pa.array(accounts, pa.string()), "leave_at": at}))
    table = engine.arrow(sql_text(_SELF, "outcomes.sql"), everyone=everyone, outcome=outcome)
    if not table.num_rows:
        raise _nobody(engine, accounts)
    return _outcomes(engine, table, accounts, outcome, everyone)


def _whose(engine: Engine, accounts: list[str], me: str | None) -> tuple[list[str], bool]:
    """The accounts as the data name them, and whether all posts are one's own."""
    if len(accounts) > 1:
        return accounts, False
    if accounts == [ME] and me is not None:
        accounts = [account_of(engine, me)]
    authors = engine.arrow(
        "select distinct account.id from post left join account on account.code = post.author where account.id is not "
        "null limit 2"
    )["id"].to_pylist()
    return accounts, len(authors) < 2 and (not authors or accounts in (authors, [ME]))


def _nobody(engine: Engine, accounts: list[str]) -> InputError:
    busiest = (
        "select account.id from post join account on account.code = post.author group by account.id "
        "order by count(*) desc, account.id limit 3"
    )
    there = tuple(engine.arrow(busiest)["id"].to_pylist())
    key = "trial.nobody" if there else "trial.no_authors"
    return InputError.of(key, planned=first_few(accounts), there=there)


def _outcomes(engine: Engine, table: pa.Table, accounts: list[str], outcome: Outcome, everyone: bool) -> Outcomes:
    timed = table.filter(table["time"].is_valid())
    if not timed.num_rows:
        raise InputError.of("trial.no_times", posts=f"{table.num_rows:,}")
    if timed["outcome"].null_count == timed.num_rows:
        raise InputError.of("trial.no_outcome", outcome=outcome, known=_known(engine))
    places = {account: place for place, account in enumerate(accounts)}
    named = np.array([0 if everyone else places[one] for one in timed["account"].to_pylist()], dtype=np.int64)
    timed = timed.take(np.lexsort((timed["time"].to_numpy(zero_copy_only=False), named)))
    value = timed["outcome"].to_numpy(zero_copy_only=False).astype(np.float64)
    asks = timed["asks"]
    return Outcomes(
        np.sort(named),
        timed["time"].to_numpy(zero_copy_only=False).astype(np.int64),
        value,
        timed["bound"].fill_null(False).to_numpy(zero_copy_only=False).astype(np.bool_),
        None if asks.null_count == len(asks) else asks.fill_null(False).to_numpy(zero_copy_only=False).astype(np.bool_),
        table.num_rows - timed.num_rows,
        everyone,
    )


def _known(engine: Engine) -> tuple[str, ...]:
    """Which outcomes the data do tell; a dash where there is none."""
    counts = engine.arrow("select " + ", ".join(f"count({one}) as {one}" for one in OUTCOMES) + " from post_raw")
    return tuple(one for one in OUTCOMES if counts[one][0].as_py()) or ("–",)
