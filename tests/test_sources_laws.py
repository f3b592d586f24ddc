"""Laws: how the same rows are laid out in a file never changes the tables that come of it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from likewise.engine import DuckDBEngine, open_duckdb
from likewise.ingest.validate.nobody import SIGNS
from likewise.sources import read

COLUMNS = ("actor", "author", "post", "kind", "time", "text")
FOUND = "actor, author, post, kind, time, text"

NOBODY = {sign.text.lower() for sign in SIGNS}
"""What stands for nobody is no identity."""

identity = st.text(st.characters(codec="gb18030", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda value: value.strip() != "" and "\ufffd" not in value and value.strip().lower() not in NOBODY
)
event = st.tuples(
    identity,
    identity,
    identity,
    st.sampled_from(("like", "comment", "view", "Star", "转发", "hug")),
    st.sampled_from(("2024-01-01 12:00:00", "2023-06-05T04:03:02Z", "2024/2/3", "soon", "1704110400")),
    st.text(st.sampled_from("ab,;\t|\"'\n 你好😀"), max_size=12),
)
many = st.lists(event, min_size=1, max_size=12)
few = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_csv(rows: list[Any], columns: tuple[str, ...] = COLUMNS, delimiter: str = ",", quote_all: bool = False) -> str:
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
        lineterminator="\n",
    )
    writer.writerow(columns)
    writer.writerows([[dict(zip(COLUMNS, row, strict=True))[name] for name in columns] for row in rows])
    return out.getvalue()


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb(memory="500MB", threads=2) as opened:
        yield opened


def tables(engine: DuckDBEngine, path: Path) -> tuple[list[Any], list[Any]]:
    """The usable events and the reasons of those set aside, whatever their order."""
    found = read(engine, path)
    used = engine.connection.execute(f"select {FOUND} from source_event order by all").fetchall()
    reasons = engine.connection.execute("select reason, detail from source_rejected order by all").fetchall()
    assert found.rows["events"].read == len(used) + len(reasons)
    return used, reasons


def plain(engine: DuckDBEngine, tmp_path: Path, rows: list[Any]) -> tuple[list[Any], list[Any]]:
    path = tmp_path / "events.csv"
    path.write_text(as_csv(rows), encoding="utf-8", newline="")
    return tables(engine, path)


@few
@given(rows=many, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(engine: DuckDBEngine, tmp_path: Path, rows: list[Any], seed: Any) -> None:
    shuffled = list(rows)
    seed.shuffle(shuffled)
    assert plain(engine, tmp_path, rows) == plain(engine, tmp_path, shuffled)


@few
@given(rows=many, columns=st.permutations(COLUMNS))
def test_the_order_of_columns_changes_nothing(
    engine: DuckDBEngine, tmp_path: Path, rows: list[Any], columns: list[str]
) -> None:
    path = tmp_path / "turned.csv"
    path.write_text(as_csv(rows, tuple(columns)), encoding="utf-8", newline="")
    assert tables(engine, path) == plain(engine, tmp_path, rows)


@few
@given(
    rows=many,
    delimiter=st.sampled_from(",\t;|"),
    quote_all=st.booleans(),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")),
    line_end=st.sampled_from(("\n", "\r\n")),
)
def test_delimiter_quotes_encoding_and_line_ends_change_nothing(
    engine: DuckDBEngine, tmp_path: Path, rows: list[Any], delimiter: str, quote_all: bool, encoding: str, line_end: str
) -> None:
    path = tmp_path / "other.csv"
    text = as_csv(rows, delimiter=delimiter, quote_all=quote_all)
    path.write_bytes(text.replace("\n", line_end).encode(encoding))
    assert tables(engine, path) == plain(engine, tmp_path, rows)


@few
@given(rows=many)
def test_json_lines_are_read_like_csv(engine: DuckDBEngine, tmp_path: Path, rows: list[Any]) -> None:
    path = tmp_path / "events.jsonl"
    objects = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in objects), encoding="utf-8")
    assert tables(engine, path)[0] == plain(engine, tmp_path, rows)[0]


@few
@given(rows=many, others=many)
def test_more_rows_do_not_change_those_that_were_there(
    engine: DuckDBEngine, tmp_path: Path, rows: list[Any], others: list[Any]
) -> None:
    fewer, more = plain(engine, tmp_path, rows)[0], plain(engine, tmp_path, [*rows, *others])[0]
    left = list(more)
    for row in fewer:
        left.remove(row)
    assert len(left) == len(more) - len(fewer)


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_the_number_of_parts_changes_nothing(engine: DuckDBEngine, tmp_path: Path, parts: int) -> None:
    rows = [(f"a{i}", "b", f"p{i}", "like", str(1_704_110_400 + i), "x") for i in range(20)]
    for part in range(parts):
        (tmp_path / f"events-{part}.csv").write_text(as_csv(rows[part::parts]), encoding="utf-8")
    assert tables(engine, tmp_path) == plain(engine, tmp_path, rows)
