"""Workbooks, SQLite databases and archives: every table in them that is one is read, what is damaged is said."""

import sqlite3
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from likewise.engine import open_duckdb
from likewise.errors import InputError
from likewise.sources import Rows, read
from test_sources_support import HEADER, LIKE, NOON, events, reading, rejected, rows, written
from workbooks import Cell, write_workbook

EVENTS: list[Cell] = ["actor", "author", "post", "kind", "time"]
ONE_LIKE: list[Cell] = ["ann", "bob", "p1", "like", "2024-01-01 12:00:00"]
FOUND = ("ann", "bob", "p1", "like", NOON)


def refused(path: Path) -> str:
    """The message with which a file is refused; it must name the file."""
    with pytest.raises(InputError) as caught, reading(path):
        pass
    assert str(path) in str(caught.value)
    return str(caught.value)


# Workbooks


def test_a_workbook_is_read_whatever_its_ending_says(tmp_path: Path) -> None:
    assert events(write_workbook(tmp_path / "likes.xlsx", {"Sheet1": [EVENTS, ONE_LIKE]})) == [FOUND]
    assert events(write_workbook(tmp_path / "likes.csv", {"Sheet1": [EVENTS, ONE_LIKE]})) == [FOUND]


def test_every_sheet_that_holds_a_table_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "Likes": [EVENTS, ONE_LIKE],
        "Posts": [["post", "author", "time", "views"], ["p1", "bob", "2024-01-01", 1200]],
        "Notes": [["To do"], ["buy milk"]],
        "Empty": [],
    }
    path = write_workbook(tmp_path / "book.xlsx", sheets)
    with reading(path) as (engine, found):
        assert rows(engine, "actor, author, post, kind, time") == [FOUND]
        assert rows(engine, "post, author, views", "source_post") == [("p1", "bob", 1200)]
    assert {file.path: file.table for file in found.files} == {f"{path}:Likes": "events", f"{path}:Posts": "posts"}
    assert [one.name for one in found.ignored] == [f"{path}:Notes"]


def test_the_only_table_of_a_workbook_needs_no_name_of_its_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "book.xlsx", {"Likes": [EVENTS, ONE_LIKE], "Empty": []})
    with reading(path) as (_, found):
        assert [file.path for file in found.files] == [str(path)]


@pytest.mark.parametrize("above", [["Top 1000 posts"], ["Top 1000 posts", None, None, None, None]])
def test_a_notice_above_the_header_is_skipped_and_lines_count_from_the_top(tmp_path: Path, above: list[Cell]) -> None:
    table: list[list[Cell]] = [above, EVENTS, ONE_LIKE, ["ann", "bob", "p1", "hug", "2024-01-01"]]
    path = write_workbook(tmp_path / "notice.xlsx", {"S": table}, merged={"S": ["A1:E1"]})
    with reading(path) as (engine, found):
        assert rows(engine, "actor, line") == [("ann", 3)]
        assert rows(engine, "line, reason", "source_rejected") == [(4, "unknown kind")]
    assert {"header_row"} <= {one.key for one in found.files[0].assumptions}


def test_empty_rows_above_and_an_empty_column_beside_the_table_do_no_harm(tmp_path: Path) -> None:
    table: list[list[Cell]] = [[], [], [None, *EVENTS], [None, *ONE_LIKE]]
    assert events(write_workbook(tmp_path / "moved.xlsx", {"S": table})) == [FOUND]


def test_dates_are_read_as_dates(tmp_path: Path) -> None:
    table: list[list[Cell]] = [
        EVENTS,
        ["ann", "bob", "p1", "like", datetime(2024, 1, 1, 12, 0)],
        ["ann", "bob", "p2", "like", date(2024, 1, 2)],
    ]
    found = events(write_workbook(tmp_path / "dates.xlsx", {"S": table}), "time")
    assert found == [NOON, NOON + 12 * 3_600_000_000]


def test_a_number_for_an_id_stands_as_written_until_digits_are_lost(tmp_path: Path) -> None:
    table: list[list[Cell]] = [
        EVENTS,
        [123456789012345, 7, 42, "like", "2024-01-01"],
        [*ONE_LIKE[:2], 10044912345678901234, *ONE_LIKE[3:]],
    ]
    path = write_workbook(tmp_path / "numbers.xlsx", {"S": table})
    assert events(path, "actor, author, post") == [("123456789012345", "7", "42")]
    assert rejected(path) == [(3, "id in scientific notation")]


