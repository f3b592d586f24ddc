"""All known sources: those of the modules of this room, those of other packages, and which of them a file is.

Other packages are looked for when a file is first held against their sources, and never before: it takes time.
"""

import pkgutil
from collections.abc import Collection, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from likewise.ingest.match.aliases import plain
from likewise.sources.known.face import Known, Signature
from likewise.sources.known.plugins import Plugins, plugins

FAR = 1 / 3
"""A file that lacks no more than this part of a signature's columns looks like the source: most of them are there,
and what is said of it is a hint, on which nothing else depends."""

LEAST_SHARED = 3
"""Columns: with fewer of a signature's a file looks like no source, as a time and a text are in every other file."""


def _declared() -> tuple[Known, ...]:
    here = __name__.rpartition(".")[0]
    names = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"{here}.{name}") for name in names if f"{here}.{name}" != __name__]
    return tuple(source for module in modules for source in getattr(module, "SOURCES", ()))


KNOWN: tuple[Known, ...] = _declared()
"""Every source that comes with likewise, by module and in the order of declaration."""


@cache
def from_packages() -> Plugins:
    """The sources that other installed packages declare, and what is to be said of those that can't be used."""
    return plugins(KNOWN)


def every_known() -> tuple[Known, ...]:
    """Every known source: likewise's own, then those of other packages."""
    return (*KNOWN, *from_packages().sources)


def title_of(name: str | None) -> str | None:
    """What people call a source, by the name that it has in results; None when there is none of this name."""
    return next((source.title for source in every_known() if source.name == name), None)


@cache
def known_words() -> frozenset[str]:
    """The names of all fields of all known sources in plain writing: what a header row is known by."""
    return frozenset(plain(word) for source in every_known() for words in source.fields.values() for word in words)


def known_as(columns: Sequence[str], inside: Collection[str] = ()) -> tuple[Known, Signature] | None:
    """The source that a file with these columns is, and by which signature; None when it is none.

    `inside` are the dotted names of what objects in the columns hold, in JSON. Of several the one counts whose
    signature asks for the most columns, then the first declared.
    """
    carried = [(source, signature) for source in every_known() if (signature := source.carried(columns, inside))]
    return max(carried, key=lambda one: len(one[1].has), default=None)


def nearest(columns: Sequence[str], inside: Collection[str] = ()) -> tuple[Known, tuple[str, ...]] | None:
    """The source that a file with these columns all but is, and what it lacks of its signature.

    None when it is far from all, or when it is one whole, which a mapping may have read otherwise.
    """
    if known_as(columns, inside):
        return None
    held = frozenset(plain(name) for name in columns)
    lacking = [
        (source, signature, signature.missing(held))
        for source in every_known()
        for signature in source.signatures
        if not signature.has_foreign(held)
    ]
    near = [
        (source, signature, missing)
        for source, signature, missing in lacking
        if missing and len(missing) <= FAR * len(signature.has) and len(signature.has) - len(missing) >= LEAST_SHARED
    ]
    best = min(near, key=lambda one: (len(one[2]) / len(one[1].has), -len(one[1].has)), default=None)
    return None if best is None else (best[0], best[2])
