"""A world's likes, as every peer reads them: accounts and posts as whole numbers, times as seconds."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

_ACCOUNTS = """
create table account as
select name, cast(row_number() over (order by name) - 1 as integer) as id
from (select actor as name from logged union select author from logged)
"""
_LIKES = """
create table "like" as
select one.id as actor, other.id as author, post.id as post, logged.time
from logged
join account as one on one.name = logged.actor
join account as other on other.name = logged.author
join (
    select post, cast(row_number() over (order by post) - 1 as integer) as id from (select distinct post from logged)
) as post on post.post = logged.post
"""


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection with tables account (name, id from 0) and like (actor, author, post: ids; time: seconds)."""
    connection = duckdb.connect()
    connection.execute(
        "create view logged as select actor, author, post, epoch(time) as time "
        f"from read_parquet('{folder / 'events.parquet'}') where kind = 'like'"
    )
    connection.execute(_ACCOUNTS)
    connection.execute(_LIKES)
    return connection


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The accounts' names, in the order of their ids."""
    return [name for (name,) in connection.execute("select name from account order by id").fetchall()]


def named(connection: duckdb.DuckDBPyConnection, scores: Iterable[tuple[int, float]]) -> dict[str, float]:
    """Scores by id, told by name."""
    name = names(connection)
    return {name[account]: float(score) for account, score in scores}
