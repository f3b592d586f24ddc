"""Delta and Iceberg tables are read on this machine as they stand now: of the files there, only those that count."""

import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable, write_deltalake

from lake_files import DAY, FIRST, WANTED, catalog, delta, iceberg, log, parquet, with_deletion_vector
from likewise.errors import InputError
from test_cli import refused, run
from test_sources_support import NOON, events, reading, rows

COLUMNS = "actor, author, post, kind, time"


def held(data: object, **options: object) -> list[object]:
    return sorted(events(data, COLUMNS, **options))


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    return held(parquet(tmp_path_factory.mktemp("wanted")))


def test_a_delta_table_is_read_as_it_stands_now(tmp_path: Path, wanted: list[object]) -> None:
    place = delta(tmp_path / "events")
    assert len(list(Path(place).glob("*.parquet"))) > 2
    assert held(f"delta:{place}") == wanted
    with reading(f"delta:{place}") as (_, found):
        assert [(file.format, file.table, file.rows.read) for file in found.files] == [("delta", "events", 3)]


def test_a_partitioned_delta_table_has_its_partition_column(tmp_path: Path, wanted: list[object]) -> None:
    place = delta(tmp_path / "events", partition_by=["day"])
    assert held(f"delta:{place}") == wanted
    with reading(f"delta:{place}", mapping={"text": "day"}, read_as="likes") as (engine, _):
        assert {row[0] for row in rows(engine, "text")} == {"day 0/1", "day 1/1", "day 2/1"}


def test_rows_that_are_only_marked_as_deleted_are_gone(tmp_path: Path) -> None:
    place = with_deletion_vector(tmp_path / "events")
    (file,) = place.glob("*.parquet")
    assert pq.read_table(file).num_rows == 3
    assert sorted(events(f"delta:{place}", "actor")) == ["ann", "李雷"]


def test_renamed_columns_keep_their_values(tmp_path: Path) -> None:
    write_deltalake(tmp_path / "events", FIRST, configuration={"delta.columnMapping.mode": "name"})
    assert sorted(events(f"delta:{tmp_path / 'events'}", "actor")) == ["ann", "cy", "李雷"]


def test_a_folder_that_is_a_delta_table_is_never_read_file_by_file(tmp_path: Path, wanted: list[object]) -> None:
    delta(tmp_path / "lake" / "events")
    assert held(tmp_path / "lake" / "events") == wanted
    assert held(tmp_path / "lake") == wanted
    (tmp_path / "lake" / "events").rename(tmp_path / "lake" / "likes")
    assert held(tmp_path / "lake") == wanted


def test_a_folder_that_is_an_iceberg_table_is_never_read_file_by_file(tmp_path: Path, wanted: list[object]) -> None:
    table = iceberg(catalog(tmp_path))
    folder = Path(table.location().removeprefix("file://"))
    assert len(list(folder.rglob("*.parquet"))) > 2
    assert held(folder) == wanted
    assert held(f"iceberg:{folder}") == wanted
    assert held(f"iceberg:{table.metadata_location}") == wanted
    with reading(folder.parent) as (_, found):
        assert [file.format for file in found.files] == ["iceberg"]


def test_an_earlier_state_can_be_named_by_its_metadata_file(tmp_path: Path) -> None:
    table = iceberg(catalog(tmp_path))
    earlier = table.metadata.metadata_log[1].metadata_file
    assert sorted(events(f"iceberg:{earlier}", "actor")) == ["ann", "cy", "李雷"]


def test_newest_metadata_that_only_a_catalog_can_tell_apart_is_not_guessed(tmp_path: Path) -> None:
    table = iceberg(catalog(tmp_path))
    newest = Path(table.metadata_location.removeprefix("file://"))
    number = newest.name.partition("-")[0]
    shutil.copy(newest, newest.with_name(f"{number}-another.metadata.json"))
    with pytest.raises(InputError, match="only its catalog knows"):
        events(f"iceberg:{newest.parent.parent}")


@pytest.mark.parametrize("named", ["local.likes.events", "likes.events"])
def test_a_table_of_a_catalog_is_read_by_its_name(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: list[object]
) -> None:
    made = catalog(tmp_path)
    iceberg(made)
    settings = "".join(f"    {key}: {value}\n" for key, value in made.properties.items() if key in {"uri", "warehouse"})
    (tmp_path / ".pyiceberg.yaml").write_text(f"default-catalog: local\ncatalog:\n  local:\n{settings}")
    monkeypatch.setenv("PYICEBERG_HOME", str(tmp_path))
    assert held(f"table:{named}") == wanted
    with pytest.raises(InputError, match="no such table"):
        events("table:local.likes.nothing")


