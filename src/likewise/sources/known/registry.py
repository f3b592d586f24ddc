"""All known sources, found by looking at the modules of this room, and which of them a file is."""

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from likewise.sources.aliases import plain
from likewise.sources.known.face import Known, Signature

_NOT_SOURCES = ("daily", "expressions", "face", "registry", "translate")


def _declared() -> tuple[Known, ...]:
    here = __name__.rpartition(".")[0]
    names = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"{here}.{name}") for name in names if name not in _NOT_SOURCES]
    return tuple(source for module in modules for source in module.SOURCES)


KNOWN: tuple[Known, ...] = _declared()
"""Every known source, by module and in the order of declaration."""


def known_as(columns: Sequence[str]) -> tuple[Known, Signature] | None:
    """The source that a file with these columns is, and by which signature; None when it is none.

    Of several the one counts whose signature asks for the most columns, then the first declared.
    """
    carried = [(source, signature) for source in KNOWN if (signature := source.carried(columns))]
    return max(carried, key=lambda one: len(one[1].has), default=None)


def known_words() -> frozenset[str]:
    """The names of all fields of all known sources in plain writing: what a header row is known by."""
    return frozenset(plain(word) for source in KNOWN for words in source.fields.values() for word in words)
