"""CopyCatch (Beutel et al., WWW 2013) as StarScout (He et al., 2024) uses it, as published: lockstep around seeds.

StarScout runs it as queries on a service; these are the same steps. Every post with enough likes is a seed. A step
finds the accounts that liked at least `rho` of a seed's posts within `delta_t` of the posts' centres, then takes the
`m` posts that most of them liked, with new centres. A cluster counts when it has `n` accounts and `m` posts. An
account's score is the number of such clusters it is in.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.peers.methods.likes import named, opened

STEPS = 10
# How many centres a cluster keeps, for each of its posts.
RELAXED = 20


@dataclass(frozen=True)
class Settings:
    """What is near (s), how many posts, share of them and accounts make a cluster, and the likes that make a seed."""

    delta_t: float
    m: int
    rho: float
    n: int
    seed_likes: int


_SEEDS = """
create table centre as
select post as seed, avg(time) as seed_time, post, avg(time) as time, 1 as place
from "like" group by post having count(*) >= $least
"""
_MAP = """
create or replace table user as
with cluster as (select * from centre where place <= $m),
size as (select seed, count(*) as posts from cluster group by seed)
select cluster.seed, "like".actor
from cluster join "like" on "like".post = cluster.post and abs("like".time - cluster.time) <= $delta
join size on size.seed = cluster.seed
group by cluster.seed, "like".actor, size.posts
having count(*) >= $rho * size.posts - 0.001
"""
_REDUCE = """
create or replace table moved as
with seed as (select distinct seed, seed_time from centre),
near as (
    select user.seed, seed.seed_time, "like".post, "like".time
    from user join seed on seed.seed = user.seed
    join "like" on "like".actor = user.actor
    left join centre on centre.seed = user.seed and centre.post = "like".post
    where abs("like".time - coalesce(centre.time, seed.seed_time)) <= $delta
),
counted as (
    select seed, seed_time, post, avg(time) as time, count(*) as people, coalesce(var_samp(time), 0) as spread
    from near group by seed, seed_time, post
)
select seed, seed_time, post, time,
    row_number() over (partition by seed order by people desc, spread, post) as place
from counted
qualify place <= $relaxed
"""
_SCORES = """
with large as (select seed from user group by seed having count(*) >= $n),
full_size as (select seed from centre where place <= $m group by seed having count(*) >= $m)
select actor, count(*) from user semi join large on large.seed = user.seed
semi join full_size on full_size.seed = user.seed
group by actor
"""


def score(
    folder: Path,
    work: Path,  # noqa: ARG001
    delta_t: float = 15 * 24 * 3600,
    m: int = 10,
    rho: float = 0.5,
    n: int = 50,
    seed_likes: int = 50,
) -> dict[str, float]:
    """In how many near-bicliques in time an account is; StarScout's own settings unless told."""
    settings = Settings(delta_t, m, rho, n, seed_likes)
    likes = opened(folder)
    likes.execute(_SEEDS, {"least": settings.seed_likes})
    before = -1
    for _ in range(STEPS):
        after = _map(likes, settings)
        if after == before:
            break
        _reduce(likes, settings)
        before = after
    _map(likes, settings)
    return named(likes, likes.execute(_SCORES, {"m": settings.m, "n": settings.n}).fetchall())


def _map(likes: duckdb.DuckDBPyConnection, settings: Settings) -> int:
    """The accounts of each seed's centres; how many pairs of the two there are."""
    likes.execute(_MAP, {"m": settings.m, "delta": settings.delta_t, "rho": settings.rho})
    (pairs,) = likes.execute("select count(*) from user").fetchall()[0]
    return int(pairs)


def _reduce(likes: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """The centres of each seed's accounts."""
    likes.execute(_REDUCE, {"delta": settings.delta_t, "relaxed": RELAXED * settings.m})
    likes.execute("drop table centre")
    likes.execute("alter table moved rename to centre")
