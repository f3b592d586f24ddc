"""From what the user names to the places where tables stand: files, frames, database tables.

First step of a reading. Looks at names only; what a file holds is for `recognise`.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from likewise.addresses import secrets_in, without_secrets
from likewise.destination import is_result
from likewise.engine import LakePlace, lake_place
from likewise.engine.lake import FORMATS
from likewise.errors import InputError, MappingError, reason
from likewise.ingest.frames import Frame, frame_of, is_frame
from likewise.ingest.lakes import lake_form
from likewise.ingest.match.aliases import FILE_WORDS
from likewise.ingest.match.reading import READINGS, TableReading
from likewise.ingest.options import ReadAs
from likewise.sources.opened import Opened
from likewise.sources.remote import Remote, not_read, remote_place
from likewise.tables import TABLES
from likewise.text import Sentence

DATABASE_PREFIX = "duckdb:"
STREAM_PREFIX = "bluesky:"
"""Files that were recorded from Bluesky's stream; without a path, the stream itself."""

TRUTH_FOLDER = "truth"
"""A simulated world keeps its truth here; no analysis may see it."""

_TABLE_NAME = re.compile(r"^(events|posts|accounts|drops)(?:[-_. \d(].*)?$", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]+")
_SPEAKING = re.compile("|".join(word for word in FILE_WORDS if not word.isascii()))


@dataclass(frozen=True)
class Place:
    """Where one table may stand.

    `shown` is its name in messages. `table` is the canonical table it must be and `kind` the
    kind of its events, as far as its name tells; `hint` is a table that the name only suggests;
    `database` that the user called it a DuckDB database; `whole` is the folder of parts that the file is one of;
    `maybe` that it was found in a folder, and is left out when it is no source that is known; `source` the known
    source that the user called it; `encoding` what its text is in, where it is no UTF-8, as the user says.
    One of `path`, `frame`, `remote` and `lake` is set; of a bucket's file both of the last, as Spark reads it itself.
    """

    shown: str
    path: Path | None = None
    frame: Frame | None = None
    table: str | None = None
    hint: str | None = None
    kind: str | None = None
    database: bool = False
    lake: LakePlace | None = None
    remote: Remote | None = None
    whole: Path | None = None
    maybe: bool = False
    source: str | None = None
    read_as: TableReading | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class Located:
    """Every place to read, and the names of likewise's own results, which are left out."""

    places: tuple[Place, ...]
    ignored: tuple[str, ...]


def locate(data: object) -> Located:
    """Find the places that `data` names: a path, a frame, a dict of frames by table, or a sequence of these.

    Raises InputError when something isn't there, can't be read, or is a folder without tables.
    """
    places: list[Place] = []
    ignored: list[str] = []
    items = _items(data)
    for item in items:
        found = _locate_one(item)
        places += found.places
        ignored += found.ignored
    if not places:
        raise _none(items)
    return Located(_once(places), tuple(ignored))


def _none(items: Sequence[object]) -> InputError:
    """Why there is no place to read: nothing is named, or folders in which there is nothing."""
    named = [os.fspath(item) for item in items if isinstance(item, str | os.PathLike)]
    return InputError.of("reading.nothing_there", place=named) if named else InputError.of("places.none_given")


_READ_AS = re.compile(r":as=(\w+)$")


def read_as_told(tables: Sequence[tuple[Place, Opened]], read_as: ReadAs) -> list[tuple[Place, Opened]]:
    """Return opened tables, each with its place and what the user says that it is: all of them, or by name.

    A table is called as its file, or as it is called within one: a database's table, a workbook's sheet.

    Raises MappingError for a word that no table is read as, and for a name that no table has.
    """
    words = {"*": read_as} if isinstance(read_as, str) else dict(read_as or {})
    told = {name: reading_named(word) for name, word in words.items()}
    used: set[str | None] = set()
    found = []
    for place, table in tables:
        name = next((one for one in _names_of(place, table) if one in told), "*" if "*" in told else None)
        used |= {name} - {None}
        said = replace(place, read_as=told[name]) if name is not None and place.read_as is None else place
        found.append((said, table))
    if left := [name for name in told if name not in used and name != "*"]:
        raise MappingError.of("matching.as_of_nothing", name=left[0], word=words[left[0]])
    return found


def _names_of(place: Place, table: Opened) -> list[str]:
    shown = table.shown.strip("<>")
    inside = [table.table] if table.table else []
    inside += [shown.removeprefix(place.shown + ":")] if shown.startswith(place.shown + ":") else []
    beside = [f"{place.path.name}:{one}" for one in inside] if place.path else []
    files = [str(place.path), place.path.name, place.path.stem] if place.path else []
    return [table.shown, shown, *beside, *inside, place.shown, place.shown.strip("<>"), *files]


