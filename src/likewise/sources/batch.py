"""Sources that are alike, read together: matched, brought over, profiled, planned and judged.

Stands between `doors`, which open files one by one, and `entry`, which puts the tables together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from likewise.engine import DuckDBEngine, Engine
from likewise.errors import MappingError
from likewise.sources.doors import Progress, bring
from likewise.sources.judge import Judged, judge
from likewise.sources.known import EVERY, Known, Part, Signature, known_as, nearest
from likewise.sources.locate import Place
from likewise.sources.match import (
    Wish,
    forbid_parts,
    match_columns,
    percents,
    require_columns,
    table_of,
    wished_column,
)
from likewise.sources.opened import Columnar, Delimited, Documents, Opened
from likewise.sources.plan import plan, stored_since
from likewise.sources.profile import Profile, profile
from likewise.sources.reading import Assumption, ColumnMatch, Rows, SourceFile
from likewise.sources.translate import also_read, asked, gather, translate
from likewise.sources.trouble import reading
from likewise.sources.types import Family, check_type
from likewise.tables import EVENTS, KINDS_ON_AN_ACCOUNT, POSTS, TABLES, Table

RECOGNISED = "recognised"
"""How a file was told that carries a known source's signature."""


@dataclass(frozen=True)
class Source:
    """An opened source with what it was recognised as and how its columns were matched.

    `matches` is canonical column to source column; of a known source, field to source column. `percent` are the
    canonical columns that header or mapping call percent.
    """

    opened: Opened
    recognised_by: str
    matches: dict[str, str]
    table: Table | None = None
    kind: str = ""
    percent: frozenset[str] = frozenset()
    known: Known | None = None
    signature: Signature = EVERY

    @property
    def likeness(self) -> tuple[object, ...]:
        """What sources must share to be read together, so that a column is decided on once for all."""
        if self.known:
            return (self.known.name,)
        types = {column.name: column.type for column in self.opened.columns}
        door = "text" if isinstance(self.opened, Delimited) else type(self.opened).__name__
        matched = tuple((name, source, types.get(source, "JSON")) for name, source in self.matches.items())
        return self.table.name if self.table else "", door, self.kind, self.percent, matched

    @property
    def dotted(self) -> bool:
        """Whether its numbers have dots between thousands; a workbook's are numbers and have none."""
        return self.signature.dotted and isinstance(self.opened, Delimited)

    @property
    def is_of_events(self) -> bool:
        """Whether all of its rows are events."""
        return self.table is EVENTS


@dataclass(frozen=True)
class Read:
    """One table of a batch after judgement, and the files that it came from."""

    table: Table
    judged: Judged
    files: tuple[SourceFile, ...]


def recognised(place: Place, opened: Opened, wished: Sequence[Wish]) -> Source:
    """What an opened source is: a known one by its columns, or a table matched column by column.

    Where the user has said what a column is, the columns are matched. Of a folder's files with names of their own only
    known ones count. Raises MappingError when the columns don't make a table.
    """
    # What Spark reads where it lies is matched column by column: known sources are brought over by the doors.
    found = known_as(opened.names) if place.lake is None else None
    if place.source and (found is None or found[0].name != place.source):
        raise MappingError(
            f"{opened.shown}: this is no recording of {place.source}'s stream; leave out the prefix {place.source}:"
        )
    if found is not None and not any(wished_column(wish, opened.names) for wish in wished):
        source, signature = found
        held = source.found(opened.names)
        if not isinstance(opened, Documents):
            # Only JSON can be reached into: elsewhere `user.id` is a column of that name, or nothing.
            held = {field: name for field, name in held.items() if name in opened.names}
        return Source(opened, RECOGNISED, held, known=source, signature=signature)
    if place.maybe:
        raise MappingError(f"{opened.shown}: this is no source that likewise knows; give the file itself")
    try:
        return _matched(place, opened, wished)
    except MappingError as error:
        if (near := nearest(opened.names)) is None:
            raise
        known, lacking = near
        what = f"{', '.join(f'`{name}`' for name in lacking)} {'is' if len(lacking) == 1 else 'are'} missing"
        raise MappingError(f"{error}. The file looks like {known.title}, but {what}: export it again whole") from error


def _matched(place: Place, opened: Opened, wished: Sequence[Wish]) -> Source:
    given = place.table or opened.table
    name, by = (given, "given") if given else table_of(opened.names, place.hint, wished, opened.shown)
    table = TABLES[name]
    matches = match_columns(table, opened.names, wished, opened.shown)
    require_columns(table, matches, opened.names, opened.shown)
    if not isinstance(opened, Documents):
        forbid_parts(matches, opened.names, opened.shown)
    kind = (place.kind or "like") if table is EVENTS and "kind" not in matches else ""
    return Source(opened, by, matches, table, kind, percents(table, matches, opened.names, wished))


