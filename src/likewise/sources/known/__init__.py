"""Sources that are known by their headers: exports, crawlers' files and streams that people really have.

Stands between the doors and `match`. A source is added by a module here that declares `SOURCES`, and by a fixture; or
by another package, by an entry point of the group `likewise.sources`.
"""

from likewise.sources.known.face import EVERY, Known, Part, Signature
from likewise.sources.known.plugins import beside_packages, of_package
from likewise.sources.known.registry import (
    KNOWN,
    every_known,
    from_packages,
    known_as,
    known_words,
    nearest,
    title_of,
)

__all__ = [
    "EVERY",
    "KNOWN",
    "Known",
    "Part",
    "Signature",
    "beside_packages",
    "every_known",
    "from_packages",
    "known_as",
    "known_words",
    "nearest",
    "of_package",
    "title_of",
]
