"""Real logs, read from a folder that is given."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.families.numbers import DAY, Floats, Ints

DATA_VARIABLE = "LIKEWISE_REAL_LOGS"
"""The environment variable that holds the folder of the real logs."""


@dataclass(frozen=True)
class RealLog:
    """Acts of accounts on posts of others; accounts and posts are places, times seconds since the first midnight.

    `author` and `published` are of each post; `published` is nan where the log doesn't know. `daily` says that a post
    is an account's day.
    """

    name: str
    start: str
    accounts: int
    actor: Ints
    post: Ints
    time: Floats
    author: Ints
    published: Floats
    daily: bool


def real_log(name: str) -> RealLog:
    """One of the logs. Raises FileNotFoundError where its folder isn't given or doesn't hold it."""
    folder = os.environ.get(DATA_VARIABLE)
    if not folder:
        raise FileNotFoundError(
            f"The family 'planted' needs real logs: give their folder with --data, or in {DATA_VARIABLE} "
            "(college_msg.parquet and german_elections.parquet; see benchmarks/README.md)."
        )
    return _READ[name](Path(folder))


def _college_msg(folder: Path) -> RealLog:
    table = pd.read_parquet(folder / "college_msg.parquet").sort_values("time", kind="stable")
    accounts = pd.Index(sorted({*table["actor"], *table["author"]}))
    seconds, start = _seconds(table["time"])
    author = accounts.get_indexer(table["author"])
    day_post = author * 100_000 + (seconds // DAY).astype(int)
    posts, post = np.unique(day_post, return_inverse=True)
    return RealLog(
        "college_msg",
        start,
        len(accounts),
        accounts.get_indexer(table["actor"]),
        post,
        seconds,
        posts // 100_000,
        np.full(len(posts), np.nan),
        daily=True,
    )


def _german_elections(folder: Path) -> RealLog:
    table = pd.read_parquet(folder / "german_elections.parquet", columns=["account", "url_id", "time"])
    table = table.dropna(subset=["url_id"]).sort_values("time", kind="stable")
    accounts = pd.Index(sorted(set(table["account"])))
    seconds, start = _seconds(table["time"])
    urls, post = np.unique(table["url_id"].astype(int), return_inverse=True)
    actor = accounts.get_indexer(table["account"])
    first = np.full(len(urls), len(seconds))
    np.minimum.at(first, post, np.arange(len(seconds)))
    author, published = actor[first], seconds[first]
    other = actor != author[post]
    return RealLog(
        "german_elections",
        start,
        len(accounts),
        actor[other],
        post[other],
        seconds[other],
        author,
        published,
        daily=False,
    )


def _seconds(time: "pd.Series[pd.Timestamp]") -> tuple[Floats, str]:
    start = time.min().floor("D")
    return np.asarray((time - start).dt.total_seconds(), float), str(start.date())


_READ = {"college_msg": _college_msg, "german_elections": _german_elections}
