"""The door for ZIP archives: the files inside, unpacked one by one into the engine's scratch folder."""

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from likewise.errors import InputError

_NOT_DATA = ("__MACOSX", ".")
_WORKBOOK = "xl/workbook"


def is_workbook(path: Path, shown: str) -> bool:
    """Whether a file that starts like a ZIP archive is an Excel workbook; InputError when it is damaged."""
    return any(name.startswith(_WORKBOOK) for name in _names(path, shown))


def _names(path: Path, shown: str) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError.of("reading.archive_cut", shown=shown) from error


def unzipped(path: Path, shown: str, to: Path) -> Iterator[tuple[str, Path]]:
    """Each file of the archive: how it is shown, and where it was unpacked to under the new folder `to`."""
    to.mkdir()
    try:
        with zipfile.ZipFile(path) as archive:
            for i, member in enumerate(archive.infolist()):
                name = PurePosixPath(member.filename)
                if member.is_dir() or any(part.startswith(_NOT_DATA) for part in name.parts):
                    continue
                target = to / f"{i}{name.suffix}"
                with archive.open(member) as stream, target.open("wb") as out:
                    shutil.copyfileobj(stream, out)
                yield f"{shown}:{member.filename}", target
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError) as error:
        raise InputError.of("reading.archive_locked", shown=shown, said=error) from error