def test_a_catalog_may_be_set_up_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: list[object]
) -> None:
    iceberg(catalog(tmp_path))
    monkeypatch.setenv("PYICEBERG_HOME", str(tmp_path / "nowhere"))
    monkeypatch.setenv("PYICEBERG_CATALOG__LOCAL__URI", f"sqlite:///{tmp_path / 'catalog.db'}")
    assert held("table:local.likes.events") == wanted


def test_a_catalog_that_is_not_set_up_says_where_it_would_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYICEBERG_HOME", str(tmp_path))
    with pytest.raises(InputError, match="PYICEBERG_CATALOG") as caught:
        events("table:nowhere.likes.events")
    assert "table:nowhere.likes.events" in caught.value.in_words("zh")


def test_secrets_of_a_catalog_are_not_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYICEBERG_HOME", str(tmp_path))
    monkeypatch.setenv("PYICEBERG_CATALOG__BAD__URI", "sqlite+nothing://me:s3cret@host/db")
    monkeypatch.setenv("PYICEBERG_CATALOG__BAD__TOKEN", "t0ken-of-mine")
    with pytest.raises(InputError) as caught:
        events("table:bad.likes.events")
    assert "s3cret" not in str(caught.value) and "t0ken" not in str(caught.value)


def test_events_before_a_day_are_left_out_of_a_delta_table(tmp_path: Path) -> None:
    place = delta(tmp_path / "events", partition_by=["day"])
    with reading(f"delta:{place}", since=NOON + DAY) as (engine, found):
        assert sorted(rows(engine, "actor")) == [("eve",), ("李雷",)]
    assert found.left_out == 1


def test_several_tables_of_a_lake_are_read_together(tmp_path: Path) -> None:
    made = catalog(tmp_path / "iceberg")
    place = iceberg(made)
    write_deltalake(tmp_path / "more_events", log(("fay", "p9", 3)))
    data = [f"iceberg:{place.location().removeprefix('file://')}", f"delta:{tmp_path / 'more_events'}"]
    assert sorted(events(data, "actor")) == ["dee", "eve", "fay", "李雷"]


def test_a_delta_table_may_be_given_as_a_frame(tmp_path: Path, wanted: list[object]) -> None:
    place = delta(tmp_path / "events")
    assert held({"events": DeltaTable(place).to_pyarrow_dataset()}) == wanted
    assert held(DeltaTable(place).scan()) == wanted
    assert held(iceberg(catalog(tmp_path)).scan().to_arrow_batch_reader()) == wanted


def test_what_is_no_table_of_a_lake_is_told(tmp_path: Path) -> None:
    parquet(tmp_path / "plain")
    (tmp_path / "hudi" / ".hoodie").mkdir(parents=True)
    for given, said in {
        f"delta:{tmp_path / 'plain'}": "_delta_log",
        f"iceberg:{tmp_path / 'plain'}": "metadata.json",
        f"delta:{tmp_path / 'nothing'}": "_delta_log",
        str(tmp_path / "hudi"): "Hudi",
        "hdfs://host/events": "--engine spark",
        "table:events": "catalog.namespace.name",
    }.items():
        with pytest.raises(InputError, match=said.replace(".", r"\.")):
            events(given)


def test_a_damaged_table_is_one_sentence(tmp_path: Path) -> None:
    place = Path(delta(tmp_path / "events"))
    for file in DeltaTable(place).file_uris():
        Path(file.removeprefix("file://")).unlink()
    assert len(refused("check", f"delta:{place}").splitlines()) == 1
    log_file = next((place / "_delta_log").glob("*0.json"))
    log_file.write_text("no json")
    assert len(refused("check", f"delta:{place}").splitlines()) == 1


WITHOUT = """
import sys
for name in ("deltalake", "pyiceberg", "adbc_driver_postgresql"):
    sys.modules[name] = None
from likewise.show.cli import main
main()
"""


@pytest.mark.parametrize(
    ("given", "extra"),
    [
        ("delta:{}", "delta"),
        ("iceberg:{}", "iceberg"),
        ("table:catalog.likes.events", "iceberg"),
        ("postgresql://me@127.0.0.1:1/db", "postgres"),
    ],
)
def test_a_package_that_is_missing_is_named_with_its_command(given: str, extra: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, "check", given.format(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"pip install 'likewise[{extra}]'" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_report_is_made_from_a_delta_table(tmp_path: Path) -> None:
    place = delta(tmp_path / "events")
    done = run("check", f"delta:{place}")
    assert done.returncode == 0, done.stderr
    assert "delta" in done.stdout and str(WANTED.num_rows) in done.stdout
