"""One fact's weight in words, with the honest reading of the same fact beside it.

Used by the report's waterfalls, by the command line's cards, and wherever something is explained.
"""

from dataclasses import dataclass
from typing import Literal

from likewise.show.catalogue import has, placeholders, text, wording
from likewise.show.numerals import Lang

Level = Literal["pair", "group", "member"]

SAYS_LITTLE_BITS = 0.25
"""Below this a fact moves the odds by less than a fifth (2 ** 0.25 = 1.19), and words take no side."""


@dataclass(frozen=True)
class Explanation:
    """What one fact says about a pair, a group or a member: the fact, how honest people come to it, its weight."""

    sentence: str
    honest_reading: str
    bits: float


def explain_fact(fact: str, value: float | None, bits: float, level: Level, lang: Lang) -> Explanation:
    """Say in words what a fact's measured value and weight mean.

    `value` is in the fact's own unit (a share 0..1, a -log10 chance, a log2 ratio), or None when only the
    weight is known; for a member it is the group's value, since what is weighed is whether the member shares
    it. `bits` may have either sign: positive speaks for a trade (of a member: for belonging), negative for
    honest liking.
    Raises KeyError for a fact that the catalogue doesn't know, or that doesn't exist at this level.
    """
    tilt = "flat" if abs(bits) < SAYS_LITTLE_BITS else "up" if bits > 0 else "down"
    if level == "member":
        return _of_member(fact, value, bits, tilt, lang)
    if value is None:
        sentence = text(lang, f"explain.{tilt}", noun=text(lang, f"fact.{fact}.noun"))
    else:
        sentence = text(lang, f"fact.{fact}.{level}", value=value)
    reading = text(lang, "explain.says_little") if tilt == "flat" else text(lang, f"fact.{fact}.{tilt}")
    return Explanation(sentence, reading, bits)


def _of_member(fact: str, value: float | None, bits: float, tilt: str, lang: Lang) -> Explanation:
    """Say what a fact means for an account's belonging to a group, whose `value` of it is given."""
    noun = text(lang, f"fact.{fact}.member.noun")
    if tilt == "flat":
        return Explanation(text(lang, "explain.flat", noun=noun), text(lang, "explain.says_little"), bits)
    key = f"fact.{fact}.member.{tilt}"
    told = value is not None or not placeholders(wording(lang, key))
    sentence = text(lang, key, value=value) if told else text(lang, f"explain.member_{tilt}", noun=noun)
    honest = text(lang, f"fact.{fact}.member.honest" if tilt == "up" else "explain.member_honest")
    return Explanation(sentence, honest, bits)


def fact_name(fact: str, lang: Lang) -> str:
    """Return what a fact is called; a fact unknown to the catalogue keeps its own name."""
    key = f"fact.{fact}.name"
    return text(lang, key) if has(key) else fact
