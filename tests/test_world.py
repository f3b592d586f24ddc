"""What the simulated world promises: determinism, a fitting truth, behaviour within its recipe."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from scipy.stats import kstest

from likewise.errors import InputError, OutputError
from likewise.world import PLANTED, Recipe, World, generate, write
from likewise.world.assemble import PERIOD_START

ACCOUNTS, LIKES, DAYS = 6_000, 220_000, 60
FEW, FEW_LIKES = 1_000, 20_000


@pytest.fixture(scope="module")
def world() -> World:
    return generate(accounts=ACCOUNTS, likes=LIKES, days=DAYS, seed=3)


@pytest.fixture(scope="module")
def watched() -> World:
    return generate(accounts=3_000, likes=100_000, seed=4, views=True)


def ask(world: World, sql: str) -> list[tuple[float, ...]]:
    """Rows of a query over the world's tables."""
    connection = duckdb.connect()
    for name in ("events", "posts", "accounts", "truth_accounts", "truth_events", "truth_groups"):
        connection.register(name, getattr(world, name))
    rows: list[tuple[float, ...]] = connection.execute(sql).fetchall()
    return rows


def one(world: World, sql: str) -> float:
    """The single number that a query gives."""
    return ask(world, sql)[0][0]


# Coverage and median delay in hours within each planted group, over posts written while both belonged to it.
IN_GROUP = """
with member as (
    select account, kind, "group" as g, joined, coalesce("left", timestamptz '2100-01-01') as until
    from truth_accounts where role = 'planted'
), liked as (
    select actor, post, time from events where kind = 'like'
), chance as (
    select a.kind, a.g, epoch(l.time - p.time) / 3600 as delay
    from member a join member b on a.g = b.g and a.account <> b.account
    join posts p on p.author = b.account
        and p.time >= greatest(a.joined, b.joined) and p.time < least(a.until, b.until)
        and p.time < timestamptz '2025-04-29'
    left join liked l on l.actor = a.account and l.post = p.post
)
select count(delay) / count(*) as coverage, median(delay) as delay, count(*)
from chance where kind = '{kind}' group by g having count(*) > 200
"""


