"""`read`: from files, frames or a database to the validated tables on the engine.

The way: locate the places, open each with its door, match its columns, bring like sources over
together, profile their columns, plan, judge, and put the used rows under the canonical names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from likewise.engine import DuckDBEngine, Engine
from likewise.sources.doors import Progress, bring, open_place
from likewise.sources.judge import Judged, judge
from likewise.sources.lake import LakeTable, doors_of, hand_over, hand_over_rejected, in_the_lake, open_lake
from likewise.sources.locate import Place, locate
from likewise.sources.match import (
    Wish,
    forbid_parts,
    match_columns,
    require_columns,
    table_of,
    unmet,
    wishes,
)
from likewise.sources.opened import Columnar, Delimited, Documents, Opened
from likewise.sources.plan import plan, stored_since
from likewise.sources.profile import Profile, profile
from likewise.sources.reading import Assumption, ColumnMatch, Reading, Rows, SourceFile
from likewise.sources.reasons import DUPLICATE_ACCOUNT, DUPLICATE_POST
from likewise.sources.seen import collect
from likewise.sources.times import check_timezone
from likewise.sources.trouble import reading
from likewise.sources.types import Family, check_type
from likewise.tables import EVENTS, PLACE, POSTS, REJECTED, TABLES, Table

Data = object
"""A path, a frame, a dict of frames by table name, or a sequence of these."""


@dataclass(frozen=True)
class _Source:
    """An opened source with what it was recognised as and how its columns were matched."""

    opened: Opened
    table: Table
    recognised_by: str
    matches: dict[str, str]
    kind: str

    @property
    def likeness(self) -> tuple[object, ...]:
        """What sources must share to be read together, so that a column is decided on once for all."""
        types = {column.name: column.type for column in self.opened.columns}
        door = "text" if isinstance(self.opened, Delimited) else type(self.opened).__name__
        matched = tuple((name, source, types.get(source, "JSON")) for name, source in self.matches.items())
        return self.table.name, door, self.kind, matched


def read(
    engine: Engine,
    data: Data,
    mapping: Mapping[str, str] | None = None,
    timezone: str = "UTC",
    progress: Progress | None = None,
    since: int | None = None,
) -> Reading:
    """Read `data` into source_event, source_post, source_account and source_rejected on the engine.

    `mapping` says which source column is which canonical one, as {"actor": "user_id"} or, for one
    table alone, {"posts.time": "published"}. `timezone` is the zone of times that name none.
    `progress` is called with the name of each source when its turn comes. `since` leaves out events before a time
    (microseconds UTC) and events whose time can't be read, as if they weren't there.

    Raises InputError for data that can't be read and MappingError for columns that can't be matched.
    """
    say = progress or (lambda _: None)
    check_timezone(timezone)
    wished = wishes(mapping)
    located = locate(data)
    places = in_the_lake(located.places, engine)
    _prepare(engine)
    with doors_of(engine) as doors:
        sources = _recognised(engine, doors, places, wished, say)
        judged, files = _read_all(engine, doors, sources, timezone, say, since)
    order = [source.opened.shown for source in sources]
    for table in TABLES.values():
        twice = _deliver(engine, table, judged[table.name], order)
        files = [_without(file, twice.get(file.path, 0)) if file.table == table.name else file for file in files]
    files.sort(key=lambda file: order.index(file.path))
    found = _summary(files, judged, located.ignored)
    return found if since is None else replace(found, left_out=_left_out(engine, sources, found.files))


def _left_out(engine: Engine, sources: Sequence[_Source], files: Sequence[SourceFile]) -> int:
    """How many events were not asked for, in the files that say in a footer or header how many they hold."""
    counted = [
        one.opened for one in sources if one.table is EVENTS and one.opened.format in {"parquet", "arrow", "frame"}
    ]
    read = {file.path: file.rows.read for file in files if file.table == EVENTS.name}
    return sum(
        int(engine.value(f"select count(*) from {source.scan}", **source.params)) - read[source.shown]
        for source in counted
        if isinstance(source, Columnar)
    )


def _read_all(
    engine: Engine, doors: DuckDBEngine, sources: Sequence[_Source], timezone: str, say: Progress, since: int | None
) -> tuple[dict[str, list[Judged]], list[SourceFile]]:
    """Read like sources together, each batch where it was opened; all of it stands on `engine` in the end."""
    if doors is not engine:
        _prepare(doors)
    batches: dict[tuple[object, ...], list[_Source]] = {}
    for source in sources:
        batches.setdefault(source.likeness, []).append(source)
    files: list[SourceFile] = []
    judged: dict[str, list[Judged]] = {name: [] for name in TABLES}
    for number, batch in enumerate(batches.values()):
        here = engine if isinstance(batch[0].opened, LakeTable) else doors
        first = since if batch[0].table is EVENTS else None
        outcome, described = _read_batch(here, batch, number, timezone, say, first)
        if here is not engine:
            hand_over(doors, engine, batch[0].table, outcome)
        judged[batch[0].table.name].append(outcome)
        files += described
    if doors is not engine:
        hand_over_rejected(doors, engine)
    return judged, files


def _without(file: SourceFile, duplicates: int) -> SourceFile:
    rows = Rows(file.rows.read, file.rows.used - duplicates, file.rows.rejected + duplicates)
    return replace(file, rows=rows)


def _prepare(engine: Engine) -> None:
    engine.define("likewise.sources", "macros")
    kinds = {"file": "varchar", "line": "bigint", "table": "varchar", "reason": "varchar", "detail": "varchar"}
    columns = ", ".join(f'cast(null as {kind}) as "{name}"' for name, kind in kinds.items())
    engine.create(REJECTED, f"select {columns} limit 0")


def _recognised(
    engine: Engine, doors: DuckDBEngine, places: Sequence[Place], wished: Sequence[Wish], say: Progress
) -> list[_Source]:
    opened: list[tuple[Place, Opened]] = []
    for number, place in enumerate(places):
        say(place.shown)
        found = open_place(doors, place, number, wished) if place.lake is None else [open_lake(engine, place, number)]
        opened += [(place, source) for source in found]
    unmet(wished, [source.names for _, source in opened])
    sources = [_matched(place, source, wished) for place, source in opened]
    for wish in wished:
        apt = [source.opened.names for source in sources if wish.is_for(source.table)]
        unmet([wish], apt or [source.opened.names for source in sources])
    return sources


def _matched(place: Place, opened: Opened, wished: Sequence[Wish]) -> _Source:
    given = place.table or opened.table
    name, by = (given, "given") if given else table_of(opened.names, place.hint, wished, opened.shown)
    table = TABLES[name]
    matches = match_columns(table, opened.names, wished, opened.shown)
    require_columns(table, matches, opened.names, opened.shown)
    if not isinstance(opened, Documents):
        forbid_parts(matches, opened.names, opened.shown)
    kind = (place.kind or "like") if table is EVENTS and "kind" not in matches else ""
    return _Source(opened, table, by, matches, kind)


def _read_batch(
    engine: Engine, batch: Sequence[_Source], number: int, timezone: str, say: Progress, since: int | None
) -> tuple[Judged, list[SourceFile]]:
    first, raw = batch[0], f"source_raw_{number}"
    families = _families(first)
    engine.drop(raw)
    with reading(first.opened.shown if len(batch) == 1 else f"{first.opened.shown} and {len(batch) - 1} more"):
        where = "true" if since is None else stored_since(families["time"], since, timezone)
        has_problems = bring(engine, raw, [(source.opened, source.matches) for source in batch], say, where)
        found = profile(engine, raw, first.table, families)
        as_documents = isinstance(first.opened, Documents)
        planned = replace(plan(first.table, families, found, timezone, first.kind, as_documents), since=since)
        outcome = judge(engine, first.table, raw, planned, first.matches, has_problems)
    if not isinstance(first.opened, Columnar):
        engine.drop(raw)
    assumed = _assumptions(first, families, found, timezone)
    return outcome, [_described(source, assumed, outcome) for source in batch]


def _families(source: _Source) -> dict[str, Family]:
    types = {column.name: column.type for column in source.opened.columns}
    return {
        canonical: "text"
        if not isinstance(source.opened, Columnar)
        else check_type(source.table.column(canonical), name, types[name], source.opened.shown)
        for canonical, name in source.matches.items()
    }


def _assumptions(
    source: _Source, families: Mapping[str, Family], found: Profile, timezone: str
) -> tuple[Assumption, ...]:
    """What this batch's columns did not say themselves."""
    said: list[Assumption] = []
    if source.kind:
        said.append(Assumption("kind_is_constant", {"kind": source.kind}))
    if source.table is EVENTS and "post" not in source.matches:
        said.append(Assumption("no_post_column"))
    if source.table is POSTS and source.matches["post"] == source.matches.get("text"):
        said.append(Assumption("post_is_title", {"column": source.matches["post"]}))
    for name, style in found.times.items():
        column = source.matches[name]
        if style.unit:
            key = "time_excel" if style.unit == "days" else "time_epoch"
            said.append(Assumption(key, {"column": column, "unit": style.unit, "timezone": timezone}))
        if style.order:
            said.append(Assumption(style.order, {"column": column}))
        if style.naive or families[name] == "naive":
            said.append(Assumption("time_zone", {"column": column, "timezone": timezone}))
    said += [Assumption("percent", {"column": source.matches[name]}) for name in sorted(found.percent)]
    return tuple(said)


