"""What the detector finds and whom it spares, on simulated worlds that its weights were not estimated on."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from sklearn.metrics import average_precision_score

import likewise
from likewise import world
from likewise.show.face import tables_alone


def judged(result: likewise.Result, folder: Path) -> pd.DataFrame:
    truth = pd.read_parquet(folder / "truth" / "accounts.parquet")
    table = result.accounts.to_pandas().merge(truth, on="account")
    table["traded"] = table["kind"].notna() & (table["role"] != "customer")
    return table[table["role"] != "customer"]


# Some members of a list hardly trade in two months; careful groups behave as friends do, and nothing is asked there.
@pytest.mark.parametrize(("kind", "least"), [("prompt", 0.95), ("slow", 0.9), ("last_ten", 0.7)])
def test_members_of_planted_groups_come_before_honest_people(
    small_report: likewise.Result, small_world: Path, kind: str, least: float
) -> None:
    table = judged(small_report, small_world)
    kept = table[~table["traded"] | (table["kind"] == kind)]
    assert average_precision_score(kept["traded"], kept["probability"]) > least


def test_who_is_flagged_takes_part(small_report: likewise.Result, small_world: Path) -> None:
    flagged = judged(small_report, small_world).query("probability >= 0.5")
    assert len(flagged) > 150
    assert flagged["traded"].mean() > 0.95


def test_honest_accounts_are_spared(small_report: likewise.Result, small_world: Path) -> None:
    honest = judged(small_report, small_world).query("not traded")
    flagged = honest.groupby("role")["probability"].agg(lambda p: (p >= 0.5).mean())
    assert flagged["ordinary"] <= 0.005
    for role in ("friends", "hobby", "fans"):
        assert flagged[role] <= 0.04, role


def test_traded_likes_are_told_from_real_ones(small_report: likewise.Result, small_world: Path) -> None:
    truth = pd.read_parquet(small_world / "truth" / "events.parquet").query("kind == 'like'")
    found = small_report.events_exchanged.to_pandas().query("kind == 'like'")
    both = found.merge(truth.assign(traded=1.0)[["actor", "post", "traded"]], on=["actor", "post"], how="outer")
    both = both.fillna({"traded": 0.0, "probability": 0.0})
    assert average_precision_score(both["traded"], both["probability"]) > 0.85


def test_a_world_without_groups_accuses_hardly_anyone(tmp_path: Path) -> None:
    world.write(tmp_path / "honest", accounts=3000, likes=100_000, seed=21, grouped=0.0)
    accounts = tables_alone(tmp_path / "honest").accounts.to_pandas()
    assert (accounts["probability"] >= 0.5).mean() <= 0.005


@pytest.mark.parametrize("hidden", ["comments", "follows", "posts"])
def test_missing_data_weakens_and_never_breaks(small_world: Path, hidden: str) -> None:
    frames = {name: pq.read_table(small_world / f"{name}.parquet") for name in ("events", "posts", "accounts")}
    events = frames["events"].to_pandas()
    if hidden == "posts":
        frames = {"events": frames["events"]}
    else:
        frames["events"] = frames["events"].filter(pd.Series(events["kind"] != hidden.removesuffix("s")).to_numpy())
    result = tables_alone(frames)
    table = judged(result, small_world)
    assert average_precision_score(table["traded"], table["probability"]) > 0.7


def test_what_is_not_in_the_data_gives_no_evidence(small_world: Path) -> None:
    events = pq.read_table(small_world / "events.parquet")
    likes = events.filter(pd.Series(events["kind"].to_pandas() == "like").to_numpy()).select(
        ["actor", "author", "post", "time"]
    )
    groups = tables_alone({"events": likes}).groups.to_pandas()
    assert groups[["bits_words", "bits_follows", "bits_depth"]].isna().all().all()
    assert groups["bits_promptness"].notna().any()


def test_everyone_liking_everyone_at_random_is_no_group() -> None:
    rows = [
        {
            "actor": f"a{i % 200}",
            "author": f"a{(i * 7 + i // 200) % 200}",
            "post": f"p{(i * 13) % 900}",
            "time": 1_700_000_000 + 977 * i,
        }
        for i in range(6000)
    ]
    owner = {f"p{n}": f"a{n % 200}" for n in range(900)}
    frame = pd.DataFrame([{**row, "author": owner[str(row["post"])]} for row in rows])
    result = tables_alone({"events": frame})
    assert (result.accounts.to_pandas()["probability"] < 0.5).all()
