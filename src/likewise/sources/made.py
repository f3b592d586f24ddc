"""What a batch's rows are made of before they are judged: two columns in one, or two tables in one file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from likewise.engine import Engine
from likewise.engine.face import literal
from likewise.ingest.match.helping import CLOCK, HELPING, OBJECT, ORIGINAL, OWNER
from likewise.ingest.match.names import tags_of, words_of
from likewise.sources.cells import How, has_id
from likewise.sources.known.expressions import by_title
from likewise.sources.opened import Columnar
from likewise.sources.reading import Assumption
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
    if OBJECT in source.matches or OWNER in source.matches:
        found["post"] = "text"
    return found


def titles_of(table: Table, origins: Mapping[str, str]) -> frozenset[str]:
    """Return the columns of ids that are a column of words as well, and that one: any text is a title, `None` too."""
    roles = {one.name: one.role for one in table.columns if one.name in origins}
    words = {origins[name] for name, role in roles.items() if role in ("text", "label")}
    titles = {origins[name] for name, role in roles.items() if role == "id"} & words
    return frozenset(name for name in roles if origins[name] in titles)


def composed(engine: Engine, raw: str, source: Source) -> tuple[str, tuple[Assumption, ...]]:
    """Return the raw relation with values that are put together of two columns, and what is to be told of that.

    So are times of a day and a time of day. Where a title stands for a post and several posts have the same, the time
    tells them apart; where acts are on things of several types, whose ids may be the same, the type does; and where
    owners number their posts each for themselves, the owner.
    """
    made: dict[str, str] = {}
    said: list[Assumption] = []
    if CLOCK in source.matches:
        day, clock = "cast(raw_time as varchar)", f"source_given(cast(raw_{CLOCK} as varchar))"
        made["raw_time"] = f"case when {clock} is null then {day} else {day} || ' ' || {clock} end"
    titled = source.table is POSTS and source.matches["post"] == source.matches.get("text")
    again = "select count(raw_post) > count(distinct raw_post) from"
    dated = titled and "time" in source.matches and bool(engine.value(f"{again} {raw}"))
    if dated:
        when = "cast(raw_time as varchar)"
        together = f"count(distinct concat_ws(' ', raw_post, {when}))"
        owned = f"count(distinct concat_ws(' ', raw_post, {when}, raw_author))"
        if "author" in source.matches and engine.value(f"select {owned} > {together} from {raw}"):
            when = f"concat_ws(' ', {when}, raw_author)"
        made["raw_post"] = by_title("cast(raw_post as varchar)", when)
        said.append(Assumption("post_is_title_and_time"))
    if OWNER in source.matches:
        whose = f"source_given(cast(raw_{OWNER} as varchar))"
        made["raw_post"] = f"case when {whose} is not null then {whose} || '/' || cast(raw_post as varchar) end"
        said.append(Assumption("post_is_owner_and_id", {name: source.matches[name] for name in (OWNER, "post")}))
    if OBJECT in source.matches:
        kept = _commonest(engine, raw)
        other = f"cast(raw_{OBJECT} as varchar) is distinct from {literal(kept)}"
        typed = f"case when {other} then concat(raw_{OBJECT}, ' ', raw_post) else cast(raw_post as varchar) end"
        made["raw_post"] = f"case when raw_post is null then null else {typed} end"
        said.append(Assumption("type_of_post", {"column": source.matches[OBJECT], "kept": kept}))
    if not made:
        return raw, ()
    columns = ", ".join(f"{made[name]} as {name}" if name in made else name for name in engine.columns(raw))
    engine.view(f"{raw}_made", f"select {columns} from {raw}")
    return f"{raw}_made", tuple(said)


def _commonest(engine: Engine, raw: str) -> str:
    """Return the type of most things that were acted on, of posts where a word for some is among the types."""
    counted = engine.arrow(
        f"select cast(raw_{OBJECT} as varchar) as word, count(*) as rows from {raw} where raw_{OBJECT} is not null "
        "group by 1 order by rows desc, word"
    )
    words: list[str] = counted.column("word").to_pylist()
    things = [word for word in words if any("thing" in tags_of(one) for one in words_of(word))]
    return (things or words)[0]


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
