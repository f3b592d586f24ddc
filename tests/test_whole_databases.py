"""Databases are opened whole: every table and view with rows, and what can't be read costs nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest

from likewise.engine import open_duckdb
from likewise.errors import InputError
from likewise.sources.doors import open_place
from likewise.sources.locate import Place
from likewise.sources.opened import Opened, Unread
from test_sources_support import events

LIKE = ("ann", "bob", "p1", "like", "2024-01-01 12:00:00")
EVENTS = "create table events (actor, author, post, kind, time)"


@contextmanager
def opening(path: Path) -> Iterator[list[Opened]]:
    with open_duckdb(memory="500MB", threads=1) as engine:
        yield open_place(engine, Place(str(path), path=path), "0", ())


def held(path: Path) -> dict[str, tuple[str | None, bool]]:
    """Each table that is handed over: which of ours its name says it is, and whether it may be none."""
    with opening(path) as found:
        return {
            one.shown.removeprefix(f"{path}:"): (one.table, one.maybe) for one in found if not isinstance(one, Unread)
        }


def unread(path: Path) -> dict[str, str]:
    with opening(path) as found:
        return {one.shown.removeprefix(f"{path}:"): str(one.because) for one in found if isinstance(one, Unread)}


def sqlite(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in (EVENTS, f"insert into events values {LIKE}", *statements):
            connection.execute(statement)
        connection.commit()
    return path


def quack(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


TABLES = (
    "create table votes (voter text, item text, moment text)",
    "insert into votes values ('ann', 'p1', '2024-01-01')",
    "create table hollow (a text)",
    "create view first_votes as select * from votes",
)


@pytest.mark.parametrize("make", [sqlite, quack])
def test_every_table_and_view_with_rows_is_handed_over_under_its_name(tmp_path: Path, make: object) -> None:
    if make is sqlite:
        path = sqlite(tmp_path / "app.db", *TABLES)
    else:
        more = ("create table events (actor text, post text, time text)", "insert into events values ('a', 'p', 't')")
        path = quack(
            tmp_path / "app.duckdb", *TABLES, *more, "create schema old", "create table old.likes as select 1 as n"
        )
    wanted = {"events": ("events", False), "votes": (None, True), "first_votes": (None, True)}
    assert held(path) == {**wanted, **({"old.likes": (None, True)} if make is quack else {})}


def test_the_only_table_of_a_database_must_be_one(tmp_path: Path) -> None:
    path = quack(tmp_path / "app.duckdb", "create table votes as select 'ann' as voter")
    assert held(path) == {"votes": (None, False)}


def test_a_table_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    path = sqlite(
        tmp_path / "app.db",
        "create table old (x text)",
        "insert into old values (cast(x'b5e3d4de' as text))",
        "create view gone as select * from nowhere",
        "create view huge as select zeroblob(900000000) as x",
    )
    why = unread(path)
    assert "UTF-8" in why["old"] and "nowhere" in why["gone"] and "16,000,000 bytes" in why["huge"]
    assert [actor for actor, *_ in events(path)] == ["ann"]


def test_a_view_without_end_is_left_out(tmp_path: Path) -> None:
    endless = "with recursive x(n) as (select 1 union all select n + 1 from x) select n from x"
    looping = f"select count(*) as n from ({endless})"
    path = sqlite(tmp_path / "app.db", f"create view endless as {endless}", f"create view looping as {looping}")
    why = unread(path)
    assert set(why) == {"endless", "looping"} and all("too much work" in said for said in why.values())
    assert set(held(path)) == {"events"}


def test_a_table_of_ours_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "app.db", "create view posts as select * from nowhere")
    with pytest.raises(InputError, match=":posts"), opening(path):
        pass


def test_a_database_with_a_log_of_its_own_is_read_and_nothing_is_written_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("pragma journal_mode = wal")
        writer.execute(EVENTS)
        writer.execute(f"insert into events values {LIKE}")
        writer.commit()
        before = {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()}
        assert "app.db-wal" in before
        assert len(events(path)) == 1
        assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["app.db"]
    assert len(events(path)) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["app.db"]


def test_a_view_that_reads_another_file_is_left_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("voter,item\nann,p1\n")
    path = quack(
        tmp_path / "app.duckdb",
        "create table votes as select 'ann' as voter",
        f"create view stolen as select * from read_csv('{secret}')",
        "create macro taken() as table select * from read_text('/etc/hostname')",
        "create view stolen_too as from taken()",
        "create view fine as select voter from votes",
    )
    assert set(held(path)) == {"votes", "fine"}
    assert set(unread(path)) == {"stolen", "stolen_too"}
    assert all("outside" in why for why in unread(path).values())


def test_a_view_of_ours_that_reads_another_file_is_an_error(tmp_path: Path) -> None:
    path = quack(tmp_path / "app.duckdb", "create view events as select * from read_text('/etc/hostname')")
    with pytest.raises(InputError, match="outside"), opening(path):
        pass
