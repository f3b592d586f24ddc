"""One result table on the terminal or in a file."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from rich.console import Console
from rich.table import Table
from rich.text import Text

from likewise.destination import Destination, file_for, published_file
from likewise.pipeline import holds_result
from likewise.show.catalogue import text, word
from likewise.show.explain import fact_name
from likewise.show.face import Result, tables_alone
from likewise.show.numerals import Lang, iso
from likewise.show.terminal import plain
from likewise.show.written import has_columns
from likewise.sources import read_paths

ORDER: Mapping[str, list[tuple[str, str]]] = {
    "groups": [("probability", "descending"), ("size", "descending")],
    "accounts": [("probability", "descending"), ("likes_raw", "descending")],
    "posts": [("likes_raw", "descending")],
}
"""Which rows come first in each table."""

SHOWN: Mapping[str, tuple[str, ...]] = {
    "groups": ("group", "size", "probability", "kind", "first_seen", "last_seen", "likes_exchanged", "bits"),
    "accounts": ("account", "probability", "likes_raw", "likes_real", "real_share", "health", "rests_on"),
    "posts": (
        "post",
        "author",
        "likes_raw",
        "likes_real",
        "comments_raw",
        "comments_real",
        "mismatch",
        "why",
    ),
}
"""The columns that fit a terminal; a file gets all of them."""


def result_of(data: list[str], **options: Any) -> Result:
    """The finished report in a folder, or the tables of one on data made now."""
    if len(data) == 1 and holds_result(Path(data[0])):
        return Result(Path(data[0]))
    return tables_alone(data, **options)


def sorted_table(result: Result, name: str) -> pa.Table:
    """A result table, what matters most first."""
    table: pa.Table = getattr(result, name).to_arrow()
    return table.sort_by(ORDER[name])


def as_json(table: pa.Table) -> str:
    """The rows as a JSON array of objects; times in ISO 8601."""
    rows = table.to_pylist()
    return json.dumps(rows, ensure_ascii=False, default=lambda moment: moment.isoformat(), indent=1)


def _write_json(table: pa.Table, path: Path) -> None:
    path.write_text(as_json(table) + "\n", encoding="utf-8")


WRITERS: Mapping[str, Callable[[pa.Table, Path], None]] = {
    ".parquet": pyarrow.parquet.write_table,
    ".csv": pyarrow.csv.write_csv,
    ".json": _write_json,
}


def place_of(out: Path, columns: Sequence[str], data: object, overwrite: bool) -> Destination:
    """Return the file that a table with these columns goes to; OutputError where that would lose anything."""
    return file_for(out, is_ours=lambda file: has_columns(file, columns), read=read_paths(data), overwrite=overwrite)


def write(table: pa.Table, place: Destination) -> None:
    """Write a table as the file's ending says, whole or not at all; OutputError when it can't be."""
    with published_file(place) as unfinished:
        WRITERS[place.shown.suffix](table, unfinished)


def show(table: pa.Table, name: str, limit: int, lang: Lang) -> None:
    """Print the first rows of a table, aligned; text from the data can't style the terminal."""
    console = Console()
    drawn = Table(box=None, header_style="bold", pad_edge=False)
    for column in SHOWN[name]:
        numeric = pa.types.is_floating(table.schema.field(column).type) or pa.types.is_integer(
            table.schema.field(column).type
        )
        heading = column if lang == "en" else word(lang, "col", column)
        drawn.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in table.slice(0, limit).to_pylist():
        drawn.add_row(*(Text(_cell(column, row[column], lang)) for column in SHOWN[name]))
    console.print(drawn)
    if name == "accounts" and (without := _left_out(table)):
        console.print(text(lang, "cli.sums_leave_out", posts=without), highlight=False)
    if table.num_rows > limit:
        console.print(text(lang, "cli.more_rows", shown=limit, all=table.num_rows), highlight=False)


def _left_out(table: pa.Table) -> int:
    """Of how many posts the likes aren't known, that the sums of accounts with others leave out."""
    if "posts_without_likes" not in table.column_names:
        return 0
    summed = table.filter(pc.is_valid(table["likes_raw"]))
    return int(pc.sum(summed["posts_without_likes"]).as_py() or 0)


def _cell(column: str, value: Any, lang: Lang) -> str:
    if value is None:
        return "–"
    if column == "rests_on":
        return ", ".join(fact_name(fact, lang) for fact in json.loads(value))
    if column == "why":
        return ", ".join(word(lang, "why", reason) for reason in json.loads(value))
    if isinstance(value, float):
        return f"{value:.2f}"
    if hasattr(value, "strftime"):
        return iso(value, lang)
    return plain(value)
