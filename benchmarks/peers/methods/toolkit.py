"""coordination-network-toolkit (Graham and QUT Digital Observatory, 2022), as it is.

A like is told to it as a repost of the liked post; an account's score is its weighted degree in the co-repost network.
Beside the scores it leaves the network (network.db) and how long its two commands took (seconds.json).
"""

import json
import os
import sqlite3
import time
from pathlib import Path

import duckdb
from coordination_network_toolkit.compute_networks import (  # type: ignore[import-not-found]
    compute_co_retweet_parallel,
)
from coordination_network_toolkit.preprocess import preprocess_csv_files  # type: ignore[import-not-found]

WINDOW_S = 3600
LEAST_WEIGHT = 2
DATABASE = "network.db"
SECONDS = "seconds.json"

_MESSAGES = """
copy (
    select row_number() over () as message_id, actor as user_id, actor as username, post as repost_id,
        '' as reply_id, '' as message, epoch(time) as timestamp, '' as urls
    from read_parquet('{events}') where kind = 'like'
) to '{out}' (format csv, header)
"""
_DEGREE = "select user_1, sum(weight) from co_retweet_network where user_1 <> user_2 group by user_1"


def score(folder: Path, work: Path) -> dict[str, float]:
    """Weighted degree in the toolkit's network."""
    messages, database = str(work / "messages.csv"), str(work / DATABASE)
    duckdb.sql(_MESSAGES.format(events=folder / "events.parquet", out=messages))
    started = time.perf_counter()
    preprocess_csv_files(database, [messages])
    ready = time.perf_counter()
    compute_co_retweet_parallel(database, WINDOW_S, n_threads=_cores(), min_edge_weight=LEAST_WEIGHT)
    done = time.perf_counter()
    (work / SECONDS).write_text(json.dumps({"preprocess": ready - started, "compute": done - ready}))
    with sqlite3.connect(database) as network:
        return {str(user): float(degree) for user, degree in network.execute(_DEGREE)}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
