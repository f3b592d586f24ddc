"""The floor under any answer: the cheapest query that still looks at every like once.

`python -m benchmarks.floor EVENTS THREADS` prints the seconds of the query alone, without the start
of Python, so that the ratio to it flatters nobody.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass

import duckdb

PAIRS = "select count(*) from (select actor, author, count(*) from read_parquet($events) group by all)"
ROWS = "select count(*) from read_parquet($events)"


@dataclass(frozen=True)
class Floor:
    """Seconds of one grouping of `rows` events into `pairs` of actor and author."""

    seconds: float
    rows: int
    pairs: int


def run(events: str, threads: int) -> Floor:
    """Group the Parquet file `events` by actor and author once."""
    with duckdb.connect(config={"threads": threads}) as connection:
        started = time.perf_counter()
        pairs = connection.execute(PAIRS, {"events": events}).fetchall()[0][0]
        seconds = time.perf_counter() - started
        rows = connection.execute(ROWS, {"events": events}).fetchall()[0][0]
    return Floor(seconds, rows, pairs)


if __name__ == "__main__":
    print(json.dumps(asdict(run(sys.argv[1], int(sys.argv[2])))))
