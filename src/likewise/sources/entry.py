"""`read`: from files, frames or a database to the validated tables on the engine.

The way: locate the places, open each with its door, match its columns, bring like sources over
together, profile their columns, plan, judge, and put the used rows under the canonical names.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Unpack

import pyarrow as pa

from likewise.engine import DuckDBEngine, Engine
from likewise.errors import InputError, MappingError
from likewise.ingest.match import READINGS, TableValues, describe_more, describe_values
from likewise.ingest.match.aliases import FORMAT_ALIASES
from likewise.ingest.match.wishes import Wish, unmet, wished_column, wishes
from likewise.ingest.options import HowRead, ReadAs, ReadOptions
from likewise.ingest.readers.encodings import encoding_named
from likewise.ingest.validate.relative import taken_at
from likewise.ingest.whose import name_posts
from likewise.sources.batch import read_batch
from likewise.sources.doors import Progress, open_place, open_server
from likewise.sources.freshest import SetAside, aged, deliver_freshest
from likewise.sources.judge import Judged
from likewise.sources.known import beside_packages, every_known, from_packages
from likewise.sources.lake import LakeTable, at_hand, doors_of, hand_over, hand_over_rejected, open_lake
from likewise.sources.locate import Place, locate, read_as_told
from likewise.sources.opened import Columnar, Opened, Unread
from likewise.sources.reading import Assumption, LeftOut, Reading, Rows, SourceFile
from likewise.sources.sampled import sample
from likewise.sources.seen import collect
from likewise.sources.source import Look, Source, recognised
from likewise.sources.times import check_timezone
from likewise.tables import DROPS, EVENTS, PLACE, POSTS, REJECTED, TABLES, Table
from likewise.text import Sentence

UTC = "UTC"
"""The zone of times that name none, where nobody says another."""

Data = object
"""A path, a frame, a dict of frames by table name, or a sequence of these."""


def read(
    engine: Engine,
    data: Data,
    progress: Progress | None = None,
    since: int | None = None,
    **how: Unpack[HowRead],
) -> Reading:
    """Read `data` into source_event, source_post, source_account and source_rejected on the engine.

    `how` says how data are read that don't say it themselves: see `likewise.ingest.options.ReadOptions`.
    `progress` is called with the name of each source when its turn comes. `since` leaves out events before a time
    (microseconds UTC) and events whose time can't be read, as if they weren't there.

    Raises InputError for data that can't be read and MappingError for columns that can't be matched.
    """
    say, options = progress or (lambda _: None), ReadOptions.of(**how)
    timezone = check_timezone(UTC if options.timezone is None else options.timezone)
    taken_at(options.taken, timezone)
    wished = wishes(options.mapping)
    located = locate(data)
    _prepare(engine)
    with doors_of(engine) as doors, ExitStack() as held:
        if doors is not engine:
            _prepare(doors)
        located = at_hand(located, engine, doors)
        places = list(located.places)
        if options.encoding is not None:
            places = [replace(place, encoding=encoding_named(options.encoding)) for place in places]
        with beside_packages(from_packages):
            sources, unknown = _recognised(engine, doors, places, options.read_as, wished, say, held)
        judged, files, fresh = _read_all(engine, doors, sources, options, say, since)
    order = list(dict.fromkeys(source.opened.shown for source in sources))
    one_each: list[Assumption] = []
    for table in TABLES.values():
        twice = _deliver(engine, table, judged[table.name], aged(sources), fresh[table.name])
        one_each += twice.assumptions
        files = [_without(file, twice.rows.get(file.path, 0)) if file.table == table.name else file for file in files]
    engine.drop(*(name for names in fresh.values() for name in names))
    _say_estimated(engine, files)
    files.sort(key=lambda file: order.index(file.path))
    own = (LeftOut(name, InputError.of("places.own_result", name=name)) for name in located.ignored)
    ignored = (*own, *unknown)
    found = _summary(files, judged, ignored, [*one_each, *_bounded(engine), *from_packages().unusable], timezone)
    if options.me and (named := name_posts(engine, options.me)):
        found = _owned(found, options.me, named)
    return found if since is None else replace(found, left_out=_left_out(engine, sources, found.files))


_COUNTED = frozenset({"parquet", "arrow", "frame", "delta", "iceberg"})
"""Formats that say how many rows they hold without being read."""


def _left_out(engine: Engine, sources: Sequence[Source], files: Sequence[SourceFile]) -> int:
    """How many events were not asked for, in the files that say in a footer or header how many they hold."""
    counted = [one.opened for one in sources if one.is_of_events and one.opened.format in _COUNTED]
    read = {file.path: file.rows.read for file in files if file.table == EVENTS.name}
    return sum(_count(engine, source) - read[source.shown] for source in counted if isinstance(source, Columnar))


def _count(engine: Engine, source: Columnar) -> int:
    """How many rows a table holds."""
    if source.count is not None:
        return source.count()
    return int(engine.value(f"select count(*) from {source.scan}", **source.params))


def _read_all(
    engine: Engine,
    doors: DuckDBEngine,
    sources: Sequence[Source],
    options: ReadOptions,
    say: Progress,
    since: int | None,
) -> tuple[dict[str, list[Judged]], list[SourceFile], dict[str, list[str]]]:
    """Read like sources together, each batch where it was opened; all of it stands on `engine` in the end.

    With what was judged and the files, the relations of when rows were taken, by table.
    """
    batches: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        batches.setdefault(source.likeness, []).append(source)
    files: list[SourceFile] = []
    judged: dict[str, list[Judged]] = {name: [] for name in TABLES}
    fresh: dict[str, list[str]] = {name: [] for name in TABLES}
    for number, batch in enumerate(batches.values()):
        here = engine if isinstance(batch[0].opened, LakeTable) else doors
        for found in read_batch(here, batch, number, options, say, since):
            if here is not engine:
                hand_over(doors, engine, found.table, found.judged)
            judged[found.table.name].append(found.judged)
            files += found.files
            if found.fresh:
                fresh[found.table.name].append(found.fresh)
                if here is not engine:
                    engine.register(found.fresh, doors.arrow(f"select * from {found.fresh}"))
    if doors is not engine:
        hand_over_rejected(doors, engine)
    return judged, files, fresh


def _say_estimated(engine: Engine, files: Sequence[SourceFile]) -> None:
    """Make `source_estimated`, and `source_estimated_post`: the files whose events, or posts, have estimated times."""
    sources = {known.name for known in every_known() if known.estimated}
    for name, table in (("source_estimated", EVENTS), ("source_estimated_post", POSTS)):
        every = [file for file in files if file.table == table.name]
        named = {file.path for file in every if file.estimated or (table is EVENTS and file.source in sources)}
        engine.register(name, pa.table({"file": pa.array(sorted(named), pa.string())}))


def _owned(found: Reading, me: str, posts: int) -> Reading:
    """The reading of data in which so many posts are `me`'s, as the user says."""
    others = [one for one in found.assumptions if one.key not in {"author_unknown", "own_posts"}]
    return replace(
        found,
        present=found.present | {"posts.author"},
        missing=tuple(name for name in found.missing if name != "posts.author"),
        assumptions=(*others, Assumption("author_is_me", {"posts": f"{posts:,}", "me": me})),
    )