def _described(source: _Source, assumed: tuple[Assumption, ...], outcome: Judged) -> SourceFile:
    opened, used = source.opened, set(source.matches.values())
    text = opened.text if isinstance(opened, Delimited) else None
    return SourceFile(
        path=opened.shown,
        format=opened.format,
        table=source.table.name,
        recognised_by=source.recognised_by,
        matches=tuple(ColumnMatch(name, canonical) for canonical, name in source.matches.items()),
        unused=tuple(name for name in opened.names if name not in used),
        assumptions=(*opened.assumptions, *assumed),
        rows=outcome.rows.get(opened.shown, Rows()),
        compression=opened.compression,
        encoding=text.encoding if text else None,
        delimiter=opened.delimiter if isinstance(opened, Delimited) else None,
    )


def _deliver(engine: Engine, table: Table, judged: Sequence[Judged], files: Sequence[str]) -> dict[str, int]:
    """Put the used rows of all batches under the table's name; the duplicates set aside, by file."""
    columns = [*((column.name, column.sql_type) for column in table.columns), *PLACE]
    empty = "select " + ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns) + " limit 0"
    union = " union all ".join(f"select * from {batch.used}" for batch in judged) or empty
    engine.drop(table.on_engine)
    if table is EVENTS:
        engine.view(table.on_engine, union)
        collect(engine, [batch.used for batch in judged])
        return {}
    return _deliver_once(engine, table, union, files)


