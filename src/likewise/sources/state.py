"""What a run keeps so that the next one need only read what is new: the ledger in codes, and what codes stand for.

Stands beside `entry` and `encode`: `resume` checks a state and brings it back as the tables `kept_*`, `merge` puts what
it says of posts and accounts under the new data's, `keep` writes the state that the next run goes on from. Events are
only ever added; what they come to (ties, pairs, groups) is worked out on the whole each time.
"""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from likewise.addresses import is_address, without_secrets
from likewise.engine import Engine, sql_text
from likewise.errors import InputError, OutputError, reason
from likewise.sources.encode import Ledger
from likewise.sources.kept import KEPT, Kept, nothing_kept
from likewise.sources.reading import Reading, Rows
from likewise.sources.state_file import (
    GROWING,
    WHOLE,
    Manifest,
    added_rows,
    check_folder,
    damaged,
    day_after,
    day_asked,
    load,
    midnight,
    next_run,
    replace_manifest,
    whole_file,
)
from likewise.sources.times import check_timezone
from likewise.sources.trouble import reading
from likewise.tables import ACCOUNTS, EVENTS, POSTS, REJECTED, Table
from likewise.text import Sentence

_SELF = "likewise.sources"


@dataclass(frozen=True)
class Cut:
    """Where a run goes on from: the state's folder and what it says, or nothing yet (`manifest` None).

    `since` is where the new events begin, microseconds UTC; None when everything is read.
    """

    folder: Path
    mapping: Mapping[str, str]
    timezone: str
    manifest: Manifest | None = None

    @property
    def since(self) -> int | None:
        """The beginning of the first day whose events the state doesn't hold."""
        return midnight(date.fromisoformat(self.manifest.ends), self.timezone) if self.manifest else None


def resume(folder: str | Path, since: str | date | None, mapping: Mapping[str, str], timezone: str) -> Cut:
    """Where to go on from. Without `since`, or where there is no state yet, everything is read and the state made.

    Raises InputError when the state ends on another day than `since`, was made with other settings or by another
    version, or is damaged; OutputError when something else lies in the folder, or it is none of this machine.
    """
    if is_address(str(folder)):
        raise OutputError.of("state.elsewhere", folder=without_secrets(str(folder)))
    check_timezone(timezone)
    anew = Cut(Path(folder), dict(mapping), timezone)
    if since is None:
        check_folder(anew.folder)
        return anew
    day = day_asked(since)
    manifest = load(anew.folder)
    if manifest is None:
        return anew
    _require_alike(anew, manifest)
    if manifest.ends != day.isoformat():
        key = "state.gap" if day.isoformat() > manifest.ends else "state.twice"
        raise InputError.of(key, day=day, folder=folder, ends=manifest.ends)
    return replace(anew, manifest=manifest)


def _require_alike(asked: Cut, manifest: Manifest) -> None:
    for name, now, then in (
        ("--tz", asked.timezone, manifest.timezone),
        ("--map", _listed(asked.mapping), _listed(manifest.mapping)),
    ):
        if now != then:
            raise InputError.of("state.other_settings", folder=asked.folder, option=name, then=then, now=now)


def _listed(mapping: Mapping[str, str]) -> str | Sentence:
    listed = ", ".join(f"{canonical}={source}" for canonical, source in sorted(mapping.items()))
    return listed or Sentence("state.no_mapping")


def bring_back(engine: Engine, cut: Cut) -> Kept | None:
    """Make the tables `kept_*` from the state; None where there is none yet. InputError when its files are damaged."""
    if cut.manifest is None:
        return None
    manifest = cut.manifest
    for table in WHOLE:
        path = whole_file(cut.folder, table, manifest.run)
        if not path.exists():
            raise damaged(cut.folder, Sentence("state.file_missing", {"name": path.name}))
        engine.drop(f"kept_{table}")
        engine.open(f"kept_{table}", path)
    for table in GROWING:
        _bring_rows(engine, cut.folder, manifest, table)
    return manifest.kept


@contextmanager
def undamaged(cut: Cut) -> Iterator[None]:
    """What can't be read inside this block is damage of the state, where there is one."""
    if cut.manifest is None:
        yield
        return
    with reading(f"--state {cut.folder}", Sentence("state.make_anew")):
        yield


def _bring_rows(engine: Engine, folder: Path, manifest: Manifest, table: str) -> None:
    """The rows that earlier runs have added to a table, as many as state.json says."""
    name, expected = f"kept_{table}", getattr(manifest.kept, f"{table}s")
    if not expected:
        nothing_kept(engine, table)
        return
    # Never what else lies there: a killed run may have left a file that it hadn't finished.
    added = [rows for run in manifest.runs if any((rows := added_rows(folder, table, run)).rglob("*.parquet"))]
    if not added:
        raise damaged(folder, Sentence("state.folder_missing", {"name": table}))
    engine.open(f"state_{table}", *added)
    columns = ", ".join(f"cast({column} as {kind}) as {column}" for column, kind in KEPT[table])
    engine.drop(name)
    engine.view(name, f"select {columns} from state_{table}")
    found = engine.count(name)
    if found != expected:
        counted = {"name": table, "found": found, "expected": expected}
        raise damaged(folder, Sentence("state.rows_missing", counted))


