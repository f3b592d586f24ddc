"""Sources that other installed packages declare, by the entry point group `likewise.sources`.

An entry point names a `Known`, or a sequence of them. A package that can't be loaded, or that declares what isn't
there, costs nobody a run: its sources are left out, and the reading says so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from zoneinfo import ZoneInfo

from likewise.errors import InputError, LikewiseError, MappingError, first_line
from likewise.sources.gaps import GAPS
from likewise.sources.known.face import Known, Part, Signature, statement_beside
from likewise.sources.reading import Assumption
from likewise.sources.reasons import ASSUMPTIONS, REASONS
from likewise.tables import TABLES
from likewise.text import Sentence

GROUP = "likewise.sources"

LEAST_COLUMNS = 2
"""Columns of a signature: with one alone, half of all files would be the source."""

OWN = "likewise"
"""Whose the sources are that come with likewise itself."""


@dataclass(frozen=True)
class Plugins:
    """The sources of other packages, and what is to be said of those that aren't used."""

    sources: tuple[Known, ...] = ()
    unusable: tuple[Assumption, ...] = ()


def plugins(own: Sequence[Known]) -> Plugins:
    """Return the sources of all other packages, by the packages' names; `own` are those that have their names already.

    A package's later source of a name that is taken is left out and told.
    """
    taken = {source.name: OWN for source in own}
    sources: list[Known] = []
    unusable: list[Assumption] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda one: (_package(one), one.name, one.value)):
        for one in _loaded(entry):
            if isinstance(one, Assumption):
                unusable.append(one)
            elif one.name in taken:
                unusable.append(_said("plugin_name_taken", entry, source=one.name, other=taken[one.name]))
            else:
                taken[one.name] = one.package
                sources.append(one)
    return Plugins(tuple(sources), tuple(unusable))


@contextmanager
def of_package(source: Known, shown: str | Sentence) -> Iterator[None]:
    """What the engine refuses of another package's statements becomes an InputError that names the package."""
    try:
        yield
    except LikewiseError:
        raise
    except Exception as error:
        if not source.package:
            raise
        raise InputError.of(
            "lakes.plugin_failed", shown=shown, source=source.title, package=source.package, said=first_line(error)
        ) from error


@contextmanager
def beside_packages(found: Callable[[], Plugins]) -> Iterator[None]:
    """A table that can't be read is told with the packages whose sources can't be used: it may be one of theirs."""
    try:
        yield
    except MappingError as error:
        named = tuple(dict.fromkeys(one.values["package"] for one in found().unusable))
        if not named:
            raise
        said = type(error).of("lakes.beside_packages", error=error, packages=named)
        said.__dict__.update({name: value for name, value in vars(error).items() if name != "sentence"})
        raise said from error


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist and entry.dist.name else entry.value


def _said(key: str, entry: EntryPoint, **values: str) -> Assumption:
    return Assumption(key, {"package": _package(entry), **values})


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {first_line(Exception(error))}"


def _loaded(entry: EntryPoint) -> Iterator[Known | Assumption]:
    """What an entry point declares, each source by itself; for what can't be used, why."""
    try:
        found = entry.load()
    except (Exception, SystemExit) as error:
        # Whatever another's module does when it is imported must not end a run.
        yield _said("plugin_unloadable", entry, said=_short(error))
        return
    sources = found if isinstance(found, Sequence) and not isinstance(found, str) else [found]
    for one in sources:
        if not isinstance(one, Known):
            yield _said("plugin_no_source", entry, where=entry.value, kind=type(one).__name__)
            continue
        source = replace(one, module=one.module or entry.module, package=_package(entry))
        fault = _first_fault(source)
        yield source if fault is None else _said("plugin_faulty", entry, source=str(one.name), fault=fault)


def _first_fault(source: Known) -> str | None:
    """What of a declaration isn't as it must be, as the place in it and what stands there; None for nothing."""
    try:
        return next(_faults(source), None)
    except Exception as error:
        return _short(error)


def _faults(source: Known) -> Iterator[str]:
    if not (isinstance(source.name, str) and source.name and isinstance(source.title, str) and source.title):
        yield "name, title"
    if not (source.signatures and all(isinstance(one, Signature) for one in source.signatures)):
        yield "signatures"
    yield from (f"signatures: has={one.has}" for one in source.signatures if len(one.has) < LEAST_COLUMNS)
    yield from (f"says: {key}" for key in source.says if key not in ASSUMPTIONS)
    yield from (f"cannot: {key}" for key in source.cannot if key not in GAPS)
    if source.zone is not None:
        ZoneInfo(source.zone)
    if not source.parts:
        yield "parts"
    for part in source.parts:
        yield from _faults_of_part(source, part)


def _faults_of_part(source: Known, part: Part) -> Iterator[str]:
    if part.table not in TABLES:
        yield f"parts: table={part.table}"
        return
    columns, fields = TABLES[part.table].names, {*source.fields, *source.made}
    named: Mapping[str, Sequence[str]] = {
        "columns": [name for name in part.columns if name not in columns],
        "fields": [name for name in part.columns.values() if name not in fields and not part.select],
        "made": [name for name in part.made if name not in part.columns],
        "aside": [reason for reason in part.aside if reason not in REASONS],
        "says": [key for key in part.says if key not in ASSUMPTIONS],
        "asks": [key for key in part.asks if key not in ASSUMPTIONS],
    }
    yield from (f"parts: {where}: {name}" for where, names in named.items() for name in names)
    for statement in (part.select, *part.asks.values()):
        if statement:
            statement_beside(source.module, statement)
