"""Figures of each account of a log, which a plain supervised model can learn from: one SQL file a table.

Ties of some acts each way are called partners, acts on them *inside*. Most figures compare what an account does inside
with what it does outside: how soon, how early, in runs, before its own posts, in which words, on which posts, and
(where views are known) whether it looked. Others are of its circle, its posts, and of its partners' own figures.
"""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from benchmarks.families.options import Mode

BASES = ("published", "act", "writer", "tie", "partner", "moment", "post_acts")
"""Tables that figures are made of, in the order in which they can be made."""

FIGURES = (
    "volume",
    "partners",
    "timing",
    "received",
    "runs",
    "own_post",
    "circle",
    "interests",
    "follows",
    "words",
    "answers",
    "reception",
    "choice",
    "together",
    "onset",
    "neighbours",
)
"""Tables with a row an account; every column but `account` is a figure. The last reads others."""

LOOKED = ("watched", "seen", "views")
"""What is made where views are known; the last is a table of figures."""

LEAST_ACTS: dict[Mode, int] = {"likes": 2, "views": 2, "comments": 1}
"""Acts each way that make two accounts partners. One comment back is seldom chance, and many logs hold few comments.
Measured on other seeds (1100 to 1102): average precision is higher with 1 than with 2 where comments alone are seen."""

OPTIONAL = {"text": "varchar", "dwell_s": "double", "completion": "double"}
"""Columns that a log may lack, and their types."""

_HERE = Path(__file__).parent


def figures(folder: Path, accounts: "pd.Series[str]", mode: Mode = "likes") -> pd.DataFrame:
    """Figures of these accounts in the log in `folder` (events and posts), a row an account, in their order.

    A figure that an account leaves no trace of is missing. Acts are likes, or comments where `mode` is comments;
    figures of views are made where it is views.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("account", pd.DataFrame({"account": accounts}))
        _view_events(connection, folder / "events.parquet")
        given: dict[str, object] = {
            "posts": str(folder / "posts.parquet"),
            "kind": "comment" if mode == "comments" else "like",
            "least": LEAST_ACTS[mode],
        }
        made = [*FIGURES, *(LOOKED if mode == "views" else ())]
        for name in [*BASES, *made]:
            _create(connection, name, given)
        columns = [name for name in made if name not in LOOKED[:-1]]
        joins = "\n".join(f"left join {name} using (account)" for name in columns)
        table = connection.execute(f"select * from account\n{joins}").df().set_index("account")
    return table.reindex(pd.Index(accounts)).astype(float)


def _view_events(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Name the log `event`, with a column of nothing for each that it lacks."""
    there = pq.read_schema(path).names
    lacking = "".join(f", cast(null as {kind}) as {name}" for name, kind in OPTIONAL.items() if name not in there)
    connection.execute(f"create view event as select *{lacking} from read_parquet('{path}')")


def _create(connection: duckdb.DuckDBPyConnection, name: str, given: dict[str, object]) -> None:
    statement = (_HERE / f"{name}.sql").read_text(encoding="utf-8")
    used = {key: value for key, value in given.items() if f"${key}" in statement}
    connection.execute(f"create table {name} as\n{statement}", used)
