"""Of several rows on one post or account the freshest counts; the others are set aside, each with the row that counts.

How fresh a row is, is what the row says of when it was taken, or else when its file was last changed. Where that isn't
known of all rows, the last one counts; so it does of one file's rows that don't say when they were taken.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import pyarrow as pa

from likewise.engine import Engine, sql_text
from likewise.errors import InputError
from likewise.sources.reading import Assumption
from likewise.sources.reasons import DUPLICATE_ACCOUNT, DUPLICATE_POST, OLDER_ACCOUNT, OLDER_POST
from likewise.sources.source import Source
from likewise.tables import PLACE, POSTS, REJECTED, Table

_COPY = re.compile(r" ?\((\d+)\)$")
"""How browsers end the name of a file that they save again."""


@dataclass(frozen=True)
class SetAside:
    """How many rows of each file were set aside as described twice, and how it was decided which count."""

    rows: Mapping[str, int] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()


def aged(sources: Sequence[Source]) -> pa.Table:
    """The files from the oldest to the newest by their places and names, with when each was last changed (µs UTC).

    That is left out of sources that aren't known: parts of a table are written in any order.
    """
    files = {source.opened.shown: source.changed if source.known else None for source in sources}
    first: dict[str, int] = {}
    for place, name in enumerate(files):
        first.setdefault(_saved_as(name)[0], place)
    order = sorted(files, key=lambda name: (first[_saved_as(name)[0]], _saved_as(name)[1]))
    return pa.table(
        {
            "file": pa.array(order, pa.string()),
            "place": pa.array(range(len(order)), pa.int64()),
            "changed": pa.array([files[name] for name in order], pa.int64()),
        }
    )


def _saved_as(name: str) -> tuple[str, int]:
    """A file's name without a browser's number, and the number."""
    path = PurePath(name)
    copy = _COPY.search(path.stem)
    return (str(path.with_name(path.stem[: copy.start()] + path.suffix)), int(copy[1])) if copy else (name, 0)


def deliver_freshest(engine: Engine, table: Table, union: str, ages: pa.Table, fresh: Sequence[str]) -> SetAside:
    """Put one row a key under the table's name; `union` has all of them, `fresh` names when rows were taken."""
    engine.register("source_age", ages)
    taken = " union all ".join(f"select file, line, fresh from {name}" for name in fresh)
    engine.view("source_taken", taken or "select file, changed as line, changed as fresh from source_age limit 0")
    ranked = sql_text("likewise.sources", "freshest.sql").replace("described_key", str(table.key))
    engine.create("source_ranked", ranked.replace("described", f"({union})"))
    if table is POSTS:
        _forbid_strangers(engine)
    names = [*(column.name for column in table.held), *(name for name, _ in PLACE)]
    engine.create(table.on_engine, f"select {', '.join(names)} from source_ranked where nth = 1")
    engine.run(
        f"insert into {REJECTED} "
        + sql_text("likewise.sources", "described_again.sql").replace("described_key", str(table.key)),
        table=table.name,
        again=DUPLICATE_POST if table is POSTS else DUPLICATE_ACCOUNT,
        older=OLDER_POST if table is POSTS else OLDER_ACCOUNT,
    )
    counts = engine.arrow("select file, count(*) as n from source_ranked where nth > 1 group by file")
    by_row = engine.arrow("select distinct dated from source_ranked where nth > 1 and older")
    engine.drop("source_ranked", "source_taken", "source_age")
    keys = ["fresher_row" if dated else "fresher_file" for dated in sorted(by_row.column("dated").to_pylist())]
    return SetAside(
        dict(zip(*counts.to_pydict().values(), strict=True)), tuple(Assumption(key) for key in reversed(keys))
    )


STRANGERS = 0.8
"""Share of the posts that two files have in common from which other authors say that they aren't the same posts."""

FEWEST = 5
"""Posts in common, of which both files know the author, from which that is asked."""


def _forbid_strangers(engine: Engine) -> None:
    """Raise InputError for two files whose posts have the same ids and other authors, as two tables' numbers do."""
    statement = sql_text("likewise.sources", "strangers.sql")
    found = engine.arrow(statement, fewest=FEWEST, strangers=STRANGERS).to_pylist()
    if found:
        (pair,) = found
        raise InputError.of("reading.strangers", one=pair["file"], other=pair["won"], posts=pair["posts"])
