"""When each row of a table was taken, as a column of it says: of several rows on one post, the freshest counts."""

from likewise.engine import Engine
from likewise.ingest.match.helping import TAKEN
from likewise.sources.cells import How, cell
from likewise.sources.made import families_of
from likewise.sources.profile import profile
from likewise.sources.source import Source
from likewise.tables import POSTS


def when_taken(engine: Engine, raw: str, source: Source, how: How) -> str:
    """Make the relation of when each row was taken (file, line, fresh in µs UTC), and return its name.

    Parameters
    ----------
    engine
        Where the rows stand.
    raw
        The raw relation of a table of posts or accounts, with `raw_taken`.
    source
        What the table is, with the column that TAKEN is from.
    how
        How its cells are read.
    """
    assert source.table is not None
    families = {"time": families_of(source, source.table)[TAKEN]}
    times, name = raw.replace("source_raw", "source_when"), raw.replace("source_raw", "source_fresh")
    engine.view(times, f"select file, line, raw_{TAKEN} as raw_time from {raw}")
    value = cell(POSTS.column("time"), families["time"], profile(engine, times, POSTS, families), how)
    relation = times
    for made in value.made:
        listed = ", ".join(f"{sql} as {column}" for column, sql in made.items())
        relation = f"(select *, {listed} from {relation})"
    # Replies have the line of what they answer.
    engine.create(
        name,
        f"select file, line, max(fresh) as fresh from (select file, line, {value.value} as fresh from {relation}) "
        "group by file, line",
        zone=how.zone,
    )
    return name