def _without(file: SourceFile, duplicates: int) -> SourceFile:
    rows = Rows(file.rows.read, file.rows.used - duplicates, file.rows.rejected + duplicates)
    return replace(file, rows=rows)


def _prepare(engine: Engine) -> None:
    engine.define("likewise.sources", "macros")
    kinds = {"file": "varchar", "line": "bigint", "table": "varchar", "reason": "varchar", "detail": "varchar"}
    columns = ", ".join(f'cast(null as {kind}) as "{name}"' for name, kind in kinds.items())
    engine.create(REJECTED, f"select {columns} limit 0")


def _recognised(
    engine: Engine,
    doors: DuckDBEngine,
    places: Sequence[Place],
    read_as: ReadAs,
    wished: Sequence[Wish],
    say: Progress,
    held: ExitStack,
) -> tuple[list[Source], tuple[LeftOut, ...]]:
    """The sources at the places, and the places that hold none and needn't, with why."""
    opened, ignored = _opened(engine, doors, places, wished, say, held)
    opened = read_as_told(opened, read_as)
    unmet(wished, [source.names for _, source in opened])
    sources: list[Source] = []
    for place, one in opened:
        look = _looker(engine if isinstance(one, LakeTable) else doors, place)
        try:
            sources.append(replace(recognised(place, one, wished, look), changed=_changed(place)))
        except MappingError as error:
            if not (place.maybe or one.maybe) or place.read_as is not None:
                raise
            unlike = error.sentence is not None and error.sentence.key == "matching.nothing_speaks"
            ignored.append(LeftOut(one.shown, InputError.of("matching.no_table", file=one.shown) if unlike else error))
    if not sources:
        raise _nothing(places, ignored)
    for wish in wished:
        _require_used(wish, sources)
    return sources, tuple(ignored)


