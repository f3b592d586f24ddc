"""Campaigns: a crowd that was paid for some posts and comes in slices is one finding, with everybody who took part."""

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import likewise
from likewise.engine import open_duckdb
from likewise.groups.campaigns import join_campaigns

DAY = 86_400
START = 1_704_110_400


def crowd(folder: Path, *, slices: int, alone: int, readers: int, seed: int) -> Path:
    """A log of readers who like what is popular, and of hired accounts that like the same two posts in one go.

    The hired come in slices of twelve within ten minutes, on some days, and `alone` of them at moments of their own.
    """
    rng = random.Random(seed)
    rows = ["actor,author,post,time"]
    for reader in range(readers):
        for post in rng.choices(range(400), [1 / (rank + 5) for rank in range(400)], k=rng.randint(1, 12)):
            rows.append(f"r{reader},w{post % 150},p{post},{START + rng.randrange(120 * DAY)}")
    moments = [START + day * 3 * DAY + rng.randrange(600) for day in range(slices) for _ in range(12)]
    moments += [START + rng.randrange(120 * DAY) for _ in range(alone)]
    for number, moment in enumerate(moments):
        rows.append(f"h{number},client1,bought1,{moment}")
        rows.append(f"h{number},client2,bought2,{moment + rng.randrange(1, 20)}")
    for reader in rng.sample(range(readers), readers // 20):
        rows.append(f"r{reader},client1,bought1,{START + rng.randrange(120 * DAY)}")
    path = folder / "likes.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize("seed", range(3))
def test_slices_of_one_crowd_are_one_finding_with_all_who_took_part(tmp_path: Path, seed: int) -> None:
    path = crowd(tmp_path, slices=20, alone=150, readers=1500, seed=seed)
    result = likewise.report(path, tmp_path / "out")
    likely = [row for row in result.groups.to_arrow().to_pylist() if row["probability"] >= 0.5]
    assert len(likely) == 1
    assert likely[0]["core"] < likely[0]["size"]
    members = {row["account"]: row["probability"] for row in result.members.to_arrow().to_pylist()}
    hired = {name for name, chance in members.items() if name.startswith("h") and chance >= 0.5}
    assert len(hired) >= 0.98 * (20 * 12 + 150)
    assert not any(name.startswith("r") for name, chance in members.items() if chance >= 0.5)
    posts = pq.read_table(tmp_path / "out" / "campaigns.parquet").to_pylist()
    assert {(row["group"], row["post"], row["author"]) for row in posts} == {
        (likely[0]["group"], "bought1", "client1"),
        (likely[0]["group"], "bought2", "client2"),
    }
    assert all(row["members"] == len(hired) <= row["people"] and row["days"] >= 20 for row in posts)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "1 crowd acts in lockstep" in page and "bought2" in page


def test_crowds_for_other_posts_stay_apart(tmp_path: Path) -> None:
    one = crowd(tmp_path, slices=20, alone=0, readers=1500, seed=5).read_text().splitlines()
    hired = [row.split(",") for row in one if row[0] == "h"]
    other = [f"k{who},{author}b,{post}b,{int(time) + DAY}" for who, author, post, time in hired]
    path = tmp_path / "both.csv"
    path.write_text("\n".join([*one, *other]) + "\n")
    likewise.report(path, tmp_path / "out")
    posts = pq.read_table(tmp_path / "out" / "campaigns.parquet").to_pylist()
    by_group: dict[str, set[str]] = {}
    for row in posts:
        by_group.setdefault(row["group"], set()).add(row["post"])
    assert sorted(map(sorted, by_group.values())) == [["bought1", "bought2"], ["bought1b", "bought2b"]]


def test_whoever_likes_what_is_popular_joins_no_campaign() -> None:
    """Where most of those who like both posts would do so by chance, nobody is added."""
    with open_duckdb() as engine:
        engine.run("create table favour(actor bigint, author bigint, post bigint, time bigint)")
        engine.run(
            "insert into favour select actor, post, post, 1000000 * (actor * 100000 + post) "
            "from range(2000) as a(actor), range(3) as p(post) where hash(actor * 7 + post) % 10 < 9"
        )
        engine.run("create table member as select 1 as grp, actor as account from range(10) as a(actor)")
        engine.run("create table unison_like as select 1 as grp, actor, post, time from favour where actor < 10")
        engine.run(
            "create table found_group as select 1 as grp, 'lockstep' as kind, 0.9 as probability, 10 as size, "
            "30 as likes, 0 as first, 1 as last, 'g1' as name"
        )
        join_campaigns(engine)
        assert engine.count("campaign_member") == 0
        assert engine.count("member") == 10


def test_data_without_lockstep_have_no_campaigns(tmp_path: Path) -> None:
    path = tmp_path / "likes.csv"
    rows = [f"u{n % 9},w{n % 5},p{n % 40},{START + n * 977}" for n in range(300)]
    path.write_text("actor,author,post,time\n" + "\n".join(rows) + "\n")
    likewise.report(path, tmp_path / "out")
    assert pq.read_table(tmp_path / "out" / "campaigns.parquet").num_rows == 0


def test_whoever_came_alone_is_explained_as_such(tmp_path: Path) -> None:
    path = crowd(tmp_path, slices=20, alone=150, readers=1500, seed=1)
    result = likewise.report(path, tmp_path / "out")
    members = {row["account"]: row["probability"] for row in result.members.to_arrow().to_pylist()}
    best = max(members.values())
    alone = next(name for name, chance in members.items() if 0.5 <= chance < best - 0.001)
    together = next(name for name, chance in members.items() if chance == best)
    assert "in one go, at a moment of its own" in result.explain(alone).in_words()
    assert "acting together is all there is" in result.explain(together).in_words()
