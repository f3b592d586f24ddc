"""A sum of bits in words: the prior, what each fact adds, strongest first, and what all of it says.

Stands between a row of a result (a group, a pair, a member) and whoever explains it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from likewise.evidence import EVIDENCE
from likewise.show.catalogue import has, text
from likewise.show.explain import Level, explain_fact, fact_name
from likewise.show.numerals import Lang, bits
from likewise.show.rows import Row

Subject = Literal["pair", "group", "lockstep", "member"]

TELLS_APART_BITS = 2.0
"""Odds of 4 to 1: nearer to even than this, one in five or more would be judged wrongly, and nothing is said."""

REFINED_BY: Mapping[str, tuple[str, ...]] = {"promptness": ("posts.time",), "depth": ("events.dwell_s",)}
"""Columns without which a fact is measured, but less well."""

ALIKE: Mapping[str, tuple[str, ...]] = {"events.dwell_s": ("events.kind=view", "events.completion")}
"""A column that isn't asked for while the first of these is missing, or when the second is there."""

SHOWN_BITS = 0.05
"""A weight below this is written as 0.0: such facts share one line."""

WIDTH = 7
"""Room for a weight on the terminal."""


@dataclass(frozen=True)
class Fact:
    """One fact: its measured value (None when only its weight is known), and its weight in bits."""

    name: str
    value: float | None
    bits: float


@dataclass(frozen=True)
class Weighed:
    """What was weighed: the prior, the facts (strongest first), and their sum, all in bits.

    `unknown` are facts for which there is no evidence, `needs` what the data lacks that would bear on it.
    """

    subject: Subject
    level: Level
    prior_bits: float
    bits: float
    facts: tuple[Fact, ...]
    unknown: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def probability(self) -> float:
        """What the sum says."""
        return float(1 / (1 + 2.0 ** min(-self.bits, 1000.0)))

    @property
    def unclear(self) -> bool:
        """Whether the sum is too near to even odds for a word either way."""
        return abs(self.bits) <= TELLS_APART_BITS

    def evidence(self, lang: Lang) -> list[dict[str, Any]]:
        """The facts in words with the honest reading beside each, strongest first."""
        said = []
        for fact in self.facts:
            told = explain_fact(fact.name, fact.value, fact.bits, self.level, lang)
            said.append(
                {
                    "fact": fact.name,
                    "name": fact_name(fact.name, lang),
                    "value": fact.value,
                    "bits": fact.bits,
                    "sentence": told.sentence,
                    "honest_reading": told.honest_reading,
                }
            )
        return said

    def verdict(self, lang: Lang) -> list[str]:
        """What the sum says in plain words, and, where that is nothing, what would help."""
        said = [text(lang, f"explain.means.{self.subject}", probability=self.probability)]
        if self.unclear:
            said.append(text(lang, f"explain.unclear.{self.subject}"))
            needs = [text(lang, "list.need", words=words, column=need) for need, words in self._needs(lang).items()]
            joined = text(lang, "list.comma").join(needs)
            said.append(
                text(lang, "explain.would_help", needs=joined) if needs else text(lang, "explain.nothing_lacks")
            )
        return said

    def lines(self, lang: Lang) -> list[str]:
        """The whole sum for a terminal, a line each for what adds to it."""
        said = [_line(self.prior_bits, text(lang, "explain.prior"), lang)]
        for fact in self.evidence(lang):
            if abs(fact["bits"]) < SHOWN_BITS:
                continue
            sentence = text(lang, "list.fact", name=fact["name"], sentence=fact["sentence"])
            said += [_line(fact["bits"], sentence, lang), " " * (WIDTH + 2) + str(fact["honest_reading"])]
        total = text(lang, "explain.sum", bits=self.bits, probability=self.probability)
        said += [_line(self.bits, total, lang), *self.verdict(lang)]
        silent = tuple(fact.name for fact in self.facts if abs(fact.bits) < SHOWN_BITS)
        for key, facts in (("explain.nothing", silent), ("explain.unknown", self.unknown)):
            if facts:
                names = text(lang, "list.comma").join(fact_name(fact, lang) for fact in facts)
                said.append(text(lang, key, facts=names))
        return said

    def to_dict(self, lang: Lang) -> dict[str, Any]:
        """The whole sum for JSON; `bits` of the facts and `prior_bits` add up to `bits`."""
        return {
            "prior_bits": self.prior_bits,
            "evidence": self.evidence(lang),
            "bits": self.bits,
            "odds": 2.0 ** min(self.bits, 1000.0),
            "unclear": self.unclear,
            "verdict": " ".join(self.verdict(lang)) if lang == "en" else "".join(self.verdict(lang)),
            "no_evidence": list(self.unknown),
            "would_help": self._needs(lang),
        }

    def _needs(self, lang: Lang) -> dict[str, str]:
        """What is missing, and what it is in words."""
        return {need: text(lang, f"need.{need}") for need in self.needs if has(f"need.{need}")}


def weighed(
    row: Row, facts: Sequence[str], subject: Subject, missing: Iterable[str], values: Mapping[str, float | None]
) -> Weighed | None:
    """What a row of a result says of its weighing; None where it wasn't weighed.

    `row` has `bits`, `prior_bits` and `bits_<fact>`; `values` are the measured ones, where there are any.
    """
    if row.get("bits") is None or row.get("prior_bits") is None:
        return None
    held = [Fact(fact, values.get(fact), weight) for fact in facts if (weight := row.get(f"bits_{fact}")) is not None]
    level: Level = "group" if subject == "lockstep" else subject
    return Weighed(
        subject,
        level,
        row["prior_bits"],
        row["bits"],
        tuple(sorted(held, key=lambda fact: -abs(fact.bits))),
        tuple(fact for fact in facts if row.get(f"bits_{fact}") is None),
        needs(facts, frozenset(missing)),
    )


def needs(facts: Sequence[str], missing: frozenset[str]) -> tuple[str, ...]:
    """What these facts are measured by or measured better with, and the data lacks; each once."""
    asked = [
        need
        for one in EVIDENCE
        if one.name in facts
        for need in (*one.needs, *REFINED_BY.get(one.name, ()))
        if need in missing
    ]
    return tuple(need for need in dict.fromkeys(asked) if not _spared(need, missing))


def _spared(need: str, missing: frozenset[str]) -> bool:
    if need not in ALIKE:
        return False
    first, other = ALIKE[need]
    return first in missing or other not in missing


def _line(weight: float, sentence: str, lang: Lang) -> str:
    return f"{bits(weight, lang):>{WIDTH}}  {sentence}"
