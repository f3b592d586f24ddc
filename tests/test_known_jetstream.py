"""Bluesky's stream, recorded: what each event means, on both wires, and what was taken back."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import likewise
from likewise.errors import InputError, LikewiseError
from test_sources_support import events, reading, rejected, rows, written

FIXTURES = Path(__file__).parent / "known" / "jetstream"
V1, V2 = FIXTURES / "v1.jsonl", FIXTURES / "v2.jsonl"

ANN, BOB, CAT = ("did:plc:" + name * 8 for name in ("ann", "bob", "cat"))
NOON = 1_783_166_400_000_000
"""2026-07-04 12:00 UTC, µs: the first event of both fixtures; the others come a second after each other."""


def post(author: str, key: str) -> str:
    return f"at://{author}/app.bsky.feed.post/{key}"


def at(second: int) -> int:
    return NOON + second * 1_000_000


MEANT = [
    (BOB, ANN, post(ANN, "p1"), "like", at(1), None),
    (BOB, ANN, None, "follow", at(3), None),
    (BOB, ANN, post(ANN, "p1"), "comment", at(4), "so true"),
    (CAT, ANN, post(ANN, "p1"), "repost", at(5), "look at this"),
    (CAT, BOB, post(BOB, "p2"), "repost", at(6), None),
    (BOB, ANN, None, "unfollow", at(9), None),
]
"""What the fixtures' events mean."""

SET_ASIDE = [
    (3, "taken back"),
    (8, "not a post"),
    (11, "nothing to take back"),
    (12, "no act"),
    (13, "no act"),
    (14, "account closed"),
]