def _deliver_once(engine: Engine, table: Table, union: str, files: Sequence[str]) -> dict[str, int]:
    """A table with one row a key: the last in file order counts, the others are set aside."""
    if engine.value(f"select count(*) = count(distinct {table.key}) from ({union})"):
        engine.view(table.on_engine, union)
        return {}
    names = [*table.names, *(name for name, _ in PLACE)]
    engine.register("source_order", pa.table({"file": list(files), "place": list(range(len(files)))}))
    engine.create(
        "source_ranked",
        f"select u.*, row_number() over (partition by {table.key} order by o.place desc, u.line desc) as nth "
        f"from ({union}) u left join source_order o using (file)",
    )
    engine.create(table.on_engine, f"select {', '.join(names)} from source_ranked where nth = 1")
    engine.run(
        f"insert into {REJECTED} select file, line, $table, $reason, left({table.key}, 80) "
        "from source_ranked where nth > 1",
        table=table.name,
        reason=DUPLICATE_POST if table is POSTS else DUPLICATE_ACCOUNT,
    )
    counts = engine.arrow("select file, count(*) as n from source_ranked where nth > 1 group by file")
    engine.drop("source_ranked", "source_order")
    return dict(zip(*counts.to_pydict().values(), strict=True))


def _summary(files: Sequence[SourceFile], judged: Mapping[str, Sequence[Judged]], ignored: tuple[str, ...]) -> Reading:
    present = frozenset(
        f"{name}.{column}" for name, batches in judged.items() for batch in batches for column in batch.filled
    )
    every = [f"{table.name}.{column}" for table in TABLES.values() for column in table.names]
    rows = {name: sum((file.rows for file in files if file.table == name), start=Rows()) for name in TABLES}
    return Reading(
        files=tuple(files),
        rows=rows,
        present=present,
        missing=tuple(name for name in every if name not in present),
        assumptions=_each_once([*(one for file in files for one in file.assumptions), *_about_all(rows, present)]),
        ignored=ignored,
    )


def _each_once(assumptions: Sequence[Assumption]) -> tuple[Assumption, ...]:
    """The assumptions in order, those that several files share said once."""
    return tuple({(one.key, *sorted(one.values.items())): one for one in assumptions}.values())


def _about_all(rows: Mapping[str, Rows], present: frozenset[str]) -> tuple[Assumption, ...]:
    """What follows from the tables together: whose the posts are."""
    if not rows["events"].used or "events.author" in present:
        return ()
    known = "posts.author" in present
    return (Assumption("author_from_posts" if known else "author_unknown"),)
