"""Refuses data of which a large part couldn't be read: what is left would be judged as if it were all there is."""

from collections.abc import Mapping, Sequence

from likewise.engine import Engine
from likewise.errors import InputError
from likewise.ingest.match import UnreadTableError
from likewise.sources.reading import Reading
from likewise.sources.reasons import FAULTS
from likewise.tables import REJECTED
from likewise.text import Sentence

MOST = 0.5
"""Of a file's rows: when more than this share can't be read, a run ends unless it is told to go on."""

LEAST_ROWS = 10
"""Rows set aside below which nothing is refused: in so small a file each is seen in what `check` and `report` tell."""


def require_mostly_read(engine: Engine, reading: Reading) -> None:
    """Raise InputError for a file of which most rows couldn't be read, or a table that only needs a word from the user.

    So is a file of which no row could be read, however small. A table of a folder or database that looks like events,
    or where what to type is known, isn't passed over: its events would be missing in all that follows. Rows that
    were read right and set aside for what they say (doubles, votes against, totals) don't count against a file.

    Parameters
    ----------
    engine
        Where `read` and `encode` have left `source_rejected`.
    reading
        What was read.
    """
    for left in reading.ignored:
        if isinstance(left.why, UnreadTableError) and (left.why.proposals or left.why.events):
            raise InputError.of("reading.passed_over", why=left.why)
    rows: dict[str, int] = {}
    for file in reading.files:
        rows[file.path] = rows.get(file.path, 0) + file.rows.read
    found = engine.arrow(
        f"select file, reason, count(*) as rows, min(line) as line, coalesce(arg_min(detail, line), '') as detail "
        f"from {REJECTED} where reason in $faults group by file, reason order by rows desc, reason",
        faults=sorted(FAULTS),
    ).to_pylist()
    own_data = {file.path for file in reading.files if "no_owner" in file.cannot}
    for path, read in rows.items():
        own = [row for row in found if row["file"] == path]
        rejected = sum(row["rows"] for row in own)
        if rejected and (rejected == read or (rejected >= LEAST_ROWS and rejected > MOST * read)):
            if path in own_data:
                raise InputError.of("values.own_data", path=path)
            raise _refused(path, read, rejected, own)


def _refused(path: str, rows: int, rejected: int, found: Sequence[Mapping[str, object]]) -> InputError:
    commonest = found[0]
    return InputError.of(
        "values.mostly_unread",
        path=path,
        rejected=f"{rejected:,}",
        rows=f"{rows:,}",
        count=f"{commonest['rows']:,}",
        reason=Sentence(f"aside.{commonest['reason']}"),
        line=f"{commonest['line']:,}",
        detail=commonest["detail"],
    )
