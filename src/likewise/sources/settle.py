"""Rows that only the ledger shows to be unusable, taken into a reading's counts."""

from dataclasses import replace

from likewise.engine import Engine
from likewise.sources.reading import Reading, Rows, SourceFile
from likewise.sources.reasons import AUTHOR_AT_ODDS, DONE_AGAIN, SAID_ALREADY


def settled(engine: Engine, reading: Reading) -> Reading:
    """The reading with what `encode` set aside counted as rejected, file by file."""
    counted = engine.arrow(
        'select file, "table", count(*) as rows from source_rejected where reason in $late group by file, "table"',
        late=(SAID_ALREADY, DONE_AGAIN, AUTHOR_AT_ODDS),
    ).to_pylist()
    late = {(row["file"], row["table"]): int(row["rows"]) for row in counted}
    files = tuple(_less(file, late.get((file.path, file.table), 0)) for file in reading.files)
    rows = {table: sum((file.rows for file in files if file.table == table), start=Rows()) for table in reading.rows}
    return replace(reading, files=files, rows=rows)


def _less(file: SourceFile, rejected: int) -> SourceFile:
    rows = Rows(file.rows.read, file.rows.used - rejected, file.rows.rejected + rejected)
    return replace(file, rows=rows)
