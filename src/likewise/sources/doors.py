"""Opens each place with the door that fits it, and brings the rows of a batch over as a raw relation."""

from collections.abc import Callable, Sequence
from pathlib import Path

from likewise.engine import DuckDBEngine, Engine, Literal
from likewise.errors import InputError
from likewise.sources.columnar import open_arrow, open_database, open_frame, open_parquet
from likewise.sources.delimited import bring_delimited, open_delimited
from likewise.sources.documents import bring_documents, open_documents
from likewise.sources.locate import DATABASE_PREFIX, Place
from likewise.sources.match import Wish
from likewise.sources.opened import Columnar, Delimited, Documents, Opened
from likewise.sources.plaintext import plain_text
from likewise.sources.recognise import recognise
from likewise.sources.types import family
from likewise.sources.unpack import Compression, unpacked

Progress = Callable[[str], None]


def open_place(engine: DuckDBEngine, place: Place, number: int, wished: Sequence[Wish]) -> list[Opened]:
    """Every table that stands at a place; `number` keeps its names on the engine apart.

    Raises InputError when the file is damaged, of a kind that holds no table, or has no header.
    """
    if place.frame is not None:
        return [open_frame(engine, place.frame, place.shown, number)]
    if place.path is None:
        raise InputError(f"{place.shown}: there is nothing to read")
    found = recognise(place.path, place.shown)
    if place.database and found.format != "duckdb":
        raise InputError(f"{place.shown}: this is no DuckDB database; leave out the prefix {DATABASE_PREFIX}")
    path = unpacked(place.path, found.compression, place.shown, engine.scratch / f"source-{number}.unpacked")
    if found.format in ("text", "json"):
        return [_open_text(engine, path, place.shown, number, found.format, found.compression, wished)]
    if found.format == "parquet":
        return [open_parquet(engine, path, place.shown, number)]
    if found.format == "duckdb":
        return list(open_database(engine, path, place.shown, number))
    return [open_arrow(engine, path, place.shown, number, streamed=found.format == "arrow stream")]


def _open_text(
    engine: DuckDBEngine,
    path: Path,
    shown: str,
    number: int,
    form: str,
    compression: Compression | None,
    wished: Sequence[Wish],
) -> Opened:
    text = plain_text(path, shown, engine.scratch / f"source-{number}.txt")
    if form == "json":
        documents = open_documents(engine, text, shown, compression, number)
        _tidy(engine, text.path)
        return documents
    return open_delimited(text, shown, compression, wished)


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
        rows = f"select $file_{i} as file, {source.line} as line, {columns} from {source.scan}"
        selects.append(f"select * from ({rows}) where {where}")
        params |= {f"file_{i}": source.shown, **source.params}
    engine.view(raw, " union all ".join(selects), **params)


def _column(source: Columnar, index: int) -> str:
    """A column of the scan; enumerations and their like come over as text."""
    kind = source.columns[index].type
    return f"cast(c{index} as varchar)" if family(kind) == "text" and kind != "VARCHAR" else f"c{index}"
