"""A place that may be written to, checked when it is named and again just before it is written."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from likewise.addresses import is_address, without_secrets
from likewise.destination.kinds import Kind
from likewise.destination.overlap import overlap
from likewise.errors import OutputError, reason
from likewise.text import first_few

OUT = "--out"


@dataclass(frozen=True)
class Destination:
    """A place that may be written to: a folder of a kind, or a file.

    `path` is the real place, with links followed; `shown` is what the person wrote. `read` are the files and folders
    that the run reads. With `overwrite`, files that likewise did not write are replaced.
    """

    path: Path
    shown: Path
    option: str = OUT
    kind: Kind | None = None
    is_ours: Callable[[Path], bool] = field(default=lambda _: False, repr=False)
    read: tuple[Path, ...] = ()
    overwrite: bool = False

    def check(self) -> "Destination":
        """Return this place; OutputError when something would be lost by writing to it."""
        try:
            self._require_apart()
            if self.kind is None:
                self._check_file()
            else:
                self._check_folder()
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            raise OutputError.of("results.cant_write", place=self.shown, reason=why) from error
        return self

    @property
    def foreign(self) -> tuple[str, ...]:
        """The names of files in the folder that likewise did not write, in order."""
        if self.kind is None or not self.path.is_dir():
            return ()
        held = sorted(entry.name for entry in self.path.iterdir())
        others = tuple(name for name in held if name not in self.kind.names)
        return others if others or not held or self.kind.wrote(self.path) else tuple(held)

    def inside(self, name: str, kind: Kind) -> "Destination":
        """A folder of another kind in this one."""
        return replace(self, path=self.path / name, shown=self.shown / name, kind=kind).check()

    def _check_file(self) -> None:
        if not self.path.exists():
            return
        if self.path.is_dir():
            raise OutputError.of("results.is_folder", option=self.option, path=self.shown)
        if not self.path.is_file():
            raise OutputError.of("results.no_file", option=self.option, path=self.shown)
        # Nothing is lost with a file that holds nothing, as `mktemp` makes it.
        if not (self.overwrite or self.path.stat().st_size == 0 or self.is_ours(self.path)):
            raise OutputError.of("results.file_stands", option=self.option, path=self.shown)

    def _check_folder(self) -> None:
        if not self.path.exists():
            return
        if not self.path.is_dir():
            raise OutputError.of("results.is_file", option=self.option, folder=self.shown)
        if (foreign := self.foreign) and not self.overwrite:
            names = first_few(foreign)
            raise OutputError.of("results.holds_foreign", option=self.option, folder=self.shown, names=names)

    def _require_apart(self) -> None:
        names = None if self.kind is None else self.kind.names
        if (met := overlap(self.path, self.read, names)) is not None:
            raise OutputError.of("results.over_input", option=self.option, out=self.shown, read=met)


def folder_for(
    out: str | Path, kind: Kind, *, read: Iterable[Path] = (), overwrite: bool = False, option: str = OUT
) -> Destination:
    """Return the folder that a result goes to.

    Parameters
    ----------
    out
        What the person named.
    kind
        What the folder will be.
    read
        Every file and folder that the run reads, rules and plans too.
    overwrite
        Whether files of the result's names may be replaced that likewise did not write.
    option
        What names the folder, in messages.

    Raises
    ------
    OutputError
        When the folder names, holds or replaces what is read, is a file or an address, or holds files that likewise
        did not write.
    """
    if is_address(os.fspath(out)):
        raise OutputError.of("results.elsewhere", folder=without_secrets(os.fspath(out)))
    shown = Path(out)
    return Destination(_real(shown), shown, option, kind, read=tuple(read), overwrite=overwrite).check()


def file_for(
    out: str | Path, *, is_ours: Callable[[Path], bool], read: Iterable[Path] = (), overwrite: bool = False
) -> Destination:
    """Return the file that a table goes to; `is_ours` tells whether likewise wrote the one that is there.

    Raises OutputError when it is a file that is read, or one that likewise did not write; else as `folder_for`.
    """
    if is_address(os.fspath(out)):
        raise OutputError.of("results.file_elsewhere", path=without_secrets(os.fspath(out)))
    shown = Path(out)
    return Destination(_real(shown), shown, is_ours=is_ours, read=tuple(read), overwrite=overwrite).check()


def require_apart(place: str | Path, read: Iterable[Path], option: str) -> None:
    """Raise OutputError when a folder that a run goes on writing to is, or holds, what the run reads."""
    shown = Path(place)
    if (met := overlap(_real(shown), read)) is not None:
        raise OutputError.of("results.over_input", option=option, out=shown, read=met)


def require_free(folder: Path, option: str, is_ours: Callable[[Path], bool]) -> None:
    """Raise OutputError unless `folder` can be looked at and is absent, empty, or holds nothing but files of ours.

    For a folder that a run adds to and never replaces. `is_ours` tells of an entry whether an earlier run made it.
    """
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise OutputError.of("results.is_file", option=option, folder=folder)
        foreign = sorted(entry.name for entry in folder.iterdir() if not is_ours(entry))
    except OSError as error:
        raise OutputError.of("results.cant_write", place=folder, reason=reason(error)) from error
    if foreign:
        raise OutputError.of("results.holds_others", option=option, folder=folder, names=first_few(foreign))


def _real(shown: Path) -> Path:
    """The place that a name means, links followed; OutputError for a name that no system takes."""
    try:
        return Path(os.path.realpath(shown))
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise OutputError.of("results.cant_write", place=shown, reason=why) from error