def reading_named(word: str) -> TableReading:
    """Return what a table is that the user calls `word`; MappingError when there is no such."""
    if word not in READINGS:
        raise MappingError.of("matching.no_reading", word=word, known=tuple(READINGS))
    return READINGS[word]


def _once(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places without those that name a file a second time; frames of one name are numbered."""
    once = {
        place.path.resolve() if place.path else place.remote or place.lake or i: place for i, place in enumerate(places)
    }
    seen: Counter[str] = Counter()
    named = []
    for place in once.values():
        seen[place.shown] += 1
        again = f" ({seen[place.shown]})" if seen[place.shown] > 1 else ""
        named.append(replace(place, shown=place.shown + again))
    return tuple(named)


def _items(data: object) -> Sequence[object]:
    if isinstance(data, str | os.PathLike | Mapping) or is_frame(data):
        return [data]
    if isinstance(data, Sequence):
        return data
    return [data]


def _locate_one(item: object) -> Located:
    if isinstance(item, str | os.PathLike):
        name = os.fspath(item)
        try:
            return _locate_path(name)
        except OSError as error:
            raise _cant_look(name, error) from error
    if isinstance(item, Mapping):
        return Located(tuple(_named_frame(name, frame) for name, frame in item.items()), ())
    return Located((Place("<data>", frame=frame_of(item, "<data>")),), ())


def _cant_look(name: str, error: OSError) -> InputError:
    """Why the system doesn't let a place be looked at."""
    where = error.filename or name
    if isinstance(error, PermissionError):
        return InputError.of("places.no_permission", name=where)
    return InputError.of("places.cant_look", name=where, reason=reason(error))


def _named_frame(name: object, frame: object) -> Place:
    if name not in TABLES:
        raise InputError.of("places.unknown_table", name=name, tables=tuple(TABLES))
    shown = f"<{name}>"
    return Place(shown, frame=frame_of(frame, shown), table=str(name))


def _locate_path(name: str) -> Located:
    if (said := _READ_AS.search(name)) is not None and not Path(name).exists():
        found = _locate_path(name[: said.start()])
        reading = reading_named(said.group(1))
        return replace(found, places=tuple(replace(one, read_as=reading) for one in found.places))
    if (remote := remote_place(name)) is not None:
        return Located((_remote_place(remote, name),), ())
    if (lake := lake_place(name)) is not None:
        return Located((_lake_place(lake, without_secrets(name)),), ())
    if name.startswith(STREAM_PREFIX):
        return _locate_recorded(name)
    path = expanded(Path(name.removeprefix(DATABASE_PREFIX)))
    # What the system says of an address would quote it.
    if ("://" in name or secrets_in(name)) and not _stands(path):
        raise not_read(name)
    if not path.exists():
        raise _not_there(name, path)
    if not path.is_dir():
        check_readable(path)
        database = name.startswith(DATABASE_PREFIX)
        return Located((replace(_file_place(path, str(path)), database=database),), ())
    if name.startswith(DATABASE_PREFIX):
        raise InputError.of("places.folder_no_database", name=name, prefix=DATABASE_PREFIX)
    return _locate_folder(path)


def _lake_place(lake: LakePlace, shown: str) -> Place:
    """A table of a lake; the last part of its name or path tells what it may be."""
    path = lake.where.rpartition(".")[2] if lake.catalog else lake.where.partition("?")[0].removesuffix("/metadata")
    if path.endswith(".metadata.json"):
        path = path.rpartition("/metadata/")[0]
    return replace(_file_place(_telling(path), shown), path=None, lake=lake)


def _lake_form(folder: Path) -> str | None:
    """The format of a table of a lake that a folder holds; InputError for one that can't be looked into."""
    try:
        return lake_form(folder)
    except PermissionError as error:
        raise InputError.of("places.no_permission", name=folder) from error


def _whole_table(folder: Path) -> Place:
    """A folder that is one table of a lake, in which not every file counts.

    Raises InputError when nothing here reads its format.
    """
    form = _lake_form(folder)
    if form not in FORMATS:
        raise InputError.of("lakes.hudi", shown=folder)
    return _lake_place(LakePlace(form, str(folder.resolve())), str(folder))


def _remote_place(remote: Remote, name: str) -> Place:
    """A place on a server; of one table or file its name tells what it may be."""
    told = Path(remote.table.rpartition(".")[2]) if remote.table else _telling(remote.parts.path)
    named = _file_place(told, remote.shown)
    return replace(named, path=None, remote=remote, lake=lake_place(name) if remote.server == "s3" else None)


def _telling(path: str) -> Path:
    """What of a path may tell what lies there: its last part, of `follows/*.parquet` and `follows/day=*` the folder."""
    named = [part for part in path.split("/") if part and not part.startswith("*") and "=" not in part]
    return Path(named[-1] if named else "")


def _locate_recorded(name: str) -> Located:
    """Files that were recorded from a stream: one, or every one in a folder that is."""
    source, _, rest = name.partition(":")
    if not rest:
        raise InputError.of("places.live_stream", name=name)
    path = expanded(Path(rest))
    if path.is_dir():
        parts = [part for part in _parts(path) if not _is_own(part)]
        return Located(tuple(Place(str(part), path=part, maybe=True, source=source) for part in parts), ())
    found = _locate_path(rest)
    return replace(found, places=tuple(replace(place, source=source) for place in found.places))


def expanded(path: Path) -> Path:
    """A path with the user's home for `~`; of a user whom this machine doesn't know, as it is."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _stands(path: Path) -> bool:
    """Whether there is such a file or folder; a name that no system takes stands nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _not_there(name: str, path: Path) -> InputError:
    """Why a name means nothing: no file has it, and what there is instead."""
    return InputError.of("places.not_there", name=name, nearby=_nearby(path))


def _nearby(path: Path) -> Sentence:
    """What there is where a file was looked for."""
    parent = path.parent
    if not parent.is_dir():
        return Sentence("places.no_folder", {"folder": parent})
    names = sorted(entry.name for entry in parent.iterdir() if not entry.name.startswith("."))[:8]
    if not names:
        return Sentence("places.empty_folder", {"folder": parent})
    return Sentence("places.folder_holds", {"folder": parent, "names": tuple(names)})


def check_readable(path: Path) -> None:
    """Raise InputError when the file can't be opened, is a pipe, or holds nothing at all."""
    if not path.is_file():
        raise InputError.of("places.read_once", path=path)
    try:
        with path.open("rb") as stream:
            first = stream.read(1)
    except OSError as error:
        raise InputError.of("places.cant_open", path=path, reason=reason(error)) from error
    if not first:
        raise InputError.of("reading.empty_file", path=path)


def names_a_table(path: str) -> bool:
    """Whether a file's name says that it holds one of our tables, as events.csv does."""
    return _TABLE_NAME.match(path.rpartition("/")[2]) is not None


def _file_place(path: Path, shown: str) -> Place:
    exact = _TABLE_NAME.match(path.name)
    words = [FILE_WORDS[word] for word in _words(path.name)]
    hint, kind = words[-1] if words else (None, None)
    return Place(shown, path=path, hint=exact.group(1).lower() if exact else hint, kind=None if exact else kind)


def _words(name: str) -> list[str]:
    """The words of a file's name that tell what it holds; Chinese is written without spaces between them."""
    return [
        word
        for run in _WORD.findall(name.casefold())
        for word in ([run] if run.isascii() else _SPEAKING.findall(run))
        if word in FILE_WORDS
    ]


def _locate_folder(folder: Path) -> Located:
    """Every file of a folder: those that are called as a table must be readable, others are read if they can be."""
    if _lake_form(folder) is not None:
        return Located((_whole_table(folder),), ())
    entries = sorted(entry for entry in _entries(folder) if entry.name != TRUTH_FOLDER)
    named = {entry: match.group(1) for entry in entries if (match := _TABLE_NAME.match(entry.name))}
    own = _TABLE_NAME.match(folder.name)
    if not named and own:
        return Located(tuple(_part_places(folder, own.group(1))), ())
    places: list[Place] = []
    own_results: list[str] = []
    for entry in entries:
        own_results += [str(part) for part in _parts(entry) if _is_own(part)]
        if entry in named:
            places += _part_places(entry, named[entry])
        else:
            places += [replace(_part_place(part), maybe=True) for part in _parts(entry) if not _is_own(part)]
    return Located(tuple(places), tuple(own_results))


def _is_own(part: Path) -> bool:
    """Whether this is a result of likewise's own, as `--out` leaves it beside the data; it is no data."""
    return part.is_dir() and is_result(part)


def _part_place(part: Path) -> Place:
    return _whole_table(part) if part.is_dir() else _file_place(part, str(part))


def _part_places(entry: Path, table: str) -> list[Place]:
    whole = entry if entry.is_dir() else None
    parts = [part for part in _parts(entry) if not _is_own(part)]
    for part in parts:
        if not part.is_dir():
            check_readable(part)
    return [
        replace(_whole_table(part), table=table.lower())
        if part.is_dir()
        else Place(str(part), path=part, table=table.lower(), whole=whole)
        for part in parts
    ]


def _entries(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if not entry.name.startswith((".", "_"))]
    except OSError as error:
        raise InputError.of("places.cant_list", folder=folder, reason=reason(error)) from error


def _parts(entry: Path) -> Iterator[Path]:
    """The files of one table: the file itself, or everything under a folder of parts.

    A table of a lake is one, and so is a result of likewise's own.
    """
    if not entry.is_dir() or _lake_form(entry) is not None or _is_own(entry):
        yield entry
        return
    for inner in sorted(_entries(entry)):
        yield from _parts(inner)
