"""The truth beside a world of any family, in one form.

- `truth/accounts.parquet`: one row an account. `kind` and `group` are its trading group's, null for all others; `role`
  is its honest habit ('ordinary' for none, 'customer' for who buys from a farm); `trades` is yes, no or neither.
- `truth/members.parquet`: one row an account and group that it is in, trading or honest: account, group, kind, trades.
  `group` is null where the generator only knows the habit.
- `truth/events.parquet`: actor, post, kind of each event that was traded; every other event is honest.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

TRADES, HONEST, NEITHER = "yes", "no", "neither"
ORDINARY, CUSTOMER = "ordinary", "customer"
MEMBER_COLUMNS = ["account", "group", "kind", "trades"]


@dataclass(frozen=True)
class Truth:
    """The three tables of a world's truth."""

    accounts: pd.DataFrame
    members: pd.DataFrame
    events: pd.DataFrame


def write(folder: Path, accounts: "pd.Series[str]", members: pd.DataFrame, traded: pd.DataFrame) -> None:
    """Write the truth about `accounts` into `folder/truth`.

    `members` has MEMBER_COLUMNS, strongest membership of an account first; `traded` has actor, post, kind.
    """
    kept = members[MEMBER_COLUMNS].drop_duplicates(["account", "group", "kind"])
    trading = kept[kept["trades"] == TRADES].drop_duplicates("account").set_index("account")
    others = kept[kept["trades"] != TRADES].drop_duplicates("account").set_index("account")
    table = pd.DataFrame({"account": accounts})
    table["role"] = table["account"].map(others["kind"]).fillna(ORDINARY)
    table["kind"] = table["account"].map(trading["kind"]).astype("str")
    table["group"] = table["account"].map(trading["group"]).astype("str")
    table["trades"] = _trades(table)
    _put(folder, Truth(table, kept, traded[["actor", "post", "kind"]]))


def complete(folder: Path) -> None:
    """Bring the truth that this project's earlier generators write into the common form."""
    path = folder / "truth" / "accounts.parquet"
    table = pd.read_parquet(path)[["account", "role", "kind", "group"]]
    table["trades"] = _trades(table)
    trading = table[table["trades"] == TRADES][MEMBER_COLUMNS]
    others = table[(table["trades"] != TRADES) & (table["role"] != ORDINARY)]
    others = others.assign(kind=others["role"], group=None)[MEMBER_COLUMNS]
    events = pd.read_parquet(folder / "truth" / "events.parquet")
    _put(folder, Truth(table, pd.concat([trading, others]), events))


def read(folder: Path) -> Truth:
    """The truth beside the world in `folder`."""
    return Truth(*(pd.read_parquet(folder / "truth" / f"{name}.parquet") for name in ("accounts", "members", "events")))


def _trades(table: pd.DataFrame) -> "pd.Series[str]":
    trades = pd.Series(HONEST, index=table.index)
    trades[table["role"] == CUSTOMER] = NEITHER
    trades[table["kind"].notna()] = TRADES
    return trades


def _put(folder: Path, truth: Truth) -> None:
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    # Groups' names are text in every family, or missing; a column that is empty stays text.
    accounts = truth.accounts.astype({"kind": "str", "group": "str"})
    members = truth.members.astype({"group": "str", "kind": "str"})
    accounts.to_parquet(folder / "truth" / "accounts.parquet", index=False)
    members.to_parquet(folder / "truth" / "members.parquet", index=False)
    truth.events.to_parquet(folder / "truth" / "events.parquet", index=False)
