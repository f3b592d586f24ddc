"""What a followed stream leaves out is known: holes are kept and said, and no wrong time makes one."""

import json
from pathlib import Path

import pytest
from benchmarks.live.replay import PATHS, Replay, serving

import likewise
from ingest import followed, later
from likewise.errors import InputError
from likewise.show.catalogue import text
from likewise.sources.live.window import DAY_US, LATE, Gap, Window, open_window
from likewise.sources.live.wire import V1, V2, Wire, wire_of
from test_known_jetstream import NOON
from test_sources_support import events, reading, rejected
from test_watch import FIRST_NUMBER, QUARTER_US, like, likes, numbered, numbered_likes, numbers

MINUTE_US = 60_000_000
INFO = "network.bsky.jetstream.subscribeEvents#info"
TOO_SLOW = json.dumps({"$type": "error", "error": "ConsumerTooSlow", "message": "you are too slow"})
SHUTDOWN = json.dumps({"$type": "message", "payload": {"$type": INFO, "name": "Restart", "message": "soon"}})


def window_at(folder: Path, now: int | None = None) -> Window:
    """A window of a week, on a machine whose clock stands still."""
    return open_window(folder / "window.duckdb", 7, later if now is None else lambda: now)


def closed(did: str, moment: int) -> str:
    account = {"active": False, "did": did, "status": "takendown", "time": "2026-07-04T12:00:00Z"}
    return json.dumps({"did": did, "time_us": moment, "kind": "account", "account": account})


def noted(replay: Replay, version: str, window: Window, until: int) -> list[tuple[str, dict[str, object]]]:
    """What is said while a stream is followed."""
    said: list[tuple[str, dict[str, object]]] = []
    with serving(replay, version) as url:
        followed(url, window, until, say=lambda key, **values: said.append((key, values)))
    return said


@pytest.mark.parametrize("days_ahead", [1, 30, 30_000])
def test_one_time_in_the_future_empties_nothing_and_moves_nothing(tmp_path: Path, days_ahead: int) -> None:
    now = NOON + 60 * MINUTE_US
    window = window_at(tmp_path, now)
    window.append([message for _, message in likes(1000)], V1)
    poison = like(5000, NOON + days_ahead * DAY_US)
    assert window.append([poison, closed("did:plc:z", NOON + days_ahead * DAY_US)], V1).future == 2
    assert (window.rows, window.heard) == (1000, NOON + 999 * QUARTER_US)
    # Given again by a server that is asked again, it is set aside once.
    window.append([poison, *(message for _, message in likes(1010)[990:])], V1)
    assert (window.rows, window.heard) == (1010, NOON + 1009 * QUARTER_US)
    window.snapshot(tmp_path / "copy")
    window.close()
    assert len(events(tmp_path / "copy", "time")) == 1010
    assert rejected(tmp_path / "copy", "reason") == ["time in the future"] * 2
    window = window_at(tmp_path, now)
    assert window.resume("wss://jetstream.invalid/subscribe", V1) == NOON + 1009 * QUARTER_US - 10_000_000
    window.close()


def test_what_is_a_little_ahead_of_this_machine_is_kept_but_not_gone_on_from(tmp_path: Path) -> None:
    window = window_at(tmp_path, NOON)
    news = window.append([like(1, NOON - QUARTER_US), like(2, NOON + MINUTE_US)], V1)
    assert (news.future, window.rows, window.heard) == (0, 2, NOON)
    window.close()


def test_an_account_that_is_closed_is_kept_and_moves_nothing(tmp_path: Path) -> None:
    window = window_at(tmp_path)
    window.append([like(1, NOON), closed("did:plc:z", NOON + 20 * DAY_US)], V1)
    assert (window.rows, window.heard) == (1, NOON)
    # Another server saw it at another time.
    window.append([closed("did:plc:z", NOON + 20 * DAY_US + 500)], V1)
    window.snapshot(tmp_path / "copy")
    window.close()
    assert rejected(tmp_path / "copy", "reason") == ["account closed"]


