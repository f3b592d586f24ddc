"""Databases and buckets: a real PostgreSQL is read as a file would be, and what fails says so without the password."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from adbc_driver_manager import Error
from adbc_driver_postgresql import dbapi

from test_cli import refused, run
from test_sources_support import NOON, events, reading, rejected, rows

PASSWORD = "s3cret/päss"
CODED = "s3cret%2Fp%C3%A4ss"
START_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server that is gone after the tests."""

    port: int
    socket: Path

    def url(self, user: str = "reader", password: str = CODED, database: str = "likes") -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "likes") -> None:
        owner = f"postgresql:///{database}?host={self.socket}&port={self.port}&user=owner"
        with closing(dbapi.connect(owner, autocommit=True)) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    initdb, postgres = program("initdb"), program("postgres")
    if initdb is None or postgres is None:
        if os.environ.get("CI") == "true":
            pytest.fail("these tests need PostgreSQL")
        pytest.skip("these tests need PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="likewise-postgres-"))
    # The server refuses to run as root.
    whose: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    if whose:
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **whose}
    data = folder / "data"
    local = ["--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run([initdb, "-D", data, "-U", "owner", *local], check=True, **quiet)
    listens = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    process = subprocess.Popen([postgres, "-D", str(data), *listens], **quiet)
    try:
        made = Server(port, folder)
        ready(made)
        made.run(f"create role reader login password '{PASSWORD}'", "grant all on schema public to reader")
        yield made
    finally:
        process.terminate()
        process.wait(START_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def ready(server: Server) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            server.run("create database likes", database="postgres")
            return
        except Error:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


pytestmark = pytest.mark.xdist_group("postgres")

TABLE = """
    create table events (actor bigint, author text, post varchar(40), kind text, "time" timestamptz, text text,
        dwell_s double precision, completion numeric(4, 3), device uuid)
"""
ROWS = """
    insert into events values
    (1, 'bob', 'p1', 'like', '2024-01-01 13:00:00+01', null, 1.5, 0.25, gen_random_uuid()),
    (2, 'bob', 'p1', 'comment', '2024-01-01 12:01:00+00', E'two\nlines, "quoted"', null, null, null),
    (3, '李雷', 'p2', 'like', '2024-01-02 12:00:00.25+00', '', 'Infinity', 1, null),
    (null, 'bob', 'p1', 'like', '2024-01-01 12:00:00+00', null, null, null, null)
"""
COLUMNS = "actor, author, post, kind, time, text, dwell_s, completion"


@pytest.fixture
def filled(server: Server) -> Iterator[Server]:
    server.run(
        TABLE,
        ROWS,
        "create view posts as select 'p1' as post, 'bob' as author, timestamp '2024-01-01 11:00:00' as \"time\", "
        "3 as likes",
        "create table unrelated (a int)",
        "create schema archive",
        'create table archive.likes_2023 as select actor, post, "time" from events',
        "grant usage on schema archive to reader",
        "grant select on all tables in schema public, archive to reader",
    )
    yield server
    server.run("drop view posts", "drop table events, unrelated", "drop schema archive cascade")


def test_a_database_reads_as_the_same_data_in_a_file(filled: Server, tmp_path: Path) -> None:
    noon = 1_704_110_400
    pq.write_table(
        pa.table(
            {
                "actor": pa.array([1, 2, 3, None], pa.int64()),
                "author": ["bob", "bob", "李雷", "bob"],
                "post": ["p1", "p1", "p2", "p1"],
                "kind": ["like", "comment", "like", "like"],
                "time": pa.array(
                    [noon * 10**6, (noon + 60) * 10**6, (noon + 86400) * 10**6 + 250_000, noon * 10**6],
                    pa.timestamp("us", "UTC"),
                ),
                "text": [None, 'two\nlines, "quoted"', "", None],
                "dwell_s": [1.5, None, float("inf"), None],
                "completion": [0.25, None, 1.0, None],
            }
        ),
        tmp_path / "events.parquet",
    )
    address = f"postgres:{filled.url()}"
    assert sorted(events(address, COLUMNS)) == sorted(events(tmp_path / "events.parquet", COLUMNS))
    assert len(events(address)) == 3
    assert rejected(address, "reason") == ["no actor"]
    with reading(address) as (engine, found):
        emptied = [(one.column, one.reason) for file in found.files for one in file.emptied]
        assert emptied == [("dwell_s", "not a number")]
        assert rows(engine, "post, author, time, likes", "source_post") == [("p1", "bob", NOON - 3_600_000_000, 3)]
        assert [(file.table, file.format) for file in found.files] == [("events", "postgres"), ("posts", "postgres")]
        assert not [file.path for file in found.files if "s3cret" in file.path]


def test_one_table_of_any_schema_may_be_named(filled: Server) -> None:
    found = events(f"postgres:{filled.url()}#archive.likes_2023", "actor, post, kind, time")
    assert sorted(found)[0] == ("1", "p1", "like", NOON)
    assert len(found) == 3


TYPES = """
    create table events (
        actor numeric, author character(6), post uuid, kind mood, "time" timestamptz, text jsonb, dwell_s real,
        completion share, tags text[], later timestamp, born date, held interval, on_sale boolean, raw bytea
    )
"""
VALUES = """
    insert into events values
    (12345678901234567890123456789, 'bob', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'like', '2024-01-01 12:00+00',
        '{"a": [1, null]}', 1.5, 0.25, '{x,"y z",NULL}', 'infinity', '-infinity', '1 min', true, '\\x00ff'),
    (2, 'bob', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'comment', 'infinity', null, 'NaN', null, null, null, null, null,
        null, null)
"""


def test_columns_of_every_type_come_over_as_what_they_say(server: Server) -> None:
    server.run("create type mood as enum ('like', 'comment')", "create domain share as numeric(4, 3)")
    try:
        server.run(TYPES, VALUES, "grant select on events to reader")
        columns = "actor, author, post, kind, time, text, dwell_s, completion"
        (found,) = events(server.url(), columns)
        uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
        like = ("12345678901234567890123456789", "bob", uuid, "like", NOON, '{"a": [1, null]}', 1.5, 0.25)
        assert found == like
        assert rejected(server.url()) == [(2, "time out of range")]
        for name, value in {"tags": '{x,"y z",NULL}', "later": "9999-12-31 00:00:00", "held": "00:01:00"}.items():
            assert events(server.url(), "text", mapping={"text": name}) == [value]
    finally:
        server.run("drop table events", "drop type mood", "drop domain share")


def test_a_table_is_read_to_its_last_row(server: Server) -> None:
    server.run(
        "create table events as select 'a' || n as actor, 'bob' as author, 'p1' as post, "
        'to_timestamp(1704110400 + n) as "time" from generate_series(1, 2500) n',
        "grant select on events to reader",
    )
    try:
        found = events(server.url(), "actor, line")
        assert sorted(line for _, line in found) == list(range(1, 2501))
        assert len({actor for actor, _ in found}) == 2500
    finally:
        server.run("drop table events")


APP = (
    "create table likes (id bigint, user_id text, post_id text, created_at timestamptz) "
    "partition by range (created_at)",
    "create table likes_old partition of likes for values from ('2023-01-01') to ('2024-01-01')",
    "create table likes_new partition of likes for values from ('2024-01-01') to ('2025-01-01')",
    "insert into likes select n, 'u' || n % 7, 'p' || n % 5, timestamptz '2023-12-31' + n * interval '1 hour' "
    "from generate_series(1, 60) n",
    "create view recent_likes as select * from likes where created_at > '2024-01-01'",
    "create materialized view per_post as select post_id, count(*) as likes from likes group by post_id",
    "create table migrations (version text)",
    "insert into migrations values ('1')",
    "create table nothing (a int, b int)",
    "create view broken as select 1 / (n - 1) as user_id, 'p' as post_id from generate_series(1, 1) n",
)


def test_the_tables_of_an_app_are_read_whole_and_none_twice(server: Server) -> None:
    server.run(*APP, "grant select on all tables in schema public to reader")
    try:
        with reading(server.url()) as (engine, found):
            assert engine.value("select count(*) from source_event") == 60
            assert [file.path.rpartition(":")[2] for file in found.files] == ["likes"]
            left = {one.name.rpartition(":")[2]: str(one.why) for one in found.ignored}
        assert sorted(left) == ["broken", "migrations", "per_post", "recent_likes"]
        assert "division by zero" in left["broken"] and "rows are those of likes" in left["per_post"]
    finally:
        server.run(
            "drop view recent_likes, broken", "drop materialized view per_post", "drop table likes, migrations, nothing"
        )


def test_a_view_with_one_of_our_names_stands_for_the_tables_that_it_reads(server: Server) -> None:
    server.run(
        "create table tb_like (user_id text, post_id text, created_at timestamptz)",
        "insert into tb_like values ('ann', 'p1', '2024-01-01'), ('bob', 'p2', '2024-01-02')",
        "insert into tb_like values ('test', 'p1', '2024-01-02')",
        "create view only_people as select * from tb_like where user_id <> 'test'",
        "create view events as select user_id as actor, 'post-' || post_id as post, created_at as time "
        "from only_people",
        "grant select on all tables in schema public to reader",
    )
    try:
        with reading(server.url()) as (engine, found):
            assert sorted(rows(engine, "actor, post")) == [("ann", "post-p1"), ("bob", "post-p2")]
            assert len(found.files) == 1
    finally:
        server.run("drop view events, only_people", "drop table tb_like")


def test_where_nothing_can_be_read_the_tables_that_there_are_are_named(server: Server) -> None:
    server.run(
        "create schema app",
        "create table app.likes (user_id text, post_id text, created_at timestamptz)",
        "insert into app.likes values ('ann', 'p1', '2024-01-01')",
        "grant usage on schema app to reader",
        "grant select on app.likes to reader",
    )
    try:
        assert "#app.likes" in refused("check", server.url())
        assert "app.likes" in refused("check", f"{server.url()}#lieks")
        assert events(f"{server.url()}#app.likes", "actor") == ["ann"]
    finally:
        server.run("drop schema app cascade")


def test_the_password_may_be_left_to_the_client(
    filled: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = filled.url().replace(f":{CODED}", "")
    file = tmp_path / "pgpass"
    file.write_text(f"127.0.0.1:{filled.port}:likes:reader:{PASSWORD}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert len(events(bare)) == 3
    monkeypatch.delenv("PGPASSFILE")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert len(events(bare)) == 3


def test_a_known_source_is_known_in_a_database_too(server: Server) -> None:
    server.run(
        "create table shares (object_id text, account_id text, content_id text, timestamp_share bigint)",
        "insert into shares values ('o', 'ann', 'c', 1704110400)",
        "grant select on shares to reader",
    )
    try:
        assert events(server.url(), "actor, post, time") == [("ann", "o", NOON)]
    finally:
        server.run("drop table shares")


def test_nothing_can_be_written(filled: Server) -> None:
    filled.run(
        "create function grab() returns int language sql as 'insert into unrelated values (1) returning a'",
        "create view drops as select grab() as member, 'l' as link, now() as \"time\"",
        "grant all on drops, unrelated to reader",
    )
    try:
        assert "read-only" in refused("check", f"postgres:{filled.url()}")
    finally:
        filled.run("drop view drops", "drop function grab")


def test_what_fails_is_one_sentence_without_the_password(server: Server) -> None:
    wrong = {
        "password": server.url(password="s3cret-wrong"),
        "database": server.url(database="s3lfies"),
        "host": server.url().replace("127.0.0.1", "no-such-host.invalid"),
        "port": server.url().replace(f":{server.port}/", ":1/"),
        "address": "postgresql://reader:s3cret%2@[broken/likes",
        "empty": server.url(),
        "table": server.url() + "#nowhere.likes",
    }
    for what, url in wrong.items():
        said = refused("check", f"postgres:{url}")
        assert "s3cret" not in said and "päss" not in said, what
        assert len(said.splitlines()) == 1, what
    assert "no table events" in refused("check", server.url())
    assert "s3lfies" in refused("check", wrong["database"])


def test_the_password_stands_in_no_result(filled: Server, tmp_path: Path) -> None:
    done = run("report", filled.url(), "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "s3cret" not in done.stdout + done.stderr
    for path in (tmp_path / "out").rglob("*"):
        assert b"s3cret" not in path.read_bytes(), path


MEASURED = """
import resource, sys
from likewise.engine import open_duckdb
from likewise.sources import read
with open_duckdb(memory="300MB", threads=2) as engine:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read(engine, sys.argv[1])
    print(engine.count("source_event"), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
MILLION_MB = 400
"""What reading a million rows (300 MB of text) may add to the process: the engine's 300 MB, and pieces on their way."""


def test_a_million_rows_are_read_in_bounded_memory(server: Server) -> None:
    server.run(
        "create table events as select 'a' || n % 5003 as actor, 'b' || n % 401 as author, 'p' || n % 20011 as post, "
        "to_timestamp(1704110400 + n) as \"time\", repeat('words ', 40) as text from generate_series(1, 1000000) n",
        "grant select on events to reader",
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, server.url()], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        count, kilobytes = (int(word) for word in done.stdout.split()[-2:])
        assert count == 1_000_000
        assert kilobytes < MILLION_MB * 1024
    finally:
        server.run("drop table events")