EVENTS = "actor, author, post, kind, time, text"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def recorded(folder: Path, said: list[dict[str, Any]], name: str = "stream.jsonl") -> Path:
    return written(folder, name, "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in said))


@pytest.mark.parametrize("wire", [V1, V2], ids=["v1", "v2"])
def test_both_wires_mean_the_same(wire: Path) -> None:
    assert events(wire, EVENTS) == MEANT
    assert rejected(wire) == SET_ASIDE


@pytest.mark.parametrize("wire", [V1, V2], ids=["v1", "v2"])
def test_posts_are_described_with_the_time_at_which_the_service_saw_them(wire: Path) -> None:
    with reading(wire) as (engine, _):
        assert rows(engine, "post, author, time, text, format", "source_post") == [
            (post(ANN, "p1"), ANN, at(0), "hello\nworld", "video"),
            (post(BOB, "p2"), BOB, at(4), "so true", "note"),
            (post(CAT, "p3"), CAT, at(5), "look at this", "note"),
        ]


def test_events_without_their_frame_are_read(tmp_path: Path) -> None:
    assert events(recorded(tmp_path, [one["payload"] for one in lines(V2)]), EVENTS) == MEANT


def test_a_check_says_what_the_file_was_taken_for() -> None:
    with reading(V1) as (_, found):
        assert {file.table for file in found.files} == {"events", "posts"}
        assert all(file.source == "bluesky" and "commit" in file.signature for file in found.files)
        assert "server_time" in {one.key for one in found.assumptions}


def test_the_devices_clock_is_never_used(tmp_path: Path) -> None:
    said = lines(V1)
    for one in said:
        if "record" in one.get("commit", {}):
            one["commit"]["record"]["createdAt"] = "1999-01-01T00:00:00Z"
    assert events(recorded(tmp_path, said), EVENTS) == MEANT


def test_a_delete_reaches_into_other_files_of_the_reading(tmp_path: Path) -> None:
    said = lines(V1)
    recorded(tmp_path, said[:5], "night.jsonl")
    recorded(tmp_path, lines(V2)[5:], "morning.jsonl")
    assert sorted(events(tmp_path, EVENTS), key=lambda row: row[4]) == MEANT


def test_what_two_recordings_both_hold_counts_once(tmp_path: Path) -> None:
    said = lines(V1)
    recorded(tmp_path, said[:8], "a.jsonl")
    # Another server saw the same events a moment later.
    recorded(tmp_path, [{**one, "time_us": one["time_us"] + 1500} for one in said[2:]], "b.jsonl")
    kept = sorted(events(tmp_path, "actor, author, post, kind, time // 1000000 * 1000000, text"), key=lambda r: r[4])
    assert kept == MEANT
    again = [reason for reason in rejected(tmp_path, "reason") if reason == "said already"]
    # All that both hold but for the like that was taken back and the one on no post.
    assert len(again) == 6


def test_what_is_done_again_after_it_was_taken_back_counts(tmp_path: Path) -> None:
    like = lines(V1)[2]
    back = {**like, "time_us": at(20), "commit": {**like["commit"], "operation": "delete", "rev": "3zb"}}
    once_more = {**like, "time_us": at(30), "commit": {**like["commit"], "rev": "3zc"}}
    del back["commit"]["record"]
    assert events(recorded(tmp_path, [once_more, back, like]), "time") == [at(30)]


def test_a_prefix_says_that_files_are_recordings(tmp_path: Path) -> None:
    written(tmp_path / "days", "one.jsonl.gz", gzip.compress(V1.read_bytes()))
    written(tmp_path / "days", "notes.txt", "not a recording\n")
    with reading(f"bluesky:{tmp_path / 'days'}") as (engine, found):
        assert engine.count("source_event") == len(MEANT)
        assert [Path(one.name).name for one in found.ignored] == ["notes.txt"]
    assert events(f"bluesky:{V1}", EVENTS) == MEANT
    other = written(tmp_path, "events.csv", "actor,author,post,kind,time\nann,bob,p1,like,2024-01-01 12:00:00\n")
    with pytest.raises(LikewiseError, match="no recording of bluesky"):
        events(f"bluesky:{other}")


def test_the_stream_itself_is_no_data_for_a_report() -> None:
    with pytest.raises(InputError, match="likewise watch bluesky:"):
        events("bluesky:")


def test_fields_in_any_order_more_and_fewer_of_them_change_nothing(tmp_path: Path) -> None:
    said = [dict(reversed(one.items())) | {"cursor": i, "commit2": None} for i, one in enumerate(lines(V1))]
    for one in said:
        one.get("commit", {}).pop("cid", None)
    assert events(recorded(tmp_path, said), EVENTS) == MEANT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_recording_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = V1.read_text(encoding="utf-8").replace("so true", "说得对")
    path = written(tmp_path, "stream.jsonl", text.encode(encoding))
    assert "说得对" in events(path, "text")


def test_an_account_id_in_scientific_notation_is_set_aside(tmp_path: Path) -> None:
    said = lines(V1)
    said[1]["did"] = "1.23457E+18"
    assert (2, "id in scientific notation") in rejected(recorded(tmp_path, said))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wire=st.sampled_from([V1, V2]), kept=st.floats(0, 1))
def test_a_recording_that_was_cut_off_is_read_to_there_or_refused(tmp_path: Path, wire: Path, kept: float) -> None:
    whole = wire.read_bytes()
    path = written(tmp_path, "stream.jsonl", whole[: int(len(whole) * kept)])
    try:
        found = events(path, EVENTS)
    except LikewiseError:
        return
    acts = {row[:5] for row in MEANT} | {(CAT, ANN, post(ANN, "p1"), "like", at(2))}
    assert {row[:5] for row in found} <= acts


def test_a_recording_ends_in_a_report(tmp_path: Path) -> None:
    made = likewise.report(V1, tmp_path / "report")
    assert made.run["rows"]["events"]["used"] == len(MEANT)
    assert made.html.exists()


def test_the_order_of_lines_changes_nothing(tmp_path: Path) -> None:
    path = recorded(tmp_path, lines(V1)[::-1])
    assert sorted(events(path, EVENTS), key=lambda row: row[4]) == MEANT
