"""The log of everything that happened, as columns of numbers, sorted by time; ids and texts come in later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from likewise.world.clock import DAY
from likewise.world.ragged import Ints

KINDS = ("view", "like", "comment", "repost", "save", "follow")
NO_POST = -1


@dataclass(frozen=True)
class Record:
    """One entry an event, in compact types; `text` points into `texts`, -1 where there is none."""

    actor: NDArray[np.int32]
    author: NDArray[np.int32]
    post: NDArray[np.int32]
    kind: NDArray[np.int8]
    time: NDArray[np.int64]  # microseconds from the start of the period
    text: NDArray[np.int32]
    group: NDArray[np.int32]  # group in which it was given, -1 where in none
    dwell_s: NDArray[np.float32]
    completion: NDArray[np.float32]
    texts: pa.Array

    def __len__(self) -> int:
        return len(self.actor)


@dataclass(frozen=True)
class Entries:
    """Events of one kind, before they are put in order."""

    kind: str
    actor: Ints
    author: Ints
    post: Ints
    time: NDArray[np.float64]  # seconds from the start of the period
    group: Ints
    dwell_s: NDArray[np.float64] | None = None
    completion: NDArray[np.float64] | None = None
    texts: pa.Array | None = None


_TYPES = {
    "actor": np.int32,
    "author": np.int32,
    "post": np.int32,
    "kind": np.int8,
    "time": np.int64,
    "text": np.int32,
    "group": np.int32,
    "dwell_s": np.float32,
    "completion": np.float32,
}


def _columns(entries: Entries, texts_before: int) -> dict[str, NDArray[np.generic]]:
    n = len(entries.actor)
    nothing = np.full(n, np.nan)
    text = np.full(n, -1) if entries.texts is None else np.arange(n) + texts_before
    raw = {
        "actor": entries.actor,
        "author": entries.author,
        "post": entries.post,
        "kind": np.full(n, KINDS.index(entries.kind)),
        "time": np.floor(entries.time * 1e6),
        "text": text,
        "group": entries.group,
        "dwell_s": nothing if entries.dwell_s is None else entries.dwell_s,
        "completion": nothing if entries.completion is None else entries.completion,
    }
    return {name: values.astype(_TYPES[name]) for name, values in raw.items()}


def in_order(parts: list[Entries], days: int, rng: np.random.Generator) -> Record:
    """All events inside the period by time; at the same moment in random order."""
    pieces, texts = [], []
    before = 0
    for entries in parts:
        piece = _columns(entries, before)
        inside = entries.time < days * DAY
        pieces.append({name: values[inside] for name, values in piece.items()})
        if entries.texts is not None:
            texts.append(entries.texts)
            before += len(entries.texts)
    time = np.concatenate([p["time"] for p in pieces])
    order = rng.permutation(len(time)).astype(np.int32)
    order = order[np.argsort(time[order], kind="stable")]
    columns = {name: np.concatenate([p[name] for p in pieces])[order] for name in _TYPES}
    return Record(texts=pa.concat_arrays(texts) if texts else pa.array([], pa.string()), **columns)
