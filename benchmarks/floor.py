"""The floor under any answer: the cheapest query that still looks at every like once.

`python -m benchmarks.floor EVENTS THREADS` prints the seconds of the query alone, without the start
of Python, so that the ratio to it flatters nobody.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.child import measure

RUNS = 3
PAIRS = "select count(*) from (select actor, author, count(*) from read_parquet($events) group by all)"
ROWS = "select count(*) from read_parquet($events)"


@dataclass(frozen=True)
class Floor:
    """Seconds of one grouping of `rows` events into `pairs` of actor and author."""

    seconds: float
    rows: int
    pairs: int


def best(events: Path, threads: int) -> Floor:
    """The fastest of RUNS, each in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.floor", str(events), str(threads)]
    floors = [Floor(**json.loads(measure(command).output)) for _ in range(RUNS)]
    return min(floors, key=lambda floor: floor.seconds)


def run(events: str, threads: int) -> Floor:
    """Group the Parquet file `events` by actor and author once."""
    # Imported in the child alone: the parent of a measured process must stay small (see child.py).
    import duckdb  # noqa: PLC0415

    with duckdb.connect(config={"threads": threads}) as connection:
        started = time.perf_counter()
        pairs = connection.execute(PAIRS, {"events": events}).fetchall()[0][0]
        seconds = time.perf_counter() - started
        rows = connection.execute(ROWS, {"events": events}).fetchall()[0][0]
    return Floor(seconds, rows, pairs)


if __name__ == "__main__":
    print(json.dumps(asdict(run(sys.argv[1], int(sys.argv[2])))))