def test_what_the_server_says_of_the_stream_is_passed_on(tmp_path: Path) -> None:
    window = window_at(tmp_path)
    replay = Replay(numbered_likes(40), opening=[SHUTDOWN, TOO_SLOW])
    said = noted(replay, "v2", window, replay.events[-1][0])
    window.close()
    assert [values["said"] for key, values in said if key == "notice"] == [
        "Restart: soon",
        "ConsumerTooSlow: you are too slow",
    ]


def test_times_in_the_future_are_said_once_a_connection(tmp_path: Path) -> None:
    window = window_at(tmp_path, NOON + 20 * MINUTE_US)
    late = [(NOON + i, like(10_000 + i, NOON + 30 * DAY_US)) for i in range(200)]
    said = noted(Replay([*late, *likes(40)]), "v1", window, NOON + 39 * QUARTER_US)
    window.close()
    assert [key for key, _ in said].count("future") == 1


@pytest.mark.parametrize(("version", "why"), [("v1", LATE), ("v2", "OutdatedCursor: resumed later")])
def test_a_server_that_no_longer_has_what_is_asked_for_leaves_a_hole_that_is_told(
    tmp_path: Path, version: str, why: str
) -> None:
    said_by = likes(2000) if version == "v1" else numbered_likes(2000)
    replay, window = Replay(said_by), window_at(tmp_path)
    window.append([message for _, message in said_by[:100]], V1 if version == "v1" else V2)
    replay.forgotten = 1500
    said = noted(replay, version, window, said_by[-1][0])
    hole = Gap(NOON + 99 * QUARTER_US, NOON + 1500 * QUARTER_US, why)
    assert window.gaps == [hole]
    assert [values for key, values in said if key == "gap"] == [
        {"since": "2026-07-04 12:00:24", "until": "2026-07-04 12:06:15", "why": why}
    ]
    assert numbers(window) == [*range(100), *range(1500, 2000)]
    assert window.rows == 600
    window.snapshot(tmp_path / "copy")
    window.close()
    with reading(f"bluesky:{tmp_path / 'copy'}") as (_, found):
        told = {one.key: one.values for one in found.assumptions}
        assert told["not_heard"] == {"since": "2026-07-04 12:00:24", "again": "2026-07-04 12:06:15"}
        assert found.rows["events"].read == 600
        assert "2026-07-04 12:06:15" in text("zh", "assumption.not_heard", **told["not_heard"])


def test_the_report_says_from_when_to_when_nothing_was_heard(tmp_path: Path) -> None:
    window = window_at(tmp_path)
    window.append([message for _, message in likes(100)], V1)
    window.resume("wss://jetstream.invalid/subscribe", V1)
    window.append([message for _, message in likes(2000)[1500:]], V1)
    window.snapshot(tmp_path / "copy")
    window.close()
    made = likewise.report(f"bluesky:{tmp_path / 'copy'}", tmp_path / "report")
    page = made.html.read_text(encoding="utf-8")
    assert "From 2026-07-04 12:00:24 to 2026-07-04 12:06:15 (UTC) nothing was heard" in page


def test_of_many_holes_the_longest_are_named_and_all_are_counted(tmp_path: Path) -> None:
    window, said_by = window_at(tmp_path), likes(8000)
    for begin in range(0, 8000, 1000):
        window.resume("wss://jetstream.invalid/subscribe", V1)
        window.append([message for _, message in said_by[begin : begin + 100]], V1)
    window.snapshot(tmp_path / "copy")
    window.close()
    with reading(tmp_path / "copy") as (_, found):
        keys = [one.key for one in found.assumptions]
        (in_all,) = [one.values for one in found.assumptions if one.key == "not_heard_in_all"]
    assert keys.count("not_heard") == 5
    assert in_all == {"stretches": "7", "hours": "0.4"}


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_server_that_still_has_everything_leaves_no_hole(tmp_path: Path, version: str) -> None:
    # An hour without an event is no hole either: the last event before it is given again.
    quiet = [(NOON, like(0, NOON)), (NOON + 60 * MINUTE_US, like(1, NOON + 60 * MINUTE_US))]
    spoken = [
        (moment, message if version == "v1" else numbered(message, i)) for i, (moment, message) in enumerate(quiet)
    ]
    window = window_at(tmp_path)
    window.append([spoken[0][1]], V1 if version == "v1" else V2)
    said = noted(Replay(spoken), version, window, spoken[1][0])
    assert [key for key, _ in said] == ["connected"]
    assert (window.gaps, window.rows) == ([], 2)
    window.close()


