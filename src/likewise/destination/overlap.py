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
        if taken:
            for file in files_in(source):
                if _identity(file) in taken:
                    return file
    return None


def files_in(place: Path) -> Iterator[Path]:
    """Give the file itself, or every file in a folder but those of likewise's own results; each real folder once."""
    if not place.is_dir():
        yield place
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
            if not entry.is_dir():
                yield entry
            elif not is_result(entry):
                waiting.append(entry)


def _spellings(path: Path) -> tuple[Path, ...]:
    """Where a name stands, and what it leads to."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  (`absolute` keeps `..`)
    return (Path(os.path.realpath(absolute.parent)) / absolute.name, Path(os.path.realpath(path)))


def _identities(target: Path, names: Collection[str] | None) -> Iterator[Identity]:
    """What the files are that would be gone if a target were replaced."""
    whole = names is None or not target.is_dir()
    places = [target] if whole else [target / name for name in names or ()]
    for place in places:
        for file in files_in(place) if place.exists() else ():
            if (found := _identity(file)) is not None:
                yield found


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
