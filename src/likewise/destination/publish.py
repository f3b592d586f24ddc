"""A folder or a file that appears whole or not at all.

Results are written beside their place and moved there in one step at the end; a run that is killed leaves the
old result, or none.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from likewise.destination.place import Destination
from likewise.errors import OutputError, reason


@contextmanager
def published(place: Destination) -> Iterator[Path]:
    """Give a scratch folder to write into; when the block ends well, it becomes the folder at `place`.

    Raises OutputError when something would be lost by that, when it can't be written, and when the disk is full; in
    each case what was there before is still there.
    """
    folder = place.check().path
    missing = [one for one in folder.parents if not one.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise OutputError.of("results.cant_write", place=place.shown, reason=reason(error)) from error
    try:
        yield scratch
        place.check()
        scratch.chmod(0o777 & ~_umask())
        if place.foreign:
            _put_among(scratch, place)
        else:
            _swap(scratch, folder)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise OutputError.of("results.disk_full", folder=place.shown, option=place.option) from error
        raise OutputError.of("results.cant_write", place=place.shown, reason=reason(error)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        # A run that fails leaves no folders that it has made on the way; those that hold something stay.
        with suppress(OSError):
            for one in missing:
                one.rmdir()


@contextmanager
def published_file(place: Destination) -> Iterator[Path]:
    """Give a scratch file to write into; when the block ends well, it becomes the file at `place`.

    Raises OutputError when a file would be lost by that, or it can't be written; what was there is still there then.
    """
    path = place.check().path
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError.of("results.cant_write_file", path=place.shown, reason=reason(error)) from error
    scratch = Path(name)
    try:
        yield scratch
        place.check()
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(path)
    except OSError as error:
        raise OutputError.of("results.cant_write_file", path=place.shown, reason=reason(error)) from error
    finally:
        scratch.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _swap(scratch: Path, folder: Path) -> None:
    """Put `scratch` where `folder` is; the old one goes only when the new one stands."""
    if not folder.exists():
        scratch.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent)) / "old"
    folder.rename(old)
    try:
        scratch.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def _put_among(scratch: Path, place: Destination) -> None:
    """Put each file of `scratch` into a folder that holds others too; what says that the result is whole comes last."""
    assert place.kind is not None
    files = sorted(file.relative_to(scratch) for file in scratch.rglob("*") if not file.is_dir())
    for file in files:
        if (place.path / file).is_dir():
            raise OutputError.of("results.name_is_folder", path=place.shown / file)
    mark = Path(place.kind.mark or ".")
    if mark in files:
        (place.path / mark).unlink(missing_ok=True)
    for file in sorted(files, key=lambda one: one == mark):
        (place.path / file).parent.mkdir(parents=True, exist_ok=True)
        (scratch / file).replace(place.path / file)