def _opened(
    engine: Engine,
    doors: DuckDBEngine,
    places: Sequence[Place],
    wished: Sequence[Wish],
    say: Progress,
    held: ExitStack,
) -> tuple[list[tuple[Place, Opened]], list[LeftOut]]:
    """Every table at the places, and what of a folder or a container can't be opened."""
    opened: list[tuple[Place, Opened]] = []
    ignored: list[LeftOut] = []
    for number, place in enumerate(places):
        say(place.shown)
        try:
            found = _at(engine, doors, place, number, wished, held)
        except InputError as error:
            if not place.maybe:
                raise
            ignored.append(LeftOut(place.shown, error))
            continue
        opened += [(place, source) for source in found if not isinstance(source, Unread)]
        ignored += [LeftOut(source.shown, source.because) for source in found if isinstance(source, Unread)]
    return opened, ignored


def _looker(engine: Engine, place: Place) -> Look:
    """What describes the values of a place's table; of a frame whose columns have canonical names it needn't."""

    def look(opened: Opened, rows: int, first: TableValues | None = None) -> TableValues:
        if place.frame is not None and place.table and set(opened.names) <= set(TABLES[place.table].names):
            return TableValues({})
        sampled = sample(engine, opened, rows)
        with doors_of(engine) as doors:
            if doors is not engine:
                doors.define("likewise.sources", "macros")
            if first is None:
                return describe_values(doors, sampled, sorted(FORMAT_ALIASES))
            return describe_more(doors, first, sampled, sorted(FORMAT_ALIASES))

    return look


def _require_used(wish: Wish, sources: Sequence[Source]) -> None:
    """Raise MappingError for a wish whose column stands only in files read as tables that it isn't about."""
    holding = [one for one in sources if wished_column(wish, one.opened.names) is not None]
    if any(wish.is_for(table) for one in holding for table in one.tables):
        return
    read_as = dict.fromkeys(table.name for one in holding for table in one.tables)
    raise MappingError.of(
        "matching.unused_wish",
        wish=wish,
        source=wish.source,
        files=tuple(dict.fromkeys(one.opened.shown for one in holding)),
        tables=tuple(read_as),
        meant=tuple(wish.tables),
        words=tuple(f"--as {one}" for table in wish.tables for one in _words_for(table)),
    )


def _words_for(table: str) -> list[str]:
    return [one.name for one in READINGS.values() if one.table.name == table and one.kind in {"", "like", "comment"}]


def _at(
    engine: Engine, doors: DuckDBEngine, place: Place, number: int, wished: Sequence[Wish], held: ExitStack
) -> list[Opened]:
    """What stands at a place, opened by the door that it needs."""
    if place.lake is not None:
        return [open_lake(engine, place, number)]
    if place.remote is not None:
        return open_server(doors, place.remote, str(number), held)
    return open_place(doors, place, str(number), wished)


def _changed(place: Place) -> int | None:
    """When the file at a place was last changed, µs UTC; in whole seconds, as copies made together are of one age."""
    return int(place.path.stat().st_mtime) * 1_000_000 if place.path else None


def _nothing(places: Sequence[Place], ignored: Sequence[LeftOut]) -> InputError:
    """Why a folder (or several) gave nothing to read: the reasons of the first files in it."""
    first = places[0]
    shown = first.path.parent if first.path and (first.maybe or len(places) > 1) else first.shown
    if not ignored:
        return InputError.of("reading.nothing_there", place=shown)
    reasons = tuple(one.why for one in ignored[:SHOWN_REASONS] if one.why is not None)
    more = len(ignored) - len(reasons)
    return InputError.of(
        "reading.nothing_readable",
        place=shown,
        reasons=reasons,
        more=Sentence("reading.more_files", {"more": more}) if more else "",
    )


