"""Comments: a sentence about the post, or a phrase that fits under any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.families.numbers import Flags, Ints, Objects

OFTEN = 1.1
"""Exponent by which the common phrases are more common than the rest (Zipf)."""


@dataclass(frozen=True)
class Speech:
    """What can be said. `things` are words of each topic, `sentences` have a place for one of them."""

    things: Sequence[Sequence[str]]
    sentences: Sequence[str]
    tails: Sequence[str]
    praise: Sequence[str]

    def say(
        self,
        random: np.random.Generator,
        topic: Ints,
        generic: Flags,
        circle: Ints,
        phrases: Mapping[int, Sequence[str]],
    ) -> Objects:
        """A text a comment; circles in `phrases` have generic phrases of their own."""
        count = len(topic)
        one, two, three = (random.integers(1 << 30, size=count) for _ in range(3))
        common = (np.arange(len(self.praise)) + 1.0) ** -OFTEN
        usual = random.choice(len(self.praise), count, p=common / common.sum())
        return np.array(
            [
                self._generic(int(usual[row]), int(one[row]), phrases.get(int(circle[row])))
                if generic[row]
                else self._about(int(topic[row]), int(one[row]), int(two[row]), int(three[row]))
                for row in range(count)
            ],
            object,
        )

    def _generic(self, usual: int, draw: int, own: Sequence[str] | None) -> str:
        return self.praise[usual] if own is None else own[draw % len(own)]

    def _about(self, topic: int, one: int, two: int, three: int) -> str:
        words = self.things[topic % len(self.things)]
        sentence = self.sentences[two % len(self.sentences)]
        said = sentence.replace("{n}", str(2 + three % 40)).format(words[one % len(words)])
        return said + self.tails[three // 64 % len(self.tails)]
