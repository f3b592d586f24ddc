"""The engine's face: literals that can't be broken out of, bounded memory, nothing left behind, one SQL for all."""

from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import ErrorLevel

from likewise.engine import DuckDBEngine, Engine, open_duckdb, with_literals
from likewise.engine.dialect import text_of, whole
from likewise.errors import EngineError

# The doors read files with DuckDB itself; from the ledger on, every statement must run on other engines too.
DOORS_OF_DUCKDB = {
    "copied", "database_tables", "elements", "fields", "json_fields", "lines", "macros.duckdb", "macros.spark", "marks",
    "records", "reject_examples", "spans", "values", "whole",
}  # fmt: skip
PACKAGES_OF_DUCKDB = {"documents", "known"}


def statements() -> list[Path]:
    root = Path(str(files("likewise")))
    read_by_spark = [path for path in root.rglob("*.sql") if path.parent.name not in PACKAGES_OF_DUCKDB]
    return sorted(path for path in read_by_spark if path.stem not in DOORS_OF_DUCKDB)


@pytest.mark.parametrize("path", statements(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_statement_translates_to_spark(path: Path) -> None:
    names = dict.fromkeys(("rare", "degree"), 1)
    text = path.read_text(encoding="utf-8").replace("/* facts */", "1 as fact")
    for word in set(sqlglot.tokenize(text, read="duckdb")):
        names.setdefault(word.text.removeprefix("$"), 1)
    filled = with_literals(text, names)  # type: ignore[arg-type]
    translated = sqlglot.transpile(filled, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert len(translated) == 1
    assert "SELECT" in translated[0]


def test_statements_say_what_a_row_is() -> None:
    for path in statements():
        assert path.read_text(encoding="utf-8").startswith("-- "), path


@given(text=st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_text_comes_back_as_it_went_in(text: str) -> None:
    with open_duckdb() as engine:
        assert engine.value("select $text", text=text) == text


def test_a_parameter_that_was_not_given_is_an_error() -> None:
    with open_duckdb() as engine, pytest.raises(EngineError, match="least"):
        engine.run("select $least")


def test_every_engine_has_the_engines_face(engine: Engine) -> None:
    assert isinstance(engine, Engine)
    pieces = [pa.table({"n": pa.array(piece, pa.uint32())}) for piece in ([1, 2], [], [3])]
    engine.register("few", pa.concat_tables(pieces))
    engine.view("more", "select n, n * 2 as twice from few")
    assert (engine.count("more"), engine.columns("more"), engine.exists("less")) == (3, ("n", "twice"), False)
    engine.create("few", "select n from few where n > 1")
    engine.run("insert into few select 7")
    assert engine.arrow("select n from few order by n")["n"].to_pylist() == [2, 3, 7]
    engine.drop("more", "few", "never there")
    assert not engine.exists("few")


def test_a_temporary_table_goes_like_any_other_and_hides_nothing_for_good() -> None:
    with open_duckdb(threads=1) as engine:
        engine.run("create temp table passing as select 1 as x")
        engine.view("passing", "select 2 as x")
        assert engine.value("select x from passing") == 1
        engine.drop("passing")
        assert engine.value("select x from passing") == 2
        engine.drop("passing")
        assert not engine.exists("passing")


def test_an_expression_that_is_read_twice_is_one_and_the_same(engine: Engine) -> None:
    engine.register("few", pa.table({"n": [5, 3, 8]}))
    text = (
        "with sum_of as (select sum(n) as s from few), "
        "each as (select n, s, 1.5 * n as half from few cross join sum_of) "
        "select one.n, other.half, sum_of.s, one.n / 0 as nothing "
        "from each as one join each as other on other.n = one.n cross join sum_of order by one.n desc"
    )
    rows = engine.arrow(text).to_pylist()
    assert [(row["n"], row["half"], int(row["s"])) for row in rows] == [(8, 12.0, 16), (5, 7.5, 16), (3, 4.5, 16)]
    engine.create("again", text)
    assert engine.count("again") == 3


def test_what_is_written_by_a_column_is_opened_again(engine: Engine, tmp_path: Path) -> None:
    engine.register("few", pa.table({"day": ["a", "a", "b"], "n": [1, 2, 3]}))
    engine.write("select n from few", tmp_path / "few.parquet")
    engine.write("select * from few", tmp_path / "parts", by=("day",))
    engine.write("select day, 10 * n as n from few where n = 3", tmp_path / "more", by=("day",))
    engine.open("whole", tmp_path / "few.parquet")
    engine.open("parts", tmp_path / "parts")
    assert engine.value("select sum(n) from whole") == 6
    assert engine.arrow("select day, sum(n) as n from parts group by day order by day").to_pylist() == [
        {"day": "a", "n": 3},
        {"day": "b", "n": 3},
    ]
    engine.open("parts", tmp_path / "parts", tmp_path / "more")
    assert engine.arrow("select day, sum(n) as n from parts group by day order by day").to_pylist() == [
        {"day": "a", "n": 3},
        {"day": "b", "n": 33},
    ]


def spilling(engine: DuckDBEngine) -> int:
    engine.create(
        "wide", "select range as n, md5(range::varchar) as a, md5((range + 1)::varchar) as b from range(1500000)"
    )
    return int(engine.value("select count(*) from (select * from wide order by b, a, n)"))


@pytest.mark.parametrize("folder", ["plain", "odd [1]* {a,b}?"])
def test_parquet_comes_back_as_it_was_written_whole_or_in_parts(engine: Engine, tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    home.mkdir()
    engine.register("nine", pa.table({"n": list(range(9)), "day": [f"2026-03-0{1 + n % 3}" for n in range(9)]}))
    engine.write("select * from nine", home / "whole.parquet")
    engine.write("select * from nine", home / "parts", by=("day",))
    engine.open("whole", home / "whole.parquet")
    engine.open("parts", home / "parts")
    assert {f"day=2026-03-0{n}" for n in (1, 2, 3)} <= {entry.name for entry in (home / "parts").iterdir()}
    kept = "select n from {} where day = '2026-03-02' order by n"
    whole, parts = (engine.arrow(kept.format(name)).column("n").to_pylist() for name in ("whole", "parts"))
    assert whole == parts == [1, 4, 7]


@pytest.mark.parametrize("text", ["${home} $$", 'it\'s \\ "so"', "`a` -- b"])
def test_a_text_stays_what_it_is_on_every_engine(engine: Engine, text: str) -> None:
    assert engine.value("select $text", text=text) == text


def test_work_past_the_memory_limit_spills_to_disk(tmp_path: Path) -> None:
    with open_duckdb(memory="100MB", threads=2, folder=tmp_path) as engine:
        assert spilling(engine) == 1_500_000
    assert list(tmp_path.iterdir()) == []


def test_too_little_memory_is_said_with_a_remedy() -> None:
    with open_duckdb(memory="1MB") as engine, pytest.raises(EngineError, match="--memory"):
        spilling(engine)


def test_nothing_is_left_when_the_engine_can_not_open(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="--memory"):
        open_duckdb(memory="plenty", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(EngineError, match="scratch"):
        open_duckdb(folder=tmp_path / "absent")


@pytest.mark.parametrize(
    "over", ["told", "(partition by a order by b)", "(order by b)"], ids=["named", "partitioned", "ordered"]
)
def test_numbers_of_rows_in_an_order_stay_so_on_spark(over: str) -> None:
    sql = f"select row_number() over {over} as place from t window told as (partition by a order by b)"
    assert "ROW_NUMBER()" in text_of(whole(sql), lambda _: None)


def test_numbers_of_rows_in_no_order_take_no_single_task_on_spark() -> None:
    assert "ROW_NUMBER()" not in text_of(whole("select row_number() over () as place from t"), lambda _: None)