SHOWN_REASONS = 3
"""Of files that can't be read, how many reasons are told where there is nothing else to tell."""


def _deliver(engine: Engine, table: Table, judged: Sequence[Judged], ages: pa.Table, fresh: Sequence[str]) -> SetAside:
    """Put the used rows of all batches under the table's name; what was set aside as described twice."""
    columns = [*((column.name, column.sql_type) for column in table.held), *PLACE]
    empty = "select " + ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns) + " limit 0"
    union = " union all ".join(f"select * from {batch.used}" for batch in judged) or empty
    engine.drop(table.on_engine)
    if table is EVENTS:
        engine.view(table.on_engine, union)
        collect(engine, [batch.used for batch in judged])
        return SetAside()
    if table.key is None or engine.value(f"select count(*) = count(distinct {table.key}) from ({union})"):
        engine.view(table.on_engine, union)
        return SetAside()
    return deliver_freshest(engine, table, union, ages, fresh)


def _summary(
    files: Sequence[SourceFile],
    judged: Mapping[str, Sequence[Judged]],
    ignored: tuple[LeftOut, ...],
    of_rows: Sequence[Assumption],
    timezone: str,
) -> Reading:
    present = frozenset(
        f"{name}.{column}" for name, batches in judged.items() for batch in batches for column in batch.filled
    )
    rows = {name: sum((file.rows for file in files if file.table == name), start=Rows()) for name in TABLES}
    # Links dropped into a chat are no part of a log: that there are none is nothing that it lacks.
    asked = [table for table in TABLES.values() if table is not DROPS or rows[DROPS.name].used]
    every = [f"{table.name}.{column}" for table in asked for column in table.names]
    zones = _zones(files, timezone)
    zone = zones[0] if len(zones) == 1 else timezone
    about_all = [*_about_all(rows, present), *_about_own(files), *_about_days(zones, zone)]
    return Reading(
        files=tuple(files),
        rows=rows,
        present=present,
        missing=tuple(name for name in every if name not in present),
        assumptions=_each_once([*(one for file in files for one in file.assumptions), *of_rows, *about_all]),
        ignored=ignored,
        zone=zone,
    )


def _each_once(assumptions: Sequence[Assumption]) -> tuple[Assumption, ...]:
    """The assumptions in order, those that several files share said once."""
    return tuple({(one.key, *sorted(one.values.items())): one for one in assumptions}.values())


def _zones(files: Sequence[SourceFile], timezone: str) -> tuple[str, ...]:
    """The zones that the events' and posts' days are in: a known source's own, and `timezone` for all others."""
    timed = [file for file in files if file.table in {EVENTS.name, POSTS.name}]
    return tuple(dict.fromkeys(file.zone or timezone for file in timed))


def _bounded(engine: Engine) -> tuple[Assumption, ...]:
    """How many counts of posts are only lower bounds, where there are any."""
    asked = f"select count(*), sum(1 + length(bounds) - length(replace(bounds, ' ', ''))) from {POSTS.on_engine}"
    posts, counts = (column[0].as_py() for column in engine.arrow(f"{asked} where bounds is not null").columns)
    return (Assumption("counts_are_bounds", {"counts": f"{int(counts):,}", "posts": f"{posts:,}"}),) if posts else ()


def _about_days(zones: Sequence[str], zone: str) -> tuple[Assumption, ...]:
    """Whose days are counted, where the sources have days of different zones."""
    if len(zones) < 2:
        return ()
    return (Assumption("days_differ", {"zones": ", ".join(sorted(zones)), "timezone": zone}),)


def _about_own(files: Sequence[SourceFile]) -> tuple[Assumption, ...]:
    """That posts of an export which nobody but their creator can make are one creator's, where no author is named."""
    posts = (file for file in files if file.own and file.table == POSTS.name)
    nameless = any("author" not in {match.canonical for match in file.matches} for file in posts)
    return (Assumption("own_posts"),) if nameless else ()


def _about_all(rows: Mapping[str, Rows], present: frozenset[str]) -> tuple[Assumption, ...]:
    """What follows from the tables together: whose the posts are."""
    if not rows["events"].used or "events.author" in present:
        return ()
    known = "posts.author" in present
    return (Assumption("author_from_posts" if known else "author_unknown"),)