def read_batch(
    engine: Engine, batch: Sequence[Source], number: int, timezone: str, say: Progress, since: int | None
) -> Iterator[Read]:
    """Read like sources; `number` keeps the batch's names on the engine apart from those of others."""
    first = batch[0]
    if first.known:
        assert isinstance(engine, DuckDBEngine)
        yield from _read_known(engine, first.known, batch, number, timezone, say, since)
    elif first.table:
        yield _read_matched(engine, first.table, batch, number, timezone, say, since)


def _read_matched(
    engine: Engine,
    table: Table,
    batch: Sequence[Source],
    number: int,
    timezone: str,
    say: Progress,
    since: int | None,
) -> Read:
    first, raw = batch[0], f"source_raw_{number}"
    families = _families(first, table)
    since = since if table is EVENTS else None
    engine.drop(raw)
    with reading(first.opened.shown if len(batch) == 1 else f"{first.opened.shown} and {len(batch) - 1} more"):
        where = "true" if since is None else stored_since(families["time"], since, timezone)
        has_problems = bring(engine, raw, [(source.opened, source.matches) for source in batch], say, where)
        found = profile(engine, raw, table, families)
        as_documents = isinstance(first.opened, Documents)
        planned = replace(plan(table, families, found, timezone, first.kind, first.percent, as_documents), since=since)
        outcome = judge(engine, table, raw, planned, first.matches, has_problems)
    if not isinstance(first.opened, Columnar):
        engine.drop(raw)
    assumed = (
        *_assumptions(first.kind, first.matches, families, found, timezone),
        *_postless(table, first.kind, first.matches),
        *_stands_for(table, first.percent, first.matches),
    )
    counted = [_noted(source, outcome.rows.get(source.opened.shown, Rows()).read) for source in batch]
    described = [_resembling(source, _described(source, table, source.matches, assumed, outcome)) for source in counted]
    return Read(table, outcome, tuple(described))


def _read_known(
    engine: DuckDBEngine,
    known: Known,
    batch: Sequence[Source],
    number: int,
    timezone: str,
    say: Progress,
    since: int | None,
) -> Iterator[Read]:
    """Read the files of one known source: all its rows first, then each table that comes out of them."""
    given = f"source_given_{number}"
    shown = batch[0].opened.shown if len(batch) == 1 else f"{batch[0].opened.shown} and {len(batch) - 1} more"
    with reading(shown):
        brought: dict[str, list[str]] = {}
        noted: list[Source] = []
        for i, source in enumerate(batch):
            raw = f"source_brought_{number}_{i}"
            engine.drop(raw)
            bring(engine, raw, [(source.opened, source.matches)], say)
            brought[raw] = list(source.matches)
            noted.append(_noted(source, engine.count(raw)))
        dotted = [raw for raw, source in zip(brought, noted, strict=True) if source.dotted]
        gather(engine, given, known, brought, dotted)
        for i, part in enumerate(known.parts):
            members = [source for source in noted if part.when.fits(source.opened.plain_names)]
            if members:
                raw = f"source_raw_{number}_{i}"
                translate(engine, given, raw, part, [source.opened.shown for source in members])
                found = asked(engine, given, part)
                yield _read_part(engine, known, part, members, raw, timezone, since, found)
                engine.drop(raw)
    engine.drop(given, *brought)


def _read_part(
    engine: Engine,
    known: Known,
    part: Part,
    members: Sequence[Source],
    raw: str,
    timezone: str,
    since: int | None,
    shown_by_rows: tuple[Assumption, ...],
) -> Read:
    table, zone = TABLES[part.table], known.zone or timezone
    families: dict[str, Family] = dict.fromkeys(part.columns, "text")
    found = _known_style(profile(engine, raw, table, families), known)
    percent = frozenset(name for name in part.columns if part.shares.get(name) == "percent")
    planned = plan(table, families, found, zone, part.kind, percent, as_documents=False)
    planned = replace(planned, since=since if table is EVENTS else None)
    shown = {name: known.fields[field][0] if field in known.fields else field for name, field in part.columns.items()}
    outcome = judge(engine, table, raw, planned, shown, has_problems=True)
    assumed = (
        *_assumptions("", shown, families, found, zone),
        *_postless(table, part.kind, shown),
        *_declared(part, shown, members),
        *(Assumption(key) for key in (*known.says, *part.says)),
        *shown_by_rows,
    )
    origins, also = known.origins(part), also_read(known, part)
    described = [
        replace(
            _of_part(origins, also, source, _described(source, table, {}, assumed, outcome)),
            source=known.name,
            signature=source.signature.has,
            cannot=known.cannot,
            zone=known.zone,
        )
        for source in members
    ]
    return Read(table, outcome, tuple(described))