def merge(engine: Engine, cut: Cut) -> None:
    """Put posts and accounts that only earlier runs were told of into `source_post` and `source_account`."""
    if cut.manifest is None:
        return
    for table in (POSTS, ACCOUNTS):
        _merge_table(engine, table)


def _merge_table(engine: Engine, table: Table) -> None:
    kept, merged, key = f"kept_declared_{table.name.removesuffix('s')}", f"merged_{table.name}", table.key
    now = table.on_engine
    columns = ", ".join(engine.columns(now))
    earlier = f"from {kept} as earlier where not exists (select 1 from {now} as now where now.{key} = earlier.{key})"
    if not engine.value(f"select count(*) {earlier}"):
        return
    engine.create(merged, f"select {columns} from {now} union all select {columns} {earlier}")
    engine.drop(now)
    engine.view(now, f"select * from {merged}")


def completed(engine: Engine, cut: Cut, found: Reading) -> Reading:
    """The reading with the rows that earlier runs have read and set aside; to be asked after `settled`."""
    if cut.manifest is None:
        return found
    engine.run(f"insert into {REJECTED} " + sql_text(_SELF, "rejected_earlier.sql"))
    then, rows = cut.manifest, {}
    for table, now in found.rows.items():
        rows[table] = then.rows.get(table, Rows()) + now
    for declared in (POSTS, ACCOUNTS):
        # A post that is described again is no other post: what is used is what the two together say.
        used = engine.count(declared.on_engine)
        aside = int(engine.value(f'select count(*) from {REJECTED} where "table" = $table', table=declared.name))
        rows[declared.name] = Rows(used + aside, used, aside)
    present = found.present | then.present
    return replace(
        found, rows=rows, present=present, missing=tuple(name for name in found.missing if name not in present)
    )


@dataclass(frozen=True)
class Draft:
    """A state that is written but isn't yet the one that counts."""

    folder: Path
    manifest: Manifest

    def publish(self) -> None:
        """Make it the state, in one step; raises OutputError when that can't be written."""
        try:
            replace_manifest(self.folder, self.manifest)
        except OSError as error:
            raise _unwritable(self.folder, error) from error


def keep(engine: Engine, cut: Cut, ledger: Ledger, found: Reading) -> Draft:
    """Write the state that the next run goes on from, beside the one that is there; it counts once it is published.

    Reads what `encode` has left. Raises InputError when times are estimates, OutputError when the folder can't be
    written.
    """
    estimated = engine.value("select min(file) from source_estimated")
    if estimated is not None:
        raise InputError.of("state.estimated", file=estimated)
    try:
        cut.folder.mkdir(parents=True, exist_ok=True)
        return _kept(engine, cut, ledger, found)
    except OSError as error:
        raise _unwritable(cut.folder, error) from error


def _kept(engine: Engine, cut: Cut, ledger: Ledger, found: Reading) -> Draft:
    folder, before = cut.folder, cut.manifest
    run = next_run(folder)
    last = engine.value(f"select max(time) from {EVENTS.on_engine}")
    if last is None and before is None:
        raise InputError.of("state.no_events")
    manifest = Manifest(
        run=run,
        runs=(*(before.runs if before else ()), run),
        ends=before.ends if last is None and before else day_after(int(last), cut.timezone).isoformat(),
        mapping=cut.mapping,
        timezone=cut.timezone,
        kept=_counts(engine, before.kept if before else Kept(), ledger),
        rows=found.rows,
        present=found.present,
    )
    for table in WHOLE:
        engine.write(sql_text(_SELF, f"keep_{table}.sql"), whole_file(folder, table, run))
    for table in GROWING:
        (folder / table).mkdir(exist_ok=True)
        engine.write(sql_text(_SELF, f"keep_{table}.sql"), added_rows(folder, table, run), by=("day",))
    return Draft(folder, manifest)


def _counts(engine: Engine, before: Kept, ledger: Ledger) -> Kept:
    named_late = int(engine.value(sql_text(_SELF, "own_named_late.sql")))
    return Kept(
        likes=before.likes + engine.count("like_once") - engine.count("like_again"),
        deeds=before.deeds + engine.count("deed_once"),
        doubles=ledger.doubles,
        own=ledger.own - named_late,
        conflicts=ledger.conflicts,
        deeds_again=before.deeds_again + engine.count("deed_again"),
    )


def _unwritable(folder: Path, error: OSError) -> OutputError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return OutputError.of("results.disk_full", folder=folder, option="--state")
    return OutputError.of("results.cant_write", place=folder, reason=reason(error))
