"""Growing, belonging, and what holds on worlds of a generator that the weights never saw."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from benchmarks import elsewhere
from sklearn.metrics import average_precision_score

import likewise
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.evidence import EVIDENCE, lay_ground, measure_pairs
from likewise.groups import measure_belonging, measure_candidates, propose
from likewise.show.face import tables_alone
from likewise.sources import read
from likewise.sources.encode import encode

DAY = 86_400
START = 1_735_700_000


def crowd(random: np.random.Generator, groups: dict[str, list[str]], comply: float) -> dict[str, pd.DataFrame]:
    """Three hundred people who like at random, and groups whose members like each other's posts."""
    people = [f"u{n}" for n in range(300)]
    posts = [
        {"post": f"{who}-{n}", "author": who, "time": START + int(random.integers(0, 30 * DAY))}
        for who in people
        for n in range(6)
    ]
    likes = []
    for post in posts:
        mates = {mate for members in groups.values() if post["author"] in members for mate in members}
        fans = {str(who) for who in random.choice(people, 4)} | {m for m in sorted(mates) if random.random() < comply}
        likes += [
            {"actor": who, **{key: post[key] for key in ("author", "post")}, "time": int(str(post["time"])) + 3600}
            for who in sorted(fans - {str(post["author"])})
        ]
    return {"events": pd.DataFrame(likes), "posts": pd.DataFrame(posts)}


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb() as opened:
        yield opened


def grown(engine: DuckDBEngine, frames: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, frozenset[str]]:
    read(engine, frames)
    present = encode(engine).holds
    lay_ground(engine)
    measure_pairs(engine, EVIDENCE, present)
    propose(engine)
    named = "select member.grp, account.id from member join account on account.code = member.account"
    return engine.arrow(named).to_pandas(), present


def test_a_group_grows_to_all_its_members_and_no_further(engine: DuckDBEngine) -> None:
    members = [f"u{n}" for n in range(12)]
    found, _ = grown(engine, crowd(np.random.default_rng(1), {"g": members}, comply=0.6))
    sets = [set(part["id"]) for _, part in found.groupby("grp")]
    assert max(len(one & set(members)) / len(one | set(members)) for one in sets) == 1.0


def test_one_who_gives_and_never_gets_is_no_member(engine: DuckDBEngine) -> None:
    members = [f"u{n}" for n in range(12)]
    frames = crowd(np.random.default_rng(2), {"g": members}, comply=0.6)
    theirs = frames["posts"][frames["posts"]["author"].isin(members)]
    admirer = theirs.assign(actor="admirer", time=theirs["time"] + 7200)[["actor", "author", "post", "time"]]
    found, _ = grown(engine, {**frames, "events": pd.concat([frames["events"], admirer])})
    assert "admirer" not in set(found["id"])


def test_a_friend_of_two_members_fits_worse_than_any_member(engine: DuckDBEngine) -> None:
    members = [f"u{n}" for n in range(12)]
    frames = crowd(np.random.default_rng(3), {"g": members, "friends": ["u0", "u1", "u200"]}, comply=0.6)
    _, present = grown(engine, frames)
    measure_candidates(engine, present)
    measure_belonging(engine, present)
    group = engine.value("select grp from member group by grp order by count(*) desc limit 1")
    fits = engine.arrow(
        "select account.id, fellows from member_fact join account on account.code = member_fact.account "
        "where grp = $group",
        group=group,
    ).to_pandas()
    fellows = fits.set_index("id")["fellows"]
    assert fellows.get("u200", -np.inf) < fellows.reindex(members).min()


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> tuple[likewise.Result, pd.DataFrame]:
    folder: Path = tmp_path_factory.mktemp("elsewhere") / "world"
    elsewhere.write(folder, accounts=6_000, likes=240_000, seed=7)
    result = tables_alone(folder)
    truth = pd.read_parquet(folder / "truth" / "accounts.parquet")
    return result, result.accounts.to_pandas().merge(truth, on="account")


def test_it_holds_on_worlds_of_another_generator(foreign: tuple[likewise.Result, pd.DataFrame]) -> None:
    table = foreign[1]
    traded = table["kind"].notna()
    flagged = table["probability"] >= 0.5
    assert average_precision_score(traded, table["probability"]) > 0.93
    assert traded[flagged].mean() > 0.87
    assert flagged[traded].mean() > 0.75
    for habit, part in table[~traded].groupby("role"):
        assert (part["probability"] >= 0.5).mean() <= 0.03, habit


def test_belonging_adds_up(foreign: tuple[likewise.Result, pd.DataFrame]) -> None:
    members, groups = foreign[0].members.to_pandas(), foreign[0].groups.to_pandas().set_index("group")
    told = members[members["bits"].notna()]
    parts = told[[name for name in told if name.startswith("bits_")]].sum(axis=1) + told["prior_bits"]
    assert np.allclose(parts, told["bits"])
    belongs = 1 / (1 + np.exp2(-told["bits"]))
    assert np.allclose(told["probability"], belongs * told["group"].map(groups["probability"]))
