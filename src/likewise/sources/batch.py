"""Sources that are alike, read together: matched, brought over, profiled, planned and judged.

Stands between `doors`, which open files one by one, and `entry`, which puts the tables together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from likewise.engine import DuckDBEngine, Engine
from likewise.ingest.match.helping import ORIGINAL
from likewise.ingest.options import Decimal, ReadOptions
from likewise.ingest.validate.emptied import Nobody
from likewise.ingest.validate.relative import taken_at
from likewise.sources.assumed import (
    declared,
    has_clock,
    is_estimated,
    kind_assumed,
    of_numbers,
    of_rows,
    of_times,
    postless,
    reads_chinese,
    stands_for,
)
from likewise.sources.cells import How
from likewise.sources.doors import Progress, bring
from likewise.sources.judge import Judged, judge
from likewise.sources.known import Known, Part, nearest, of_package
from likewise.sources.made import apart, composed, families_of, titles_of
from likewise.sources.opened import Columnar, Delimited, Documents
from likewise.sources.plan import plan, stored_since
from likewise.sources.profile import Profile, Shown, profile
from likewise.sources.reading import Assumption, ColumnMatch, Rows, SourceFile
from likewise.sources.second_header import refuse_second_header
from likewise.sources.source import Source
from likewise.sources.taken import when_taken
from likewise.sources.translate import also_read, asked, full_files, gather, translate
from likewise.sources.trouble import reading
from likewise.sources.types import Family
from likewise.tables import EVENTS, TABLES, Table
from likewise.text import Sentence


@dataclass(frozen=True)
class Read:
    """One table of a batch after judgement, and the files that it came from.

    `fresh` is a relation of when each row was taken (file, line, fresh in µs UTC), where the source says it.
    """

    table: Table
    judged: Judged
    files: tuple[SourceFile, ...]
    fresh: str | None = None


def read_batch(
    engine: Engine, batch: Sequence[Source], number: int, options: ReadOptions, say: Progress, since: int | None
) -> Iterator[Read]:
    """Read like sources; `number` keeps the batch's names on the engine apart from those of others."""
    first = batch[0]
    if first.known:
        assert isinstance(engine, DuckDBEngine)
        yield from _read_known(engine, first.known, batch, number, options, say, since)
    elif first.table:
        in_zone = None if options.timezone else first.zone
        for found in _read_matched(engine, first.table, batch, number, options, say, since):
            yield replace(found, files=tuple(replace(file, zone=in_zone) for file in found.files))


def _named(batch: Sequence[Source]) -> str | Sentence:
    """The files of a batch, as a sentence names them."""
    shown, more = batch[0].opened.shown, len(batch) - 1
    return Sentence("reading.several", {"first": shown, "more": more}) if more else shown


def _read_matched(
    engine: Engine,
    table: Table,
    batch: Sequence[Source],
    number: int,
    options: ReadOptions,
    say: Progress,
    since: int | None,
) -> Iterator[Read]:
    """Read a table that is matched column by column: of posts with reposts among them, both."""
    first, raw = batch[0], f"source_raw_{number}"
    families = families_of(first, table)
    since = since if table is EVENTS or ORIGINAL in first.matches else None
    zone = options.timezone or first.zone or "UTC"
    how = replace(_how(options, zone, first), titles=titles_of(table, first.matches))
    engine.drop(raw)
    with reading(_named(batch)):
        where = stored_since(families["time"], since, how.zone) if since is not None and table is EVENTS else "true"
        has_problems = bring(engine, raw, [(source.opened, source.matches) for source in batch], say, where)
        brought = raw
        raw, said = composed(engine, raw, first)
        shown = Shown(_called(batch), first.matches)
        whole_ids = not isinstance(first.opened, Documents)
        found = profile(engine, raw, table, families, shown, options.decimal, options.dates, whole=whole_ids)
        if not found.times or any(style.odd for style in found.times.values()):
            refuse_second_header(engine, brought, first.matches, families)  # in whose row of names no time stands
        clocked = any(has_clock(found, families, name) for name in found.times)
        unzoned = options.timezone is None and first.zone is None and clocked
        chinese = unzoned and reads_chinese(engine, raw, batch)
        whole = _Brought(raw, found, how, has_problems, chinese, said)
        parts: list[tuple[Sequence[Source], str]] = [(batch, raw)]
        if {ORIGINAL, "author", "time"} <= set(first.matches):
            parts = apart(engine, batch, raw, how, has_problems=has_problems)
        fresh, told = when_taken(engine, raw, first, how, options.dates)
        whole = replace(whole, said=(*whole.said, *told))
        for part, relation in parts:
            yield replace(_judged(engine, part, replace(whole, raw=relation), since, options), fresh=fresh)
    if not isinstance(first.opened, Columnar):
        engine.drop(*dict.fromkeys(relation for _, relation in parts), raw, f"source_raw_{number}")


