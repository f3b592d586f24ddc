"""Organic likes by topic and popularity; ties, fans and groups on top of them.

Planted: `open` (prompt), `slow`, `partial`, `dx10` (like the ten posts that came before yours), `exchange` (credit:
nobody owes anybody in particular). Honest: `circle`, `hobby`, `fans`, `idol`. Circles of friends need share no topic,
and their members like each other at a pace of their own.
"""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from benchmarks.families import truth
from benchmarks.families.wrapped import only_comments
from benchmarks.families.zoo.honest import live
from benchmarks.families.zoo.log import World, finish
from benchmarks.families.zoo.planted import trade
from benchmarks.families.zoo.scene import set_scene

PLANTED = frozenset({"open", "slow", "partial", "dx10", "exchange"})
LIKES_EACH = 33
"""Likes an account, before those of ties and groups."""
FULL_SIZE = 30_000
"""Accounts of the world that the numbers of circles and groups were made for."""
LARGE_AT = 15_000
"""Accounts from which on `dx10` and `exchange` have their full size."""


def generate(
    *,
    accounts: int = 30_000,
    likes: int = 1_000_000,
    days: int = 60,
    seed: int = 7,
    views: bool = False,
    scale: float = 1.0,
    large: float = 1.0,
) -> World:
    """A world in memory. `scale` multiplies numbers of circles and groups, `large` the size of the large groups."""
    scene = set_scene(accounts, likes, days, seed)
    live(scene, scale)
    trade(scene, scale, large)
    return finish(scene, views)


def write(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """Write a world and its truth."""
    world = generate(
        accounts=accounts,
        likes=accounts * LIKES_EACH,
        seed=seed,
        views=views and not comments_only,
        scale=accounts / FULL_SIZE,
        large=min(1.0, accounts / LARGE_AT),
    )
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(world.events, folder / "events.parquet")
    pq.write_table(world.posts, folder / "posts.parquet")
    people = world.accounts.to_pandas()
    members = people[people["kind"] != ""].assign(
        group=lambda one: "g" + one["group"].astype(str),
        trades=lambda one: one["kind"].isin(PLANTED).map({True: truth.TRADES, False: truth.HONEST}),
    )
    # An idol is in no group of its own.
    members["group"] = members["group"].where(members["kind"] != "idol")
    traded = world.traded.to_pandas() if world.traded.num_rows else pd.DataFrame(columns=["actor", "post", "kind"])
    truth.write(folder, people["account"], members, traded)
    if comments_only:
        only_comments(folder)
