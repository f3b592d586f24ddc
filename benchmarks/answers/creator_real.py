"""Are a creator's intervals honest on real paths? Effects planted into what single real accounts got.

`python -m benchmarks.answers.creator_real DATA --draws 40`: DATA holds `steem_2016_posts.parquet` with its votes (posts
of authors), and `college_msg.parquet` (messages that students received); `data/fake_stars.parquet` ships (stars of
owners of repositories). Where there are no posts, a day on which something came is taken as one. One account at a time
joins at random, after having grown, in a high or in a low, seen day by day; from then on its counts are thinned, left,
or added to, by chance and in proportion. Semi-synthetic: the paths are real, the joining and the effects aren't.
Nothing of the estimator was chosen by these figures. Prints Markdown; `--results FILE` keeps it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks import machine
from benchmarks.answers.creator_paths import Tally, counted, printed
from benchmarks.answers.creators import DAY_US, Creator, Floats, Ints
from likewise.answers.creator import Span
from likewise.engine import open_duckdb

WAYS = ("random", "growing", "low", "high")
EFFECTS: Mapping[str, float] = {"rise": 0.3, "nothing": 0.0, "fall": -0.25}
LEAST = 40
"""Posts of an account, at least."""
PAST, FUTURE = 20, 15
"""Posts before and after it joins, at least."""
A_POST, SHARPNESS = 0.02, 1.5
"""How likely it is to join at a post without a reason, and how much likelier (log) at one standard deviation more."""
TRIES = 100
FIRST_SEED = 8000

LOGS: Mapping[str, str] = {
    "steem": "select p.author, epoch_us(p.time) as time, count(*) as n"
    " from read_parquet('{data}/steem_2016_posts.parquet') p join read_parquet('{data}/steem_2016_votes.parquet') v"
    " using (post) group by p.author, p.post, p.time",
    "college_msg": "select author, min(epoch_us(time)) as time, count(*) as n"
    " from read_parquet('{data}/college_msg.parquet') group by author, date_trunc('day', time)",
    "fake_stars": "select author, min(epoch_us(time)) as time, count(*) as n"
    " from read_parquet('data/fake_stars.parquet') group by author, date_trunc('day', time)",
}
"""What each log holds: who, when (microseconds UTC), and how much came."""


def accounts(name: str, data: Path) -> list[tuple[Ints, Ints]]:
    """Times and counts of each account with posts enough."""
    with duckdb.connect() as database:
        rows = database.execute(f"select * from ({LOGS[name].format(data=data)}) order by author, time").fetchnumpy()
    _, place = np.unique(rows["author"].astype(str), return_inverse=True)
    every = [(rows["time"][place == one], rows["n"][place == one]) for one in range(place.max() + 1)]
    return [(time.astype(np.int64), n.astype(np.int64)) for time, n in every if len(time) >= LEAST]


def joined(rng: np.random.Generator, way: str, logs: Floats) -> int | None:
    """The post at which it joins, None for never; by what its posts before show."""
    for post in range(PAST, len(logs) - FUTURE):
        before = logs[:post]
        reason = 0.0
        if way == "growing":
            reason = before[-10:].mean() - before[-20:-10].mean()
        elif way != "random":
            reason = (before[-5:].mean() - before.mean()) * (1 if way == "high" else -1)
        if rng.random() < A_POST * np.exp(SHARPNESS * reason / max(float(before.std()), 0.1)):
            return post
    return None


def planted(rng: np.random.Generator, time: Ints, got: Ints, way: str, effect: float) -> Creator | None:
    """The account with an effect from some post on; None where it never joins."""
    post = next((one for _ in range(TRIES) if (one := joined(rng, way, np.log(got + 0.5))) is not None), None)
    if post is None:
        return None
    changed = got + rng.poisson(got * effect) if effect >= 0 else rng.binomial(got, 1 + effect)
    n = len(got)
    views = np.where(np.arange(n) >= post, changed, got).astype(float)
    nothing = np.zeros(n)
    posts = {
        "post": np.arange(n), "author": np.ones(n, dtype=int), "born": time, "format": np.full(n, "note"),
        "views": views, "likes": nothing, "saves": nothing, "comments": nothing, "completion_rate": np.full(n, np.nan),
    }  # fmt: skip
    span = Span(int(time[post]), int(time[-1]) + DAY_US)
    return Creator(pa.table(posts), span, {"enforcement": float(np.log1p(effect))})


def judged(name: str, data: Path, draws: int, seed: int) -> Iterator[dict[str, str | float]]:
    """One row a way of joining, over all effects."""
    every = accounts(name, data)
    print(f"{name}: {len(every)} accounts", flush=True)
    with open_duckdb(threads=1) as engine:
        for way in WAYS:
            tallies: dict[str, Tally] = defaultdict(Tally)
            for (kind, effect), number in product(EFFECTS.items(), range(draws)):
                rng = np.random.default_rng([seed, number, WAYS.index(way), list(EFFECTS).index(kind)])
                one = planted(rng, *every[int(rng.integers(len(every)))], way, effect)
                if one is not None:
                    counted(engine, one, tallies)
            yield from ({"paths": name, "way": way, "claim": claim} | tally.row for claim, tally in tallies.items())


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.answers.creator_real", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--draws", type=int, default=40)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    kept: list[dict[str, str | float]] = []
    for name in LOGS:
        for row in judged(name, asked.data, asked.draws, asked.seed):
            kept.append(row)
            print(printed(row), flush=True)
    if asked.results:
        machine.keep(asked.results, {"seed": asked.seed, "draws": asked.draws, "rows": kept})


if __name__ == "__main__":
    main()
