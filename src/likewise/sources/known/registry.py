"""All known sources, found by looking at the modules of this room, and which of them a file is."""

import pkgutil
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from likewise.sources.aliases import plain
from likewise.sources.known.face import Known, Signature

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
"""Every known source, by module and in the order of declaration."""

KNOWN_TITLES: Mapping[str, str] = {source.name: source.title for source in KNOWN}
"""What people call each source, by the name that it has in results."""

OWN: frozenset[str] = frozenset(source.name for source in KNOWN if source.own)
"""The names of those that hold nobody's posts but one's own."""

KNOWN_WORDS = frozenset(plain(word) for source in KNOWN for words in source.fields.values() for word in words)
"""The names of all fields of all known sources in plain writing: what a header row is known by."""


def known_as(columns: Sequence[str]) -> tuple[Known, Signature] | None:
    """The source that a file with these columns is, and by which signature; None when it is none.

    Of several the one counts whose signature asks for the most columns, then the first declared.
    """
    carried = [(source, signature) for source in KNOWN if (signature := source.carried(columns))]
    return max(carried, key=lambda one: len(one[1].has), default=None)


def nearest(columns: Sequence[str]) -> tuple[Known, tuple[str, ...]] | None:
    """The source that a file with these columns all but is, and what it lacks of its signature.

    None when it is far from all, or when it is one whole, which a mapping may have read otherwise.
    """
    if known_as(columns):
        return None
    held = frozenset(plain(name) for name in columns)
    lacking = [
        (source, signature, signature.missing(held))
        for source in KNOWN
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