@dataclass(frozen=True)
class _Brought:
    """The raw relation of a batch, what its columns' values say, and how its cells are read.

    `said` tells of values that were put together of two columns.
    """

    raw: str
    found: Profile
    how: How
    has_problems: bool
    chinese: bool
    said: tuple[Assumption, ...]


def _judged(
    engine: Engine, batch: Sequence[Source], brought: _Brought, since: int | None, options: ReadOptions
) -> Read:
    """Judge the rows of a raw relation as what the batch's sources say they are."""
    first, found, how = batch[0], brought.found, brought.how
    table = first.table
    assert table is not None
    families = families_of(first, table)
    planned = plan(table, families, found, how, first.kind, as_documents=isinstance(first.opened, Documents))
    planned = replace(planned, since=since if table is EVENTS else None)
    outcome = judge(engine, table, brought.raw, planned, first.matches, brought.has_problems)
    assumed = (
        *kind_assumed(first),
        *of_times(first.matches, families, found, how.zone, brought.chinese),
        *of_numbers(first.matches, found),
        *postless(table, first.kind, first.matches),
        *stands_for(first, brought.said),
    )
    counted = [_noted(source, outcome.rows.get(source.opened.shown, Rows()).read) for source in batch]
    described = [
        _resembling(source, _described(source, table, source.matches, assumed, outcome, options.taken))
        for source in counted
    ]
    return Read(table, outcome, tuple(described))


def _read_known(
    engine: DuckDBEngine,
    known: Known,
    batch: Sequence[Source],
    number: int,
    options: ReadOptions,
    say: Progress,
    since: int | None,
) -> Iterator[Read]:
    """Read the files of one known source: all its rows first, then each table that comes out of them."""
    given = f"source_given_{number}"
    with reading(_named(batch)), of_package(known, _named(batch)):
        brought: dict[str, list[str]] = {}
        noted: list[Source] = []
        for i, source in enumerate(batch):
            raw = f"source_brought_{number}_{i}"
            engine.drop(raw)
            bring(engine, raw, [(source.opened, source.matches)], say)
            brought[raw] = list(source.matches)
            noted.append(_noted(source, engine.count(raw)))
        dotted = [raw for raw, source in zip(brought, noted, strict=True) if source.dotted]
        untold = _by_column(gather(engine, given, known, brought, dotted, options.keep_ids), noted)
        for i, part in enumerate(known.parts):
            members = [source for source in noted if part in source.parts]
            if members:
                raw = f"source_raw_{number}_{i}"
                translate(
                    engine, given, raw, known, part, {source.opened.shown: source.told(part) for source in members}
                )
                found = asked(engine, given, known, part)
                full = full_files(engine, given, part)
                files = {source.opened.shown for source in members}
                said = _Said(found, full, tuple(one for one in untold if one.file in files))
                untold = tuple(one for one in untold if one.file not in files)
                read = _read_part(engine, known, part, members, raw, options, since, said)
                yield replace(read, fresh=_freshness(engine, given, part, raw)) if part.fresh else read
                engine.drop(raw)
    engine.drop(given, *brought)


