"""How long reading a CSV file takes beside the engine's bare `read_csv`, which gives no lines and no reasons.

Run from the project's root: `.venv/bin/python -m benchmarks.csv_reading`. It makes its own files under build/, about
85 MB each: a log of likes and comments as it is usually written; the same with quoted texts, some over several lines;
the latter with some bad lines. Ours and the bare reading take turns, each on an engine of its own; figures are medians.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import machine
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.sources.careful import bring_carefully
from likewise.sources.delimited import bring_delimited, open_delimited
from likewise.sources.plaintext import plain_text

RESULTS = Path("benchmarks/results/csv_reading.json")
FILES = Path("build/csv_reading")
COLUMNS = ("actor", "author", "post", "kind", "time", "text")
WORDS = ("好看", "nice", "great", "支持", "互赞", "love it", "wow", "学到了", "哈哈哈", "where is this", "太美了吧")
COMMENT_SHARE = 0.3
BAD_SHARE = 0.0002
BAD = (
    "user_000001,creator_00001\n",
    "user_000002,creator_00002,post_0000002,like,2024-01-01 00:00:00,,more\n",
    'user_000003,creator_00003,post_0000003,comment,2024-01-01 00:00:00,"never closed\n',
    'user_000004,creator_00004,post_0000004,comment,2024-01-01 00:00:00,5" wide\n',
    'user_000005,creator_00005,post_0000005,comment,2024-01-01 00:00:00,"so "nice""\n',
)


@dataclass(frozen=True)
class Spent:
    """What one reading took: seconds as they passed, and of the processor."""

    wall: float
    processor: float


@dataclass(frozen=True)
class Row:
    """One file and one reader: medians over the runs, and medians of the ratio to the bare reading of the same run."""

    file: str
    reader: str
    megabytes: float
    rows: int
    wall: float
    processor: float
    wall_ratio: float
    processor_ratio: float


def texts(rng: np.random.Generator, rows: int, quoted: bool) -> Iterator[str]:
    """The last field of each row: nothing for a like, else three words, as plain text or quoted."""
    comments = rng.random(rows) < COMMENT_SHARE
    words = rng.integers(0, len(WORDS), (rows, 3))
    forms = ('"{} {} {}"', '"{} {}, ""{}""!"', '"{}\n{} {}"') if quoted else ("{} {} {}",)
    form = rng.integers(0, len(forms), rows)
    for i in range(rows):
        yield forms[form[i]].format(*(WORDS[word] for word in words[i])) if comments[i] else ""


def make(path: Path, rows: int, seed: int, quoted: bool, bad: bool) -> Path:
    """Write a log of likes and comments unless it is there."""
    if path.exists():
        return path
    rng = np.random.default_rng(seed)
    actors, posts = rng.integers(0, 30_000, rows), rng.integers(0, 90_000, rows)
    times = np.sort(rng.integers(1_704_067_200, 1_711_929_600, rows)).astype("datetime64[s]")
    kept = np.char.replace(np.datetime_as_string(times), "T", " ")
    wrong = rng.random(rows) < BAD_SHARE if bad else np.zeros(rows, bool)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(COLUMNS) + "\n")
        for i, text in enumerate(texts(rng, rows, quoted)):
            kind = "comment" if text else "like"
            if wrong[i]:
                out.write(BAD[i % len(BAD)])
            out.write(f"user_{actors[i]:06d},creator_{posts[i] // 3:05d},post_{posts[i]:07d},{kind},{kept[i]},{text}\n")
    return path


def ours(engine: DuckDBEngine, path: Path, careful: bool = False) -> None:
    """Read a file as a run does: its form, its header, its records with their lines."""
    source = open_delimited(plain_text(path, path.name, engine.scratch / "text"), path.name, None, [])
    columns = "".join(f", raw_{name} VARCHAR" for name in COLUMNS)
    engine.run(f"create temp table raw (file VARCHAR, line BIGINT, problem VARCHAR, excerpt VARCHAR{columns})")
    bring = bring_carefully if careful else bring_delimited
    bring(engine, source, {name: name for name in COLUMNS}, "raw")


def bare(engine: DuckDBEngine, path: Path, kept: bool = False) -> None:
    """Read a file by DuckDB alone, all columns as text, into a temporary table, or into one that is kept."""
    form = "table" if kept else "temp table"
    engine.run(
        f"create {form} raw as select * from read_csv($path, all_varchar = true, ignore_errors = true)", path=str(path)
    )


READERS: dict[str, Callable[[DuckDBEngine, Path], None]] = {
    "bare": bare,
    "likewise": ours,
    "likewise, all carefully": partial(ours, careful=True),
    "bare, into a kept table": partial(bare, kept=True),
}


def spend(read: Callable[[DuckDBEngine, Path], None], path: Path, threads: int) -> tuple[Spent, int]:
    """Read a file once; what it took, and how many rows came of it."""
    with open_duckdb(threads=threads) as engine:
        wall, processor = time.perf_counter(), time.process_time()
        read(engine, path)
        spent = Spent(time.perf_counter() - wall, time.process_time() - processor)
        return spent, engine.count("raw")


def measure(name: str, path: Path, runs: int, threads: int) -> list[Row]:
    """Let the readers take turns on one file."""
    spent: dict[str, list[Spent]] = {reader: [] for reader in READERS}
    rows: dict[str, int] = {}
    for _ in range(runs):
        for reader, read in READERS.items():
            took, rows[reader] = spend(read, path, threads)
            spent[reader].append(took)
    return [
        Row(
            name,
            reader,
            round(path.stat().st_size / 1e6, 1),
            rows[reader],
            statistics.median(one.wall for one in took),
            statistics.median(one.processor for one in took),
            statistics.median(one.wall / other.wall for one, other in zip(took, spent["bare"], strict=True)),
            statistics.median(one.processor / other.processor for one, other in zip(took, spent["bare"], strict=True)),
        )
        for reader, took in spent.items()
    ]


def markdown(rows: Sequence[Row]) -> str:
    """The measurement as a Markdown table."""
    lines = [
        "| file | MB | reader | rows | s | processor s | × bare | × bare, processor |",
        "|---|---:|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.file} | {row.megabytes:.0f} | {row.reader} | {row.rows:,} | {row.wall:.2f} | {row.processor:.2f} "
        f"| {row.wall_ratio:.2f} | {row.processor_ratio:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Make the files, measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.csv_reading", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_200_000)
    parser.add_argument("--runs", type=int, default=7, help="turns of each reader on each file")
    parser.add_argument("--threads", type=int, default=2, help="cores that each reader may use")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    machine.hold_to(asked.threads)
    rows: list[Row] = []
    for name, quoted, bad in (("clean", False, False), ("quoted texts", True, False), ("bad lines", True, True)):
        path = FILES / f"{name.replace(' ', '-')}-{asked.rows}-{asked.seed}.csv"
        rows += measure(name, make(path, asked.rows, asked.seed, quoted, bad), asked.runs, asked.threads)
        print(f"{name} done", flush=True)
    said = {"rows": asked.rows, "runs": asked.runs, "seed": asked.seed, "measured": [asdict(row) for row in rows]}
    machine.keep(RESULTS, said)
    print(markdown(rows))


if __name__ == "__main__":
    main()