def test_same_seed_gives_the_same_bytes_and_another_seed_another_world(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write(tmp_path / name, seed=seed, accounts=FEW, likes=FEW_LIKES)
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.parquet"))
    assert len(files) == 6
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    other = [(tmp_path / "a" / f).read_bytes() != (tmp_path / "c" / f).read_bytes() for f in files]
    assert all(other)


def test_written_files_hold_the_world_that_generate_gives(tmp_path: Path) -> None:
    made = generate(seed=5, accounts=FEW, likes=FEW_LIKES)
    summary = write(tmp_path / "w", seed=5, accounts=FEW, likes=FEW_LIKES)
    assert pq.read_table(tmp_path / "w" / "events.parquet").equals(made.events)
    assert pq.read_table(tmp_path / "w" / "posts.parquet").equals(made.posts)
    assert pq.read_table(tmp_path / "w" / "truth" / "accounts.parquet").equals(made.truth_accounts)
    assert summary.events == len(made.events)
    assert summary.likes == pc.sum(pc.equal(made.events["kind"], "like")).as_py()
    assert summary.likes_traded == pc.sum(pc.equal(made.truth_events["kind"], "like")).as_py()


def test_leaving_out_comments_follows_or_views_changes_no_like() -> None:
    whole = generate(seed=6, views=True, accounts=FEW, likes=FEW_LIKES)
    bare = generate(seed=6, comments=False, follows=False, views=False, accounts=FEW, likes=FEW_LIKES)
    kinds = set(pc.unique(bare.events["kind"]).to_pylist())
    assert kinds == {"like", "save", "repost"}

    def likes(world: World) -> pa.Table:
        return world.events.filter(pc.equal(world.events["kind"], "like")).select(["actor", "post", "time"])

    assert likes(whole).equals(likes(bare))


def test_sizes_are_near_what_was_asked(world: World) -> None:
    assert len(world.accounts) == ACCOUNTS
    assert one(world, "select count(*) from events where kind = 'like'") == pytest.approx(LIKES, rel=0.02)
    grouped = one(world, "select avg((kind is not null)::int) from truth_accounts")
    assert grouped == pytest.approx(0.08, abs=0.015)
    posters = one(world, "select count(distinct author) from posts") / ACCOUNTS
    assert posters == pytest.approx(0.6, abs=0.03)


def test_truth_covers_exactly_what_was_planted(world: World) -> None:
    assert sorted(world.truth_accounts["account"].to_pylist()) == sorted(world.accounts["account"].to_pylist())
    assert (
        one(
            world,
            """select count(*) from truth_accounts
        where (role in ('planted', 'customer')) <> ("group" is not null)
            or ("group" is null) <> (kind is null)""",
        )
        == 0
    )
    sizes = """select count(*) from truth_groups g full join
        (select "group", kind, count(*) as n from truth_accounts where "group" is not null group by all) a
        using ("group", kind) where a.n is distinct from g.size"""
    assert one(world, sizes) == 0
    outside = """select count(*) from truth_events e left join truth_accounts a on a.account = e.actor
        where a."group" is distinct from e."group" """
    assert one(world, outside) == 0
    not_logged = """select count(*) from truth_events t left join events e
        on e.actor = t.actor and e.post = t.post and e.kind = t.kind where e.actor is null"""
    assert one(world, not_logged) == 0
    # and the author of every traded like belongs to the same group
    assert (
        one(
            world,
            """select count(*) from truth_events t join posts p using (post)
        join truth_accounts a on a.account = p.author where a."group" is distinct from t."group" """,
        )
        == 0
    )


def test_every_kind_is_planted_and_an_honest_world_has_none(world: World) -> None:
    assert set(world.truth_groups["kind"].to_pylist()) == set(PLANTED)
    honest = generate(grouped=0.0, seed=1, accounts=FEW, likes=FEW_LIKES)
    assert len(honest.truth_groups) == len(honest.truth_events) == 0
    assert honest.truth_accounts["group"].null_count == FEW


@pytest.mark.parametrize("kind", PLANTED)
def test_only_the_kinds_asked_for_are_planted(kind: str) -> None:
    only = generate(accounts=1_500, likes=30_000, kinds=[kind], seed=2)
    assert set(only.truth_groups["kind"].to_pylist()) == {kind}
    assert len(only.truth_events) > 0


def test_likes_fit_the_posts_they_are_on(world: World) -> None:
    unfit = """select count(*) from events e left join posts p using (post)
        where e.kind <> 'follow' and (p.post is null or e.author <> p.author or e.time < p.time)"""
    assert one(world, unfit) == 0
    assert one(world, "select count(*) - count(distinct (actor, post)) from events where kind = 'like'") == 0
    assert one(world, "select count(*) from events where kind = 'like' and actor = author") == 0
    assert one(world, "select count(*) - count(distinct (actor, author)) from events where kind = 'follow'") == 0


def test_times_are_sorted_and_inside_the_period(world: World) -> None:
    end = PERIOD_START + timedelta(days=DAYS)
    for table in (world.events, world.posts):
        assert PERIOD_START <= pc.min(table["time"]).as_py() <= pc.max(table["time"]).as_py() < end
        stamps = table["time"].cast(pa.int64()).to_numpy()
        assert (np.diff(stamps) >= 0).all()


def test_post_counts_are_those_of_the_log(world: World, watched: World) -> None:
    for made, kinds in (
        (world, ("like", "comment", "save", "repost")),
        (watched, ("like", "comment", "view")),
    ):
        for kind in kinds:
            wrong = f"""with n as (select post, count(*) as n from events where kind = '{kind}' group by 1)
                select count(*) from posts left join n using (post) where posts.{kind}s <> coalesce(n, 0)"""
            assert one(made, wrong) == 0
    followers = """with n as (select author, count(*) as n from events where kind = 'follow' group by 1)
        select count(*) from accounts left join n on author = account where followers <> coalesce(n, 0)"""
    assert one(world, followers) == 0


def test_ids_tell_nothing_about_roles(world: World) -> None:
    order = np.argsort(np.argsort(world.truth_accounts["account"].to_pylist())) / ACCOUNTS
    role = np.asarray(world.truth_accounts["role"].to_pylist())
    for name in ("planted", "friends", "hobby", "fans"):
        assert kstest(order[role == name], "uniform").pvalue > 0.001
    first_letters = {a[0] for a in world.accounts["account"].to_pylist()}
    assert first_letters == {"u"}


def test_prompt_groups_comply_within_an_hour(world: World) -> None:
    found = ask(world, IN_GROUP.format(kind="prompt"))
    assert len(found) >= 3
    for coverage, delay, _ in found:
        assert 0.66 < coverage < 0.97
        assert delay < 1.0


def test_slower_kinds_comply_as_their_recipe_says(world: World) -> None:
    for kind, low, high, least_h, most_h in (
        ("slow", 0.28, 0.62, 1.0, 24.0),
        ("partial", 0.18, 0.42, 0.3, 24.0),
        ("careful", 0.36, 0.82, 4.0, 72.0),
    ):
        found = ask(world, IN_GROUP.format(kind=kind))
        assert found
        for coverage, delay, _ in found:
            assert low < coverage < high, kind
            assert least_h < delay < most_h, kind


def test_partial_pairs_have_two_levels() -> None:
    dense = generate(accounts=1_500, likes=120_000, kinds=["partial"], seed=8)
    pairs = np.array(
        ask(
            dense,
            """with m as (select account, "group" g, joined from truth_accounts where kind = 'partial'),
        l as (select actor, post from events where kind = 'like')
        select count(l.post) / count(*) from m a join m b on a.g = b.g and a.account <> b.account
        join posts p on p.author = b.account and p.time > greatest(a.joined, b.joined)
            and p.time < timestamptz '2025-04-12'
        left join l on l.actor = a.account and l.post = p.post group by a.account, b.account
        having count(*) >= 25""",
        )
    )
    assert len(pairs) > 100
    assert np.mean(pairs < 0.2) > 0.25
    assert np.mean(pairs > 0.4) > 0.25
    assert np.mean((pairs > 0.25) & (pairs < 0.35)) < 0.2


def test_hobby_members_like_a_tenth_to_a_third_of_each_other(world: World) -> None:
    coverage = ask(
        world,
        """with m as (select account, circle from truth_accounts where circle like 'hobby%'),
        l as (select actor, post from events where kind = 'like')
        select count(l.post) / count(*) from m a join m b on a.circle = b.circle and a.account <> b.account
        join posts p on p.author = b.account left join l on l.actor = a.account and l.post = p.post
        group by a.circle""",
    )
    assert len(coverage) >= 5
    assert all(0.05 < c[0] < 0.33 for c in coverage)
    assert 0.10 < np.median(coverage) < 0.30


def test_friends_are_mutual_and_of_unequal_closeness(world: World) -> None:
    ties = np.array(
        ask(
            world,
            """with m as (select account, circle from truth_accounts where circle like 'friends%'),
        l as (select actor, post from events where kind = 'like')
        select count(l.post) / count(*) from m a join m b on a.circle = b.circle and a.account <> b.account
        join posts p on p.author = b.account left join l on l.actor = a.account and l.post = p.post
        group by a.account, b.account having count(*) >= 10""",
        )
    )
    assert 0.2 < ties.mean() < 0.5
    assert np.quantile(ties, 0.1) < 0.2
    assert np.quantile(ties, 0.9) > 0.5


def test_few_credit_pairs_are_mutual_beyond_the_honest() -> None:
    made = generate(accounts=8_000, likes=320_000, kinds=["credit"], seed=1)
    pairs = """with t as (select distinct t.actor, p.author from truth_events t join posts p using (post)
            where t.kind = 'like')
        select avg((b.actor is not null)::int) from t a
            left join t b on a.actor = b.author and a.author = b.actor"""
    assert one(made, pairs) < 0.25
    given = one(made, "select count(*) / count(distinct actor) from truth_events where kind = 'like'")
    assert given > 20


def test_last_ten_likes_come_in_runs_before_the_own_post(world: World) -> None:
    runs = """with t as (select t.actor, e.time from truth_events t join events e using (actor, post, kind)
            where kind = 'like' and "group" like 'last_ten%'),
        n as (select t.actor, t.time, min(epoch(p.time - t.time)) as before
            from t join posts p on p.author = t.actor and p.time > t.time group by all)
        select quantile_cont(before, 0.99), count(*) from n"""
    latest, n = ask(world, runs)[0]
    assert n > 100
    assert latest < 15 * 60


def test_farmed_likes_arrive_in_lockstep(world: World) -> None:
    spread = """with t as (select t.post, e.time, p.time as posted from truth_events t
            join events e using (actor, post, kind) join posts p using (post)
            where kind = 'like' and "group" like 'farm%')
        select median(s) from (
            select post, epoch(max(time) - min(time)) / 60 as s from t group by 1 having count(*) > 5)"""
    assert one(world, spread) < 20
    assert (
        one(
            world,
            """select count(*) from truth_events t join truth_accounts a on a.account = t.actor
        where t."group" like 'farm%' and a.role = 'customer'""",
        )
        == 0
    )


def test_giving_and_receiving_are_heavy_tailed(world: World) -> None:
    for side in ("actor", "author"):
        counts = np.array(ask(world, f"select count(*) from events where kind = 'like' group by {side}")).ravel()
        top = np.sort(counts)[::-1][: len(counts) // 100].sum() / counts.sum()
        assert top > (0.05 if side == "actor" else 0.15)
        assert counts.mean() > 1.5 * np.median(counts)


def test_honest_likes_follow_hours_and_come_in_sessions(world: World) -> None:
    hours = np.array(ask(world, "select count(*) from events where kind = 'like' group by extract(hour from time)"))
    assert hours.max() > 1.4 * hours.min()
    weekend, working = ask(
        world,
        """select avg(n) filter (d in (0, 6)), avg(n) filter (d not in (0, 6)) from
        (select dayofweek(time) as d, date_trunc('day', time) as day, count(*) as n from events
         where kind = 'like' group by all)""",
    )[0]
    assert weekend > 1.1 * working
    soon = one(
        world,
        """select avg((gap < 600)::int) from (select epoch(time - lag(time) over
        (partition by actor order by time)) as gap from events where kind = 'like') where gap is not null""",
    )
    assert soon > 0.3


def test_comments_in_groups_repeat_themselves_more(world: World) -> None:
    share = """with c as (select e.text, t.actor is not null as traded,
            count(*) over (partition by text) >= 10 as repeated
            from events e left join truth_events t
                on t.actor = e.actor and t.post = e.post and t.kind = 'comment'
            left join truth_accounts a on a.account = e.actor
            where e.kind = 'comment' and coalesce(a.kind, '') <> 'careful')
        select avg(repeated::int) from c where traded = {traded}"""
    traded, honest = (one(world, share.format(traded=which)) for which in ("true", "false"))
    assert traded > 1.5 * honest
    rate = one(
        world,
        """select count(*) filter (kind = 'comment') / count(*) filter (kind = 'like')
        from events e anti join truth_events t on t.actor = e.actor and t.post = e.post""",
    )
    assert 0.03 < rate < 0.12


def test_traded_likes_are_looked_at_less(watched: World) -> None:
    unwatched = """with v as (
            select actor, post, max(dwell_s) as dwell from events where kind = 'view' group by all)
        select avg((coalesce(dwell, 0) < 2)::int) from events l left join v using (actor, post)
        left join truth_events t on t.actor = l.actor and t.post = l.post and t.kind = 'like'
        left join truth_accounts a on a.account = l.actor
        where l.kind = 'like' and {which}"""
    honest = one(watched, unwatched.format(which="t.actor is null"))
    traded = one(watched, unwatched.format(which="t.actor is not null and a.kind <> 'careful'"))
    assert honest < 0.3 < traded
    views = one(watched, "select count(*) filter (kind = 'view') / count(*) filter (kind = 'like') from events")
    assert views == pytest.approx(3, abs=0.5)
    assert one(watched, "select count(*) from events where completion not between 0 and 1") == 0


def test_groups_begin_at_different_times(world: World) -> None:
    started = one(world, f"select avg((joined > timestamptz '{PERIOD_START}' + interval 1 day)::int) from truth_groups")
    assert 0.4 < started < 0.98
    before = """select count(*) from truth_events t join events e using (actor, post, kind)
        join truth_accounts a on a.account = t.actor where e.time < a.joined"""
    assert one(world, before) == 0


def test_half_of_the_circles_of_friends_share_no_topic() -> None:
    made = generate(accounts=8_000, likes=100_000, seed=9, grouped=0)
    shared = one(
        made,
        """with m as (select circle, category, count(*) n from truth_accounts join accounts using (account)
            where circle like 'friends%' and category is not null group by all)
        select avg((top)::int) from (
            select circle, max(n) / sum(n) > 0.8 as top from m group by 1 having sum(n) >= 5)""",
    )
    assert 0.3 < shared < 0.7


def test_a_drawn_recipe_differs_and_still_makes_a_world() -> None:
    first, second = (Recipe.draw(np.random.default_rng(seed)) for seed in (1, 2))
    assert first != second
    assert first == Recipe.draw(np.random.default_rng(1))
    made = generate(seed=1, recipe=first, accounts=FEW, likes=FEW_LIKES)
    assert one(made, "select count(*) from events where kind = 'like'") == pytest.approx(FEW_LIKES, rel=0.05)


def test_five_thousand_accounts_take_seconds(tmp_path: Path) -> None:
    began = time.perf_counter()
    write(tmp_path / "w", accounts=5_000, likes=150_000)
    assert time.perf_counter() - began < 15


@pytest.mark.parametrize(
    "wrong",
    [{"accounts": 10}, {"days": 2}, {"days": 5000}, {"likes": -1}, {"grouped": 0.9}, {"kinds": ["secret"]}],
)
def test_what_cannot_be_made_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        generate(**{"accounts": FEW, "likes": FEW_LIKES, **wrong})  # type: ignore[arg-type]


def test_foreign_files_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError):
        write(tmp_path, accounts=FEW, likes=FEW_LIKES)
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    write(tmp_path / "w", seed=1, accounts=FEW, likes=FEW_LIKES)
    write(tmp_path / "w", seed=2, accounts=FEW, likes=FEW_LIKES)
    assert {p.name for p in tmp_path.iterdir()} == {"thesis.txt", "w"}