def test_long_numbers_lose_no_digit_where_they_are_times(tmp_path: Path) -> None:
    micro, nano = 1_704_110_400_123_456, 1_704_110_400_123_450_000
    for number, found in ((micro, micro), (nano, nano // 1000)):
        table: list[list[Cell]] = [EVENTS, [*ONE_LIKE[:4], number]]
        assert events(write_workbook(tmp_path / f"{number}.xlsx", {"S": table}), "time") == [found]


def test_an_id_of_sixteen_digits_is_set_aside_as_a_spreadsheet_keeps_fifteen(tmp_path: Path) -> None:
    table: list[list[Cell]] = [EVENTS, [*ONE_LIKE[:2], 1_704_110_400_123_450, *ONE_LIKE[3:]]]
    assert rejected(write_workbook(tmp_path / "ids.xlsx", {"S": table})) == [(2, "id in scientific notation")]


def test_a_long_id_that_is_text_is_whole(tmp_path: Path) -> None:
    table: list[list[Cell]] = [EVENTS, [*ONE_LIKE[:2], "10044912345678901234", *ONE_LIKE[3:]]]
    assert events(write_workbook(tmp_path / "texts.xlsx", {"S": table}), "post") == ["10044912345678901234"]


def test_rows_of_different_lengths_are_one_table(tmp_path: Path) -> None:
    table: list[list[Cell]] = [[*EVENTS, "text"], [*ONE_LIKE, "hi"], ONE_LIKE[:4]]
    path = write_workbook(tmp_path / "ragged.xlsx", {"S": table})
    assert events(path, "text") == ["hi"]
    assert rejected(path) == [(3, "no time")]


def test_a_workbook_without_a_table_is_refused(tmp_path: Path) -> None:
    assert "no sheet" in refused(write_workbook(tmp_path / "empty.xlsx", {"S": []}))
    assert "no sheet" in refused(write_workbook(tmp_path / "header.xlsx", {"S": [EVENTS]}))


def test_a_workbook_cut_off_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", {"S": [EVENTS, ONE_LIKE]}).read_bytes()
    for part in range(8, len(whole), 97):
        assert refused(written(tmp_path, "cut.xlsx", whole[:part]))


def test_a_workbook_with_rotten_bytes_is_read_or_refused(tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", {"S": [EVENTS, ONE_LIKE]}).read_bytes()
    for at in range(8, len(whole), 97):
        rotten = bytes([*whole[:at], whole[at] ^ 0xFF, *whole[at + 1 :]])
        try:
            with reading(written(tmp_path, "rotten.xlsx", rotten)):
                pass
        except InputError as error:
            assert "rotten.xlsx" in str(error)


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    # An encrypted workbook is no ZIP, but a compound document.
    assert "password" in refused(written(tmp_path, "locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))


# SQLite


def database(path: Path, *statements: str) -> Path:
    """A SQLite database that these statements make."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_tables_of_a_sqlite_database_are_read_by_their_names_or_their_columns(tmp_path: Path) -> None:
    path = database(
        tmp_path / "app.db",
        "create table events (actor, author, post, kind, time)",
        "insert into events values ('ann', 'bob', 'p1', 'like', '2024-01-01 12:00:00')",
        "create table Posts (post integer, author text, views text)",
        "insert into Posts values (12345678901234567, 'bob', '1.2万'), (2, 'bob', null)",
        "create table settings (name, value)",
        "insert into settings values ('theme', 'dark')",
        "create table empty (actor, post, time)",
    )
    with reading(path) as (engine, found):
        assert rows(engine, "actor, author, post, kind, time") == [FOUND]
        assert rows(engine, "post, views", "source_post") == [("12345678901234567", 12000), ("2", None)]
    assert {file.path: file.format for file in found.files} == {f"{path}:events": "sqlite", f"{path}:Posts": "sqlite"}
    assert [one.name for one in found.ignored] == [f"{path}:settings"]
    assert found.rows["posts"] == Rows(2, 2, 0)


def test_a_sqlite_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db", "create table events (actor, author, time)", "insert into events values (1,2,3)")
    before = path.read_bytes()
    with reading(path):
        pass
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["a#1.db", "b 100%.db", "c?mode=rwc.db", "d&e.db", "笔记 (1).db"])
def test_a_sqlite_database_may_have_any_name_and_makes_no_other_file(tmp_path: Path, name: str) -> None:
    path = database(
        tmp_path / name,
        "create table events (actor, author, post, kind, time)",
        "insert into events values ('ann', 'bob', 'p1', 'like', '2024-01-01 12:00:00')",
    )
    assert events(path) == [FOUND]
    assert list(tmp_path.iterdir()) == [path]


def test_a_sqlite_database_without_rows_or_damaged_is_refused(tmp_path: Path) -> None:
    assert "no table" in refused(database(tmp_path / "empty.db", "create table events (actor, post, time)"))
    whole = database(
        tmp_path / "whole.db",
        "create table events (actor, author, post, kind, time)",
        "insert into events values ('ann', 'bob', 'p1', 'like', '2024-01-01')",
    ).read_bytes()
    assert "damaged" in refused(written(tmp_path, "cut.db", whole[: len(whole) // 2]))
    assert "damaged" in refused(written(tmp_path, "rotten.db", whole[:100] + b"\x7f" * (len(whole) - 100)))


# Archives


def archive(path: Path, members: dict[str, str | bytes]) -> Path:
    """A ZIP archive with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


def test_the_tables_of_an_archive_are_read_and_the_rest_is_named(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "export/events.csv": HEADER + LIKE,
        "export/posts.csv": "post,author,views\np1,bob,10\n",
        "export/totals.csv": "what,sum\nviews,10\n",
        "export/picture.png": b"\x89PNG\r\n\x1a\n",
        "__MACOSX/export/._events.csv": b"\x00\x05\x16\x07",
    }
    path = archive(tmp_path / "export.zip", members)
    with reading(path) as (engine, found):
        assert rows(engine, "actor, author, post, kind, time") == [FOUND]
        assert rows(engine, "post, views", "source_post") == [("p1", 10)]
    assert sorted(file.path for file in found.files) == [f"{path}:export/events.csv", f"{path}:export/posts.csv"]
    assert [one.name for one in found.ignored] == [f"{path}:export/picture.png", f"{path}:export/totals.csv"]


def test_a_damaged_file_of_an_archive_is_named(tmp_path: Path) -> None:
    cut = b"PAR1" + bytes(40)
    path = archive(tmp_path / "a.zip", {"likes.csv": HEADER + LIKE, "more.parquet": cut})
    with reading(path) as (_, found):
        assert [one.name for one in found.ignored] == [f"{path}:more.parquet"]
        assert found.rows["events"].used == 1
    assert "posts.parquet" in refused(archive(tmp_path / "b.zip", {"likes.csv": HEADER + LIKE, "posts.parquet": cut}))


def test_a_workbook_in_an_archive_is_read(tmp_path: Path) -> None:
    inner = write_workbook(tmp_path / "likes.xlsx", {"S": [EVENTS, ONE_LIKE]}).read_bytes()
    assert events(archive(tmp_path / "export.zip", {"likes.xlsx": inner})) == [FOUND]


def test_a_member_of_an_archive_never_leaves_the_scratch_folder(tmp_path: Path) -> None:
    path = archive(tmp_path / "evil.zip", {"../../escaped.csv": HEADER + LIKE, "ok/events.csv": HEADER + LIKE})
    scratch = tmp_path / "far" / "down"
    scratch.mkdir(parents=True)
    with open_duckdb(memory="500MB", folder=scratch) as engine:
        found = read(engine, path)
        assert [file.path for file in found.files] == [f"{path}:ok/events.csv"]
        assert not [one for one in tmp_path.rglob("*.csv") if scratch not in one.parents]


def test_an_archive_without_tables_or_damaged_is_refused(tmp_path: Path) -> None:
    assert "no table" in refused(archive(tmp_path / "pictures.zip", {"a.png": b"\x89PNG\r\n\x1a\n"}))
    whole = archive(tmp_path / "whole.zip", {"events.csv": HEADER + LIKE * 50}).read_bytes()
    assert "damaged" in refused(written(tmp_path, "cut.zip", whole[: len(whole) // 2]))
    middle = 45
    rotten = whole[:middle] + bytes(20) + whole[middle + 20 :]
    assert "damaged" in refused(written(tmp_path, "rotten.zip", rotten))


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(archive(tmp_path / "open.zip", {"events.csv": HEADER + LIKE}).read_bytes())
    # The flag that says "encrypted", in the member's own header and in the archive's directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "locked" in refused(written(tmp_path, "locked.zip", bytes(content)))
