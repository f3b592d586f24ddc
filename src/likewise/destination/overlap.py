"""What would be lost of what is read if a place were written over: by what files are, not by their names."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from likewise.destination.kinds import is_result

Identity = tuple[int, int]
"""What a file is, whatever its names are: its device and its number there."""


def overlap(target: Path, read: Iterable[Path], names: Collection[str] | None = None) -> Path | None:
    """Return what of `read` would be lost if `target` were replaced; None where nothing would.

    Names don't decide: links, hard links and the cases of a disk that has none are one file each.

    Parameters
    ----------
    target
        A file or folder, there or not.
    read
        Files and folders that are read; of a folder, all that is in it but likewise's own results.
    names
        What of a target that is a folder would be replaced; everything in it when left out.
    """
    here = _identity(target)
    taken = set(_identities(target, names))
    for source in read:
        for spelt in _spellings(source):
            if target == spelt or target in spelt.parents:
                return source
            if here is not None and here in map(_identity, (spelt, *spelt.parents)):
                return source
        # Nothing that is not there is read.
        if here is not None:
            for entry in entries_in(source):
                found = _identity(entry)
                if found in taken or (found == here and any(files_in(entry))):
                    return entry
    return None


def files_in(place: Path) -> Iterator[Path]:
    """Give the file itself, or every file in a folder but those of likewise's own results."""
    return (entry for entry in entries_in(place) if not _is_folder(entry))


def entries_in(place: Path) -> Iterator[Path]:
    """Give a file or folder and all that is in it but likewise's own results; each real folder once."""
    yield place
    if not _is_folder(place):
        return
    seen: set[Identity | None] = set()
    waiting = [place]
    while waiting:
        folder = waiting.pop()
        if (here := _identity(folder)) in seen:
            continue
        seen.add(here)
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            # Whoever reads it says why it can't be looked into.
            continue
        for entry in entries:
            if not _is_folder(entry):
                yield entry
            elif _identity(entry) not in seen and not is_result(entry):
                yield entry
                waiting.append(entry)


def _spellings(path: Path) -> tuple[Path, ...]:
    """Where a name stands, and what it leads to."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  (`absolute` keeps `..`)
    return (Path(os.path.realpath(absolute.parent)) / absolute.name, Path(os.path.realpath(path)))


def _identities(target: Path, names: Collection[str] | None) -> Iterator[Identity]:
    """What the files are that would be gone if a target were replaced."""
    whole = names is None or not _is_folder(target)
    places = [target] if whole else [target / name for name in names or ()]
    for place in places:
        for file in files_in(place) if _identity(place) is not None else ():
            if (found := _identity(file)) is not None:
                yield found


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _is_folder(path: Path) -> bool:
    """Whether this is a folder; a name that no system takes is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
