"""Events in the columns of other tools for coordinated behaviour: CooRTweet (R), coordination-network-toolkit (Python).

Both know acts on things and no likes: in CooRTweet's columns a like or a repost is a share, in the toolkit's a repost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

import duckdb

from likewise.destination import file_for, published_file
from likewise.engine import open_duckdb, sql_text
from likewise.errors import OutputError, first_line
from likewise.ingest.options import HowRead
from likewise.secrets import keeps_secrets
from likewise.show.written import is_export
from likewise.sources import read, read_paths

FORMS: Mapping[str, tuple[str, ...]] = {
    "coortweet": ("like", "repost"),
    "toolkit": ("like", "repost", "comment"),
}
"""The tools, and the kinds of events that their columns can hold."""


@dataclass(frozen=True)
class Exported:
    """How many rows were written, and how many events of kinds that the columns can't hold were not."""

    rows: int
    left_out: Mapping[str, int]


@keeps_secrets
def write_export(
    data: Sequence[str],
    form: str,
    out: Path,
    memory: str | None = None,
    overwrite: bool = False,
    **how: Unpack[HowRead],
) -> Exported:
    """Write the events of `data` to a CSV file as the tool `form` reads it, whole or not at all.

    Raises what `read` raises, and OutputError when the file can't be written, is one that is read, or without
    `overwrite` one that is there and that likewise did not write.
    """
    place = file_for(out, is_ours=is_export, read=read_paths(data), overwrite=overwrite)
    with open_duckdb(memory) as engine:
        read(engine, data, **how)
        others = engine.arrow(
            "select kind, count(*) as n from source_event where post is null or kind not in $kinds "
            "group by kind order by n desc, kind",
            kinds=FORMS[form],
        )
        rows = sql_text("likewise.show", f"export_{form}.sql")
        try:
            with published_file(place) as unfinished:
                written = int(engine.value(f"copy ({rows}) to $path (format csv, header)", path=str(unfinished)))
        except duckdb.IOException as error:
            raise OutputError.of("results.cant_write_file", path=out, reason=first_line(error)) from error
    return Exported(written, dict(zip(*others.to_pydict().values(), strict=True)))
