"""Laws that verdicts obey: names, the order of rows and unrelated posts change nothing; same input, same output."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import likewise
from likewise import world
from likewise.show.face import tables_alone

Frames = dict[str, pa.Table]

ID_COLUMNS = {"events": ("actor", "author", "post"), "posts": ("post", "author"), "accounts": ("account",)}


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    folder = tmp_path_factory.mktemp("laws") / "world"
    world.write(folder, accounts=900, likes=25_000, seed=5, grouped=0.15)
    return {name: pq.read_table(folder / f"{name}.parquet") for name in ID_COLUMNS}


@pytest.fixture(scope="module")
def verdicts(frames: Frames) -> dict[str, float]:
    return probabilities(frames)


def probabilities(frames: Frames) -> dict[str, float]:
    table = tables_alone(frames).accounts.to_arrow()
    return dict(zip(table["account"].to_pylist(), table["probability"].to_pylist(), strict=True))


def renamed(frames: Frames, rename: Callable[[pa.ChunkedArray], pa.Array]) -> Frames:
    changed = {}
    for name, columns in ID_COLUMNS.items():
        table = frames[name]
        for column in columns:
            place = table.schema.get_field_index(column)
            table = table.set_column(place, column, rename(table[column]))
        changed[name] = table
    return changed


def same(one: dict[str, float], other: dict[str, float]) -> bool:
    return one.keys() == other.keys() and all(abs(one[key] - other[key]) < 1e-6 for key in one)


def test_verdicts_are_not_all_alike(verdicts: dict[str, float]) -> None:
    values = np.array(list(verdicts.values()))
    assert (values > 0.9).sum() > 10
    assert (values < 0.1).sum() > 500


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**16))
def test_renaming_ids_changes_nothing(frames: Frames, verdicts: dict[str, float], seed: int) -> None:
    def name(ids: pa.ChunkedArray) -> pa.Array:
        salted = [
            None if one is None else f"{hash((seed, one)) & 0xFFFFFFFF:08x}{one[::-1]}" for one in ids.to_pylist()
        ]
        return pa.array(salted, pa.string())

    ids = list(verdicts)
    new = dict(zip(ids, name(pa.chunked_array([ids])).to_pylist(), strict=True))
    found = probabilities(renamed(frames, name))
    assert same({new[key]: value for key, value in verdicts.items()}, found)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**16))
def test_the_order_of_rows_changes_nothing(frames: Frames, verdicts: dict[str, float], seed: int) -> None:
    random = np.random.default_rng(seed)
    shuffled = {name: table.take(pa.array(random.permutation(table.num_rows))) for name, table in frames.items()}
    assert same(verdicts, probabilities(shuffled))


def test_an_unrelated_post_changes_no_verdict(frames: Frames, verdicts: dict[str, float]) -> None:
    last = pc.max(frames["posts"]["time"]).as_py()
    row = dict.fromkeys(frames["posts"].column_names)
    row |= {"post": "unrelated", "author": "stranger", "time": last}
    added = pa.Table.from_pylist([row], schema=frames["posts"].schema)
    found = probabilities({**frames, "posts": pa.concat_tables([frames["posts"], added])})
    assert found.pop("stranger") == 0
    assert same(verdicts, found)


def test_rows_said_twice_count_once(frames: Frames, verdicts: dict[str, float]) -> None:
    events = frames["events"]
    likes = events.filter(pc.equal(events["kind"], "like")).slice(0, 500)
    result = tables_alone({**frames, "events": pa.concat_tables([events, likes])})
    table = result.accounts.to_arrow()
    assert same(verdicts, dict(zip(table["account"].to_pylist(), table["probability"].to_pylist(), strict=True)))
    rejected = result.rejected.to_pandas()
    assert (rejected["reason"] == "said already").sum() == 500
    assert result.run["rows"]["events"]["rejected"] == 500


def test_the_same_data_gives_the_same_files(frames: Frames, tmp_path: Path) -> None:
    one, other = (likewise.report(frames, tmp_path / name) for name in ("one", "other"))
    for table in ("groups", "members", "effects", "levers"):
        assert getattr(one, table).to_arrow().equals(getattr(other, table).to_arrow())
    assert one.claims == other.claims
