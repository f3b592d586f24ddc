"""Tables of a lake for the tests: the same events in Parquet, Delta and Iceberg, with rows that no longer count."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, write_deltalake
from pyiceberg.catalog.sql import SqlCatalog

from test_sources_support import NOON

DAY = 86_400_000_000
MICROS = pa.timestamp("us", "UTC")


def log(*likes: tuple[str, str, int]) -> pa.Table:
    """Likes on bob's posts: who, which post, and how many days after the first."""
    return pa.table(
        {
            "actor": [actor for actor, _, _ in likes],
            "author": ["bob"] * len(likes),
            "post": [post for _, post, _ in likes],
            "day": [f"day {day}/1" for _, _, day in likes],
            "time": pa.array([NOON + day * DAY for _, _, day in likes], MICROS),
        }
    )


FIRST = log(("ann", "p1", 0), ("cy", "p1", 0), ("李雷", "p2", 1))
"""What is written first; then cy's like is taken back, and ann's turns out to be dee's."""

LATER = log(("eve", "p3", 2))
WANTED = log(("dee", "p1", 0), ("李雷", "p2", 1), ("eve", "p3", 2))
"""What stands in the end."""


def delta(where: str | Path, options: dict[str, str] | None = None, **settings: Any) -> str:
    """A Delta table by days, with an update and a delete, whose old files are still there."""
    place = str(where)
    write_deltalake(place, FIRST, storage_options=options, **settings)
    DeltaTable(place, storage_options=options).delete("actor = 'cy'")
    DeltaTable(place, storage_options=options).update(predicate="actor = 'ann'", updates={"actor": "'dee'"})
    write_deltalake(place, LATER, mode="append", storage_options=options)
    return place


def with_deletion_vector(folder: Path) -> Path:
    """A Delta table of FIRST in which cy's row is marked as deleted, as Spark writes it: the file still has it."""
    write_deltalake(folder, FIRST, configuration={"delta.enableDeletionVectors": "true"})
    log_file = folder / "_delta_log" / "00000000000000000000.json"
    (add,) = [line["add"] for line in map(json.loads, log_file.read_text().splitlines()) if "add" in line]
    vector = {"storageType": "i", "pathOrInlineDv": _inline_second_row(), "sizeInBytes": 34, "cardinality": 1}
    kept = {key: add[key] for key in ("path", "partitionValues", "size", "modificationTime", "stats")}
    actions = [
        {"remove": {"path": add["path"], "deletionTimestamp": add["modificationTime"], "dataChange": True}},
        {"add": {**kept, "dataChange": True, "deletionVector": vector}},
    ]
    written = "\n".join(map(json.dumps, actions))
    (folder / "_delta_log" / "00000000000000000001.json").write_text(written + "\n")
    return folder


def _inline_second_row() -> str:
    """A vector that marks row 1, written by the rules of Delta's protocol (a roaring bitmap, in Z85)."""
    bitmap = bytes.fromhex("3a300000010000000000000010000000") + (1).to_bytes(2, "little")
    magic = (1681511377).to_bytes(4, "little")
    whole = magic + (1).to_bytes(8, "little") + (0).to_bytes(4, "little") + bitmap
    return _z85(whole + bytes(-len(whole) % 4))


def _z85(content: bytes) -> str:
    signs = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
    out = ""
    for at in range(0, len(content), 4):
        number = int.from_bytes(content[at : at + 4], "big")
        out += "".join(signs[number // 85**power % 85] for power in (4, 3, 2, 1, 0))
    return out


def catalog(folder: Path, warehouse: str | None = None, **settings: str) -> SqlCatalog:
    """A catalog in a file, with the namespace `likes`."""
    folder.mkdir(parents=True, exist_ok=True)
    place = warehouse or f"file://{folder / 'warehouse'}"
    made = SqlCatalog("local", uri=f"sqlite:///{folder / 'catalog.db'}", warehouse=place, **settings)
    made.create_namespace_if_not_exists("likes")
    return made


def iceberg(made: SqlCatalog, name: str = "events") -> Any:
    """An Iceberg table with a delete and an overwrite, whose old files are still there."""
    table = made.create_table(f"likes.{name}", schema=FIRST.schema)
    table.append(FIRST)
    table.delete("actor = 'cy'")
    table.delete("actor = 'ann'")
    table.append(log(("dee", "p1", 0)))
    table.append(LATER)
    return table


def parquet(folder: Path) -> Path:
    """What stands in the end, as a Parquet file."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(WANTED, folder / "events.parquet")
    return folder / "events.parquet"
