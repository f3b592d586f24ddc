"""Growing, belonging, and what holds on worlds of a generator that the weights never saw."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from benchmarks import elsewhere
from sklearn.metrics import average_precision_score

import likewise
from engines import on_duckdb
from likewise.engine import Engine
from likewise.evidence import EVIDENCE, lay_ground, measure_pairs
from likewise.groups import measure_belonging, measure_candidates, propose
from likewise.groups.bins import in_bins
from likewise.groups.find import communities_in
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


def grown(engine: Engine, frames: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, frozenset[str]]:
    read(engine, frames)
    present = encode(engine).holds
    lay_ground(engine)
    measure_pairs(engine, EVIDENCE, present)
    propose(engine)
    named = "select member.grp, account.id from member join account on account.code = member.account"
    return engine.arrow(named).to_pandas(), present


@on_duckdb
def test_a_group_grows_to_all_its_members_and_no_further(engine: Engine) -> None:
    members = [f"u{n}" for n in range(12)]
    found, _ = grown(engine, crowd(np.random.default_rng(1), {"g": members}, comply=0.6))
    sets = [set(part["id"]) for _, part in found.groupby("grp")]
    assert max(len(one & set(members)) / len(one | set(members)) for one in sets) == 1.0


@on_duckdb
def test_one_who_gives_and_never_gets_is_no_member(engine: Engine) -> None:
    members = [f"u{n}" for n in range(12)]
    frames = crowd(np.random.default_rng(2), {"g": members}, comply=0.6)
    theirs = frames["posts"][frames["posts"]["author"].isin(members)]
    admirer = theirs.assign(actor="admirer", time=theirs["time"] + 7200)[["actor", "author", "post", "time"]]
    found, _ = grown(engine, {**frames, "events": pd.concat([frames["events"], admirer])})
    assert "admirer" not in set(found["id"])


@on_duckdb
def test_a_friend_of_two_members_fits_worse_than_any_member(engine: Engine) -> None:
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


def test_a_graph_in_pieces_has_the_same_communities(engine: Engine) -> None:
    random = np.random.default_rng(4)
    nodes = np.arange(240)
    one, other = np.triu_indices(len(nodes), 1)
    near = np.where(one // 10 == other // 10, 0.8, 0.04) * (one // 40 == other // 40)
    kept = random.random(len(one)) < near
    weight = np.round(random.exponential(1.0, kept.sum()), 4)
    engine.register("edge", pa.table({"a": one[kept], "b": other[kept], "weight": weight}))
    named = [f"u{n}" for n in nodes]
    engine.register(
        "account", pa.table({"code": nodes, "id": named, "first": nodes, "events": nodes, "moments": nodes})
    )
    whole = communities_of(engine, largest=10**6)
    assert len(whole) > 15
    assert communities_of(engine, largest=int(kept.sum()) // 3) == whole


def communities_of(engine: Engine, largest: int) -> Counter[frozenset[int]]:
    pieces = list(in_bins(engine, largest))
    assert (len(pieces) > 1) == (largest < engine.count("edge"))
    parts = [part for piece in pieces if piece.num_rows for part in communities_in(engine, piece)]
    return Counter(frozenset(part.tolist()) for part in parts)


def test_components_are_found_along_long_chains(engine: Engine) -> None:
    chain = [(n, n + 1) for n in range(1, 20)] + [(n, n + 1) for n in range(100, 110)]
    edges = [*chain, *((one, other) for one in range(200, 212) for other in range(one + 1, 212))]
    one, other = zip(*edges, strict=True)
    engine.register("edge", pa.table({"a": one, "b": other, "weight": [1.0] * len(edges)}))
    pieces = [piece for piece in in_bins(engine, largest=70) if piece.num_rows]
    held = [set(piece["a"].to_pylist()) | set(piece["b"].to_pylist()) for piece in pieces]
    for whole in (set(range(1, 21)), set(range(100, 111)), set(range(200, 212))):
        assert sum(whole <= part for part in held) == 1


@on_duckdb
def test_what_is_too_large_loses_its_weakest_edges_and_keeps_small_groups(engine: Engine) -> None:
    """Sixty groups of four, in one component that weak edges hold together."""
    random = np.random.default_rng(5)
    groups = [range(start, start + 4) for start in range(0, 240, 4)]
    strong = [(one, other) for group in groups for one in group for other in group if one < other]
    weak = {tuple(sorted(pair)) for pair in random.integers(0, 240, (900, 2)).tolist()} - set(strong)
    edges = [*strong, *sorted(pair for pair in weak if pair[0] != pair[1])]
    one, other = zip(*edges, strict=True)
    weight = [8.0] * len(strong) + random.exponential(1.0, len(edges) - len(strong)).tolist()
    engine.register("edge", pa.table({"a": one, "b": other, "weight": weight}))
    pieces = [piece for piece in in_bins(engine, largest=100) if piece.num_rows]
    held = {edge for piece in pieces for edge in zip(piece["a"].to_pylist(), piece["b"].to_pylist(), strict=True)}
    assert set(strong) <= held
    assert len(held) < 1.2 * len(strong)


def test_a_graph_of_equal_edges_is_thinned_until_it_fits(engine: Engine) -> None:
    edges = [(one, other) for one in range(40) for other in range(one + 1, 40)]
    one, other = zip(*edges, strict=True)
    engine.register("edge", pa.table({"a": one, "b": other, "weight": [1.0] * len(edges)}))
    sizes = [piece.num_rows for piece in in_bins(engine, largest=300)]
    assert 100 < sum(sizes) <= 400
    assert max(sizes) <= 300


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
