"""When each row of a table was taken, as a column of it says: of several rows on one post, the freshest counts."""

from likewise.engine import Engine
from likewise.ingest.match.helping import TAKEN
from likewise.ingest.options import DateOrder
from likewise.sources.assumed import of_times
from likewise.sources.cells import How
from likewise.sources.made import families_of
from likewise.sources.plan import plan, valued
from likewise.sources.profile import profile
from likewise.sources.reading import Assumption
from likewise.sources.source import Source
from likewise.tables import POSTS


def when_taken(
    engine: Engine, raw: str, source: Source, how: How, dates: DateOrder | None
) -> tuple[str | None, tuple[Assumption, ...]]:
    """Make the relation of when each row was taken (file, line, fresh in µs UTC).

    Parameters
    ----------
    engine
        Where the rows stand.
    raw
        The raw relation of a table of posts or accounts, with `raw_taken`.
    source
        What the table is, with the column that TAKEN is from, if there is one.
    how
        How its cells are read.
    dates
        What stands first in dates that can be read in several ways, as the user says.

    Returns
    -------
    tuple
        The relation's name, None where no column says when, and what is to be told of how the times were read.
    """
    if TAKEN not in source.matches or source.table is None:
        return None, ()
    families = {"time": families_of(source, source.table)[TAKEN]}
    times, name = raw.replace("source_raw", "source_when"), raw.replace("source_raw", "source_fresh")
    engine.view(times, f"select file, line, raw_{TAKEN} as raw_time from {raw}")
    found = profile(engine, times, POSTS, families, date_order=dates)
    planned = plan(POSTS, families, found, how, "", as_documents=False)
    dated = valued(times, planned, {"fresh": planned.values["time"]})
    # Replies have the line of what they answer.
    engine.create(name, f"select file, line, max(fresh) as fresh from {dated} group by file, line", zone=how.zone)
    return name, of_times({"time": source.matches[TAKEN]}, families, found, how.zone, chinese=False)