def _by_column(signs: Sequence[Nobody], sources: Sequence[Source]) -> tuple[Nobody, ...]:
    """Signs for nobody with the columns that their files call so, in place of the source's fields."""
    called = {source.opened.shown: source.matches for source in sources}
    return tuple(replace(one, column=called[one.file].get(one.column, one.column)) for one in signs)


@dataclass(frozen=True)
class _Said:
    """What the rows of a known source show: of how they came to be, which files are full, which signs for nobody."""

    by_rows: tuple[Assumption, ...]
    full: frozenset[str]
    nobody: tuple[Nobody, ...]


def _read_part(
    engine: Engine,
    known: Known,
    part: Part,
    members: Sequence[Source],
    raw: str,
    options: ReadOptions,
    since: int | None,
    said: _Said,
) -> Read:
    table, zone = TABLES[part.table], known.zone or options.timezone or known.usual_zone or "UTC"
    columns = [*part.columns, *(name for source in members for name in source.told(part))]
    families: dict[str, Family] = dict.fromkeys(columns, "text")
    origins = [_origins(known, part, source) for source in members]
    shown = [_shown(one, source) for one, source in zip(origins, members, strict=True)]
    called = _first_shown(known, part, shown, columns)
    # Numbers with dots between thousands were rewritten with a point before decimals.
    decimal: Decimal | None = "point" if any(source.dotted for source in members) else options.decimal
    in_words = Shown(_called(members), called)
    found = profile(engine, raw, table, families, in_words, decimal, known.dates or options.dates)
    found = _known_style(found, known)
    percent = frozenset(name for name in part.columns if part.shares.get(name) == "percent")
    how = replace(_how(options, zone), percent=percent, titles=titles_of(table, part.columns))
    planned = replace(plan(table, families, found, how, part.kind, as_documents=False), since=since)
    planned = planned if table is EVENTS else replace(planned, since=None)
    outcome = judge(engine, table, raw, planned, called, has_problems=True)
    outcome = replace(outcome, nobody=(*said.nobody, *outcome.nobody))
    also = also_read(known, part)
    described = []
    own_zone = known.zone or (known.usual_zone if options.timezone is None else None)
    for source, fields, names in zip(members, origins, shown, strict=True):
        assumed = (
            *of_times(names, families, found, zone, chinese=False),
            *of_numbers(names, found),
            *postless(table, part.kind, columns),
            *declared(part, names),
            *(Assumption(key) for key in (*known.says, *part.says)),
            *said.by_rows,
            *([Assumption("export_full", {"rows": str(part.most)})] if source.opened.shown in said.full else []),
        )
        file = _of_part(fields, also, source, _described(source, table, {}, assumed, outcome, options.taken, names))
        has = source.signature.has
        described.append(
            replace(file, source=known.name, signature=has, cannot=known.cannot, zone=own_zone, own=known.own)
        )
    return Read(table, outcome, tuple(described))


def _noted(source: Source, rows: int) -> Source:
    """The source with what is to be said of this file alone: that it has no row, how its numbers are written."""
    said = [Assumption("no_rows", {"file": source.opened.shown})] * (rows == 0)
    said += [Assumption("dotted_numbers")] * source.dotted
    return replace(source, opened=replace(source.opened, assumptions=(*source.opened.assumptions, *said)))


def _freshness(engine: Engine, given: str, part: Part, raw: str) -> str:
    """Make the relation of when each row of a part was taken, and give its name."""
    name = raw.replace("source_raw", "source_fresh")
    # Replies have the line of the comment that they answer.
    taken = f"select file, line, max({part.fresh}) as fresh from {given} where problem is null group by file, line"
    engine.create(name, taken)
    return name


def _origins(known: Known, part: Part, source: Source) -> dict[str, tuple[str, ...]]:
    """The fields that each canonical column of a part is from in one file."""
    return {**known.origins(part), **{name: (field,) for name, field in source.told(part).items()}}


def _shown(origins: Mapping[str, tuple[str, ...]], source: Source) -> dict[str, str]:
    """The column of the file that each canonical column is from, where it has one: the first of several."""
    held = {
        name: [source.matches[field] for field in fields if field in source.matches] for name, fields in origins.items()
    }
    return {name: columns[0] for name, columns in held.items() if columns}


