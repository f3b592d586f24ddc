"""What a batch's rows are made of before they are judged: two columns in one, or two tables in one file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from likewise.engine import Engine
from likewise.ingest.match.assign import CLOCK, HELPING, ORIGINAL
from likewise.sources.cells import How, has_id
from likewise.sources.known.expressions import by_title
from likewise.sources.opened import Columnar
from likewise.sources.source import Source
from likewise.sources.types import Family, check_type, family
from likewise.tables import EVENTS, POSTS, Table


def families_of(source: Source, table: Table) -> dict[str, Family]:
    """Return the family of each matched column; what only helps, as a vote's sign, is read from every type."""
    types = {column.name: column.type for column in source.opened.columns}
    found: dict[str, Family] = {}
    for canonical, name in source.matches.items():
        if not isinstance(source.opened, Columnar):
            found[canonical] = "text"
        elif canonical in HELPING:
            found[canonical] = family(types[name])
        else:
            found[canonical] = check_type(table.column(canonical), name, types[name], source.opened.shown)
    if CLOCK in source.matches:
        found["time"] = "text"
    return found


def titles_of(table: Table, origins: Mapping[str, str]) -> frozenset[str]:
    """Return the columns of ids that are a column of words as well, and that one: any text is a title, `None` too."""
    roles = {one.name: one.role for one in table.columns if one.name in origins}
    words = {origins[name] for name, role in roles.items() if role in ("text", "label")}
    titles = {origins[name] for name, role in roles.items() if role == "id"} & words
    return frozenset(name for name in roles if origins[name] in titles)


def composed(engine: Engine, raw: str, source: Source) -> tuple[str, bool]:
    """Return the raw relation with values that are put together of two columns, and whether titles are among them.

    So are times of a day and a time of day. Where a title stands for a post and several posts have the same, the time
    tells them apart.
    """
    made: dict[str, str] = {}
    if CLOCK in source.matches:
        day, clock = "cast(raw_time as varchar)", f"source_given(cast(raw_{CLOCK} as varchar))"
        made["raw_time"] = f"case when {clock} is null then {day} else {day} || ' ' || {clock} end"
    titled = source.table is POSTS and source.matches["post"] == source.matches.get("text")
    again = "select count(raw_post) > count(distinct raw_post) from"
    dated = titled and "time" in source.matches and bool(engine.value(f"{again} {raw}"))
    if dated:
        made["raw_post"] = by_title("cast(raw_post as varchar)", "cast(raw_time as varchar)")
    if not made:
        return raw, False
    columns = ", ".join(f"{made[name]} as {name}" if name in made else name for name in engine.columns(raw))
    engine.view(f"{raw}_made", f"select {columns} from {raw}")
    return f"{raw}_made", dated


def apart(
    engine: Engine, batch: Sequence[Source], raw: str, how: How, *, has_problems: bool
) -> list[tuple[Sequence[Source], str]]:
    """Return the posts of a batch and the reposts among them, each with a view of its rows.

    Where nothing says who reposted, or when, they are set aside instead (`checks.row_checks`).
    """
    left = [name for name in batch[0].matches if name != ORIGINAL]
    of_posts = [replace(one, matches={name: one.matches[name] for name in left}) for one in batch]
    events = {"actor": "author", "post": ORIGINAL, "time": "time", "text": "text"}
    there = [name for name, post in events.items() if post in batch[0].matches]
    of_events = [
        replace(
            one,
            matches={name: one.matches[events[name]] for name in there},
            table=EVENTS,
            kind="repost",
            telling=one.matches[ORIGINAL],
            percent=frozenset(),
        )
        for one in batch
    ]
    repeats = has_id(ORIGINAL, families_of(batch[0], POSTS)[ORIGINAL], how)
    posts, reposts = f"{raw}_posts", f"{raw}_reposts"
    columns = ", ".join(f"raw_{events[name]} as raw_{name}" for name in there)
    place = "file, line, problem, excerpt" if has_problems else "file, line"
    engine.view(posts, f"select * from {raw} where not ({repeats})")
    engine.view(reposts, f"select {place}, {columns} from {raw} where {repeats}")
    return [(of_posts, posts), (of_events, reposts)]
