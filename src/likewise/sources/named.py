"""Which files and folders of this machine the user's words name, by whatever prefix: so that nothing is written there.

Looks at names alone and raises nothing: what a name that can't be meant is worth saying, `locate` says.
"""

import glob
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from likewise.ingest.frames import is_frame
from likewise.sources.locate import expanded

_PREFIX = re.compile(r"(?:duckdb|bluesky|parquet|delta|iceberg):(?!//)", re.IGNORECASE)
_READ_AS = re.compile(r":as=\w+$")
_FILE = re.compile(r"file:", re.IGNORECASE)


def read_paths(*given: object) -> tuple[Path, ...]:
    """Return the files and folders that a run reads, there or not.

    Parameters
    ----------
    given
        Data as for `likewise.report`, and the paths of whatever else is read: rules, plans, states. None names nothing.
    """
    return tuple(dict.fromkeys(path for one in given for path in _paths(one)))


def _paths(given: object) -> Iterator[Path]:
    if isinstance(given, str | os.PathLike):
        name = os.fspath(given)
        yield from _meant(name) if isinstance(name, str) else (Path(os.fsdecode(name)),)
    elif is_frame(given):
        return
    elif isinstance(given, Mapping):
        yield from (path for one in given.values() for path in _paths(one))
    elif isinstance(given, Sequence):
        yield from (path for one in given for path in _paths(one))
    else:
        # A dataset of pyarrow's is scanned where its files lie.
        files = getattr(given, "files", None)
        yield from map(Path, files if isinstance(files, list) else ())


def _meant(name: str) -> Iterator[Path]:
    """Every path that a name may mean: as it is, without its prefix, without what it is read as."""
    bare = _READ_AS.sub("", name)
    for one in dict.fromkeys((name, bare, _PREFIX.sub("", name, count=1), _PREFIX.sub("", bare, count=1))):
        if _FILE.match(one):
            yield Path(unquote(_path_of(one)))
        elif one and "\0" not in one:
            path = expanded(Path(one))
            yield path
            if glob.has_magic(one):
                yield from map(Path, glob.iglob(str(path)))  # noqa: PTH207  (a path may be absolute)


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return address.partition("://")[2]
