"""Tables with a known truth for the tests of wild inputs: who did what when, and files of any naming that say so."""

import csv
import json
import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings

from wild_reading import Found


def drawn(examples: int) -> settings:
    """Settings of a property: each example reads a file, so that looking for the smallest failing one takes minutes."""
    return settings(max_examples=examples, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


START = datetime(2031, 5, 2, 8, 0, tzinfo=UTC)

Columns = Mapping[str, Sequence[Any]]
"""A table by its columns; None is an empty cell."""

NAMES = ("mia", "noah", "lena", "otto", "ида", "陈晨", "zoé", "raj", "kofi", "yuki", "tom.h", "sara_k")
WORDS = ("so good", "where is that?", "哈哈哈", "schön!", "第一次见", "the second part was better", "¿cuándo?", "ok")

PEOPLE: Mapping[str, Callable[[int], str]] = {
    "names": lambda n: NAMES[n],
    "numbers": lambda n: str(71 + n),
    "long numbers": lambda n: str(2_000_000_017 + 7919 * n),
    "hex": lambda n: f"5f{n:022x}",
    "dids": lambda n: f"did:plc:{'abcdefghijkl'[n]}w2x",
}
THINGS: Mapping[str, Callable[[int], str]] = {
    "short": lambda n: f"x{n}",
    "numbers": lambda n: str(501 + n),
    "snowflakes": lambda n: str(1_780_000_000_000_000_001 + 10_007 * n),
    "hex": lambda n: f"66b{n:021x}",
    "letters": lambda n: f"C{'abcdefghijkl'[n]}Q9_z{n}",
}
CLOCKS: Mapping[str, Callable[[datetime], str | int]] = {
    "naive": lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S"),
    "zulu": lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    "offset": lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
    "milliseconds in text": lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    "seconds": lambda moment: int(moment.timestamp()),
    "milliseconds": lambda moment: int(moment.timestamp()) * 1000,
}
"""How people, things and times are written; the number of a person or thing is below 12."""


@dataclass(frozen=True)
class Act:
    """One person on one thing at one time."""

    person: str
    thing: str
    time: datetime
    text: str | None = None


def acts(count: int, seed: int, people: str = "names", things: str = "short", texts: bool = False) -> list[Act]:
    """Acts of up to 12 people on up to 8 things, each pair once, in the order of their times."""
    chance = random.Random(seed)
    pairs = [(person, thing) for person in range(12) for thing in range(8)]
    moment, made = START, []
    for person, thing in chance.sample(pairs, count):
        moment += timedelta(seconds=chance.randint(20, 5000))
        text = f"{chance.choice(WORDS)} {chance.randint(1, 999)}" if texts else None
        made.append(Act(PEOPLE[people](person), THINGS[things](thing), moment, text))
    return made


def clocked(made: Sequence[Act], clock: str = "naive") -> list[Any]:
    """The times of acts as a file writes them."""
    return [CLOCKS[clock](act.time) for act in made]


def holds_likes(found: Found, made: Sequence[Act]) -> None:
    """Assert that these acts are the likes that were read, and nothing else was."""
    expected = sorted((act.person, act.thing, "like", act.time) for act in made)
    assert sorted(found.acts("actor", "post", "kind", "time")) == expected
    assert (found.accounts, found.posts, found.rejected) == ([], [], [])


def holds_comments(found: Found, made: Sequence[Act]) -> None:
    """Assert that these acts are the comments that were read, and nothing else was."""
    expected = sorted((act.person, act.thing, "comment", act.text, act.time) for act in made)
    assert sorted(found.acts("actor", "post", "kind", "text", "time")) == expected
    assert (found.accounts, found.posts, found.rejected) == ([], [], [])


def write(path: Path, columns: Columns) -> Path:
    """Write a table as the ending of the path says: .csv, .tsv, .json, .jsonl or .ndjson."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = list(zip(*columns.values(), strict=True))
    if path.suffix in {".csv", ".tsv"}:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",", lineterminator="\n")
            writer.writerows([list(columns), *(["" if cell is None else cell for cell in row] for row in rows)])
        return path
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    lines = [json.dumps(one, ensure_ascii=False) for one in objects]
    path.write_text(f"[{', '.join(lines)}]" if path.suffix == ".json" else "\n".join(lines) + "\n", encoding="utf-8")
    return path


def database(path: Path, tables: Mapping[str, Columns]) -> Path:
    """Write a SQLite database of these tables; numbers are integers in it, all else is text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as connection:
        for name, columns in tables.items():
            told = ", ".join(f'"{column}" {_sql_type(cells)}' for column, cells in columns.items())
            connection.execute(f'create table "{name}" ({told})')
            marks = ", ".join("?" * len(columns))
            connection.executemany(f'insert into "{name}" values ({marks})', zip(*columns.values(), strict=True))
    connection.close()
    return path


def _sql_type(cells: Sequence[Any]) -> str:
    return "integer" if all(isinstance(cell, int) or cell is None for cell in cells) else "text"
