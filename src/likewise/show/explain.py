"""One fact's weight in words, with the honest reading of the same fact beside it.

Used by the report's waterfalls and by the command line's cards.
"""

from dataclasses import dataclass
from typing import Literal

from likewise.show.catalogue import has, text
from likewise.show.numerals import Lang

Level = Literal["pair", "group"]

SAYS_LITTLE_BITS = 0.25
"""Below this a fact moves the odds by less than a fifth (2 ** 0.25 = 1.19), and words take no side."""


@dataclass(frozen=True)
class Explanation:
    """What one fact says about a pair or a group: the fact, how honest people come to it, its weight."""

    sentence: str
    honest_reading: str
    bits: float


def explain_fact(fact: str, value: float | None, bits: float, level: Level, lang: Lang) -> Explanation:
    """Say in words what a fact's measured value and weight mean.

    `value` is in the fact's own unit (a share 0..1, a -log10 chance, a log2 ratio), or None when only the
    weight is known. `bits` may have either sign: positive speaks for a trade, negative for honest liking.
    Raises KeyError for a fact that the catalogue doesn't know, or that doesn't exist at this level.
    """
    tilt = "flat" if abs(bits) < SAYS_LITTLE_BITS else "up" if bits > 0 else "down"
    if value is None:
        sentence = text(lang, f"explain.{tilt}", noun=text(lang, f"fact.{fact}.noun"))
    else:
        sentence = text(lang, f"fact.{fact}.{level}", value=value)
    reading = text(lang, "explain.says_little") if tilt == "flat" else text(lang, f"fact.{fact}.{tilt}")
    return Explanation(sentence, reading, bits)


def fact_name(fact: str, lang: Lang) -> str:
    """Return what a fact is called; a fact unknown to the catalogue keeps its own name."""
    key = f"fact.{fact}.name"
    return text(lang, key) if has(key) else fact
