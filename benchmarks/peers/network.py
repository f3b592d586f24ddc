"""The toolkit's network by one join: who liked the same posts within an hour, and how often.

`python -m benchmarks.peers.network build EVENTS OUT` writes OUT and prints the seconds of the query, with reading and
writing; `python -m benchmarks.peers.network same OUT DATABASE` compares it with the toolkit's, edge by edge.
"""

import json
import sqlite3
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa

WINDOW_S = 3600
LEAST_WEIGHT = 2
_STATEMENT = Path(__file__).with_suffix(".sql")

# Edges that stand in one network alone, or with another weight.
_DIFFERENT = """
select count(*) from (select a, b, weight from read_parquet($edges)) as ours
full join theirs using (a, b)
where ours.weight is null or theirs.there is null or ours.weight <> there or ours.weight <> back
"""
_THEIRS = """
create table theirs as
select one.user_1 as a, one.user_2 as b, one.weight as there, other.weight as back
from network as one left join network as other on other.user_1 = one.user_2 and other.user_2 = one.user_1
where one.user_1 < one.user_2
"""


def build(events: str, out: str) -> float:
    """Write the network of the likes in `events` to the Parquet file `out`; seconds it took."""
    settings = {"events": events, "window_s": WINDOW_S, "least": LEAST_WEIGHT}
    with duckdb.connect() as connection:
        started = time.perf_counter()
        connection.execute(f"copy ({_STATEMENT.read_text()}) to '{out}' (format parquet)", settings)
        return time.perf_counter() - started


def differences(edges: str, database: str) -> tuple[int, int]:
    """How many edges there are, and in how many the two networks differ (a pair, or a weight either way)."""
    with sqlite3.connect(database) as toolkit:
        rows = toolkit.execute(
            "select user_1, user_2, weight from co_retweet_network where user_1 <> user_2"
        ).fetchall()
    user_1, user_2, weight = zip(*rows, strict=True)
    network = pa.table({"user_1": user_1, "user_2": user_2, "weight": weight})
    with duckdb.connect() as connection:
        connection.register("network", network)
        connection.execute(_THEIRS)
        (different,) = connection.execute(_DIFFERENT, {"edges": edges}).fetchall()[0]
        (count,) = connection.execute("select count(*) from read_parquet($edges)", {"edges": edges}).fetchall()[0]
    return int(count), int(different)


if __name__ == "__main__":
    if sys.argv[1] == "build":
        print(json.dumps({"seconds": build(*sys.argv[2:4])}))
    else:
        print(json.dumps(dict(zip(("edges", "different"), differences(*sys.argv[2:4]), strict=True))))
