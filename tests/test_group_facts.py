"""Facts of whole groups on data made by hand: whose posts get all or none, who waits alike, where a group ends."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from engines import on_duckdb
from likewise.engine import Engine
from likewise.evidence import EVIDENCE, lay_ground, measure_groups, measure_pairs
from likewise.sources import read
from likewise.sources.encode import encode

START, DAY = 1_900_000_000, 86_400
MEMBERS = [f"m{n}" for n in range(8)]
OTHERS = [f"o{n}" for n in range(120)]
POSTS = 12

Wait = Callable[[np.random.Generator, bool], float]
Likes = Callable[[np.random.Generator, int], bool]


def any_time(random: np.random.Generator, _inside: bool) -> float:
    return float(random.uniform(0.05, 20)) * 3600


def within_the_hour(random: np.random.Generator, inside: bool) -> float:
    return 1800 + float(random.uniform(-200, 200)) if inside else any_time(random, inside)


def by_chance(random: np.random.Generator, _post: int) -> bool:
    return bool(random.random() < 0.5)


def every_second_post(_random: np.random.Generator, post: int) -> bool:
    return post % 2 == 0


def facts(engine: Engine, *, likes: Likes = by_chance, wait: Wait = any_time, friends: int = 0) -> Mapping[str, float]:
    """The facts of a group of eight who like each other's posts; `friends` outsiders do as they do."""
    random = np.random.default_rng(7)
    posts, events = [], []
    for p, author in enumerate([*MEMBERS, *OTHERS]):
        for n in range(POSTS):
            born = START + n * DAY + p * 300
            posts.append({"post": f"{author}-{n}", "author": author, "time": born})
            inside = author in MEMBERS
            fans = [one for one in MEMBERS if inside and one != author and likes(random, n)]
            fans += [one for one in OTHERS[:friends] if inside and by_chance(random, n)]
            fans += [str(one) for one in random.choice([*MEMBERS, *OTHERS], 1)]
            for fan in dict.fromkeys(fans):
                if fan != author:
                    at = born + wait(random, inside and fan in MEMBERS)
                    events.append({"actor": fan, "author": author, "post": f"{author}-{n}", "kind": "like", "time": at})
    frame = pd.DataFrame(events)
    frame["time"] = frame["time"].astype("int64")
    read(engine, {"events": frame, "posts": pd.DataFrame(posts)})
    present = encode(engine).holds
    lay_ground(engine)
    measure_pairs(engine, EVIDENCE, present)
    engine.register("named", pa.table({"id": MEMBERS}))
    engine.create("member", "select 0 as grp, account.code as account from account join named on named.id = account.id")
    measure_groups(engine, EVIDENCE, present)
    (row,) = engine.arrow("select * from group_fact").to_pylist()
    return {name: value for name, value in row.items() if isinstance(value, float)}


@on_duckdb
@pytest.mark.parametrize(("likes", "low", "high"), [(by_chance, 0.65, 1.35), (every_second_post, 2, 99)])
def test_posts_that_everybody_likes_or_nobody_differ_more_than_chance_lets_them(
    engine: Engine, likes: Likes, low: float, high: float
) -> None:
    assert low < facts(engine, likes=likes)["all_or_none"] < high


@on_duckdb
@pytest.mark.parametrize(("wait", "low", "high"), [(any_time, 0.65, 1.35), (within_the_hour, 0, 0.6)])
def test_waiting_times_of_a_rule_lie_close_together(engine: Engine, wait: Wait, low: float, high: float) -> None:
    assert low < facts(engine, wait=wait)["wait_spread"] < high


@on_duckdb
@pytest.mark.parametrize(("friends", "low", "high"), [(0, 0, 0), (16, 1, 99)])
def test_friends_outside_leave_a_group_without_a_border(engine: Engine, friends: int, low: float, high: float) -> None:
    assert low <= facts(engine, friends=friends)["border"] <= high
