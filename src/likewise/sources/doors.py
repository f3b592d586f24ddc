"""Opens each place with the door that fits it, and brings the rows of a batch over as a raw relation."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from likewise.engine import DuckDBEngine, Engine, Literal
from likewise.errors import InputError
from likewise.ingest.match.wishes import Wish
from likewise.sources.archive import is_workbook, unzipped
from likewise.sources.clickhouse import open_clickhouse
from likewise.sources.columnar import NUMBERED, open_arrow, open_parquet, open_rows
from likewise.sources.database import open_database
from likewise.sources.delimited import bring_delimited, open_delimited
from likewise.sources.documents import bring_documents, open_documents
from likewise.sources.locate import DATABASE_PREFIX, Place, names_a_table
from likewise.sources.opened import Columnar, Delimited, Documents, Opened, Unread
from likewise.sources.plaintext import plain_text
from likewise.sources.postgres import open_postgres
from likewise.sources.recognise import Recognised, recognise
from likewise.sources.remote import Remote
from likewise.sources.sqlite import open_sqlite
from likewise.sources.types import family
from likewise.sources.unpack import Compression, unpacked
from likewise.sources.workbook import open_workbook

Progress = Callable[[str], None]


def open_place(engine: DuckDBEngine, place: Place, number: str, wished: Sequence[Wish]) -> list[Opened]:
    """Every table that stands at a place; `number` keeps its names on the engine apart.

    Raises InputError when the file is damaged, of a kind that holds no table, or has no header.
    """
    if place.frame is not None:
        return [open_rows(engine, place.frame, place.shown, number)]
    if place.path is None:
        raise InputError.of("reading.nothing_there", place=place.shown)
    found = recognise(place.path, place.shown)
    if place.database and found.format != "duckdb":
        raise InputError.of("reading.not_duckdb", shown=place.shown, prefix=DATABASE_PREFIX)
    path = unpacked(place.path, found.compression, place.shown, engine.scratch / f"source-{number}.unpacked")
    return _open_file(engine, path, place, number, found, wished)


def open_server(engine: DuckDBEngine, remote: Remote, number: str, held: ExitStack) -> list[Opened]:
    """Every table of a database on a server; the files of a bucket are brought here before, as places of their own.

    `held` keeps the connection that rows come from, until it is known which tables are read.
    Raises InputError when the server can't be reached, refuses, or has no table to read.
    """
    if remote.server == "postgres":
        return open_postgres(engine, remote, number, held)
    return list(open_clickhouse(engine, remote, number))


def _open_file(
    engine: DuckDBEngine, path: Path, place: Place, number: str, found: Recognised, wished: Sequence[Wish]
) -> list[Opened]:
    form, shown = found.format, place.shown
    if form == "zip":
        form = "workbook" if is_workbook(path, shown) else "zip"
    doors: dict[str, Callable[[], Sequence[Opened]]] = {
        "text": lambda: _open_text(engine, place, path, number, form, found.compression, wished),
        "json": lambda: _open_text(engine, place, path, number, form, found.compression, wished),
        "parquet": lambda: [open_parquet(engine, path, shown, number)],
        "duckdb": lambda: open_database(engine, path, shown, number),
        "sqlite": lambda: open_sqlite(engine, path, shown, number),
        "workbook": lambda: open_workbook(engine, path, shown, number, wished),
        "zip": lambda: _open_archive(engine, path, place, number, wished),
        "arrow": lambda: [open_arrow(engine, path, shown, number, streamed=False)],
        "arrow stream": lambda: [open_arrow(engine, path, shown, number, streamed=True)],
    }
    return list(doors[form]())


def _open_archive(engine: DuckDBEngine, path: Path, place: Place, number: str, wished: Sequence[Wish]) -> list[Opened]:
    """The tables among an archive's files, and those that can't be opened.

    InputError when there is no table, or when one that its name calls a table of ours is damaged.
    """
    opened: list[Opened] = []
    for i, (shown, member) in enumerate(unzipped(path, place.shown, engine.scratch / f"source-{number}.unzipped")):
        try:
            opened += open_place(engine, replace(place, path=member, shown=shown), f"{number}_{i}", wished)
        except InputError as error:
            if names_a_table(shown.removeprefix(place.shown + ":")):
                raise
            opened.append(Unread(shown, "", (), because=error))
    tables = sum(not isinstance(one, Unread) for one in opened)
    if not tables:
        raise InputError.of("reading.archive_no_table", shown=place.shown)
    return [replace(one, maybe=True) for one in opened] if tables > 1 else opened


def _open_text(
    engine: DuckDBEngine,
    place: Place,
    path: Path,
    number: str,
    form: str,
    compression: Compression | None,
    wished: Sequence[Wish],
) -> list[Opened]:
    shown = place.shown
    text = plain_text(path, shown, engine.scratch / f"source-{number}.txt", place.encoding)
    if form == "json":
        documents = open_documents(engine, text, shown, compression, number)
        _tidy(engine, text.path)
        return documents
    return [open_delimited(text, shown, compression, wished)]


def _tidy(engine: DuckDBEngine, path: Path) -> None:
    """Remove a scratch copy whose rows stand on the engine now; a file of the user's is left alone."""
    if path.parent == engine.scratch:
        path.unlink()


