"""What a report leaves in its folder: the named files, with the declared columns, that agree with each other."""

import json
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import likewise
from likewise.show.face import tables_alone
from likewise.tables import GROUP_FACTS, OUTPUTS, PAIR_FACTS

FAKE_STARS = Path(__file__).parents[1] / "data" / "fake_stars.parquet"


@pytest.mark.parametrize("table", sorted(OUTPUTS))
def test_each_table_has_the_declared_columns(small_report: likewise.Result, table: str) -> None:
    schema = pq.read_schema(small_report.folder / f"{table}.parquet").remove_metadata()
    assert schema.names == OUTPUTS[table].names
    assert [field.type for field in schema] == [field.type for field in OUTPUTS[table]]


@pytest.mark.parametrize("table", sorted(OUTPUTS))
def test_a_report_on_almost_nothing_has_the_same_columns(tmp_path: Path, table: str) -> None:
    (tmp_path / "events.csv").write_text("actor,author,post,time\na,b,p,2025-01-01\n")
    result = likewise.report(tmp_path / "events.csv", tmp_path / "out")
    assert pq.read_schema(result.folder / f"{table}.parquet").names == OUTPUTS[table].names


def test_run_json_tells_rows_steps_memory_and_seed(small_report: likewise.Result) -> None:
    run = json.loads((small_report.folder / "run.json").read_text())
    assert set(run) >= {"version", "engine", "rows", "seconds", "peak_memory_mb", "seed", "missing", "findings"}
    events = run["rows"]["events"]
    assert events["read"] == events["used"] + events["rejected"] > 100_000
    assert all(seconds >= 0 for seconds in run["seconds"].values())


@pytest.mark.parametrize(("table", "facts"), [("groups", GROUP_FACTS), ("pairs", PAIR_FACTS)])
def test_bits_add_up_and_give_the_probability(
    small_report: likewise.Result, table: str, facts: tuple[str, ...]
) -> None:
    frame = getattr(small_report, table).to_pandas()
    total = frame["prior_bits"] + frame[[f"bits_{fact}" for fact in facts]].fillna(0).sum(axis=1)
    np.testing.assert_allclose(total, frame["bits"], atol=1e-9)
    np.testing.assert_allclose(1 / (1 + np.exp2(-frame["bits"])), frame["probability"], atol=1e-12)
    assert len(frame) > 0


def test_real_is_never_more_than_raw(small_report: likewise.Result) -> None:
    for table, kinds in (("posts", ("likes", "comments", "reposts", "saves")), ("accounts", ("likes", "comments"))):
        frame = getattr(small_report, table).to_pandas()
        for kind in kinds:
            assert (frame[f"{kind}_real"] <= frame[f"{kind}_raw"] + 1e-9).all()
            assert (frame[f"{kind}_real"] >= 0).all()


def test_what_is_taken_out_of_the_counts_is_what_was_exchanged(small_report: likewise.Result) -> None:
    exchanged = small_report.events_exchanged.to_arrow()
    likes = exchanged.filter(pc.equal(exchanged["kind"], "like"))
    accounts = small_report.accounts.to_pandas()
    removed = (accounts["likes_raw"] - accounts["likes_real"]).sum()
    assert removed == pytest.approx(pc.sum(likes["probability"]).as_py(), rel=1e-6)


def test_shares_lie_within_their_intervals(small_report: likewise.Result) -> None:
    known = small_report.accounts.to_pandas().dropna(subset=["real_share"])
    assert len(known) > 100
    assert (known["real_share_low"] <= known["real_share"]).all()
    assert (known["real_share"] <= known["real_share_high"]).all()
    assert known["health"].between(0, 100).all()


def test_members_belong_to_groups_that_are_there(small_report: likewise.Result) -> None:
    groups = set(small_report.groups.to_pandas()["group"])
    members = small_report.members.to_pandas()
    assert set(members["group"]) == groups
    both = members.merge(small_report.groups.to_pandas()[["group", "size", "probability"]], on="group")
    belong = both[both["probability_x"] >= 0.5 * both["probability_y"]].groupby("group")
    assert (belong.size() == belong["size"].first()).all()


def test_suspected_fake_stars_hold_no_mutual_pair_but_lockstep(tmp_path: Path) -> None:
    result = likewise.report(FAKE_STARS, tmp_path / "stars")
    keys = {finding["key"] for finding in result.run["findings"]}
    assert {"no_mutual_pairs", "lockstep_only"} <= keys
    groups = result.groups.to_pandas()
    assert set(groups["kind"]) == {"lockstep"}
    assert (groups["likes_exchanged"] > 0).all()
    page = result.html.read_text(encoding="utf-8")
    assert "1 crowd acts in lockstep" in " ".join(page.split())
    assert groups["size"].tolist() == [2905]
    assert sorted(result.campaigns.to_pandas()["people"]) == [2905, 2909]


def test_ids_stay_as_they_were_given(tmp_path: Path) -> None:
    ids = ["007", "Ünï", "赞", "🎈", "a b", '"q"', "1e5"]
    rows = "\n".join(f'"{actor.replace(chr(34), chr(34) * 2)}",target,p,2025-01-01' for actor in ids)
    (tmp_path / "events.csv").write_text(f"actor,author,post,time\n{rows}\n", encoding="utf-8")
    accounts = likewise.report(tmp_path / "events.csv").accounts.to_arrow()["account"].to_pylist()
    assert set(accounts) >= set(ids) - {"1e5"}


def test_frames_turn_into_pandas_and_polars(small_report: likewise.Result) -> None:
    groups = small_report.groups
    assert groups.to_pandas()["group"].tolist() == groups.to_polars()["group"].to_list()
    assert groups.to_arrow().num_rows == len(groups) > 0
    assert groups.columns == tuple(groups.to_polars().columns)


def test_frames_in_memory_are_read_like_files(small_world: Path, small_report: likewise.Result) -> None:
    frames = {name: pq.read_table(small_world / f"{name}.parquet") for name in ("events", "posts", "accounts")}
    result = tables_alone(frames)
    assert result.accounts.to_pandas()["probability"].sum() == pytest.approx(
        small_report.accounts.to_pandas()["probability"].sum()
    )
