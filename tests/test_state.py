"""Incremental runs: a day added to a state gives what a run over everything gives, and nothing half done stays."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import likewise
from likewise import world
from likewise.engine import open_duckdb
from likewise.errors import LikewiseError
from likewise.pipeline import Settings, analyse, describe, write_run, write_tables
from likewise.sources import Cut, bring_back, completed, encode, keep, merge, read, resume, settled

EXACT = 1e-6
DAYS = 3
"""How many days are added one by one."""


def written(folder: Path, **tables: pa.Table) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def between(events: pa.Table, first: date | None, end: date | None) -> pa.Table:
    """The events from one day on, before another."""
    kept = pa.array([True] * events.num_rows)
    for day, within in ((first, pc.greater_equal), (end, pc.less)):
        if day is not None:
            moment = pa.scalar(datetime(day.year, day.month, day.day, tzinfo=UTC), events.schema.field("time").type)
            kept = pc.and_(kept, within(events["time"], moment))
    return events.filter(kept)


def last_days(events: pa.Table) -> list[date]:
    last = pc.max(events["time"]).as_py().date()
    return [last - timedelta(days=back) for back in reversed(range(DAYS))]


def table_of(result: likewise.Result, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(result.folder / f"{name}.parquet").to_pylist()
    return rows


def undirected(pair: dict[str, Any]) -> dict[str, Any]:
    """A pair with its names in order: which of two accounts comes first says nothing of them."""
    if pair["a"] < pair["b"]:
        return pair
    return {**pair, "a": pair["b"], "b": pair["a"], "a_to_b": pair["b_to_a"], "b_to_a": pair["a_to_b"]}


KEYS = {
    "groups": ("group",),
    "members": ("group", "account"),
    "pairs": ("a", "b"),
    "posts": ("post",),
    "accounts": ("account",),
    "health": ("account", "part"),
    "events_exchanged": ("actor", "post", "kind", "probability"),
}


def alike(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, abs=EXACT)
    return one == other


def require_same(one: likewise.Result, other: likewise.Result) -> None:
    """Every table says the same: texts, times and counts exactly, other numbers to a millionth."""
    for name, keys in KEYS.items():
        first, second = (
            sorted(
                (undirected(row) if name == "pairs" else row for row in table_of(result, name)),
                key=lambda row: tuple(str(row[key]) for key in keys),
            )
            for result in (one, other)
        )
        assert len(first) == len(second), name
        for mine, its in zip(first, second, strict=True):
            assert mine.keys() == its.keys()
            unlike = {key: (mine[key], its[key]) for key in mine if not alike(mine[key], its[key])}
            assert not unlike, name
    for said in ("rows", "findings", "missing"):
        assert one.run[said] == other.run[said], said


def tables_of(data: Path, out: Path, cut: Cut | None = None) -> likewise.Result:
    """The tables of a report without its claims, which take most of its time; the state counts once they stand."""
    out.mkdir()
    with open_duckdb(memory="1GB", threads=2) as engine:
        done = analyse(engine, data, Settings(cut=cut), lambda _: None)
        write_tables(engine, out)
        write_run(describe(engine, done), out)
    if done.draft:
        done.draft.publish()
    return likewise.Result(out)


def set_aside(result: likewise.Result) -> Counter[tuple[str, str, str]]:
    return Counter((row["table"], row["reason"], row["detail"]) for row in table_of(result, "rejected"))


def seen_late(posts: pa.Table, end: date) -> pa.Table:
    """The posts that a platform's table of posts has two days before `end`: the newest are described late."""
    return between(posts, None, end - timedelta(days=2))


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """A world with every kind of event, in which the log says some things twice and names some authors wrongly."""
    folder = tmp_path_factory.mktemp("worlds") / "dense"
    world.write(folder, accounts=500, likes=15_000, seed=3, grouped=0.15, views=True, days=40)
    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in ("events", "posts", "accounts")}
    events = tables["events"]
    likes = events.filter(pc.field("kind") == "like")
    again = likes.slice(0, likes.num_rows // 2).take(pa.array(range(0, likes.num_rows // 2, 40)))
    # Said again three weeks later: in the last days, of what was liked before them.
    days = last_days(events)
    late = pa.array([datetime(days[i % DAYS].year, days[i % DAYS].month, days[i % DAYS].day, 9, i % 60, tzinfo=UTC)
                     for i in range(again.num_rows)], events.schema.field("time").type)  # fmt: skip
    again = again.set_column(again.schema.get_field_index("time"), "time", late)
    wrong = again.slice(0, 5).set_column(again.schema.get_field_index("author"), "author", pa.array(["nobody"] * 5))
    whole = pa.concat_tables([events, again, wrong]).sort_by("time")
    return {**tables, "events": whole}


@pytest.fixture(scope="module")
def coarse(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """A log of likes in whole seconds that names no authors; posts say whose they are."""
    folder = tmp_path_factory.mktemp("worlds") / "coarse"
    world.write(folder, accounts=600, likes=12_000, seed=8, grouped=0.2, comments=False, follows=False, days=30)
    events, posts = (pq.read_table(folder / f"{name}.parquet") for name in ("events", "posts"))
    seconds = pc.floor_temporal(events["time"], unit="second")
    bare = events.set_column(events.schema.get_field_index("time"), "time", seconds).drop_columns(["author"])
    return {"events": bare, "posts": posts}


def grown(
    tables: dict[str, pa.Table], tmp_path: Path, part: Callable[[date | None, date], dict[str, pa.Table]]
) -> likewise.Result:
    """The report after a state was made of what came before the last days, and these were added one by one."""
    days = last_days(tables["events"])
    state, log = tmp_path / "state", tmp_path / "log"
    tables_of(written(log, **part(None, days[0])), tmp_path / "first", resume(state, None, {}, "UTC"))
    for day in days:
        end = day + timedelta(days=1)
        data = written(log, **part(day, end))
        result = tables_of(data, tmp_path / f"to-{end}", resume(state, day, {}, "UTC"))
        assert result.run["state"]["since"] == day.isoformat()
        assert result.run["state"]["ends"] == end.isoformat()
    return result


def test_days_added_one_by_one_from_a_growing_log_give_what_a_run_over_everything_gives(
    dense: dict[str, pa.Table], tmp_path: Path
) -> None:
    def part(_: date | None, end: date) -> dict[str, pa.Table]:
        return {**dense, "events": between(dense["events"], None, end)}

    by_days = grown(dense, tmp_path, part)
    at_once = tables_of(tmp_path / "log", tmp_path / "whole")
    require_same(at_once, by_days)
    assert sorted(map(str, table_of(at_once, "rejected"))) == sorted(map(str, table_of(by_days, "rejected")))
    assert {reason for _, reason, _ in set_aside(at_once)} == {"done again", "author at odds"}
    before = between(dense["events"], None, last_days(dense["events"])[-1]).num_rows
    assert by_days.run["state"]["left_out"] == before


def test_days_given_alone_with_posts_described_late_give_what_a_run_over_everything_gives(
    coarse: dict[str, pa.Table], tmp_path: Path
) -> None:
    def part(first: date | None, end: date) -> dict[str, pa.Table]:
        last = end > last_days(coarse["events"])[-1]
        return {
            "events": between(coarse["events"], first, end),
            "posts": coarse["posts"] if last else seen_late(coarse["posts"], end),
        }

    by_days = grown(coarse, tmp_path, part)
    require_same(tables_of(written(tmp_path / "log", **coarse), tmp_path / "whole"), by_days)


ROW = tuple[str, str | None, str | None, str, str]


def log_of(*rows: ROW) -> pa.Table:
    names = ("actor", "author", "post", "kind", "time")
    columns: dict[str, list[Any]] = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    columns["time"] = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in columns["time"]]
    return pa.table(columns)


def ledger_after(state: Path, *parts: pa.Table, posts: Sequence[pa.Table | None] = ()) -> dict[str, Any]:
    """The ledger, by ids, after each part was added to the state."""
    since: str | None = None
    for number, part in enumerate(parts):
        data = {"events": part} | ({"posts": posts[number]} if number < len(posts) and posts[number] else {})
        with open_duckdb(memory="500MB", threads=2) as engine:
            cut = resume(state, since, {}, "UTC")
            reading = read(engine, data, since=cut.since)
            kept = bring_back(engine, cut)
            merge(engine, cut)
            ledger = encode(engine, kept)
            reading = completed(engine, cut, settled(engine, reading))
            draft = keep(engine, cut, ledger, reading)
            draft.publish()
            since = draft.manifest.ends
            said = {
                "like": 'select a.id as actor, b.id as author, p.id as post, l.time from "like" l '
                "join account a on a.code = l.actor left join account b on b.code = l.author "
                "left join post p on p.code = l.post",
                "deed": "select a.id as actor, p.id as post, d.kind, d.time, d.copies from deed d "
                "join account a on a.code = d.actor left join post p on p.code = d.post",
                "post": "select id, born, likes from post",
                "aside": "select reason, detail from source_rejected",
            }
            found: dict[str, Any] = {
                name: sorted(map(tuple, (row.values() for row in engine.arrow(sql).to_pylist())), key=str)
                for name, sql in said.items()
            }
            found |= {"doubles": ledger.doubles, "own": ledger.own, "rows": reading.rows["events"]}
    return found


FIRST: tuple[ROW, ...] = (
    ("ann", "bob", "p1", "like", "2026-02-01T10:00:00"),
    ("bob", "bob", "p1", "like", "2026-02-01T11:00:00"),
    ("cat", "bob", "p1", "save", "2026-02-01T12:00:00"),
    ("ann", "dan", "p2", "like", "2026-02-01T13:00:00"),
    ("ann", "bob", None, "follow", "2026-02-01T14:00:00"),
)
SECOND: tuple[ROW, ...] = (
    ("ann", "bob", "p1", "like", "2026-02-02T10:00:00"),
    ("ann", "bob", "p1", "like", "2026-02-02T11:00:00"),
    ("bob", "bob", "p1", "like", "2026-02-02T12:00:00"),
    ("cat", "bob", "p1", "save", "2026-02-02T13:00:00"),
    ("eve", "zoe", "p2", "like", "2026-02-02T14:00:00"),
    ("eve", "abe", "p2", "like", "2026-02-02T15:00:00"),
    ("eve", "dan", "p2", "like", "2026-02-02T16:00:00"),
    ("ann", "bob", None, "follow", "2026-02-02T17:00:00"),
    ("ann", "eve", "p3", "like", "2026-02-02T18:00:00"),
)


def test_what_was_said_yesterday_and_again_today_counts_once(tmp_path: Path) -> None:
    at_once = ledger_after(tmp_path / "one", log_of(*FIRST, *SECOND))
    by_days = ledger_after(tmp_path / "two", log_of(*FIRST), log_of(*SECOND))
    assert by_days == at_once
    assert at_once["doubles"] == 4
    assert at_once["own"] == 2
    third = log_of(("cat", "bob", "p1", "save", "2026-02-03T10:00:00"))
    whole = ledger_after(tmp_path / "three", pa.concat_tables([log_of(*FIRST, *SECOND), third]))
    assert ledger_after(tmp_path / "two", third) != whole
    assert ledger_after(tmp_path / "four", log_of(*FIRST), log_of(*SECOND), third) == whole


def test_the_author_of_a_post_is_the_first_that_an_event_names(tmp_path: Path) -> None:
    by_days = ledger_after(tmp_path, log_of(*FIRST), log_of(*SECOND))
    assert by_days["aside"].count(("author at odds", "zoe")) == 1
    assert by_days["aside"].count(("author at odds", "abe")) == 1


def test_a_post_that_is_described_again_is_as_it_was_described_last(tmp_path: Path) -> None:
    def posts(*rows: tuple[str, int]) -> pa.Table:
        return pa.table({"post": [row[0] for row in rows], "likes": [row[1] for row in rows]})

    given = [posts(("p1", 1), ("p4", 4)), posts(("p1", 2))]
    by_days = ledger_after(tmp_path, log_of(*FIRST), log_of(*SECOND), posts=given)
    assert {row[0]: row[2] for row in by_days["post"]} == {"p1": 2, "p2": None, "p3": None, "p4": 4}


def test_the_author_of_a_kept_post_can_not_change(tmp_path: Path) -> None:
    given = [None, pa.table({"post": ["p1"], "author": ["eve"]})]
    with pytest.raises(LikewiseError, match=r"the post p1 has another author now .* without --since"):
        ledger_after(tmp_path, log_of(*FIRST), log_of(*SECOND), posts=given)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    ledger_after(tmp_path / "state", log_of(*FIRST))
    return tmp_path / "state"


def refusal(state: Path, since: str | None = "2026-02-02", timezone: str = "UTC", **mapping: str) -> str:
    with pytest.raises(LikewiseError) as refused:
        likewise.report(log_of(*SECOND), state=state, since=since, timezone=timezone, mapping=mapping)
    return str(refused.value)


def test_a_gap_or_an_overlap_is_said_with_the_day_to_use(state: Path) -> None:
    assert "leave a gap" in refusal(state, "2026-02-03")
    assert "read events twice" in refusal(state, "2026-02-01")
    assert refusal(state, "2026-02-03").endswith("use --since 2026-02-02")
    assert "this is no day" in refusal(state, "yesterday")


def test_other_settings_are_refused(state: Path) -> None:
    assert "made with --tz UTC, not Asia/Shanghai" in refusal(state, timezone="Asia/Shanghai")
    assert "made with --map nothing, not author=author" in refusal(state, author="author")


def test_a_state_of_another_version_is_refused(state: Path) -> None:
    said = json.loads((state / "state.json").read_text())
    (state / "state.json").write_text(json.dumps({**said, "format": 99}))
    assert "another version of likewise" in refusal(state)


def damage_json(state: Path) -> None:
    (state / "state.json").write_text("{")


def lose_a_table(state: Path) -> None:
    next(state.glob("account-*.parquet")).unlink()


def lose_rows(state: Path) -> None:
    next(state.glob("like/run=*/day=*/*.parquet")).unlink()


def cut_off(state: Path) -> None:
    path = next(state.glob("like/run=*/day=*/*.parquet"))
    path.write_bytes(path.read_bytes()[:40])


@pytest.mark.parametrize("harm", [damage_json, lose_a_table, lose_rows, cut_off])
def test_a_damaged_state_is_refused_with_the_remedy(state: Path, harm: Callable[[Path], None]) -> None:
    harm(state)
    said = refusal(state)
    assert "damaged" in said
    assert "without --since" in said


def test_a_state_that_was_never_finished_is_refused_and_can_be_made_anew(state: Path) -> None:
    (state / "state.json").unlink()
    assert "never finished" in refusal(state)
    assert ledger_after(state, log_of(*FIRST)) == ledger_after(state.parent / "other", log_of(*FIRST))


def test_a_file_that_a_killed_run_left_unfinished_is_no_part_of_the_state(tmp_path: Path) -> None:
    hurt, whole = tmp_path / "hurt", tmp_path / "whole"
    for state in (hurt, whole):
        ledger_after(state, log_of(*FIRST))
    left = hurt / "like/run=000002/day=2026-02-02/data_0.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"PAR1 and no more")
    hurt_said, whole_said = (
        likewise.report(log_of(*SECOND), state=state, since="2026-02-02", timezone="UTC") for state in (hurt, whole)
    )
    # Rows of a table come in no order that is promised.
    one, other = (said.accounts.to_arrow().sort_by("account") for said in (hurt_said, whole_said))
    assert one == other
    assert hurt_said.run["rows"] == whole_said.run["rows"]
    assert not left.exists()


def test_other_files_are_never_taken_for_a_state(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    assert "holds other files (letter.txt)" in refusal(tmp_path, None)
    assert "needs --state" in refusal(None)  # type: ignore[arg-type]
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_refusal_on_the_command_line_is_one_sentence_and_exit_code_2(state: Path, tmp_path: Path) -> None:
    pq.write_table(log_of(*SECOND), tmp_path / "events.parquet")
    done = command("report", tmp_path / "events.parquet", "--out", tmp_path / "out", "--state", state,
                   "--since", "2026-03-01")  # fmt: skip
    said, _ = done.communicate()
    assert done.returncode == 2
    assert "use --since 2026-02-02" in said
    assert "Traceback" not in said


def test_an_address_is_no_state_and_becomes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pq.write_table(log_of(*FIRST), tmp_path / "events.parquet")
    for since in ((), ("--since", "2026-02-02")):
        done = command("report", "events.parquet", "--out", "out", "--state", "s3a://bucket/state", *since)
        said, _ = done.communicate()
        assert done.returncode == 2
        assert "--state s3a://bucket/state: a state is a folder of this machine" in said
        assert "Traceback" not in said
    assert "folder of this machine" in refusal(Path("s3a://bucket/state"), None)
    assert [entry.name for entry in tmp_path.iterdir()] == ["events.parquet"]


def command(*words: str | Path) -> "subprocess.Popen[str]":
    line = [sys.executable, "-c", "from likewise.show.cli import main; main()", *map(str, words)]
    return subprocess.Popen(line, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_a_killed_run_leaves_the_state_as_it_was(coarse: dict[str, pa.Table], tmp_path: Path) -> None:
    day = last_days(coarse["events"])[-1]
    state, log = tmp_path / "state", written(tmp_path / "log", **coarse)
    early = {**coarse, "events": between(coarse["events"], None, day)}
    tables_of(written(tmp_path / "early", **early), tmp_path / "early-out", resume(state, None, {}, "UTC"))
    before = (state / "state.json").read_bytes()
    asked = ("report", log, "--out", tmp_path / "out", "--state", state, "--since", day.isoformat())
    running = command(*asked)
    while running.poll() is None and not (state / "like" / "run=000002").exists():
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    assert (state / "state.json").read_bytes() == before
    again = command(*asked)
    said, _ = again.communicate()
    assert again.returncode == 0, said
    assert likewise.Result(tmp_path / "out").run["rows"]["events"]["read"] == coarse["events"].num_rows
    assert sorted(entry.name for entry in (state / "like").iterdir()) == ["run=000001", "run=000003"]


def test_a_report_that_fails_leaves_the_state_as_it_was(state: Path, tmp_path: Path) -> None:
    before = (state / "state.json").read_bytes()
    with pytest.raises(LikewiseError, match="stranger"):
        likewise.report(
            log_of(*SECOND), tmp_path / "out", state=state, since="2026-02-02", group_dates=["stranger=2026-02-01"]
        )
    assert (state / "state.json").read_bytes() == before


def test_what_lies_before_the_day_is_not_decoded(state: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    pq.write_table(log_of(*FIRST, *SECOND), path, row_group_size=len(FIRST))
    spoil_first_row_group(path)
    with pytest.raises(LikewiseError):
        likewise.report(path, state=tmp_path / "other")
    with open_duckdb(memory="500MB", threads=2) as engine:
        reading = read(engine, path, since=resume(state, "2026-02-02", {}, "UTC").since)
    assert reading.rows["events"].read == len(SECOND)
    assert reading.left_out == len(FIRST)


def spoil_first_row_group(path: Path) -> None:
    """Overwrite the pages of a file's first row group; the footer still says what they hold."""
    group = pq.ParquetFile(path).metadata.row_group(0)
    columns = [group.column(i) for i in range(group.num_columns)]
    spoilt = bytearray(path.read_bytes())
    for column in columns:
        first = column.dictionary_page_offset or column.data_page_offset
        spoilt[first : first + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    path.write_bytes(bytes(spoilt))


def test_an_absent_state_is_made_of_everything(tmp_path: Path) -> None:
    cut = resume(tmp_path / "none", "2026-02-02", {}, "UTC")
    assert cut == Cut(tmp_path / "none", {}, "UTC")
    assert cut.since is None