def bring(
    engine: Engine,
    raw: str,
    batch: Sequence[tuple[Opened, dict[str, str]]],
    progress: Progress,
    where: str = "true",
) -> bool:
    """Make the raw relation `raw` of a batch of like sources; True when it has a column `problem`.

    Each source comes with its matches, canonical column to source column; all match the same
    canonical columns. Columnar sources become a view of the rows for which `where` holds, text a table.
    """
    names = list(batch[0][1])
    if isinstance(batch[0][0], Columnar):
        columnar = [(source, matches) for source, matches in batch if isinstance(source, Columnar)]
        for table, _ in columnar:
            if table.fetch is not None:
                progress(table.shown)
                table.fetch()
        _view(engine, raw, columnar, where)
        return False
    assert isinstance(engine, DuckDBEngine)
    columns = ", ".join(f"raw_{name} VARCHAR" for name in names)
    place = "file VARCHAR, line BIGINT, problem VARCHAR, excerpt VARCHAR"
    engine.run(f"create or replace temp table {raw} ({place}, {columns})")
    for source, matches in batch:
        progress(source.shown)
        if isinstance(source, Delimited):
            bring_delimited(engine, source, matches, raw)
            _tidy(engine, source.text.path)
        elif isinstance(source, Documents):
            bring_documents(engine, source, matches, raw)
    return True


def _view(engine: Engine, raw: str, batch: Sequence[tuple[Columnar, dict[str, str]]], where: str) -> None:
    selects: list[str] = []
    params: dict[str, Literal] = {}
    for i, (source, matches) in enumerate(batch):
        columns = ", ".join(
            f"{_column(source, source.names.index(name))} as raw_{canonical}" for canonical, name in matches.items()
        )
        selects.append(_rows(source, f"$file_{i}", columns, where))
        params |= {f"file_{i}": source.shown, **source.params}
    engine.view(raw, " union all ".join(selects), **params)


def _rows(source: Columnar, file: str, columns: str, where: str) -> str:
    """The rows of a scan for which `where` holds, under the names of a raw relation."""
    if source.line == NUMBERED:
        # The rows are chosen before they are numbered: no filter reaches a scan through a window.
        return f"select {file} as file, {NUMBERED} as line, * from (select {columns} from {source.scan}) where {where}"
    rows = f"select {file} as file, {source.line} as line, {columns} from {source.scan}"
    return f"select * from ({rows}) where {where}"


def _column(source: Columnar, index: int) -> str:
    """A column of the scan; enumerations and their like come over as text."""
    kind = source.columns[index].type
    return f"cast(c{index} as varchar)" if family(kind) == "text" and kind != "VARCHAR" else f"c{index}"
