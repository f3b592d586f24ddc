"""What a world promises whose audience is the platform in a box: truth of likes, accounts and effects."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from likewise.answers.simulate.parameters import Parameters, Value
from likewise.errors import InputError
from likewise.world import MeanEffect, World, generate, write
from likewise.world.assemble import PERIOD_START

ACCOUNTS, LIKES, DAYS = 800, 12_000, 24
OUTCOMES = ("likes", "comments", "saves", "reposts", "new_follows", "views", "followers", "purchases")
# A platform that doesn't react: likes don't count, nobody heeds them, nothing is noticed, and nobody looks.
UNMOVED: dict[str, Value] = {
    "feed.like_response": 0.0,
    "feed.follow": 0.0,
    "readers.herding": 0.0,
    "readers.distrust": 0.0,
    "risk.active": False,
    "groups.glance": 0.0,
    "groups.comment": 0.0,
    "groups.from_content": 0.0,
}
REWARDING: dict[str, Value] = {**UNMOVED, "feed.like_response": 1.0, "feed.like": 8.0, "readers.herding": 0.2}


def made(values: dict[str, Value] | None = None, **asked: int | float | bool) -> World:
    """A small world before this platform."""
    sizes = {"accounts": ACCOUNTS, "likes": LIKES, "days": DAYS, "seed": 5, "grouped": 0.15, **asked}
    return generate(mechanism=Parameters().with_values(values or {}), **sizes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def world() -> World:
    return made(views=True)


def ask(world: World, sql: str) -> list[tuple[float, ...]]:
    """Rows of a query over the world's tables."""
    connection = duckdb.connect()
    for name in ("events", "posts", "accounts", "truth_accounts", "truth_events", "truth_groups"):
        connection.register(name, getattr(world, name))
    connection.register("effects", table_of(world))
    rows: list[tuple[float, ...]] = connection.execute(sql).fetchall()
    return rows


def one(world: World, sql: str) -> float:
    """The single number that a query gives."""
    return ask(world, sql)[0][0]


def table_of(world: World) -> pa.Table:
    assert world.effects is not None
    return world.effects.table


def mean_of(world: World, outcome: str, part: str, of: str = "members", when: str = "during") -> MeanEffect:
    assert world.effects is not None
    asked = (outcome, part, of, when)
    return next(one for one in world.effects.mean if (one.outcome, one.part, one.of, one.when) == asked)


def test_same_seed_gives_the_same_world_and_the_same_effects(world: World, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, ACCOUNTS, LIKES, 5, DAYS, 0.15, views=True, mechanism=Parameters())
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.*"))
    assert {file.name for file in files} >= {"effects.parquet", "effects.json", "events.parquet"}
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    assert pq.read_table(tmp_path / "a" / "events.parquet").equals(world.events)
    assert pq.read_table(tmp_path / "a" / "truth" / "effects.parquet").equals(table_of(world))
    told = json.loads((tmp_path / "a" / "truth" / "effects.json").read_text(encoding="utf-8"))
    assert told["seed"] == 5
    assert told["parameters"]["risk.active"] is True
    assert len(told["effects"]) == len(world.effects.mean if world.effects else ())


def test_likes_are_near_what_was_asked(world: World) -> None:
    assert one(world, "select count(*) from events where kind = 'like'") == pytest.approx(LIKES, rel=0.08)


def test_likes_fit_the_posts_they_are_on(world: World) -> None:
    unfit = """select count(*) from events e left join posts p using (post)
        where e.kind <> 'follow' and (p.post is null or e.author <> p.author or e.time < p.time)"""
    assert one(world, unfit) == 0
    for kind in ("like", "save", "repost"):
        twice = f"select count(*) - count(distinct (actor, post)) from events where kind = '{kind}'"
        assert one(world, twice) == 0
    assert one(world, "select count(*) from events where kind = 'like' and actor = author") == 0
    assert one(world, "select count(*) - count(distinct (actor, author)) from events where kind = 'follow'") == 0
    end = PERIOD_START + timedelta(days=DAYS)
    assert one(world, f"select count(*) from events where time not between '{PERIOD_START}' and '{end}'") == 0
    counts = """with n as (select post, count(*) as n from events where kind = 'like' group by 1)
        select count(*) from posts left join n using (post) where likes <> coalesce(n, 0)"""
    assert one(world, counts) == 0
    fewer = """with n as (select post, count(*) as n from events where kind = 'view' group by 1)
        select count(*) from posts join n using (post) where views < n"""
    assert one(world, fewer) == 0


def test_every_traded_like_is_between_members_of_its_group(world: World) -> None:
    assert len(world.truth_events) > 100
    not_logged = """select count(*) from truth_events t left join events e
        on e.actor = t.actor and e.post = t.post and e.kind = t.kind where e.actor is null"""
    assert one(world, not_logged) == 0
    outside = """select count(*) from truth_events t join posts p using (post)
        join truth_accounts a on a.account = t.actor join truth_accounts b on b.account = p.author
        where a."group" is distinct from t."group" or b."group" is distinct from t."group" """
    assert one(world, outside) == 0
    untimely = """select count(*) from truth_events t join events e using (actor, post, kind)
        join truth_accounts a on a.account = t.actor
        where e.time < a.joined or e.time >= date_trunc('day', a."left") + interval 1 day"""
    assert one(world, untimely) == 0


def test_readers_act_in_their_own_hours(world: World) -> None:
    hours = [
        n for (n,) in ask(world, "select count(*) from events where kind = 'like' group by extract(hour from time)")
    ]
    assert max(hours) > 1.4 * min(hours)