def test_a_server_that_numbers_its_events_goes_on_by_number(tmp_path: Path) -> None:
    """Whoever runs the server may have set the times that it shows anew, so that they lead elsewhere."""
    window, last = window_at(tmp_path), NOON + MINUTE_US
    told = ["2026-07-04T12:00:00.000000Z"] * 39 + ["2026-07-04T12:01:00.000000Z"]
    shown = [numbered(message, i, told[i]) for i, (_, message) in enumerate(likes(40))]
    replay = Replay([(moment, shown[i]) for i, (moment, _) in enumerate(likes(40))], cut_after=30)
    with serving(replay, "v2") as url:
        window.resume(url, V2)
        window.append(shown[:10], V2)
        window.close()
        window = window_at(tmp_path)
        followed(url, window, until=last)
    assert [int(asked["cursor"][0]) - FIRST_NUMBER for asked in replay.asked] == [9, 38]
    assert numbers(window) == list(range(40))
    window.close()


@pytest.mark.parametrize("url", ["ws://127.0.0.2:9/other/subscribeEvents", "ws://127.0.0.2:9/subscribe"])
def test_a_number_counts_on_the_server_that_gave_it_alone(tmp_path: Path, url: str) -> None:
    window, here = window_at(tmp_path), "ws://127.0.0.1:9/subscribeEvents"
    window.resume(here, V2)
    window.append([message for _, message in numbered_likes(10)], V2)
    assert window.resume(f"{here}?maxMessageSizeBytes=0", V2) == FIRST_NUMBER + 9
    assert window.resume(url, wire_of(url)) == NOON + 9 * QUARTER_US - 10_000_000
    window.close()


def test_a_number_that_the_server_no_longer_has_is_given_up_for_a_time(tmp_path: Path) -> None:
    window, replay = window_at(tmp_path), Replay(numbered_likes(2000))
    with serving(replay, "v2") as url:
        window.resume(url, V2)
        window.append([message for _, message in replay.events[:100]], V2)
        replay.forgotten = 1500
        said: list[str] = []
        followed(url, window, replay.events[-1][0], say=lambda key, **values: said.append(str(values.get("said", key))))
    assert "CursorTooOld" in said[0]
    assert said[1:] == ["connected", "OutdatedCursor: resumed later", "gap"]
    assert [int(asked["cursor"][0]) for asked in replay.asked] == [
        FIRST_NUMBER + 99,
        NOON + 99 * QUARTER_US - 10_000_000,
    ]
    assert len(window.gaps) == 1
    window.close()


@pytest.mark.parametrize(
    ("path", "query", "wire"),
    [
        (PATHS["v1"], "compress=true", V1),
        (PATHS["v2"], "zstdDictionary=3", V2),
        (PATHS["v1"], "requireHello=true", V1),
    ],
)
def test_a_stream_that_would_be_compressed_is_refused(path: str, query: str, wire: Wire) -> None:
    with pytest.raises(InputError, match=f"leave out {query}"):
        wire_of(f"wss://jetstream.invalid{path}?{query}")
    assert wire_of(f"wss://jetstream.invalid{path}?compress=false") is wire


def test_frames_that_cannot_be_read_are_not_passed_over(tmp_path: Path) -> None:
    window = window_at(tmp_path)
    with pytest.raises(InputError, match="compressed"):
        noted(Replay(likes(10), opening=[b"\x28\xb5\x2f\xfd"]), "v1", window, NOON)
    window.close()


def test_a_window_of_an_earlier_version_goes_on(tmp_path: Path) -> None:
    window = window_at(tmp_path)
    window.append([like(1, NOON)], V1)
    for table, column in (("events", "kind"), ("events", "until_us"), ("events", "status"), ("position", "seq")):
        window.connection.execute(f"alter table {table} drop column {column}")
    window.close()
    window = window_at(tmp_path)
    assert window.rows == 1
    window.append([like(1, NOON), like(2, NOON + 1)], V1)
    assert numbers(window) == [1, 2]
    window.close()