def _noted(source: Source, rows: int) -> Source:
    """The source with what is to be said of this file alone: that it has no row, how its numbers are written."""
    said = [Assumption("no_rows", {"file": source.opened.shown})] * (rows == 0)
    said += [Assumption("dotted_numbers")] * source.dotted
    return replace(source, opened=replace(source.opened, assumptions=(*source.opened.assumptions, *said)))


def _of_part(
    origins: Mapping[str, tuple[str, ...]], also: frozenset[str], source: Source, file: SourceFile
) -> SourceFile:
    """The file with what its columns became in one part: a column stands with each canonical one that is from it.

    `origins` are the fields that the part's columns are from, `also` names of others that it reads.
    """
    held, names = source.matches, source.opened.names
    matches = [ColumnMatch(held[field], name) for name, fields in origins.items() for field in fields if field in held]
    became = {match.source for match in matches}
    helping = [held[field] for field in held if field in also and held[field] not in became]
    # Part of an object (`user.id`) makes use of the column that it is in.
    used = {name if name in names else name.partition(".")[0] for name in (*became, *helping)}
    unused = tuple(name for name in file.unused if name not in used)
    return replace(file, matches=tuple(matches), helping=tuple(helping), unused=unused)


def _resembling(source: Source, file: SourceFile) -> SourceFile:
    """The file with the known source that it all but is, for whoever deleted or renamed a column."""
    near = nearest(source.opened.names)
    return replace(file, resembles=near[0].name, lacking=near[1]) if near else file


def _known_style(found: Profile, known: Known) -> Profile:
    """What is known of a source and its values leave open: the order of dates."""
    times = {
        name: replace(style, order=known.dates) if style.order == "day_or_month" and known.dates else style
        for name, style in found.times.items()
    }
    return replace(found, times=times)


def _families(source: Source, table: Table) -> dict[str, Family]:
    types = {column.name: column.type for column in source.opened.columns}
    return {
        canonical: "text"
        if not isinstance(source.opened, Columnar)
        else check_type(table.column(canonical), name, types[name], source.opened.shown)
        for canonical, name in source.matches.items()
    }


def _assumptions(
    kind: str,
    matches: Mapping[str, str],
    families: Mapping[str, Family],
    found: Profile,
    timezone: str,
) -> tuple[Assumption, ...]:
    """What this batch's columns did not say themselves."""
    said: list[Assumption] = []
    if kind:
        said.append(Assumption("kind_is_constant", {"kind": kind}))
    for name, style in found.times.items():
        column = matches[name]
        if style.unit:
            key = "time_excel" if style.unit == "days" else "time_epoch"
            said.append(Assumption(key, {"column": column, "unit": style.unit, "timezone": timezone}))
        if style.order:
            said.append(Assumption(style.order, {"column": column}))
        if style.naive or families[name] == "naive":
            said.append(Assumption("time_zone", {"column": column, "timezone": timezone}))
    return tuple(said)


def _postless(table: Table, kind: str, matches: Mapping[str, str]) -> tuple[Assumption, ...]:
    """What follows from events without posts, where they aren't of a kind that goes to an account."""
    without = table is EVENTS and "post" not in matches and kind not in KINDS_ON_AN_ACCOUNT
    return (Assumption("no_post_column"),) * without


def _stands_for(table: Table, percent: frozenset[str], matches: Mapping[str, str]) -> tuple[Assumption, ...]:
    """How columns of a source that isn't known are read, by their names or for want of another."""
    said = [Assumption("percent", {"column": matches[name]}) for name in sorted(percent)]
    if table is POSTS and matches["post"] == matches.get("text"):
        said.append(Assumption("post_is_title", {"column": matches["post"]}))
    return tuple(said)


def _declared(part: Part, names: Mapping[str, str], members: Sequence[Source]) -> tuple[Assumption, ...]:
    """How the source writes the shares that these files hold."""
    held = {name for source in members for name, field in part.columns.items() if field in source.matches}
    shares = sorted((name, style) for name, style in part.shares.items() if name in held)
    return tuple(Assumption(f"known_{style}", {"column": names[name]}) for name, style in shares)


def _described(
    source: Source, table: Table, matches: Mapping[str, str], assumed: tuple[Assumption, ...], outcome: Judged
) -> SourceFile:
    opened, used = source.opened, set(matches.values())
    text = opened.text if isinstance(opened, Delimited) else None
    return SourceFile(
        path=opened.shown,
        format=opened.format,
        table=table.name,
        recognised_by=source.recognised_by,
        matches=tuple(ColumnMatch(name, canonical) for canonical, name in matches.items()),
        unused=tuple(name for name in opened.names if name not in used),
        assumptions=(*opened.assumptions, *assumed),
        rows=outcome.rows.get(opened.shown, Rows()),
        compression=opened.compression,
        encoding=text.encoding if text else None,
        delimiter=opened.delimiter if isinstance(opened, Delimited) else None,
    )