def test_switches_leave_out_kinds_and_change_no_like(world: World) -> None:
    bare = made(views=False, comments=False, follows=False)
    assert set(bare.events["kind"].to_pylist()) == {"like", "save", "repost"}
    likes = "select actor, post, time from events where kind = 'like' order by all"
    assert ask(bare, likes) == ask(world, likes)
    assert table_of(bare).equals(table_of(world))


def test_effects_are_the_difference_of_two_worlds(world: World) -> None:
    without = made({"groups.active": False}, views=True)
    assert len(without.truth_events) == len(without.truth_groups) == 0
    for other, suffix in ((world, ""), (without, "_without")):
        for kind, name in (("like", "likes"), ("comment", "comments"), ("save", "saves"), ("repost", "reposts")):
            counted = ask(
                other,
                f"""select author, (time at time zone 'UTC')::date, count(*) from events
                where kind = '{kind}' and actor <> author and author in (select account from effects) group by all
                order by all""",
            )
            told = f'select account, "day", {name}{suffix} from effects where {name}{suffix} > 0 order by all'
            assert counted == ask(world, told)
    followed = """select author, count(*) from events where kind = 'follow' and time > '2025-03-03 00:00:00+00'
        and author in (select account from effects) group by all order by all"""
    told = "select account, sum(new_follows) as n from effects group by all having n > 0 order by all"
    assert ask(world, followed) == ask(world, told)
    traded = """select p.author, count(*) from truth_events t join posts p using (post) where t.kind = 'like'
        and p.author in (select account from effects) group by all order by all"""
    told = "select account, sum(likes_traded) as n from effects group by all having n > 0 order by all"
    assert ask(world, traded) == ask(world, told)


@pytest.mark.parametrize("honest", [{"grouped": 0.0}, {"values": {"groups.active": False}}])
def test_without_a_group_every_effect_is_exactly_zero(honest: dict[str, object]) -> None:
    alone = made(**honest)  # type: ignore[arg-type]
    for name in OUTCOMES:
        assert one(alone, f"select count(*) from effects where {name} <> {name}_without") == 0
    assert len(alone.truth_events) == len(alone.truth_groups) == 0
    assert alone.truth_accounts["group"].null_count == ACCOUNTS


def test_a_platform_that_ignores_likes_gives_nothing_for_them() -> None:
    unmoved = made(UNMOVED)
    assert mean_of(unmoved, "likes", "raw").effect > 0.1
    for name in ("likes", "comments", "saves"):
        organic = mean_of(unmoved, name, "organic")
        # What mates would have liked of themselves is traded instead: a few likes.
        assert abs(organic.effect) < 0.04 * organic.without


def test_a_platform_that_rewards_likes_gives_more_for_them() -> None:
    rewarding = made(REWARDING)
    for name in ("likes", "views"):
        organic = mean_of(rewarding, name, "organic").relative
        assert organic is not None
        assert organic > 0.05
    assert mean_of(rewarding, "likes", "organic", of="others").effect < 0


def test_groups_keep_the_dates_of_a_scenario_when_asked() -> None:
    given = Parameters().with_values({"groups.start_day": 8, "groups.join_spread": 2, "groups.stop_day": 16})
    dated = generate(ACCOUNTS, LIKES, 5, DAYS, 0.15, mechanism=given, timed=True)
    days = "select min((\"day\" - date '2025-03-03')), max((\"day\" - date '2025-03-03')) from effects where trading"
    assert ask(dated, days) == [(8, 15)]
    assert mean_of(dated, "likes", "raw", when="after").account_days > 0
    with pytest.raises(InputError, match="start_day"):
        generate(ACCOUNTS, LIKES, 5, 7, mechanism=given, timed=True)


def test_banned_accounts_post_nothing_more() -> None:
    given = Parameters().with_values({"groups.ban_day": 12, "risk.strength": 1.0})
    banned = generate(ACCOUNTS, LIKES, 5, DAYS, 0.15, mechanism=given)
    late = """select count(*) from posts join truth_accounts on account = author
        where "group" is not null and posts.time >= timestamptz '2025-03-15 00:00:00+00'"""
    assert one(banned, late) == 0
    assert one(banned, "select count(*) from posts p join truth_accounts a on a.account = p.author") > 0


def test_a_mean_effect_says_what_it_is_over() -> None:
    mean = MeanEffect("likes", "raw", "members", "during", 3, 30, 2.0, 1.0)
    assert (mean.effect, mean.relative) == (1.0, 1.0)
    assert replace(mean, without=0.0).relative is None


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from likewise.show.cli import main; main()", "world", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_takes_scenario_ranking_and_parameters(tmp_path: Path) -> None:
    small = ("--accounts", "400", "--likes", "5000", "--days", "30", "--grouped", "0.2", "--seed", "3")
    chosen = ("--scenario", "group-then-stop", "--feed", "short-video", "--set", "groups.stop_day=25")
    done = run("--out", tmp_path / "w", *small, *chosen)
    assert done.returncode == 0, done.stderr
    assert "traded" in done.stdout
    told = json.loads((tmp_path / "w" / "truth" / "effects.json").read_text(encoding="utf-8"))["parameters"]
    assert (told["feed.finish"], told["groups.stop_day"]) == (1.0, 25)
    days = pq.read_table(tmp_path / "w" / "truth" / "effects.parquet").to_pandas().query("trading")["day"]
    assert (str(days.min()), str(days.max())) == ("2025-03-23", "2025-03-27")
    sized = run("--out", tmp_path / "v", "--set", "run.days=30")
    assert sized.returncode == 2
    assert "--days" in sized.stderr