def _first_shown(
    known: Known, part: Part, shown: Sequence[Mapping[str, str]], columns: Sequence[str]
) -> dict[str, str]:
    """What each canonical column is called in messages on rows of all files: as the first that has it calls it."""
    declared = {name: known.fields.get(field, (field,))[0] for name, field in part.columns.items()}
    held = {name: column for one in reversed(shown) for name, column in one.items()}
    return {name: held.get(name) or declared[name] for name in columns}


def _of_part(
    origins: Mapping[str, tuple[str, ...]], also: frozenset[str], source: Source, file: SourceFile
) -> SourceFile:
    """The file with what its columns became in one part: a column stands with each canonical one that is from it.

    `origins` are the fields that the part's columns are from, `also` names of others that it reads.
    """
    held, names = source.matches, source.opened.own_names
    each = [ColumnMatch(held[field], name) for name, fields in origins.items() for field in fields if field in held]
    matches = tuple(dict.fromkeys(each))
    became = {match.source for match in matches}
    helping = [held[field] for field in held if field in also and held[field] not in became]
    # Part of an object (`user.id`) makes use of the column that it is in.
    used = {name if name in names else name.partition(".")[0] for name in (*became, *helping)}
    unused = tuple(name for name in file.unused if name not in used)
    return replace(file, matches=matches, helping=tuple(helping), unused=unused)


def _resembling(source: Source, file: SourceFile) -> SourceFile:
    """The file with the known source that it all but is, for whoever deleted or renamed a column."""
    if (near := nearest(source.opened.own_names, source.opened.inside)) is None:
        return file
    known, lacking = near
    said = Assumption("resembles", {"title": known.title, "lacking": ", ".join(lacking)})
    return replace(file, resembles=known.name, lacking=lacking, assumptions=(said, *file.assumptions))


def _known_style(found: Profile, known: Known) -> Profile:
    """What is known of a source and its values leave open: units of times."""
    if not known.mixes:
        return found
    units = ("seconds", "milliseconds")
    times = {name: replace(one, unit="mixed") if one.unit in units else one for name, one in found.times.items()}
    return replace(found, times=times)


def _called(batch: Sequence[Source]) -> str:
    """What a batch is called in messages."""
    first = batch[0].opened.shown
    return first if len(batch) == 1 else f"{first} and {len(batch) - 1} more"


def _how(options: ReadOptions, zone: str, header: Source | None = None) -> How:
    """How cells are read, by what the user and a file's header say and in a zone."""
    how = How(zone=zone, keep=options.keep_ids, taken=taken_at(options.taken, zone))
    return replace(how, percent=header.percent, multiples=dict(header.multiples)) if header else how


def _described(
    source: Source,
    table: Table,
    matches: Mapping[str, str],
    assumed: tuple[Assumption, ...],
    outcome: Judged,
    taken: str | None,
    names: Mapping[str, str] | None = None,
) -> SourceFile:
    """What is told of a file; `names` are the columns that canonical ones are from, where they aren't the matches.

    `taken` is when the data were taken, as the user says it.
    """
    opened, own = source.opened, source.opened.own_names
    used = {name if name in own else name.partition(".")[0] for name in matches.values()}
    text = opened.text if isinstance(opened, Delimited) else None
    noticed = of_rows(outcome, opened.shown, names or matches, taken)
    return SourceFile(
        path=opened.shown,
        format=opened.format,
        table=table.name,
        recognised_by=source.recognised_by,
        matches=tuple(ColumnMatch(name, canonical) for canonical, name in matches.items()),
        unused=tuple(name for name in own if name not in used),
        assumptions=(*opened.assumptions, *assumed, *noticed),
        rows=outcome.rows.get(opened.shown, Rows()),
        compression=opened.compression,
        encoding=text.encoding if text else None,
        delimiter=opened.delimiter if isinstance(opened, Delimited) else None,
        emptied=tuple(one for one in outcome.emptied if one.file == opened.shown),
        estimated=is_estimated(outcome, opened.shown),
    )
