"""Joins simulated worlds into one log: `python -m benchmarks.scale.join FOLDER CHUNK CHUNK...`.

Out of core, and the same for the same chunks. A platform's log is one graph, so part of what is read, one way and
outside of any group, is read across chunks (`mixed.sql`). Rows are in the order of time, as a log's are.
"""

import shutil
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import duckdb

MEMORY = "3GB"  # DuckDB's own limit; the process holds some more
THREADS = 2
# Of a hundred one-way ties outside of groups, so many go to another chunk: about a sixth of all events.
MOVED_PERCENT = 20
_PREFIXED = {
    "posts.parquet": (("post", "author"), "time"),
    "accounts.parquet": (("account",), "account"),
    "truth/accounts.parquet": (("account", '"group"', "circle"), "account"),
    "truth/events.parquet": (("actor", "post", '"group"'), "post"),
    "truth/groups.parquet": (('"group"',), "joined"),
}


def join(folder: Path, chunks: Sequence[Path]) -> None:
    """Write one world into `folder` from the worlds in `chunks`, all with the same number of accounts."""
    scratch = folder / "scratch"
    (folder / "truth").mkdir(parents=True)
    scratch.mkdir()
    with duckdb.connect(
        str(scratch / "join.duckdb"),
        config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": str(scratch)},
    ) as connection:
        _place(connection, chunks)
        parts = [str(_mix(connection, chunks, number, scratch)) for number in range(len(chunks))]
        _copy(connection, "from read_parquet($parts) order by time, actor", folder / "events.parquet", {"parts": parts})
        for file, (ids, order) in _PREFIXED.items():
            _copy(connection, _prefixed(chunks, file, ids, order), folder / file, {})
    shutil.rmtree(scratch)


def _place(connection: duckdb.DuckDBPyConnection, chunks: Sequence[Path]) -> None:
    connection.execute("create table place (chunk integer, place bigint, account varchar)")
    for number, chunk in enumerate(chunks):
        given = {**_files(chunk), "accounts": str(chunk / "accounts.parquet"), "chunk": number}
        connection.execute("insert into place " + _sql("place.sql"), given)


def _mix(connection: duckdb.DuckDBPyConnection, chunks: Sequence[Path], number: int, scratch: Path) -> Path:
    given = {**_files(chunks[number]), "chunk": number, "chunks": len(chunks), "percent": MOVED_PERCENT}
    part = scratch / f"{number:02}.parquet"
    _copy(connection, _sql("mixed.sql"), part, given)
    return part


def _files(chunk: Path) -> dict[str, object]:
    return {"events": str(chunk / "events.parquet"), "traded": str(chunk / "truth" / "events.parquet")}


def _prefixed(chunks: Sequence[Path], file: str, ids: Sequence[str], order: str) -> str:
    """The rows of this file of all chunks, each id (and name of a group) led by its chunk's number."""
    selects = []
    for number, chunk in enumerate(chunks):
        led = ", ".join(f"'{number:02}' || {name} as {name}" for name in ids)
        selects.append(f"select * replace ({led}) from read_parquet('{chunk / file}')")
    return f"from ({' union all '.join(selects)}) order by {order}, {ids[0]}"


def _copy(connection: duckdb.DuckDBPyConnection, select: str, path: Path, given: dict[str, object]) -> None:
    connection.execute(f"copy ({select}) to '{path}' (format parquet, compression zstd)", given)


def _sql(file: str) -> str:
    return files("benchmarks.scale").joinpath(file).read_text(encoding="utf-8")


if __name__ == "__main__":
    join(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
