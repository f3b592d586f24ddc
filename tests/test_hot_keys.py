"""A post that everybody likes at once and an account that likes everything cost what they weigh, and hide nobody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from likewise.engine import DuckDBEngine, open_duckdb
from likewise.pipeline import Settings, analyse, describe
from likewise.show.catalogue import LANGUAGES
from likewise.show.catalogue import told as said

PEOPLE, POSTS_EACH, READERS = 1000, 6, 4
GROUPS, MEMBERS, COMPLY = 4, 12, 0.8
# A log of likes alone tells twelve who like most of each other's posts from close friends only in part.
LEAST = 0.2
START = datetime(2025, 1, 1, tzinfo=UTC)
FAN, STAR = "likes everything", "liked by everyone"
# No step may hand on more rows than this many times the likes: steps join likes with groups and pairs, and an account
# is in few of each. One that laid the hot post's likers beside each other would have fifteen times the likes, one
# that laid the busy account's likes beside all it was seen with more than a hundred times.
MOST_ROWS_A_LIKE = 6.0

Like = tuple[str, str, str, datetime]


class CountingEngine(DuckDBEngine):
    """DuckDB, and the most rows that a step of any statement handed to the next."""

    most: int = 0

    def create(self, name: str, sql: str, **params: Any) -> None:
        profile = self.scratch / "profile.json"
        self.connection.execute("pragma enable_profiling = 'json'")
        self.connection.execute(f"pragma profiling_output = '{profile}'")
        super().create(name, sql, **params)
        self.connection.execute("pragma disable_profiling")
        if profile.exists():
            self.most = max(self.most, _widest(json.loads(profile.read_text()).get("operator", [])))
            profile.unlink()


def _widest(steps: list[dict[str, Any]]) -> int:
    return max((max(one.get("intermediate_rows", 0), _widest(one.get("children", []))) for one in steps), default=0)


@dataclass(frozen=True)
class Seen:
    """What an analysis left: its groups, the rows of its widest step for each like, and its findings by key."""

    groups: frozenset[frozenset[str]]
    rows_a_like: float
    said: Mapping[str, dict[str, Any]]


def seen(likes: list[Like]) -> Seen:
    actor, author, post, time = zip(*likes, strict=True)
    posts = {name: (writer, when) for writer, name, when in zip(author, post, _born(time), strict=True)}
    frames = {
        "events": pa.table({"actor": actor, "author": author, "post": post, "time": time}),
        "posts": pa.table(
            {
                "post": list(posts),
                "author": [writer for writer, _ in posts.values()],
                "time": [when for _, when in posts.values()],
            }
        ),
    }
    with open_duckdb(threads=1) as opened:
        engine = CountingEngine(opened.connection, opened.scratch)
        analysis = analyse(engine, frames, Settings(), lambda _: None)
        members = engine.arrow(
            "select list(account.id) as members from membership join account on account.code = membership.account "
            "where membership.probability >= $least group by grp",
            least=LEAST,
        )
        groups = frozenset(frozenset(one) for one in members.column("members").to_pylist())
        said = {one["key"]: one for one in describe(engine, analysis)["findings"]}
        return Seen(groups, engine.most / analysis.ledger.likes, said)


def _born(times: tuple[datetime, ...]) -> list[datetime]:
    return [time - timedelta(hours=1) for time in times]


def planted() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(f"u{20 * group + n}" for n in range(MEMBERS)) for group in range(GROUPS))


def world() -> list[Like]:
    """A thousand people who like at random, and groups whose members like each other's posts."""
    random = np.random.default_rng(1)
    mates = {member: group for group in planted() for member in group}
    likes: list[Like] = []
    for author in (f"u{n}" for n in range(PEOPLE)):
        for number in range(POSTS_EACH):
            when = START + timedelta(seconds=int(random.integers(30 * 86_400)))
            readers = {f"u{n}" for n in random.choice(PEOPLE, READERS)}
            readers |= {mate for mate in sorted(mates.get(author, ())) if random.random() < COMPLY}
            likes += [(reader, author, f"{author}-{number}", when) for reader in sorted(readers - {author})]
    return likes


def hot(likes: list[Like]) -> list[Like]:
    """What an account that likes every post, when others do, and a post that all like at once, add to `likes`."""
    posts = {post: (author, time) for _, author, post, time in likes}
    fan = [(FAN, author, post, time) for post, (author, time) in posts.items()]
    return fan + [(f"u{n}", STAR, "hot", START + timedelta(seconds=n % 500)) for n in range(PEOPLE)]


@pytest.fixture(scope="module")
def without() -> Seen:
    return seen(world())


@pytest.fixture(scope="module")
def heated() -> Seen:
    return seen(world() + hot(world()))


def test_groups_are_found_beside_hot_keys_as_without_them(without: Seen, heated: Seen) -> None:
    assert len(without.groups) >= GROUPS - 1
    assert without.groups <= planted()
    assert heated.groups == without.groups


def test_no_step_grows_faster_than_the_likes(without: Seen, heated: Seen) -> None:
    assert without.rows_a_like < MOST_ROWS_A_LIKE
    assert heated.rows_a_like < MOST_ROWS_A_LIKE


def test_likes_in_crowds_that_lockstep_leaves_out_are_told(without: Seen, heated: Seen) -> None:
    assert "crowded" not in without.said
    told = heated.said["crowded"]
    assert (told["moments"], told["likes"]) == (1, PEOPLE)
    assert told["all"] == len(world()) + len(hot(world()))
    for lang in LANGUAGES:
        assert "1,000" in said(lang, "finding", told)
