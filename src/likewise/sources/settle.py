"""What only the ledger shows of a reading: rows that can't be used, and ids that never meet."""

from dataclasses import replace

from likewise.engine import Engine, sql_text
from likewise.sources.reading import Assumption, Reading, Rows, SourceFile
from likewise.sources.reasons import AUTHOR_AT_ODDS, DONE_AGAIN, SAID_ALREADY


def settled(engine: Engine, reading: Reading) -> Reading:
    """The reading with what `encode` set aside counted as rejected, file by file, and what is told of ids."""
    counted = engine.arrow(
        'select file, "table", count(*) as rows from source_rejected where reason in $late group by file, "table"',
        late=(SAID_ALREADY, DONE_AGAIN, AUTHOR_AT_ODDS),
    ).to_pylist()
    late = {(row["file"], row["table"]): int(row["rows"]) for row in counted}
    files = tuple(_less(file, late.get((file.path, file.table), 0)) for file in reading.files)
    rows = {table: sum((file.rows for file in files if file.table == table), start=Rows()) for table in reading.rows}
    return replace(reading, files=files, rows=rows, assumptions=(*reading.assumptions, *_never_met(engine)))


FEW = 20
"""People, or posts, from which it is told that none of them stands on the other side as well."""


def _never_met(engine: Engine) -> list[Assumption]:
    """What is told where ids of two kinds keep apart what is one: authors who never act, posts that nobody acted on."""
    (met,) = engine.arrow(sql_text("likewise.sources", "never_met.sql")).to_pylist()
    told = []
    if met["actors"] >= FEW and met["authors"] >= FEW and not met["both"]:
        told.append(Assumption("authors_never_act", {"actors": f"{met['actors']:,}", "authors": f"{met['authors']:,}"}))
    if met["liked"] >= FEW and met["described"] >= FEW and not met["met"]:
        told.append(Assumption("posts_never_met", {"liked": f"{met['liked']:,}", "described": f"{met['described']:,}"}))
    return told


def _less(file: SourceFile, rejected: int) -> SourceFile:
    rows = Rows(file.rows.read, file.rows.used - rejected, file.rows.rejected + rejected)
    return replace(file, rows=rows)
