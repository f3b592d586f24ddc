"""A stream that is followed: nothing is lost or doubled, whatever is cut or killed, and the window stays bounded."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import islice
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from benchmarks.live.replay import Replay, recording, serving

from ingest import followed, ingest, later
from likewise.errors import InputError, OutputError
from likewise.sources.live import wire
from likewise.sources.live.stream import LONGEST_WAIT_S, waits
from likewise.sources.live.window import DAY_US, Window, open_window
from likewise.sources.live.wire import COLLECTIONS, Wire
from test_known_jetstream import EVENTS, MEANT, NOON, SET_ASIDE, V1, V2
from test_sources_support import events, rejected

# Of each of the two protocols.
KILLS = 100
QUARTER_US = 250_000
FIRST_NUMBER = 25_984_000_000


def like(number: int, moment: int) -> str:
    """A like as v1 sends it, known by its number."""
    subject = {"cid": "bafyinvented", "uri": f"at://did:plc:author{number % 97}/app.bsky.feed.post/{number % 1009}"}
    commit = {"rev": f"{number:013d}", "operation": "create", "collection": COLLECTIONS[0], "rkey": f"{number:013d}"}
    commit_and_record = {**commit, "record": {"$type": COLLECTIONS[0], "subject": subject}}
    said = {"did": f"did:plc:actor{number % 89}", "time_us": moment, "kind": "commit", "commit": commit_and_record}
    return json.dumps(said, separators=(",", ":"))


def likes(count: int, apart_us: int = QUARTER_US) -> list[tuple[int, str]]:
    return [(NOON + i * apart_us, like(i, NOON + i * apart_us)) for i in range(count)]


def numbered(message: str, number: int, moment: str = "") -> str:
    """A v1 event as v2 sends it: under a number, with its time written out."""
    said = json.loads(message)
    time = moment or datetime.fromtimestamp(said["time_us"] / 1e6, UTC).isoformat(timespec="microseconds")
    event = {"seq": FIRST_NUMBER + number, "did": said["did"], "time": time, **said["commit"]}
    payload = {"$type": "network.bsky.jetstream.subscribeEvents#commit", **event}
    return json.dumps({"$type": "message", "payload": payload}, separators=(",", ":"))


def numbered_likes(count: int) -> list[tuple[int, str]]:
    return [(moment, numbered(message, i)) for i, (moment, message) in enumerate(likes(count))]


def numbers(window: Window) -> list[int]:
    """The numbers of the likes in a window, in order."""
    held = window.connection.execute("select rkey from events where kind = 'commit' order by rkey").fetchall()
    return [int(row[0]) for row in held]


@pytest.mark.parametrize(("version", "path"), [("v1", V1), ("v2", V2)])
def test_a_window_holds_what_a_recording_of_the_same_stream_holds(tmp_path: Path, version: str, path: Path) -> None:
    said = list(
        zip((moment for moment, _ in recording(V1)), path.read_text(encoding="utf-8").splitlines(), strict=True)
    )
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    with serving(Replay(said), version) as url:
        followed(url, window, until=said[10][0])
    window.snapshot(tmp_path / "copy")
    window.close()
    assert events(f"bluesky:{tmp_path / 'copy'}", EVENTS) == MEANT
    assert events(f"duckdb:{tmp_path / 'window.duckdb'}", EVENTS) == MEANT
    # Blocks and handles say nothing, and aren't kept; that an account was closed is.
    set_aside = sorted(reason for _, reason in SET_ASIDE if reason != "no act")
    assert sorted(rejected(f"bluesky:{tmp_path / 'copy'}", "reason")) == set_aside


@pytest.mark.parametrize(
    ("version", "path", "filtered"), [(wire.V1, V1, "wantedCollections"), (wire.V2, V2, "collections")]
)
def test_only_what_matters_is_asked_for_and_from_where_the_window_ends(
    tmp_path: Path, version: Wire, path: Path, filtered: str
) -> None:
    moments, messages = [moment for moment, _ in recording(V1)], path.read_text(encoding="utf-8").splitlines()
    replay = Replay(list(zip(moments, messages, strict=True)))
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    window.append(messages[:6], version)
    assert window.heard == moments[5]
    with serving(replay, version.name) as url:
        followed(url, window, until=moments[10])
    (asked,) = replay.asked
    assert asked[filtered] == list(COLLECTIONS)
    assert asked.get("kinds", []) == [kind for kind in ("commit", "account") if version.numbered]
    assert moments[5] - 60_000_000 < int(asked["cursor"][0]) < moments[5]
    window.close()


def test_a_line_that_is_cut_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    replay = Replay(likes(3000), cut_after=170)
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    with serving(replay) as url:
        followed(url, window, until=replay.events[-1][0], sleep=sleep)
    assert numbers(window) == list(range(3000))
    assert len(replay.asked) > 10
    # Each connection brought something, so that none had to wait long for the next.
    assert max(waited) <= 0.5
    window.close()


def test_a_server_that_is_away_is_asked_less_and_less_often(tmp_path: Path) -> None:
    replay = Replay(likes(10), refusals=9)
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    waited: list[float] = []
    said: list[str] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    with serving(replay) as url:
        followed(url, window, replay.events[-1][0], sleep, say=lambda key, **_: said.append(key))
    assert said == [*["cut"] * 9, "connected"]
    assert waited[-1] > 8 * waited[0]
    assert numbers(window) == list(range(10))
    window.close()


def test_waits_double_up_to_a_bound_and_differ_by_chance() -> None:
    one, other = (list(islice(waits(random.Random(seed)), 40)) for seed in (1, 2))
    assert one != other
    assert one == list(islice(waits(random.Random(1)), 40))
    assert all(LONGEST_WAIT_S / 2 <= wait <= LONGEST_WAIT_S for wait in one[10:])


def test_an_address_that_the_server_refuses_is_said_at_once(tmp_path: Path) -> None:
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    with (
        serving(Replay(likes(1), refusals=1, status=400)) as url,
        pytest.raises(InputError, match="HTTP 400 not now"),
    ):
        followed(url, window, until=NOON)
    window.close()


@pytest.mark.parametrize(
    "url",
    [
        "https://jetstream.invalid/subscribe",
        "wss://jetstream.invalid/",
        "here",
        "wss://jetstream.invalid:abc/subscribe",
        "wss://jetstream.invalid:99999/subscribe",
        "wss://[::1/subscribe",
        "wss://:443/subscribe",
    ],
)
def test_an_address_of_no_stream_is_said(tmp_path: Path, url: str) -> None:
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    with pytest.raises(InputError, match="no address of a stream"):
        followed(url, window, until=NOON)
    window.close()


def test_messages_that_say_nothing_change_nothing(tmp_path: Path) -> None:
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    noise = ["", "{", "[]", "null", '{"did": 5}', '{"time_us": "soon", "commit": {}}', '{"$type": "error"}', "\x00"]
    window.append(noise, wire.V1)
    assert (window.rows, window.heard) == (0, None)
    window.append([*noise, like(1, NOON)], wire.V1)
    assert (window.rows, window.heard) == (1, NOON)
    window.close()


def test_a_window_holds_its_days_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "window.duckdb"
    hour, sizes = DAY_US // 24, {}
    window = open_window(path, days=2, clock=later)
    for day in range(12):
        for part in range(8):
            first = (day * 8 + part) * 2500
            batch = [like(i, NOON + i * hour * 3 // 2500) for i in range(first, first + 2500)]
            window.append(batch, wire.V1)
        window.connection.execute("checkpoint")
        sizes[day] = path.stat().st_size
        held = window.connection.execute("select max(time_us) - min(time_us) from events").fetchall()[0][0]
        assert held <= 2 * DAY_US * 1.03
    assert window.rows <= 2 * 20_000 * 1.03
    assert sizes[11] < 1.5 * max(sizes[day] for day in range(5))
    window.close()


def test_a_second_watch_on_the_same_window_is_told_so(tmp_path: Path) -> None:
    window = open_window(tmp_path / "window.duckdb", days=7, clock=later)
    code = (
        "import sys; from pathlib import Path; from likewise.sources.live.window import open_window; "
        "from likewise.errors import OutputError\n"
        "try: open_window(Path(sys.argv[1]), 7, lambda: 0)\n"
        "except OutputError as error: print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(window.path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert "does another `likewise watch` run" in said.stdout
    window.close()


def test_a_file_that_is_no_window_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "window.duckdb"
    path.write_text("not a database" * 1000)
    with pytest.raises(OutputError, match="can't be opened"):
        open_window(path, days=7, clock=later)


def check_whole(path: Path, days: float, least: int) -> int:
    """All that is acknowledged and young enough is there once: the events up to the time that the window has heard."""
    window = open_window(path, days, later)
    held = 0 if window.heard is None else (window.heard - NOON) // QUARTER_US + 1
    kept = numbers(window)
    assert kept == list(range(held - len(kept), held))
    assert len(kept) >= min(held, days * DAY_US // QUARTER_US)
    assert window.seq in {None, FIRST_NUMBER + held - 1}
    assert window.gaps == []
    window.close()
    assert held >= least
    return held


def killed(process: BaseProcess, replay: Replay, chance: random.Random) -> None:
    """Start a process and kill it at a random moment: in its start, or while it hears and commits."""
    before = len(replay.asked)
    process.start()
    if chance.random() < 0.8:
        while len(replay.asked) == before:
            assert process.is_alive()
            time.sleep(0.001)
    time.sleep(chance.uniform(0.0, 0.12))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize(("version", "days"), [("v1", 365), ("v2", 1 / 24)])
def test_processes_that_are_killed_at_any_moment_lose_and_double_nothing(
    tmp_path: Path, version: str, days: float
) -> None:
    chance, path = random.Random(7), tmp_path / "window.duckdb"
    framed = likes if version == "v1" else numbered_likes
    replay = Replay(framed(60_000), burst=10, pause_s=0.003)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["likewise.sources.live.stream", "websockets.asyncio.client"])
    held, until = 0, replay.events[-1][0]
    with serving(replay, version) as url:
        for kill in range(KILLS):
            killed(processes.Process(target=ingest, args=(url, path, until, days)), replay, chance)
            if kill % 20 == 19:
                held = check_whole(path, days, held)
        # The kills came while there was work, and not only before it.
        assert KILLS < held < len(replay.events)
        replay.burst = 0
        process = processes.Process(target=ingest, args=(url, path, until, days))
        process.start()
        process.join()
    assert check_whole(path, days, held) == len(replay.events)
    window = open_window(path, days, later)
    kept = window.connection.execute("select time_us, did, subject from events order by time_us").fetchall()
    window.close()
    spoken = (json.loads(message) for _, message in likes(60_000)[-len(kept) :])
    wanted = [(one["time_us"], one["did"], one["commit"]["record"]["subject"]["uri"]) for one in spoken]
    assert kept == wanted
    # What was trimmed is gone, or the kills would have met no trimming.
    assert days > 1 or len(kept) < 1.1 * days * DAY_US / QUARTER_US


def watching(out: Path, url: str, *more: str, stream: str = "bluesky:") -> subprocess.Popen[str]:
    run = "import sys; from likewise.show.cli import main; sys.argv[0] = 'likewise'; main()"
    command = [sys.executable, "-c", run, "watch", stream, "--out", str(out), "--url", url, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(path: Path, process: subprocess.Popen[str], *, part: bool = False) -> None:
    """Wait until a path is there, or any whose name begins like it."""
    ends = time.monotonic() + 240
    while not (any(path.parent.glob(f"{path.name}*")) if part else path.exists()):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_watch_writes_reports_and_goes_on_where_it_ended(tmp_path: Path) -> None:
    out, page = tmp_path / "out", tmp_path / "out" / "report" / "report.html"
    replay = Replay(recording(V1))
    with serving(replay) as url:
        process = watching(out, url, "--every", "0.02")
        wait_for(page, process)
        process.send_signal(signal.SIGTERM)
        said, told = process.communicate(timeout=60)
        assert process.returncode == 0, told
        assert f"{out} holds 11 events" in said
        assert f"Connected to {url}." in told
        run = json.loads((page.parent / "run.json").read_text(encoding="utf-8"))
        assert run["rows"]["events"]["used"] == len(MEANT)
        assert {entry.name for entry in out.iterdir()} == {"window.duckdb", "report"}
        again = watching(out, url, "--lang", "zh")
        while len(replay.asked) < 2:
            assert again.poll() is None
            time.sleep(0.05)
        again.send_signal(signal.SIGINT)
        assert "中有 11 个事件" in again.communicate(timeout=60)[0]
        assert "cursor" in replay.asked[1]


def children(pid: int) -> list[Path]:
    """The processes that a process has started, as Linux shows them."""
    return [Path("/proc", child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def runs(process: Path) -> bool:
    """Whether a process still runs; one that has ended may be shown without a command line."""
    try:
        return bool((process / "cmdline").read_bytes())
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes where Linux shows them")
def test_a_report_ends_with_the_watch_that_was_killed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with serving(Replay(recording(V1))) as url:
        process = watching(out, url, "--every", "0.02")
        wait_for(out / ".window.", process, part=True)
        started = children(process.pid)
        while not started:
            started = children(process.pid)
        process.kill()
        process.wait()
        ends = time.monotonic() + 120
        while any(runs(child) for child in started):
            assert time.monotonic() < ends
            time.sleep(0.02)
        assert not (out / "report").exists()
        again = watching(out, url, "--every", "0.02")
        wait_for(out / "report" / "report.html", again)
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=60) == 0
    assert {entry.name for entry in out.iterdir()} == {"window.duckdb", "report"}


@pytest.mark.parametrize(
    ("given", "url", "sentence"),
    [
        ("nostr:", wire.SERVER, "no stream that can be followed"),
        ("bluesky:x", wire.SERVER, "no stream"),
        ("bluesky:", "wss://jetstream.invalid:abc/subscribe", "no address of a stream"),
        ("bluesky:", "wss://jetstream.invalid/subscribe?compress=true", "leave out compress=true"),
    ],
)
def test_what_cannot_be_followed_is_said(tmp_path: Path, given: str, url: str, sentence: str) -> None:
    process = watching(tmp_path, url, stream=given)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert sentence in told
    assert "Traceback" not in told
