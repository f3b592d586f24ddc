"""An invented recording of Bluesky's stream, in the proportions and sizes of a real one (152 events of 2026-07-04)."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

START_US = 1_783_166_400_000_000
A_SECOND = 2000
"""Events a second of the stream's own time; the service had about 480."""

PEOPLE, RECENT = 20_000, 1000
CID = "bafyreiinventedinventedinventedinventedinventedinventedinve"
FEED, GRAPH = "app.bsky.feed.", "app.bsky.graph."
SHARES = ((0.69, f"{FEED}like"), (0.10, f"{FEED}repost"), (0.12, f"{FEED}post"), (0.05, f"{GRAPH}follow"))
"""Shares of new records; the rest takes back one of the last RECENT."""

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"


def moment_of(number: int, a_second: int = A_SECOND) -> int:
    """When the event of a number was, µs, in a stream of so many a second."""
    return START_US + number * 1_000_000 // a_second


def recording(events: int, wire: str, seed: int, a_second: int = A_SECOND) -> Iterator[str]:
    """The lines of a recording of so many events, on the wire `v1` or `v2`."""
    chance, alive = random.Random(seed), [("did:plc:nobody", SHARES[0][1], "none")]
    for i in range(events):
        moment = moment_of(i, a_second)
        key = _key(moment * 1024 + i % 1024)
        kind = _kind(chance.random())
        if kind is None:
            did, kind, rkey = alive[-1 - chance.randrange(min(RECENT, len(alive)))]
            commit: dict[str, Any] = {"rev": key, "operation": "delete", "collection": kind, "rkey": rkey}
        else:
            did = _person(chance)
            record = {"$type": kind, "createdAt": "2026-07-04T12:00:00.000Z", **_record(kind, moment, chance)}
            commit = {"rev": key, "operation": "create", "collection": kind, "rkey": key}
            commit |= {"record": record, "cid": CID}
            alive.append((did, kind, key))
        yield json.dumps(_framed(wire, i, did, moment, commit), separators=(",", ":"))


def _kind(drawn: float) -> str | None:
    for share, kind in SHARES:
        if drawn < share:
            return kind
        drawn -= share
    return None


def _record(kind: str, moment: int, chance: random.Random) -> dict[str, Any]:
    subject = {"cid": CID, "uri": f"at://{_person(chance)}/{FEED}post/{_key(moment * 1024 - chance.randrange(10**12))}"}
    if kind == f"{GRAPH}follow":
        return {"subject": _person(chance)}
    if kind != f"{FEED}post":
        return {"subject": subject}
    text = " ".join(["word"] * chance.randint(1, 50))
    return {"langs": ["en"], "text": text} | (
        {"reply": {"parent": subject, "root": subject}} if chance.random() < 0.5 else {}
    )


def _framed(wire: str, number: int, did: str, moment: int, commit: dict[str, Any]) -> dict[str, Any]:
    if wire == "v1":
        return {"did": did, "time_us": moment, "kind": "commit", "commit": commit}
    time = datetime.fromtimestamp(moment / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    kind = "network.bsky.jetstream.subscribeEvents#commit"
    return {"$type": "message", "payload": {"$type": kind, "seq": number, "did": did, "time": time, **commit}}


def _person(chance: random.Random) -> str:
    """Some people are met far more often than others."""
    return f"did:plc:{int(PEOPLE * chance.random() ** 3):024d}"


def _key(number: int) -> str:
    digits = []
    for _ in range(13):
        digits.append(_ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(digits))
