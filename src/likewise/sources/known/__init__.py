"""Sources that are known by their headers: exports, crawlers' files and streams that people really have.

Stands between the doors and `match`. A source is added by a module here that declares `SOURCES`, and by a fixture.
"""

from likewise.sources.known.face import EVERY, Known, Part, Signature
from likewise.sources.known.registry import KNOWN, KNOWN_TITLES, KNOWN_WORDS, OWN, known_as, nearest

__all__ = ["EVERY", "KNOWN", "KNOWN_TITLES", "KNOWN_WORDS", "OWN", "Known", "Part", "Signature", "known_as", "nearest"]
