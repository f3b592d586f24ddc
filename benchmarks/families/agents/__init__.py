"""People who follow, log in at their own hours, read a feed and what is recommended, and like what they like.

Lived day by day: likes come of affinity, quality and interest. Planted: `chat` (links in a chat), `daily` (a list
worked down once a day), `rounds` (like those before you), `credit`, `quiet` (adaptive: few traces), `farm`. Honest:
`circle`, `campus`, `hobby`, `fans`, `idol`, `staff`, `company`, `answerer`, `event`; who buys from a farm is a
`customer`, and neither. Only some follows are in the log; sizes and rates are drawn per group from wide ranges.
"""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from benchmarks.families import truth
from benchmarks.families.agents.graph import befriend, weave
from benchmarks.families.agents.groups import KINDS, plant
from benchmarks.families.agents.honest import live_honestly
from benchmarks.families.agents.life import live
from benchmarks.families.agents.log import Tables, tables
from benchmarks.families.agents.people import draw_people
from benchmarks.families.agents.timetable import draw_timetable
from benchmarks.families.agents.world import World

__all__ = ["generate", "write"]

DAYS = 45


def generate(
    *,
    accounts: int = 20_000,
    days: int = DAYS,
    seed: int = 7,
    views: bool = False,
    scale: float = 1.0,
    comments_only: bool = False,
) -> tuple[World, Tables]:
    """A world and its tables. `scale` multiplies the share of planted accounts (0: nobody trades)."""
    world = World(accounts, days, seed, comments_only, views)
    draw_people(world)
    befriend(world)
    live_honestly(world)
    plant(world, scale)
    weave(world)
    draw_timetable(world)
    live(world)
    return world, tables(world)


def write(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """Write a world and its truth."""
    world, made = generate(accounts=accounts, seed=seed, views=views, comments_only=comments_only)
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(made.events, folder / "events.parquet")
    pq.write_table(made.posts, folder / "posts.parquet")
    people = made.accounts.to_pandas()
    first = people[people["kind"] != ""]
    # Some are in two groups: the first is who they are, the second is a membership more.
    second = [
        pd.DataFrame({"account": people["account"][group.members], "group": group.number, "kind": group.kind})
        for group in world.groups
    ]
    members = pd.concat([first, *second], ignore_index=True)
    members = members[members["account"].isin(first["account"])]
    members["trades"] = members["kind"].map(_trades)
    members["group"] = "g" + members["group"].astype(str)
    truth.write(folder, people["account"], members, made.traded.to_pandas())


def _trades(kind: str) -> str:
    if kind == truth.CUSTOMER:
        return truth.NEITHER
    return truth.TRADES if kind in KINDS else truth.HONEST
